"""PyThaiNLP's list of Thai words (CC0), read from its file: importing the package takes longer."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def listed_words() -> frozenset[str]:
    """The 62,000 words of pythainlp's general list (`pythainlp.corpus.thai_words`)."""
    package = find_spec("pythainlp")
    for folder in (package and package.submodule_search_locations) or ():
        file = Path(folder) / "corpus" / "words_th.txt"
        if file.is_file():
            words = set(file.read_text("utf-8-sig").split("\n"))
            words.discard("")
            return frozenset(words)
    from pythainlp.corpus import thai_words

    return frozenset(thai_words())
