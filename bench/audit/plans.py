"""The audit from end to end: generated plans and reports, and their findings held against what was planted.

Everything stays in one folder and nothing is done twice: plans that are there are not made again, pages that
were read are not read again (`convert` goes on where it stopped).
"""

from __future__ import annotations

import csv
import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.conversion import convert
from pipelines.evaluation.amounts import amount_scores
from pipelines.evaluation.load import Tables, load_tables, of_document
from samples.__main__ import Job, write_all, write_plans
from samples.faults import balanced
from samples.gold import save
from samples.measure_report import MeasureReport, random_measure_report
from samples.plan import Plan
from samples.report import random_report
from samples.report_faults import MEASURE_FAULTS, PROGRESS_FAULTS, plant_least

GRADES = ("text", "light", "typical")
BY_YEAR = ("dimension_total", "plan_total")
NUMBERING = ("seq_gap",)
"""Checks that belong to no dimension: the number that follows a gap may stand in the next one."""
READING = ("unreadable_amount", "doubtful_amount")
MOST_IN_REPORT = 4
"""Inconsistencies in one report at most."""
COPIED_EACH = 10
"""Of so many measure reports' seeds one is handed in twice."""
FINDING = ("check", "severity", "dimension", "fiscal_year_be", "project_id", "optional")
Key = tuple[str, int | None, int | None]
"""Check, dimension, and year where the check is one per year."""


@dataclass(slots=True)
class Tally:
    """What was planted, found and reported besides, over the documents of one grade."""

    documents: int = 0
    with_false_errors: list[str] = field(default_factory=list)
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    amounts: Counter[str] = field(default_factory=Counter)


def make(folder: Path, count: int, seed: int, grades: Sequence[str] = GRADES) -> None:
    """`count` plans and the reports of their localities in `folder/in`, with their truth in `folder/gold`.

    Those that are there stay.
    """
    planted: Counter[str] = Counter()
    plans = list(balanced(count, seed, planted))
    jobs = list(_reports(plans, grades, seed, planted))
    write_plans(folder, plans, list(grades), seed, keep=True)
    write_all(folder, jobs, keep=True)
    for job in jobs:
        if isinstance(job.made, MeasureReport) and job.seed % COPIED_EACH == 1:
            _copy(folder, job.key)


def _reports(plans: Sequence[Plan], grades: Sequence[str], seed: int, planted: Counter[str]) -> Iterator[Job]:
    """A progress report to every other plan, a measure report of the same locality to the others.

    A third is clean. A locality with a second plan in the same folder has no progress report: its figures
    may fit either.
    """
    names = [(plan.lao_name, n % len(grades)) for n, plan in enumerate(plans)]
    for n, plan in enumerate(plans):
        grade, rng = grades[n % len(grades)], random.Random(f"report {seed + n}")
        wanted = 0 if n // len(grades) % 3 == 1 else rng.randrange(2, MOST_IN_REPORT + 1)
        if n % 2:
            measures = random_measure_report(plan, seed + n)
            plant_least(rng, measures, MEASURE_FAULTS, planted, wanted)
            yield Job(f"measures-{seed + n:04d}-{grade}", grade, seed + n, measures)
        elif names.count(names[n]) == 1:
            report = random_report(plan, seed + n)
            report.dated = f"30 ตุลาคม {report.year}"
            plant_least(rng, report, PROGRESS_FAULTS, planted, wanted)
            yield Job(f"report-{seed + n:04d}-{grade}", grade, seed + n, report)


def _copy(folder: Path, key: str) -> None:
    """The same file once more: a duplicate, and the inconsistencies of the first."""
    twin = f"second-{key}"
    shutil.copyfile(folder / "in" / f"{key}.pdf", folder / "in" / f"{twin}.pdf")
    truth = folder / "gold" / twin
    shutil.copytree(folder / "gold" / key, truth, dirs_exist_ok=True)
    rows = [*_planted(truth), dict.fromkeys(FINDING, "") | {"check": "duplicate_document", "optional": "0"}]
    save(truth / "findings.csv", rows)


def measure(folder: Path, grade: str, jobs: int) -> None:
    """Convert the plans of a grade into `folder/<grade>`."""
    convert(folder / "in", folder / grade, jobs=jobs, only=[f"*-{grade}.pdf"], formats=("parquet",))


