"""The third network: numbers of which the other two are not certain are shown to it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from extract.engines import reader
from extract.engines.base import LineKind
from extract.engines.card import MODELS
from extract.engines.clear_page import CERTAIN, HESITANT
from extract.engines.ctc import Floats
from extract.engines.network import Network
from extract.engines.reader import ReaderEngine
from extract.engines.views import Hypothesis, few_are_sure, fuse, is_contradicted, joint_features

SURE = Hypothesis((("30,000", 0.99999),), (1.0,) * 6)
TORN = Hypothesis((("30,000", 0.6), ("80,000", 0.4)), (0.6,) * 6)
OTHER = Hypothesis((("80,000", 0.99999),), (1.0,) * 6)
PAPER = [np.full((20, 60), 255, np.uint8)]


@pytest.fixture(scope="module")
def engine() -> ReaderEngine:
    return ReaderEngine()


class Readers:
    """Stands for the networks' runs: what each thinks of any crop, and which were asked."""

    def __init__(self, engine: ReaderEngine, number: Hypothesis, words: Hypothesis, arbiter: Hypothesis):
        self.views = {
            id(engine._number): number,
            id(engine._general): words,
            id(engine._arbiter): arbiter,
        }
        self.arbiter = engine._arbiter
        self.asked: list[bool] = []

    def logits(self, network: Network, lines: reader.Lines) -> list[Floats | None]:
        self.asked += [network is self.arbiter] * len(lines)
        return [np.full((1, 1), id(network), np.float64)] * len(lines)  # type: ignore[list-item]

    def view(self, network: Network, values: Floats | None, beams: int) -> Hypothesis:
        return self.views[id(network)]


def read(
    engine: ReaderEngine,
    monkeypatch: pytest.MonkeyPatch,
    number: Hypothesis,
    words: Hypothesis,
    arbiter: Hypothesis,
    kind: LineKind = "number",
) -> tuple[reader.Reading, bool]:
    readers = Readers(engine, number, words, arbiter)
    monkeypatch.setattr(reader, "_logits", readers.logits)
    monkeypatch.setattr(reader, "_hypothesis", readers.view)
    monkeypatch.setattr(reader, "_path_of_words", lambda network, values: [])
    monkeypatch.setattr(reader, "_view_of_words", lambda path: words)
    (found,) = engine.read(PAPER, kind)
    return found, any(readers.asked)


def test_it_is_not_asked_where_the_others_are_certain(
    engine: ReaderEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, asked = read(engine, monkeypatch, SURE, SURE, OTHER)
    assert (found.text, asked) == ("30,000", False)
    assert found.confidence >= CERTAIN


def test_a_number_that_one_network_doubts_is_surer_with_it(
    engine: ReaderEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, asked = read(engine, monkeypatch, SURE, TORN, SURE)
    assert (found.text, asked) == ("30,000", True)
    assert found.confidence > HESITANT


@pytest.mark.parametrize(("number", "words"), [(SURE, TORN), (TORN, SURE), (SURE, OTHER)])
def test_its_contradiction_leaves_a_number_doubtful(
    engine: ReaderEngine, monkeypatch: pytest.MonkeyPatch, number: Hypothesis, words: Hypothesis
) -> None:
    found, asked = read(engine, monkeypatch, number, words, OTHER)
    assert asked
    assert found.confidence < CERTAIN
    assert {found.text, *(runner.text for runner in found.alternatives)} >= {"30,000", "80,000"}


def test_two_networks_outweigh_a_third_that_wavers() -> None:
    assert fuse(SURE, TORN, SURE).text == "30,000"
    assert not few_are_sure((SURE, TORN, SURE), "30,000")
    assert few_are_sure((SURE, TORN), "30,000")
    assert few_are_sure((SURE, TORN, OTHER), "30,000")
    assert len(joint_features(fuse(SURE, TORN, SURE), SURE, TORN, SURE)) == 4


def test_a_network_that_is_sure_of_other_digits_contradicts() -> None:
    assert is_contradicted((SURE, OTHER), "30,000")
    assert not is_contradicted((SURE, TORN), "30,000")
    assert not is_contradicted((SURE, Hypothesis((("30.000", 0.9),), ())), "30,000")


def test_a_card_without_it_reads_with_two_networks(tmp_path: Path, engine: ReaderEngine) -> None:
    card = json.loads((MODELS / "card.json").read_text("utf8"))
    del card["networks"]["arbiter"]
    (tmp_path / "card.json").write_text(json.dumps(card), "utf8")
    for name in ("number.onnx", "general.onnx"):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    (views,) = ReaderEngine(tmp_path).joint_views(PAPER)
    assert len(views) == 2


@pytest.mark.parametrize(
    ("words", "probability", "number", "text"),
    [
        ("30,0คo", 0.6, SURE, "30,000"),  # half of it a number's characters: the specialist is asked
        ("30,0คo", 0.99, SURE, "30,0คo"),  # sure words stay
        ("งบ 30,0", 0.6, SURE, "30,000"),
        ("เงิน 30", 0.6, SURE, "เงิน 30"),
        ("30,0คo", 0.6, Hypothesis((("30,0#", 0.99),), (1.0,) * 5), "30,0คo"),  # it sees letters, too
    ],
)
def test_unsure_words_that_are_half_digits_are_shown_to_the_number_network(
    engine: ReaderEngine,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    probability: float,
    number: Hypothesis,
    text: str,
) -> None:
    general = Hypothesis(((words, probability),), (probability,) * len(words))
    found, _ = read(engine, monkeypatch, number, general, SURE, "text")
    assert found.text == text
    if text != words:
        assert found.confidence <= 0.9
        assert found.alternatives[0].text == words


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ((("12.", 0.6), ("12", 0.4)), "12."),
        ((("12", 0.6), ("12.", 0.4)), "12"),
        ((("12.", 0.4), ("12", 0.3)), "12"),
        ((("13.", 0.9), ("12", 0.1)), "12"),
    ],
)
def test_a_stop_that_only_the_arbiter_sees_is_read_and_is_not_sure(
    engine: ReaderEngine, monkeypatch: pytest.MonkeyPatch, seen: tuple[tuple[str, float], ...], text: str
) -> None:
    bare = Hypothesis((("12", 0.75), ("12.", 0.2)), (0.8, 0.8))
    found, asked = read(engine, monkeypatch, bare, bare, Hypothesis(seen, ()))
    assert asked
    assert found.text == text
    if text != "12":
        assert found.confidence <= HESITANT
        assert "12" in [runner.text for runner in found.alternatives]
