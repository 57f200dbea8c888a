"""The corruption-risk table: one record per row and control measure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

from extract.model import Cell, Line, Table
from normalize.chars import fold
from normalize.digits import to_arabic
from normalize.numbering import parse_numbering
from pipelines.parse.columns import Layout
from pipelines.parse.evidence import likeness, source_of
from pipelines.parse.items import KIND_WORDS, is_exact, is_near_kind
from pipelines.parse.repeated_header import below_header, is_header
from pipelines.parse.rows import Row, body_rows, covering
from pipelines.parse.texts import TextCleaner
from pipelines.parse.tidy import tidy, tidy_or_none
from pipelines.records import Remark, Risk, Source

RiskLevel = Literal["low", "medium", "high", "very_high"]

_LEVELS: tuple[tuple[str, RiskLevel], ...] = (
    ("สูงมาก", "very_high"),
    ("สูงที่สุด", "very_high"),
    ("ปานกลาง", "medium"),
    ("กลาง", "medium"),
    ("สูง", "high"),
    ("ต่ำมาก", "low"),
    ("ต่ำ", "low"),
    ("น้อย", "low"),
    ("มาก", "high"),
)
_ORDER: tuple[RiskLevel, ...] = ("low", "medium", "high", "very_high")
_INLINE_NUMBER = re.compile(r"(?<=\s)(\d{1,2})\s*[.)]\s*(?=[ก-ฮเ-ไA-Z“\"])")
_NUMBER_ALONE = re.compile(r"\s*(\d{1,2})(?:\s*,\s*|\s+)")
_PARAGRAPH_END = 0.12
"""A line that ends this share of the text's width before its right edge ends its paragraph."""
_PADDING = 4.0
"""Points between the text of a cell and its rule."""
_KIND_START = re.compile(rf"\s*(?:[-–•]\s*)?(?:{KIND_WORDS})")


