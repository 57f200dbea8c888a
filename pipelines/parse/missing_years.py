"""Years of a scanned plan for which no column was found: said row by row, never passed over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from pipelines.records import Budget, ParsedDocument, Source

_DOUBT = "no column of this year was found in the scanned table"


def add_missing_years(parsed: ParsedDocument, plan_years: Collection[int]) -> None:
    """Give every item of a scanned summary table an unreadable amount for each plan year it has no row for.

    A table whose rules are faint can lose a column; the amounts of that year are then printed but not read.
    A table of a single year is left alone: many plans print one table a year.
    """
    held: dict[int, dict[int, Budget]] = defaultdict(dict)
    for budget in parsed.budgets:
        if budget.origin == "summary" and budget.fiscal_year_be is not None:
            held[budget.project][budget.fiscal_year_be] = budget
    counts = Counter(year for rows in held.values() for year in rows)
    years = set(plan_years) or {year for year, n in counts.items() if 2 * n > len(held)}
    for project, rows in held.items():
        sample = next(iter(rows.values()))
        if sample.source.exact or len(rows) < 2:
            continue
        for year in sorted(years - set(rows)):
            source = Source(page=sample.source.page, confidence=0.0, exact=False)
            missing = Budget(project, year, "summary", None, "unreadable", None, True, _DOUBT, source)
            parsed.budgets.append(missing)
