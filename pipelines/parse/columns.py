"""The columns of a table and what each is for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from pipelines.parse.header_words import Role
from pipelines.records import BY_PLACE, CONTESTED


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role, how sure that is (0-1), its header text, and the fiscal year of a budget column
    (`inferred`: not read there, but told by the plan framework; `contested`: read for sure on a scan, where
    the order of the columns says another). `scale` is how many baht one printed unit is (1000 under `พันบาท`).
    `by_place`: nothing was read there, and only the columns on one side of it tell its year.
    `parts` are the columns of the parts of a year whose sum is printed nowhere, this one among them. `before`
    is the index of the column of what stood in the place of this one before an amendment of the plan.
    """

    index: int
    role: Role
    score: float
    header: str = ""
    year: int | None = None
    inferred: bool = False
    scale: int = 1
    contested: bool = False
    by_place: bool = False
    parts: tuple[int, ...] = ()
    before: int | None = None

    @property
    def key(self) -> int:
        """A number that tells budget columns apart: the year, or a negative one where it is not known."""
        return self.year if self.year is not None else -1 - self.index


@dataclass(frozen=True, slots=True)
class Layout:
    """The roles of all columns of a table and the number of its leading header rows. `plan_years` are those
    that the document says it is about."""

    columns: tuple[Column, ...]
    header_rows: int
    plan_years: tuple[int, ...] = ()

    def first(self, role: Role) -> Column | None:
        """The column of `role`, the surest where there are several."""
        found = [column for column in self.columns if column.role == role]
        return max(found, key=lambda column: column.score) if found else None

    def all(self, *roles: Role) -> tuple[Column, ...]:
        """All columns of the roles, left to right."""
        return tuple(column for column in self.columns if column.role in roles)

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the budget columns, left to right."""
        return tuple(column.key for column in self.all("budget"))

    @property
    def of_money(self) -> frozenset[int]:
        """The indices of the columns that hold amounts: budgets, their parts and sums."""
        return frozenset(column.index for column in self.all("budget", "total", "part"))

    @property
    def year_doubts(self) -> dict[int, str]:
        """Why the years of single budget columns are doubtful, by their keys."""
        budget = self.all("budget")
        doubts = {column.key: BY_PLACE for column in budget if column.by_place}
        return doubts | {column.key: CONTESTED for column in budget if column.contested}


def against_order(column: Column, read: int, year: int, others: Collection[int]) -> Column:
    """A column whose year was read for sure as `read`, where the order of the columns says `year`: it keeps
    what was read, unless that is the year of one of the `others`, and is contested."""
    return replace(column, year=year if read in others else read, contested=True)