@dataclass(slots=True)
class _RiskRow:
    """A row of the table, with what later rows add to it."""

    seq: int | None
    table: int
    step: list[Line] = field(default_factory=list)
    issue: list[Line] = field(default_factory=list)
    level: list[Line] = field(default_factory=list)
    control: list[tuple[Line, Cell, int]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def edge(self) -> float | None:
        """Where lines of its controls end at the latest; None without boxes."""
        rights = [cell.bbox[2] for _, cell, _ in self.control if cell.bbox is not None]
        return max(rights) - _PADDING if rights else None


def risk_level(text: str) -> RiskLevel | None:
    """The level that a text names; the highest where it names several (one per issue); None where none.

    Scores are not turned into levels: each document sets its own bounds."""
    words = [fold(word) for word in re.split(r"[\s/,()]+", text) if word]
    wrapped = [first + second for first, second in pairwise(words)]  # `ปาน` / `กลาง`
    found = [level for word in words if (level := _named(word)) is not None]
    found += [level for name, level in _LEVELS if name in wrapped]
    return max(found, key=_ORDER.index) if found else None


def _named(word: str) -> RiskLevel | None:
    """The level a single word names, one misread letter allowed."""
    for name, level in _LEVELS:
        if word == name:
            return level
    name, level = max(_LEVELS, key=lambda pair: likeness(word, pair[0]))
    if len(word) >= 2 and likeness(word, name) >= 0.8:
        return level
    near = {level for name, level in _LEVELS if len(word) >= 3 and Levenshtein.distance(word, name) == 1}
    return near.pop() if len(near) == 1 else None


def read_risks(
    tables: Sequence[tuple[int, Table, Layout]], cleaner: TextCleaner
) -> tuple[list[Risk], list[Remark]]:
    """The records of the risk tables, in order; a row without number and step goes on with the one before."""
    risks: list[Risk] = []
    remarks: list[Remark] = []
    rows: list[_RiskRow] = []
    for index, table, layout in tables:
        covered = covering(table)
        for row in body_rows(table, layout):
            if is_header(row):
                below_header(row, remarks)
            elif row.filled:
                _read_row(row, index, rows, remarks, covered)
    for risk_row in rows:
        risks += _records(risk_row, cleaner)
        remarks += _unclear(risk_row)
    return risks, remarks


def _read_row(
    row: Row,
    table: int,
    rows: list[_RiskRow],
    remarks: list[Remark],
    covered: Mapping[tuple[int, int], Cell],
) -> None:
    filled = row.filled
    seq_text = " ".join(cell.text for cell in row.of("seq"))
    step = [line for cell in row.of("step") for line in cell.lines if line.text.strip()]
    numbering = parse_numbering(seq_text) if seq_text.strip() else None
    seq = numbering.path[0] if numbering is not None and len(numbering.path) == 1 else None
    if seq is None and step and (lead := parse_numbering(step[0].text)) is not None and len(lead.path) == 1:
        seq = lead.path[0] if not row.layout.first("seq") else None
    named = row.layout.first("seq") is not None or row.layout.first("step") is not None
    issue = [line for cell in row.of("issue") for line in cell.lines if line.text.strip()]
    level = [line for cell in row.of("level") for line in cell.lines if line.text.strip()]
    continues = bool(rows) and named and seq is None and not step
    if continues and issue and _is_next_issue(row, level, rows[-1], covered):
        continues, seq, step = False, rows[-1].seq, rows[-1].step
    target = rows[-1] if continues else _RiskRow(seq, table, step)
    target.issue += issue
    target.level += level
    target.control += [
        (line, cell, table) for cell in row.of("control") for line in cell.lines if line.text.strip()
    ]
    target.cells += filled
    if not continues:
        if not (target.issue or target.control):
            remarks.append(
                Remark(row.page, " | ".join(cell.text for cell in filled), "row of the risk table not placed")
            )
            return
        rows.append(target)


def _is_next_issue(
    row: Row, level: Sequence[Line], above: _RiskRow, covered: Mapping[tuple[int, int], Cell]
) -> bool:
    """Whether a row without number and step names another risk of the step above: the step's cell is merged
    over it, or it has a level of its own as the row above has."""
    columns = row.layout.all("seq", "step")
    return any((row.index, column.index) in covered for column in columns) or bool(level and above.level)


def _unclear(row: _RiskRow) -> list[Remark]:
    """What of a row is not known: words in the column of levels that name none, and where one control ends
    and the next begins."""
    remarks = []
    page = row.cells[0].page
    level = " ".join(line.text for line in row.level)
    if len(re.findall("[ก-ฮ]", level)) > 1 and risk_level(level) is None:
        remarks.append(Remark(page, level, "words that name no level of risk"))
    lines = [line for line, _, _ in row.control]
    numbered = any(_marked(part) for line in lines for part in _cut(line.text))
    if not numbered and any(_may_go_on(a, b, row.edge) for a, b in pairwise(lines)):
        text = "\n".join(line.text for line in lines)
        remarks.append(Remark(page, text, "controls without numbers: one may be two"))
    return remarks


def _may_go_on(before: Line, line: Line, edge: float | None) -> bool:
    """Whether the word for a project that a line begins with may go on with the line before, which had no
    room for it in its cell. Lines without boxes were set apart by the document."""
    word = _KIND_START.match(line.text)
    if edge is None or before.bbox is None or word is None or not before.text.strip():
        return False
    letter = (before.bbox[2] - before.bbox[0]) / len(before.text.strip())
    return before.bbox[2] + letter * len(word[0].strip()) > edge


def _records(row: _RiskRow, cleaner: TextCleaner) -> list[Risk]:
    step = tidy_or_none(
        [_without_number(line.text, place == 0) for place, line in enumerate(row.step)], cleaner
    )
    issue = tidy_or_none([line.text for line in row.issue], cleaner)
    level = risk_level(" ".join(line.text for line in row.level))
    first = row.cells[0]
    controls = split_controls([line for line, _, _ in row.control], row.edge)
    if not controls:
        where = (row.table, first.row, first.col)
        return [
            Risk(
                row.seq, step, issue, level, None, source=source_of(row.issue, first.page, where, first.bbox)
            )
        ]
    records = []
    for text, lines in controls:
        cell, table = next((cell, table) for line, cell, table in row.control if line is lines[0])
        source: Source = source_of(lines, cell.page, (table, cell.row, cell.col), cell.bbox)
        records.append(Risk(row.seq, step, issue, level, tidy(text, cleaner), source=source))
    return records


def _without_number(text: str, first: bool) -> str:
    numbering = parse_numbering(text) if first else None
    if (
        numbering is not None
        and numbering.kind in ("dotted", "paren")
        and len(numbering.path) == 1
        and numbering.rest
    ):
        return numbering.rest
    return text


def split_controls(lines: Sequence[Line], edge: float | None = None) -> list[tuple[list[str], list[Line]]]:
    """The control measures of a cell, each with its printed lines: cut at numbers, dashes and, where nothing
    is numbered, at lines that begin with the word for a project, unless it had no room on the line before,
    which ends at `edge` at the latest."""
    pieces = [(part, line, order == 0) for line in lines for order, part in enumerate(_cut(line.text))]
    numbered = any(_marked(text) for text, _, _ in pieces)
    short = _short_lines(lines)
    controls: list[tuple[list[str], list[Line]]] = []
    for place, (text, line, starts) in enumerate(pieces):
        numbering = _marked(text) or _marked_without_dot(text, len(controls) + 1)
        wrapped = bool(controls) and place == len(pieces) - 1 and fold(text) in KIND_WORDS.split("|")
        if wrapped:  # the last word of what stands above
            controls[-1][0].append(text)
            controls[-1][1].append(line)
        elif numbering is not None:
            controls.append(([numbering], [line]))
        elif not controls or (
            not numbered
            and starts
            and _KIND_START.match(text)
            and not _may_go_on(pieces[place - 1][1], line, edge)
        ):
            controls.append(([text], [line]))
        elif starts and id(pieces[place - 1][1]) in short and is_near_kind(text):
            controls.append(([text], [line]))  # its number was lost
        else:
            controls[-1][0].append(text)
            controls[-1][1].append(line)
    return controls


def _short_lines(lines: Sequence[Line]) -> set[int]:
    """The lines of a scan (by identity) that end well before the cell's text does: ends of paragraphs."""
    boxes = [line.bbox for line in lines if line.bbox is not None and not is_exact(line)]
    if not boxes:
        return set()
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    edge = right - _PARAGRAPH_END * (right - left)
    return {id(line) for line in lines if line.bbox is not None and line.bbox[2] < edge}


def _marked_without_dot(text: str, expected: int) -> str | None:
    """The text after the next number where its dot was lost or read as a comma (`2 มาตรการ…`, `2, มาตรการ…`)
    and a control begins."""
    match = _NUMBER_ALONE.match(to_arabic(text))
    if match is None or int(match[1]) != expected or not _KIND_START.match(text[match.end() :]):
        return None
    return text[match.end() :]


def _marked(text: str) -> str | None:
    """The text after its number or dash; None where it has none."""
    numbering = parse_numbering(text)
    if numbering is None or not numbering.rest or len(numbering.path) > 1 or numbering.kind == "plain":
        return None
    return numbering.rest


def _cut(text: str) -> list[str]:
    """Cut a line before each number that goes on counting upwards."""
    arabic = to_arabic(text)
    numbering = parse_numbering(arabic)
    last = numbering.path[0] if numbering is not None and len(numbering.path) == 1 else 0
    cuts = [0]
    for match in _INLINE_NUMBER.finditer(arabic):
        value = int(match[1])
        if last < value <= last + 2:
            cuts.append(match.start())
            last = value
    return [part for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if (part := text[a:b]).strip()]
