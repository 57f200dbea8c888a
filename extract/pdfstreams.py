"""How large a PDF's streams are once decompressed, found out without decompressing more than the limit."""

from __future__ import annotations

import contextlib
import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from extract.errors import TooMuchContent
from extract.limits import Limits

MAX_GRAPH_OBJECTS = 20_000
"""So many objects reachable from one page are looked at before it counts as malformed."""

_STREAM = re.compile(rb">>\s*stream\r?\n")
_STRUCTURE = re.compile(rb"/ObjStm|/XRef|#[0-9A-Fa-f]{2}")
_DICT_BYTES = 2000


def check_structure(path: Path, limits: Limits) -> None:
    """Raise TooMuchContent when the streams that hold the file's structure would unpack beyond the limit.

    Object and cross-reference streams are unpacked by every library on opening, before any page is asked for.
    Encrypted ones cannot be looked into.
    """
    total = 0
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        data = stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        for match in _STREAM.finditer(data):
            head = data[max(0, match.start() - _DICT_BYTES) : match.start()]
            head = head[max(head.rfind(b" obj"), 0) :]
            if not _STRUCTURE.search(head) or b"/Image" in head:
                continue
            total += _unpacked(data, match.end(), limits.max_structure_bytes)
            limits.check_structure(total)


def _unpacked(data: mmap.mmap, start: int, limit: int) -> int:
    """The unpacked size of the zlib stream at `start`, or a size over the limit as soon as it exceeds it."""
    decoder = zlib.decompressobj()
    size, place = 0, start
    with contextlib.suppress(zlib.error):
        while size <= limit and not decoder.eof and place < len(data):
            piece = data[place : place + 65_536]
            place += len(piece)
            while piece and size <= limit:
                size += len(decoder.decompress(piece, 1_000_000))
                piece = decoder.unconsumed_tail
    return size


def inherited(page: Any, key: str) -> Any:
    """A page attribute from the page tree above, at most 50 levels up."""
    node = page.obj.get("/Parent")
    for _ in range(50):
        if node is None:
            return None
        if node.get(key) is not None:
            return node.get(key)
        node = node.get("/Parent")
    return None


def reachable_streams(page: Any, number: int) -> Iterator[Any]:
    """The streams an interpreter may read for a page: contents, forms, fonts, their maps; never links."""
    pending = [page.get("/Contents"), page.get("/Resources") or inherited(pikepdf.Page(page), "/Resources")]
    seen: set[tuple[int, int]] = set()
    visited = 0
    while pending:
        item = pending.pop()
        visited += 1
        if visited > MAX_GRAPH_OBJECTS * 5 or len(seen) > MAX_GRAPH_OBJECTS:
            raise TooMuchContent(
                number, amount=visited, limit=MAX_GRAPH_OBJECTS, what_th="วัตถุ", what_en="objects"
            )
        if not isinstance(item, pikepdf.Object):
            continue
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, pikepdf.Stream):
            yield item
        if isinstance(item, pikepdf.Array):
            pending.extend(part for part in item if isinstance(part, pikepdf.Object))
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            pending.extend(value for key, value in item.items() if key not in ("/Parent", "/Page", "/P"))


def decoded_size(stream: Any, limit: int) -> int:
    """The decompressed size of a stream, or a number over `limit` as soon as it is known to exceed it."""
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    names = (
        [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    )
    data: bytes = raw
    for name in names:
        if name not in ("/FlateDecode", "/Fl"):
            # run lengths grow up to 64 times, LZW about as much on text; others shrink
            return len(data) * (64 if name in ("/LZWDecode", "/LZW", "/RunLengthDecode", "/RL") else 1)
        decoder = zlib.decompressobj()
        with contextlib.suppress(zlib.error):
            data = decoder.decompress(data, limit + 1)
            if len(data) > limit:
                return len(data)
    return len(data)
