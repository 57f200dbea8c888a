"""Checks of sums: dimension totals and plan totals of money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipelines.audit.case import Amount, AuditCase, Total
from pipelines.audit.cause import Cause, cause_of, digit_between
from pipelines.audit.finding import digit_words, mismatch, money, page_en, page_th, shortened
from pipelines.audit.structure import dimension_totals, plan_blamed, total_blamed
from pipelines.records import Finding

MOST_NAMED = 3
"""So many doubtful amounts of a sum are named in its finding."""
BAHT_TH = {
    "budget_baht": "งบประมาณ",
    "planned_baht": "งบประมาณตามแผน",
    "ordinance_baht": "งบประมาณตามข้อบัญญัติ/เทศบัญญัติ",
    "spent_baht": "งบประมาณที่ใช้จริง",
}
BAHT_EN = {
    "budget_baht": "budget",
    "planned_baht": "planned budget",
    "ordinance_baht": "budget in the ordinance",
    "spent_baht": "spending",
}


def dimension_total(case: AuditCase) -> Iterator[Finding]:
    """The sum of a dimension's project budgets must equal its stated total, per year.

    Rule: output contract, check `dimension_total`. A cell in which nothing is printed counts as nothing,
    unless reconciliation filled it from the detail section. A total whose dimension was not read is that of
    the items whose dimension was not read; where there are such, or where no item was found at all, a
    dimension without items tells nothing.
    A report's planned budget is that of its items where it states one for each of them.
    """
    totals = case.totals_where(scope="dimension", quantity="budget_baht")
    for total in _distinct([*totals, *_planned_of_items(case)]):
        figures = _dimension_figures(case, total)
        unplaced = total.dimension is None or any(item.dimension is None for item in case.items)
        if not figures and (unplaced or not case.items):
            continue
        yield from _compare(
            case,
            "dimension_total",
            total,
            figures,
            f"{_where_th(total)} ระบุงบประมาณรวม {{stated}} บาท แต่ผลรวมของโครงการ/กิจกรรม/มาตรการในมิตินี้คือ "
            "{expected} บาท ({gap})",
            f"{_where_en(total)} states a total of {{stated}} baht, but its items add up to {{expected}} "
            "baht ({gap}).",
        )


def _planned_of_items(case: AuditCase) -> Iterator[Total]:
    """A report's planned budgets of dimensions of which every item has an amount that is certain, as many
    items as the report counts (a scan that counts none may have lost a row); none where it states several."""
    for total in case.totals_where(origin="report", scope="dimension", quantity="planned_baht"):
        same = [t for t in case.totals_where(origin="report", scope="dimension") if _beside(t, total)]
        counts = [t.value for t in same if t.quantity in ("planned_items", "items")]
        items = case.listed(total.dimension)
        figures = _dimension_figures(case, total)
        if (
            items
            and (counts or case.exact)
            and total.dimension is not None
            and sum(t.quantity == "planned_baht" for t in same) == 1
            and all(count == len(items) for count in counts)
            and all(item.dimension is not None for item in case.items)
            and sorted(figure.item for figure in figures) == sorted(item.key for item in items)
            and not any(figure.doubtful or figure.status == "blank" for figure in figures)
        ):
            yield total


def _beside(other: Total, total: Total) -> bool:
    return (other.dimension, other.year) == (total.dimension, total.year)


def plan_total(case: AuditCase) -> Iterator[Finding]:
    """The sum of the dimensions' stated totals must equal the stated plan total, per year and quantity.

    Rule: output contract, check `plan_total`. Where no dimension states a total, the items are added up.
    """
    for quantity, noun in BAHT_TH.items():
        for total in _distinct(case.totals_where(scope="plan", quantity=quantity)):
            if total.of_something_else:
                continue
            parts: list[Total] | list[Amount] = dimension_totals(case, total)
            if not parts and quantity == "budget_baht":
                parts = _dimension_figures(case, total)
            if not parts:
                continue
            by_dimension = isinstance(parts[0], Total)
            of_th, of_en = ("ทุกมิติ", "dimensions") if by_dimension else ("รายการทั้งหมด", "items")
            fits_th, fits_en = _fits_items(case, total)
            yield from _compare(
                case,
                "plan_total",
                total,
                parts,
                f"ยอดรวมทั้งแผน ({noun}){_year_th(total)} ระบุ {{stated}} บาท "
                f"แต่ผลรวมของ{of_th}คือ {{expected}} บาท ({{gap}}){fits_th}",
                f"The plan's stated {BAHT_EN[quantity]}{_year_en(total)} is {{stated}} baht, but its "
                f"{of_en} add up to {{expected}} baht ({{gap}}).{fits_en}",
            )


def _fits_items(case: AuditCase, total: Total) -> tuple[str, str]:
    """That a plan's total is what its items add up to, in Thai and English: a dimension's is wrong then."""
    items = _dimension_figures(case, total) if total.quantity == "budget_baht" else []
    if not items or _sum(items) != total.value:
        return "", ""
    wrong = [str(part.dimension) for part, _ in _off(case, dimension_totals(case, total)) if part.dimension]
    of_th, of_en = ("มิติ", "a dimension's total")
    if wrong:
        of_th = f"มิติที่ {' และ '.join(wrong)}"
        of_en = f"the total of dimension {' and '.join(wrong)}"
    return (
        f" ยอดรวมทั้งแผนเท่ากับผลรวมของรายการทั้งหมด จึงน่าจะผิดที่ยอดรวมของ{of_th}",
        f" It is what the items add up to: {of_en} seems to be wrong.",
    )


def _off(case: AuditCase, totals: Iterable[Total]) -> list[tuple[Total, list[Amount]]]:
    """The dimensions' totals that are not what their items add up to, with the items' amounts."""
    figures = [(total, _dimension_figures(case, total)) for total in totals]
    return [(total, rows) for total, rows in figures if rows and total.value != _sum(rows)]


def _compare(
    case: AuditCase, check: str, total: Total, parts: list[Total] | list[Amount], th: str, en: str
) -> Iterator[Finding]:
    expected = _sum(parts)
    if total.value is None or total.value == expected:
        return
    cause = _cause(case, total, parts)
    amounts = [part for part in parts if isinstance(part, Amount)]
    if cause != "extraction" and not _fits_items(case, total)[0]:
        hint_th, hint_en = digit_words(digit_between(total, parts, total.value - expected))
        th, en = th + hint_th, en + hint_en
    if cause != "document":
        doubted_th, doubted_en = _doubted(case, amounts)
        loose_th, loose_en = _loose(case, amounts, total.value - expected)
        th, en = th + doubted_th + loose_th, en + doubted_en + loose_en
    unread = sum(part.value is None and part.doubtful for part in parts)
    if unread:
        th += f" ยังไม่รวมจำนวนเงินที่อ่านไม่ได้ {unread} จำนวน"
        en += f" Not in this sum: {unread} that could not be read."
    yield mismatch(check, cause, total, expected, th, en, unit="baht")


def _cause(case: AuditCase, total: Total, parts: list[Total] | list[Amount]) -> Cause:
    """The cause of a sum that does not hold. Where a plan's total is what its items add up to, it is that of
    the dimensions' totals that are not."""
    gap = (total.value or Decimal(0)) - _sum(parts)
    cause = cause_of([total, *parts], gap)
    amounts = [part for part in parts if isinstance(part, Amount)]
    if total.scope == "dimension" and total.dimension is None:
        return "unknown" if case.exact else "extraction"
    if amounts or not parts:
        return total_blamed(case, cause, total, amounts)
    stated = [part for part in parts if isinstance(part, Total)]
    if _fits_items(case, total)[0]:
        causes = {_cause(case, part, rows) for part, rows in _off(case, stated)}
        if len(causes) == 1:
            return causes.pop()
    return plan_blamed(case, cause, total, stated)


