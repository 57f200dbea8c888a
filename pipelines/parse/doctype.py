"""What sort of document this is, told by its content: the plan, a report on it, or an ITA measure report.

Titles alone mislead (a report names the plan it reports on, a memo names both), so the shape of the tables
and the headings that recur weigh most. All comparisons bear misread letters.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extract.model import Document, Table
from normalize.chars import fold
from normalize.dates import fiscal_years
from pipelines.parse.header_words import header_years
from pipelines.parse.tables import headings_above
from pipelines.records import DocType

_TITLE_LINES = 150
_TITLE_LENGTH = 220
_HEADER_LENGTH = 90
_NEAR = 86.0
"""Partial likeness (0-100) from which a phrase counts as read in a line of a scan."""

_TITLES: tuple[tuple[DocType, float, str], ...] = (
    ("progress_report", 3.0, "รายงานผลการนำแผนไปปฏิบัติ"),
    ("progress_report", 3.0, "รายงานผลการดำเนินการตามแผนปฏิบัติการ"),
    ("progress_report", 3.0, "รายงานผลการดำเนินงานตามแผนปฏิบัติการ"),
    ("progress_report", 3.0, "รายงานผลการปฏิบัติงานตามแผนปฏิบัติการ"),
    ("progress_report", 3.0, "รายงานการกำกับติดตามการดำเนินการป้องกันการทุจริต"),
    ("progress_report", 3.0, "รายงานผลการดำเนินการป้องกันการทุจริต"),
    ("progress_report", 2.0, "รายงานการติดตามและประเมินผลแผนปฏิบัติการ"),
    ("measure_report", 3.0, "เพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"),
    ("measure_report", 3.0, "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส"),
    ("measure_report", 3.0, "การดำเนินการมาตรการส่งเสริมคุณธรรมและความโปร่งใส"),
    ("measure_report", 2.0, "ขับเคลื่อนมาตรการส่งเสริมคุณธรรมและความโปร่งใส"),
    ("measure_report", 2.0, "วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส"),
    ("action_plan", 2.0, "ประกาศใช้แผนปฏิบัติการป้องกันการทุจริต"),
    ("action_plan", 2.0, "อนุมัติจัดทำแผนปฏิบัติการป้องกันการทุจริต"),
    ("action_plan", 1.0, "แผนปฏิบัติการป้องกันการทุจริตเพื่อยกระดับคุณธรรมและความโปร่งใส"),
    ("action_plan", 1.0, "แผนปฏิบัติการป้องกันและปราบปรามการทุจริต"),
    ("action_plan", 1.0, "แผนปฏิบัติการป้องกันการทุจริต"),
    ("action_plan", 1.0, "แผนป้องกันและปราบปรามการทุจริต"),
    ("action_plan", 1.0, "แผนป้องกันการทุจริต"),
)
_RARER_TITLES = (
    "แผนการป้องกันการทุจริต",
    "แผนปฏิบัติการด้านการป้องกันการทุจริต",
    "แผนปฏิบัติการเพื่อป้องกันการทุจริต",
    "แผนปฏิบัติการต่อต้านการทุจริต",
)
"""Titles of plans that count where none of the usual ones stands: those are read in them too."""
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
_RECURRING = 4
"""A heading that recurs so often belongs to a series of items, not to the front matter."""


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
    return classify_parts([line.text for _, line in document.lines()], document.tables, headings)


def classify_parts(lines: list[str], tables: Iterable[Table], headings: Iterable[str] = ()) -> Classification:
    """The same for lines and tables that are not (yet) a document of their own. `headings` are lines that
    name the columns of the tables below them."""
    votes = [*_title_votes(lines), *_heading_votes(lines), *_table_votes(tables)]
    named = {_table_vote(fold(heading), set(header_years(heading))) for heading in headings}
    votes += [vote for vote in named if vote is not None]
    scores: dict[DocType, float] = {}
    for doc_type, weight, _ in votes:
        scores[doc_type] = scores.get(doc_type, 0.0) + weight
    best = max(sorted(scores), key=lambda name: scores[name], default=None)
    reasons = tuple(reason for doc_type, _, reason in votes if doc_type == best)
    if best is None or scores[best] < 2.0:
        return Classification("other", scores, reasons)
    return Classification(best, scores, reasons)


@functools.lru_cache(maxsize=32_768)
def reads(folded_text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text (both folded), a few misread letters apart.

    Remembered: the same lines are asked for a document, its parts, and parts put together.
    """
    if phrase in folded_text:
        return True
    if len(folded_text) < len(phrase) * 0.8 or len(phrase) < 10:
        return False
    return fuzz.partial_ratio(phrase, folded_text, score_cutoff=_NEAR) >= _NEAR


