"""Pages whose numbers are clear nearly all make a little doubt count less, and nothing else."""

from __future__ import annotations

import pytest

from extract.engines.clear_page import CERTAIN, HESITANT, ClearPage
from extract.model import Reading

RULE = ClearPage(fewest=4, share=0.5, certain_from=0.95)
CLEAR = [Reading("1,250", 0.996), Reading("๒๕๖๖", 0.997), Reading("30", 0.995)]


def last(*readings: Reading) -> float:
    """The confidence of the last reading of a page."""
    return RULE.settled(readings)[-1].confidence


def test_a_little_doubt_is_none_on_a_clear_page() -> None:
    assert last(*CLEAR, Reading("๔๐,๐๐๐", 0.96)) == CERTAIN


@pytest.mark.parametrize(
    "reading",
    [
        Reading("๔๐,๐๐๐", 0.94),
        Reading("78 41", 0.985),
        Reading("5,936,317.3(", 0.96),
        Reading("โครงการ", 0.96),
        Reading("", 0.0),
    ],
)
def test_what_else_is_doubted_stays_so(reading: Reading) -> None:
    assert RULE.settled([*CLEAR, *CLEAR, reading])[-1] == reading


def test_worn_pages_and_pages_of_few_numbers_settle_nothing() -> None:
    worn = [Reading("12", 0.8), Reading("7", 0.96), Reading("8", 0.97)]
    assert last(*worn, CLEAR[0], Reading("9", 0.96)) == 0.96
    assert last(CLEAR[0], CLEAR[1], Reading("9", 0.96)) == 0.96


def test_certain_readings_keep_their_confidence() -> None:
    assert RULE.settled([*CLEAR, Reading("5", 0.999)])[-1].confidence == 0.999


def test_what_one_network_doubts_is_certain_only_where_nearly_all_is() -> None:
    rule = ClearPage(fewest=4, share=0.5, certain_from=0.905)
    doubted, worn = Reading("๐.๐๑", HESITANT), Reading("12", 0.8)
    assert rule.settled([*CLEAR, worn, doubted])[-1].confidence == HESITANT
    assert rule.settled([*CLEAR, worn, Reading("๐.๐๑", 0.94)])[-1].confidence == CERTAIN
    assert rule.settled([*CLEAR, *CLEAR, *CLEAR, doubted])[-1].confidence == CERTAIN
