"""The report: written from tables, with pictures, and shown by a browser."""

from __future__ import annotations

import ast
import re
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from audit_cases import document, parsed_plan, write_run
from PIL import Image, ImageDraw

from pipelines.assemble import assemble
from pipelines.audit.folder import audit_folder, read_table, read_tables
from pipelines.evidence import Spot, crop_spots, picture
from pipelines.reconcile import reconcile
from pipelines.report import write_report
from pipelines.report.findings_xlsx import write_findings_xlsx
from pipelines.report.messages import languages
from pipelines.report.names import VERDICTS
from pipelines.report.reasons import reason_th
from pipelines.report.summary import anchors_of, figures_view, summary_view
from pipelines.report.view import MOST_NUMBERS, document_head, finding_views, unsure_numbers, verdict
from pipelines.schema import BY_NAME, TABLES
from pipelines.write import TableWriter

DOCUMENT = "d0123456789ab"
MANY = 60


def scan_file(path: Path, pages: int = 8) -> Path:
    """A PDF of page images with a mark where the figures of the fixtures stand."""
    images = []
    for _ in range(pages):
        page = Image.new("L", (850, 1100), 255)
        ImageDraw.Draw(page).rectangle((14, 28, 82, 41), fill=0)
        images.append(page)
    images[0].save(path, save_all=True, append_images=images[1:], resolution=100)
    return path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A finished run with its report."""
    write_run(tmp_path, exact=False)
    write_report(tmp_path, {DOCUMENT: {"plan.pdf": scan_file(tmp_path / "plan.pdf")}})
    return tmp_path


def test_pages_pictures_and_workbook(run: Path) -> None:
    html = (run / "report" / f"{DOCUMENT}.html").read_text(encoding="utf-8")
    assert "64,500" in html and "59,500" in html  # the stated total beside the sum
    assert 'class="n miss"' in html and 'class="n fit"' in html
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)
    images = {row["evidence_image"] for row in read_table(run, "findings")}
    assert None not in images
    for image in images:
        with Image.open(run / str(image)) as crop:
            assert crop.width > 400
    assert '<img src="evidence/' in html and 'loading="lazy"' in html
    sheet = openpyxl.load_workbook(run / "findings.xlsx")["findings"]
    assert sheet.max_row == 1 + len(read_table(run, "findings"))
    assert sheet._images
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, sheet[2], strict=True))
    assert first["ไฟล์ / File"].value == "plan.pdf"
    assert (first["ที่ระบุ / Stated"].value, first["ที่ระบุ / Stated"].number_format) == (64500, "#,##0")


def test_workbook_opens_and_prints_whole(run: Path) -> None:
    """A row as high as its picture and its text, the picture beside the words, a link to the report."""
    findings = read_table(run, "findings")
    findings[0]["message_th"] = "ข้อความยาวมาก " * 60
    write_findings_xlsx(run / "findings.xlsx", read_table(run, "documents"), findings, run)
    sheet = openpyxl.load_workbook(run / "findings.xlsx")["findings"]
    head = [cell.value for cell in sheet[1]]
    assert head.index("ภาพ / Picture") == head.index("สิ่งที่พบ") + 1
    (wordy,) = [cell for cell in sheet["E"] if "ยาวมาก" in cell.value]
    assert sheet.row_dimensions[wordy.row].height > 200
    places = [(image.anchor._from.row, image.anchor.to.row) for image in sheet._images]
    assert places and all(first == last for first, last in places)  # no picture over the next row
    last = [sheet.cell(row, len(head)).hyperlink for row in range(2, sheet.max_row + 1)]
    assert {link.target.replace("\\", "/") for link in last} == {f"report/{DOCUMENT}.html"}
    assert {link.location for link in last} == {f["finding_id"] for f in findings}
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$1"
    assert head[8] == "ต่าง / Difference" and sheet.print_area.endswith(f"$A$1:$I${sheet.max_row}")


def test_pictures_of_several_documents_drawn_at_once_are_the_same(run: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    write_run(tmp_path / "again", exact=False)
    with ThreadPoolExecutor(2) as threads:
        write_report(tmp_path / "again", {DOCUMENT: {"plan.pdf": run / "plan.pdf"}}, threads)
    for path in (run / "report").rglob("*.jpg"):
        assert (tmp_path / "again" / path.relative_to(run)).read_bytes() == path.read_bytes()


def test_report_again_without_sources_keeps_the_pictures(run: Path) -> None:
    before = read_table(run, "findings")
    write_report(run)
    assert read_table(run, "findings") == before
    assert "evidence/" in (run / "report" / f"{DOCUMENT}.html").read_text(encoding="utf-8")


def test_findings_after_a_correction_keep_their_pictures_or_get_new_ones(run: Path) -> None:
    earlier = {row["evidence_image"] for row in read_table(run, "findings")}
    stamps = {image: (run / image).stat().st_mtime_ns for image in earlier}
    totals = read_table(run, "stated_totals")
    counted = next(t for t in totals if (t["source"], t["quantity"]) == ("summary", "items"))
    counted.update(value=7, bbox="100.0,200.0,160.0,210.0")
    with TableWriter(BY_NAME["stated_totals"], run, ("parquet",)) as writer:
        writer.write(totals)
    audit_folder(run)
    write_report(run, {DOCUMENT: {"plan.pdf": run / "plan.pdf"}})
    now = {row["evidence_image"] for row in read_table(run, "findings")}
    assert None not in now and len(now - earlier) == 1
    for image in now & earlier:
        assert (run / image).stat().st_mtime_ns == stamps[image]
    assert {path.name for path in (run / "report").rglob("*.jpg")} == {Path(image).name for image in now}


def test_same_tables_give_the_same_report(run: Path) -> None:
    first = (run / "report" / f"{DOCUMENT}.html").read_bytes()
    write_report(run, {DOCUMENT: {"plan.pdf": run / "plan.pdf"}})
    assert (run / "report" / f"{DOCUMENT}.html").read_bytes() == first


def test_text_of_a_document_is_never_markup(tmp_path: Path) -> None:
    parsed = parsed_plan(None)
    parsed.projects[0].name = "<script>alert(1)</script>"
    parsed.projects[0].in_detail = False
    paper = document(exact=True)
    from pipelines.audit import audit

    rows = assemble(DOCUMENT, paper, reconcile(parsed, paper), audit(parsed, paper))
    for table in TABLES:
        with TableWriter(table, tmp_path, ("parquet",)) as writer:
            writer.write(rows[table.name])
    write_report(tmp_path)
    html = (tmp_path / "report" / f"{DOCUMENT}.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_numbers_of_the_text_not_read_for_sure_are_named_by_page(tmp_path: Path, kind: str) -> None:
    parsed, paper = parsed_plan(None), document(exact=True)
    rows = assemble(DOCUMENT, paper, reconcile(parsed, paper), [])
    rows["pages"][0]["doubtful_numbers"] = "๓๖ ๒๔๕๖"
    for table in TABLES:
        with TableWriter(table, tmp_path, (kind,)) as writer:
            writer.write(rows[table.name])
    write_report(tmp_path)
    page = tmp_path / "report" / f"{DOCUMENT}.html"
    assert "๓๖ ๒๔๕๖" in page.read_text(encoding="utf-8")
    if kind == "csv":  # as an earlier version wrote it
        pages = tmp_path / "pages.csv"
        pages.write_text(
            pages.read_text(encoding="utf-8-sig").replace("doubtful_numbers", "other"), "utf-8-sig"
        )
        write_report(tmp_path)
        assert "๒๔๕๖" not in page.read_text(encoding="utf-8")


def test_of_a_page_that_could_hardly_be_read_the_first_numbers_are_shown() -> None:
    pages = [
        {"page": 1, "doubtful_numbers": " ".join(map(str, range(MOST_NUMBERS + 3)))},
        {"page": 2, "doubtful_numbers": None},
        {"page": 3, "doubtful_numbers": "12 ๓๖"},
    ]
    shown = unsure_numbers(pages)
    assert [(page["page"], page["more"]) for page in shown] == [(1, 3), (3, 0)]
    assert shown[0]["shown"].split()[-1] == str(MOST_NUMBERS - 1)
    assert shown[1]["shown"] == "12 ๓๖"


def test_two_figures_of_which_either_may_be_wrong_are_named_by_their_places() -> None:
    row = dict.fromkeys(BY_NAME["findings"].column_names)
    row |= {
        "severity": "error",
        "cause": "document",
        "stated": "260000",
        "expected": "130000",
        "finding_id": "f",
    }
    for check, label in (("detail_budget", "summary table"), ("plan_total", "computed sum")):
        (shown,) = finding_views([{**row, "check": check}], {}, {})
        assert shown["figures"][1][1:] == (label, "130,000 บาท", "130,000 baht")


def test_items_of_a_document_without_a_summary_are_not_missing_in_it() -> None:
    project = {"project_id": "p1", "dimension": 1, "position": 1, "seq": 1, "name": "ก", "in_detail": True}
    budget = {
        "project_id": "p1", "source": "detail", "fiscal_year_be": 2567, "amount_baht": Decimal(5000),
        "amount_status": "amount", "doubtful": False, "amount_raw": "5,000", "page": 3, "bbox": None,
    }  # fmt: skip
    view = summary_view([{**project, "in_summary": False}], [budget], [])
    assert view is not None
    (block,) = view["blocks"]
    (row,) = block["rows"]
    assert (block["listed"], row["missing"], row["detail"]) == (1, False, None)
    assert row["cells"][2567]["text"] == "5,000"
    other = {**project, "project_id": "p2", "in_summary": True}
    view = summary_view([{**project, "in_summary": False}, other], [budget], [])
    assert view is not None
    assert [row["missing"] for row in view["blocks"][0]["rows"]] == [True, False]


def test_a_message_of_both_languages_is_taken_apart() -> None:
    poor = "ภาพสแกนไม่ชัด / the scan is too poor; scan it anew"
    assert languages(f"หน้า / pages 4, 6, …: {poor}") == (
        "หน้า 4, 6, …: ภาพสแกนไม่ชัด",
        "Pages 4, 6, …: the scan is too poor; scan it anew",
    )
    assert languages("ขาดแถว: 1 / rows are missing: 1; หน้า 2/3 ว่าง / page 2/3 is blank") == (
        "ขาดแถว: 1; หน้า 2/3 ว่าง",
        "rows are missing: 1; page 2/3 is blank",
    )
    assert languages("broken") == ("broken", "broken")


def test_a_stated_total_that_was_not_read_is_not_left_out(run: Path) -> None:
    totals = read_table(run, "stated_totals")
    lost = next(t for t in totals if (t["scope"], t["quantity"]) == ("plan", "budget_baht"))
    lost.update(value=None, value_raw="6๙,๕c0", doubtful=True)
    with TableWriter(BY_NAME["stated_totals"], run, ("parquet",)) as writer:
        writer.write(totals)
    write_report(run)
    html = (run / "report" / f"{DOCUMENT}.html").read_text(encoding="utf-8")
    assert html.count("ไม่แน่ชัด ตามที่อ่าน: 6๙,๕c0") == 2  # title and its words in Thai


def test_a_figure_of_a_report_that_was_not_read_is_shown_as_such_and_counted() -> None:
    total = dict.fromkeys(BY_NAME["stated_totals"].column_names)
    total |= {"source": "report", "quantity": "planned_baht", "dimension": 1, "doubtful": True, "page": 2}
    total |= {"value_raw": "2๒๒,๐c", "bbox": "1,1,2,2", "fiscal_year_be": 2566}
    doubt = {**dict.fromkeys(BY_NAME["findings"].column_names), **total, "check": "doubtful_amount"}
    doubt |= {"finding_id": "f1", "severity": "info", "cause": "extraction"}
    view = figures_view([total], [doubt])
    assert view is not None
    ((cell,),) = [row["cells"] for row in view["rows"]]
    assert (cell["lost"], cell["finding"], cell["raw"]) == (True, "f1", "2๒๒,๐c")
    (shown,) = finding_views([doubt], {}, {}, set(anchors_of(None, view)))
    assert shown["row"] == "reported-1"
    paper = {**dict.fromkeys(BY_NAME["documents"].column_names), "document_id": "d", "status": "ok"}
    rows = {"findings": [doubt], "project_budgets": [], "stated_totals": [total], "projects": []}
    head = document_head(paper, rows)
    assert (head["doubtful"], head["figures"]) == (1, 1)


def test_dates_are_shown_as_readers_write_them() -> None:
    row = dict.fromkeys(BY_NAME["findings"].column_names)
    row |= {"severity": "warning", "cause": "unknown", "check": "date_order", "finding_id": "f"}
    row |= {"stated": "2025-05-01", "expected": ">= 2025-09-30"}
    (shown,) = finding_views([row], {}, {})
    assert [figure[2:] for figure in shown["figures"]] == [
        ("1 พฤษภาคม 2568", "1 May 2025"),
        ("30 กันยายน 2568 หรือหลังจากนั้น", "30 September 2025 or later"),
    ]


def test_every_reason_of_a_remark_is_told_in_thai() -> None:
    """What parsers write in `Remark(page, text, why)`, found in their code."""
    written = set()
    for path in (Path(__file__).parent.parent / "pipelines").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "Remark"
                and len(node.args) == 3
            ):
                why = node.args[2]
                first = why.values[0] if isinstance(why, ast.JoinedStr) else why
                if isinstance(first, ast.Constant):
                    written.add(str(first.value) + ("…" if isinstance(why, ast.JoinedStr) else ""))
    assert len(written) > 15
    assert {why for why in written if reason_th(why) == why} == set()


def test_picture_is_drawn_around_the_box_and_turned_upright() -> None:
    page = np.full((1100, 850), 255, np.uint8)
    page[500:520, 400:460] = 0
    spot = Spot(1, (288.0, 360.0, 331.2, 374.4))
    crop = picture(page, 100.0, spot)
    assert crop.width >= 500 and crop.height >= 150
    pixels = np.asarray(crop)
    assert ((pixels[..., 0] > 150) & (pixels[..., 1] < 80)).any()  # the frame
    turned = picture(page, 100.0, Spot(1, spot.bbox, 90))
    assert turned.width > turned.height


@pytest.mark.parametrize(("turned", "room"), [(0, True), (90, True), (0, False)])
def test_the_name_of_the_row_is_seen_where_there_is_room(turned: int, room: bool) -> None:
    """A mark stands on the row, to the left of the cell; a turned page has the row upright."""
    page = np.full((1200, 1200), 255, np.uint8)
    cell, name = (600.0, 300.0, 660.0, 315.0), (100.0 if room else 10.0, 295.0, 180.0, 330.0)
    if turned:
        cell, name = ((box[1], box[0], box[3], box[2]) for box in (cell, name))
    x0, y0, x1, y1 = (round(side * 100 / 72) for side in name)
    page[y0:y1, x0:x1] = 0
    crop = np.asarray(picture(page, 100.0, Spot(1, cell, turned, name)).convert("L"))
    dark = np.count_nonzero(crop < 40)
    assert (dark > 1000) == room
    assert np.count_nonzero(np.asarray(picture(page, 100.0, Spot(1, cell, turned)).convert("L")) < 40) == 0


def test_pages_that_cannot_be_drawn_are_left_out(tmp_path: Path) -> None:
    source = scan_file(tmp_path / "plan.pdf", pages=1)
    spots = [Spot(1, (10, 20, 60, 30)), Spot(9, (10, 20, 60, 30))]
    assert list(crop_spots(source, spots, tmp_path / "crops")) == spots[:1]
    text = tmp_path / "plan.txt"
    text.write_text("แผน", encoding="utf-8")
    assert crop_spots(text, spots, tmp_path / "crops") == {}


@pytest.mark.parametrize(
    ("status", "emptied", "said"),
    [
        ("ok", (), "every amount was read with certainty"),
        ("partial", (), "not all of the document was read"),
        ("ok", ("projects", "stated_totals", "project_budgets"), "this may be no plan and no report"),
        ("failed", ("projects", "stated_totals", "project_budgets"), "nothing was checked"),
        ("ok", ("projects", "project_budgets"), "no items were found in the document"),
    ],
)
def test_a_document_without_findings_is_not_praised_for_what_was_not_checked(
    tmp_path: Path, status: str, emptied: tuple[str, ...], said: str
) -> None:
    write_run(tmp_path)
    (paper,) = read_table(tmp_path, "documents")
    for name, rows in {"findings": [], "documents": [{**paper, "status": status}]}.items():
        with TableWriter(BY_NAME[name], tmp_path, ("parquet",)) as writer:
            writer.write(rows)
    for name in emptied:
        with TableWriter(BY_NAME[name], tmp_path, ("parquet",)) as writer:
            writer.write([])
    write_report(tmp_path)
    html = (tmp_path / "report" / f"{DOCUMENT}.html").read_text(encoding="utf-8")
    told = [words for _, words in VERDICTS.values() if words in html]
    assert len(told) == 1 and said in told[0]


@pytest.mark.parametrize(("text", "said"), [("มีวงเงิน 55,000 บาท", "unplaced"), ("กลุ่มที่ 3", "clean")])
def test_an_amount_that_found_no_place_spoils_the_praise(text: str, said: str) -> None:
    rows = {"projects": [{}], "measures": [], "stated_totals": [], "remarks": [{"text": text}]}
    assert verdict({"status": "ok"}, rows) == said


def test_overview_of_many_documents(tmp_path: Path) -> None:
    write_run(tmp_path)
    tables = read_tables(tmp_path, [table.name for table in TABLES])
    for table in TABLES:
        with TableWriter(table, tmp_path, ("parquet",)) as writer:
            for n in range(MANY):
                ident = f"d{n:012d}"
                for row in tables[table.name]:
                    copy = {
                        k: v.replace(DOCUMENT, ident) if isinstance(v, str) else v for k, v in row.items()
                    }
                    if table.name == "documents":
                        copy["source_file"] = f"{n}.pdf"
                    writer.write([copy])
    start = time.monotonic()
    index = write_report(tmp_path)
    assert time.monotonic() - start < 0.5 * MANY
    assert index.stat().st_size < 2_000_000
    html = index.read_text(encoding="utf-8")
    assert html.count("<tr data-status") == MANY
    assert html.index(">9.pdf<") < html.index(">10.pdf<")
