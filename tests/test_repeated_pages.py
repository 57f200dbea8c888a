"""A page that stands in a file twice is told, and what it says counts once; pages that are alike are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.join import join_pages
from extract.model import Cell, Document, Line, Page, Table
from extract.repeats import with_repeats
from pipelines.assemble import Rows
from pipelines.document import make_rows
from tests.plan_documents import grid

HEADER = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567", "ปี 2568"]
NAMES = ["โครงการสวนสุจริตริมคลอง", "กิจกรรมเสียงตามสายใสสะอาด", "มาตรการงดรับของขวัญ", "โครงการห้องสมุดโปร่งใส"]
TITLE = ["แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2568)", "เทศบาลตำบลดอนนกยูงทอง จังหวัดนครราชสีมา"]


def lines(*texts: str, confidence: float | None = None) -> list[Line]:
    return [
        Line(text, (60.0, 40.0 + 18 * n, 60.0 + 5 * len(text), 54.0 + 18 * n), confidence)
        for n, text in enumerate(texts)
    ]


def rows(first: int, cost: int = 10_000) -> list[list[str]]:
    return [
        [str(first + n), f"{name} ระยะที่ {first}", f"{cost + 500 * n:,}", "-", f"{2 * cost + n:,}"]
        for n, name in enumerate(NAMES)
    ]


def page(number: int, *blocks: Line | Table, turned: int = 0, kind: str = "text") -> Page:
    return Page(number, kind, 595, 842, turned, blocks=blocks)  # type: ignore[arg-type]


def listing(number: int, body: list[list[str]], confidence: float | None = None) -> Page:
    return page(number, grid([HEADER, *body], page=number, confidence=confidence, top=120))


def repeats(*pages: Page) -> list[int | None]:
    return [found.repeats for found in with_repeats(pages)]


def reread(source: Page, changes: dict[str, tuple[str, float]]) -> Page:
    """The page scanned again: these texts were read otherwise, with a confidence of their own."""

    def line(old: Line) -> Line:
        text, confidence = changes.get(old.text, (old.text, old.confidence))
        return replace(old, text=text, confidence=confidence)

    def cell(old: Cell) -> Cell:
        return replace(old, page=2, lines=tuple(line(part) for part in old.lines))

    blocks = tuple(
        line(block) if isinstance(block, Line) else replace(block, cells=tuple(map(cell, block.cells)))
        for block in source.blocks
    )
    return replace(source, number=2, blocks=blocks)


def converted(*pages: Page) -> Rows:
    marked = with_repeats(pages)
    tables, flow = join_pages(marked)
    return make_rows("d1", Document("plan.pdf", "0" * 64, "text_pdf", marked, tables, flow))[0]


def plan(*body: Page) -> Rows:
    first = page(1, *lines(*TITLE), grid([HEADER, *rows(1)], top=120))
    return converted(first, *body)


def test_a_page_put_in_twice_counts_once_and_both_pages_are_named() -> None:
    once = plan(listing(2, rows(5, 7_000)), listing(3, rows(9, 3_000)))
    twice = plan(listing(2, rows(5, 7_000)), listing(3, rows(5, 7_000)), listing(4, rows(9, 3_000)))
    assert [p["name"] for p in twice["projects"]] == [p["name"] for p in once["projects"]]
    assert len(once["projects"]) == 12
    assert not any(b["doubtful"] for b in twice["project_budgets"])
    again = twice["pages"][2]
    assert (again["error_code"], again["repeats_page"]) == ("repeated_page", 2)
    assert "หน้า 2" in again["error_message"] and "page 2" in again["error_message"]
    found = [(f["check"], f["page"]) for f in twice["findings"]]
    assert found == [("duplicate_document", 3)]
    assert "หน้า 3 ซ้ำกับหน้า 2" in twice["findings"][0]["message_th"]
    assert "Page 3 repeats page 2" in twice["findings"][0]["message_en"]
    assert sum(c["page"] == 3 for c in twice["cells"]) == 25  # what stands on it is kept
    assert not once["findings"]


def test_a_table_goes_on_over_a_page_that_stands_between_twice() -> None:
    body = [listing(2, rows(5)), listing(3, rows(5)), listing(4, rows(9))]
    marked = with_repeats([page(1, grid([HEADER, *rows(1)], top=120)), *body])
    tables, _ = join_pages(marked)
    assert [sorted({cell.page for cell in table.cells}) for table in tables] == [[1, 2, 4], [3]]


def test_a_second_scan_may_be_read_a_little_otherwise() -> None:
    first = listing(1, rows(1) + rows(5, 6_000), 0.97)
    again = reread(
        first,
        {
            f"{NAMES[0]} ระยะที่ 1": ("โครงการสวนสุจรตริมคลอง ระยะที่ 1", 0.95),  # a mark was lost
            f"{NAMES[1]} ระยะที่ 5": ("กจกรรมเสียงตามสาบใสสะอาด ระยะที่ 5", 0.6),
            "12,001": ("12,007", 0.5),
        },
    )
    assert repeats(first, again) == [None, 1]
    assert repeats(first, replace(again, rotation_deg=180)) == [None, 1]


@pytest.mark.parametrize(
    "changes",
    [
        {"10,000": ("18,000", 0.96)},
        {f"{NAMES[0]} ระยะที่ 1": ("โครงการสวนสุจริตริมคลอง ระยะที่ 2", 0.95)},
        {f"{NAMES[0]} ระยะที่ 1": ("โครงการสวนสุจริตริมทาง ระยะที่ 1", 0.95)},
        {"ปี 2568": ("ปี 2569", 0.5)},
        {name: (name, 0.6) for name in HEADER},
        {"10,000": ("18,000", 0.5), "10,500": ("16,500", 0.5), "11,000": ("11,800", 0.5)},
    ],
    ids=["a sure number", "a number in a name", "a word", "an unsure year", "no year sure", "three numbers"],
)
def test_a_scan_that_differs_in_more_than_reading_is_another_page(
    changes: dict[str, tuple[str, float]],
) -> None:
    first = listing(1, rows(1), 0.97)
    assert repeats(first, reread(first, changes)) == [None, None]


DETAIL = (
    "ลำดับที่ 1",
    "1. ชื่อโครงการ โครงการอบรมคุณธรรมผู้บริหาร",
    "2. หลักการและเหตุผล เพื่อให้บุคลากรปฏิบัติราชการด้วยความสุจริตและรับผิดชอบต่อประชาชน",
    "3. วัตถุประสงค์",
    "3.1 เพื่อปลูกฝังค่านิยมสุจริต",
    "3.2 เพื่อลดโอกาสการทุจริต",
    "4. เป้าหมาย 30 คน",
    "5. พื้นที่ดำเนินการ ห้องประชุม",
    "6. วิธีดำเนินการ",
    "7. ระยะเวลาดำเนินการ ปีงบประมาณ 2566 - 2568",
    "8. งบประมาณดำเนินการ 20,000 บาท",
    "9. ผู้รับผิดชอบ สำนักปลัด",
    "10. ตัวชี้วัด ร้อยละ 80",
)


@pytest.mark.parametrize("confidence", [None, 0.97, 0.8])
def test_two_projects_of_one_template_are_no_repetition(confidence: float | None) -> None:
    first = page(1, *lines(*DETAIL, confidence=confidence))
    named = [text.replace("ผู้บริหาร", "เยาวชน") for text in DETAIL]
    counted = [text.replace("ลำดับที่ 1", "ลำดับที่ 2") for text in DETAIL]
    costly = [text.replace("20,000", "30,000") for text in DETAIL]
    for other in (named, counted, costly):
        assert repeats(first, page(2, *lines(*other, confidence=confidence))) == [None, None]
    same = repeats(first, page(2, *lines(*DETAIL, confidence=confidence)))
    assert same == ([None, None] if confidence == 0.8 else [None, 1])  # its year was not read for sure


def test_a_report_on_the_listed_items_is_no_repetition() -> None:
    report = [[*row[:2], row[2], "ดำเนินการแล้ว", row[4]] for row in rows(1)]
    assert repeats(listing(1, rows(1)), listing(2, report)) == [None, None]


def test_a_tick_in_another_column_tells_two_pages_apart() -> None:
    one = [[str(n), name, "/", "", ""] for n, name in enumerate(NAMES * 3)]
    other = [[str(n), name, "", "/", ""] for n, name in enumerate(NAMES * 3)]
    assert repeats(listing(1, one), listing(2, other), listing(3, one)) == [None, None, 1]


def test_titles_may_stand_twice() -> None:
    assert repeats(page(1, *lines(*TITLE)), page(2, *lines(*TITLE))) == [None, None]


def test_page_numbers_do_not_tell_a_repetition_apart() -> None:
    first, again = listing(1, rows(1)), listing(2, rows(1))
    numbered = [replace(p, blocks=(Line(f"- {p.number} -"), *p.blocks)) for p in (first, again)]
    assert repeats(*numbered) == [None, 1]


def doubtful(rows: Rows, origin: str = "summary") -> set[tuple[str, int]]:
    return {
        (b["project_id"], b["fiscal_year_be"])
        for b in rows["project_budgets"]
        if b["doubtful"] and b["source"] == origin
    }


def test_a_page_that_was_corrected_and_stands_there_in_both_forms_is_doubtful() -> None:
    body = rows(5, 7_000)
    again = [[*body[0][:2], "9,900", *body[0][3:]], *body[1:]]
    found = plan(listing(2, body), listing(3, again), listing(4, rows(9, 3_000)))
    assert len(found["projects"]) == 16
    assert not [f for f in found["findings"] if f["check"] == "duplicate_document"]
    wrong = {p for p, _ in doubtful(found)}
    assert wrong == {"d1-p0005", *(f"d1-p{n:04d}" for n in range(9, 13))}
    assert ("d1-p0005", 2566) in doubtful(found) and ("d1-p0005", 2567) not in doubtful(found)


def test_items_of_the_same_names_that_go_on_are_certain() -> None:
    found = plan(listing(2, rows(5, 7_000)), listing(3, rows(9, 7_000)))
    assert len(found["projects"]) == 12
    assert not doubtful(found)
