"""`thaiplan evaluate`: how right an output is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli import stop
from pipelines.exits import Exit

if TYPE_CHECKING:
    from pipelines.evaluate import Evaluation

SHOWN = (
    "cer cells_exact structure proj_recall proj_prec bud_summary_r bud_summary_p bud_detail_r bud_detail_p "
    "bud_recon_r bud_recon_p sure_share sure_wrong lost totals_r totals_p risks_r measures_r find_r find_p "
    "doc_fields"
)


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--docs", default="", help="เฉพาะโฟลเดอร์เหล่านี้ / only these gold folders, comma-separated")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="รูปแบบ / form of the answer",
)
@click.option(
    "--max-silent", type=int, help="ล้มเหลวหากผิดเงียบเกินจำนวนนี้ / fail if more silent errors than this"
)
def command(out: Path, gold: Path, docs: str, form: str, max_silent: int | None) -> None:
    """วัดความถูกต้องของผลลัพธ์เทียบกับเฉลย / Measure the output folder OUT against the gold tables in GOLD.

    \b
    thaiplan evaluate OUT/ GOLD/ --format markdown
    thaiplan evaluate OUT/ GOLD/ --docs plan-1,plan-2 --max-silent 0
    """
    from pipelines.evaluate import evaluate

    try:
        result = evaluate(out, gold, tuple(name for name in docs.split(",") if name))
    except FileNotFoundError as error:
        stop(Exit.NO_INPUT, f"ไม่พบเฉลย {error}", f"no gold: {error}")
        return
    if form == "json":
        import json

        click.echo(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        click.echo(table(result, markdown=form == "markdown"))
    silent = result.promise.silent
    if max_silent is not None and silent > max_silent:
        stop(Exit.CHECK_FAILED, f"ผิดเงียบ {silent} รายการ", f"{silent} silent errors, more than {max_silent}")


def table(result: Evaluation, *, markdown: bool = False) -> str:
    """A row per measure, a column per document and one for the mean; then the promise by numerals."""
    names = [document.name for document in result.documents]
    head = ["", *names, "mean"]
    rows = []
    overall = result.overall
    for measure in SHOWN.split():
        if measure in overall:
            values = [document.scores.get(measure) for document in result.documents]
            rows.append([measure, *(_number(v) for v in values), _number(overall[measure])])
    first = _lay_out(head, rows, markdown)
    exact = result.exact_by_numerals
    lines = []
    for name, promise in [("all", result.promise), *result.promise_by_numerals.items()]:
        right, gold = exact.get(name, tuple(map(sum, zip(*exact.values(), strict=True)))) if exact else (0, 0)
        figures = [right, gold, promise.amounts, promise.sure, promise.wrong, promise.lost, promise.silent]
        lines.append([name, *map(str, figures)])
    second = ["numerals", "exact", "printed", "amounts", "sure", "sure wrong", "lost", "silent"]
    found, required, right, given = result.findings
    third = f"findings: {found} of {required} found; {right} of {given} reported are right"
    return f"{first}\n\n{_lay_out(second, lines, markdown)}\n\n{third}"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _lay_out(head: list[str], rows: list[list[str]], markdown: bool) -> str:
    if markdown:
        lines = [head, ["---"] * len(head), *rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)
    widths = [max(len(line[i]) for line in [head, *rows]) for i in range(len(head))]
    return "\n".join(
        "  ".join(text.rjust(w) for text, w in zip(line, widths, strict=True)) for line in [head, *rows]
    )
