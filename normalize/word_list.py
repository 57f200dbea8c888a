"""PyThaiNLP's lists of Thai words (CC0), read from their files: importing the package takes longer."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path


def listed_words() -> Sequence[str]:
    """The 62,000 words of pythainlp's general list (`pythainlp.corpus.thai_words`); one may come twice."""
    text = _text_of("words_th.txt")
    if text is not None:
        return text.strip("\n").split("\n")
    from pythainlp.corpus import thai_words

    return sorted(thai_words())


def word_counts() -> dict[str, int]:
    """How often words come in the Thai National Corpus (106,000 words; `pythainlp.corpus.tnc`, CC0)."""
    text = _text_of("tnc_freq.txt")
    if text is not None:
        fields = text.rstrip("\n").replace("\n", "\t").split("\t")
        # far faster than line by line; the commonest come last and are kept
        return dict(zip(map(str.strip, fields[-2::-2]), map(int, fields[::-2]), strict=True))
    from pythainlp.corpus import tnc

    return dict(tnc.unigram_word_freqs())


def _text_of(name: str) -> str | None:
    package = find_spec("pythainlp")
    for folder in (package and package.submodule_search_locations) or ():
        file = Path(folder) / "corpus" / name
        if file.is_file():
            return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")  # half as long as reading text
    return None
