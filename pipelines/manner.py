"""How the command line talks: in which language, how much, and as text or as JSON lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import click

Language = Literal["th", "en"]
_LANGUAGES: tuple[Language, ...] = ("th", "en")


@dataclass(frozen=True, slots=True)
class Manner:
    """`lang` None says everything in both languages. `log_json` writes messages and the steps of a run to
    stderr, one JSON object per line; `verbose` tells the steps as text; `quiet` leaves warnings and errors.
    """

    lang: Language | None = None
    quiet: bool = False
    verbose: bool = False
    log_json: bool = False


def make_manner(lang: str | None, *, quiet: bool, verbose: bool, log_json: bool) -> Manner:
    """The manner that the options of the command line stand for."""
    return Manner(next((known for known in _LANGUAGES if known == lang), None), quiet, verbose, log_json)


def manner() -> Manner:
    """The manner of the command that is running; the default outside of one."""
    context = click.get_current_context(silent=True)
    found = context.find_root().obj if context is not None else None
    return found if isinstance(found, Manner) else Manner()


def words(thai: str, english: str) -> str:
    """The text in the language asked for, or in both."""
    lang = manner().lang
    return f"{thai} / {english}" if lang is None else thai if lang == "th" else english


def say(thai: str, english: str, *, error: bool = False) -> None:
    """One message; errors go to stderr, and only they are said when it should be quiet."""
    how = manner()
    if how.log_json:
        _log({"level": "error" if error else "info", "th": thai, "en": english})
    elif error or not how.quiet:
        click.echo(words(thai, english), err=error)


def warn(text: str) -> None:
    """A message that came up during a run, as it is, on stderr."""
    if manner().log_json:
        _log({"level": "warning", "text": text})
    else:
        click.echo(text, err=True)


def tell(text: str) -> None:
    """What a command has to say at its end, where it should not be quiet."""
    how = manner()
    if not (how.quiet or how.log_json):
        click.echo(text)


def event(name: str, **facts: object) -> None:
    """A step of a run, for `--log-json` and `--verbose`; nothing otherwise."""
    how = manner()
    if how.log_json:
        _log({"level": "info", "event": name, **facts})
    elif how.verbose:
        click.echo(f"{name}: " + ", ".join(f"{key} {value}" for key, value in facts.items()), err=True)


def _log(record: dict[str, object]) -> None:
    line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **record}
    click.echo(json.dumps(line, ensure_ascii=False, default=str), err=True)
