"""The checks on a finished output folder: its tables, as written or as corrected by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from pipelines.assemble import finding_rows
from pipelines.finished import check_finished, no_documents, no_table
from pipelines.schema import BY_NAME
from pipelines.write import TableWriter, read_csv

EDITED_AFTER_SECONDS = 2.0
"""A CSV file that is younger than its Parquet twin by more than this was corrected by hand."""


class Errors(NamedTuple):
    """How many errors were found: those of the documents (or undecided), and those of their reading."""

    of_documents: int
    of_reading: int


def audit_folder(out: Path | str) -> Errors:
    """Check the tables of a finished run again, replace its table `findings`; the number of errors found.

    Of a table that stands there twice, the CSV file counts where it is younger than the Parquet file (it was
    corrected by hand). Findings about a document that was not read keep their place. Raises NoResult where
    there is no finished run, or no document in it.
    """
    from pipelines.audit.tables import USED_TABLES  # here and below: reports read tables and check nothing

    folder = Path(out)
    check_finished(folder, ("parquet", "csv"))
    tables = read_tables(folder, USED_TABLES)
    if not tables["documents"]:
        raise no_documents(folder)
    rows = findings_of(tables)
    _keep_pictures(folder, rows)
    write_findings(folder, rows)
    causes = [row["cause"] for row in rows if row["severity"] == "error"]
    misread = causes.count("extraction")
    return Errors(len(causes) - misread, misread)


def findings_of(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """The rows of `findings` for the rows of the other tables."""
    from pipelines.audit.batch import audit_batch, batch_item
    from pipelines.audit.registry import audit_case
    from pipelines.audit.tables import cases_from_rows

    cases = cases_from_rows(tables)
    ordered = sorted(cases, key=lambda case: (case.source_file, case.document_id))
    across = audit_batch(batch_item(case) for case in ordered)
    rows: list[dict[str, Any]] = []
    for case in cases:
        found = [*audit_case(case), *across.get(case.document_id, [])]
        rows.extend(finding_rows(case.document_id, found))
    rows.sort(key=lambda row: (row["document_id"], row["finding_id"]))
    return rows


def _keep_pictures(folder: Path, rows: Iterable[dict[str, Any]]) -> None:
    """The pictures that the earlier findings of the same places have."""
    place = ("document_id", "page", "bbox")
    try:
        earlier = read_table(folder, "findings", (*place, "evidence_image"))
    except FileNotFoundError:
        return
    pictures = {tuple(row[key] for key in place): row["evidence_image"] for row in earlier}
    for row in rows:
        row["evidence_image"] = pictures.get(tuple(row[key] for key in place)) if row["page"] else None


def write_findings(folder: Path, rows: list[dict[str, Any]]) -> None:
    """Write the table `findings` in the formats that the folder has it in."""
    formats = [s for s in ("csv", "parquet") if (folder / f"findings.{s}").exists()] or ["csv", "parquet"]
    with TableWriter(BY_NAME["findings"], folder, formats) as writer:
        writer.write(rows)


def read_tables(folder: Path, names: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the named tables of an output folder. Raises NoResult where one is missing."""
    return {name: read_table(folder, name) for name in names}


def read_table(folder: Path, name: str, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The rows of one table, from the file that was written last; all columns or those named. What an earlier
    version wrote may lack the newer ones."""
    csv, parquet = folder / f"{name}.csv", folder / f"{name}.parquet"
    if csv.exists() and not (
        parquet.exists() and csv.stat().st_mtime <= parquet.stat().st_mtime + EDITED_AFTER_SECONDS
    ):
        rows = read_csv(csv, BY_NAME[name])
        return list(rows) if columns is None else [{key: row.get(key) for key in columns} for row in rows]
    if not parquet.exists():
        raise no_table(parquet)
    with pq.ParquetFile(str(parquet)) as file:  # less to load than for a dataset of many files
        found: list[dict[str, Any]] = file.read(columns=columns and list(columns)).to_pylist()
    return found


def by_document(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Rows grouped by their document."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[str(row["document_id"])].append(row)
    return groups
