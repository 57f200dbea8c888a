"""How a check makes a finding: severity by the contract, figures and texts in one form."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pipelines.audit.case import Place, Total
from pipelines.audit.cause import Cause
from pipelines.records import Finding

SEVERITY: dict[str, Literal["error", "warning", "info"]] = {
    "dimension_total": "error",
    "plan_total": "error",
    "dimension_count": "error",
    "plan_count": "error",
    "preface_count": "error",
    "detail_budget": "error",
    "percent": "error",
    "seq_duplicate": "error",
    "fiscal_year": "error",
    "plan_vs_report": "error",
    "missing_detail": "warning",
    "missing_summary": "warning",
    "seq_gap": "warning",
    "duplicate_project": "warning",
    "duplicate_document": "warning",
    "foreign_locality": "warning",
    "risk_control": "warning",
    "date_order": "warning",
    "report_gap": "warning",
    "unreadable_amount": "warning",
    "copied_text": "info",
    "doubtful_amount": "info",
}
"""Fixed by the output contract."""

READING_CHECKS = ("unreadable_amount", "doubtful_amount")
"""Checks that speak of the reading anyway."""
LOOK_TH = "น่าจะเกิดจากการอ่านของโปรแกรม โปรดเทียบแถว คอลัมน์ และตัวเลขกับหน้าเอกสาร"
LOOK_EN = "Probably misread: compare rows, columns and digits with the page."
LOOK_AT_WORDS_TH = "น่าจะเกิดจากการอ่านของโปรแกรม โปรดเทียบกับหน้าเอกสาร"
LOOK_AT_WORDS_EN = "Probably misread: compare it with the page."
CHECKS_OF_WORDS = ("foreign_locality", "risk_control", "missing_detail", "missing_summary", "report_gap")
"""Checks that compare names, not figures."""


def digit_words(pair: tuple[Decimal, Decimal] | None) -> tuple[str, str]:
    """What to look at where a single misread digit would explain a mismatch, in Thai and English.

    >>> digit_words((Decimal(48000), Decimal(43000)))[1]
    ' It fits if 48,000 is a misreading of 43,000: compare it with the page.'
    """
    if pair is None:
        return "", ""
    read, meant = money(pair[0]), money(pair[1])
    return (
        f" หาก {read} อ่านผิดจาก {meant} ตัวเลขจะตรงกัน โปรดเทียบกับภาพ",
        f" It fits if {read} is a misreading of {meant}: compare it with the page.",
    )


def make(
    check: str,
    cause: Cause,
    th: str,
    en: str,
    *,
    place: Place | None = None,
    dimension: int | None = None,
    year: int | None = None,
    item: int | None = None,
    stated: Decimal | str | None = None,
    expected: Decimal | str | None = None,
) -> Finding:
    """A finding of `check`; the difference is stated minus expected where both are numbers."""
    difference = None
    if cause == "extraction" and SEVERITY[check] != "info" and check not in READING_CHECKS:
        words = check in CHECKS_OF_WORDS
        look_th, look_en = (LOOK_AT_WORDS_TH, LOOK_AT_WORDS_EN) if words else (LOOK_TH, LOOK_EN)
        th, en = f"{th} {look_th}", f"{en} {look_en}"
    if isinstance(stated, Decimal) and isinstance(expected, Decimal):
        difference = plain(stated - expected)
    return Finding(
        check=check,
        severity=SEVERITY[check],
        cause=cause,
        message_th=th,
        message_en=en,
        dimension=dimension,
        fiscal_year_be=year,
        project=item,
        stated=plain(stated),
        expected=plain(expected),
        difference=difference,
        page=place.page if place else None,
        bbox=place.bbox if place else None,
    )


def mismatch(
    check: str, cause: Cause, total: Total, expected: Decimal, th: str, en: str, *, unit: str = ""
) -> Finding:
    """A finding that a stated figure is not what it should be.

    The messages hold the fields `{stated}`, `{expected}` and `{gap}` (by how much the figure is off, with
    the `unit`: baht, or empty for items).
    """
    stated = total.value if total.value is not None else Decimal(0)
    values = {"stated": money(stated), "expected": money(expected)}
    return make(
        check,
        cause,
        th.format(**values, gap=gap_th(stated, expected, unit)),
        en.format(**values, gap=gap_en(stated, expected, unit)),
        place=total.place,
        dimension=total.dimension,
        year=total.year,
        stated=stated,
        expected=expected,
    )


def plain(value: Decimal | str | None) -> str | None:
    """A number as the tables write it: no separators, no exponent, no idle zeros."""
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal) -> str:
    """A number as people read it.

    >>> money(Decimal("1050000.00")), money(Decimal("7.5"))
    ('1,050,000', '7.5')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def page_th(place: Place) -> str:
    """The page of a place in brackets, in Thai; nothing where it has none."""
    return f" (หน้า {place.page})" if place.page is not None else ""


def page_en(place: Place) -> str:
    """The page of a place in brackets; nothing where it has none."""
    return f" (page {place.page})" if place.page is not None else ""


def shortened(text: str, longest: int = 60) -> str:
    """A text on one line, cut at a blank where it is long.

    >>> shortened("ตัวชี้วัดที่ 3  การใช้อำนาจ", 15)
    'ตัวชี้วัดที่ 3…'
    """
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def apart(stated: Decimal, expected: Decimal) -> str:
    """How far apart two figures are, where neither is known to be the right one.

    >>> apart(Decimal(400000), Decimal(300000))
    '100,000'
    """
    return money(abs(stated - expected))


def gap_th(stated: Decimal, expected: Decimal, unit: str = "") -> str:
    """By how much a stated figure is off, in Thai; `unit` is the English one, items where it is empty.

    >>> gap_th(Decimal(69500), Decimal(59500), "baht"), gap_th(Decimal(2), Decimal(3))
    ('เกินไป 10,000 บาท', 'ขาดไป 1 รายการ')
    """
    word = "เกินไป" if stated > expected else "ขาดไป"
    return f"{word} {money(abs(stated - expected))} {'บาท' if unit else 'รายการ'}"


def gap_en(stated: Decimal, expected: Decimal, unit: str = "") -> str:
    """By how much a stated figure is off, in English."""
    amount = f"{money(abs(stated - expected))} {unit}".rstrip()
    return f"{amount} too {'high' if stated > expected else 'low'}"
