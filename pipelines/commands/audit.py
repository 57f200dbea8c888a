"""`thaiplan audit`: check the tables of a finished run again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipelines.cli import input_option, say, stop
from pipelines.exits import Exit


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@input_option
@click.option("--no-report", is_flag=True, help="ไม่เขียนรายงานใหม่ / leave the report as it is")
def command(out: Path, inputs: Path | None, no_report: bool) -> None:
    """ตรวจตารางผลลัพธ์อีกครั้ง (เช่น หลังแก้ด้วยมือ) / Check finished (or hand-corrected) tables again.

    นำการตัดสินใน OUT/reviews.csv มาใช้ก่อน / Applies the decisions of OUT/reviews.csv first.
    ข้อสังเกตใหม่มีภาพหน้าเอกสารเมื่อไฟล์ต้นฉบับยังอยู่ที่เดิม / New findings get their pictures where the source files
    still lie there.
    จบด้วยรหัส 9 เมื่อพบข้อผิดพลาดของเอกสาร (ที่น่าจะเกิดจากการอ่านไม่นับ) / Ends with exit code 9 where errors of
    the documents were found; what was probably misread is counted apart.

    \b
    thaiplan audit data/out
    thaiplan audit data/out --no-report
    """
    from pipelines.audit.folder import audit_folder, read_table
    from pipelines.finished import NoResult, check_finished
    from pipelines.report import write_report
    from pipelines.reviewed_tables import apply_to_tables
    from pipelines.reviews import ReviewsError
    from pipelines.source_files import files_at_hand

    try:
        check_finished(out, ("parquet", "csv"))
        applied = apply_to_tables(out)
        errors = audit_folder(out)
        if not no_report:
            write_report(out, files_at_hand(out, read_table(out, "documents"), inputs))
    except NoResult as error:
        stop(Exit.NO_INPUT, error.thai, error.english)
    except OSError as error:
        stop(Exit.OUTPUT_ERROR, f"เขียนผลลัพธ์ไม่ได้: {error}", f"cannot write: {error}")
    except ReviewsError as error:
        stop(Exit.USAGE, f"ไฟล์การตัดสินเสียหาย: {error}", f"damaged reviews file: {error}")
    else:
        if applied.decisions:
            say(f"นำการตัดสินมาใช้ {applied.decisions:,} รายการ", f"{applied.decisions:,} decisions applied")
        if applied.unfit:
            thai = f"การตัดสิน {applied.unfit:,} รายการไม่ตรงกับค่าในตารางแล้ว จึงไม่นำมาใช้"
            say(thai, f"{applied.unfit:,} decisions no longer fit and were not applied", error=True)
        own, misread = errors
        say(
            f"พบข้อผิดพลาดของเอกสาร {own:,} รายการ และที่น่าจะเกิดจากการอ่าน {misread:,} รายการ",
            f"{own:,} errors of the documents, and {misread:,} that were probably misread",
        )
        sys.exit(int(Exit.CHECK_FAILED if own else Exit.OK))
