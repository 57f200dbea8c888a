"""One digit of one reading of a real scan changed at a time: repaired or doubtful, never silently wrong."""

from __future__ import annotations

import copy

from scan_figures import PAPER, sample_scan

from bench.audit.measured import MISREAD
from bench.audit.mutation import exact, records, scanned
from extract.model import Document, Page
from pipelines.reconcile import reconcile
from pipelines.records import Source

EVERY = 13
"""A sample: `python -m bench.audit mutation` changes every digit."""


def test_the_sample_scan_is_certain_as_read() -> None:
    parsed = reconcile(sample_scan(), PAPER)
    assert not any(record.doubtful for record in records(parsed))


def test_misread_digits_are_never_silent_and_never_the_documents() -> None:
    outcome = scanned(sample_scan(), PAPER, MISREAD, EVERY)
    assert outcome.total() >= 10
    assert set(outcome) <= {"repaired", "doubtful"}, outcome


def test_a_digit_as_sure_as_the_right_one_is_not_silent_either() -> None:
    outcome = scanned(sample_scan(), PAPER, (), EVERY)
    assert outcome["silent"] == 0, outcome


def test_the_same_change_in_exact_text_is_the_documents() -> None:
    parsed = copy.deepcopy(sample_scan())
    for record in records(parsed):
        record.source = Source(5)
    paper = Document("plan.pdf", "0" * 64, "text_pdf", (Page(1, "text"),))
    outcome = exact(parsed, paper)
    assert outcome["not noticed"] == 0, outcome
