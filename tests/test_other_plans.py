"""Tables of the local development plan, and of annexes, are none of the plan's."""

from __future__ import annotations

import pytest

from pipelines.document import make_rows
from pipelines.parse import parse
from pipelines.parse.unread import OF_ANOTHER_PLAN
from tests.scan_readings import scanned
from tests.test_past_tables import ITEMS, OWN, plan_with

OTHER = ITEMS.replace("มิติที่", "หมู่ที่")


@pytest.mark.parametrize(
    "caption",
    [
        "ภาคผนวก ก รายละเอียดโครงการพัฒนา แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)\nแบบ ผ.02",
        "โครงการตามแผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)\nยุทธศาสตร์ที่ 2 การพัฒนาคุณภาพชีวิต",
        "บัญชีโครงการพัฒนา แบบ ผ. 02/1",
        "บัญชีจำนวนครุภัณฑ์ (แบบ ผด.02/1)",
        "ภาคผนวก\nโครงการก่อสร้างที่ประชาชนเสนอ",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_items_below_the_caption_of_another_plan_are_none(caption: str, first: bool) -> None:
    other = f"{caption}\n{OTHER}"
    own = OWN.replace("บัญชีโครงการ", "บัญชีโครงการป้องกันการทุจริต")
    parsed = parse(plan_with(other, own) if first else plan_with(own, other))
    assert [p.name for p in parsed.projects] == ["โครงการอบรมจริยธรรม", "โครงการพัฒนาเว็บไซต์"]
    assert [r.text for r in parsed.remarks if r.why == OF_ANOTHER_PLAN] == ["7,000", "8,000"]


@pytest.mark.parametrize(
    "caption",
    [
        "แผนฉบับนี้สอดคล้องกับแผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)",
        "ภาคผนวก ก แผนปฏิบัติการป้องกันการทุจริต (ต่อ)",
        "โครงการตามแผนพัฒนาท้องถิ่นที่นำมาใช้ป้องกันการทุจริต",
        "โครงการตามแผนพัฒนาท้องถิ่น\nมิติที่ 3 การส่งเสริมบทบาทและการมีส่วนร่วมของภาคประชาชน",
    ],
)
def test_items_below_a_line_that_names_the_plan_or_a_dimension_are_its_own(caption: str) -> None:
    assert len(parse(plan_with(OWN, f"{caption}\n{OTHER}")).projects) == 4


def test_the_only_items_are_the_plans_own_wherever_they_stand() -> None:
    assert len(parse(plan_with(f"ภาคผนวก\nบัญชีโครงการ\n{OTHER}")).projects) == 2


@pytest.mark.parametrize(
    "said",
    [
        "เทศบาลได้ดำเนินการตามแผนในปีงบประมาณ พ.ศ. 2567 รวมทั้งสิ้น 14 โครงการ งบประมาณรวมทั้งสิ้น 35,000 บาท",
        "โครงการที่เบิกจ่ายเมื่อปี พ.ศ. 2566 มีทั้งสิ้น 14 โครงการ งบประมาณทั้งสิ้น 35,000 บาท",
        "ดำเนินงานมาแล้วในปี 2567 ทั้งสิ้น 14 โครงการ งบประมาณทั้งสิ้น 35,000 บาท",
    ],
)
def test_what_was_done_in_a_year_before_is_no_count_of_the_plan(said: str) -> None:
    rows = make_rows("d1", plan_with(said, OWN))[0]
    assert rows["stated_totals"] and all(total["doubtful"] for total in rows["stated_totals"])
    assert {finding["check"] for finding in rows["findings"]} == {"doubtful_amount"}


def test_what_a_scanned_preface_says_of_a_year_before_is_no_error_of_the_plan() -> None:
    said = "เทศบาลได้ดำเนินการตามแผนในปีงบประมาณ พ.ศ. 2567 รวมทั้งสิ้น 14 โครงการ งบประมาณรวมทั้งสิ้น 35,000 บาท"
    rows = make_rows("d1", scanned(plan_with(said, OWN)))[0]
    assert {finding["check"] for finding in rows["findings"]} <= {"doubtful_amount", "missing_detail"}
