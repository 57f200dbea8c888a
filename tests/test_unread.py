"""Amounts of tables that no parser understands are remarks, in every type of document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from text_documents import document

from extract.model import Page
from pipelines.assemble import NO_ITEMS, UNKNOWN_KIND
from pipelines.document import make_rows
from pipelines.parse import parse

TABLE = "\n\n| ก | ข |\n|---|---|\n| ค่าใช้สอย | 12,500 บาท |\n| ตามระเบียบ ข้อ 7 | ไม่มี |\n"
OTHER = "หนังสือเวียน เรื่องการเช่าบ้าน" + TABLE
REPORT = (
    "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2568 รอบ 12 เดือน\n"
    "เทศบาลตำบลหนองไผ่เขียว อำเภอหนองไผ่ จังหวัดเพชรบูรณ์" + TABLE
)


@pytest.mark.parametrize(("text", "doc_type"), [(OTHER, "other"), (REPORT, "progress_report")])
def test_amounts_of_unknown_tables_are_remarks(text: str, doc_type: str) -> None:
    parsed = parse(document(text))
    assert parsed.info.doc_type == doc_type
    assert [remark.text for remark in parsed.remarks if "not recognised" in remark.why] == ["12,500 บาท"]


@pytest.mark.parametrize(
    ("text", "expected"), [(OTHER, ("ok", None, None)), (REPORT, ("partial", "no_items", NO_ITEMS))]
)
def test_a_report_without_any_item_is_partial(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    rows, _ = make_rows("d1", document(text))
    (row,) = rows["documents"]
    assert (row["status"], row["error_code"], row["error_message"]) == expected


@pytest.mark.parametrize(
    ("bad", "where"),
    [
        ([4], "หน้า / page 4: "),
        ([4, 9], "หน้า / pages 4, 9: "),
        (range(1, 12), "หน้า / pages 1, 2, 3, 4, 5, 6, 7, 8, …: "),
    ],
)
def test_the_row_of_a_document_names_all_its_worn_pages(bad: Sequence[int], where: str) -> None:
    pages = tuple(
        Page(n, "scan", status="partial" if n in bad else "ok", error_code="x", error_message="worn")
        for n in range(1, 13)
    )
    rows, _ = make_rows("d1", replace(document(OTHER), pages=pages))
    assert rows["documents"][0]["error_message"] == f"{where}worn"


@pytest.mark.parametrize("first", ["worn", "rows close together; worn"])
def test_a_worn_page_is_named_whatever_else_is_told_of_it(first: str) -> None:
    messages = (first, "rows close together; worn" if first == "worn" else "worn", "columns lost")
    pages = tuple(
        Page(n, "scan", status="partial", error_code="x", error_message=message)
        for n, message in enumerate(messages, 1)
    )
    rows, _ = make_rows("d1", replace(document(OTHER), pages=pages))
    assert rows["documents"][0]["error_message"] == "หน้า / pages 1, 2: worn"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("37500", True),
        ("37500.00", True),
        ("500 บาท", True),
        ("2566", False),
        ("0-4421-3456", False),
        ("12", False),
    ],
)
def test_amounts_of_unknown_tables_without_commas(cell: str, told: bool) -> None:
    remarks = parse(document(OTHER.replace("12,500 บาท", cell))).remarks
    assert [remark.text for remark in remarks] == [cell] * told


LETTER = "เทศบาลตำบลหนองไผ่เขียวขอแจ้งว่า{said} ใช้ไปแล้ว 12,500 บาท"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ค่าเช่าบ้าน", ("ok", None, None)),
        ("ตามแผนปฏิบัติการป้องกันการทุจริต", ("partial", "unknown_kind", UNKNOWN_KIND)),
    ],
)
def test_amounts_in_the_text_of_other_documents_are_remarks(
    said: str, expected: tuple[str, str | None, str | None]
) -> None:
    text = document(LETTER.format(said=said))
    parsed = parse(text)
    assert parsed.info.doc_type == "other"
    assert sum("12,500" in remark.text for remark in parsed.remarks) == 1
    (row,) = make_rows("d1", text)[0]["documents"]
    assert (row["status"], row["error_code"], row["error_message"]) == expected


def test_an_amount_in_running_text_is_told_whatever_larger_one_the_tables_have() -> None:
    text = (
        "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2568\nเทศบาลตำบลหนองไผ่เขียว\n\n"
        "| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2568 |\n|---|---|---|\n| 1 | โครงการอบรม | 15,000.00 |\n\n"
        "{} บาท"
    )
    said = "อนึ่ง กองช่างจัดซื้อวัสดุ 5,000"
    assert [r.text for r in parse(document(text.format(said))).remarks] == [f"{said} บาท"]
    assert not parse(document(text.format(said.replace("5,000", "15,000")))).remarks


def test_a_plan_of_which_a_sum_is_all_that_was_placed_is_partial() -> None:
    text = (
        "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2568\nเทศบาลตำบลหนองไผ่เขียว\n"
        "งบประมาณรวมทั้งสิ้น 92,500 บาท\nอนึ่ง เมื่อรวมเงินที่กันไว้ มีวงเงินทั้งสิ้น 961,800 บาท"
    )
    (row,) = make_rows("d1", document(text))[0]["documents"]
    assert (row["status"], row["error_code"]) == ("partial", "no_items")
