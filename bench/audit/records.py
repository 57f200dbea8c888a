"""Parsed records from the truth of a sample plan: the audit is measured apart from parsing."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from extract.model import Alternative, Document, Page, Reading
from pipelines.records import Budget, DocumentInfo, ParsedDocument, Project, Source, StatedTotal
from samples import gold
from samples.plan import Plan


def parsed(plan: Plan) -> ParsedDocument:
    """The records that a faultless parser would make of a text PDF of the plan."""
    ids = {i: str(i) for i in range(len(plan.items))}
    info = DocumentInfo(
        "action_plan",
        lao_name=plan.lao_name,
        fiscal_year_start_be=plan.years[0],
        fiscal_year_end_be=plan.years[-1],
    )
    made = ParsedDocument(info)
    keys: dict[str, int] = {}
    for row in gold.projects(plan, ids, []):
        keys[row["project_id"]] = len(made.projects)
        made.projects.append(
            Project(
                row["name"],
                row["name"],
                seq=row["seq"] or None,
                dimension=row["dimension"],
                mission_code=row["mission_code"],
                kind=row["kind"] or None,
                in_summary=row["in_summary"] in (True, "True"),
                in_detail=row["in_detail"] in (True, "True"),
            )
        )
    for row in gold.budgets(plan, ids, []):
        year = row["fiscal_year_be"]
        made.budgets.append(
            Budget(
                keys[row["project_id"]],
                int(year) if year else None,
                row["source"],
                _number(row["amount_baht"]),
                row["amount_status"],
                row["amount_raw"],
            )
        )
    for row in gold.stated(plan, []):
        year = row["fiscal_year_be"]
        made.stated_totals.append(
            StatedTotal(
                row["source"],
                row["scope"],
                row["quantity"],
                _number(row["value"]),
                str(row["value_raw"]),
                row["dimension"] or None,
                fiscal_year_be=int(year) if year else None,
            )
        )
    return made


def document(exact: bool) -> Document:
    """A document around the records."""
    page = Page(1, "text" if exact else "scan")
    return Document("plan.pdf", "0" * 64, "text_pdf" if exact else "scanned_pdf", (page,))


def figures(made: ParsedDocument) -> list[tuple[Budget | StatedTotal, Decimal | None]]:
    """Every printed figure with its value now."""
    printed = [b for b in made.budgets if b.origin != "reconciled"]
    return [*((b, b.amount_baht) for b in printed), *((t, t.value) for t in made.stated_totals)]


def scan(made: ParsedDocument, rng: random.Random, misread: float, runners: bool) -> None:
    """Replace exact text by readings of an engine that misreads one digit in `misread` of the numbers.

    `runners`: the engine names the second best reading, as the project's own reader does, Tesseract not.
    """
    sure = (0.97, 0.9995) if runners else (0.85, 0.97)
    for record, value in figures(made):
        if value is None:
            continue
        dash = isinstance(record, Budget) and record.amount_status == "no_budget"
        text = "-" if dash else f"{value:,}"
        confidence = rng.uniform(*sure)
        others: tuple[Alternative, ...] = ()
        if not dash and rng.random() < misread:
            right, text = text, wrong_digit(text, rng)
            confidence = rng.uniform(0.45, 0.93)
            if runners and rng.random() < 0.85:
                others = (Alternative(right, (1 - confidence) * rng.uniform(0.4, 0.95)),)
        elif not dash and runners:
            others = (Alternative(wrong_digit(text, rng), (1 - confidence) * 0.7),)
        set_reading(record, text, Reading(text, confidence, (), others))


def set_reading(record: Budget | StatedTotal, text: str, reading: Reading) -> None:
    """Let a figure be read as `text`."""
    value = Decimal(0) if text == "-" else Decimal(text.replace(",", ""))
    record.source = Source(1, None, reading.confidence, False, (reading,))
    if isinstance(record, Budget):
        record.amount_baht = value
    else:
        record.value = value


def wrong_digit(text: str, rng: random.Random) -> str:
    """The text with one digit replaced."""
    place = rng.choice([n for n, character in enumerate(text) if character.isdigit()])
    digit = rng.choice([d for d in "0123456789" if d != text[place]])
    return text[:place] + digit + text[place + 1 :]


def _number(value: Any) -> Decimal | None:
    return None if value in ("", None) else Decimal(str(value))
