"""Documents to tidy tables, audit, reports and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.conversion import Result, convert

__all__ = ["Result", "convert"]


def __getattr__(name: str) -> Any:
    """`convert` and `Result`, loaded when first asked for, so that importing a submodule stays quick."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("pipelines.conversion"), name)
    raise AttributeError(name)
