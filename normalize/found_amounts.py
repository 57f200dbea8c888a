"""Amounts of baht in running text, with the years that the text gives them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, zip_longest

from normalize.chars import DASHES, canonical
from normalize.dates import YearMention, listed_mentions
from normalize.digits import to_arabic
from normalize.money import (
    FoundAmount,
    Money,
    is_no_budget,
    no_budget_phrases,
    parse_money,
    says_nothing,
)
from normalize.money_use import doubtful_use
from normalize.named_amounts import names_amount
from normalize.numerals import POWERS, WORD
from normalize.sum_words import IN_ALL, mended_sums

_SCALE = "|".join([*POWERS, "ล้าน"])
_FIGURE = r"(?<![\d/])(?<!\d[.,])\d[\d,.]{0,24}(?:(?:\s*,\s*\d{3}(?!\d)){1,4}(?:\.\d{1,2}(?!\d))?)?"
_WORDS = rf"(?:(?:{WORD})\s*){{1,40}}บาท(?:\s*ถ้วน|(?:(?:{WORD})\s*){{1,6}}สตางค์)?"
_BAHT = r"\s*(?:บาท(?!\s*ทสมเด็จ)|บ\.(?=\s|$)|฿)(?:\s*ถ้วน)?"
_AMOUNT = re.compile(
    rf"(?P<figure>{_FIGURE}(?:\s*(?:{_SCALE}){{1,3}})?)(?:{_BAHT}|(?P<dash>\s*(?:\.\s?|(?<=\d{3}))[-–—](?=\s|$)(?!\s*(?:พ|2[45]\d\d))))(?:\s*\(\s*(?P<words>{_WORDS})\s*\))?"
    rf"|\(?\s*(?P<spelled>{_WORDS})\s*\)?"
    rf"|(?P<lead>(?:งบประมาณ|วงเงิน|เป็นเงิน|จำนวนเงิน|เงินจำนวน|ตั้งไว้)\s*(?:จำนวน|{IN_ALL}|รวม)?\s*:?\s*)(?P<bare>{_FIGURE}(?![,.]?\d)(?:\s*(?:{_SCALE}){{1,3}}(?=\s*บาท))?)(?:{_BAHT}(?:\s*\(\s*{_WORDS}\s*\))?)?"
    r"(?!\s*(?:คน|ราย(?!ละเอียด|การ|จ่าย|ได้|งาน)|ครั้ง|โครงการ|กิจกรรม|มาตรการ|แห่ง|ชุด|ปี(?!\s*งบประมาณ)|วัน|เดือน|%|ร้อยละ|\d))"
)
_UNIT_ALONE = re.compile(rf"\s*(?:{_SCALE})\s*บาท\s*")
_LETTER = r"(?!ปี)[A-Za-zก-ฮ][ั-ฺ็-๎]?"
_SIGN = r"[^\d\s=xX×*+()/ก-ฮ]"
_TORN_BEFORE = re.compile(rf"(?<![\d.,/])(?:\d[\d,.]*(?:{_LETTER}|{_SIGN})[\d,.]*)+$")
_TORN_BEHIND = re.compile(rf"(?:{_LETTER}[\d,.]*\d)+")
"""`5ฆ,000 บาท`, `105-000 บาท`: a scan read one digit or comma as something else, and what stands beside it is
no amount of its own."""
_LETTER_FIRST = re.compile(r"(?<!\S)[OoIl|,]$")
"""`l7,494 บาท`: the first digit read as a letter."""
_SIGN_BEFORE_ZEROS = re.compile(r"(?<!\S)[^\s\d(:=]$")
"""`.00 บาท`: what is left of an amount, and no word for none."""
_ZEROS = re.compile(r"0+(?![\d,.])")
_GROUP_BEFORE = re.compile(r"\S?(?<!บาท),$")
_GROUP = re.compile(r"\d{3}(?!\d)")
_GROUPS_BEFORE = re.compile(r"(?<![\d.,/])\d{1,3}(?:(?:[,.][^\S\n]?|[^\S\n])\d{3})*[,.]?(?:[^\S\n]+|[()])$")
"""`105 000 บาท`: what stands before a blank, or a bracket, where a comma belongs."""
_HALF_A_GROUP = re.compile(r"(?<![\d.,/])\d{1,3}(?:,\d{3})*,\d{0,2}[^\S\n]+$")
"""`105,0 00 บาท`: a blank within a group."""
_BEFORE_SATANG = re.compile(r"(?<![\d.,/])\d{1,3}(?:,\d{3})+(?:[^\S\n]?\.\d?[^\S\n]?|[^\S\n])$")
"""`398,400. 00 บาท`: what stands before satang that are set off."""
_SATANG = re.compile(r"\d{1,2}(?![\d,.])")
_NUMBER_OF_BAHT = re.compile(r"(?:จำนวน|เป็นเงิน|งบประมาณ|วงเงิน)\s*(?P<first>\d{1,3}[^\S\n]+)$")
"""`จำนวน 10 5,000 บาท`: two numbers behind a word for one."""
_YEARS_ALONE = re.compile(r"(?:2[45]\d\d\D+)+")
_LONGEST_TORN = 24
"""Letters before the last group of a figure in which its others stand."""
_NUMBERED = re.compile(r"(?:ที่|ไตรมาส|ข้อ|หน้า|รุ่น|ครั้ง|มิติ|ลำดับ|งวด|เดือน|ปี|หมู่|ชั้น|ตอน|ส่วน)\s*$")
"""Words before a number that counts something, and is no part of the amount behind it."""
_UNIT_PRICE = re.compile(r"(?P<unit>[ก-๙]{1,12}?)(?:\s*ๆ\s*)?(?<!แ)ละ\s*(?:จำนวน|ไม่เกิน)?\s*$")
_EACH_YEAR = re.compile(rf"(?:{_BAHT})?\s*(?:/|ต่อ)\s*ปี")
_YEAR_BEHIND = r"(?:\s*(?:และ|,)?\s*(?:ใน)?(?:ปี(?:งบประมาณ)?)?\s*2[45]\d\d)?"
_OF_YEAR = re.compile(
    r"\s*\(?\s*(?:เฉพาะ(?:ใน)?|ใน|สำหรับ|ของ|เมื่อ)\s*ปี(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*2[45]\d\d(?!\d)"
    rf"(?!{_YEAR_BEHIND}\s*(?:จำนวน|เป็นเงิน|งบ|ตั้ง|[:=-]|\d))"
)
"""The year behind an amount, that no amount of its own follows."""
_TOTAL = re.compile(
    r"(?:รวม(?:เป็นเงิน|ทั้งสิ้น|งบประมาณ|เงิน)*\s*(?:ทั้งสิ้น|ทั้งแผน|ตลอดแผน|(?:ทั้ง\s*)?(?:\d|สอง|สาม|สี่|ห้า)\s*ปี)?|ทั้งสิ้น|ทั้งหมด)"
    r"(?:\s*(?:จำนวน)?\s*\d{1,3}\s*(?:โครงการ|กิจกรรม|มาตรการ|รายการ|/)+)?\s*(?:จำนวน|เป็นเงิน|งบประมาณ|:|[.…]{3,}|\s)*$"
)
_YEAR_WORDS = r"\s*(?:ใน)?(?:ประจำ)?(?:ปี)?\s*(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*$"
_NEXT_YEAR = re.compile(rf"[\s,;]*(?:และ)?{_YEAR_WORDS}")
"""What stands before the next year and belongs to it."""
_NEXT_CLAUSE = re.compile(r"\s*(?:และ)?(?:รวม|ทั้งสิ้น|คิดเป็น|หน่วยงาน|ผู้รับผิดชอบ|[(\n])")
_OF_ORDINANCE = re.compile(
    r"(?:บัญญัติ|ระเบียบ|ประกาศ|แผน|ฉบับ|มติ)[^\d\s]*\s*(?:งบประมาณรายจ่าย)?\s*(?:ฉบับที่\s*\d+|ครั้งที่\s*\d+\s*/?)?"
    rf"{_YEAR_WORDS}"
)
"""`ตามข้อบัญญัติงบประมาณรายจ่าย พ.ศ. `: the year that follows is the ordinance's."""
_OF_DATE = re.compile(
    r"(?:ที่\s*\d+\s*/|(?<!\d)\d{1,2}\s*(?:เดือน)?\s*(?:[ก-๙]+(?:าคม|ายน|าพันธ์)|[ก-ฮ][ก-๙]{0,2}\.\s?[ก-ฮ]\.))\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*$"
)
"""`วันที่ 20 สิงหาคม `, `ครั้งที่ 8/`: the year that follows is the date's or
meeting's, and may be another than the fiscal year."""
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_NAMED_UNIT = r"[^\d=x×X*]{0,20}"
_CALCULATION = re.compile(
    rf"(?<![\d,.])(?P<factors>{_NUMBER}(?:{_NAMED_UNIT}[x×X*]\s*{_NUMBER}){{1,6}}){_NAMED_UNIT}?"
    rf"(?:=|เป็นเงิน|เท่ากับ)\s*(?:(?:ทั้งสิ้น|จำนวน)\s*)?(?P<result>{_NUMBER})(?![\d,])"
)
_CALCULATED = re.compile(
    rf"(?<![\d,.])(?P<result>{_NUMBER})\s*(?:บาท|\.-)?\s*\(\s*"
    rf"(?P<factors>{_NUMBER}(?:{_NAMED_UNIT}[x×X*]\s*{_NUMBER}){{1,6}}){_NAMED_UNIT}?\)"
)
"""`44,000 บาท (22 ชุมชน x 2,000 บาท)`: what it comes to stands first."""
_TIMES = re.compile(r"[x×X*]")
_YEAR_POINT = re.compile(r"(?<=25\d\d)\.(?=\s*(?:\d{1,3}(?:,\d{3})+(?!\d)|[-–—](?:\s|$)))")
_COMPARED = re.compile(rf"(?:จาก|กว่า|เทียบกับ){_YEAR_WORDS}")
"""`เพิ่มขึ้นจากปี `: the year that follows is another one than the amount's."""
_BRACKET_OPEN, _BRACKET_CLOSED = re.compile(r"\([^()]*$"), re.compile(r"[^()]*\)")
_NONE_YET = re.compile(r"^\s*(?:งด|ยกเลิก|เลื่อน|ชะลอ|รอ(?!บ))|ไม่(?!เกิน|น้อย|ต่ำ)")
_BARE_DASH = re.compile(rf"\s*[{re.escape(DASHES)}]+(?![^\S\n]*\n){_YEAR_WORDS}")
"""A dash before the next year on its line: a range as well as nothing."""


