"""ITA measure reports: what was done to further integrity and transparency, one `MeasureRow` per measure.

Four forms occur: a wide table (topic, way, period, unit, result, outcome), the same as narrative under topic
headings, in blocks of labelled lines, and small tables that list the fields of one measure below each other.
Categories are told by the indicator's number and name, or by the topic's name, in the framework of the
report's year.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Cell, Document, Line, Table
from normalize.catalogue import categories_of
from normalize.chars import DASHES, canonical, fold
from normalize.dates import Period, fiscal_year_of, mend_months, parse_period
from normalize.digits import to_arabic
from normalize.numbering import parse_numbering
from pipelines.parse.evidence import digits_trusted, source_of, union_box
from pipelines.parse.measure_blocks import read_blocks
from pipelines.parse.measure_columns import (
    Field,
    column_fields,
    field_of,
    header_rows,
    heads_issues,
    is_heading,
)
from pipelines.parse.measure_states import state_column, states_told
from pipelines.parse.measure_topics import Topic, read_topic, without_point
from pipelines.parse.narrative import read_narrative
from pipelines.parse.report_grid import body_text
from pipelines.parse.tables import lines_above
from pipelines.parse.texts import TextCleaner, raw
from pipelines.records import DocumentInfo, MeasureRow, ParsedDocument, Remark, SectionName

_NUMBERED_TOPIC = re.compile(r"T\d{1,2}")
_TOPIC_HEADING = re.compile(
    r"\s*(?:[-•*]\s*|\(?\d{1,2}[.)]\s*)?(?:ตัวช[ิี]?[้่]?วัด(?:ย่อย)?|ประเด็น(?=\s*ท))\s*(?:ท[ีิ]?่?)?\s*\d{1,2}(?!\d)"
)
_INDICATOR_LABEL = re.compile(r"\s*(?:แบบวัด|ตัวช[ิี]?[้่]?วัด|ประเด็น)")
"""The label of the category in a form; it tells more than the measure's own name."""
_SURVEY_BAND = re.compile(r"\s*(?:[\d๐-๙]{1,2}[.)]\s*)?แบบ(?:วัด|สำรวจ|ตรวจ)")
_OIT_HEADING = re.compile(r"\s*(?:ข้อ\s*)?[oO]\s?[\d๐-๙]{1,2}(?![\d๐-๙])")
_LONGEST_HEADING = 120
_TO = re.compile(rf"[{re.escape(DASHES)}]|ถึง")
OTHER_COLUMNS = (
    "ตารางต่อจากหน้าก่อนแต่จำนวนคอลัมน์ไม่เท่ากัน มาตรการในตารางนี้อยู่ใน remarks / the table goes on from the page "
    "before with another number of columns; its measures are in remarks"
)
_LABEL = re.compile(r"^\s*มาตรการ(?:/แนวทาง)?\s*:?\s+(?=มาตรการ|โครงการ|กิจกรรม|การ)")
"""`มาตรการ มาตรการให้บริการ…`: the word that says that a measure's name follows."""
_SECTION_FIELDS: dict[SectionName, Field] = {
    "method": "action",
    "results": "result",
    "outputs": "result",
    "outcomes": "outcome",
    "note": "suggestion",
    "responsible": "unit",
    "duration": "period",
}


