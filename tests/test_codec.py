"""Pages survive the way to JSON and back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.codec import page_from_json, page_to_json
from extract.model import Alternative, Cell, Line, Page, Reading, Table

number = st.floats(0, 1, allow_nan=False)
text = st.text(st.characters(codec="utf-8"), max_size=8)
box = st.none() | st.tuples(number, number, number, number)
reading = st.builds(
    Reading,
    text,
    number,
    st.lists(number, max_size=3).map(tuple),
    st.lists(st.builds(Alternative, text, number), max_size=2).map(tuple),
    st.booleans(),
)
line = st.builds(Line, text, box, st.none() | number, st.none() | reading)
small = st.integers(0, 4)
cell = st.builds(
    Cell,
    small,
    small,
    st.integers(1, 3),
    st.integers(1, 3),
    st.lists(line, max_size=2).map(tuple),
    box,
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(1, 9),
)
table = st.builds(
    Table,
    st.lists(cell, max_size=3).map(tuple),
    small,
    small,
    box,
    st.sampled_from(["ok", "partial"]),
    st.none() | text,
    st.booleans(),
    st.none() | st.integers(1, 9),
)
page = st.builds(
    Page,
    st.none() | st.integers(1, 9),
    st.sampled_from(["text", "scan", "mixed", "blank"]),
    st.none() | number,
    st.none() | number,
    st.sampled_from([0, 90, 180, 270]),
    number,
    st.lists(line | table, max_size=3).map(tuple),
    st.sampled_from(["ok", "partial", "failed"]),
    st.none() | text,
    st.none() | text,
    st.none() | text,
    small,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page)
def test_round_trip(value: Page) -> None:
    written = page_to_json(value)
    assert page_from_json(written) == value
    assert page_to_json(page_from_json(written)) == written


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"codec":0,"page":{}}', '{"codec":1,"page":3}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        page_from_json(text)
