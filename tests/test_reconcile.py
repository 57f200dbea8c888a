"""Reconciliation: repaired with evidence, or doubtful, never silently wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import AMOUNTS, document, parsed_plan, scanned

from extract.model import Reading
from normalize.money import AmountStatus
from pipelines.audit import audit
from pipelines.audit.doubts import doubt_th
from pipelines.reconcile import reconcile
from pipelines.reconcile.figures import Figure, numbers_in
from pipelines.reconcile.inference import Sum, posterior
from pipelines.reconcile.shares import confirm_by_percentages
from pipelines.records import (
    DOUBTS_OF_READING,
    Budget,
    DocumentInfo,
    ParsedDocument,
    Project,
    Source,
    StatedTotal,
)


def cell(parsed: ParsedDocument, project: int, year: int | None, origin: str) -> Budget:
    """One budget row."""
    (found,) = [
        b for b in parsed.budgets if (b.project, b.fiscal_year_be, b.origin) == (project, year, origin)
    ]
    return found


def put(parsed: ParsedDocument, budget: Budget, text: str, source: Source) -> None:
    """Let a cell be read as `text`."""
    budget.amount_baht = Decimal(text.replace(",", ""))
    budget.amount_raw = text
    budget.source = source


def test_clean_scan_is_certain() -> None:
    parsed = reconcile(parsed_plan(0.97), document())
    assert [b for b in parsed.budgets if b.doubtful] == []
    assert [
        b.amount_baht for b in parsed.budgets if b.origin == "reconciled" and b.fiscal_year_be == 2566
    ] == [Decimal(a) for a in AMOUNTS]


def test_exact_text_is_never_doubtful_and_never_changed() -> None:
    parsed = parsed_plan(None)
    put(parsed, cell(parsed, 2, 2566, "summary"), "33,500", Source(8))
    reconcile(parsed, document(exact=True))
    changed = cell(parsed, 2, 2566, "summary")
    assert changed.amount_baht == 33500
    assert not changed.doubtful
    checks = {(f.check, f.cause) for f in audit(parsed, document(exact=True))}
    assert ("dimension_total", "document") in checks
    assert ("detail_budget", "document") in checks


def test_low_confidence_digit_is_repaired_by_total_and_detail() -> None:
    parsed = parsed_plan(0.985)
    source = scanned("33,500", 0.6, ("38,500", 0.35))
    put(parsed, cell(parsed, 2, 2566, "summary"), "33,500", source)
    reconcile(parsed, document())
    repaired = cell(parsed, 2, 2566, "summary")
    assert repaired.amount_baht == 38500
    assert not repaired.doubtful
    assert repaired.amount_raw == "33,500"
    assert repaired.doubt is not None and "33500" in repaired.doubt


def test_a_reading_that_no_sum_speaks_against_stays_and_is_doubtful() -> None:
    parsed = parsed_plan(0.985)
    parsed.stated_totals.clear()
    parsed.budgets = [b for b in parsed.budgets if b.origin == "summary"]
    put(parsed, cell(parsed, 2, 2566, "summary"), "00", scanned("00", 0.2, ("90", 0.19)))
    reconcile(parsed, document())
    kept = cell(parsed, 2, 2566, "summary")
    assert (kept.amount_baht, kept.doubtful) == (0, True)
    assert kept.doubt == DOUBTS_OF_READING["uncertain"]


def test_an_amount_that_only_the_detail_section_confirms_says_so() -> None:
    parsed = parsed_plan(0.985)
    parsed.stated_totals.clear()
    put(parsed, cell(parsed, 2, 2566, "summary"), "33,500", scanned("33,500", 0.6, ("38,500", 0.35)))
    reconcile(parsed, document())
    repaired = cell(parsed, 2, 2566, "summary")
    assert repaired.amount_baht == 38500
    assert repaired.doubt == "read as 33500, the rest of the document says 38500"
    assert doubt_th(repaired.doubt) == "อ่านได้ 33500 แต่ส่วนอื่นของเอกสารชี้ว่าเป็น 38500"


def test_every_doubtful_amount_says_why() -> None:
    parsed = parsed_plan(0.9)
    parsed.stated_totals.clear()
    parsed.budgets = [b for b in parsed.budgets if b.origin == "summary"]
    reconcile(parsed, document())
    doubtful = [b for b in parsed.budgets if b.doubtful]
    assert doubtful
    assert all(b.doubt for b in doubtful)


def test_an_amount_that_runs_into_a_rule_says_so() -> None:
    parsed = parsed_plan(0.99)
    target = cell(parsed, 2, 2566, "summary")
    source = scanned("8,500", 0.85)
    reading = replace(source.readings[0], at_rule=True)
    put(parsed, target, "8,500", replace(source, readings=(reading,)))
    parsed.stated_totals = []
    parsed.budgets = [b for b in parsed.budgets if b.origin == "summary"]
    reconcile(parsed, document())
    assert target.doubtful and target.doubt == DOUBTS_OF_READING["at rule"]


@pytest.mark.parametrize(("text", "cause"), [("71,500", "document"), ("69,500", "unknown")])
def test_mistake_of_the_document_is_not_repaired(text: str, cause: str) -> None:
    """A single digit apart from what rows and plan say, it may be misread; more is the document's."""
    parsed = parsed_plan(0.9995)
    for total in parsed.stated_totals:
        if (total.scope, total.dimension, total.fiscal_year_be) == ("dimension", 2, 2567):
            total.value = Decimal(text.replace(",", ""))
            total.source = scanned(text, 0.9995)
    reconcile(parsed, document())
    (finding,) = [f for f in audit(parsed, document()) if f.check == "dimension_total"]
    assert (finding.cause, finding.expected) == (cause, "59500")
    assert finding.stated == text.replace(",", "")
    assert cell(parsed, 2, 2567, "summary").amount_baht == 38500


