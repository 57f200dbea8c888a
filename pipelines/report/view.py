"""What a page of the report shows, built from the rows of the tables; no markup here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from normalize.months import english_date, thai_date
from normalize.named_amounts import names_amount
from pipelines.audit.finding import money
from pipelines.report.messages import languages
from pipelines.report.names import (
    CAUSES,
    CHECKS,
    COMPARED,
    GROUPS,
    STATUSES,
    TYPES,
    UNITS,
    Names,
    counted,
)

Row = dict[str, Any]
View = dict[str, Any]
_HEAD = ("document_id", "source_file", "title", "lao_name", "province", "status", "n_pages")
MOST_NUMBERS = 40
"""So many doubtful numbers of a page are shown: a page with more could hardly be read."""
_BY_DIMENSION = {
    "plan_total",
    "plan_count",
    "dimension_total",
    "dimension_count",
    "preface_count",
    "percent",
    "plan_vs_report",
    "doubtful_amount",
}


def unsure_numbers(pages: Iterable[Row]) -> list[View]:
    """The pages with numbers of text that were not read for sure: the first ones, and how many more."""
    told = [(page["page"], (page.get("doubtful_numbers") or "").split()) for page in pages]
    return [
        {"page": page, "shown": " ".join(numbers[:MOST_NUMBERS]), "more": max(0, len(numbers) - MOST_NUMBERS)}
        for page, numbers in told
        if numbers
    ]


def group_of(finding: Mapping[str, Any]) -> str:
    """Under which key of `GROUPS` a finding is counted, shown and filtered."""
    misread = finding["cause"] == "extraction" and finding["severity"] != "info"
    return "misread" if misread else str(finding["severity"])


def document_head(document: Row, rows: Mapping[str, list[Row]]) -> View:
    """The facts of a document for the overview and the head of its page, from its rows by table."""
    count = Counter(map(group_of, rows["findings"]))
    first, last = document["fiscal_year_start_be"], document["fiscal_year_end_be"]
    printed = [b for b in rows["project_budgets"] if b["source"] != "reconciled"] + rows["stated_totals"]
    message = document["error_message"]
    return {
        **{key: document[key] for key in _HEAD},
        "messages": languages(message) if message else None,
        "page": f"{document['document_id']}.html",
        "first_year": first,
        "years": "" if first is None else str(first) if first == last else f"{first}–{last}",
        "place": _place(document),
        "type_names": ("–", "–")
        if document["status"] == "failed"
        else TYPES.get(document["doc_type"] or "other", TYPES["other"]),
        "status_names": STATUSES[document["status"]],
        "count": {group: count.get(group, 0) for group in GROUPS},
        "figures": len(printed),
        "doubtful": sum(bool(figure["doubtful"]) for figure in printed),
        "n_items": len(rows["projects"]),
        "unplaced": sum(names_amount(row["text"] or "") for row in rows.get("remarks", ())),
        "link": None,
    }


def verdict(document: Row, rows: Mapping[str, list[Row]]) -> str:
    """What to say of a document without findings, as a key of `VERDICTS`. That all of it adds up is said only
    where items were found and every amount has its place."""
    if document["status"] == "failed":
        return "failed"
    listed = any(rows[name] for name in ("projects", "measures"))
    if not listed and not rows["stated_totals"]:
        return "other"
    if document["status"] != "ok":
        return "partial"
    if any(names_amount(row["text"] or "") for row in rows["remarks"]):
        return "unplaced"
    return "clean" if listed else "sums"


def _place(document: Row) -> Names:
    """Where a locality lies, in Thai, and in Thai names with English words."""
    known = [
        (prefix, word, document[key])
        for key, prefix, word in (
            ("subdistrict", "ต.", "Subdistrict"),
            ("district", "อ.", "District"),
            ("province", "จ.", "Province"),
        )
        if document[key]
    ]
    return (
        " ".join(f"{prefix}{name}" for prefix, _, name in known),
        ", ".join(f"{word} {name}" for _, word, name in known),
    )


def finding_views(
    findings: Iterable[Row],
    pictures: Mapping[str, list[View]],
    links: Mapping[int, str],
    anchors: Collection[str] = (),
) -> list[View]:
    """The findings of a document, gravest first, misreadings behind the warnings.

    `pictures` are those of each finding, by its id, `links` lead to the pages of the document, `anchors` are
    the rows of the tables on the same page.
    """
    order = list(GROUPS)
    ordered = sorted(findings, key=lambda f: (order.index(group_of(f)), f["finding_id"]))
    return [
        {
            "id": f["finding_id"],
            "group": group_of(f),
            "cause": f["cause"],
            "check": f["check"],
            "page": f["page"],
            "group_names": GROUPS[group_of(f)][0],
            "cause_names": CAUSES[f["cause"]],
            "check_names": CHECKS.get(f["check"], (f["check"], f["check"])),
            "message_th": f["message_th"],
            "message_en": f["message_en"],
            "figures": _figures(f),
            "pictures": pictures.get(f["finding_id"], []),
            "link": links.get(f["page"]),
            "row": next((row for row in _rows_of(f) if row in anchors), None),
        }
        for f in ordered
    ]


def _rows_of(finding: Row) -> list[str]:
    """The rows of the page's tables that a finding speaks of, as `pipelines.report.summary` names them."""
    if finding["project_id"] is not None:
        return [item_anchor(finding["project_id"])]
    if finding["check"] in _BY_DIMENSION:
        number = finding["dimension"]
        return ["plan", "reported"] if number is None else [f"dimension-{number}", f"reported-{number}"]
    return []


