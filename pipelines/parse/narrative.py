"""The narrative of a progress report: items under dimension, mission and strategy, each with its sections.

    มิติที่ ๑ …            dimension
    ๑.๑ …                  mission
    ๑.๑.๑ …                strategy
    ๑. โครงการ …           item
    การดำเนินการ           section heading, then its items
    ผลการดำเนินการ

An item is told by its place: the numbered line (or the line that begins with the word for a project) right
before a section heading that begins a new round of sections. So its own number may be misprinted or missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.model import Line
from normalize.chars import DASHES, canonical
from normalize.digits import to_arabic
from normalize.numbering import Numbering, parse_numbering
from pipelines.parse.evidence import digits_trusted, number_trusted
from pipelines.parse.narrative_repair import (
    CodesByName,
    code_without_dots,
    numbers_by_order,
    settled_code,
    settled_dimension,
    without_noise,
)
from pipelines.parse.report_headings import inline_habits, section_heading
from pipelines.records import Remark, SectionName

_SUBSECTIONS: frozenset[SectionName] = frozenset({"outputs", "outcomes", "note"})
"""Headings that stand inside a round of sections and never begin a new one."""
_LOOK_BACK = 5
_LOOK_AHEAD = 3
_DIMENSION = re.compile(r"\s*(?:\d\s*[.)]\s*)?ม[ิี]?ต[ิี]?[่้]?\s*ท?[ีิ]?่?\s*[:.]?\s*([1-9])(?!\d)")
_KIND_WORD = re.compile(r"[\s\"“”'‘’]*(?:โครงการ|กิจกรรม|มาตรการ)")
_INDICATOR = re.compile(r"\s*ตัวชี้วัด(?:ย่อย)?\s*ที่\s*[\d๐-๙]")
_PAGE_NUMBER = re.compile(rf"[\s{re.escape(DASHES)}]*\d{{1,3}}[\s{re.escape(DASHES)}]*|หน้า(?:ที่)?\s*\d{{1,3}}")
_SIGNATURE = re.compile(r"\s*\(?\s*(?:ลงชื่อ|ลงนาม)|\s*\((?:นาย|นาง|นางสาว|ว่าที่|พัน|จ่า|สิบ|ดร\.?)[^()]*\)\s*$")
_SPENT = re.compile(r"เบิก|ใช้จ่าย|งบประมาณที่ใช้|ใช้จริง|ใช้ไป|จ่าย(?:จริง|ไป|แล้ว)|คงเหลือ")
"""Words for what was spent of a budget."""


@dataclass(slots=True)
class Row:
    """A line of the narrative with what its beginning says."""

    line: Line
    page: int | None
    text: str
    numbering: Numbering | None
    trusted: bool = True
    is_heading: bool = False

    @property
    def rest(self) -> str:
        """The text after the numbering."""
        return self.numbering.rest if self.numbering is not None else self.text


@dataclass(slots=True)
class Passage:
    """Lines that belong together: one item of a section, or a name.

    `texts` are the lines' texts without ticks and other noise of a scan.
    """

    lines: list[Line]
    page: int | None
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One reported item with its sections; `number` is None where the printed one is no item number.

    `number_trusted` is False where the number was not read for sure. `spent`: the heading of the section
    `budget` says that it tells what was spent.
    """

    name: Passage
    number: int | None
    number_trusted: bool = True
    dimension: int | None = None
    mission_code: str | None = None
    strategy_code: str | None = None
    sections: dict[SectionName, list[Passage]] = field(default_factory=dict)
    spent: bool = False


@dataclass(slots=True)
class Narrative:
    """All entries in reading order, and what could not be placed."""

    entries: list[Entry] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where an item's name stands: rows `first` to `last`, and the number it carries."""

    first: int
    last: int
    number: int | None


def read_narrative(lines: Sequence[tuple[int | None, Line]], framework_id: str | None = None) -> Narrative:
    """Read the entries of a report from its lines outside tables (pages with them, in order).

    `framework_id` is the plan framework whose names help where a scan's digits cannot be trusted.
    """
    rows = [_row(page, line) for page, line in lines]
    rows = [row for row in rows if row.text and not _PAGE_NUMBER.fullmatch(to_arabic(row.text))]
    headings = _find_headings(rows)
    narrative = Narrative()
    starts = _find_starts(rows, headings, narrative) or _bare_starts(rows)
    _Walk(rows, headings, starts, narrative, CodesByName(framework_id)).run()
    _settle_numbers(narrative.entries)
    return narrative


