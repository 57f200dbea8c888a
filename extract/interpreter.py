"""pdfminer's interpreter of page content, with a quicker way through streams of plain syntax.

pdfminer looks at content token by token through four layers: two thirds of the time to read a page of text.
Here one regular expression cuts a stream, and the same methods of pdfminer carry out its operators. A stream
that holds anything but plain syntax (inline pictures, names and strings with unusual escapes, damage of any
kind) goes to pdfminer as it is: what both read is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psexceptions import PSSyntaxError
from pdfminer.psparser import KWD, LIT, literal_name

_INSIDE = rb"[^()\\]*(?:\\[^\r][^()\\]*){0,999}"
_NO_PICTURE = rb"(?!(?:BI|ID)(?:[#/%\[\]()<>{}\s]|\Z))"
_TOKENS = re.compile(
    rb"(?:([+-]?(?:\d+\.?\d*|\.\d+))"  # 1 number
    rb"|(" + _NO_PICTURE + rb"[A-Za-z][^#/%\[\]()<>{}\s]*|['\"])"  # 2 keyword
    rb"|/([^#/%\[\]()<>{}\s]*)"  # 3 name
    rb"|\(([^()\\]*)\)"  # 4 string
    rb"|<([0-9A-Fa-f\s]*)>"  # 5 string of hexadecimal digits
    rb"|(<<|>>|[\[\]])"  # 6 bracket
    rb"|\((" + _INSIDE + rb"(?:\(" + _INSIDE + rb"\)" + _INSIDE + rb"){0,99})\)"  # 7 string with escapes
    rb"|%[^\r\n]*)\s*"  # comment
)
"""A token and the blanks behind it. No part of it can be matched in two ways, nor is looked at twice, so that
hostile content costs no more time than any other."""
_NUMBER, _KEYWORD, _NAME, _STRING, _HEX, _BRACKET, _ESCAPED = range(1, 8)

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"}
_ESCAPES |= {char: char for char in (b"(", b")", b"\\")}
_HIGH_OCTAL = re.compile(rb"\\[4-7][0-7]{2}")

_METHOD = str.maketrans({"*": "_a", '"': "_w", "'": "_q"})
_CLOSED = {b"]": b"[", b">>": b"<<"}


class PageInterpreter(PDFPageInterpreter):
    """Carries out the operators of content streams on a device (see `pdfminer.pdfinterp`)."""

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out all operators of streams that follow each other."""
        found = [stream_value(stream) for stream in streams]
        numbers = {stream.objid for stream in found if stream.objid is not None}
        if any(stream.objid is None for stream in found) or numbers & self.parent_stream_ids:
            super().execute(streams)  # which knows what to leave out
            return
        contents = [stream.get_data() for stream in found]
        if not all(map(_is_plain, contents)):
            super().execute(streams)
            return
        self.stream_ids.clear()
        self.stream_ids.update(numbers)
        _Course(self).run(contents)


def _is_plain(data: bytes) -> bool:
    """Whether a stream holds whole tokens of plain syntax only."""
    return not _TOKENS.sub(b"", data.lstrip()) and not _HIGH_OCTAL.search(data)


class _Course:
    """One way through streams of plain syntax: operands are kept until their operator comes."""

    def __init__(self, interpreter: PageInterpreter) -> None:
        self._interpreter = interpreter
        self._operators: dict[bytes, tuple[Any, int] | None] = {}
        self._open: list[tuple[bytes, list[Any]]] = []
        """The arrays and dictionaries that are open, each with what was there before it."""
        self._inner: list[Any] = []

    def run(self, contents: Sequence[bytes]) -> None:
        """Carry out all operators."""
        for data in contents:
            for match in _TOKENS.finditer(data):
                kind = match.lastindex
                if kind is None:
                    continue  # a comment
                text = match[kind]
                if kind == _KEYWORD and not self._open and text not in (b"true", b"false"):
                    self._carry_out(text)
                elif kind == _BRACKET:
                    self._bracket(text)
                elif kind == _NUMBER:
                    try:
                        self._keep(float(text) if b"." in text else int(text))
                    except ValueError:
                        continue  # of more digits than Python reads; pdfminer passes it over, too
                else:
                    self._keep(_OPERANDS[kind](text))

    def _keep(self, operand: Any) -> None:
        (self._inner if self._open else self._interpreter.argstack).append(operand)

    def _bracket(self, text: bytes) -> None:
        opening = _CLOSED.get(text)
        if opening is None:
            self._open.append((text, self._inner))
            self._inner = []
        elif self._open and self._open[-1][0] == opening:
            inner = self._inner
            _, self._inner = self._open.pop()
            self._keep(inner if opening == b"[" else _dictionary(inner))

    def _carry_out(self, name: bytes) -> None:
        if name not in self._operators:
            method = getattr(
                self._interpreter, f"do_{name.decode('utf-8', 'ignore').translate(_METHOD)}", None
            )
            self._operators[name] = method and (method, method.__code__.co_argcount - 1)
        operator = self._operators[name]
        if operator is None:
            return
        method, count = operator
        if not count:
            method()
            return
        operands = self._interpreter.argstack[-count:]
        del self._interpreter.argstack[-count:]
        if len(operands) == count:
            method(*operands)


def _dictionary(inner: list[Any]) -> dict[str, Any]:
    if len(inner) % 2:
        raise PSSyntaxError(f"Invalid dictionary construct: {inner!r}")
    pairs = zip(inner[::2], inner[1::2], strict=True)
    return {literal_name(key): value for key, value in pairs if value is not None}


def _name(text: bytes) -> Any:
    try:
        return LIT(text.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(text)


def _word(text: bytes) -> Any:
    return text == b"true" if text in (b"true", b"false") else KWD(text)


def _from_hex(text: bytes) -> bytes:
    with suppress(ValueError):  # an odd number of digits, or blanks within a pair
        return bytes.fromhex(text.decode("ascii"))
    digits = b"".join(text.split()).decode("ascii")
    even = len(digits) // 2 * 2
    odd = bytes([int(digits[even:], 16)]) if digits[even:] else b""
    return bytes.fromhex(digits[:even]) + odd


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_meant, text)


def _meant(match: re.Match[bytes]) -> bytes:
    """What an escape stands for; pdfminer drops the character of one that means nothing."""
    text = match[1]
    return bytes([int(text, 8)]) if text[:1] in b"01234567" else _ESCAPES.get(text, b"")


_OPERANDS: dict[int, Callable[[bytes], Any]] = {
    _KEYWORD: _word,
    _NAME: _name,
    _STRING: bytes,
    _HEX: _from_hex,
    _ESCAPED: _unescaped,
}
