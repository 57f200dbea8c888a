"""Reports that group their items by how far they are: a heading or band over the rows tells the state."""

from __future__ import annotations

import pytest

from extract.model import Table
from pipelines.parse import parse
from pipelines.parse.report_states import state_of_heading
from pipelines.records import ParsedDocument
from tests.plan_documents import CellText, Merged, grid, prose
from tests.plan_documents import document as plan_document
from tests.scan_readings import scanned

HEAD = """รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567 รอบ 12 เดือน
องค์การบริหารส่วนตำบลสระบัวทอง อำเภอเมือง จังหวัดเลย"""
TOP: list[CellText] = ["ที่", "โครงการ/กิจกรรม", "งบประมาณตามแผน", "เบิกจ่าย"]


def table(*rows: list[CellText], top: list[CellText] = TOP) -> Table:
    return grid([top, *rows])


def states(parsed: ParsedDocument) -> dict[str | None, str]:
    told = [(s.project, s.text) for s in parsed.sections if s.section == "results"]
    return {
        project.name: " ".join(text for index, text in told if index == n)
        for n, project in enumerate(parsed.projects)
    }


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("๑. โครงการ/กิจกรรมที่ดำเนินการแล้วเสร็จ", "ดำเนินการแล้วเสร็จ"),
        ("2) กิจกรรมที่อยู่ระหว่างดำเนินการ จำนวน 3 โครงการ", "อยู่ระหว่างดำเนินการ"),
        ("ตารางที่ 3 รายชื่อโครงการที่ไม่ได้ดำเนินการ", "ไม่ได้ดำเนินการ"),
        ("โครงการ กิจกรรม และมาตรการ ที่ยังไม่ดำเนินการ (4 โครงการ)", "ยังไม่ดำเนินการ"),
        ("สถานะ : อยู่ระหว่างการดำเนินการ", "อยู่ระหว่างการดำเนินการ"),
        ("โครงการที่ไม่สามารถดำเนินการได้", "ไม่สามารถดำเนินการได้"),
        ("โครงการที่ยกเลิก", "ยกเลิก"),
        ("โครงการที่ดาเนินการแลวเสร็จ", "ดาเนินการแลวเสร็จ"),  # as a scan reads it
        ("โครงการที่ดำเนินการ", None),
        ("ผลการดำเนินการ", None),
        ("โครงการที่ดำเนินการแล้วเสร็จ 4 โครงการ คิดเป็นร้อยละ 80", None),  # a sentence of figures
        ("โครงการติดตามโครงการที่ยังไม่แล้วเสร็จ", None),  # a name
        ("มิติที่ 1 การสร้างสังคมที่ไม่ทนต่อการทุจริต", None),
    ],
)
def test_headings_of_states(heading: str, state: str | None) -> None:
    assert state_of_heading(heading) == state


@pytest.mark.parametrize("by_scan", [False, True])
def test_the_heading_above_a_table_tells_the_state_of_its_items(by_scan: bool) -> None:
    paper = plan_document(
        prose(f"{HEAD}\n1. โครงการที่ดำเนินการแล้วเสร็จ\n(หน่วย : บาท)"),
        table(["1", "โครงการอบรมคุณธรรม", "10,000", "9,500"], ["2", "กิจกรรมจิตอาสา", "-", "-"]),
        prose("2. โครงการที่อยู่ระหว่างดำเนินการ\nมิติที่ 2 การบริหารราชการ"),
        table(["1", "โครงการค่ายเยาวชน", "30,000", "12,000"]),
        prose("โครงการอื่นนอกแผน"),
        table(["1", "โครงการถนนปลอดภัย", "90,000", "-"]),
    )
    parsed = parse(scanned(paper) if by_scan else paper, "progress_report")
    assert states(parsed) == {
        "โครงการอบรมคุณธรรม": "ดำเนินการแล้วเสร็จ",
        "กิจกรรมจิตอาสา": "ดำเนินการแล้วเสร็จ",
        "โครงการค่ายเยาวชน": "อยู่ระหว่างดำเนินการ",
        "โครงการถนนปลอดภัย": "",
    }
    assert [project.dimension for project in parsed.projects][2] == 2


