"""`thaiplan compare`: the tables and the page of a comparison, written to OUT/compare/."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from pipelines.compare import page, reuse, tables
from pipelines.compare.frames import Frames, load
from pipelines.files import write_whole
from pipelines.write import guard

DEFAULT_BY = ("province", "lao_type", "dimension", "year")


def compare(out: Path, by: Sequence[str] = DEFAULT_BY) -> Path:
    """Compare the localities of a finished run; returns the path of the HTML page.

    Raises NoResult when OUT holds no finished run or no plan, ValueError for an unknown group in `by`.
    """
    frames = load(out)
    with (files("normalize") / "data" / "crosswalk.csv").open("r", encoding="utf-8-sig") as handle:
        links = pd.read_csv(handle, dtype=str)
    results = {
        "budgets": tables.budgets(frames, by),
        "budgets_by_dimension_year": tables.budgets(frames, ("dimension", "year")),
        "budgets_by_place": tables.budgets(frames, ("province", "lao_type")),
        "measures": tables.measures(frames),
        "coverage": tables.coverage(frames),
        "adoption": tables.adoption(frames),
        "local_names": tables.local_names(frames),
        "text_reuse": reuse.pairs(frames),
        "crosswalk": tables.crosswalk(frames, links),
        "left_out": frames.left_out,
    }
    folder = out / "compare"
    folder.mkdir(exist_ok=True)
    for name, table in results.items():
        _save(table, folder / f"{name}.csv")
    target = folder / "index.html"
    write_whole(target, page.write_page(_parts(results), _facts(frames)))
    return target


def _save(table: pd.DataFrame, path: Path) -> None:
    """CSV for Excel (UTF-8 with BOM, formula injection guarded)."""
    texts = table.select_dtypes(include=["object", "str"]).columns
    guarded = table.assign(
        **{c: table[c].map(lambda v: guard(v) if isinstance(v, str) else v) for c in texts}
    )
    guarded.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n", float_format="%.4f")


def _facts(frames: Frames) -> dict[str, str]:
    certain = frames.amounts[~frames.amounts["doubtful"]]
    return {
        "ท้องถิ่น / localities": f"{frames.documents['lao_id'].nunique():,}",
        "รายการ / items": f"{len(frames.items):,}",
        "บาทที่แน่ใจ / certain baht": f"{certain['baht'].sum():,.0f}",
        "แผนซ้ำที่ไม่นับ / repeated plans left out": f"{len(frames.left_out):,}",
        "ค่าที่ต้องตรวจ / doubtful amounts": f"{int(frames.amounts['doubtful'].sum()):,}",
    }


def _between(crosswalk: pd.DataFrame) -> pd.DataFrame:
    """The links between categories of the second level: those above and below would be drawn twice."""
    second = crosswalk["from_code"].astype(str).str.count(r"\.") == 1
    ita = crosswalk["from_framework"].str.startswith("ita_")
    return crosswalk[(second | ita) & (crosswalk["from_framework"] != crosswalk["to_framework"])]


def _parts(results: dict[str, pd.DataFrame]) -> list[tuple[str, list[go.Figure], str]]:
    def table(name: str, caption: str) -> str:
        return page.html_table(results[name], caption, f"{name}.csv")

    shared, linked = results["text_reuse"], _between(results["crosswalk"])
    return [
        (
            "งบประมาณ / Budgets",
            [
                page.budget_bars(results["budgets_by_dimension_year"]),
                page.place_bars(results["budgets_by_place"]),
                page.unfunded_bars(results["budgets_by_dimension_year"]),
            ],
            table("budgets", "ตารางงบประมาณ / budgets")
            + table("budgets_by_dimension_year", "ตามมิติและปี / by dimension and year")
            + table("budgets_by_place", "ตามจังหวัดและประเภท / by province and type"),
        ),
        (
            "มาตรการมาตรฐาน / Standard measures",
            [page.coverage_map(results["coverage"])] if len(results["coverage"]) else [],
            table("measures", "มาตรการ / measures")
            + table("coverage", "มาตรการ × ท้องถิ่น / measure × locality"),
        ),
        (
            "การใช้แบบมาตรฐาน / Adoption",
            [page.adoption_bars(results["adoption"])],
            table("adoption", "รายท้องถิ่น / by locality"),
        ),
        (
            "ชื่อที่อาจเป็นมาตรฐานใหม่ / Candidates for a new standard",
            [],
            table("local_names", "ชื่อที่พบบ่อย / frequent names"),
        ),
        (
            "ข้อความร่วม / Text reuse",
            [page.reuse_network(shared)] if len(shared) else [],
            table("text_reuse", "คู่ท้องถิ่น / pairs of localities"),
        ),
        (
            "เทียบกรอบปี / Frameworks",
            [page.crosswalk_flows(linked)] if len(linked) else [],
            table("crosswalk", "ตารางเทียบ / crosswalk"),
        ),
        (
            "แผนที่ไม่นับซ้ำ / Repeated plans",
            [],
            table("left_out", "แผนของที่เดียวกันปีเดียวกัน / same place and years"),
        ),
    ]
