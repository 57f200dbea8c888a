"""`thaiplan sql`: questions to a finished run."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from pipelines.cli import stop, stop_for
from pipelines.exits import Exit


@click.command()
@click.argument("query")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/out"),
    show_default=True,
    help="โฟลเดอร์ผลลัพธ์ / output folder",
)
@click.option("--csv", "as_csv", is_flag=True, help="ผลเป็น CSV / print CSV")
def command(query: str, out: Path, as_csv: bool) -> None:
    """ถามข้อมูลด้วย SQL (DuckDB) / Ask a finished run in SQL (DuckDB).

    \b
    thaiplan sql "select lao_name, sum(amount_baht) from plan_budgets where not doubtful group by 1"
    thaiplan sql "select view_name, comment from duckdb_views() where not internal"

    The database is OUT/thaiplan.duckdb; views: plan_budgets, item_budgets, counted_plans, dimension_sums,
    to_review, findings_by_locality. Add up plan_budgets: each plan stands in it once.
    """
    try:
        import duckdb

        from pipelines.explore import connect
    except ImportError as error:
        stop_for(error, "explore")
        return
    from pipelines.finished import NoResult

    try:
        answer = connect(out).execute(query)
        names = [column[0] for column in answer.description or ()]
        rows = answer.fetchall()
    except NoResult as error:
        stop(Exit.NO_INPUT, error.thai, error.english)
    except duckdb.Error as error:
        stop(Exit.USAGE, f"คำสั่ง SQL ผิด: {error}", f"SQL error: {error}")
    else:
        _print(names, rows, as_csv=as_csv)


def _print(names: list[str], rows: list[tuple[object, ...]], *, as_csv: bool) -> None:
    if as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        writer.writerows(rows)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*names)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    console = Console()
    if not console.is_terminal:
        console = Console(width=100_000, color_system=None)  # in a pipe no line is folded
    console.print(table)
