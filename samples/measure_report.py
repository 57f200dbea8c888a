"""A measure report of the ITA of 2568: a memo, then a wide table of the seven topics with their results."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from samples import material
from samples.plan import Plan, Planted
from samples.render import Writer, page, table
from samples.report import memo_of

FRAMEWORK, YEAR = "ita_2568", 2568
TITLE = f"รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {YEAR}"
PERIODS = (
    f"ตุลาคม {YEAR - 1} - กันยายน {YEAR}",
    f"ตุลาคม {YEAR - 1} - มีนาคม {YEAR}",
    f"ก.พ. - มี.ค. พ.ศ. {YEAR}",
)
COLUMNS = (
    ("มาตรการ/โครงการ/กิจกรรมที่ดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", 17),
    ("ขั้นตอน/วิธีการปฏิบัติ", 25),
    ("ช่วงระยะเวลาในการดำเนินการ", 11),
    ("ผู้รับผิดชอบ", 11),
    ("ผลการดำเนินการ (output)", 19),
    ("ผลลัพธ์หรือผลสัมฤทธิ์ในการดำเนินการ (outcome/result)", 17),
)


@dataclass
class Row:
    """One topic as printed; its code stands nowhere on the page."""

    code: str
    topic: str
    actions: tuple[str, ...]
    period: str
    unit: str
    result: str
    outcome: str


@dataclass
class MeasureReport:
    """The truth of a measure report; the plan lends its locality and looks."""

    plan: Plan
    rows: list[Row]
    dated: str
    planted: list[Planted] = field(default_factory=list)


def random_measure_report(plan: Plan, seed: int) -> MeasureReport:
    """A report with all topics, handed in after its year."""
    rng = random.Random(seed)
    titles = material.categories(FRAMEWORK)
    offices = material.OFFICES["เทศบาล" if plan.lao_type.startswith("เทศบาล") else plan.lao_type]
    rows = [
        Row(
            code,
            titles[code],
            words.actions,
            rng.choice(PERIODS),
            rng.choice(("ทุกส่วนราชการ", *offices)),
            words.result,
            words.outcome,
        )
        for code, words in material.TOPICS.items()
    ]
    return MeasureReport(plan, rows, f"{rng.randrange(5, 28)} ตุลาคม {YEAR}")


def render(report: MeasureReport) -> str:
    """The report as HTML."""
    plan, writer = report.plan, Writer(report.plan)
    head = "<tr>" + "".join(f"<th>{heading}</th>" for heading, _ in COLUMNS) + "</tr>"
    rows = [
        "<tr>"
        + "".join(
            "<td>" + "".join(f"<div>{writer.num(line)}</div>" for line in lines) + "</td>"
            for lines in _cells(number, row)
        )
        + "</tr>"
        for number, row in enumerate(report.rows, 1)
    ]
    body = [
        writer.p(TITLE, "h2"),
        writer.p(f"{plan.lao_name} อำเภอ{plan.district} จังหวัด{plan.province}", "h2"),
        table("measures", head, rows, [width for _, width in COLUMNS]),
    ]
    memo = memo_of(writer, TITLE, report.dated)
    return page(plan.layout, [("portrait", memo), ("landscape", body)])


def _cells(number: int, row: Row) -> list[list[str]]:
    """The lines of a row's cells."""
    actions = [f"{n}. {action}" for n, action in enumerate(row.actions, 1)]
    return [[f"{number}. {row.topic}"], actions, [row.period], [row.unit], [row.result], [row.outcome]]
