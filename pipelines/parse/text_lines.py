"""The lines of a document's running text, with those of tables that stand inside its sections.

Such tables are forms, lists of costs, and amounts set out by year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Cell, Document, Line, Table
from normalize.digits import to_arabic
from pipelines.parse.evidence import joined_line
from pipelines.parse.header_rows import table_rows
from pipelines.parse.headings import AT
from pipelines.parse.sections import section_heading
from pipelines.parse.year_cells import years_across

_NUMBERED_PROJECT = re.compile(
    rf"\s*(?:(?:โครงการ|กิจกรรม|มาตรการ)\s*(?:ลำดับ)?|ลำดับ(?:โครงการ|กิจกรรม|มาตรการ)?)\s*{AT}\s*(\d{{1,3}})\s*[:.]?\s*"
)
_SHORT_ROW = 120
"""A row of cells with fewer letters is one line."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of running text with its page. `content`: it stands in a table beside the heading of its
    section, so that it is no heading itself. `parts` are the lines of cells that it was joined of."""

    text: str
    line: Line
    page: int | None
    content: bool = False
    parts: tuple[Line, ...] = ()


def text_lines(document: Document, skip_tables: frozenset[int]) -> list[TextLine]:
    """The document's running text. Tables not in `skip_tables` stand inside sections and give
    their cells' lines."""
    found: list[TextLine] = []
    for block in document.flow:
        content = block.content
        if isinstance(content, Line):
            found.append(TextLine(content.text, content, block.page))
        elif block.table_index not in skip_tables:
            found += _table_lines(content)
    return [line for line in found if line.text.strip()]


def _table_lines(table: Table) -> list[TextLine]:
    """The lines of a table, row by row; a row of short cells is one line (`ผู้แทนชุมชน 2 คน`), a row that
    begins with a section's heading is the heading and its text, and a row of years with the amounts below is
    a line for each year."""
    found: list[TextLine] = []
    labelled, taken = False, False
    rows = [[cell for cell in cells if cell.text.strip()] for _, cells in sorted(table_rows(table).items())]
    for filled, below in zip(rows, [*rows[1:], []], strict=False):
        if taken:
            taken = False
            continue
        if (name := _name_row(filled)) is not None:
            found += name
            labelled = True
            continue
        label = _label(filled)
        across = years_across(label[1] if label is not None else filled, below)
        if label is not None:
            heading, contents = label
            found += [heading, *([] if across else _cell_lines(contents, content=True))]
            labelled = True
        if across:
            found += [_joined(lines, filled[0].page, labelled) for lines in across]
            taken = True
        if label is not None or across:
            continue
        labelled = labelled and bool(filled) and filled[0].col > 0
        if (side := _side_by_side(filled)) is not None:
            found += side
            continue
        lines = _cell_lines(filled, content=labelled)
        headed = [section_heading(line.text) for line in lines]
        if len(lines) > 1 and not any(headed) and sum(len(line.text) for line in lines) < _SHORT_ROW:
            found.append(_joined(tuple(line.line for line in lines), lines[0].page, labelled))
        else:
            found += lines
    return found


def _side_by_side(cells: Sequence[Cell]) -> list[TextLine] | None:
    """The lines of text that was taken for columns (`ปี 2571 | จำนวน | 30,000`, several rows in one): cells
    that hold equally many lines, read across; None for other rows."""
    counts = {len(cell.lines) for cell in cells}
    if len(cells) < 2 or len(counts) != 1 or counts == {1}:
        return None
    rows = list(zip(*(cell.lines for cell in cells), strict=True))
    if any(sum(len(line.text) for line in row) >= _SHORT_ROW or section_heading(row[0].text) for row in rows):
        return None
    return [_joined(row, cells[0].page) for row in rows]


def _joined(parts: tuple[Line, ...], page: int | None, content: bool = False) -> TextLine:
    line = joined_line(parts)
    return TextLine(line.text, line, page, content, parts)


def _cell_lines(cells: Sequence[Cell], *, content: bool) -> list[TextLine]:
    return [
        TextLine(line.text, line, cell.page, content)
        for cell in cells
        for line in cell.lines
        if line.text.strip()
    ]


def _name_row(cells: Sequence[Cell]) -> list[TextLine] | None:
    """The lines of a form's row that names its project: `โครงการที่ 2 | โครงการอบรม…` is `ลำดับที่ 2` above
    `ชื่อโครงการ : โครงการอบรม…`, `2. ชื่อโครงการ | …` one line; None for other rows."""
    if len(cells) != 2 or not cells[1].lines:
        return None
    label, value = cells
    words = " ".join(line.text.strip() for line in label.lines)
    numbered = _NUMBERED_PROJECT.fullmatch(to_arabic(words))
    heading = section_heading(words)
    first, *more = [line for line in value.lines if line.text.strip()] or value.lines
    rest = [TextLine(line.text, line, value.page, content=True) for line in more]
    if numbered is not None:
        seq = TextLine(f"ลำดับที่ {numbered[1]}", label.lines[0], label.page)
        return [seq, TextLine(f"ชื่อโครงการ : {first.text.strip()}", first, value.page), *rest]
    if heading is None or heading.section != "name" or heading.rest or heading.number is None:
        return None
    parts = (*label.lines, first)
    text = f"{words.rstrip(' :')} : {first.text.strip()}"
    return [TextLine(text, joined_line(parts), value.page, parts=parts), *rest]


def _label(cells: Sequence[Cell]) -> tuple[TextLine, Sequence[Cell]] | None:
    """The heading that a row of a form begins with, after its number or without one, and the cells beside."""
    numbered = len(cells) > 1 and re.fullmatch(r"\d{1,2}\s*[.)]?", to_arabic(cells[0].text).strip())
    place = 1 if numbered else 0
    if len(cells) < place + 2:
        return None
    words = "".join(line.text.strip() for line in cells[place].lines)
    heading = section_heading(words)
    if heading is None or heading.rest:
        return None
    number = f"{re.sub(r'[^0-9]', '', to_arabic(cells[0].text))}. " if numbered else ""
    return TextLine(number + words, cells[place].lines[0], cells[place].page), cells[place + 1 :]
