"""Draw the learning curve and the accuracy against degradation: `python -m bench.ocr.plots SCORES CURVE OUT`.

SCORES is what `python -m bench.ocr --json` wrote; CURVE a table of lines seen, training loss
and held-out character error rates (`learning_curve_pages.csv`); OUT a folder for the two pictures. Needs the
`train` extra.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt

LEVELS = ("light", "typical", "bad", "harsh")
ENGINES = {
    "reader": ("this reader", "#0b6e4f"),
    "tha": ("Tesseract tha", "#c44536"),
    "tha+eng": ("Tesseract tha+eng", "#e09f3e"),
}


def against_degradation(scores: list[dict[str, Any]], target: Path) -> None:
    """Character errors of text, and amounts that are not exact, by level and engine."""
    fig, axes = plt.subplots(1, 4, figsize=(13, 3.4), layout="constrained")
    panels = (
        ("prose", "cer", "prose: character errors, %"),
        ("table text", "cer", "table text: character errors, %"),
        ("Thai amounts", "wrong", "amounts in Thai digits not exact, %"),
        ("Arabic amounts", "wrong", "amounts in Arabic digits not exact, %"),
    )
    for axis, (kind, measure, title) in zip(axes, panels, strict=True):
        for engine, (name, colour) in ENGINES.items():
            rows = {s["level"]: s for s in scores if s["engine"] == engine and s["kind"] == kind}
            levels = [level for level in LEVELS if level in rows]
            values = [rows[v]["cer"] if measure == "cer" else 100 - rows[v]["exact"] for v in levels]
            axis.plot(levels, [max(v, 0.03) for v in values], "o-", color=colour, label=name)
        axis.set_yscale("log")
        axis.set_ylim(0.025, 110)
        axis.set_title(title, fontsize=10)
        axis.grid(alpha=0.3, which="both", linewidth=0.4)
    axes[0].legend(fontsize=8)
    fig.savefig(target)
    plt.close(fig)


def learning_curve(path: Path, target: Path) -> None:
    """Training loss and held-out errors against the lines seen."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    fig, axis = plt.subplots(figsize=(7, 3.6), layout="constrained")
    for column in rows[0]:
        points = [(float(r["lines"]) / 1000, float(r[column])) for r in rows if r[column]]
        if column in {"lines", "cpu_seconds"}:
            continue
        held_out = column != "loss_per_character"
        label = f"held-out {column.replace('_', ' ')}, %" if held_out else "training loss per character"
        axis.plot(
            *zip(*points, strict=True), "o-" if held_out else "-", label=label, markersize=4, linewidth=1.2
        )
    axis.set_yscale("log")
    axis.set_xlabel("thousands of lines seen in this schedule")
    axis.legend(fontsize=8)
    axis.grid(alpha=0.3, which="both", linewidth=0.4)
    fig.savefig(target)
    plt.close(fig)


def main() -> None:
    """Write `reader-degradation.svg` and `reader-learning.svg`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scores", type=Path)
    parser.add_argument("curve", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    against_degradation(json.loads(args.scores.read_text("utf8")), args.out / "reader-degradation.svg")
    learning_curve(args.curve, args.out / "reader-learning.svg")


if __name__ == "__main__":
    main()
