"""What a person can choose from for an item: readings, what the document says elsewhere, measures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pipelines import reviews

Choice = tuple[str, str, float | None]
"""Value to decide for, label, confidence (0-1; None where there is none)."""

SOURCES = {
    "summary": ("ตารางสรุป", "summary"),
    "detail": ("รายละเอียดโครงการ", "detail"),
    "reconciled": ("ค่าที่น่าจะเป็น", "best value"),
}
_SAYS = re.compile(r"(the sums say|the rest of the document says) (\S+)")
_SAYS_LABELS = {
    "the sums say": "ผลรวมชี้ / by the sums",
    "the rest of the document says": "ส่วนอื่นของเอกสารชี้ / by the rest of the document",
}
_KINDS_TH = {"project": "โครงการ", "activity": "กิจกรรม", "measure": "มาตรการ"}


def amount_choices(row: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> tuple[Choice, ...]:
    """The readings of an amount that are amounts, then what else in the document speaks for one.

    `others` are the rows of the same item and year from other sources. What stands for the same baht is shown
    once; readings that are no amount (`๗๐.๐๐๐`) cannot be chosen.
    """
    readings = [(c["text"], c.get("confidence")) for c in json.loads(row.get("candidates") or "[]")]
    if row["amount_raw"] and row["amount_raw"] not in {text for text, _ in readings}:
        readings.insert(0, (row["amount_raw"], row["confidence"]))
    found: dict[tuple[str, str], Choice] = {}
    for text, confidence in readings:
        _add(found, text, text, confidence)
    said = _SAYS.search(row.get("doubt") or "")
    if said is not None:
        _add(found, said[2], _SAYS_LABELS[said[1]], None)
    for other in others:
        if other["amount_baht"] is not None and not other["doubtful"]:
            value = "-" if other["amount_status"] == "no_budget" else f"{other['amount_baht'].normalize():f}"
            _add(found, value, " / ".join(SOURCES[other["source"]]), None)
    return tuple(found.values())


def _add(found: dict[tuple[str, str], Choice], text: str, label: str, confidence: float | None) -> None:
    try:
        action, baht = reviews.parse_typed(text)
    except ValueError:
        return
    if action == "blank":
        return
    meaning = "ไม่ใช้งบประมาณ / no budget" if action == "no_budget" else f"{Decimal(baht):,} บาท"
    first = found.get((action, baht))
    if first is None:
        found[action, baht] = (text, meaning if label == meaning else f"{meaning}  ({label})", confidence)
    elif label not in first[1]:
        found[action, baht] = (first[0], f"{first[1][:-1]}; {label})", first[2])


def measure_choices(candidates: str | None) -> tuple[Choice, ...]:
    """The candidate measures of a name, best first, from the cell `match_candidates`."""
    return tuple(
        (c["measure_id"], f"{c['measure_id']} {c['measure_name']}", c["score"] / 100)
        for c in json.loads(candidates or "[]")
    )


def reason_th(reason: str) -> str:
    """Why a measure scores as it does, in Thai (`normalize.measures` says it in English).

    >>> reason_th("letters 91, project, not measure, differs in ก / -")
    'ตัวอักษรตรงกัน 91 %, เป็นโครงการ ไม่ใช่มาตรการ, ต่างกันที่ ก / -'
    """
    text = re.sub(r"letters (\d+)", r"ตัวอักษรตรงกัน \1 %", reason)
    text = re.sub(
        r"(project|activity|measure), not (project|activity|measure)",
        lambda kinds: f"เป็น{_KINDS_TH[kinds[1]]} ไม่ใช่{_KINDS_TH[kinds[2]]}",
        text,
    )
    text = re.sub(r"\bof (\w+)", r"ของกรอบ \1", text)
    for english, thai in (
        ("the same Latin name", "ชื่อภาษาอังกฤษเดียวกัน"),
        ("same category", "หมวดเดียวกัน"),
        ("other dimension", "คนละมิติ"),
        ("differs in", "ต่างกันที่"),
    ):
        text = text.replace(english, thai)
    return text