def tally(folder: Path, grade: str) -> Tally:
    """The findings of the converted plans of a grade against what was planted."""
    result = Tally()
    output = load_tables(folder / grade)
    ids = {Path(row["source_file"]).stem: row["document_id"] for row in output["documents"]}
    for gold_folder in sorted((folder / "gold").glob(f"*-{grade}")):
        if gold_folder.name in ids:
            tables = of_document(output, ids[gold_folder.name])
            _count(result, gold_folder.name, load_tables(gold_folder), _planted(gold_folder), tables)
    return result


def _planted(folder: Path) -> list[dict[str, str]]:
    path = folder / "findings.csv"
    if not path.stat().st_size:
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _count(result: Tally, name: str, gold: Tables, planted: list[dict[str, str]], output: Tables) -> None:
    scores = amount_scores(gold, output)
    promise = scores.promise
    result.documents += 1
    result.amounts.update(
        amounts=promise.amounts, certain=promise.sure, wrong=promise.wrong, lost=promise.lost
    )
    wanted = Counter(_key(row, {}) for row in planted if row["optional"] != "1")
    allowed = Counter(_key(row, {}) for row in planted)
    reported = [row for row in output["findings"] if row["cause"] != "extraction"]
    seen = Counter(_key(row, scores.dimensions) for row in reported)
    for key, times in wanted.items():
        result.planted[key[0]] += times
        result.found[key[0]] += min(times, seen[key])
        if seen[key] < times:
            blamed = any(_key(row, scores.dimensions) == key for row in output["findings"])
            result.missed.append(f"{name}: {key}{' (as misread)' if blamed else ''}")
    for row in reported:
        key = _key(row, scores.dimensions)
        if allowed[key] > 0:
            allowed[key] -= 1
        elif row["severity"] != "info" and row["check"] not in READING:
            result.false[key[0]] += 1
            if row["severity"] == "error" and name not in result.with_false_errors:
                result.with_false_errors.append(name)


def _key(row: dict[str, Any], dimensions: dict[str, int | None]) -> Key:
    dimension = row["dimension"] or dimensions.get(str(row["project_id"]))
    dimension = None if row["check"] in NUMBERING else dimension
    year = row["fiscal_year_be"] if row["check"] in BY_YEAR else None
    return row["check"], int(dimension) if dimension else None, int(year) if year else None


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    """The results as a Markdown table: planted/found/false alarms per check and grade."""
    grades = list(tallies)
    checks = sorted({check for t in tallies.values() for check in (*t.planted, *t.false)})
    yield "| check | " + " | ".join(f"{g}: found of planted, false" for g in grades) + " |"
    yield "|---" * (len(grades) + 1) + "|"
    for check in checks:
        cells = (f"{t.found[check]} of {t.planted[check]}, {t.false[check]}" for t in tallies.values())
        yield f"| {check} | " + " | ".join(cells) + " |"
    rows: dict[str, list[str]] = defaultdict(list)
    for t in tallies.values():
        a = t.amounts
        rows["all checks"].append(f"{t.found.total()} of {t.planted.total()}, {t.false.total()}")
        rows["documents, with false errors"].append(f"{t.documents}, {len(t.with_false_errors)}")
        rows["amounts certain"].append(f"{a['certain'] / max(a['amounts'], 1):.1%} of {a['amounts']}")
        rows["certain but wrong, lost"].append(f"{a['wrong']}, {a['lost']}")
    for label, cells_ in rows.items():
        yield f"| {label} | " + " | ".join(cells_) + " |"


def shortcomings(tallies: dict[str, Tally]) -> Iterable[str]:
    """What was missed and where false errors stand, to look into."""
    for t in tallies.values():
        yield from (f"missed {entry}" for entry in t.missed)
        yield from (f"false error in {name}" for name in t.with_false_errors)


def run(folder: Path, count: int, seed: int, grades: Sequence[str], jobs: int) -> None:
    """Make, convert and measure; print the table and write it to `folder/result.md`.

    Of the usual grades all are made, whichever are measured: a seed makes the same documents.
    """
    make(folder, count, seed, GRADES if set(grades) <= set(GRADES) else grades)
    tallies = {}
    for grade in grades:
        measure(folder, grade, jobs)
        tallies[grade] = tally(folder, grade)
    lines = [*table(tallies), "", *shortcomings(tallies)]
    (folder / "result.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
