"""Reading all lines of a page, each as what it was cut out as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from extract.engines.base import Engine, Image, LineKind, PageEngine
from extract.model import Reading


def read_lines(lines: Sequence[Image], kinds: Sequence[LineKind], engine: Engine) -> list[Reading]:
    """Readings of a page's line images, in their order; what the engine sees to be no number is read again as
    text.

    An engine that lets lines tell about each other reads them together, another one those of each kind.
    """
    if isinstance(engine, PageEngine):
        readings = engine.read_page(lines, kinds)
    else:
        readings = [Reading("", 0.0)] * len(lines)
        for kind in get_args(LineKind):
            _read_into(readings, [i for i, own in enumerate(kinds) if own == kind], lines, kind, engine)
    again = [i for i, kind in enumerate(kinds) if kind == "number" and _is_no_number(readings[i])]
    _read_into(readings, again, lines, "text", engine)
    return readings


def _read_into(
    readings: list[Reading], places: Sequence[int], lines: Sequence[Image], kind: LineKind, engine: Engine
) -> None:
    """Put readings of the lines at some places there."""
    for i, reading in zip(places, engine.read([lines[i] for i in places], kind), strict=True):
        readings[i] = reading


def _is_no_number(reading: Reading) -> bool:
    return not reading.text.strip() or "#" in reading.text
