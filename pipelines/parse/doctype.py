"""What sort of document this is, told by its content: the plan, a report on it, or an ITA measure report.

Titles alone mislead (a report names the plan it reports on, a memo names both), so the shape of the tables
and the headings that recur weigh most. All comparisons bear misread letters.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extract.model import Cell, Document, Table
from normalize.chars import fold, without_marks
from normalize.dates import fiscal_years
from pipelines.parse.column_parts import is_of_the_past
from pipelines.parse.header_words import header_years
from pipelines.parse.tables import headings_above
from pipelines.records import DocType

_HEAD_LINES = 150
"""Titles stand, and plans are spoken of, within so many lines of the start."""
_TITLE_LENGTH = 220
_HEADER_LENGTH = 90
_NEAR = 86.0
"""Partial likeness (0-100) from which a phrase counts as read in a line of a scan."""
_NEARER = 90.0
"""The same for words that both reports and plans have, without marks."""
_STANDS, _SPOKEN_OF = 3.0, 1.0
"""Weights of a title that stands as one, and of a phrase somewhere in a text."""

_TITLES: tuple[tuple[DocType, float, str], ...] = (
    ("progress_report", _STANDS, "รายงานผลการนำแผนไปปฏิบัติ"),
    ("progress_report", _STANDS, "รายงานผลการดำเนินการตามแผนปฏิบัติการ"),
    ("progress_report", _STANDS, "รายงานผลการดำเนินงานตามแผนปฏิบัติการ"),
    ("progress_report", _STANDS, "รายงานผลการปฏิบัติงานตามแผนปฏิบัติการ"),
    ("progress_report", _STANDS, "รายงานการกำกับติดตามการดำเนินการป้องกันการทุจริต"),
    ("progress_report", _STANDS, "รายงานผลการดำเนินการป้องกันการทุจริต"),
    ("progress_report", 2.0, "รายงานการติดตามและประเมินผลแผนปฏิบัติการ"),
)
"""Titles of reports on a plan, with their weights where they stand as titles."""
_SPOKEN: tuple[tuple[DocType, float, str], ...] = (
    ("measure_report", 3.0, "เพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"),
    ("measure_report", 3.0, "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส"),
    ("measure_report", 3.0, "การดำเนินการมาตรการส่งเสริมคุณธรรมและความโปร่งใส"),
    ("measure_report", 2.0, "ขับเคลื่อนมาตรการส่งเสริมคุณธรรมและความโปร่งใส"),
    ("measure_report", 2.0, "วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส"),
)
"""What only the reports on measures speak of, as a title or not."""
_PLANS = (
    "แผนปฏิบัติการป้องกันการทุจริต",
    "แผนปฏิบัติการป้องกันและปราบปรามการทุจริต",
    "แผนป้องกันและปราบปรามการทุจริต",
    "แผนป้องกันการทุจริต",
)
_RARER_PLANS = (
    "แผนการป้องกันการทุจริต",
    "แผนปฏิบัติการด้านการป้องกันการทุจริต",
    "แผนปฏิบัติการเพื่อป้องกันการทุจริต",
    "แผนปฏิบัติการต่อต้านการทุจริต",
)
"""Titles of plans that must be read exactly but for their marks: the usual ones are read in them too."""
_REPORT_STARTS = ("รายงานผล", "รายงานการ", "สรุปผล", "สรุปรายงาน")
_LEADS = (
    *("ร่าง", "เรื่อง", "การประกาศ", "การจัดทำ", "การขอ", "ขออนุมัติ", "อนุมัติ", "ขอ", "จัดทำ", "ประกาศ", "ให้ใช้", "ใช้"),
    *(
        "แบบ",
        "สรุป",
        "รายละเอียด",
        "ประกอบ",
        "โครงการ",
        "กิจกรรม",
        "มาตรการ",
        "บัญชี",
        "ตาราง",
        "ส่วนที่",
        "บทที่",
        "ตอนที่",
    ),
    *("ภาคผนวก", "และ"),
)
"""Words before a title on its line (`เรื่อง ขออนุมัติ…`, `รายละเอียดโครงการตาม…`): others make a sentence of it."""
_RUNS_ON = ("นั้น", "บัดนี้", "ได้", "จึง", "ซึ่ง", "แล้ว")
"""Words behind a title on its line that make a sentence of it."""
_STRAY = 2
"""So many letters before a misread phrase may be its own."""
_FULL_LINE = 50
"""Letters from which a line, below another as long, is one of a paragraph."""
_REPORT_TITLE_LINES = 3
_MINUTES = "รายงานการประชุม"
"""What begins like a report and is of a meeting."""
_AND, _SUBJECT = "และ", "เรื่อง"
_TITLE_BLOCK = 6
"""Lines above a table among which its title stands."""
_PAGE_TOP = 3
"""Lines at the top of a page in one of which the title of a document begins."""
_HEADINGS: tuple[tuple[DocType, str], ...] = (
    ("action_plan", "หลักการและเหตุผล"),
    ("action_plan", "วัตถุประสงค์"),
    ("action_plan", "พื้นที่ดำเนินการ"),
    ("action_plan", "ระยะเวลาดำเนินการ"),
    ("action_plan", "งบประมาณดำเนินการ"),
    ("action_plan", "ผู้รับผิดชอบ"),
    ("progress_report", "ผลการดำเนินการ"),
    ("progress_report", "ผลการดำเนินงาน"),
)
_TO_FILL_IN = re.compile(r"[\s.…_]*")
"""An empty cell, or a dotted line to write on."""
_SEVERAL = 2
"""Beside so many years a percentage is a share of the plan's money."""
_RECURRING = 4
"""A heading that recurs so often belongs to a series of items, not to the front matter."""


