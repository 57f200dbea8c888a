"""The check of the percentages that a report prints beside what its items spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from normalize.digits import to_arabic
from pipelines.audit.case import AuditCase, Passage, Total
from pipelines.audit.finding import apart, make, money
from pipelines.audit.shares import decimals_of, fits
from pipelines.records import Finding

_FIGURE = re.compile(r"(?<![^\s:=(])(?:(?P<figure>\d+(?:,\d+)*(?:\.\d+)?)|-(?!\S))\s*(?P<sign>%)?")
"""A figure; a lone dash stands for none."""
_SPENT = re.compile(r"เบิกจ่าย|ใช้จ่าย|จ่ายจริง|ใช้จริง|ที่ใช้|ใช้ไป")
_SHARE = re.compile(r"(?:คิดเป็น|ร้อยละ|ของ|เทียบกับ|งบประมาณ|เงิน|ที่ได้รับ|(?:ผล)?การ|เบิกจ่าย|ใช้จ่าย|บาท|[\s()%:=])+")
"""Words that make a percentage one of the budget; with others it is one of the work done or of a target."""
_AMENDED = re.compile(r"หลัง(?:การ)?(?:โอน|ปรับ|แก้ไข|เปลี่ยน)")
SECTIONS = ("budget", "results", "note")
"""Where a report tells what an item spent."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """What an item spent, and the percentage of its budget printed right behind it."""

    spent: Decimal
    share: Decimal
    printed: str


def spending_percent(case: AuditCase) -> Iterator[Finding]:
    """The percentage printed beside what an item spent must be that of its budget.

    Rule: output contract, check `percent`, spent by planned baht. Read from the texts of the items'
    sections, whose figures have no confidence of their own: so in text PDFs and texts alone. A percentage
    that fits another figure of the item is of that base.
    """
    if not case.exact:
        return
    for passage in case.passages:
        if passage.section not in SECTIONS:
            continue
        base = _budget(case, passage.item)
        if base is not None:
            others = [
                (value, _SPENT.search(label.rpartition("\n")[2]) is not None)
                for text in _texts(case, passage.item)
                for label, value, _ in _figures(text)
            ]
            for pair in _pairs(passage.text):
                yield from _check(case, passage, pair, base, others)


def amended_base(case: AuditCase, dimension: int | None) -> Decimal | None:
    """What the items (of one dimension) have after transfers, where a column tells it of each that a report
    lists beside what they had; None where it does not."""
    told: list[Decimal] = []
    for number, item in enumerate(case.items):
        if dimension not in (None, item.dimension) or not case.amounts_of(number, "detail"):
            continue
        found = [
            value
            for text in _texts(case, number)
            for label, value, _ in _figures(text)
            if _AMENDED.search(label)
        ]
        if len(found) != 1:
            return None
        told += found
    return sum(told, Decimal(0)) if told else None


def _budget(case: AuditCase, item: int) -> Decimal | None:
    """The one amount that a report states for an item; None where it is not certain which."""
    amounts = case.amounts_of(item, "detail")
    if len(amounts) != 1 or amounts[0].doubtful or amounts[0].status == "blank":
        return None
    return amounts[0].value


def _texts(case: AuditCase, item: int) -> list[str]:
    return [p.text for p in case.passages if p.item == item and p.section in SECTIONS]


def _figures(text: str) -> Iterator[tuple[str, Decimal, str]]:
    """The figures of a text, with the words before each and as they are printed (nothing for a dash)."""
    end = 0
    arabic = to_arabic(text)
    for match in _FIGURE.finditer(arabic):
        printed = match["figure"] or ""
        value = Decimal(printed.replace(",", "") or 0)
        yield arabic[end : match.start()] + (match["sign"] or ""), value, printed
        end = match.end()


def _pairs(text: str) -> Iterator[_Pair]:
    spent: Decimal | None = None
    for label, value, printed in _figures(text):
        is_share = "ร้อยละ" in label or "%" in label
        if is_share and spent is not None and printed and _SHARE.fullmatch(label):
            yield _Pair(spent, value, printed)
        of_line = label.rpartition("\n")[2]
        spent = value if not is_share and _SPENT.search(of_line) else None


def _check(
    case: AuditCase, passage: Passage, pair: _Pair, base: Decimal, others: list[tuple[Decimal, bool]]
) -> Iterator[Finding]:
    stated = Total("report", "item", "budget_percent", pair.share, raw=pair.printed)
    share = replace(stated, quantity="spent_baht", value=pair.spent)
    whole = replace(stated, quantity="planned_baht", value=base)
    if fits(stated, share, whole):
        return
    bases = [other for other, spent in others if other > pair.spent or (other == pair.spent and not spent)]
    if any(fits(stated, share, replace(whole, value=other)) for other in bases):
        return
    item = case.items[passage.item]
    value = pair.share
    expected: Decimal | None = None
    if base == 0:
        th = f"{item.name}: ระบุร้อยละ {money(value)} ทั้งที่ไม่มีงบประมาณ จึงคำนวณร้อยละไม่ได้ (ควรเป็น 0.00 หรือเว้นว่าง)"
        en = f"{item.name}: {money(value)} % is stated, but there is no budget (0.00 or blank)."
    else:
        unit = Decimal(1).scaleb(-max(decimals_of(stated), 2))
        expected = (pair.spent * 100 / base).quantize(unit, ROUND_HALF_UP)
        th = (
            f"{item.name}: ระบุร้อยละ {money(value)} แต่เบิกจ่าย {money(pair.spent)} จาก {money(base)} บาท "
            f"คิดเป็นร้อยละ {money(expected)} (ต่างกัน {apart(value, expected)} จุดเปอร์เซ็นต์)"
        )
        en = (
            f"{item.name}: {money(value)} % is stated, but {money(pair.spent)} of {money(base)} baht spent "
            f"is {money(expected)} % ({apart(value, expected)} percentage points apart)."
        )
    yield make(
        "percent",
        "document",
        th,
        en,
        place=case.place_of(passage),
        dimension=item.dimension,
        item=passage.item,
        stated=value,
        expected=expected,
    )