@dataclass(slots=True)
class _Draft:
    """A measure being collected: the printed lines of each field, over rows and pages."""

    fields: dict[Field, list[Line]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    page: int | None = None
    place: tuple[int, int, int] | None = None

    def add(self, name: Field, lines: Sequence[Line]) -> None:
        self.fields.setdefault(name, []).extend(line for line in lines if line.text.strip())


def parse_measure_report(document: Document, info: DocumentInfo) -> ParsedDocument:
    """Parse a measure report; `info` holds the facts about the document (its fiscal year above all)."""
    parsed = ParsedDocument(info)
    parsed.table_kinds = ["other"] * len(document.tables)
    cleaner = TextCleaner(document)
    drafts = _table_drafts(document, parsed)
    drafts = drafts or _block_drafts(document, parsed) or _narrative_drafts(document, parsed)
    drafts = drafts or _block_drafts(document, parsed, bare=True)
    parsed.measures = [_record(draft, info, cleaner, parsed.remarks) for draft in drafts]
    _fill_topics_in_order(parsed.measures, parsed.remarks)
    for draft, measure in zip(drafts, parsed.measures, strict=True):
        if measure.category_code is None:
            text = canonical(raw(draft.fields.get("topic", [])))[:120]
            parsed.remarks.append(Remark(draft.page, text, "no category of the framework has this name"))
    return parsed


# -- tables


def _table_drafts(document: Document, parsed: ParsedDocument) -> list[_Draft]:
    drafts: list[_Draft] = []
    columns: dict[int, Field] = {}
    width = 0
    heading: list[Line] = []
    page: int | None = None
    above = _categories_above(document, parsed.info.fiscal_year_end_be)
    for index, table in enumerate(document.tables):
        headers = header_rows(table)
        found = column_fields(table, headers)
        if found:
            columns, width = found, table.n_cols
            if index in above:
                columns, heading = _below_topic(table, headers, found), [above[index]]
        elif _is_form(table):
            drafts.append(_form_draft(table, index, parsed.remarks))
            if index in above and "topic" in drafts[-1].fields:
                drafts[-1].fields["topic"].insert(0, above[index])
            parsed.table_kinds[index] = "measures"
            continue
        elif not columns or table.n_cols != width:
            _note_unread(table, index, width, document, parsed)
            continue
        parsed.table_kinds[index] = "measures"
        page = table.page
        if "result" not in columns.values() and (ticked := state_column(table)) is not None:
            columns[ticked] = "result"
        told = states_told(table, [c for c in range(width) if columns.get(c) == "result"])
        heading = _read_rows(told, index, headers if found else 0, columns, drafts, parsed, heading)
    if heading:
        parsed.remarks.append(Remark(page, raw(heading), "heading of measures with none below it"))
    return drafts


def _below_topic(table: Table, headers: int, columns: dict[int, Field]) -> dict[int, Field]:
    """The columns of a table below the heading of its topic: what is done about it stands in a column of
    measures (`มาตรการ/แนวทาง`) where no other is for that."""
    if "action" in columns.values():
        return columns
    of_issues = {
        column
        for cell in table.cells
        if cell.row < headers and heads_issues(cell.text)
        for column in range(cell.col, cell.col + cell.col_span)
    }
    return {
        column: "action" if name == "topic" and column not in of_issues else name
        for column, name in columns.items()
    }


def _categories_above(document: Document, year: int | None) -> dict[int, Line]:
    """The line right above each table that has one, where it names a category (`O8 คู่มือ…`)."""
    return {
        index: line
        for index, line in lines_above(document).items()
        if (_is_topic_heading(line.text) or _OIT_HEADING.match(line.text[:_LONGEST_HEADING]))
        and read_topic(line.text, year).category_code is not None
    }


def _note_unread(table: Table, index: int, width: int, document: Document, parsed: ParsedDocument) -> None:
    """Say that a table goes on with another number of columns: its measures are not known to be missing. Of
    any other table say that it was not recognised."""
    before = index > 0 and parsed.table_kinds[index - 1 : index] == ["measures"]
    if not before or abs(table.n_cols - width) != 1:
        texts = [cell.text for cell in table.cells if cell.text.strip()]
        if texts:
            first = " | ".join(texts[: table.n_cols])
            parsed.remarks.append(Remark(table.page, first, "table whose columns were not recognised"))
        return
    parsed.table_reasons[index] = OTHER_COLUMNS
    for cell in table.cells:
        if cell.text.strip():
            parsed.remarks.append(Remark(cell.page, cell.text, "table goes on with other columns"))


def _read_rows(
    table: Table,
    index: int,
    first: int,
    columns: dict[int, Field],
    drafts: list[_Draft],
    parsed: ParsedDocument,
    heading: list[Line],
) -> list[Line]:
    """Take the rows of a table into drafts. `heading` is a topic that the table before ended with; returned
    is the one that this table ends with."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row >= first and cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    for _, cells in sorted(rows.items()):
        cells.sort(key=lambda cell: cell.col)
        band = cells[0].text if len(cells) == 1 and cells[0].col_span >= table.n_cols - 1 else ""
        if _SURVEY_BAND.match(band):
            continue  # of the indicators in the rows below
        if band and _is_topic_heading(band):
            heading = list(cells[0].lines)
            continue
        own = {columns[cell.col]: cell for cell in cells if cell.col in columns}
        for cell in cells:
            if cell.col not in columns:
                parsed.remarks.append(Remark(cell.page, cell.text, "column without a role"))
        if not own:
            continue
        if not drafts or heading or _begins_measure(own, drafts[-1]):
            drafts.append(_new_draft(own, cells[0], index, drafts))
            drafts[-1].add("topic", heading)
            heading = []
            for name, cell in _merged_over(table, cells[0].row, columns).items():
                drafts[-1].add(name, cell.lines)
        draft = drafts[-1]
        draft.cells += cells
        told: set[Field] = set()
        for cell in cells:
            if cell.col in columns:
                if columns[cell.col] in told:  # what stands in another column is no rest of a line
                    draft.fields[columns[cell.col]].append(Line(""))
                draft.add(columns[cell.col], cell.lines)
                told.add(columns[cell.col])
    return heading


def _merged_over(table: Table, row: int, columns: dict[int, Field]) -> dict[Field, Cell]:
    """The cells of the unit and the period that are merged over a row from rows above it."""
    return {
        columns[cell.col]: cell
        for cell in table.cells
        if cell.row < row < cell.row + cell.row_span and columns.get(cell.col) in ("unit", "period")
    }


def _new_draft(own: dict[Field, Cell], first: Cell, table: int, drafts: Sequence[_Draft]) -> _Draft:
    """A draft for a row; one without a topic of its own stands under the topic above."""
    draft = _Draft(page=first.page, place=(table, first.row, first.col))
    if "topic" not in own and drafts:
        draft.add("topic", drafts[-1].fields.get("topic", []))
    return draft


def _begins_measure(own: dict[Field, Cell], last: _Draft) -> bool:
    """Whether a row begins a new measure, or goes on with the one above over a page break.

    A row goes on when it names no topic and neither unit nor period, or when it holds nothing but a topic
    that is no topic of its own (further points of a list).
    """
    topic = own.get("topic")
    if topic is None:
        return "unit" in own or "period" in own
    if len(own) > 1 or not last.fields.get("action"):
        return len(own) > 1 or read_topic(topic.text, None).category_code is not None
    return read_topic(topic.text, None).category_code is not None


def _is_form(table: Table) -> bool:
    """A small table whose first column names the fields of one measure."""
    if table.n_cols != 2:
        return False
    named = {field_of(cell.text) for cell in table.cells if cell.col == 0} - {None}
    return len(named) >= 3


def _form_draft(table: Table, index: int, remarks: list[Remark]) -> _Draft:
    """The measure of a form. What stands beside a label that names no field goes to `remarks`."""
    draft = _Draft(page=table.page, place=(index, 0, 0))
    labelled = {cell.row for cell in table.cells if cell.col == 1 and cell.text.strip()}
    name: Field | None = None
    label = ""
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if not cell.text.strip():
            continue
        draft.page = draft.page or cell.page
        if cell.col == 0 and (found := field_of(cell.text)) is not None:
            name, label = found, cell.text
        elif cell.col == 0 and cell.row in labelled:
            if name is None or not is_heading(label + cell.text):  # else the rest of a label
                name, label = None, cell.text
        elif cell.col == 0 and name is None:
            draft.add("topic", cell.lines)
        elif name == "topic" and _INDICATOR_LABEL.match(label):
            draft.fields["topic"] = [*cell.lines, *draft.fields.get("topic", [])]
        elif name is not None:
            draft.add(name, cell.lines)
        else:
            remarks.append(Remark(cell.page, cell.text, f"column without a role: {label}"))
        draft.cells.append(cell)
    return draft


# -- narrative


def _block_drafts(document: Document, parsed: ParsedDocument, *, bare: bool = False) -> list[_Draft]:
    """The measures of a text in blocks of labelled lines."""
    blocks, remarks = read_blocks(body_text(document), _is_topic_heading, bare=bare)
    parsed.remarks += remarks
    drafts: list[_Draft] = []
    for block in blocks:
        draft = _Draft(page=block.page)
        draft.add("topic", block.heading)
        for name, lines in block.fields.items():
            draft.add("action" if name == "topic" and block.heading else name, lines)
        drafts.append(draft)
    return drafts


def _narrative_drafts(document: Document, parsed: ParsedDocument) -> list[_Draft]:
    lines = body_text(document)
    headings = {id(line) for _, line in lines if _is_topic_heading(line.text)}
    narrative = read_narrative([(page, line) for page, line in lines if id(line) not in headings])
    if len(narrative.entries) < len(headings):
        headings, narrative = set(), read_narrative(lines)  # the headings are all that names the entries
    parsed.remarks += narrative.remarks
    above = _headings_above([line for _, line in lines], headings)
    drafts: list[_Draft] = []
    for entry in narrative.entries:
        draft = _Draft(page=entry.name.page)
        first, *more = entry.name.lines
        texts = [line.text for line in above.get(id(first), [])]
        named = replace(first, text=" ".join([*texts, _LABEL.sub("", first.text)]))
        draft.add("topic", [named, *more])
        for section, passages in entry.sections.items():
            name = _SECTION_FIELDS.get(section)
            for passage in passages:
                if name is not None:
                    draft.add(name, passage.lines)
                else:
                    parsed.remarks.append(Remark(passage.page, raw(passage.lines), f"section {section}"))
        drafts.append(draft)
    return drafts


def _is_topic_heading(text: str) -> bool:
    """Whether a line is the heading of an indicator (`ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่`)."""
    return len(text) <= _LONGEST_HEADING and _TOPIC_HEADING.match(to_arabic(canonical(text))) is not None


def _headings_above(lines: Sequence[Line], headings: Collection[int]) -> dict[int, list[Line]]:
    """The heading of an indicator that each line stands below, by the line's identity."""
    found: dict[int, list[Line]] = {}
    heading: list[Line] = []
    for line in lines:
        if id(line) in headings:
            heading = [line]
        found[id(line)] = heading
    return found


# -- records


def _record(draft: _Draft, info: DocumentInfo, cleaner: TextCleaner, remarks: list[Remark]) -> MeasureRow:
    year = info.fiscal_year_end_be
    topic_lines = draft.fields.get("topic", [])
    topic = read_topic(raw(topic_lines), year)
    period_lines = draft.fields.get("period", [])
    period = _period(period_lines, info, draft.page, remarks)

    def text(name: Field) -> str | None:
        return cleaner.paragraphs(draft.fields.get(name, [])) or None

    lines = [line for cell in draft.cells for line in cell.lines if cell.page == draft.page]
    lines = lines or [line for group in draft.fields.values() for line in group]
    box = union_box(cell.bbox for cell in draft.cells if cell.page == draft.page)
    return MeasureRow(
        framework_id=topic.framework_id,
        category_code=topic.category_code,
        topic=_topic_text(topic_lines, topic, cleaner),
        action=text("action"),
        responsible_unit=text("unit"),
        start_date=period.start if period is not None else None,
        end_date=period.end if period is not None else None,
        period_raw=raw(period_lines) or None,
        result=text("result"),
        outcome=text("outcome"),
        suggestion=text("suggestion"),
        source=source_of(lines, draft.page, draft.place, box),
    )


def _period(
    lines: Sequence[Line], info: DocumentInfo, page: int | None, remarks: list[Remark]
) -> Period | None:
    """The period of a measure. Years that were not read for sure must be those of the document."""
    text = raw(lines).replace("\n", " ")
    if any(line.confidence is not None for line in lines):
        text = mend_months(text)
    year = info.fiscal_year_end_be
    period = parse_period(text, year) if text.strip() else None
    if text.strip().startswith(tuple(DASHES)) or text.strip().endswith(tuple(DASHES)):
        remarks += [Remark(page, text, "half of the period is missing")] * (period is not None)
        return None
    if period is not None and _half_read(text, period):
        remarks.append(Remark(page, text, "half of the period was not read"))
        return None
    if period is None or digits_trusted(lines):
        return period
    dates = [date for date in (period.start, period.end) if date is not None]
    if year is not None and all(abs(fiscal_year_of(date) - year) <= 1 for date in dates):
        return period
    remarks.append(Remark(page, text, "years of the period were not read for sure"))
    return None


def _half_read(text: str, period: Period) -> bool:
    """Whether of two dates with a dash between them one was read alone: both ends lie in one month then."""
    parts = [part for part in _TO.split(text) if re.search(r"[\d๐-๙]{4}", part)]
    ends = [date for date in (period.start, period.end) if date is not None]
    return len(parts) > 1 and len({(date.year, date.month) for date in ends}) == 1 and parts[0] != parts[-1]


def _fill_topics_in_order(measures: Sequence[MeasureRow], remarks: list[Remark]) -> None:
    """Topics of a scan whose name was not read: topics (`T1`, `T2` …) are listed in order.

    Only where at least three others keep the same step, and the source is no exact text.
    """
    known = {
        place: int(measure.category_code[1:]) - place
        for place, measure in enumerate(measures)
        if measure.category_code is not None and _NUMBERED_TOPIC.fullmatch(measure.category_code)
    }
    if len(known) < 3 or len(set(known.values())) != 1:
        return
    step = next(iter(known.values()))
    framework_id = measures[next(iter(known))].framework_id
    listed = {category.code for category in categories_of(framework_id or "")}
    for place, measure in enumerate(measures):
        code = f"T{place + step}"
        if measure.category_code is None and not measure.source.exact and code in listed:
            measure.framework_id, measure.category_code = framework_id, code
            text = f"{code}: {measure.topic or ''}"
            remarks.append(Remark(measure.source.page, text, "topic told by its place in the order alone"))


def _topic_text(lines: Sequence[Line], topic: Topic, cleaner: TextCleaner) -> str | None:
    """The topic without its own number and without the name of the survey (`แบบวัด IIT`) before it."""
    kept = list(lines)
    if topic.category_code is not None:
        while len(kept) > 1 and fold(kept[0].text).startswith("แบบวัด") and len(fold(kept[0].text)) < 60:
            del kept[0]
    text = without_point(cleaner.paragraphs(kept))
    numbering = parse_numbering(text)
    return (numbering.rest if numbering is not None and numbering.rest else text) or None