_Vote = tuple[DocType, float, str]
"""A type, the weight of what speaks for it, and what that is."""
_BY_RANK: tuple[DocType, ...] = ("measure_report", "progress_report", "action_plan")
"""Of types for which as much speaks the first: a report names the plan that it is on, no plan its reports."""


@dataclass(frozen=True, slots=True)
class Classification:
    """The document type, the score of each type, and what spoke for it (for `inspect` and the log)."""

    doc_type: DocType
    scores: dict[DocType, float] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


def classify(document: Document) -> Classification:
    """Decide the type of a document; `other` when nothing speaks for any of ours."""
    headings = [
        heading for index, heading in headings_above(document).items() if not _years(document.tables[index])
    ]
    lines = [line.text for _, line in document.lines()]
    votes = [*_title_votes(lines), *_heading_votes(lines), *_table_votes(document.tables)]
    named = {_table_vote(fold(heading), set(header_years(heading))) for heading in headings}
    votes += [vote for vote in named if vote is not None]
    if all(not reason.startswith("table") for kind, _, reason in votes if kind == "progress_report"):
        votes += _titled_table_votes(document)
    scores: dict[DocType, float] = {}
    for doc_type, weight, _ in votes:
        scores[doc_type] = scores.get(doc_type, 0.0) + weight
    titled = {doc_type for doc_type, _, reason in votes if reason.startswith("title")}
    best = max(_BY_RANK, key=lambda name: (scores.get(name, 0.0), name in titled))
    reasons = tuple(reason for doc_type, _, reason in votes if doc_type == best)
    if scores.get(best, 0.0) < 2.0:
        return Classification("other", scores, reasons)
    return Classification(best, scores, reasons)


@functools.lru_cache(maxsize=8_192)
def _bare(text: str) -> str:
    """The folded text without vowel and tone marks, which a scan loses first."""
    return without_marks(fold(text))


@functools.lru_cache(maxsize=32_768)
def _place_of(bare_text: str, phrase: str, near: float) -> int | None:
    """Where a phrase begins in a text (both without marks), a few misread letters apart; None where it does
    not stand.

    Remembered: the same lines are asked for a document, its parts, and parts put together.
    """
    exact = bare_text.find(phrase)
    if exact >= 0:
        return exact
    if len(bare_text) < len(phrase) * 0.8 or len(phrase) < 10:
        return None
    found = fuzz.partial_ratio_alignment(phrase, bare_text, score_cutoff=near)
    return found.dest_start if found is not None else None


