"""`findings.xlsx`: the findings with their pictures, for people who live in Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from normalize.chars import without_marks
from pipelines.report.names import CAUSES, CHECKS, SEVERITIES
from pipelines.workbook import CREATED
from pipelines.write import guard

PICTURE = "ภาพ / Picture"
COLUMNS: tuple[tuple[str, int], ...] = (
    ("เอกสาร / Document", 26),
    ("ระดับ / Severity", 13),
    ("เรื่อง / Check", 20),
    ("หน้า / Page", 8),
    ("สิ่งที่พบ", 48),
    (PICTURE, 80),
    ("ที่ระบุ / Stated", 16),
    ("ที่ควรเป็น / Expected", 16),
    ("ต่าง / Difference", 16),
    ("สาเหตุ / Cause", 22),
    ("มิติ / Dim.", 8),
    ("ปี / Year", 8),
    ("Finding", 48),
    ("ไฟล์ / File", 24),
    ("รายงาน / Report", 16),
)
LAST_PRINTED = "ต่าง / Difference"
NUMBERS = {True: "#,##0", False: "#,##0.00"}
"""How figures are shown, by whether they are whole."""
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?")
PICTURE_WIDTH, PICTURE_HEIGHT = 555, 150
"""Pixels that a picture may take: its figures can be read without zooming. It is scaled down to fit."""
MOST_PICTURES = 500
"""Pictures of one workbook: more make it slow to open."""
LINE_POINTS = 18.0
"""Height of a line; Thai needs more than Latin."""
HIGHEST_POINTS = 400.0
"""Height of a row at most; Excel allows 409."""
HEADING = {"bold": True, "bg_color": "#14224A", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
COLOURS = {"error": "#FDECF0", "warning": "#FFF5E0", "info": "#FFFFFF"}
_LINK = {"font_color": "#24408E", "underline": 1}


def write_findings_xlsx(
    path: Path, documents: Iterable[Mapping[str, Any]], findings: Iterable[Mapping[str, Any]], base: Path
) -> None:
    """Write the findings, gravest first, what was probably misread last among its like; pictures and the
    report lie under `base`. Nothing in a cell is a formula, figures are numbers.
    """
    names = {d["document_id"]: (d["lao_name"] or "", d["source_file"] or "") for d in documents}
    rows = sorted(findings, key=_rank)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED, "title": "thaiplan"})
        sheet = book.add_worksheet("findings")
        head = book.add_format(HEADING)
        look = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#97A1B0"}
        forms = {key: book.add_format({**look, "bg_color": colour}) for key, colour in COLOURS.items()}
        links = {key: book.add_format({**look, **_LINK, "bg_color": c}) for key, c in COLOURS.items()}
        figures = {
            (key, whole): book.add_format({**look, "bg_color": colour, "num_format": number})
            for key, colour in COLOURS.items()
            for whole, number in NUMBERS.items()
        }
        for column, (title, width) in enumerate(COLUMNS):
            sheet.write_string(0, column, title, head)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        _set_page(sheet, len(rows))
        pictures = 0
        for n, finding in enumerate(rows, start=1):
            severity = finding["severity"]
            cells = _cells(finding, names)
            for column, value in enumerate(cells):
                if value is None:
                    sheet.write_blank(n, column, None, forms[severity])
                elif isinstance(value, Decimal):
                    whole = value == value.to_integral_value()
                    sheet.write_number(n, column, float(value), figures[(severity, whole)])
                elif isinstance(value, int):
                    sheet.write_number(n, column, value, forms[severity])
                else:
                    sheet.write_string(n, column, guard(value), forms[severity])
            place = f"external:report/{finding['document_id']}.html#{finding['finding_id']}"
            sheet.write_url(n, len(COLUMNS) - 1, place, links[severity], "เปิด / open")
            height = _text_height(cells)
            image = finding["evidence_image"]
            if image and (base / image).is_file() and pictures < MOST_PICTURES:
                pictures += 1
                height = max(height, _add_picture(sheet, n, base / image, finding))
            sheet.set_row(n, min(height, HIGHEST_POINTS))
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)


def _set_page(sheet: Any, rows: int) -> None:
    """Printed on A4 across, as wide as the page, with the headings on every page; what says the same again
    (English, codes, the link) is left out, or the print would be too small to read."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    last = [title for title, _ in COLUMNS].index(LAST_PRINTED)
    sheet.print_area(0, 0, max(rows, 1), last)
    sheet.set_footer("&R&P / &N")


def _rank(finding: Mapping[str, Any]) -> tuple[int, bool, str, str]:
    misread = finding["cause"] == "extraction"
    order = list(SEVERITIES)
    return order.index(finding["severity"]), misread, finding["document_id"], finding["finding_id"]


def _figure(text: str | None) -> Decimal | str | None:
    """A stated or expected figure as a number, where it is one."""
    return Decimal(text) if text and _NUMBER.fullmatch(text) else text


def _cells(
    finding: Mapping[str, Any], names: Mapping[str, tuple[str, str]]
) -> list[str | int | Decimal | None]:
    """The cells of a row, the link to the report left out."""
    name, file = names.get(finding["document_id"], (finding["document_id"], ""))
    return [
        name or file,
        " / ".join(SEVERITIES[finding["severity"]]),
        " / ".join(CHECKS.get(finding["check"], (finding["check"],))),
        finding["page"],
        finding["message_th"],
        None,
        _figure(finding["stated"]),
        _figure(finding["expected"]),
        _figure(finding["difference"]),
        " / ".join(CAUSES[finding["cause"]]),
        finding["dimension"],
        finding["fiscal_year_be"],
        finding["message_en"],
        file,
    ]


def _text_height(cells: Iterable[str | int | Decimal | None]) -> float:
    """The points that the longest text of a row takes, wrapped: a row of given height does not grow."""
    # Thai signs above and below the letters take no room
    lines = [
        -(-len(without_marks(cell)) // width)
        for cell, (_, width) in zip(cells, COLUMNS, strict=False)
        if isinstance(cell, str)
    ]
    return LINE_POINTS * max(lines, default=1)


def _add_picture(sheet: Any, row: int, path: Path, finding: Mapping[str, Any]) -> float:
    """Add a picture to a row; the points that it takes."""
    from PIL import Image  # here: many runs have no pictures

    with Image.open(path) as image:
        width, height = image.size
    scale = min(1.0, PICTURE_WIDTH / width, PICTURE_HEIGHT / height)
    sheet.insert_image(
        row,
        [title for title, _ in COLUMNS].index(PICTURE),
        str(path),
        {
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": 3,
            "y_offset": 3,
            "object_position": 1,
            "description": f"หน้า / page {finding['page']}",
        },
    )
    return height * scale * 0.75 + 6
