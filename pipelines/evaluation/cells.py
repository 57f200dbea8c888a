"""Table cells: exact text at the right place, and the structure of rows, columns and spans."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipelines.evaluation.load import Row, share, squash
from pipelines.evaluation.text import Scores

TRIVIAL = {"", "-", "000"}
"""Texts that do not tell one table from another."""

Grid = list[dict[int, tuple[str, int, int]]]
"""Rows of a page's tables: text, row span (cut at the page's end) and column span by column."""


@dataclass(slots=True)
class _Tally:
    gold: int = 0
    exact: int = 0
    body: int = 0
    structure: int = 0
    output: int = 0
    precise: int = 0


def cell_scores(gold: list[Row], output: list[Row]) -> Scores:
    """Shares: non-empty gold cells found exactly (`cells_exact`), output cells that are right (`cells_prec`),
    gold body cells whose column and spans agree (`structure`).

    Only the summary tables count, or the tables of a report where there is none. Rows are aligned page by
    page. Header rows printed again are left out on both sides.
    """
    kinds = {row.get("table_kind") for row in gold}
    wanted = {"summary"} if "summary" in kinds else {"report", "measures"}
    gold = [row for row in gold if row.get("table_kind") in wanted]
    if not gold:
        return {}
    headings = {squash(row["text"]) for row in gold if row["is_header"]} - {""}
    output_body, output_head = _split_headers(_zero_based(output), headings)
    tally = _Tally()
    pages: dict[int | None, list[Row]] = defaultdict(list)
    for row in gold:
        pages[row["page"]].append(row)
    for page, rows in pages.items():
        _headers([row for row in rows if row["is_header"]], output_head[page], tally)
    for page, rows in pages.items():
        body = [row for row in rows if not row["is_header"]]
        if body:
            _body(_grid(body), _grid(_same_tables(body, output_body[page])), tally)
    return {
        "cells_exact": share(tally.exact, tally.gold),
        "cells_prec": share(tally.precise, tally.output) or 0.0,
        "structure": share(tally.structure, tally.body),
    }


def _headers(gold: list[Row], output: list[Row], tally: _Tally) -> None:
    pool = [(row["col"], squash(row["text"])) for row in output]
    for row in gold:
        text = squash(row["text"])
        if not text:
            continue
        tally.gold += 1
        if (row["col"], text) in pool:
            pool.remove((row["col"], text))
            tally.exact += 1


def _body(gold: Grid, output: Grid, tally: _Tally) -> None:
    partner = _align(gold, output)
    for i, row in enumerate(gold):
        other = output[partner[i]] if i in partner else {}
        for column, (text, rows, columns) in row.items():
            if not text:
                continue
            tally.gold += 1
            tally.body += 1
            if column in other:
                tally.exact += other[column][0] == text
                tally.structure += other[column][1:] == (rows, columns)
    back = {j: i for i, j in partner.items()}
    for j, row in enumerate(output):
        other = gold[back[j]] if j in back else {}
        for column, (text, _, _) in row.items():
            if text:
                tally.output += 1
                tally.precise += column in other and other[column][0] == text


def _zero_based(rows: list[Row]) -> list[Row]:
    """Rows and columns of every table counted from its first ones."""
    first: dict[str, tuple[int, int]] = {}
    for row in rows:
        top, left = first.get(row["table_id"], (row["row"], row["col"]))
        first[row["table_id"]] = (min(top, row["row"]), min(left, row["col"]))
    return [
        {**row, "row": row["row"] - first[row["table_id"]][0], "col": row["col"] - first[row["table_id"]][1]}
        for row in rows
    ]


def _split_headers(
    rows: list[Row], headings: set[str]
) -> tuple[dict[int | None, list[Row]], dict[int | None, list[Row]]]:
    """Body and header cells by page; a row is a header by its flags or by the gold's headings."""
    lines: dict[tuple[int | None, str, int], list[Row]] = defaultdict(list)
    for row in rows:
        lines[(row["page"], row["table_id"], row["row"])].append(row)
    body: dict[int | None, list[Row]] = defaultdict(list)
    head: dict[int | None, list[Row]] = defaultdict(list)
    for (page, _, _), cells in lines.items():
        texts = [text for cell in cells if (text := squash(cell["text"]))]
        known = sum(text in headings for text in texts) >= 0.8 * len(texts) if texts else False
        (head if all(cell["is_header"] for cell in cells) or known else body)[page].extend(cells)
    return body, head


def _same_tables(gold: list[Row], output: list[Row]) -> list[Row]:
    """The cells of those output tables of a page that share text with the gold's."""
    wanted = {squash(row["text"]) for row in gold} - TRIVIAL
    tables: dict[str, list[Row]] = defaultdict(list)
    for row in output:
        tables[row["table_id"]].append(row)
    kept: list[Row] = []
    for rows in tables.values():
        texts = {squash(row["text"]) for row in rows} - TRIVIAL
        if wanted & texts or len(tables) == 1 or _alike(wanted, texts):
            kept += rows
    return kept


def _alike(wanted: set[str], texts: set[str]) -> bool:
    return any(fuzz.ratio(a, b) > 85 for a in wanted for b in texts)


def _grid(cells: list[Row]) -> Grid:
    by_row: dict[tuple[str, int], dict[int, tuple[str, int, int]]] = defaultdict(dict)
    for cell in cells:
        spans = (cell.get("row_span") or 1, cell.get("col_span") or 1)
        by_row[(cell["table_id"], cell["row"])][cell["col"]] = (squash(cell["text"]), *spans)
    keys = sorted(by_row)
    grid: Grid = []
    for table, top in keys:
        below = [row for other, row in keys if other == table and row >= top]
        line = {}
        for column, (text, rows, columns) in by_row[(table, top)].items():
            line[column] = (text, sum(row < top + rows for row in below) or 1, columns)
        grid.append(line)
    return grid


def _likeness(a: dict[int, tuple[str, int, int]], b: dict[int, tuple[str, int, int]]) -> float:
    total = 0.0
    for column, (text, _, _) in a.items():
        other = b[column][0] if column in b else ""
        if not text or not other:
            continue
        if text == other:
            total += 1.0
        else:
            ratio = fuzz.ratio(text, other)
            total += ratio / 100 * 0.9 if ratio > 50 else 0.0
    return total


def _align(gold: Grid, output: Grid) -> dict[int, int]:
    """The order-preserving pairing of rows with the greatest likeness."""
    n, m = len(gold), len(output)
    alike = [[_likeness(a, b) for b in output] for a in gold]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    pairs = {}
    i = j = 0
    while i < n and j < m:
        if alike[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
