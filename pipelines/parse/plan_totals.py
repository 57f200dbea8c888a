"""The totals that a plan states: in the sum rows of its summary, in sentences before and below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby

from extract.model import Document, Line
from normalize.chars import fold
from pipelines.parse.columns import Layout
from pipelines.parse.dimension_totals import without_repeats
from pipelines.parse.sentences import counts_kinds_apart, paragraphs, stated_below, stated_in_text
from pipelines.parse.summary import Summary
from pipelines.parse.totals import band_totals, summary_totals
from pipelines.records import StatedTotal, TableKind

_LINES_BELOW = 4
_PART_TWO = re.compile(r"ส่วนที่2|บทที่2|ตอนที่2")


def stated_totals(
    document: Document,
    kinds: Sequence[tuple[TableKind, Layout]],
    summary: Summary,
    told: Collection[int],
    first_year: int | None,
) -> list[StatedTotal]:
    """The totals of the summary's sum rows, then those of sentences before the table. `told` are the lines
    (by identity) that state what single items cost, `first_year` is the plan's first."""
    before, above = _front_matter(document, kinds)
    rows = [*summary.totals, *summary.bands]
    in_rows = counts_kinds_apart(cell.text for row in rows for cell, _ in row.counts)
    stated = summary_totals(summary.totals, in_rows, summary.items, summary.remarks)
    stated += without_repeats(band_totals(summary.bands, in_rows), stated)
    # what is told of an item parts the lines around it
    runs = groupby(before, key=lambda numbered: id(numbered[1]) in told)
    preface = [paragraph for of_item, run in runs if not of_item for paragraph in paragraphs(run)]
    heading = paragraphs(above)
    apart = [counts_kinds_apart(part.text for part in parts) for parts in (preface, heading)]
    stated += stated_in_text(preface, "preface", apart[0], first_year)
    stated += stated_in_text(heading, "summary", apart[1], first_year)
    for below in lines_below(document, kinds):
        stated += without_repeats(stated_below(paragraphs(below), in_rows), stated)
    return stated


def lines_below(
    document: Document, kinds: Sequence[tuple[TableKind, Layout]]
) -> list[list[tuple[int | None, Line]]]:
    """The few lines right below each summary table."""
    below: list[list[tuple[int | None, Line]]] = []
    for block in document.flow:
        if block.table_index is not None:
            below += [[]] if kinds[block.table_index][0] == "summary" else []
        elif below and isinstance(block.content, Line) and len(below[-1]) < _LINES_BELOW:
            below[-1].append((block.page, block.content))
    return below


def _front_matter(
    document: Document, kinds: Sequence[tuple[TableKind, Layout]]
) -> tuple[list[tuple[int | None, Line]], list[tuple[int | None, Line]]]:
    """The lines before the first summary table: the preface, and what stands right above the table (from the
    heading of part two on)."""
    before: list[tuple[int | None, Line]] = []
    above: list[tuple[int | None, Line]] = []
    for block in document.flow:
        if block.table_index is not None:
            kind = kinds[block.table_index][0]
            if kind == "summary":
                break
            before, above = before + above, []
            continue
        if not isinstance(block.content, Line):
            continue
        if _PART_TWO.match(fold(block.content.text)) and len(fold(block.content.text)) < 60:
            before, above = before + above, []
            above.append((block.page, block.content))
        elif above:
            above.append((block.page, block.content))
        else:
            before.append((block.page, block.content))
    return before, above
