"""The figures of a document and the sums that bind them; the verdicts of the weighing, written back."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from extract.model import Reading
from pipelines.one_digit import Cents, cents, lacks_a_digit
from pipelines.reconcile.figures import (
    BLIND_CONFIDENCE,
    Figure,
    amount,
    figure_of,
    is_blind,
    number_confidence,
    told_in_words,
    uncertain_figure,
    unread_figure,
)
from pipelines.reconcile.inference import Sum, posterior
from pipelines.reconcile.odd import odd_ones
from pipelines.reconcile.siblings import weigh_siblings
from pipelines.records import (
    BEYOND_GAP,
    BY_PLACE,
    CELLS_UNSURE,
    DOUBTS_OF_READING,
    UNIT_DOUBTS,
    Budget,
    ParsedDocument,
    Source,
    StatedTotal,
)

CERTAIN = 0.995
"""Probability from which a reading counts as certain: at worst one wrong amount in 200, and most stand far
above it."""
CONTESTED = 0.9
"""A reading certain by itself stays so unless the sums leave it less than this: the page may be wrong."""
LISTING = 0.05
"""Probability that the number of items found in a table is not the number printed."""
WORDS = 0.002
"""How often an amount in words is read wrong and as just the figure that stands beside it."""
CELL_SLIP = 0.003
"""Probability that the document prints a wrong amount in a cell of its summary table."""
TOTAL_SLIP = 0.02
"""The same for a stated total: about one document in five has a wrong one, among some 25."""
DETAIL_SLIP = 0.04
"""The same for the budget in a detail section."""
COUNT_SLIP, COUNT_SLIP_VALUE = 0.1, 0.2
"""The same for a stated count, and the probability of one particular wrong value: counts are small."""
BAHT = ("budget_baht", "planned_baht", "ordinance_baht", "spent_baht")
COUNT_KINDS = {"projects": "project", "activities": "activity", "measures": "measure"}
LISTED = ("items", *COUNT_KINDS, "planned_items")
"""Counts of all the items that a document lists."""
COUNTS = (*LISTED, "done_items")

Key = tuple[str, str, int | None]
"""Source, quantity and year of a stated total."""

Place = tuple[int | tuple[str | int | None, ...], Decimal | None, int | None]
"""The item or the scope of a total, a value and its year."""

SUMS_SAY, OTHERS_SAY = "the sums say", "the rest of the document says"

_POINT = re.compile(r"[.]\d")
_PLACEMENT = re.compile(
    r"amounts? stands? for .*items|rows of amounts stand for"
    r"|not stand on (?:a line of its item|the lines of the items)"
    rf"|{'|'.join((CELLS_UNSURE, *UNIT_DOUBTS))}"
)


class Network:
    """Figures by position, the record each stands for, and the sums between them."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.records: list[Budget | StatedTotal | None] = []
        self.sums: list[Sum] = []
        self.short: set[int] = set()
        """Counts of a scan that are those of the items listed but for a digit left out."""

    def add(self, figure: Figure, record: Budget | StatedTotal | None = None) -> int:
        """Add a figure; its position."""
        self.figures.append(figure)
        self.records.append(record)
        return len(self.figures) - 1

    def bind(self, parts: Iterable[int], whole: int) -> None:
        """The figures at `parts` add up to that at `whole`."""
        members = tuple(parts)
        if members:
            self.sums.append(Sum(members, whole))

    def in_broken_sums(self, verdicts: list[Figure]) -> set[int]:
        """The figures of sums that do not hold: what a parser doubts there stays doubtful.

        In a sum of several a cell in which nothing was found counts as its detail section says.
        """
        tops = [verdict.top for verdict in verdicts]
        filled = list(tops)
        for bound in self.sums:
            cell = self.records[bound.parts[0]]
            if len(bound.parts) == 1 and isinstance(cell, Budget) and cell.amount_baht is None:
                filled[bound.parts[0]] = tops[bound.whole]
        broken: set[int] = set()
        for bound in self.sums:
            values = tops if len(bound.parts) == 1 else filled
            if sum(values[m] for m in bound.parts) != values[bound.whole]:
                broken.update(bound.members)
        return broken

    def evidence(self, place: int, verdicts: list[Figure]) -> str | None:
        """What holds with the value that a figure was given: a sum of several, else the same figure printed
        elsewhere; None where nothing does."""
        holding = [
            len(bound.parts) > 1
            for bound in self.sums
            if place in bound.members
            and sum(verdicts[m].top for m in bound.parts) == verdicts[bound.whole].top
        ]
        if not holding:
            return None
        return SUMS_SAY if any(holding) else OTHERS_SAY

    def seen_by_others(self, verdicts: list[Figure]) -> set[int]:
        """The blind figures that a sum of figures read by better eyes confirms."""
        found = set()
        for bound in self.sums:
            blind = [m for m in bound.members if self.figures[m].blind]
            surplus = sum(verdicts[m].top for m in bound.parts) - verdicts[bound.whole].top
            if len(blind) == 1 and surplus == 0:
                found.add(blind[0])
        return found


