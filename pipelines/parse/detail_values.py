"""Values out of a detail section's texts: items, budget, target group, duration, responsible unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.chars import canonical
from normalize.dates import YearMention, find_dates, listed_mentions
from normalize.digits import to_arabic
from normalize.found_amounts import calculated, find_amounts, is_bare_dash, without_year_points
from normalize.money import AmountStatus, FoundAmount, Money, is_no_budget, parse_money, says_nothing
from normalize.numbering import parse_numbering
from pipelines.parse.amounts import in_baht
from pipelines.parse.detail import DetailSection, Entry
from pipelines.parse.evidence import source_of, union_box
from pipelines.parse.money_words import speaks_of_other_money, was_spent
from pipelines.parse.text_lines import TextLine
from pipelines.parse.texts import TextCleaner
from pipelines.parse.tidy import tidy
from pipelines.parse.years_behind import may_stand_before, years_behind
from pipelines.records import (
    MAY_BE_SPENT,
    OF_ALL_YEARS,
    OF_OTHER_MONEY,
    SUM_DIFFERS,
    Section,
    SectionName,
    Source,
)

_LINE_END = 0.82
"""A line that ends before this share of the section's right edge ends its paragraph."""

_YEAR_WORDS = re.compile(r"(?:และ|,)?\s*(?:ประจำ)?(?:ปี(?:งบประมาณ)?)?\s*(?:พ\.?\s*ศ\.?)?\s*$")
"""What stands before the next year and belongs to it."""
_YEARS_TOGETHER = range(2, 11)
"""So many years may a sum of yearly amounts stand for."""
_SOME = r"(?:[2-9]|สอง|สาม|สี่|ห้า)"
_ALL_YEARS = re.compile(
    rf"(?:รวม|ตลอด|ทั้ง)\s*(?:ระยะเวลา|แผน|โครงการ)?\s*(?:\d|{_SOME})\s*ปี|(?:ต่อ|/|จำนวน|\()\s*{_SOME}\s*ปี(?!ที่|\s*\d)"
)
_ODD_YEAR = re.compile(r"ปี(?:งบประมาณ)?\s*(?:พ\.?\s*ศ\.?)?\s*([0-9]{2,5})(?![0-9]|[,.][0-9])")
"""`ปี 257`: a year whose digits were not read as they stand."""
_DASH_AT_END = re.compile(r"\s*[-–—]\s*\n\s*(?=(?:[-•]\s*)?(?:ประจำ)?(?:ปี|พ))")
_DASH_AFTER_FIRST = re.compile(r"\s*[-–—]\s*\n\s*(?=25\d\d(?!\d)(?!\s*ปีละ))")
_FIRST_ON_LINE = re.compile(r"(?:^|\n)\s*(?:[-•]\s*)?(?:\(?\d{1,2}[.)]\s*)?$")
SEVERAL_YEARS = "one amount stands for several years"
_LISTED = re.compile(r"\d\s*(?:และ|กับ|หรือ|,|/|\s\d|(?:ใน)?(?:ประจำ)?(?:ปี|พ))")
"""Between years that are named one by one."""
_WORD_AFTER_DASH = re.compile(r"[-–—]\s*(?:ประจำ)?(?:ปี|พ)")
_PAIR = 2
_TOLD = re.compile(r"\d|^(?:งด|ไม่|ยัง|ยกเลิก|เลื่อน|ชะลอ|รอ)")
"""What stands beside a year says something of its budget."""
_SUM_WORDS = r"(?:เป็นเงิน|และ)?\s*(?:รวม|ทั้งสิ้น)(?:งบประมาณ|เป็นเงิน|เงิน|ทั้งสิ้น|ทั้ง)*\s*(?:\d\s*ปี)?"
_SUM_BEHIND = re.compile(_SUM_WORDS)
_SUM_LINE = re.compile(rf"\n\s*{_SUM_WORDS}")
_NUMBER_OF_YEAR = re.compile(
    r"^[-–•]?\s*\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=(?:ใน)?(?:ประจำ)?(?:ปี|พ\s*\.?\s*ศ))"
)
"""`8.2 ปี 2562 …`: the number of a line that tells a year, which is no amount of the year before."""
_BULLET_OF_YEAR = re.compile(
    r"^[-–—•◦▪●○*]\s*(?=(?:ใน)?(?:ประจำ)?(?:ปี(?:งบประมาณ)?)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*25\d\d(?!\d))"
)
"""`• 2567 -`: the mark of a line that tells a year, which is no dash between two years."""
_BULLETS = "•◦▪●○* "
_PART_LABEL = re.compile(
    r"(?:รุ่น|ครั้ง|ไตรมาส|งวด|ระยะ|กิจกรรม|ส่วน|ช่วง|ภาค|หมู่|ตอน|เดือน|จุด|ชั้น)\s*(?:ที่)?\s*\d+|ค่า[ก-ฮเ-ไ][ก-๙]*"
    r"|(?<!\S)\(?(?:\d{1,2}|[ก-ฮ])[.)](?!\d)|(?:โรงเรียน|หมู่บ้าน|ชุมชน)\s*[^\s\d]+"
    r"|(?:งบ|เงิน)\s*(?:อุดหนุน|รายได้|สะสม|สมทบ|จังหวัด|อบต|อบจ|เทศบาล|สปสช)"
)
"""What names one part of several before its amount."""
_OUT_OF = re.compile(r"จาก\s*(?:งบประมาณ|วงเงิน|เงิน)?\s*(?:ทั้งหมด|ทั้งสิ้น|รวม)(?:จำนวน|เป็นเงิน|\s)*$")
_OF_SEVERAL = re.compile(r"รวม(?:ทุก|หลาย|ทั้ง\s*\d+\s*)(?:โครงการ|กิจกรรม)")
"""`10,000 บาท จากทั้งหมด 30,000 บาท`, `งบประมาณรวมทุกโครงการ`: more than the one item's."""
_COMES_TO = re.compile(r"เป็นเงิน|เป็นจำนวน|เท่ากับ|รวม|ทั้งสิ้น|=")
_WHOLE_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_LIST_DASH = re.compile(r"^[-•]\s+(?=\(?\d{1,2}[.)])")
"""`- 1) …`: the list mark of a Markdown text before the printed number."""


