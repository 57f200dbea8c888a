"""Where the items of a report's narrative and their sections begin.

An item is told by its place: the numbered line (or the line that begins with the word for a project) right
before a section heading that begins a new round of sections. So its own number may be misprinted or missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.found_amounts import find_amounts
from pipelines.parse.evidence import right_edges
from pipelines.parse.headings import is_total_label
from pipelines.parse.money_words import behind_label, tells_grant_or_use
from pipelines.parse.narrative_rows import KIND_WORD, Row, dimension_of, is_band, item_number
from pipelines.parse.report_headings import inline_habits, section_heading
from pipelines.parse.report_states import heads_items
from pipelines.records import Remark, SectionName

_SUBSECTIONS: frozenset[SectionName] = frozenset({"outputs", "outcomes", "note"})
"""Headings that stand inside a round of sections and never begin a new one."""
_LOOK_BACK = 5
LOOK_AHEAD = 3
_FULL = 0.93
"""A line that reaches this share of the page's widest is full: the next one goes on with it."""
_INDENT = 12.0
"""Points to the right of a name's first line from which a line begins a paragraph."""
_SUMS_UP = re.compile(r"\s*(?:บท)?สรุป")
_PICTURES = re.compile(r"\s*(?:รูป)?ภาพ(?:ถ่าย|ประกอบ|กิจกรรม|การดำเนิน)|\s*ภาคผนวก")
_SHORT = 80
_MAY_HOLD_SUMS: frozenset[SectionName] = frozenset({"budget", "method", "results"})
"""Sections of an item that may hold a sum of its own."""
_OF_ITEMS = re.compile(r"โครงการ|มิติ|แผน|จัดสรร|ตั้งไว้|เบิกจ่าย")
_INDICATOR = re.compile(r"\s*ตัวชี้วัด(?:ย่อย)?\s*ที่\s*[\d๐-๙]")


@dataclass(frozen=True, slots=True)
class Start:
    """Where an item's name stands: rows `first` to `last`, and the number it carries."""

    first: int
    last: int
    number: int | None


def find_headings(rows: Sequence[Row]) -> dict[int, tuple[SectionName, str]]:
    """The section headings among the rows.

    A step of a list that reads like one (`๕. รายงานผลการดำเนินงาน`, `- แผนการดำเนินงาน`) is none: it has
    a dash, or its number goes on with the list and not with the headings.
    """
    headings: dict[int, tuple[SectionName, str]] = {}
    habits = inline_habits(row.text for row in rows)
    edges = right_edges((row.page, row.line) for row in rows)
    list_number = heading_number = 0
    for i, row in enumerate(rows):
        path = row.numbering.path if row.numbering is not None else ()
        number = path[0] if len(path) == 1 else 0
        found = section_heading(row.text, habits)
        if found is None and not _is_wrapped(rows, i, edges):
            found = _money_heading(rows, i, headings)
        labelled = found is not None and bool(found[1]) and ":" in row.text  # `- ผลการดำเนินงาน : …`
        labelled = labelled or (
            found is not None and found[0] == "budget" and _is_below_name(rows, i, headings)
        )
        in_list = row.numbering is not None and (
            (not path and not labelled)
            or (not row.trusted and list_number and _may_be_step(found) and not labelled)
            or (list_number and number == list_number + 1 and number != heading_number + 1)
        )
        if found is not None and found[0] == "budget" and _goes_on(i, headings):
            continue  # `งบประมาณที่ใช้ไป 5,000 บาท` below what was set aside
        if found is not None and not in_list:
            headings[i] = found
            row.is_heading = True
            list_number, heading_number = 0, number
        elif number:
            list_number = number
    return headings


def _money_heading(
    rows: Sequence[Row], i: int, headings: Mapping[int, tuple[SectionName, str]]
) -> tuple[SectionName, str] | None:
    """A line without a heading that begins with the budget; one that tells what was used or granted only
    right below a name: elsewhere it is a sentence of its section."""
    text = rows[i].rest
    told = behind_label(text)
    if told is None and tells_grant_or_use(text) and _is_below_name(rows, i, headings):
        told = text
    return ("budget", told) if told is not None else None


def _goes_on(i: int, headings: Mapping[int, tuple[SectionName, str]]) -> bool:
    """Whether the line right above already tells the budget: what was spent of it is part of the section."""
    above = headings.get(i - 1)
    return above is not None and above[0] == "budget" and bool(above[1])


