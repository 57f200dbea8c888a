"""How sure a stated figure of a line of text is: its own digits, not the words around it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import document, parsed_plan, scanned

from pipelines.audit import audit
from pipelines.reconcile import reconcile
from pipelines.records import ParsedDocument, StatedTotal

LINE = "มิติที่ 2 การบริหารราชการ จำนวน 2 โครงการ /3 มาตรการ"
DIGIT = LINE.index("3 ")


def with_count(text: str, digit: float) -> tuple[ParsedDocument, StatedTotal]:
    """A plan whose preface gives three measures for dimension 2, which lists none, in a line read weakly."""
    parsed = parsed_plan()
    source = scanned(text, 0.4)
    sure = tuple(digit if n == DIGIT else 0.4 if c == "ก" else 1.0 for n, c in enumerate(text))
    reading = replace(source.readings[0], char_confidences=sure)
    count = StatedTotal(
        "preface", "dimension", "measures", Decimal(3), text, 2, source=replace(source, readings=(reading,))
    )
    parsed.stated_totals = [t for t in parsed.stated_totals if t.origin != "preface"] + [count]
    return parsed, count


@pytest.mark.parametrize(("digit", "cause"), [(0.994, "unknown"), (0.4, "extraction")])
def test_a_clear_digit_of_a_weak_line_is_not_taken_for_misread(digit: float, cause: str) -> None:
    parsed, count = with_count(LINE, digit)
    parsed.projects[3].kind = "measure"
    reconcile(parsed, document())
    assert count.source.confidence == pytest.approx(digit)
    assert [f.cause for f in audit(parsed, document()) if f.check == "preface_count"] == [cause]
