"""Texts that are nearly the same, found among very many: the cost of one more text does not grow.

Method: Broder, "On the resemblance and containment of documents" (1997): shingles and min-wise hashing, with
the hashes and permutations of the package datasketch, which takes a third of a second to load; texts that
share a band of their signatures are candidates (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
ch. 3). Thai has no spaces between words, so shingles are of characters.
"""

from __future__ import annotations

import functools
import hashlib
import struct
import sys
from collections.abc import Iterator, Sequence
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
_PRIME = 2**61 - 1
_LARGEST = 2**32 - 1
_LARGEST_64 = 2**64 - 1
LOADING_NUMPY = 10_000
"""Shingles whose signatures take as long without numpy as it takes to load."""


@functools.lru_cache(maxsize=2_000)
def signature(text: str) -> bytes:
    """What is kept of a text to find its like."""
    shingles = {text[i : i + SHINGLE] for i in range(max(1, len(text) - SHINGLE + 1))}
    hashes = [int.from_bytes(hashlib.sha1(shingle.encode()).digest()[:4], "little") for shingle in shingles]
    return _signed_by_numpy(hashes) if _numpy_pays(len(hashes)) else _signed(hashes)


_seen = 0
"""Shingles that this process has signed."""


def _numpy_pays(more: int) -> bool:
    """Whether numpy is loaded already, or so much came that loading it takes less than doing without."""
    global _seen  # noqa: PLW0603
    _seen += more
    return "numpy" in sys.modules or _seen > LOADING_NUMPY


def _signed(hashes: Sequence[int]) -> bytes:
    lowest = (
        min([((h * factor + offset & _LARGEST_64) % _PRIME) & _LARGEST for h in hashes])
        for factor, offset in zip(_FACTORS, _OFFSETS, strict=True)
    )
    return struct.pack(f"<{PERMUTATIONS}I", *lowest)


def _signed_by_numpy(hashes: Sequence[int]) -> bytes:
    import numpy as np

    factor, offset = np.array(_FACTORS, np.uint64), np.array(_OFFSETS, np.uint64)
    sums = np.array(hashes, np.uint64)[:, None] * factor + offset
    permuted = sums % np.uint64(_PRIME) & np.uint64(_LARGEST)
    signed: bytes = permuted.min(axis=0).astype("<u4").tobytes()
    return signed


def _numbers(digits: str) -> tuple[int, ...]:
    return struct.unpack(f">{PERMUTATIONS}Q", bytes.fromhex(digits))


_FACTORS = _numbers(
    """
    0ac1f425ff4780ec 00077eff20ccc38a 0591cb4f3c7053c1 0faebfcc634e1e48 05928d86ef7f7d1a
    0b5054fe5032b166 1456fb8b718620fd 0702df9d88cf598f 0ad47cd7750b5fd8 03f065f7f06aaddf
    0cfd988db749d7ea 103c913f17c1cb3e 005b0a01dd71f781 15c57508d460e2d9 0b7a01af0f2a8feb
    192d421e97d32448 15383f95696aee32 111edbc44a252b19 0fbe864cc8874c1b 04ae8a6d08bf7374
    1d26000fa91f6c41 07cb2d6f7235dee3 1a6d051a12c7fe9a 0899b709189ebec4 09aba5171e96ed7e
    04f53ba51568513a 162d4288e9132521 1dd7bd17959a8690 12f95f199d2b0fc8 16dcba4a42cf84bf
    1a3296d888901498 11c435717e39274e
    """
)
"""Factors of the random permutations of hashes (universal hashing modulo a prime), and their offsets: what
numpy's `RandomState(1)` draws in turn between 1 and 0 and that prime."""
_OFFSETS = _numbers(
    """
    18672f8ceebc1448 0d65aacbffc11e85 17a3809065865081 1876aaedab7479fc 09efe4b2d8a7d514
    0f6a8b928648c9d4 00cc4dea3ac5929c 0ba3c232e9f96a44 0f064be96e4242f1 12b6c760c7448456
    17dffd89cd818407 113c0e1684a5a539 0504f13cd442f8d1 09ff7e8d45e69a73 00cdf279aba7b9c8
    0bcdb583abf185c6 087d85393292b203 10c5a1f12461fc2b 15aa0734699c2550 000975299fc06dd2
    1f87c8c44c6a3019 0a0e35d738dd2787 12a9266878200416 0b2a4be7e743447e 01498d648659409b
    0dc82a53eab76ca6 03fadda24c86af0a 0da92aef90df9c57 059000f3f4df855c 13235d2e3b23d3a0
    09ff92b7f32f2541 0a07a7038a64cb80
    """
)


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
