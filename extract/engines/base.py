"""The narrow interface behind which every OCR engine sits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from extract.model import Reading

Image = NDArray[np.uint8]
"""A greyscale image, shape (height, width), 0 = black ink, 255 = white paper."""

LineKind = Literal["text", "number"]
"""What a line is expected to hold; `number` for cells of amounts, counts, years and `-`."""


class Engine(Protocol):
    """Reads upright images of single text lines. Engines are used by one thread at a time."""

    @property
    def name(self) -> str:
        """Short name, e.g. `tesseract` or `thaiplan-reader`."""

    @property
    def version(self) -> str:
        """Version of engine and model together: part of the cache key of every page."""

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        """Read each line image; the result has one reading per image, in the same order.

        An image in which nothing is found gives a reading with empty text and confidence 0.0.
        """


@runtime_checkable
class PageEngine(Protocol):
    """An engine that lets the lines of a page tell about each other."""

    def read_page(self, lines: Sequence[Image], kinds: Sequence[LineKind]) -> list[Reading]:
        """Read the line images of one page, each of its kind, as `Engine.read` does."""
