"""Text reuse between sections: the same words for different items, or in different localities.

Candidates are found by their signatures (`pipelines.likeness`) and compared in full. A text that stands in
many places is a standard text (the model plans give rationale and steps word for word): not copy and paste.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.model import Box
from pipelines.audit.case import AuditCase, Passage
from pipelines.audit.finding import make, page_en, page_th
from pipelines.audit.names import comparable
from pipelines.likeness import NearTexts, signature
from pipelines.records import Finding

LONG_ENOUGH = 120
"""Characters (without spaces) from which a section says something of its own; shorter ones are formulas."""
COPIED = 88.0
"""Likeness (0-100, edit distance) of sections that are one text."""
STANDARD_USES = 3
"""A text in this many places is a standard text."""
REPEATS = "repeats that of"
"""What stands in the English message before the name of the item whose text it is."""
SECTIONS = ("rationale", "objectives", "method", "results")
_NOT_TEXT = re.compile(r"[\s\d“”\"'().,:;/\-–—]+")


@dataclass(slots=True, eq=False)
class Reuse:
    """A section's text (UTF-8, compressed) and signature, its owner and the standard measure that it carries
    out; `uses` counts other places like it."""

    document_id: str
    item: int
    item_name: str
    section: str
    packed: bytes
    page: int | None
    signed: bytes
    bbox: Box | None = None
    measure_id: str | None = None
    uses: int = 0

    @property
    def text(self) -> str:
        """The text."""
        return zlib.decompress(self.packed).decode()


Pair = tuple[Reuse, Reuse, float]
"""The later and the earlier of two places, and how alike they are (0 to 100)."""


def signatures(case: AuditCase) -> list[Reuse]:
    """The sections of a document that are long enough to compare, the locality's own name taken out.

    They come item by item, in the order of `SECTIONS`: records and tables give the same.
    """
    texts: dict[tuple[int, str], list[str]] = defaultdict(list)
    firsts: dict[tuple[int, str], Passage] = {}
    for passage in case.passages:
        if passage.section in SECTIONS:
            texts[(passage.item, passage.section)].append(passage.text)
            firsts.setdefault((passage.item, passage.section), passage)
    own = _NOT_TEXT.sub("", case.lao_name or "")
    found = []
    for item, section in sorted(texts, key=lambda place: (place[0], SECTIONS.index(place[1]))):
        parts = texts[item, section]
        text = _NOT_TEXT.sub("", "".join(parts))
        text = text.replace(own, "") if own else text
        if len(text) >= LONG_ENOUGH:
            owner = case.items[item]
            first = firsts[(item, section)]
            found.append(
                Reuse(
                    case.document_id,
                    item,
                    owner.name,
                    section,
                    zlib.compress(text.encode(), level=1),
                    first.page,
                    signature(text),
                    first.bbox,
                    owner.measure_id,
                )
            )
    return found


def copied_text(case: AuditCase) -> Iterator[Finding]:
    """A section that repeats another item's text word for word, though the items differ.

    Rule: output contract, check `copied_text`. Items of the same name share their text, and a text in three
    or more places is a standard one: neither is reported.
    """
    passages = signatures(case)
    passages.sort(key=lambda passage: SECTIONS.index(passage.section))
    for later, earlier, likeness in pairs_of(passages):
        if _same_subject(later.item_name, earlier.item_name):
            continue
        where = case.on_page(earlier.page)
        yield make(
            "copied_text",
            "document" if case.exact else "unknown",
            f"{later.item_name}: {SECTION_TH[later.section]}เหมือนกับของ “{earlier.item_name}”{page_th(where)} "
            f"(เหมือนกันร้อยละ {likeness:.0f}) ทั้งที่เป็นคนละรายการ",
            f"{later.item_name}: its section “{later.section}” {REPEATS} "
            f"“{earlier.item_name}”{page_en(where)}, {likeness:.0f} % alike, though the items differ.",
            dimension=case.items[later.item].dimension,
            item=later.item,
            stated=later.section,
            place=case.on_page(later.page, later.bbox),
        )


SECTION_TH = {
    "rationale": "หลักการและเหตุผล",
    "objectives": "วัตถุประสงค์",
    "method": "วิธีดำเนินการ",
    "results": "ผลการดำเนินการ",
}


def pairs_of(passages: Iterable[Reuse]) -> list[Pair]:
    """Pairs of sections that are one text; standard texts left out.

    Passages are taken one by one and kept only where a later one may be like them.
    """
    from rapidfuzz import fuzz  # not at the top: the end of a run may do without it

    near: dict[str, NearTexts[Reuse]] = defaultdict(NearTexts)
    pairs: list[Pair] = []
    for passage in passages:
        found: list[Pair] = []
        text = passage.text
        for other in near[passage.section].add(passage, passage.signed):
            likeness = fuzz.ratio(text, other.text, score_cutoff=COPIED)
            if likeness >= COPIED:
                other.uses += 1
                passage.uses += 1
                found.append((passage, other, likeness))
                if _is_standard(passage):
                    break
        else:
            pairs += found
    return [pair for pair in pairs if not _is_standard(pair[0])]


def _is_standard(passage: Reuse) -> bool:
    return passage.uses + 1 >= STANDARD_USES


def _same_subject(a: str, b: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(comparable(a), comparable(b)) >= 90.0
