"""Why a table is `partial`: the reasons that its `reason` states, in Thai and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MISSING_CORNER = (
    "ตารางขาดมุมหนึ่ง แต่มีข้อความพิมพ์อยู่ตรงนั้น / the table lacks a corner, and something is printed there"
)
RAGGED_GRID = "เส้นตารางไม่ปิดเป็นช่องสี่เหลี่ยม / the rules do not close to rectangular cells"
FAINT_RULES = "เส้นตารางจางหรือขาดหลายแห่ง จึงแบ่งช่องได้ไม่แน่ชัด / rules are faint or broken: the cells may be others"
UNTOLD_ROWS = "แถวอยู่ชิดกันเท่าบรรทัด จึงแยกแถวได้ไม่แน่ชัด / the rows, no further apart than lines, may be others"
CUT_TEXT = "ขอบช่องตัดผ่านข้อความ / the side of a cell runs through text"
SHARED_CELL = (
    "มีสองจำนวน หรือจำนวนกับข้อความ อยู่ในช่องเดียวกัน จึงแบ่งคอลัมน์ได้ไม่แน่ชัด / "
    "two amounts, or an amount and text, share a cell: the columns may be others"
)
OTHER_HEADINGS = "หัวตารางไม่ตรงกับคอลัมน์ของจำนวนเงิน / the headings do not match the columns of amounts"
MORE_COLUMNS = (
    "ช่องว่างผ่านทุกบรรทัดของคอลัมน์ข้อความ อาจเป็นสองคอลัมน์ / "
    "paper runs through all lines of a column of text: it may be two columns"
)
PRINT_BESIDE = (
    "มีข้อความติดข้างตารางในบรรทัดเดียวกัน ตารางอาจกว้างกว่านี้ / "
    "print stands right beside the table on its lines: it may be wider"
)
GOES_ON = "มีตัวเลขเรียงต่อกันใต้ตาราง ตารางอาจยาวกว่านี้ / numbers stand in line right below the table: it may go on"
OVERLAID = "มีตารางอื่นซ้อนทับตารางนี้ ตารางอาจกว้างหรือยาวกว่านี้ / another table lay over this one: it may be larger"

OF_PLACE = (
    MISSING_CORNER, RAGGED_GRID, FAINT_RULES, UNTOLD_ROWS, CUT_TEXT, SHARED_CELL, OTHER_HEADINGS,
    MORE_COLUMNS,
)  # fmt: skip
"""Reasons for which what stands in a table's cells may stand in other rows or columns than it was put."""

POORLY_READ = (
    "ภาพสแกนไม่ชัดจนอ่านได้เพียงบางส่วน โปรดเทียบกับต้นฉบับหรือสแกนใหม่ / "
    "the scan is too poor to be read reliably; compare it with the original or scan it anew"
)


def open_fields(count: int) -> str:
    """Rules of a text page that leave `count` fields open."""
    return f"{count} ช่องมีเส้นไม่ปิดครบ / {count} fields without closed rules"


def uneven_rows(rows: Sequence[int]) -> str:
    """Rows (from 0) of a text table that have not as many cells as its others."""
    numbers = ", ".join(map(str, rows))
    return f"แถวที่มีจำนวนช่องไม่เท่าแถวอื่น: {numbers} / rows with another number of cells: {numbers}"


def beyond_header(column: int) -> str:
    """Cells of a text table to the right of the last column (from 0) that has a heading."""
    return (
        f"มีข้อมูลทางขวาของหัวตารางช่องสุดท้าย (คอลัมน์ {column}) / "
        f"cells to the right of the last header (column {column})"
    )


def is_of_place(reason: str | None) -> bool:
    """Whether a table's reason says that its cells may be others."""
    return reason is not None and any(one in reason for one in OF_PLACE)


def joined_reasons(reasons: Iterable[str | None]) -> str | None:
    """Several reasons in one text, each once; None where there is none."""
    return "; ".join(dict.fromkeys(reason for reason in reasons if reason)) or None
