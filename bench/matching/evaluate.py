"""Accuracy of matching names to standard measures on a labelled CSV.

    python -m bench.matching.evaluate bench/matching/sample.csv [--without-document-aliases] [--errors]

`sample.csv` are standard names and local ones as three localities print and scanners misread them;
`paraphrases.csv` are wordings, misreadings and near neighbours written by hand from knowledge of such plans
(`document` says of what sort; those called `unseen` were written after the rules and measured before they
were looked at).

Columns of the CSV: `name`, `measure_id` (blank: a local item); optional: `document`, `lao_name`,
`framework_id`, `kind`, `category_code`. Right is: the labelled measure, matched or for review, or no
measure (unmatched) for a local item. `--without-document-aliases` leaves out, for each item, the aliases
of the measures whose source names the item's document.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import functools
from collections import Counter
from pathlib import Path

from normalize.catalogue import Catalogue, MeasureKind, standard_catalogue
from normalize.measures import MatchResult, match

KINDS: dict[str, MeasureKind] = {"project": "project", "activity": "activity", "measure": "measure"}


@functools.cache
def catalogue_without(document: str) -> Catalogue:
    """The standard catalogue without the aliases of measures that were seen in the document."""
    return Catalogue(
        tuple(
            dataclasses.replace(measure, aliases=()) if document in measure.source else measure
            for measure in standard_catalogue().measures
        )
    )


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a labelled CSV."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def judge(row: dict[str, str], *, without_document_aliases: bool = False) -> tuple[MatchResult, bool]:
    """The match of a labelled name, and whether it is right."""
    result = match(
        row["name"],
        kind=KINDS.get(row.get("kind", "")),
        framework_id=row.get("framework_id") or None,
        category_code=row.get("category_code") or None,
        lao_name=row.get("lao_name") or None,
        catalogue=catalogue_without(row["document"]) if without_document_aliases else None,
    )
    return result, (result.measure_id or "") == row["measure_id"]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--without-document-aliases", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list what is wrong or for review")
    options = parser.parse_args()
    rows = read(options.labels)
    counts: Counter[str] = Counter()
    for row in rows:
        result, right = judge(row, without_document_aliases=options.without_document_aliases)
        counts["right"] += right
        counts[result.status] += 1
        counts["wrongly matched"] += result.status == "matched" and not right
        counts["standard"] += bool(row["measure_id"])
        counts["standard, matched and right"] += (
            bool(row["measure_id"]) and right and result.status == "matched"
        )
        if options.errors and (not right or result.status == "review"):
            show(row, result, right)
    total = len(rows)
    for key in ("right", "wrongly matched", "matched", "review", "unmatched"):
        print(f"{key:28} {counts[key]:5} of {total}  {100 * counts[key] / total:6.2f} %")
    certain = counts["standard, matched and right"]
    share = 100 * certain / (counts["standard"] or 1)
    print(f"{'standard, matched and right':28} {certain:5} of {counts['standard']}  {share:6.2f} %")


def show(row: dict[str, str], result: MatchResult, right: bool) -> None:
    """One item with its label and its candidates."""
    print(
        f"{'ok   ' if right else 'WRONG'} {result.status:9} {row['measure_id'] or '(local)':16} {row['name']}"
    )
    for candidate in result.candidates:
        found = f"{candidate.measure_id:16} {candidate.score:5.1f} {candidate.measure_name}"
        print(f"        {found} [{candidate.reason}]")


if __name__ == "__main__":
    main()
