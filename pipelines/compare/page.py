"""The comparison as one HTML page: charts by Plotly, self-contained, no network.

Colours are Okabe and Ito's (2008), which people with any colour vision can tell apart.
"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
FONT = "'Sarabun','TH Sarabun New','Noto Sans Thai','Laksaman','Leelawadee UI','Thonburi',sans-serif"
_CONFIG = {"displaylogo": False, "responsive": True, "toImageButtonOptions": {"format": "svg", "scale": 1}}
MAX_BARS = 40
"""Longer charts can't be read; the tables beside them have everything."""


def _figure(title: str, height: int = 420) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        title=title,
        height=height,
        template="plotly_white",
        colorway=list(OKABE_ITO),
        font={"family": FONT, "size": 14},
        margin={"l": 10, "r": 10, "t": 56, "b": 10},
        legend={"orientation": "h", "y": -0.18},
    )
    figure.update_xaxes(automargin=True)
    figure.update_yaxes(automargin=True)
    return figure


def coverage_map(coverage: pd.DataFrame) -> go.Figure:
    """Standard measures (rows) against localities (columns): present, to review, absent."""
    grid = coverage.assign(value=coverage["matched"].map({True: 2, False: 1})).pivot_table(
        index="measure_name", columns="lao_name", values="value", aggfunc="max", fill_value=0
    )
    grid = grid.loc[grid.gt(0).sum(axis=1).sort_values().index]
    scale = [
        [0, "#f2f2f2"],
        [0.33, "#f2f2f2"],
        [0.34, "#E69F00"],
        [0.66, "#E69F00"],
        [0.67, "#0072B2"],
        [1, "#0072B2"],
    ]
    figure = _figure("มาตรการมาตรฐาน × ท้องถิ่น / Standard measures × localities", 220 + 22 * len(grid))
    labels = [_short(name) for name in grid.index]
    figure.add_heatmap(
        z=grid.to_numpy(),
        x=list(grid.columns),
        y=labels,
        customdata=[[name] * len(grid.columns) for name in grid.index],
        colorscale=scale,
        zmin=0,
        zmax=2,
        xgap=2,
        ygap=2,
        hovertemplate="%{customdata}<br>%{x}<extra></extra>",
        colorbar={
            "tickvals": [0.33, 1, 1.67],
            "ticktext": ["ไม่มี / none", "ต้องตรวจ / review", "มี / present"],
            **{"len": 160, "lenmode": "pixels", "y": 1, "yanchor": "top"},
        },
    )
    return figure


def budget_bars(budgets: pd.DataFrame) -> go.Figure:
    """Certain baht per fiscal year, stacked by dimension."""
    figure = _figure("งบประมาณตามมิติและปี (เฉพาะค่าที่แน่ใจ) / Budget by dimension and year (certain amounts)")
    labels = budgets["dimension"].map(lambda d: "ไม่ทราบมิติ / no dimension" if pd.isna(d) else f"มิติ {d:.0f}")
    for name, rows in budgets.groupby(labels):
        figure.add_bar(x=[str(year) for year in rows["year"]], y=rows["certain_baht"], name=str(name))
    figure.update_layout(
        barmode="stack", yaxis_title="บาท / baht", xaxis_title="ปีงบประมาณ / fiscal year (BE)"
    )
    figure.update_xaxes(type="category")
    return figure


def adoption_bars(adoption: pd.DataFrame) -> go.Figure:
    """Per locality: standard, to review and local items."""
    rows = adoption.sort_values("share_standard").tail(MAX_BARS)
    figure = _figure("โครงการมาตรฐานกับโครงการของท้องถิ่นเอง / Standard and local items", 200 + 24 * len(rows))
    names = {"matched": "มาตรฐาน / standard", "review": "ต้องตรวจ / review", "unmatched": "ท้องถิ่น / local"}
    for column, label in names.items():
        figure.add_bar(y=rows["lao_name"], x=rows[column], name=label, orientation="h")
    figure.update_layout(barmode="stack", xaxis_title="จำนวนรายการ / items")
    return figure


