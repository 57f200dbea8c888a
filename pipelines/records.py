"""What parsers make of a document, before ids are given and tables are written.

A parser reads an `extract.model.Document` and returns a `ParsedDocument`. Records refer to each other
by position in their lists (`project` indexes `ParsedDocument.projects`), ids are given centrally in
`pipelines.assemble`. Names and codes are those of the output contract (`pipelines.schema`).
Texts here are clean (normalised); `*_raw` stand as printed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extract.model import Box, Reading

DocType = Literal["action_plan", "progress_report", "measure_report", "other"]
ProjectKind = Literal["project", "activity", "measure"]
AmountStatus = Literal["amount", "zero", "no_budget", "blank", "unreadable"]
BudgetSource = Literal["summary", "detail", "reconciled"]
MatchStatus = Literal["matched", "review", "unmatched"]
TableKind = Literal["summary", "risk", "goals", "report", "measures", "contents", "other"]
SectionName = Literal[
    "rationale",
    "objectives",
    "target_group",
    "location",
    "method",
    "duration",
    "budget",
    "responsible",
    "outputs",
    "outcomes",
    "results",
    "note",
]


@dataclass(slots=True)
class Source:
    """Where a value was seen. `confidence` is None where the source is exact.

    `readings` are the engine's readings of the line(s) the value was taken from (scans only), so that
    reconciliation can weigh the runner-ups; empty for exact text. `exact` is True for text layers and
    text input. `cell` is (table index, row, col) where the value stands in a logical table. `unsure`: that
    table's rows or columns are not certain, so that the value may be another item's or year's. `scale` is how
    many baht one printed unit is: readings are in the printed unit.
    """

    page: int | None = None
    bbox: Box | None = None
    confidence: float | None = None
    exact: bool = True
    readings: tuple[Reading, ...] = ()
    cell: tuple[int, int, int] | None = None
    unsure: bool = False
    scale: int = 1

    @property
    def table(self) -> int | None:
        """The index of the logical table that the value stands in; None where it stands in none."""
        return self.cell[0] if self.cell is not None else None


@dataclass(slots=True)
class DocumentInfo:
    """The facts about the whole document (table `documents`, the parsed part)."""

    doc_type: DocType = "other"
    title: str | None = None
    lao_name: str | None = None
    lao_type: str | None = None
    lao_id: str | None = None
    subdistrict: str | None = None
    district: str | None = None
    province: str | None = None
    province_code: str | None = None
    fiscal_year_start_be: int | None = None
    fiscal_year_end_be: int | None = None
    title_year_start_be: int | None = None  # of the span that a title names, read for sure
    title_year_end_be: int | None = None
    document_date: dt.date | None = None


@dataclass(slots=True)
class MatchCandidate:
    """One candidate standard measure with its score (0-100) and the reason in words."""

    measure_id: str
    measure_name: str
    score: float
    reason: str = ""


@dataclass(slots=True)
class Match:
    """The decision on a name: measure (None for a local item), score, status and the top candidates."""

    measure_id: str | None = None
    measure_name: str | None = None
    score: float | None = None
    status: MatchStatus = "unmatched"
    candidates: tuple[MatchCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class RowTotal:
    """What a row of the summary table prints as the sum of an item's years."""

    amount: Decimal
    raw: str
    doubtful: bool
    source: Source


@dataclass(slots=True)
class Project:
    """One โครงการ/กิจกรรม/มาตรการ (table `projects`)."""

    name: str
    name_raw: str
    seq: int | None = None
    dimension: int | None = None
    mission_code: str | None = None
    strategy_code: str | None = None
    kind: ProjectKind | None = None
    in_summary: bool = False
    in_detail: bool = False
    target_group: str | None = None
    target_count: int | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    quarters: tuple[int, ...] = ()
    responsible_unit: str | None = None
    match: Match = field(default_factory=Match)
    source: Source = field(default_factory=Source)
    seq_summary: int | None = None  # None where it was not read for sure
    seq_detail: int | None = None
    detail_page: int | None = None
    seq_doubtful: bool = False  # the number was not read with certainty
    summed: bool = False  # its row is the sum of the items below it: no budgets of its own
    row_total: RowTotal | None = None


