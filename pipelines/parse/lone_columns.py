"""The one column of money of a table: its budget, also where it is headed as a sum or by other words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from normalize.chars import fold, without_marks
from pipelines.parse.columns import Column

NAMES_BUDGET = re.compile(r"(?:วงเงิน|จำนวนเงิน)?งบประมาณ(?!.*(?:รวม|เบิกจ่าย|คงเหลือ|ใช้จริง|ใช้ไป))")
_COST = re.compile("วงเงน|คาใชจาย|ประมาณการ|ยอดเงน|เงน(?:ท)?(?:ตง|ใช|จดสรร|สนบสนน)|บาท")
"""Without marks: scans lose those first."""
_NO_COST = re.compile(
    "เบกจาย|จายจรง|ใชจรง|ใชไป|จายแลว|คงเหลอ|รอยละ|รางวล|คาปรบ|โอน|ขอ(?![งบ])|เดม|กอน|ราคา|สญญา|ความเสยง|เสยหาย|ละ"
    "|เหลอ|ประหยด|(?:ผล|สวน)ตาง|รายได|รายรบ|ภาษท|มลคา|เงนเดอน|คางชำ?ระ|จายไป|ใชแลว|ทนประกน"
)
"""Words for money that is not what an item is to cost."""
_MOSTLY = 0.5
"""The least share of amounts among the cells of a column of money."""


def lone_total(columns: list[Column]) -> list[Column]:
    """The only column of money of a table is its budget, also where it is called a sum (`งบประมาณรวม`)."""
    totals = [column for column in columns if column.role == "total"]
    if len(totals) != 1 or any(column.role == "budget" for column in columns):
        return columns
    if not NAMES_BUDGET.match(fold(totals[0].header)) and "งบประมาณ" not in fold(totals[0].header):
        return columns
    return [replace(c, role="budget") if c.role == "total" else c for c in columns]


def lone_money(columns: list[Column], money: Sequence[float], settled: Collection[int]) -> list[Column]:
    """The only column of amounts of a table that names what things cost (`วงเงิน`, `ค่าใช้จ่าย`) is its budget.
    `money` is the share of amounts in each column; those `settled` are known to hold something else."""
    if any(column.role in ("budget", "total", "part", "year", "count") for column in columns):
        return columns
    named = [
        column
        for column in columns
        if column.role == "other" and money[column.index] >= _MOSTLY and _names_cost(column.header)
    ]
    if len(named) != 1 or named[0].index in settled:
        return columns
    return [replace(c, role="budget", score=money[c.index]) if c is named[0] else c for c in columns]


def _names_cost(header: str) -> bool:
    text = without_marks(fold(header))
    return _COST.search(text) is not None and _NO_COST.search(text) is None