def calculated(text: str) -> tuple[Decimal, tuple[Decimal, ...]] | None:
    """The amount that a printed multiplication comes to, with its factors; None where none is printed, more
    than one is, or it is wrong.

    >>> calculated("ค่าอาหารว่าง 2,500 บาท x 12 เดือน เป็นเงิน 30,000 บาท")
    (Decimal('30000'), (Decimal('2500'), Decimal('12')))
    >>> calculated("2,500 x 12 = 36,000") is None
    True
    >>> calculated("44,000 บาท (22 ชุมชน x 2,000 บาท)")
    (Decimal('44000'), (Decimal('22'), Decimal('2000')))
    """
    plain = to_arabic(canonical(text)).replace("\n", " ")
    found = (*_CALCULATION.finditer(plain), *_CALCULATED.finditer(plain)) if _TIMES.search(plain) else ()
    matches = list(found)
    if len(matches) != 1:
        return None
    factors = tuple(_decimal(number) for number in re.findall(_NUMBER, matches[0]["factors"]))
    result = _decimal(matches[0]["result"])
    return (result, factors) if result and math.prod(factors) == result else None


def without_year_points(plain: str) -> str:
    """A text in Arabic digits with the colon that a scan read as a point between a year and its amount or
    dash.

    >>> without_year_points("ปี 2562.10,000 บาท ปี 2563. -")
    'ปี 2562:10,000 บาท ปี 2563: -'
    """
    return _YEAR_POINT.sub(":", plain)