def test_thai_digits_of_a_blind_engine_are_doubtful() -> None:
    parsed = parsed_plan(0.95)
    for budget in parsed.budgets:
        text = budget.amount_raw or ""
        budget.source = scanned(text, 0.95, trusted=False)
    for total in parsed.stated_totals:
        total.source = scanned(total.value_raw, 0.95, trusted=False)
    reconcile(parsed, document())
    amounts = [b for b in parsed.budgets if b.amount_baht and b.origin == "summary"]
    assert amounts
    assert all(b.doubtful for b in amounts)


def test_blank_cell_takes_the_detail_amount() -> None:
    parsed = parsed_plan(None)
    blank = cell(parsed, 0, 2566, "summary")
    blank.amount_baht, blank.amount_status, blank.doubtful = None, "blank", True
    reconcile(parsed, document(exact=True))
    assert cell(parsed, 0, 2566, "summary").doubtful
    filled = cell(parsed, 0, 2566, "reconciled")
    assert (filled.amount_baht, filled.amount_status, filled.doubtful) == (10000, "amount", False)


def test_unreadable_stays_null() -> None:
    parsed = parsed_plan(0.99)
    for budget in parsed.budgets:
        if budget.project == 2:
            budget.amount_baht, budget.amount_status = None, "unreadable"
    reconcile(parsed, document())
    lost = cell(parsed, 2, 2566, "reconciled")
    assert (lost.amount_baht, lost.amount_status, lost.doubtful) == (None, "unreadable", True)


@pytest.mark.parametrize("wrong", range(10))
@pytest.mark.parametrize("place", [0, 1, 3, 4, 5])
def test_mutation_of_one_digit_is_never_silent(place: int, wrong: int) -> None:
    """Every digit of a cell, every wrong value, with the confidence that a misread digit has."""
    text = "38,500"
    changed = text[:place] + str(wrong) + text[place + 1 :]
    if changed == text:
        return
    for runner_up in ((), ((text, 0.2),)):
        parsed = parsed_plan(0.99)
        target = cell(parsed, 2, 2567, "summary")
        put(parsed, target, changed, scanned(changed, 0.72, *runner_up))
        reconcile(parsed, document())
        target = cell(parsed, 2, 2567, "summary")
        right = target.amount_baht == 38500
        assert right or target.doubtful
        causes = {
            f.cause for f in audit(parsed, document()) if f.check in ("dimension_total", "detail_budget")
        }
        assert "document" not in causes


