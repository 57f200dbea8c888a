"""Thai dates, periods, fiscal years and quarters.

Years in text are of the Buddhist Era (B.E. = C.E. + 543). The fiscal year runs from 1 October of the year
before to 30 September and is named by the year it ends in (พระราชบัญญัติวิธีการงบประมาณ พ.ศ. 2561, section 4).
Quarters: 1 October-December, 2 January-March, 3 April-June, 4 July-September.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process

from normalize.chars import DASHES, canonical
from normalize.digits import to_arabic
from normalize.months import ERA_OFFSET, MONTH_NAMES

DateFlag = Literal["short_year", "common_era", "year_inferred", "year_unlikely", "day_impossible", "order"]

FIRST_YEAR_BE, LAST_YEAR_BE = 2475, 2630
"""Years outside are no year of a plan: before local government began, or a digit misread."""

_SHORT_MONTHS = (
    r"ม\s*\.?\s*ค",
    r"ก\s*\.?\s*พ",
    r"มี\s*\.?\s*ค",
    r"เม\s*\.?\s*ย",
    r"พ\s*\.?\s*ค",
    r"มิ\s*\.?\s*ย",
    r"ก\s*\.?\s*ค",
    r"ส\s*\.?\s*ค",
    r"ก\s*\.?\s*ย",
    r"ต\s*\.?\s*ค",
    r"พ\s*\.?\s*ย",
    r"ธ\s*\.?\s*ค",
)
_SPELLINGS = {
    "กุมภาพันธ์": "กุมภาพันธ์?",
    "กรกฎาคม": "กรก[ฎฏ]าคม",
    "พฤษภาคม": "พ?ฤษภาคม",
    "พฤศจิกายน": "พฤ[ศษส]จิกายน",
}
_FULL = [_SPELLINGS.get(name, name) for name in MONTH_NAMES]
_MONTH = (
    "(?:"
    + "|".join(
        [
            *_FULL,
            *(
                rf"(?<![ก-๙])(?<!สำนักงาน )(?<!เลขาธิการ ){short}\s*\.(?:\s?\.)?(?![ก-ฮ]\.)\s?"
                rf"|(?<![ก-๙]){short}(?=[\s\d{re.escape(DASHES)}])"
                for short in _SHORT_MONTHS
            ),
        ]
    )
    + ")"
)
_DASH = f"[{re.escape(DASHES)}]"
_TO = rf"\s*(?:{_DASH}+|ถึง(?:วันที่|เดือน)?|จนถึง|และ)\s*"
_BE = r"(?:พ\s*\.\s*ศ\s*\.?|พศ\.?|ค\s*\.\s*ศ\s*\.?)"
_YEAR = rf"(?:\s*(?:{_BE}|ปี(?:งบประมาณ)?\s*{_BE}?)?\s*(?P<year>\d{{4}}(?!\d)|\d\d(?![\d,.]\d|\d)))"
_ATOM = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:{_TO}(?P<day2>\d{{1,2}}))?\s*(?:เดือน)?\s*)?(?P<month>{_MONTH}){_YEAR}?"
)
_NUMERIC = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})\s*[/]\s*(?P<month>\d{1,2})\s*[/]\s*(?P<year>\d{4}|\d\d)(?![\d/])"
)
_UNTIL = re.compile(r"(?:ภายใน|ไม่เกิน|(?<!ย้อน)ก่อน)(?:วันที่|สิ้น|เดือน|\s)*$")
"""`ภายในวันที่ `: words before a time limit."""
_THAI_WORD = re.compile(r"[ก-๎]{4,}")
_MONTH_NEAR, _MONTH_APART = 78.0, 10.0
"""Likeness (0-100) from which a misread word is a month, and by how much no other month may be as near."""
_FISCAL_WORD = re.compile(r"ปีงบประมาณ")
_FISCAL_YEAR = re.compile(rf"ปีงบประมาณ\s*{_BE}?\s*(2[45]\d\d)(?!\d|[,.]\d)")
_QUARTER_WORD = r"(?:ไตร|ไ.ร|ไต.|.ตร)\s*(?:มาส|มา.|ม.ส|.าส|มส)(?:ที่|ท.?.?)?"
"""`ไตรมาส`, a letter of either half misread."""
_QUARTERS = re.compile(
    rf"{_QUARTER_WORD}\s*(?P<list>[1-4](?!\d)(?:(?:{_DASH}|ถึง|,|และ|/|\s|{_QUARTER_WORD})+[1-4](?![\d.]))*)"
)
_YEAR_TOKEN = r"(?<!\d)(?<!\d[,.])2[45]\d\d(?!\d|[,.]\d)"
_OF_LAW = re.compile(
    r"(?:พระราชบัญญัติ|พระราชกฤษฎีกา|พ\s*\.\s*ร\s*\.\s*[บก]\s*\.|รัฐธรรมนูญ|กฎกระทรวง|ระเบียบ(?:กระทรวง|สำนัก|คณะ)"
    r"|แก้ไขเพิ่มเติม)"
    r"(?:(?!งบประมาณรายจ่าย)(?:\D|ฉบับที่\s*\d+)){0,120}$"
)
"""`ตามพระราชบัญญัติเทศบาล พ.ศ. `: the year that follows is the law's, unless it is called one of a budget."""
_OF_BUDGET = re.compile(rf"ปี\s*(?:งบประมาณ)?\s*(?:{_BE}\s*)?$")
_YEAR_RANGE = re.compile(
    rf"(?P<a>{_YEAR_TOKEN})\s*(?:{_DASH}+|~|(?:จน)?ถึง)\s*(?:(?:ใน)?(?:ประจำ)?ปี\s*(?:งบประมาณ\s*)?)?(?:{_BE}\s*)?"
    r"(?P<b>2[45]\d\d(?!\d|[,.]\d)|\d\d(?![\d,.]))"
)
_YEAR_SINGLE = re.compile(_YEAR_TOKEN)
_LISTED = re.compile(rf"\s*(?:(?:และ|กับ|หรือ|,|/)\s*)?(?:ใน)?(?:ประจำ)?(?:ปี\s*)?(?:งบประมาณ\s*)?(?:{_BE}\s*)?")
"""What stands between the years of one list: a conjunction, a comma, words for a year, or nothing at all."""
_DURATION = re.compile(r"(?:ระยะเวลา|ระยะ|แผน|รวม|จำนวน|\()?\s*(?<![\d,.])(?P<n>\d{1,2})\s*ปี(?!ที่)")


