"""`datapackage.json`: the Frictionless data package: every table, column, unit and code list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipelines.declare import Column, Table
from pipelines.files import write_whole
from pipelines.schema import TABLES

FILE_NAME = "datapackage.json"
_TYPES = {"money": "number", "decimal": "number"}


def describe(tables: Iterable[Table], formats: Sequence[str]) -> dict[str, Any]:
    """The package descriptor; resources are the CSV files (Parquet ones are named beside them)."""
    return {
        "profile": "tabular-data-package",
        "name": "thaiplan",
        "title": "Anti-corruption action plans of Thai local governments",
        "description": (
            "Missing is null. Years ending in _be are Buddhist Era, dates Common Era. Money is baht. bbox is "
            "x0,y0,x1,y1 in PDF points, origin top left, of the page as shown. In CSV a text cell that "
            "begins with = + - @, tab or CR has a leading apostrophe (except a lone - and numbers), which "
            "readers take off."
        ),
        "resources": [_resource(table, formats) for table in tables],
    }


def write_package(folder: Path, formats: Sequence[str], tables: Iterable[Table] = TABLES) -> None:
    """Write the descriptor into the output folder."""
    text = json.dumps(describe(tables, formats), ensure_ascii=False, indent=2)
    write_whole(folder / FILE_NAME, text + "\n")


def _resource(table: Table, formats: Sequence[str]) -> dict[str, Any]:
    suffix = "csv" if "csv" in formats or "parquet" not in formats else "parquet"
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.th,
        "description": table.en,
        "path": f"{table.name}.{suffix}",
        "format": suffix,
        "encoding": "utf-8",
        "schema": _schema(table),
    }
    if suffix == "csv":
        resource["encoding"] = "utf-8-sig"
        resource["mediatype"] = "text/csv"
        resource["dialect"] = {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True}
        if "parquet" in formats:
            resource["alternative_path"] = f"{table.name}.parquet"
    return resource


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {"resource": key.target, "fields": [key.target_column]},
            }
            for key in table.foreign_keys
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "title": column.th,
        "description": column.en,
    }
    if column.type == "boolean":
        field.update(trueValues=["true"], falseValues=["false"])
    if column.unit:
        field["unit"] = column.unit
    if column.codes:
        field["codes"] = {code.value: {"en": code.en, "th": code.th} for code in column.codes.codes}
    constraints = {
        "required": column.required or None,
        "enum": list(column.codes.values) if column.codes else None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern,
    }
    kept = {name: value for name, value in constraints.items() if value is not None}
    if kept:
        field["constraints"] = kept
    return field