def _title_votes(lines: list[str]) -> list[tuple[DocType, float, str]]:
    """Each title phrase found near the start votes once; titles run over two lines."""
    head = [fold(line) for line in lines[:_TITLE_LINES]]
    following = [*head[1:], ""][: len(head)]
    places = [one + two for one, two in zip(head, following, strict=True) if len(one) <= _TITLE_LENGTH]
    votes: list[tuple[DocType, float, str]] = []
    for doc_type, weight, phrase in _TITLES:
        folded = fold(phrase)
        if any(reads(place, folded) for place in places):
            votes.append((doc_type, weight, f"title: {phrase}"))
    if not any(doc_type == "action_plan" for doc_type, _, _ in votes):
        rarer = (phrase for phrase in _RARER_TITLES if any(fold(phrase) in place for place in places))
        votes += [("action_plan", 1.0, f"title: {phrase}") for phrase in [*rarer][:1]]
    return votes


def _heading_votes(lines: list[str]) -> list[tuple[DocType, float, str]]:
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


def _table_votes(tables: Iterable[Table]) -> list[tuple[DocType, float, str]]:
    votes: dict[tuple[DocType, str], float] = {}
    for table in tables:
        found = _table_vote(header_text(table), _years(table))
        if found is not None:
            votes[found[0], found[2]] = found[1]
    return [(doc_type, weight, reason) for (doc_type, reason), weight in votes.items()]


def _table_vote(header: str, years: set[int]) -> tuple[DocType, float, str] | None:
    """What one table's header and the years in it say."""

    def has(*phrases: str) -> bool:
        return any(phrase in header for phrase in phrases)

    results = has("ผลการดำเนิน", "ผลลัพธ์", "ผลสัมฤทธิ์", "ผลดำเนิน", "ดำเนินการแล้ว", "แล้วเสร็จ")
    spent = has("เบิกจ่าย", "ใช้จริง", "ใช้ไป", "ร้อยละ")
    ways = has("วิธีการ", "ขั้นตอน", "วิธีดำเนิน", "แนวทาง")
    if has("ประเด็นความเสี่ยง", "riskscore", "มาตรการควบคุมความเสี่ยง"):
        return "action_plan", 2.0, "table: risks"
    if has("งบประมาณ", "โครงการ", "กิจกรรม") and spent and not ways:
        return "progress_report", 4.0, "table: figures of a report"
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


def header_text(table: Table) -> str:
    """The folded texts of a table's header cells, bars between them; of its first row where none is marked
    and it is short."""
    return fold(" | ".join(_header(table)))  # years side by side stay apart


def _header(table: Table) -> list[str]:
    header = [cell.text for cell in table.cells if cell.is_header]
    return header or [cell.text for cell in table.cells if cell.row == 0 and len(cell.text) <= _HEADER_LENGTH]


def _years(table: Table) -> set[int]:
    """The years that a table's header names: spans, and one in a cell (`ปี 66`)."""
    header = _header(table)
    spans = fiscal_years(fold(" | ".join(header)))
    return {*spans, *(year for text in header for year in header_years(text))}
