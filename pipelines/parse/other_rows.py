"""Rows of a summary table that are neither items nor sums: shares, means, other money, scores."""

from __future__ import annotations

import re
from decimal import Decimal

from normalize.chars import fold
from pipelines.parse.rows import Row, row_numbers
from pipelines.parse.totals import baht_of

NO_SUM_OF_BAHT = "figures beside a heading that are no sums of baht"
OTHER_FIGURES = "a row of shares, means or other money than the items'"
_PERCENT = 100
_OF = r"(?:ของ|ต่อ|จาก|ทั้ง|ราย|ตาม|ใน|ประจำ|งบ|โครงการ|กิจกรรม|มิติ|ปี|เงิน|จำนวน|การ|\(|\d|:|$)"
_OTHER = re.compile(
    rf"(?:รวม)?(?:(?:คิด)?เป็น)?(?:ร้อยละ|เปอร์เซ็นต์|%|สัดส่วน){_OF}|(?:ค่า|ยอด|รวม)?เฉลี่ย{_OF}"
    rf"|(?:รวม|ยอด|เงิน|งบประมาณ|งบ)*(?:คงเหลือ|เหลือจ่าย){_OF}|(?:ผล|ส่วน)ต่าง{_OF}|(?:เพิ่มขึ้น|ลดลง)(?:จาก|ร้อยละ|\(|$)"
    r"|(?:รวม)?(?:งบประมาณ|งบ|ประมาณการ)?(?:รายจ่าย|รายรับ)(?:ประจำปี|ทั้งหมด|ทั้งสิ้น|รวม|ของ|$)"
    r"|รวม(?:จำนวน)?(?:คน|ผู้|เป้าหมาย|คะแนน|น้ำหนัก)|รวม(?:เงิน|งบประมาณ)?(?:เบิกจ่าย|โอน)"
)
"""What the labels of such rows (folded) begin with; names of items begin with another word."""
_UP_TO_NOW = re.compile(r"(?:ยอด|เงิน|งบประมาณ)*(?:รวม)?สะสม(?:$|ทั้ง|ราย|ถึง|ปี|\()")
"""Sums of all years so far: of each year but the first they are none of its own."""


def tells_other_figures(row: Row) -> bool:
    """Whether a row without a number names what its figures are: shares, means, the difference to something,
    what is left of a budget, or the whole budget of the place."""
    budget = row.layout.of_money
    labels = [cell.text for cell in row.filled if cell.col not in budget]
    if len(labels) != 1 or row_numbers(row):
        return False
    several = len(row.layout.all("budget")) > 1
    return names_other_figures(labels[0]) or (several and _UP_TO_NOW.match(fold(labels[0])) is not None)


def names_other_figures(label: str) -> bool:
    """Whether the label of a row says that its figures are no item's.

    >>> names_other_figures("คิดเป็นร้อยละ"), names_other_figures("เฉลี่ยสุขสู่ชุมชน")
    (True, False)
    """
    return _OTHER.match(fold(label)) is not None


def is_share(text: str, baht: Decimal | None) -> bool:
    """Whether a figure of a column of money, so many `baht`, may be a share, a weight or a score: it is a
    hundred at most and does not say that it is baht."""
    return baht is not None and 0 < baht <= _PERCENT and "บาท" not in text


def is_of_shares(row: Row) -> bool:
    """Whether no figure beside a heading can be a sum of baht: each is a hundred at most, as shares, weights
    and scores are, and does not say that it is baht."""
    cells = [
        (row.at(column), column.scale) for column in (*row.layout.all("budget"), *row.layout.all("total"))
    ]
    told = [(cell.text, baht) for cell, scale in cells if cell is not None and (baht := baht_of(cell, scale))]
    return bool(told) and all(is_share(text, baht) for text, baht in told)
