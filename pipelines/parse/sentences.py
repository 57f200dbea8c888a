"""Totals and counts that sentences state: those of the preface, and lines above and below the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from extract.model import Line
from normalize.chars import canonical, fold
from normalize.counts import quantities
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.money import FoundAmount
from normalize.numbering import parse_numbering
from normalize.sum_words import mended_sums
from pipelines.parse.evidence import right_edges, source_of
from pipelines.parse.headings import code_heading, dimension_word, is_total_label
from pipelines.parse.money_words import SPENT
from pipelines.parse.row_lines import row_line
from pipelines.parse.said_of_others import own_and_others
from pipelines.parse.sections import inline_heading
from pipelines.parse.totals import WHOLE, Scope, count_totals, dimensions_in
from pipelines.records import OF_ONE_ITEM, OF_SOMETHING_ELSE, Source, StatedTotal

_DIMENSION_NAMED = re.compile(r"มิติ\s*(?:ที่)?\s*([1-9])(?!\d)")
_OF_DIMENSION = re.compile(r"มิติ\s*ที่\s*([1-9])(?!\d)")
"""`4 มิติ 3 โครงการ` names none."""
_PER_YEAR = re.compile(r"(?:ปีละ|ต่อปี)")
_KIND = r"(?:โครงการ|กิจกรรม|มาตรการ)"
_COUNTED = re.compile(
    rf"(?<![\d.,])\d[\d,]*\s*(?:รายการ|{_KIND})"
    rf"(?:\s*(?:/|และ|,)?\s*(?:(?:จำนวน)?\s*\d[\d,]*\s*{_KIND}|(?P<kind>{_KIND})\s*(?:จำนวน)?\s*\d[\d,]*\s*(?P=kind)))*"
    rf"(?:\s*(?:/|และ)\s*{_KIND})*"
)
_NOUNLESS = re.compile(r"จำนวน\s*\d{1,3}(?=\s*(?:,|และ)?\s*มิติ\s*(?:ที่)?\s*[1-9])")
_LIST_MARK = re.compile(r"^[\s\-–•*(]*(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]+\s*)?(?=ม)|^[\-–•( ]+")
_BUDGET_OF_ALL = re.compile(r"\s*(?:ใช้)?\s*(?:งบประมาณ|เป็นเงิน)\s*(?:รวม|ทั้งสิ้น)")
"""`จำนวน 8 โครงการ งบประมาณรวม 148,500 บาท`: those that cost so much together."""
_WHOLE_COUNT = re.compile(r"(?:รวม(?:ทั้งสิ้น|ทั้งหมด)?|ทั้งสิ้น|ทั้งหมด)\s*(?:จำนวน)?\s*(?:ทั้งสิ้น|ทั้งหมด)?\s*$")

_MADE_OF = re.compile(r"ประกอบ\s*ด้วย\s*(?:จำนวน)?\s*(?P<dimensions>\d\s*มิติ\s*(?:จำนวน)?\s*)?$")
"""`แผนฉบับนี้ประกอบด้วย 3 โครงการ 2 กิจกรรม 3 มาตรการ`: the kinds of the plan's items; behind `4 มิติ` all its
items."""
_PARTED = re.compile(
    rf"(?:แบ่ง|แยก|จำแนก|ประกอบ|ได้แก่)\s*(?:ออก)?\s*(?:เป็น|ด้วย)?\s*:?\s*(?:{_KIND})?\s*(?:จำนวน)?\s*$"
)
"""`17 โครงการ/กิจกรรม แบ่งเป็น โครงการ 9 โครงการ กิจกรรม 8 กิจกรรม`: the kinds of what was counted before."""
_THIS_DIMENSION = re.compile(r"[\s\-–•(]*(?:ใน)?มิติ(?:นี้|ดังกล่าว)")
"""A sentence about the dimension whose heading stands above."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text that belong together, joined; `page` is where they begin."""

    text: str
    lines: tuple[Line, ...]
    page: int | None


_NEW_PARAGRAPH = re.compile(
    r"\s*(?:[-–•]|\(?\d{1,2}[.)](?!\d)|ม.{0,2}ต.{0,2}\s*(?:ที่)?\s*\d|รวม\s*มิติ\s*ที่|ส่วนที่|คำนำ|สารบัญ|บทที่|ดังนั้น|โดย|จึง|ประกาศ|เรื่อง)"
)