def weigh(parsed: ParsedDocument) -> None:
    """Weigh all figures of the document and set value and `doubtful` of budgets and totals."""
    network = Network()
    budgets = _budget_figures(network, parsed)
    totals = _total_figures(network, parsed)
    _bind_details(network, parsed, budgets)
    _bind_totals(network, parsed, budgets, totals)
    _bind_years(network, parsed, totals)
    _bind_counts(network, parsed, totals)
    flagged = [record is not None and record.doubtful for record in network.records]
    verdicts = posterior(network.figures, network.sums)
    known = _known_places(parsed)
    seen, broken = network.seen_by_others(verdicts), network.in_broken_sums(verdicts)
    odd = odd_ones(verdicts, network.sums, _siblings(parsed, budgets))
    for n, (before, after, record) in enumerate(zip(network.figures, verdicts, network.records, strict=True)):
        says = network.evidence(n, verdicts) if after.top != _printed(record) else None
        if isinstance(record, Budget):
            _judge_budget(record, before, after, says)
        elif isinstance(record, StatedTotal):
            _judge_total(record, before, after, says)
        inferred = record is not None and record.year_inferred
        misplaced = record is not None and _is_misplaced(record, known)
        misplaced = misplaced or (flagged[n] and _may_be_anothers_nothing(record))
        if flagged[n] and (n in broken or inferred or misplaced) and record is not None:
            record.doubtful = True
        if n in odd and record is not None:
            record.doubtful = True
            record.doubt = record.doubt or DOUBTS_OF_READING["odd"]
        if n in network.short and after.top == before.top and isinstance(record, StatedTotal):
            record.doubtful = True
        if before.blind and record is not None:
            record.doubtful = record.doubtful or n not in seen
            read = record.source.confidence
            record.source = replace(record.source, confidence=min(read or 0.0, BLIND_CONFIDENCE))
        if record is not None and record.doubtful and record.doubt is None:
            record.doubt = _doubt_of(record, before)


def _siblings(parsed: ParsedDocument, positions: dict[int, int]) -> list[list[int]]:
    """The amounts of each item in the years of one source."""
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for n, budget in enumerate(parsed.budgets):
        if budget.amount_baht is not None and budget.fiscal_year_be is not None:
            groups[(budget.project, budget.origin)].append(positions[n])
    return list(groups.values())


def _may_be_anothers_nothing(record: Budget | StatedTotal | None) -> bool:
    """Whether it is doubtful whose "no budget" this is: nothing fits every sum, so no sum takes the doubt."""
    return isinstance(record, Budget) and record.doubt == BEYOND_GAP and not record.amount_baht


def _known_places(parsed: ParsedDocument) -> set[Place]:
    """The amounts of the items' detail sections and the totals that stand in cells that are certain."""
    places: set[Place] = {
        (b.project, b.amount_baht, b.fiscal_year_be)
        for b in parsed.budgets
        if b.origin == "detail" and not b.source.unsure
    }
    return places | {(_scope(t), t.value, t.fiscal_year_be) for t in parsed.stated_totals if not t.doubtful}


def _scope(total: StatedTotal) -> tuple[str | int | None, ...]:
    return total.quantity, total.scope, total.dimension, total.mission_code


