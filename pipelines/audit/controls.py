"""The check of the risk table against the plan's items."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from pipelines.audit.case import AuditCase, Control
from pipelines.audit.cause import Cause
from pipelines.audit.finding import make
from pipelines.audit.names import comparable
from pipelines.records import Finding

CARRIED_OUT = 85.0
"""Likeness (0-100) of a control and an item's name from which they are the same thing, differently worded."""

RATHER_ALIKE = 60.0
"""Likeness from which a control of a scan may be the item, misread, and from which the item is named."""
WORDY = 12
"""Letters from which a name that is part of another is no accident."""
SHORTEST = 8
"""Letters without which a control of a scan is a scrap of a heading or a neighbouring cell."""


def risk_control(case: AuditCase) -> Iterator[Finding]:
    """Every control measure of the risk table must be carried out by an item of the plan.

    Rule: output contract, check `risk_control`. An item carries a control out when both are the same standard
    measure, when their names are alike, or when one name holds the other. The item with the likest name is
    told: it may be meant.
    """
    if not case.items:
        return
    names = [comparable(item.name, case.lao_name) for item in case.items]
    measures = {item.measure_id for item in case.items if item.measure_id}
    seen: set[str] = set()
    for control in case.controls:
        text = comparable(control.control, case.lao_name)
        if not text or text in seen or control.measure_id in measures:
            continue
        seen.add(text)
        if not any(_same(text, name) for name in names):
            yield _finding(case, control, _cause(case, text, names), _likest(text, names))


def _same(a: str, b: str) -> bool:
    if min(len(a), len(b)) >= WORDY and (a in b or b in a):
        return True
    return fuzz.ratio(a, b) >= CARRIED_OUT


def _cause(case: AuditCase, text: str, names: list[str]) -> Cause:
    """On a scan a scrap of text, or one that is rather like an item's name, is the reading's."""
    if case.exact:
        return "document"
    if len(text) < SHORTEST or any(_may_be(text, name) for name in names):
        return "extraction"
    return "unknown"


def _may_be(text: str, name: str) -> bool:
    """True when the control may be the item, some letters misread, or the rest of either name lost."""
    if fuzz.ratio(text, name) >= RATHER_ALIKE:
        return True
    return min(len(text), len(name)) >= WORDY and fuzz.partial_ratio(text, name) >= CARRIED_OUT


def _likest(text: str, names: list[str]) -> int | None:
    """The position of the item whose name is rather like the control's; None where there is none."""
    likeness, position = max((fuzz.ratio(text, name), -n) for n, name in enumerate(names))
    return -position if likeness >= RATHER_ALIKE else None


def _finding(case: AuditCase, control: Control, cause: Cause, likest: int | None) -> Finding:
    near_th = near_en = ""
    if likest is not None:
        item = case.items[likest]
        number_th, number_en = (f"{word} {item.seq} " if item.seq else "" for word in ("ลำดับที่", "no."))
        near_th = f" รายการที่ชื่อใกล้เคียงที่สุดคือ {number_th}“{item.name}”"
        near_en = f" The item with the likest name is {number_en}“{item.name}”."
    return make(
        "risk_control",
        cause,
        f"มาตรการควบคุมความเสี่ยง “{control.control}” ไม่มีโครงการ/กิจกรรม/มาตรการใดในแผนดำเนินการ{near_th}",
        f"The control measure “{control.control}” of the risk table is carried out by no item.{near_en}",
        place=control.place,
        stated=control.control,
    )
