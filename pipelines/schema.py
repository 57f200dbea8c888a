"""THE declaration of the output: every table, column, type, unit, code list and key.

Validation, the data dictionary (`thaiplan tables`), `datapackage.json`, the file writers and the docs all
come from here. Rules for every table: missing is null, never 0, '' or '-'; years ending in `_be` are
Buddhist Era; dates are ISO 8601 in the Common Era; money is baht in DECIMAL(18,2); `bbox` is
`x0,y0,x1,y1` in PDF points, origin top left, page as a viewer shows it; ids are stable.
"""

from __future__ import annotations

from pipelines import codes
from pipelines.declare import CodeList, Column, ColumnType, ForeignKey, Table

MAX_DIMENSION = 4
ID_PATTERN = r"^[0-9a-z][0-9a-z-]*$"
BBOX_PATTERN = r"^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$"


def _text(name: str, en: str, th: str, *, required: bool = False, codes: CodeList | None = None) -> Column:
    return Column(name, "string", en, th, required=required, codes=codes)


def _int(
    name: str,
    en: str,
    th: str,
    low: int | None = None,
    high: int | None = None,
    *,
    required: bool = False,
    unit: str | None = None,
) -> Column:
    return Column(name, "integer", en, th, required=required, unit=unit, minimum=low, maximum=high)


def _plain(
    name: str, kind: ColumnType, en: str, th: str, *, required: bool = False, unit: str | None = None
) -> Column:
    return Column(name, kind, en, th, required=required, unit=unit)


def _id(name: str, en: str, th: str) -> Column:
    return Column(name, "string", en, th, required=True, pattern=ID_PATTERN)


def _year(name: str, en: str, th: str) -> Column:
    return _int(name, en, th, 2400, 2700, unit="Buddhist Era")


DOCUMENT_ID = _id("document_id", "document, from the file's content", "รหัสเอกสาร สร้างจากเนื้อหาไฟล์")
PROJECT_ID = _id("project_id", "project", "รหัสโครงการ")
PAGE = _int(
    "page",
    "page of the source file, from 1; null for text input; counts on where a document has several files",
    "หน้าในไฟล์ต้นฉบับ เริ่มที่ 1 นับต่อกันเมื่อเอกสารแยกเป็นหลายไฟล์",
    1,
)
BBOX = Column(
    "bbox",
    "string",
    "box on the page: x0,y0,x1,y1, origin top left",
    "กรอบตำแหน่งบนหน้า x0,y0,x1,y1",
    unit="PDF points",
    pattern=BBOX_PATTERN,
)
CONFIDENCE = Column(
    "confidence",
    "number",
    "probability that the reading is right; null where the source is exact",
    "ความเชื่อมั่นของการอ่าน ว่างเมื่อต้นฉบับเป็นข้อความ",
    minimum=0,
    maximum=1,
)
MEAN_CONFIDENCE = Column(
    "mean_confidence",
    "number",
    "mean confidence of the lines read; null where exact",
    "ความเชื่อมั่นเฉลี่ยของบรรทัดที่อ่าน",
    minimum=0,
    maximum=1,
)
DIMENSION = _int("dimension", "dimension of the plan (มิติ)", "มิติของแผน", 1, MAX_DIMENSION)
MISSION = _text("mission_code", "mission, e.g. 1.1", "ภารกิจตามมิติ เช่น 1.1")
FISCAL_YEAR = _year("fiscal_year_be", "fiscal year, 1 October to 30 September", "ปีงบประมาณ พ.ศ.")
ERROR_CODE = _text("error_code", "short code of the cause of a failure", "รหัสข้อผิดพลาด")
ERROR_MESSAGE = _text("error_message", "cause of a failure and what to do", "สาเหตุและวิธีแก้")
SEQ = _int("seq", "printed number", "เลขลำดับที่พิมพ์", 0)
START = _plain("start_date", "date", "first day, where days or months are printed", "วันเริ่ม")
END = _plain("end_date", "date", "last day, where days or months are printed", "วันสิ้นสุด")
UNIT = _text("responsible_unit", "responsible unit", "หน่วยงานที่รับผิดชอบ")
MEASURE_ID = _text("measure_id", "standard measure; null for a local item", "รหัสมาตรการมาตรฐาน")
MATCH = (
    Column(
        "match_score",
        "number",
        "likeness to the standard measure, 0-100",
        "คะแนนความใกล้เคียง 0-100",
        minimum=0,
        maximum=100,
    ),
    _text("match_status", "decision on the match", "ผลการจับคู่", codes=codes.MATCH_STATUS),
)
_OF_DOCUMENT = ForeignKey("document_id", "documents", "document_id")
_OF_PROJECT = ForeignKey("project_id", "projects", "project_id")

