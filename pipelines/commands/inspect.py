"""`thaiplan inspect`: what was seen on a page."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli import say, stop
from pipelines.exits import Exit


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", "number", type=click.IntRange(1), help="หน้า / page (default: all, text only)")
@click.option(
    "--image",
    "png",
    type=click.Path(path_type=Path, dir_okay=False),
    help="เขียนภาพซ้อนกรอบ / write an overlay picture",
)
@click.option("--engine", type=click.Choice(["hybrid", "reader", "tesseract", "none"]), help="OCR")
@click.option("--password", help="รหัสผ่านของ PDF / for encrypted PDFs")
def command(
    file: Path, number: int | None, png: Path | None, engine: str | None, password: str | None
) -> None:
    """ดูสิ่งที่อ่านได้จากไฟล์: บรรทัด ตาราง ช่อง บทบาท / What was seen in FILE: lines, tables, cells, roles.

    \b
    thaiplan inspect data/raw/action-plan-text.pdf
    thaiplan inspect data/raw/action-plan-scan.pdf --page 9 --image page-9.png
    """
    from extract.errors import ExtractError
    from pipelines.inspect import draw_page, inspect_file

    if png is not None and number is None:
        raise click.UsageError("--image ต้องมี --page / --image needs --page")
    try:
        if png is not None and number is not None:
            draw_page(file, number, png, engine=engine, password=password)
            say(f"เขียน {png}", f"wrote {png}")
        else:
            click.echo(inspect_file(file, number, engine=engine, password=password))
    except ExtractError as error:
        where = "" if error.page is None else f"{error.page}: "
        stop(Exit.ALL_FAILED, f"{file}: {where}{error.message_th}", f"{file}: {where}{error.message_en}")
    except OSError as error:
        stop(Exit.OUTPUT_ERROR, f"{file}: {error}", f"{file}: {error}")
