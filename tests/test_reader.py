"""Our own reader: normalising a crop, decoding, and reading small line images."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.engines.card import MODELS
from extract.engines.clear_page import HESITANT, never_certain
from extract.engines.ctc import as_text, beam_search, greedy, path_of_logits, softmax
from extract.engines.line_image import LineInk, normalise_line
from extract.engines.reader import ReaderEngine

DATA = Path(__file__).parent / "data" / "reader"
TRUTH: dict[str, dict[str, str]] = json.loads((DATA / "truth.json").read_text("utf8"))


@pytest.fixture(scope="module")
def engine() -> ReaderEngine:
    return ReaderEngine()


def line(name: str) -> np.ndarray:
    return cv2.imread(str(DATA / name), cv2.IMREAD_GRAYSCALE)


def plain(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_reads_lines_in_faces_it_never_saw(engine: ReaderEngine, name: str) -> None:
    (reading,) = engine.read([line(name)], "number" if TRUTH[name]["kind"] == "number" else "text")
    assert plain(reading.text) == plain(TRUTH[name]["text"])
    assert reading.digits_trusted
    assert len(reading.char_confidences) == len(reading.text)


def test_order_and_batching_do_not_change_readings(engine: ReaderEngine) -> None:
    names = sorted(TRUTH)
    together = engine.read([line(n) for n in names], "text")
    alone = [engine.read([line(n)], "text")[0] for n in names]
    assert [r.text for r in together] == [r.text for r in alone]
    assert [r.confidence for r in together] == pytest.approx([r.confidence for r in alone], abs=0.02)


def test_alternatives_are_ranked_and_differ_from_the_text(engine: ReaderEngine) -> None:
    (reading,) = engine.read([line("line0.png")], "number")
    runners = [a.confidence for a in reading.alternatives]
    assert all(a >= b for a, b in pairwise(runners))
    assert plain(reading.text) not in {plain(a.text) for a in reading.alternatives}


@pytest.mark.parametrize("kind", ["text", "number"])
def test_nothing_is_read_from_blank_paper(engine: ReaderEngine, kind: str) -> None:
    noise = np.random.default_rng(1).normal(236, 3, (40, 200)).clip(0, 255).astype(np.uint8)
    blanks = [
        np.full((40, 200), 255, np.uint8),
        noise,
        np.zeros((0, 0), np.uint8),
        np.full((1, 9), 7, np.uint8),
    ]
    for reading in engine.read(blanks, "number" if kind == "number" else "text"):
        assert (reading.text, reading.confidence) == ("", 0.0)


def test_no_lines_no_readings(engine: ReaderEngine) -> None:
    assert engine.read([], "text") == []


def test_white_print_on_black_reads_the_same(engine: ReaderEngine) -> None:
    framed = cv2.copyMakeBorder(line("line3.png"), 8, 8, 12, 12, cv2.BORDER_CONSTANT, value=255)
    dark, light = engine.read([255 - framed, framed], "number")
    assert dark.text == light.text


def test_a_cell_s_rules_are_no_digits(engine: ReaderEngine) -> None:
    paper = int(np.median(line("line0.png")))
    cell = cv2.copyMakeBorder(line("line0.png"), 14, 14, 30, 30, cv2.BORDER_CONSTANT, value=paper)
    cv2.rectangle(cell, (1, 1), (cell.shape[1] - 3, cell.shape[0] - 3), 20, 2)
    (reading,) = engine.read([cell], "number")
    assert plain(reading.text) == TRUTH["line0.png"]["text"]


def test_specks_near_marks_do_not_make_a_line_s_letters_smaller() -> None:
    name = max((n for n in TRUTH if TRUTH[n]["kind"] == "text"), key=lambda n: len(TRUTH[n]["text"]))
    height = line(name).shape[0]
    paper = int(np.median(line(name)))
    dirty = cv2.copyMakeBorder(line(name), height // 2, height // 2, 4, 4, cv2.BORDER_CONSTANT, value=paper)
    clean = normalise_line(dirty, 40)
    for k in range(1, 4):  # a chain that stands on the topmost marks
        cv2.circle(dirty, (dirty.shape[1] // 2, height // 2 - k * height // 8), height // 16, 0, -1)
    sized = normalise_line(dirty, 40)
    assert clean is not None and sized is not None
    assert sized.shape[1] == pytest.approx(clean.shape[1], rel=0.1)


@pytest.mark.parametrize(("tail", "longer"), [(2, True), (1, False)])
def test_the_faint_tail_of_a_comma_belongs_to_the_line(tail: int, longer: bool) -> None:
    paper = np.full((24, 60), 255, np.uint8)
    for x in (6, 16, 34, 44):
        cv2.rectangle(paper, (x, 5), (x + 7, 15), 0, 1)
    paper[14:16, 28:31] = 0
    whole = LineInk(paper).text_ink().shape[0]
    paper[16 : 16 + tail, 28:31] = 155
    assert LineInk(paper).text_ink().shape[0] == whole + (tail if longer else 0)


def test_the_ink_of_many_lines_is_that_of_each() -> None:
    paper = np.full((30, 200), 255, np.uint8), np.zeros((2, 9), np.uint8)
    clean = [line(name) for name in sorted(TRUTH)[:4]]
    dirt = np.random.default_rng(3)
    dirty = [np.where(dirt.random(image.shape) < 0.01, np.uint8(40), image) for image in clean]
    lines = [*clean, *dirty, *paper]
    together = [LineInk(image) for image in lines]
    LineInk.find(together)
    for image, found in zip(lines, together, strict=True):
        alone, other = normalise_line(image, 40), found.scaled(40)
        assert (alone is None) == (other is None)
        assert alone is None or np.array_equal(alone, other)


def test_a_tightly_cut_one_is_kept() -> None:
    one = np.full((20, 30), 255, np.uint8)
    one[:, 2:5] = 0  # `1`
    one[0:20, 12:26] = 0
    one[3:17, 15:23] = 255  # `0`
    image = normalise_line(one, 32)
    assert image is not None
    columns = np.flatnonzero((image > 128).any(axis=0))
    assert np.diff(columns).max() > 3  # both parts are there, with the gap between them


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 90),
    st.one_of(st.integers(1, 6), st.integers(1, 300)),
    st.integers(0, 2**32 - 1),
    st.floats(0, 1),
)
@example(height=30, width=2, seed=0, ink=1.0)
def test_normalising_never_fails_and_keeps_its_promise(
    height: int, width: int, seed: int, ink: float
) -> None:
    noise = np.random.default_rng(seed).random((height, width))
    image = np.where(noise < ink, 0, 255).astype(np.uint8)
    result = normalise_line(image, 32)
    assert result is None or (
        result.shape[0] == 32 and 0 < result.shape[1] <= 3000 and result.dtype == np.uint8
    )


def test_card_names_the_files_and_their_hashes() -> None:
    import hashlib

    card = json.loads((MODELS / "card.json").read_text("utf8"))
    total = 0
    for entry in card["networks"].values():
        data = (MODELS / entry["file"]).read_bytes()
        total += len(data)
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert total <= 10_000_000


def steps(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, np.float32)


def test_greedy_merges_repeats_between_blanks() -> None:
    probs = steps((0.1, 0.9, 0.0), (0.2, 0.8, 0.0), (0.9, 0.1, 0.0), (0.3, 0.7, 0.0), (0.1, 0.0, 0.9))
    text, confidences = greedy(probs, "ab", least_gap=1)
    assert text == "aab"
    assert confidences == pytest.approx((0.9, 0.7, 0.9))


@pytest.mark.parametrize(("char", "blanks", "text"), [("ย", 1, "ย"), ("ย", 3, "ยย"), (".", 1, "..")])
def test_a_wide_letter_does_not_come_again_before_it_can_have_ended(
    char: str, blanks: int, text: str
) -> None:
    rows = [(0.1, 0.9), *((0.9, 0.1),) * blanks, (0.2, 0.8)]
    assert greedy(steps(*rows), char)[0] == text


def test_a_letter_with_a_mark_does_not_come_again_before_it_has_ended() -> None:
    charset = "งิน"
    path = [1, 2, 0, 0, 1, 0, 0, 0, 0, 0, 3]
    assert greedy(np.eye(4, dtype=np.float32)[path], charset)[0] == "งิน"
    apart = [1, 2, 0, 0, 0, 0, 0, 1, 2, 0, 3]
    assert greedy(np.eye(4, dtype=np.float32)[apart], charset)[0] == "งิงิน"


@pytest.mark.parametrize(
    ("shares", "text"),
    [
        ([0.39, 0.0, 0.14], "xax"),  # at one of two places
        ([0.3, 0.3, 0.0], "xax"),
        ([0.3, 0.0, 0.1], "xx"),
        ([0.39, 0.0, 0.0, 0.0, 0.0, 0.39], "xx"),  # too far apart for one
        ([0.9, 0.3, 0.3], "xax"),  # the rest of one that is there
    ],
)
def test_a_character_whose_place_is_not_known_is_read(shares: list[float], text: str) -> None:
    between = [[1 - share, share, 0.0] for share in shares]
    probs = np.array([[0.0, 0.0, 1.0], *between, [0.0, 0.0, 1.0]], np.float32)
    assert greedy(probs, "ax")[0] == text
    assert as_text(path_of_logits(np.log(probs + np.float32(1e-9)), "ax"))[0] == text


def test_what_stands_between_two_blanks_is_put_in_however_weak() -> None:
    charset = "จก ๒"
    probs = np.full((9, 5), 0.0, np.float32)
    for at, index in enumerate((1, 0, 3, 0, 0, 0, 3, 0, 2)):
        probs[at, index] = 1.0
    probs[4] = (0.7, 0.0, 0.0, 0.0, 0.3)
    logits = np.log(probs + 1e-6)
    for text, confidences in (greedy(probs, charset), as_text(path_of_logits(logits, charset))):
        assert text == "จ ๒ ก"
        assert confidences[2] == pytest.approx(0.3, abs=0.01)


def test_a_numeral_that_may_have_been_left_out_leaves_its_doubt_beside_it() -> None:
    # of "๒,๐๖๖" the first digit had 0.3 and 0.14 at two steps, and ",๐๖๖" was certain
    rows = [(0.0, 0.0, 1.0), (0.7, 0.3, 0.0), (1.0, 0.0, 0.0), (0.86, 0.14, 0.0), (0.0, 0.0, 1.0)]
    probs = np.array(rows, np.float32)
    text, confidences = greedy(probs, "5x")
    assert text == "xx" and confidences == pytest.approx((0.56, 0.56))
    path = path_of_logits(np.log(probs + np.float32(1e-9)), "5x")
    assert [step.confidence for step in path] == pytest.approx([0.56, 0.56])
    assert greedy(probs, "ax")[1] == pytest.approx((1.0, 1.0))  # a letter's doubt is not asked for


def test_what_a_network_half_sees_between_two_digits_leaves_its_doubt_with_them() -> None:
    # of "12x24" the sign had 0.05 and 0.03 in its two forms, and "1224" was certain
    def sureness(between: tuple[float, ...], charset: str = "24xX ") -> list[float]:
        rows = np.zeros((4, 6), np.float32)
        rows[[0, 1, 3], [1, 0, 2]], rows[2] = 1.0, between
        path = path_of_logits(np.log(rows + np.float32(1e-9)), charset)
        return [step.confidence for step in path]

    sign = (0.92, 0.0, 0.0, 0.05, 0.03, 0.0)
    assert sureness(sign) == pytest.approx([0.92, 0.92])
    assert sureness((0.9, 0.05, 0.05, 0.0, 0.0, 0.0)) == pytest.approx([1.0, 1.0])  # the digits themselves
    assert sureness((0.9, 0.0, 0.0, 0.0, 0.0, 0.1)) == pytest.approx([1.0, 1.0])  # a blank
    assert sureness(sign, "a4xX ") == pytest.approx([1.0, 1.0])  # a letter before it


def test_greedy_is_the_same_without_the_probabilities_of_blanks() -> None:
    logits = np.random.default_rng(4).normal(0, 3, (200, 4)).astype(np.float32)
    logits[::3, 0] += 9
    text, confidences = greedy(softmax(logits, 1.3), "abc")
    assert as_text(path_of_logits(logits, "abc", 1.3)) == (text, confidences)
    assert len(text) > 50


def test_blank_steps_count_once() -> None:
    sure = (1.0, 0.0, 0.0)
    rows = [sure, sure, (0.3, 0.5, 0.2), sure, sure, (0.1, 0.6, 0.3), sure]
    few = [sure, (0.3, 0.5, 0.2), sure, (0.1, 0.6, 0.3), sure]
    assert beam_search(steps(*rows), "ab") == beam_search(steps(*few), "ab")
    assert beam_search(steps(*rows), "ab")[0] == ("aa", pytest.approx(0.3))


def test_beam_search_sums_over_alignments() -> None:
    # the best path is blank twice (0.36), but "a" has three alignments (0.64 together)
    best, runner = beam_search(steps((0.6, 0.4), (0.6, 0.4)), "a")[:2]
    assert best == ("a", pytest.approx(0.64))
    assert runner == ("", pytest.approx(0.36))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_beam_probabilities_are_a_distribution(length: int, seed: int) -> None:
    probs = softmax(np.random.default_rng(seed).normal(0, 2, (length, 4)).astype(np.float32))
    found = beam_search(probs, "abc", width=500, top=500, least=0.0)
    assert 0 < sum(p for _, p in found) <= 1.0 + 1e-4
    assert all(a[1] >= b[1] for a, b in pairwise(found))
    assert len({text for text, _ in found}) == len(found)


def test_a_number_with_a_gap_between_its_digits_is_never_certain(
    engine: ReaderEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the point of ๓๗.๒๔ that a scan lost would make it a hundred times as large
    from extract.engines.views import Hypothesis

    view = Hypothesis((("๓๗ ๒๔", 1.0),), (1.0,) * 5)
    monkeypatch.setattr(engine, "joint_views", lambda lines, *given, **kept: [(view, view)])
    (reading,) = engine.read([np.zeros((20, 60), np.uint8)], "number")
    assert reading.text == "๓๗ ๒๔"
    assert reading.confidence < 0.99


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("๙,๒๐๓.", True),
        ("5000 .", True),
        ("72,849,603 -", True),
        ("๙,๒๐๓.-", False),
        ("2567", False),
        ("12.", False),
        ("- 120 -", False),
        ("148,333.27)", True),  # of (7,148,333.27)
        ("(๔๘๖,๒๑๐.๕๐", True),
        ("(73,905.08)", False),
        ("2570)", False),
        ("1.2)", False),
    ],
)
def test_an_amount_that_lost_half_of_a_sign_is_never_certain(text: str, lost: bool) -> None:
    assert never_certain(text) == lost


@pytest.mark.parametrize(
    ("text", "mixed"),
    [("๖4,200", True), ("54,2๗0", True), ("54,200", False), ("๑/2567", False), ("๕๐0", False)],
)
def test_a_number_of_both_numeral_systems_is_never_certain(text: str, mixed: bool) -> None:
    assert never_certain(text) == mixed


@pytest.mark.parametrize(("share", "doubted"), [(0.9, False), (0.6, True)])
def test_a_number_that_one_network_doubts_is_not_sure(
    engine: ReaderEngine, monkeypatch: pytest.MonkeyPatch, share: float, doubted: bool
) -> None:
    from extract.engines.views import Hypothesis

    number = Hypothesis((("30,000", 0.9999),), (1.0,) * 6)
    words = Hypothesis((("30,000", share), ("80,000", 1 - share)), (1.0,) * 6)
    monkeypatch.setattr(engine, "joint_views", lambda lines, *given, **kept: [(number, words)])
    (reading,) = engine.read([np.zeros((20, 60), np.uint8)], "number")
    assert reading.text == "30,000"
    assert (reading.confidence <= HESITANT) == doubted


@pytest.mark.parametrize("text", ["๕๔๙,๘๔๙ บาท", "จำนวน 30,000 บาท"])
def test_an_amount_with_its_unit_is_read_by_both_networks(
    engine: ReaderEngine, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    from extract.engines.views import Hypothesis

    words = Hypothesis(((text, 0.9999),), (0.9999,) * len(text))
    other = Hypothesis(((text.replace("9", "7").replace("30", "80").replace("๙", "๘"), 0.9999),), ())
    monkeypatch.setattr("extract.engines.reader._view_of_words", lambda path: words)
    image = [np.full((20, 60), 255, np.uint8)]
    monkeypatch.setattr(engine, "joint_views", lambda lines, *given, **kept: [(words, words)])
    (sure,) = engine.read(image, "text")
    monkeypatch.setattr(engine, "joint_views", lambda lines, *given, **kept: [(other, words)])
    (doubted,) = engine.read(image, "text")
    assert sure.text == text
    assert sure.confidence >= 0.99 > HESITANT >= doubted.confidence
    digits = [c for c, char in zip(doubted.char_confidences, doubted.text, strict=True) if char.isdigit()]
    assert max(digits) <= HESITANT
