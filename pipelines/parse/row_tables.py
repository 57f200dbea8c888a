"""Tables without rules whose columns nobody found, told by their lines: headings, and rows below them.

ที่ โครงการ/กิจกรรม งบประมาณ (บาท)
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1 โครงการเยาวชนหัวใจสีขาว 36,250
รวม 36,250

A single column of amounts is what many a letter has: only the words of the headings make it a table. How many
figures a row has they tell, too. What stands in which column is told by order alone, so that no amount of
such a table is certain by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.model import Block, Cell, Document, Line, Table
from normalize.chars import DASHES
from normalize.digits import to_arabic
from normalize.named_amounts import names_amount
from pipelines.parse.evidence import joined_line, union_box
from pipelines.parse.headings import dimension_word, is_total_label

ROWS_OF_LINES = (
    "ตารางไม่มีเส้น จึงแบ่งแถวและคอลัมน์ตามลำดับคำในบรรทัด อาจไม่ตรงกับต้นฉบับ / "
    "a table without rules: its rows and columns were told by the order of words in lines, and may be others"
)

_KINDS = r"(?:ชื่อ)?(?:แผนงาน|โครงการ|กิจกรรม|มาตรการ)(?:\s*[/,และ]+\s*(?:โครงการ|กิจกรรม|มาตรการ))*"
_SEQ, _DIMENSION = r"ลำดับ(?:\s*ที่)?|ที่|ข้อ", r"มิติ(?:\s*ที่)?"
_COUNT = r"(?:กลุ่ม)?เป้าหมาย|จำนวน\s*(?:คน|ผู้เข้าร่วม)|\(?\s*คน\s*\)?"
_MONEY = r"(?:วงเงิน|จำนวน)?\s*งบ(?:ประมาณ)?|(?:จำนวน|วง)เงิน|\(?\s*บาท\s*\)?"
_YEAR = r"(?:ปี)?\s*(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*2[45]\d\d"
_TOTAL = r"รวม(?:ทั้งสิ้น|เป็นเงิน|งบประมาณ|เงิน)*"
_PARTS = {
    "total": _TOTAL,
    "year": _YEAR,
    "seq": _SEQ,
    "item": _KINDS,
    "dimension": _DIMENSION,
    "count": _COUNT,
    "money": _MONEY,
}
_PART = re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in _PARTS.items()))
_MOST_HEADINGS = 4
"""Lines of headings over a table."""
_CELL = re.compile(rf"\s+(?P<cell>\d[\d,]*(?:\.\d{{2}})?|[{re.escape(DASHES)}]+)\s*$")
"""The last figure or dash of a line."""
_CELL_OF_MONEY = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{2}})?|[{re.escape(DASHES)}]+")
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,3})\s*[.)]?\s+(?=[\d\"“(]?\s*[ก-๙])")
_OF_DIMENSION = re.compile(r"[1-4]\s+(?=[\"“(]?[ก-๙])")
_LETTER = re.compile(r"[ก-๙A-Za-z]")
_PAGE_NUMBER = re.compile(rf"[\s{re.escape(DASHES)}]*\d{{1,3}}[\s{re.escape(DASHES)}]*")
_NO_NAME = re.compile(r"\s*(?:หมายเหตุ|ลงชื่อ|ลงนาม|ผู้|\(|\*|ทั้งนี้|จึง|โดย)")
_INDENT = 6.0
"""A name goes on this many points at least behind the number of its row."""
_MOST_NAME_LINES = 2
_LEAST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class _Heading:
    """The headings of a table: their lines, how many columns of figures come before those of money, and the
    texts of these."""

    lines: tuple[Line, ...]
    seq: str
    dimension: str | None
    item: str
    counts: str | None
    money: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """The headings of all columns."""
        first = [self.seq, *([self.dimension] if self.dimension else []), self.item]
        return [*first, *([self.counts] if self.counts else []), *self.money]


@dataclass(slots=True)
class _Rows:
    """The rows of a table so far: the cells of each, and how many places of the flow they take."""

    cells: list[list[Cell]] = field(default_factory=list)
    items: int = 0
    names: int = 0
    """Lines with which the name of the last row's item went on."""
    left: float | None = None
    """Where the last item's row begins."""


