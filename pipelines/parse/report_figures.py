"""A figure of a report as a stated total: its value, and whether the reading alone makes it certain."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.model import Cell
from normalize.chars import canonical
from normalize.counts import parse_count, parse_percent
from normalize.digits import numeral_system, to_arabic
from normalize.money import parse_money
from pipelines.parse.amounts import in_baht
from pipelines.parse.dimension_order import Place
from pipelines.parse.evidence import cell_source
from pipelines.parse.report_grid import is_figure
from pipelines.records import Source, StatedTotal

WHOLE = 100
"""The greatest percentage of a whole."""
_TICK = r"[/\\|✓✔√☑*'’.,]"
_TICKED = re.compile(
    rf"\s*(?P<before>{_TICK}?)\s*(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<after>(?:{_TICK}|\()*)\s*"
)
"""A bracket behind a figure is a digit cut by a rule, or a mark: either way the figure is not certain."""
_CERTAIN = 0.9
"""Confidence from which a figure of a scan may stand undoubted, if its digits can be trusted."""


def without_tick(text: str) -> tuple[str, bool]:
    """A figure without a tick that somebody wrote beside it, and whether there was one.

    >>> without_tick("4/")
    ('4', True)
    >>> without_tick("1,242,300.0(")
    ('1,242,300.0', True)
    """
    text = canonical(text)
    match = _TICKED.fullmatch(to_arabic(text))
    if match is None or not (match["before"] or match["after"]):
        return text, False
    return text[match.start("figure") : match.end("figure")], True


def doubted(total: StatedTotal, doubt: str | None) -> StatedTotal:
    """A total that no sum makes certain, for what is not known of its column; as it is without a doubt."""
    return total if doubt is None else replace(total, doubtful=True, doubt=doubt, year_inferred=True)


def figure_value(quantity: str, text: str, scale: int = 1) -> Decimal | None:
    """The value of a printed figure of that quantity, money in baht; None when it cannot be read as one.
    `scale` is how many baht one unit of money is."""
    if quantity.endswith("_percent"):
        return parse_percent(text)
    if quantity.endswith("_items") or quantity in ("items", "projects", "activities", "measures"):
        count = parse_count(text)
        return Decimal(count) if count is not None else None
    money = in_baht(parse_money(text), scale)
    return money.amount if money.certain else None


def is_doubtful(source: Source, text: str) -> bool:
    """Whether a figure of a scan is not certain by its reading alone."""
    if source.unsure:
        return True
    if source.exact:
        return False
    untrusted = any(not reading.digits_trusted for reading in source.readings)
    if untrusted and numeral_system(text) in ("thai", "mixed"):
        return True
    return source.confidence is None or source.confidence < _CERTAIN


def stated_total(
    cell: Cell, table: int, quantity: str, place: Place, year_be: int | None, scale: int = 1
) -> StatedTotal | None:
    """The total that a cell of figures states; None for a dash where a percentage belongs. `scale` is how
    many baht one unit of its money is."""
    text, ticked = without_tick(cell.text)
    if quantity.endswith("_percent") and not is_figure(text):
        return None
    value = figure_value(quantity, text, scale)
    source = cell_source(cell, table)
    scope, dimension, mission = place
    impossible = value is None or (quantity == "items_percent" and value > WHOLE)
    return StatedTotal(
        origin="report",
        scope=scope,
        quantity=quantity,
        value=value,
        value_raw=cell.text,
        dimension=dimension,
        mission_code=mission,
        fiscal_year_be=year_be,
        doubtful=impossible or ticked or is_doubtful(source, text),
        source=replace(source, scale=scale),
    )