def _is_below_name(rows: Sequence[Row], i: int, headings: Mapping[int, tuple[SectionName, str]]) -> bool:
    """Whether the line that begins an item stands right above, with no heading between."""
    for j in range(i - 1, max(i - 1 - LOOK_AHEAD, -1), -1):
        if j in headings or is_band(rows, j):
            return False
        if KIND_WORD.match(rows[j].rest):
            return True
    return False


def closing_of(rows: Sequence[Row], headings: Mapping[int, tuple[SectionName, str]], last: int) -> int:
    """The row with which a report sums up (`3. สรุปผลการดำเนินงาน`, `รวม …`) behind its last item (which
    begins in row `last`), or its pictures begin. The number of rows where nothing does."""
    told: set[SectionName] = set()
    section: SectionName | None = None
    for i in range(last + 1, len(rows)):
        text = rows[i].text
        if i in headings:
            again = "budget" in told and section not in _MAY_HOLD_SUMS and headings[i][0] == "budget"
            sums_up = "results" in told and _SUMS_UP.match(rows[i].rest) is not None
            sums_up = sums_up or (again and _is_sum(text))
        else:
            own = section in _MAY_HOLD_SUMS and "results" not in told  # what the item alone cost
            sums_up = section is not None and (_sums_up(text) or (not own and _is_sum(text)))
        if sums_up or (told and heads_pictures(text) and not any(j > i for j in headings)):
            return i
        if i in headings:
            section = headings[i][0]
            told.add(section)
    return len(rows)


def heads_pictures(text: str) -> bool:
    """Whether a line stands over the pictures of a report, or of one item."""
    return _PICTURES.match(text) is not None and len(text) < _SHORT and not find_amounts(text)


def _sums_up(text: str) -> bool:
    """Whether a line says by its first word that it sums up what a plan or report costs."""
    of_items = _SUMS_UP.match(text) is not None and _OF_ITEMS.search(text) is not None
    return of_items and bool(find_amounts(text))


def _is_sum(text: str) -> bool:
    """Whether a line is a sum of the report's items, and not what a single one costs in all."""
    return is_total_label(text) and _OF_ITEMS.search(text) is not None and bool(find_amounts(text))


def _may_be_step(found: tuple[SectionName, str] | None) -> bool:
    """Whether what reads like a heading may as well be the step of a method."""
    return found is not None and found[0] not in _SUBSECTIONS


def find_starts(
    rows: Sequence[Row], headings: dict[int, tuple[SectionName, str]], remarks: list[Remark]
) -> dict[int, Start]:
    """Item starts by the row of the section heading (or the row after the name) that showed them."""
    starts: dict[int, Start] = {}
    seen: set[SectionName] = set()
    begun = False
    last = -1  # the last row that is certainly not part of a coming name
    list_number: int | None = None
    for i, row in enumerate(rows):
        if i in headings:
            section = headings[i][0]
            if section not in _SUBSECTIONS and (not begun or section in seen):
                start = _look_back(rows, i, last, begun)
                if start is not None:
                    starts[i] = start
                    seen, begun = set(), True
                elif begun:
                    remarks.append(Remark(row.page, row.text, "section heading without a new item"))
            seen.add(section)
            last, list_number = i, None
            continue
        if is_band(rows, i):
            last = i
        if begun and _is_named_start(rows, i, headings, seen, list_number):
            end = _next_heading(rows, i, headings)
            starts[end] = Start(i, end - 1, item_number(row))
            seen, last = set(), i
        if row.numbering is not None and len(row.numbering.path) == 1:
            list_number = row.numbering.path[0]
    return starts


def bare_starts(rows: Sequence[Row]) -> dict[int, Start]:
    """Items of a report without section headings: numbered lines below a dimension that begin with the word
    for a project, and the lines that go on with a name as wide as the page."""
    first = next((i for i in range(len(rows)) if dimension_of(rows[i].text) is not None), len(rows))
    named = [
        (i, number)
        for i in range(first, len(rows))
        if (number := item_number(rows[i])) is not None and _names_item(rows[i])
    ]
    edges = right_edges((row.page, row.line) for row in rows)
    return {i: Start(i, _end_of_name(rows, i, edges), number) for i, number in named}


