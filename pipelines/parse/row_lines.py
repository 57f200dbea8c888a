"""Lines of a table whose columns nobody found: a number, a name, and figures by themselves behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.chars import DASHES, canonical
from normalize.digits import to_arabic
from normalize.named_amounts import UNGROUPED
from pipelines.parse.headings import is_total_label

_DASH = rf"[{re.escape(DASHES)}]+"
_AMOUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|{UNGROUPED})(?:\.\d{{2}})?"
_CELL = re.compile(rf"(?<=\S)\s+(?P<cell>{_AMOUNT}|\d{{1,4}}(?:\.\d{{2}})?|{_DASH})\s*$")
"""The last figure or dash of a line, with what stands before it."""
_MONEY = re.compile(rf"{_AMOUNT}|{_DASH}")
_NUMBERED = re.compile(
    r"\s*(?P<number>\d{1,3})\s*[.)]?\s+(?:(?P<dimension>[1-9])\s+)?(?P<name>[\"“(]?[ก-๙].*)", re.DOTALL
)
_COUNTS = re.compile(
    r"[\"“(]?(?:คน|ราย|ครั้ง|แห่ง|ชุด|วัน|เดือน|ปี|หมู่|ชุมชน|(?:โครงการ|กิจกรรม|มาตรการ)\s*(?:[/\d(]|ที่|ทั้ง|และ|หรือ|งบ|เป็น|รวม|$))"
)
"""What a number counts, where it is none of an item."""
_SAYS_MONEY = re.compile(r"บาท|งบ|เงิน")


@dataclass(frozen=True, slots=True)
class RowLine:
    """A line as a row: its number, the dimension beside it, its label, and the figures and dashes behind."""

    number: int | None
    dimension: int | None
    label: str
    cells: tuple[str, ...]


def row_line(text: str) -> RowLine | None:
    """The row that a line is: numbered, with a name that speaks of no money, or the label of a sum, and
    with a bare amount or dash last; else None.

    >>> row_line("๓ โครงการตลาดนัดธรรมะ 80 39,250")
    RowLine(number=3, dimension=None, label='โครงการตลาดนัดธรรมะ', cells=('80', '39,250'))
    >>> row_line("รวมเป็นเงิน 83,850 131,150").cells
    ('83,850', '131,150')
    >>> row_line("12 โครงการ งบประมาณ 250,000"), row_line("1. โครงการหนึ่ง งบประมาณ 5,000")
    (None, None)
    """
    rest, cells = to_arabic(canonical(text)).strip(), list[str]()
    while (last := _CELL.search(rest)) is not None:
        cells.insert(0, last["cell"])
        rest = rest[: last.start()]
    if not cells or not _MONEY.fullmatch(cells[-1]):
        return None
    if is_total_label(rest):
        return RowLine(None, None, rest, tuple(cells))
    numbered = _NUMBERED.fullmatch(rest)
    if numbered is None or _COUNTS.match(numbered["name"]) or _SAYS_MONEY.search(numbered["name"]):
        return None
    dimension = int(numbered["dimension"]) if numbered["dimension"] else None
    return RowLine(int(numbered["number"]), dimension, numbered["name"], tuple(cells))
