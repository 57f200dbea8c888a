"""Inconsistencies of every kind that a plan alone can hold, planted evenly over many plans.

`samples.plan.plant` draws some kinds at random; here the kinds planted least so far come first, so that each
check of the audit is met about equally often. What changes the items themselves is planted before what states
a wrong figure of them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal

from samples import material
from samples.plan import (
    Item,
    Plan,
    Planted,
    plant_detail_budget,
    plant_dimension_count,
    plant_dimension_total,
    plant_foreign,
    plant_missing_detail,
    plant_plan_total,
    plant_preface_count,
    plant_seq_duplicate,
    random_plan,
)

MOST = 5
"""Inconsistencies in one plan at most."""
UNCONTROLLED = (
    "มาตรการหมุนเวียนเจ้าหน้าที่ผู้รับผิดชอบงานจัดเก็บรายได้ทุกสองปี",
    "มาตรการติดตั้งกล้องวงจรปิดบริเวณคลังพัสดุและลานจอดรถ",
    "มาตรการให้ผู้สังเกตการณ์ภายนอกเข้าร่วมการเปิดซองเสนอราคา",
)
"""Controls that no item of any sample plan carries out."""

Planter = Callable[[random.Random, Plan], None]


@dataclass(frozen=True)
class Fault:
    """A kind of inconsistency: how it is planted, whether it changes items, and where it can stand."""

    plant: Planter
    structural: bool = False
    possible: Callable[[Plan], bool] = lambda plan: True


def balanced(count: int, first_seed: int, planted: Counter[str]) -> Iterator[Plan]:
    """`count` plans from consecutive seeds, every third clean, the others with all kinds of faults in turn.

    `planted` counts what was planted so far.
    """
    for n in range(count):
        plan = random_plan(first_seed + n, faults=0)
        if n // 3 % 3:
            rng = random.Random(f"faults {first_seed + n}")
            plant_least(rng, plan, planted, rng.randrange(3, MOST + 1))
        yield plan


def plant_least(rng: random.Random, plan: Plan, planted: Counter[str], wanted: int) -> None:
    """Plant `wanted` kinds of faults that the plan's layout allows, those planted least so far first."""
    order = sorted(rng.sample(sorted(FAULTS), k=len(FAULTS)), key=lambda check: planted[check])
    chosen: list[str] = []
    for check in order:
        clash = check.startswith("seq_") and any(other.startswith("seq_") for other in chosen)
        if len(chosen) < wanted and FAULTS[check].possible(plan) and not clash:
            chosen.append(check)
    for structural in (True, False):
        for check in sorted(chosen, key=lambda check: check.startswith("seq_")):  # last, for others renumber
            if FAULTS[check].structural == structural:
                FAULTS[check].plant(rng, plan)
        if structural:
            plan.recompute()
    planted.update(p.check for p in plan.planted if not p.optional)


def _free(plan: Plan) -> list[int]:
    """Items that no inconsistency was planted at, and that are listed once."""
    taken = {p.item for p in plan.planted}
    times = Counter(item.name for item in plan.items)
    return [
        n
        for n, item in enumerate(plan.items)
        if n not in taken and item.in_summary and item.in_detail and times[item.name] == 1
    ]


def _plant_missing_summary(rng: random.Random, plan: Plan) -> None:
    counts = Counter(item.dimension for item in plan.items)
    index = rng.choice([n for n in _free(plan) if counts[plan.items[n].dimension] > 1] or _free(plan))
    plan.items[index].in_summary = False
    plan.planted.append(Planted("missing_summary", "warning", plan.items[index].dimension, None, index))


def _plant_duplicate(rng: random.Random, plan: Plan) -> None:
    """The same item once more at the end of its strategy; the numbers go on."""
    index = rng.choice(_free(plan))
    item = plan.items[index]
    end = max(n for n, other in enumerate(plan.items) if other.strategy == item.strategy) + 1
    plan.items.insert(end, deepcopy(item))
    for planted in plan.planted:
        if planted.item is not None and planted.item >= end:
            planted.item += 1
    for n, other in enumerate(plan.items, 1):
        other.seq = other.printed_seq = n
    plan.planted.append(Planted("duplicate_project", "warning", item.dimension, None, end))


