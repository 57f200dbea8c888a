"""From a grey page to its ink: uneven light evened, edges, punch holes and specks taken out.

Ink masks are uint8 arrays of 0 and 1. Lengths are in inches times the dpi of the image, so that every
resolution is treated alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import LONGEST_BAR, Bits, packed
from extract.scan.components import find_components
from extract.scan.dark_fills import without_dark_fills
from extract.scan.grey_fills import without_grey_fills
from extract.scan.pictures import find_pictures, pictured
from extract.scan.shadows import without_shadows
from extract.scan.squares import SQUARE, Squares, reduced, squares

Mask = NDArray[np.uint8]
Grey = NDArray[np.uint8]

# A stroke of print is thinner than this (36 pt bold has strokes of 0.07 in); solid blobs beyond it are holes.
BLOB_IN = 0.11
# Specks smaller than a full stop of 8 pt print.
SPECK_IN = 0.008
# Stops stand so close to a letter in the line, and are so many times as frequent there as on bare paper.
STOP_BESIDE_IN, STOP_DOWN_IN = 0.03, 0.01
DIRTY = 4
# Strokes too faint to be ink: longer than thick at either of two lengths, so close to what is ink, and no
# longer than a dash.
STROKES_IN, DASH_BESIDE_IN, DASH_IN = (0.015, 0.02), 0.08, 0.12
# They are made so much darker than the threshold.
BROUGHT_OUT = 30
# Ink up to this much above the threshold shows a faint rule: thinner than this, and longer across or down.
FAINT = 30
FAINT_THICK_IN, FAINT_ACROSS_IN, FAINT_DOWN_IN = 0.03, 0.4, 0.25
# A rule that crosses is wider than it is thick by so many px, those at its sides.
CROSSED_PX = 3
# Dots of a dotted rule stand closer than this; a row of them is longer than any letter's strokes.
DOT_GAP_IN, DOTTED_IN = 0.03, 0.6
# A page of black and white has less than this share of its area between the two, as noise and JPEG leave it,
# and no more of that than it has black: thin print scanned grey is between the two for the most part.
BETWEEN_SHARE, GREY_EDGES = 0.01, 1.0
COARSE = 4
"""Large things are looked for in squares of so many px."""


def opened(mask: Mask, rows: int, cols: int) -> Mask:
    """Ink that a bar of rows x cols px fits into; one of the two is 1."""
    if max(rows, cols) <= LONGEST_BAR:
        return packed(mask).opened(rows, cols).mask()
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((rows, cols), np.uint8)), dtype=np.uint8)


def closed(mask: Mask, rows: int, cols: int) -> Mask:
    """Ink with gaps filled that a bar of rows x cols px does not fit into; one of the two is 1."""
    if max(rows, cols) <= LONGEST_BAR:
        return packed(mask).closed(rows, cols).mask()
    bar = np.ones((rows, cols), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, bar), dtype=np.uint8)


def is_bilevel(grey: Grey) -> bool:
    """True when the page holds black and white only (a fax or a CCITT scan).

    White paper with a few lines of thin print holds little that is grey as well, but that is most of its ink.
    """
    sample = grey[::7, ::7]
    between = np.count_nonzero((sample > 20) & (sample < 235))
    black = np.count_nonzero(sample <= 20)
    return bool(between < BETWEEN_SHARE * sample.size and between <= GREY_EDGES * black)


def even_light(grey: Grey, squared: Squares, dpi: float) -> Grey:
    """Divide by the paper's own brightness, so that shadows and bleed of light become white.

    `squared` is `squares(grey)`.
    """
    if is_bilevel(grey):
        return grey
    step = max(2, round(dpi / 25))
    whole = step % SQUARE or not squared.grey.size
    small = reduced(grey, step) if whole else reduced(squared.grey, step // SQUARE)
    size = max(3, round(0.6 * dpi / step)) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.GaussianBlur(paper, (size, size), 0)
    # where the paper itself is nearly black there is a shadow or a dark photo, no print to be brought out
    size_of_page = (grey.shape[1], grey.shape[0])
    light = cv2.resize(np.maximum(paper, 60), size_of_page, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, light, scale=255), dtype=np.uint8)


def ink_threshold(even: Grey) -> int:
    """Grey below which an evenly lit page is ink: Otsu's, kept between sane bounds for nearly empty pages."""
    if is_bilevel(even):
        return 128
    threshold, _ = cv2.threshold(even[::2, ::2], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return round(min(max(threshold, 130.0), 205.0))


def binarise(even: Grey, threshold: int) -> Mask:
    """Ink (1) and paper (0)."""
    return (even < threshold).view(np.uint8)


def inked_page(even: Grey, threshold: int) -> tuple[Mask, Bits]:
    """The ink of a page, a byte and a bit a pixel."""
    ink = binarise(even, threshold)
    return ink, packed(ink)


def coarse_ink(ink: Mask) -> Mask:
    """The number of inked pixels in squares of COARSE px; beyond the page's sides there is paper."""
    height, width = ink.shape
    whole = cv2.copyMakeBorder(ink, 0, -height % COARSE, 0, -width % COARSE, cv2.BORDER_CONSTANT, value=0)
    # counted in sixteenths, the means are whole numbers
    return reduced(np.asarray(whole * np.uint8(COARSE**2), dtype=np.uint8), COARSE)


def find_blobs(coarse: Mask, dpi: float) -> Mask:
    """Squares of punch holes, black corners and seals: whatever is thicker than a stroke of print."""
    solid = (coarse > 0.7 * COARSE**2).astype(np.uint8)
    size = max(3, round(BLOB_IN * dpi / COARSE))
    inner = max(1, int(size / math.sqrt(2)) - 1)
    if not cv2.hasNonZero(cv2.erode(solid, np.ones((inner, inner), np.uint8))):
        return np.zeros_like(solid)  # not even a square within the disc finds room, which is found out faster
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    cores = cv2.morphologyEx(solid, cv2.MORPH_OPEN, disc)
    return np.asarray(cv2.dilate(cores, np.ones((5, 5), np.uint8)), dtype=np.uint8)


def find_edges(ink: Mask, coarse: Mask, dpi: float) -> Mask | None:
    """The black edges of a photocopy: large pieces of ink that hang on the border. None without any."""
    side = _reach(dpi) // COARSE + 2
    if not any(part.any() for part in (coarse[:side], coarse[-side:], coarse[:, :side], coarse[:, -side:])):
        return None
    count, labels, stats, _ = cv2.connectedComponentsWithStats((coarse > 0).astype(np.uint8), connectivity=8)
    # a piece lies within a piece of squares, which is no smaller and no farther from the border
    boxes = stats[1:count, [0, 1, 2, 3]].astype(np.int64)
    boxes[:, 2:] += boxes[:, :2]
    edges = None
    for k in np.flatnonzero(_hangs_on_border(boxes * COARSE, ink.shape, dpi)).tolist():
        left, top, right, foot = boxes[k].tolist()
        own = _enlarged(labels[top:foot, left:right] == k + 1)
        y, x = top * COARSE, left * COARSE
        part = ink[y : y + len(own), x : x + len(own[0])]
        found = find_components(part & own[: len(part), : len(part[0])])
        places = found.boxes + np.array([x, y, x, y])
        wide, high = places[:, 2] - places[:, 0], places[:, 3] - places[:, 1]
        page_sized = (wide > 0.6 * ink.shape[1]) & (high > 0.6 * len(ink)) & (found.areas < 0.2 * wide * high)
        gone = np.zeros(part.shape, np.uint8)
        gone.ravel()[found.pixels(_hangs_on_border(places, ink.shape, dpi) & ~page_sized)] = 1
        edges = np.zeros_like(ink) if edges is None else edges
        edges[y : y + len(part), x : x + len(part[0])] |= gone
    return edges


def _enlarged(squares: NDArray[np.bool_] | Mask) -> Mask:
    """Every square as the COARSE x COARSE px that it stands for."""
    rows = np.repeat(np.asarray(squares, dtype=np.uint8), COARSE, axis=0)
    return np.repeat(rows, COARSE, axis=1)


def _reach(dpi: float) -> int:
    """How many px from the border ink hangs on it."""
    return max(2, round(0.02 * dpi))


def _hangs_on_border(boxes: NDArray[np.int64], shape: tuple[int, int], dpi: float) -> NDArray[np.bool_]:
    height, width = shape
    reach = _reach(dpi)
    big = round(0.3 * dpi)
    left, top, right, foot = boxes.T
    on_edge = (left <= reach) | (right >= width - reach) | (top <= reach) | (foot >= height - reach)
    return np.asarray(on_edge & ((right - left > big) | (foot - top > big)))


@dataclass(frozen=True, slots=True)
class CleanPage:
    """An evenly lit page without holes, black edges, specks and pictures, its ink, and the grey where ink
    begins; `pictures` is the same page with nothing on it but these, None where it has none."""

    even: Grey
    ink: Mask
    threshold: int
    pictures: Grey | None = None


def _dirt(ink: Bits, rules: Bits, area: int, dpi: float) -> Bits:
    """Specks too small for print; not those that small print uses as its stops.

    Stops of small print, and pieces of its thinnest strokes, are as small as specks, but stand close to
    letters far more often than dirt, which lies anywhere. Pieces of the faint `rules` are no stops.
    """
    specks = ink.specks(pairs=round(SPECK_IN * dpi) > 1)
    beside = (ink - specks).dilated(2 * round(STOP_DOWN_IN * dpi) + 1, 2 * round(STOP_BESIDE_IN * dpi) + 1)
    stops = specks & beside
    found, share = stops.count(), beside.count() / area
    if found * (1 - share) <= DIRTY * (specks - stops).count() * share:
        return specks
    return specks - (stops - rules).dilated(3, 3)


def soft_ink(even: Grey, threshold: int) -> Bits:
    """Ink that may be lighter than print, as hairlines and dots are that a scan has blurred."""
    return packed(binarise(even, threshold + FAINT))


def faint_rules(soft: Bits, dpi: float) -> Bits:
    """Thin runs too long for print in soft ink: rules that are hairlines."""
    thick, high = round(FAINT_THICK_IN * dpi), round(FAINT_DOWN_IN * dpi)
    across = soft.thin_across(thick, round(FAINT_ACROSS_IN * dpi))
    # rules across, which are taken out with all that is wide, do not end those that run down through them
    crossing = across.dilated(CROSSED_PX, 1)
    columns = (soft | crossing).columns_with_runs(high)  # no others need be looked at
    near = soft.at_columns(columns)
    down = ((near - near.opened(1, thick)) | crossing.at_columns(columns)).opened(high, 1) & near
    return across | down.spread_columns(columns, soft)


def dotted_rows(soft: Bits, dpi: float) -> Bits:
    """Rows of dots too long for print in soft ink: a scan blurs and greys dots."""
    thick = round(FAINT_THICK_IN * dpi)
    joined = soft.closed(1, max(3, round(DOT_GAP_IN * dpi)))
    return joined.thin_across(thick, round(DOTTED_IN * dpi)) & soft


def dotted_columns(soft: Bits, dpi: float) -> Bits:
    """Columns of dots too long for print, the gaps between the dots filled, a lost dot's as well."""
    thick, high = round(FAINT_THICK_IN * dpi), round(FAINT_DOWN_IN * dpi)
    columns = soft.closed(thick + CROSSED_PX, 1).columns_with_runs(high)  # no others need be looked at
    near = soft.at_columns(columns)
    joined = (near - near.opened(1, thick)).closed(thick + CROSSED_PX, 1)
    return (joined.opened(high, 1) & near).spread_columns(columns, soft)


def faint_strokes(soft: Bits, ink: Bits, dpi: float) -> Bits:
    """Strokes of soft ink by themselves beside print: thin dashes that a scan greyed more than the digits.

    None where such strokes are hardly more frequent beside print than on bare paper: dirt lies anywhere.
    """
    alone = soft - ink.dilated(3, 3)
    lengths = [max(3, round(least * dpi)) for least in STROKES_IN]
    # on most pages next to none stand alone: the others' rows need not be looked at
    rows = alone.rows_near(alone.rows_with_ink(), 2 * max(lengths) + 2)
    none, found = soft - soft, _strokes(alone.at_rows(rows), soft.at_rows(rows), lengths)
    most = round(DASH_IN * dpi)
    found -= found.opened(1, most) | found.opened(most, 1)
    if not found.words.any():
        return none
    found = found.spread(rows, len(soft.words))
    reach = 2 * round(DASH_BESIDE_IN * dpi) + 1
    beside = ink.dilated(reach, reach)
    strokes, share = found & beside, beside.count() / (len(ink.words) * ink.width)
    if strokes.count() * (1 - share) <= DIRTY * (found - strokes).count() * share:
        return none
    return strokes


def _strokes(alone: Bits, soft: Bits, lengths: Iterable[int]) -> Bits:
    """Strokes as long as one of `lengths`, across or down, and thinner in soft ink, that stand alone."""
    found = soft - soft
    for length in lengths:
        found |= (alone - soft.opened(length, 1)).opened(1, length)
        found |= (alone - soft.opened(1, length)).opened(length, 1)
    return found


def clean_page(grey: Grey, dpi: float, *, with_pictures: bool = False) -> CleanPage:
    """The page as it would look fresh from the printer, as far as that can be told; its pictures are taken
    out of it unless it is wanted `with_pictures`."""
    raw_squares = small = squares(grey)
    plain = without_dark_fills(grey, small, dpi)
    small = small if plain is grey else squares(plain)
    even = even_light(plain, small, dpi)
    threshold = ink_threshold(even)
    lifted = plain
    if not is_bilevel(plain):
        lifted = without_grey_fills(plain, small, dpi, threshold + FAINT)
    if lifted is not plain:
        even = even_light(lifted, squares(lifted), dpi)
        threshold = ink_threshold(even)
    raw = binarise(even, threshold)
    if not is_bilevel(plain):
        lit = without_shadows(lifted, even, raw, dpi)
        raw, even = (raw, even) if lit is even else (binarise(lit, threshold), lit)
    # of black and white, tints are dots, and as uneven as pictures
    found = None if with_pictures or is_bilevel(grey) else find_pictures(raw_squares, dpi)
    inside = None
    if found is not None:
        paper_from = (threshold + FAINT) * raw_squares.paper / 255
        inside = pictured(found, grey, paper_from, dpi).view(np.uint8)
    ink, coarse = _without_blobs(raw, inside, dpi)
    edges = find_edges(ink, coarse, dpi)
    whole = packed(raw)
    if edges is not None:
        ink = ink & (1 - edges)
    bits = whole if ink is raw else packed(ink)
    soft = soft_ink(even, threshold)
    rules = faint_rules(soft, dpi)
    dots = dotted_rows(soft, dpi) | dotted_columns(soft, dpi)
    taken = whole - bits
    bits -= _dirt(bits - dots, rules, even.size, dpi)
    strokes = faint_strokes(soft - taken.dilated(9, 9) - rules - dots, bits, dpi)
    bits |= strokes
    # the grey edges of what was taken out go with it
    dirt = (whole - bits).dilated(5, 5) - bits - rules - dots
    even = even | -dirt.mask()
    if strokes.words.any():  # what is turned straight is asked for its ink again
        rows = strokes.rows_with_ink()
        darker = np.where(strokes.at_rows(rows).mask() > 0, np.uint8(threshold - BROUGHT_OUT), np.uint8(255))
        even[rows] = np.minimum(even[rows], darker)
    return _apart(CleanPage(even, bits.mask(), threshold), inside)


def _without_blobs(ink: Mask, pictures: Mask | None, dpi: float) -> tuple[Mask, Mask]:
    """Ink without blobs, and the same in squares; those of pictures reach no print beside them."""
    coarse = coarse_ink(ink)
    blobs = find_blobs(coarse, dpi)
    if not blobs.any():
        return ink, coarse
    gone = _enlarged(blobs)[: len(ink), : len(ink[0])]
    if pictures is not None:
        beside = np.where(coarse_ink(pictures) > 0, np.uint8(0), coarse)
        gone = np.where(pictures > 0, gone, _enlarged(find_blobs(beside, dpi))[: len(ink), : len(ink[0])])
    return ink & (1 - gone), np.where(blobs > 0, np.uint8(0), coarse)


def _apart(page: CleanPage, pictures: Mask | None) -> CleanPage:
    """The page with its pictures by themselves."""
    if pictures is None:
        return page
    inside = np.asarray(pictures * np.uint8(255), np.uint8)
    return CleanPage(page.even | inside, page.ink & ~inside, page.threshold, page.even | ~inside)