def item_anchor(project_id: str) -> str:
    """The name of an item's row in the page."""
    return f"item-{project_id}"


def _figures(finding: Row) -> list[tuple[str, str, str, str]]:
    """What is compared: its name and its value with its unit, each in Thai and English."""
    check = finding["check"]
    if check in ("doubtful_amount", "copied_text", "risk_control", "duplicate_project"):
        return []
    stated, expected = COMPARED.get(check, (("ที่ระบุ", "stated"), ("ที่ควรเป็น", "expected")))
    names = (
        ("stated", *stated),
        ("expected", *expected),
        ("difference", "ต่างกัน", "difference"),
    )
    show = SHOWN.get(check, _grouped)
    unit = _unit(finding)
    figures: list[tuple[str, str, str, str]] = []
    for key, th, en in names:
        if finding[key]:
            told = finding[key].lstrip("-") if key == "difference" and check in COMPARED else finding[key]
            value_th, value_en = show(told)
            if (key, check) == ("difference", "percent"):
                unit = ("จุดเปอร์เซ็นต์", "percentage points")
            figures.append((th, en, counted(value_th, unit)[0], counted(value_en, unit)[1]))
    return figures


def _unit(finding: Row) -> Names:
    if finding["check"] == "plan_vs_report":
        return UNITS["plan_total" if " baht" in finding["message_en"] else "plan_count"]
    return UNITS.get(finding["check"], ("", ""))


def _dated(text: str) -> Names:
    """A date, or `>= ` and the earliest possible one, as readers write it.

    >>> _dated(">= 2025-09-30")
    ('30 กันยายน 2568 หรือหลังจากนั้น', '30 September 2025 or later')
    """
    later = text.startswith(">= ")
    try:
        day = dt.date.fromisoformat(text.removeprefix(">= "))
    except ValueError:
        return text, text
    after_th, after_en = (" หรือหลังจากนั้น", " or later") if later else ("", "")
    return f"{thai_date(day)}{after_th}", f"{english_date(day)}{after_en}"


def _period(text: str) -> Names:
    """A period of two dates; an open end is left open.

    >>> _period("2022-10-01/2023-10-31")
    ('1 ตุลาคม 2565 ถึง 31 ตุลาคม 2566', '1 October 2022 to 31 October 2023')
    >>> _period("None/2023-10-31"), _period("T5")
    (('ถึง 31 ตุลาคม 2566', 'to 31 October 2023'), ('T5', 'T5'))
    """
    start, slash, end = text.partition("/")
    if not slash:
        return text, text
    first, last = (("", "") if side == "None" else _dated(side) for side in (start, end))
    return f"{first[0]} ถึง {last[0]}".strip(), f"{first[1]} to {last[1]}".strip()


def _as_it_is(text: str) -> Names:
    return text, text


SHOWN: dict[str, Callable[[str], Names]] = {
    "seq_gap": _as_it_is,
    "seq_duplicate": _as_it_is,
    "fiscal_year": _as_it_is,
    "date_order": _dated,
    "report_gap": _period,
}
"""How the figures of checks are shown that are no amounts or counts."""


def _grouped(text: str) -> Names:
    number = text.replace(".", "", 1).lstrip("-")
    shown = money(Decimal(text)) if number.isascii() and number.isdigit() else text
    shown = shown.replace("-", "−", 1) if shown.startswith("-") else shown
    return shown, shown


def choices(
    findings: Iterable[Row], key: str, names: dict[str, tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """The values that occur in a column, with their names, for a filter."""
    present = {f[key] for f in findings}
    return [(value, *pair) for value, pair in names.items() if value in present]
