"""Rows to JSON and back: decimals and dates as text, restored by the declared column type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from pipelines.assemble import Rows
from pipelines.schema import TABLES


def rows_to_json(rows: Rows) -> dict[str, list[list[Any]]]:
    """One list of values per row, in declared column order."""
    return {
        table.name: [[_plain(row[name]) for name in table.column_names] for row in rows[table.name]]
        for table in TABLES
    }


def rows_from_json(data: dict[str, list[list[Any]]]) -> Rows:
    """The inverse of `rows_to_json`."""
    found: Rows = {}
    for table in TABLES:
        columns = table.columns
        found[table.name] = [
            {column.name: _typed(column.type, value) for column, value in zip(columns, values, strict=True)}
            for values in data[table.name]
        ]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _typed(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind in ("money", "decimal"):
        return Decimal(value)
    return dt.date.fromisoformat(value) if kind == "date" else value
