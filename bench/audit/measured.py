"""How misread numbers were read: how surely, and how the right number stood among the runner-ups."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.audit.cause import one_digit_apart
from pipelines.evaluation.load import Row, load_tables, of_document, pair_up, squash
from pipelines.reconcile.figures import numbers_in

SAME_NAME = 90.0


@dataclass(frozen=True, slots=True)
class Misreading:
    """A number with one wrong digit; `right` is the right number's confidence, 0 where it is not listed."""

    confidence: float
    right: float


MISREAD: tuple[Misreading, ...] = ()
"""Measured on generated light and typical scans (`python -m bench.audit plans`)."""


def misreadings(folder: Path) -> tuple[Misreading, ...]:
    """The numbers with one misread digit among the amounts of a folder that `bench.audit plans` made."""
    return tuple(found for grade in ("light", "typical") for found in _of_grade(folder, grade))


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
    """The first candidate where it is one number with one digit wrong."""
    first, *others = candidates
    numbers = numbers_in(first["text"])
    if len(numbers) == 1 and one_digit_apart(numbers[0], Decimal(right)):
        listed = (c["confidence"] for c in others if numbers_in(c["text"]) == [Decimal(right)])
        yield Misreading(first["confidence"], next(listed, 0.0))
