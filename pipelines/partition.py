"""The tables once more as partitioned Parquet datasets (`OUT/dataset/TABLE/province=…/fiscal_year=…/`).

Hive layout, as DuckDB, Spark, Dask, Polars and pyarrow read it. The keys are those of the document that a row
belongs to; values in paths are percent-encoded, so that no document can name a path outside of the folder.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.schema import TABLES

FOLDER = "dataset"
KEYS = {
    "province": "province",
    "province_code": "province_code",
    "lao_type": "lao_type",
    "lao_id": "lao_id",
    "doc_type": "doc_type",
    "fiscal_year": "fiscal_year_start_be",
}
"""Key to the column of the table `documents` that it comes from."""

MAX_OPEN_FILES = 256
"""Bounds memory: each open file holds rows until its group is full."""


def write_partitions(folder: Path, keys: Sequence[str]) -> None:
    """Write every table of `folder` as a dataset by `keys`; without keys, remove what an earlier run wrote.

    Reads the tables' Parquet files batch by batch. Raises KeyError for an unknown key, OSError where the
    folder cannot be written.
    """
    columns = [KEYS[key] for key in keys]
    target, temporary = folder / FOLDER, folder / f".{FOLDER}.tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    if keys:
        values = _values(folder, columns)
        for table in TABLES:
            _write(table.name, folder, temporary / table.name, keys, values)
    for table in TABLES:
        shutil.rmtree(target / table.name, ignore_errors=True)
        if keys:
            target.mkdir(exist_ok=True)
            (temporary / table.name).replace(target / table.name)
    shutil.rmtree(temporary, ignore_errors=True)
    if target.is_dir() and not any(target.iterdir()):
        target.rmdir()


def _values(folder: Path, columns: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """The keys' values of each document."""
    import pyarrow.parquet as pq

    found = pq.read_table(str(folder / "documents.parquet"), columns=list({"document_id", *columns}))
    lists = [found.column(name).to_pylist() for name in columns]
    return dict(zip(found.column("document_id").to_pylist(), zip(*lists, strict=True), strict=True))


def _write(
    name: str, folder: Path, target: Path, keys: Sequence[str], values: Mapping[str, tuple[Any, ...]]
) -> None:
    import pyarrow.dataset as ds

    from pipelines.write import arrow_schema

    documents = arrow_schema(next(table for table in TABLES if table.name == "documents"))
    types = [(key, documents.field(KEYS[key]).type) for key in keys]
    batches = _keyed(folder / f"{name}.parquet", types, values)
    first = next(batches)
    target.mkdir(parents=True)
    partitioned = ds.partitioning(first.schema.empty_table().select(list(keys)).schema, flavor="hive")
    ds.write_dataset(
        itertools.chain([first], batches),
        str(target),
        schema=first.schema,
        format="parquet",
        file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
        partitioning=partitioned,
        basename_template="part-{i}.parquet",
        use_threads=False,
        max_open_files=MAX_OPEN_FILES,
    )


def _keyed(
    path: Path, types: Sequence[tuple[str, Any]], values: Mapping[str, tuple[Any, ...]]
) -> Iterator[Any]:
    """The batches of a table with its documents' keys beside; at least one, if empty."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(str(path)) as file:
        empty = pa.RecordBatch.from_pylist([], schema=file.schema_arrow)
        for batch in itertools.chain([empty], file.iter_batches()):
            ids = batch.column("document_id").to_pylist()
            keyed = batch
            for i, (key, kind) in enumerate(types):
                column = pa.array([values[document_id][i] for document_id in ids], kind)
                keyed = _with_column(keyed, pa.field(key, kind), column)
            yield keyed


def _with_column(batch: Any, field: Any, column: Any) -> Any:
    place = batch.schema.get_field_index(field.name)
    return batch.append_column(field, column) if place < 0 else batch.set_column(place, field, column)
