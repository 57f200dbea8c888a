"""Labelled lines below an item's name in its own cell: `โครงการอบรม…` with `วัตถุประสงค์ : เพื่อ…` under it."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.parse.sections import section_heading
from pipelines.parse.texts import TextCleaner
from pipelines.parse.tidy import tidy
from pipelines.records import Section, SectionName

_LONGEST_LABEL = 30
_NAME_OR_MONEY = ("name", "budget")
"""Labels of these stand for parts of the row itself."""


def name_lines(body: str) -> list[str]:
    """The lines of a cell's text that are the item's name."""
    lines = body.split("\n")
    end = next((n for n, line in enumerate(lines) if n and _label(line) is not None), len(lines))
    return lines[:end]


def labelled_sections(body: str, project: int, page: int | None, cleaner: TextCleaner) -> list[Section]:
    """What the labelled lines of a cell's text say of the item, in order."""
    lines = body.split("\n")[len(name_lines(body)) :]
    parts: list[tuple[SectionName, list[str]]] = []
    for line in lines:
        label = _label(line)
        if label is not None:
            parts.append((label[0], [label[1]]))
        elif parts:
            parts[-1][1].append(line)
    return [Section(project, name, 1, _text(texts, cleaner), page) for name, texts in parts]


def _text(texts: Sequence[str], cleaner: TextCleaner) -> str:
    return tidy([text for text in texts if text], cleaner)


def _label(line: str) -> tuple[SectionName, str] | None:
    """The section whose words and a colon a line begins with, and what follows."""
    heading = section_heading(line) if ":" in line[:_LONGEST_LABEL] else None
    if heading is None or heading.marked or heading.section in _NAME_OR_MONEY:
        return None
    return heading.section, heading.rest  # type: ignore[return-value]
