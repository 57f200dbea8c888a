"""Orthography of readings: what no print can hold is put right, all else stays."""

from __future__ import annotations

import pytest

from extract.engines.spelling import settled
from extract.model import Reading
from normalize.money import parse_money


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("ไม่ไช้งบประมาณ", "ไม่ใช้งบประมาณ"),
        ("ความโปร่งไส ไนการไห้บริการ", "ความโปร่งใส ในการให้บริการ"),
        ("โโครงการ ผลลัพธ์์ ท้องถิ่่น", "โครงการ ผลลัพธ์ ท้องถิ่น"),
        ("ชื่อโครงการ ะ มาตรการ", "ชื่อโครงการ : มาตรการ"),
        ("ชื่อโครงการะ มาตรการ", "ชื่อโครงการ: มาตรการ"),
        ("ไตรมาส ไปรษณีย์ ไทย ไม่ไกล น้ำไหล ไสยศาสตร์ ต้นไม้ ไหม", None),
        ("สรรพากร กรรมการ เเละ ๑๐๐.๐๐ 2,200", None),
        ("๑.. โครงการ/กิจกรรม", "๑. โครงการ/กิจกรรม"),
        ("บทนำ ๑.... ข้อ ๒...", None),
        ("1.2 ผู้รับผิดชอบ . กองคลัง", "1.2 ผู้รับผิดชอบ : กองคลัง"),
        ("ระยะเวลาดำเนินการ ; ตุลาคม 2565", "ระยะเวลาดำเนินการ : ตุลาคม 2565"),
        ("1 . โครงการอบรม", None),
        ("ลงชื่อ . . . . ผู้เสนอ", None),
        ("ม.ค. - มี.ค. 2566", None),
    ],
)
def test_settled(read: str, expected: str | None) -> None:
    assert settled(Reading(read, 0.9)).text == (read if expected is None else expected)


def test_confidences_stay_with_their_characters() -> None:
    reading = settled(Reading("ก่่ข", 0.9, (0.9, 0.8, 0.7, 0.6)))
    assert (reading.text, reading.char_confidences) == ("ก่ข", (0.9, 0.8, 0.6))


def test_a_misread_no_budget_phrase_is_none() -> None:
    assert parse_money(settled(Reading("ไม่ไช้งบประมาณ", 0.9)).text).status == "no_budget"
