"""Figures that a progress report states in sentences before its items.

`มีโครงการตามแผนทั้งสิ้น 12 โครงการ ดำเนินการแล้วเสร็จ 7 โครงการ คิดเป็นร้อยละ 58.33 เบิกจ่าย 100,000 บาท`:
a figure counts only when the words right before it say what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.model import Line
from normalize.chars import canonical
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from pipelines.parse.evidence import source_of
from pipelines.parse.narrative import dimension_of
from pipelines.parse.report_grid import Stage, stage_of
from pipelines.parse.report_totals import is_doubtful
from pipelines.parse.sentences import paragraphs
from pipelines.records import StatedTotal

_COUNT = re.compile(r"(?<![\d.,/])(?P<n>\d{1,4})\s*(?:โครงการ|กิจกรรม|มาตรการ)(?!\s*ที่\s*\d)")
_PERCENT = re.compile(r"(?:คิดเป็น|เป็น)\s*ร้อยละ\s*(?P<n>\d+(?:\.\d+)?)")
_REACH = 45
"""Letters before a figure in which the words about it must stand."""
_NEXT = 40
"""Letters at most between a count and the amount that was planned for as many items."""

_ITEMS: dict[Stage, str] = {
    "planned": "planned_items",
    "done": "done_items",
    "ongoing": "ongoing_items",
    "failed": "failed_items",
    "ordinance": "ordinance_items",
}
_BAHT: dict[Stage, str] = {"planned": "planned_baht", "spent": "spent_baht", "ordinance": "ordinance_baht"}
_PERCENT_OF = {"done_items": "items_percent", "spent_baht": "budget_percent"}


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    quantity: str
    value: Decimal | None
    raw: str
    sure: bool = True


def prose_totals(lines: Sequence[tuple[int | None, Line]], year_be: int | None) -> list[StatedTotal]:
    """The stated totals of running text, in order; nothing for a sentence with a single figure.

    One figure alone is often about something else (a project's target).
    """
    totals: list[StatedTotal] = []
    for paragraph in paragraphs(lines):
        text = to_arabic(canonical(paragraph.text)).replace("\n", " ")
        figures = _figures(text)
        if len(figures) < 2:
            continue
        dimension = dimension_of(text)
        source = source_of(paragraph.lines, paragraph.page)
        totals += [
            StatedTotal(
                origin="report",
                scope="plan" if dimension is None else "dimension",
                quantity=figure.quantity,
                value=figure.value,
                value_raw=figure.raw,
                dimension=dimension,
                fiscal_year_be=year_be,
                doubtful=not figure.sure or is_doubtful(source, paragraph.text),
                source=source,
            )
            for figure in figures
        ]
    return totals


def _figures(text: str) -> list[_Figure]:
    """The figures of a text whose meaning the words before them tell."""
    bare: list[tuple[int, int, str, Decimal | None, bool]] = [
        (match.start(), match.end(), "items", Decimal(match["n"]), True) for match in _COUNT.finditer(text)
    ]
    bare += [(m.start(), m.end(), "percent", Decimal(m["n"]), True) for m in _PERCENT.finditer(text)]
    for found in find_amounts(text):
        if found.unit is None:
            bare.append((found.start, found.end, "baht", found.money.amount, found.money.certain))
    figures: list[_Figure] = []
    lone: _Figure | None = None
    end_before = 0
    for start, end, unit, value, sure in sorted(bare, key=lambda figure: figure[:3]):
        if start < end_before:
            continue
        before = text[max(end_before, start - _REACH) : start]
        quantity = _quantity(unit, before, figures)
        if quantity == "planned_baht" and lone is not None and len(before) < _NEXT:
            figures.append(lone)
        lone = None
        if quantity is not None:
            figures.append(_Figure(start, end, quantity, value, text[start:end], sure))
        elif unit == "items" and not figures:  # `จำนวน 5 โครงการ งบประมาณตามแผน 100,000 บาท`
            lone = _Figure(start, end, "planned_items", value, text[start:end])
        end_before = end
    return figures


def _quantity(unit: str, before: str, figures: Sequence[_Figure]) -> str | None:
    if unit == "percent":
        near = figures and len(before) < _REACH
        return _PERCENT_OF.get(figures[-1].quantity) if near else None
    stage = stage_of(before)
    if stage is None:
        return None
    return _ITEMS.get(stage) if unit == "items" else _BAHT.get(stage)
