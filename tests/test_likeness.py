"""Texts that are nearly the same are found, and very many of them cost no more than their number."""

from __future__ import annotations

import random

import numpy as np
import pytest

from pipelines.audit.copied import Reuse, pairs_of
from pipelines.likeness import _FACTORS, _OFFSETS, _PRIME, MOST_IN_BUCKET, NearTexts, likeness, signature

LETTERS = "กขคงจฉชซญดตถทนบปผพฟมยรลวสหอะาิีุู่้"


def prose(seed: int, length: int = 400) -> str:
    return "".join(random.Random(seed).choices(LETTERS, k=length))


def edited(text: str, seed: int) -> str:
    """The text with one word in the middle changed."""
    place = random.Random(seed).randrange(50, len(text) - 50)
    return text[:place] + prose(seed, 12) + text[place + 10 :]


def passage(document: str, text: str) -> Reuse:
    import zlib

    return Reuse(document, 0, "โครงการ", "method", zlib.compress(text.encode()), None, signature(text))


def test_edited_copies_are_candidates_and_others_are_not() -> None:
    found = 0
    for seed in range(20):
        near: NearTexts[str] = NearTexts()
        text = prose(seed)
        assert near.add("first", signature(text)) == []
        found += near.add("second", signature(edited(text, seed))) == ["first"]
        assert near.add("other", signature(prose(seed + 1000))) == []
    assert found == 20
    assert likeness(signature(prose(1)), signature(prose(1))) == 1.0
    assert likeness(signature(prose(1)), signature(prose(2))) < 0.2


@pytest.mark.parametrize("length", [0, 1, 8, 9, 400])
def test_signatures_are_the_same_with_numpy_and_without(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = prose(4, length)
    monkeypatch.setattr("pipelines.likeness._numpy_pays", lambda more: False)
    without = signature.__wrapped__(text)
    monkeypatch.setattr("pipelines.likeness._numpy_pays", lambda more: True)
    assert without == signature.__wrapped__(text)


def test_permutations_are_those_that_numpy_draws() -> None:
    random = np.random.RandomState(1)
    for factor, offset in zip(_FACTORS, _OFFSETS, strict=True):
        assert factor == random.randint(1, _PRIME, dtype=np.uint64)
        assert offset == random.randint(0, _PRIME, dtype=np.uint64)


def test_a_text_of_many_places_costs_a_bounded_number_of_comparisons() -> None:
    near: NearTexts[int] = NearTexts()
    text = signature(prose(3))
    assert max(len(near.add(number, text)) for number in range(500)) == MOST_IN_BUCKET


def test_pairs_are_reported_and_standard_texts_are_not() -> None:
    shared, standard = prose(1), prose(2)
    passages = [passage("a", shared), passage("b", edited(shared, 5))]
    passages += [passage(f"s{n}", edited(standard, n)) for n in range(30)]
    passages += [passage(f"x{n}", prose(100 + n)) for n in range(30)]
    found = [(later.document_id, earlier.document_id) for later, earlier, _ in pairs_of(passages)]
    assert found == [("b", "a")]


def test_signatures_are_those_of_datasketch() -> None:
    # datasketch 1.10: MinHash(num_perm=32, seed=1), the first three of its hash values
    assert signature("ข้อความที่ยาวกว่าแปดตัวอักษร")[:12].hex() == "ca95cc0c4241e20cb601d409"