def _plant_seq_gap(rng: random.Random, plan: Plan) -> None:
    index = rng.randrange(2, len(plan.items) - 1)
    for item in plan.items[index:]:
        item.printed_seq += 1
    plan.planted.append(Planted("seq_gap", "warning", plan.items[index].dimension, None, index))


def _plant_plan_count(rng: random.Random, plan: Plan) -> None:
    right = len(plan.summary_items)
    plan.stated_plan_count = right + rng.choice([2, 3])
    plan.planted.append(
        Planted("plan_count", "error", None, None, None, Decimal(plan.stated_plan_count), Decimal(right))
    )


def _plant_fiscal_year(rng: random.Random, plan: Plan) -> None:
    index = rng.choice(_free(plan))
    year = plan.years[-1] + rng.choice([2, 3])
    plan.items[index].duration = f"ปีงบประมาณ พ.ศ. {plan.years[0]} และ พ.ศ. {year}"
    plan.planted.append(Planted("fiscal_year", "error", plan.items[index].dimension, year, index))


def _plant_date_order(rng: random.Random, plan: Plan) -> None:
    index = rng.choice(_free(plan))
    year = plan.years[0]
    plan.items[index].duration = f"1 มิถุนายน {year} - 31 มกราคม {year}"
    plan.planted.append(Planted("date_order", "warning", plan.items[index].dimension, None, index))


def _plant_copied(rng: random.Random, plan: Plan) -> None:
    """One rationale word for word at two items, the first item's name in both."""
    first, second = sorted(rng.sample(_free(plan), k=2))
    sentences = rng.sample([*material.PROSE, *material.OBJECTIVES], k=5)
    text = f"{plan.items[first].target}ในพื้นที่มีความต้องการ{plan.items[first].name} " + " ".join(sentences)
    plan.items[first].rationale = plan.items[second].rationale = text
    plan.planted.append(Planted("copied_text", "info", plan.items[second].dimension, None, second))


def _plant_risk_control(rng: random.Random, plan: Plan) -> None:
    *_, controls = rng.choice(plan.risks)
    controls[rng.randrange(len(controls))] = rng.choice(UNCONTROLLED)
    plan.planted.append(Planted("risk_control", "warning"))


def _numbered(plan: Plan) -> bool:
    return len(plan.items) >= 5 and plan.layout.item_style in ("paren", "column")


def _uniform(item: Item) -> bool:
    return len(set(item.budgets.values())) == 1 and next(iter(item.budgets.values())) > 0


FAULTS = {
    "missing_summary": Fault(_plant_missing_summary, True),
    "duplicate_project": Fault(_plant_duplicate, True),
    "missing_detail": Fault(plant_missing_detail, True),
    "seq_duplicate": Fault(plant_seq_duplicate, True, _numbered),
    "seq_gap": Fault(_plant_seq_gap, True, _numbered),
    "foreign_locality": Fault(plant_foreign, True),
    "detail_budget": Fault(plant_detail_budget, False, lambda plan: any(map(_uniform, plan.items))),
    "dimension_total": Fault(plant_dimension_total, False, lambda plan: plan.layout.subtotals),
    "plan_total": Fault(plant_plan_total, False, lambda plan: plan.layout.plan_total),
    "dimension_count": Fault(plant_dimension_count, False, lambda plan: plan.layout.subtotals),
    "plan_count": Fault(_plant_plan_count, False, lambda plan: plan.layout.plan_total),
    "preface_count": Fault(plant_preface_count),
    "fiscal_year": Fault(_plant_fiscal_year),
    "date_order": Fault(_plant_date_order),
    "copied_text": Fault(_plant_copied),
    "risk_control": Fault(_plant_risk_control),
}
"""By the check that must find it."""
