"""States of items told by signs: boxes in one cell of which one is ticked, and signs that a note explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model import Line
from normalize.chars import canonical
from normalize.states import states_in
from pipelines.parse.evidence import joined_line

_TICKED = r"[☑☒✓✔■◉●]|[(\[]\s*[/xX✓✔]\s*[)\]]"
_EMPTY = r"[☐□▢❑❏◯○]|[(\[]\s*[)\]]"
_BOX = re.compile(rf"(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY})")
_SIGN = re.compile(
    r"(?P<sign>[●◐◑◒◓○◉■□▲△◆◇★☆✓✔✗✘×])\s*(?:=|:|หมายถึง|คือ|แทน)?\s*(?P<words>[^●◐◑◒◓○◉■□▲△◆◇★☆✓✔✗✘×]*)"
)
_NOISE = 4
"""Letters that may stand beside a state in a cell that lists states to choose from."""
_LEAST = 2


def chosen(lines: Sequence[Line]) -> tuple[Sequence[Line], bool]:
    """The lines of a cell; of one that lists several states with boxes, the state whose box is ticked.

    The boxes stand before their states, or all behind them. The second value is True where such a cell leaves
    open which: it has no box that was read, not one for each state, or not one ticked.
    """
    text = canonical(" ".join(line.text for line in lines))
    listed = states_in(text)
    if len({state for state, _ in listed}) < _LEAST:
        return lines, False
    boxes = [*_BOX.finditer(text)]
    if len(boxes) < _LEAST:
        bare = sum(not char.isspace() for char in text) - sum(length for _, length in listed)
        return ([], True) if bare < _NOISE * len(listed) else (lines, False)
    before, behind = states_in(text[: boxes[0].start()]), states_in(text[boxes[-1].end() :])
    if before and behind:
        return [], True
    parts = _beside(text, boxes, behind=bool(before))
    ticked = [part for box, part in zip(boxes, parts, strict=True) if box["ticked"] is not None]
    if len(ticked) != 1 or any(len(states_in(part)) > 1 for part in parts) or not ticked[0]:
        return [], True
    return [replace(joined_line(lines), text=ticked[0])], False


def _beside(text: str, boxes: Sequence[re.Match[str]], *, behind: bool) -> list[str]:
    """What each box stands for: the text up to the next one, or that before it where boxes stand behind."""
    if behind:
        starts, ends = [0, *(box.end() for box in boxes[:-1])], [box.start() for box in boxes]
    else:
        starts = [box.end() for box in boxes]
        ends = [*(box.start() for box in boxes[1:]), len(text)]
    return [text[start:end].strip(" ,;/") for start, end in zip(starts, ends, strict=True)]


def signs_of(lines: Iterable[Line]) -> dict[str, str]:
    """What signs mean by the note that explains several (`● แล้วเสร็จ ○ ยังไม่ดำเนินการ`): states by sign."""
    for line in lines:
        found = {m["sign"]: m["words"].strip(" ,;/") for m in _SIGN.finditer(canonical(line.text))}
        told = {sign: words for sign, words in found.items() if len(states_in(words)) == 1}
        if len(told) >= _LEAST and len(told) == len(found):
            return told
    return {}


def explained(lines: Sequence[Line], signs: dict[str, str]) -> list[Line]:
    """The lines with the meaning of those that are a sign and nothing else."""
    return [replace(line, text=signs.get(line.text.strip(), line.text)) for line in lines]
