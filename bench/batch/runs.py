"""The commands that are measured, and the files that they are given."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from PIL import Image

from bench.batch.measure import Cost, measured
from extract.limits import Limits
from extract.pdf import PdfFile

_PLUMBER = (
    "import pdfplumber, sys\n"
    "with pdfplumber.open(sys.argv[1]) as pdf:\n"
    "    for page in pdf.pages:\n"
    "        page.extract_text(); page.extract_tables(); page.close()\n"
)


def convert(source: Path, out: Path, jobs: int, *more: str, report: bool = False) -> Cost:
    """A whole conversion, program start included."""
    start = time.monotonic()
    command = ["thaiplan", "--quiet", "convert", str(source), "--out", str(out), "--jobs", str(jobs), *more]
    cost = measured(command if report else [*command, "--no-report"])
    assert (out / "documents.csv").is_file(), f"no output after {time.monotonic() - start:.0f} s"
    return cost


def read_text(source: Path, target: Path) -> Cost:
    """The text of every page, layout and tables included, without parsing a plan; with the start."""
    cost = measured(["thaiplan", "--quiet", "read", str(source), "--out", str(target)])
    assert target.is_file(), "no text"
    return cost


def plumber(source: Path) -> Cost:
    """Plain pdfplumber: text and tables of every page."""
    return measured(["python", "-c", _PLUMBER, str(source)])


def tesseract(pictures: Sequence[Path], jobs: int, languages: str = "tha+eng") -> Cost:
    """The Tesseract command line on pictures of pages, so many processes at once."""
    names = " ".join(str(path) for path in pictures)
    command = (
        f"export OMP_THREAD_LIMIT=1; printf '%s\\n' {names} "
        f"| xargs -P {jobs} -I% tesseract % - -l {languages} >/dev/null 2>&1"
    )
    return measured(["bash", "-c", command])


def pictures_of(source: Path, folder: Path) -> list[Path]:
    """The pages of a PDF as grey PNG files of 200 dpi."""
    found = []
    with PdfFile(source, Limits()) as pdf:
        for number in range(1, pdf.n_pages + 1):
            image, dpi = pdf.render(number, 200.0)
            found.append(folder / f"{source.stem}-{number:04d}.png")
            Image.fromarray(image).save(found[-1], dpi=(dpi, dpi))
    return found


def pages_of(source: Path) -> int:
    """The pages of a PDF; a text counts as one."""
    if source.suffix != ".pdf":
        return 1
    with pikepdf.open(source) as pdf:
        return len(pdf.pages)


def first_pages(source: Path, target: Path, count: int) -> int:
    """Write the first pages of a PDF; how many they are."""
    with pikepdf.open(source) as pdf:
        del pdf.pages[count:]
        pdf.save(target)
        return len(pdf.pages)
