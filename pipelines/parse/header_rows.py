"""Which rows of a table are its header, and what a heading's words name."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from extract.model import Cell, Table
from normalize.chars import fold
from normalize.digits import to_arabic
from pipelines.parse.evidence import starts_like
from pipelines.parse.header_words import HEADERS, Role, header_years, is_month, named_years
from pipelines.parse.headings import dimension_word, is_count

FOLDED: dict[Role, tuple[str, ...]] = {
    role: tuple(fold(phrase) for phrase in phrases) for role, phrases in HEADERS.items()
}
_YEAR_ALONE = re.compile(
    r"\s*(?:(?:ปี\s*(?:งบประมาณ)?|พ\.\s*ศ\.|\s)*\s*\d{4}|(?:ปี|พ\.\s*ศ\.)\s*(?:งบประมาณ)?\s*(?:พ\.\s*ศ\.)?\s*\d{2})"
    r"\s*(?:\(\s*(?:หน่วย\s*:?\s*)?(?:พัน|หมื่น|แสน|ล้าน)?บาท\s*\))?\s*"
)
"""`ปี 2566`, also with its unit."""
MONEYISH = re.compile(r"(?:[\d,.]+[-–—=]*\s*(?:บาท)?(?:\s+|$)|[-–—_]+(?:\s+|$))+")
GROUPED = re.compile(r"\s*\d{1,3}(?:,\d{3})+(?:\.\d{2})?\s*(?:บาท)?\s*")
_COLUMN_NUMBER = re.compile(r"\s*[(\[]?\s*(\d{1,2})\s*[)\]]?\s*(?:=.*)?")
_LEAST_NUMBERED = 4
KIND_WORD = re.compile(r"โครงการ|กิจกรรม|มาตรการ")
_ITEM_CELL = re.compile(
    rf"\s*(?:[-–•]|\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)]|\d(?:\.\d{{1,2}}){{1,2}})\s*[\"“]?(?:{KIND_WORD.pattern})\s*[^\s/(]"
)
"""`(4) มาตรการลงเวลา…`: an item, whatever stands beside it."""
_SEQ_CELL = re.compile(r"\s*[(\[]?\d{1,3}[.)\]]?\s*")
_NAME_CELL = re.compile(rf"\s*[\"“]?(?:{KIND_WORD.pattern})\s*[ก-ฮเ-ไ]")
_BARE_NUMBER, _MAY_BE_YEAR = re.compile(r"\s*\d{4}\s*"), re.compile(r"\s*2[3-6]\d\d\s*")
"""`7000` is an amount without its comma; a scan may misread single digits of a year."""
_LONG_ITEM = 18
SHORT = 40
_LEAST_BESIDE = 2
_LONG_PHRASE = 8
MAX_HEADER_ROWS = 5


@functools.lru_cache(maxsize=4096)
def header_role(text: str) -> tuple[Role, float]:
    """The role that a header text names best, and how well (0-1)."""
    header = fold(text) if header_years(text) else _bare(fold(text))
    best: tuple[Role, float] = ("other", 0.0)
    for role, phrases in FOLDED.items():
        for phrase in phrases:
            score = fuzz.ratio(header, _bare(phrase)) / 100
            if len(phrase) >= _LONG_PHRASE and len(header) > len(phrase):
                score = max(score, 0.9 * starts_like(header, phrase))
            if score > best[1]:
                best = (role, score)
    return best


@functools.lru_cache(maxsize=4096)
def _bare(folded_text: str) -> str:
    """A folded header without the unit, numbers, brackets and marks that plans add to it."""
    return re.sub(r"\(?บาท\)?$|[\d().:*]+", "", folded_text)


def looks_like_header(cells: Sequence[Cell]) -> bool:
    """Whether a row of cells reads like column headers rather than data."""
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled or any(GROUPED.fullmatch(to_arabic(cell.text)) for cell in filled):
        return False  # amounts stand in sums and items
    amount = any(GROUPED.search(to_arabic(cell.text)) for cell in filled)
    items = [cell for cell in filled if _ITEM_CELL.match(to_arabic(cell.text))]
    if any(amount or len(fold(cell.text)) > _LONG_ITEM for cell in items):
        return False
    if _is_numbered_item(filled) or _is_item_with_amounts(filled):
        return False
    hits = sum(1 for cell in filled if _is_header_text(cell.text))
    return hits >= 0.6 * len(filled)


def _is_numbered_item(filled: Sequence[Cell]) -> bool:
    """Whether a number stands before a name: `8 | โครงการอบรมครู | 2560`."""
    return any(
        _SEQ_CELL.fullmatch(to_arabic(number.text))
        and (_NAME_CELL.match(name.text) or len(fold(name.text)) > _LONG_ITEM)
        and not _is_header_text(name.text)
        for number, name in pairwise(filled)
    )


def _is_item_with_amounts(filled: Sequence[Cell]) -> bool:
    """Whether a name stands before bare numbers one of which is no year: `โครงการอบรมครู | 7000 | 2500`."""
    named = any(_NAME_CELL.match(cell.text) and not _is_header_text(cell.text) for cell in filled)
    numbers = [text for cell in filled if _BARE_NUMBER.fullmatch(text := to_arabic(cell.text))]
    return named and not all(map(_MAY_BE_YEAR.fullmatch, numbers))


def _is_header_text(text: str) -> bool:
    if len(fold(text)) > 45:
        return False
    if dimension_word(text) is not None or is_count(text):
        return False  # `มิติที่ 1` heads rows, `มิติที่` a column; `5 โครงการ` is a sum
    if is_month(text):
        return True
    role, score = header_role(text)
    if score >= 0.8 and role != "other":
        return not re.match(r"\s*รวม", text) or len(fold(text)) <= 12
    return bool(_YEAR_ALONE.fullmatch(to_arabic(text)))


def count_header_rows(table: Table, rows: dict[int, list[Cell]]) -> int:
    """How many leading rows are headers: those marked so, and those that read so."""
    count = 0
    for row in range(min(table.n_rows, MAX_HEADER_ROWS)):
        cells = rows.get(row, [])
        filled = [cell for cell in cells if cell.text.strip()]
        marked = bool(filled) and all(cell.is_header for cell in filled)
        covered = not cells or not filled
        if len(filled) == 1 and _heads_rows(filled[0], table.n_cols) and count > 0:
            break
        if len(filled) == 1 and dimension_word(filled[0].text) is not None:
            break  # a heading of rows
        if (
            (marked and _plausible_header(filled))
            or looks_like_header(cells)
            or (covered and count > 0 and _spanned(rows, row, count))
            or (count > 0 and _is_below_spanning(rows, row, count))
        ):
            count = row + 1
        else:
            break
    return count


def _heads_rows(cell: Cell, n_cols: int) -> bool:
    """Whether a cell over all columns below the header names nothing but a year: that of the rows below."""
    return cell.col_span == n_cols and len(named_years(to_arabic(cell.text))) == 1


def _plausible_header(cells: Sequence[Cell]) -> bool:
    """A marked header is believed unless it is plainly data: amounts, numbered items, long texts."""
    texts = [to_arabic(cell.text).strip() for cell in cells]
    if numbers_columns(cells):
        return True
    if any(len(fold(text)) > 120 for text in texts):
        return False
    if any(header_role(text)[1] >= 0.6 or header_years(text) for text in texts):
        return True
    return all(re.fullmatch(r"[^,.\n]{1,12}", text) and re.search(r"\d{3}", text) for text in texts)


def numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row does nothing but number the columns: `(1) | (2) | (3) | (4)`."""
    numbers = [_COLUMN_NUMBER.fullmatch(to_arabic(cell.text)) for cell in cells if cell.text.strip()]
    told = [int(number[1]) for number in numbers if number is not None]
    return len(told) == len(numbers) >= _LEAST_NUMBERED and told == [*range(1, len(told) + 1)]


def _spanned(rows: dict[int, list[Cell]], row: int, count: int) -> bool:
    """Whether a row without text is covered by header cells from above."""
    return any(cell.row + cell.row_span > row for r in range(count) for cell in rows.get(r, []))


def _is_below_spanning(rows: dict[int, list[Cell]], row: int, count: int) -> bool:
    """Whether a row of short words stands below headings over several columns, beside headings that reach
    down over it: it names the parts of the former (`เดิม`, `แก้ไขใหม่`)."""
    above = [cell for r in range(count) for cell in rows.get(r, []) if cell.text.strip()]
    beside = [cell for cell in above if cell.row + cell.row_span > row]
    over = {c for cell in above if cell.col_span > 1 for c in range(cell.col, cell.col + cell.col_span)}
    filled = [cell for cell in rows.get(row, []) if cell.text.strip()]
    words = all(len(fold(c.text)) <= SHORT and not MONEYISH.fullmatch(to_arabic(c.text)) for c in filled)
    return len(beside) >= _LEAST_BESIDE and words and all(cell.col in over for cell in filled)


def table_rows(table: Table) -> dict[int, list[Cell]]:
    """The cells of a table by the row they begin in, left to right."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        rows.setdefault(cell.row, []).append(cell)
    return rows