_NAMED = "ประกาศ(?:เทศบาล|องคการบริหารสวน)[ก-ฮะ-ไ]{2,30}เรอง"
_LEAD = re.compile(rf"(?:[^ก-๙a-z]|{_NAMED}|{'|'.join(map(_bare, _LEADS))}|(?<=[ก-ฮ])ตาม)*+")
"""What may stand before a title on its line, without marks; a line `ตามแผน…` goes on another title."""
_BARE_PLANS = (*((_bare(plan), _NEAR) for plan in _PLANS), *((_bare(plan), 100.0) for plan in _RARER_PLANS))
_BARE_REPORTS = tuple(map(_bare, _REPORT_STARTS))
_SENTENCE = re.compile("|".join(_RUNS_ON))


@dataclass(frozen=True, slots=True)
class _Place:
    """A line near the start, with the next one (titles run over two), without marks; `runs_on` where it is
    part of a sentence, or goes on a paragraph of full lines."""

    line: str
    both: str
    runs_on: bool

    def has(self, phrase: str, near: float = _NEARER) -> bool:
        """Whether the phrase stands somewhere in the two lines."""
        return _place_of(self.both, phrase, near) is not None

    def titled(self, phrase: str, near: float = _NEARER) -> bool:
        """Whether the phrase begins on the line as a title does, and not within a sentence."""
        start = _place_of(self.both, phrase, near)
        if start is None or start >= len(self.line) or self.runs_on or self.line.startswith("ตาม"):
            return False
        lead = self.both[:start]
        return start <= _STRAY or any(_LEAD.fullmatch(lead[: len(lead) - n]) for n in range(_STRAY))

    def titled_report(self, phrase: str) -> bool:
        """Whether the phrase begins the title of a report: `และรายงานผล…` goes on a sentence, and minutes
        report a meeting."""
        if not self.titled(phrase) or self.line.startswith(_bare(_MINUTES)):
            return False
        return _bare(_AND) not in self.both[: _place_of(self.both, phrase, _NEARER)]

    def titled_plan(self) -> bool:
        """Whether a plan's title begins on the line."""
        return any(self.titled(*plan) for plan in _BARE_PLANS)

    def begins_report(self) -> bool:
        """Whether the title of a report, on whatever, begins on the line."""
        return any(self.titled_report(start) for start in _BARE_REPORTS)


def _places(lines: list[str]) -> list[_Place]:
    """The lines, but for those that are too long for a title."""
    head = [_bare(line) for line in lines]
    return [
        _Place(one, one + two, bool(_SENTENCE.search(fold(line))) or min(len(before), len(one)) >= _FULL_LINE)
        for line, before, one, two in zip(lines, ["", *head], head, [*head[1:], ""], strict=False)
        if len(one) <= _TITLE_LENGTH
    ]


def _title_votes(lines: list[str]) -> list[_Vote]:
    """Each title found near the start votes once: as a title where it stands as one, and else as something
    that the text speaks of."""
    places = _places(lines[:_HEAD_LINES])
    votes: list[_Vote] = []
    for doc_type, weight, phrase in _SPOKEN:
        if any(place.has(_bare(phrase)) for place in places):
            votes.append((doc_type, weight, f"title: {phrase}"))
    for doc_type, weight, phrase in _TITLES:
        if any(place.titled_report(_bare(phrase)) for place in places):
            votes.append((doc_type, weight, f"title: {phrase}"))
        elif any(place.has(_bare(phrase)) for place in places):
            votes.append((doc_type, _SPOKEN_OF, f"in the text: {phrase}"))
    return votes + _plan_votes(places, reported=any(weight > _SPOKEN_OF for _, weight, _ in votes))


