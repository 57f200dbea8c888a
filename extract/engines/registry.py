"""Engines by name, and the best one installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extract.engines.late import LateReader
from extract.errors import EngineMissing

if TYPE_CHECKING:
    from extract.engines.base import Engine


def _reader() -> Engine:
    return LateReader()


def _hybrid() -> Engine:
    from extract.engines.hybrid import HybridEngine

    return HybridEngine(_tesseract(), _reader())


def _tesseract() -> Engine:
    from extract.engines.tesseract import TesseractEngine

    return TesseractEngine()


ENGINES: dict[str, Callable[[], Engine]] = {"reader": _reader, "hybrid": _hybrid, "tesseract": _tesseract}
"""Best first: the order in which `make_engine(None)` tries them."""


def make_engine(name: str | None = None) -> Engine | None:
    """The engine of that name; without a name the best one installed, None if there is none.

    Raises KeyError for an unknown name, EngineMissing if the named engine cannot start here.
    """
    if name == "none":
        return None
    if name is not None and name not in ENGINES:
        raise KeyError(name)
    for candidate in [name] if name else list(ENGINES):
        try:
            return ENGINES[candidate]()
        except (ImportError, OSError, RuntimeError) as error:
            if name:
                raise EngineMissing(detail=str(error)) from error
    return None