def test_bands_of_states_are_no_items() -> None:
    parsed = parse(
        plan_document(
            prose(HEAD),
            table(
                [Merged("โครงการที่ดำเนินการแล้วเสร็จ", 1, 4), None, None, None],
                ["1", "โครงการอบรมคุณธรรม", "10,000", "9,500"],
                [Merged("โครงการที่ยังไม่ได้ดำเนินการ", 1, 4), None, None, None],
                ["2", "โครงการค่ายเยาวชน", "30,000", "-"],
                [Merged("รวม", 1, 2), None, "40,000", "9,500"],
            ),
            prose("โครงการตามข้อบัญญัติ"),
            table(["1", "โครงการถนนปลอดภัย", "90,000", "-"]),
        ),
        "progress_report",
    )
    assert states(parsed) == {
        "โครงการอบรมคุณธรรม": "ดำเนินการแล้วเสร็จ",
        "โครงการค่ายเยาวชน": "ยังไม่ได้ดำเนินการ",
        "โครงการถนนปลอดภัย": "",
    }
    assert not [budget for budget in parsed.budgets if budget.amount_status == "unreadable"]


def test_a_state_of_its_own_stands_before_that_of_the_heading() -> None:
    top: list[CellText] = [*TOP, "ผลการดำเนินการ"]
    parsed = parse(
        plan_document(
            prose(f"{HEAD}\nโครงการที่ไม่แล้วเสร็จ"),
            table(
                ["1", "โครงการอบรมคุณธรรม", "10,000", "-", "อยู่ระหว่างดำเนินการจัดจ้าง"],
                ["2", "โครงการค่ายเยาวชน", "30,000", "-", "จัดกลุ่มเป้าหมาย 40 คน"],
                top=top,
            ),
        ),
        "progress_report",
    )
    assert states(parsed) == {
        "โครงการอบรมคุณธรรม": "อยู่ระหว่างดำเนินการจัดจ้าง",
        "โครงการค่ายเยาวชน": "ไม่แล้วเสร็จ จัดกลุ่มเป้าหมาย 40 คน",
    }


@pytest.mark.parametrize("header", ["เหตุผลที่ไม่ได้ดำเนินการ", "สาเหตุ", "แนวทางแก้ไข"])
def test_reasons_for_not_doing_are_a_note(header: str) -> None:
    top: list[CellText] = ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", header]
    parsed = parse(
        plan_document(
            prose(f"{HEAD}\nโครงการที่ไม่ได้ดำเนินการ"),
            table(["1", "โครงการค่ายเยาวชน", "30,000", "งบประมาณไม่เพียงพอ"], top=top),
        ),
        "progress_report",
    )
    assert {(s.section, s.text) for s in parsed.sections} == {
        ("note", "งบประมาณไม่เพียงพอ"),
        ("results", "ไม่ได้ดำเนินการ"),
    }
    assert not parsed.remarks


