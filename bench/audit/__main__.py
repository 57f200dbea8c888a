"""`python -m bench.audit`: what the audit finds, and what it says of misread figures.

    python -m bench.audit [--plans N] [--seed N]

Generates plans with planted inconsistencies (a third of them clean) and measures, as text and as two kinds of
simulated scan: planted findings found, false alarms of severity error, amounts certain, silent errors. Then
changes one digit of one reading at a time over a whole plan.
"""

from __future__ import annotations

import argparse
import copy
import random
from collections import Counter
from decimal import Decimal

from bench.audit.records import document, figures, parsed, scan, set_reading, wrong_digit
from extract.model import Alternative, Reading
from pipelines.audit import audit
from pipelines.reconcile import reconcile
from pipelines.records import Budget
from samples.plan import Plan, random_plan

NEEDS_TEXT = ("foreign_locality", "copied_text")
"""Checks of running text, which the truth of a sample plan does not hold."""


def main() -> None:
    """Run all measurements and print them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, default=120)
    parser.add_argument("--seed", type=int, default=5000)
    options = parser.parse_args()
    plans = [random_plan(options.seed + n) for n in range(options.plans)]
    kinds = Counter(p.check for plan in plans for p in plan.planted if not p.optional)
    print(f"{len(plans)} plans, {sum(not p.planted for p in plans)} clean; planted: {dict(kinds)}")
    for name, misread, runners in (
        ("text", None, False),
        ("scan, own reader, 1 % misread", 0.01, True),
        ("scan, own reader, 5 % misread", 0.05, True),
        ("scan, no runner-ups, 3 % misread", 0.03, False),
    ):
        measure(name, plans, misread, runners)
    mutate(next(plan for plan in plans if not plan.planted))


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
    allowed = {(p.check, p.dimension) for p in plan.planted}
    wanted = Counter(
        (p.check, p.dimension) for p in plan.planted if not p.optional and p.check not in NEEDS_TEXT
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


def mutate(plan: Plan) -> None:
    """One digit of one reading changed at a time: repaired, doubtful, or silently wrong."""
    base = parsed(plan)
    scan(base, random.Random(1), 0.0, runners=True)
    outcome: Counter[str] = Counter()
    rng = random.Random(7)
    for n, (_, value) in enumerate(figures(base)):
        if not value:
            continue
        made = copy.deepcopy(base)
        record, _ = figures(made)[n]
        right = f"{value:,}"
        changed, confidence = wrong_digit(right, rng), rng.uniform(0.45, 0.93)
        others = (Alternative(right, (1 - confidence) * 0.7),) if rng.random() < 0.85 else ()
        set_reading(record, changed, Reading(changed, confidence, (), others))
        paper = document(exact=False)
        reconcile(made, paper)
        record, now = figures(made)[n]
        blamed = any(
            cause == "document" and severity == "error" for *_, severity, cause in made_findings(made, paper)
        )
        if now == Decimal(value) and not record.doubtful:
            outcome["repaired"] += 1
        elif record.doubtful:
            outcome["doubtful, blamed on the document" if blamed else "doubtful"] += 1
        else:
            outcome["silent"] += 1
    print(f"mutations of one digit: {dict(outcome)}")


if __name__ == "__main__":
    main()