def test_a_digit_left_out_of_a_line_is_doubtful_a_clear_mistake_is_not() -> None:
    for text, doubtful in (("8,500", True), ("77,000", False)):
        parsed = parsed_plan(0.99)
        (target,) = (b for b in parsed.budgets if b.project == 2 and b.origin == "detail")
        line = f"จำนวน {text} บาท"
        source = scanned(line, 0.99)
        reading = replace(source.readings[0], char_confidences=(1.0,) * len(line))
        put(parsed, target, text, replace(source, readings=(reading,)))
        reconcile(parsed, document())
        assert target.doubtful is doubtful


def test_a_number_that_lacks_a_digit_of_the_other_years_is_doubtful() -> None:
    """Unless a sum says otherwise: an item may well have less money in one year."""
    texts = {2566: "55,000", 2567: "55,000", 2568: "5,000"}
    for origin in ("detail", "summary"):
        parsed = parsed_plan(0.999)
        parsed.projects.append(Project("โครงการธนาคารวัสดุ", "โครงการธนาคารวัสดุ", dimension=3, in_detail=True))
        for year, text in texts.items():
            value = Decimal(text.replace(",", ""))
            budget = Budget(4, year, origin, value, "amount", text, source=scanned(text, 0.999))  # type: ignore[arg-type]
            parsed.budgets.append(budget)
        if origin == "summary":
            total = StatedTotal("summary", "dimension", "budget_baht", Decimal(5000), "5,000", 3)
            total.fiscal_year_be, total.source = 2568, scanned("5,000", 0.999)
            parsed.stated_totals.append(total)
        reconcile(parsed, document())
        assert [cell(parsed, 4, year, origin).doubtful for year in texts] == [
            False,
            False,
            origin == "detail",
        ]


def test_the_total_of_all_years_is_held_against_the_years() -> None:
    """A digit misread in the same way in the dimension's and the plan's total of all years is not certain."""
    parsed = parsed_plan(0.99)
    for scope, dimension, text in (
        ("dimension", 1, "20,000"),
        ("dimension", 2, "119,009"),
        ("plan", None, "139,009"),
    ):
        value = Decimal(text.replace(",", ""))
        parsed.stated_totals.append(
            StatedTotal(
                "summary",
                scope,
                "budget_baht",
                value,
                text,
                dimension,
                source=scanned(text, 0.85),  # type: ignore[arg-type]
            )
        )
    reconcile(parsed, document())
    whole = [t for t in parsed.stated_totals if t.fiscal_year_be is None and t.quantity == "budget_baht"]
    assert all(t.doubtful or t.value in (20000, 119000, 139000) for t in whole)


def test_a_sum_settles_two_doubtful_parts_only_together_with_their_details() -> None:
    parsed = parsed_plan(0.99)
    for project, text, true in ((2, "36,500", "38,500"), (3, "23,000", "21,000")):
        put(parsed, cell(parsed, project, 2566, "summary"), text, scanned(text, 0.7, (true, 0.2)))
    reconcile(parsed, document())
    for project, true in ((2, 38500), (3, 21000)):
        found = cell(parsed, project, 2566, "summary")
        assert found.amount_baht == true or found.doubtful


def test_same_print_read_twice_is_no_independent_evidence() -> None:
    figures = [Figure({5000: 0.9, 9000: 0.1}), Figure({5000: 0.9, 9000: 0.1})]
    item, total = posterior(figures, [Sum((0,), 1)])
    assert item.options[5000] < 0.995
    assert total.options[5000] < 0.995
    clear = posterior(
        [Figure({5000: 0.9, 9000: 0.1}), Figure({5000: 1.0}, contestable=False)], [Sum((0,), 1)]
    )
    assert clear[0].options[5000] > 0.995


def test_parser_doubt_is_lifted_by_equal_detail_and_total() -> None:
    parsed = parsed_plan(None)
    target = cell(parsed, 3, 2566, "summary")
    target.doubtful, target.doubt = True, "several items in one cell"
    reconcile(parsed, document(exact=True))
    assert not cell(parsed, 3, 2566, "summary").doubtful


def test_parser_doubt_stays_without_evidence() -> None:
    parsed = parsed_plan(None)
    parsed.stated_totals.clear()
    parsed.budgets = [b for b in parsed.budgets if b.origin == "summary"]
    parsed.budgets[0] = replace(parsed.budgets[0], doubtful=True)
    reconcile(parsed, document(exact=True))
    assert parsed.budgets[0].doubtful


