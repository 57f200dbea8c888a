"""Partitioned datasets hold the same rows as the tables, by the keys of their documents."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipelines.partition import FOLDER, write_partitions
from pipelines.schema import TABLES
from pipelines.write import TableWriter

PLACES = {"d1": ("ขอนแก่น", 2566), "d2": ("../../เลย", 2566), "d3": (None, None)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for table in TABLES:
        with TableWriter(table, tmp_path, ["parquet"]) as writer:
            if table.name == "documents":
                writer.write(_document(table.column_names, name) for name in PLACES)
            elif table.name == "project_budgets":
                writer.write(_amount(table.column_names, name) for name in PLACES)
    return tmp_path


def _document(columns: tuple[str, ...], name: str) -> dict[str, object]:
    province, year = PLACES[name]
    row: dict[str, object] = dict.fromkeys(columns)
    return row | {"document_id": name, "province": province, "fiscal_year_start_be": year}


def _amount(columns: tuple[str, ...], name: str) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(columns)
    return row | {"document_id": name, "project_id": f"{name}-p1", "amount_baht": Decimal("12.50")}


def read(folder: Path, table: str) -> list[dict[str, object]]:
    rows = ds.dataset(str(folder / FOLDER / table), partitioning="hive").to_table().to_pylist()
    return sorted(rows, key=lambda row: str(row["document_id"]))


def test_rows_lie_by_the_keys_of_their_documents(folder: Path) -> None:
    write_partitions(folder, ["province", "fiscal_year"])
    amounts = read(folder, "project_budgets")
    assert [(r["province"], r["fiscal_year"]) for r in amounts] == list(PLACES.values())
    assert {row["amount_baht"] for row in amounts} == {Decimal("12.50")}
    assert [row["province"] for row in read(folder, "documents")] == [place for place, _ in PLACES.values()]
    assert read(folder, "risks") == []


def test_names_of_places_stay_in_the_folder(folder: Path) -> None:
    before = {path for path in folder.parent.rglob("*") if folder not in (path, *path.parents)}
    write_partitions(folder, ["province"])
    assert {path for path in folder.parent.rglob("*") if folder not in (path, *path.parents)} == before
    assert len(list((folder / FOLDER / "documents").iterdir())) == len(PLACES)


def test_a_run_without_keys_removes_the_datasets(folder: Path) -> None:
    write_partitions(folder, ["doc_type"])
    assert (folder / FOLDER).is_dir()
    write_partitions(folder, [])
    assert not (folder / FOLDER).exists() and (folder / "documents.parquet").is_file()


def test_unknown_keys_are_refused(folder: Path) -> None:
    with pytest.raises(KeyError):
        write_partitions(folder, ["colour"])