def _settle_numbers(entries: Sequence[Entry]) -> None:
    """Numbers that were not read for sure, by the order of items."""
    trusted = [entry.number_trusted for entry in entries]
    if not all(trusted):
        settled = numbers_by_order([entry.number for entry in entries], trusted)
        for entry, number in zip(entries, settled, strict=True):
            entry.number = number


def _row(page: int | None, line: Line) -> Row:
    text = canonical(line.text).replace("\n", " ").strip()
    if line.confidence is not None:
        text = without_noise(text)
    return Row(line, page, text, parse_numbering(text), digits_trusted([line]))


def _find_headings(rows: Sequence[Row]) -> dict[int, tuple[SectionName, str]]:
    """The section headings among the rows.

    A step of a list that reads like one (`๕. รายงานผลการดำเนินงาน`, `- แผนการดำเนินงาน`) is none: it has
    a dash, or its number goes on with the list and not with the headings.
    """
    headings: dict[int, tuple[SectionName, str]] = {}
    habits = inline_habits(row.text for row in rows)
    list_number = heading_number = 0
    for i, row in enumerate(rows):
        path = row.numbering.path if row.numbering is not None else ()
        number = path[0] if len(path) == 1 else 0
        found = section_heading(row.text, habits)
        labelled = found is not None and bool(found[1]) and ":" in row.text  # `- ผลการดำเนินงาน : …`
        in_list = row.numbering is not None and (
            (not path and not labelled)
            or (not row.trusted and list_number and _may_be_step(found) and not labelled)
            or (list_number and number == list_number + 1 and number != heading_number + 1)
        )
        if found is not None and not in_list:
            headings[i] = found
            row.is_heading = True
            list_number, heading_number = 0, number
        elif number:
            list_number = number
    return headings


def _may_be_step(found: tuple[SectionName, str] | None) -> bool:
    """Whether what reads like a heading may as well be the step of a method."""
    return found is not None and found[0] not in _SUBSECTIONS


# -- pass 1: where items begin


def _find_starts(
    rows: Sequence[Row], headings: dict[int, tuple[SectionName, str]], narrative: Narrative
) -> dict[int, _Start]:
    """Item starts by the row of the section heading (or the row after the name) that showed them."""
    starts: dict[int, _Start] = {}
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
                    narrative.remarks.append(Remark(row.page, row.text, "section heading without a new item"))
            seen.add(section)
            last, list_number = i, None
            continue
        if _is_band(rows, i):
            last = i
        if begun and _is_named_start(rows, i, headings, seen, list_number):
            end = _next_heading(rows, i, headings)
            starts[end] = _Start(i, end - 1, _item_number(row))
            seen, last = set(), i
        if row.numbering is not None and len(row.numbering.path) == 1:
            list_number = row.numbering.path[0]
    return starts


def _bare_starts(rows: Sequence[Row]) -> dict[int, _Start]:
    """Items of a report without section headings: numbered lines below a dimension that begin with the word
    for a project."""
    first = next((i for i in range(len(rows)) if dimension_of(rows[i].text) is not None), len(rows))
    named = [
        (i, number)
        for i in range(first, len(rows))
        if (number := _item_number(rows[i])) is not None and _KIND_WORD.match(rows[i].rest)
    ]
    return {i: _Start(i, i, number) for i, number in named}


def _next_heading(rows: Sequence[Row], i: int, headings: dict[int, tuple[SectionName, str]]) -> int:
    """The section heading that follows row `i` with nothing but unnumbered lines between; 0 for none."""
    for j in range(i + 1, min(i + 1 + _LOOK_AHEAD, len(rows))):
        if j in headings:
            return j
        if rows[j].numbering is not None or _is_band(rows, j):
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
    number = _item_number(row)
    if number is None or not _KIND_WORD.match(row.rest) or number == (list_number or 0) + 1:
        return False
    end = _next_heading(rows, i, headings)
    return bool(end) and headings[end][0] not in seen and headings[end][0] not in _SUBSECTIONS


