"""Pages to JSON and back, without loss: the form in which the page cache keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from extract.model import Alternative, Cell, Line, Page, Reading, Table

CODEC_VERSION = 1

T = TypeVar("T")


def page_to_json(page: Page) -> str:
    """A page as one line of JSON with sorted keys; equal pages give equal text."""
    data = {"codec": CODEC_VERSION, "page": _page_data(page)}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def page_from_json(text: str) -> Page:
    """The page that `page_to_json` wrote. Raises ValueError for anything else."""
    try:
        data = json.loads(text)
        if data["codec"] != CODEC_VERSION:
            raise ValueError(f"page was written by codec {data['codec']}, not {CODEC_VERSION}")
        return _page(data["page"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no page: {type(error).__name__}: {error}") from error


def _plain(value: Any, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    """A dataclass's fields that differ from their defaults; tuples of numbers become lists."""
    return {
        f.name: getattr(value, f.name)
        for f in fields(value)
        if f.name not in skip and getattr(value, f.name) != f.default
    }


def _page_data(page: Page) -> dict[str, Any]:
    return {**_plain(page, ("blocks",)), "blocks": [_block_data(block) for block in page.blocks]}


def _block_data(block: Line | Table) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"line": _line_data(block)}
    return {"table": {**_plain(block, ("cells",)), "cells": [_cell_data(cell) for cell in block.cells]}}


def _cell_data(cell: Cell) -> dict[str, Any]:
    return {**_plain(cell, ("lines",)), "lines": [_line_data(line) for line in cell.lines]}


def _line_data(line: Line) -> dict[str, Any]:
    data = _plain(line, ("reading",))
    if line.reading is not None:
        reading = _plain(line.reading, ("alternatives",))
        reading["alternatives"] = [[a.text, a.confidence] for a in line.reading.alternatives]
        data["reading"] = reading
    return data


def _page(data: dict[str, Any]) -> Page:
    return Page(**{**data, "blocks": tuple(_block(block) for block in data["blocks"])})


def _block(data: dict[str, Any]) -> Line | Table:
    return _line(data["line"]) if "line" in data else _table(data["table"])


def _table(data: dict[str, Any]) -> Table:
    return _boxed(Table, {**data, "cells": tuple(_cell(cell) for cell in data["cells"])})


def _cell(data: dict[str, Any]) -> Cell:
    return _boxed(Cell, {**data, "lines": tuple(_line(line) for line in data["lines"])})


def _line(data: dict[str, Any]) -> Line:
    reading = data.get("reading")
    return _boxed(Line, {**data, "reading": None if reading is None else _reading(reading)})


def _reading(data: dict[str, Any]) -> Reading:
    alternatives = tuple(Alternative(text, confidence) for text, confidence in data["alternatives"])
    confidences = tuple(data.get("char_confidences", ()))
    return Reading(**{**data, "char_confidences": confidences, "alternatives": alternatives})


def _boxed(kind: Callable[..., T], data: dict[str, Any]) -> T:
    box = data.get("bbox")
    return kind(**{**data, "bbox": None if box is None else tuple(box)})
