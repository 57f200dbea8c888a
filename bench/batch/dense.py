"""`python -m bench.batch.dense --scan FILE ... [--pages 6] [--repeat 4]`: dense pages against Tesseract.

Of the scans' pages those with most characters outside tables and those with most in tables are chosen. Given
are processor seconds a page, on one core: of reading alone (`thaiplan read`: layout, tables, text), and of a
whole conversion without report, both with the program's start and of so many copies of the pages that it
counts for little; and of the Tesseract command line on pictures of the same pages, made beforehand. How many
times as long Tesseract takes as reading, and as converting, is told for each of its choices of languages.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from bench.batch.runs import convert, pictures_of, read_text, tesseract
from extract.engines.registry import make_engine
from extract.model import Page, Table, lines_of
from extract.read import close_sources, open_source, read_page

LANGUAGES = "tha+eng", "tha"


@dataclass(frozen=True, slots=True)
class Density:
    """A page of a file (1-based), and how many characters were read on it outside and within tables."""

    source: Path
    number: int
    prose: int
    table: int


def density(source: Path, page: Page, number: int) -> Density:
    """How much stands on a page that was read."""
    within = {
        inside: sum(
            len(line.text.replace(" ", ""))
            for block in page.blocks
            if isinstance(block, Table) == inside
            for line in lines_of([block])
        )
        for inside in (False, True)
    }
    return Density(source, number, within[False], within[True])


def densest(pages: Sequence[Density], count: int, *, tables: bool) -> list[Density]:
    """The pages with most characters in tables, or most outside them; the fullest first."""
    amount = {page: page.table if tables else page.prose for page in pages}
    kind = [page for page in pages if amount[page] and (page.table > page.prose) == tables]
    return sorted(kind, key=lambda page: -amount[page])[:count]


def read_all(sources: Sequence[Path]) -> Iterator[Density]:
    """Every page of the scans, read."""
    engine = make_engine(None)
    for path in sources:
        source = open_source(path)
        for number in range(1, source.n_pages + 1):
            yield density(path, read_page(source, number, engine), number)
        close_sources()


def written(pages: Sequence[Density], target: Path, repeat: int) -> Path:
    """A PDF of the pages, each so many times."""
    with pikepdf.new() as whole:
        for page in pages:
            with pikepdf.open(page.source) as pdf:
                for _ in range(repeat):
                    whole.pages.append(pdf.pages[page.number - 1])
        whole.save(target)
    return target


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scan", type=Path, nargs="+", required=True)
    parser.add_argument("--pages", type=int, default=6, help="pages of each kind")
    parser.add_argument("--repeat", type=int, default=4, help="copies of each page to convert")
    given = parser.parse_args()
    read = list(read_all(given.scan))
    ours = "read | convert", "times reading | times converting"
    print(f"| densest pages | n | characters a page | {ours[0]} | {' | '.join(LANGUAGES)} | {ours[1]} |")
    print("|---" * (7 + len(LANGUAGES)) + "|", flush=True)
    with tempfile.TemporaryDirectory(prefix="thaiplan-dense-") as name:
        folder = Path(name)
        for kind, tables in (("prose", False), ("tables", True)):
            pages = densest(read, given.pages, tables=tables)
            if not pages:
                continue
            many = written(pages, folder / f"{kind}.pdf", given.repeat)
            runs = read_text(many, folder / f"{kind}.txt"), convert(many, folder / kind, 1)
            costs = [run.cpu / (given.repeat * len(pages)) for run in runs]
            once = pictures_of(written(pages, folder / f"{kind}-once.pdf", 1), folder)
            theirs = [tesseract(once, 1, languages).cpu / len(pages) for languages in LANGUAGES]
            characters = sum(page.prose + page.table for page in pages) / len(pages)
            times = [" / ".join(f"{seconds / cost:.1f}" for seconds in theirs) for cost in costs]
            row = [kind, f"{len(pages)}", f"{characters:.0f}"]
            row += [f"{seconds:.2f}" for seconds in (*costs, *theirs)] + times
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
