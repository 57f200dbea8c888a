"""Words of a page for the tests of tables without rules."""

from __future__ import annotations

import numpy as np

from extract.scan.words import Words

BODY = 20.0


def words(*rows: tuple[float, float, float, str]) -> Words:
    """Words by left, right, foot and kind: `amount`, `number`, `year`, `dash` or `text`."""
    left, right, foot = (np.array([row[k] for row in rows], np.float64) for k in range(3))
    kind = np.array([row[3] for row in rows])
    number = kind != "text"
    letters = np.select([kind == "number", kind == "dash", kind == "year"], [1, 1, 4], 6)
    return Words(
        left, right, foot - BODY, foot, number, letters, kind == "amount", kind == "dash", number, BODY
    )