def wholly_calculated(text: str) -> Decimal | None:
    """The same amount where the text holds no number but it and its factors, and no word for none.

    >>> wholly_calculated("2,500 x 12 = 30,000"), wholly_calculated("50,000 / (2,500 x 12 = 30,000)")
    (Decimal('30000'), None)
    """
    calculation = calculated(text)
    if calculation is None or is_no_budget(text):
        return None
    result, factors = calculation
    numbers = {_decimal(number) for number in re.findall(_NUMBER, to_arabic(canonical(text)))}
    return result if numbers <= {result, *factors} else None


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def find_amounts(text: str, *, no_budget: bool = False) -> list[FoundAmount]:
    """All amounts of baht in running text, in order.

    A number counts as an amount when บาท follows it, when it ends in `.-`, or when a word for a budget
    stands before it and no other unit after it. Its years are those named between the amount (or
    no-budget phrase) before it and itself (`ปี 2566 จำนวน 30,000 บาท ปี 2567 จำนวน 0 บาท`): of several that are
    not one list only those behind a figure or a word for none, else all, unsure. The year of an ordinance, of
    a comparison (`เพิ่มขึ้นจากปี 2566`) or in a bracket counts only where no other is named, the year of a date
    never. Where there is none, its years are those of a bracket right after it (`30,000 บาท (ปี 2566)`). An
    amount that is perhaps no budget of one project (`doubtful_use`) is flagged. With `no_budget` the phrases
    that say that no budget is used (`ปี 2568 ไม่ใช้งบประมาณ`, `ปี 2568 ไม่มี ปี 2569 …`) are listed too, as amounts
    of status `no_budget`.

    >>> [found.fiscal_years for found in find_amounts("ปี 2566 จำนวน 30,000 บาท ปี 2567 จำนวน 0 บาท")]
    [(2566,), (2567,)]
    >>> [found.fiscal_years for found in find_amounts("ปี 2568 ไม่มี ปี 2569 14,200 บาท")]
    [(2569,)]
    >>> find_amounts("มติครั้งที่ 8/2567 วันที่ 20 สิงหาคม 2567 เห็นชอบแผน งบประมาณรวม 39,400 บาท")[0].fiscal_years
    ()
    """
    text = canonical(text)
    plain = without_year_points(to_arabic(text))
    mentions = listed_mentions(plain)
    nothing = _nothing(plain, text, mentions)
    found: list[FoundAmount] = []
    previous_end = 0
    spans = [*_figures(plain, text, mentions), *_phrases(plain, text, nothing), *nothing]
    for start, end, raw in sorted(spans):
        before = plain[previous_end:start]
        unit = _UNIT_PRICE.search(before)
        per_year = (unit is not None and unit["unit"].endswith(("ปี", "ปีงบประมาณ"))) or _EACH_YEAR.match(
            plain, end
        ) is not None
        is_total = _TOTAL.search(mended_sums(before)) is not None
        years, years_unsure = _years_before(plain, mentions, previous_end, start, is_total)
        previous_end = end
        if not years:
            previous_end, years = _bracketed_years(plain, end, mentions)
        money = parse_money(raw)
        if (start, end, raw) in nothing:
            money = Money(Decimal(0), "no_budget", raw)
        elif (flag := doubtful_use(plain, start, end)) is not None and flag not in money.flags:
            money = replace(money, flags=(*money.flags, flag))
        if money.status == "no_budget" and not no_budget and not any(char.isdigit() for char in raw):
            continue
        found.append(
            FoundAmount(
                money=money,
                start=start,
                end=end,
                fiscal_years=tuple(dict.fromkeys(years)),
                per_year=per_year,
                is_total=is_total,
                unit=unit["unit"] if unit is not None and not per_year else None,
                years_unsure=years_unsure,
            )
        )
    return found


