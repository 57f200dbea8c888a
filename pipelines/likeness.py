"""Texts that are nearly the same, found among very many: the cost of one more text does not grow.

Method: Broder, "On the resemblance and containment of documents" (1997): shingles and min-wise hashing, here
as `datasketch` has it; texts that share a band of their signatures are candidates (Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, ch. 3). Thai has no spaces between words, so shingles are of characters.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

SHINGLE = 8
"""Characters per shingle: two to three Thai words."""
PERMUTATIONS = 32
ROWS = 4
"""Hashes per band. With eight bands texts of Jaccard likeness 0.75 are candidates in 95 of 100 cases."""
MOST_IN_BUCKET = 8
"""Texts remembered of one band. What stands in more places is a standard text, and a few of them show it; to
compare each with all others would cost the square of the number of documents."""
_BAND_BYTES = 4 * ROWS


@functools.lru_cache(maxsize=2_000)
def signature(text: str) -> bytes:
    """What is kept of a text to find its like."""
    import numpy as np
    from datasketch import MinHash  # here, because it takes a quarter of a second

    value = MinHash(num_perm=PERMUTATIONS, seed=1)
    value.update_batch([text[i : i + SHINGLE].encode() for i in range(max(1, len(text) - SHINGLE + 1))])
    signed: bytes = value.hashvalues.astype(np.uint32).tobytes()
    return signed


def likeness(a: bytes, b: bytes) -> float:
    """The estimated Jaccard likeness (0 to 1) of the texts with these signatures."""
    same = sum(a[i : i + 4] == b[i : i + 4] for i in range(0, len(a), 4))
    return same / PERMUTATIONS


class NearTexts(Generic[T]):
    """Remembers texts by their signatures; `T` is what stands for a text, equal only to itself."""

    def __init__(self) -> None:
        self._buckets: dict[int, list[T]] = {}

    def add(self, text: T, signed: bytes) -> list[T]:
        """Texts added before that may be like this one; then keeps this one."""
        near: dict[int, T] = {}
        for key in _bands(signed):
            bucket = self._buckets.setdefault(key, [])
            near.update((id(other), other) for other in bucket)
            if len(bucket) < MOST_IN_BUCKET:
                bucket.append(text)
        return list(near.values())


def _bands(signed: bytes) -> Iterator[int]:
    """One number per band, which tells the place of the band too."""
    for place, start in enumerate(range(0, len(signed), _BAND_BYTES)):
        yield int.from_bytes(signed[start : start + _BAND_BYTES]) << 8 | place
