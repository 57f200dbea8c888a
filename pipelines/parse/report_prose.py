"""Figures that a progress report states in sentences before its items.

`มีโครงการตามแผนทั้งสิ้น 12 โครงการ ดำเนินการแล้วเสร็จ 7 โครงการ คิดเป็นร้อยละ 58.33 เบิกจ่าย 100,000 บาท`:
a figure counts only when the words right before it say what it is about. What they leave open is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby

from extract.model import Line
from normalize.chars import canonical
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.sum_words import mended_sums
from pipelines.parse.evidence import source_of
from pipelines.parse.narrative_rows import dimension_of
from pipelines.parse.report_figures import is_doubtful
from pipelines.parse.report_grid import Stage, stage_of
from pipelines.parse.report_states import heads_items
from pipelines.parse.report_totals import doubt_alike
from pipelines.parse.said_of_others import spans_of_others
from pipelines.parse.sentences import Paragraph, begins_item, paragraphs
from pipelines.records import Remark, StatedTotal

_KIND = r"(?:โครง ?การ|กิจ ?กรรม|มาตร ?การ|ราย ?การ)"
"""Words that a line may break in two."""
_COUNT = re.compile(rf"(?<![\d.,/])(?P<n>\d{{1,4}})\s*{_KIND}(?!\s*ที่\s*\d)")
_ENTRIES = re.compile("ราย ?การ")
_OTHER_ENTRIES = re.compile(r"จัด(?:ซื้อ|จ้าง|หา)|พัสดุ|ครุภัณฑ์|ทรัพย์สิน|ร้องเรียน|สัญญา")
"""What is counted in entries (รายการ) and is no item of the plan."""
_DONE = re.compile(
    r"(?:แล้วเสร็จ|ดำเนินการแล้ว)\s*(?:จำนวน\s*)?(?P<n>\d{1,4})(?=\s*(?:$|[,(]|และ|คิด|ร้อย ?ละ|มิติ))"
)
"""`จำนวน 10 รายการ แล้วเสร็จ 6`: so many of those that were counted right before."""
_PERCENT = re.compile(
    r"(?P<words>(?:คิด ?)?เป็น\s*)?ร้อย ?ละ\s*(?P<n>\d+(?:\.\d+)?)(?!\.?\d|\s*(?:ของ)?(?:ผู้|ประชา|บุคลากร))"
)
_BESIDE = re.compile(r"[\s(,/]*(?:หรือ)?\s*$")
"""What may stand between a figure and its percentage that no word announces."""
_WHOLE = re.compile(r"ทั้งสิ้น|ทั้งหมด|รวม")
_NAMED = re.compile(r"มิติ\s*ที่\s*([1-9])(?!\d)")
_ALL = re.compile(r"ทั้ง\s*\d\s*มิติ|ทุกมิติ|ภาพรวม|รวมทั้ง(?:สิ้น|หมด)")
_TO_DO = re.compile(r"ที่(?:จะ)?(?:ต้อง)?ดำเนินการ|(?:ตาม|ใน)แผน|บรรจุ")
_OF_MONEY = re.compile(r"(?<!ปี)งบ|เงิน|เบิก")
_USED = re.compile(r"(?<!ไม่)(?<!ไม่ได้)ใช้(?:จ่าย)?(?:เงิน)?(?:งบ|จ่าย|เงิน)")
_SET_ASIDE = re.compile(r"ตามแผน|ตั้งไว้|ได้รับ|จัดสรร|อนุมัติ")
_ANNUAL_BUDGET = re.compile(
    r"รายจ่าย\s*ประจำปี|งบประมาณรายจ่าย|(?:ข้อ|เทศ)\s*บัญญัติ|รายรับ|รายได้|งบประมาณ\s*(?:ทั้งหมด)?\s*ของ\s*(?:เทศบาล|อบต|อบจ|องค์การ)"
)
"""Words for the whole budget of a local government, which is none of the plan's sums."""
_BOUND = re.compile(r"(?:กว่า|ไม่เกิน|อย่างน้อย|อย่างต่ำ|(?<!งบ)ประมาณ|ราว|เกือบ)\s*(?:จำนวน)?\s*$")
_EXPECTED = re.compile(r"ตั้งเป้า|คาดว่า|คาดการณ์|วางแผน(?:ที่)?จะ")
_TO_COME = re.compile(r"จะ(?:ต้อง)?(?:ดำเนินการ|เบิก|ใช้|แล้วเสร็จ)")
"""Words before figures of what is still to be done or spent."""
_OF_PLAN = re.compile(rf"แผน|{_KIND}|มิติ|ทุจริต")
_IN_ALL = re.compile(
    r"[\s,]*(?:และ)?(?:มี)?(?:งบ ?ประมาณ|วงเงิน)\s*(?:รวม|ทั้งสิ้น|ทั้งหมด)(?:ทั้งสิ้น)?\s*(?:จำนวน|เป็นเงิน)?\s*"
)
"""All that stands between how many items a plan has and what they are to cost in all."""
_REACH = 45
"""Letters before a figure in which the words about it must stand."""
_NEXT = 40
"""Letters at most between a count and the amount that was planned for as many items."""
_LEAST = 2
"""One figure alone is often about something else (a project's target)."""

