"""Columns that tick whether an item uses a budget (`ใช้งบประมาณ` | `ไม่ใช้งบประมาณ`) beside what it costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.chars import DASHES, fold, without_marks
from normalize.digits import to_arabic
from pipelines.parse.columns import Column

_USED = re.compile(r"(?:การ)?ใชงบ(?:ประมาณ)?")
_UNUSED = re.compile(r"ไมใชงบ(?:ประมาณ)?")
"""Without marks: scans lose those first."""
_MARK = re.compile(r"[^ก-ฮเ-ไะ-ูA-Za-z0-9\n]{1,3}|[√/xXvV]")
_COUNT = re.compile(r"\d{1,3}")
"""How many items are ticked, in a row of sums."""


def without_use_marks(
    columns: list[Column], headers: Sequence[Sequence[str]], contents: Sequence[Sequence[str]]
) -> list[Column]:
    """The column `ใช้งบประมาณ` is no budget where nothing but ticks, and counts of them, stands in it: beside
    `ไม่ใช้งบประมาณ`, of whose ticks a scan may read dashes; or alone, if what it holds is no dash."""
    words = [without_marks(fold(path[-1])) if path else "" for path in headers]
    unused = any(_UNUSED.fullmatch(text) for text in words)
    money = [column for column in columns if column.role in ("budget", "total")]
    found = list(columns)
    for column in columns:
        texts = contents[column.index]
        ticks = [text.strip() for text in texts if not _COUNT.fullmatch(to_arabic(text.strip()))]
        of_ticks = bool(ticks) and all(_MARK.fullmatch(text) for text in ticks)
        told = unused or not set(ticks) <= set(DASHES)
        beside = any(other is not column for other in money)
        if _USED.fullmatch(words[column.index]) and of_ticks and told and beside:
            found[column.index] = replace(column, role="goal", year=None)
    return found
