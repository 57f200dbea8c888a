"""The fiscal years that a document is about: a plan's span, or the year of a report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from extract.model import Document, Line, Table
from normalize.chars import canonical, fold
from normalize.dates import YearMention, fiscal_years, year_mentions
from normalize.digits import to_arabic
from pipelines.parse.column_parts import is_of_the_past
from pipelines.parse.evidence import digits_trusted
from pipelines.parse.said_of_others import PASSED
from pipelines.parse.second_title import lists_costs_of_items
from pipelines.records import DocType

FIRST_YEAR_BE, LAST_YEAR_BE = 2550, 2599
"""Plans and reports of this sort are of no other time (plans of local governments against corruption began in
the 2550s); other years are misread or about something else."""

_LONGEST_PLAN = 8
"""Longer spans are the national strategy (20 years) and the like, never a plan of this sort."""

_HEADER_WEIGHT = 6
_HEADER_LENGTH = 40
_TITLE_LENGTH = 140
_TITLE_WEIGHT = 3
_SURE_WEIGHT = 3
"""A reading that is sure counts like so many that are not: those seldom agree by chance."""
_PLAN_WORDS = ("แผนปฏิบัติการ", "แผนป้องกัน", "ประกาศใช้แผน")
_REPORT_WORDS = ("รายงานผล", "รายงานการ", "รอบ", "มาตรการส่งเสริมคุณธรรม", "แผนปฏิบัติการ", "นำแผนไปปฏิบัติ")
_CALENDAR_ROWS = 3
_MONTH = re.compile(
    r"(?:[มกพสตธ]\s*\.\s*[คพยธ]|ก\s*\.\s*[พยค]|เม\s*\.\s*ย|มิ\s*\.\s*ย|มี\s*\.\s*ค)\s*\.?|[ก-๙]+(?:าคม|ายน|าพันธ์)"
)
_GOES_ON = re.compile(
    r"\s*[(*]*\s*(?:(?:ของ)?\s*(?:เทศบาล|องค์การบริหารส่วน|อบ[ตจ]\s*\.|ตำบล|อำเภอ|จังหวัด)[^\d๐-๙]{2,60}?)?(?:ประจำ)?ปี(?:งบประมาณ)?"
)
"""The line of a title behind its first: `ประจำปีงบประมาณ…`, also behind the name of the place."""
_PLACE_LINE = re.compile(
    r"\s*(?:ของ)?\s*(?:เทศบาล|องค์การบริหารส่วน|อบ[ตจ]\s*\.|ตำบล|อำเภอ|จังหวัด)[^\d๐-๙]{2,60}"
)
"""A line of a title that is the name of the place alone: the years may follow below it."""
_DISTRICT_FIRST = re.compile(r"\s*[(*]*\s*(?:ของ)?\s*(?:ตำบล|อำเภอ|จังหวัด)")
_ENDS_WITH_YEAR = re.compile(r"(?<!\d)25\d\d\D{0,2}$|รอบ\s*\S{1,3}\s*เดือน\D{0,2}$")
_YEAR_OF = re.compile(r"ปี(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ[\s.]*)?\s*$|ประจำปี\s*$|พ\s*\.\s*ศ[\s.]*$")
_PASSED = re.compile(rf"\s*{PASSED}")
_CARRIED_OUT = re.compile(r"(?:ได้|การ)ดำเนิน(?:การ|งาน)(?:ตาม|แล้ว)|ที่ผ่านมา|ฉบับเดิม|สิ้นสุด")
"""What was done under the plan before."""
_YEAR_FIRST = re.compile(r"\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*25\d\d(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)25\d\d\s*$")
_OPEN_SPAN = re.compile(r"(?<!\d)25\d\d\s*(?:[-–—]|ถึง)\s*$")
_YEARS_ALONE = re.compile(
    r"\s*[(\[]?\s*(?:ปี(?:งบประมาณ)?)?\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*25\d\d"
    r"(?:\s*(?:[-–—]|ถึง)\s*(?:ปี)?\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*25\d\d)?\s*[)\]]?\s*"
)
"""`(พ.ศ. 2571 - 2575)`: a line of years and nothing else."""
_SPAN_GOES_ON = re.compile(r"\s*(?:[-–—]|ถึง)\s*(?:ปี)?\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*25\d\d(?!\d)")
_HALF_YEAR = re.compile(r"(?:พ\s*\.\s*ศ\s*\.?|ปีงบประมาณ|ประจำปี)\s*2(?=\S{1,4}(?:\s|[)\-–]|$))(?!\d{3}(?!\d))")
"""A year that begins as one and is no number of four digits: `พ.ศ. 256`, `ปีงบประมาณ 25G7`."""
_AND = re.compile(r"\s*(?:,|และ|กับ)\s*(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*")
"""Between two years of a title that names both."""
_UNDER = re.compile(r"\s*(?:ตาม|ภายใต้|สอดคล้อง|ภายในกรอบ)")
"""Before the name of the plan that a plan of one year is made under."""
_TITLE_ENDS = re.compile(
    r"[\s)\]*]*(?:(?:ของ)?\s*(?:เทศบาล|องค์การบริหารส่วน|อบ[ตจ]\s*\.|เมืองพัทยา|ตำบล|อำเภอ|จังหวัด)[^\d๐-๙]{0,60})?"
)
"""What stands behind the years of a title: nothing, or the name of the place."""
_LOWEST_TITLE = 6
"""Lines above a table among which its title stands."""
_ASSESSED = re.compile(r"ประเมิน|ITA|คะแนน")


def fiscal_range(document: Document, doc_type: DocType) -> tuple[int, int] | None:
    """First and last fiscal year (B.E.) by majority; None where the document names none."""
    return read_range(document, doc_type)[0]


def read_range(document: Document, doc_type: DocType) -> tuple[tuple[int, int] | None, str | None]:
    """First and last fiscal year (B.E.) by majority, None where the document names none; and, in words of a
    remark, why they are not certain, None where they are.

    A plan's years are a range in its titles or the years of its budget columns; a report's is the one year
    that its titles name as ปีงบประมาณ; of any other document only a year so called counts, for the year of a
    regulation is none. Years that were not read for sure count only where no others are named.
    """
    sure: Counter[tuple[int, int]] = Counter()
    unsure: Counter[tuple[int, int]] = Counter()
    headed: set[tuple[int, int]] = set()
    first_named: dict[tuple[int, int], None] = {}  # in the order of the document
    is_plan, is_other = doc_type == "action_plan", doc_type == "other"
    title: tuple[int, ...] = ()
    spans: set[tuple[int, ...]] = set()
    above = before = heading = ""
    for block in document.flow:
        if isinstance(block.content, Table):
            above = before = heading = ""
            if is_plan:
                headed |= (found := _header_votes(block.content)).keys()
                (sure if _header_trusted(block.content) else unsure).update(found)
            else:
                for line in _short_lines(block.content):
                    told = dict(_report_votes(line.text, fiscal_only=is_other))
                    (sure if digits_trusted([line]) else unsure).update(told)
            continue
        text = canonical(block.content.text).replace("\n", " ")
        if len(above) < _TITLE_LENGTH and _breaks_at_year(to_arabic(above), to_arabic(text)):
            before, text = "", f"{above} {text}"  # `ประจำปีงบประมาณ พ.ศ.` / `2566`
        if is_plan and (named_there := _title_years(text, heading)):
            title = title or (named_there if digits_trusted([block.content]) else ())
            spans |= {named_there} if not _UNDER.match(text) else set()
        head = f"{before} {above}".strip()
        votes = dict(_plan_votes(text, above) if is_plan else _report_votes(text, head, fiscal_only=is_other))
        heading = f"{heading} {text}" if heading and _PLACE_LINE.fullmatch(text) else text
        before, above = above, text
        first_named |= dict.fromkeys(votes)
        (sure if digits_trusted([block.content]) else unsure).update(votes)
    earlier = {span for span in {*sure, *unsure} if len(title) == 1 and span[0] < span[1] < title[0]}
    named = [span for span in {*sure, *unsure} - earlier if _is_plausible(span)]
    votes = {span: _SURE_WEIGHT * sure[span] + unsure[span] for span in named}
    ranges = {span: n for span, n in votes.items() if span[0] < span[1]}
    for span in ranges if len(headed) > 1 else ():
        parts = sorted(part for part in headed if span[0] <= part[0] <= part[1] <= span[1])
        years = [year for first, last in parts for year in range(first, last + 1)]
        if len(parts) > 1 and years == [*range(span[0], span[1] + 1)]:
            votes[span] = ranges[span] = sum(votes.values())  # its years stand in several tables
    wider = {span for span in ranges if len(title) == 1 and span[0] <= title[0] <= span[1]}
    if wider and not headed and title * 2 in votes and not any(len(years) > 1 for years in spans):
        return (title[0], title[0]), None  # the plan of years that it is made under stands in its text alone
    if is_plan and max(ranges.values(), default=0) >= _TITLE_WEIGHT:
        votes = ranges  # a plan of several years also names single ones, and never the other way round
    elif is_plan and not headed and (year := _year_above_tables(document)) is not None:
        return (year, year), None  # what stands before the title may name the year before
    if not votes:
        return None, None
    order = {span: place for place, span in enumerate(first_named)}
    best, *others = sorted(votes, key=lambda span: (-votes[span], order.get(span, len(order)), span))
    if len(title) > 1 and best in headed and best[0] < title[0] and best[1] == title[-1]:
        return (title[0], title[-1]), None  # a column of the year before stands beside the plan's own
    if others and votes[others[0]] == votes[best]:
        return best, "several fiscal years are named as often"
    return best, None if sure[best] else "fiscal year not read for sure"


def _breaks_at_year(above: str, text: str) -> bool:
    """Whether a line ends before a year or within a span of years that the next one goes on with."""
    if _YEAR_FIRST.match(text):
        return bool(_YEAR_OF.search(above) or _OPEN_SPAN.search(above))
    return _SPAN_GOES_ON.match(text) is not None and _YEAR_LAST.search(above) is not None


def unread_year(document: Document, years: tuple[int, int]) -> tuple[int | None, str] | None:
    """Page and text of the first title whose year was not read whole, where no title names these years.

    Such a year came from elsewhere in the document and may be that of something else.
    """
    damaged: tuple[int | None, str] | None = None
    for page, line in document.lines():
        text = canonical(line.text).replace("\n", " ")
        if len(text) > _TITLE_LENGTH or not any(word in text for word in (*_PLAN_WORDS, *_REPORT_WORDS)):
            continue
        if set(fiscal_years(text)) & set(range(years[0], years[1] + 1)):
            return None
        if damaged is None and _HALF_YEAR.search(to_arabic(text)) and not fiscal_years(text):
            damaged = page, text
    return damaged


def _is_plausible(span: tuple[int, int]) -> bool:
    return FIRST_YEAR_BE <= span[0] <= span[1] <= LAST_YEAR_BE


def _short_lines(table: Table) -> Iterator[Line]:
    """Lines of a table that may be a title in it."""
    for cell in table.cells:
        yield from (line for line in cell.lines if len(line.text) < _TITLE_LENGTH)


def _header_trusted(table: Table) -> bool:
    return digits_trusted(line for cell in table.cells if cell.row < 2 for line in cell.lines)


def _header_votes(table: Table) -> dict[tuple[int, int], int]:
    """The run of years over the budget columns of a table; calendar years over months are none."""
    if (
        sum(cell.row < _CALENDAR_ROWS and bool(_MONTH.fullmatch(cell.text.strip())) for cell in table.cells)
        > 2
    ):
        return {}
    rows: defaultdict[int, set[int]] = defaultdict(set)
    headers = [c for c in table.cells if (c.is_header or c.row < 2) and len(c.text) < _HEADER_LENGTH]
    texts = [cell.text for cell in headers]
    for cell in headers:
        if not is_of_the_past(cell.text, texts):
            rows[cell.row].update(fiscal_years(cell.text))
    # years below each other are a list of amounts, no header
    years = sorted({year for named in rows.values() if len(named) > 1 for year in named})
    runs_on = len(years) > 1 and years[-1] - years[0] == len(years) - 1
    return {(years[0], years[-1]): _HEADER_WEIGHT} if runs_on and len(years) <= _LONGEST_PLAN else {}


def _plan_votes(text: str, above: str = "") -> Iterator[tuple[tuple[int, int], int]]:
    """Ranges of years beside the words for a plan; a single year only in a short title, which may go on from
    the line `above`."""
    title = f"{above} {text}" if _goes_on(text) and len(above) < _TITLE_LENGTH else text
    weight = _TITLE_WEIGHT if any(word in title for word in _PLAN_WORDS) or len(text) < 40 else 1
    weight = 1 if _CARRIED_OUT.search(title) else weight
    votes: Counter[tuple[int, int]] = Counter()
    for mention in _spans(text):
        span = (mention.years[0], mention.years[-1])
        before = text[max(0, mention.start - 25) : mention.start]
        if 1 < len(mention.years) <= _LONGEST_PLAN:
            votes[span] += weight
        elif len(mention.years) == 1 and len(text) < 140 and weight > 1 and _YEAR_OF.search(before):
            votes[span] += 1
    yield from votes.items()


def _title_years(text: str, above: str) -> tuple[int, ...]:
    """The years of a line, or of one that goes on from the line `above`, that names a plan and its years.
    What a plan of one year tells of the years before it, it tells below that. A line that ends within a span
    of years names none of them."""
    goes_on = _goes_on(text) or _YEARS_ALONE.fullmatch(to_arabic(text))
    title = f"{above} {text}" if goes_on and len(above) < _TITLE_LENGTH else text
    if (
        len(title) > _TITLE_LENGTH
        or _OPEN_SPAN.search(to_arabic(title))
        or not any(word in title for word in _PLAN_WORDS)
        or _CARRIED_OUT.search(title)
    ):
        return ()
    mentions = _spans(title)
    if len(mentions) != 1 or not _YEAR_OF.search(title[: mentions[0].start]):
        return ()
    return mentions[0].years


def _year_above_tables(document: Document) -> int | None:
    """The one year that the titles right above a plan's tables of costs name; None where they name several
    or none."""
    found: set[tuple[int, ...]] = set()
    near: list[tuple[int, ...]] = []
    above = heading = before = ""
    for block in document.flow:
        if isinstance(block.content, Table):
            named = [years for years in near[-_LOWEST_TITLE:] if years]
            found |= set(named[-1:]) if lists_costs_of_items([block.content]) else set()
            near, above, heading, before = [], "", "", ""
            continue
        text = canonical(block.content.text).replace("\n", " ")
        if len(above) < _TITLE_LENGTH and _breaks_at_year(to_arabic(above), to_arabic(text)):
            text, heading = f"{above} {text}", before
        near.append(_own_title(text, heading) if digits_trusted([block.content]) else ())
        before = heading
        heading = f"{heading} {text}" if heading and _PLACE_LINE.fullmatch(text) else text
        above = text
    (years,) = found if len(found) == 1 else ((),)
    return years[0] if len(years) == 1 and _is_plausible((years[0], years[0])) else None


def _own_title(text: str, above: str) -> tuple[int, ...]:
    """The years of a line of a title that ends with them, or with the name of the place; none of one that
    goes on a sentence (`…ผลการดำเนินการตาม` / `แผนปฏิบัติการ…`)."""
    mentions = _spans(text)
    goes_on = above.rstrip().endswith("ตาม") and not _goes_on(text)
    if len(mentions) != 1 or goes_on or not _TITLE_ENDS.fullmatch(text, mentions[0].end):
        return ()
    return _title_years(text, above)


def _goes_on(text: str) -> bool:
    """Whether a line may be the rest of a title. One that begins with the name of a district ends with its
    years: a sentence tells of a place as well (`อำเภอเขื่องใน ปี 2561 - 2564 ดำเนินการเสร็จแล้ว`)."""
    if _DISTRICT_FIRST.match(text) and not _ENDS_WITH_YEAR.search(to_arabic(text).rstrip()):
        return False
    return _GOES_ON.match(text) is not None


def _own_years(text: str) -> list[YearMention]:
    """The years that a text names, but those that have passed."""
    return [mention for mention in year_mentions(text) if not _PASSED.match(text, mention.end)]


def _spans(text: str) -> list[YearMention]:
    """The years that a text names, two that follow each other (`พ.ศ. 2565 และ พ.ศ. 2566`) as one span."""
    found: list[YearMention] = []
    for mention in _own_years(text):
        last = found[-1] if found else None
        joined = last is not None and _AND.fullmatch(text, last.end, mention.start) is not None
        if last is not None and joined and last.years[-1] + 1 == mention.years[0]:
            found[-1] = YearMention(last.years + mention.years, last.start, mention.end)
        else:
            found.append(mention)
    return found


def _report_votes(
    text: str, above: str = "", *, fiscal_only: bool = False
) -> Iterator[tuple[tuple[int, int], int]]:
    """Single years named as the year of the report; `above` are the two lines before: a title may go on.
    The year that an assessment was about is seldom the report's. With `fiscal_only` it must be called a
    fiscal one."""
    folded = fold(text)
    titled = len(text) < 200 and any(fold(word) in folded for word in _REPORT_WORDS)
    if _goes_on(text) and len(above) < _TITLE_LENGTH:
        titled = titled or any(fold(word) in fold(above) for word in _REPORT_WORDS)
    votes: Counter[tuple[int, int]] = Counter()
    for mention in _own_years(text):
        before = text[max(0, mention.start - 25) : mention.start]
        if len(mention.years) == 1 and _YEAR_OF.search(before) and "พุทธศักราช" not in before:
            fiscal = ("งบประมาณ" in before or "ประจำปี" in before) and not _ASSESSED.search(before)
            year = mention.years[0]
            if fiscal_only and not fiscal:
                continue
            votes[year, year] += (_TITLE_WEIGHT if titled else 1) + (1 if fiscal else 0)
    yield from votes.items()
