"""Inconsistencies that reports can hold, planted evenly over many reports like those of plans.

The counter of what was planted is shared with the plans (`samples.faults`): kinds met least so far come first.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from samples import material
from samples.measure_report import PERIODS, YEAR, MeasureReport
from samples.plan import Plan, Planted
from samples.report import Report


class Faulty(Protocol):
    """A document with a list of what was planted in it."""

    planted: list[Planted]


Document = TypeVar("Document", bound=Faulty)


@dataclass(frozen=True)
class Fault(Generic[Document]):
    """A kind of inconsistency: its check, how it is planted, and where it can stand."""

    check: str
    plant: Callable[[random.Random, Document], None]
    possible: Callable[[Document], bool] = lambda document: True


def plant_least(
    rng: random.Random,
    document: Document,
    faults: tuple[Fault[Document], ...],
    planted: Counter[str],
    wanted: int,
) -> None:
    """Plant `wanted` kinds of faults at most, those whose checks were met least so far, in the order listed."""
    order = sorted(rng.sample(faults, k=len(faults)), key=lambda fault: planted[fault.check])
    chosen = [fault for fault in order if fault.possible(document)][:wanted]
    for fault in faults:
        if fault in chosen:
            fault.plant(rng, document)
    planted.update(p.check for p in document.planted if not p.optional)


# -- progress reports


def _percent(rng: random.Random, report: Report) -> None:
    """A percentage that is another; of nothing it is said to be a hundred."""
    dimension, column = rng.choice([(d, n) for d in report.table for n in (0, 1)])
    line = report.table[dimension]
    right = line.percents[column]
    base = (line.planned_items, line.planned_baht)[column]
    wrong = Decimal("100.00") if base == 0 else right + rng.choice([Decimal("1.11"), Decimal("10.00")])
    report.stated_percents[(dimension, column)] = wrong
    report.planted.append(Planted("percent", "error", dimension, None, None, wrong, right if base else None))


def _other_plan(rng: random.Random, report: Report) -> None:
    """Planned figures of a dimension that are not the plan's; the sum of the table has them, too."""
    dimension = rng.choice(list(report.lines))
    line, plan = report.lines[dimension], report.plan
    if rng.random() < 0.5:
        named = {
            line.planned_items,
            plan.stated_counts[dimension],
            line.planned_items + _rowless(plan, dimension),
        }
        changed = replace(line, planned_items=_unlike(line.planned_items, 1, named))
        stated, expected = changed.planned_items, line.planned_items
    else:
        named = {line.planned_baht, plan.stated_dimension[(dimension, report.year)]}
        changed = replace(line, planned_baht=_unlike(line.planned_baht, 20_000, named))
        stated, expected = changed.planned_baht, line.planned_baht
    report.lines[dimension] = changed
    report.planted.append(
        Planted("plan_vs_report", "error", dimension, None, None, Decimal(stated), Decimal(expected))
    )
    report.planted.append(Planted("plan_vs_report", "error", optional=True))


def _rowless(plan: Plan, dimension: int) -> int:
    """Items that the plan describes but does not list: a report that counts them fits the plan."""
    return sum(item.dimension == dimension and not item.in_summary for item in plan.items)


def _unlike(value: int, step: int, named: set[int]) -> int:
    """The first larger value that the plan does not name either."""
    while value in named:
        value += step
    return value


def _sum(rng: random.Random, report: Report) -> None:
    right = report.total
    wrong = replace(right, spent_baht=right.spent_baht + 9000)
    report.stated_total = wrong
    stated, expected = Decimal(wrong.spent_baht), Decimal(right.spent_baht)
    report.planted.append(Planted("plan_total", "error", None, report.year, None, stated, expected))


def _count(rng: random.Random, report: Report) -> None:
    """More items done than the narrative tells of, and still fewer than planned."""
    dimension = rng.choice(
        [d for d, line in report.lines.items() if line.planned_items - line.done_items > 1]
    )
    line = report.lines[dimension]
    report.lines[dimension] = replace(line, done_items=line.done_items + 1)
    stated, expected = Decimal(line.done_items + 1), Decimal(line.done_items)
    report.planted.append(Planted("dimension_count", "error", dimension, None, None, stated, expected))


