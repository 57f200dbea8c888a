"""A page with the cells and lines that were found drawn over it."""

from __future__ import annotations

from pathlib import Path

import cv2

from extract.scan.geometry import PxBox
from extract.scan.layout import LineLayout, ScanLayout

SCALE = 0.6


def draw(layout: ScanLayout, path: Path) -> None:
    """Write the picture of a layout: cells red (headers blue), lines green, lines outside tables violet."""
    image = cv2.cvtColor(layout.upright, cv2.COLOR_GRAY2BGR)

    def frame(box: PxBox, color: tuple[int, int, int], inset: int) -> None:
        x0, y0, x1, y1 = (round(v) for v in box)
        cv2.rectangle(image, (x0 + inset, y0 + inset), (x1 - inset, y1 - inset), color, 2)

    for block in layout.blocks:
        if isinstance(block, LineLayout):
            frame(block.px, (180, 0, 180), 0)
            continue
        for cell in block.cells:
            frame(cell.px, (255, 0, 0) if cell.is_header else (0, 0, 255), 2)
            for line in cell.lines:
                frame(line.px, (0, 160, 0), 0)
    cv2.imwrite(str(path), cv2.resize(image, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_AREA))
