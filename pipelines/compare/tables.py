"""The comparison tables, each one function from `Frames` to a tidy data frame.

Sums count certain amounts only; how many amounts are doubtful stands beside every sum.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from normalize.clusters import cluster_names
from pipelines.compare.frames import Frames

GROUPS = ("province", "lao_type", "dimension", "year", "lao_name", "kind", "measure_id")
"""What `--by` accepts; `year` is the fiscal year."""


def budgets(frames: Frames, by: Sequence[str]) -> pd.DataFrame:
    """Amounts grouped by any of `GROUPS`: baht, share of items without a budget, per-item median.

    `certain_baht` sums the amounts that are not doubtful; `median_baht` is over items with a certain
    amount above zero; `no_budget_share` is of the certain amounts (0-1).
    Raises ValueError for an unknown group.
    """
    unknown = sorted(set(by) - set(GROUPS))
    if unknown:
        raise ValueError(f"cannot group by {', '.join(unknown)}; choose from {', '.join(GROUPS)}")
    amounts = frames.amounts.rename(columns={"fiscal_year_be": "year"})
    certain = amounts["baht"].where(~amounts["doubtful"])
    amounts = amounts.assign(
        certain=certain, positive=certain.where(certain > 0), none=(certain == 0).where(certain.notna())
    )
    grouped = amounts.groupby(list(by), dropna=False, sort=True)
    table = grouped.agg(
        n_localities=("lao_id", "nunique"),
        n_items=("project_id", "nunique"),
        certain_baht=("certain", "sum"),
        median_baht=("positive", "median"),
        no_budget_share=("none", "mean"),
        n_amounts=("certain", "size"),
        n_doubtful=("doubtful", "sum"),
    )
    return table.reset_index()


def coverage(frames: Frames) -> pd.DataFrame:
    """Standard measure × locality: in how many items, how many baht, and whether the match is certain."""
    items = frames.items[frames.items["measure_id"].notna()]
    baht = frames.amounts[~frames.amounts["doubtful"]].groupby("project_id")["baht"].sum()
    items = items.assign(baht=items["project_id"].map(baht), sure=items["match_status"] == "matched")
    keys = ["measure_id", "measure_name", "lao_id", "lao_name", "province"]
    table = items.groupby(keys, dropna=False).agg(
        n_items=("project_id", "size"), certain_baht=("baht", "sum"), matched=("sure", "all")
    )
    return table.reset_index()


def measures(frames: Frames) -> pd.DataFrame:
    """Per standard measure: how many localities have it, and what share of all of them (0-1)."""
    everyone = max(1, frames.documents["lao_id"].nunique())
    table = (
        coverage(frames)
        .groupby(["measure_id", "measure_name"])
        .agg(
            n_localities=("lao_id", "nunique"),
            n_items=("n_items", "sum"),
            certain_baht=("certain_baht", "sum"),
        )
    )
    table["share_of_localities"] = table["n_localities"] / everyone
    return table.sort_values(["n_localities", "certain_baht"], ascending=False).reset_index()


def adoption(frames: Frames) -> pd.DataFrame:
    """Per document: items that carry a standard measure, items to review, local items."""
    counts = frames.items.pivot_table(
        index=["document_id", "lao_name", "lao_type", "province"],
        columns="match_status",
        values="project_id",
        aggfunc="count",
        fill_value=0,
        dropna=False,
        observed=True,
    )
    counts = counts.reindex(columns=["matched", "review", "unmatched"], fill_value=0)
    counts = counts[counts.sum(axis=1) > 0]
    counts["share_standard"] = counts["matched"] / counts.sum(axis=1)
    return counts.reset_index()


def local_names(frames: Frames, least: int = 2) -> pd.DataFrame:
    """Groups of unmatched items that mean the same in at least `least` localities: candidates for a standard.

    What means the same `normalize.clusters` decides; `other_names` are the other wordings, parted by ` | `.
    """
    items = frames.items[frames.items["match_status"] == "unmatched"].reset_index(drop=True)
    rows = []
    for cluster in cluster_names(zip(items["name"], items["lao_name"], strict=True), 1):
        members = items.iloc[list(cluster.members)]
        others = sorted(set(members["name"]) - {cluster.name})
        rows.append((cluster.name, members["lao_id"].nunique(), len(members), " | ".join(others)))
    table = pd.DataFrame(rows, columns=["name", "n_localities", "n_items", "other_names"])
    table = table[table["n_localities"] >= least]
    return table.sort_values(["n_localities", "n_items"], ascending=False, kind="stable").reset_index(
        drop=True
    )


def crosswalk(frames: Frames, links: pd.DataFrame) -> pd.DataFrame:
    """How the items of one framework's categories stand beside those of another, link by link.

    `links` has from_framework, from_code, to_framework, to_code, note (the catalogue's crosswalk);
    a category's items are those whose standard measure belongs to it or below it, and the rows of measure
    reports on it.
    """
    planned = pd.DataFrame(
        {
            "framework": frames.items["measure_id"].map(_framework),
            "code": frames.items["measure_id"].map(_category),
        }
    )
    reported = frames.reported.set_axis(["framework", "code"], axis=1)
    codes = pd.concat([planned, reported]).dropna()

    def count(framework: str, code: str) -> int:
        own = codes[codes["framework"] == framework]
        return int((own["code"].eq(code) | own["code"].str.startswith(f"{code}.")).sum())

    table = links.copy()
    table["from_items"] = [
        count(f, str(c)) for f, c in zip(links["from_framework"], links["from_code"], strict=True)
    ]
    table["to_items"] = [
        count(f, str(c)) for f, c in zip(links["to_framework"], links["to_code"], strict=True)
    ]
    return table[(table["from_items"] + table["to_items"]) > 0].reset_index(drop=True)


_PREFIXES = {"M2566": "nacc_lao_2566", "M2561": "nacc_lao_2561"}


def _framework(measure_id: object) -> str | None:
    return _PREFIXES.get(str(measure_id).split("-", 1)[0])


def _category(measure_id: object) -> str | None:
    parts = str(measure_id).split("-")
    return parts[1] if len(parts) == 3 else None
