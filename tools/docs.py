"""The pages of the documentation that come from the program: `python -m tools.docs` writes them to docs/.

The data dictionary, the commands, the checks and the rules of normalisation stand in declarations and
docstrings, the figures in the README; a test fails when a committed page says something else.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import click

import normalize
from pipelines.audit import batch
from pipelines.audit.registry import CHECKS, SEVERITY
from pipelines.cli import main as thaiplan
from pipelines.dictionary import as_markdown
from pipelines.report.names import CHECKS as CHECK_NAMES
from pipelines.schema import TABLES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
_MADE = "<!-- made by `python -m tools.docs`; change the program, not this page -->\n\n"


def data_dictionary() -> str:
    """Every table, column, unit and code list."""
    head = (
        "# Data dictionary\n\nพจนานุกรมข้อมูล. One section per table, one row per column.\n\n"
        "Every table is written as `<name>.csv` (UTF-8 with BOM) and `<name>.parquet` (typed).\n"
        "Missing is empty (null), never 0; years ending in `_be` are of the Buddhist Era; money is baht.\n\n"
    )
    return head + as_markdown(TABLES)


def commands() -> str:
    """Every command with its options."""
    context = click.Context(thaiplan, info_name="thaiplan")
    parts = ["# Commands", "", "คำสั่งทั้งหมด. The same text as `thaiplan COMMAND --help`.", ""]
    parts += [_command("thaiplan", thaiplan)]
    for name in thaiplan.list_commands(context):
        command = thaiplan.get_command(context, name)
        assert command is not None
        parts.append(_command(f"thaiplan {name}", command))
    return "\n".join(parts)


def _command(name: str, command: click.Command) -> str:
    arguments = [
        p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)
    ]
    group = " COMMAND" if isinstance(command, click.Group) else ""
    lines = [f"## {name}", "", f"    {' '.join([name, '[OPTIONS]', *arguments])}{group}", ""]
    lines += list(_paragraphs(inspect.cleandoc(command.help or "")))
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        lines += ["| option | meaning |", "|---|---|"]
        lines += [f"| `{', '.join(option.opts)}` | {_meaning(option)} |" for option in options]
        lines.append("")
    return "\n".join(lines)


def _meaning(option: click.Option) -> str:
    text = option.help or ""
    if isinstance(option.type, click.Choice):
        text += f" ({', '.join(f'`{choice}`' for choice in option.type.choices)})"
    if option.show_default and not option.is_flag:
        text += f" [default: `{option.default}`]"
    return text.replace("|", "\\|").replace("<", "&lt;")


def checks() -> str:
    """Every check of the audit, its rule and severity."""
    lines = ["# Checks of the audit", "", "สิ่งที่ตรวจ. One section per `check` of the table `findings`.", ""]
    lines += ["The `cause` of a finding is the document, the reading (`extraction`) or `unknown`.", ""]
    seen = set()
    for function in CHECKS:
        lines += _check(function.__name__, inspect.getdoc(function) or "")
        seen.add(function.__name__)
    for name in sorted(set(SEVERITY) - seen):
        function = getattr(batch, name, None) or getattr(batch, f"_{name}", None)
        lines += _check(name, inspect.getdoc(function) if function else inspect.getdoc(batch))
    return "\n".join(lines)


def _check(name: str, rule: str | None) -> list[str]:
    thai, english = CHECK_NAMES[name]
    lines = [f"## {name}", "", f"{thai} / {english}. Severity: `{SEVERITY[name]}`.", ""]
    return [*lines, *_paragraphs(rule or "")]


def rules() -> str:
    """The rules of normalisation, from the docstrings of `normalize`."""
    lines = ["# Rules of normalisation", ""]
    lines += [
        "กฎการทำข้อมูลให้เป็นมาตรฐาน. What turns printed text into values, with the sources of each rule.",
        "",
    ]
    for name in sorted(module.name for module in pkgutil.iter_modules(normalize.__path__)):
        module = importlib.import_module(f"normalize.{name}")
        lines += [f"## normalize.{name}", "", *_paragraphs(inspect.getdoc(module) or "")]
        for function in _functions(module):
            lines += [f"### {function.__name__}", "", *_paragraphs(inspect.getdoc(function) or "")]
    data = (ROOT / "normalize" / "data" / "README.md").read_text(encoding="utf-8")
    return "\n".join([*lines, data.replace("# Where", "## Where", 1)])


def accuracy() -> str:
    """What the README says of accuracy and speed, to be shown among the limits."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.split("\n## Accuracy and speed\n", 1)[1].split("\n## ", 1)[0].strip()


def _functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, value in vars(module).items():
        own = getattr(value, "__module__", None) == module.__name__ and not name.startswith("_")
        if own and not inspect.isclass(value) and callable(value) and inspect.getdoc(value):
            yield value


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a docstring as Markdown; doctests and examples of commands as code."""
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(">>>"):
            yield f"```python\n{paragraph}\n```\n"
        elif paragraph.startswith("\b\n"):
            yield f"```sh\n{paragraph.removeprefix(chr(8)).strip()}\n```\n"
        else:
            yield paragraph.rstrip().replace("<", "&lt;") + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "accuracy.md": accuracy,
    "data-dictionary.md": data_dictionary,
    "commands.md": commands,
    "checks.md": checks,
    "rules.md": rules,
}


def page(name: str) -> str:
    """The text of a page made by the program."""
    return _MADE + PAGES[name]().rstrip() + "\n"


if __name__ == "__main__":
    for name in PAGES:
        (DOCS / name).write_text(page(name), encoding="utf-8")
