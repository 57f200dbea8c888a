"""The command line `thaiplan`: one module of `pipelines.commands` per verb, loaded when it is needed.

Each of those modules has one `click` command named `command` and imports nothing heavy at its top, so that
`thaiplan --help` answers at once.
"""

from __future__ import annotations

import gettext
import importlib
import io
import os
import pkgutil
import sys
from pathlib import Path
from typing import Any

import click

from pipelines import commands
from pipelines.exits import Exit
from pipelines.manner import make_manner, say
from pipelines.settings import FILE, load_settings

__all__ = ["input_option", "main", "say", "stop"]

input_option = click.option(
    "--input",
    "inputs",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="โฟลเดอร์ไฟล์ต้นฉบับ / folder of the source files (default: that of the run)",
)
"""Where the pages of a finished run are looked for."""


class Verbs(click.Group):
    """The modules of `pipelines.commands` as commands."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; what click says before `--lang` is known is said in both languages."""
        speak(os.environ.get("THAIPLAN_LANG"))
        return super().main(*args, **kwargs)

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
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    is_eager=True,
    expose_value=False,
    callback=load_settings,
    help=f"ไฟล์ค่าตั้งต้น / file of defaults (default: {FILE} where there is one)",
)
@click.option(
    "--lang",
    type=click.Choice(["th", "en"]),
    envvar="THAIPLAN_LANG",
    help="ภาษาของข้อความ / language of messages (default: both)",
)
@click.option("--quiet", is_flag=True, help="เฉพาะปัญหา / say nothing but problems")
@click.option("--verbose", is_flag=True, help="บอกทุกขั้น / tell every step")
@click.option("--log-json", is_flag=True, help="บันทึกเป็น JSON ทีละบรรทัดที่ stderr / log JSON lines to stderr")
@click.pass_context
def main(context: click.Context, lang: str | None, quiet: bool, verbose: bool, log_json: bool) -> None:
    """แผนป้องกันการทุจริตของ อปท. จากไฟล์สแกนเป็นตารางที่ตรวจสอบได้

    Thai local governments' anti-corruption plans, from scanned PDF to tidy, audited tables.

    \b
    thaiplan convert data/raw --out data/out
    thaiplan --lang th --log-json convert PLANS/ --out OUT/ 2> log.jsonl
    """
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows has the code page of the machine, which need not have Thai letters.
        if isinstance(stream, io.TextIOWrapper) and "utf" not in stream.encoding.lower():
            stream.reconfigure(encoding="utf-8", errors="replace")
    speak(lang)
    context.obj = make_manner(lang, quiet=quiet, verbose=verbose, log_json=log_json)


def speak(lang: str | None) -> None:
    """Let click say its own words (`Error:` …), which it takes from gettext, in a language or both."""
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    os.environ["LANGUAGE"] = lang if lang in ("th", "en") else "th_en"


def stop(code: Exit, thai: str, english: str) -> None:
    """Say why, and end with that exit code."""
    say(thai, english, error=True)
    sys.exit(int(code))


def stop_for(error: ImportError, extra: str) -> None:
    """End because an optional package is missing; says which extra holds it."""
    stop(
        Exit.MISSING_PART,
        f"ขาดแพ็กเกจ {error.name}: ติดตั้งด้วย pip install 'thaiplan[{extra}]'",
        f"package {error.name} is missing: pip install 'thaiplan[{extra}]'",
    )


if __name__ == "__main__":
    main()
