"""Which pages of scans are the densest, as `bench.batch.dense` measures them."""

from __future__ import annotations

from pathlib import Path

from bench.batch.dense import Density, densest, density
from extract.model import Cell, Line, Page, Table

FILE = Path("scan.pdf")
BOX = (0.0, 0.0, 10.0, 10.0)


def test_characters_are_counted_outside_and_within_tables() -> None:
    cell = Cell(0, 0, 1, 1, (Line("ก ข", BOX, 1.0),), BOX, False)
    page = Page(number=3, kind="scan", blocks=(Line("กขค ง", BOX, 1.0), Table((cell,), 1, 1, BOX)))
    assert density(FILE, page, 3) == Density(FILE, 3, prose=4, table=2)


def test_the_fullest_pages_of_a_kind_come_first() -> None:
    pages = [Density(FILE, 1, 900, 0), Density(FILE, 2, 100, 2000), Density(FILE, 3, 1200, 300)]
    pages.append(Density(FILE, 4, 0, 0))
    assert [page.number for page in densest(pages, 5, tables=False)] == [3, 1]
    assert [page.number for page in densest(pages, 1, tables=True)] == [2]