def _doubted(case: AuditCase, parts: Iterable[Amount]) -> tuple[str, str]:
    """The amounts of a sum that are not certain, in Thai and English; nothing where they are many."""
    doubted = [part for part in parts if part.doubtful and part.value is not None]
    if not 0 < len(doubted) <= MOST_NAMED:
        return "", ""
    named = [(shortened(case.items[part.item].name), money(part.value or Decimal(0))) for part in doubted]
    th = ", ".join(f"{name} {value} บาท" for name, value in named)
    en = ", ".join(f"{name} {value} baht" for name, value in named)
    return f" ในผลรวมนี้มีค่าที่ไม่แน่ชัด: {th}", f" Not certain in this sum: {en}."


def _loose(case: AuditCase, parts: Iterable[Amount], gap: Decimal) -> tuple[str, str]:
    """The amount that was given to no item and closes the gap (stated minus expected), beside one that is
    not certain or was not read or in its place; in Thai and English."""
    for part in parts:
        for value in ((part.value or Decimal(0)) + gap, gap):
            if part.doubtful and (part.place.page, value) in case.loose:
                at_th, at_en = page_th(part.place), page_en(part.place)
                return (
                    f" หากนับ {money(value)} บาท{at_th} ที่อ่านได้แต่ไม่ทราบว่าเป็นของรายการใด ผลรวมจะตรงกัน",
                    f" It fits with the {money(value)} baht{at_en} that were given to no item.",
                )
    return "", ""


def _sum(parts: Iterable[Total | Amount]) -> Decimal:
    return sum((part.value for part in parts if part.value is not None), Decimal(0))


def _dimension_figures(case: AuditCase, total: Total) -> list[Amount]:
    """The amounts that a stated total stands for: the printed ones, else the reconciled."""
    keys = {item.key for item in case.listed(total.dimension)}
    if total.scope == "dimension":
        keys = {key for key in keys if case.items[key].dimension == total.dimension}
    figures: dict[tuple[int, int | None], Amount] = {}
    for amount in sorted(case.amounts, key=lambda a: a.origin == "reconciled"):
        if amount.item not in keys or amount.origin not in ("summary", "reconciled"):
            continue
        if total.year is not None and amount.year != total.year:
            continue
        key = (amount.item, amount.year)
        held = figures.get(key)
        filled = held is not None and held.value is None and amount.value is not None
        if held is None or (filled and not _idle(amount, held)):
            figures[key] = amount
    return list(figures.values())


def _idle(amount: Amount, held: Amount) -> bool:
    """Whether an amount is a guess for a cell that was seen to be empty: nothing in it is what the table adds
    up."""
    return amount.doubtful and held.status == "blank" and not held.doubtful


def _distinct(totals: Iterable[Total]) -> Iterator[Total]:
    """A figure that is printed again (on a later page, in a second table) is checked once."""
    seen: set[tuple[object, ...]] = set()
    for total in totals:
        key = (total.dimension, total.mission_code, total.year, total.value)
        if key not in seen:
            seen.add(key)
            yield total


def _where_th(total: Total) -> str:
    return f"{f'มิติที่ {total.dimension}' if total.dimension else 'มิติที่อ่านไม่ได้'}{_year_th(total)}"


def _where_en(total: Total) -> str:
    return f"{f'Dimension {total.dimension}' if total.dimension else 'A dimension not read'}{_year_en(total)}"


def _year_th(total: Total) -> str:
    return f" ปีงบประมาณ พ.ศ. {total.year}" if total.year else ""


def _year_en(total: Total) -> str:
    return f", FY {total.year}" if total.year else ""
