"""Lines of a report's narrative with what their beginnings say: numbers, codes, dimensions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Line
from normalize.chars import canonical
from normalize.digits import to_arabic
from normalize.numbering import Numbering, parse_numbering
from pipelines.parse.evidence import heading_trusted
from pipelines.parse.headings import dimension_word
from pipelines.parse.narrative_repair import without_noise
from pipelines.parse.report_states import heads_items

_DIMENSION = re.compile(r"\s*(?:\d\s*[.)]\s*)?ม[ิี]?ต[ิี]?[่้]?\s*ท?[ีิ]?่?\s*[:.]?\s*([1-9])(?!\d)")
KIND_WORD = re.compile(r"[\s\"“”'‘’]*(?:โครงการ|กิจกรรม|มาตรการ)")


@dataclass(slots=True)
class Row:
    """A line of the narrative with what its beginning says."""

    line: Line
    page: int | None
    text: str
    numbering: Numbering | None
    trusted: bool = True
    is_heading: bool = False

    @property
    def rest(self) -> str:
        """The text after the numbering."""
        return self.numbering.rest if self.numbering is not None else self.text


def row_of(page: int | None, line: Line) -> Row:
    text = canonical(line.text).replace("\n", " ").strip()
    if line.confidence is not None:
        text = without_noise(text)
    return Row(line, page, text, parse_numbering(text), heading_trusted([line]))


def item_number(row: Row) -> int | None:
    """The number of an item: a single one; `๔.๑.๑.๑` and `๔.๔` are none."""
    numbering = row.numbering
    if numbering is None or len(numbering.path) != 1 or numbering.kind == "plain":
        return None
    return numbering.path[0]


def is_band(rows: Sequence[Row], i: int) -> bool:
    """Whether a row reads like the heading of a dimension, mission or strategy, or of items of one state."""
    if dimension_of(rows[i].text) is not None or heads_items(rows[i].text) is not None:
        return True
    return len(code_path(rows[i])) in (2, 3) and not is_sublist(rows, i)


def code_path(row: Row) -> tuple[int, ...]:
    numbering = row.numbering
    return numbering.path if numbering is not None and numbering.kind == "dotted" else ()


def is_sublist(rows: Sequence[Row], i: int) -> bool:
    """Whether `2.1` stands in a list: the first under step 2 of its section, or one that goes on after it."""
    path = code_path(rows[i])
    for j in range(i - 1, max(i - 12, -1), -1):
        if rows[j].is_heading or dimension_of(rows[j].text) is not None:
            return False
        before = rows[j].numbering
        if before is None or not before.path:
            continue
        if path[-1] == 1:
            return before.path == path[:-1] and len(before.path) == 1
        return before.path == (*path[:-1], path[-1] - 1) and is_sublist(rows, j)
    return False


def dimension_of(text: str) -> int | None:
    """The number of a line that begins with มิติที่ N; None for other lines."""
    match = _DIMENSION.match(to_arabic(text))
    return int(match[1]) if match else dimension_word(text)


def without_dimension(text: str) -> str:
    """What stands behind มิติที่ N; of a cell that begins with the number alone, behind that.

    >>> without_dimension("มิติที่ 1 การสร้างวัฒนธรรมสุจริต"), without_dimension("2. การบริหาร")
    (' การสร้างวัฒนธรรมสุจริต', ' การบริหาร')
    """
    match = _DIMENSION.match(to_arabic(text)) or re.match(r"[\s\d๐-๙.)]*(?=\s)", text)
    return text[match.end() :] if match is not None else text
