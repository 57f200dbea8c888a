"""Messages that hold both languages, taken apart: the tables have one column for them."""

from __future__ import annotations

import re

_PAGES = re.compile(r"หน้า / (pages?) ([\d, …]+): (.*)", re.S)
_NEXT = re.compile(r"; (?=[^;]*[ก-๛][^;]* / )")
"""Between two reasons, each with its Thai first."""
_BOTH = re.compile(r"(.*?[ก-๛].*?) / ([A-Za-z].*)", re.S)


def languages(message: str) -> tuple[str, str]:
    """An `error_message` in Thai and in English (`pipelines.assemble` and `ExtractError.message` join them).

    >>> languages("หน้า / pages 4, 6: ภาพสแกนไม่ชัด / the scan is poor")
    ('หน้า 4, 6: ภาพสแกนไม่ชัด', 'Pages 4, 6: the scan is poor')
    >>> languages("ขาดแถว / rows are missing; ขาดคอลัมน์ 2 / column 2 is missing")
    ('ขาดแถว; ขาดคอลัมน์ 2', 'rows are missing; column 2 is missing')
    """
    where = _PAGES.fullmatch(message)
    if where:
        th, en = languages(where[3])
        return f"หน้า {where[2]}: {th}", f"{where[1].capitalize()} {where[2]}: {en}"
    pairs = [_pair(part) for part in _NEXT.split(message)]
    return "; ".join(th for th, _ in pairs), "; ".join(en for _, en in pairs)


def _pair(text: str) -> tuple[str, str]:
    both = _BOTH.fullmatch(text)
    return (both[1], both[2]) if both else (text, text)
