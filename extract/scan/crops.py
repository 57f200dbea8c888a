"""Line images for the engines: only the line's own ink, rules and neighbours painted over, with a margin.

The crop decides as much as the reader: rule remnants and the tails of neighbouring lines read as letters.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.scan.clean import Grey, Mask
from extract.scan.geometry import PxBox
from extract.scan.lines import InkLine, Pieces

# Paper around the text in parts of a letter's height: what readers are trained with.
MARGIN = 0.35

BESIDE, AROUND = np.ones((3, 3), np.uint8), np.ones((5, 5), np.uint8)


def line_crop(even: Grey, ink: Mask, pieces: Pieces, line: InkLine) -> tuple[Grey, PxBox]:
    """The line's image on white, and its box in working px."""
    height, width = even.shape
    margin = max(3, round(MARGIN * min(pieces.body, line.core[1] - line.core[0])))
    x0, y0 = max(0, int(line.box[0]) - margin), max(0, int(line.box[1]) - margin)
    x1, y1 = min(width, int(line.box[2]) + margin), min(height, int(line.box[3]) + margin)
    labels = pieces.labels[y0:y1, x0:x1]
    chosen = np.zeros(len(pieces.boxes) + 1, np.uint8)
    chosen[line.members + 1] = 1
    own = chosen.take(labels)
    for piece, room in line.trims:
        top, bottom = (int(min(max(y, y0), y1)) - y0 for y in (room.top, room.bottom))
        left, right = (int(min(max(x, x0), x1)) - x0 for x in (room.left, room.right))
        outside = labels == piece + 1
        outside[top:bottom, left:right] = False
        own[outside] = 0
    foreign = np.asarray(cv2.subtract(ink[y0:y1, x0:x1], own), np.uint8)
    if not cv2.hasNonZero(foreign):
        return even[y0:y1, x0:x1].copy(), (float(x0), float(y0), float(x1), float(y1))
    # grey edges of foreign strokes go with them, but not the edge of the line's own strokes
    keep = np.asarray(cv2.dilate(own, BESIDE), np.uint8)
    spread = np.asarray(cv2.dilate(foreign, AROUND), np.uint8)
    gone = foreign | np.asarray(cv2.subtract(spread, keep), np.uint8)
    return even[y0:y1, x0:x1] | -gone, (float(x0), float(y0), float(x1), float(y1))
