"""Summary tables that list the items of those above once more: by department, by year, as an appendix."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from normalize.chars import fold
from pipelines.parse.groups import Group, SummaryItem
from pipelines.records import Remark

_LEAST_ITEMS = 2
Costs = dict[int, Decimal | None]


def without_repeated_tables(groups: Sequence[Group], remarks: list[Remark]) -> list[Group]:
    """The groups without those of tables whose items, all of them, stand with the same names and amounts in
    the tables above. The unit that such a table names is taken; each is told in a remark.

    A table with headings of dimensions or missions of its own lists the same items only below the same ones:
    plans have one project in two dimensions."""
    tables: dict[int | None, list[SummaryItem]] = {}
    for group in groups:
        for item in group.items:
            tables.setdefault(item.source.table, []).append(item)
    known: dict[str, SummaryItem] = {}
    again: set[int] = set()
    last: SummaryItem | None = None
    for items in tables.values():
        headed = last is not None and any(_place(item) != _place(last) for item in items)
        last = items[-1]
        named = {_name(item): item for item in items}
        repeated = [
            above
            for name, item in named.items()
            if (above := known.get(name)) is not None and _same_costs(above, item)
            if not headed or _place(above) == _place(item)
        ]
        if len(named) == len(items) == len(repeated) >= _LEAST_ITEMS:
            again |= {id(item) for item in items}
            for item, above in zip(named.values(), repeated, strict=True):
                above.unit = above.unit or item.unit
            text = "\n".join(map(_told, items))
            remarks.append(Remark(items[0].source.page, text, "items listed once more"))
        known = named | known
    return [group for group in groups if not any(id(item) in again for item in group.items)]


def _told(item: SummaryItem) -> str:
    raws = [pairing.amount.raw for pairing in item.amounts.values() if pairing.amount is not None]
    return " | ".join([item.segment.body.strip(), *raws])


def _name(item: SummaryItem) -> str:
    return fold(item.segment.body)


def _place(item: SummaryItem) -> tuple[int | None, str | None]:
    return item.dimension, item.mission


def _same_costs(one: SummaryItem, other: SummaryItem) -> bool:
    costs = _costs(other)
    return bool(costs) and _costs(one) == costs


def _costs(item: SummaryItem) -> Costs:
    return {
        year: pairing.amount.money.amount if pairing.amount is not None else None
        for year, pairing in item.amounts.items()
    }
