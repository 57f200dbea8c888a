"""Texts that training never draws: sentences about other matters, for the pages that measure the reader."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from training import texts


@cache
def _sentences() -> list[tuple[str, ...]]:
    """The sentences in words."""
    from pythainlp.tokenize import word_tokenize

    lines = (texts.DATA / "held_out.txt").read_text("utf8").split("\n")[:-1]
    return [tuple(word_tokenize(line, engine="newmm")) for line in lines]


class HeldOutWords:
    """Sentences of `data/held_out.txt` with other figures in them each time (see `training.pages.Words`)."""

    def running(self, rng: random.Random) -> Iterator[str]:
        """Sentences at random, word by word; digits are shuffled and half of the sentences have Thai ones."""
        while True:
            thai = rng.random() < 0.5
            gap = ""
            for word in rng.choice(_sentences()):
                drawn = re.sub("[0-9]", lambda _: rng.choice("0123456789"), word)
                drawn = drawn.translate(texts.TO_THAI) if thai else drawn
                if drawn.isspace():
                    gap = " "
                    continue
                yield gap + drawn
                gap = ""
            yield " "

    def title(self, rng: random.Random) -> str:
        """The beginning of a sentence."""
        length = rng.randint(8, 90)
        text = ""
        for piece in self.running(rng):
            if len(text) + len(piece) > length:
                break
            text += piece
        return texts.canonical(text) or "-"
