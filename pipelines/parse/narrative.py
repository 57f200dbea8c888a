"""The narrative of a progress report: items under dimension, mission and strategy, each with its sections.

    มิติที่ ๑ …            dimension
    ๑.๑ …                  mission
    ๑.๑.๑ …                strategy
    ๑. โครงการ …           item
    การดำเนินการ           section heading, then its items
    ผลการดำเนินการ

Where items begin, `narrative_starts` tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Line
from normalize.chars import DASHES
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.states import names_state
from pipelines.parse.evidence import number_trusted
from pipelines.parse.headings import NO_NUMBER, lacks_number
from pipelines.parse.money_words import SPENT, name_and_money
from pipelines.parse.narrative_repair import (
    CodesByName,
    code_without_dots,
    numbers_by_order,
    settled_code,
    settled_dimension,
)
from pipelines.parse.narrative_rows import (
    KIND_WORD,
    Row,
    code_path,
    dimension_of,
    is_band,
    is_sublist,
    item_number,
    row_of,
    without_dimension,
)
from pipelines.parse.narrative_starts import (
    LOOK_AHEAD,
    Start,
    closing_of,
    find_headings,
    find_starts,
    heads_pictures,
    starts_by_state,
    with_bare,
)
from pipelines.parse.report_choices import chosen
from pipelines.parse.report_states import heads_items
from pipelines.records import Remark, SectionName

_PAGE_NUMBER = re.compile(rf"[\s{re.escape(DASHES)}]*\d{{1,3}}[\s{re.escape(DASHES)}]*|หน้า(?:ที่)?\s*\d{{1,3}}")
_STATUS = re.compile(
    r"[\s\-–•]*(?:สถานะ|(?:ได้)?ดำเนินการ(?:แล้ว|เสร็จ|เรียบร้อย)|อยู่ระหว่าง(?:การ)?ดำเนินการ|ยังไม่(?:ได้)?ดำเนินการ|ไม่(?:ได้|สามารถ)ดำเนินการ)"
)
"""Words for how far an item got, which no name begins with."""
_SIGNATURE = re.compile(r"\s*\(?\s*(?:ลงชื่อ|ลงนาม)|\s*\((?:นาย|นาง|นางสาว|ว่าที่|พัน|จ่า|สิบ|ดร\.?)[^()]*\)\s*$")


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
    `budget` says that it tells what was spent. `state` is how far the items below the heading above it are.
    """

    name: Passage
    number: int | None
    number_trusted: bool = True
    dimension: int | None = None
    mission_code: str | None = None
    strategy_code: str | None = None
    sections: dict[SectionName, list[Passage]] = field(default_factory=dict)
    spent: bool = False
    state: Passage | None = None


@dataclass(slots=True)
class Narrative:
    """All entries in reading order, what could not be placed, and the lines that sum up behind them."""

    entries: list[Entry] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    closing: list[tuple[int | None, Line]] = field(default_factory=list)


def read_narrative(lines: Sequence[tuple[int | None, Line]], framework_id: str | None = None) -> Narrative:
    """Read the entries of a report from its lines outside tables (pages with them, in order).

    `framework_id` is the plan framework whose names help where a scan's digits cannot be trusted.
    """
    rows = [row_of(page, line) for page, line in lines]
    rows = [row for row in rows if row.text and not _PAGE_NUMBER.fullmatch(to_arabic(row.text))]
    headings = find_headings(rows)
    narrative = Narrative()
    starts = find_starts(rows, headings, narrative.remarks)
    if not starts:
        headings = {}
    starts = with_bare(rows, starts) or starts_by_state(rows)
    closing = closing_of(rows, headings, max((start.first for start in starts.values()), default=len(rows)))
    _Walk(rows[:closing], headings, starts, narrative, CodesByName(framework_id)).run()
    narrative.closing = [(row.page, row.line) for row in rows[closing:]]
    narrative.remarks += _settle_numbers(narrative.entries)
    for entry in narrative.entries:
        _tell_state(entry)
    return narrative


def _tell_state(entry: Entry) -> None:
    """Give an entry the state that the heading above it names, where it tells none of its own."""
    results = entry.sections.get("results", [])
    told = any(names_state(line.text) for passage in results for line in passage.lines)
    if entry.state is not None and not told:
        entry.sections["results"] = [entry.state, *results]


def _settle_numbers(entries: Sequence[Entry]) -> list[Remark]:
    """Give numbers that were not read for sure by the order of items; remarks on those read otherwise, which
    the document may print so."""
    trusted = [entry.number_trusted for entry in entries]
    if all(trusted):
        return []
    settled = numbers_by_order([entry.number for entry in entries], trusted)
    remarks = []
    for entry, number in zip(entries, settled, strict=True):
        if None not in (entry.number, number) and entry.number != number:
            told = f"{entry.name.lines[0].text} → {number}"
            remarks.append(Remark(entry.name.page, told, "number of an item told by the order of items"))
        entry.number = number
    return remarks


