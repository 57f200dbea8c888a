"""What was seen on a page, as text or as a picture: lines, tables, cells, and the roles they were given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from extract.engines.registry import make_engine
from extract.formats.flow import printed_lines
from extract.image import load_grey
from extract.limits import POINTS_PER_INCH, Limits
from extract.model import Box, Cell, Document, Line, Page
from extract.pdf import PdfFile
from extract.read import ReadOptions, SourceFile, build_document, close_sources, open_source, read_page
from extract.unsure import unsure_numbers
from pipelines.parse import parse
from pipelines.records import ParsedDocument

DPI = 120.0
COLOURS = {
    "line": (60, 120, 216),
    "cell": (39, 134, 76),
    "header": (150, 80, 190),
    "doubtful": (214, 40, 40),
    "project": (230, 145, 0),
    "budget": (230, 145, 0),
}
LOW_CONFIDENCE = 0.8


def inspect_file(
    path: Path, number: int | None = None, *, engine: str | None = None, password: str | None = None
) -> str:
    """A text dump of one page or all. Raises ExtractError."""
    source = open_source(path, password=password)
    numbers = range(1, source.n_pages + 1) if number is None else [number]
    document = _document(source, list(numbers), engine)
    parsed = parse(document)
    kinds = f"{document.source_kind}, {parsed.info.doc_type}"
    lines = [f"{path.name}: {source.media_type}, {source.n_pages} pages, {kinds}"]
    for page in document.pages:
        lines += _page_lines(page)
    lines += _role_lines(document, parsed)
    return "\n".join(lines)


def draw_page(
    path: Path, number: int, picture: Path, *, engine: str | None = None, password: str | None = None
) -> None:
    """Write the page as a PNG with its lines, cells and records boxed. Raises ExtractError, OSError."""
    source = open_source(path, password=password)
    document = _document(source, [number], engine)
    parsed = parse(document)
    image, dpi = _picture(source, number)
    scale = dpi / POINTS_PER_INCH
    canvas = Image.fromarray(image).convert("RGB")
    pen = ImageDraw.Draw(canvas)
    for kind, box in _boxes(document, parsed):
        corners = [value * scale for value in box]
        pen.rectangle(corners, outline=COLOURS[kind], width=3 if kind in ("project", "doubtful") else 1)
    canvas.save(picture, format="PNG")


def _document(source: SourceFile, numbers: list[int], engine: str | None) -> Document:
    reader = None if source.format == "text" else make_engine(engine)
    pages = [read_page(source, number, reader, ReadOptions()) for number in numbers]
    close_sources()
    return build_document(source, pages)


def _picture(source: SourceFile, number: int):  # type: ignore[no-untyped-def]
    if source.format == "text":
        raise OSError("ข้อความไม่มีภาพ / text has no picture")
    if source.format == "image":
        return load_grey(source.path, number, Limits())
    with PdfFile(source.path, Limits(), source.password) as pdf:
        return pdf.render(number, DPI)


def _page_lines(page: Page) -> Iterator[str]:
    size = f"{page.width_pt:.0f} x {page.height_pt:.0f} pt" if page.width_pt and page.height_pt else "no size"
    yield ""
    yield (
        f"== page {page.number}: {page.kind}, {page.status}, {size}, turned {page.rotation_deg}°, "
        f"skew {page.skew_deg:.2f}°, engine {page.engine or '-'}"
    )
    if page.lines_left_out:
        yield f"   {page.lines_left_out} lines taken for pictures, stamps or writing by hand"
    if unsure := unsure_numbers(printed_lines(page)):
        yield f"   numbers not read for sure: {' '.join(unsure)}"
    if page.error_code:
        yield f"   {page.error_code}: {page.error_message}"
    for block in page.blocks:
        if isinstance(block, Line):
            yield f"   {_confidence(block.confidence)}{_box(block.bbox)} {block.text}"
            continue
        size = f"{block.n_rows} x {block.n_cols}{_box(block.bbox)}"
        yield f"   table {size} {block.status} {block.reason or ''}"
        yield from (f"      {_cell(cell)}" for cell in block.cells)


def _cell(cell: Cell) -> str:
    spans = f" +{cell.row_span}x{cell.col_span}" if (cell.row_span, cell.col_span) != (1, 1) else ""
    head = " head" if cell.is_header else ""
    empty = " empty" if cell.seen_empty else ""
    text = " ⏎ ".join(line.text for line in cell.lines)
    return f"[{cell.row},{cell.col}{spans}]{head}{empty} {_confidence(cell.confidence)}{text}"


def _role_lines(document: Document, parsed: ParsedDocument) -> Iterator[str]:
    yield ""
    yield "== roles"
    for index, table in enumerate(document.tables):
        kind = parsed.table_kinds[index] if index < len(parsed.table_kinds) else "other"
        yield f"   table {index + 1}: {kind}, {table.n_rows} x {table.n_cols}"
    for number, project in enumerate(parsed.projects, start=1):
        where = "summary" if project.in_summary else "detail"
        where = f"{where}, page {project.source.page}, dimension {project.dimension}"
        yield f"   project {number} ({where}): {project.name}"
        for budget in parsed.budgets:
            if budget.project == number - 1:
                doubt = " doubtful" if budget.doubtful else ""
                yield (
                    f"      {budget.origin} {budget.fiscal_year_be or 'all years'}: {budget.amount_status} "
                    f"{budget.amount_baht} ({budget.amount_raw!r}){doubt}"
                )
    for total in parsed.stated_totals:
        what = f"{total.scope} {total.dimension or ''} {total.quantity} {total.fiscal_year_be or ''}"
        yield f"   total {what}: {total.value}"
    for remark in parsed.remarks:
        yield f"   not placed (page {remark.page}): {remark.why}: {remark.text}"


def _boxes(document: Document, parsed: ParsedDocument) -> Iterator[tuple[str, Box]]:
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Line):
                if block.bbox:
                    yield ("doubtful" if _low(block.confidence) else "line"), block.bbox
                continue
            for cell in block.cells:
                if cell.bbox:
                    kind = "header" if cell.is_header else "cell"
                    yield ("doubtful" if _low(cell.confidence) else kind), cell.bbox
    sources = [("project", project.source) for project in parsed.projects]
    sources += [("doubtful" if budget.doubtful else "budget", budget.source) for budget in parsed.budgets]
    for kind, source in sources:
        if source.bbox:
            yield kind, source.bbox


def _low(confidence: float | None) -> bool:
    return confidence is not None and confidence < LOW_CONFIDENCE


def _confidence(value: float | None) -> str:
    return "" if value is None else f"({value:.2f}) "


def _box(box: Box | None) -> str:
    return "" if box is None else " [" + ",".join(f"{value:.0f}" for value in box) + "]"
