"""The quick way through content streams carries out what pdfminer's own does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream

from extract.content import ContentDevice, PageContent
from extract.interpreter import PageInterpreter
from extract.limits import Limits

PLAIN = [
    b"q",
    b"Q",
    b"BT",
    b"ET",
    b"/F1 12 Tf",
    b"1 0 0 1 20 -30.5 Td",
    b"(abc) Tj",
    b"<0041 4> Tj",
    b"<> Tj",
    b"T*",
    b"(a\\)\\(b\\\\c\\053\\5x\\q\\\nd) Tj",
    b"(a(b)c) Tj",
    b"() '",
    b'1 2 (a) "',
    b"[(a) -20.5 <42> .5 +3] TJ",
    b"/P <</MCID 3 /A [1 2 <</B true>>]>> BDC",
    b"/Span<</ActualText<FEFF0E01>>>BDC",
    b"EMC",
    b"% remark\n",
    b"0 0 10 20 re",
    b"1.2.3 -.5 7. 1 0 cm",
    b"true false x",
    b"0g",
    b"5 unknown*'x",
    b"/\xe0\xb8\x81 /\xff gs",
]
ODD = [
    b"/N#41 gs",
    b"BI /W 1 /H 1 ID \x00\xff EI",
    b"[",
    b"]",
    b"<<",
    b">>",
    b"<</A>>",
    b"(open",
    b"--5",
    b"\\",
    b"(\\777) Tj",
    b"{ 1 }",
    b"<4",
    b"4>",
    b"\x00",
    b"a#b",
    b"(a\\\r\nb) Tj",
    b"(a(b(c)d)e) Tj",
    b"9" * 5000,
    b".",
]


def recorder(base: type[PDFPageInterpreter]) -> Any:
    """An interpreter that remembers the operands of its operators."""

    class Recorder(base):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            manager = PDFResourceManager()
            super().__init__(manager, ContentDevice(manager, PageContent(100, 100), Limits(), 1))
            self.calls: list[str] = []
            self.init_resources({})
            self.init_state((1, 0, 0, 1, 0, 0))

    def remembered(name: str, count: int) -> Any:
        operands = ", ".join("abcdef"[:count])
        scope: dict[str, Any] = {}
        exec(f"def do(self, {operands}): self.calls.append(({name!r}, [{operands}]))", scope)
        return scope["do"]

    for name, count in {
        "Tj": 1,
        "TJ": 1,
        "Td": 2,
        "Tf": 2,
        "_q": 1,
        "_w": 3,
        "BDC": 2,
        "re": 4,
        "cm": 6,
        "x": 2,
        "gs": 1,
        "q": 0,
        "T_a": 0,
        "EI": 1,
        "g": 1,
    }.items():
        setattr(Recorder, f"do_{name}", remembered(name, count))
    return Recorder()


def carried_out(base: type[PDFPageInterpreter], streams: list[bytes]) -> str:
    """What an interpreter did with streams, or why it gave up."""
    interpreter = recorder(base)
    found = []
    for number, data in enumerate(streams, start=1):
        found.append(PDFStream({}, data))
        found[-1].set_objid(number, 0)
        found[-1].data = data
    try:
        interpreter.execute(found)
    except Exception as error:
        return f"{interpreter.calls} {error!r}"
    return f"{interpreter.calls} left {interpreter.argstack}"


STREAMS = st.lists(
    st.tuples(st.sampled_from([b" ", b"\n", b"\r\n", b"\t ", b""]), st.sampled_from(PLAIN + ODD))
)


@given(st.lists(STREAMS, max_size=3))
@settings(max_examples=300, deadline=None)
def test_the_same_operators_with_the_same_operands(parts: list[list[tuple[bytes, bytes]]]) -> None:
    streams = [b"".join(blank + piece for blank, piece in part) for part in parts]
    assert carried_out(PageInterpreter, streams) == carried_out(PDFPageInterpreter, streams)


@pytest.mark.parametrize("piece", PLAIN)
def test_plain_pieces_go_the_quick_way(piece: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = carried_out(PDFPageInterpreter, [piece, b"1 2 Td"])
    monkeypatch.delattr(PDFPageInterpreter, "execute")
    assert carried_out(PageInterpreter, [piece, b"1 2 Td"]) == expected


def test_a_form_that_draws_itself_is_left_out() -> None:
    interpreter = recorder(PageInterpreter)
    stream = PDFStream({}, b"1 2 Td")
    stream.set_objid(7, 0)
    interpreter.parent_stream_ids.add(7)
    interpreter.execute([stream])
    assert not interpreter.calls
