"""Action plans: preface, risk table, goals, summary budget tables and detail sections to records."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.model import Document, Line, Table
from normalize.chars import DASHES
from pipelines.parse.amounts import Amount
from pipelines.parse.broken_figures import without_broken_figures
from pipelines.parse.cell_labels import labelled_sections
from pipelines.parse.columns import Layout
from pipelines.parse.detail import Entry
from pipelines.parse.detail_links import (
    Detail,
    details_of,
    doubted_beyond,
    linked,
    other_dimension,
    pages_not_read,
)
from pipelines.parse.detail_texts import duration_of, responsible_of, target_of, unsure_figures
from pipelines.parse.detail_values import in_years, sections_of
from pipelines.parse.dimension_columns import with_dimension_rows
from pipelines.parse.dimension_totals import read_dimension_totals, without_repeats
from pipelines.parse.evidence import cell_source, source_of
from pipelines.parse.framework import within_the_framework
from pipelines.parse.groups import SummaryItem, left_over, settle
from pipelines.parse.interleaved import foreign_remark, nameless_before
from pipelines.parse.item_bands import with_item_columns
from pipelines.parse.item_list import read_list
from pipelines.parse.item_parts import without_parts
from pipelines.parse.item_sums import find_sums, sum_remark
from pipelines.parse.item_tables import with_item_tables
from pipelines.parse.list_sums import closing_sums, without_told
from pipelines.parse.listed_again import doubt_listed_again
from pipelines.parse.missing_years import add_missing_years
from pipelines.parse.named_budgets import named_budgets, parted_name
from pipelines.parse.other_plans import tables_of_other_plans, without_other_plans
from pipelines.parse.past_tables import tables_below_past_years, without_past_tables
from pipelines.parse.plan_totals import lines_below, stated_totals
from pipelines.parse.risk import read_risks
from pipelines.parse.row_totals import check_row_total, row_total
from pipelines.parse.summary import Summary, SummaryTable, read_summary
from pipelines.parse.summary_units import is_note
from pipelines.parse.tables import headings_above, table_kinds
from pipelines.parse.text_lines import text_lines
from pipelines.parse.texts import TextCleaner
from pipelines.parse.tidy import tidy_name, tidy_or_none
from pipelines.parse.unlisted_names import unlisted_names
from pipelines.parse.unread import (
    OF_ANOTHER_PLAN,
    OF_YEARS_BEFORE,
    doubt_displaced,
    tells_sum,
    unread_amounts,
    untold_amounts,
)
from pipelines.records import (
    BESIDE_DASHES,
    CELLS_UNSURE,
    UNRECOGNISED,
    YEAR_UNREAD,
    Budget,
    DocumentInfo,
    ParsedDocument,
    Project,
    ProjectKind,
    Remark,
    Source,
    StatedTotal,
    TableKind,
)

FIRST_PLAN_YEAR = 2550
"""No plan of this kind is older: the commission's guidance to local governments begins later."""

_KINDS: tuple[tuple[str, ProjectKind], ...] = (
    ("โครงการ", "project"),
    ("กิจกรรม", "activity"),
    ("มาตรการ", "measure"),
)
_KIND = re.compile(r"[\"“”'‘’(\s]*(โครงการ|กิจกรรม|มาตรการ)")
_CERTAIN, _BADLY_READ = 0.99, 0.12
"""A table is badly read where more of its amounts than this share were read with less certainty."""
_LEAST_BAHT = 10
_FIGURE = re.compile(r"\d")
"""Less was never budgeted: a scan's dash read as a digit."""
_UNREAD_KINDS: tuple[TableKind, ...] = ("other", "report", "measures")
"""Kinds of tables that a plan should not have: no parser of plans takes their rows."""
_LINES_ABOVE = 6