def _look_back(rows: Sequence[Row], heading: int, last: int, begun: bool) -> _Start | None:
    """The name right before a section heading, not reaching back over row `last`."""
    first = max(last + 1, heading - _LOOK_BACK)
    for j in range(heading - 1, first - 1, -1):
        row = rows[j]
        numbering = row.numbering
        if numbering is not None and numbering.path and numbering.rest:
            return _Start(j, heading - 1, _item_number(row))
        begins = _KIND_WORD.match(row.rest) and not _KIND_WORD.fullmatch(row.rest.strip())
        if begins or _INDICATOR.match(row.rest):
            return _Start(j, heading - 1, None)
        if numbering is not None:
            return None
    after_band = first == last + 1 and last >= 0 and _is_band(rows, last)
    if after_band and heading > first:
        return _Start(first, heading - 1, None)
    if after_band and begun:
        return _Start(last, last, None)
    return None


def _item_number(row: Row) -> int | None:
    """The number of an item: a single one; `๔.๑.๑.๑` and `๔.๔` are none."""
    numbering = row.numbering
    if numbering is None or len(numbering.path) != 1 or numbering.kind == "plain":
        return None
    return numbering.path[0]


def _is_band(rows: Sequence[Row], i: int) -> bool:
    """Whether a row reads like the heading of a dimension, mission or strategy."""
    return dimension_of(rows[i].text) is not None or (
        len(_path(rows[i])) in (2, 3) and not _is_sublist(rows, i)
    )


def _path(row: Row) -> tuple[int, ...]:
    numbering = row.numbering
    return numbering.path if numbering is not None and numbering.kind == "dotted" else ()


def _is_sublist(rows: Sequence[Row], i: int) -> bool:
    """Whether `2.1` stands in a list: the first under step 2 of its section, or one that goes on after it."""
    path = _path(rows[i])
    for j in range(i - 1, max(i - 12, -1), -1):
        if rows[j].is_heading or dimension_of(rows[j].text) is not None:
            return False
        before = rows[j].numbering
        if before is None or not before.path:
            continue
        if path[-1] == 1:
            return before.path == path[:-1] and len(before.path) == 1
        return before.path == (*path[:-1], path[-1] - 1) and _is_sublist(rows, j)
    return False


def before_spending(text: str) -> str:
    """What a text about a budget says before it tells what was spent of it.

    >>> before_spending("ตั้งไว้ 20,000 บาท เบิกจ่าย 18,500 บาท")
    'ตั้งไว้ 20,000 บาท'
    """
    spent = _SPENT.search(text)
    return text if spent is None else text[: spent.start()].rstrip()


def dimension_of(text: str) -> int | None:
    """The number of a line that begins with มิติที่ N; None for other lines."""
    match = _DIMENSION.match(to_arabic(text))
    return int(match[1]) if match else None


def without_dimension(text: str) -> str:
    """What stands behind มิติที่ N; of a cell that begins with the number alone, behind that.

    >>> without_dimension("มิติที่ 1 การสร้างวัฒนธรรมสุจริต"), without_dimension("2. การบริหาร")
    (' การสร้างวัฒนธรรมสุจริต', ' การบริหาร')
    """
    match = _DIMENSION.match(to_arabic(text)) or re.match(r"[\s\d๐-๙.)]*(?=\s)", text)
    return text[match.end() :] if match is not None else text


# -- pass 2: entries and their sections


