"""What a front page speaks of does not make a plan a report, and reports stay reports."""

from __future__ import annotations

import pytest

from pipelines.parse.doctype import classify
from tests.text_documents import document

PLACE = "เทศบาลตำบลสระแก้วน้อย อำเภอร้องกวาง จังหวัดแพร่\n"
PLAN_TABLE = f"""
แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2570
{PLACE}
| ที่ | มิติ | โครงการ/กิจกรรม/มาตรการ | งบประมาณ (บาท) |
|---|---|---|---|
| 1 | 1 | โครงการอบรมเยาวชนสระแก้ว | 21,500 |
| 2 | 3 | กิจกรรมเปิดบ้านสระแก้ว | - |
"""
PREFACE = f"""คำนำ
เทศบาลตำบลสระแก้วน้อย ได้จัดทำแผนปฏิบัติการป้องกันการทุจริต
ประจำปีงบประมาณ พ.ศ. 2570 ขึ้น รวม 2 โครงการ ทั้งนี้ จะติดตาม
{{}}
รอบ 6 เดือน และรอบ 12 เดือน เสนอผู้บริหารต่อไป
{PLACE}"""
ORDER = f"""คำสั่งเทศบาลตำบลสระแก้วน้อย
ที่ 77/2569
เรื่อง แต่งตั้งคณะทำงานจัดทำแผนปฏิบัติการป้องกันการทุจริต
ประจำปีงบประมาณ พ.ศ. 2570
ตามหนังสือสำนักงาน ป.ป.ช. ลงวันที่ 3 มิถุนายน
2569 และรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต
ประจำปีงบประมาณ พ.ศ. 2569 จึงแต่งตั้งคณะทำงาน ดังนี้
1. ปลัดเทศบาล ประธาน
{PLACE}"""
MINUTES = """รายงานการประชุมคณะทำงานจัดทำแผน ครั้งที่ 1/2569 วันที่ 4
กันยายน 2569 ที่ประชุมเห็นชอบร่างแผนปฏิบัติการป้องกันการทุจริต
ประจำปีงบประมาณ พ.ศ. 2570
"""


@pytest.mark.parametrize(
    "front",
    [
        PREFACE.format("และจัดทำรายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต"),
        PREFACE.format("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต"),
        ORDER,
        MINUTES,
    ],
)
def test_a_front_page_that_speaks_of_reports_makes_none_of_the_plan(front: str) -> None:
    assert classify(document(front + PLAN_TABLE)).doc_type == "action_plan"


@pytest.mark.parametrize(
    "title",
    [
        "รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต",
        "บันทึกข้อความ\nส่วนราชการ สำนักปลัด\nที่ พร 1/1\nวันที่ 4 ตุลาคม 2570\n"
        "เรื่อง รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต",
    ],
)
def test_a_report_that_shows_the_plans_table_stays_one(title: str) -> None:
    text = (
        f"{title}\nประจำปีงบประมาณ พ.ศ. 2570\n{PLACE}1. โครงการอบรมเยาวชนสระแก้ว ดำเนินการแล้ว ใช้ไป 21,000 บาท\n"
    )
    assert classify(document(text + PLAN_TABLE)).doc_type == "progress_report"