def with_row_tables(document: Document) -> Document:
    """The document with such tables in the place of their lines, and of tables without rules whose rows and
    columns were found but not for sure, where their lines are rows as well."""
    opened, own = _opened(document)
    found = _with_tables(opened)
    if own and any(id(block.content) in own for block in found.flow):
        return _with_tables(document)
    return document if found is opened else found


def holds_unsure_tables(document: Document) -> bool:
    """Whether a document has tables without rules whose rows and columns are not certain."""
    return any(map(_is_unsure, document.tables))


def _is_unsure(table: Table) -> bool:
    return not table.ruled and table.status == "partial" and table.bbox is not None


def _opened(document: Document) -> tuple[Document, set[int]]:
    """The document with the lines of its unsure tables in their place, and those of them with amounts, by
    identity."""
    flow: list[Block] = []
    own: set[int] = set()
    for block in document.flow:
        if block.table_index is None or not isinstance(block.content, Table) or not _is_unsure(block.content):
            flow.append(block)
            continue
        lines = [Block(cell.page, line) for cell in block.content.cells for line in cell.lines]
        flow += sorted(lines, key=_place)
        own |= {id(line.content) for line in lines if names_amount(_text(line))}
    return replace(document, flow=tuple(flow)), own


def _text(block: Block) -> str:
    return block.content.text if isinstance(block.content, Line) else ""


def _place(block: Block) -> tuple[int, float, float]:
    """Where a line stands: by its page, down it and across."""
    box = block.content.bbox or (0.0,) * 4
    return block.page or 0, (box[1] + box[3]) / 2, box[0]


def _with_tables(document: Document) -> Document:
    """The document with the lines that are rows below headings as tables."""
    groups = _level(document.flow)
    blocks = [_joined(group) for group in groups]
    flow: list[Block] = []
    tables = list(document.tables)
    place = 0
    while place < len(blocks):
        heading = _heading_at(blocks, place)
        found = _table_below(heading, blocks, place) if heading is not None else None
        if found is None:  # what is left of headings without their first line may tell fewer columns
            end = place + (len(heading.lines) if heading is not None else 1)
            flow += [block for group in groups[place:end] for block in group]
            place = end
            continue
        table, place = found
        flow.append(Block(table.page, table, len(tables)))
        tables.append(table)
    if len(tables) == len(document.tables):
        return document
    return _in_order(replace(document, flow=tuple(flow), tables=tuple(tables)))


def _level(flow: Sequence[Block]) -> list[list[Block]]:
    """The blocks of a flow, with the lines together that stand side by side: a scan reads each figure of a
    row by itself."""
    groups: list[list[Block]] = []
    for block in flow:
        if groups and any(_level_with(other, block) for other in groups[-1]):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _level_with(one: Block, other: Block) -> bool:
    """Whether two blocks are lines of a page level with each other, and none over the other."""
    if not (isinstance(one.content, Line) and isinstance(other.content, Line)) or one.page != other.page:
        return False
    box, near = one.content.bbox, other.content.bbox
    if box is None or near is None or (box[0] < near[2] and near[0] < box[2]):
        return False
    low, high = sorted((box, near), key=lambda box: box[3] - box[1])  # a dash is low
    return high[1] < (low[1] + low[3]) / 2 < high[3]


def _joined(group: Sequence[Block]) -> Block:
    lines = [block.content for block in group if isinstance(block.content, Line)]
    if len(lines) < 2:
        return group[0]
    lines.sort(key=lambda line: line.bbox or (0.0,) * 4)
    return replace(group[0], content=joined_line(lines))


def _in_order(document: Document) -> Document:
    """The document with its tables in the order of its flow."""
    indexes = [block.table_index for block in document.flow if block.table_index is not None]
    order = {index: n for n, index in enumerate(indexes)}
    flow = tuple(
        block if block.table_index is None else replace(block, table_index=order[block.table_index])
        for block in document.flow
    )
    return replace(document, flow=flow, tables=tuple(document.tables[index] for index in indexes))