DOCUMENTS = Table(
    "documents",
    "one row per input file",
    "หนึ่งแถวต่อหนึ่งไฟล์",
    (
        DOCUMENT_ID,
        _text("source_file", "path relative to the input folder", "ที่อยู่ไฟล์เทียบกับโฟลเดอร์นำเข้า", required=True),
        Column(
            "sha256",
            "string",
            "SHA-256 of the file's bytes; null where it could not be read",
            "ค่า SHA-256 ของไฟล์",
            pattern=r"^[0-9a-f]{64}$",
        ),
        _int("n_pages", "number of pages; null where unknown or none", "จำนวนหน้า", 0),
        _text("source_kind", "what the file is", "ชนิดของไฟล์", codes=codes.SOURCE_KIND),
        _text("doc_type", "type of document", "ประเภทเอกสาร", codes=codes.DOC_TYPE),
        _text("title", "title", "ชื่อเอกสาร"),
        _text("lao_name", "local government, name in full", "ชื่อองค์กรปกครองส่วนท้องถิ่น"),
        _text("lao_type", "type of local government", "ประเภทองค์กรปกครองส่วนท้องถิ่น", codes=codes.LAO_TYPE),
        _text("lao_id", "stable id: province code, type, normalised name", "รหัสองค์กรปกครองส่วนท้องถิ่น"),
        _text("subdistrict", "subdistrict without ตำบล", "ตำบล"),
        _text("district", "district without อำเภอ", "อำเภอ"),
        _text("province", "province without จังหวัด", "จังหวัด"),
        Column(
            "province_code",
            "string",
            "ISO 3166-2 code of the province",
            "รหัสจังหวัด ISO 3166-2",
            pattern=r"^TH-(\d{2}|S)$",
        ),
        _year("fiscal_year_start_be", "first fiscal year of the plan or report", "ปีงบประมาณแรก พ.ศ."),
        _year("fiscal_year_end_be", "last fiscal year of the plan or report", "ปีงบประมาณสุดท้าย พ.ศ."),
        _year(
            "title_year_start_be",
            "first year of the span that a title of a plan names, read for sure; null where none does",
            "ปีแรกในชื่อแผน พ.ศ.",
        ),
        _year("title_year_end_be", "last year of that span", "ปีสุดท้ายในชื่อแผน พ.ศ."),
        _plain("document_date", "date", "date of the document", "วันที่ของเอกสาร"),
        _text("status", "how far it was read", "สถานะการอ่าน", required=True, codes=codes.STATUS),
        ERROR_CODE,
        ERROR_MESSAGE,
        _text(
            "ocr_engine",
            "engine and model that read the scanned parts; null where none was needed",
            "โปรแกรม OCR ที่ใช้",
        ),
        MEAN_CONFIDENCE,
        _text(
            "source_files",
            "the files of a document that goes over several, in order: a JSON list of {source_file, sha256, "
            "first_page, n_pages, paged}; source_file and sha256 are then those of the first; null for one "
            "file",
            "ไฟล์ทั้งหมดของเอกสารที่แยกเป็นหลายไฟล์ (JSON)",
        ),
    ),
    key=("document_id",),
    sort=("document_id",),
)
PAGES = Table(
    "pages",
    "one row per page",
    "หนึ่งแถวต่อหนึ่งหน้า",
    (
        DOCUMENT_ID,
        PAGE,
        _text("page_kind", "what the page is; null where it failed", "ชนิดของหน้า", codes=codes.PAGE_KIND),
        _plain("width_pt", "number", "width as shown", "ความกว้าง", unit="PDF points"),
        _plain("height_pt", "number", "height as shown", "ความสูง", unit="PDF points"),
        _int(
            "rotation_deg",
            "clockwise turn that sets the shown page upright",
            "มุมหมุนตามเข็มให้หน้าตั้งตรง",
            0,
            270,
            unit="degrees",
        ),
        _plain(
            "skew_deg", "number", "skew, positive counter-clockwise", "ความเอียง บวกคือทวนเข็ม", unit="degrees"
        ),
        _int("n_tables", "tables on the page", "จำนวนตารางในหน้า", 0),
        MEAN_CONFIDENCE,
        _text("status", "how far it was read", "สถานะการอ่าน", required=True, codes=codes.STATUS),
        ERROR_CODE,
        ERROR_MESSAGE,
        _text("text", "text in reading order, normalised", "ข้อความตามลำดับการอ่าน ปรับเป็นรูปมาตรฐาน"),
        _text("text_raw", "text in reading order, as printed", "ข้อความตามที่พิมพ์"),
        _text(
            "source_file",
            "the file that the page stands in: where a document has several, each page's own",
            "ไฟล์ที่มีหน้านี้",
            required=True,
        ),
        _int("source_page", "page of that file; null for text input", "หน้าในไฟล์นั้น", 1),
        _int(
            "lines_left_out",
            "lines of a scan taken for pictures, stamps or writing by hand, and not in `text`",
            "จำนวนบรรทัดในภาพสแกนที่ถือว่าเป็นภาพถ่าย ภาพวาด ตราประทับ หรือลายมือ จึงไม่อยู่ในข้อความ",
            0,
        ),
        _text(
            "doubtful_numbers",
            "numbers of `text_raw` that were not read for sure, as read, in order, with a blank between; "
            "null where there are none or the text is exact",
            "ตัวเลขในข้อความของหน้าที่อ่านได้ไม่แน่ใจ เรียงตามลำดับ คั่นด้วยช่องว่าง",
        ),
        _int(
            "repeats_page",
            "the earlier page that bears the same print, as when it was scanned twice: what stands on this "
            "one is not counted again; null where there is none",
            "หน้าก่อนหน้าที่มีข้อความและตัวเลขเหมือนกัน (สแกนซ้ำ) จึงไม่นับหน้านี้อีก",
            1,
        ),
    ),
    key=("document_id", "page"),
    sort=("document_id", "page"),
    foreign_keys=(_OF_DOCUMENT,),
)
TABLES_TABLE = Table(
    "tables",
    "one row per logical table",
    "หนึ่งแถวต่อหนึ่งตาราง",
    (
        DOCUMENT_ID,
        _id("table_id", "table", "รหัสตาราง"),
        _int("page_first", "first page", "หน้าแรก", 1),
        _int("page_last", "last page", "หน้าสุดท้าย", 1),
        _int("n_rows", "rows", "จำนวนแถว", 0, required=True),
        _int("n_cols", "columns", "จำนวนคอลัมน์", 0, required=True),
        _text("kind", "what the table holds", "ชนิดของตาราง", required=True, codes=codes.TABLE_KIND),
        _text("status", "how far it was read", "สถานะการอ่าน", required=True, codes=codes.TABLE_STATUS),
        _text("reason", "why it is partial", "เหตุผลที่อ่านได้บางส่วน"),
    ),
    key=("table_id",),
    sort=("document_id", "table_id"),
    foreign_keys=(_OF_DOCUMENT,),
)
CELLS = Table(
    "cells",
    "one row per table cell, merged cells once",
    "หนึ่งแถวต่อหนึ่งช่องของตาราง",
    (
        DOCUMENT_ID,
        _id("table_id", "table", "รหัสตาราง"),
        PAGE,
        _int("row", "row, from 0, over all pages of the table", "แถว เริ่มที่ 0", 0, required=True),
        _int("col", "column, from 0", "คอลัมน์ เริ่มที่ 0", 0, required=True),
        _int("row_span", "rows covered", "จำนวนแถวที่ผสาน", 1, required=True),
        _int("col_span", "columns covered", "จำนวนคอลัมน์ที่ผสาน", 1, required=True),
        _plain("is_header", "boolean", "is it a header cell", "เป็นหัวตาราง", required=True),
        _text("text", "text, normalised; items separated by a line feed", "ข้อความรูปมาตรฐาน"),
        _text("text_raw", "text as printed", "ข้อความตามที่พิมพ์"),
        BBOX,
        CONFIDENCE,
    ),
    key=("table_id", "row", "col", "page"),
    sort=("document_id", "table_id", "row", "col", "page"),
    foreign_keys=(_OF_DOCUMENT, ForeignKey("table_id", "tables", "table_id")),
)
PROJECTS = Table(
    "projects",
    "one row per project, activity or measure of a document",
    "หนึ่งแถวต่อหนึ่งโครงการ กิจกรรม หรือมาตรการ",
    (
        PROJECT_ID,
        DOCUMENT_ID,
        _int(
            "position",
            "order in the summary table, then items with a detail section only",
            "ลำดับในเอกสาร",
            1,
            required=True,
        ),
        _int("seq", "printed number: the detail section's, else the summary's", "เลขลำดับที่พิมพ์", 0),
        _plain("seq_doubtful", "boolean", "the number was not read with certainty", "เลขลำดับอ่านได้ไม่แน่ชัด"),
        _int(
            "seq_summary",
            "number printed in the summary table; null where it was not read with certainty",
            "เลขลำดับในตารางสรุป",
            0,
        ),
        DIMENSION,
        MISSION,
        _text("strategy_code", "strategy, e.g. 1.1.1", "แนวทาง เช่น 1.1.1"),
        _text(
            "kind",
            "project, activity or measure; null where the name says none",
            "ชนิด",
            codes=codes.PROJECT_KIND,
        ),
        _text("name", "name without number or dash", "ชื่อ", required=True),
        _text("name_raw", "name as printed", "ชื่อตามที่พิมพ์"),
        _plain("in_summary", "boolean", "is it listed in the summary table", "อยู่ในตารางสรุป", required=True),
        _plain("in_detail", "boolean", "has it a detail section", "มีรายละเอียดโครงการ", required=True),
        _text("target_group", "target group without the count", "กลุ่มเป้าหมาย"),
        _int("target_count", "number of people aimed at", "จำนวนกลุ่มเป้าหมาย", 0, unit="people"),
        START,
        END,
        Column("quarters", "string", "quarters of the fiscal year", "ไตรมาส", pattern=r"^[1-4](,[1-4])*$"),
        UNIT,
        MEASURE_ID,
        _text("measure_name", "name of the standard measure", "ชื่อมาตรการมาตรฐาน"),
        *MATCH,
        _text(
            "match_candidates",
            "the best standard measures: a JSON list of {measure_id, measure_name, score, reason}",
            "มาตรการมาตรฐานที่ใกล้เคียงที่สุด (JSON)",
        ),
        PAGE,
        BBOX,
        CONFIDENCE,
    ),
    key=("project_id",),
    sort=("document_id", "position"),
    foreign_keys=(_OF_DOCUMENT,),
)
PROJECT_BUDGETS = Table(
    "project_budgets",
    "one row per project, fiscal year and source",
    "หนึ่งแถวต่อโครงการ ปีงบประมาณ และแหล่งข้อมูล",
    (
        PROJECT_ID,
        DOCUMENT_ID,
        FISCAL_YEAR,
        _text("source", "where the amount stands", "แหล่งข้อมูล", required=True, codes=codes.BUDGET_SOURCE),
        _plain("amount_baht", "money", "amount", "จำนวนเงิน", unit="baht"),
        _text(
            "amount_status", "what is printed", "สถานะของจำนวนเงิน", required=True, codes=codes.AMOUNT_STATUS
        ),
        _plain(
            "doubtful", "boolean", "false promises that the amount is right", "ไม่แน่ใจว่าอ่านถูก", required=True
        ),
        _text("amount_raw", "as printed", "ตามที่พิมพ์"),
        _text("doubt", "why the amount is doubtful", "เหตุที่ไม่แน่ใจ"),
        _text(
            "candidates",
            "the readings weighed, best first: a JSON list of {text, confidence}; null where exact",
            "ค่าที่อ่านได้ทั้งหมด เรียงตามความเชื่อมั่น (JSON)",
        ),
        _text("reviewed_by", "the person who settled the amount by review", "ผู้ตรวจยืนยันจำนวนเงิน"),
        PAGE,
        BBOX,
        CONFIDENCE,
    ),
    key=("project_id", "fiscal_year_be", "source"),
    sort=("document_id", "project_id", "fiscal_year_be", "source"),
    foreign_keys=(_OF_DOCUMENT, _OF_PROJECT),
)
PROJECT_SECTIONS = Table(
    "project_sections",
    "one row per item of a detail section or report entry",
    "หนึ่งแถวต่อหนึ่งข้อของรายละเอียดโครงการ",
    (
        PROJECT_ID,
        DOCUMENT_ID,
        _text("section", "section", "หัวข้อ", required=True, codes=codes.SECTION),
        _int("item", "item within the section, from 1", "ข้อ เริ่มที่ 1", 1, required=True),
        _text("text", "text, normalised", "ข้อความรูปมาตรฐาน", required=True),
        PAGE,
        BBOX,
    ),
    key=("project_id", "section", "item"),
    sort=("document_id", "project_id", "section", "item"),
    foreign_keys=(_OF_DOCUMENT, _OF_PROJECT),
)
STATED_TOTALS = Table(
    "stated_totals",
    "every total or count that the document itself states",
    "ยอดรวมและจำนวนที่เอกสารระบุไว้",
    (
        _id("total_id", "total", "รหัสยอดรวม"),
        DOCUMENT_ID,
        _text("source", "where it stands", "แหล่งข้อมูล", required=True, codes=codes.TOTAL_SOURCE),
        _text("scope", "what it covers", "ขอบเขต", required=True, codes=codes.SCOPE),
        DIMENSION,
        MISSION,
        _year("fiscal_year_be", "fiscal year; null: all years", "ปีงบประมาณ พ.ศ. ว่างคือทุกปี"),
        _text("quantity", "what is counted or summed", "ปริมาณ", required=True, codes=codes.QUANTITY),
        _plain(
            "value", "decimal", "the stated figure", "ค่าที่ระบุ", unit="baht, count or percent: see quantity"
        ),
        _plain(
            "doubtful", "boolean", "false promises that the value is right", "ไม่แน่ใจว่าอ่านถูก", required=True
        ),
        _text("value_raw", "as printed", "ตามที่พิมพ์"),
        _text("doubt", "why the figure is doubtful, where that is known", "เหตุที่ไม่แน่ใจ"),
        PAGE,
        BBOX,
        CONFIDENCE,
    ),
    key=("total_id",),
    sort=("document_id", "total_id"),
    foreign_keys=(_OF_DOCUMENT,),
)
RISKS = Table(
    "risks",
    "one row per row of the corruption-risk table and control measure",
    "หนึ่งแถวต่อหนึ่งมาตรการควบคุมความเสี่ยง",
    (
        _id("risk_id", "risk row", "รหัสความเสี่ยง"),
        DOCUMENT_ID,
        SEQ,
        _text("step", "work process", "กระบวนงาน"),
        _text("issue", "risk", "ประเด็นความเสี่ยง"),
        _text("risk_level", "risk level", "ระดับความเสี่ยง", codes=codes.RISK_LEVEL),
        _text("control", "control measure", "มาตรการควบคุมความเสี่ยง"),
        MEASURE_ID,
        *MATCH,
        PAGE,
        BBOX,
    ),
    key=("risk_id",),
    sort=("document_id", "risk_id"),
    foreign_keys=(_OF_DOCUMENT,),
)
MEASURES = Table(
    "measures",
    "one row per measure of a measure report",
    "หนึ่งแถวต่อหนึ่งมาตรการของรายงาน",
    (
        _id("measure_row_id", "row", "รหัสแถว"),
        DOCUMENT_ID,
        _text("framework_id", "framework, as in the catalogue", "กรอบการประเมิน"),
        _text("category_code", "category, as in the catalogue", "หมวด"),
        _text("topic", "topic", "ประเด็น"),
        _text("action", "what is to be done", "การดำเนินการ"),
        UNIT,
        START,
        END,
        _text("period_raw", "period as printed", "ระยะเวลาตามที่พิมพ์"),
        _text("result", "result", "ผลการดำเนินการ"),
        _text("outcome", "outcome", "ผลลัพธ์"),
        _text("suggestion", "suggestion", "ข้อเสนอแนะ"),
        PAGE,
        BBOX,
        CONFIDENCE,
    ),
    key=("measure_row_id",),
    sort=("document_id", "measure_row_id"),
    foreign_keys=(_OF_DOCUMENT,),
)
FINDINGS = Table(
    "findings",
    "what an auditor should look at",
    "สิ่งที่ผู้ตรวจสอบควรดู",
    (
        _id("finding_id", "finding", "รหัสข้อสังเกต"),
        DOCUMENT_ID,
        _text("check", "rule", "กฎที่ตรวจ", required=True, codes=codes.CHECK),
        _text("severity", "severity, fixed per rule", "ระดับ", required=True, codes=codes.SEVERITY),
        _text("cause", "whose fault it is", "สาเหตุ", required=True, codes=codes.CAUSE),
        DIMENSION,
        _year("fiscal_year_be", "year, where the stated figure belongs to one", "ปีงบประมาณ พ.ศ."),
        Column("project_id", "string", "project", "รหัสโครงการ", pattern=ID_PATTERN),
        _text("stated", "what is stated", "ค่าที่ระบุ"),
        _text("expected", "what was expected", "ค่าที่ควรเป็น"),
        _text("difference", "difference", "ผลต่าง"),
        _text("message_th", "message in Thai", "ข้อความภาษาไทย", required=True),
        _text("message_en", "message in English", "ข้อความภาษาอังกฤษ", required=True),
        PAGE,
        BBOX,
        _text("evidence_image", "image of the evidence, path relative to the output folder", "ภาพหลักฐาน"),
    ),
    key=("finding_id",),
    sort=("document_id", "finding_id"),
    foreign_keys=(_OF_DOCUMENT, _OF_PROJECT),
)
REMARKS = Table(
    "remarks",
    "text that no rule could place, kept so that nothing vanishes without a word",
    "ข้อความที่จัดเข้าตารางใดไม่ได้",
    (
        _id("remark_id", "remark", "รหัสหมายเหตุ"),
        DOCUMENT_ID,
        PAGE,
        _text("text", "the text", "ข้อความ"),
        _text("reason", "why it was not placed", "เหตุผล", required=True),
    ),
    key=("remark_id",),
    sort=("document_id", "remark_id"),
    foreign_keys=(_OF_DOCUMENT,),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    PAGES,
    TABLES_TABLE,
    CELLS,
    PROJECTS,
    PROJECT_BUDGETS,
    PROJECT_SECTIONS,
    STATED_TOTALS,
    RISKS,
    MEASURES,
    FINDINGS,
    REMARKS,
)
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
