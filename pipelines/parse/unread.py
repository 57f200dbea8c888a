"""Amounts that no parser took: they become remarks, so that nothing disappears."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.model import Table
from normalize.digits import to_arabic
from pipelines.records import Remark

_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+")


def unread_amounts(tables: Iterable[Table]) -> list[Remark]:
    """A remark for each cell with amounts of the tables, whose columns were not recognised."""
    return [
        Remark(cell.page, cell.text, "amounts of a table whose columns were not recognised")
        for table in tables
        for cell in table.cells
        if _AMOUNT.search(to_arabic(cell.text))
    ]