def share_of(done: str, planned: str, percent: str, quantities: tuple[str, str, str]) -> ParsedDocument:
    """A report that states a percentage, and its parts; every figure of weak reading."""
    parsed = ParsedDocument(parsed_plan().info)
    for text, quantity in zip((done, planned, percent), quantities, strict=True):
        value = Decimal(text.replace(",", ""))
        total = StatedTotal("report", "dimension", quantity, value, text, 1, doubtful=True)
        total.source = scanned(text, 0.999)
        parsed.stated_totals.append(total)
    return parsed


COUNTS = ("done_items", "planned_items", "items_percent")
MONEY = ("spent_baht", "planned_baht", "budget_percent")


@pytest.mark.parametrize(
    ("figures", "quantities", "sure", "expected"),
    [
        (("4", "6", "66.67"), COUNTS, (True, False, False), [False, False, False]),
        (("4", "6", "66.67"), COUNTS, (False, False, False), [True, True, True]),
        (("4", "5", "66.67"), COUNTS, (True, False, False), [False, True, True]),
        (("6", "6", "100.00"), COUNTS, (True, True, False), [False, False, False]),
        (("6", "6", "100.00"), COUNTS, (True, False, False), [False, True, True]),
        (("7,500", "40,000", "18.75"), MONEY, (True, True, False), [False, False, False]),
        (("7,500", "40,000", "18.75"), MONEY, (False, True, False), [True, False, True]),
    ],
)
def test_a_percentage_that_fits_is_evidence(
    figures: tuple[str, str, str],
    quantities: tuple[str, str, str],
    sure: tuple[bool, bool, bool],
    expected: list[bool],
) -> None:
    parsed = share_of(*figures, quantities)
    for total, certain in zip(parsed.stated_totals, sure, strict=True):
        total.doubtful = not certain
    confirm_by_percentages(parsed)
    assert [total.doubtful for total in parsed.stated_totals] == expected


@pytest.mark.parametrize(
    ("text", "listed", "count"), [("2 โครงการ 13 มาตรการ", 3, 3), ("2 โครงการ 13 มาตรการ", 13, 13)]
)
def test_a_slash_between_counts_may_be_read_as_a_digit(text: str, listed: int, count: int) -> None:
    parsed = ParsedDocument(parsed_plan().info)
    parsed.projects = [Project("มาตรการ", "มาตรการ", kind="measure", in_summary=True) for _ in range(listed)]
    stated = StatedTotal("preface", "plan", "measures", Decimal(13), text)
    stated.source = scanned(text, 0.97)
    parsed.stated_totals.append(stated)
    reconcile(parsed, document())
    assert stated.value == count


def test_the_columns_of_a_report_settle_a_weak_count() -> None:
    parsed = ParsedDocument(parsed_plan().info)
    for dimension, text, confidence in (
        (1, "6", 0.997),
        (2, "6", 0.997),
        (3, "4", 0.997),
        (4, "2", 0.96),
        (None, "18", 0.997),
    ):
        scope = "plan" if dimension is None else "dimension"
        total = StatedTotal("report", scope, "planned_items", Decimal(text), text, dimension)
        total.source = scanned(text, confidence)
        parsed.stated_totals.append(total)
    reconcile(parsed, document())
    assert not any(total.doubtful for total in parsed.stated_totals)
    parsed.stated_totals[-1].value = Decimal(17)
    parsed.stated_totals[-1].source = scanned("17", 0.997)
    reconcile(parsed, document())
    assert parsed.stated_totals[3].doubtful


@pytest.mark.parametrize(
    ("printed", "doubtful"), [("20,000 บาท", True), ("ปีละ 20,000 บาท", False), ("ไม่ใช้งบประมาณ", False)]
)
def test_one_amount_without_a_summary_is_of_each_year_only_where_it_says_so(
    printed: str, doubtful: bool
) -> None:
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    parsed = ParsedDocument(info, projects=[Project("โครงการอบรม", "โครงการอบรม", in_detail=True)])
    status: AmountStatus = "amount" if "20,000" in printed else "no_budget"
    value = Decimal(20000) if status == "amount" else Decimal(0)
    parsed.budgets = [Budget(0, None, "detail", value, status, printed)]
    rows = [b for b in reconcile(parsed, document()).budgets if b.origin == "reconciled"]
    assert [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in rows] == [
        (2566, value, doubtful),
        (2567, value, doubtful),
    ]