def reuse_network(reuse: pd.DataFrame) -> go.Figure:
    """Localities on a circle; a line joins those that share texts of their own."""
    import math

    names = sorted(set(reuse["lao_name_a"]) | set(reuse["lao_name_b"]))
    at = {
        n: (math.cos(2 * math.pi * i / len(names)), math.sin(2 * math.pi * i / len(names)))
        for i, n in enumerate(names)
    }
    figure = _figure("ข้อความที่ใช้ร่วมกันระหว่างท้องถิ่น / Texts shared between localities", 560)
    for name_a, name_b, n_texts in zip(
        reuse["lao_name_a"], reuse["lao_name_b"], reuse["n_texts"], strict=True
    ):
        (x0, y0), (x1, y1) = at[name_a], at[name_b]
        figure.add_scatter(
            x=[x0, x1],
            y=[y0, y1],
            mode="lines",
            line={"width": min(8, 1 + n_texts), "color": "#999999"},
            hoverinfo="text",
            text=f"{name_a} – {name_b}: {n_texts}",
            showlegend=False,
        )
    figure.add_scatter(
        x=[at[n][0] for n in names],
        y=[at[n][1] for n in names],
        mode="markers+text",
        text=names,
        textposition="top center",
        marker={"size": 14, "color": OKABE_ITO[0]},
        showlegend=False,
    )
    figure.update_xaxes(visible=False, range=[-1.6, 1.6])
    figure.update_yaxes(visible=False, range=[-1.3, 1.3])
    return figure


def _short(name: str, length: int = 60) -> str:
    return name if len(name) <= length else name[: length - 1] + "…"


def html_table(table: pd.DataFrame, caption: str, file: str, limit: int = 200) -> str:
    """A table with a link to its CSV; says when rows are left to the file."""
    shown = table.head(limit).rename(columns=str)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in shown.columns)
    body = "".join(
        "<tr>" + "".join(_cell(value) for value in row) + "</tr>" for row in shown.itertuples(index=False)
    )
    rest = (
        f"<p>แสดง {limit} จาก {len(table)} แถว / {limit} of {len(table)} rows shown</p>"
        if len(table) > limit
        else ""
    )
    link = f'<a href="{escape(file)}" download>CSV</a>'
    return (
        f"<details><summary>{escape(caption)} ({len(table)}) · {link}</summary>{rest}"
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></details>"
    )


def _cell(value: Any) -> str:
    if pd.isna(value):
        return "<td></td>"
    if isinstance(value, float):
        return f'<td class="n">{value:,.2f}</td>'
    if isinstance(value, int):
        return f'<td class="n">{value}</td>'
    return f"<td>{escape(str(value))}</td>"


_STYLE = f"""body{{font-family:{FONT};margin:0 auto;max-width:1180px;padding:16px;color:#111;line-height:1.5}}
h1{{font-size:1.5rem}}h2{{font-size:1.2rem;margin-top:2rem;border-bottom:2px solid #0072B2}}
table{{border-collapse:collapse;font-size:.85rem}}
td,th{{border:1px solid #ccc;padding:3px 7px;text-align:left;vertical-align:top}}
th{{background:#eef4f8;position:sticky;top:0}}td.n{{text-align:right;font-variant-numeric:tabular-nums}}
.wide{{overflow:auto;max-height:480px}}summary{{cursor:pointer;padding:6px 0}}a{{color:#00527f}}
.facts{{display:flex;gap:24px;flex-wrap:wrap}}.facts b{{display:block;font-size:1.6rem}}
@media print{{details{{display:none}}}}"""


def write_page(parts: list[tuple[str, go.Figure | None, str]], facts: dict[str, str]) -> str:
    """The page: headline facts, then per part its heading, chart and table."""
    numbers = "".join(f"<div><b>{escape(value)}</b>{escape(label)}</div>" for label, value in facts.items())
    body, script = [], True
    for heading, figure, table in parts:
        chart = ""
        if figure is not None:
            chart = figure.to_html(full_html=False, include_plotlyjs=script, config=_CONFIG)
            script = False
        body.append(f"<section><h2>{escape(heading)}</h2>{chart}{table}</section>")
    return (
        '<!doctype html><html lang="th"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>เปรียบเทียบท้องถิ่น / Localities compared</title><style>{_STYLE}</style></head><body>"
        f"<h1>เปรียบเทียบแผนป้องกันการทุจริตของท้องถิ่น / Localities compared</h1>"
        f'<div class="facts">{numbers}</div>{"".join(body)}</body></html>'
    )
