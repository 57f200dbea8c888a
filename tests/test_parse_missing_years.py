"""A year whose column was lost on a scan is said, item by item."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.parse.missing_years import add_missing_years
from pipelines.records import Budget, DocumentInfo, ParsedDocument, Project, Source

YEARS = (2566, 2567, 2568)


def _parsed(*, exact: bool, read: tuple[int, ...]) -> ParsedDocument:
    source = Source(page=5, exact=exact)
    budgets = [Budget(0, year, "summary", Decimal(0), "no_budget", "-", source=source) for year in read]
    return ParsedDocument(DocumentInfo(), [Project("ก", "ก")], budgets)


def test_a_lost_column_of_a_scan_gives_unreadable_rows() -> None:
    parsed = _parsed(exact=False, read=(2566, 2568))
    add_missing_years(parsed, YEARS)
    added = parsed.budgets[-1]
    assert (added.fiscal_year_be, added.amount_status, added.doubtful) == (2567, "unreadable", True)
    assert added.doubt


@pytest.mark.parametrize(("exact", "read"), [(True, (2566, 2568)), (False, YEARS), (False, (2566,))])
def test_nothing_is_added_to_exact_whole_or_single_year_tables(exact: bool, read: tuple[int, ...]) -> None:
    parsed = _parsed(exact=exact, read=read)
    add_missing_years(parsed, YEARS)
    assert len(parsed.budgets) == len(read)


def test_a_stray_year_of_one_item_is_no_year_of_the_plan() -> None:
    parsed = _parsed(exact=False, read=(2566, 2567))
    stray = Budget(1, 2569, "summary", None, "blank", source=Source(page=5, exact=False))
    parsed.budgets += [replace(stray, fiscal_year_be=year) for year in (2566, 2567, 2569)]
    add_missing_years(parsed, ())
    assert [b.fiscal_year_be for b in parsed.budgets if b.project == 0] == [2566, 2567]
