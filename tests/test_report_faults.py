"""What is planted in sample reports stands in them, and the audit finds it in their text."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from bench.audit.mutation import read
from pipelines.audit import AuditCase, audit_batch, audit_case, batch_item, case_from_parsed
from pipelines.parse import parse
from pipelines.reconcile import reconcile
from samples import measure_report, report
from samples.plan import Layout, Planted, plant_detail_budget, random_plan
from samples.render import Writer
from samples.report_faults import MEASURE_FAULTS, PROGRESS_FAULTS, plant_least
from samples.text import flattened

LAYOUT = Layout(numerals="arabic", item_style="paren", dimension_as="band", mission_column=False)


def case_of(text: str, path: Path) -> AuditCase:
    """What the audit sees of a document's text."""
    path.write_text(text, encoding="utf-8")
    document = read(path)
    case = case_from_parsed(reconcile(parse(document), document), document)
    case.document_id = path.name
    return case


def checks(planted: list[Planted], *, optional: bool) -> Counter[str]:
    return Counter(p.check for p in planted if optional or not p.optional)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("faults", [0, len(PROGRESS_FAULTS)])
def test_progress_report(tmp_path: Path, seed: int, faults: int) -> None:
    plan = random_plan(700 + seed, faults=0, layout=LAYOUT, count=14)
    made = report.random_report(plan, seed)
    made.dated = f"30 ตุลาคม {made.year}"
    plant_least(random.Random(seed), made, PROGRESS_FAULTS, Counter(), faults)
    plan_case = case_of(flattened(Writer(plan).document()), tmp_path / "plan.txt")
    case = case_of(flattened(report.render(made)), tmp_path / "report.txt")
    across = audit_batch([batch_item(plan_case), batch_item(case)]).get("report.txt", [])
    found = Counter(f.check for f in [*audit_case(case), *across] if f.severity != "info")
    assert checks(made.planted, optional=False) <= found <= checks(made.planted, optional=True)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("faults", [0, len(MEASURE_FAULTS)])
def test_measure_report(tmp_path: Path, seed: int, faults: int) -> None:
    plan = random_plan(800 + seed, faults=0, layout=LAYOUT)
    made = measure_report.random_measure_report(plan, seed)
    plant_least(random.Random(seed), made, MEASURE_FAULTS, Counter(), faults)
    case = case_of(flattened(measure_report.render(made)), tmp_path / "measures.txt")
    found = Counter(f.check for f in audit_case(case) if f.severity != "info")
    assert checks(made.planted, optional=False) <= found <= checks(made.planted, optional=True)


def test_the_kinds_met_least_come_first() -> None:
    planted: Counter[str] = Counter({fault.check: 5 for fault in PROGRESS_FAULTS} | {"percent": 0})
    made = report.random_report(random_plan(700, faults=0, layout=LAYOUT, count=14), 1)
    plant_least(random.Random(1), made, PROGRESS_FAULTS, planted, 1)
    assert [p.check for p in made.planted] == ["percent"]
    assert planted["percent"] == 1


def test_a_detail_budget_is_planted_where_the_table_has_another() -> None:
    """An item that is missing in the summary table has no other budget to differ from."""
    plan = random_plan(1, faults=0)
    for item in plan.items:
        item.budgets, item.in_summary = dict.fromkeys(plan.years, 5000), False
    plant_detail_budget(random.Random(1), plan)
    assert plan.planted == []
    plan.items[1].in_summary = True
    plant_detail_budget(random.Random(1), plan)
    assert [(p.check, p.item) for p in plan.planted] == [("detail_budget", 1)]


def test_a_report_that_counts_an_item_without_a_row_is_no_planted_fault() -> None:
    (fault,) = [fault for fault in PROGRESS_FAULTS if fault.check == "plan_vs_report"]
    for seed in range(12):
        plan = random_plan(seed)
        for item in {item.dimension: item for item in plan.items}.values():
            item.in_summary = False
        made = report.random_report(plan, seed)
        listed = {d: line.planned_items for d, line in made.lines.items()}
        fault.plant(random.Random(seed), made)
        for dimension, line in made.lines.items():
            assert line.planned_items - listed[dimension] != 1
