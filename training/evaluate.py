"""Measure exported models on held-out lines, and find the calibration of their confidence.

Held-out lines are drawn from other seeds than training's, and for half of the report only in the two font
families that training never draws with. `python -m training.evaluate number --fonts FONTS` prints a
table; `--calibrate` writes temperature, slope and offset into the model card.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from extract.engines.ctc import Floats, beam_search, greedy, softmax
from extract.engines.line_image import normalise_line
from extract.engines.reader import MODELS, Network
from training.fonts import load_faces
from training.generate import LEVELS, Net, Sample, samples
from training.render import Pen

SEED = 990_001


def held_out(net: Net, fonts: Path, count: int, unseen: bool, level: str | None = None) -> list[Sample]:
    """`count` samples of the held-out split: seen families, or the two unseen ones."""
    weights = (1.0, 1.0, 1.0) if level is None else tuple(float(name == level) for name in LEVELS)
    stream = samples(net, Pen(load_faces(fonts), held_out=unseen), SEED + unseen, 1, weights)
    return [next(stream) for _ in range(count)]


def logits_of(network: Network, items: list[Sample]) -> list[Floats | None]:
    """The network's raw output for each crop; None where the crop was found blank."""
    images = [normalise_line(item.crop, network.height) for item in items]
    found: list[Floats | None] = [None] * len(items)
    present = [i for i, image in enumerate(images) if image is not None]
    for i, values in zip(present, network.logits([x for x in images if x is not None]), strict=True):
        found[i] = values
    return found


def scores(items: list[Sample], texts: list[str]) -> dict[str, float]:
    """CER without spaces and share of exact lines, in percent."""
    errors = length = exact = 0
    for item, text in zip(items, texts, strict=True):
        truth, read = item.label.replace(" ", ""), text.replace(" ", "")
        errors += Levenshtein.distance(truth, read)
        length += len(truth)
        exact += truth == read
    return {"cer": 100 * errors / max(1, length), "exact": 100 * exact / max(1, len(items)), "n": len(items)}


def calibrate(network: Network, net: Net, items: list[Sample]) -> dict[str, float]:
    """Temperature by likelihood of the exact text, then a logistic fit of "the text is right"."""
    raw = logits_of(network, items)
    best: tuple[float, dict[str, float]] | None = None
    for temperature in (1.0, 1.25, 1.5, 2.0):
        points = []
        for item, values in zip(items, raw, strict=True):
            if values is None:
                continue
            probs = softmax(values, temperature)
            text, chars = greedy(probs, network.charset)
            p = float(np.prod(chars)) if chars else 1e-9
            if net == "number":
                text, p = beam_search(probs, network.charset)[0]
            right = text.replace(" ", "") == item.label.replace(" ", "")
            p = min(max(p, 1e-9), 1 - 1e-9)
            points.append((math.log(p / (1 - p)), right))
        slope, offset, loss = _logistic(
            np.array([z for z, _ in points]), np.array([r for _, r in points], float)
        )
        if best is None or loss < best[0]:
            best = (loss, {"temperature": temperature, "slope": round(slope, 4), "offset": round(offset, 4)})
    if best is None:
        raise ValueError("no lines to calibrate on")
    return best[1]


def _logistic(z: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> tuple[float, float, float]:
    """Newton's method for two parameters, with a weak pull to the identity."""
    w = np.array([1.0, 0.0])
    x = np.stack([z, np.ones_like(z)], axis=1)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -40, 40)))
        gradient = x.T @ (p - right) + 0.5 * (w - np.array([1.0, 0.0]))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(2)
        w = w - np.linalg.solve(hessian, gradient)
    p = np.clip(1 / (1 + np.exp(-(x @ w))), 1e-12, 1 - 1e-12)
    loss = -float(np.mean(right * np.log(p) + (1 - right) * np.log(1 - p)))
    return float(w[0]), float(w[1]), loss


def main() -> None:
    """Print accuracy per level for seen and unseen fonts; calibrate when asked."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("net", choices=("general", "number"))
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--count", type=int, default=600, help="lines per level and font group")
    parser.add_argument("--calibrate", type=int, default=0, help="lines to calibrate on")
    parser.add_argument("--confusions", action="store_true")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    card = json.loads((args.models / "card.json").read_text("utf8"))
    if args.calibrate:
        network = Network(args.models, card["networks"][args.net])
        half = args.calibrate // 2
        lines = held_out(args.net, args.fonts, half, False) + held_out(args.net, args.fonts, half, True)
        card["networks"][args.net]["calibration"] = calibrate(network, args.net, lines)
        (args.models / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf8")
        print(card["networks"][args.net]["calibration"])
    network = Network(args.models, card["networks"][args.net])
    for unseen in (False, True):
        for level in LEVELS:
            items = held_out(args.net, args.fonts, args.count, unseen, level)
            texts = []
            for values in logits_of(network, items):
                texts.append(
                    ""
                    if values is None
                    else greedy(network.probabilities(values), network.charset)[0].strip()
                )
            got = scores(items, texts)
            print(
                f"{'unseen' if unseen else 'seen'} {level}: CER {got['cer']:.2f} exact {got['exact']:.1f}",
                flush=True,
            )
            if args.confusions:
                _print_confusions(items, texts)


def _print_confusions(items: list[Sample], texts: list[str]) -> None:
    counts: dict[tuple[str, str], int] = {}
    for item, text in zip(items, texts, strict=True):
        for op, a0, a1, b0, b1 in Levenshtein.opcodes(item.label, text):
            if op != "equal":
                key = (item.label[a0:a1], text[b0:b1])
                counts[key] = counts.get(key, 0) + 1
    print(
        "  " + "  ".join(f"{a!r}>{b!r} {n}" for (a, b), n in sorted(counts.items(), key=lambda i: -i[1])[:15])
    )


if __name__ == "__main__":
    main()
