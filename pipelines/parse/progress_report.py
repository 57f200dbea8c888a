"""Progress reports: figures of the number tables, items of item tables, and the narrative by dimension.

Items have `in_detail` (each has an entry with its sections) and never `in_summary`. Planned amounts that an
item table or an item's section `budget` prints are budgets of source `detail` for the report's year.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from extract.model import Box, Document, Line
from normalize.catalogue import framework_of_years
from normalize.chars import canonical
from normalize.counts import people, without_people_count
from normalize.dates import quarters
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.measures import kind_of
from normalize.numbering import strip_numbering
from normalize.text import unwrap
from pipelines.parse.broken_figures import without_broken_figures
from pipelines.parse.detail import DetailSection
from pipelines.parse.detail_texts import dates_of
from pipelines.parse.detail_values import DetailBudget, budget_statements
from pipelines.parse.dimension_columns import with_dimension_rows
from pipelines.parse.evidence import figures_trusted, likeness, source_of, union_box
from pipelines.parse.framework import within_the_framework
from pipelines.parse.items import is_exact
from pipelines.parse.money_units import unit_named
from pipelines.parse.money_words import PLANNED, before_spending, may_be_spent, planned_in, tells_use
from pipelines.parse.narrative import Entry, Narrative, Passage, read_narrative
from pipelines.parse.narrative_repair import CodesByName
from pipelines.parse.report_choices import signs_of
from pipelines.parse.report_forms import UNREAD_FORMS, are_forms, forms_of, texts_of
from pipelines.parse.report_grid import Grid, body_text, grids
from pipelines.parse.report_items import read_form, read_items
from pipelines.parse.report_places import PlanPlace
from pipelines.parse.report_prose import counts_of_states, prose_totals
from pipelines.parse.report_rows import ItemRow
from pipelines.parse.report_states import heads_items, state_above
from pipelines.parse.report_totals import is_number_table, read_totals
from pipelines.parse.tables import lists_costs
from pipelines.parse.text_lines import TextLine
from pipelines.parse.texts import TextCleaner, raw
from pipelines.parse.unread import unread_amounts
from pipelines.records import (
    MAY_BE_SPENT,
    Budget,
    DocumentInfo,
    ParsedDocument,
    Project,
    Remark,
    Section,
    SectionName,
)

_WITH_FIGURES: tuple[SectionName, ...] = ("target_group", "duration")
"""Sections whose figures become values of a project."""

_LETTER = re.compile("[ก-ฮA-Za-z]")
_LEAST_HEADING = 4
"""Letters that a heading has at least: page numbers have fewer."""


def parse_progress_report(document: Document, info: DocumentInfo) -> ParsedDocument:
    """Parse a progress report; `info` holds the facts about the document (its fiscal year above all)."""
    document = with_dimension_rows(without_broken_figures(document))
    parsed = ParsedDocument(info)
    cleaner = TextCleaner(document)
    year = info.fiscal_year_end_be
    parsed.table_kinds = ["other"] * len(document.tables)
    framework = framework_of_years(info.fiscal_year_start_be, info.fiscal_year_end_be)
    signs = signs_of(block.content for block in document.flow if isinstance(block.content, Line))
    rows = _read_tables(document, parsed, year, PlanPlace(codes=CodesByName(framework), signs=signs))
    narrative = read_narrative(body_text(document), framework)
    parsed.remarks += narrative.remarks
    for lines in (_lines_before(document, narrative), narrative.closing):
        prose = prose_totals([line for line in lines if heads_items(line[1].text) is None], year)
        parsed.stated_totals += prose.totals
        parsed.remarks += prose.remarks
    counts = counts_of_states(
        [(b.page, b.content) for b in document.flow if isinstance(b.content, Line)], year
    )
    parsed.stated_totals += counts.totals
    parsed.remarks += counts.remarks
    _add_narrative(narrative, parsed, cleaner, year)
    _add_items(rows, parsed, cleaner)
    within_the_framework(parsed)
    return parsed


def _lines_before(document: Document, narrative: Narrative) -> list[tuple[int | None, Line]]:
    """The lines before the first item of the narrative, also those right above a table: a sentence may end in
    one."""
    found: list[tuple[int | None, Line]] = []
    first = narrative.entries[0].name.lines[0] if narrative.entries else None
    for block in document.flow:
        if block.content is first:
            break
        if isinstance(block.content, Line):
            found.append((block.page, block.content))
    return found


def _read_tables(
    document: Document, parsed: ParsedDocument, year: int | None, place: PlanPlace
) -> list[ItemRow]:
    """Walk the flow, so that each table knows the headings of dimension and mission before it."""
    rows: list[ItemRow] = []
    remaining = grids(document)
    told = {
        id(line) for _, line in body_text(document)
    }  # the narrative tells what of their codes is not known
    for block in document.flow:
        if isinstance(block.content, Line):
            heading = canonical(block.content.text).replace("\n", " ")
            if not place.take(heading, [block.content], block.page):
                _take_state(block.content, place)
            parsed.remarks += [] if id(block.content) in told else place.remarks
            place.remarks.clear()
        elif remaining:
            above = place.state
            rows += _read_table(remaining.pop(0), parsed, year, place)
            place.state = above  # a band holds for its table alone
            parsed.remarks += place.remarks
            place.remarks.clear()
    return rows


def _take_state(line: Line, place: PlanPlace) -> None:
    """A heading of items that are done, under way or not begun holds for the tables below it, down to the
    next line that is no note on the unit and no page number."""
    is_note = len(_LETTER.findall(line.text)) < _LEAST_HEADING or unit_named(line.text) is not None
    if state_above(line.text) is not None:
        place.take_state(line)
    elif not is_note:
        place.state = None


def _read_table(grid: Grid, parsed: ParsedDocument, year: int | None, place: PlanPlace) -> list[ItemRow]:
    """Take a table's totals; return the items it lists."""
    parts = forms_of(grid)
    forms = [read_form(part, year, place, parsed.remarks) for part in parts]
    if any(forms):
        parsed.table_kinds[grid.index] = "report"
        for form, part in zip(forms, parts, strict=True):
            if form is None:
                _note_forms(part, parsed)
        return [form for form in forms if form is not None]
    texts = [[cell.text for _, cell in sorted(row.items())] for row in grid.rows]
    labels = [next((text for text in row if _LETTER.search(text)), "") for row in texts]
    if lists_costs(" ".join(text for path in grid.paths for text in path), labels):
        parsed.remarks += unread_amounts([grid.table])
        return []
    items, totals, remarks = read_items(grid, year, place)
    if items:
        parsed.table_kinds[grid.index] = "report"
        parsed.stated_totals += totals
        parsed.remarks += remarks
        return items
    if is_number_table(grid):
        read = read_totals(grid, year)
        parsed.stated_totals += read.totals
        parsed.remarks += read.remarks
        parsed.table_kinds[grid.index] = "report" if read.totals else "other"
        if read.reason is not None:
            parsed.table_reasons[grid.index] = read.reason
    elif are_forms(grid):
        _note_forms(grid, parsed)
    else:
        parsed.remarks += unread_amounts([grid.table])
    return []