def lists_years(text: str) -> bool:
    """Whether a text says of several years, one by one or of a list, what each costs.

    >>> lists_years("ปี 2562 : 10,000 บาท ปี 2563 : -"), lists_years("ปี 2562 - 2564 ปีละ 10,000 บาท")
    (True, True)
    >>> lists_years("ปี 2562 - 2564 จำนวน 10,000 บาท")
    False
    """
    found = find_amounts(text, no_budget=True)
    years = [year for amount in found for year in amount.fiscal_years]
    each = all(len(amount.fiscal_years) == 1 or (amount.fiscal_years and amount.per_year) for amount in found)
    return each and len(years) > 1 and len(set(years)) == len(years)


def _figures(plain: str, text: str, mentions: list[YearMention]) -> list[tuple[int, int, str]]:
    """Start, end and text of the amounts in figures or words."""
    spans: list[tuple[int, int, str]] = []
    for match in _AMOUNT.finditer(plain):
        if any(mention.start <= match.start("bare") < mention.end for mention in mentions):
            continue  # งบประมาณ 2566: a year
        if match["spelled"] and _UNIT_ALONE.fullmatch(match["spelled"]):
            continue  # หน่วย : พันบาท
        start = match.start("bare") if match["bare"] else match.start()
        start, end = (start, match.end()) if match["spelled"] else _whole_figure(plain, start, match.end())
        if spans and start < spans[-1][1]:
            start = spans.pop()[0]  # both parts of one torn figure
        raw = text[start:end]
        spans.append((start, end, raw if match["dash"] else raw.rstrip(".,;")))
    return spans


def _whole_figure(plain: str, start: int, end: int) -> tuple[int, int]:
    """Where a figure begins and ends together with what a misread digit or a lost comma tore off it."""
    behind = _TORN_BEHIND.match(plain, end)
    return _whole_start(plain, start), behind.end() if behind is not None else end


