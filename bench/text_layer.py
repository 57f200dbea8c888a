"""How well text PDFs are read: cells (text, place, spans) and page text against gold tables.

python bench/text_layer.py FILE.pdf GOLD_FOLDER     # gold in the columns of the output contract
python bench/text_layer.py --speed FILE.pdf         # seconds against plain pdfplumber text + tables
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from extract.model import Document, Line
from extract.read import close_sources, open_source, read_document, read_page
from normalize.chars import canonical


def squeezed(text: str) -> str:
    """Canonical text without any blanks."""
    return re.sub(r"\s+", "", canonical(text))


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def measure_cells(document: Document, gold: list[dict[str, str]]) -> None:
    """Print exact cells by (page, row, column, spans) and text, for every gold table that has rules."""
    by_table: dict[str, list[dict[str, str]]] = {}
    for row in gold:
        by_table.setdefault(row["table_id"], []).append(row)
    for table_id, rows in by_table.items():
        want = {(int(r["page"]), int(r["row"]), int(r["col"])): r for r in rows}
        found = {}
        for table in document.tables:
            cells = {(c.page, c.row, c.col): c for c in table.cells}
            if len(cells.keys() & want.keys()) > len(found.keys() & want.keys()) and table.page == int(
                rows[0]["page"]
            ):
                found = cells
        spans = text = 0
        for key, r in want.items():
            cell = found.get(key)
            if cell is None:
                continue
            spans += (cell.row_span, cell.col_span) == (int(r["row_span"]), int(r["col_span"]))
            same = squeezed(cell.text) == squeezed(r["text_raw"])
            text += same
            if not same:
                print("   differs", key, repr(cell.text), "!=", repr(r["text_raw"]))
        headers = sum(c.is_header for c in found.values())
        gold_headers = sum(r["is_header"] == "True" for r in rows)
        print(
            f"{table_id}: {len(want)} cells, spans {spans}, text {text}, found {len(found)}, "
            f"headers {headers}/{gold_headers}"
        )


def measure_pages(document: Document, gold: list[dict[str, str]]) -> None:
    """Print CER (blanks aside) and kind of every text page of the gold."""
    errors = length = 0
    for row in gold:
        page = document.pages[int(row["page"]) - 1]
        if page.kind != row["page_kind"] or page.rotation_deg != int(row["rotation_deg"] or 0):
            print(
                "   page",
                row["page"],
                "kind",
                page.kind,
                "gold",
                row["page_kind"],
                page.rotation_deg,
                row["rotation_deg"],
            )
        if page.kind != "text":
            continue
        text = "\n".join(
            b.text if isinstance(b, Line) else "\n".join(c.text for c in b.cells) for b in page.blocks
        )
        a, b = squeezed(text), squeezed(row["text_raw"])
        distance = Levenshtein.distance(a, b)
        errors, length = errors + distance, length + len(b)
        if distance > 0.005 * len(b):
            print("   page", row["page"], "CER", round(distance / max(len(b), 1), 4))
    print(f"pages: CER {errors / max(length, 1):.5f} over {length} characters")


def measure_speed(path: Path) -> None:
    """Print seconds per page of ours and of plain pdfplumber in the same run."""
    import pdfplumber

    start = time.perf_counter()
    source = open_source(path)
    pages = [read_page(source, n) for n in range(1, source.n_pages + 1)]
    close_sources()
    ours = time.perf_counter() - start
    start = time.perf_counter()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
    plain = time.perf_counter() - start
    n = len(pages)
    rate = n / ours
    print(f"{n} pages: {ours:.2f} s ({rate:.1f}/s), pdfplumber {plain:.2f} s, ratio {ours / plain:.2f}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pdf", type=Path)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if options.speed:
        measure_speed(options.pdf)
    if options.gold:
        document = read_document(options.pdf)
        measure_cells(document, rows_of(options.gold / "cells.csv"))
        measure_pages(document, rows_of(options.gold / "pages.csv"))


if __name__ == "__main__":
    main()
