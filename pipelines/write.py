"""The only place that knows CSV and Parquet: rows in, files out, the same bytes for the same rows.

Parquet holds the text itself. In CSV a text cell that begins with = + - @, tab or CR gets a leading
apostrophe (formula injection), except a lone `-` and numbers; `unguard` takes it off again.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.declare import Column, Table
from pipelines.files import put_in_place

ROWS_PER_GROUP = 20_000
BYTES_PER_GROUP = 8_000_000
"""What is held back of a table until a Parquet row group is written, whichever comes first: bounds memory,
independent of how rows arrive."""
ROWS_PER_CHUNK = 500
CHARS_PER_CHUNK = 1_000_000
"""What is kept as Python values; more is held back as Arrow has it, which takes a tenth of the memory."""

_LONGEST_CSV_FIELD = 2**31 - 1
"""A whole document's text may stand in one field (text input has one page); Python's own limit is 128 KiB."""

_NUMBER = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?%?")
_GUARDED = re.compile(r"'[=+\-@\t\r]")
_DECIMAL_PLACES = {"money": Decimal("0.01"), "decimal": Decimal("0.0001")}


def guard(text: str) -> str:
    """`text` as it may stand in a CSV or Excel cell: no spreadsheet takes it for a formula.

    >>> guard("=1+1"), guard("- โครงการ"), guard("-"), guard("-5.00")
    ("'=1+1", "'- โครงการ", '-', '-5.00')
    """
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and text != "-" and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguard(text: str) -> str:
    """The inverse of `guard`."""
    return text[1:] if _GUARDED.match(text) else text


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of a column."""
    return {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "money": pa.decimal128(18, 2),
        "decimal": pa.decimal128(18, 4),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }[column.type]


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table, with its descriptions as metadata."""
    return pa.schema(
        [
            pa.field(
                column.name,
                arrow_type(column),
                metadata={"description": column.en, "description_th": column.th},
            )
            for column in table.columns
        ],
        metadata={"description": table.en, "description_th": table.th},
    )


def to_arrow(table: Table, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table of the declared types; raises ArrowInvalid where a value does not fit."""
    batch = list(rows)
    columns = [[_typed(column, row[column.name]) for row in batch] for column in table.columns]
    schema = arrow_schema(table)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def csv_cell(column: Column, value: Any) -> str:
    """One value as it stands in the CSV file: '' for null."""
    if value is None:
        return ""
    if column.type == "string":
        return guard(str(value))
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type == "date":
        return str(value.isoformat())
    if column.type == "money":
        return f"{_typed(column, value):f}"
    if column.type == "decimal":
        return _shortest(_typed(column, value))
    if column.type == "number":
        return _float_text(float(value))
    return str(int(value))


class TableWriter:
    """Writes one table row by row to `<name>.csv` and `<name>.parquet` in `folder`; a context manager.

    Files are written under temporary names and renamed on a clean exit, so that a table is there whole or
    not at all.
    """

    def __init__(self, table: Table, folder: Path, formats: Iterable[str]) -> None:
        self._table = table
        self._folder = folder
        self._formats = frozenset(formats)
        self._pending: list[dict[str, Any]] = []
        self._pending_chars = 0
        self._chunks: list[pa.Table] = []
        self._parquet: Any = None
        self._csv_file: Any = None
        self._csv: Any = None

    def __enter__(self) -> Self:
        if "parquet" in self._formats:
            schema = arrow_schema(self._table)
            self._parquet = pq.ParquetWriter(str(self._temporary("parquet")), schema, compression="zstd")
        if "csv" in self._formats:
            path = self._temporary("csv")
            self._csv_file = path.open("w", encoding="utf-8-sig", newline="")
            self._csv = csv.writer(self._csv_file, lineterminator="\n")
            self._csv.writerow(self._table.column_names)
        return self

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Append rows, already in the table's order."""
        for row in rows:
            if self._csv is not None:
                self._csv.writerow([csv_cell(column, row[column.name]) for column in self._table.columns])
            if self._parquet is not None:
                self._pending.append(row)
                self._pending_chars += sum(len(value) for value in row.values() if isinstance(value, str))
                if len(self._pending) >= ROWS_PER_CHUNK or self._pending_chars >= CHARS_PER_CHUNK:
                    self._pack()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._parquet is not None:
            if kind is None:
                self._pack()
                self._flush()
            self._parquet.close()
        if self._csv_file is not None:
            self._csv_file.close()
        for suffix in ("csv", "parquet"):
            if suffix in self._formats:
                temporary = self._temporary(suffix)
                if kind is None:
                    put_in_place(temporary, self._folder / f"{self._table.name}.{suffix}")
                else:
                    temporary.unlink(missing_ok=True)

    def _pack(self) -> None:
        """The pending rows to Arrow; a row group, where enough came together."""
        if self._pending:
            self._chunks.append(to_arrow(self._table, self._pending))
            self._pending, self._pending_chars = [], 0
        rows, size = sum(c.num_rows for c in self._chunks), sum(c.nbytes for c in self._chunks)
        if rows >= ROWS_PER_GROUP or size >= BYTES_PER_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._chunks:
            self._parquet.write_table(pa.concat_tables(self._chunks))
            self._chunks = []

    def _temporary(self, suffix: str) -> Path:
        return self._folder / f".{self._table.name}.{suffix}.tmp"


def read_csv(path: Path, table: Table) -> Iterator[dict[str, Any]]:
    """Rows of a CSV file written by `TableWriter`, typed, without guards; other columns stay text."""
    csv.field_size_limit(_LONGEST_CSV_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for record in csv.DictReader(file):
            yield {name: _parsed(table, name, text) for name, text in record.items()}


def _parsed(table: Table, name: str, text: str) -> Any:
    if text == "":
        return None
    if name not in table.column_names:
        return text
    kind = table.column(name).type
    if kind == "integer":
        return int(Decimal(text))
    if kind == "number":
        return float(text)
    if kind in _DECIMAL_PLACES:
        return Decimal(text)
    if kind == "boolean":
        return text.strip().lower() in ("true", "1")
    if kind == "date":
        return dt.date.fromisoformat(text)
    return unguard(text)


def _typed(column: Column, value: Any) -> Any:
    if value is not None and column.type in _DECIMAL_PLACES:
        return Decimal(value).quantize(_DECIMAL_PLACES[column.type], rounding=ROUND_HALF_UP)
    return value


def _shortest(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _float_text(value: float) -> str:
    return _shortest(Decimal(repr(value)))
