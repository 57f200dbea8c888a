"""One DuckDB file of a finished run: typed tables, comments on every column, and views people ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.declare import Column, Table
from pipelines.files import put_in_place
from pipelines.finished import check_finished
from pipelines.schema import TABLES

if TYPE_CHECKING:
    import duckdb

DATABASE = "thaiplan.duckdb"

_SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "money": "DECIMAL(18,2)",
    "decimal": "DECIMAL(18,4)",
    "boolean": "BOOLEAN",
    "date": "DATE",
}

VIEWS: dict[str, tuple[str, str]] = {
    "counted_plans": (
        "The action plans that count: of several of one locality and years (a scan beside its text, an "
        "amendment) the latest, then the one read with fewest doubts, as `thaiplan compare` does.",
        """SELECT document_id FROM (
             SELECT d.document_id, d.fiscal_year_start_be, row_number() OVER (
                      PARTITION BY coalesce(d.lao_id, d.lao_name, d.document_id),
                                   d.fiscal_year_start_be, d.fiscal_year_end_be
                      ORDER BY d.document_date DESC NULLS LAST, coalesce(b.n_doubtful, 0),
                               d.source_kind <> 'text_pdf', d.document_id) AS place
             FROM documents d LEFT JOIN (
                    SELECT document_id, count(*) FILTER (doubtful) AS n_doubtful FROM project_budgets
                    WHERE source = 'reconciled' GROUP BY document_id) b USING (document_id)
             WHERE d.doc_type = 'action_plan')
           WHERE place = 1 OR fiscal_year_start_be IS NULL""",
    ),
    "item_budgets": (
        "Each item's best amount per fiscal year in every document, with its locality; a plan that lies "
        "there twice, and reports on it, repeat the items: add up plan_budgets instead.",
        """SELECT d.lao_name, d.lao_type, d.province, d.province_code, p.dimension, p.mission_code,
                  p.strategy_code, p.kind, p.seq, p.name, p.measure_id, p.match_status,
                  b.fiscal_year_be, b.amount_baht, b.amount_status, b.doubtful, b.page,
                  d.source_file, p.project_id, d.document_id
           FROM project_budgets b JOIN projects p USING (project_id)
                JOIN documents d ON d.document_id = b.document_id
           WHERE b.source = 'reconciled'""",
    ),
    "plan_budgets": (
        "The amounts of item_budgets that may be added up: those of counted_plans; doubtful ones keep "
        "their mark.",
        "SELECT * FROM item_budgets WHERE document_id IN (SELECT document_id FROM counted_plans)",
    ),
    "dimension_sums": (
        "Sum of the items' certain amounts per dimension and year beside the total that the document states.",
        """SELECT b.document_id, b.lao_name, b.dimension, b.fiscal_year_be,
                  sum(b.amount_baht) FILTER (NOT b.doubtful) AS certain_baht,
                  count(*) FILTER (b.doubtful) AS n_doubtful, any_value(t.value) AS stated_baht
           FROM item_budgets b LEFT JOIN stated_totals t
                ON t.document_id = b.document_id AND t.scope = 'dimension' AND t.quantity = 'budget_baht'
                AND t.dimension = b.dimension AND t.fiscal_year_be = b.fiscal_year_be
           GROUP BY ALL""",
    ),
    "to_review": (
        "Every amount that is doubtful, with the place where it stands.",
        """SELECT d.source_file, b.page, p.seq, p.name, b.fiscal_year_be, b.source, b.amount_raw,
                  b.amount_baht, b.confidence, b.bbox, b.project_id
           FROM project_budgets b JOIN projects p USING (project_id)
                JOIN documents d ON d.document_id = b.document_id
           WHERE b.doubtful""",
    ),
    "findings_by_locality": (
        "Number of findings per locality, check and severity.",
        """SELECT d.lao_name, d.province, f."check", f.severity, f.cause, count(*) AS n
           FROM findings f JOIN documents d USING (document_id) GROUP BY ALL""",
    ),
}
"""Views by name: what each is for, and its query."""


def build(out: Path) -> Path:
    """Write OUT/thaiplan.duckdb from the Parquet tables of OUT and return its path.

    Raises NoResult when OUT holds no finished run.
    """
    import duckdb

    check_finished(out)
    target, part = out / DATABASE, out / f".{DATABASE}.part"
    part.unlink(missing_ok=True)
    with duckdb.connect(str(part)) as database:
        for table in TABLES:
            _load(database, table, out / f"{table.name}.parquet")
        for name, (meaning, query) in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {query}")
            database.execute(f"COMMENT ON VIEW {name} IS {_quoted(meaning)}")
    put_in_place(part, target)
    return target


def _load(database: duckdb.DuckDBPyConnection, table: Table, parquet: Path) -> None:
    columns = ", ".join(f'"{column.name}" {_SQL_TYPES[column.type]}' for column in table.columns)
    database.execute(f"CREATE TABLE {table.name} ({columns})")
    database.execute(f"COMMENT ON TABLE {table.name} IS {_quoted(f'{table.en} / {table.th}')}")
    for column in table.columns:
        database.execute(f'COMMENT ON COLUMN {table.name}."{column.name}" IS {_quoted(_meaning(column))}')
    if parquet.exists():
        database.execute(
            f"INSERT INTO {table.name} BY NAME SELECT * FROM read_parquet({_quoted(str(parquet))})"
        )


def _meaning(column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    return f"{column.en}{unit} / {column.th}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def connect(out: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the run's database, which is built anew when the tables are newer.

    The connection can read no other file and reach no network.
    """
    import duckdb

    path = out / DATABASE
    tables = [out / f"{table.name}.parquet" for table in TABLES]
    newest = max((t.stat().st_mtime_ns for t in tables if t.exists()), default=0)
    if not path.exists() or path.stat().st_mtime_ns < newest:
        build(out)
    database = duckdb.connect(str(path), read_only=True)
    database.execute("SET enable_external_access = false")
    return database
