"""Rows against the declaration: types, code lists, bounds, patterns, keys, references."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pipelines.assemble import Rows
from pipelines.declare import Column, Table
from pipelines.schema import TABLES

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "money": (Decimal, int),
    "decimal": (Decimal, int),
    "boolean": (bool,),
    "date": (dt.date,),
}
MAX_DECIMAL = Decimal(10) ** 14


def violations(rows: Rows) -> list[str]:
    """What in the rows of one file breaks the declaration, one line each; empty when all is well."""
    return [line for table in TABLES for line in _table_violations(table, rows)]


def _table_violations(table: Table, rows: Rows) -> Iterator[str]:
    seen: set[tuple[Any, ...]] = set()
    targets = {key.column: {row[key.target_column] for row in rows[key.target]} for key in table.foreign_keys}
    for number, row in enumerate(rows[table.name]):
        where = f"{table.name}[{number}]"
        if tuple(row) != table.column_names:
            yield f"{where}: columns {sorted(set(row) ^ set(table.column_names))}"
            continue
        for column in table.columns:
            problem = _problem(column, row[column.name])
            if problem:
                yield f"{where}.{column.name}: {problem}"
        for name, known in targets.items():
            if row[name] is not None and row[name] not in known:
                yield f"{where}.{name}: {row[name]!r} is nowhere"
        key = tuple(row[name] for name in table.key)
        if key in seen:
            yield f"{where}: key {key} twice"
        seen.add(key)


def _problem(column: Column, value: Any) -> str | None:
    if value is None:
        return "missing" if column.required else None
    if not isinstance(value, _PYTHON_TYPES[column.type]) or (
        isinstance(value, bool) and column.type != "boolean"
    ):
        return f"{value!r} is no {column.type}"
    return _text_problem(column, value) if isinstance(value, str) else _number_problem(column, value)


def _number_problem(column: Column, value: Any) -> str | None:
    if isinstance(value, (float, Decimal)) and not math.isfinite(value):
        return f"{value} is not finite"
    if column.minimum is not None and value < column.minimum:
        return f"{value} is below {column.minimum:g}"
    if column.maximum is not None and value > column.maximum:
        return f"{value} is above {column.maximum:g}"
    if isinstance(value, Decimal) and abs(value) >= MAX_DECIMAL:
        return f"{value} has too many digits"
    return None


def _text_problem(column: Column, value: str) -> str | None:
    if not value:
        return "empty text instead of null"
    if column.codes is not None and value not in column.codes.values:
        return f"{value!r} is not in the list {column.codes.name}"
    if column.pattern is not None and not re.search(column.pattern, value):
        return f"{value!r} does not match {column.pattern}"
    return None
