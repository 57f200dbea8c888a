"""Items of a plan that has neither a summary table nor detail sections: a numbered list in running text.

`๑. โครงการอบรมธรรมะ งบประมาณ ๑๕,๐๐๐ บาท`, below headings of dimensions and missions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.found_amounts import find_amounts
from normalize.money import FoundAmount
from normalize.numbering import parse_numbering
from pipelines.parse.detail import TextLine
from pipelines.parse.evidence import number_trusted, source_of
from pipelines.parse.headings import code_heading, dimension_word
from pipelines.parse.items import KIND_WORDS
from pipelines.parse.texts import TextCleaner
from pipelines.parse.tidy import tidy_name
from pipelines.records import Budget, Project

_ITEM = re.compile(rf"[\"“]?(?:{KIND_WORDS})")
_MONEY_WORDS = re.compile(r"\s*[-–:,(]*\s*(?:ใช้|จำนวน|โดยใช้)?\s*(?:งบประมาณ|วงเงิน|เป็นเงิน|จำนวนเงิน)?\s*:?\s*$")
_LEAST_ITEMS = 2


@dataclass(slots=True)
class _Item:
    line: TextLine
    number: int
    rest: str
    amounts: list[FoundAmount]
    dimension: int | None
    mission: str | None


def read_list(
    lines: Sequence[TextLine], years: Sequence[int], cleaner: TextCleaner
) -> tuple[list[Project], list[Budget]]:
    """The items of the list and their amounts; none where most lines that look like items state no budget.

    An amount without a year is that of the one year of the plan; in a plan of several years nobody says
    for which it is.
    """
    items = _items(lines)
    if len(items) < _LEAST_ITEMS or sum(bool(item.amounts) for item in items) * 2 < len(items):
        return [], []
    projects: list[Project] = []
    budgets: list[Budget] = []
    for index, item in enumerate(items):
        source = source_of([item.line.line], item.line.page)
        end = item.amounts[0].start if item.amounts else len(item.rest)
        name = tidy_name([_MONEY_WORDS.sub("", item.rest[:end])], cleaner)
        project = Project(name, item.line.text, source=source, in_summary=True)
        project.dimension, project.mission_code = item.dimension, item.mission
        project.seq = project.seq_summary = item.number
        project.seq_doubtful = not number_trusted(item.line.line)
        projects.append(project)
        for found in item.amounts:
            budgets += _budgets(found, index, item, years)
    return projects, budgets


def _items(lines: Sequence[TextLine]) -> list[_Item]:
    found: list[_Item] = []
    dimension: int | None = None
    mission: str | None = None
    for line in lines:
        number, code = dimension_word(line.text), code_heading(line.text)
        numbering = parse_numbering(line.text)
        if number is not None:
            dimension, mission = number, None
        elif code is not None and code.level == 2 and code.dimension == dimension:
            mission = code.code
        elif numbering is not None and len(numbering.path) == 1 and _ITEM.match(numbering.rest):
            amounts = find_amounts(numbering.rest, no_budget=True)
            found.append(_Item(line, numbering.path[0], numbering.rest, amounts, dimension, mission))
    return found


def _budgets(found: FoundAmount, index: int, item: _Item, years: Sequence[int]) -> list[Budget]:
    named = found.fiscal_years or (tuple(years) if len(years) == 1 else ())
    doubt = (
        None if found.money.certain else f"irregular: {', '.join(found.money.flags) or found.money.status}"
    )
    if found.unit is not None or len(item.amounts) > max(1, len(named)):
        doubt = doubt or "several amounts stand beside one item"
    if not named:
        doubt = doubt or "nothing says for which year the amount is"
    raw = item.rest[found.start : found.end]
    source = source_of([item.line.line], item.line.page)
    return [
        Budget(
            index,
            year,
            "summary" if year is not None else "detail",
            found.money.amount,
            found.money.status,
            raw,
            doubtful=doubt is not None,
            doubt=doubt,
            source=source,
        )
        for year in named or (None,)
    ]
