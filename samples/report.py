"""A progress report on a sample plan's first year: number table, then what was done item by item."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from samples import material
from samples.plan import Plan, Planted
from samples.render import Writer, head_of, page, table


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
        """Items done of those planned, baht spent of those planned."""
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
    dated: str | None = None  # the date of a memo before it; None: no memo
    stated_total: Line | None = None  # the sum as printed; None: what the lines add up to
    stated_percents: dict[tuple[int | None, int], Decimal] = field(default_factory=dict)
    """Printed percentages that are not the computed ones, by dimension (None: the sum) and column (0, 1)."""
    numbers: dict[int, int] = field(default_factory=dict)
    """Printed numbers that are not the place in the list, by index of the item."""
    results: dict[int, str] = field(default_factory=dict)
    """Results that are not drawn from the stock of phrases, by index of the item."""
    planted: list[Planted] = field(default_factory=list)

    @property
    def total(self) -> Line:
        """The line of sums."""
        if self.stated_total is not None:
            return self.stated_total
        rows = list(self.lines.values())
        return Line(*(sum(getattr(r, f) for r in rows) for f in Line.__dataclass_fields__))

    @property
    def table(self) -> dict[int | None, Line]:
        """The number table: its lines by dimension, the sum last (None)."""
        return {**self.lines, None: self.total}

    def percents(self, dimension: int | None) -> tuple[Decimal, Decimal]:
        """The percentages of a line as printed."""
        items, baht = self.table[dimension].percents
        stated = self.stated_percents
        return stated.get((dimension, 0), items), stated.get((dimension, 1), baht)

    def number(self, index: int) -> int:
        """The number that an item has in the narrative."""
        return self.numbers.get(index, self.done.index(index) + 1)


def random_report(plan: Plan, seed: int) -> Report:
    """A report of the plan's first year; figures follow from the items that were done.

    An item that the plan lists twice is reported once.
    """
    rng = random.Random(seed)
    year = plan.years[0]
    seen: set[str] = set()
    done = []
    for n, item in enumerate(plan.items):
        if rng.random() < 0.7 and item.in_summary and item.name not in seen:
            done.append(n)
            seen.add(item.name)
    lines = {}
    for dimension in sorted({i.dimension for i in plan.items}):
        members = [(n, i) for n, i in enumerate(plan.items) if i.dimension == dimension and i.in_summary]
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

    def row(dimension: int | None, line: Line) -> str:
        label = str(dimension) if dimension else "รวม"
        values = [str(line.planned_items), str(line.done_items)]
        values += [f"{v:,}.00" for v in (line.planned_baht, line.ordinance_baht, line.spent_baht)] + [
            str(p) for p in report.percents(dimension)
        ]
        return (
            "<tr>"
            + "".join(f'<td class="money nowrap">{writer.num(v)}</td>' for v in [label, *values])
            + "</tr>"
        )

    rows = [row(dimension, line) for dimension, line in report.table.items()]
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
    for index in report.done:
        item = plan.items[index]
        if last is None or last[0] != item.dimension:
            body.append(writer.p(f"มิติที่ {item.dimension} {writer.titles[str(item.dimension)]}", "h2"))
        if last is None or last[1] != item.strategy:
            body.append(writer.p(f"{item.mission} {writer.titles[item.mission]}", "b"))
            body.append(writer.p(f"{item.strategy} {writer.titles[item.strategy]}", "b"))
        last = (item.dimension, item.strategy)
        body.append(writer.p(f"{report.number(index)}. {item.name}", "b", detail=index))
        body.append(writer.p("การดำเนินการ", "b"))
        body += [writer.p(f"{n}) {t}", "indent") for n, t in enumerate(material.METHODS[: 2 + index % 3], 1)]
        body.append(writer.p("ผลการดำเนินการ", "b"))
        result = f"{material.OUTCOMES[index % 2]} ผู้เข้าร่วม จำนวน {item.target_count:,} คน"
        body.append(writer.p("- " + report.results.get(index, result), "indent"))
    memo = [("portrait", memo_of(writer, title, report.dated))] if report.dated else []
    return page(plan.layout, [*memo, ("portrait", front), ("portrait", body)])


def memo_of(writer: Writer, subject: str, dated: str) -> list[str]:
    """The memo that submits a report."""
    plan = writer.plan
    return [
        writer.p("บันทึกข้อความ", "h1"),
        writer.p(f"ส่วนราชการ สำนักปลัด {plan.lao_name}"),
        writer.p(f"ที่ ทส 71001/52 วันที่ {dated}"),
        writer.p(f"เรื่อง {subject}"),
        writer.p(f"เรียน {head_of(plan)}"),
        writer.p(f"ด้วย{plan.lao_name}ได้จัดทำ{subject} เรียบร้อยแล้ว " + material.PROSE[3], "indent"),
        writer.p("จึงเรียนมาเพื่อโปรดพิจารณา", "indent"),
    ]
