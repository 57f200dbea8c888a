"""The report's templates are compiled once, and anew where their source changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from pipelines.report.environment import KeptTemplates, templates


def _environment(folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Environment, list[str]]:
    """An environment as of a new process, and the templates that it compiles."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    environment = Environment(
        loader=FileSystemLoader(folder), bytecode_cache=KeptTemplates(kept), autoescape=True
    )
    compiled: list[str] = []
    compile_ = environment.compile

    def noted(source: str, name: str | None = None, filename: str | None = None) -> object:
        compiled.append(name or "")
        return compile_(source, name, filename)

    monkeypatch.setattr(environment, "compile", noted)
    return environment, compiled


def test_a_template_is_compiled_once_for_each_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "page.html"
    for text, times in (("{{ n }} plans", 1), ("{{ n }} plans", 0), ("{{ n }} reports", 1)):
        source.write_text(text, encoding="utf-8")
        environment, compiled = _environment(tmp_path, tmp_path / "kept", monkeypatch)
        assert environment.get_template("page.html").render(n=3) == text.replace("{{ n }}", "3")
        assert len(compiled) == times


def test_templates_are_used_where_none_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.html").write_text("{{ n }} plans", encoding="utf-8")
    (tmp_path / "kept").write_bytes(b"no folder")
    environment, compiled = _environment(tmp_path, tmp_path / "kept", monkeypatch)
    assert environment.get_template("page.html").render(n=3) == "3 plans"
    assert compiled == ["page.html"]


def test_the_reports_templates_escape() -> None:
    assert templates().from_string("{{ text }}").render(text="<b>") == "&lt;b&gt;"