@dataclass(frozen=True, slots=True)
class ThaiDate:
    """A date or month of the page. `day` is None where only the month is printed; `year_be` None
    without year.
    """

    year_be: int | None
    month: int
    day: int | None
    start: int
    end: int
    flags: tuple[DateFlag, ...] = ()

    @property
    def first(self) -> dt.date | None:
        """The (first) day in the Common Era; None without a year or when the day does not exist."""
        return _make_date(self.year_be, self.month, self.day or 1)

    @property
    def last(self) -> dt.date | None:
        """The last day: the day itself, or the end of the month."""
        if self.year_be is None:
            return None
        day = self.day or calendar.monthrange(self.year_be - ERA_OFFSET, self.month)[1]
        return _make_date(self.year_be, self.month, day)


@dataclass(frozen=True, slots=True)
class Period:
    """A period with printed days or months; `flags` name what was inferred or cannot be."""

    start: dt.date | None
    end: dt.date | None
    flags: tuple[DateFlag, ...] = ()


@dataclass(frozen=True, slots=True)
class YearMention:
    """Years (B.E.) named at a place of the text; a range gives all of its years."""

    years: tuple[int, ...]
    start: int
    end: int


def fiscal_year_of(date: dt.date) -> int:
    """The fiscal year (B.E.) that a day falls in: October and later belong to the next.

    >>> fiscal_year_of(dt.date(2022, 10, 1))
    2566
    """
    return date.year + ERA_OFFSET + (1 if date.month >= 10 else 0)


