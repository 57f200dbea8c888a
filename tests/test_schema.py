"""The declaration of the tables holds together, and everything made from it agrees with it."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal

import pytest

from pipelines import records
from pipelines.assemble import empty_rows, failed_document
from pipelines.dictionary import as_markdown, as_text
from pipelines.package import describe
from pipelines.schema import BY_NAME, TABLES
from pipelines.validate import violations


def test_names_are_unique_and_keys_exist() -> None:
    assert len(BY_NAME) == len(TABLES)
    for table in TABLES:
        assert len(set(table.column_names)) == len(table.columns)
        assert {*table.key, *table.sort} <= set(table.column_names)
        for key in table.foreign_keys:
            assert key.column in table.column_names
            assert key.target_column in BY_NAME[key.target].column_names


def test_every_column_is_described_in_both_languages() -> None:
    for table in TABLES:
        for column in table.columns:
            assert column.en and re.search("[ก-๙]", column.th), (table.name, column.name)


def test_naming_conventions() -> None:
    for table in TABLES:
        for column in table.columns:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
            if column.name.endswith("_be"):
                assert column.type == "integer"
            if column.name.endswith("_baht"):
                assert column.type == "money"
            if column.name.endswith("_date"):
                assert column.type == "date"


@pytest.mark.parametrize(
    ("column", "literal"),
    [
        (("documents", "doc_type"), records.DocType),
        (("projects", "kind"), records.ProjectKind),
        (("projects", "match_status"), records.MatchStatus),
        (("project_budgets", "amount_status"), records.AmountStatus),
        (("project_budgets", "source"), records.BudgetSource),
        (("project_sections", "section"), records.SectionName),
        (("tables", "kind"), records.TableKind),
    ],
)
def test_code_lists_agree_with_the_records(column: tuple[str, str], literal: object) -> None:
    codes = BY_NAME[column[0]].column(column[1]).codes
    assert codes is not None
    assert set(codes.values) == set(literal.__args__)  # type: ignore[attr-defined]


def test_records_have_the_columns_of_their_table() -> None:
    own = {"project_id", "document_id", "position", "source", "page", "bbox", "confidence", "project"}
    for kind, table in (
        (records.Finding, "findings"),
        (records.MeasureRow, "measures"),
        (records.Risk, "risks"),
    ):
        names = {field.name for field in dataclasses.fields(kind)}
        missing = set(BY_NAME[table].column_names) - names - own
        assert all(name.endswith("_id") or name.startswith("match_") for name in missing), missing


def test_dictionary_and_package_name_every_column() -> None:
    text, markdown = as_text(TABLES), as_markdown(TABLES)
    package = describe(TABLES, ("csv",))
    for table, resource in zip(TABLES, package["resources"], strict=True):
        assert [field["name"] for field in resource["schema"]["fields"]] == list(table.column_names)
        for name in table.column_names:
            assert name in text
            assert f"`{name}`" in markdown


def test_a_failed_document_is_valid() -> None:
    assert violations(failed_document("dabc", "a.pdf", None, "empty_file", "ว่าง / empty")) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"status": "fine"}, "not in the list"),
        ({"n_pages": -1}, "below"),
        ({"n_pages": "3"}, "no integer"),
        ({"document_id": "A B"}, "does not match"),
        ({"title": ""}, "empty text"),
        ({"source_file": None}, "missing"),
        ({"mean_confidence": float("nan")}, "not finite"),
    ],
)
def test_violations_are_seen(change: dict[str, object], says: str) -> None:
    rows = failed_document("dabc", "a.pdf", None, "empty_file", "ว่าง / empty")
    rows["documents"][0].update(change)
    assert any(says in line for line in violations(rows))


def test_references_and_keys_are_checked() -> None:
    rows = empty_rows()
    page = dict.fromkeys(BY_NAME["pages"].column_names)
    page.update(document_id="dabc", page=1, status="ok", rotation_deg=0, skew_deg=0.0, n_tables=0)
    rows["pages"] = [page, dict(page)]
    lines = violations(rows)
    assert any("is nowhere" in line for line in lines)
    assert any("twice" in line for line in lines)


def test_money_is_bounded() -> None:
    rows = empty_rows()
    budget = dict.fromkeys(BY_NAME["project_budgets"].column_names)
    budget.update(amount_baht=Decimal(10) ** 16)
    rows["project_budgets"] = [budget]
    assert any("too many digits" in line for line in violations(rows))
