"""`python -m bench.batch.bars`: every bar of speed for whole runs, and whether it is met.

    python -m bench.batch.bars --scan FILE ... --text FILE ... [--rounds 3] [--pages N]

The rounds alternate between the programs, so that what else the machine does hits all of them; each figure
is the median of its rounds. Scans are measured one by one and all together, text PDFs one by one. Wall-clock
times decide on a quiet machine; on a busy one processor times are the better measure, and both are shown.
Programs are given with their start, and their modules compiled beforehand.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.batch.measure import Cost, measured
from bench.batch.runs import convert, first_pages, pages_of, pictures_of, plumber, tesseract

SCANS, TEXTS, TEXT_RATE, EFFICIENCY, HELP = 6.0, 1.5, 3.0, 0.85, 0.5
"""Times as fast as Tesseract at least; times of pdfplumber's time at most; pages a second and core; what two
processes do of twice the work of one; seconds for `--help`."""

Runs = Mapping[str, Callable[[], Cost]]


@dataclass(frozen=True, slots=True)
class Bar:
    """What was asked and what was found, by wall-clock and by processor time."""

    what: str
    asked: str
    wall: float
    cpu: float
    met: bool
    met_by_cpu: bool


def main() -> None:
    """Measure and print a Markdown table of the bars."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scan", type=Path, nargs="*", default=[])
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=1000, help="pages of each scan to read")
    given = parser.parse_args()
    print("| what | asked | by wall time | met | by CPU time | met |")
    print("|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="thaiplan-bars-") as name:
        folder = Path(name)
        for number, source in enumerate([*given.scan[:1], *given.text[:1]]):
            one = folder / f"warm-{number}.pdf"
            first_pages(source, one, 1)
            convert(one, folder / f"warm-{number}", 1, report=True)  # compiles the modules
        mixes = [[scan] for scan in given.scan] + ([given.scan] if len(given.scan) > 1 else [])
        for scans in mixes:
            _show(scan_bars(scans, given.pages, given.rounds, folder))
        for text in given.text:
            _show(text_bars(text, given.rounds, folder))
        _show(help_bar(given.rounds))


def scan_bars(scans: Sequence[Path], pages: int, rounds: int, folder: Path) -> Iterator[Bar]:
    """Scans: the whole conversion against Tesseract's text alone, and two processes against one."""
    name = scans[0].stem if len(scans) == 1 else f"{len(scans)} scans together"
    parts = Path(tempfile.mkdtemp(dir=folder))
    files = [parts / f"{number}-{scan.stem}.pdf" for number, scan in enumerate(scans)]
    count = sum(first_pages(scan, part, pages) for scan, part in zip(scans, files, strict=True))
    runs = {f"{n}{kind}": _run(parts, folder, n, bool(kind)) for n in (1, 2) for kind in ("", "r")}
    seen = medians(runs, rounds)
    efficiency = seen["1"].wall / (2 * seen["2"].wall), seen["1"].cpu / seen["2"].cpu
    if shutil.which("tesseract"):
        images = [image for part in files for image in pictures_of(part, parts)]
        theirs = tesseract(images, 2)
        for label, ours in (("", seen["2"]), (", report included", seen["2r"])):
            what = f"{name}, {count} pages, times as fast as Tesseract{label}"
            yield _least(what, SCANS, theirs.wall / ours.wall, theirs.cpu / ours.cpu)
        what = f"{name}, 1 process, times as fast as Tesseract"
        yield _least(what, SCANS, theirs.cpu / seen["1"].wall, theirs.cpu / seen["1"].cpu)
    yield _least(f"{name}, parallel efficiency of 2 processes", EFFICIENCY, *efficiency)


def text_bars(text: Path, rounds: int, folder: Path) -> Iterator[Bar]:
    """A text PDF: the whole conversion by one process against plain pdfplumber."""
    count, name = pages_of(text), f"{text.stem}, {pages_of(text)} pages"
    runs = {"plumber": lambda: plumber(text), "": _run(text, folder, 1), "r": _run(text, folder, 1, True)}
    seen = medians(runs, rounds)
    theirs = seen["plumber"]
    for label, ours in (("", seen[""]), (", report included", seen["r"])):
        what = f"{name}, times of plain pdfplumber's time{label}"
        yield _most(what, TEXTS, ours.wall / theirs.wall, ours.cpu / theirs.cpu)
    yield _least(f"{name}, pages a second and core", TEXT_RATE, count / seen["r"].wall, count / seen["r"].cpu)


def help_bar(rounds: int) -> Iterator[Bar]:
    """The start of the program."""
    cost = medians({"help": lambda: measured(["thaiplan", "--help"])}, rounds)["help"]
    yield _most("`thaiplan --help`, seconds", HELP, cost.wall, cost.cpu)


def medians(runs: Runs, rounds: int) -> dict[str, Cost]:
    """The median cost of each run; the rounds alternate between them."""
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            costs[name].append(run())
    return {
        name: Cost(
            median(cost.wall for cost in own),
            median(cost.cpu for cost in own),
            max(cost.peak_bytes for cost in own),
            max(cost.largest_bytes for cost in own),
        )
        for name, own in costs.items()
    }


def _run(source: Path, folder: Path, jobs: int, report: bool = False) -> Callable[[], Cost]:
    """A conversion into a new folder each time."""
    return lambda: convert(source, Path(tempfile.mkdtemp(dir=folder)), jobs, report=report)


def _least(what: str, asked: float, wall: float, cpu: float) -> Bar:
    return Bar(what, f">= {asked:g}", wall, cpu, wall >= asked, cpu >= asked)


def _most(what: str, asked: float, wall: float, cpu: float) -> Bar:
    return Bar(what, f"<= {asked:g}", wall, cpu, wall <= asked, cpu <= asked)


def _show(bars: Iterator[Bar]) -> None:
    for bar in bars:
        met, met_by_cpu = ("yes" if flag else "no" for flag in (bar.met, bar.met_by_cpu))
        print(
            f"| {bar.what} | {bar.asked} | {bar.wall:.2f} | {met} | {bar.cpu:.2f} | {met_by_cpu} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
