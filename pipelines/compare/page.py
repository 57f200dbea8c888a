"""The comparison as one HTML page: charts by Plotly, self-contained, no network.

Colours are Okabe and Ito's (2008), which people with any colour vision can tell apart.
"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from normalize.catalogue import categories

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
FONT = "'Sarabun','TH Sarabun New','Noto Sans Thai','Laksaman','Leelawadee UI','Thonburi',sans-serif"
_CONFIG = {"displaylogo": False, "responsive": True, "modeBarButtonsToRemove": ["toImage"]}
_DOWNLOAD = """document.querySelectorAll('button[data-chart]').forEach((button) => { button.onclick = () => {
  const chart = document.getElementById(button.dataset.chart), format = button.dataset.format;
  Plotly.downloadImage(chart, { format, filename: `thaiplan-${chart.id}`, width: chart.offsetWidth,
    height: chart.offsetHeight, scale: format === 'png' ? 2 : 1 });
}; });"""
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
        margin={"l": 10, "r": 10, "t": 92, "b": 10},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "traceorder": "normal"},
    )
    figure.update_layout(title={"yref": "container", "y": 1.0, "yanchor": "top", "pad": {"t": 14}})
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
        figure.add_bar(x=rows["year"], y=rows["certain_baht"], name=str(name))
    figure.update_layout(
        barmode="stack", yaxis_title="บาท / baht", xaxis_title="ปีงบประมาณ / fiscal year (BE)"
    )
    figure.update_xaxes(dtick=1, tickformat="d")  # a year in which nothing is planned is a gap
    figure.update_yaxes(tickformat=",d")
    return figure


def place_bars(budgets: pd.DataFrame) -> go.Figure:
    """Certain baht per province, stacked by type of locality; `budgets` are grouped by both."""
    budgets = budgets.fillna({"province": "ไม่ทราบ / unknown", "lao_type": "ไม่ทราบ / unknown"})
    largest = budgets.groupby("province")["certain_baht"].sum().sort_values().tail(MAX_BARS).index
    figure = _figure("งบประมาณตามจังหวัดและประเภท / Budget by province and type", 220 + 26 * len(largest))
    for lao_type, rows in budgets[budgets["province"].isin(largest)].groupby("lao_type"):
        figure.add_bar(y=rows["province"], x=rows["certain_baht"], name=str(lao_type), orientation="h")
    figure.update_layout(barmode="stack", xaxis_title="บาท / baht")
    figure.update_yaxes(categoryorder="array", categoryarray=list(largest))
    figure.update_xaxes(tickformat=",d")
    return figure


def unfunded_bars(budgets: pd.DataFrame) -> go.Figure:
    """Share of amounts that are no budget, per fiscal year and dimension."""
    title = "สัดส่วนรายการที่ไม่ใช้งบประมาณ / Share of items without a budget"
    figure = _figure(title)
    for dimension, rows in budgets.dropna(subset=["dimension"]).groupby("dimension"):
        figure.add_bar(x=rows["year"], y=rows["no_budget_share"], name=f"มิติ {dimension:.0f}")
    figure.update_layout(barmode="group", xaxis_title="ปีงบประมาณ / fiscal year (BE)")
    figure.update_xaxes(dtick=1, tickformat="d")
    figure.update_yaxes(tickformat=".0%", range=[0, 1])
    return figure


def crosswalk_flows(crosswalk: pd.DataFrame) -> go.Figure:
    """Categories of one framework beside those of another; a band is as wide as the items on both sides."""
    ends = {
        side: crosswalk[f"{side}_framework"] + " " + crosswalk[f"{side}_code"].astype(str)
        for side in ("from", "to")
    }
    names = sorted(set(ends["from"]) | set(ends["to"]))
    known = {f"{one.framework_id} {one.code}": one.name for one in categories()}
    labels = [_short(f"{_framework(name)} {known.get(name, '')}", 48) for name in names]
    figure = _figure("เทียบหมวดระหว่างกรอบ / Categories of the frameworks", max(420, 26 * len(names)))
    figure.add_sankey(
        node={"label": labels, "pad": 14, "thickness": 14, "color": OKABE_ITO[0]},
        link={
            "source": [names.index(name) for name in ends["from"]],
            "target": [names.index(name) for name in ends["to"]],
            "value": crosswalk["from_items"] + crosswalk["to_items"],
            "label": crosswalk["note"].fillna(""),
            "color": "rgba(86,180,233,0.45)",
        },
    )
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


def _framework(name: str) -> str:
    """A framework's id and code as people say it: `ป.ป.ช. 2566 · 1.1`, `ITA 2568 · 9`."""
    framework, code = name.split(" ", 1)
    body, _, year = framework.rpartition("_")
    return f"{'ITA' if body == 'ita' else 'ป.ป.ช.'} {year} · {code}"


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
.save{{text-align:right;font-size:.85rem;margin:0 10px}}.save button{{font:inherit}}
.facts{{display:flex;gap:24px;flex-wrap:wrap}}.facts b{{display:block;font-size:1.6rem}}
@media print{{details{{display:none}}}}"""


def write_page(parts: list[tuple[str, list[go.Figure], str]], facts: dict[str, str]) -> str:
    """The page: headline facts, then per part its heading, chart and table."""
    numbers = "".join(f"<div><b>{escape(value)}</b>{escape(label)}</div>" for label, value in facts.items())
    body, number = [], 0
    for heading, figures, table in parts:
        chart = ""
        for figure in figures:
            number += 1
            chart += _chart(figure, f"chart-{number}", script=number == 1)
        body.append(f"<section><h2>{escape(heading)}</h2>{chart}{table}</section>")
    return (
        '<!doctype html><html lang="th"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>เปรียบเทียบท้องถิ่น / Localities compared</title><style>{_STYLE}</style></head><body>"
        f"<h1>เปรียบเทียบแผนป้องกันการทุจริตของท้องถิ่น / Localities compared</h1>"
        f'<div class="facts">{numbers}</div>{"".join(body)}<script>{_DOWNLOAD}</script></body></html>'
    )


def _chart(figure: go.Figure, name: str, *, script: bool) -> str:
    """A chart and the buttons that save it; the first one brings Plotly's script."""
    drawn: str = figure.to_html(full_html=False, include_plotlyjs=script, config=_CONFIG, div_id=name)
    buttons = "".join(
        f'<button data-chart="{name}" data-format="{form}">{form.upper()}</button> '
        for form in ("svg", "png")
    )
    return f'{drawn}<p class="save">บันทึกภาพ / save as {buttons}</p>'