def _note_forms(grid: Grid, parsed: ParsedDocument) -> None:
    """Say that a table holds forms that were not read, and what stands in them."""
    parsed.table_reasons[grid.index] = UNREAD_FORMS
    parsed.remarks += texts_of(grid)


# -- narrative


def _add_narrative(
    narrative: Narrative, parsed: ParsedDocument, cleaner: TextCleaner, year: int | None
) -> None:
    for entry in narrative.entries:
        project, remarks = _entry_project(entry, cleaner)
        parsed.projects.append(project)
        parsed.remarks += remarks
        index = len(parsed.projects) - 1
        parsed.sections += _entry_sections(index, entry, cleaner)
        parsed.budgets += _entry_budgets(index, entry, year, cleaner)


def _entry_budgets(project: int, entry: Entry, year: int | None, cleaner: TextCleaner) -> list[Budget]:
    """What an entry says that the item was to cost; nothing where it tells what was spent."""
    if "budget" not in entry.sections:
        return _budgets_in_results(project, entry, year, cleaner)
    passages = entry.sections["budget"]
    lines: list[TextLine] = []
    for page, line in ((passage.page, line) for passage in passages for line in passage.lines):
        told = planned_behind(line.text) or before_spending(line.text)
        lines += [TextLine(told, line, page)] if told.strip() else []
        if told != line.text:
            break  # what follows was spent
    if entry.spent or not lines:
        return []
    used = all(tells_use(line.text) for line in lines)
    used = used or any(may_be_spent(line.text) for passage in passages for line in passage.lines)
    unclear = MAY_BE_SPENT if used else None
    return [
        Budget(
            project,
            stated.year or year,
            "detail",
            stated.amount,
            stated.status,
            stated.raw,
            doubtful=bool(stated.doubt or unclear) or stated.status == "unreadable",
            doubt=stated.doubt or unclear,
            source=stated.source,
        )
        for stated in budget_statements(DetailSection("budget", None, lines))
        if stated.amount is not None or _holds_unread(stated)
    ]