def _parted(rows: Sequence[Row]) -> tuple[Passage, Passage | None, Sequence[Row]]:
    """The name that stands in rows, the amount behind it, and the rows that go on with something else: what
    the item cost, or how far it got."""
    ends = (n for n, row in enumerate(rows) if n and (_tells_money(row) or _STATUS.match(row.text)))
    end = next(ends, len(rows))
    texts = [row.text for row in rows[:end]]
    texts[-1], money = name_and_money(texts[-1])
    name = Passage([row.line for row in rows[:end]], rows[0].page, texts)
    last = rows[end - 1]
    behind = Passage([replace(last.line, text=money)], last.page) if money else None
    return name, behind, rows[end:]


def _tells_money(row: Row) -> bool:
    return bool(find_amounts(row.text, no_budget=True))


class _Walk:
    """Walks the rows once and fills the entries."""

    def __init__(
        self,
        rows: Sequence[Row],
        headings: Mapping[int, tuple[SectionName, str]],
        starts: dict[int, Start],
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
        self.lost = False  # the last heading of a dimension told none
        self.state: Passage | None = None
        self.states_below: bool | None = None  # whether headings of states stand below those of dimensions

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
            elif self.dimension is not None and item_number(row) is not None and KIND_WORD.match(row.rest):
                self._note(row, "numbered item without sections")
            i += 1

    def _open_entry(self, start: Start) -> int:
        rows = self.rows[start.first : start.last + 1]
        name, money, below = _parted(rows)
        path = code_path(rows[0])
        if len(path) >= 4:
            self._take_codes(path[:3], start.first)
        if len(path) >= 2 and start.number is None:
            self.narrative.remarks.append(Remark(rows[0].page, rows[0].text, "the number is no item number"))
        sure = number_trusted(rows[0].line)
        self.entry = Entry(name, start.number, sure, self.dimension, self.mission, self.strategy)
        self.entry.state = self.state
        self.section = None
        if start.last + 1 not in self.headings:
            self.section = "results"
            self.entry.sections["results"] = []
        if money is not None:
            self.entry.sections["budget"] = [money]
        for row in below:
            self.section = "budget" if _tells_money(row) else "results"
            lines = chosen([row.line])[0] or [row.line]
            self.entry.sections.setdefault(self.section, []).append(Passage([*lines], row.page))
        self.narrative.entries.append(self.entry)
        return start.last

    def _take_band(self, i: int) -> bool:
        row = self.rows[i]
        if (state := heads_items(row.text)) is not None and self._items_follow(i):
            self._take_state(state, row)
            return True
        dimension = dimension_of(row.text)
        if dimension is not None and (self.entry is None or len(row.text) < 200):
            self._take_dimension(dimension, row)
            self.section = None
            return True
        if lacks_number([row.line]):
            self._note(row, NO_NUMBER)
            self.dimension, self.lost = None, True
            self.mission = self.strategy = self.section = None
            return True
        path = code_path(row)
        taken = len(path) in (2, 3) and not is_sublist(self.rows, i) and self._take_codes(path, i)
        if taken or self._take_code_without_dots(i):
            self.section = None
            return True
        return False

    def _items_follow(self, i: int) -> bool:
        """Whether a row opens a list of items: within the sections of one it may head a list of its own."""
        behind = i + 1
        return (
            self.entry is None
            or behind in self.names
            or (behind < len(self.rows) and is_band(self.rows, behind))
        )

    def _take_state(self, state: str, row: Row) -> None:
        if self.states_below is None:
            self.states_below = self.dimension is not None
        self.state = Passage([replace(row.line, text=state)], row.page)
        self.section = None

    def _take_dimension(self, number: int, row: Row) -> None:
        if self.states_below:
            self.state = None
        dimension: int | None = number
        if not row.trusted:
            name = without_dimension(row.text)
            dimension = settled_dimension(number, name, self.dimension, self.codes, lost=self.lost)
            if dimension is None:
                self._note(row, NO_NUMBER)
                dimension = number if number == self.dimension else None
        self.lost = dimension is None
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
        return level > 2 and bool(code_path(row)) and self._take_unknown_code(i)

    def _take_unknown_code(self, i: int) -> bool:
        """Take a heading whose code is not known: one above an item's name or the headings over it."""
        ahead = range(i + 1, i + 1 + LOOK_AHEAD)
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
        if self.section == "budget" and SPENT.search(row.text.removesuffix(rest)):
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
        if heads_pictures(row.text):
            self.section = "note"
        passages = self.entry.sections.setdefault(self.section, [])
        if row.numbering is not None or not passages:
            passages.append(Passage([row.line], row.page))
        else:
            passages[-1].lines.append(row.line)