@dataclass(frozen=True, slots=True)
class DetailBudget:
    """One budget statement of a detail section; `year` None where one amount stands for all years."""

    year: int | None
    amount: Decimal | None
    status: AmountStatus
    raw: str
    source: Source
    doubt: str | None = None


def section_items(section: DetailSection) -> list[list[TextLine]]:
    """The lines of a section, item by item: at numbers and dashes, and where a paragraph ended."""
    edge = max((line.line.bbox[2] for line in section.lines if line.line.bbox), default=0.0)
    left = min((line.line.bbox[0] for line in section.lines if line.line.bbox), default=0.0)
    items: list[list[TextLine]] = []
    for line in section.lines:
        if not items or _opens_item(items[-1], line, edge, left):
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _opens_item(item: Sequence[TextLine], line: TextLine, edge: float, left: float) -> bool:
    """Whether `line` begins a new item. Below a number or dash lines hang indented; below a plain
    paragraph an
    indented line begins another."""
    before = item[-1]
    numbering = parse_numbering(line.text)
    if numbering is not None and numbering.rest and numbering.kind not in ("plain", "dotted"):
        return True
    if (
        numbering is not None
        and numbering.kind == "dotted"
        and numbering.rest
        and not re.match(r"\s*\d", numbering.rest)
    ):
        return True
    if before.line.bbox is None or line.line.bbox is None or before.line.bbox == line.line.bbox:
        return True
    if line.page != before.page:
        return before.line.bbox[2] < _LINE_END * edge
    if before.line.bbox[2] < _LINE_END * edge:
        return True
    return (
        parse_numbering(item[0].text) is None and line.line.bbox[0] - max(left, before.line.bbox[0] - 1) > 14
    )


def sections_of(entry: Entry, project: int, cleaner: TextCleaner) -> list[Section]:
    """The rows of `project_sections` of an entry; items of a section that stands twice go on counting."""
    counts: dict[SectionName, int] = {}
    found: list[Section] = []
    for part in entry.sections:
        if part.section == "name":
            continue
        for lines in section_items(part):
            text = _LIST_DASH.sub("", tidy([line.text for line in lines], cleaner))
            if not text:
                continue
            counts[part.section] = counts.get(part.section, 0) + 1
            page = lines[0].page
            box = union_box(line.line.bbox for line in lines if line.page == page)
            found.append(Section(project, part.section, counts[part.section], text, page, box))
    return found