def _budgets_in_results(project: int, entry: Entry, year: int | None, cleaner: TextCleaner) -> list[Budget]:
    """What the sentences of an entry without a section of its own for the budget say that was set aside."""
    lines = [(passage.page, line) for passage in entry.sections.get("results", []) for line in passage.lines]
    text = canonical(unwrap([line.text for _, line in lines], cleaner.vocabulary))
    found = planned_in(text)
    amounts = {amount.money.amount for amount in found}
    if not found or not lines:
        return []
    money = found[0].money
    doubt = None if len(amounts) == 1 else "the detail section states several amounts"
    doubt = doubt or (None if money.certain else "the amount is not written regularly")
    raw, doubtful = text[found[0].start : found[0].end], doubt is not None
    own = [(page, line) for page, line in lines if raw in canonical(line.text)][:1] or lines
    source = source_of([line for _, line in own], own[0][0])
    return [
        Budget(
            project,
            year,
            "detail",
            money.amount,
            money.status,
            raw,
            doubtful=doubtful,
            doubt=doubt,
            source=source,
        )
    ]


def planned_behind(text: str) -> str | None:
    """The amount that was planned, where a text tells what was spent before it; None for other texts.

    >>> planned_behind("เบิกจ่าย 9,500 บาท (ตั้งไว้ 10,000 บาท)")
    '10,000 บาท'
    """
    clean = canonical(text)
    told: list[tuple[str, bool]] = []
    end = 0
    for found in find_amounts(clean):
        before = clean[end : found.start]
        told.append((clean[found.start : found.end], PLANNED.search(before) is not None))
        end = found.end
    planned = [words for words, is_planned in told if is_planned]
    return planned[0] if len(told) > 1 and len(planned) == 1 and not told[0][1] else None


def _holds_unread(stated: DetailBudget) -> bool:
    """Whether a statement without an amount has figures that could not be read, or words of a scan that may
    have been any; words of exact text that name no amount are no budget."""
    return re.search(r"\d", to_arabic(stated.raw)) is not None or not stated.source.exact


def _entry_project(entry: Entry, cleaner: TextCleaner) -> tuple[Project, list[Remark]]:
    name = strip_numbering(cleaner.phrase(entry.name.texts))
    project = Project(
        name=name,
        name_raw=raw(entry.name.lines),
        seq=entry.number,
        seq_detail=entry.number,
        seq_doubtful=not entry.number_trusted,
        dimension=entry.dimension,
        mission_code=entry.mission_code,
        strategy_code=entry.strategy_code,
        kind=kind_of(name),
        in_detail=True,
        source=source_of(entry.name.lines, entry.name.page),
        detail_page=entry.name.page,
    )
    texts = {name: _section_text(passages, cleaner) for name, passages in entry.sections.items()}
    lines = {name: [line for part in parts for line in part.lines] for name, parts in entry.sections.items()}
    return project, set_details(project, texts, lines)


def set_details(
    project: Project, texts: dict[SectionName, str], lines: Mapping[SectionName, Sequence[Line]]
) -> list[Remark]:
    """Fill the columns of a project that its sections tell: target group, period, quarters, unit. Figures
    that a scan did not read for sure are none: remarks tell them. `lines` are those of the texts."""
    unsure = [name for name in _WITH_FIGURES if name in texts and not figures_trusted(lines.get(name, ()))]
    if target := texts.get("target_group"):
        counted = people(target)
        project.target_group = (without_people_count(target) if counted is not None else target) or None
        if counted is not None and "target_group" not in unsure:
            project.target_count = counted.value
    if (duration := texts.get("duration")) and "duration" not in unsure:
        project.quarters = quarters(duration)
        scanned = not all(map(is_exact, lines.get("duration", ())))
        project.start_date, project.end_date = dates_of(duration, scanned=scanned)
    if unit := texts.get("responsible"):
        project.responsible_unit = unit
    page = project.detail_page
    return [Remark(page, texts[name], f"figures not read for sure: {name}") for name in unsure]


