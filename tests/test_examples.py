"""The notebook answers its questions on a real run."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from pipelines import convert
from pipelines.options import Options

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "examples" / "five-questions.ipynb"


def answers(out: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the cells of the notebook show, on the run in `out`."""
    monkeypatch.setenv("THAIPLAN_OUT", str(out))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(cwd=str(NOTEBOOK.parent))
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return ["".join(str(output) for output in cell.outputs) for cell in cells]


def test_the_notebook_holds_no_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    assert sum(cell.source.startswith("## ") for cell in notebook.cells) == 5


def test_the_notebook_runs_on_the_sample_with_a_text_layer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [ROOT / "data" / "raw" / name for name in ("action-plan-text.pdf", "action-plan-ocr.txt")]
    convert(texts, tmp_path, jobs=1, options=Options(engine="none"))
    shown = answers(tmp_path, monkeypatch)
    assert "action-plan-text.pdf" in shown[1]
    assert "2566" in shown[3]
    assert "dimension_count" in shown[8]
    assert all(shown[1:])


@pytest.mark.slow
def test_the_notebook_runs_on_all_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    convert(ROOT / "data" / "raw", tmp_path)
    shown = answers(tmp_path, monkeypatch)
    assert "action-plan-scan.pdf" in shown[2]