def fiscal_year_bounds(year_be: int) -> tuple[dt.date, dt.date]:
    """First and last day of a fiscal year (B.E.)."""
    year = year_be - ERA_OFFSET
    return dt.date(year - 1, 10, 1), dt.date(year, 9, 30)


def find_dates(text: str) -> list[ThaiDate]:
    """All dates and months of a text, in order; a range of days (`1 - 5 มกราคม 2566`) gives two.

    Positions refer to `canonical(text)`. A month without a year keeps `year_be` None.
    """
    plain = to_arabic(canonical(text))
    found: list[ThaiDate] = []
    for match in _ATOM.finditer(plain):
        month = _month_number(match["month"])
        year, flags = _year(match["year"])
        for day in ("day", "day2"):
            if match[day] is not None:
                found.append(_checked(year, month, int(match[day]), match.span(), flags))
        if match["day"] is None:
            found.append(ThaiDate(year, month, None, *match.span(), flags))
    for match in _NUMERIC.finditer(plain):
        year, flags = _year(match["year"])
        if 1 <= int(match["month"]) <= 12:
            found.append(_checked(year, int(match["month"]), int(match["day"]), match.span(), flags))
    return sorted(found, key=lambda item: (item.start, item.day or 0))


def parse_date(text: str) -> dt.date | None:
    """The one full date (day, month, year) of a text; None where there is none, or several, or it is
    doubtful.

    >>> parse_date("วันที่ ๒๒ สิงหาคม ๒๕๖๕")
    datetime.date(2022, 8, 22)
    """
    dates = {date.first for date in find_dates(text) if date.day is not None and date.year_be is not None}
    if len(dates) != 1:
        return None
    return dates.pop()


def mend_months(text: str) -> str:
    """The text of a scan with misread names of months mended, where only one month is near.

    >>> mend_months("ตูลาคม 2568 - มนาคม 2569")
    'ตุลาคม 2568 - มีนาคม 2569'
    """
    return _THAI_WORD.sub(_mended_month, text)


def _mended_month(match: re.Match[str]) -> str:
    word = match.group()
    near = process.extract(word, MONTH_NAMES, scorer=fuzz.ratio, limit=2)
    (name, first, _), (_, second, _) = near
    return (
        name if word not in MONTH_NAMES and first >= _MONTH_NEAR and first - second >= _MONTH_APART else word
    )


def parse_period(text: str, fiscal_year_be: int | None = None) -> Period | None:
    """The period that a text states with days or months; None where it names none.

    A month without a year takes the year of the month after it (before it, at the end); when the months
    then run backwards (`ต.ค. - มี.ค. พ.ศ. 2568`) the first belongs to the year before (flag
    `year_inferred`). After the word ปีงบประมาณ, and with `fiscal_year_be` as the last resort, October
    to December belong to the year before. Whole fiscal years and quarters are no period: they print
    neither day nor month. A time limit (`ภายในวันที่ …`) has an end and no start; a day that its month has not
    is neither.

    >>> parse_period("ก.พ. - มี.ค. พ.ศ. ๒๕๖๘")
    Period(start=datetime.date(2025, 2, 1), end=datetime.date(2025, 3, 31), flags=())
    """
    plain = to_arabic(canonical(text))
    dates = find_dates(plain)
    if not dates:
        return None
    if len(dates) > 2:
        dates = _with_years(dates)
    first, last = dates[0], dates[-1]
    if len(dates) > 2:
        known = [date for date in dates if date.first is not None]
        if known:
            first, last = min(known, key=_first_day), max(known, key=_last_day)
    flags = set(first.flags) | set(last.flags)
    fiscal = _FISCAL_WORD.search(plain[: last.end]) is not None
    if fiscal_year_be is None and (named := _FISCAL_YEAR.search(plain)) is not None:
        fiscal_year_be, fiscal = int(named.group(1)), True
    end_year = last.year_be or first.year_be or fiscal_year_be
    start_year = first.year_be
    if end_year is None:
        return Period(None, None, tuple(sorted(flags))) if flags else None
    if last.year_be is None:
        flags.add("year_inferred")
        if first.year_be is None or fiscal:
            end_year -= 1 if last.month >= 10 else 0
        elif (last.month, last.day or 31) < (first.month, first.day or 1):
            end_year += 1
    elif fiscal and first.year_be is None and last.month >= 10:
        end_year -= 1
        flags.add("year_inferred")
    if start_year is None:
        start_year = end_year
        if (first.month, first.day or 1) > (last.month, last.day or 31):
            start_year -= 1
            flags.add("year_inferred")
    start = ThaiDate(start_year, first.month, first.day, 0, 0).first
    end = ThaiDate(end_year, last.month, last.day, 0, 0).last
    if "day_impossible" in first.flags or (len(dates) == 1 and _UNTIL.search(plain[: first.start])):
        start = None
    if "day_impossible" in last.flags:
        end = None
    if start is not None and end is not None and start > end:
        flags.add("order")
    return Period(start, end, tuple(sorted(flags)))


