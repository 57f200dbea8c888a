"""Budgets that stand with an item's name, in a table without a column of money.

มิติ | โครงการ/กิจกรรม/มาตรการ                         | กลุ่มเป้าหมาย
1    | 1. โครงการปลูกต้นกล้าความดี / งบประมาณ 25,000 บาท | เยาวชน
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.chars import canonical
from normalize.found_amounts import find_amounts
from pipelines.parse.cell_labels import name_lines
from pipelines.parse.groups import SummaryItem
from pipelines.parse.item_list import other_use, stated_budgets
from pipelines.parse.money_words import name_and_money, states_budget
from pipelines.parse.text_lines import TextLine
from pipelines.records import Budget


def parted_name(item: SummaryItem) -> tuple[list[str], list[str]]:
    """The lines of an item's name, and those that state its budget; none of these where the table has a
    column of money."""
    lines = name_lines(item.segment.body)
    if item.amounts or item.empty_cells or item.total is not None:
        return lines, []
    end = next((n for n, line in enumerate(lines) if n and states_budget(line)), None)
    if end is not None:
        return lines[:end], lines[end:]
    last, money = name_and_money(lines[-1]) if lines else ("", "")
    return ([*lines[:-1], last], [money]) if money else (lines, [])


def named_budgets(item: SummaryItem, index: int, years: Sequence[int]) -> list[Budget]:
    """What the lines with an item's name say that it costs, as of project `index`; an amount without a year
    is that of the one year of the plan."""
    name, stated = parted_name(item)
    lines = item.segment.lines
    column = item.amounts or item.empty_cells or item.total is not None
    if not column and not stated and name and find_amounts(canonical(name[-1])):
        stated = name[-1:]  # an amount of its name, which is doubtful
    if not stated or not lines:
        return []
    budgets = stated_budgets([TextLine(text, lines[-1], item.source.page) for text in stated], index, years)
    doubt = _doubt_of_name(item, name)
    return budgets if doubt is None else [replace(b, doubtful=True, doubt=b.doubt or doubt) for b in budgets]


def _doubt_of_name(item: SummaryItem, name: Sequence[str]) -> str | None:
    """Why an amount in the last line of a name is not certain by the words before it, which stay in the
    name (`โครงการค่าย 50 คน x 100 บาท`)."""
    text = canonical(name_lines(item.segment.body)[len(name) - 1]) if name else ""
    for found in find_amounts(text):
        if found.unit is None and not found.money.certain:
            return f"irregular: {', '.join(found.money.flags) or found.money.status}"
        if (doubt := other_use(text, found)) is not None:
            return doubt
    return None