def _is_misplaced(record: Budget | StatedTotal, known: set[Place]) -> bool:
    """Whether it is not known to which item of a cell an amount belongs, or to which year: no sum over these
    items can tell, only the item's own detail section, and of a total the same one elsewhere."""
    year = record.fiscal_year_be
    if isinstance(record, StatedTotal):
        return record.source.unsure and (_scope(record), record.value, year) not in known
    if record.doubt is None or _PLACEMENT.search(record.doubt) is None:
        return False
    years = {
        told for project, amount, told in known if (project, amount) == (record.project, record.amount_baht)
    }
    return record.amount_baht is None or not (years if year is None else years & {year, None})


def _budget_figures(network: Network, parsed: ParsedDocument) -> dict[int, int]:
    blind = {
        origin: is_blind(_readings(b.source for b in parsed.budgets if b.origin == origin))
        for origin in ("summary", "detail")
    }
    positions = {}
    scaled = [budget for budget in parsed.budgets if budget.source.scale != 1]
    pointed = {budget.source.table for budget in scaled if _POINT.search(budget.amount_raw or "")}
    for n, budget in enumerate(parsed.budgets):
        if budget.source.table in pointed and _may_lack_point(budget):
            budget.source = replace(budget.source, readings=())
        if budget.amount_status == "unreadable":
            guess = budget.amount_baht
            figure = unread_figure() if guess is None else uncertain_figure(guess, 0.98)
        else:
            figure = figure_of(
                budget.amount_baht,
                budget.source,
                flagged=budget.doubtful,
                seen_empty=not budget.doubtful and budget.amount_status == "blank",
                blind=blind[budget.origin] and _has_number(budget),
            )
        slip = CELL_SLIP if budget.origin == "summary" else DETAIL_SLIP
        positions[n] = network.add(replace(figure, slip=slip), budget)
        if (
            budget.amount_baht
            and not budget.doubtful
            and told_in_words(budget.amount_baht, budget.amount_raw)
        ):
            network.bind([positions[n]], network.add(uncertain_figure(budget.amount_baht, WORDS)))
    weigh_siblings(parsed.budgets, [network.figures[positions[n]] for n in range(len(parsed.budgets))])
    return positions


def _may_lack_point(budget: Budget) -> bool:
    """Whether the point of an amount in thousands or millions may not have been read: that leaves no trace in
    the confidence of its digits, and moves it by powers of ten."""
    printed = budget.amount_raw or ""
    return budget.source.scale != 1 and bool(budget.amount_baht) and not _POINT.search(printed)


def _total_figures(network: Network, parsed: ParsedDocument) -> dict[int, int]:
    blind = {
        origin: is_blind(_readings(t.source for t in parsed.stated_totals if t.origin == origin))
        for origin in ("summary", "preface", "report")
    }
    positions = {}
    for n, total in enumerate(parsed.stated_totals):
        figure = (
            unread_figure()
            if total.value is None
            else figure_of(
                total.value,
                total.source,
                flagged=total.doubtful,
                seen_empty=False,
                blind=blind[total.origin] and not total.source.exact,
            )
        )
        if total.quantity in COUNTS:
            # the counts of a report stand in the columns of a table, which add up like its money
            slip = TOTAL_SLIP if total.origin == "report" else COUNT_SLIP
            figure = replace(figure, slip=slip, slip_value=COUNT_SLIP_VALUE)
        else:
            figure = replace(figure, slip=TOTAL_SLIP)
        positions[n] = network.add(figure, total)
    return positions


def _bind_details(network: Network, parsed: ParsedDocument, positions: dict[int, int]) -> None:
    """A detail amount equals the summary's of its year; one for all years equals each of them."""
    by_project: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, budget in enumerate(parsed.budgets):
        by_project[budget.project][budget.origin].append(n)
    for rows in by_project.values():
        whole = [n for n in rows["detail"] if parsed.budgets[n].fiscal_year_be is None]
        for n in rows["summary"]:
            year = parsed.budgets[n].fiscal_year_be
            same = [m for m in rows["detail"] if parsed.budgets[m].fiscal_year_be == year]
            partners = same or (whole if len(whole) == 1 else [])
            for m in partners[:1]:
                if parsed.budgets[m].amount_status != "blank":
                    network.bind([positions[n]], positions[m])


