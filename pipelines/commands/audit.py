"""`thaiplan audit`: check the tables of a finished run again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipelines.cli import say, stop
from pipelines.exits import Exit


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--no-report", is_flag=True, help="ไม่เขียนรายงานใหม่ / leave the report as it is")
def command(out: Path, no_report: bool) -> None:
    """ตรวจตารางผลลัพธ์อีกครั้ง (เช่น หลังแก้ด้วยมือ) / Check finished (or hand-corrected) tables again.

    จบด้วยรหัส 9 เมื่อพบข้อผิดพลาด / Ends with exit code 9 where errors were found.

    \b
    thaiplan audit data/out
    thaiplan audit data/out --no-report
    """
    from pipelines.audit.folder import audit_folder
    from pipelines.report import write_report

    try:
        errors = audit_folder(out)
        if not no_report:
            write_report(out)
    except FileNotFoundError as error:
        stop(Exit.NO_INPUT, f"ไม่พบ {error}", f"not found: {error}")
    except OSError as error:
        stop(Exit.OUTPUT_ERROR, f"เขียนผลลัพธ์ไม่ได้: {error}", f"cannot write: {error}")
    else:
        say(f"พบข้อผิดพลาด {errors:,} รายการ", f"{errors:,} errors found")
        sys.exit(int(Exit.CHECK_FAILED if errors else Exit.OK))
