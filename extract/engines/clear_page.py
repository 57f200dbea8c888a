"""The other numbers of a page tell about one: where nearly all are beyond doubt, print and scan are good.

A reading's own confidence is that of its like on scans of every kind. Most of those that turned out wrong
stand on worn pages; on a clear page a little doubt says less. From how much on nothing is wrong is measured
on held-out pages (`python -m training.evaluate clear_page --calibrate N`) and stands in the model card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.engines.number_form import is_misplaced, mixes_systems
from extract.model import Reading

CERTAIN = 0.99
"""Calibrated confidence from which a reading counts as certain."""
HESITANT = 0.93
"""No number is surer that fewer than two networks give 0.7, or of which one gives another that much, however
sure the others are."""
NEARLY_ALL = 0.9
"""Share of a page's numbers that are certain by themselves, from which even these are certain."""
GAP = re.compile(r"[0-9๐-๙] +[0-9๐-๙]")
"""Digits apart: two numbers, or one whose point or comma the scan lost."""
END_LOST = re.compile(r"(?![-–]).*[0-9๐-๙]{3}( *\.| +[-–])")
"""A number that ends with a bare stop, or with a dash apart: of the `.-` of an amount one was lost. All ten
that were certain, of 11,800 on held-out pages, were wrong."""
AMOUNT_LIKE = re.compile(r"[0-9๐-๙][,.][0-9๐-๙]{2}")
"""Digits with a separator as amounts have it; item numbers and years have one bracket (`1)`, `2570)`)."""
NUMBER_LIKE = frozenset(" 0123456789๐๑๒๓๔๕๖๗๘๙,.-–/()%")
"""The characters of numbers, dates and percentages."""
_UNIT = re.compile(r"(?:จำนวน *)?([^จำนวบาท]*\d[^จำนวบาท]*?)(?: *บาท)?")
"""A number and the words that amounts have about them: the number network knows them."""


def never_certain(text: str) -> bool:
    """Whether a number's form says that something was misread or lost: digits apart or of both systems, a
    comma out of place, a bracket that opens at its end or closes at its begin (what a rule leaves of a zero),
    half a `.-` at its end, one bracket of the two that are about an amount (`148,333.27)` is its rest)."""
    bare = text.strip()
    if END_LOST.fullmatch(bare) is not None:
        return True
    if GAP.search(text) is not None or is_misplaced(text) or mixes_systems(text):
        return True
    half = bare.count("(") != bare.count(")") and AMOUNT_LIKE.search(bare) is not None
    return half or bare[-1:] == "(" or bare[:1] == ")"


def number_of(text: str) -> str | None:
    """The number that a text is, without the words for an amount (`จำนวน`, `บาท`) about it; None for other
    texts.

    >>> number_of("จำนวน ๓๐,๐๐๐ บาท"), number_of("๑/๒๕๖๗"), number_of("ข้อ ๓"), number_of("-")
    ('๓๐,๐๐๐', '๑/๒๕๖๗', None, None)
    """
    found = _UNIT.fullmatch(text)
    return found[1] if found is not None and NUMBER_LIKE.issuperset(found[1]) else None


@dataclass(frozen=True)
class ClearPage:
    """A page is clear with `fewest` numbers of which this `share` is certain by itself; there all are certain
    that are as sure as `certain_from`. Those that networks doubt (HESITANT) are so on a
    page with NEARLY_ALL certain only."""

    fewest: int
    share: float
    certain_from: float

    def settled(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings of a page; on a clear one with its numbers certain from `certain_from` on."""
        numbers = [r.confidence >= CERTAIN for r in readings if number_of(r.text) is not None]
        if len(numbers) < self.fewest or sum(numbers) < self.share * len(numbers):
            return list(readings)
        hesitant = sum(numbers) < NEARLY_ALL * len(numbers)
        return [self._on_clear(reading, hesitant) for reading in readings]

    def _on_clear(self, reading: Reading, hesitant: bool) -> Reading:
        sure = self.certain_from <= reading.confidence < CERTAIN
        if not sure or (hesitant and reading.confidence <= HESITANT) or not reading.digits_trusted:
            return reading
        if number_of(reading.text) is None or never_certain(reading.text):
            return reading
        return replace(reading, confidence=CERTAIN)
