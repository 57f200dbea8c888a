"""Tables of an output or gold folder as typed rows (CSV or Parquet, columns beyond the contract kept)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipelines.schema import TABLES
from pipelines.write import read_csv

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def load_tables(folder: Path) -> Tables:
    """All tables of a folder, or of all folders in it joined; a table that is missing is empty."""
    folders = [folder] if is_table_folder(folder) else [f for f in sorted(folder.iterdir()) if f.is_dir()]
    return {table.name: [row for f in folders for row in _load(f, table.name)] for table in TABLES}


def gold_folders(folder: Path) -> list[Path]:
    """The folders with the gold of one document each. Raises FileNotFoundError if there is none."""
    found = (
        [folder] if is_table_folder(folder) else [f for f in sorted(folder.iterdir()) if is_table_folder(f)]
    )
    if not found:
        raise FileNotFoundError(f"{folder}: no documents.csv or documents.parquet")
    return found


def is_table_folder(folder: Path) -> bool:
    """Has the folder a table `documents`?"""
    return any((folder / f"documents.{suffix}").is_file() for suffix in ("csv", "parquet"))


def of_document(tables: Tables, document_id: str | None) -> Tables:
    """The rows of one document; no rows for None."""
    return {name: [r for r in rows if r.get("document_id") == document_id] for name, rows in tables.items()}


def squash(value: object) -> str:
    """Text without any white space, NFC: the form in which texts are compared; '' for None."""
    return "".join(unicodedata.normalize("NFC", "" if value is None else str(value)).split())


def share(part: float, whole: float) -> float | None:
    """`part / whole`, None where there is nothing to measure."""
    return part / whole if whole else None


def pair_up(a: list[str], b: list[str], threshold: float) -> list[tuple[int, int]]:
    """One-to-one pairs of like texts (ratio 0-100), best first, nearer positions first among equals.

    Texts of `a` that are the same keep the order of their partners: a misread twin is still the first one.
    """
    if not a or not b:
        return []
    from rapidfuzz import fuzz, process

    scores = process.cdist(a, b, scorer=fuzz.ratio, score_cutoff=threshold)
    rows, columns = (scores >= threshold).nonzero()
    candidates = sorted(
        (
            (float(scores[i, j]), -abs(int(i) - int(j)), int(i), int(j))
            for i, j in zip(rows, columns, strict=True)
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for _, _, i, j in candidates:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j))
    twins: dict[str, list[int]] = defaultdict(list)
    for i, j in sorted(pairs):
        twins[a[i]].append(j)
    partners = {text: iter(sorted(found)) for text, found in twins.items()}
    ordered = {i: next(partners[a[i]]) for i, _ in sorted(pairs)}
    return [(i, ordered[i]) for i, _ in pairs]


def _load(folder: Path, name: str) -> Iterable[Row]:
    from pipelines.schema import BY_NAME

    parquet = folder / f"{name}.parquet"
    if parquet.is_file():
        import pyarrow.parquet as pq

        rows: list[Row] = pq.read_table(parquet).to_pylist()
        return rows
    path = folder / f"{name}.csv"
    return read_csv(path, BY_NAME[name]) if path.is_file() else []
