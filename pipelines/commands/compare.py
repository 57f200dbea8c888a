"""`thaiplan compare`: localities side by side."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli import say, stop, stop_for
from pipelines.exits import Exit


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--by",
    default="province,lao_type,dimension,year",
    show_default=True,
    help="province, lao_type, dimension, year, lao_name, kind, measure_id",
)
def command(out: Path, by: str) -> None:
    """เปรียบเทียบท้องถิ่น: มาตรการ งบประมาณ ข้อความที่ใช้ร่วมกัน / Compare localities.

    Writes tables and a page with charts to OUT/compare/: coverage of standard measures, budgets, adoption of
    model texts, text reuse between localities, frameworks through the crosswalk. Action plans only.

    \b
    thaiplan compare data/out
    thaiplan compare data/out --by province,year
    """
    try:
        from pipelines.compare.run import compare
    except ImportError as error:
        stop_for(error, "explore")
        return
    from pipelines.finished import NoResult

    try:
        page = compare(out, [part.strip() for part in by.split(",") if part.strip()])
    except NoResult as error:
        stop(Exit.NO_INPUT, error.thai, error.english)
    except ValueError as error:
        stop(Exit.USAGE, f"จัดกลุ่มไม่ได้: {error}", str(error))
    except OSError as error:
        stop(Exit.OUTPUT_ERROR, f"เขียนผลลัพธ์ไม่ได้: {error}", f"cannot write: {error}")
    else:
        say(f"เขียนแล้ว: {page}", f"written: {page}")
