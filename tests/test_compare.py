"""Comparisons and the DuckDB file, on the finished tables of three invented localities."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines import explore
from pipelines.compare import reuse, tables
from pipelines.compare.frames import load
from pipelines.compare.run import compare
from pipelines.schema import TABLES
from pipelines.write import arrow_schema

OWN_WORDS = (
    "ด้วยฝายชะลอน้ำของหมู่บ้านชำรุดทรุดโทรมจากอุทกภัยครั้งใหญ่ ประชาชนจึงร่วมกันซ่อมแซมและเฝ้าระวังการใช้จ่ายงบประมาณอย่างโปร่งใส"
)
PLACES = ("หนองไผ่ทอง", "บ้านสวนคำ", "ทุ่งดอกคูน", "เขาลมหนาว", "นาข้าวแก้ว")


def _rows() -> dict[str, list[dict[str, object]]]:
    rows: dict[str, list[dict[str, object]]] = {table.name: [] for table in TABLES}
    for n, place in enumerate(PLACES):
        doc, lao = f"d{n}", f"เทศบาลตำบล{place}"
        rows["documents"].append(
            {
                "document_id": doc,
                "source_file": f"{doc}.pdf",
                "sha256": "0" * 64,
                "source_kind": "text_pdf",
                "doc_type": "action_plan",
                "lao_name": lao,
                "lao_type": "เทศบาลตำบล",
                "lao_id": f"30-tt-{n}",
                "province": "นครราชสีมา",
                "province_code": "TH-30",
                "fiscal_year_start_be": 2566,
                "status": "ok",
            }
        )
        for k, (name, measure, baht) in enumerate(
            (("มาตรการ NO Gift Policy", "M2566-2.2.1-02", 0), ("โครงการซ่อมฝาย", None, 1000 * (n + 1)))
        ):
            pid = f"{doc}-p{k}"
            rows["projects"].append(
                {
                    "project_id": pid,
                    "document_id": doc,
                    "position": k + 1,
                    "dimension": 2,
                    "name": name,
                    "name_raw": name,
                    "in_summary": True,
                    "in_detail": True,
                    "measure_id": measure,
                    "measure_name": name if measure else None,
                    "match_status": "matched" if measure else "unmatched",
                }
            )
            rows["project_budgets"].append(
                {
                    "project_id": pid,
                    "document_id": doc,
                    "fiscal_year_be": 2566,
                    "source": "reconciled",
                    "amount_baht": Decimal(baht),
                    "amount_status": "amount" if baht else "no_budget",
                    "doubtful": n == 4 and k == 1,
                }
            )
        text = f"{lao} {OWN_WORDS}" if n in (0, 1) else f"{lao} " + f"ข้อความเฉพาะของ{place} " * 8
        rows["project_sections"].append(
            {
                "project_id": f"{doc}-p1",
                "document_id": doc,
                "section": "rationale",
                "item": 1,
                "text": text,
                "page": 3,
            }
        )
    return rows


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for table in TABLES:
        filled = [{name: row.get(name) for name in table.column_names} for row in _rows()[table.name]]
        pq.write_table(
            pa.Table.from_pylist(filled, schema=arrow_schema(table)), tmp_path / f"{table.name}.parquet"
        )
    return tmp_path


def test_sums_hold_certain_amounts_only_and_count_the_doubtful(out: Path) -> None:
    table = tables.budgets(load(out), ("year",))
    assert table.loc[0, "certain_baht"] == 1000 + 2000 + 3000 + 4000
    assert table.loc[0, "n_doubtful"] == 1
    assert table.loc[0, "median_baht"] == 2500
    assert table.loc[0, "no_budget_share"] == pytest.approx(5 / 9)


def test_an_unknown_group_is_refused_by_name(out: Path) -> None:
    with pytest.raises(ValueError, match="colour"):
        tables.budgets(load(out), ("colour",))


def test_coverage_and_local_names(out: Path) -> None:
    frames = load(out)
    assert tables.measures(frames).loc[0, "share_of_localities"] == 1.0
    assert len(tables.coverage(frames)) == len(PLACES)
    named = tables.local_names(frames)
    assert named.loc[0, ["name", "n_localities", "other_names"]].tolist() == [
        "โครงการซ่อมฝาย",
        len(PLACES),
        "",
    ]


def test_a_plan_that_lies_there_twice_counts_once(out: Path) -> None:
    documents = pq.read_table(out / "documents.parquet")
    rows = documents.to_pylist()
    rows[1] |= {key: rows[0][key] for key in ("lao_id", "lao_name")} | {"source_kind": "scanned_pdf"}
    pq.write_table(pa.Table.from_pylist(rows, schema=documents.schema), out / "documents.parquet")
    frames = load(out)
    assert frames.left_out[["document_id", "counted_document_id"]].to_numpy().tolist() == [["d1", "d0"]]
    assert set(frames.items["document_id"]) == {"d0", "d2", "d3", "d4"}
    assert tables.budgets(frames, ("year",)).loc[0, "certain_baht"] == 1000 + 3000 + 4000


def test_copied_text_names_the_pair_and_spares_the_rest(out: Path) -> None:
    found = reuse.pairs(load(out))
    assert len(found) == 1
    assert {found.loc[0, "lao_id_a"], found.loc[0, "lao_id_b"]} == {"30-tt-0", "30-tt-1"}


def test_the_crosswalk_counts_plans_and_measure_reports(out: Path) -> None:
    links = pd.DataFrame(
        [("ita_2566", "9", "nacc_lao_2566", "2.2", "")],
        columns=["from_framework", "from_code", "to_framework", "to_code", "note"],
    )
    frames = load(out)
    reported = pd.DataFrame([("ita_2566", "9.1"), ("ita_2566", "9"), ("ita_2566", "10")])
    (row,) = tables.crosswalk(replace(frames, reported=reported), links).itertuples()
    assert (row.from_items, row.to_items) == (2, len(PLACES))


def test_the_page_is_self_contained(out: Path) -> None:
    html = compare(out).read_text(encoding="utf-8")
    assert 'src="http' not in html
    assert "เทศบาลตำบลหนองไผ่ทอง" in html
    assert (out / "compare" / "coverage.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_sql_adds_up_is_what_is_compared(out: Path) -> None:
    """A plan that lies there twice and a report on it are in item_budgets, not in plan_budgets."""
    rows = _rows()
    again, report = dict(rows["documents"][1]), dict(rows["documents"][2])
    again.update(document_id="d1-2", source_file="again.pdf", source_kind="scanned_pdf")
    report.update(document_id="d9", doc_type="progress_report")
    for row, first in ((again, "d1"), (report, "d2")):
        rows["documents"].append(row)
        for name in ("projects", "project_budgets"):
            for copied in [r for r in rows[name] if r["document_id"] == first]:
                new = {
                    "document_id": row["document_id"],
                    "project_id": f"{row['document_id']}{copied['project_id']}",
                }
                rows[name].append(copied | new)
    for table in TABLES:
        filled = [{column: row.get(column) for column in table.column_names} for row in rows[table.name]]
        pq.write_table(
            pa.Table.from_pylist(filled, schema=arrow_schema(table)), out / f"{table.name}.parquet"
        )
    database, frames = explore.connect(out), load(out)
    ((summed,),) = database.sql("SELECT sum(amount_baht) FROM plan_budgets WHERE NOT doubtful").fetchall()
    certain = frames.amounts[~frames.amounts["doubtful"]]
    assert float(summed) == certain["baht"].sum()
    counted = database.sql("SELECT document_id FROM counted_plans ORDER BY ALL").fetchall()
    assert [name for (name,) in counted] == sorted(frames.documents["document_id"])
    ((everything,),) = database.sql("SELECT sum(amount_baht) FROM item_budgets WHERE NOT doubtful").fetchall()
    assert everything > summed


def test_duckdb_has_comments_and_views_and_reads_no_other_file(out: Path) -> None:
    database = explore.connect(out)
    total = database.sql("SELECT sum(amount_baht) FROM plan_budgets WHERE NOT doubtful").fetchall()
    assert total == [(Decimal("10000.00"),)]
    comments = database.sql(
        "SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND table_name = 'projects'"
    ).fetchall()
    assert comments == [(0,)]
    with pytest.raises(duckdb.Error):
        database.sql("SELECT * FROM read_csv('/etc/hostname')").fetchall()
