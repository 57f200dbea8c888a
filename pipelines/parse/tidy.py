"""The clean text of plans' parts: as the other parsers clean it, without markup and stray marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.parse.texts import TextCleaner

_MARKUP = re.compile(r"\*{1,3}|_{2,}|#{1,6}\s|</?[a-zA-Z]+/?>")
_STRAY_MARK = re.compile(r"(?:\s+[Xx×✓✔/\\|*]{1,2})+$")
_LEADER = re.compile(r"\s*[.…·]{4,}$")


def tidy(texts: Sequence[str], cleaner: TextCleaner) -> str:
    """One clean text of printed lines: unwrapped, wrap blanks closed, Arabic digits, no markup."""
    return cleaner.phrase([_MARKUP.sub("", text) for text in texts]).strip()


def tidy_name(texts: Sequence[str], cleaner: TextCleaner) -> str:
    """A project's name: clean, without a tick or cross that somebody wrote beside it, or dots that lead to
    what stands beside it."""
    return _LEADER.sub("", _STRAY_MARK.sub("", tidy(texts, cleaner))).strip(" :")


def tidy_or_none(texts: Sequence[str], cleaner: TextCleaner) -> str | None:
    """`tidy`, with None for nothing."""
    return tidy(texts, cleaner) or None
