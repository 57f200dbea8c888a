"""Text reuse between sections, by MinHash over character shingles.

Method: Broder, "On the resemblance and containment of documents" (1997): shingles, min-wise hashing; here as
`datasketch` has it. Thai has no spaces between words, so shingles are of characters. A text that stands in
many places is a standard text (the model plans give rationale and steps word for word): not copy and paste.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH
from rapidfuzz import fuzz

from pipelines.audit.case import AuditCase
from pipelines.audit.finding import make
from pipelines.audit.names import comparable
from pipelines.records import Finding

SHINGLE = 8
"""Characters per shingle: two to three Thai words."""
PERMUTATIONS = 64
LONG_ENOUGH = 120
"""Characters (without spaces) from which a section says something of its own; shorter ones are formulas."""
ALIKE = 0.75
"""Estimated Jaccard likeness from which sections are compared in full."""
COPIED = 88.0
"""Likeness (0-100, edit distance) of sections that are one text."""
STANDARD_USES = 3
"""A text in this many places is a standard text."""
SECTIONS = ("rationale", "objectives", "method", "results")
_NOT_TEXT = re.compile(r"[\s\d“”\"'().,:;/\-–—]+")


@dataclass(slots=True)
class Reuse:
    """A section's text and signature, with its owner."""

    document_id: str
    item: int
    item_name: str
    section: str
    text: str
    page: int | None
    minhash: MinHash


def signatures(case: AuditCase) -> list[Reuse]:
    """The sections of a document that are long enough to compare, the locality's own name taken out."""
    texts: dict[tuple[int, str], list[str]] = defaultdict(list)
    pages: dict[tuple[int, str], int | None] = {}
    for passage in case.passages:
        if passage.section in SECTIONS:
            texts[(passage.item, passage.section)].append(passage.text)
            pages.setdefault((passage.item, passage.section), passage.page)
    own = _NOT_TEXT.sub("", case.lao_name or "")
    found = []
    for (item, section), parts in texts.items():
        text = _NOT_TEXT.sub("", "".join(parts))
        text = text.replace(own, "") if own else text
        if len(text) >= LONG_ENOUGH:
            name = case.items[item].name
            page = pages[(item, section)]
            found.append(Reuse(case.document_id, item, name, section, text, page, _minhash(text)))
    return found


def copied_text(case: AuditCase) -> Iterator[Finding]:
    """A section that repeats another item's text word for word, though the items differ.

    Rule: output contract, check `copied_text`. Items of the same name share their text, and a text in three
    or more places is a standard one: neither is reported.
    """
    for later, earlier, likeness in _pairs(signatures(case)):
        if _same_subject(later.item_name, earlier.item_name):
            continue
        yield make(
            "copied_text",
            "document" if case.exact else "unknown",
            f"{later.item_name}: {_SECTION_TH[later.section]}เหมือนกับของ {earlier.item_name} "
            f"(เหมือนกันร้อยละ {likeness:.0f})",
            f"{later.item_name}: its {later.section} repeats that of {earlier.item_name} "
            f"({likeness:.0f} % alike).",
            dimension=case.items[later.item].dimension,
            item=later.item,
            stated=later.section,
            place=case.on_page(later.page),
        )


def reuse_between(passages: list[Reuse], owners: dict[str, str]) -> Iterator[tuple[Reuse, Reuse, float]]:
    """Pairs of sections of different localities that are one text; standard texts left out."""
    for later, earlier, likeness in _pairs(passages):
        if owners[later.document_id] != owners[earlier.document_id]:
            yield later, earlier, likeness


_SECTION_TH = {
    "rationale": "หลักการและเหตุผล",
    "objectives": "วัตถุประสงค์",
    "method": "วิธีดำเนินการ",
    "results": "ผลการดำเนินการ",
}


def _pairs(passages: list[Reuse]) -> Iterator[tuple[Reuse, Reuse, float]]:
    for section in SECTIONS:
        group = [p for p in passages if p.section == section]
        index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
        for n, passage in enumerate(group):
            index.insert(str(n), passage.minhash)
        for n, passage in enumerate(group):
            near = sorted(int(m) for m in index.query(passage.minhash) if int(m) != n)
            alike = [m for m in near if _likeness(group[m], passage) >= COPIED]
            if len(alike) + 1 >= STANDARD_USES:
                continue
            for m in alike:
                if m < n:
                    yield passage, group[m], _likeness(group[m], passage)


def _likeness(a: Reuse, b: Reuse) -> float:
    return float(fuzz.ratio(a.text, b.text))


def _same_subject(a: str, b: str) -> bool:
    return fuzz.ratio(comparable(a), comparable(b)) >= 90.0


def _minhash(text: str) -> MinHash:
    value = MinHash(num_perm=PERMUTATIONS, seed=1)
    value.update_batch([text[i : i + SHINGLE].encode() for i in range(max(1, len(text) - SHINGLE + 1))])
    return value