TWO_AMOUNTS = "two amounts for one project, year and source"
"""The doubt of an amount beside which another one is told for the same."""
CONTESTED = "the year over the column breaks the order of the years"
"""The doubt of an amount whose column is headed by a year that the columns beside it speak against."""
BEYOND_GAP = "a page before it was not read reliably: the next item's name may be lost"
"""The doubt of an amount whose detail section begins before a page of which too little was read."""
BY_PLACE = "the year is told by the column's place alone"
"""The doubt of an amount whose column is headed by nothing that was read as a year."""
BY_ORDER = "its dimension was not read: it is told by those above and below it"
"""The doubt of the figures of a row between others whose dimensions leave room for just one."""
YEAR_UNREAD = "the year of the column could not be read"
"""The doubt of the amounts of a table none of whose columns has its year for sure."""
SUM_DIFFERS = "the years do not add up to the row's total"
"""The doubt of the amounts of years that are told with their sum, which is another."""
OF_SOMETHING_ELSE = "the sentence speaks of another plan or of the years before"
"""The doubt of a preface's figure that may be none of the plan."""
OF_ONE_ITEM = "the line is headed as the budget of one item is"
"""The doubt of a sum in running text that may be what a single item costs."""
OF_OTHER_MONEY = "the words beside the amount may speak of other money than the item's budget"
"""The doubt of an amount in an item's name (`มาตรการตรวจงานจ้างวงเงินเกิน 500,000 บาท`)."""
OF_ALL_YEARS = "the amount is of all years together"
"""The doubt of a detail section's amount that is no single year's."""

CELLS_UNSURE = "the cells of its table may be others: it may belong to another item or year"
"""The doubt of an amount in a table whose rows or columns could not be told for certain."""

DISPLACED = "an amount stands in another column of its row"
"""The doubt of a blank beside which an amount stands where none belongs."""

MAY_BE_PART = "the row may be a part of the item above, whose amount holds it already"
"""The doubt of the amounts of rows marked like parts that do not add up to the item above them."""

LISTED_AGAIN = "the page lists the items of an earlier page again"
"""The doubt of the amounts of a page that may be one that was scanned twice, or replaced."""

MAY_BE_SUM = "the row may be the sum of the rows below it"
"""The doubt of the amounts of an item above rows of its numbers that add up to something else, or of rows
without numbers that add up to the same, perhaps by chance."""

SUMMED_OTHERWISE = "the row above, their sum, says another amount"
"""The doubt of the amounts of items in a year in which the sum printed above them is another."""

SUM_OF_ITEMS = "the sum of the items below it"
"""Why the amounts of a row are remarked on: those of its items are counted."""

OF_PARTS = "the sum of the item's parts is printed nowhere"
"""The doubt of an item's amount that is added up of the rows of its parts."""

UNRECOGNISED = "amounts of a table whose columns were not recognised"
WITHOUT_ITEM = "amounts without an item"
NOT_TAKEN = "running text with an amount that no row took"
OF_FORMS = "text of forms that could not be told apart"
"""Reasons of remarks on amounts that were read and stand in no table: an item of theirs may be lost."""

MAY_BE_SPENT = "the text says what was used, which may not be what was planned"
"""The doubt of an amount beside words for spending, where a budget is looked for."""

BUDGET_OF_DONE = "the budget of the items done may not be what was spent of it"
"""The doubt of an amount beside a count of the items done, under a heading that speaks of no spending."""

MAY_BE_NO_ITEM = "the row has no number, as the others have: it may be no item"
"""The doubt of the amounts of a row without a number or the word for a project among numbered ones."""

PARTS_COST = "rows below that may be its parts have amounts"
"""The doubt of an item beside which nothing is said to be spent, above rows marked like its parts."""

BESIDE_DASHES = "nothing was read in a cell among hyphens"
"""The doubt of a blank of a scan whose item has hyphens in other years: one may have left no trace."""

NUMBERED_SUM = "the row has a number, as items have: it may be one"
"""The doubt of the totals of a row whose name begins as that of a sum (`2 | รวมเงินบริจาค`)."""

UNSURE_UNIT = "the unit of the amounts was not read"
"""The doubt of the amounts of a table below a line that names their unit in words that are none."""
UNIT_ELSEWHERE = "the unit of the amounts stands above another table"
SMALL = "amounts so small that they may be in another unit"
UNIT_AMID = "another unit of the amounts is named among the rows of the table"
UNIT_DOUBTS = (UNSURE_UNIT, UNIT_ELSEWHERE, UNIT_AMID, SMALL)
"""Doubts that no sum takes away: amounts in another unit add up as well."""

