"""Matching the name of a project, activity or measure to a standard measure.

The names of localities are taken out first, then the word for the kind, so that what is compared is what the item
is about. The score (0-100) is the similarity of letters, corrected by kind and category where names are alike.
A score alone does not decide: names that differ by a whole word, above all by one of a pair of opposites
(a manual for citizens, one for officials), are no certain match however many letters they share.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from normalize.catalogue import Catalogue, Measure, MeasureKind, standard_catalogue
from normalize.chars import MARKS, fold
from normalize.lao import Lao, parse_lao, without_lao

MatchStatus = Literal["matched", "review", "unmatched"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A standard measure that a name may mean, its score (0-100) and why it scores so (English, short)."""

    measure_id: str
    measure_name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The decision on a name.

    `matched`: certain enough to be used unseen. `review`: likely, a person should look; the measure is the best
    candidate. `unmatched`: the locality's own item; measure_id, measure_name and score are None. `candidates` are
    the best three in any case, also those not chosen.
    """

    status: MatchStatus
    measure_id: str | None
    measure_name: str | None
    score: float | None
    candidates: tuple[Candidate, ...] = ()


def match(
    name: str,
    *,
    kind: MeasureKind | None = None,
    framework_id: str | None = None,
    category_code: str | None = None,
    lao_name: str | None = None,
    catalogue: Catalogue | None = None,
) -> MatchResult:
    """Match one name (raw or clean) against a catalogue (the standard one when None).

    `kind` is read from the name when None. `framework_id` (see `catalogue.framework_of_years`) narrows the choice
    to one framework; measures of others are offered for review only. `category_code` (`1.1.2` or the mission `1.1`)
    decides between equal names. `lao_name` is the document's own locality.
    """
    return _match(name, kind, framework_id, category_code, lao_name, catalogue or standard_catalogue())


@functools.lru_cache(maxsize=4096)
def _match(
    name: str,
    kind: MeasureKind | None,
    framework_id: str | None,
    category_code: str | None,
    lao_name: str | None,
    catalogue: Catalogue,
) -> MatchResult:
    raise NotImplementedError
