"""`thaiplan read`: the text of an image or PDF, for archives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli import say, stop
from pipelines.exits import Exit

if TYPE_CHECKING:
    from extract.model import Page

FORMATS = ("text", "hocr", "alto", "pdf")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", "target", type=click.Choice(FORMATS), default="text", show_default=True, help="รูปแบบ / format"
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="ไฟล์ผลลัพธ์ / file to write (default: print)"
)
@click.option("--page", "pages", type=click.IntRange(1), multiple=True, help="เฉพาะหน้า / only these pages")
@click.option(
    "--engine", type=click.Choice(["hybrid", "reader", "tesseract"]), help="OCR (default: the best installed)"
)
@click.option("--password", help="รหัสผ่านของ PDF / for encrypted PDFs")
def command(
    file: Path,
    target: str,
    out: Path | None,
    pages: tuple[int, ...],
    engine: str | None,
    password: str | None,
) -> None:
    """อ่านข้อความจากภาพหรือ PDF / Read the text of an image or PDF.

    \b
    thaiplan read plan.pdf --page 9
    thaiplan read plan.pdf --to pdf --out searchable.pdf    (invisible text layer)
    thaiplan read scan.png --to alto --out scan.xml
    """
    from pipelines.batch.guard import work_alone

    work_alone()
    from extract.engines.registry import make_engine
    from extract.errors import ExtractError
    from extract.formats.flow import printed_lines
    from extract.read import ReadOptions, open_source, read_page
    from extract.unsure import unsure_numbers

    if target == "pdf" and out is None:
        stop(Exit.USAGE, "ต้องระบุ --out สำหรับ PDF", "--out is needed for a PDF")
        return
    try:
        source = open_source(file, password=password)
        wanted = pages or tuple(range(1, source.n_pages + 1))
        reader = make_engine(engine)
        read = [
            read_page(source, number, reader, ReadOptions()) for number in wanted if number <= source.n_pages
        ]
        written = _written(source.path, read, target, password)
    except ExtractError as error:
        stop(Exit.ALL_FAILED, f"{file}: {error.message_th}", f"{file}: {error.message_en}")
        return
    for page in read:
        if page.status != "ok":
            say(
                f"{file} หน้า {page.number}: {page.error_message}",
                f"page {page.number}: {page.status}",
                error=True,
            )
        if unsure := " ".join(unsure_numbers(printed_lines(page))):
            say(
                f"{file} หน้า {page.number}: ตัวเลขที่อ่านได้ไม่แน่ใจ โปรดเทียบกับต้นฉบับ: {unsure}",
                f"numbers not read for sure, compare them with the original: {unsure}",
                error=True,
            )
    if out is None:
        click.echo(written, nl=False)
    else:
        out.write_bytes(written)
    if any(page.status == "failed" for page in read):
        raise SystemExit(int(Exit.SOME_FAILED))


def _written(path: Path, pages: list[Page], target: str, password: str | None) -> bytes:
    from extract.formats import flow, markup, searchable

    if target == "pdf":
        return searchable.searchable_pdf(path, pages, password=password or "")
    if target == "text":
        return "\f".join(flow.plain_text(page) for page in pages).encode("utf-8")
    written = markup.hocr(pages, path.name) if target == "hocr" else markup.alto(pages, path.name)
    return written.encode("utf-8")
