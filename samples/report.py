"""A progress report on a sample plan's first year: number table, then what was done item by item."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from samples import material
from samples.plan import Plan
from samples.render import Writer, page, table


@dataclass
class Line:
    """One line of the number table: items and baht, planned and done."""

    planned_items: int
    done_items: int
    planned_baht: int
    ordinance_baht: int
    spent_baht: int

    @property
    def percents(self) -> tuple[Decimal, Decimal]:
        return percent(self.done_items, self.planned_items), percent(self.spent_baht, self.planned_baht)


def percent(part: int, whole: int) -> Decimal:
    """Hundred times part over whole with two digits; 0.00 of nothing."""
    if whole == 0:
        return Decimal("0.00")
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass
class Report:
    """The truth of a progress report."""

    plan: Plan
    year: int
    lines: dict[int, Line]
    done: list[int]  # indices of items reported as done

    @property
    def total(self) -> Line:
        rows = list(self.lines.values())
        return Line(*(sum(getattr(r, f) for r in rows) for f in Line.__dataclass_fields__))


def random_report(plan: Plan, seed: int) -> Report:
    """A report of the plan's first year; figures follow from the items that were done."""
    rng = random.Random(seed)
    year = plan.years[0]
    done = [i for i, _ in enumerate(plan.items) if rng.random() < 0.7]
    lines = {}
    for dimension in sorted({i.dimension for i in plan.items}):
        members = [(n, i) for n, i in enumerate(plan.items) if i.dimension == dimension]
        planned = sum(i.budgets[year] for _, i in members)
        spent = sum(i.budgets[year] for n, i in members if n in done)
        lines[dimension] = Line(len(members), sum(n in done for n, _ in members), planned, spent, spent // 2)
    return Report(plan, year, lines, done)


def render(report: Report) -> str:
    """The report as HTML."""
    plan, writer = report.plan, Writer(report.plan)
    head = (
        '<tr><th rowspan="2">มิติ</th><th colspan="2">โครงการ</th><th colspan="3">งบประมาณ</th><th colspan="2">ร้อยละดำเนินการ</th></tr>'
        "<tr><th>ตามแผน</th><th>ดำเนินการแล้ว</th><th>ตามแผน</th><th>ตามข้อบัญญัติ/เทศบัญญัติ</th><th>ใช้จริง</th><th>โครงการ</th><th>งบประมาณ</th></tr>"
    )

    def row(label: str, line: Line) -> str:
        values = [str(line.planned_items), str(line.done_items)]
        values += [f"{v:,}.00" for v in (line.planned_baht, line.ordinance_baht, line.spent_baht)] + [
            str(p) for p in line.percents
        ]
        return (
            "<tr>"
            + "".join(f'<td class="money nowrap">{writer.num(v)}</td>' for v in [label, *values])
            + "</tr>"
        )

    rows = [row(str(d), line) for d, line in report.lines.items()] + [row("รวม", report.total)]
    title = f"รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. {report.year}"
    front = [
        writer.p(title, "h1"),
        writer.p(plan.lao_name, "h1"),
        writer.p(f"อำเภอ{plan.district} จังหวัด{plan.province}", "h1"),
        writer.p("1. ผลการดำเนินการจำแนกตามมิติ", "b"),
        table("report", head, rows, [7, 10, 12, 15, 17, 15, 11, 12]),
        writer.p(f"ข้อมูล ณ วันที่ 15 ตุลาคม {report.year}", "right"),
    ]
    body = [writer.p("2. รายละเอียดผลการดำเนินการ", "b")]
    last: tuple[int, str] | None = None
    for number, index in enumerate(report.done, 1):
        item = plan.items[index]
        if last is None or last[0] != item.dimension:
            body.append(writer.p(f"มิติที่ {item.dimension} {writer.titles[str(item.dimension)]}", "h2"))
        if last is None or last[1] != item.strategy:
            body.append(writer.p(f"{item.mission} {writer.titles[item.mission]}", "b"))
            body.append(writer.p(f"{item.strategy} {writer.titles[item.strategy]}", "b"))
        last = (item.dimension, item.strategy)
        body.append(writer.p(f"{number}. {item.name}", "b", detail=index))
        body.append(writer.p("การดำเนินการ", "b"))
        body += [writer.p(f"{n}) {t}", "indent") for n, t in enumerate(material.METHODS[: 2 + index % 3], 1)]
        body.append(writer.p("ผลการดำเนินการ", "b"))
        body.append(
            writer.p(
                "- " + material.OUTCOMES[index % 2] + f" ผู้เข้าร่วม จำนวน {item.target_count:,} คน", "indent"
            )
        )
    return page(plan.layout, [("portrait", front), ("portrait", body)])
