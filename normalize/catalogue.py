"""The catalogues of standard measures, their frameworks and categories.

Files, ids and sources: `normalize/data/CATALOGUE.md`.
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MeasureKind = Literal["project", "activity", "measure"]
_KINDS: tuple[MeasureKind, ...] = ("project", "activity", "measure")


class CatalogueError(ValueError):
    """A user's catalogue that cannot be used; the message names the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A standard measure: stable id, framework, category code, kind (weak evidence), name and other
    wordings.
    """

    measure_id: str
    framework_id: str
    category_code: str
    kind: MeasureKind | None
    name: str
    aliases: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework of plans (`nacc_lao_2566`) or of an ITA year; `first_year_be`, `last_year_be` are
    inclusive.
    """

    framework_id: str
    title: str
    first_year_be: int
    last_year_be: int

    @property
    def is_plan(self) -> bool:
        """Whether it is a framework of action plans, not of the ITA."""
        return not self.framework_id.startswith("ita_")


@dataclass(frozen=True, slots=True)
class Category:
    """A มิติ, ภารกิจ or แนวทาง of a plan framework (level 1-3), or an ITA indicator, item or topic."""

    framework_id: str
    code: str
    parent_code: str | None
    level: int
    name: str


@dataclass(frozen=True)
class Catalogue:
    """Standard measures to match against."""

    measures: tuple[Measure, ...]

    def __len__(self) -> int:
        return len(self.measures)

    def get(self, measure_id: str) -> Measure | None:
        """The measure of that id, or None."""
        return next((measure for measure in self.measures if measure.measure_id == measure_id), None)

    def __hash__(self) -> int:
        return hash(tuple(measure.measure_id for measure in self.measures))


@functools.cache
def standard_catalogue() -> Catalogue:
    """The measures that ship with the package."""
    return parse_catalogue(_text("standard_measures.csv"))


def parse_catalogue(text: str) -> Catalogue:
    """A catalogue from CSV text with a header row.

    Columns: `measure_id` and `name_th` are needed; `framework_id`, `category_code`, `kind` (`project`,
    `activity`,
    `measure`), `aliases_th` (parted by ` | `) and `source` may be there. Raises CatalogueError for a missing
    column, an empty or repeated id, an empty name, or another kind.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = {"measure_id", "name_th"} - set(reader.fieldnames or ())
    if missing:
        raise CatalogueError(f"catalogue: column missing / ไม่มีคอลัมน์: {', '.join(sorted(missing))}")
    measures: list[Measure] = []
    seen: set[str] = set()
    for line, row in enumerate(reader, start=2):
        measure = _measure(row, line)
        if measure.measure_id in seen:
            raise CatalogueError(f"catalogue, line {line}: id used twice / รหัสซ้ำ: {measure.measure_id}")
        seen.add(measure.measure_id)
        measures.append(measure)
    if not measures:
        raise CatalogueError("catalogue: no measure in it / ไม่มีมาตรการ")
    return Catalogue(tuple(measures))


def merged(*catalogues: Catalogue) -> Catalogue:
    """One catalogue of several; of measures with the same id the last one counts."""
    by_id = {measure.measure_id: measure for catalogue in catalogues for measure in catalogue.measures}
    return Catalogue(tuple(by_id.values()))


@functools.cache
def frameworks() -> tuple[Framework, ...]:
    """The frameworks, by first year and id."""
    rows = (
        Framework(row["framework_id"], row["title_th"], *_years(row["years_be"]))
        for row in _rows("frameworks.csv")
    )
    return tuple(sorted(rows, key=lambda item: (item.first_year_be, item.framework_id)))


@functools.cache
def categories() -> tuple[Category, ...]:
    """The categories of all frameworks, in the order of the file."""
    return tuple(
        Category(
            row["framework_id"], row["code"], row["parent_code"] or None, int(row["level"]), row["name_th"]
        )
        for row in _rows("categories.csv")
    )


def categories_of(framework_id: str) -> tuple[Category, ...]:
    """The categories of one framework; empty for an unknown one."""
    return tuple(category for category in categories() if category.framework_id == framework_id)


def framework_of_years(first_year_be: int | None, last_year_be: int | None) -> str | None:
    """The plan framework that a plan or report of these fiscal years belongs to.

    The one whose years hold them all, else the one that shares most years; None where none shares any,
    or no year is known.
    """
    if first_year_be is None and last_year_be is None:
        return None
    first = first_year_be if first_year_be is not None else last_year_be
    last = last_year_be if last_year_be is not None else first_year_be
    assert first is not None and last is not None
    shared = [
        (min(last, item.last_year_be) - max(first, item.first_year_be) + 1, item.framework_id)
        for item in frameworks()
        if item.is_plan
    ]
    years, framework_id = max(shared)
    return framework_id if years > 0 else None


def ita_framework_of_year(year_be: int | None) -> str | None:
    """The ITA framework of a year, or None."""
    return next(
        (item.framework_id for item in frameworks() if not item.is_plan and item.first_year_be == year_be),
        None,
    )


def crosswalk() -> tuple[dict[str, str], ...]:
    """The rows of the crosswalk between frameworks: from_framework, from_code, to_framework, to_code,
    note.
    """
    return tuple(_rows("crosswalk.csv"))


def split_aliases(cell: str) -> tuple[str, ...]:
    """The aliases of a cell, parted by `|`."""
    return tuple(alias.strip() for alias in cell.split("|") if alias.strip())


def _measure(row: dict[str, str | None], line: int) -> Measure:
    values = {
        key: (value or "").strip() for key, value in row.items() if isinstance(value, str) or value is None
    }
    if not values["measure_id"] or not values["name_th"]:
        raise CatalogueError(f"catalogue, line {line}: id or name is empty / ไม่มีรหัสหรือชื่อ")
    kind = values.get("kind", "")
    if kind and kind not in _KINDS:
        raise CatalogueError(
            f"catalogue, line {line}: kind must be one of {', '.join(_KINDS)} / ประเภทไม่ถูกต้อง: {kind}"
        )
    return Measure(
        values["measure_id"],
        values.get("framework_id", ""),
        values.get("category_code", ""),
        next((known for known in _KINDS if known == kind), None),
        values["name_th"],
        split_aliases(values.get("aliases_th", "")),
        values.get("source", ""),
    )


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _rows(file: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(_text(file)))


def _text(file: str) -> str:
    return (Path(__file__).parent / "data" / file).read_text(encoding="utf-8-sig")
