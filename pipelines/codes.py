"""The closed lists of values of the output tables, each value described in English and Thai."""

from __future__ import annotations

from pipelines.declare import Code, CodeList


def _codes(name: str, *rows: tuple[str, str, str]) -> CodeList:
    return CodeList(name, tuple(Code(*row) for row in rows))


SOURCE_KIND = _codes(
    "source_kind",
    ("text_pdf", "PDF with a usable text layer on every page", "PDF ที่มีชั้นข้อความทุกหน้า"),
    ("scanned_pdf", "PDF of page images", "PDF ที่เป็นภาพสแกน"),
    ("mixed_pdf", "PDF with both text pages and page images", "PDF ที่มีทั้งหน้าข้อความและหน้าสแกน"),
    ("image", "image file", "ไฟล์ภาพ"),
    ("text", "text made by another OCR tool", "ข้อความจากโปรแกรม OCR อื่น"),
)
DOC_TYPE = _codes(
    "doc_type",
    ("action_plan", "anti-corruption action plan", "แผนปฏิบัติการป้องกันการทุจริต"),
    ("progress_report", "report on carrying out the plan", "รายงานผลการดำเนินการตามแผน"),
    (
        "measure_report",
        "report on integrity measures (ITA)",
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใส",
    ),
    ("other", "something else", "เอกสารอื่น"),
)
LAO_TYPE = _codes(
    "lao_type",
    ("อบจ.", "provincial administrative organisation", "องค์การบริหารส่วนจังหวัด"),
    ("เทศบาลนคร", "city municipality", "เทศบาลนคร"),
    ("เทศบาลเมือง", "town municipality", "เทศบาลเมือง"),
    ("เทศบาลตำบล", "subdistrict municipality", "เทศบาลตำบล"),
    ("อบต.", "subdistrict administrative organisation", "องค์การบริหารส่วนตำบล"),
    ("กรุงเทพมหานคร", "Bangkok Metropolitan Administration", "กรุงเทพมหานคร"),
    ("เมืองพัทยา", "City of Pattaya", "เมืองพัทยา"),
)
STATUS = _codes(
    "status",
    ("ok", "read completely", "อ่านได้ครบ"),
    ("partial", "a part could not be read", "อ่านได้บางส่วน"),
    ("failed", "nothing was read", "อ่านไม่ได้"),
)
TABLE_STATUS = _codes(
    "table_status",
    ("ok", "read completely", "อ่านได้ครบ"),
    ("partial", "a part could not be read; see reason", "อ่านได้บางส่วน ดูเหตุผล"),
)
PAGE_KIND = _codes(
    "page_kind",
    ("text", "text layer", "ชั้นข้อความ"),
    ("scan", "page image", "ภาพสแกน"),
    ("mixed", "text layer plus a scanned region that holds text", "ชั้นข้อความและภาพที่มีข้อความ"),
    ("blank", "nothing printed", "หน้าว่าง"),
)
TABLE_KIND = _codes(
    "table_kind",
    ("summary", "summary table of projects and budgets", "ตารางสรุปโครงการและงบประมาณ"),
    ("risk", "corruption-risk table", "ตารางความเสี่ยงการทุจริต"),
    ("goals", "goals and indicators", "ตารางเป้าหมายและตัวชี้วัด"),
    ("report", "figures of a progress report", "ตารางรายงานผล"),
    ("measures", "measures of a measure report", "ตารางมาตรการ"),
    ("contents", "table of contents", "สารบัญ"),
    ("other", "another table", "ตารางอื่น"),
)
PROJECT_KIND = _codes(
    "project_kind",
    ("project", "project", "โครงการ"),
    ("activity", "activity", "กิจกรรม"),
    ("measure", "measure", "มาตรการ"),
)
MATCH_STATUS = _codes(
    "match_status",
    ("matched", "a standard measure, with enough evidence", "ตรงกับมาตรการมาตรฐาน"),
    ("review", "perhaps a standard measure; a person should decide", "ควรให้คนตรวจ"),
    ("unmatched", "no standard measure; a local item", "ไม่ตรงกับมาตรการมาตรฐาน"),
)
BUDGET_SOURCE = _codes(
    "budget_source",
    ("summary", "as the summary table states it", "ตามตารางสรุป"),
    ("detail", "as the detail section states it", "ตามรายละเอียดโครงการ"),
    ("reconciled", "best single value from all evidence", "ค่าที่ดีที่สุดจากหลักฐานทั้งหมด"),
)
AMOUNT_STATUS = _codes(
    "amount_status",
    ("amount", "an amount of money", "มีจำนวนเงิน"),
    ("zero", "a printed zero", "พิมพ์เป็นศูนย์"),
    ("no_budget", "the document says that no budget is used", "ไม่ใช้งบประมาณ"),
    ("blank", "nothing is printed", "ช่องว่าง"),
    ("unreadable", "printed, but not read", "อ่านไม่ออก"),
)
SECTION = _codes(
    "section",
    ("rationale", "background and reasons", "หลักการและเหตุผล"),
    ("objectives", "objectives", "วัตถุประสงค์"),
    ("target_group", "targets and target group", "เป้าหมาย/กลุ่มเป้าหมาย"),
    ("location", "place", "พื้นที่ดำเนินการ"),
    ("method", "how it is carried out", "วิธีดำเนินการ"),
    ("duration", "duration", "ระยะเวลาดำเนินการ"),
    ("budget", "budget", "งบประมาณ"),
    ("responsible", "responsible unit", "ผู้รับผิดชอบ"),
    ("outputs", "outputs and indicators", "ผลผลิต/ตัวชี้วัด"),
    ("outcomes", "outcomes", "ผลลัพธ์"),
    ("results", "results achieved", "ผลการดำเนินงาน"),
    ("note", "remark", "หมายเหตุ"),
)
TOTAL_SOURCE = _codes(
    "total_source",
    ("summary", "summary table", "ตารางสรุป"),
    ("preface", "preface or introduction", "คำนำหรือบทนำ"),
    ("report", "progress report", "รายงานผล"),
)
SCOPE = _codes(
    "scope",
    ("plan", "the whole plan", "ทั้งแผน"),
    ("dimension", "one dimension", "มิติ"),
    ("mission", "one mission", "ภารกิจ"),
    ("page", "one page", "หน้า"),
)
QUANTITY = _codes(
    "quantity",
    ("budget_baht", "budget (baht)", "งบประมาณ (บาท)"),
    ("items", "items of all kinds", "จำนวนรายการทุกประเภท"),
    ("projects", "projects", "จำนวนโครงการ"),
    ("activities", "activities", "จำนวนกิจกรรม"),
    ("measures", "measures", "จำนวนมาตรการ"),
    ("planned_items", "planned items", "จำนวนรายการตามแผน"),
    ("done_items", "items carried out", "จำนวนรายการที่ดำเนินการแล้ว"),
    ("ordinance_items", "items in the budget ordinance", "จำนวนรายการตามข้อบัญญัติ/เทศบัญญัติ"),
    ("ongoing_items", "items under way", "จำนวนรายการที่อยู่ระหว่างดำเนินการ"),
    ("failed_items", "items not carried out", "จำนวนรายการที่ไม่ได้ดำเนินการ"),
    ("planned_baht", "planned budget (baht)", "งบประมาณตามแผน (บาท)"),
    ("ordinance_baht", "budget in the ordinance (baht)", "งบประมาณตามข้อบัญญัติ/เทศบัญญัติ (บาท)"),
    ("spent_baht", "budget spent (baht)", "งบประมาณที่เบิกจ่าย (บาท)"),
    ("items_percent", "share of items (percent)", "ร้อยละของรายการ"),
    ("budget_percent", "share of budget (percent)", "ร้อยละของงบประมาณ"),
)
RISK_LEVEL = _codes(
    "risk_level",
    ("low", "low", "ต่ำ"),
    ("medium", "medium", "ปานกลาง"),
    ("high", "high", "สูง"),
    ("very_high", "very high", "สูงมาก"),
)
CHECK = _codes(
    "check",
    (
        "dimension_total",
        "a dimension's project budgets do not sum to its stated total",
        "ผลรวมงบประมาณของมิติไม่ตรงกับยอดที่ระบุ",
    ),
    (
        "plan_total",
        "the dimensions' totals do not sum to the stated plan total",
        "ผลรวมของทุกมิติไม่ตรงกับยอดรวมของแผน",
    ),
    (
        "dimension_count",
        "listed items of a dimension differ from its stated count",
        "จำนวนรายการของมิติไม่ตรงกับที่ระบุ",
    ),
    ("plan_count", "listed items differ from the plan's stated count", "จำนวนรายการของแผนไม่ตรงกับที่ระบุ"),
    ("preface_count", "the preface's count differs from the summary table's", "จำนวนในคำนำไม่ตรงกับตารางสรุป"),
    (
        "detail_budget",
        "a project's detail budget differs from its summary budget",
        "งบประมาณในรายละเอียดไม่ตรงกับตารางสรุป",
    ),
    ("missing_detail", "a project of the summary has no detail section", "ไม่มีรายละเอียดโครงการ"),
    ("missing_summary", "a project with a detail section is not in the summary", "ไม่อยู่ในตารางสรุป"),
    ("seq_gap", "a number is left out", "เลขลำดับข้าม"),
    ("seq_duplicate", "a number is used twice", "เลขลำดับซ้ำ"),
    ("duplicate_project", "a project is listed twice", "โครงการซ้ำ"),
    ("percent", "a stated percentage differs from the recomputed one", "ร้อยละไม่ตรงกับที่คำนวณได้"),
    ("fiscal_year", "a year outside the plan's range", "ปีงบประมาณอยู่นอกช่วงของแผน"),
    ("foreign_locality", "another locality's name in the text", "มีชื่อหน่วยงานอื่นปรากฏในเอกสาร"),
    ("copied_text", "a section repeats another project's text", "ข้อความซ้ำกับโครงการอื่น"),
    (
        "risk_control",
        "a control measure that no item of the plan carries out",
        "มาตรการควบคุมความเสี่ยงที่ไม่มีรายการใดในแผนรองรับ",
    ),
    ("date_order", "a date or period that cannot be", "วันที่หรือช่วงเวลาไม่สมเหตุผล"),
    (
        "report_gap",
        "a measure report lacks a topic, a result, or leaves the year",
        "รายงานมาตรการขาดหัวข้อ ขาดผล หรืออยู่นอกปี",
    ),
    ("plan_vs_report", "a report's planned figures differ from the plan", "ตัวเลขตามแผนในรายงานไม่ตรงกับแผน"),
    ("duplicate_document", "the same file twice, or a page of it", "ไฟล์ซ้ำหรือหน้าซ้ำ"),
    ("doubtful_amount", "an amount not read with certainty", "จำนวนเงินที่ไม่แน่ใจ"),
    ("unreadable_amount", "an amount that could not be read", "จำนวนเงินที่อ่านไม่ออก"),
)
SEVERITY = _codes(
    "severity",
    ("error", "a figure is wrong or contradicts another", "ตัวเลขผิดหรือขัดแย้งกัน"),
    ("warning", "should be looked at", "ควรตรวจสอบ"),
    ("info", "for information", "เพื่อทราบ"),
)
CAUSE = _codes(
    "cause",
    ("document", "stands so in the document", "ปรากฏเช่นนั้นในเอกสาร"),
    ("extraction", "probably misread", "น่าจะอ่านผิด"),
    ("unknown", "cannot be told", "ระบุไม่ได้"),
)