_AMOUNT_LAST = re.compile(r"[\d๐-๙]\s*บาท\s*$|[,\s][\d๐-๙]{3}\s*$")
_UNIT_FIRST = re.compile(r"\s*บาท")
"""The unit of the amount that the line before ends with."""


def paragraphs(lines: Iterable[tuple[int | None, Line]]) -> list[Paragraph]:
    """Lines joined to paragraphs. A paragraph begins at a marker or heading word, or after a line that ends
    well before the text's right edge; lines of text input are paragraphs already, and so are the rows of a
    table that was not found."""
    known = list(lines)
    groups: list[list[tuple[int | None, Line]]] = []
    edges = right_edges(known)
    for page, line in known:
        if not groups or _opens_paragraph(groups[-1][-1], (page, line), edges):
            groups.append([(page, line)])
        else:
            groups[-1].append((page, line))
    return [
        Paragraph("\n".join(line.text for _, line in group), tuple(line for _, line in group), group[0][0])
        for group in groups
    ]


def _opens_paragraph(
    before: tuple[int | None, Line], now: tuple[int | None, Line], edges: dict[int | None, float]
) -> bool:
    (page, line), (_, current) = before, now
    if _NEW_PARAGRAPH.match(to_arabic(current.text)):
        return True
    if _AMOUNT_LAST.search(line.text) and is_total_label(current.text):
        return True
    if not _UNIT_FIRST.match(current.text) and (row_line(line.text) or row_line(current.text)):
        return True
    if line.bbox is None or current.bbox is None or page != now[0]:
        return True
    return line.bbox[2] < 0.82 * edges[page]


def stated_in_text(
    paragraph_list: Sequence[Paragraph],
    origin: Literal["summary", "preface"],
    apart: bool,
    first_year: int | None = None,
) -> list[StatedTotal]:
    """Counts (and budgets) of the plan and its dimensions that sentences state. `first_year` is the
    plan's."""
    stated: list[StatedTotal] = []
    heading: int | None = None  # the dimension whose heading stands above
    labelled = [_is_headed_budget(paragraph) for paragraph in paragraph_list]
    for paragraph, of_one in zip(paragraph_list, labelled, strict=True):
        text = mended_sums(to_arabic(canonical(paragraph.text)).replace("\n", " "))
        if len(text) > 1500:
            continue
        text = _with_nouns(text)
        source = source_of(paragraph.lines, paragraph.page)
        dimension = dimension_word(_LIST_MARK.sub("", text))
        dimension = dimension if code_heading(text) is None else None
        closed = _closed_dimension(text)
        dimension = dimension or closed
        if dimension is None and _THIS_DIMENSION.match(text):
            dimension = heading
            if dimension is None:
                continue
        heading = dimension or heading
        above = {total.dimension for total in stated if total.scope == "dimension"}
        for part, of_others in zip(own_and_others(text, first_year), (False, True), strict=True):
            told: list[StatedTotal] = []
            for count, scope, number in _counts(part, dimension, above):
                told += count_totals(count, origin, scope, number, None, source, apart, paragraph.text)
            sums = _budgets(part, paragraph, origin, dimension, source, every=closed is not None)
            for total in sums if of_one else ():
                total.doubtful, total.doubt = True, OF_ONE_ITEM
            told += sums
            for total in told if of_others else ():
                total.doubtful, total.doubt = True, OF_SOMETHING_ELSE
            stated += told
    return stated


def _closed_dimension(text: str) -> int | None:
    """The one dimension whose items a sentence sums up (`รวมมิติที่ 1 จำนวน 6 โครงการ เป็นเงิน 5,000 บาท`);
    none where it tells what was spent."""
    sums_up = is_total_label(text) and not (WHOLE.search(fold(text)) or SPENT.search(text))
    named = dimensions_in(text) if sums_up else set()
    return named.pop() if len(named) == 1 else None


def _is_headed_budget(paragraph: Paragraph) -> bool:
    """Whether a line of it is numbered and headed as an item's budget is (`4) งบประมาณ รวม 500 บาท`): such
    sums are those of single items, where no table lists these and their sections were not told apart."""
    numbered = (parse_numbering(line.text) for line in paragraph.lines)
    headings = (inline_heading(found.rest) for found in numbered if found is not None and found.path)
    return any(heading is not None and heading.section == "budget" for heading in headings)


