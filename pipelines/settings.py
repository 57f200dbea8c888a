"""Defaults for the command line from a file: `thaiplan.toml` in the working folder, or `--config FILE`.

Keys are the long names of options: those of `thaiplan` itself at the top, those of a command in a table of
its name. What stands on the command line goes before the file, the file before the defaults.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click

FILE = "thaiplan.toml"


def load_settings(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """Callback of the eager option `--config`: makes the file's values the defaults of all commands.

    Raises click.UsageError for a file that is no TOML, an unknown command or an unknown option.
    """
    given = path or Path(FILE)
    if path is None and not given.is_file():
        return None
    try:
        data = tomllib.loads(given.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise click.UsageError(f"{given}: อ่านไม่ได้ / cannot be read: {error}") from error
    context.default_map = _defaults(context, context.command, data, str(given))
    return given


def _defaults(
    context: click.Context, command: click.Command, data: dict[str, Any], where: str
) -> dict[str, Any]:
    """The values by parameter name, as click wants them."""
    known = {
        name.lstrip("-"): option for option in command.params for name in option.opts if name[:2] == "--"
    }
    found: dict[str, Any] = {}
    for key, value in data.items():
        inner = command.get_command(context, key) if isinstance(command, click.Group) else None
        if isinstance(value, dict) and inner is not None:
            found[key] = _defaults(context, inner, value, f"{where} [{key}]")
        elif key in known and not isinstance(value, dict) and known[key].name:
            found[str(known[key].name)] = value
        else:
            raise click.UsageError(
                f"{where}: ไม่รู้จัก / unknown: {key}; มี / there are: {', '.join(sorted(known))}"
            )
    return found
