"""Where the network wavers between two letters, words settle it; nothing else is touched."""

from __future__ import annotations

import time

import numpy as np
import pytest
from numpy.typing import NDArray
from pythainlp.corpus import thai_words, tnc

from extract.engines.ctc import as_text, likeliest, path_of_logits
from extract.engines.lexicon import LONGEST, RAREST, _worth, cheapest, spelled
from normalize.word_list import word_counts

CHARS = "ถทธณศกขคงจชซดตนบปผพฟมยรลวสหอะัาำิีึืุู่้เแโใไ์0123456789"


Rivals = tuple[str, float] | list[tuple[str, float]]


def logits_of(text: str, doubts: dict[int, Rivals]) -> NDArray[np.float32]:
    """Logits of a line read as `text`, with rivals ("" for none) and their log odds at some places."""
    rows = np.full((3 * len(text) + 1, len(CHARS) + 1), -20, np.float32)
    rows[:, 0] = 0
    for k, char in enumerate(text):
        row = rows[3 * k + 1]
        row[:] = -20
        row[CHARS.index(char) + 1] = 10
        rivals = doubts.get(k, [])
        for rival, odds in rivals if isinstance(rivals, list) else [rivals]:
            row[CHARS.index(rival) + 1 if rival else 0] = 10 - odds
    return rows


def read(text: str, doubts: dict[int, Rivals]) -> str:
    logits = logits_of(text, doubts)
    return as_text(spelled(path_of_logits(logits, CHARS), likeliest(logits), CHARS))[0]


@pytest.mark.parametrize(
    ("text", "at", "rival", "meant"),
    [("เทศขาล", 3, "บ", "เทศบาล"), ("ซุมชน", 0, "ช", "ชุมชน"), ("เงิงน", 3, "", "เงิน")],
)
def test_the_letter_that_makes_words_is_taken(text: str, at: int, rival: str, meant: str) -> None:
    assert read(text, {at: (rival, 0.5)}) == meant


def test_what_the_network_is_sure_of_stays() -> None:
    assert read("เทศขาล", {3: ("บ", 9.0)}) == "เทศขาล"
    assert read("เทศขาล", {}) == "เทศขาล"


def test_numerals_and_words_as_good_stay() -> None:
    assert read("1203", {1: ("3", 0.1)}) == "1203"
    assert read("ดอง", {0: ("ก", 2.5)}) == "ดอง"


def test_of_two_words_the_common_one_is_taken_where_the_network_wavers() -> None:
    assert read("ลีก", {1: ("ึ", 0.2)}) == "ลึก"
    assert read("ลีก", {1: ("ึ", 3.0)}) == "ลีก"
    assert read("ลึก", {1: ("ี", 0.1)}) == "ลึก"


def test_a_lost_mark_comes_back() -> None:
    logits = logits_of("ถงดับ", {})
    logits[2, CHARS.index("ั") + 1] = -0.5
    assert as_text(spelled(path_of_logits(logits, CHARS), likeliest(logits), CHARS))[0] == "ถังดับ"


def test_the_letter_taken_keeps_its_own_probability() -> None:
    logits = logits_of("เทศขาล", {3: ("บ", 0.5)})
    path = spelled(path_of_logits(logits, CHARS), likeliest(logits), CHARS)
    assert path[3].confidence == pytest.approx(1 / (1 + np.exp(0.5)))


def test_letters_are_settled_together_where_one_alone_makes_no_word() -> None:
    assert read("เชื่อนปัองกันตสิ่ง", {1: ("ข", 0.8), 7: ("้", 1.0), 14: ("ล", 0.2)}) == "เขื่อนป้องกันตลิ่ง"


def test_the_third_likeliest_letter_may_be_the_one() -> None:
    assert read("ยึดเยื้อ", {1: [("ี", 1.4), ("ื", 2.0)]}) == "ยืดเยื้อ"


@pytest.mark.parametrize(("text", "kept"), [("ชื่", True), ("ชื่20", False)])
def test_a_word_that_the_line_breaks_off_is_one(text: str, kept: bool) -> None:
    assert (read(text, {1: ("ี", 0.2)}) == text) == kept


def test_names_of_places_are_words() -> None:
    assert read("ตำบลแม่จะเรา", {8: ("ร", 0.3)}) == "ตำบลแม่จะเรา"
    assert read("ตำบลแม่จะเวา", {10: ("ร", 1.0)}) == "ตำบลแม่จะเรา"


def test_letters_that_make_no_word_are_not_left_out() -> None:
    assert read("กขจตป", {2: ("", 1.6)}) == "กขจตป"


def test_letters_of_no_word_are_dearer_than_words() -> None:
    ways = [[(char, 0.0)] for char in "เท"] + [[("ส", 0.0), ("ศ", 0.3)]]
    assert cheapest(ways) == [0, 0, 1]
    assert cheapest([]) == []


def test_garbage_in_which_any_letter_may_be_another_or_none_takes_no_longer_than_its_length() -> None:
    letters = "การก่อสร้างถนนคอนกรีตเสริมเหล็ก" * 3
    slots = [[(char, 0.0), ("", 0.6), ("ก", 0.5), ("า", 0.5)] for char in letters]
    started = time.process_time()
    assert len(cheapest(slots, goes_on=True)) == len(slots)
    assert time.process_time() - started < 20


def test_words_read_from_the_file_are_those_of_the_package() -> None:
    for word in sorted(thai_words())[::1000]:
        if 2 <= len(word) <= LONGEST and "ก" <= word[0] <= "๎":
            assert _worth(word) <= RAREST


def test_counts_read_from_the_file_are_those_of_the_package() -> None:
    ours = word_counts()
    theirs = tnc.unigram_word_freqs()
    assert all(ours[word.strip()] >= count for word, count in theirs.items())
    assert all(theirs.get(word) == ours[word] for word in ("แผน", "ทุจริต", "โครงการ"))


def test_a_letter_left_out_leaves_its_doubt() -> None:
    logits = logits_of("เงิงน", {3: ("", 0.5)})
    path = spelled(path_of_logits(logits, CHARS), likeliest(logits), CHARS)
    assert as_text(path)[0] == "เงิน"
    assert min(step.confidence for step in path) < 0.5