def _counts(
    text: str, dimension: int | None, above: Set[int | None]
) -> Iterator[tuple[str, Scope, int | None]]:
    """The counts of a paragraph that speak of the plan or a dimension, with scope and dimension; `dimension`
    is the one whose word it begins with, `above` are those that were counted before it.

    A paragraph counts the items of one dimension, or of several in a list. A sum that closes it and names
    none is that of the dimension where it is what was counted of it, else the plan's where others were
    counted.
    """
    end = 0
    own: list[int] = []  # what was counted of the dimension named last
    counted = set(above)
    closed = False
    clauses = [(match, text[end : (end := match.end())]) for match in _COUNTED.finditer(text)]
    listed = sum(_names_dimension(clause) for _, clause in clauses) > 1
    for match, clause in clauses:
        before = text[: match.start()]
        named = _DIMENSION_NAMED.findall(clause)
        parted = _is_parted(before, match.group())
        parts = _MADE_OF.search(before)
        made_of = parts is not None and bool(parts["dimensions"] or len(quantities(match.group())) > 1)
        of_all = made_of or _WHOLE_COUNT.search(before.rstrip()) is not None
        per_year = _PER_YEAR.search(before[-12:]) is not None
        number = sum(quantities(match.group()).values())
        if named and (listed or dimension is not None):
            dimension, own, closed = int(named[-1]), [], False
        elif parted:  # what was counted before, by kind
            scope: Scope = "dimension" if dimension is not None and not closed else "plan"
            yield match.group(), scope, dimension if scope == "dimension" else None
            continue
        elif own and of_all and number != sum(own) and counted - {dimension}:
            closed = True
        costed = _BUDGET_OF_ALL.match(text, match.end()) is not None
        told = "จำนวน" in before[-30:] + match.group() or per_year or (costed and not of_all)
        if dimension is not None and not closed and told:
            own.append(number)
            counted.add(dimension)
            yield match.group(), "dimension", dimension
        elif (closed and per_year) or (_is_of_items(text, match) and (of_all or costed)):
            closed = True
            yield match.group(), "plan", None


def _is_parted(before: str, counted: str) -> bool:
    """Whether a count of several kinds is the same as the count before it, by kind."""
    return len(quantities(counted)) > 1 and _PARTED.search(before) is not None


def _with_nouns(text: str) -> str:
    """A list of dimensions of which the last count alone has its noun, with the noun behind each: `มิติที่ 1
    จำนวน 3 มิติที่ 2 จำนวน 2 โครงการ`."""
    bare = [*_NOUNLESS.finditer(text)]
    last = _COUNTED.search(text, bare[-1].end()) if bare else None
    if last is None or not _names_dimension(text[bare[-1].end() : last.end()]):
        return text
    noun = last.group().lstrip("0123456789, ")
    return text if re.search(r"\d", noun) else _NOUNLESS.sub(rf"\g<0> {noun} ", text)


def _names_dimension(clause: str) -> bool:
    """Whether the words before a count, and the count, are those of a dimension in a list of several."""
    return _DIMENSION_NAMED.search(clause) is not None and "จำนวน" in clause[-60:]


def _is_of_items(text: str, count: re.Match[str]) -> bool:
    """Whether a count of รายการ (entries) stands in a text about items of the plan: it may be of anything."""
    return not count.group().endswith("รายการ") or re.search(rf"{_KIND}|มิติ", text) is not None


