"""Figures of the local development plan or of the years before are no certain totals of the plan."""

from __future__ import annotations

import pytest

from pipelines.document import make_rows
from pipelines.parse import parse
from pipelines.parse.said_of_others import own_and_others
from tests.text_documents import document

PLACE = "องค์การบริหารส่วนตำบลหนองไผ่เขียว อำเภอหนองไผ่ จังหวัดเพชรบูรณ์"
OWN = "แผนปฏิบัติการป้องกันการทุจริตฉบับนี้ประกอบด้วย 4 มิติ จำนวน 2 โครงการ งบประมาณรวมทั้งสิ้น 11,000 บาท"
TABLE = """
| ที่ | มิติที่ | โครงการ/กิจกรรม/มาตรการ | งบประมาณ (บาท) |
|---|---|---|---|
| 1 | 1 | โครงการอบรมจริยธรรม | 5,000 |
| 2 | 2 | โครงการพัฒนาเว็บไซต์ | 6,000 |
"""


@pytest.mark.parametrize(
    "said",
    [
        "แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570) มีทั้งสิ้น 312 โครงการ งบประมาณรวม 221,450,000 บาท",
        "ปีที่ผ่านมาได้ดำเนินโครงการป้องกันการทุจริตทั้งสิ้น 3 โครงการ งบประมาณทั้งสิ้น 35,000 บาท",
        "ในปีงบประมาณ พ.ศ. 2567 ที่ผ่านมา ได้ดำเนินการทั้งสิ้น 3 โครงการ งบประมาณทั้งสิ้น 35,000 บาท",
        "ในปีงบประมาณ พ.ศ. 2567 ได้ดำเนินโครงการป้องกันการทุจริตทั้งสิ้น 3 โครงการ งบประมาณทั้งสิ้น 35,000 บาท",
        "ปี 2566 มีโครงการป้องกันการทุจริตทั้งสิ้น 3 โครงการ งบประมาณทั้งสิ้น 35,000 บาท",
        "ในปี 2567 ซึ่งผ่านมา ได้ดำเนินการทั้งสิ้น 3 โครงการ งบประมาณทั้งสิ้น 35,000 บาท",
        "แผนพัฒนาเมือง มีทั้งสิ้น 312 โครงการ งบประมาณรวม 221,450,000 บาท",
        "แผนพัฒนาของเทศบาล มีทั้งสิ้น 312 โครงการ งบประมาณรวม 221,450,000 บาท",
        "แผนยุทธศาสตร์การพัฒนา มีทั้งสิ้น 112 โครงการ งบประมาณรวม 21,450,000 บาท",
        "แผนการดำเนินงานประจำปี มีทั้งสิ้น 112 โครงการ งบประมาณรวม 21,450,000 บาท",
        "แผนปฏิบัติการฉบับเดิม มีทั้งสิ้น 12 โครงการ งบประมาณรวม 450,000 บาท",
        "แผนปฏิบัติการฉบับก่อน มีทั้งสิ้น 12 โครงการ งบประมาณรวม 450,000 บาท",
    ],
)
def test_a_preface_that_speaks_of_another_plan_too(said: str) -> None:
    title = f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568\n{PLACE}\n\nคำนำ\n\n"
    parsed = parse(document(f"{title}{said}\n\n{OWN}\n\n{TABLE}"))
    totals = {(t.quantity, t.value): t.doubtful for t in parsed.stated_totals}
    assert totals["items", 2] is False and totals["budget_baht", 11_000] is False
    others = [doubtful for (_, value), doubtful in totals.items() if value not in (2, 11_000)]
    assert others and all(others)
    found = make_rows("d1", document(f"{title}{said}\n\n{OWN}\n\n{TABLE}"))[0]["findings"]
    assert {finding["check"] for finding in found} == {"doubtful_amount"}


def test_what_a_preface_says_of_its_own_plan_is_compared() -> None:
    title = f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568\n{PLACE}\n\nคำนำ\n\n"
    own = OWN.replace("11,000", "12,000")
    found = make_rows("d1", document(f"{title}{own}\n\n{TABLE}"))[0]["findings"]
    assert [(finding["check"], finding["cause"]) for finding in found] == [("plan_total", "document")]


