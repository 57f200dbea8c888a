"""How many items a stated count may mean."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.audit.case import KIND_QUANTITY, Item


def fitting_counts(items: Sequence[Item], quantity: str, *, single: bool) -> list[int]:
    """The counts that fit: by kind, with items of unknown kind; of all where it is the `single` one."""
    if quantity == "items":
        return [len(items)]
    own = sum(item.kind == KIND_QUANTITY[quantity] for item in items)
    unnamed = sum(item.kind is None for item in items)
    options = list(range(own, own + unnamed + 1))
    return [len(items), *options] if single else options
