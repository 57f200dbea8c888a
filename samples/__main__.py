"""Command line of the sample maker; see `python -m samples --help`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from samples import degrade, gold, measure_report, plan, render, report, text, typeset

WORN_SCAN_SEED = 1211
"""A scan in black and white; its worn digits leave a handful of values for a person to settle."""


def worn_plan() -> plan.Plan:
    """The plan whose worn scan is the sample for the review: a name that no one can match unseen, a wrong count."""
    layout = plan.Layout(numerals="thai", item_style="paren", note_column=False, total_column=True)
    made = plan.random_plan(211, faults=2, layout=layout, count=5)
    made.items[0].name = "โครงการส่งเสริมการดำเนินชีวิตแบบพอเพียงตามหลักปรัชญาของเศรษฐกิจพอเพียง"
    return made


def make_worn(path: Path) -> None:
    """The worn scan of the repository."""
    with typeset.browser() as chrome:
        plain = typeset.typeset(chrome, render.Writer(worn_plan()).document())
    path.write_bytes(degrade.scan(plain.pdf, "bad", WORN_SCAN_SEED)[0])


def make_raw(folder: Path) -> None:
    """The sample documents of the repository: a text PDF, a scan of it, a scanned report, an OCR-text file, and a
    worn scan.
    """
    folder.mkdir(parents=True, exist_ok=True)
    layout = plan.Layout(
        numerals="thai", item_style="paren", unit_column=True, note_column=False, font="Laksaman"
    )
    first = plan.random_plan(11, faults=2, layout=layout, count=7)
    second = plan.random_plan(
        24,
        faults=1,
        count=10,
        layout=plan.Layout(numerals="arabic", item_style="plain", no_budget="000", years_under_header=False),
    )
    with typeset.browser() as chrome:
        plain = typeset.typeset(chrome, render.Writer(first).document())
        (folder / "action-plan-text.pdf").write_bytes(plain.pdf)
        (folder / "action-plan-scan.pdf").write_bytes(degrade.scan(plain.pdf, "typical", 5, sideways=True)[0])
        done = report.random_report(first, 3)
        (folder / "progress-report-scan.pdf").write_bytes(
            degrade.scan(typeset.typeset(chrome, report.render(done)).pdf, "light", 6)[0]
        )
    make_worn(folder / "action-plan-worn.pdf")
    (folder / "action-plan-ocr.txt").write_text(text.markdown(render.Writer(second)), encoding="utf-8")


def make_set(folder: Path, count: int, grades: list[str], first_seed: int, faults: int | None) -> None:
    """`count` plans, the grades in turn: FOLDER/in/*.pdf and FOLDER/gold/<key>/*.csv."""
    plans = [plan.random_plan(first_seed + n, faults=faults) for n in range(count)]
    write_plans(folder, plans, grades, first_seed)


def write_plans(
    folder: Path, plans: list[plan.Plan], grades: list[str], first_seed: int, *, keep: bool = False
) -> None:
    """Write plans, the grades in turn, with their truth; with `keep` those that are there are not made again."""
    jobs = []
    for n, made in enumerate(plans):
        grade = grades[n % len(grades)]
        made.key = f"{made.key}-{grade}"
        jobs.append(Job(made.key, grade, first_seed + n, made))
    write_all(folder, jobs, keep=keep)


@dataclass(frozen=True)
class Job:
    """A document to be made: the name of its file, the grade of its scan, the scan's seed, what stands in it."""

    key: str
    grade: str
    seed: int
    made: plan.Plan | report.Report | measure_report.MeasureReport


def write_all(folder: Path, jobs: list[Job], *, keep: bool = False) -> None:
    """Write documents with their truth; with `keep` those that are there are not made again."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    missing = [job for job in jobs if not keep or not (folder / "gold" / job.key / "findings.csv").is_file()]
    if missing:
        with typeset.browser() as chrome:
            for job in missing:
                _write(folder, chrome, job)


def _write(folder: Path, chrome: typeset.Browser, job: Job) -> None:
    made = job.made
    printed = typeset.typeset(chrome, _html(made))
    path = folder / "in" / f"{job.key}.pdf"
    truths = None
    if job.grade == "text":
        path.write_bytes(printed.pdf)
    else:
        scanned, truths = degrade.scan(printed.pdf, job.grade, job.seed, sideways=job.seed % 2 == 0)
        path.write_bytes(scanned)
    truth = folder / "gold" / job.key
    if isinstance(made, plan.Plan):
        gold.write(truth, made, path, printed, truths, job.grade)
    elif isinstance(made, report.Report):
        gold.write_report(truth, made, path, printed, truths, job.grade)
    else:
        gold.write_measures(truth, made, path, printed, truths, job.grade)
    checks = ",".join(p.check for p in made.planted if not p.optional)
    print(job.key, len(printed.pages), "pages", checks, flush=True)


def _html(made: plan.Plan | report.Report | measure_report.MeasureReport) -> str:
    if isinstance(made, plan.Plan):
        return render.Writer(made).document()
    return report.render(made) if isinstance(made, report.Report) else measure_report.render(made)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    raw = commands.add_parser("raw", help="the sample documents of the repository")
    raw.add_argument("folder", type=Path)
    many = commands.add_parser("set", help="a graded set in many layouts")
    many.add_argument("folder", type=Path)
    many.add_argument("--count", type=int, default=12)
    many.add_argument("--grades", default="text,light,typical", help="of text, light, typical, bad; in turn")
    many.add_argument("--seed", type=int, default=1000)
    many.add_argument(
        "--faults",
        type=int,
        default=None,
        help="inconsistencies per plan (default: none in a third, else 1-4)",
    )
    options = parser.parse_args()
    if options.command == "raw":
        make_raw(options.folder)
    else:
        make_set(options.folder, options.count, options.grades.split(","), options.seed, options.faults)


if __name__ == "__main__":
    main()