def stated_below(paragraph_list: Sequence[Paragraph], apart: bool) -> list[StatedTotal]:
    """The sums that lines right below the summary table state (`รวมงบประมาณทั้งแผน 500,000 บาท`): of the plan
    where they say so, of the dimension that they name; of other lines what they call a sum
    (`งบประมาณตลอด ๕ ปี รวมทั้งสิ้น 500,000 บาท`). Below other text, only sums that speak of all years or the whole
    plan."""
    stated: list[StatedTotal] = []
    below_other = False
    for paragraph in paragraph_list:
        text = mended_sums(to_arabic(canonical(paragraph.text)).replace("\n", " "))
        source = source_of(paragraph.lines, paragraph.page)
        of_all = _OF_ALL.search(text) is not None
        if below_other and not of_all:
            continue
        if not is_total_label(text) or (of_all and not WHOLE.search(fold(text))):
            told = _budgets(text, paragraph, "summary", None, source)
            below_other = below_other or not told
            stated += told
            continue
        named = dimensions_in(text)
        if len(named) > 1 or not (named or WHOLE.search(fold(text))):
            continue
        dimension = named.pop() if named else None
        scope: Scope = "dimension" if dimension else "plan"
        for match in _COUNTED.finditer(text):
            stated += count_totals(
                match.group(), "summary", scope, dimension, None, source, apart, paragraph.text
            )
        stated += _budgets(text, paragraph, "summary", dimension, source, every=True)
    return stated


_OF_ALL = re.compile(r"(?:ทั้ง|รวม|ตลอด)\s*(?:ระยะเวลา)?\s*\d\s*ปี|(?:ทั้ง|ตลอด)แผน")
_ANNUAL_BUDGET = re.compile(r"รายจ่าย\s*ประจำปี|รายรับ|รายได้|เงินอุดหนุน|เงินสะสม|(?:ข้อ|เทศ)\s*บัญญัติ")
"""Words for the whole budget of a local government, which is none of the plan's sums."""
_OUT_OF = re.compile(r"จาก\s*(?:งบประมาณ|วงเงิน|เงิน)?\s*(?:ทั้งหมด|ทั้งสิ้น|รวม)(?:ทั้งสิ้น|จำนวน|เป็นเงิน|\s)*$")
"""`จากงบประมาณทั้งหมด 50,000,000 บาท`: what the plan's sum is a part of."""
_EXPECTED = re.compile(r"ตั้งเป้า(?!หมาย)|คาดว่า|คาดการณ์")
_NEAR = 80


_ITEM = re.compile(
    r"[\s\"“]*(?:โครงการ|กิจกรรม|มาตรการ)(?!\s*(?:[/\d(]|ที่|ทั้ง|ตาม|ใน|แล้ว|ดำเนิน|อยู่|จำนวน|ซึ่ง|และ|หรือ|ของ|ยัง|ไม่|เบิก|รวม))"
)
"""The beginning of an item's own name: what follows is about this item."""


def begins_item(text: str) -> bool:
    """Whether a text begins with the name of an item, numbered or not.

    >>> begins_item("1. โครงการตลาดนัด ใช้งบประมาณ 5,000 บาท"), begins_item("โครงการทั้งแผนใช้งบประมาณ 5,000 บาท")
    (True, False)
    """
    numbering = parse_numbering(text)
    return _ITEM.match(numbering.rest if numbering is not None else text) is not None


_ANNOUNCED = re.compile(
    r"(?:รวม[ก-๙]*|สรุป(?:ยอด)?(?:งบประมาณ)?|ทั้งสิ้น|ทั้งหมด|ทั้ง\s*\d\s*มิติ|แยกเป็น|แบ่งเป็น|ดังนี้|รายปี)\s*(?:จำนวน|เป็นเงิน)?[\s:(]*(?:ในปี|ปี|พ\s*\.\s*ศ|ประจำปี)"
)
"""What announces a list of the sums of years."""
_BEHIND_COUNT = re.compile(
    rf"\d[\d,]*\s*{_KIND}(?:\s*(?:/|และ)\s*{_KIND})*\s*,?\s*(?:(?:โดย|คิด)?(?:ใช้|เป็น|รวม)?)*(?:งบประมาณ|เงิน|วงเงิน)(?:งบประมาณ|ทั้งสิ้น|ทั้งหมด|จำนวน|รวม|เป็นเงิน|ดำเนินการ|\s|:)*$"
)
"""`จำนวน 4 โครงการ งบประมาณ 100,000 บาท`: what so many cost together."""


_SUMS_UP = re.compile(r"สรุป|รวม|แยก|จำแนก|แบ่ง|ดังนี้")
_LISTED_DIMENSION = re.compile(
    r"มิติ\s*(?:ที่)?\s*(?P<number>[1-9])(?!\d)(?P<name>[^\d]{0,90}?)"
    r"(?:จำนวน|(?:คิด)?เป็น(?:จำนวน)?เงิน|(?:ใช้)?งบประมาณ|รวม|เงิน|[\s:=\-])*"
)
"""What stands before the budget of a dimension in a list of them; `name` may be its own."""
_LEAST_LISTED = 2