def _whole_start(plain: str, start: int) -> int:
    near = max(0, start - _LONGEST_TORN)
    group = _GROUP.match(plain, start) is not None
    torn = _TORN_BEFORE.search(plain, near, start) or _HALF_A_GROUP.search(plain, near, start)
    torn = torn or (_GROUPS_BEFORE.search(plain, near, start) if group else None)
    if torn is not None and not (_YEARS_ALONE.fullmatch(torn[0]) or _NUMBERED.search(plain, 0, torn.start())):
        return torn.start()
    if (first := _NUMBER_OF_BAHT.search(plain, near, start)) is not None:
        return first.start("first")
    rest = _BEFORE_SATANG.search(plain, near, start) if _SATANG.match(plain, start) else None
    letter = rest or _LETTER_FIRST.search(plain, near, start)
    if letter is None and _ZEROS.match(plain, start):
        letter = _SIGN_BEFORE_ZEROS.search(plain, near, start)
    if letter is not None:
        return letter.start()
    comma = _GROUP_BEFORE.search(plain, 0, start) if group else None
    return comma.start() if comma is not None else start


def _phrases(plain: str, text: str, known: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Start, end and text of the phrases that say that no budget is used, but for those in `known`."""
    return [
        (start, end, text[start:end])
        for start, end in no_budget_phrases(plain)
        if not any(first < end and start < last for first, last, _ in known)
    ]


def _nothing(plain: str, text: str, mentions: Sequence[YearMention]) -> list[tuple[int, int, str]]:
    """Start, end and text of what stands alone between a year and the next, or behind the last, and says that
    nothing is spent in it."""
    found = []
    for mention, following in zip_longest(mentions, mentions[1:]):
        end = following.start if following is not None else len(plain)
        words = plain[mention.end : end]
        words = _NEXT_YEAR.sub("", words) if following is not None else _NEXT_CLAUSE.split(words)[0]
        range_dash = following is not None and is_bare_dash(plain[mention.end : end])
        if says_nothing(words) and not range_dash:
            end = mention.end + len(words.rstrip(" \n.,;)"))
            start = mention.end + len(words) - len(words.lstrip(" \n:=("))
            found.append((start, end, text[start:end]))
    return found


def is_bare_dash(words: str) -> bool:
    """Whether only a dash stands between a year and the words for the next on its line, which may be a range.

    >>> is_bare_dash(" - ปี "), is_bare_dash(": - ปี "), is_bare_dash(" จำนวน - ปี "), is_bare_dash(" -\\nปี ")
    (True, False, False, False)
    """
    return _BARE_DASH.fullmatch(words) is not None


def _years_before(
    plain: str, mentions: Sequence[YearMention], start: int, end: int, is_total: bool
) -> tuple[list[int], bool]:
    """The years in a stretch of text that may be those of the amount behind it (the last list, those before
    it that nothing parts from it; all, before a sum), and whether some may be of something else."""
    within = [
        mention
        for mention in mentions
        if start <= mention.start < end and not _OF_DATE.search(plain, start, mention.start)
    ]
    own = [mention for mention in within if not _is_of_other(plain, mention, start, end)] or within
    parted = [_parts_years(plain[one.end : other.start]) for one, other in pairwise(own)]
    first = 0 if is_total else max((place + 1 for place, part in enumerate(parted) if part), default=0)
    return [year for mention in own[first:] for year in mention.years], not all(parted[first:])


def _is_of_other(plain: str, mention: YearMention, start: int, end: int) -> bool:
    """Whether a year is an ordinance's, what something is compared with, or in a bracket of its own."""
    if _OF_ORDINANCE.search(plain, start, mention.start) or _COMPARED.search(plain, start, mention.start):
        return True
    opened = _BRACKET_OPEN.search(plain, start, mention.start)
    return opened is not None and _BRACKET_CLOSED.match(plain, mention.end, end) is not None


def _parts_years(words: str) -> bool:
    """Whether what stands between two years is said of the first: an amount, or that there is none yet."""
    return names_amount(words) or _NONE_YET.search(words) is not None


def _years_between(mentions: list[YearMention], start: int, end: int) -> list[int]:
    return [year for mention in mentions if start <= mention.start < end for year in mention.years]


def _bracketed_years(text: str, position: int, mentions: list[YearMention]) -> tuple[int, list[int]]:
    """The end and the years of a bracket (or of `ในปี 2566`) that follows an amount; the amount's own end
    where none does."""
    bracket = re.match(r"\s*\([^()]*\)", text[position:]) or _OF_YEAR.match(text[position:])
    if bracket is None:
        return position, []
    end = position + bracket.end()
    years = _years_between(mentions, position, end)
    return (end if years else position), years