def parse_action_plan(document: Document, info: DocumentInfo) -> ParsedDocument:
    """Parse an action plan. Nothing is dropped silently: what could not be placed is in `remarks`."""
    years = plan_years(info)
    document, differing = with_item_columns(with_dimension_rows(without_broken_figures(document)))
    headings = headings_above(document)
    kinds = table_kinds(document.tables, years, headings)
    past = tables_below_past_years(document, years)
    listing = with_item_tables(document.tables, kinds)
    kinds = without_past_tables(listing, years, past)
    past |= {index for index, kind in enumerate(kinds) if kind != listing[index]}
    others = tables_of_other_plans(document) - past
    kinds = without_other_plans(kinds, others)
    cleaner = TextCleaner(document)
    parsed = ParsedDocument(info, table_kinds=[kind for kind, _ in kinds])
    summary = read_summary(_summary_tables(document, kinds), years)
    summary.groups = without_parts(summary.groups, summary.remarks)
    find_sums(summary.groups)
    doubt_listed_again(summary.groups)
    lines = text_lines(document, frozenset(i for i, (kind, _) in enumerate(kinds) if kind != "other"))
    details, nameless = details_of(lines, cleaner, listed=bool(summary.items))
    details = doubted_beyond(details, pages_not_read(document))
    names = [_item_name(item, cleaner) for item in summary.items]
    pairs, unproved = linked(summary.items, names, details)
    _settle(summary, details, pairs)
    _emit_projects(parsed, list(zip(summary.items, names, strict=True)), details, pairs, cleaner, years)
    told = _lines_of(details)
    closing: list[StatedTotal] = []
    if not parsed.projects:
        listed = read_list(lines, years, cleaner)
        parsed.projects, parsed.budgets, parsed.remarks = listed.projects, listed.budgets, listed.remarks
        told |= listed.taken
        closing = closing_sums(lines, listed)
        for project in parsed.projects:
            project.kind = project_kind(project.name)
    add_missing_years(parsed, years)
    parsed.stated_totals = stated_totals(document, kinds, summary, told, min(years, default=None))
    parsed.stated_totals += without_told(closing, parsed.stated_totals)
    sums = [table for table in _tables(document, kinds, "other") if table[0] not in past]
    by_dimension, taken, untold = read_dimension_totals(sums, years, told, headings)
    parsed.stated_totals += without_repeats(by_dimension, parsed.stated_totals)
    parsed.remarks = [remark for remark in parsed.remarks if not tells_sum(remark, parsed.stated_totals)]
    within_the_framework(parsed)
    risks, remarks = read_risks(_tables(document, kinds, "risk"), cleaner)
    parsed.risks = risks
    parsed.remarks += (
        summary.remarks
        + remarks
        + untold
        + _unread_amounts(document, kinds, details, taken, past, others, told)
    )
    parsed.remarks += doubt_displaced(_tables(document, kinds, "summary"), parsed)
    parsed.remarks += untold_amounts(_tables(document, kinds, "summary"), parsed)
    parsed.remarks += [remark for detail in details for remark in unsure_figures(detail.entry)]
    if summary.items:
        parsed.remarks += unlisted_names(lines, told, [project.name for project in parsed.projects])
    parsed.remarks += nameless_before(lines, [detail.entry for detail in details])
    parsed.remarks += (
        differing + nameless + unproved + [foreign_remark(d.entry) for d in details if d.entry.foreign]
    )
    return parsed


def _unread_amounts(
    document: Document,
    kinds: Sequence[tuple[TableKind, Layout]],
    details: Sequence[Detail],
    taken: Collection[int],
    past: Collection[int],
    others: Collection[int],
    listed: Collection[int],
) -> list[Remark]:
    """The amounts of tables that were not recognised, are of the years before (`past`) or of other plans
    (`others`), but for those that were `taken`. Tables inside detail sections are their text; of others all
    lines with amounts may be among those `listed` (by identity)."""
    told = _lines_of(details)
    unread = [
        (index, table)
        for kind in _UNREAD_KINDS
        for index, table, _ in _tables(document, kinds, kind)
        if index not in taken and not any(id(line) in told for cell in table.cells for line in cell.lines)
        if not all(
            id(line) in listed for cell in table.cells for line in cell.lines if _FIGURE.search(line.text)
        )
    ]
    why = {**dict.fromkeys(others, OF_ANOTHER_PLAN), **dict.fromkeys(past, OF_YEARS_BEFORE)}
    return [
        remark
        for index, table in sorted(unread, key=lambda numbered: numbered[0] in why)
        for remark in unread_amounts([table], why.get(index, UNRECOGNISED))
    ]


