"""The audit apart from reading: records made of the truth of plans, and readings simulated over them."""

from __future__ import annotations

import random
from collections import Counter

from bench.audit.records import document, figures, parsed, scan
from pipelines.audit import audit
from pipelines.reconcile import reconcile
from pipelines.records import Budget
from samples.plan import Plan, random_plan

NEEDS_TEXT = ("foreign_locality", "copied_text")
"""Checks of running text, which the truth of a sample plan does not hold."""
NUMBERING = ("seq_duplicate", "seq_gap")
"""Checks whose findings belong to no dimension."""


def run(count: int, seed: int) -> None:
    """Measure as text and as kinds of scan: faults found, false errors, certain and silent figures."""
    plans = [random_plan(seed + n) for n in range(count)]
    kinds = Counter(p.check for plan in plans for p in plan.planted if not p.optional)
    print(f"{len(plans)} plans, {sum(not p.planted for p in plans)} clean; planted: {dict(kinds)}")
    for name, misread, runners in (
        ("text", None, False),
        ("scan, own reader, 1 % misread", 0.01, True),
        ("scan, own reader, 5 % misread", 0.05, True),
        ("scan, no runner-ups, 3 % misread", 0.03, False),
    ):
        measure(name, plans, misread, runners)


def measure(name: str, plans: list[Plan], misread: float | None, runners: bool) -> None:
    """Found, false alarms, certain and silent figures of one kind of input."""
    count: Counter[str] = Counter()
    for n, plan in enumerate(plans):
        made = parsed(plan)
        truth = [value for _, value in figures(made)]
        if misread is not None:
            scan(made, random.Random(n), misread, runners)
        paper = document(exact=misread is None)
        reconcile(made, paper)
        for (record, value), right in zip(figures(made), truth, strict=True):
            kind = "amount" if isinstance(record, Budget) else "total"
            count[kind] += 1
            count[f"{kind} certain"] += not record.doubtful
            count[f"{kind} silent"] += not record.doubtful and value != right
        _compare(plan, made_findings(made, paper), count)
    amounts, totals = count["amount"], count["total"]
    print(
        f"{name}: found {count['found']}/{count['wanted']}, false errors {count['false']} in "
        f"{count['bad documents']} documents; amounts certain {count['amount certain'] / amounts:.1%}, "
        f"silent {count['amount silent']}/{amounts}; totals certain {count['total certain'] / totals:.1%}, "
        f"silent {count['total silent']}/{totals}"
    )


def made_findings(made: object, paper: object) -> list[tuple[str, int | None, int | None, str, str]]:
    """Findings as (check, dimension, year, severity, cause)."""
    found = audit(made, paper)  # type: ignore[arg-type]
    return [(f.check, f.dimension, f.fiscal_year_be, f.severity, f.cause) for f in found]


def _compare(
    plan: Plan, found: list[tuple[str, int | None, int | None, str, str]], count: Counter[str]
) -> None:
    allowed = {_key(p.check, p.dimension) for p in plan.planted}
    wanted = Counter(
        _key(p.check, p.dimension) for p in plan.planted if not p.optional and p.check not in NEEDS_TEXT
    )
    seen = Counter((check, dimension) for check, dimension, _, _, cause in found if cause != "extraction")
    count["wanted"] += wanted.total()
    count["found"] += (wanted & seen).total()
    errors = Counter(
        (c, d) for c, d, _, severity, cause in found if severity == "error" and cause == "document"
    )
    surplus = sum(times for key, times in errors.items() if key not in allowed)
    count["false"] += surplus
    count["bad documents"] += surplus > 0


def _key(check: str, dimension: int | None) -> tuple[str, int | None]:
    return check, None if check in NUMBERING else dimension
