"""A course over the ink of a page, pixel by pixel along a rule, and how far the ink goes on beside it.

Past the page's sides the ink goes on as it ends there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Mask

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Track:
    """A course that is on the rows `across` (they may lie off the page), one for each of the columns `base`.

    `flat` is the flattened ink, `stride` the page's width, and `last` its last row.
    """

    flat: Mask
    base: Ints
    across: Ints
    stride: int
    last: int

    def ink(self) -> Flags:
        """Whether there is ink on the course."""
        places = self.base + self.stride * np.clip(self.across, 0, self.last)
        return np.asarray(self.flat.take(places) > 0)

    def thickness(self, first: Flags, toward: int, most: int) -> Ints:
        """How many px the ink goes on without a break from the course on, `toward` one side (-1, 1).

        `first` says where there is ink on the course; so many px off it are looked at, at `most`.
        """
        found: Ints = first.astype(np.int64)
        going = np.flatnonzero(first)
        on_page = bool(len(going)) and self._inside(most)
        at = (self.base + self.stride * self.across)[going]
        for off in range(toward, toward * (most + 1), toward):
            if on_page:
                places = at + self.stride * off
            else:
                across = np.clip(self.across[going] + off, 0, self.last)
                places = self.base[going] + self.stride * across
            inked = self.flat.take(places) > 0
            going, at = going[inked], at[inked]
            if not len(going):
                break
            found[going] = abs(off) + 1
        return found

    def _inside(self, reach: int) -> bool:
        """Whether nothing so close to the course is off the page."""
        return int(self.across.min()) >= reach and int(self.across.max()) + reach <= self.last


def along_row(ink: Mask, across: Ints, along: Ints) -> Track:
    """The course of a row rule: at each of the columns `along` the row that it is on."""
    return Track(ink.ravel(), along, across, ink.shape[1], ink.shape[0] - 1)