def test_two_amounts_of_one_year_are_doubtful_also_when_reconciled() -> None:
    info = DocumentInfo("progress_report", fiscal_year_start_be=2567, fiscal_year_end_be=2567)
    parsed = ParsedDocument(info, projects=[Project("โครงการอบรม", "โครงการอบรม", in_detail=True)])
    parsed.budgets = [
        Budget(0, 2567, "detail", Decimal(value), "amount", str(value)) for value in (120, 20000)
    ]
    (row,) = [b for b in reconcile(parsed, document()).budgets if b.origin == "reconciled"]
    assert row.doubtful and row.doubt == "two amounts for one project, year and source"


def test_reconcile_twice_gives_the_same() -> None:
    once = reconcile(parsed_plan(0.97), document())
    first = [(b.origin, b.amount_baht, b.doubtful) for b in once.budgets]
    again = reconcile(once, document())
    assert [(b.origin, b.amount_baht, b.doubtful) for b in again.budgets] == first


def test_numbers_of_a_text() -> None:
    assert numbers_in("งบประมาณ ๓๐,๐๐๐.๐๐ บาท ปี 2566.") == [Decimal("30000.00"), Decimal(2566)]


@pytest.mark.parametrize(
    "doubt",
    [
        "one amount stands for 2 items",
        "the amount does not stand on a line of its item",
        "amounts do not stand on the lines of the items",
    ],
)
@pytest.mark.parametrize("told", [False, True])
def test_sums_cannot_tell_whose_an_amount_is(told: bool, doubt: str) -> None:
    parsed = parsed_plan(None)
    if not told:
        parsed.budgets = [b for b in parsed.budgets if b.origin == "summary" or b.project != 2]
    doubted = cell(parsed, 2, 2566, "summary")
    doubted.doubtful, doubted.doubt = True, doubt
    reconcile(parsed, document(exact=True))
    assert doubted.doubtful is not told


def shared_weakness(parsed: ParsedDocument, origin: str) -> list[Budget]:
    """The budgets of an origin, one of them read weakly."""
    rows = [b for b in parsed.budgets if b.origin == origin]
    put(parsed, rows[0], str(rows[0].amount_baht), scanned(f"{rows[0].amount_baht:,}", 0.97))
    return rows


@pytest.mark.parametrize(("surplus", "doubtful"), [(0, False), (500, True)])
def test_the_sum_of_all_items_confirms_where_dimensions_have_none(surplus: int, doubtful: bool) -> None:
    parsed = parsed_plan(0.9999)
    parsed.budgets = [b for b in parsed.budgets if b.origin == "summary"]
    parsed.stated_totals = [
        t for t in parsed.stated_totals if t.scope == "plan" and t.quantity == "budget_baht"
    ]
    weak = shared_weakness(parsed, "summary")[0]
    for total in parsed.stated_totals:
        total.value = surplus + sum(
            (b.amount_baht or Decimal(0) for b in parsed.budgets if b.fiscal_year_be == total.fiscal_year_be),
            Decimal(0),
        )
    reconcile(parsed, document())
    assert weak.doubtful is doubtful


def report_table(planned: int) -> ParsedDocument:
    """Two items of a report's table and the sum of what they were to cost."""
    parsed = parsed_plan(0.9999)
    parsed.info.doc_type = "progress_report"
    parsed.projects = [Project(name, name, dimension=n) for n, name in enumerate(("ก", "ข"), start=1)]
    cells = [(0, row, 2) for row in (1, 2)]
    parsed.budgets = [
        Budget(
            n, 2566, "detail", Decimal(value), "amount", f"{value:,}", source=replace(source, cell=cells[n])
        )
        for n, (value, source) in enumerate(
            [(12000, scanned("12,000", 0.97)), (30000, scanned("30,000", 0.9999))]
        )
    ]
    total = scanned(f"{planned:,}", 0.9999)
    parsed.stated_totals = [
        StatedTotal(
            "report",
            "plan",
            "planned_baht",
            Decimal(planned),
            f"{planned:,}",
            fiscal_year_be=2566,
            source=replace(total, cell=(0, 3, 2)),
        )
    ]
    return parsed


