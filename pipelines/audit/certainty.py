"""What could not be read with certainty: every doubtful value has a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.audit.case import Amount, AuditCase, Total
from pipelines.audit.counts import NOUN_EN, NOUN_TH
from pipelines.audit.doubts import doubt_th
from pipelines.audit.finding import make, money, shortened
from pipelines.audit.percent import WORDS
from pipelines.audit.totals import BAHT_EN, BAHT_TH
from pipelines.records import Finding

_SOURCE_TH = {"summary": "ตารางสรุป", "detail": "รายละเอียดโครงการ", "reconciled": "ค่าที่ประมวลแล้ว"}
_ORIGIN_TH = {"summary": "ในตารางสรุป", "preface": "ในคำนำ", "report": "ในรายงาน"}
_SOURCE_EN = {"summary": "summary table", "detail": "detail section", "reconciled": "reconciled value"}


def doubtful_amount(case: AuditCase) -> Iterator[Finding]:
    """Every amount and stated figure that is not certain is named, with its best value.

    Rule: output contract, `doubtful` and check `doubtful_amount`. A reconciled value is named only where none
    of the printed values behind it is doubtful already.
    """
    named = {(a.item, a.year) for a in case.amounts if a.doubtful and a.origin != "reconciled"}
    for amount in case.amounts:
        if not amount.doubtful or amount.status == "unreadable":
            continue
        if amount.origin == "reconciled" and ({(amount.item, amount.year), (amount.item, None)} & named):
            continue
        value_th = "ว่าง" if amount.value is None else f"{money(amount.value)} บาท"
        value_en = "blank" if amount.value is None else f"{money(amount.value)} baht"
        unread = not amount.place.exact or (amount.value is None and not case.exact)
        yield make(
            "doubtful_amount",
            "extraction" if unread else "unknown",
            f"{_where_th(case, amount)}: ไม่แน่ชัด ค่าที่น่าจะเป็นคือ {value_th}{_raw_th(amount)}{_why_th(amount)}",
            f"{_where_en(case, amount)}: not certain; best value {value_en}"
            f"{_raw_en(amount)}{_why_en(amount)}.",
            place=amount.place,
            dimension=case.items[amount.item].dimension,
            year=amount.year,
            item=amount.item,
            stated=amount.value,
        )
    for total in case.totals:
        if total.doubtful:
            what_th, what_en = quantity_names(total.quantity)
            when_th, when_en = (f" ปี {total.year}", f", {total.year}") if total.year else ("", "")
            where = f"มิติที่ {total.dimension}" if total.dimension else "ทั้งแผน"
            where_en = f"dimension {total.dimension}" if total.dimension else "plan"
            value_th, value_en = _best(total)
            yield make(
                "doubtful_amount",
                "extraction" if not total.place.exact else "unknown",
                f"ยอดที่ระบุ{_ORIGIN_TH[total.origin]} ({what_th} {where}{when_th}): {value_th} "
                f"(ตามที่อ่าน: {shortened(total.raw)}){_why_th(total)}",
                f"Figure stated in the {total.origin} ({what_en}, {where_en}{when_en}): {value_en} "
                f"(as read: {shortened(total.raw)}){_why_en(total)}.",
                place=total.place,
                dimension=total.dimension,
                year=total.year,
                stated=total.value,
            )


def _best(total: Total) -> tuple[str, str]:
    """What can be said of a doubtful total; exact text is clear, but not what it is a figure of."""
    if total.value is None:
        return "อ่านเป็นตัวเลขของยอดนี้ไม่ได้", "not a number that this figure can be"
    value = money(total.value)
    if total.place.exact:
        return f"ไม่แน่ชัดว่า {value} เป็นตัวเลขของยอดนี้", f"whether {value} is this figure is not certain"
    return f"ไม่แน่ชัด ค่าที่น่าจะเป็นคือ {value}", f"not certain; best value {value}"


def unreadable_amount(case: AuditCase) -> Iterator[Finding]:
    """Every amount of which no value could be made is named.

    Rule: output contract, check `unreadable_amount`.
    """
    for amount in case.amounts:
        if amount.status != "unreadable":
            continue
        if amount.origin == "reconciled" and any(
            a.item == amount.item and a.year in (amount.year, None) and a.status == "unreadable"
            for a in case.amounts
            if a.origin != "reconciled"
        ):
            continue
        yield make(
            "unreadable_amount",
            "extraction",
            f"{_where_th(case, amount)}: อ่านจำนวนเงินไม่ได้{_raw_th(amount)}{_why_th(amount)}",
            f"{_where_en(case, amount)}: the amount could not be read{_raw_en(amount)}{_why_en(amount)}.",
            place=amount.place,
            dimension=case.items[amount.item].dimension,
            year=amount.year,
            item=amount.item,
        )


def quantity_names(quantity: str) -> tuple[str, str]:
    """A stated quantity in Thai and English words."""
    if quantity in BAHT_TH:
        return BAHT_TH[quantity], BAHT_EN[quantity]
    if quantity in WORDS:
        return WORDS[quantity][0], WORDS[quantity][1].lower()
    return f"จำนวน{NOUN_TH.get(quantity, quantity)}", NOUN_EN.get(quantity, quantity)


def _where_th(case: AuditCase, amount: Amount) -> str:
    year = f" ปี {amount.year}" if amount.year else ""
    return f"{case.items[amount.item].name}{year} ({_source(case, amount, _SOURCE_TH, 'รายงาน')})"


def _where_en(case: AuditCase, amount: Amount) -> str:
    year = f", {amount.year}" if amount.year else ""
    return f"{case.items[amount.item].name}{year} ({_source(case, amount, _SOURCE_EN, 'report')})"


def _source(case: AuditCase, amount: Amount, names: Mapping[str, str], report: str) -> str:
    """Where an amount stands; what a report prints of an item is no detail section."""
    told = case.doc_type == "progress_report" and amount.origin == "detail"
    return report if told else names[amount.origin]


def _raw_th(amount: Amount) -> str:
    return f" (ตามที่อ่าน: {shortened(amount.raw)})" if amount.raw else ""


def _raw_en(amount: Amount) -> str:
    return f" (as read: {shortened(amount.raw)})" if amount.raw else ""


def _why_th(amount: Amount | Total) -> str:
    return f" เพราะ{doubt_th(amount.doubt)}" if amount.doubt else ""


def _why_en(amount: Amount | Total) -> str:
    return f": {amount.doubt}" if amount.doubt else ""
