"""The finished tables of a run as data frames, ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipelines.finished import NoResult, check_finished


@dataclass(frozen=True)
class Frames:
    """What comparisons need: `items` are projects with their locality, `amounts` their reconciled budgets.

    Action plans only: progress and measure reports repeat the items of a plan. `left_out` are plans of a
    locality and years that another plan of `documents` (`counted_document_id`) already speaks for. `reported`
    are the rows of measure reports, with the ITA framework of their year and the category.
    """

    documents: pd.DataFrame
    items: pd.DataFrame
    amounts: pd.DataFrame
    sections: pd.DataFrame
    left_out: pd.DataFrame
    reported: pd.DataFrame


PLACE = ["document_id", "lao_id", "lao_name", "lao_type", "province", "province_code", "fiscal_year_start_be"]


def load(out: Path) -> Frames:
    """Read the Parquet tables of a finished run.

    Raises NoResult when OUT holds no finished run, or no action plan in it.
    """
    check_finished(out)
    documents = pd.read_parquet(out / "documents.parquet")
    documents = documents[documents["doc_type"] == "action_plan"]
    if documents.empty:
        raise NoResult(
            f"ผลลัพธ์ใน {out} ไม่มีแผนปฏิบัติการ จึงไม่มีสิ่งใดให้เปรียบเทียบ",
            f"the result in {out} holds no action plan: nothing to compare",
        )
    # A locality that could not be told keeps its document apart from all others instead of joining them.
    documents["lao_id"] = documents["lao_id"].fillna(documents["lao_name"]).fillna(documents["document_id"])
    documents["lao_name"] = documents["lao_name"].fillna(documents["source_file"])
    amounts = pd.read_parquet(out / "project_budgets.parquet")
    amounts = amounts[amounts["source"] == "reconciled"]
    documents, left_out = _one_per_plan(documents, amounts)
    place = documents[PLACE]
    items = pd.read_parquet(out / "projects.parquet").merge(place, on="document_id")
    amounts = amounts.drop(columns=["document_id", "page", "bbox"])
    described = items[
        ["project_id", "dimension", "mission_code", "kind", "measure_id", "match_status", *PLACE]
    ]
    amounts = amounts.merge(described, on="project_id")
    amounts["fiscal_year_be"] = amounts["fiscal_year_be"].astype("Int64")
    amounts["dimension"] = amounts["dimension"].astype("Int64")
    amounts["baht"] = pd.to_numeric(amounts["amount_baht"]).astype("float64")
    sections = pd.read_parquet(out / "project_sections.parquet")
    reported = pd.read_parquet(out / "measures.parquet", columns=["framework_id", "category_code"])
    return Frames(documents, items, amounts, sections, left_out, reported)


def _one_per_plan(documents: pd.DataFrame, amounts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of several plans of one locality for the same years, the one that counts; and the others.

    A scan beside its text, an amended plan beside the first one: added up they would count twice. The
    latest date goes first, then the fewest doubtful amounts, then exact text before a scan.
    """
    doubtful = amounts.groupby("document_id")["doubtful"].sum()
    ranked = documents.assign(
        n_doubtful=documents["document_id"].map(doubtful).fillna(0),
        no_text=documents["source_kind"] != "text_pdf",
        date=pd.to_datetime(documents["document_date"]),
    ).sort_values(
        ["date", "n_doubtful", "no_text", "document_id"],
        ascending=[False, True, True, True],
        na_position="last",
        kind="stable",
    )
    same = ["lao_id", "fiscal_year_start_be", "fiscal_year_end_be"]
    first = ranked.groupby(same, dropna=False)["document_id"].transform("first")
    # A plan whose years are unknown may be another one: it stays.
    spare = first.ne(ranked["document_id"]) & ranked["fiscal_year_start_be"].notna()
    left_out = ranked[spare].assign(counted_document_id=first[spare])
    columns = [*PLACE, "fiscal_year_end_be", "source_file", "counted_document_id"]
    kept = documents[~documents["document_id"].isin(left_out["document_id"])]
    return kept, left_out[columns].sort_values("document_id").reset_index(drop=True)