def budgets_of(entry: Entry) -> list[DetailBudget]:
    """The budget statements of an entry: one per year where the section lists years, else one."""
    found: list[DetailBudget] = []
    for part in entry.sections:
        if part.section == "budget":
            found += budget_statements(part)
    unique: dict[tuple[int | None, Decimal | None, AmountStatus], DetailBudget] = {}
    for budget in found:
        unique.setdefault((budget.year, budget.amount, budget.status), budget)
    settled = list(unique.values())
    if len({budget.year for budget in settled}) < len(settled):
        settled = _contradicting(settled)
    if _is_scanned(entry):
        doubt = "nothing was read in the budget section"
        name = entry.name[:1]
        where = source_of([line.line for line in name], name[0].page if name else None)
        settled = [
            replace(b, doubt=b.doubt or doubt, source=where if b.source.page is None else b.source)
            if b.status == "blank"
            else b
            for b in settled
        ]
    if entry.foreign:
        doubt = "two sections of each kind under one name: the next project's name may be lost"
        settled = [replace(budget, doubt=budget.doubt or doubt) for budget in settled]
    return settled


def _is_scanned(entry: Entry) -> bool:
    """Whether the entry was read from an image: what is printed in it may not have been read."""
    lines = [*entry.name, *(line for part in entry.sections for line in part.lines)]
    return any(line.line.confidence is not None for line in lines)


def _contradicting(found: Sequence[DetailBudget]) -> list[DetailBudget]:
    """The section states a year twice, differently: an amount wins over a blank; two amounts are doubtful."""
    chosen: dict[int | None, DetailBudget] = {}
    for budget in found:
        known = chosen.get(budget.year)
        if known is None or known.status == "blank":
            chosen[budget.year] = budget
        elif budget.status != "blank":
            doubt = "the detail section states several amounts"
            chosen[budget.year] = DetailBudget(
                known.year, known.amount, known.status, known.raw, known.source, doubt
            )
    return list(chosen.values())


def budget_statements(part: DetailSection) -> list[DetailBudget]:
    """What one section `budget` states: an amount for each year that it lists, that of the one year it names,
    else one for all."""
    lines = part.lines
    raw = " ".join(line.text.strip() for line in lines)
    source = source_of([line.line for line in lines], lines[0].page if lines else None)
    if not raw:
        return [DetailBudget(None, None, "blank", raw, source)]
    by_year = listed_years([line.text for line in lines], source)
    if by_year:
        return by_year
    amounts = find_amounts(raw)
    found = [item for item in amounts if item.unit is None]
    if (yearly := _per_year(raw, found)) is not None:
        money, doubt = yearly
        return [DetailBudget(None, money.amount, money.status, raw, source, doubt)]
    if (worked_out := _worked_out(raw, found)) is not None:
        found = [worked_out]
    if (unspent := [item for item in found if not was_spent(canonical(raw), item)]) != found:
        settled = (unspent or found)[0].money
        return [DetailBudget(None, settled.amount, settled.status, raw, source, MAY_BE_SPENT)]
    if found:
        totals = [item for item in found if item.is_total and not _is_of_a_part(item, found)]
        best = totals[-1] if totals else found[0]
        values = {item.money.amount for item in (totals or found)}
        doubt = None if len(values) == 1 else "the detail section states several amounts"
        parts = [item.money.amount for item in found if item.money.amount != best.money.amount]
        if doubt and _adds_up(best.money.amount, parts):
            doubt = None
        if _stands_beside_price(raw, best, amounts) or _may_be_a_part(raw, best, amounts):
            doubt = doubt or "the detail section states several amounts"
        if _irregular(best.money) is not None:
            doubt = doubt or "the amount is not written regularly"
        if best.years_unsure:
            doubt = doubt or SEVERAL_YEARS
        if speaks_of_other_money(canonical(raw), best) or _OF_SEVERAL.search(canonical(raw)):
            doubt = doubt or OF_OTHER_MONEY
        if _ALL_YEARS.search(to_arabic(canonical(raw))):
            doubt = doubt or OF_ALL_YEARS
        year = best.fiscal_years[0] if len(best.fiscal_years) == len(values) == 1 else None
        return [DetailBudget(year, best.money.amount, best.money.status, raw, source, doubt)]
    if is_no_budget(raw.lstrip(_BULLETS)):
        return [DetailBudget(None, Decimal(0), "no_budget", raw, source)]
    money = parse_money(lines[0].text.lstrip(_BULLETS)) if lines else parse_money("")
    if money.status == "unreadable" and not re.search(r"\d", to_arabic(raw)):
        return [DetailBudget(None, None, "unreadable", raw, source, "the budget section names no amount")]
    return [
        DetailBudget(
            None,
            money.amount,
            money.status,
            raw,
            source,
            _irregular(money),
        )
    ]


