"""What the form of a number says about its separators and its numeral system."""

from __future__ import annotations

import pytest

from extract.engines.number_form import better_separated, in_one_system, is_grouped, is_misplaced
from extract.engines.reader import MAX_WITH_TICK, without_tick
from extract.engines.views import Hypothesis, fuse, joint_features
from extract.model import Reading


@pytest.mark.parametrize("text", ["๑,๒๗๙", "174,282,704", "26.43", "๕๘๗,๐๐๐.-", "1000.50", "5"])
def test_numbers_as_they_are_written(text: str) -> None:
    assert is_grouped(text)


@pytest.mark.parametrize("text", ["๑.๒๗๙", "174,282.704", "26,43", "28 10", "1.2.3"])
def test_numbers_that_nobody_writes(text: str) -> None:
    assert not is_grouped(text)


@pytest.mark.parametrize(
    ("ranked", "place"),
    [
        ([("174,282.704", 0.8), ("174,382,704", 0.1), ("174,282,704", 0.1)], 2),
        ([("26,43", 0.8), ("26.43", 0.1)], 1),
        ([("7,397 16", 0.8), ("7,397.16", 0.1)], 1),
        ([("๓๐.๐๐๐", 0.99), ("๓๐,๐๐๐", 0.0001)], 1),  # the comma's tail is worn off
        ([("26,43", 0.99), ("26.43", 0.00001)], 0),  # the candidate is no candidate
        ([("๒,๐๐๐๖๒", 0.9), ("๒,๐๐๐.๖๒", 0.05)], 1),  # a separator that was hardly seen
        ([("4890,413", 0.9), ("4890413", 0.05), ("4,890,413", 0.01)], 1),
        ([("๗,๓๑๔,", 0.7), ("๗,๓๑๔", 0.3)], 1),
        ([("๖๐,๐๐ ๐", 0.8), ("๖.๐๐๐", 0.1), ("๖๐.๐๐๐", 0.1)], 0),
        ([("1.1.2", 0.9), ("11.2", 0.1)], 0),
        ([("1,279", 0.6), ("1.279", 0.4)], 0),
        ([("3.1.2", 0.8), ("3.12", 0.2)], 0),  # a heading's number keeps its stops
        ([("บาท", 0.8), ("บา.", 0.2)], 0),
    ],
)
def test_of_candidates_with_the_same_digits_the_well_formed_one_is_taken(
    ranked: list[tuple[str, float]], place: int
) -> None:
    assert better_separated(ranked) == place


@pytest.mark.parametrize(
    ("text", "same"),
    [("๑,๐๓๐,000", "๑,๐๓๐,๐๐๐"), ("1๐0", "100"), ("๑9", "๑9"), ("๐0", "๐0"), ("๕๐", "๕๐")],
)
def test_rings_belong_to_the_system_of_the_other_digits(text: str, same: str) -> None:
    assert in_one_system(text) == same


def test_a_tick_before_a_number_is_taken_off_and_leaves_its_doubt() -> None:
    reading = without_tick(Reading("/๗๗๔", 0.995, (0.5, 0.9, 0.8, 0.7)))
    assert (reading.text, reading.confidence) == ("๗๗๔", MAX_WITH_TICK)
    assert reading.char_confidences == (0.9, 0.8, 0.7)
    assert reading.alternatives[0].text == "/๗๗๔"


@pytest.mark.parametrize(
    "text", ["25,000,60", "370,97.8", "๑.๗๐๗.๐๐", "๓๐.๐๐๐", "1,0000", "12.345", "5,41", "9358/89"]
)
def test_a_comma_or_stop_out_of_place_is_seen(text: str) -> None:
    assert is_misplaced(text)


@pytest.mark.parametrize(
    "text",
    [
        "25,000.60",
        "๓๐,๐๐๐.-",
        "1.2.3",
        "2567",
        "12.5",
        "30.9.2568",
        "10/2567",
        "(1,200)",
        "",
        "1234.50",
        "1/10/2567",
    ],
)
def test_numbers_numberings_and_dates_have_theirs_in_place(text: str) -> None:
    assert not is_misplaced(text)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("30.000", True),
        ("30 000", True),
        ("30000", True),
        ("36,000", False),
        ("30,00", False),
        ("3.0.000", False),
    ],
)
def test_doubt_between_separators_of_groups_is_none_of_the_digits(other: str, same: bool) -> None:
    view = Hypothesis((("30,000", 0.6), (other, 0.4)), ())
    sure = Hypothesis((("30,000", 1.0),), ())
    features = joint_features(fuse(view, view), view, view)
    assert (features == joint_features(fuse(sure, sure), sure, sure)) is same


def test_a_fraction_that_may_be_a_group_keeps_its_doubt() -> None:
    view = Hypothesis((("12.345", 0.6), ("12,345", 0.4)), ())
    sure = Hypothesis((("12.345", 1.0),), ())
    assert joint_features(fuse(view, view), view, view) < joint_features(fuse(sure, sure), sure, sure)
