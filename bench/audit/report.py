"""Time and size of the report: of one document, and of many (the rows of a finished run under many names)."""

from __future__ import annotations

import resource
import shutil
import tempfile
import time
from pathlib import Path

from pipelines.audit.folder import read_tables
from pipelines.batch.guard import kill_children
from pipelines.report import write_report
from pipelines.report.write import TABLES
from pipelines.schema import BY_NAME
from pipelines.write import TableWriter

MEGABYTE = 1e6
ID_COLUMNS = ("document_id", "project_id", "finding_id", "total_id", "measure_row_id", "table_id", "risk_id")


def run(out: Path, inputs: Path, documents: int, keep: Path | None) -> None:
    """Report `documents` documents made of those of the run in `out`, whose files stand in `inputs`."""
    with tempfile.TemporaryDirectory(prefix="thaiplan-report-") as name:
        folder = keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        sources = multiply(out, folder, inputs, documents)
        wall, before = time.monotonic(), _cpu_seconds()
        write_report(folder, sources)
        kill_children()  # so that their time is counted
        wall, cpu = time.monotonic() - wall, _cpu_seconds() - before
        sizes = {path: path.stat().st_size for path in (folder / "report").rglob("*") if path.is_file()}
        index = sizes[folder / "report" / "index.html"]
        print(
            f"{documents} documents: {cpu:.1f} CPU s ({wall:.1f} s), {sum(sizes.values()) / MEGABYTE:.1f} MB "
            f"in {len(sizes)} files, overview {index / MEGABYTE:.2f} MB, "
            f"findings.xlsx {(folder / 'findings.xlsx').stat().st_size / MEGABYTE:.1f} MB"
        )


def multiply(out: Path, folder: Path, inputs: Path, documents: int) -> dict[str, dict[str, Path]]:
    """Write the tables of `out` into `folder`, repeated under new ids, the longest first; the files by id."""
    tables = read_tables(out, TABLES)
    longest = sorted(tables["documents"], key=lambda row: -(row["n_pages"] or 0))
    given = [str(row["document_id"]) for row in longest]
    sources: dict[str, dict[str, Path]] = {}
    names = {str(row["document_id"]): str(row["source_file"]) for row in tables["documents"]}
    chosen = [(given[n % len(given)], n // len(given)) for n in range(documents)]
    for table, rows in tables.items():
        grouped: dict[str, list[dict[str, object]]] = {}
        for row in rows:
            grouped.setdefault(str(row["document_id"]), []).append(row)
        with TableWriter(BY_NAME[table], folder, ("parquet",)) as writer:
            for old, copy in sorted(chosen):
                new = f"{old}{copy:x}"
                writer.write([_renamed(row, old, new, copy) for row in grouped.get(old, [])])
                sources[new] = {f"{copy}-{names[old]}": inputs / names[old]}
    for path in out.glob("datapackage.json"):
        shutil.copy(path, folder)
    return sources


def _renamed(row: dict[str, object], old: str, new: str, copy: int) -> dict[str, object]:
    changed = {k: str(row[k]).replace(old, new, 1) for k in ID_COLUMNS if row.get(k) is not None}
    if "source_file" in row:
        changed["source_file"] = f"{copy}-{row['source_file']}"
    return {**row, **changed}


def _cpu_seconds() -> float:
    """CPU seconds of this process and its finished children."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)
