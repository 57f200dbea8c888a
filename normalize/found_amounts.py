"""Amounts of baht in running text, with the years that the text gives them."""

from __future__ import annotations

import re

from normalize.chars import canonical
from normalize.dates import YearMention, year_mentions
from normalize.digits import to_arabic
from normalize.money import FoundAmount, parse_money
from normalize.numerals import POWERS, WORD

_SCALE = "|".join([*POWERS, "ล้าน"])
_FIGURE = r"(?<![\d/])\d[\d,.]*(?:\s*,\s*\d{3}(?!\d))*"
_WORDS = rf"(?:(?:{WORD})\s*)+บาท(?:\s*ถ้วน|(?:(?:{WORD})\s*)+สตางค์)?"
_BAHT = r"\s*(?:บาท(?!\s*ทสมเด็จ)|บ\.(?=\s|$)|฿)(?:\s*ถ้วน)?"
_AMOUNT = re.compile(
    rf"(?P<figure>{_FIGURE}(?:\s*(?:{_SCALE})+)?)(?:{_BAHT}|(?P<dash>\s*(?:\.\s?|(?<=\d{3}))[-–—](?=\s|$)(?!\s*(?:พ|2[45]\d\d))))(?:\s*\(\s*(?P<words>{_WORDS})\s*\))?"
    rf"|\(?\s*(?P<spelled>{_WORDS})\s*\)?"
    rf"|(?P<lead>(?:งบประมาณ|วงเงิน|เป็นเงิน|จำนวนเงิน|เงินจำนวน|ตั้งไว้)\s*(?:จำนวน|ทั้งสิ้น|รวม)?\s*:?\s*)(?P<bare>{_FIGURE})"
    r"(?!\s*(?:คน|ราย|ครั้ง|โครงการ|กิจกรรม|มาตรการ|แห่ง|ชุด|ปี|วัน|เดือน|%|ร้อยละ|\d))"
)
_UNIT_PRICE = re.compile(r"(?P<unit>[ก-๙]{1,12}?)(?:\s*ๆ\s*)?ละ\s*(?:จำนวน|ไม่เกิน)?\s*$")
_TOTAL = re.compile(r"(?:รวม(?:เป็นเงิน|ทั้งสิ้น|งบประมาณ|เงิน)*(?:ทั้งสิ้น)?|ทั้งสิ้น|ทั้งหมด)\s*(?:จำนวน|เป็นเงิน)?\s*$")


def find_amounts(text: str) -> list[FoundAmount]:
    """All amounts of baht in running text, in order.

    A number counts as an amount when บาท follows it, when it ends in `.-`, or when a word for a budget
    stands before it and no other unit after it. Its years are those named between the amount before it and
    itself (`ปี 2566 จำนวน 30,000 บาท ปี 2567 จำนวน 40,000 บาท`); when the text names no year before its first
    amount, a year between this amount and the next is taken only from brackets (`30,000 บาท (ปี 2566)`).

    >>> [found.fiscal_years for found in find_amounts("ปี 2566 จำนวน 30,000 บาท ปี 2567 จำนวน 0 บาท")]
    [(2566,), (2567,)]
    """
    text = canonical(text)
    plain = to_arabic(text)
    mentions = year_mentions(plain)
    found: list[FoundAmount] = []
    previous_end = 0
    for match in _AMOUNT.finditer(plain):
        if any(mention.start <= match.start("bare") < mention.end for mention in mentions):
            continue  # งบประมาณ 2566: a year
        start = match.start("bare") if match["bare"] else match.start()
        before = plain[previous_end : match.start("bare") if match["bare"] else start]
        unit = _UNIT_PRICE.search(before)
        per_year = unit is not None and unit["unit"].endswith("ปี")
        years = [
            year for mention in mentions if previous_end <= mention.start < start for year in mention.years
        ]
        bracket_end = match.end()
        if not years:
            bracket_end, years = _bracketed_years(plain, match.end(), mentions)
        raw = text[start : match.end()]
        found.append(
            FoundAmount(
                money=parse_money(raw.rstrip(".,;") if not match["dash"] else raw),
                start=start,
                end=match.end(),
                fiscal_years=tuple(dict.fromkeys(years)),
                per_year=per_year,
                is_total=_TOTAL.search(before) is not None,
                unit=unit["unit"] if unit is not None and not per_year else None,
            )
        )
        previous_end = bracket_end
    return found


def _bracketed_years(text: str, position: int, mentions: list[YearMention]) -> tuple[int, list[int]]:
    """The end and the years of a bracket that follows an amount; the amount's own end where none does."""
    bracket = re.match(r"\s*\([^()]*\)", text[position:])
    if bracket is None:
        return position, []
    end = position + bracket.end()
    years = [year for mention in mentions if position <= mention.start < end for year in mention.years]
    return (end if years else position), years
