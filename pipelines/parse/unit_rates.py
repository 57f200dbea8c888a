"""Columns of what one time, person or piece costs (`งบประมาณต่อครั้ง`) beside what an item costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.chars import fold, without_marks
from pipelines.parse.columns import Column

_UNIT = "(?:ครง|คน|หนวย(?!งาน)|รน|แหง|วน(?!ท)|ชด|เรอง|หมบาน|ครวเรอน|ราย(?!การ|ละเอ|ได|จาย)|เดอน|ไตรมาส)"
_RATE = re.compile(rf"(?:ตอ|/){_UNIT}|{_UNIT}ละ")
"""Without marks: scans lose those first."""


def without_rates(columns: list[Column], headers: Sequence[Sequence[str]]) -> list[Column]:
    """The columns of money without those of rates, where another one tells what the items cost."""
    money = [column for column in columns if column.role in ("budget", "total")]
    rates = [column for column in money if _is_rate(headers[column.index])]
    if not rates or len(rates) == len(money):
        return columns
    return [replace(c, role="goal", year=None) if c in rates else c for c in columns]


def _is_rate(path: Sequence[str]) -> bool:
    return any(_RATE.search(without_marks(fold(text))) is not None for text in path)
