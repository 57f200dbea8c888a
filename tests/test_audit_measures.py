"""Checks of measure reports: the true case, the clean case, the misreading case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from audit_cases import (
    found,
    measure_report,
    report_case,
)

from pipelines.audit.registry import audit_case
from pipelines.audit.report_gap import closed_topics


def test_complete_measure_report_is_clean() -> None:
    assert audit_case(measure_report()) == []


def test_measures_of_a_year_to_come_have_no_results_yet() -> None:
    case = measure_report()
    case.measures = [replace(measure, result=None, outcome=None) for measure in case.measures]
    assert found(case, "report_gap") == []
    case.measures[0] = replace(case.measures[0], result="ดำเนินการแล้ว")
    assert len(found(case, "report_gap")) == len(case.measures) - 1


def test_report_gap() -> None:
    case = measure_report()
    del case.measures[3]
    case.measures[0] = replace(case.measures[0], result="-", outcome=None)
    case.measures[1] = replace(case.measures[1], end_date=dt.date(2025, 10, 31))
    messages = " ".join(f.message_en for f in found(case, "report_gap"))
    assert "T4" in messages and "no result" in messages and "outside fiscal year" in messages
    assert len(found(case, "report_gap")) == 3


def test_a_period_outside_the_year_is_told_on_one_line() -> None:
    case = measure_report()
    odd = {
        "start_date": dt.date(2024, 1, 1),
        "period": "มกราคม 2567\n- กันยายน\n2568",
        "topic": "การให้บริการ " * 9,
    }
    case.measures[1] = replace(case.measures[1], **odd)  # type: ignore[arg-type]
    (finding,) = found(case, "report_gap")
    assert "การให้บริการ…: the period มกราคม 2567 - กันยายน 2568 is outside" in finding.message_en
    assert "1 October 2024 to 30 September 2025" in finding.message_en


def test_a_report_that_lacks_most_topics_says_each() -> None:
    case = measure_report()
    case.measures = [case.measures[1], case.measures[4]]
    stated = {f.expected for f in found(case, "report_gap")}
    assert stated == {"T1", "T3", "T4", "T6", "T7"}


def test_a_report_arranged_by_indicators_lacks_no_topic() -> None:
    case = measure_report()
    codes = ("T2", "3", "6", "7", "T5")
    case.measures = [replace(m, category_code=c) for m, c in zip(case.measures, codes, strict=False)]
    assert found(case, "report_gap") == []


@pytest.mark.parametrize(("kind", "status"), [("scanned_pdf", "ok"), ("text_pdf", "partial")])
def test_topics_that_could_not_be_told_are_not_missing(kind: str, status: str) -> None:
    case = measure_report()
    case.source_kind, case.status = kind, status
    case.measures[2] = replace(case.measures[2], category_code=None, topic="ซ่องทวงแล")
    assert [f.cause for f in found(case, "report_gap")] == ["extraction"]
    del case.measures[5]
    assert [f.cause for f in found(case, "report_gap")] == ["unknown", "unknown"]


def test_a_finding_names_a_topic_of_the_framework_in_full() -> None:
    longest = max(closed_topics("ita_2568").values(), key=len)
    case = measure_report()
    case.measures[1] = replace(case.measures[1], topic=longest, result=None, outcome=None)
    assert [f.message_th for f in found(case, "report_gap")] == [f"{longest}: ไม่มีผลการดำเนินการ"]


def test_report_dated_before_its_data() -> None:
    case = measure_report()
    case.document_date = dt.date(2025, 5, 20)
    (finding,) = audit_case(case)
    assert finding.check == "date_order"
    assert "20 พฤษภาคม 2568" in finding.message_th and "30 กันยายน 2568" in finding.message_th
    told = len(case.measures)
    assert f"{told} มาตรการ" in finding.message_th and f"{told} measures that run" in finding.message_en
    case.measures = [replace(m, result="อยู่ระหว่างดำเนินการตามแผน") for m in case.measures]
    assert audit_case(case) == []
    case = report_case()
    case.document_date = dt.date(2023, 3, 31)
    case.pages = [(1, "ข้อมูล ณ วันที่ 5 เมษายน 2566")]
    assert [f.check for f in audit_case(case)] == ["date_order"]


def test_result_before_the_year_begins() -> None:
    case = measure_report()
    case.measures[0] = replace(case.measures[0], result="เผยแพร่บนเว็บไซต์ตั้งแต่ กันยายน 2567")
    (finding,) = found(case, "date_order")
    assert "กันยายน 2567" in finding.message_th
    case.source_kind = "scanned_pdf"
    case.measures[0] = replace(case.measures[0], result="แล้วเสร็จเมอวันที่ 14 ม็ถุนายน 2567")
    assert len(found(case, "date_order")) == 1