class _Walk:
    """Walks the rows once and fills the entries."""

    def __init__(
        self,
        rows: Sequence[Row],
        headings: dict[int, tuple[SectionName, str]],
        starts: dict[int, _Start],
        narrative: Narrative,
        codes: CodesByName,
    ) -> None:
        self.rows = rows
        self.codes = codes
        self.headings = headings
        self.names = {start.first: start for start in starts.values()}
        self.narrative = narrative
        self.entry: Entry | None = None
        self.section: SectionName | None = None
        self.mission: str | None = None
        self.strategy: str | None = None
        self.dimension: int | None = None

    def run(self) -> None:
        """Give every row to a heading, a name or a section."""
        i = 0
        while i < len(self.rows):
            row = self.rows[i]
            if i in self.names:
                i = self._open_entry(self.names[i])
            elif self._take_band(i):
                pass
            elif self.entry is not None and i in self.headings:
                self._open_section(i)
            elif self.entry is not None and self.section is not None:
                self._take_content(row)
            elif self.dimension is not None and _item_number(row) is not None and _KIND_WORD.match(row.rest):
                self._note(row, "numbered item without sections")
            i += 1

    def _open_entry(self, start: _Start) -> int:
        rows = self.rows[start.first : start.last + 1]
        name = Passage([row.line for row in rows], rows[0].page, [row.text for row in rows])
        path = _path(rows[0])
        if len(path) >= 4:
            self._take_codes(path[:3], start.first)
        if len(path) >= 2:
            self.narrative.remarks.append(Remark(rows[0].page, rows[0].text, "the number is no item number"))
        sure = number_trusted(rows[0].line)
        self.entry = Entry(name, start.number, sure, self.dimension, self.mission, self.strategy)
        self.section = None
        if not self.headings:
            self.section = "results"
            self.entry.sections["results"] = []
        self.narrative.entries.append(self.entry)
        return start.last

    def _take_band(self, i: int) -> bool:
        row = self.rows[i]
        dimension = dimension_of(row.text)
        if dimension is not None and (self.entry is None or len(row.text) < 200):
            self._take_dimension(dimension, row)
            self.section = None
            return True
        path = _path(row)
        taken = len(path) in (2, 3) and not _is_sublist(self.rows, i) and self._take_codes(path, i)
        if taken or self._take_code_without_dots(i):
            self.section = None
            return True
        return False

    def _take_dimension(self, number: int, row: Row) -> None:
        dimension: int | None = number
        if not row.trusted:
            dimension = settled_dimension(number, without_dimension(row.text), self.dimension, self.codes)
            if dimension is None:
                self._note(row, "number of a dimension not read for sure")
                dimension = number if number == self.dimension else None
        self.dimension, self.mission, self.strategy = dimension, None, None

    def _take_code_without_dots(self, i: int) -> bool:
        """Take a heading whose dots were lost: by its name, which proves the code; else it is unknown."""
        row = self.rows[i]
        found = code_without_dots(row.text, self.dimension) if self.dimension is not None else None
        if found is None:
            return False
        code, words = found
        level = code.count(".") + 1
        if self.codes.find(words, level, code) == code:
            self.mission, self.strategy = code[:3], code if level > 2 else None
            return True
        return level > 2 and bool(_path(row)) and self._take_unknown_code(i)

    def _take_unknown_code(self, i: int) -> bool:
        """Take a heading whose code is not known: one above an item's name or the headings over it."""
        ahead = range(i + 1, i + 1 + _LOOK_AHEAD)
        first = next((j for j in ahead if j in self.names or j in self.headings), None)
        if first not in self.names:
            return False
        self._note(self.rows[i], "code of a heading not read for sure")
        self.mission = self.strategy = None
        return True

    def _note(self, row: Row, why: str) -> None:
        self.narrative.remarks.append(Remark(row.page, row.text, why))

    def _take_codes(self, path: tuple[int, ...], i: int) -> bool:
        """Take over a mission or strategy code, if it can be one in this dimension."""
        row = self.rows[i]
        if not row.trusted:
            before = (self.mission, self.strategy)
            settled = settled_code(path, row.rest, self.dimension, before, self.codes)
            if settled is None:
                return self._take_unknown_code(i)
            path = settled
        if self.dimension is not None and path[0] != self.dimension:
            return False
        if len(path) == 2 and not 1 <= path[1] <= 9:
            return False
        mission = f"{path[0]}.{path[1]}"
        if len(path) == 3:
            self.mission, self.strategy = mission, f"{mission}.{path[2]}"
        elif self.mission != mission:
            self.mission, self.strategy = mission, None
        return True

    def _open_section(self, i: int) -> None:
        assert self.entry is not None
        self.section, rest = self.headings[i]
        self.entry.sections.setdefault(self.section, [])
        row = self.rows[i]
        if self.section == "budget" and _SPENT.search(row.text.removesuffix(rest)):
            self.entry.spent = True
        if rest:
            line = Line(rest, row.line.bbox, row.line.confidence, row.line.reading)
            self.entry.sections[self.section].append(Passage([line], row.page))

    def _take_content(self, row: Row) -> None:
        assert self.entry is not None and self.section is not None
        if _SIGNATURE.match(row.text):
            self.section = None
            self.narrative.remarks.append(Remark(row.page, row.text, "signature, end of the entry"))
            return
        passages = self.entry.sections[self.section]
        if row.numbering is not None or not passages:
            passages.append(Passage([row.line], row.page))
        else:
            passages[-1].lines.append(row.line)