LISTS = {
    "numbered anew": """1. โครงการที่ดำเนินการแล้วเสร็จ จำนวน 2 โครงการ
1) โครงการส่งเสริมคุณธรรม งบประมาณ 25,000 บาท
2) โครงการเปิดบ้าน ไม่ใช้งบประมาณ
2. โครงการที่อยู่ระหว่างดำเนินการ จำนวน 1 โครงการ
1) โครงการแผนที่ภาษี งบประมาณ 350,000 บาท""",
    "numbered below": """1. โครงการที่ดำเนินการแล้วเสร็จ จำนวน 2 โครงการ
1.1 โครงการส่งเสริมคุณธรรม งบประมาณ 25,000 บาท
1.2 โครงการเปิดบ้าน ไม่ใช้งบประมาณ
2. โครงการที่อยู่ระหว่างดำเนินการ จำนวน 1 โครงการ
2.1 โครงการแผนที่ภาษี งบประมาณ 350,000 บาท""",
    "dashes": """โครงการที่ดำเนินการแล้วเสร็จ จำนวน 2 โครงการ
- โครงการส่งเสริมคุณธรรม งบประมาณ 25,000 บาท
- โครงการเปิดบ้าน ไม่ใช้งบประมาณ
โครงการที่อยู่ระหว่างดำเนินการ จำนวน 1 โครงการ
- โครงการแผนที่ภาษี งบประมาณ 350,000 บาท""",
    "sections": """1. โครงการที่ดำเนินการแล้วเสร็จ จำนวน 2 โครงการ
1) โครงการส่งเสริมคุณธรรม
งบประมาณ : 25,000 บาท
ผลการดำเนินงาน : มีผู้เข้าร่วม 40 คน
2) โครงการเปิดบ้าน
งบประมาณ : ไม่ใช้งบประมาณ
ผลการดำเนินงาน : มีผู้เข้าร่วม 90 คน
2. โครงการที่อยู่ระหว่างดำเนินการ จำนวน 1 โครงการ
3) โครงการแผนที่ภาษี
งบประมาณ : 350,000 บาท
ผลการดำเนินงาน : สำรวจแล้ว 3 หมู่บ้าน""",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_lists_below_headings_of_states(text: str) -> None:
    intro = "องค์การบริหารส่วนตำบลสระบัวทองขอรายงานผลการดำเนินโครงการตามแผน ดังนี้"
    parsed = parse(plan_document(prose(f"{HEAD}\n{intro}\n{text}")), "progress_report")
    assert {name: state.split(" ")[0] for name, state in states(parsed).items()} == {
        "โครงการส่งเสริมคุณธรรม": "ดำเนินการแล้วเสร็จ",
        "โครงการเปิดบ้าน": "ดำเนินการแล้วเสร็จ",
        "โครงการแผนที่ภาษี": "อยู่ระหว่างดำเนินการ",
    }
    assert [(b.project, str(b.amount_baht), b.doubtful) for b in parsed.budgets] == [
        (0, "25000", False),
        (1, "0", False),
        (2, "350000", False),
    ]
    assert {(t.quantity, str(t.value)) for t in parsed.stated_totals} == {
        ("done_items", "2"),
        ("ongoing_items", "1"),
    }
    assert not parsed.remarks


def test_counts_of_headings_below_a_dimension_are_told() -> None:
    text = """มิติที่ 1 การสร้างสังคมที่ไม่ทนต่อการทุจริต
โครงการที่ดำเนินการแล้วเสร็จ จำนวน 1 โครงการ
1) โครงการส่งเสริมคุณธรรม งบประมาณ 25,000 บาท
มิติที่ 2 การบริหารราชการ
2) โครงการเปิดบ้าน ไม่ใช้งบประมาณ"""
    parsed = parse(plan_document(prose(f"{HEAD}\n{text}")), "progress_report")
    assert states(parsed) == {"โครงการส่งเสริมคุณธรรม": "ดำเนินการแล้วเสร็จ", "โครงการเปิดบ้าน": ""}
    assert not parsed.stated_totals
    assert [remark.text for remark in parsed.remarks] == ["โครงการที่ดำเนินการแล้วเสร็จ จำนวน 1 โครงการ"]


@pytest.mark.parametrize(
    "result",
    [
        "ดำเนินการแล้วเสร็จ",
        "โครงการยังไม่ได้ดำเนินการ",
        "- กิจกรรมยกเลิก",
        "กิจกรรมที่ดำเนินการแล้ว\n- จัดอบรม",
    ],
)
def test_a_state_of_one_item_is_no_heading(result: str) -> None:
    text = f"""มิติที่ 1 การสร้างสังคมที่ไม่ทนต่อการทุจริต
1) โครงการส่งเสริมคุณธรรม
ผลการดำเนินงาน
{result}
2) โครงการเปิดบ้าน
ผลการดำเนินงาน
มีผู้เข้าร่วม 90 คน"""
    parsed = parse(plan_document(prose(f"{HEAD}\n{text}")), "progress_report")
    assert states(parsed) == {
        "โครงการส่งเสริมคุณธรรม": " ".join(result.split("\n")),
        "โครงการเปิดบ้าน": "มีผู้เข้าร่วม 90 คน",
    }


@pytest.mark.parametrize(
    ("above", "state"),
    [
        ("ขอรายงานโครงการตามแผนซึ่งได้\nดำเนินการแล้วเสร็จ", ""),
        ("ขอรายงานโครงการที่ดำเนินการแล้วและ\nที่อยู่ระหว่างดำเนินการ", ""),
        ("1. อยู่ระหว่างดำเนินการ", "อยู่ระหว่างดำเนินการ"),
        ("สถานะ : ดำเนินการแล้วเสร็จ", "ดำเนินการแล้วเสร็จ"),
    ],
)
def test_the_end_of_a_sentence_above_a_table_is_no_heading(above: str, state: str) -> None:
    items = table(["1", "โครงการอบรมคุณธรรม", "10,000", "9,500"], ["2", "กิจกรรมจิตอาสา", "-", "-"])
    parsed = parse(plan_document(prose(f"{HEAD}\n{above}"), items), "progress_report")
    assert set(states(parsed).values()) == {state}
