"""The few words that call a figure a sum, put right where a scan lost marks or misread a letter."""

from __future__ import annotations

import re

_TONE = "[่้๊๋]?"
_BEHIND = r"(?=$|[^ก-๛]|จำนวน|เป็นเงิน|งบ|เงิน|บาท)"
"""What may follow `สิ้น` where its mark was lost: `รวมทั้งสินค้า`, `รวมทั้งสนับสนุน` go on with another word."""
IN_ALL = rf"ท[ัิีึื]?{_TONE}ง(?:ส[ิีึื]้น|ส[ิีึื]?{_TONE}น{_BEHIND}|หมด)"
"""A pattern of `ทั้งสิ้น` and `ทั้งหมด`, whatever marks a scan lost."""
_IN_ALL = re.compile(IN_ALL)
OF_PAGE = rf"หน[้่๊๋]?าน[ิีึื]?{_TONE}(?:$|(?=[^ก-๛]|จำนวน|เป็นเงิน|งบ|เงิน|บาท|รวม))|ยกไป|ยกมา"
"""A pattern of what the label of a page's own sum says (`รวมหน้านี้`, `ยกไป`), whatever marks a scan lost."""
_FOREIGN = re.compile(r"(?<![ก-๛A-Za-z])[A-Za-z$§]วม(?=$|[^ก-๛A-Za-z]|ท|งบ|เงิน|เป็น|จำนวน|มิติ|ภารกิจ|โครงการ)")


def mended_sums(text: str) -> str:
    """A canonical text with the words for a sum as they are spelled: `ทังสิ้น`, `ทั้งสิน`, `ทงหมด`, `Sวม`.

    >>> mended_sums("งบประมาณรวมทังสิ้น 500 บาท"), mended_sums("Sวม"), mended_sums("รวมทั้งสนับสนุน")
    ('งบประมาณรวมทั้งสิ้น 500 บาท', 'รวม', 'รวมทั้งสนับสนุน')
    """
    if "ง" in text:
        text = _IN_ALL.sub(lambda match: "ทั้งหมด" if match[0].endswith("หมด") else "ทั้งสิ้น", text)
    return _FOREIGN.sub("รวม", text) if "วม" in text else text