def _number_twice(rng: random.Random, report: Report) -> None:
    place = rng.randrange(1, len(report.done) - 1)
    index = report.done[place]
    report.numbers[index] = place
    dimension = report.plan.items[index].dimension
    report.planted.append(Planted("seq_duplicate", "error", dimension, None, index))
    report.planted.append(Planted("seq_gap", "warning", dimension, None, index, optional=True))


def _dated_early(rng: random.Random, report: Report) -> None:
    report.dated = f"{rng.randrange(1, 28)} สิงหาคม {report.year}"
    report.planted.append(Planted("date_order", "warning"))


def _foreign_result(rng: random.Random, report: Report) -> None:
    index = rng.choice(report.done)
    report.results[index] = f"ทำให้ประชาชนมีความเชื่อมั่นต่อการบริหารงานของ{_elsewhere(rng, report.plan)} มากยิ่งขึ้น"
    dimension = report.plan.items[index].dimension
    report.planted.append(Planted("foreign_locality", "warning", dimension, None, index))


PROGRESS_FAULTS: tuple[Fault[Report], ...] = (
    Fault("plan_vs_report", _other_plan),
    Fault(
        "dimension_count",
        _count,
        lambda report: any(line.planned_items - line.done_items > 1 for line in report.lines.values()),
    ),
    Fault("plan_total", _sum),
    Fault("percent", _percent),
    Fault("seq_duplicate", _number_twice, lambda report: len(report.done) > 4),
    Fault("date_order", _dated_early),
    Fault("foreign_locality", _foreign_result),
)


# -- measure reports


def _topic_missing(rng: random.Random, report: MeasureReport) -> None:
    del report.rows[rng.randrange(len(report.rows))]
    report.planted.append(Planted("report_gap", "warning"))


def _without_result(rng: random.Random, report: MeasureReport) -> None:
    row = rng.choice(report.rows)
    row.result = row.outcome = rng.choice(("-", ""))
    report.planted.append(Planted("report_gap", "warning"))


def _outside_year(rng: random.Random, report: MeasureReport) -> None:
    rng.choice(report.rows).period = rng.choice(
        (f"ตุลาคม {YEAR} - มีนาคม {YEAR + 1}", f"มกราคม {YEAR - 1} - กันยายน {YEAR - 1}")
    )
    report.planted.append(Planted("report_gap", "warning"))
    report.planted.append(Planted("date_order", "warning", optional=True))  # it ends after the report


def _handed_in_early(rng: random.Random, report: MeasureReport) -> None:
    """Results of a time that has not come; the last period of all tells."""
    usual = [row for row in report.rows if len(row.result) > 1 and row.period in PERIODS]
    rng.choice(usual).period = PERIODS[0]
    report.dated = f"{rng.randrange(1, 28)} พฤษภาคม {YEAR}"
    report.planted.append(Planted("date_order", "warning"))


def _result_too_early(rng: random.Random, report: MeasureReport) -> None:
    row = rng.choice([row for row in report.rows if len(row.result) > 1])
    row.result += f" แล้วเสร็จเมื่อวันที่ 14 มิถุนายน {YEAR - 1}"
    report.planted.append(Planted("date_order", "warning"))


def _foreign_outcome(rng: random.Random, report: MeasureReport) -> None:
    row = rng.choice([row for row in report.rows if len(row.outcome) > 1])
    row.outcome = f"ประชาชนเชื่อมั่นต่อการบริหารงานของ{_elsewhere(rng, report.plan)}"
    report.planted.append(Planted("foreign_locality", "warning"))


MEASURE_FAULTS: tuple[Fault[MeasureReport], ...] = (
    Fault("report_gap", _topic_missing),
    Fault("report_gap", _without_result),
    Fault("report_gap", _outside_year),
    Fault("date_order", _result_too_early),
    Fault("date_order", _handed_in_early),
    Fault("foreign_locality", _foreign_outcome),
)


def _elsewhere(rng: random.Random, plan: Plan) -> str:
    """The name of another locality."""
    other = rng.choice([place for place in material.PLACES if place[0] != plan.place])
    return rng.choice(list(material.TYPES)) + other[0]
