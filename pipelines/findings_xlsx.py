"""`findings.xlsx`: the findings with their pictures, for people who live in Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from PIL import Image

from pipelines.report.names import CAUSES, CHECKS, SEVERITIES
from pipelines.workbook import CREATED
from pipelines.write import guard

COLUMNS: tuple[tuple[str, int], ...] = (
    ("เอกสาร / Document", 34),
    ("ไฟล์ / File", 24),
    ("ระดับ / Severity", 13),
    ("สาเหตุ / Cause", 22),
    ("การตรวจ / Check", 26),
    ("มิติ / Dim.", 8),
    ("ปี / Year", 8),
    ("สิ่งที่พบ", 60),
    ("Finding", 60),
    ("ที่ระบุ / Stated", 16),
    ("ที่ควรเป็น / Expected", 16),
    ("ต่าง / Difference", 16),
    ("หน้า / Page", 8),
    ("ภาพ / Picture", 80),
)
NUMBERS = {True: "#,##0", False: "#,##0.00"}
"""How figures are shown, by whether they are whole."""
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?")
PICTURE_WIDTH, PICTURE_HEIGHT = 555, 150
"""Pixels that a picture may take: its figures can be read without zooming. It is scaled down to fit."""
MOST_PICTURES = 500
"""Pictures of one workbook: more make it slow to open."""
HEADING = {"bold": True, "bg_color": "#14224A", "font_color": "#FFFFFF", "text_wrap": True}
COLOURS = {"error": "#FDECF0", "warning": "#FFF5E0", "info": "#FFFFFF"}


def write_findings_xlsx(
    path: Path, documents: Iterable[Mapping[str, Any]], findings: Iterable[Mapping[str, Any]], base: Path
) -> None:
    """Write the findings, gravest first, what was probably misread last among its like; pictures lie under
    `base`. Nothing in a cell is a formula, figures are numbers.
    """
    names = {d["document_id"]: (d["lao_name"] or "", d["source_file"] or "") for d in documents}
    rows = sorted(findings, key=_rank)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED, "title": "thaiplan"})
        sheet = book.add_worksheet("findings")
        head = book.add_format(HEADING)
        look = {"valign": "top", "text_wrap": True, "border": 1}
        forms = {key: book.add_format({**look, "bg_color": colour}) for key, colour in COLOURS.items()}
        figures = {
            (key, whole): book.add_format({**look, "bg_color": colour, "num_format": number})
            for key, colour in COLOURS.items()
            for whole, number in NUMBERS.items()
        }
        for column, (title, width) in enumerate(COLUMNS):
            sheet.write_string(0, column, title, head)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        pictures = 0
        for n, finding in enumerate(rows, start=1):
            form = forms[finding["severity"]]
            for column, value in enumerate(_cells(finding, names)):
                if value is None:
                    sheet.write_blank(n, column, None, form)
                elif isinstance(value, Decimal):
                    whole = value == value.to_integral_value()
                    sheet.write_number(n, column, float(value), figures[(finding["severity"], whole)])
                elif isinstance(value, int):
                    sheet.write_number(n, column, value, form)
                else:
                    sheet.write_string(n, column, guard(value), form)
            image = finding["evidence_image"]
            if image and (base / image).is_file() and pictures < MOST_PICTURES:
                pictures += 1
                _add_picture(sheet, n, base / image)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)


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
    return [
        *names.get(finding["document_id"], (finding["document_id"], "")),
        " / ".join(SEVERITIES[finding["severity"]]),
        " / ".join(CAUSES[finding["cause"]]),
        " / ".join(CHECKS.get(finding["check"], (finding["check"],))),
        finding["dimension"],
        finding["fiscal_year_be"],
        finding["message_th"],
        finding["message_en"],
        _figure(finding["stated"]),
        _figure(finding["expected"]),
        _figure(finding["difference"]),
        finding["page"],
        None,
    ]


def _add_picture(sheet: Any, row: int, path: Path) -> None:
    with Image.open(path) as image:
        width, height = image.size
    scale = min(1.0, PICTURE_WIDTH / width, PICTURE_HEIGHT / height)
    sheet.set_row(row, max(15.0, height * scale * 0.75 + 6))
    sheet.insert_image(
        row,
        len(COLUMNS) - 1,
        str(path),
        {"x_scale": scale, "y_scale": scale, "x_offset": 3, "y_offset": 3, "object_position": 1},
    )
