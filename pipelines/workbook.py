"""The optional Excel workbook: one sheet per table, headers frozen, filters, real numbers and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pipelines.declare import Column, Table
from pipelines.files import put_in_place
from pipelines.write import guard

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook as XlsxWorkbook

FILE_NAME = "thaiplan.xlsx"
MAX_ROWS = 1_048_576
MAX_CHARS = 32_767
CUT = " …[ตัด ดูใน CSV / cut, see CSV]"
CREATED = dt.datetime(2000, 1, 1)
"""A fixed date: the same tables give the same bytes."""

_WIDTHS = {"integer": 9, "number": 10, "money": 16, "decimal": 16, "boolean": 9, "date": 12, "string": 18}
_WIDE = (
    "name",
    "text",
    "message_th",
    "message_en",
    "control",
    "issue",
    "action",
    "result",
    "title",
    "source_file",
)
_FORMATS = {"money": "#,##0.00", "decimal": "#,##0.####", "date": "yyyy-mm-dd", "number": "0.0###"}


class WorkbookWriter:
    """Writes rows of all tables to one workbook; a context manager. Rows go to disk at once.

    `cut_rows` are rows beyond Excel's limit, `cut_texts` texts that were shortened.
    """

    def __init__(self, folder: Path, tables: Iterable[Table]) -> None:
        self._path = folder / FILE_NAME
        self._temporary = folder / f".{FILE_NAME}.tmp"
        self._tables = list(tables)
        self._rows: dict[str, int] = {}
        self.cut_rows = 0
        self.cut_texts = 0

    def __enter__(self) -> Self:
        import xlsxwriter

        self._book: XlsxWorkbook = xlsxwriter.Workbook(str(self._temporary), {"constant_memory": True})
        self._book.set_properties({"created": CREATED, "title": "thaiplan"})
        head = self._book.add_format({"bold": True, "bg_color": "#E7EDF5", "bottom": 1})
        self._styles = {kind: self._book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        self._sheets = {}
        for table in self._tables:
            sheet = self._sheets[table.name] = self._book.add_worksheet(table.name)
            for number, column in enumerate(table.columns):
                width = 48 if column.name in _WIDE else _WIDTHS[column.type]
                sheet.set_column(number, number, max(width, len(column.name) + 3))
                sheet.write_string(0, number, column.name, head)
            sheet.freeze_panes(1, 0)
            self._rows[table.name] = 0
        return self

    def write(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        """Append rows of one table."""
        sheet = self._sheets[table.name]
        for row in rows:
            if self._rows[table.name] + 1 >= MAX_ROWS:
                self.cut_rows += 1
                continue
            self._rows[table.name] += 1
            for number, column in enumerate(table.columns):
                if row[column.name] is not None:
                    self._cell(sheet, self._rows[table.name], number, column, row[column.name])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for table in self._tables:
            self._sheets[table.name].autofilter(0, 0, max(self._rows[table.name], 1), len(table.columns) - 1)
        self._book.close()
        if kind is None:
            put_in_place(self._temporary, self._path)
        else:
            self._temporary.unlink(missing_ok=True)

    def _cell(self, sheet: Any, row: int, number: int, column: Column, value: Any) -> None:
        style = self._styles.get(column.type)
        if isinstance(value, bool):
            sheet.write_boolean(row, number, value)
        elif isinstance(value, (int, float, Decimal)):
            sheet.write_number(row, number, float(value) if isinstance(value, Decimal) else value, style)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, number, value, style)
        else:
            text = guard(value)
            if len(text) > MAX_CHARS:
                self.cut_texts += 1
                text = text[: MAX_CHARS - len(CUT)] + CUT
            sheet.write_string(row, number, text)