def _table_below(heading: _Heading, blocks: Sequence[Block], place: int) -> tuple[Table, int] | None:
    """The table whose headings begin at a place of the flow, and the place behind it."""
    rows = _Rows()
    page = blocks[place].page
    at = end = place + len(heading.lines)
    printed = {line.text for line in heading.lines}
    while at < len(blocks):
        content = blocks[at].content
        if not isinstance(content, Line):
            break
        again = blocks[at].page != page and (
            content.text in printed or _PAGE_NUMBER.fullmatch(to_arabic(content.text))
        )
        if not again and not _PAGE_NUMBER.fullmatch(to_arabic(content.text)):
            taken = _take(rows, heading, content, blocks[at].page)
            if taken is None:
                return None
            if not taken:
                break
            end = at + 1
        at += 1
    if rows.items < _LEAST_ITEMS:
        return None
    return _table(heading, rows, page), end


def _heading_at(blocks: Sequence[Block], place: int) -> _Heading | None:
    """The headings that begin at a place of the flow; None where other words stand in them, or no column of
    items, or figures other than money in the last one."""
    lines: list[Line] = []
    for block in blocks[place : place + _MOST_HEADINGS]:
        if not isinstance(block.content, Line) or block.page != blocks[place].page:
            break
        if _PART.sub("", to_arabic(block.content.text)).strip():
            break
        if dimension_word(block.content.text) is not None:
            break
        lines.append(block.content)
    if not lines:
        return None
    found: dict[str, list[str]] = {name: [] for name in _PARTS}
    last = ""
    widest = max(lines, key=lambda line: line.bbox[2] if line.bbox is not None else 0.0)
    for line in lines:
        for match in _PART.finditer(to_arabic(line.text)):
            assert match.lastgroup is not None
            found[match.lastgroup].append(line.text[match.start() : match.end()].strip())
            last = match.lastgroup if line is widest else last
    years, sums = found["year"], found["total"]
    if not found["item"] or not found["seq"] or last not in ("money", "year", "total"):
        return None
    if sums and (len(sums) > 1 or len(years) < 2 or last != "total"):
        return None
    if len(set(years)) != len(years) or not (years or found["money"]):
        return None
    return _Heading(
        tuple(lines),
        found["seq"][0],
        found["dimension"][0] if found["dimension"] else None,
        found["item"][0],
        " ".join(found["count"]) or None,
        (*years, *sums) if len(years) > 1 else (" ".join([*found["money"], *years]),),
    )


def _take(rows: _Rows, heading: _Heading, line: Line, page: int | None) -> bool | None:
    """Take a line into the table: False where the table ends before it, None where it is none after all."""
    width, row = len(heading.texts), len(rows.cells) + 1
    text = to_arabic(line.text)
    if dimension_word(text) is not None and not names_amount(text):
        rows.cells.append([Cell(row, 0, 1, width, (line,), line.bbox, page=page)])
        rows.left = None
        return True
    spans = _spans(text)
    label = text[: spans[0][0]] if spans else text
    if is_total_label(label):
        return _take_sum(rows, heading, line, page, spans)
    numbered = _NUMBERED.match(text)
    if numbered is not None:
        cells = _item_cells(heading, line, page, row, numbered, spans)
        if cells is None:
            return None
        rows.cells.append(cells)
        rows.items, rows.names = rows.items + 1, 0
        rows.left = line.bbox[0] if line.bbox is not None else None
        return True
    if (names_amount(text) and "บาท" not in text) or not _LETTER.search(text):
        return None
    return _take_name(rows, heading, line)


def _take_sum(
    rows: _Rows, heading: _Heading, line: Line, page: int | None, spans: Sequence[tuple[int, int]]
) -> bool | None:
    """Take the row of a sum; a sentence that tells one ends the table."""
    size = len(heading.money)
    if not spans or "บาท" in line.text:
        return False
    if len(spans) < size or _hold_money(line, spans[:-size]):
        return None
    row, first = len(rows.cells) + 1, len(heading.texts) - size
    money = spans[len(spans) - size :]
    label = _part(line, 0, spans[0][0])
    cells = [Cell(row, 0, 1, first, (label,), line.bbox, page=page)]
    rows.cells.append([*cells, *_figures(line, page, row, first, money)])
    rows.left = None
    return True