@pytest.mark.parametrize(("planned", "doubtful"), [(42000, False), (52000, True)])
def test_the_sum_of_a_reports_table_confirms_its_items(planned: int, doubtful: bool) -> None:
    parsed = reconcile(report_table(planned), document())
    assert [b.doubtful for b in parsed.budgets if b.origin == "detail"] == [doubtful, False]


def test_the_columns_of_a_reports_table_add_up_year_by_year() -> None:
    parsed = report_table(42000)
    other = [
        replace(b, fiscal_year_be=2567, amount_baht=Decimal(50000), amount_raw="50,000",
                source=replace(scanned("50,000", 0.97), cell=(0, n + 1, 3)))
        for n, b in enumerate(parsed.budgets)
    ]  # fmt: skip
    (total,) = parsed.stated_totals
    parsed.budgets += other
    parsed.stated_totals.append(
        replace(total, value=Decimal(100000), value_raw="100,000", fiscal_year_be=2567,
                source=replace(scanned("100,000", 0.9999), cell=(0, 3, 3)))
    )  # fmt: skip
    reconcile(parsed, document())
    found = [(b.amount_baht, b.doubtful) for b in parsed.budgets if b.origin == "detail"]
    assert found == [(12000, False), (30000, False), (50000, False), (50000, False)]


@pytest.mark.parametrize(
    ("words", "doubtful"), [("", True), (" (สามหมื่นบาทถ้วน)", False), (" (สามแสนบาทถ้วน)", True)]
)
def test_words_in_brackets_confirm_the_figure_before_them(words: str, doubtful: bool) -> None:
    text = f"เป็นเงิน 30,000 บาท{words}"
    read = Reading(text, 0.9, (0.97,) * len(text))
    source = Source(1, confidence=0.9, exact=False, readings=(read,))
    parsed = ParsedDocument(DocumentInfo("action_plan"), projects=[Project("โครงการอบรม", "โครงการอบรม")])
    parsed.budgets = [Budget(0, None, "detail", Decimal(30_000), "amount", text, source=source)]
    reconcile(parsed, document())
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets if b.origin == "detail"] == [
        (30_000, doubtful)
    ]


@pytest.mark.parametrize("lines", [("ไม่ใช้งบ", "ประมาณ"), ("ไม่ใข้งบประมาณ",)])
def test_a_phrase_read_weakly_is_no_amount(lines: tuple[str, ...]) -> None:
    parsed = report_table(30000)
    readings = tuple(scanned(line, 0.7).readings[0] for line in lines)
    phrase = parsed.budgets[0]
    phrase.amount_baht, phrase.amount_status, phrase.amount_raw = Decimal(0), "no_budget", "\n".join(lines)
    phrase.source = replace(phrase.source, readings=readings, confidence=0.7)
    parsed.stated_totals.clear()
    reconcile(parsed, document())
    assert not phrase.doubtful


@pytest.mark.parametrize(("stated", "doubtful"), [("2", True), ("1", True), ("11", False), ("13", False)])
def test_a_count_that_lacks_a_digit_of_the_number_listed_is_doubtful(stated: str, doubtful: bool) -> None:
    parsed = report_table(30000)
    parsed.info.doc_type = "action_plan"
    parsed.projects = [Project(f"โครงการ {n}", "", dimension=1, in_summary=True) for n in range(12)]
    parsed.budgets.clear()
    count = StatedTotal("summary", "dimension", "items", Decimal(stated), stated, 1)
    count.source = scanned(stated, 0.9999)
    parsed.stated_totals = [count]
    reconcile(parsed, document())
    assert (count.value, count.doubtful) == (int(stated), doubtful)


def test_how_many_items_were_done_is_not_told_by_how_many_are_listed() -> None:
    parsed = report_table(30000)
    parsed.projects = [Project(f"โครงการ {n}", "", dimension=1) for n in range(6)]
    parsed.budgets.clear()
    parsed.stated_totals = []
    for dimension, text, confidence in ((1, "4", 0.85), (2, "6", 0.997), (None, "10", 0.997)):
        scope = "plan" if dimension is None else "dimension"
        total = StatedTotal("report", scope, "done_items", Decimal(text), text, dimension)
        total.source = scanned(text, confidence)
        parsed.stated_totals.append(total)
    reconcile(parsed, document())
    assert [total.value for total in parsed.stated_totals] == [4, 6, 10]
    assert not parsed.stated_totals[0].doubtful