def in_years(budgets: Sequence[DetailBudget], years: Sequence[int]) -> list[DetailBudget]:
    """The statements of an item that is carried out in these years alone: one amount for all is that of each
    of them. Where it does not say so and there are several years, it may as well be that of all together."""
    if len(budgets) != 1 or budgets[0].year is not None or budgets[0].status != "amount":
        return list(budgets)
    (lone,) = budgets
    yearly = any(item.per_year for item in find_amounts(lone.raw))
    doubt = lone.doubt or (None if yearly or len(years) == 1 else SEVERAL_YEARS)
    return [replace(lone, year=year, doubt=doubt) for year in years]


def _per_year(raw: str, found: Sequence[FoundAmount]) -> tuple[Money, str | None] | None:
    """The amount of each year (`ปีละ 20,000 บาท รวม 5 ปี 100,000 บาท`), and what speaks against it: another
    amount that is not so many times it. None where no amount is said to be a year's."""
    yearly = [item.money for item in found if item.per_year]
    if not yearly:
        return None
    amount = yearly[0].amount
    worked_out = calculated(raw)
    factors = worked_out[1] if worked_out is not None and worked_out[0] == amount else ()
    others = [item.money.amount for item in found if item.money.amount not in (amount, None, *factors)]
    times = (
        [other / amount for other in others if other is not None] if amount else [Decimal(0)] * len(others)
    )
    if not yearly[0].certain:
        return yearly[0], "the amount is not written regularly"
    if any(number not in _YEARS_TOGETHER for number in times):
        return yearly[0], "the detail section states several amounts"
    return yearly[0], None


def _worked_out(raw: str, found: Sequence[FoundAmount]) -> FoundAmount | None:
    """The amount that a printed multiplication comes to, where no other amount stands beside it."""
    calculation = calculated(raw)
    if calculation is None:
        return None
    result, factors = calculation
    told = [item for item in found if item.money.amount == result]
    return told[-1] if told and all(item.money.amount in (result, *factors) for item in found) else None


def _stands_beside_price(raw: str, best: FoundAmount, amounts: Sequence[FoundAmount]) -> bool:
    """Whether a unit price stands before an amount that nothing says is what the units come to: it may be the
    cost of something else."""
    if best.is_total:
        return False
    plain = to_arabic(canonical(raw))
    numbers = {Decimal(number.replace(",", "")) for number in _WHOLE_NUMBER.findall(plain)}
    return any(
        _COMES_TO.search(plain, price.end, best.start) is None
        and not (
            price.money.amount and best.money.amount and best.money.amount / price.money.amount in numbers
        )
        for price in amounts
        if price.unit is not None and price.end <= best.start
    )


def _may_be_a_part(raw: str, best: FoundAmount, amounts: Sequence[FoundAmount]) -> bool:
    """Whether an amount may be a part of the budget, or hold it as a part: the same stands behind names of
    other parts (`รุ่นที่ 1 5,000 บาท รุ่นที่ 2 5,000 บาท`), a sum before one amount that it is not the sum of, or
    an amount of no year beside words for none."""
    text = canonical(raw)
    found = [item for item in amounts if item.unit is None]
    if best.is_total:
        if len(found) > 1 and _OUT_OF.search(text[: best.start]):
            return True
        behind = [item.money.amount for item in amounts if item.start >= best.end]
        return len(behind) == 1 and behind[0] != best.money.amount
    starts = [0, *(item.end for item in found)]
    named = {
        label[0]
        for begin, item in zip(starts, found, strict=False)
        if item.money.amount == best.money.amount
        and (label := _PART_LABEL.search(to_arabic(text[begin : item.start]))) is not None
    }
    return len(named) > 1 or (best.money.amount != 0 and not best.fiscal_years and is_no_budget(raw))


