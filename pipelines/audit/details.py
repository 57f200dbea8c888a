"""Checks between the summary table and the detail sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from rapidfuzz import fuzz

from normalize.digits import to_arabic
from pipelines.audit.case import Amount, AuditCase, Item
from pipelines.audit.cause import DETAIL_SLIP, Cause, cause_of, digit_between
from pipelines.audit.finding import apart, digit_words, make, money
from pipelines.audit.names import comparable
from pipelines.audit.row_totals import row_totals
from pipelines.audit.structure import SEVERAL, odd_rows, pages_between, read_whole, unplaced
from pipelines.one_digit import cents, one_digit_apart
from pipelines.records import OF_ALL_YEARS, Finding

SHORTEST_NAME = 8
"""Letters without which a name on a scan is a scrap, not an item."""
NAMED_ON_PAGE, LONG_NAMED_ON_PAGE = 88.0, 80.0
"""Likeness (0-100) of a name, or a long one, and a stretch of a scanned page from which it stands there."""
LONG_NAME = 25
"""Letters of a long name: no other text is much like it by chance."""
MOST_LINES = 4
"""Lines that a name runs over at most."""
HEADING_WORDS = 30
"""Letters that may stand beside a name in its heading (`1. ชื่อโครงการ/กิจกรรม/มาตรการ`)."""
SAME_ITEM = 70.0
"""Likeness (0-100) above which an item of one part only is probably its namesake of the other part."""


def detail_budget(case: AuditCase) -> Iterator[Finding]:
    """A project's budget in its detail section must equal its budget in the summary table.

    Rule: output contract, check `detail_budget`, one per project. An amount without a year stands for
    every year; the sum of all years, or that of one year alone printed beside the others, fits as well. What
    a row of the summary prints as the sum of its years must be so, too, where other rows add up.
    """
    for item in case.items:
        summary = [a for a in case.amounts_of(item.key, "summary") if a.value is not None]
        detail = [a for a in case.amounts_of(item.key, "detail") if a.value is not None]
        found = _mismatch(summary, detail)
        if found is None:
            continue
        told, listed = found
        stated, expected = told.value or Decimal(0), listed.value or Decimal(0)
        differing = _differing_years(summary, detail)
        year = told.year if differing == 1 else None
        when_th, when_en = _when(told, listed, summary, differing)
        cause = _budget_cause(case, item, told, listed)
        pair = digit_between(told, [listed], stated - expected) if cause != "extraction" else None
        hint_th, hint_en = digit_words(pair)
        yield make(
            "detail_budget",
            cause,
            f"{item.name}: รายละเอียดโครงการระบุ{_amount_th(told)} แต่ตารางสรุประบุ"
            f"{_amount_th(listed)}{when_th} (ต่างกัน {apart(stated, expected)} บาท){hint_th}",
            f"{item.name}: the detail section says {_amount_en(told)}, the summary table "
            f"{_amount_en(listed)}{when_en} ({apart(stated, expected)} baht apart).{hint_en}",
            place=told.place,
            dimension=item.dimension,
            year=year,
            item=item.key,
            stated=stated,
            expected=expected,
        )
    yield from row_totals(case)


def _when(told: Amount, listed: Amount, summary: list[Amount], differing: int) -> tuple[str, str]:
    """For which years the table has the other amount, in Thai and English: one, or all; where the section
    lists years, in how many more the two differ."""
    if told.year is None and len(summary) > 1 and {a.value for a in summary} == {listed.value}:
        return " ทุกปี", " in every year"
    if told.doubt == OF_ALL_YEARS and listed.year is None:
        return " รวมทุกปี", " for all years together"
    if not listed.year:
        return "", ""
    th, en = f" ในปี {listed.year}", f" in {listed.year}"
    more = differing - 1
    return (
        (f"{th} และต่างกันอีก {more} ปี", f"{en}, and the amounts of {more} more differ")
        if more > 0
        else (th, en)
    )


def _budget_cause(case: AuditCase, item: Item, told: Amount, listed: Amount) -> Cause:
    """On a scan an amount of another item or year is no mistake of the document.

    A section whose heading was not seen is taken into the one before it: its amount then fits the next item
    of the table, which lacks its section.
    """
    gap = (told.value or Decimal(0)) - (listed.value or Decimal(0))
    cause = cause_of([told, listed], gap, DETAIL_SLIP)
    if read_whole(case):
        among = unplaced(told) and told.doubt != OF_ALL_YEARS and _stands_in(listed, told)
        return "extraction" if among or unplaced(listed) else cause
    if unplaced(told) or unplaced(listed) or _digit_lost(told, listed) or _torn(told, listed):
        return "extraction"
    bereft = _without_section_behind(case, item)
    swallowed = any(told.value == a.value for i in bereft for a in case.amounts_of(i.key, "summary"))
    return "extraction" if swallowed else cause


def _digit_lost(told: Amount, listed: Amount) -> bool:
    """True when one amount of a scan is the other with a digit more: readers lose digits, writers seldom."""
    a, b = told.value or Decimal(0), listed.value or Decimal(0)
    return len(str(int(a))) != len(str(int(b))) and one_digit_apart(cents(a), cents(b))


def _torn(told: Amount, listed: Amount) -> bool:
    """True when the digits of the table's amount stand in what was read of a doubtful one, torn apart."""
    return told.doubtful and _stands_in(listed, told)


