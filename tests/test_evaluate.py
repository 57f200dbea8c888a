"""The measures of `thaiplan evaluate` on small hand-made tables."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.evaluate import evaluate, grade
from pipelines.evaluation.load import Tables, pair_up, squash
from pipelines.exits import Exit
from pipelines.schema import BY_NAME, TABLES
from pipelines.write import TableWriter


def row(table: str, **values: Any) -> dict[str, Any]:
    """A row with nulls where nothing is given."""
    return {**dict.fromkeys(BY_NAME[table].column_names), **values}


def small(document_id: str = "dabc") -> Tables:
    """One plan of two items, all kinds of rows."""
    tables: Tables = {table.name: [] for table in TABLES}
    tables["documents"] = [
        row(
            "documents", document_id=document_id, source_file="a.pdf", sha256="0" * 64, doc_type="action_plan"
        )
    ]
    tables["pages"] = [
        row(
            "pages",
            document_id=document_id,
            page=1,
            page_kind="scan",
            text="โครงการ อบรม",
            rotation_deg=0,
            n_tables=1,
        )
    ]
    for number, (name, raw, amount) in enumerate(
        [("โครงการอบรม", "๑๐,๐๐๐", "10000"), ("กิจกรรมปลูกป่า", "500", "500")], 1
    ):
        project = f"{document_id}-p{number:04d}"
        tables["projects"].append(
            row(
                "projects",
                document_id=document_id,
                project_id=project,
                name=name,
                dimension=number,
                seq=number,
            )
        )
        tables["project_budgets"].append(
            row(
                "project_budgets",
                document_id=document_id,
                project_id=project,
                fiscal_year_be=2566,
                source="summary",
                amount_baht=Decimal(amount),
                amount_status="amount",
                doubtful=False,
                amount_raw=raw,
            )
        )
        for column, text in enumerate([name, raw]):
            tables["cells"].append(
                row(
                    "cells",
                    document_id=document_id,
                    table_id=f"{document_id}-t1",
                    page=1,
                    row=number,
                    col=column,
                    row_span=1,
                    col_span=1,
                    is_header=False,
                    text=text,
                    table_kind="summary",
                )
            )
    return tables


def scores(change: Any) -> dict[str, float | None]:
    """The figures after a change to a perfect output."""
    output = small()
    change(output)
    return grade("x", small(), output).scores


def test_a_perfect_output_has_perfect_figures() -> None:
    perfect = scores(lambda output: None)
    for name in (
        "cells_exact",
        "cells_prec",
        "structure",
        "proj_recall",
        "proj_prec",
        "bud_summary_r",
        "sure_share",
    ):
        assert perfect[name] == 1.0
    assert perfect["cer"] == perfect["sure_wrong"] == perfect["lost"] == 0


def test_white_space_costs_nothing_and_letters_do() -> None:
    assert scores(lambda o: o["pages"][0].update(text="โครง การอบรม"))["cer"] == 0
    assert scores(lambda o: o["pages"][0].update(text="โครงการอบรx"))["cer"] == pytest.approx(1 / 11)
    assert scores(lambda o: o["pages"][0].update(text=None))["cer"] == 1.0


def test_a_wrong_amount_is_silent_unless_doubtful() -> None:
    def wrong(output: Tables, doubtful: bool) -> None:
        output["project_budgets"][0].update(amount_baht=Decimal(15000), doubtful=doubtful)

    assert scores(lambda o: wrong(o, False))["sure_wrong"] == 0.5
    marked = scores(lambda o: wrong(o, True))
    assert marked["sure_wrong"] == 0.0
    assert marked["sure_share"] == 0.5
    assert marked["bud_summary_r"] == 0.5


def test_a_lost_amount_is_silent() -> None:
    assert scores(lambda o: o["project_budgets"].pop())["lost"] == 1


def test_a_blank_where_an_amount_is_printed_is_wrong() -> None:
    change = {"amount_baht": None, "amount_status": "blank"}
    assert scores(lambda o: o["project_budgets"][0].update(change))["sure_wrong"] == 0.5


def test_misread_names_still_own_their_amounts() -> None:
    changed = scores(lambda o: o["projects"][0].update(name="โครงกรอบxx"))
    assert changed["proj_recall"] == 0.5
    assert changed["bud_summary_r"] == 1.0


def test_the_promise_is_split_by_numerals() -> None:
    output = small()
    output["project_budgets"][0].update(amount_baht=Decimal(1))
    amounts = grade("x", small(), output).amounts
    assert amounts.by_numerals["thai"].wrong == 1
    assert amounts.by_numerals["arabic"].wrong == 0


def test_a_missing_document_scores_nothing() -> None:
    empty = grade("x", small(), {table.name: [] for table in TABLES})
    assert not empty.found
    assert empty.scores["cer"] == 1.0
    assert empty.scores["proj_recall"] == 0.0
    assert empty.amounts.promise.silent == 2


def test_pairs_are_one_to_one_and_best_first() -> None:
    assert pair_up(["abcdefghij", "abcdefghix"], ["abcdefghix", "abcdefghij"], 80) == [(1, 0), (0, 1)]
    assert pair_up([], ["a"], 50) == []


def test_twins_keep_their_order_though_one_was_misread() -> None:
    printed = ["first of all", "measure of steps", "measure of steps"]
    assert sorted(pair_up(printed, ["measure of stens", "measure of steps"], 80)) == [(1, 0), (2, 1)]
    assert squash(" ก\u0e4d \n า ") == squash("ก\u0e4dา")


def test_folders_and_the_command(tmp_path: Path) -> None:
    for folder in (tmp_path / "out", tmp_path / "gold" / "x"):
        folder.mkdir(parents=True)
        for table in TABLES:
            with TableWriter(table, folder, ("csv",)) as writer:
                writer.write(
                    {k: v for k, v in r.items() if k in table.column_names} for r in small()[table.name]
                )
    result = evaluate(tmp_path / "out", tmp_path / "gold")
    assert result.documents[0].found
    assert result.overall["proj_recall"] == 1.0
    arguments = ["evaluate", str(tmp_path / "out"), str(tmp_path / "gold")]
    shown = CliRunner().invoke(main, arguments)
    assert shown.exit_code == 0, shown.output
    assert "proj_recall" in shown.output and "thai" in shown.output
    assert CliRunner().invoke(main, [*arguments, "--max-silent", "-1"]).exit_code == Exit.CHECK_FAILED
    (tmp_path / "empty").mkdir()
    arguments[2] = str(tmp_path / "empty")
    assert CliRunner().invoke(main, arguments).exit_code == Exit.NO_INPUT
