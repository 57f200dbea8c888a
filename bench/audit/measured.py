"""How misread numbers were read: how surely, and how the right number stood among the runner-ups."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from normalize.digits import to_arabic
from pipelines.evaluation.load import Row, load_tables, of_document, pair_up, squash
from pipelines.reconcile.figures import numbers_in

GRADES = ("light", "typical", "bad")
SAME_NAME = 60.0
ALIKE = 80.0
"""Likeness (0-100) of digits from which a reading is of this number, and not of a neighbour's."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """A misread number; `right` is the right number's confidence, 0 where it is not listed."""

    confidence: float
    right: float


_MEASURED = (
    (0.69, 0.26),
    (0.62, 0.23),
    (0.34, 0.09),
    (0.4, 0.0),
    (0.47, 0.04),
    (0.38, 0.0),
    (0.37, 0.11),
    (0.45, 0.0),
    (0.72, 0.09),
    (0.51, 0.0),
    (0.44, 0.44),
    (0.47, 0.0),
    (0.51, 0.0),
    (0.59, 0.18),
    (0.68, 0.0),
    (0.42, 0.36),
    (0.76, 0.17),
    (0.38, 0.18),
    (0.48, 0.3),
    (0.65, 0.16),
    (0.64, 0.02),
    (0.66, 0.02),
    (0.86, 0.0),
    (0.42, 0.39),
    (0.49, 0.05),
    (0.67, 0.15),
    (0.59, 0.0),
    (0.44, 0.34),
    (0.55, 0.14),
    (0.43, 0.32),
    (0.36, 0.14),
    (0.47, 0.37),
    (0.96, 0.03),
    (0.82, 0.06),
    (0.72, 0.28),
    (0.57, 0.0),
    (0.38, 0.04),
    (0.34, 0.32),
    (0.36, 0.22),
    (0.33, 0.26),
    (0.39, 0.25),
    (0.56, 0.0),
    (0.62, 0.02),
    (0.7, 0.01),
    (0.98, 0.0),
)
MISREAD = tuple(Misreading(confidence, right) for confidence, right in _MEASURED)
"""Measured on three generated bad scans; of 457 numbers of light and typical ones none had a wrong digit."""


def misreadings(folder: Path) -> tuple[Misreading, ...]:
    """The misread numbers among the amounts of a folder that `bench.audit plans` made."""
    return tuple(found for grade in GRADES for found in _of_grade(folder, grade))


def _of_grade(folder: Path, grade: str) -> Iterator[Misreading]:
    if not (folder / grade).is_dir():
        return
    output = load_tables(folder / grade)
    ids = {Path(row["source_file"]).stem: row["document_id"] for row in output["documents"]}
    for gold_folder in sorted((folder / "gold").glob(f"*-{grade}")):
        if gold_folder.name in ids:
            yield from _of_document(load_tables(gold_folder), of_document(output, ids[gold_folder.name]))


def _of_document(gold: dict[str, list[Row]], output: dict[str, list[Row]]) -> Iterator[Misreading]:
    names = [[squash(row["name"]) for row in rows["projects"]] for rows in (gold, output)]
    owner = {
        output["projects"][j]["project_id"]: gold["projects"][i]["project_id"]
        for i, j in pair_up(names[0], names[1], SAME_NAME)
    }
    truth = {_key(row, row["project_id"]): row["amount_baht"] for row in gold["project_budgets"]}
    for row in output["project_budgets"]:
        right = truth.get(_key(row, owner.get(row["project_id"])))
        if row["source"] != "reconciled" and row["candidates"] and right:
            yield from _misread(json.loads(row["candidates"]), right)


def _key(row: Row, project: Any) -> tuple[Any, ...]:
    return project, row["fiscal_year_be"], row["source"]


def _misread(candidates: list[dict[str, Any]], right: Decimal) -> Iterator[Misreading]:
    """The first candidate where it is the number, but for a character or two."""
    first, *others = candidates
    if not re.fullmatch(r"[\d.,\s]+", first["text"]):
        return  # a line of text, perhaps of several years
    numbers = numbers_in(first["text"])
    digits = [re.sub(r"\D", "", to_arabic(text)) for text in (first["text"], f"{right:.2f}")]
    if numbers and numbers != [Decimal(right)] and fuzz.partial_ratio(*digits) >= ALIKE:
        listed = (c["confidence"] for c in others if numbers_in(c["text"]) == [Decimal(right)])
        yield Misreading(first["confidence"], next(listed, 0.0))
