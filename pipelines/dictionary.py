"""The data dictionary as text or Markdown, from the declaration of the tables."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.declare import Column, Table


def as_text(tables: Iterable[Table]) -> str:
    """The dictionary for a terminal."""
    blocks = []
    for table in tables:
        lines = [f"{table.name}: {table.en} / {table.th}", f"  key: {', '.join(table.key)}"]
        width = max(len(column.name) for column in table.columns)
        lines += [
            f"  {column.name:<{width}}  {_kind(column)}  {column.en} / {column.th}"
            for column in table.columns
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_markdown(tables: Iterable[Table]) -> str:
    """The dictionary as Markdown, code lists included."""
    lines: list[str] = []
    for table in tables:
        lines += [
            f"## {table.name}",
            "",
            f"{table.en} · {table.th}",
            "",
            f"Key: `{'`, `'.join(table.key)}`",
            "",
        ]
        lines += ["| column | type | meaning | ความหมาย |", "|---|---|---|---|"]
        lines += [
            f"| `{c.name}` | {_kind(c)} | {_cell(c.en + _codes(c))} | {_cell(c.th)} |" for c in table.columns
        ]
        lines.append("")
    return "\n".join(lines)


def _kind(column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    return f"{column.type}{unit}{' required' if column.required else ''}"


def _codes(column: Column) -> str:
    if column.codes is None:
        return ""
    return ": " + "; ".join(f"`{code.value}` {code.en} ({code.th})" for code in column.codes.codes)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