@pytest.mark.parametrize("confidence", [0.97, None])
def test_detail_amount_that_lost_a_digit_is_doubtful_on_a_scan(confidence: float | None) -> None:
    parsed = parsed_plan(confidence)
    detail = next(b for b in parsed.budgets if b.project == 2 and b.origin == "detail")
    source = Source(13) if confidence is None else scanned("3,500", 0.999)
    put(parsed, detail, "3,500", source)
    put(
        parsed,
        cell(parsed, 2, 2566, "summary"),
        "38,500",
        Source(8) if confidence is None else scanned("38,500", 0.999),
    )
    reconcile(parsed, document(exact=confidence is None))
    assert detail.amount_baht == 3500
    assert detail.doubtful == (confidence is not None)
    assert cell(parsed, 2, 2566, "reconciled").amount_baht == 38500
    assert not cell(parsed, 2, 2566, "reconciled").doubtful


def test_a_cell_apart_from_its_sum_and_its_section_by_one_digit_is_doubtful_though_read_for_sure() -> None:
    parsed = parsed_plan(0.9999)
    odd = cell(parsed, 2, 2567, "summary")
    put(parsed, odd, "33,500", scanned("33,500", 0.9999))
    reconcile(parsed, document())
    assert (odd.amount_baht, odd.doubtful) == (Decimal(33500), True)
    found = {f.check: f for f in audit(parsed, document()) if f.severity == "error"}
    assert set(found) == {"dimension_total", "detail_budget"}
    for finding in found.values():
        assert finding.cause == "unknown"
        assert "33,500 อ่านผิดจาก 38,500" in finding.message_th
        assert "33,500 is a misreading of 38,500" in finding.message_en


@pytest.mark.parametrize("text", ["50,000", "18,000"])
def test_a_cell_apart_from_its_sum_and_its_section_by_more_is_the_documents(text: str) -> None:
    parsed = parsed_plan(0.9999)
    put(parsed, cell(parsed, 2, 2567, "summary"), text, scanned(text, 0.9999))
    reconcile(parsed, document())
    found = [f for f in audit(parsed, document()) if f.check in ("dimension_total", "detail_budget")]
    assert [f.cause for f in found] == ["document", "document"]


def test_a_section_that_fits_no_year_is_one_witness_against_itself() -> None:
    """However many years its amount is held against: the document may say another amount there."""
    parsed = parsed_plan(0.9999)
    told = cell(parsed, 2, None, "detail")
    put(parsed, told, "78,500", scanned("78,500", 0.9999))
    reconcile(parsed, document())
    assert not told.doubtful
    (finding,) = [f for f in audit(parsed, document()) if f.severity == "error"]
    assert (finding.check, finding.cause) == ("detail_budget", "document")
    assert "78,500 is a misreading of 38,500" in finding.message_en


def test_the_same_cell_in_exact_text_is_certain() -> None:
    parsed = parsed_plan(None)
    odd = cell(parsed, 2, 2567, "summary")
    put(parsed, odd, "33,500", odd.source)
    reconcile(parsed, document(exact=True))
    assert not odd.doubtful
    found = [f for f in audit(parsed, document(exact=True)) if f.check == "dimension_total"]
    assert [f.cause for f in found] == ["document"] and "misreading" not in found[0].message_en


def test_of_several_sums_of_unknown_dimensions_none_speaks_for_the_items_of_unknown_ones() -> None:
    parsed = ParsedDocument(DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2566))
    parsed.projects = [Project("โครงการหนึ่ง", "โครงการหนึ่ง", in_summary=True)]
    read = scanned("25,000", 0.5)
    parsed.budgets = [Budget(0, 2566, "summary", Decimal(25_000), "amount", "25,000", source=read)]
    for text in ("20,000", "285,000"):
        value = Decimal(text.replace(",", ""))
        parsed.stated_totals.append(
            StatedTotal(
                "summary",
                "dimension",
                "budget_baht",
                value,
                text,
                fiscal_year_be=2566,
                source=scanned(text, 0.99),
            )
        )
    reconcile(parsed, document())
    budget = cell(parsed, 0, 2566, "summary")
    assert (budget.amount_baht, budget.doubtful) == (Decimal(25_000), True)
