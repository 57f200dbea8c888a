"""Numbered headings of the plan's hierarchy: มิติ (dimension), ภารกิจ (mission), แนวทาง (strategy)."""

from __future__ import annotations

import re
from typing import NamedTuple

from normalize.chars import fold
from normalize.digits import to_arabic

_DIMENSION_WORD = re.compile(r"\s*ม.{0,2}ต.{0,2}\s*(?:ที่|ที)?\s*[:.]?\s*([1-9])(?!\d|\s*\.\s*\d)")
_DIMENSION_NUMBER = re.compile(r"\s*([1-9])\s*[.)]?\s*(?=[ก-ฮเ-ไ])")
_CODE = re.compile(
    r"\s*(?:ภารกิจ(?:ตามมิติ)?(?:ที่)?\s*)?([1-9])\s*[.·,]\s*(\d{1,2})(?:\s*[.·,]\s*(\d{1,2}))?\s*[.)]?(?=\s*[ก-ฮเ-ไ(\"“]|\s*$)"
)


class Heading(NamedTuple):
    """A heading: its level (1 dimension, 2 mission, 3 strategy) and its code (`1`, `1.1`, `1.1.2`)."""

    level: int
    code: str

    @property
    def dimension(self) -> int:
        """The dimension it belongs to."""
        return int(self.code.split(".")[0])

    @property
    def mission(self) -> str | None:
        """The mission it belongs to; None for a dimension."""
        return ".".join(self.code.split(".")[:2]) if self.level > 1 else None


def dimension_word(text: str) -> int | None:
    """The dimension of a text that begins with the word (`มิติที่ ๑ …`, also misread: `มติที่ 1`)."""
    match = _DIMENSION_WORD.match(to_arabic(text))
    return int(match[1]) if match else None


def code_heading(text: str) -> Heading | None:
    """The mission or strategy that a text begins with (`๑.๑ การ…`, `1.1.2 เสริม…`)."""
    match = _CODE.match(to_arabic(text))
    if match is None:
        return None
    code = ".".join(part for part in match.groups() if part)
    return Heading(3 if match[3] else 2, code)


def dimension_cell(text: str) -> int | None:
    """The dimension of a cell of the dimension column: `1. การสร้าง…`, `มิติที่ ๑`, a bare `1`."""
    number = dimension_word(text)
    if number is not None:
        return number
    arabic = to_arabic(text)
    match = _DIMENSION_NUMBER.match(arabic)
    if match and code_heading(text) is None:
        return int(match[1])
    bare = re.fullmatch(r"\s*([1-9])\s*[.)]?\s*", arabic)
    return int(bare[1]) if bare else None


def is_total_label(text: str) -> bool:
    """Whether a cell says that its row is a sum (`รวม`, `รวมทั้งสิ้น`, `รวมมิติที่ ๑`, `ยอดรวม`)."""
    folded = fold(text)
    if re.match(
        r"(?:ยอด)?ร(?:ว|า)ม(?:$|ทั้งสิ้น|ทั้งหมด|เป็นเงิน|มิติ|มติ|งบ|จำนวน|ภารกิจ|เงิน|ยอด|ทุก|\(|\d|ทั้ง|โครงการ\d|แผน)",
        folded,
    ):
        return True
    return bool(re.match(r"(?:ผลรวม|รวมยอด|จำนวนรวม|ยอดรวม)", folded))
