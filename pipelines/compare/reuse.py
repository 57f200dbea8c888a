"""Text reuse between localities: who has whose words.

Method: MinHash over character shingles with locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman
and Ullman, Mining of Massive Datasets, ch. 3), by the datasketch library. Character shingles because Thai
has no spaces between words. Texts that many localities share come from a model plan, not from a neighbour:
a pair counts only texts that at most `BOILERPLATE_LOCALITIES` localities have.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd
from datasketch import MinHash, MinHashLSH

from pipelines.compare.frames import Frames

SHINGLE = 8
"""Characters per shingle: about two Thai words."""
THRESHOLD = 0.7
"""Estimated Jaccard similarity from which two texts count as the same text."""
MIN_CHARACTERS = 80
"""Shorter texts are alike by chance ('ไตรมาส 1 - 4')."""
BOILERPLATE_LOCALITIES = 3
"""A text found in more localities than this is a model text."""


def pairs(frames: Frames) -> pd.DataFrame:
    """One row per pair of localities that share texts: how many, of which items, and the longest one."""
    texts = _texts(frames)
    hashes = {key: _minhash(text) for key, (_, text, _) in texts.items()}
    index = MinHashLSH(threshold=THRESHOLD, num_perm=64)
    for key, value in hashes.items():
        index.insert(key, value)
    shared: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key, (lao, text, name) in texts.items():
        near = [other for other in index.query(hashes[key]) if texts[other][0] != lao]
        localities = {texts[other][0] for other in near} | {lao}
        if 2 <= len(localities) <= BOILERPLATE_LOCALITIES:
            for other in localities - {lao}:
                shared[min(lao, other), max(lao, other)].append((text, name))
    names = frames.documents.drop_duplicates("lao_id").set_index("lao_id")["lao_name"]
    rows = [
        {
            "lao_id_a": a,
            "lao_name_a": names.get(a),
            "lao_id_b": b,
            "lao_name_b": names.get(b),
            "n_texts": len({re.sub(r"\s", "", text)[:60] for text, _ in found}),
            "items": "; ".join(sorted({name for _, name in found})),
            "longest_text": max((text for text, _ in found), key=len),
        }
        for (a, b), found in sorted(shared.items())
    ]
    columns = ["lao_id_a", "lao_name_a", "lao_id_b", "lao_name_b", "n_texts", "items", "longest_text"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("n_texts", ascending=False, kind="stable").reset_index(drop=True)


def _texts(frames: Frames) -> dict[str, tuple[str, str, str]]:
    """Section texts of some length, the locality's own name taken out: key to (lao_id, text, item name)."""
    place = frames.items[["project_id", "lao_id", "lao_name", "name"]]
    rows = frames.sections.merge(place, on="project_id")
    columns = ("project_id", "section", "item", "text", "lao_id", "lao_name", "name")
    out: dict[str, tuple[str, str, str]] = {}
    for project, section, item, text, lao_id, lao_name, name in zip(*(rows[c] for c in columns), strict=True):
        bare = str(text).replace(str(lao_name), "")
        if len(bare) >= MIN_CHARACTERS:
            out[f"{project}/{section}/{item}"] = (lao_id, bare, name)
    return out


def _minhash(text: str) -> MinHash:
    squeezed = re.sub(r"\s+", "", text)
    value = MinHash(num_perm=64, seed=1)
    value.update_batch(
        [squeezed[i : i + SHINGLE].encode() for i in range(max(1, len(squeezed) - SHINGLE + 1))]
    )
    return value