_ITEMS: dict[Stage, str] = {
    "planned": "planned_items",
    "done": "done_items",
    "ongoing": "ongoing_items",
    "failed": "failed_items",
    "ordinance": "ordinance_items",
}
_BAHT: dict[Stage, str] = {"planned": "planned_baht", "spent": "spent_baht", "ordinance": "ordinance_baht"}
_CAME_OF_IT = frozenset({"done_items", "ongoing_items", "failed_items", "spent_baht"})
_PERCENT_OF = {"done_items": "items_percent", "spent_baht": "budget_percent"}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a sentence; `quantity` None where the words before it do not say what it is."""

    start: int
    end: int
    unit: str
    value: Decimal | None
    sure: bool = True
    quantity: str | None = None
    whole: bool = False


@dataclass(slots=True)
class _Sentence:
    paragraph: Paragraph
    text: str
    figures: list[_Figure]


@dataclass(slots=True)
class ProseTotals:
    """The stated totals of running text, in order, and the sentences whose figures are not all among them."""

    totals: list[StatedTotal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def prose_totals(lines: Sequence[tuple[int | None, Line]], year_be: int | None) -> ProseTotals:
    """What running text states. A sentence (or a list of them) with a single figure states a total only where
    it calls it one of all; one about a single item states none."""
    read = ProseTotals()
    sentences = [_sentence(paragraph) for paragraph in paragraphs(lines)]
    for has_figures, group in groupby(sentences, key=lambda sentence: bool(sentence.figures)):
        run = list(group)
        told = [figure for sentence in run for figure in sentence.figures if figure.quantity]
        for sentence in run if has_figures else ():
            enough = len(told) >= _LEAST or all(figure.whole for figure in told)
            taken = (
                [f for f in sentence.figures if f.quantity]
                if enough and not begins_item(sentence.text)
                else []
            )
            read.totals += _totals(sentence, taken, year_be)
            if len(taken) < len(sentence.figures):
                why = "figures of a sentence that does not say what they are"
                read.remarks.append(Remark(sentence.paragraph.page, sentence.paragraph.text, why))
    doubt_alike(read.totals)  # those of half a year, or of a part of the plan
    return read


def counts_of_states(lines: Sequence[tuple[int | None, Line]], year_be: int | None) -> ProseTotals:
    """How many items the headings over those of one state count (`โครงการที่แล้วเสร็จ จำนวน 4 โครงการ`).

    Of one behind a heading of a dimension nobody knows whether it counts all of the plan: remarks tell it.
    """
    read = ProseTotals()
    of_plan = True
    for page, line in lines:
        text = to_arabic(canonical(line.text))
        of_plan = of_plan and dimension_of(text) is None
        state, count = heads_items(text), _COUNT.search(text)
        if state is None or count is None:
            continue
        stage = stage_of(state)
        quantity = _ITEMS.get(stage) if stage is not None else None
        if quantity is None or not of_plan:
            read.remarks.append(Remark(page, line.text, "count of items that belongs to no total"))
            continue
        figure = _Figure(count.start("n"), count.end(), "items", Decimal(count["n"]), quantity=quantity)
        paragraph = Paragraph(text, (line,), page)
        read.totals += _totals(_Sentence(paragraph, text, [figure]), [figure], year_be)
    return read


def _sentence(paragraph: Paragraph) -> _Sentence:
    text = mended_sums(canonical(paragraph.text).replace("\n", " "))
    return _Sentence(paragraph, text, _figures(to_arabic(text)))


def _totals(sentence: _Sentence, figures: Sequence[_Figure], year_be: int | None) -> list[StatedTotal]:
    paragraph = sentence.paragraph
    source = source_of(paragraph.lines, paragraph.page)
    others = spans_of_others(to_arabic(sentence.text), year_be)
    return [
        StatedTotal(
            origin="report",
            scope="plan" if (dimension := _dimension(sentence.text, figure)) is None else "dimension",
            quantity=figure.quantity or "",
            value=figure.value,
            value_raw=sentence.text[figure.start : figure.end],
            dimension=dimension,
            fiscal_year_be=year_be,
            doubtful=not figure.sure
            or is_doubtful(source, paragraph.text)
            or any(start <= figure.start < end for start, end in others),
            source=source,
        )
        for figure in figures
    ]


def _dimension(text: str, figure: _Figure) -> int | None:
    """The dimension that the words before a figure name last, and no word for all dimensions after it."""
    before = to_arabic(text[: figure.start])
    named = [*_NAMED.finditer(before)]
    if not named:
        return dimension_of(text)
    return None if _ALL.search(before, named[-1].end()) else int(named[-1][1])


def _bare(text: str) -> list[_Figure]:
    """All figures of a text that may be totals, in order; none within another."""
    others = _OTHER_ENTRIES.search(text) is not None
    found = [
        _Figure(m.start(), m.end(), "items", Decimal(m["n"]))
        for m in _COUNT.finditer(text)
        if not (others and _ENTRIES.search(m[0]))
    ]
    found += [_Figure(m.start("n"), m.end("n"), "done", Decimal(m["n"])) for m in _DONE.finditer(text)]
    for match in _PERCENT.finditer(text):
        unit = "percent" if match["words"] else "share"
        found.append(_Figure(match.start(), match.end(), unit, Decimal(match["n"])))
    found += [
        _Figure(amount.start, amount.end, "baht", amount.money.amount, amount.money.certain)
        for amount in find_amounts(text)
        if amount.unit is None
    ]
    figures: list[_Figure] = []
    for figure in sorted(found, key=lambda figure: (figure.start, figure.end)):
        if not figures or figure.start >= figures[-1].end:
            figures.append(figure)
    return figures


def _figures(text: str) -> list[_Figure]:
    """The figures of a text, with what the words before them say they are. A percentage that nothing
    announces is one only right beside a figure."""
    figures: list[_Figure] = []
    end = 0
    of_all = False  # what was said last is of the whole budget of the place
    for figure in _bare(text):
        clause = text[end : figure.start]
        of_all = (of_all or _ANNUAL_BUDGET.search(clause) is not None) and _OF_PLAN.search(clause) is None
        before = text[max(end, figure.start - _REACH) : figure.start]
        last = figures[-1] if figures else None
        if figure.unit == "share" and (last is None or not _BESIDE.fullmatch(before)):
            continue
        if figure.unit == "done" and (last is None or last.unit != "items" or len(before) > _NEXT):
            continue
        quantity = _quantity(figure.unit, before, last)
        to_come = _EXPECTED.search(text, 0, figure.start) or _TO_COME.search(clause)
        unsure = _BOUND.search(clause) or (quantity in _CAME_OF_IT and to_come)
        if of_all and figure.unit == "baht" and not any(f.quantity for f in figures):
            quantity = None
        if quantity == "done_items" and last is not None and _counts_all(last, figure, text, before):
            figures[-1] = replace(last, quantity="planned_items")
        if (
            quantity is None
            and figure.unit == "baht"
            and _IN_ALL.fullmatch(before)
            and (_is_lone_count(figures) or (last is not None and last.quantity == "planned_items"))
        ):
            quantity = "planned_baht"  # `มีโครงการ จำนวน 5 โครงการ งบประมาณรวม 100,000 บาท`
        if quantity == "planned_baht" and _is_lone_count(figures) and len(before) < _NEXT:
            # `จำนวน 5 โครงการ งบประมาณตามแผน 100,000 บาท`
            figures[-1] = replace(figures[-1], quantity="planned_items")
        sure, whole = figure.sure and not unsure, _WHOLE.search(before) is not None
        figures.append(replace(figure, quantity=quantity, whole=whole, sure=sure))
        end = figure.end
    return figures


def _counts_all(last: _Figure, done: _Figure, text: str, between: str) -> bool:
    """Whether the count right before what was done of it is that of all items of a dimension or the plan
    (`มิติที่ 1 จำนวน 10 รายการ แล้วเสร็จ 6 รายการ`), or of those to be carried out, and not of those that need no
    budget."""
    clause = re.split(r"\d\s*(?:รายการ|โครงการ|กิจกรรม|มาตรการ|บาท|%)", text[: last.start])[-1]
    named = _NAMED.search(clause) or _WHOLE.search(clause[-_REACH:]) or _TO_DO.search(clause)
    enough = (last.value or 0) >= (done.value or 0)
    untold = last.unit == "items" and last.quantity is None and len(between) < _NEXT
    return untold and enough and named is not None and not _OF_MONEY.search(clause)


def _is_lone_count(figures: Sequence[_Figure]) -> bool:
    return len(figures) == 1 and figures[0].unit == "items" and figures[0].quantity is None


def _quantity(unit: str, before: str, last: _Figure | None) -> str | None:
    """What a figure is, by the words since the figure before it; a percentage is of that one."""
    if unit in ("percent", "share"):
        near = last is not None and len(before) < _REACH
        return _PERCENT_OF.get(last.quantity or "") if near and last is not None else None
    stage = stage_of(before)
    if unit in ("items", "done"):
        return _ITEMS.get(stage) if stage is not None else None
    if stage in (None, "planned") and _USED.search(before) and not _SET_ASIDE.search(before):
        # what so many planned items use may be what they are to cost
        return None if last is not None and last.quantity == "planned_items" else "spent_baht"
    return _BAHT.get(stage) if stage is not None else None