def _lines_of(details: Sequence[Detail]) -> set[int]:
    """The lines of detail sections, by identity."""
    sections = [part for detail in details for part in (*detail.entry.sections, *detail.entry.foreign)]
    return {id(line) for part in sections for entry in part.lines for line in (entry.parts or (entry.line,))}


def plan_years(info: DocumentInfo) -> tuple[int, ...]:
    """The fiscal years of the plan; empty where they are not known."""
    if info.fiscal_year_start_be is None or info.fiscal_year_end_be is None:
        return ()
    first, last = info.fiscal_year_start_be, info.fiscal_year_end_be
    if not FIRST_PLAN_YEAR <= first <= last < first + 20:
        return ()
    return tuple(range(first, last + 1))


def project_kind(name: str) -> ProjectKind | None:
    """The kind that a name begins with; None where it begins otherwise."""
    match = _KIND.match(name)
    return dict(_KINDS)[match[1]] if match else None


def _tables(
    document: Document, kinds: Sequence[tuple[TableKind, Layout]], wanted: TableKind
) -> list[tuple[int, Table, Layout]]:
    """The tables of a kind, with index and layout."""
    return [
        (index, document.tables[index], layout)
        for index, (kind, layout) in enumerate(kinds)
        if kind == wanted
    ]


def _summary_tables(document: Document, kinds: Sequence[tuple[TableKind, Layout]]) -> list[SummaryTable]:
    """The summary tables, each with the few lines that stand right above it."""
    above: list[tuple[int | None, Line]] = []
    found = []
    for block in document.flow:
        if isinstance(block.content, Line):
            above = [*above[1 - _LINES_ABOVE :], (block.page, block.content)]
        elif block.table_index is not None:
            kind, layout = kinds[block.table_index]
            if kind == "summary":
                found.append(SummaryTable(block.table_index, block.content, layout, tuple(above)))
            above = []
    others = {id(line) for table in found for _, line in table.above}
    return [
        replace(table, below=tuple(line for _, line in lines if id(line) not in others or is_note(line.text)))
        for table, lines in zip(found, lines_below(document, kinds), strict=True)
    ]


def _item_name(item: SummaryItem, cleaner: TextCleaner) -> str:
    return tidy_name(parted_name(item)[0], cleaner)


def _settle(summary: Summary, details: Sequence[Detail], pairs: dict[int, int]) -> None:
    """Let the detail sections say which amounts of an uncertain group belong to which item."""
    place = 0
    for group in summary.groups:
        expected = [
            details[pairs[place + i]].expected if place + i in pairs else None
            for i in range(len(group.items))
        ]
        place += len(group.items)
        settle(group, expected)
        for amount in left_over(group):
            summary.remarks.append(
                Remark(amount.source.page, amount.raw, "an amount that belongs to no item of its row")
            )


