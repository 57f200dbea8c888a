"""Characters, digits, numbering and clean text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalize.chars import MARKS, canonical, fold, printed
from normalize.digits import numeral_system, to_arabic, to_thai
from normalize.numbering import parse_numbering, strip_numbering
from normalize.text import Vocabulary, clean, close_gaps, normalise_quotes, unwrap

THAI_TEXT = st.text(
    alphabet=st.sampled_from(
        "กขคงจชดตทนบปพมยรลวสหอญฐฎะาำเแโใไัิีึืฺุู็่้๊๋์ํๆฯ๐๑๒๓๔๕๖๗๘๙0123456789 \n-.,()abcABC“”\u200b\u00a0"
    ),
    max_size=40,
)
THAI_WORDS = st.lists(
    st.sampled_from(["โครงการ", "ส่งเสริม", "คุณธรรม", "ประชาชน", "การทุจริต", "ปี 2566", "(LPA)"]),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("กรณ ีที่", "กรณีที่"),
        ("ค าน า", "คำนำ"),
        ("จ านวน ๑ ราย", "จำนวน ๑ ราย"),
        ("น ํ ้า", "น้ำ"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("กำ\u0e49", "ก้ำ"),
        ("ที่ี่", "ที่"),
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),
        ("ปััญหา", "ปัญหา"),
        ("เเผน", "แผน"),
        ("โ\u0e48ครงการ", "โครงการ"),
        ("ผู ้ใช้", "ผู้ใช้"),
        ("ก\u200bข\ufeff", "กข"),
        ("ก\u00a0 ข\t\tค \n ง", "ก ข ค\nง"),
        ("ป\uf70aา", "ป่า"),
    ],
)
def test_canonical_spelling(text: str, expected: str) -> None:
    assert canonical(text) == unicodedata.normalize("NFC", expected)


def test_canonical_keeps_two_different_tone_marks() -> None:
    assert set("ก\u0e48\u0e49") <= set(canonical("ก\u0e48\u0e49"))


def test_every_private_use_glyph_becomes_a_thai_character() -> None:
    for code in range(0xF700, 0xF71B):
        assert "\u0e01" <= printed(chr(code)) <= "\u0e5b"


@given(THAI_TEXT)
@example("\u0e38 \u0e3a")
@example("เา็")
@example("็ าั")
def test_canonical_and_fold_settle(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    assert fold(canonical(text)) == fold(text)


@given(THAI_TEXT)
def test_canonical_never_loses_a_consonant_digit_or_sign(text: str) -> None:
    kept = "กขคงจชดตทนบปพมยรลวสหอญฐฎ๐๑๒๓๔๕๖๗๘๙0123456789-.,()abcABC“”ๆฯ"
    assert [char for char in canonical(text) if char in kept] == [char for char in text if char in kept]


@given(st.text(alphabet="0123456789๐๑๒๓๔๕๖๗๘๙ก,."))
def test_digits_there_and_back(text: str) -> None:
    assert to_arabic(to_thai(text)) == to_arabic(text)
    assert numeral_system(to_thai(text)) in {"thai", None}


def test_numeral_system() -> None:
    assert numeral_system("๓0") == "mixed"
    assert numeral_system("พ.ศ. 2566") == "arabic"
    assert numeral_system("-") is None


@pytest.mark.parametrize(
    ("text", "kind", "path", "rest"),
    [
        ("1) โครงการ", "paren", (1,), "โครงการ"),
        ("๑.๑.๒ ส่งเสริม", "dotted", (1, 1, 2), "ส่งเสริม"),
        ("๑ . ๒ ส่งเสริม", "dotted", (1, 2), "ส่งเสริม"),
        ("1.โครงการ", "dotted", (1,), "โครงการ"),
        ("-โครงการ", "dash", (), "โครงการ"),
        ("- 1) พนักงาน", "paren", (1,), "พนักงาน"),
        ("(๑) ข้อ", "parens", (1,), "ข้อ"),
        ("ข้อ ๓", "item", (3,), ""),
        ("ลำดับที่ ๔ /", "seq", (4,), "/"),
        ("ลำดับที่ 3 1", "seq", (3,), "1"),
        ("๔๗", "plain", (47,), ""),
        ("๑๑กิจกรรม “ควบคุมการเบิกจ่าย”", "dotted", (11,), "กิจกรรม “ควบคุมการเบิกจ่าย”"),
        ("๒๙มาตรการแต่งตั้งผู้รับผิดชอบ", "dotted", (29,), "มาตรการแต่งตั้งผู้รับผิดชอบ"),
    ],
)
def test_numbering(text: str, kind: str, path: tuple[int, ...], rest: str) -> None:
    found = parse_numbering(text)
    assert found is not None
    assert (found.kind, found.path, found.rest) == (kind, path, rest)


@pytest.mark.parametrize(
    "text",
    ["", "-", "30,000.-", "100,000.00", "2566 - 2570", "10.5%", "โครงการ 1)", "-30,000", "300,000",
     "9 โครงการ", "9โครงการ/2กิจกรรม", "9โครงการ และ 2 กิจกรรม", "2566โครงการวันเด็ก"],
)  # fmt: skip
def test_no_numbering(text: str) -> None:
    assert parse_numbering(text) is None


@given(THAI_TEXT)
def test_numbering_is_taken_off_and_nothing_else(text: str) -> None:
    assert text.strip().endswith(strip_numbering(text))


@settings(deadline=None)  # the first call loads the tokeniser
@given(THAI_WORDS)
def test_unwrap_loses_nothing_but_blanks(words: list[str]) -> None:
    assert unwrap(words).replace(" ", "") == "".join(words).replace(" ", "")
    assert "\n" not in unwrap(words)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["โครงการส่งเสริมคุณ", "ธรรมและความโปร่งใส"], "โครงการส่งเสริมคุณธรรมและความโปร่งใส"),
        (["จำนวน", "50 คน"], "จำนวน 50 คน"),
        (["พัฒนาระบบ (E-Service", ") ของหน่วยงาน"], "พัฒนาระบบ (E-Service) ของหน่วยงาน"),
        (["ร้องทุกข์/", "ร้องเรียน"], "ร้องทุกข์/ร้องเรียน"),
        ([], ""),
        (["", "ก"], "ก"),
    ],
)
def test_unwrap(lines: list[str], expected: str) -> None:
    assert unwrap(lines) == expected


def test_a_short_line_was_broken_on_purpose() -> None:
    lines = ["บุคลากรทุกคน", "ผู้บริหารท้องถิ่นและสมาชิกสภาท้องถิ่นทุกคนของหน่วยงาน"]
    assert unwrap(lines).startswith("บุคลากรทุกคน ผู้บริหาร")


def test_the_document_shows_where_blanks_belong() -> None:
    vocabulary = Vocabulary.of(["ข้าราชการการเมืองฝ่ายสภาท้องถิ่นและฝ่ายประจำ", "ข้าราชการการเมือง ฝ่ายสภาท้องถิ่น"])
    assert close_gaps("ข้าราชการการเมือง ฝ่ายสภาท้องถิ่น", vocabulary) == "ข้าราชการการเมืองฝ่ายสภาท้องถิ่น"
    assert close_gaps("ข้าราชการการเมือง ฝ่ายสภาท้องถิ่น") == "ข้าราชการการเมือง ฝ่ายสภาท้องถิ่น"
    always_parted = Vocabulary.of(["ด้วยความวิริยะอุตสาหะ และซื่อสัตย์สุจริต"] * 3)
    assert unwrap(["ด้วยความวิริยะอุตสาหะ", "และซื่อสัตย์สุจริต"], always_parted) == ("ด้วยความวิริยะอุตสาหะ และซื่อสัตย์สุจริต")


def test_gaps_in_words_close() -> None:
    assert close_gaps("การมีส่วนร่วมของประชา ชน") == "การมีส่วนร่วมของประชาชน"


def test_clean_and_quotes() -> None:
    assert clean("ปี ๒๕๖๖\nจ านวน") == "ปี 2566\nจำนวน"
    assert normalise_quotes("«ก» „ข‟") == "“ก” “ข“"


def test_marks_are_combining() -> None:
    assert all(unicodedata.category(mark) == "Mn" for mark in MARKS)
