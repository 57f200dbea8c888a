"""The dictionary of Thai words gives what pythainlp's own one gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_dict_trie, word_tokenize
from pythainlp.util.trie import Trie

from normalize.words import WordSet, dictionary, is_word, tokens

WORDS = sorted(thai_words())
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text("กขคงจะาิี่้ๆ 12.,", max_size=4))).map("".join)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_same_words_as_with_the_trie_of_the_library(text: str) -> None:
    assert list(tokens(text)) == word_tokenize(text, engine="newmm")
    assert "".join(tokens(text)) == text


@given(TEXTS, st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_the_same_prefixes(text: str, start: int) -> None:
    assert dictionary().prefixes(text, start) == word_dict_trie().prefixes(text, start)


def test_short_words_and_the_end_of_the_text() -> None:
    words = ["ก", "กข", "กขค", "กขคง"]
    assert all(word in WordSet(words) for word in words)
    assert not any(word in WordSet(words) for word in ("", "ข", "กขคงจ", 1))
    for text in ("ก", "กข", "กขค", "กขคง", "กขคงจ", ""):
        assert WordSet(words).prefixes(text) == Trie(words).prefixes(text)
    assert is_word("โครงการ") and not is_word("โครงกา")
