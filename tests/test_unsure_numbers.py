"""Numbers of running text that were not read for sure are named with their page."""

from __future__ import annotations

import pytest

from extract.model import Document, Line, Page, Reading
from extract.unsure import unsure_numbers
from pipelines.assemble import assemble
from pipelines.parse import parse


def line(text: str, weak: str = "", sure: float = 0.999, *, at: float = 0.8, trusted: bool = True) -> Line:
    """A line of a scan; the digits of `weak` (where it stands first) are as sure as `at`."""
    chars = [sure] * len(text)
    start = text.find(weak) if weak else len(text)
    chars[start : start + len(weak)] = [at] * len(weak)
    return Line(text, None, sure, Reading(text, sure, tuple(chars), digits_trusted=trusted))


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        ([line("ตามมาตรา ๖๙ และมาตรา ๓๓ แห่งพระราชบัญญัติ", "๓๓")], ["๓๓"]),
        ([line("พ.ศ. ๒๔๕๖ มาตรา ๕", "๕")], ["๒๔๕๖"]),  # one weak digit of four
        ([line("พ.ศ. ๒๔๙๖", "๙", at=0.985)], []),
        ([line("เทศบาลตำบล ๓ แห่ง", "ตำบล")], []),  # letters alone
        ([line("๑,๒๕๐", sure=0.985)], ["๑,๒๕๐"]),  # a number by itself needs its calibrated confidence
        ([line("๑,๒๕๐", sure=0.995)], []),
        ([line("จำนวน ๑,๒๕๐ บาท", sure=0.985)], ["๑,๒๕๐"]),
        ([line("ที่ ๒๕๖๖ / 12", trusted=False)], ["๒๕๖๖"]),  # an engine that cannot tell Thai digits apart
        ([Line("มาตรา ๗๗")], []),  # exact text
        ([line("ข้อ ๑", "๑"), line("ข้อ 2/2566", "2566")], ["๑", "2/2566"]),
        # no number is written so, however sure its digits are
        ([line("คิดเป็นร้อยละ ๓๓,๗๔ ของงบประมาณ ๖,๗๔๓,๙๐๘,๕๗ บาท")], ["๓๓,๗๔", "๖,๗๔๓,๙๐๘,๕๗"]),
        ([line("๑.๑,๓ โครงการจิตอาสา จำนวน ๖7 คน")], ["๑.๑,๓", "๖7"]),
        # set apart by a blank alone, they may be one
        ([line("วันที่ 30 กันยายน 2 566 ค่าโทรศัพท์ 4,2 09.77 บาท")], ["2", "566", "4,2", "09.77"]),
        ([line("๑.๑ ๓ โครงการ โทร. ๐ ๔๕๖๙ ๓๑๗๘ ต่อ ๑๐๔")], ["๑.๑", "๓"]),
        ([line("รวม 62,987,445 126,000.50 ต่อ 129 166,977,958 บาท")], []),
        ([line("ที่ ศก ๗๖๒๐๑/๐๐๔๓๗ หมู่ที่ ๒,๕,๘ กว้าง ๔.๐๐ เมตร รวม ๑,๒๘๙.๘๓ บาท")], []),
        # the letter of an indicator reads as a zero, as forms have before their numbers
        ([line("เผยแพร่ตัวชี้วัด 036 และ 01 ทางเว็บไซต์")], ["036", "01"]),
        ([line("แบบ ผ.02 (แบบ ปปช. 01) วันที่ 04 เมษายน โทร. 073-123456 และ 000 คน")], []),
        ([line("เวลา 08:30 น. ถึงเวลา ๐๙.๓๐ น.")], []),
        ([line("มาตรการลดขั้นตอน (I7 ใน 100 ข้อ")], ["7"]),  # the first digit as a letter
        ([line("ISO 9001 (E7) A4")], []),
        # villages, sections and years have no decimals: it was a comma
        ([line("ประชาชนหมู่ที่ 7.9 และ 11 มาตรา 7.9 ร้อยละ 7.9 หมู่ที่ 7.")], ["7.9", "7.9"]),
        # a weak stop behind a number may be the first of what was lost
        ([line("๓.๑. วางท่อระบายน้ำ ๙ บ่อ", ". ", at=0.7)], ["๓.๑"]),
        ([line("๓.๑. วางท่อระบายน้ำ ๙ บ่อ", ". ", at=0.8)], []),
        ([line("๓.๑.วางท่อระบายน้ำ (๔.)", ".ว", at=0.7)], []),
    ],
)  # fmt: skip
def test_each_number_counts_by_its_weakest_digit(lines: list[Line], numbers: list[str]) -> None:
    assert unsure_numbers(lines) == numbers


def test_a_page_names_its_unsure_numbers() -> None:
    weak = (line("ข้อ ๗ การขุดดิน", "๗"), line("มาตรา ๑๗ และมาตรา ๒๖", "๑๗"))
    paper = Document(
        "scan.pdf", "0" * 64, "scanned_pdf", (Page(1, "scan", blocks=weak), Page(2, "text")), (), ()
    )
    pages = assemble("d0123456789ab", paper, parse(paper), [])["pages"]
    assert [page["doubtful_numbers"] for page in pages] == ["๗ ๑๗", None]