def _bind_totals(
    network: Network, parsed: ParsedDocument, budgets: dict[int, int], totals: dict[int, int]
) -> None:
    """Items add up to their dimension's total, dimensions to the plan's, year by year. Of several totals
    whose dimension is not known none is that of all items whose dimension is not known."""
    cells: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for n, budget in enumerate(parsed.budgets):
        if budget.origin == "summary":
            dimension = parsed.projects[budget.project].dimension
            cells[(dimension, budget.fiscal_year_be)].append(budgets[n])
    nameless = Counter(
        (total.quantity, total.fiscal_year_be)
        for total in parsed.stated_totals
        if total.scope == "dimension" and total.dimension is None
    )
    by_plan: dict[Key, dict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    plans: dict[Key, list[int]] = defaultdict(list)
    for n, total in enumerate(parsed.stated_totals):
        key: Key = (total.origin, total.quantity, total.fiscal_year_be)
        # A count of a plan is held against its list alone: one slip would break the sum and the list at once.
        if total.quantity not in (BAHT if total.origin != "report" else (*BAHT, *COUNTS)):
            continue
        if total.scope == "plan":
            plans[key].append(totals[n])
        elif total.scope == "dimension":
            by_plan[key][total.dimension].append(totals[n])
            alone = total.dimension is not None or nameless[total.quantity, total.fiscal_year_be] == 1
            if total.quantity == "budget_baht" and total.fiscal_year_be is not None and alone:
                network.bind(cells[(total.dimension, total.fiscal_year_be)], totals[n])
    for plan, wholes in plans.items():
        # A figure that is printed twice (yearly and for all years, or in two tables) is bound in its order.
        parts = [found for found in by_plan[plan].values() if len(found) == len(wholes)]
        if len(parts) >= 2 and len(parts) == len(by_plan[plan]):
            for n, whole in enumerate(wholes):
                network.bind([found[n] for found in parts], whole)
        elif not by_plan[plan] and plan[0] == "summary" and plan[1] == "budget_baht":
            listed = [n for (_, year), found in cells.items() if year == plan[2] for n in found]
            for whole in wholes:
                network.bind(listed, whole)
    _bind_report_tables(network, parsed, budgets, totals)


def _bind_report_tables(
    network: Network, parsed: ParsedDocument, budgets: dict[int, int], totals: dict[int, int]
) -> None:
    """What the items of a report's table were to cost in a year adds up to the sums of the same table: of
    each dimension, or of all where it has no others."""
    rows: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for n, budget in enumerate(parsed.budgets):
        if budget.origin == "detail" and budget.source.table is not None:
            rows[budget.source.table, budget.fiscal_year_be].append(n)
    sums: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, total in enumerate(parsed.stated_totals):
        if total.origin == "report" and total.source.table is not None:
            sums[total.source.table][total.quantity].append(n)
    for table, quantities in sums.items():
        stated = quantities["planned_baht"] or quantities["ordinance_baht"]
        divided = any(parsed.stated_totals[n].scope == "dimension" for n in stated)
        for n in stated:
            total = parsed.stated_totals[n]
            if total.scope != "dimension" and divided:
                continue
            own = [
                budgets[m]
                for m in rows[table, total.fiscal_year_be]
                if not divided or parsed.projects[parsed.budgets[m].project].dimension == total.dimension
            ]
            network.bind(own, totals[n])


def _bind_years(network: Network, parsed: ParsedDocument, totals: dict[int, int]) -> None:
    """The yearly totals of a dimension or the plan add up to its total of all years, where one is stated."""
    if _n_years(parsed) < 2:
        return
    rows: dict[tuple[str, str, int | None], dict[int | None, list[int]]]
    rows = defaultdict(lambda: defaultdict(list))
    for n, total in enumerate(parsed.stated_totals):
        if total.quantity == "budget_baht" and total.scope in ("dimension", "plan"):
            rows[(total.origin, total.scope, total.dimension)][total.fiscal_year_be].append(totals[n])
    for years in rows.values():
        alone = all(len(found) == 1 for found in years.values())
        if alone and None in years and len(years) == _n_years(parsed) + 1:
            network.bind([found[0] for year, found in years.items() if year is not None], years[None][0])


def _bind_counts(network: Network, parsed: ParsedDocument, totals: dict[int, int]) -> None:
    """A stated count equals the items listed: independent evidence, as good as the listing."""
    listed = [p for p in parsed.projects if p.in_summary] or parsed.projects
    for n, total in enumerate(parsed.stated_totals):
        if total.source.exact or total.quantity not in LISTED or total.scope not in ("dimension", "plan"):
            continue
        kind = COUNT_KINDS.get(total.quantity)
        items = [p for p in listed if total.scope == "plan" or p.dimension == total.dimension]
        counted = sum(kind is None or p.kind == kind for p in items)
        years = _n_years(parsed)
        if counted and total.value != counted * years:  # prefaces also count all years together
            listing = network.add(replace(uncertain_figure(Decimal(counted), LISTING), printed=False))
            network.bind([listing], totals[n])
            if total.value is not None and lacks_a_digit(cents(total.value), cents(Decimal(counted))):
                network.short.add(totals[n])


def _n_years(parsed: ParsedDocument) -> int:
    first, last = parsed.info.fiscal_year_start_be, parsed.info.fiscal_year_end_be
    return last - first + 1 if first is not None and last is not None else 1


def _printed(record: Budget | StatedTotal | None) -> Cents | None:
    """The value of a record as its parser left it."""
    value = record.amount_baht if isinstance(record, Budget) else record.value if record else None
    return cents(value) if value is not None else None


def _judge_budget(budget: Budget, before: Figure, after: Figure, says: str | None) -> None:
    """Keep or replace the reading, and say whether it is certain. `says` is what holds with another value:
    where nothing printed does, the reading stays, and stays doubtful."""
    printed = cents(budget.amount_baht) if budget.amount_baht is not None else 0
    best = after.top
    if budget.amount_status in ("blank", "unreadable"):
        # That a sum leaves room for an amount does not tell what stands in the cell.
        # In exact text nothing stands there, once the sums say that no neighbour's amount is meant.
        empty = budget.source.exact and best == 0 and _certain(before, after, best)
        budget.doubtful = not (budget.amount_status == "blank" and (empty or not before.contestable))
        return
    certain = _certain(before, after, best)
    if best != printed and says is not None:
        budget.amount_baht = amount(best)
        budget.amount_status = "amount" if best else "zero"
        budget.doubt = budget.doubt or f"read as {amount(printed)}, {says} {amount(best)}"
    budget.doubtful = not certain or (best != printed and says is None)


def _doubt_of(record: Budget | StatedTotal, before: Figure) -> str | None:
    """Why an amount or total is doubtful; None for a total of exact text or without a value, whose place is
    what was not told."""
    if isinstance(record, StatedTotal):
        if record.source.unsure:
            return CELLS_UNSURE
        if record.year_inferred:
            return BY_PLACE
        if record.source.exact or record.value is None:
            return None
    elif record.amount_status in ("blank", "unreadable"):
        return DOUBTS_OF_READING["nothing read"]
    return DOUBTS_OF_READING[_reading_doubt(record.source, before)]


def _reading_doubt(source: Source, before: Figure) -> str:
    """Why a reading is doubtful, as a key of `DOUBTS_OF_READING`."""
    if before.blind:
        return "blind"
    if any(reading.at_rule for reading in source.readings):
        return "at rule"
    return "contested" if before.options[before.top] >= CERTAIN else "uncertain"


def _judge_total(total: StatedTotal, before: Figure, after: Figure, says: str | None) -> None:
    """The same for a stated total."""
    if total.value is None:
        total.doubtful = True
        return
    best = after.top
    other = best != cents(total.value)
    total.doubtful = not _certain(before, after, best) or (other and says is None)
    total.source = replace(total.source, confidence=number_confidence(total.value, total.source))
    if other and says is not None:
        total.doubt = f"read as {total.value}, {says} {amount(best)}"
        total.value = amount(best)


def _certain(before: Figure, after: Figure, best: int) -> bool:
    if not before.contestable:
        return True
    supported = after.options[best]
    if best == before.top and before.options[best] >= CERTAIN:
        return supported >= CONTESTED
    return supported >= CERTAIN


def _has_number(budget: Budget) -> bool:
    return not budget.source.exact and budget.amount_baht not in (None, 0)


def _readings(sources: Iterable[Source]) -> list[Reading]:
    return [reading for source in sources for reading in source.readings]
