"""Text that other OCR tools made (Markdown, TSV, HTML or plain) to pages of lines and tables.

Tables are pipe tables (with or without separator row), runs of tab-separated lines and HTML tables;
markup inside cells (`<p>`, `<br>`, `**bold**`) becomes lines. What the tools got wrong stays visible: a row
longer than its table is never cut, one that lost cells has none there.
The table is `partial` and says why.
Blanks in the body stay empty cells: whether a blank continues the cell above is for parsers to judge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.errors import UnknownFormat
from extract.model import Line, Page, Table
from extract.ocr_grid import MIN_COLUMNS, Span, make_table
from extract.ocr_markup import HTML_TABLE, html_grid, line_text
from normalize.chars import printed

_PAGE_BREAK = re.compile(
    r"\f"
    r"|^[ \t]*<!--\s*(?:page|หน้า)\b[^>\n]*-->[ \t]*$"
    r"|^[ \t]*-{3,}[ \t]*(?:page|หน้า)(?:ที่)?[ \t]*\d+[ \t]*-{3,}[ \t]*$"
    r"|^[ \t]*\{\d+\}-{10,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A form feed, or a marker line that a tool put between pages (never a printed page number)."""

_SEPARATOR = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*")
_LIST_MARK = re.compile(r"\s*(?:[-–•*▪●○]|\(?[\d๐-๙]{1,3}(?:\.[\d๐-๙]{1,3})*[.)]?|\(?[ก-ฮa-zA-Z][.)])\s*")


