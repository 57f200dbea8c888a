"""Parts of one table that a broken page keeps apart: rows cut off where the rules between them are erased."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.scan.clean import Mask
from extract.scan.rules import Segment

Part = tuple[list[Segment], list[Segment]]
Box = tuple[float, float, float, float]

SAME_SIDE_IN = 0.08
# Parts of one table stand no further apart than a row of some lines.
ROW_IN = 1.0
# What is left of a lower rule, and of the sides down to it.
RULE_LEFT = 0.5
SIDE_LEFT = 0.3


def reunited(parts: list[Part], ink: Mask, dpi: float) -> list[Part]:
    """The parts with those of one extent joined whose sides go on between them.

    A part is a table's row rules and column rules. Loose pieces of an erased outer rule, in line with each
    other, are a part as well.
    """
    whole = [part for part in parts if part[0] and part[1]]
    loose = _lines([part[0][0] for part in parts if len(part[0]) == 1 and not part[1]], dpi)
    whole.sort(key=lambda part: _box(part)[1])
    done: list[Part] = []
    for part in whole:
        above = next((p for p in done if _same_table(p, part, ink, dpi)), None)
        if above is None:
            done.append((list(part[0]), list(part[1])))
        else:
            above[0].extend(part[0])
            above[1].extend(part[1])
    for line in loose:
        owner = next((p for p in done if _same_table(p, (line, []), ink, dpi)), None)
        if owner is not None:
            owner[0].extend(line)
    return done


def _box(part: Part) -> Box:
    rows, columns = part
    return (
        min([p.start for p in rows] + [p.at for p in columns]),
        min([p.at for p in rows] + [p.start for p in columns]),
        max([p.end for p in rows] + [p.at for p in columns]),
        max([p.at for p in rows] + [p.end for p in columns]),
    )


def _lines(pieces: Sequence[Segment], dpi: float) -> list[list[Segment]]:
    """Loose pieces of row rules in groups of one height."""
    lines: list[list[Segment]] = []
    for piece in sorted(pieces, key=lambda p: p.at):
        if lines and piece.at - lines[-1][-1].at < 0.03 * dpi:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _same_table(part: Part, other: Part, ink: Mask, dpi: float) -> bool:
    """True when two parts below each other have one extent and the sides of the table run on between them."""
    one, two = _box(part), _box(other)
    side = SAME_SIDE_IN * dpi
    inside = one[0] - side < two[0] and two[2] < one[2] + side
    length = sum(row.length for row in other[0]) if not other[1] else two[2] - two[0]
    if not inside or length < (RULE_LEFT if not other[1] else 0.97) * (one[2] - one[0]):
        return False
    upper, lower = (part[0], other[0]) if two[3] > one[3] else (other[0], part[0])
    top, bottom = max(row.at for row in upper), min(row.at for row in lower)
    if not 0 < bottom - top < ROW_IN * dpi:
        return False
    return all(_left(ink, round(x), top, bottom) >= SIDE_LEFT for x in (one[0], one[2]))


def _left(ink: Mask, x: int, top: float, bottom: float) -> float:
    """The inked part of the place of a column rule between two heights."""
    margin = 4
    first, last = round(top) + margin, round(bottom) - margin
    strip = ink[first : max(last, first + 1), max(0, x - 3) : x + 4]
    return float(np.asarray(strip).any(axis=1).mean())