def _listed_dimensions(text: str, sums: Sequence[FoundAmount]) -> dict[int, int]:
    """The dimensions whose budgets a sentence lists, by the place of each among its amounts: `สรุปงบประมาณ
    มิติที่ 1 จำนวน 5,000 บาท มิติที่ 2 จำนวน 7,000 บาท`."""
    if _SUMS_UP.search(text) is None or SPENT.search(text):
        return {}
    found, end = dict[int, int](), 0
    for place, amount in enumerate(sums):
        before, end = text[end : amount.start], amount.end
        begun = before.rfind("มิติ")
        match = _LISTED_DIMENSION.fullmatch(before, begun) if begun >= 0 else None
        if match is not None and not re.search(_KIND, match["name"]):
            found[place] = int(match["number"])
    listed = len({*found.values()}) == len(found) >= _LEAST_LISTED
    return found if listed else {}


def _budgets(
    text: str,
    paragraph: Paragraph,
    origin: Literal["summary", "preface"],
    dimension: int | None,
    source: Source,
    every: bool = False,
) -> list[StatedTotal]:
    """`งบประมาณรวมทั้งสิ้น 500,000 บาท`: only amounts that the sentence calls a total of the plan
    or dimension, in all or year by year; `every` where the whole text is about one."""
    if ("โครงการ" not in text and "งบประมาณ" not in text) or begins_item(text):
        return []
    stated = []
    sums = [found for found in find_amounts(text) if found.unit is None]
    yearly = _listed_years(sums)
    parts = _listed_dimensions(text, sums)
    end, listing = 0, False
    for place, found in enumerate(sums):
        before, end = text[end : found.start], found.end
        listing = place in yearly and (every or listing or _ANNOUNCED.search(before) is not None)
        counted = dimension is not None and _BEHIND_COUNT.search(before) is not None
        lone = every and len(sums) == 1
        if found.per_year or not (found.is_total or lone or listing or counted or place in parts):
            continue
        clause = before[-_NEAR:].rpartition("โครงการ")[2]
        if _ANNUAL_BUDGET.search(clause) or _OUT_OF.search(before):
            continue
        of = parts.get(place) or _dimension_of(text[: found.start], before, dimension)
        year = found.fiscal_years[0] if len(found.fiscal_years) == 1 else None
        stated.append(
            StatedTotal(
                origin,
                "dimension" if of else "plan",
                "budget_baht",
                found.money.amount,
                paragraph.text,
                of,
                None,
                year,
                doubtful=found.years_unsure
                or not found.money.certain
                or _EXPECTED.search(text, 0, found.start) is not None,
                source=source,
            )
        )
    return stated


def _dimension_of(text: str, clause: str, first: int | None) -> int | None:
    """The dimension of a sum behind a text: the one that the words since the amount before it (`clause`) name
    last, or the one named before; none of a sum of all behind several. `first` is that of the paragraph."""
    named = [*dict.fromkeys(map(int, _OF_DIMENSION.findall(text)))]
    own = _OF_DIMENSION.findall(clause)
    if own:
        return int(own[-1])
    if len(named) > 1:
        return None if WHOLE.search(fold(clause)) else named[-1]
    return first


def _listed_years(sums: Sequence[FoundAmount]) -> set[int]:
    """The places of amounts of one year each in a list (`ปี 2569 จำนวน … บาท ปี 2570 จำนวน … บาท`)."""
    years = {place: found.fiscal_years[0] for place, found in enumerate(sums) if len(found.fiscal_years) == 1}
    return set(years) if len(set(years.values())) == len(years) > 1 else set()


def counts_kinds_apart(texts: Iterable[str]) -> bool:
    """Whether the document counts projects, activities and measures apart anywhere, and not only in parting
    what it counted together."""
    for text in map(to_arabic, map(canonical, texts)):
        for match in _COUNTED.finditer(text):
            if len(quantities(match.group())) > 1 and not _is_parted(text[: match.start()], match.group()):
                return True
    return False
