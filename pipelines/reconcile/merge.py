"""One value per project and year, from the summary table and the detail section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from normalize.found_amounts import find_amounts
from pipelines.one_digit import cents, lacks_a_digit
from pipelines.records import BY_PLACE, TWO_AMOUNTS, Budget, ParsedDocument, Source

UNKNOWN_STATUS = ("blank", "unreadable")


def reconciled_budgets(parsed: ParsedDocument) -> list[Budget]:
    """The `reconciled` rows: what the summary prints, else what the detail section says.

    Where both are printed and differ, both readings being clear, the summary's stands (the stated totals are
    made of it) and the audit reports the difference. Where one of them is doubtful the certain one stands.
    A detail amount of a scan that is the summary's without a digit becomes doubtful.
    """
    rows: dict[int, dict[str, dict[int | None, Budget]]] = defaultdict(lambda: {"summary": {}, "detail": {}})
    for budget in parsed.budgets:
        if budget.origin in ("summary", "detail"):
            first = rows[budget.project][budget.origin].setdefault(budget.fiscal_year_be, budget)
            if (first.amount_baht, first.amount_status) != (budget.amount_baht, budget.amount_status):
                first.doubtful, first.doubt = True, first.doubt or TWO_AMOUNTS
    for sources in rows.values():
        for detail in sources["detail"].values():
            _doubt_lost_digit(detail, sources["summary"].values())
    found = []
    for project, sources in sorted(rows.items()):
        if parsed.projects[project].summed:
            continue  # its items' amounts are those that count
        years = _years(parsed, sources)
        for year in years:
            told = _detail(sources["detail"], year)
            row = best_of(project, year, sources["summary"].get(year), told)
            if not sources["summary"] and len(years) > 1 and told is not None and not _is_of_years(told):
                row.doubtful, row.doubt = True, row.doubt or "nothing says for which year the amount is"
            found.append(row)
    _doubt_unlisted(parsed, found, rows)
    return found


def _doubt_unlisted(
    parsed: ParsedDocument,
    found: Sequence[Budget],
    rows: Mapping[int, Mapping[str, dict[int | None, Budget]]],
) -> None:
    """Doubt an amount for all years that stands for a year in which the summary table shows none for the
    item, unless the table's sum asks for it."""
    sums = _fitting_sums(parsed, found)
    for budget in found:
        year = budget.fiscal_year_be
        listed, told = rows[budget.project]["summary"], rows[budget.project]["detail"]
        cell = listed.get(year)
        shown = cell is not None and cell.amount_status not in UNKNOWN_STATUS
        if not listed or shown or year in told or not budget.amount_baht:
            continue
        dimension = parsed.projects[budget.project].dimension
        if not {(dimension, year), (None, year)} & sums:
            budget.doubtful, budget.doubt = True, budget.doubt or "the table shows no amount for this year"


def _fitting_sums(parsed: ParsedDocument, found: Sequence[Budget]) -> set[tuple[int | None, int | None]]:
    """Dimension (None: the plan) and year of the table's totals that the reconciled amounts add up to."""
    sums: dict[tuple[int | None, int | None], Decimal] = defaultdict(Decimal)
    for budget in found:
        dimension = parsed.projects[budget.project].dimension
        for part in {dimension, None}:
            sums[part, budget.fiscal_year_be] += budget.amount_baht or 0
    return {
        (total.dimension, total.fiscal_year_be)
        for total in parsed.stated_totals
        if total.quantity == "budget_baht"
        and total.origin == "summary"
        and (total.scope == "plan" or (total.scope == "dimension" and total.dimension is not None))
        and total.value == sums.get((total.dimension, total.fiscal_year_be))
    }


def _is_of_years(detail: Budget) -> bool:
    """Whether a detail section says of which years its amount is: it names the year, says `ปีละ`, or that
    nothing is used. A lone amount may as well be that of all years together, where no summary tells."""
    if detail.fiscal_year_be is not None or detail.amount_status != "amount":
        return True
    return any(found.per_year for found in find_amounts(detail.amount_raw or ""))


def _years(parsed: ParsedDocument, sources: dict[str, dict[int | None, Budget]]) -> list[int]:
    named = {year for budgets in sources.values() for year in budgets if year is not None}
    first, last = parsed.info.fiscal_year_start_be, parsed.info.fiscal_year_end_be
    if first is not None and last is not None and None in sources["detail"]:
        named |= set(range(first, last + 1))
    return sorted(named)


def _detail(detail: dict[int | None, Budget], year: int) -> Budget | None:
    return detail.get(year) or detail.get(None)


def best_of(project: int, year: int, summary: Budget | None, detail: Budget | None) -> Budget:
    """The `reconciled` row of one project and year; at least one of the two is there."""
    known = [b for b in (summary, detail) if b is not None and b.amount_status not in UNKNOWN_STATUS]
    certain = [b for b in known if not b.doubtful]
    if not known:
        base = summary or detail
        if base is None:
            raise ValueError(f"project {project} has no budget for {year}")
        return _row(project, year, base, None, base.doubtful, base.doubt)
    chosen = (certain or known)[0]
    doubtful, doubt = chosen.doubtful, chosen.doubt
    if chosen is detail and summary is not None and _speaks_against(summary, detail):
        doubtful, doubt = True, doubt or "the summary table seems to say another amount"
    if summary is not None and summary.year_inferred and chosen.fiscal_year_be != year:
        doubtful, doubt = True, doubt or BY_PLACE
    return _row(project, year, chosen, chosen.amount_baht, doubtful, doubt)


def _doubt_lost_digit(detail: Budget, summary: Iterable[Budget]) -> None:
    """Doubt a scanned detail amount that is the summary's without one digit: readers lose digits whole, and
    what is left is read with confidence."""
    same = [b for b in summary if detail.fiscal_year_be in (b.fiscal_year_be, None)]
    scanned = detail.source is not None and not detail.source.exact
    if (
        scanned
        and not detail.doubtful
        and detail.amount_baht
        and any(lacks_a_digit(cents(detail.amount_baht), cents(b.amount_baht or Decimal(0))) for b in same)
    ):
        detail.doubtful, detail.doubt = True, "the summary table seems to say another amount"


def _speaks_against(summary: Budget, detail: Budget) -> bool:
    """True when the summary's doubtful figure is another than the detail's certain one."""
    return summary.amount_status not in UNKNOWN_STATUS and summary.amount_baht != detail.amount_baht


def _row(
    project: int, year: int, base: Budget, amount: Decimal | None, doubtful: bool, doubt: str | None
) -> Budget:
    return replace(
        base,
        project=project,
        fiscal_year_be=year,
        origin="reconciled",
        amount_baht=amount,
        amount_status=base.amount_status,
        doubtful=doubtful,
        doubt=doubt,
        source=replace(base.source) if base.source else Source(),
    )