def _section_text(passages: Sequence[Passage], cleaner: TextCleaner) -> str:
    return " ".join(cleaner.join(passage.lines) for passage in passages)


def _entry_sections(project: int, entry: Entry, cleaner: TextCleaner) -> list[Section]:
    sections: list[Section] = []
    for name, passages in entry.sections.items():
        texts = [(cleaner.join(passage.lines), passage) for passage in passages]
        kept = [(text, passage) for text, passage in texts if text]
        sections += [
            Section(project, name, number, text, passage.page, _box(passage.lines))
            for number, (text, passage) in enumerate(kept, start=1)
        ]
    return sections


def _box(lines: Sequence[Line]) -> Box | None:
    """The box of the lines on the first one's page: down to where the next stands higher."""
    boxes = [line.bbox for line in lines if line.bbox is not None]
    ends = [n for n, (a, b) in enumerate(pairwise(boxes), start=1) if b[3] < a[1]]
    return union_box(boxes[: ends[0]] if ends else boxes)


# -- item tables


def _add_items(rows: Sequence[ItemRow], parsed: ParsedDocument, cleaner: TextCleaner) -> None:
    """Items of tables: joined with the narrative's entry of the same number or name, else added."""
    listed: dict[int | None, set[int]] = {}
    for row in rows:
        name = strip_numbering(cleaner.join(row.name_lines))
        of_table = listed.setdefault(row.source.cell[0] if row.source.cell is not None else None, set())
        index = _same_item(parsed.projects, row, name, of_table)
        if index is None:
            parsed.projects.append(_row_project(row, name))
            index = len(parsed.projects) - 1
        of_table.add(index)
        project = parsed.projects[index]
        if project.seq is None and row.number is not None:
            project.seq = project.seq_detail = row.number
            project.seq_doubtful = not row.number_trusted
        texts = {
            section: cleaner.paragraphs(lines) for section, lines in row.sections.items() if _has_text(lines)
        }
        if project.detail_page is None:
            project.detail_page = row.page
        missing = {key: text for key, text in texts.items() if not _has_section(parsed, index, key)}
        parsed.remarks += set_details(project, missing, row.sections)
        for section, text in missing.items():
            parsed.sections.append(Section(index, section, 1, text, row.page))
        for budget in row.budgets:  # one that the entry states otherwise is told apart when tables are made
            budget.project = index
            parsed.budgets.append(budget)


def _row_project(row: ItemRow, name: str) -> Project:
    return Project(
        name=name,
        name_raw=raw(row.name_lines),
        seq=row.number,
        seq_detail=row.number,
        seq_doubtful=row.number is not None and not row.number_trusted,
        dimension=row.dimension,
        mission_code=row.mission_code,
        strategy_code=row.strategy_code,
        kind=kind_of(name),
        in_detail=True,
        source=row.source,
        detail_page=row.page,
    )


def _same_item(projects: Sequence[Project], row: ItemRow, name: str, of_table: Collection[int]) -> int | None:
    """The project already read that a row of a table is about: the same name, and no other number.

    Rows of one table (those of `of_table` stand in it) are items of their own, but for a number printed
    again; names of exact text with other figures (`รุ่นที่ 1`, `รุ่นที่ 2`) are others.
    """
    for index, project in enumerate(projects):
        numbers = {project.seq, row.number} - {None}
        own = index in of_table and (project.seq is None or row.number is None)
        exact = project.source.exact and row.source.exact
        if own or (exact and _figures(project.name) != _figures(name)):
            continue
        if len(numbers) <= 1 and likeness(project.name, name) >= 0.93:
            return index
    return None


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", to_arabic(text))


def _has_section(parsed: ParsedDocument, project: int, name: SectionName) -> bool:
    return any(section.project == project and section.section == name for section in parsed.sections)


def _has_text(lines: Sequence[Line]) -> bool:
    return any(line.text.strip() for line in lines)
