"""Texts that are nearly the same, found among very many: the cost of one more text does not grow.

Method: Broder, "On the resemblance and containment of documents" (1997): shingles and min-wise hashing, with
the hashes and permutations of the package datasketch, which takes a third of a second to load; texts that
share a band of their signatures are candidates (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
ch. 3). Thai has no spaces between words, so shingles are of characters.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
_PRIME = 2**61 - 1
_LARGEST = 2**32 - 1


@functools.lru_cache(maxsize=2_000)
def signature(text: str) -> bytes:
    """What is kept of a text to find its like."""
    shingles = (text[i : i + SHINGLE].encode() for i in range(max(1, len(text) - SHINGLE + 1)))
    hashes = [int.from_bytes(hashlib.sha1(shingle).digest()[:4], "little") for shingle in shingles]
    import numpy as np  # here and below: signatures are compared where none is made

    factor, offset = _permutations()
    sums = np.array(hashes, np.uint64)[:, None] * factor + offset
    permuted = sums % np.uint64(_PRIME) & np.uint64(_LARGEST)
    signed: bytes = permuted.min(axis=0).astype(np.uint32).tobytes()
    return signed


@functools.cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors and offsets of the random permutations of hashes (universal hashing modulo a prime)."""
    import numpy as np

    random = np.random.RandomState(1)
    drawn = [
        (random.randint(1, _PRIME, dtype=np.uint64), random.randint(0, _PRIME, dtype=np.uint64))
        for _ in range(PERMUTATIONS)
    ]
    factor, offset = np.array(drawn, np.uint64).T
    return factor, offset


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
