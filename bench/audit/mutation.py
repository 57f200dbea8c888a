"""One digit of one reading changed at a time over a whole plan: is it repaired, doubtful, or blamed wrongly?

On a scan the changed reading gets the confidence and runner-ups that misread digits were measured to have
(`MISREAD`, or a pool of one's own), and once more those of the very reading that is changed, as if the reader
had been as sure of the wrong digit. In exact text the same change is a mistake of the document.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from bench.audit.measured import MISREAD, Misreading, misreadings
from extract.engines.registry import make_engine
from extract.model import Alternative, Document, Reading
from extract.read import ReadOptions, build_document, open_source, read_page
from pipelines.audit import case_from_parsed
from pipelines.audit.registry import CHECKS
from pipelines.parse import parse
from pipelines.reconcile import reconcile
from pipelines.reconcile.figures import numbers_in, reading_of
from pipelines.records import Budget, Finding, ParsedDocument, StatedTotal

SUMS = (
    "dimension_total",
    "plan_total",
    "dimension_count",
    "plan_count",
    "preface_count",
    "detail_budget",
    "percent",
)
"""The checks that a changed figure can break."""

Record = Budget | StatedTotal
Place = tuple[int, int, str]
"""Position of the record, of the character in its text, and the digit that is put there."""


def run(scans: Sequence[Path], texts: Sequence[Path], pool_folder: Path | None, every: int) -> None:
    """Print what becomes of the changes (of `every` nth), per document and manner."""
    pool = misreadings(pool_folder) if pool_folder else MISREAD
    print(f"{len(pool)} misread numbers measured")
    for path in scans:
        paper = read(path)
        base = parse(paper)
        print(f"{path.name}, misread as measured: {dict(scanned(base, paper, pool, every))}")
        print(f"{path.name}, as sure as the reading itself: {dict(scanned(base, paper, (), every))}")
    for path in texts:
        paper = read(path)
        print(f"{path.name}, exact text: {dict(exact(parse(paper), paper))}")


def read(path: Path) -> Document:
    """The document of a file, with all its pages. Raises ExtractError."""
    source, engine = open_source(path), make_engine(None)
    pages = [read_page(source, n, engine, ReadOptions()) for n in range(1, source.n_pages + 1)]
    return build_document(source, pages)


def scanned(
    base: ParsedDocument, paper: Document, pool: Sequence[Misreading], every: int = 1
) -> Counter[str]:
    """The outcomes of changes to the readings of a scan, `every` nth only; without a pool as sure as read.

    `base` is not reconciled yet, and stays so.
    """
    settled = reconcile(copy.deepcopy(base), paper)
    before, named, certain = blamed(settled, paper), errors(settled, paper), records(settled)
    outcome: Counter[str] = Counter()
    rng = random.Random(1)
    for n, place, digit in list(_places(base, rng))[::every]:
        made = copy.deepcopy(base)
        record = records(made)[n]
        right = value_of(certain[n])  # a number that was misread already is repaired by then
        _misread(record, place, digit, rng.choice(pool) if pool else None)
        reconcile(made, paper)
        blame = not blamed(made, paper) <= before
        name = not errors(made, paper).keys() <= named.keys()
        outcome[_outcome(record, right, blame=blame, named=name)] += 1
    return outcome


def exact(base: ParsedDocument, paper: Document) -> Counter[str]:
    """The outcomes of changes to the figures of exact text; `base` is not reconciled yet, and stays so."""
    before = blamed(reconcile(copy.deepcopy(base), paper), paper)
    outcome: Counter[str] = Counter()
    for n, record in enumerate(records(base)):
        value = value_of(record)
        if value:
            made = copy.deepcopy(base)
            _set(records(made)[n], value + 10 ** (len(str(int(value))) - 1))
            found = blamed(reconcile(made, paper), paper) - before
            outcome["the document's" if found else "not noticed"] += 1
    return outcome


def records(parsed: ParsedDocument) -> list[Record]:
    """Every printed figure."""
    return [*(b for b in parsed.budgets if b.origin != "reconciled"), *parsed.stated_totals]


def value_of(record: Record) -> Decimal | None:
    """The figure's value."""
    return record.amount_baht if isinstance(record, Budget) else record.value


def blamed(parsed: ParsedDocument, paper: Document) -> set[tuple[object, ...]]:
    """The errors that are called the document's."""
    return {identity for identity, cause in errors(parsed, paper).items() if cause == "document"}


def errors(parsed: ParsedDocument, paper: Document) -> dict[tuple[object, ...], str]:
    """All errors that a changed figure can make, with their cause."""
    case = case_from_parsed(parsed, paper)
    found = (f for check in CHECKS if check.__name__ in SUMS for f in check(case))
    return {_identity(f): f.cause for f in found if f.severity == "error"}


def _identity(finding: Finding) -> tuple[object, ...]:
    return (finding.check, finding.dimension, finding.fiscal_year_be, finding.project, finding.stated)


def _places(parsed: ParsedDocument, rng: random.Random) -> Iterator[Place]:
    """Every digit of every number that was read from an image, with another digit to put there."""
    for n, record in enumerate(records(parsed)):
        value = value_of(record)
        reading = reading_of(value, record.source.readings) if value else None
        span = _span(value, reading.text) if value and reading is not None else None
        if reading is None or span is None:
            continue
        for place in range(*span):
            if reading.text[place].isdigit():
                old = int(reading.text[place])
                new = rng.choice([d for d in range(10) if d != old])
                yield n, place, chr(ord(reading.text[place]) - old + new)


def _span(value: Decimal, text: str) -> tuple[int, int] | None:
    """Where the number stands in a reading; None where it is not printed in full."""
    for start in range(len(text)):
        for end in range(len(text), start, -1):
            piece = text[start:end]
            if piece[0].isdigit() and piece[-1].isdigit() and numbers_in(piece) == [value]:
                return start, end
    return None


def _misread(record: Record, place: int, digit: str, how: Misreading | None) -> None:
    value = value_of(record)
    assert value is not None
    reading = reading_of(value, record.source.readings)
    assert reading is not None
    span = _span(value, reading.text)
    assert span is not None
    text = reading.text[:place] + digit + reading.text[place + 1 :]
    changed = replace(reading, text=text)
    if how is not None:
        changed = _as_measured(changed, reading.text, place, how)
    others = tuple(changed if r is reading else r for r in record.source.readings)
    confidence = min(record.source.confidence or 1.0, changed.confidence)
    record.source = replace(record.source, readings=others, confidence=confidence)
    (now,) = numbers_in(text[span[0] : span[1]])
    _set(record, now)


def _as_measured(changed: Reading, right: str, place: int, how: Misreading) -> Reading:
    confidences = list(changed.char_confidences)
    if confidences:
        confidences[place] = min(confidences[place], how.confidence)
    others = (Alternative(right, how.right),) if how.right else ()
    return replace(
        changed, confidence=how.confidence, char_confidences=tuple(confidences), alternatives=others
    )


def _set(record: Record, value: Decimal) -> None:
    if isinstance(record, Budget):
        record.amount_baht = value
        record.amount_status = "amount" if value else "zero"
    else:
        record.value = value


def _outcome(record: Record, right: Decimal | None, *, blame: bool, named: bool) -> str:
    if not record.doubtful and value_of(record) == right:
        return "repaired, blamed on the document" if blame else "repaired"
    if record.doubtful:
        return "doubtful, blamed on the document" if blame else "doubtful"
    if blame:
        return "certain, blamed on the document"
    return "certain, with a finding that does not blame the document" if named else "silent"
