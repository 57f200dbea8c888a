"""Measures told as blocks of labelled lines: `มาตรการ : …`, `ผู้รับผิดชอบ : …`, `ผลการดำเนินการ : …`, one block
for each measure, often below the heading of an indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Line
from normalize.chars import canonical
from normalize.numbering import parse_numbering
from pipelines.parse.measure_columns import Field, field_of, has_letters_of_heading
from pipelines.records import Remark

_LONGEST_LABEL = 60
_LEAST_BLOCKS = 2
_LEAST_FIELDS = 3
"""Fields that a block has at least; a line or two with a colon are anything."""
_TOLD: frozenset[Field] = frozenset({"result", "outcome", "unit", "period"})

IsHeading = Callable[[str], bool]


@dataclass(slots=True)
class MeasureBlock:
    """The printed lines of each field of a measure; `heading` is that of the indicator above it."""

    page: int | None
    heading: list[Line]
    fields: dict[Field, list[Line]] = field(default_factory=dict)


def read_blocks(
    lines: Sequence[tuple[int | None, Line]], is_heading: IsHeading, *, bare: bool = False
) -> tuple[list[MeasureBlock], list[Remark]]:
    """The blocks of a text (lines with their pages) and what in it belongs to none; no blocks where the text
    is not written in them. With `bare`, labels that come again and again need no colon (`ผู้รับผิดชอบ สำนักปลัด`).

    The label of the measure opens a block. Where a heading stands above it, that names the topic, and the
    labelled measure is what was to be done. Lines without a label go on with the field above."""
    labels = [_label(line) for _, line in lines]
    if bare:
        labels = [found or other for found, other in zip(labels, _bare_labels(lines), strict=True)]
    opens = next(
        (found[0] for found in labels if found is not None and found[0] in ("topic", "action")), None
    )
    blocks: list[MeasureBlock] = []
    remarks: list[Remark] = []
    heading: list[Line] = []
    current: list[Line] | None = None
    for place, (page, line) in enumerate(lines):
        found = labels[place]
        if is_heading(line.text) or _is_numbered_heading(lines, labels, place, opens):
            heading, current = [line], None
        elif found is None and current is not None:
            current.append(line)
        elif found is not None and (blocks or found[0] == opens):
            name, rest = found
            if name == opens and (
                not blocks or name in blocks[-1].fields or heading is not blocks[-1].heading
            ):
                blocks.append(MeasureBlock(page, heading))
            current = blocks[-1].fields.setdefault(name, [])
            current += [replace(line, text=rest)] if rest else []
        elif blocks:
            remarks.append(Remark(page, line.text, "text between measures"))
    return (blocks, remarks) if _are_blocks(blocks, opens) else ([], [])


def _are_blocks(blocks: Sequence[MeasureBlock], opens: Field | None) -> bool:
    """Whether most blocks tell what is known of a measure. Where nothing labels the measure itself (`วิธีการ :`
    comes first), each of them has a heading that names it."""
    whole = [block for block in blocks if len(block.fields) >= _LEAST_FIELDS and _TOLD & block.fields.keys()]
    named = opens == "topic" or all(block.heading for block in blocks)
    return named and len(whole) >= _LEAST_BLOCKS and len(whole) * 2 > len(blocks)


def _label(line: Line) -> tuple[Field, str] | None:
    """The field that a line's label names, and what follows its colon."""
    numbering = parse_numbering(canonical(line.text))
    body = numbering.rest if numbering is not None and numbering.rest else canonical(line.text)
    head, colon, rest = body.partition(":")
    if not colon or len(head) > _LONGEST_LABEL:
        return None
    name = field_of(head)
    return None if name in (None, "seq") else (name, rest.strip())


def _bare_labels(lines: Sequence[tuple[int | None, Line]]) -> list[tuple[Field, str] | None]:
    """The labels without a colon, each a known heading letter for letter that begins several lines."""
    parts = [canonical(line.text).partition(" ") for _, line in lines]
    times = Counter(head for head, _, _ in parts if has_letters_of_heading(head))
    names = {head: field_of(head) for head, count in times.items() if count >= _LEAST_BLOCKS}
    found: list[tuple[Field, str] | None] = []
    for head, _, rest in parts:
        name = names.get(head)
        found.append(None if name in (None, "seq") else (name, rest.strip()))
    return found


def _is_numbered_heading(
    lines: Sequence[tuple[int | None, Line]],
    labels: Sequence[tuple[Field, str] | None],
    place: int,
    opens: Field | None,
) -> bool:
    """A numbered line right before the label that opens a block: `๒. การใช้งบประมาณ`."""
    following = labels[place + 1] if place + 1 < len(labels) else None
    if labels[place] is not None or following is None or following[0] != opens:
        return False
    numbering = parse_numbering(lines[place][1].text)
    return numbering is not None and len(numbering.path) == 1 and bool(numbering.rest)