def _item_cells(
    heading: _Heading,
    line: Line,
    page: int | None,
    row: int,
    numbered: re.Match[str],
    spans: Sequence[tuple[int, int]],
) -> list[Cell] | None:
    """The cells of an item's row; None where it has figures, but not one for every column of money, or more
    amounts than columns."""
    size = len(heading.money)
    wanted = size + (1 if heading.counts else 0)
    own = list(spans[max(0, len(spans) - wanted) :])
    if 0 < len(own) < size or _hold_money(line, spans[: len(spans) - len(own)]):
        return None
    cells = [Cell(row, 0, lines=(_part(line, numbered.start("number"), numbered.end("number")),), page=page)]
    start = numbered.end()
    if heading.dimension is not None and (of := _OF_DIMENSION.match(to_arabic(line.text), start)):
        cells.append(Cell(row, 1, lines=(_part(line, start, of.end()),), page=page))
        start = of.end()
    end = own[0][0] if own else len(line.text)
    item = 2 if heading.dimension is not None else 1
    cells.append(Cell(row, item, lines=(_part(line, start, end),), bbox=line.bbox, page=page))
    cells += _figures(line, page, row, len(heading.texts) - len(own), own)
    return cells


def _hold_money(line: Line, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether figures that a name would end with are amounts or dashes."""
    return any(_CELL_OF_MONEY.fullmatch(to_arabic(line.text[slice(*span)])) for span in spans)


def _figures(
    line: Line, page: int | None, row: int, first: int, spans: Sequence[tuple[int, int]]
) -> list[Cell]:
    return [
        Cell(row, col, lines=(_part(line, *span),), bbox=line.bbox, page=page, unsure=True)
        for col, span in enumerate(spans, first)
    ]


def _take_name(rows: _Rows, heading: _Heading, line: Line) -> bool:
    """Take a line with which the name of the item above goes on."""
    if rows.left is None or line.bbox is None or rows.names >= _MOST_NAME_LINES or _NO_NAME.match(line.text):
        return False
    if line.bbox[0] < rows.left + _INDENT or "บาท" in line.text:
        return False
    cells = rows.cells[-1]
    at = next(n for n, cell in enumerate(cells) if cell.col == (2 if heading.dimension is not None else 1))
    box = union_box((cells[at].bbox, line.bbox))
    cells[at] = replace(cells[at], lines=(*cells[at].lines, line), bbox=box)
    rows.names += 1
    return True


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the figures and dashes stand that a line ends with."""
    found: list[tuple[int, int]] = []
    end = len(text)
    while (last := _CELL.search(text, 0, end)) is not None:
        found.insert(0, last.span("cell"))
        end = last.start()
    return found


def _part(line: Line, start: int, end: int) -> Line:
    """A part of a line, with what the engine read of it."""
    text = line.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    reading = line.reading
    if reading is not None:
        whole = len(reading.char_confidences) == len(line.text) == len(reading.text)
        sure = reading.char_confidences[start:end] if whole else ()
        confidence = min(sure, default=reading.confidence)
        reading = replace(
            reading, text=line.text[start:end], confidence=confidence, char_confidences=sure, alternatives=()
        )
    return replace(line, text=line.text[start:end], reading=reading)


def _table(heading: _Heading, rows: _Rows, page: int | None) -> Table:
    line = replace(heading.lines[-1], reading=None)
    box = union_box(line.bbox for line in heading.lines)
    head = [
        Cell(0, col, lines=(replace(line, text=text),), bbox=box, is_header=True, page=page)
        for col, text in enumerate(heading.texts)
    ]
    body = [cell for cells in rows.cells for cell in cells]
    outline = union_box([box, *(cell.bbox for cell in body if cell.page == page)])
    return Table(
        (*head, *body),
        len(rows.cells) + 1,
        len(head),
        outline,
        status="partial",
        reason=ROWS_OF_LINES,
        ruled=False,
        page=page,
    )
