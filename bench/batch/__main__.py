"""`python -m bench.batch`: the figures of the README's table on large runs.

    python -m bench.batch [--text FILE] [--scan FILE ...] [--pages N] [--documents 10,100] [--long 10,100]
    python -m bench.batch --only-documents [--document FILE] --documents 10,100,1000

Measures, on the same pages in one run: text PDF pages per second against plain pdfplumber (text and tables),
scan pages per second against the Tesseract command line and OCRmyPDF, one process against two (on a busy
machine by processor time: how much more two take), the cost per page against the number of documents and
against the pages of a document, and the peak memory of the whole process tree and of its largest process.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from bench.batch.measure import Cost, measured
from bench.batch.runs import convert, first_pages, pages_of, pictures_of, plumber, tesseract
from pipelines.options import default_jobs

RAW = Path("data/raw")
Row = tuple[str, int, Cost]
"""A label, the number of pages, and what they cost."""


def main() -> None:
    """Run all measurements and print a Markdown table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, default=RAW / "action-plan-text.pdf")
    parser.add_argument("--scan", type=Path, nargs="+", default=[RAW / "action-plan-scan.pdf"])
    parser.add_argument("--pages", type=int, default=6, help="pages of each scan to read")
    parser.add_argument(
        "--documents", default="2,10", help="numbers of documents for the flatness of the cost"
    )
    parser.add_argument(
        "--document", type=Path, help="the document of which there are so many (a PDF or text)"
    )
    parser.add_argument("--only-documents", action="store_true", help="measure nothing else")
    parser.add_argument("--long", default="1,100", help="numbers of pages of one document")
    given = parser.parse_args()
    print("| what | pages | wall s | CPU s | pages/s | CPU s/page | peak MB | largest process MB |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="thaiplan-bench-") as name:
        folder = Path(name)
        first = folder / "first.pdf"
        first_pages(given.text, first, 1)
        convert(first, folder / "first", 1)  # not counted: compiles the modules where they are not yet
        counts = [int(n) for n in given.documents.split(",")]
        groups = [[scan] for scan in given.scan] + ([given.scan] if len(given.scan) > 1 else [])
        many = document_rows(given.document or given.text, counts, folder)
        every = itertools.chain(
            text_rows(given.text, folder),
            *(scan_rows(scans, given.pages, folder) for scans in groups),
            many,
            long_rows(given.text, [int(n) for n in given.long.split(",")], folder),
        )
        for label, pages, cost in many if given.only_documents else every:
            print(
                f"| {label} | {pages} | {cost.wall:.1f} | {cost.cpu:.1f} | {pages / cost.wall:.2f} "
                f"| {cost.cpu / pages:.2f} | {cost.peak_bytes / 1e6:.0f} | {cost.largest_bytes / 1e6:.0f} |",
                flush=True,
            )


def text_rows(source: Path, folder: Path) -> Iterator[Row]:
    """A text PDF: thaiplan against plain pdfplumber."""
    pages = pages_of(source)
    yield "text PDF, pdfplumber text + tables", pages, plumber(source)
    for n in (1, 2):
        yield f"text PDF, thaiplan, {n} process(es)", pages, convert(source, folder / f"text{n}", n)


def scan_rows(sources: Sequence[Path], pages: int, folder: Path) -> Iterator[Row]:
    """The first pages of scans, read in one run: thaiplan with one and two processes against other programs.

    The pictures that Tesseract reads are made beforehand, and at the resolution that thaiplan renders at.
    """
    name = sources[0].stem if len(sources) == 1 else f"{len(sources)} scans together"
    parts = folder / f"parts-{name.replace(' ', '-')}"
    parts.mkdir()
    files = [parts / f"{number}-{source.stem}.pdf" for number, source in enumerate(sources)]
    pages = sum(first_pages(source, part, pages) for source, part in zip(sources, files, strict=True))
    for n in (1, 2):
        yield f"{name}, thaiplan, {n} process(es)", pages, convert(parts, folder / f"{parts.name}-{n}", n)
    if shutil.which("tesseract"):
        pictures = [path for part in files for path in pictures_of(part, folder)]
        jobs = default_jobs()
        cost = tesseract(pictures, jobs)
        yield f"{name}, Tesseract command line, {jobs} process(es)", pages, cost
    if len(files) == 1 and shutil.which("ocrmypdf"):
        for jobs in (1, 2):
            command = f"ocrmypdf --force-ocr --output-type pdf -l tha+eng --jobs {jobs}"
            cost = measured([*command.split(), str(files[0]), str(folder / f"ocrmypdf{jobs}.pdf")])
            yield f"{name}, OCRmyPDF, {jobs} process(es)", pages, cost


def document_rows(source: Path, counts: list[int], folder: Path) -> Iterator[Row]:
    """Copies of one document that differ in their bytes: the cost per page should stay flat."""
    for count in counts:
        inputs = folder / f"in{count}"
        inputs.mkdir()
        for number in range(count):
            _copy(source, inputs / f"{number:04d}{source.suffix}", number)
        cost = convert(inputs, folder / f"out{count}", default_jobs(), "--no-join")
        shutil.rmtree(folder / f"out{count}")
        yield f"{count} documents, {default_jobs()} processes", count * pages_of(source), cost


def _copy(source: Path, target: Path, number: int) -> None:
    """A copy of a document that differs in its bytes."""
    if source.suffix != ".pdf":
        target.write_text(f"{source.read_text(encoding='utf-8')}\n{number}\n", encoding="utf-8")
        return
    with pikepdf.open(source) as pdf:
        pdf.docinfo["/Copy"] = str(number)
        pdf.save(target)


def long_rows(source: Path, counts: list[int], folder: Path) -> Iterator[Row]:
    """One document of so many pages, those of the source over and over."""
    for count in counts:
        target = folder / f"long{count}.pdf"
        with pikepdf.open(source) as pdf, pikepdf.new() as long:
            for number in range(count):
                long.pages.append(pdf.pages[number % len(pdf.pages)])
            long.save(target)
        cost = convert(target, folder / f"outlong{count}", default_jobs())
        yield f"a document of {count} pages, {default_jobs()} processes", count, cost


if __name__ == "__main__":
    main()
