"""`thaiplan tables`: the data dictionary."""

from __future__ import annotations

import click


@click.command()
@click.argument("names", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="รูปแบบ / form of the answer",
)
def command(names: tuple[str, ...], form: str) -> None:
    """พจนานุกรมข้อมูลของตารางผลลัพธ์ / The data dictionary of the output tables (all, or NAMES).

    \b
    thaiplan tables
    thaiplan tables project_budgets findings --format markdown
    """
    from pipelines.dictionary import as_markdown, as_text
    from pipelines.package import describe
    from pipelines.schema import BY_NAME, TABLES

    unknown = [name for name in names if name not in BY_NAME]
    if unknown:
        raise click.BadParameter(
            f"ไม่มีตาราง / no table {', '.join(unknown)}; มี / there are: {', '.join(BY_NAME)}"
        )
    chosen = [BY_NAME[name] for name in names] or list(TABLES)
    if form == "json":
        import json

        click.echo(json.dumps(describe(chosen, ()), ensure_ascii=False, indent=2))
    else:
        click.echo((as_text if form == "text" else as_markdown)(chosen))
