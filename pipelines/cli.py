"""The command line `thaiplan`: one module of `pipelines.commands` per verb, loaded when it is needed.

Each of those modules has one `click` command named `command` and imports nothing heavy at its top, so that
`thaiplan --help` answers at once.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import click

from pipelines import commands
from pipelines.exits import Exit


class Verbs(click.Group):
    """The modules of `pipelines.commands` as commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, sorted."""
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="thaiplan")
def main() -> None:
    """แผนป้องกันการทุจริตของ อปท. จากไฟล์สแกนเป็นตารางที่ตรวจสอบได้

    Thai local governments' anti-corruption plans, from scanned PDF to tidy, audited tables.
    """


def say(thai: str, english: str, *, error: bool = False) -> None:
    """One message in both languages; errors go to stderr."""
    click.echo(f"{thai} / {english}", err=error)


def stop(code: Exit, thai: str, english: str) -> None:
    """Say why, and end with that exit code."""
    say(thai, english, error=True)
    sys.exit(int(code))


if __name__ == "__main__":
    main()