def decode_text(data: bytes) -> str:
    """Decode the bytes of a text file: UTF-8, UTF-16 (with or without mark) or TIS-620.

    A guess is checked: TIS-620 is accepted only if the text reads like Thai (vowel and tone marks stand after
    letters). Raises UnknownFormat when no encoding fits.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_strict(data, "utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\0" not in text:
        return text
    for encoding in ("utf-16-le", "utf-16-be"):
        if _looks_utf16(data, encoding):
            return _decode_strict(data, encoding)
    if text is None:
        return _decode_tis620(data)
    raise UnknownFormat(detail="NUL bytes in text")


def read_text(text: str) -> tuple[Page, ...]:
    """The pages of an OCR text: one for each part between form feeds or page markers of a tool.

    A text without page breaks is one page whose number is None; else pages are numbered from 1. Lines keep
    the digits and spelling of the text, with private-use glyphs mapped to their letters; marks of
    Markdown and HTML are not text and are taken off.
    """
    text = printed(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    parts = split_pages(text)
    return tuple(_read_page(part, None if len(parts) == 1 else n) for n, part in enumerate(parts, start=1))


def split_pages(text: str) -> list[str]:
    """The parts of a text between page breaks; an empty part at the start or the end is no page."""
    parts = _PAGE_BREAK.split(text)
    while len(parts) > 1 and not parts[0].strip():
        del parts[0]
    while len(parts) > 1 and not parts[-1].strip():
        del parts[-1]
    return parts


def _decode_strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        raise UnknownFormat(detail=f"{encoding}: {error.reason} @ {error.start}") from error


def _looks_utf16(data: bytes, encoding: str) -> bool:
    """Whether every other byte is the high byte of Thai or Latin text."""
    high = data[1::2] if encoding == "utf-16-le" else data[0::2]
    return len(data) % 2 == 0 and sum(b in (0x00, 0x0E, 0x20) for b in high) >= 0.95 * max(len(high), 1)


def _decode_tis620(data: bytes) -> str:
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError as error:
        detail = f"no known encoding: byte {data[error.start]:#04x} @ {error.start}"
        raise UnknownFormat(detail=detail) from error
    marks = re.findall(r"(.)[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", text)
    settled = sum("\u0e01" <= before <= "\u0e4e" for before in marks)
    control = sum(ord(c) < 0x20 and c not in "\t\n\r\f" for c in text)
    if control or not marks or settled < 0.9 * len(marks):
        raise UnknownFormat(detail="no known text encoding")
    return text


@dataclass(slots=True)
class _Run:
    """Source lines that form one table: its rows of cell markup, and how many are header for sure."""

    rows: list[list[str]]
    sure_headers: int = 0


def _read_page(text: str, number: int | None) -> Page:
    blocks: list[Line | Table] = []
    at = 0
    for match in HTML_TABLE.finditer(text):
        blocks.extend(_read_blocks(text[at : match.start()], number))
        table = _html_table(match.group(), number)
        if table is not None:
            blocks.append(table)
        at = match.end()
    blocks.extend(_read_blocks(text[at:], number))
    return Page(number=number, kind="text" if blocks else "blank", blocks=tuple(blocks))


def _html_table(markup: str, number: int | None) -> Table | None:
    rows, spans, headers = html_grid(markup)
    if not rows:
        return None
    return make_table(rows, sure_headers=headers, page=number, given_spans=spans)


def _read_blocks(text: str, number: int | None) -> Iterator[Line | Table]:
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        run, end = _take_table(lines, at)
        if run is not None:
            no_spans: dict[tuple[int, int], Span] = {}
            if run.rows:  # a separator alone is no table
                yield make_table(run.rows, sure_headers=run.sure_headers, page=number, given_spans=no_spans)
            at = end
            continue
        if not _RULE.fullmatch(lines[at]):
            yield from (Line(part) for part in line_text(lines[at].replace("\t", " ")))
        at += 1


def _take_table(lines: Sequence[str], at: int) -> tuple[_Run | None, int]:
    """The table that starts at a line, if one does, and the index after it."""
    if _starts_pipe(lines, at):
        return _take_pipe(lines, at)
    if "\t" in lines[at]:
        return _take_tabs(lines, at)
    return None, at


# -- pipe tables


def _is_separator(line: str) -> bool:
    return "|" in line and _SEPARATOR.fullmatch(line.strip()) is not None


def _is_sure_separator(line: str) -> bool:
    """A separator that cannot be a row of `-` amounts: at least three dashes in every cell."""
    return _is_separator(line) and all(len(cell.strip(" :")) >= 3 for cell in split_pipes(line))


def _starts_pipe(lines: Sequence[str], at: int) -> bool:
    line = lines[at].strip()
    if line.startswith("|") and line.count("|") >= 2:
        return True
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return "|" in line and _is_separator(following) and len(split_pipes(line)) == len(split_pipes(following))


def split_pipes(line: str) -> list[str]:
    r"""The cells of a row of a pipe table; `\|` is a pipe inside a cell."""
    line = line.strip()
    if line.startswith("|"):
        line = line[1:]
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)]


def _take_pipe(lines: Sequence[str], at: int) -> tuple[_Run, int]:
    run = _Run([])
    n_cols = 0
    is_open = not lines[at].strip().startswith("|")
    while at < len(lines):
        line = lines[at].strip()
        following = lines[at + 1] if at + 1 < len(lines) else ""
        begun = run.rows and not n_cols and not _is_separator(line)
        if "|" not in line or (begun and not line.startswith("|")):
            break
        if len(run.rows) == 1 and not run.sure_headers and _is_separator(line):
            run.sure_headers = 1
            n_cols = len(split_pipes(line))
        elif not _is_sure_separator(line):
            if len(run.rows) > 1 and _is_sure_separator(following):
                break  # the header of the next table, glued to this one
            line, at = _whole_row(lines, at, n_cols)
            run.rows.append(_open_row(line, n_cols) if is_open else split_pipes(line))
        at += 1
    return run, at


def _open_row(line: str, n_cols: int) -> list[str]:
    """The cells of a row of a table without pipes at its edges: a pipe there has an empty cell beside it, as
    the number of columns tells."""
    cells = split_pipes(line)
    if len(cells) >= n_cols:
        return cells
    inner = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)]
    return inner if len(inner) == n_cols else cells


def _whole_row(lines: Sequence[str], at: int, n_cols: int) -> tuple[str, int]:
    """A row with the lines into which a line feed inside a cell broke it, and the index of its last line."""
    line = lines[at].strip()
    while n_cols and not line.endswith("|") and len(split_pipes(line)) <= n_cols and at + 1 < len(lines):
        following = lines[at + 1].strip()
        if not following or following.startswith("|") or "|" not in "".join(lines[at + 1 : at + 4]):
            break
        if len(split_pipes(line)) + len(split_pipes(following)) - 1 > n_cols:
            break
        line, at = f"{line}\n{following}", at + 1
    return line, at


# -- tab-separated tables


def _take_tabs(lines: Sequence[str], at: int) -> tuple[_Run | None, int]:
    end = at
    while end < len(lines) and ("\t" in lines[end] or _is_sandwiched(lines, end)):
        end += 1
    rows = [[cell.strip(" ") for cell in line.split("\t")] for line in lines[at:end]]
    if not _is_tab_table(rows):
        return None, at
    return _Run(rows), end


def _is_sandwiched(lines: Sequence[str], at: int) -> bool:
    """A line without tabs between tab lines: a row whose empty cells at the end were cut off."""
    if at == 0 or at + 1 >= len(lines) or not lines[at].strip():
        return False
    return min(lines[at - 1].count("\t"), lines[at + 1].count("\t")) >= MIN_COLUMNS - 1


def _is_tab_table(rows: list[list[str]]) -> bool:
    """Whether tab-separated lines are a table, and not indented prose, a list or a line of signatures."""
    filled = [sum(bool(cell) for cell in row) for row in rows]
    if len(rows) == 1:
        return filled[0] >= MIN_COLUMNS
    if max(filled) < 2:
        return False
    first = [row[0] for row in rows if row[0]]
    if max(len(row) for row in rows) == 2 and first and all(_LIST_MARK.fullmatch(cell) for cell in first):
        return False
    _, agreeing = Counter(len(row) for row in rows).most_common(1)[0]
    return agreeing >= len(rows) / 2
