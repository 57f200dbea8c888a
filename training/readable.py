"""Whether anybody could read a worn page: how far the gaps within its letters differ from their strokes.

Where the loops of digits and the gaps between strokes came out of a copier and a scanner as dark as the
strokes, nothing tells a ๘ from a ๙ but a guess. That is measured on the page itself, with the print it was
made of beside it: no reader's success has a part in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages import Printed, Sheet
from training.scans import Scan, printed_lines

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]

READABLE_FROM = 0.18
"""Least contrast of the gaps of a page that can be read. Of the bench's 56 pages with numbers of bad scans
seven lie below, between -0.01 and 0.16; the others begin at 0.21."""
LINES = 9
"""Lines of a page that are looked at."""
FINER = 3
"""The print is enlarged so much, that strokes of one pixel have edges."""
WIDEST_GAP = 0.5
"""Gaps of letters are closed by strokes at most so far apart, in heights of consonants."""
LONGEST = 12.0
"""Of a line so much is looked at, in heights of consonants."""
SHIFTS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""Pixels by which the print may lie beside where the scan's geometry puts it."""


def gap_contrast(sheet: Sheet, scan: Scan) -> float:
    """How much lighter the paper between a page's strokes is than the strokes, in parts of the whole range
    from ink to paper: some 0.3 to 0.6 in good print, near 0 where letters have become blots.

    The median of some lines; 1.0 for a page without any.
    """
    lines = [line for line in printed_lines(sheet) if len(line.text) > 1]
    print_ = _at_resolution(sheet)
    chosen = [lines[i] for i in np.unique(np.linspace(0, len(lines) - 1, LINES).astype(int))] if lines else []
    found = [value for line in chosen if (value := _of_line(print_, scan, line)) is not None]
    return float(np.median(found)) if found else 1.0


def _at_resolution(sheet: Sheet) -> Grey:
    size = sheet.image.shape[1] // sheet.zoom, sheet.image.shape[0] // sheet.zoom
    return np.asarray(cv2.resize(sheet.image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _of_line(print_: Grey, scan: Scan, line: Printed) -> float | None:
    """None where a line has no gaps to speak of."""
    letter = line.core[1] - line.core[0]
    left, top = max(0, round(line.box[0]) - 2), max(0, round(line.box[1]) - 2)
    right = min(round(line.box[2]) + 2, left + round(LONGEST * letter))
    drawn = print_[top : round(line.box[3]) + 2, left:right]
    if min(drawn.shape, default=0) < 4:
        return None
    drawn = np.asarray(cv2.resize(drawn, None, fx=FINER, fy=FINER, interpolation=cv2.INTER_CUBIC), np.uint8)
    ink, gaps = _ink_and_gaps(drawn, letter * FINER)
    if min(np.count_nonzero(ink), np.count_nonzero(gaps)) < 10:
        return None
    seen = _best_fit(drawn, _places(drawn.shape, left, top, scan), scan.image)
    dark, light = np.quantile(seen, (0.03, 0.9))
    return float((seen[gaps].mean() - seen[ink].mean()) / max(1.0, light - dark))


def _ink_and_gaps(drawn: Grey, letter: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The strokes, and the paper that they close in; `letter`: height of consonants, px."""
    reach = max(1, round(WIDEST_GAP / 2 * letter))
    ink = (drawn < 128).astype(np.uint8)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    wide = cv2.copyMakeBorder(ink, *[reach] * 4, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, disc)[reach:-reach, reach:-reach]
    return ink == 1, (closed == 1) & (ink == 0)


def _places(shape: Sequence[int], left: int, top: int, scan: Scan) -> Floats:
    """Where on the scan each pixel of the enlarged print lies: (height, width, 2)."""
    xs, ys = (start + (np.arange(n) + 0.5) / FINER - 0.5 for start, n in ((left, shape[1]), (top, shape[0])))
    points = np.stack(np.meshgrid(xs, ys), -1).reshape(-1, 2)
    return scan.from_sheet(points).astype(np.float32).reshape(shape[0], shape[1], 2)


def _best_fit(drawn: Grey, places: Floats, image: Grey) -> Grey:
    """The scan at the places, moved by that one of SHIFTS each way which makes it most like the print."""
    wanted = drawn.astype(np.float32) - drawn.mean()
    best, likeness = drawn, -2.0
    for down in SHIFTS:
        for across in SHIFTS:
            xs, ys = places[..., 0] + np.float32(across), places[..., 1] + np.float32(down)
            seen = np.asarray(cv2.remap(image, xs, ys, cv2.INTER_LINEAR, borderValue=255), np.uint8)
            other = seen.astype(np.float32) - seen.mean()
            alike = float(
                (wanted * other).sum() / max(1.0, float(np.linalg.norm(wanted) * np.linalg.norm(other)))
            )
            if alike > likeness:
                best, likeness = seen, alike
    return best