def _is_of_a_part(total: FoundAmount, found: Sequence[FoundAmount]) -> bool:
    """Whether a sum is of one cost alone that is listed below the budget (`50,000 บาท` above `- ค่าจ้าง 3 ตอน
    รวม 45,000 บาท`): the first amount is greater, and no sum itself."""
    first = found[0]
    return not first.is_total and (first.money.amount or 0) > (total.money.amount or 0)


def _adds_up(total: Decimal | None, parts: Sequence[Decimal | None]) -> bool:
    """Whether a total is the sum of its parts; one that was not read may be another part."""
    known = [part for part in parts if part is not None]
    return total is not None and bool(known) and len(known) == len(parts) and sum(known) == total


def listed_years(lines: Sequence[str], source: Source) -> list[DetailBudget]:
    """`ปี ๒๕๖๖ จำนวน ๕๐,๐๐๐ บาท ปี ๒๕๖๗ ไม่ใช้งบประมาณ …`: what stands between one year and the next; a range of
    years among others has the same amount in each, years joined by a conjunction where it says so (`ปีละ`).
    Empty where the text does not list years.

    A year whose digits were misread ends the part before it all the same; which year it is, its neighbours
    tell, and its amount is doubtful.
    """
    raw = " ".join(line.strip() for line in lines)
    clean = [without_year_points(to_arabic(canonical(line).replace("\n", " ").strip())) for line in lines]
    plain = "\n".join(_NUMBER_OF_YEAR.sub("", _BULLET_OF_YEAR.sub("", line)) for line in clean)
    dates = [(date.start, date.end) for date in find_dates(plain)]
    mentions = [
        part
        for mention in listed_mentions(plain)
        if not any(start <= mention.start < end for start, end in dates)  # `ตุลาคม 2567`
        for part in _without_dash(plain, mention)
    ]
    if len(mentions) < 2:
        return []
    lined, plain = plain, plain.replace("\n", " ")
    if behind := years_behind(plain, mentions):
        return [_of_year(year, money, raw, source) for year, money in behind]
    found: list[DetailBudget] = []
    sums: list[FoundAmount] = []
    each = False  # the amount of each year is called a sum
    unclear = may_stand_before(plain, mentions[0].start, mentions[-1].end)
    places = sorted([*((m.start, m.end, m.years) for m in mentions), *_misread_years(plain, mentions)])
    for place, (start, after, years) in enumerate(places):
        end = places[place + 1][0] if place + 1 < len(places) else len(plain)
        alone = place + 1 == len(places) and bool(found) and not each
        part, summed = _without_sum(_YEAR_WORDS.sub("", lined[after:end]), alone=alone)
        each = each or _SUM_BEHIND.match(part) is not None
        amounts = _amounts_of(part)
        sums += _amounts_of(summed)[:1]
        value: tuple[Decimal | None, AmountStatus]
        if amounts:
            money, doubt = _of_list(part, amounts)
            value = money.amount, money.status
        elif end < len(plain) and is_bare_dash(lined[after:end]):
            continue  # a range or nothing: the years before the next amount are unsure
        elif is_no_budget(part) or says_nothing(part):
            value, doubt = (Decimal(0), "no_budget"), None
        elif _once(years, places) and (_TOLD.search(part) or not source.exact):
            value, doubt = (None, "unreadable"), "the amount is not certain"
        else:
            continue  # the span that the list is about
        if len(years) == _PAIR and _WORD_AFTER_DASH.search(plain[start:after]):
            doubt = doubt or SEVERAL_YEARS  # or nothing for the first of them
        if len(years) > 1 and _LISTED.search(plain[start:after]) and not (amounts and amounts[0].per_year):
            doubt = doubt or (SEVERAL_YEARS if value[1] == "amount" else None)
        doubt = doubt or ("the amount is not certain" if unclear else None)
        if not years:
            doubt = f"the year was misread: {plain[start:after].strip()}"
        meant = years or _between([spot[2] for spot in places], place)
        found += [DetailBudget(year, *value, raw, source, doubt) for year in meant]
    if len(found) < _PAIR or len({budget.year for budget in found}) < len(found):
        return []
    total = sum((budget.amount for budget in found if budget.amount is not None), Decimal(0))
    if any(item.money.amount not in (None, total) for item in sums):
        return [replace(budget, doubt=budget.doubt or SUM_DIFFERS) for budget in found]
    return found


