"""The finished tables of a run as data frames, ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class Frames:
    """What comparisons need: `items` are projects with their locality, `amounts` their reconciled budgets.

    Action plans only: progress and measure reports repeat the items of a plan.
    """

    documents: pd.DataFrame
    items: pd.DataFrame
    amounts: pd.DataFrame
    sections: pd.DataFrame


PLACE = ["document_id", "lao_id", "lao_name", "lao_type", "province", "province_code", "fiscal_year_start_be"]


def load(out: Path) -> Frames:
    """Read the Parquet tables of a finished run.

    Raises FileNotFoundError when OUT holds no finished run.
    """
    if not (out / "documents.parquet").exists():
        raise FileNotFoundError(f"{out} holds no documents.parquet: run `thaiplan convert` first")
    documents = pd.read_parquet(out / "documents.parquet")
    documents = documents[documents["doc_type"] == "action_plan"]
    # A locality that could not be told keeps its document apart from all others instead of joining them.
    documents["lao_id"] = documents["lao_id"].fillna(documents["lao_name"]).fillna(documents["document_id"])
    documents["lao_name"] = documents["lao_name"].fillna(documents["source_file"])
    place = documents[PLACE]
    items = pd.read_parquet(out / "projects.parquet").merge(place, on="document_id")
    amounts = pd.read_parquet(out / "project_budgets.parquet")
    amounts = amounts[amounts["source"] == "reconciled"].drop(columns=["document_id", "page", "bbox"])
    described = items[
        ["project_id", "dimension", "mission_code", "kind", "measure_id", "match_status", *PLACE]
    ]
    amounts = amounts.merge(described, on="project_id")
    amounts["fiscal_year_be"] = amounts["fiscal_year_be"].astype("Int64")
    amounts["dimension"] = amounts["dimension"].astype("Int64")
    amounts["baht"] = pd.to_numeric(amounts["amount_baht"]).astype("float64")
    return Frames(documents, items, amounts, pd.read_parquet(out / "project_sections.parquet"))
