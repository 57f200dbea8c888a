"""The words in which tables are declared: code lists, columns, tables (see `pipelines.schema`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "number", "money", "decimal", "boolean", "date"]
"""`money` is DECIMAL(18,2) baht; `decimal` is DECIMAL(18,4); `number` is a double; `date` is ISO 8601."""


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list, described in English and Thai."""

    value: str
    en: str
    th: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of values that a column may hold."""

    name: str
    codes: tuple[Code, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The values in declared order."""
        return tuple(code.value for code in self.codes)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, meaning (English and Thai), unit, code list and bounds (inclusive)."""

    name: str
    type: ColumnType
    en: str
    th: str
    required: bool = False
    codes: CodeList | None = None
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` of this table refers to `target_column` of `target`."""

    column: str
    target: str
    target_column: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table. Rows are unique by `key` and sorted by `sort` (nulls first, numbers as numbers)."""

    name: str
    en: str
    th: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The column names in declared order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")
