"""Tables of a plan that are of another one: the local development plan's, or what an annex holds beside it.

ภาคผนวก ก แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)
แบบ ผ.02
ที่ | โครงการ | วัตถุประสงค์ | 2566 | 2567
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.model import Document, Line, Table
from normalize.chars import canonical
from normalize.digits import to_arabic
from pipelines.parse.columns import Layout
from pipelines.parse.headings import dimension_word
from pipelines.parse.said_of_others import OTHER_PLAN
from pipelines.records import TableKind

_ANNEX = re.compile(r"\s*[(\[\"“]*\s*ภาค\s*ผนวก")
_FORM = re.compile(r"(?<![ก-๙])ผ\s*(?:ด\s*)?\.\s*0\s*\d(?!\d)")
"""The forms of the local development plan and of its plan for a year: `แบบ ผ.02`, `ผด.02`."""
_OWN = re.compile(r"ป้องกัน\s*(?:และปราบปราม\s*)?(?:การ)?\s*ทุจริต|มิติ|คุณธรรม\s*และ\s*ความ\s*โปร่งใส")
_SENTENCE = re.compile(r"สอดคล้อง|เพื่อ|จึง|ได้|ตามที่|โดย|ซึ่ง|และจะ")
_LONGEST_CAPTION, _LONGEST_BETWEEN = 140, 80


def tables_of_other_plans(document: Document) -> frozenset[int]:
    """The indices of the tables below a caption of the local development plan, or in an annex: those that
    neither name a dimension nor stand below a line that does or that names the plan against corruption."""
    found: set[int] = set()
    annex = other = False
    for block in document.flow:
        if isinstance(block.content, Line):
            text = to_arabic(canonical(block.content.text))
            own = _OWN.search(text) is not None
            if _ANNEX.match(text):
                annex, other = len(text) < _LONGEST_BETWEEN, False
            if own:
                annex = other = False
            elif _captions_other(text):
                other = True
            elif len(text) > _LONGEST_BETWEEN:
                other = False
        elif block.table_index is not None and (annex or other) and not _names_dimension(block.content):
            found.add(block.table_index)
    return frozenset(found)


def without_other_plans(
    kinds: Sequence[tuple[TableKind, Layout]], others: Collection[int]
) -> list[tuple[TableKind, Layout]]:
    """The kinds of a plan's tables, those of `others` that list items as `report`, where further tables list
    items."""
    own = any(kind == "summary" and index not in others for index, (kind, _) in enumerate(kinds))
    return [
        ("report", layout) if own and kind == "summary" and index in others else (kind, layout)
        for index, (kind, layout) in enumerate(kinds)
    ]


def _captions_other(text: str) -> bool:
    """Whether a line is a caption that names the local development plan or one of its forms, and no
    sentence."""
    named = OTHER_PLAN.search(text) is not None or _FORM.search(text) is not None
    return named and len(text) < _LONGEST_CAPTION and not _SENTENCE.search(text)


def _names_dimension(table: Table) -> bool:
    return any(dimension_word(cell.text) is not None or "มิติ" in cell.text for cell in table.cells)