def _with_years(dates: list[ThaiDate]) -> list[ThaiDate]:
    """The dates of several spans, those without a year in the year of the next one that has it, or in the one
    before that where the months run backwards."""
    dated: list[ThaiDate] = []
    after: ThaiDate | None = None
    for date in reversed(dates):
        lacks = date.year_be is None and not date.flags
        if lacks and after is not None and after.year_be is not None:
            dated.insert(0, replace(date, year_be=after.year_be - (date.month > after.month)))
        else:
            dated.insert(0, date)
        after = dated[0] if dated[0].year_be is not None else after
    return dated


def year_mentions(text: str) -> list[YearMention]:
    """Years (B.E., four digits) and ranges of years that a text names, in order of place.

    Positions refer to `canonical(text)`. Amounts (`2,566`, `2566.00`) are no years.
    """
    return list(_year_mentions(to_arabic(canonical(text))))


@functools.lru_cache(maxsize=8_192)
def _year_mentions(plain: str) -> tuple[YearMention, ...]:
    mentions: list[YearMention] = []
    position = 0
    for match in _YEAR_RANGE.finditer(plain):
        first = int(match["a"])
        last = int(match["b"]) if len(match["b"]) == 4 else first // 100 * 100 + int(match["b"])
        if not (_plausible(first) and _plausible(last) and first < last <= first + 20):
            continue
        mentions.extend(_singles(plain, position, match.start()))
        mentions.append(YearMention(tuple(range(first, last + 1)), match.start(), match.end()))
        position = match.end()
    mentions.extend(_singles(plain, position, len(plain)))
    return tuple(mentions)


def listed_mentions(text: str) -> list[YearMention]:
    """The same without the years of laws (budgets excepted), and with the years of one list in one mention:
    those joined by a conjunction or a comma, or with nothing between them but words for a year.

    >>> [found.years for found in listed_mentions("ปี 2567 และ 2568 ปีละ 5,000 บาท ปี 2569 ปี 2570 ไม่มี ปี 2571")]
    [(2567, 2568), (2569, 2570), (2571,)]
    """
    plain = to_arabic(canonical(text))
    joined: list[YearMention] = []
    for mention in year_mentions(text):
        if _OF_LAW.search(plain, 0, mention.start) and not _OF_BUDGET.search(plain, 0, mention.start):
            continue
        last = joined[-1] if joined else None
        if last is not None and _LISTED.fullmatch(plain, last.end, mention.start):
            joined[-1] = YearMention((*last.years, *mention.years), last.start, mention.end)
        else:
            joined.append(mention)
    return joined


