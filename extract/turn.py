"""Quarter turns of boxes and points on a page."""

from __future__ import annotations

from extract.model import Box


def turned_size(width: float, height: float, turn: int) -> tuple[float, float]:
    """Width and height of a page after a clockwise turn of 0, 90, 180 or 270 degrees."""
    return (height, width) if turn in (90, 270) else (width, height)


def turned_point(x: float, y: float, width: float, height: float, turn: int) -> tuple[float, float]:
    """Where a point of a page of that size lies after a clockwise turn of the page.

    >>> turned_point(10, 20, 100, 200, 90)
    (180, 10)
    """
    if turn == 90:
        return height - y, x
    if turn == 180:
        return width - x, height - y
    if turn == 270:
        return y, width - x
    return x, y


def turned_box(box: Box, width: float, height: float, turn: int) -> Box:
    """Where a box of a page of that size lies after a clockwise turn of the page."""
    xa, ya = turned_point(box[0], box[1], width, height, turn)
    xb, yb = turned_point(box[2], box[3], width, height, turn)
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def back_turned_box(box: Box, width: float, height: float, turn: int) -> Box:
    """Undo `turned_box`: from the turned page to the page of `width` x `height`."""
    turned_width, turned_height = turned_size(width, height, turn)
    return turned_box(box, turned_width, turned_height, -turn % 360)