def starts_by_state(rows: Sequence[Row]) -> dict[int, Start]:
    """Items of a report without section headings that lists them below headings of what is done, under way or
    not begun: lines with a number (`1)`, or `1.1` below heading 1) or a dash."""
    found: dict[int, Start] = {}
    edges = right_edges((row.page, row.line) for row in rows)
    heading: Row | None = None
    for i, row in enumerate(rows):
        if heads_items(row.text) is not None:
            heading = row
        elif heading is not None and row.numbering is not None and _names_item(row):
            path, above = row.numbering.path, heading.numbering.path if heading.numbering is not None else ()
            if len(path) < 2 or path[:-1] == above:
                found[i] = Start(i, _end_of_name(rows, i, edges), path[-1] if path else None)
    return found


def _names_item(row: Row) -> bool:
    """Whether a line names an item, and is no heading over items."""
    return KIND_WORD.match(row.rest) is not None and heads_items(row.text) is None


def with_bare(rows: Sequence[Row], starts: dict[int, Start]) -> dict[int, Start]:
    """Item starts with those of items that no section heading follows, where the numbers of all go on
    one by one (or begin anew): some items of a report tell everything in sentences."""
    bare = bare_starts(rows)
    found = {start.first for start in starts.values()}
    if not found <= set(bare) or len(bare) == len(found):
        return starts
    numbers = [start.number or 0 for start in bare.values()]
    if any(after not in (before + 1, 1) for before, after in pairwise(numbers)):
        return starts
    return starts | {i: start for i, start in bare.items() if i not in found}


def _is_wrapped(rows: Sequence[Row], i: int, edges: Mapping[int | None, float]) -> bool:
    """Whether row `i` goes on with the line above it, which is as wide as the page."""
    above, below = (rows[i - 1], rows[i]) if i else (None, rows[i])
    if above is None or above.page != below.page or above.line.bbox is None:
        return False
    return above.line.bbox[2] >= _FULL * edges[above.page]


def _end_of_name(rows: Sequence[Row], i: int, edges: Mapping[int | None, float]) -> int:
    """The last row of a name that begins in row `i`: a paragraph below it is indented."""
    end = i
    while end + 1 < len(rows) and _is_wrapped(rows, end + 1, edges) and rows[end + 1].numbering is None:
        box, first = rows[end + 1].line.bbox, rows[i].line.bbox
        if box is None or first is None or box[0] > first[0] + _INDENT:
            break
        end += 1
    return end


def _next_heading(rows: Sequence[Row], i: int, headings: dict[int, tuple[SectionName, str]]) -> int:
    """The section heading that follows row `i` with nothing but unnumbered lines between; 0 for none."""
    for j in range(i + 1, min(i + 1 + LOOK_AHEAD, len(rows))):
        if j in headings:
            return j
        if rows[j].numbering is not None or is_band(rows, j):
            return 0
    return 0


def _is_named_start(
    rows: Sequence[Row],
    i: int,
    headings: dict[int, tuple[SectionName, str]],
    seen: set[SectionName],
    list_number: int | None,
) -> bool:
    """A numbered line that begins with the word for a project, right before a section heading not yet used.

    The last step of a method can look the same; then its number continues the list before it.
    """
    row = rows[i]
    number = item_number(row)
    if number is None or not KIND_WORD.match(row.rest) or number == (list_number or 0) + 1:
        return False
    end = _next_heading(rows, i, headings)
    return bool(end) and headings[end][0] not in seen and headings[end][0] not in _SUBSECTIONS


def _look_back(rows: Sequence[Row], heading: int, last: int, begun: bool) -> Start | None:
    """The name right before a section heading, not reaching back over row `last`."""
    first = max(last + 1, heading - _LOOK_BACK)
    for j in range(heading - 1, first - 1, -1):
        row = rows[j]
        numbering = row.numbering
        if numbering is not None and numbering.path and numbering.rest:
            return Start(j, heading - 1, item_number(row))
        begins = KIND_WORD.match(row.rest) and not KIND_WORD.fullmatch(row.rest.strip())
        if begins or _INDICATOR.match(row.rest):
            return Start(j, heading - 1, None)
        if numbering is not None:
            return None
    after_band = first == last + 1 and last >= 0 and is_band(rows, last)
    if after_band and heading > first:
        return Start(first, heading - 1, None)
    if after_band and begun:
        return Start(last, last, None)
    return None