def fiscal_years(text: str) -> tuple[int, ...]:
    """The years (B.E.) of a text without repetition, ascending: ranges in full, lists, single years.

    >>> fiscal_years("(พ.ศ. ๒๕๖๖ – ๒๕๗๐)")
    (2566, 2567, 2568, 2569, 2570)
    """
    return tuple(sorted({year for mention in year_mentions(text) for year in mention.years}))


def plan_years(text: str) -> tuple[int, int] | None:
    """First and last year of the first range of years in a text (`แผน … 5 ปี (พ.ศ. 2566 - 2570)`), else
    of its only year; None where there is no year or several without a range."""
    mentions = year_mentions(text)
    ranges = [mention for mention in mentions if len(mention.years) > 1]
    if ranges:
        return ranges[0].years[0], ranges[0].years[-1]
    years = {mention.years[0] for mention in mentions}
    return (min(years), min(years)) if len(years) == 1 else None


def duration_years(text: str) -> int | None:
    """The number of years in `๕ ปี`, `ระยะเวลา 5 ปี`; None where there is none."""
    match = _DURATION.search(to_arabic(canonical(text)))
    return int(match["n"]) if match else None


def quarters(text: str) -> tuple[int, ...]:
    """The quarters named: `ไตรมาส ๑ - ๔`, `ไตรมาสที่ 1, 2 และ 3`, `ไตรมาส ๑ ไตรมาส ๒`; sorted, empty when none.

    >>> quarters("ไตรมาส ๒ - ๔")
    (2, 3, 4)
    """
    plain = to_arabic(canonical(text))
    found: set[int] = set()
    for match in _QUARTERS.finditer(plain):
        listed = re.sub(_QUARTER_WORD, " ", match["list"])
        for part in re.finditer(rf"([1-4])\s*(?:{_DASH}+|ถึง)[\s,]*([1-4])|([1-4])", listed):
            if part.group(3):
                found.add(int(part.group(3)))
            else:
                found.update(range(int(part.group(1)), int(part.group(2)) + 1))
    return tuple(sorted(found))


def _singles(plain: str, start: int, end: int) -> list[YearMention]:
    return [
        YearMention((int(match.group()),), match.start(), match.end())
        for match in _YEAR_SINGLE.finditer(plain, start, end)
        if _plausible(int(match.group()))
    ]


def _plausible(year_be: int) -> bool:
    return FIRST_YEAR_BE <= year_be <= LAST_YEAR_BE


def _month_number(text: str) -> int:
    for number, (short, full) in enumerate(zip(_SHORT_MONTHS, _FULL, strict=True), start=1):
        if re.fullmatch(rf"{full}|{short}[\s.]*", text):
            return number
    raise AssertionError(text)


def _year(digits: str | None) -> tuple[int | None, tuple[DateFlag, ...]]:
    if digits is None:
        return None, ()
    year = int(digits)
    if len(digits) == 2:
        return 2500 + year, ("short_year",)
    if 1932 <= year <= 2087:
        return year + ERA_OFFSET, ("common_era",)
    return (year, ()) if _plausible(year) else (None, ("year_unlikely",))


def _checked(
    year: int | None, month: int, day: int, span: tuple[int, int], flags: tuple[DateFlag, ...]
) -> ThaiDate:
    longest = calendar.monthrange(year - ERA_OFFSET if year else 2000, month)[1]
    if not 1 <= day <= longest:
        return ThaiDate(None, month, None, *span, (*flags, "day_impossible"))
    return ThaiDate(year, month, day, *span, flags)


def _make_date(year_be: int | None, month: int, day: int) -> dt.date | None:
    if year_be is None:
        return None
    try:
        return dt.date(year_be - ERA_OFFSET, month, day)
    except ValueError:
        return None


def _first_day(date: ThaiDate) -> dt.date:
    return date.first or dt.date.max


def _last_day(date: ThaiDate) -> dt.date:
    return date.last or dt.date.min