def _stands_in(listed: Amount, told: Amount) -> bool:
    """True when the digits of one amount stand in what was read of the other."""
    digits = str(int(listed.value or 0))
    read = re.sub(r"[\s,]", "", to_arabic(told.raw or ""))
    return digits != "0" and digits in read


def _without_section_behind(case: AuditCase, item: Item) -> list[Item]:
    """The items right behind one in the table that have no detail section."""
    listed = [i for i in case.items if i.in_summary]
    behind = listed[listed.index(item) + 1 :] if item in listed else []
    return list(takewhile(lambda i: not i.in_detail, behind))


def _differing_years(summary: list[Amount], detail: list[Amount]) -> int:
    """In how many years that both parts list the amounts differ."""
    by_year = {a.year: a.value for a in summary}
    return sum(
        1 for told in detail if told.year is not None and by_year.get(told.year, told.value) != told.value
    )


def _mismatch(summary: list[Amount], detail: list[Amount]) -> tuple[Amount, Amount] | None:
    if not summary or not detail:
        return None
    by_year = {a.year: a for a in summary}
    for told in detail:
        if told.year is not None:
            listed = by_year.get(told.year)
            if listed is not None and listed.value != told.value:
                return told, listed
    whole = [a for a in detail if a.year is None]
    if not whole:
        return None
    total = sum((a.value for a in summary if a.value is not None), Decimal(0))
    of_all_years = [a for a in whole if a.doubt == OF_ALL_YEARS]
    if of_all_years and len(summary) > 1:
        doubts = [a for a in summary if a.doubtful]
        listed = replace(doubts[0] if doubts else summary[0], year=None, value=total, status="amount")
        return None if total == of_all_years[0].value else (of_all_years[0], listed)
    fitting = {a.value for a in whole} | {sum((a.value for a in whole if a.value is not None), Decimal(0))}
    if total in fitting:
        return None
    for listed in summary:
        if listed.value not in fitting:
            return whole[0], listed
    return None


def missing_detail(case: AuditCase) -> Iterator[Finding]:
    """An item of the summary table must have a detail section, where the plan has detail sections at all.

    Rule: output contract, check `missing_detail`.
    """
    if case.doc_type == "progress_report" or not any(i.in_detail for i in case.items):
        return
    others = [i for i in case.items if i.in_detail and not i.in_summary]
    pages = _detail_pages(case)
    odd = odd_rows(case)
    for item in case.items:
        if item.in_summary and not item.in_detail:
            yield make(
                "missing_detail",
                "extraction" if item in odd else _one_sided_cause(case, item, others, pages),
                f"{item.name}: อยู่ในตารางสรุป แต่ไม่มีรายละเอียดโครงการ",
                f"{item.name}: listed in the summary table, but it has no detail section.",
                place=item.place,
                dimension=item.dimension,
                item=item.key,
            )


def _detail_pages(case: AuditCase) -> set[int | None]:
    """The pages of the detail sections, with those between and beside them: sections may be lost."""
    known = {p.page for p in case.passages if p.page is not None}
    return known | (pages_between(known) - {i.place.page for i in case.items if i.in_summary} - {None})