def _emit_projects(
    parsed: ParsedDocument,
    items: Sequence[tuple[SummaryItem, str]],
    details: Sequence[Detail],
    pairs: dict[int, int],
    cleaner: TextCleaner,
    years: Sequence[int],
) -> None:
    for place, (item, name) in enumerate(items):
        detail = details[pairs[place]] if place in pairs else None
        parsed.projects.append(_project(item, name, detail, cleaner))
        parsed.remarks += other_dimension(item, detail)
        index = len(parsed.projects) - 1
        if item.summed:
            parsed.remarks.append(sum_remark(item))
        else:
            rows = _summary_budgets(item, index) or named_budgets(item, index, years)
            parsed.remarks += check_row_total(item, rows)
            parsed.projects[index].row_total = row_total(item, rows)
            parsed.budgets += rows
        if detail is not None and item.ticked:
            detail = replace(detail, budgets=in_years(detail.budgets, item.ticked))
        _emit_detail(parsed, detail, index, cleaner)
        told = {section.section for section in parsed.sections if section.project == index}
        labelled = labelled_sections(item.segment.body, index, item.source.page, cleaner)
        parsed.sections += [section for section in labelled if section.section not in told]
    _doubt_blanks(parsed.budgets)
    linked = set(pairs.values())
    for place, detail in enumerate(details):
        if place not in linked:
            parsed.projects.append(_project(None, detail.name, detail, cleaner))
            if (heading := detail.entry.unsure) is not None:
                why = "code of a heading not read for sure"
                parsed.remarks.append(Remark(heading.page, heading.text, why))
            _emit_detail(parsed, detail, len(parsed.projects) - 1, cleaner)


def _project(item: SummaryItem | None, name: str, detail: Detail | None, cleaner: TextCleaner) -> Project:
    """One project of what the summary table and the detail section say; at least one of them is there."""
    entry = detail.entry if detail is not None else None
    if item is not None:
        raw, source = item.segment.raw, item.source
    else:
        assert detail is not None
        raw = "\n".join(line.text for line in detail.entry.name)
        source = source_of([line.line for line in detail.entry.name], detail.entry.page)
    kind = project_kind(name) or (project_kind(detail.name) if detail is not None else None)
    project = Project(
        name, raw, kind=kind, source=source, in_summary=item is not None, in_detail=entry is not None
    )
    if item is not None:
        project.summed = item.summed
        project.dimension, project.mission_code, project.strategy_code = (
            item.dimension,
            item.mission,
            item.strategy,
        )
        project.seq_summary = item.segment.number if item.segment.number_sure else None
        project.responsible_unit = tidy_or_none([item.unit], cleaner) if item.unit else None
    if entry is not None:
        _take_entry(project, entry, cleaner)
    project.seq, project.seq_doubtful = _printed_number(item, entry)
    return project


def _printed_number(item: SummaryItem | None, entry: Entry | None) -> tuple[int | None, bool]:
    """The number of the detail section, else of the summary; of a scan the one that was read for sure. And
    whether it is doubtful: neither was, or both were and differ."""
    told, told_sure = (entry.seq, entry.seq_trusted) if entry is not None else (None, False)
    listed, listed_sure = (item.segment.number, item.segment.number_sure) if item else (None, False)
    if told is None or (listed is not None and listed_sure and not told_sure):
        return listed, listed is not None and not listed_sure
    scanned = item is not None and not item.source.exact
    return told, not told_sure or (scanned and listed_sure and listed not in (None, told))


def _take_place(project: Project, entry: Entry) -> None:
    if project.dimension is None:
        project.dimension = entry.dimension
    if project.mission_code is None and project.dimension == entry.dimension:
        project.mission_code = entry.mission
    if project.strategy_code is None and project.mission_code == entry.mission:
        project.strategy_code = entry.strategy


def _take_entry(project: Project, entry: Entry, cleaner: TextCleaner) -> None:
    """What the detail section adds; the summary's dimension and mission stand, and a place that nothing
    proves is none."""
    if entry.unsure is None:
        _take_place(project, entry)
    project.seq_detail = entry.seq
    project.detail_page = entry.page
    project.target_group, project.target_count = target_of(entry, cleaner)
    project.start_date, project.end_date, project.quarters = duration_of(entry)
    project.responsible_unit = responsible_of(entry, cleaner) or project.responsible_unit


