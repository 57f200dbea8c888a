"""Amounts of baht: cells, phrases and running text.

An amount is read exactly or not at all: what has more than one reading (`40.000`, `40,00`) is
`unreadable` and lists its readings; what has one reading but an irregular shape keeps it and carries a flag.
The satang are two decimals (พ.ร.บ. เงินตรา พ.ศ. 2501: one baht has one hundred satang).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from normalize.chars import DASHES, canonical
from normalize.digits import numeral_system, to_arabic
from normalize.numerals import POWERS, WORD, words_to_int

AmountStatus = Literal["amount", "zero", "no_budget", "blank", "unreadable"]
MoneyFlag = Literal[
    "approximate",
    "decimals",
    "grouping",
    "leading_zero",
    "letters",
    "mixed_numerals",
    "negative",
    "several",
    "spaces",
    "text",
    "unit",
    "words_disagree",
]

DASH = f"[{re.escape(DASHES)}_]"
_NUMBER = r"\d[\d,.]*"
_REGULAR = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d{2})?")
_NOT, _USE, _HAVE, _SPEND = "ไม[่้๊๋์]?", "[ใไเ]?ช[่้๊๋]?", "ม[ีิึื]", r"ค[่้๊๋]?า\s*[ใไเ]?ช[่้๊๋]?\s*จ[่้๊๋]?าย"
"""Words whose vowels and tone marks an engine loses or takes for others."""
_NO_BUDGET = re.compile(
    rf"{_NOT}\s*(?:ได[่้]?\s*)?(?:{_HAVE}การ)?\s*"
    rf"(?:ขอ(?:{_USE}|รับ|ตั้ง)|{_USE}|{_HAVE}|ต้อง{_USE}|ขอ|ตั้ง|เบิก|{_USE}จ่าย|เบิกจ่าย)(?:จ่าย)?\s*"
    r"(?:เงิน|จาก)?\s*(?:งบ|เงินงบ|งปม\s*\.?)\s*(?:ประมา[ณน]|ปม)?"
    rf"|{_NOT}\s*(?:{_HAVE}|เสีย|{_USE})\s*{_SPEND}|{_NOT}\s*{_USE}\s*เงิน|{_NOT}เบิกจ่าย|^\s*{DASH}?\s*{_NOT}(?:{_HAVE}|(?:ขอ)?{_USE})\s*{DASH}?\s*$"
)
_NOT_DONE = r"(?:ขอ|ตั้ง|ใช้|ดำเนินการ|ดำเนินงาน|จัด(?:ทำ|สรร|กิจกรรม|โครงการ)?|เบิก(?:จ่าย)?|ได้รับ)"
_NOTHING = re.compile(
    rf"(?:จำนวน|งบประมาณ|เป็นเงิน|\s|:|=)*(?:(?:{DASH}|\s)*{DASH}|ไม่มี|(?:งด|ไม่(?:ได้|มีการ)?\s*){_NOT_DONE}{{1,3}}|งด)"
    r"\s*(?:ไว้)?(?:งบประมาณ|งบ|เงิน|โครงการ|กิจกรรม)?\s*(?:บาท)?[\s.,;)]*"
)
"""What stands beside a year of a list in which nothing is spent: `ไม่มี`, `ไม่ดำเนินการ`, `ไม่ขอตั้ง`, `-`."""
_ONLY_DASHES = re.compile(rf"(?:{DASH}|\s)+")
_ZERO_IN_DASHES = re.compile(rf"{DASH}\s*0(?:\.00)?\s*{DASH}")
_ONLY_MARKS = re.compile(r"[()\[\]{}/\\|'\"`,;:.]{1,2}")
"""A lone bracket or point: something is printed, and it is no amount. More points are an unfilled form."""
_BEFORE = re.compile(
    r"(?:งบ|เงิน)\s*(?:อุดหนุน|รายได้|สะสม|กลาง|ดำเนินงาน|ดำเนินการ|ลงทุน|บุคลากร|สปสช|อบต|อบจ|จังหวัด)\s*\.?\s*:?\s*(?=\d)"
    r"|(?:(?:ใช้|ตั้ง|จัดสรร|ขอ)?(?:งบประมาณ|งบ)(?:รายจ่าย|ที่ใช้|ที่ตั้งไว้|ดำเนินการ|ในการดำเนินการ|ในการดำเนินงาน)?"
    r"|วงเงิน|เป็นจำนวนเงิน|เป็นจำนวน|จำนวนเงิน|จำนวน|เป็นเงิน|เป็น|เงิน|ตั้งไว้|ทั้งสิ้น|รวมทั้งสิ้น|รวมเป็นเงิน|รวม|ปีละ|ยอด|:|฿)\s*"
)
_COUNT_BEFORE = re.compile(r"^\d{1,4}\s*(?:ครั้ง|รุ่น|คน|ราย|แห่ง|เรื่อง|ชุด|หมู่บ้าน)\s*/\s*(?=\D*\d|ไม่|[-–—]\s*$)")
"""`2 ครั้ง / 20,000 บาท`: how often stands before how much."""
_TIMES = r"(?:คน|ท่าน|ราย|แห่ง|ชุด|หมู่บ้าน|ครั้ง|รุ่น|เรื่อง)"
EACH_BEFORE = re.compile(rf"(?<!\d)(?!0*1\s*{_TIMES})\d{{1,4}}\s*{_TIMES}\s*/\s*(?:จำนวน\s*)?$")
"""`4 คน / `, `2 ครั้ง / `: the amount behind it may be that of each."""
_APPROXIMATE = re.compile(r"(?:โดย)?ประมาณ(?!การ)\s*|ไม่เกิน\s*")
_OWN_MONEY = r"เงิน\s*(?:อุดหนุน|รายได้|สะสม|งบประมาณ|นอกงบประมาณ)"
_GIVER = r"(?:สปสช|อบต|อบจ|กองทุน|จังหวัด)"
_OF_EACH = r"(?:กอง|สำนัก|หมวด|แผนงาน)(?:\s*ๆ?\s*ละ(?![ก-๙])|\s*\)?\s*$)"
_SOURCE = (
    rf"(?!(?:[(/]\s*)?{_OF_EACH})(?:[(/]\s*)?(?:(?:จาก|ตาม)\s*)?(?:งบ|ข้อ\s*บัญญัติ|เทศ\s*บัญญัติ|บัญญัติ|หมวด|แผนงาน|{_OWN_MONEY}|อุดหนุน|รายได้|{_GIVER}|กอง|สำนัก|เทศบาล)"
    r"(?:(?!เบิก|จริง|เหลือ|เพิ่ม|ลด|ร่วม|รวม(?:กับ|กัน|ทุก|หลาย)|เดิม|ยกเลิก|ที่(?:ตั้ง|ได้รับ)|ใช้(?!สอย)|สมทบ|(?:ละ|รวม)\s*(?:[)]|$|เท่า)"
    r"|ทุก(?:โรงเรียน|หมู่บ้าน|ชุมชน|แห่ง|กลุ่ม|ตำบล))[^()\d])*(?:25\d\d\s*)?\)?"
)
_AFTER = re.compile(
    rf"\s*(?:บาท|บ\.|฿)?\s*(?:ถ้วน)?\s*(?:[,.]?\s*{DASH})?\s*(?:บาท|บ\.)?\s*(?:ถ้วน)?\s*(?:/\s*ปี|ต่อปี)?\s*[.;]?"
    rf"\s*(?:{_SOURCE})?"
)
"""What may follow an amount: its unit, `ถ้วน`, `.-`, and where the money comes from."""
COUNTED = (
    "(?:คน|ท่าน|หัว|ราย|หมู่บ้าน|ชุมชน|ตำบล|ครัวเรือน|ครอบครัว|โรงเรียน|ศูนย์|ทีม|กลุ่ม|แห่ง|ครั้ง|รุ่น|มื้อ|ชุด"
    "|วัน|เดือน|ไตรมาส|งวด|สัปดาห์|ชั่วโมง)"
)
OF_ONE = rf"(?:ต่อ|/)\s*(?:1\s*)?{COUNTED}(?!(?!ต่อ|เป็น|จำนวน|รวม)[ก-๙])"
_PRICE_WITHIN = re.compile(rf"{OF_ONE}|{COUNTED}\s*ๆ?\s*ละ\s*(?:\)|$)|รายหัว")
_UNITS_IN_BRACKET = re.compile(
    rf"\s*(?:บาท)?\s*\(\s*(?P<times>{_NUMBER})\s*[ก-๙]{{1,12}}\s*ๆ?\s*ละ\s*(?P<each>{_NUMBER})\s*(?:บาท)?\s*\)?\s*"
)
"""`3,600 บาท (12 ตู้ ๆ ละ 300 บาท)`: what an amount is made of."""
_MULTIPLIER = {**POWERS, "ล้าน": 1_000_000}
SCALED = re.compile(rf"({_NUMBER})\s*((?:{'|'.join(_MULTIPLIER)})+)\s*(?=บาท|$)")
_WORDS = rf"(?:(?:{WORD})\s*){{1,40}}"
_WORD_AMOUNT = re.compile(rf"(?P<baht>{_WORDS})บาท\s*(?:ถ้วน|(?P<satang>{_WORDS})สตางค์)?")
_BARE_YEAR = re.compile(r"25[5-9]\d")
"""A year of a plan or baht: an amount of that size mostly has its comma or unit."""
_LETTER_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})
_FOOTNOTE = re.compile(r"(?<=\d)\s*[¹²³⁰⁴-⁹]+$")
"""`17,000¹`: the mark of a footnote."""
_LOOKS_NUMERIC = re.compile(r"(?=.*\d)[\dOolIS|B,. ]+")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of baht and what is known about it.

    `amount` is baht, two decimals at most; 0 for `zero` and `no_budget`, None for `blank` and `unreadable`.
    `flags` name what is irregular: any flag means that the value is not certain. `readings` are the possible
    amounts of an unreadable one, likeliest first. `raw` is the text it was read from.
    """

    amount: Decimal | None
    status: AmountStatus
    raw: str
    flags: tuple[MoneyFlag, ...] = ()
    readings: tuple[Decimal, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the text has exactly one regular reading."""
        return self.status != "unreadable" and not self.flags


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in running text.

    `start` and `end` are positions in `canonical(text)`. `fiscal_years` are the years (B.E.) that the
    text gives to it, empty when none; `per_year` when it says ปีละ; `is_total` when it says รวม; `unit`
    is the unit of a unit price (`คน` in คนละ), which is no budget of its own; `years_unsure` where several
    years are named apart before it and nothing says which of them are its own.
    """

    money: Money
    start: int
    end: int
    fiscal_years: tuple[int, ...] = ()
    per_year: bool = False
    is_total: bool = False
    unit: str | None = None
    years_unsure: bool = False


def no_budget_phrases(text: str) -> list[tuple[int, int]]:
    """Where a canonical text says in words that no budget is used: start and end of each phrase."""
    return [match.span() for match in _NO_BUDGET.finditer(text)]


def is_no_budget(text: str) -> bool:
    """Whether the text says in words that no budget is used (`ไม่ใช้งบประมาณ` and its kin)."""
    return _NO_BUDGET.search(canonical(text)) is not None


def behind_count(text: str) -> str:
    """What stands behind the count that a text begins with, the text itself where it begins with none.

    >>> behind_count("2 ครั้ง / 20,000 บาท"), behind_count("20,000 บาท")
    ('20,000 บาท', '20,000 บาท')
    """
    plain = canonical(text).strip()
    count = _COUNT_BEFORE.match(to_arabic(plain))
    return plain[count.end() :] if count is not None else text


def says_nothing(text: str) -> bool:
    """Whether all that a text says, beside the year of a list, is that nothing is spent in it.

    >>> says_nothing("ไม่ดำเนินการ"), says_nothing("จำนวน - บาท"), says_nothing("ไม่เกิน")
    (True, True, False)
    """
    return _NOTHING.fullmatch(canonical(text)) is not None


def parse_money(raw: str) -> Money:
    """Read one cell or phrase that holds one amount.

    `-` and dashes, two or more bare zeros (`000`, `0000`, `จำนวน 000 บาท`) and no-budget phrases are
    `no_budget`; one zero (`0`, `๐`, `0.00`, `0.-`) is `zero`; nothing is `blank`. Two amounts in one text are
    `unreadable` with flag `several` (use `find_amounts`).

    >>> parse_money("๓๐๐,๐๐๐.๐๐ บาท").amount
    Decimal('300000.00')
    >>> parse_money("40.000").readings
    (Decimal('40000'), Decimal('40.00'))
    """
    text = _COUNT_BEFORE.sub("", to_arabic(canonical(raw)).replace("\n", " ").strip())
    mixed: tuple[MoneyFlag, ...] = ("mixed_numerals",) if numeral_system(raw) == "mixed" else ()
    if _BARE_YEAR.fullmatch(text):
        mixed = (*mixed, "text")
    if not text:
        return Money(None, "blank", raw)
    if _ONLY_DASHES.fullmatch(text):
        return Money(Decimal(0), "no_budget", raw)
    if _ZERO_IN_DASHES.fullmatch(text):
        return Money(Decimal(0), "zero", raw)
    if _ONLY_MARKS.fullmatch(text):
        return Money(None, "unreadable", raw, ("text",))
    if _NO_BUDGET.search(text):
        return _no_budget_phrase(text, raw)
    words = _amount_in_words(text)
    money = _with_words(text, raw, words) if words is not None else _parse_figures(text, raw)
    count = _COUNT_BEFORE.match(to_arabic(canonical(raw)).strip())
    each: tuple[MoneyFlag, ...] = ("text",) if count and EACH_BEFORE.fullmatch(count.group()) else ()
    return Money(money.amount, money.status, raw, money.flags + mixed + each, money.readings)


def parse_words(text: str) -> Decimal | None:
    """Baht written in words (`สามแสนบาทถ้วน`, `สิบบาทห้าสิบสตางค์`); None where `text` holds none.

    >>> parse_words("(สามแสนห้าหมื่นบาทถ้วน)")
    Decimal('350000')
    """
    return _amount_in_words(canonical(text))


def _amount_in_words(text: str) -> Decimal | None:
    match = _WORD_AMOUNT.search(text)
    if match is None:
        return None
    if re.search(r"\d\s*$", text[: match.start()]):
        return None  # "5 แสนบาท": figures with a multiplier, not words
    baht = words_to_int(match["baht"])
    satang = words_to_int(match["satang"]) if match["satang"] else 0
    if baht is None or satang is None or satang > 99:
        return None
    return Decimal(baht) + Decimal(satang) / 100


def _with_words(text: str, raw: str, words: Decimal) -> Money:
    """Figures and words together: they must agree."""
    figures = re.sub(r"\(\s*\)", "", _WORD_AMOUNT.sub("", text, count=1)).strip(" ()=")
    status: AmountStatus = "zero" if words == 0 else "amount"
    if not re.search(r"\d", figures):
        flags: tuple[MoneyFlag, ...] = () if not _leftover(figures) else ("text",)
        return Money(words, status, raw, flags)
    money = _parse_figures(figures, raw)
    if money.amount == words:
        return Money(words, status, raw, money.flags)
    readings = tuple(
        dict.fromkeys([words, *([money.amount] if money.amount is not None else money.readings)])
    )
    return Money(None, "unreadable", raw, (*money.flags, "words_disagree"), readings)


def _no_budget_phrase(text: str, raw: str) -> Money:
    rest = _NO_BUDGET.sub(" ", text)
    figures = [found for found in re.findall(_NUMBER, rest) if re.search(r"[1-9]", found)]
    years = [found for found in figures if re.fullmatch(r"25\d\d", found)]
    flags: tuple[MoneyFlag, ...] = ("text",) if len(figures) > len(years) else ()
    return Money(Decimal(0), "no_budget", raw, flags)


def _leftover(text: str) -> str:
    """What is left of a phrase when the usual words around an amount are taken off."""
    text = _APPROXIMATE.sub("", text)
    while match := _BEFORE.match(text):
        text = text[match.end() :].strip()
    return text.strip(" ()=.:")


def _parse_figures(text: str, raw: str) -> Money:
    flags: list[MoneyFlag] = []
    text = _FOOTNOTE.sub("", text.strip(" ()=*"))
    while match := _BEFORE.match(text) or _APPROXIMATE.match(text):
        if match.re is _APPROXIMATE:
            flags.append("approximate")
        text = text[match.end() :].strip()
    if _ONLY_DASHES.fullmatch(re.sub(r"บาท", "", text) or "-"):
        return _dash_or_nothing(text, raw)
    if scaled := SCALED.match(text):
        return _scaled(text, scaled, raw, flags)
    match = re.match(_NUMBER + r"(?:\s*,\s*\d{3}(?!\d))*(?:\s+\.?\d[\d,.]*)*", text)
    if match is None:
        return _negative(text, raw) or _not_a_number(text, raw)
    number, rest = match.group(), text[match.end() :]
    if number[-1] in ",." and (number[-1] == "." or re.match(rf"\s*{DASH}", rest)):
        number = number[:-1]
    if _AFTER.fullmatch(rest) is None or _PRICE_WITHIN.search(rest):
        return _with_rest(number, rest, raw, flags)
    return _figure(number, raw, flags)


def _negative(text: str, raw: str) -> Money | None:
    """`-30,000`: a dash of a list or a minus; budgets are never negative, so the reading is only offered."""
    match = re.fullmatch(rf"{DASH}\s*({_NUMBER})(.*)", text)
    if match is None:
        return None
    inner = (
        _with_rest(match.group(1), match.group(2), raw, [])
        if match.group(2)
        else _figure(match.group(1), raw, [])
    )
    readings = (inner.amount,) if inner.amount is not None else inner.readings
    return Money(None, "unreadable", raw, ("negative",), readings)


def _dash_or_nothing(text: str, raw: str) -> Money:
    """`จำนวน - บาท` is no budget; `จำนวน … บาท` with nothing in it is blank."""
    if re.search(DASH, text):
        return Money(Decimal(0), "no_budget", raw)
    return Money(None, "blank", raw)


def _with_rest(number: str, rest: str, raw: str, flags: list[MoneyFlag]) -> Money:
    """Something stands after the number that belongs to no amount, unless it is the product of its units."""
    made_of = _UNITS_IN_BRACKET.fullmatch(rest)
    if made_of is not None:
        times, each = _plain(made_of["times"]), _plain(made_of["each"])
        figure = _figure(number, raw, flags)
        if times is not None and each is not None and figure.amount == times * each:
            return figure
    if re.search(r"\d", rest):
        if _LOOKS_NUMERIC.fullmatch((number + rest).strip()):
            return _not_a_number(number + rest, raw)
        first = _figure(number, raw, [])
        return Money(
            None, "unreadable", raw, (*flags, "several"), (first.amount,) if first.amount is not None else ()
        )
    if re.match(r"[OolIS|B]", rest.strip()):
        return _not_a_number(number + rest, raw)
    return _figure(number, raw, [*flags, "text"])


def _not_a_number(text: str, raw: str) -> Money:
    """Letters where digits belong: the likely reading is offered, not taken."""
    if _LOOKS_NUMERIC.fullmatch(text):
        guess = _figure(text.translate(_LETTER_DIGITS).replace(" ", ""), raw, [])
        if guess.amount is not None:
            return Money(None, "unreadable", raw, ("letters",), (guess.amount,))
        return Money(None, "unreadable", raw, ("letters", *guess.flags), guess.readings)
    return Money(None, "unreadable", raw, ("text",))


def _scaled(text: str, match: re.Match[str], raw: str, flags: list[MoneyFlag]) -> Money:
    """`1.5 ล้านบาท`, `๕ แสนบาท`."""
    factor = 1
    for word in re.findall("|".join(_MULTIPLIER), match.group(2)):
        factor *= _MULTIPLIER[word]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?", match.group(1)) is None:
        return Money(None, "unreadable", raw, ("grouping",))
    if "," in match.group(1):
        flags = [*flags, "unit"]  # nobody writes 20,000 thousands: one of the two is of something else
    value = Decimal(match.group(1).replace(",", "")) * factor
    rest = text[match.end() :]
    if _AFTER.fullmatch(rest) is None or _PRICE_WITHIN.search(rest):
        flags = [*flags, "text"]
    return Money(value, "amount" if value else "zero", raw, tuple(flags))


def _figure(number: str, raw: str, flags: list[MoneyFlag]) -> Money:
    """A run of digits, commas and full stops (and blanks between them)."""
    joined = re.sub(r"\s*,\s*(?=\d{3}(?!\d))", ",", number).strip()
    joined = re.sub(r"(?<=\d)\s*\.\s*(?=\d{2}$)", ".", joined)
    if " " in joined:
        parts = joined.split()
        if all(re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?", part) for part in parts):
            return Money(None, "unreadable", raw, (*flags, "several"), (Decimal(parts[0].replace(",", "")),))
        readings = tuple(value for value in (_plain("".join(parts)), _plain(parts[0])) if value is not None)
        return Money(None, "unreadable", raw, (*flags, "spaces"), readings)
    match = _REGULAR.fullmatch(joined)
    if match is None:
        return _irregular(joined, raw, flags)
    whole = match.group(1).replace(",", "")
    value = Decimal(whole + (match.group(2) or ""))
    if value == 0:
        status: AmountStatus = "no_budget" if len(whole) > 1 else "zero"
        if "," in match.group(1):
            flags = [*flags, "leading_zero"]  # nobody groups zeros: the digits before them were lost
        return Money(Decimal(0), status, raw, tuple(flags))
    if len(whole) > 1 and whole[0] == "0":
        flags = [*flags, "leading_zero"]
    return Money(value, "amount", raw, tuple(flags))


def _irregular(number: str, raw: str, flags: list[MoneyFlag]) -> Money:
    """Digits whose commas and full stops fit no way of writing an amount: all readings, none taken."""
    if single := re.fullmatch(r"((?:\d{1,3}(?:,\d{3})+|\d+))\.(\d)", number):
        value = Decimal(single.group(1).replace(",", "") + "." + single.group(2) + "0")
        return Money(value, "amount" if value else "zero", raw, (*flags, "decimals"))
    digits = re.sub(r"\D", "", number)
    if not digits.strip("0"):
        return Money(Decimal(0), "no_budget", raw, (*flags, "grouping"))
    readings: list[Decimal] = []
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        readings.append(Decimal(digits))
    last = re.search(r"[.,](\d+)$", number)
    if last is not None and len(last.group(1)) >= 2:
        whole = re.sub(r"\D", "", number[: last.start()])
        readings.append(Decimal(f"{whole or '0'}.{last.group(1)[:2]}"))
        if len(last.group(1)) == 2:
            readings.append(Decimal(digits + "0"))
    readings.append(Decimal(digits))
    return Money(None, "unreadable", raw, (*flags, "grouping"), tuple(dict.fromkeys(readings)))


def _plain(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _REGULAR.fullmatch(text) else None