def _lines_of_reports(places: list[_Place]) -> set[int]:
    """Where the titles of reports stand, which run over several lines."""
    return {
        n + more
        for n, place in enumerate(places)
        if place.begins_report()
        for more in range(_REPORT_TITLE_LINES)
    }


def _plan_votes(places: list[_Place], *, reported: bool) -> list[_Vote]:
    """The vote of a plan's title, which within the title of a report is that of a report on it; `reported`
    where such a title was found already."""
    report_lines = _lines_of_reports(places)
    votes: list[_Vote] = []
    spoken = titled = False
    for n, place in enumerate(places):
        if not any(place.has(*plan) for plan in _BARE_PLANS):
            continue
        if n in report_lines:
            if not reported:
                votes.append(("progress_report", _STANDS, "title: a report on a plan"))
            reported = True
        elif place.titled_plan():
            titled = True
        spoken = True
    if titled:
        votes.append(("action_plan", _STANDS, "title: a plan"))
    elif spoken:
        votes.append(("action_plan", _SPOKEN_OF, "in the text: a plan"))
    return votes


def _titled_table_votes(document: Document) -> list[_Vote]:
    """The vote of a plan's title right above a table of what its items cost. It weighs more than reports that
    a preface, an order or minutes before it speak of, and nothing where a report's title heads a page."""
    lines: list[str] = []
    found = False
    for block in document.flow:
        if isinstance(block.content, Table):
            found = found or (_titled_as_plan(lines[-_TITLE_BLOCK:]) and _lists_costs(block.content))
            lines = []
        else:
            lines.append(block.content.text)
    if not found or any(_headed_by_report([line.text for line in page.lines]) for page in document.pages):
        return []
    return [("action_plan", _STANDS + _SPOKEN_OF, "title above a table: a plan")]


def _titled_as_plan(lines: list[str]) -> bool:
    """Whether a plan's title stands in lines, as none of a report on it."""
    places = _places(lines)
    reports = _lines_of_reports(places)
    return any(place.titled_plan() for n, place in enumerate(places) if n not in reports)


def _headed_by_report(lines: list[str]) -> bool:
    """Whether the title of a report stands at the top of a page, or is the subject of a letter on it."""
    return any(
        place.begins_report() and (n < _PAGE_TOP or place.line.startswith(_bare(_SUBJECT)))
        for n, place in enumerate(_places(lines))
    )


def _lists_costs(table: Table) -> bool:
    """Whether a table names items and money or years in its header, and neither results nor spending."""
    header = header_text(table)
    vote = _table_vote(header, _years(table))
    if vote is not None and vote[0] != "action_plan":
        return False
    named = any(word in header for word in ("โครงการ", "กิจกรรม", "มาตรการ"))
    return named and (bool(_years(table)) or any(word in header for word in ("งบประมาณ", "จำนวนเงิน")))


def _heading_votes(lines: list[str]) -> list[_Vote]:
    counts: Counter[tuple[DocType, str]] = Counter()
    for line in lines:
        folded = fold(line).strip("0123456789.)(: -")
        for doc_type, heading in _HEADINGS:
            if abs(len(folded) - len(heading)) <= 3 and fuzz.ratio(folded, fold(heading)) >= 90:
                counts[doc_type, heading] += 1
    return [
        (doc_type, 2.0, f"heading recurs {count} times: {heading}")
        for (doc_type, heading), count in sorted(counts.items())
        if count >= _RECURRING
    ]


def _table_votes(tables: Iterable[Table]) -> list[_Vote]:
    votes: dict[tuple[DocType, str], float] = {}
    for table in tables:
        found = _table_vote(header_text(table), _years(table))
        if found is not None and found[0] == "progress_report":
            found = _without_results(table, found)
        if found is not None:
            votes[found[0], found[2]] = found[1]
    return [(doc_type, weight, reason) for (doc_type, reason), weight in votes.items()]