def _of_list(part: str, amounts: Sequence[FoundAmount]) -> tuple[Money, str | None]:
    """The amount of one year of a list, and what speaks against it: it may be of a part, or was spent."""
    budgets = [item for item in amounts if not was_spent(part, item)]
    best = (budgets or amounts)[0]
    if not budgets or best is not amounts[0]:
        return best.money, MAY_BE_SPENT
    if len({item.money.amount for item in budgets}) > 1 or _may_be_a_part(part, best, budgets):
        return best.money, "the detail section states several amounts"
    return best.money, _irregular(best.money if "บาท" in part else replace(best.money, raw=part))


def _irregular(money: Money) -> str | None:
    """Why an amount is not certain by the way it is written; so is one too small for a budget."""
    return None if in_baht(money, 1).certain else "the amount is not certain"


def _amounts_of(part: str) -> list[FoundAmount]:
    """The amounts that stand beside a year, or a bare number there."""
    return [item for item in find_amounts(part if "บาท" in part else f"{part} บาท") if item.unit is None]


def _without_sum(part: str, *, alone: bool) -> tuple[str, str]:
    """What stands beside a year of a list, and the sum of all behind it or (`alone`) on a line below."""
    match = (_SUM_LINE.search(part) if alone else None) or _SUM_BEHIND.search(part)
    before = part[: match.start()] if match is not None else part
    before = before.replace("\n", " ").strip(" :=()")
    if match is None or match.re is _SUM_LINE or _amounts_of(before) or says_nothing(before):
        return before, part[match.end() :].replace("\n", " ") if match is not None else ""
    return part.replace("\n", " ").strip(" :=()"), ""


def _of_year(year: int, money: Money, raw: str, source: Source) -> DetailBudget:
    return DetailBudget(year, money.amount, money.status, raw, source, _irregular(money))


def _without_dash(plain: str, mention: YearMention) -> list[YearMention]:
    """`ปี 2567 -` at the end of a line, above `ปี 2568 …`: nothing for the first year, no range of years."""
    ended = _DASH_AT_END.search(plain, mention.start, mention.end)
    if ended is None and len(mention.years) == _PAIR and _FIRST_ON_LINE.search(plain[: mention.start]):
        # a line for each year: `2567 -` above `2568 5,000`
        below = _DASH_AFTER_FIRST.search(plain, mention.start)
        ended = below if below is not None and below.end() <= mention.end else None
    if ended is None:
        return [mention]
    first = YearMention(mention.years[:1], mention.start, ended.start())
    return [first, YearMention(mention.years[-1:], ended.end(), mention.end)]


def _once(years: tuple[int, ...], places: Sequence[tuple[int, int, tuple[int, ...]]]) -> bool:
    """Whether a year of a list is one that the list names once: what stands beside it is its amount."""
    return len(years) == 1 and sum(years[0] in named for _, _, named in places) == 1


def _misread_years(plain: str, mentions: Sequence[YearMention]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Where `ปี` is followed by digits that are no year: a digit was lost, doubled or misread."""
    known = [(mention.start, mention.end) for mention in mentions]
    return [
        (match.start(), match.end(), ())
        for match in _ODD_YEAR.finditer(plain)
        if not any(start < match.end() and match.start(1) < end for start, end in known)
    ]


def _between(listed: Sequence[tuple[int, ...]], place: int) -> tuple[int, ...]:
    """The year missing at a place of a list of years that go up one by one; empty where that is not clear."""
    before = listed[place - 1] if place else ()
    after = listed[place + 1] if place + 1 < len(listed) else ()
    if before and after and before[-1] + 2 != after[0]:
        return ()
    if before:
        return (before[-1] + 1,)
    return (after[0] - 1,) if after else ()
