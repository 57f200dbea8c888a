"""`thaiplan read`: the text of a file, page by page."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli import stop
from pipelines.exits import Exit


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", "number", type=click.IntRange(1), help="หน้า / page (default: all)")
@click.option("--raw", is_flag=True, help="ตามที่พิมพ์ / as printed")
@click.option("--engine", type=click.Choice(["hybrid", "reader", "tesseract", "none"]), help="OCR")
@click.option("--password", help="รหัสผ่านของ PDF / for encrypted PDFs")
def command(file: Path, number: int | None, raw: bool, engine: str | None, password: str | None) -> None:
    """อ่านข้อความจากไฟล์ (OCR) / Print the text of FILE, in reading order, page by page."""
    from extract.engines.registry import make_engine
    from extract.errors import ExtractError
    from extract.read import open_source, read_page
    from pipelines.assemble import clean_text, page_text

    try:
        source = open_source(file, password=password)
        reader = None if source.format == "text" else make_engine(engine)
        for current in [number] if number else range(1, source.n_pages + 1):
            page = read_page(source, current, reader)
            if page.status == "failed":
                stop(Exit.SOME_FAILED, f"{file}: หน้า {current}", f"page {current}: {page.error_message}")
            text = page_text(page)
            click.echo((text if raw else clean_text(text) or "") + "\n\f", nl=False)
    except ExtractError as error:
        stop(Exit.ALL_FAILED, f"{file}: {error.message_th}", error.message_en)