def test_a_year_before_the_plan_named_beside_its_own_figures_makes_none_of_them_doubtful() -> None:
    said = "ผลการประเมินของปี 2567 เป็นที่มาของแผนนี้ ปีงบประมาณ พ.ศ. 2568 ดำเนินการทั้งสิ้น 2 โครงการ"
    assert own_and_others(said, 2568)[0] == said
    assert "_ โครงการ" in own_and_others(said.replace("2568 ดำเนินการ", "2567 ดำเนินการ"), 2568)[0]
    assert own_and_others("พ.ศ. 2566 - 2570 ดำเนินการทั้งสิ้น 2 โครงการ", 2568)[0].endswith("2 โครงการ")


def test_a_report_that_speaks_of_another_plan_first() -> None:
    title = f"รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568\n{PLACE}\n\n"
    said = (
        "แผนพัฒนาท้องถิ่นมีโครงการตามแผนทั้งสิ้น 245 โครงการ งบประมาณตามแผน 158,400,000 บาท "
        "แผนปฏิบัติการป้องกันการทุจริตมีโครงการตามแผน 3 โครงการ ดำเนินการแล้วเสร็จ 2 โครงการ"
    )
    parsed = parse(document(f"{title}{said}"))
    certain = {(t.quantity, t.value) for t in parsed.stated_totals if not t.doubtful}
    assert certain <= {("planned_items", 3), ("done_items", 2)}
    assert ("done_items", 2) in certain
    assert {t.value for t in parsed.stated_totals if t.doubtful} >= {158_400_000}


def test_own_figures_and_those_of_others_are_parted() -> None:
    text = "แผนพัฒนาตำบล 31 โครงการ แผนป้องกันการทุจริต 4 โครงการ ปีที่แล้ว 5 โครงการ ปี 2568 6 โครงการ"
    own, others = own_and_others(text, None)
    assert own == "แผนพัฒนาตำบล __ โครงการ แผนป้องกันการทุจริต 4 โครงการ ปีที่แล้ว _ โครงการ ปี 2568 6 โครงการ"
    assert others == "แผนพัฒนาตำบล 31 โครงการ แผนป้องกันการทุจริต _ โครงการ ปีที่แล้ว 5 โครงการ ปี ____ _ โครงการ"


SECTIONS = """
{0}โครงการเข้าค่ายคุณธรรมเยาวชน

{1} วัตถุประสงค์ เพื่อเสริมสร้างความโปร่งใส

{2} งบประมาณ งบประมาณรวม ๕๐,๐๐๐ บาท (ปีละ ๑๐,๐๐๐ บาท)

{3} งบประมาณ ค่าอาหารว่าง ๓,๕๐๐ บาท ค่าวิทยากร ๑,๘๐๐ บาท รวม ๕,๓๐๐ บาท
"""


@pytest.mark.parametrize("numbers", [("๑. ", "๑)", "๒)", "๓)"), ("๒) ", "๒.๑", "๒.๒", "๒.๓")])
def test_what_the_sections_of_single_items_cost_is_no_certain_total_of_the_plan(
    numbers: tuple[str, ...],
) -> None:
    title = f"แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)\n{PLACE}\n"
    parsed = parse(document(title + SECTIONS.format(*numbers)))
    sums = {t.value: t.doubtful for t in parsed.stated_totals if t.quantity == "budget_baht"}
    assert sums and all(sums.values())


def test_a_numbered_sum_of_the_plan_is_certain() -> None:
    title = f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568\n{PLACE}\n\nคำนำ\n\n"
    parsed = parse(document(f"{title}1) จำนวน 2 โครงการ\n\n2) งบประมาณรวมทั้งสิ้น 11,000 บาท\n\n{TABLE}"))
    assert [(t.value, t.doubtful) for t in parsed.stated_totals if t.quantity == "budget_baht"] == [
        (11_000, False)
    ]