DOUBTS_OF_READING = {
    "nothing read": "no amount could be read",
    "uncertain": "the digits were read with too little certainty",
    "at rule": "print runs into the rule beside the number: a digit may be missing",
    "contested": "the sums allow another reading",
    "blind": "this engine cannot tell these digits apart",
    "odd": "a single digit sets it apart from what the sums and the other parts of the document say",
}
"""Why an amount is doubtful whose item and year are known: its reading, not its place."""


@dataclass(slots=True)
class Budget:
    """One amount of a project as one source states it (table `project_budgets`).

    `fiscal_year_be` None only for `detail` rows that stand for all years. Parsers emit `summary` and
    `detail` rows; `pipelines.reconcile` adds `reconciled` ones and sets `doubtful` finally.
    A parser sets `doubtful` when it cannot tell which item an amount belongs to; `doubt` says why (English).
    """

    project: int
    fiscal_year_be: int | None
    origin: BudgetSource
    amount_baht: Decimal | None
    amount_status: AmountStatus
    amount_raw: str | None = None
    doubtful: bool = False
    doubt: str | None = None
    source: Source = field(default_factory=Source)
    year_inferred: bool = False  # told by the column's place alone (or open like it): no sum makes it certain
    reviewed_by: str | None = None


@dataclass(slots=True)
class Section:
    """One item of a detail section or report entry (table `project_sections`)."""

    project: int
    section: SectionName
    item: int
    text: str
    page: int | None = None
    bbox: Box | None = None  # of the lines on that page


@dataclass(slots=True)
class StatedTotal:
    """A total or count that the document itself states (table `stated_totals`)."""

    origin: Literal["summary", "preface", "report"]
    scope: Literal["plan", "dimension", "mission", "page"]
    quantity: str
    value: Decimal | None
    value_raw: str
    dimension: int | None = None
    mission_code: str | None = None
    fiscal_year_be: int | None = None
    doubtful: bool = False
    source: Source = field(default_factory=Source)
    year_inferred: bool = False  # told by the column's place alone (or open like it): no sum makes it certain
    doubt: str | None = None  # why it is doubtful, as of an amount


@dataclass(slots=True)
class Risk:
    """One row of the corruption-risk table × control measure (table `risks`)."""

    seq: int | None
    step: str | None
    issue: str | None
    risk_level: Literal["low", "medium", "high", "very_high"] | None
    control: str | None
    match: Match = field(default_factory=Match)
    source: Source = field(default_factory=Source)


@dataclass(slots=True)
class MeasureRow:
    """One row of a measure report (table `measures`)."""

    framework_id: str | None
    category_code: str | None
    topic: str | None
    action: str | None = None
    responsible_unit: str | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    period_raw: str | None = None
    result: str | None = None
    outcome: str | None = None
    suggestion: str | None = None
    source: Source = field(default_factory=Source)


@dataclass(slots=True)
class Finding:
    """Something an auditor should look at (table `findings`)."""

    check: str
    severity: Literal["error", "warning", "info"]
    cause: Literal["document", "extraction", "unknown"]
    message_th: str
    message_en: str
    dimension: int | None = None
    fiscal_year_be: int | None = None
    project: int | None = None
    stated: str | None = None
    expected: str | None = None
    difference: str | None = None
    page: int | None = None
    bbox: Box | None = None
    evidence_image: str | None = None


@dataclass(slots=True)
class Remark:
    """What a parser could not place: kept, listed in the log and as a finding where it may hide a row."""

    page: int | None
    text: str
    why: str


@dataclass(slots=True)
class ParsedDocument:
    """Everything parsed from one document; `table_kinds` has one entry per logical table.

    `table_reasons` says of tables, by their place, why they could not be understood whole: those are partial.
    `second_document` is the page where another document seems to begin in the same file. `speaks_of_plan`
    when titles, headings or tables are those of a plan or a report on one, whatever the document's type.
    """

    info: DocumentInfo
    projects: list[Project] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    stated_totals: list[StatedTotal] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    measures: list[MeasureRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    table_kinds: list[TableKind] = field(default_factory=list)
    table_reasons: dict[int, str] = field(default_factory=dict)
    second_document: int | None = None
    speaks_of_plan: bool = False
    remarks: list[Remark] = field(default_factory=list)