def missing_summary(case: AuditCase) -> Iterator[Finding]:
    """An item with a detail section must be listed in the summary table, where the plan has one.

    Rule: output contract, check `missing_summary`. Where no item of a plan is listed in a table, one finding
    says so: there may be none, or it was not recognised.
    """
    if case.doc_type == "progress_report":
        return
    if not any(i.in_summary for i in case.items):
        yield from _without_table(case)
        return
    others = [i for i in case.items if i.in_summary and not i.in_detail]
    listed = {i.place.page for i in case.items if i.in_summary}
    pages = pages_between(listed)
    for item in case.items:
        if item.in_detail and not item.in_summary:
            yield make(
                "missing_summary",
                _one_sided_cause(case, item, others, pages - (_pages_besides(case, item) - listed)),
                f"{item.name}: มีรายละเอียดโครงการ แต่ไม่อยู่ในตารางสรุป",
                f"{item.name}: has a detail section, but is not listed in the summary table.",
                place=item.place,
                dimension=item.dimension,
                item=item.key,
            )


def _pages_besides(case: AuditCase, item: Item) -> set[int | None]:
    """The pages on which an item's name stands in any case: over its own section, and where the risk table
    has it for a control."""
    name = comparable(item.name)
    same = (c for c in case.controls if fuzz.ratio(comparable(c.control), name) >= NAMED_ON_PAGE)
    return {item.place.page, *(control.place.page for control in same)}


def _without_table(case: AuditCase) -> Iterator[Finding]:
    """The finding of a plan whose items are known from their detail sections alone."""
    told = [item for item in case.items if item.in_detail]
    if case.doc_type != "action_plan" or len(told) < SEVERAL:
        return
    yield make(
        "missing_summary",
        "unknown",
        f"ไม่พบตารางสรุปโครงการและงบประมาณ รายการทั้ง {len(told)} รายการมาจากรายละเอียดโครงการเท่านั้น "
        "(เอกสารอาจไม่มีตาราง หรือเครื่องอ่านตารางไม่ได้)",
        f"No summary table of items and budgets was found; all {len(told)} items come from their detail "
        "sections (the document may have none, or it was not recognised).",
        place=told[0].place,
    )


def _one_sided_cause(case: AuditCase, item: Item, others: list[Item], pages: set[int | None]) -> Cause:
    """Extraction when a namesake stands alone in the other part, when the part's pages hold the name after
    all, or when a page of a scan was not read."""
    name = comparable(item.name)
    if any(_same_item(name, comparable(other.name)) for other in others):
        return "unknown" if read_whole(case) else "extraction"
    if read_whole(case):
        return "document"
    if case.read_in_part(pages) or len(name) < SHORTEST_NAME:
        return "extraction"
    both = [comparable(i.name) for i in case.items if i.in_summary and i.in_detail]
    namesake = any(fuzz.ratio(name, other) >= NAMED_ON_PAGE for other in both)
    return "unknown" if namesake or not _stands_on(case, name, pages) else "extraction"


def _same_item(name: str, other: str) -> bool:
    shorter, longer = sorted((name, other), key=len)
    if fuzz.ratio(name, other) >= SAME_ITEM:
        return True
    return len(shorter) > SHORTEST_NAME and _holds(longer, shorter)


def _stands_on(case: AuditCase, name: str, pages: set[int | None]) -> bool:
    """True when one of the pages has the name for a heading or a cell, though not recognised as an item's.

    A short name that stands within a longer sentence is not meant: it is the sentence's words.
    """
    return any(
        _holds(piece, name)
        for page, text in case.pages
        if page in pages
        for piece in _pieces(text, len(name))
    )


def _pieces(text: str, length: int) -> Iterator[str]:
    """Lines of a page, and several joined, that are not much longer than a name of so many letters."""
    lines = [comparable(line) for line in text.split("\n")]
    for first in range(len(lines)):
        piece = ""
        for line in lines[first : first + MOST_LINES]:
            piece += line
            if len(piece) > length + HEADING_WORDS:
                break
            yield piece


def _holds(text: str, name: str) -> bool:
    likeness = LONG_NAMED_ON_PAGE if len(name) >= LONG_NAME else NAMED_ON_PAGE
    return len(text) >= len(name) and fuzz.partial_ratio(name, text) >= likeness


def _amount_th(amount: Amount) -> str:
    if amount.status == "no_budget":
        return "ว่าไม่ใช้งบประมาณ"
    return f"งบประมาณ {money(amount.value or Decimal(0))} บาท"


def _amount_en(amount: Amount) -> str:
    if amount.status == "no_budget":
        return "no budget"
    return f"{money(amount.value or Decimal(0))} baht"
