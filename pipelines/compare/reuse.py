"""Text reuse between localities: who has whose words.

Candidates are found by their signatures (`pipelines.likeness`), so that one more document costs the same
however many there are. Texts that many localities share come from a model plan, not from a neighbour: a pair
counts only texts that at most `BOILERPLATE_LOCALITIES` localities have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from pipelines.compare.frames import Frames
from pipelines.likeness import NearTexts, likeness, signature

THRESHOLD = 0.7
"""Estimated Jaccard likeness from which two texts count as the same text."""
MIN_CHARACTERS = 80
"""Shorter texts are alike by chance ('ไตรมาส 1 - 4')."""
BOILERPLATE_LOCALITIES = 3
"""A text found in more localities than this is a model text."""


@dataclass(slots=True, eq=False)
class _Text:
    """A section's text, the locality's own name taken out; `others` are the localities found to have it."""

    lao_id: str
    text: str
    name: str
    signed: bytes
    others: set[str] = field(default_factory=set)


def pairs(frames: Frames) -> pd.DataFrame:
    """One row per pair of localities that share texts: how many, of which items, and the longest one."""
    shared: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for found in _texts_with_others(frames):
        if 1 <= len(found.others) < BOILERPLATE_LOCALITIES:
            for other in found.others:
                pair = min(found.lao_id, other), max(found.lao_id, other)
                shared[pair].append((found.text, found.name))
    names = frames.documents.drop_duplicates("lao_id").set_index("lao_id")["lao_name"]
    rows = [
        {
            "lao_id_a": a,
            "lao_name_a": names.get(a),
            "lao_id_b": b,
            "lao_name_b": names.get(b),
            "n_texts": len({re.sub(r"\s", "", text)[:60] for text, _ in uses}),
            "items": "; ".join(sorted({name for _, name in uses})),
            "longest_text": max((text for text, _ in uses), key=len),
        }
        for (a, b), uses in sorted(shared.items())
    ]
    columns = ["lao_id_a", "lao_name_a", "lao_id_b", "lao_name_b", "n_texts", "items", "longest_text"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("n_texts", ascending=False, kind="stable").reset_index(drop=True)


def _texts_with_others(frames: Frames) -> list[_Text]:
    """The section texts, each with a few of the localities that have it too."""
    near: NearTexts[_Text] = NearTexts()
    found = []
    for text in _texts(frames):
        for other in near.add(text, text.signed):
            if other.lao_id != text.lao_id and likeness(text.signed, other.signed) >= THRESHOLD:
                text.others.add(other.lao_id)
                if len(other.others) < BOILERPLATE_LOCALITIES:
                    other.others.add(text.lao_id)
        found.append(text)
    return found


def _texts(frames: Frames) -> Iterator[_Text]:
    """Section texts of some length."""
    place = frames.items[["project_id", "lao_id", "lao_name", "name"]]
    rows = frames.sections.merge(place, on="project_id")
    columns = ("text", "lao_id", "lao_name", "name")
    for text, lao_id, lao_name, name in zip(*(rows[column] for column in columns), strict=True):
        bare = str(text).replace(str(lao_name), "")
        if len(bare) >= MIN_CHARACTERS:
            yield _Text(lao_id, bare, name, signature(re.sub(r"\s+", "", bare)))