def _emit_detail(parsed: ParsedDocument, detail: Detail | None, index: int, cleaner: TextCleaner) -> None:
    if detail is None:
        return
    parsed.sections += sections_of(detail.entry, index, cleaner)
    for budget in detail.budgets:
        parsed.budgets.append(
            Budget(
                index,
                budget.year,
                "detail",
                budget.amount,
                budget.status,
                budget.raw or None,
                doubtful=budget.doubt is not None or budget.status == "unreadable",
                doubt=budget.doubt,
                source=budget.source,
            )
        )


def _summary_budgets(item: SummaryItem, index: int) -> list[Budget]:
    """One row for each budget column; nothing printed for the item is a blank."""
    rows = []
    # tables of other tools lose cells, and those to the right of a lost one move up
    torn = any(
        pairing.amount is None and key not in item.empty_cells for key, pairing in item.amounts.items()
    )
    for key, pairing in item.amounts.items():
        year = key if key > 0 else None
        doubt = pairing.doubt or ("the row has not a cell for every year" if torn else None)
        if year is None and len(item.amounts) > 1:
            doubt = doubt or YEAR_UNREAD
        doubt = doubt or item.year_doubts.get(key)
        if pairing.amount is None:
            rows.append(_blank(item, index, key, doubt))
        else:
            rows.append(_budget(pairing.amount, index, year, doubt))
        rows[-1].year_inferred = key in item.year_doubts
    return rows


def _budget(amount: Amount, index: int, year: int | None, doubt: str | None) -> Budget:
    money = amount.money
    if (
        doubt is None
        and not amount.source.exact
        and money.amount is not None
        and 0 < money.amount < _LEAST_BAHT
    ):
        doubt = "a single digit was read where an amount or a dash stands"
    if doubt is None and amount.source.unsure:
        doubt = CELLS_UNSURE
    if doubt is None and not money.certain:
        doubt = f"irregular: {', '.join(money.flags) or money.status}"
    return Budget(
        index,
        year,
        "summary",
        money.amount,
        money.status,
        amount.raw,
        doubtful=doubt is not None,
        doubt=doubt,
        source=amount.source,
    )


def _blank(item: SummaryItem, index: int, key: int, doubt: str | None) -> Budget:
    """Nothing stands for the item. On a scan that is a fact only where the cell was seen to be empty."""
    cell = item.empty_cells.get(key)
    table = item.source.cell[0] if item.source.cell else -1
    if cell is not None:
        # an empty cell has no reading that would tell a scan from exact text: its item has
        source = replace(cell_source(cell, table), exact=item.source.exact)
    else:
        source = Source(page=item.source.page, exact=item.source.exact)
    if doubt is None and not (item.source.exact or (cell is not None and cell.seen_empty)):
        doubt = "nothing was read in the cell"
    if doubt is None and source.unsure:
        doubt = CELLS_UNSURE
    year = key if key > 0 else None
    return Budget(
        index, year, "summary", None, "blank", None, doubtful=doubt is not None, doubt=doubt, source=source
    )


def _doubt_blanks(budgets: Sequence[Budget]) -> None:
    """Blanks of a badly read table: the scan may have lost what stood there.

    A coarse black-and-white scan leaves no trace of a hyphen, so that its cell is seen to be empty; so may a
    better one, where the item's other years have hyphens.
    """
    scanned = [budget for budget in budgets if budget.origin == "summary" and not budget.source.exact]
    dashed = {budget.project for budget in scanned if not (budget.amount_raw or "0").strip(f"{DASHES} ")}
    for budget in scanned:
        if budget.amount_status == "blank" and budget.project in dashed:
            budget.doubtful, budget.doubt = True, budget.doubt or BESIDE_DASHES
    read = [budget.source.confidence for budget in scanned if budget.source.confidence is not None]
    if sum(confidence < _CERTAIN for confidence in read) > _BADLY_READ * len(read):
        for budget in scanned:
            if budget.amount_status == "blank":
                budget.doubtful = True
                budget.doubt = budget.doubt or "nothing was read in the cell of a badly read table"