def _table_vote(header: str, years: set[int]) -> _Vote | None:
    """What one table's header and the years in it say."""

    def has(*phrases: str) -> bool:
        return any(phrase in header for phrase in phrases)

    results = has("ผลการดำเนิน", "ผลลัพธ์", "ผลสัมฤทธิ์", "ผลดำเนิน", "ดำเนินการแล้ว", "แล้วเสร็จ")
    spent = has("เบิกจ่าย", "ใช้จริง", "ใช้ไป")
    share = has("ร้อยละ") and len(years) < _SEVERAL
    ways = has("วิธีการ", "ขั้นตอน", "วิธีดำเนิน", "แนวทาง")
    if has("ประเด็นความเสี่ยง", "riskscore", "มาตรการควบคุมความเสี่ยง"):
        return "action_plan", 2.0, "table: risks"
    if has("งบประมาณ", "โครงการ", "กิจกรรม") and (spent or share) and not ways:
        done = spent or results or has("ตามแผน", "บัญญัติ")
        weight = 4.0 if done else 1.5  # shares of the whole are also in plans: a title must say which
        return "progress_report", weight, "table: figures of a report"
    if results and ways and has("มาตรการ", "ตัวชี้วัด", "ประเด็น") and has("ระยะเวลา", "รับผิดชอบ"):
        return "measure_report", 4.0, "table: measures with results"
    if results and has("โครงการ", "กิจกรรม"):
        return "progress_report", 3.0, "table: items with results"
    yearly = len(years) >= 3 or ((len(years) >= 2 or has("ภารกิจ")) and has("งบประมาณ"))
    if has("โครงการ", "มาตรการ") and yearly:
        return "action_plan", 4.0, "table: budgets by item"
    money = has("งบประมาณ", "จำนวนเงิน")
    if has("รายการ", "แผนงาน") and yearly:
        return "action_plan", 1.5, "table: budgets of years"  # also of other plans: a title must say which
    if has("โครงการ", "มาตรการ", "กิจกรรม") and money and has("รับผิดชอบ", "ระยะเวลา") and not results:
        return "action_plan", 1.5, "table: items of a plan"  # also of other plans: a title must say which
    return None


def _without_results(table: Table, vote: _Vote) -> _Vote | None:
    """The vote of a table that looks like a report's, but for columns in which nothing stands yet: a plan's
    form keeps one for the results to come (`ผลการเบิกจ่าย`), and a title must say which of both it is."""
    open_cells = _left_open(table)
    filled = fold(" | ".join(_header(table, open_cells)))
    found = _table_vote(filled, _years(table)) if open_cells else vote
    if found is None or found[0] == "progress_report":
        return found
    return "action_plan", 2.0, "table: results to be filled in"


def _left_open(table: Table) -> set[int]:
    """The columns of a table of which all cells below the header are empty or dotted lines, where others
    have text."""
    header = max((cell.row for cell in table.cells if cell.is_header), default=0)
    filled: set[int] = set()
    for cell in table.cells:
        if cell.row > header and not _TO_FILL_IN.fullmatch(cell.text):
            filled.update(_columns(cell))
    return set(range(table.n_cols)) - filled if filled else set()


def header_text(table: Table) -> str:
    """The folded texts of a table's header cells, bars between them; of its first row where none is marked
    and it is short. What was spent before the years of the others says nothing of the document."""
    return fold(" | ".join(_header(table)))  # years side by side stay apart


def _header(table: Table, left_out: Collection[int] = ()) -> list[str]:
    """The texts of a table's header cells, without those of the columns `left_out`."""
    cells = [cell for cell in table.cells if cell.is_header]
    cells = cells or [cell for cell in table.cells if cell.row == 0 and len(cell.text) <= _HEADER_LENGTH]
    header = [cell.text for cell in cells if not left_out or set(_columns(cell)) - set(left_out)]
    return [text for text in header if not is_of_the_past(text, header)]


def _columns(cell: Cell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _years(table: Table) -> set[int]:
    """The years that a table's header names: spans, and one in a cell (`ปี 66`)."""
    header = _header(table)
    spans = fiscal_years(fold(" | ".join(header)))
    return {*spans, *(year for text in header for year in header_years(text))}
