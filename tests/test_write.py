"""Files: typed, guarded, the same bytes for the same rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from pipelines.package import write_package
from pipelines.schema import BY_NAME, TABLES
from pipelines.workbook import FILE_NAME, WorkbookWriter
from pipelines.write import TableWriter, guard, read_csv, unguard

TABLE = BY_NAME["project_budgets"]
ROW: dict[str, object] = dict.fromkeys(TABLE.column_names) | {
    "project_id": "dabc-p0001",
    "document_id": "dabc",
    "fiscal_year_be": 2566,
    "source": "summary",
    "amount_baht": Decimal("300000"),
    "amount_status": "amount",
    "doubtful": False,
    "amount_raw": "๓๐๐,๐๐๐",
    "page": 3,
    "bbox": "1.0,2.0,3.0,4.0",
    "confidence": 0.875,
}


def _write(
    folder: Path, rows: list[dict[str, object]], formats: tuple[str, ...] = ("csv", "parquet")
) -> None:
    folder.mkdir(exist_ok=True)
    with TableWriter(TABLE, folder, formats) as writer:
        writer.write(rows)


def test_csv_has_a_bom_plain_numbers_and_blank_nulls(tmp_path: Path) -> None:
    _write(tmp_path, [ROW, {**ROW, "amount_baht": None, "fiscal_year_be": None, "amount_raw": "-"}])
    data = (tmp_path / "project_budgets.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfproject_id,")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    expected = {"fiscal_year_be": "2566", "amount_baht": "300000.00", "doubtful": "false"}
    expected |= {"amount_raw": "๓๐๐,๐๐๐", "page": "3", "bbox": "1.0,2.0,3.0,4.0", "confidence": "0.875"}
    assert {name: first[name] for name in expected} == expected
    assert (second["fiscal_year_be"], second["amount_baht"], second["amount_raw"]) == ("", "", "-")


def test_parquet_is_typed_and_holds_the_text_itself(tmp_path: Path) -> None:
    _write(tmp_path, [{**ROW, "amount_raw": "=1+1"}])
    table = pq.read_table(tmp_path / "project_budgets.parquet")
    assert str(table.schema.field("amount_baht").type) == "decimal128(18, 2)"
    assert table.to_pylist()[0]["amount_raw"] == "=1+1"
    assert table.schema.field("doubtful").metadata


def test_csv_comes_back_as_it_went(tmp_path: Path) -> None:
    rows = [{**ROW, "amount_raw": text} for text in ("=1+1", "-", "- x", "-5", 'a,b\n"c"', None)]
    _write(tmp_path, rows)
    assert list(read_csv(tmp_path / "project_budgets.csv", TABLE)) == rows


def test_text_of_any_length_comes_back(tmp_path: Path) -> None:
    row = {**ROW, "amount_raw": "ก" * 200_000}
    _write(tmp_path, [row])
    assert list(read_csv(tmp_path / "project_budgets.csv", TABLE)) == [row]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        _write(tmp_path / name, [ROW] * 5)
        with WorkbookWriter(tmp_path / name, TABLES) as book:
            book.write(TABLE, [ROW])
        write_package(tmp_path / name, ("csv", "parquet"))
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    _write(tmp_path, [ROW])
    before = (tmp_path / "project_budgets.csv").read_bytes()
    with pytest.raises(RuntimeError), TableWriter(TABLE, tmp_path, ("csv", "parquet")) as writer:
        writer.write([ROW, ROW])
        raise RuntimeError
    assert (tmp_path / "project_budgets.csv").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "project_budgets.csv",
        "project_budgets.parquet",
    ]


@pytest.mark.parametrize("text", ["=cmd()", "+1+1", "@x", "\tx", "\rx", "-2+3", "- โครงการ", "-๕"])
def test_formulas_are_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-", "-5", "+1,000.50", "-5%", "โครงการ = 1", "", "'"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guard(text) == text


@given(st.text())
def test_guard_is_undone(text: str) -> None:
    if not text.startswith("'"):
        assert unguard(guard(text)) == text


def test_workbook_has_frozen_headers_filters_and_real_values(tmp_path: Path) -> None:
    project = dict.fromkeys(BY_NAME["projects"].column_names)
    project.update(name="=โครงการ", start_date=dt.date(2023, 1, 2), target_count=50, in_summary=True)
    with WorkbookWriter(tmp_path, TABLES) as book:
        book.write(TABLE, [ROW])
        book.write(BY_NAME["projects"], [project])
        book.write(BY_NAME["pages"], [{**dict.fromkeys(BY_NAME["pages"].column_names), "text": "ก" * 40_000}])
    assert book.cut_texts == 1
    read = openpyxl.load_workbook(tmp_path / FILE_NAME)
    assert read.sheetnames == [table.name for table in TABLES]
    sheet = read["project_budgets"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{get_column_letter(len(TABLE.column_names))}2"
    assert sheet["E2"].value == 300000
    assert sheet["E2"].number_format == "#,##0.00"
    names = [cell.value for cell in read["projects"][1]]
    values = dict(zip(names, (cell.value for cell in read["projects"][2]), strict=True))
    assert values["name"] == "'=โครงการ"
    assert values["start_date"] == dt.datetime(2023, 1, 2)
    assert values["target_count"] == 50
    assert values["in_summary"] is True


def test_rows_are_held_back_by_size_as_well_as_by_number(tmp_path: Path) -> None:
    table = BY_NAME["pages"]
    empty = dict.fromkeys(table.column_names)
    rows = [{**empty, "document_id": f"d{n}", "page": n, "text": "ก" * 20_000} for n in range(1, 401)]
    with TableWriter(table, tmp_path, ("parquet",)) as writer:
        for row in rows:
            writer.write([row])
    with pq.ParquetFile(str(tmp_path / "pages.parquet")) as file:
        assert file.num_row_groups > 1
        assert file.read().to_pylist() == rows
