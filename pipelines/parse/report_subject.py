"""Whether the figures of a report's number table count the items of the plan: reports also hold tables of
complaints, surveys, scores and people."""

from __future__ import annotations

import re
from collections.abc import Mapping

from normalize.chars import fold
from pipelines.parse.header_words import is_other_unit
from pipelines.parse.report_grid import Grid, has
from pipelines.parse.report_states import ITEM_WORDS

_OTHER_SUBJECT = re.compile(r"ร้องเรียน|ร้องทุกข์|พึงพอใจ|แบบสอบถาม|แบบประเมิน|ผู้(?:เข้าร่วม|เข้าอบรม|ตอบ)|คะแนน|สถิติ")
"""Words of a title, folded, that speak of something else, though they may name items (`ผู้เข้าร่วมโครงการ`)."""


def of_plan_items(
    grid: Grid, quantities: Mapping[int, str | None], *, by_dimension: bool
) -> dict[int, str | None]:
    """Quantities without the counts and percentages that nothing says are of the plan's items.

    Headers or labels of rows name items (or money), the rows or columns are dimensions, or the title names
    items and nothing else. A column of people, and the bare percentage to the right of one, counts none.
    """
    told = by_dimension or _names_items(grid) or _is_titled(grid)
    found: dict[int, str | None] = {}
    other = False
    for column, quantity in sorted(quantities.items()):
        path = grid.paths[column]
        bare = quantity is not None and quantity.endswith("_percent") and not _speaks_of_items(" ".join(path))
        other = is_other_unit(path) or (bare and other)
        counts = quantity is not None and not quantity.endswith("_baht")
        found[column] = None if counts and (other or not told) else quantity
    return found


def _speaks_of_items(text: str) -> bool:
    folded = fold(text)
    return any(has(folded, word) for word in (*ITEM_WORDS, "งบประมาณ", "เบิกจ่าย"))


def _names_items(grid: Grid) -> bool:
    headers = [" ".join(path) for path in grid.paths]
    first = [next(iter(row.values())).text for row in grid.rows if row]
    return any(map(_speaks_of_items, [*headers, *first]))


def _is_titled(grid: Grid) -> bool:
    title = fold(grid.title)
    return any(word in title for word in ITEM_WORDS) and _OTHER_SUBJECT.search(title) is None
