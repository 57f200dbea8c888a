"""Measure exported models on held-out lines, and find the calibration of their confidence.

Held-out lines come from pages with other seeds and other texts than training's, half of them in the two font
families that training never draws with. `python -m training.evaluate number --fonts FONTS` prints a
table; `--calibrate` writes temperature, slope and offset into the model card.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extract.engines.card import MODELS
from extract.engines.clear_page import CERTAIN, ClearPage, never_certain
from extract.engines.ctc import Floats, beam_search, greedy, softmax
from extract.engines.line_image import normalise_line
from extract.engines.network import Network
from extract.engines.reader import NOT_A_NUMBER, ReaderEngine
from extract.engines.views import fuse, joint_features
from extract.model import Reading
from training.fonts import load_faces
from training.generate import LEVELS, Net, Sample, mixed, page_samples, samples
from training.held_out import HeldOutWords
from training.render import Pen

Scan = Literal["light", "typical", "bad", "harsh"]
SCANS: tuple[Scan, ...] = ("light", "typical", "bad", "harsh")
"""Levels of held-out lines: see `training.scans` for pages; `harsh` is the mixture of `training.degrade`."""

SEED = 990_001
CALIBRATION: dict[Scan, float] = {"light": 0.15, "typical": 0.4, "bad": 0.25, "harsh": 0.2}
LEAST_CERTAIN = 0.996
"""Confidence of what is just certain by itself: of 4,700 such numbers of other bad scans (the lowest scores
of all that are certain) 3 had another value, of 12,000 above them none."""
ON_PAGES: dict[Scan, float] = {"light": 0.3, "typical": 0.4, "bad": 0.3}
PAGES_PER_LINE = 1.75
"""So many numbers of pages as of `ON_PAGES` tell, beside each of those as of CALIBRATION, what is certain."""
Array = NDArray[np.float64]
MOST_WRONG = 2500
"""Readings called certain may have a wrong digit once in so many, over the levels of `CALIBRATION`."""
MOST_WRONG_IN_PRINT = 1500
"""... and be read otherwise than printed, a stop or dash that changes no value counted, once in so many."""
MOST_WRONG_BY_ARBITER = 5000
"""Of all that are certain, those that the arbiter made so may have a wrong digit once in so many."""
FEWEST_ON_PAGE = 8
CLEAR_SHARES = (0.9, 0.95)
CLEAR_FROM = (0.98, 0.95, 0.92, 0.905)
"""Rules tried for clear pages. With 0.7 of a page certain, as calibration would choose, 16 of 27,000 certain
numbers were wrong on pages of other seeds, with 0.9 eight of 26,500. Ticks, bars and print across a rule keep
a number at 0.9 or below."""


def held_out(
    net: Net, fonts: Path, level: Scan, seed: int = SEED, unseen: bool | None = None
) -> Iterator[Sample]:
    """Endless held-out lines of a level, cut out of pages with texts that training never draws.

    Half of them are in the two families that training never draws with, or all (`unseen`) or none. `harsh`
    lines are drawn one by one, with the degradations of all levels at their strongest.
    """
    streams = []
    for apart in (False, True) if unseen is None else (unseen,):
        pen = Pen(load_faces(fonts), held_out=apart)
        if level == "harsh":
            streams.append(samples(net, pen, seed + apart, 1, (1.0, 1.0, 1.0)))
        else:
            weights = tuple(float(name == level) for name in LEVELS)
            streams.append(page_samples(net, pen, seed + apart, weights, HeldOutWords()))
    return mixed(streams[0], streams[-1], 0.5, seed)


def take(stream: Iterator[Sample], count: int) -> list[Sample]:
    """The next `count` samples."""
    return list(itertools.islice(stream, count))


def for_calibration(
    net: Net, fonts: Path, count: int, shares: dict[Scan, float] = CALIBRATION
) -> list[Sample]:
    """Lines of the levels, from seeds that no measurement uses."""
    found = []
    for i, (level, share) in enumerate(shares.items()):
        found += take(held_out(net, fonts, level, SEED + 1000 * (i + 1)), round(share * count))
    return found


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
    """A logistic fit of "the text is right"; how sharp the network is was settled at its export."""
    points = []
    for item, values in zip(items, logits_of(network, items), strict=True):
        if values is None:
            continue
        probs = softmax(values)
        text, chars = greedy(probs, network.charset)
        p = float(np.prod(chars)) if chars else 1e-9
        if net == "number":
            text, p = beam_search(probs, network.charset)[0]
        right = text.replace(" ", "") == item.label.replace(" ", "")
        p = min(max(p, 1e-9), 1 - 1e-9)
        points.append((math.log(p / (1 - p)), right))
    slope, offset = _logistic(np.array([z for z, _ in points]), np.array([r for _, r in points], float))
    return {"temperature": 1.0, "slope": round(slope, 4), "offset": round(offset, 4)}


@dataclass(frozen=True)
class JointLine:
    """A held-out number as all networks that were asked read it: its page, what the confidence rests on, and
    its reading.
    """

    page: tuple[int, int] | None
    features: tuple[float, ...]
    right: bool
    digits_right: bool
    reading: Reading


def joint_lines(engine: ReaderEngine, items: list[Sample], networks: int = 3) -> list[JointLine]:
    """The lines that hold a number, with what the first so many networks say; several cells in one crop are
    not one number that could be right or wrong."""
    found = []
    crops = [item.crop for item in items]
    views, readings = engine.joint_views(crops), engine.read(crops, "number")
    for item, every, reading in zip(items, views, readings, strict=True):
        own = every[:networks]
        if own[0] is None or not own[0].text or NOT_A_NUMBER in own[0].text or " " in item.label:
            continue
        joint = fuse(*own)
        if never_certain(joint.text):
            continue
        right, same_digits = same_number(joint.text, item.label), _digits(joint.text) == _digits(item.label)
        found.append(JointLine(item.page, joint_features(joint, *own), right, same_digits, reading))
    return found


def calibrate_fusion(lines: list[JointLine], settled: Sequence[JointLine] = ()) -> dict[str, Any]:
    """Fit the confidence of joint readings on held-out numbers.

    `settled` are those that are certain without the arbiter, when `lines` are those shown to it.
    """
    right = np.array([line.right for line in lines], float)
    x = np.array([(*line.features, 1.0) for line in lines])
    size = len(lines[0].features)
    w = _fit(x, right, np.array([*(1 / size,) * size, 0.0]))
    digits_right = np.array([line.digits_right for line in lines], float)
    return {
        "weights": [round(float(v), 4) for v in w[:-1]],
        "offset": round(float(w[-1]), 4),
        "knots": _knots(x @ w, right, digits_right, settled),
        "lines": len(lines),
    }


def calibrate_clear_page(lines: list[JointLine]) -> dict[str, Any]:
    """The rule for clear pages under which most readings are certain and few of them wrong.

    `lines` are read with the calibrated fusion. Of all certain readings no more than one in MOST_WRONG may
    have a wrong digit, and no more than one in MOST_WRONG_IN_PRINT be wrong at all.
    """
    pages: dict[tuple[int, int], list[JointLine]] = {}
    for line in lines:
        if line.page is not None:
            pages.setdefault(line.page, []).append(line)
    best, rule = 0, ClearPage(FEWEST_ON_PAGE, 1.0, CERTAIN)
    for share, least in itertools.product(CLEAR_SHARES, CLEAR_FROM):
        tried = ClearPage(FEWEST_ON_PAGE, share, least)
        sure = wrong = otherwise = 0
        for own in pages.values():
            for line, reading in zip(own, tried.settled([line.reading for line in own]), strict=True):
                sure += reading.confidence >= CERTAIN
                wrong += reading.confidence >= CERTAIN and not line.digits_right
                otherwise += reading.confidence >= CERTAIN and not line.right
        few = wrong * MOST_WRONG <= sure and otherwise * MOST_WRONG_IN_PRINT <= sure
        if sure > best and few:
            best, rule = sure, tried
    return asdict(rule)


def _digits(text: str) -> str:
    """What the value of a number rests on; separators are checked by those who parse it.

    The dash after an amount (`.-`) says no more than that it ends there, two dashes no more than one.
    """
    kept = re.sub("-+", "-", "".join(c for c in text.replace("–", "-") if c.isdigit() or c == "-"))
    return kept.rstrip("-") or kept


def _knots(
    scores: Array, right: Array, digits_right: Array, settled: Sequence[JointLine] = ()
) -> list[tuple[float, float]]:
    """(score, confidence) pairs: shares of right readings in bins, never falling.

    From which score on a reading is certain is decided apart: the readings above it together must have had a
    wrong digit no more than once in MOST_WRONG; or, counted with the `settled` ones, once in
    MOST_WRONG_BY_ARBITER.
    """
    order = np.argsort(scores)
    z, ok = scores[order], right[order]
    wrong_above = np.cumsum((1 - digits_right[order])[::-1])[::-1]
    most = MOST_WRONG_BY_ARBITER if settled else MOST_WRONG
    allowed = wrong_above * most <= np.arange(len(z), 0, -1) + len(settled)
    certain = int(np.argmax(allowed)) if allowed.any() else len(z)
    knots: list[tuple[float, float]] = []
    best = 0.0
    for part in np.array_split(np.arange(certain), 10):
        if part.size:
            share = (float(ok[part].sum()) + 0.5) / (part.size + 1)
            best = min(max(best, share), 0.98)
            knots.append((round(float(z[part].mean()), 3), round(best, 4)))
    if certain < len(z):
        start = float(z[certain])
        top = round(float(z[-1]) + 1e-3, 3)
        knots += [(round(start - 1e-3, 3), 0.985), (round(start, 3), LEAST_CERTAIN), (top, 0.9995)]
    return knots


def same_number(text: str, label: str) -> bool:
    """Equal but for spaces and the length of a dash."""
    return text.replace(" ", "").replace("–", "-") == label.replace(" ", "").replace("–", "-")


def _fit(x: Array, right: Array, start: Array) -> Array:
    """Logistic regression by damped Newton steps, pulled weakly towards `start`."""
    w = start.copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - right) + 0.5 * (w - start)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w = w - step / max(1.0, float(np.abs(step).max()))
    return w


def _logistic(z: Array, right: Array) -> tuple[float, float]:
    """(slope, offset) of a fit of two parameters."""
    w = _fit(np.stack([z, np.ones_like(z)], axis=1), right, np.array([1.0, 0.0]))
    return float(w[0]), float(w[1])


def main() -> None:
    """Print accuracy per level for seen and unseen fonts; calibrate when asked."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("net", choices=("general", "number", "arbiter", "fusion", "clear_page"))
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--count", type=int, default=600, help="lines per level and font group")
    parser.add_argument("--calibrate", type=int, default=0, help="lines to calibrate on")
    parser.add_argument("--confusions", action="store_true")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    card = json.loads((args.models / "card.json").read_text("utf8"))
    if args.net in ("fusion", "clear_page"):
        _report_fusion(args, card)
        return
    network = Network(args.models, card["networks"][args.net])
    drawn: Net = "general" if args.net == "general" else "number"
    if args.calibrate:
        lines = for_calibration(drawn, args.fonts, args.calibrate)
        card["networks"][args.net]["calibration"] = calibrate(network, drawn, lines)
        _write(args.models, card)
        print(card["networks"][args.net]["calibration"])
        network = Network(args.models, card["networks"][args.net])
    for level in SCANS:
        for unseen in (False, True):
            items = take(held_out(drawn, args.fonts, level, SEED, unseen), args.count)
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


def _write(models: Path, card: dict[str, Any]) -> None:
    (models / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf8")


def _calibrate_fusions(models: Path, card: dict[str, Any], items: list[Sample]) -> None:
    """The fit of two networks, and then, on the numbers that it leaves uncertain, that of all three."""
    card["fusion"] = calibrate_fusion(joint_lines(ReaderEngine(models), items, networks=2))
    _write(models, card)
    lines = joint_lines(ReaderEngine(models), items)
    asked = [line for line in lines if len(line.features) > len(card["fusion"]["weights"])]
    if asked:
        settled = [line for line in lines if len(line.features) == len(card["fusion"]["weights"])]
        card["fusion_with_arbiter"] = calibrate_fusion(asked, settled)
        _write(models, card)
    print(card["fusion"], card.get("fusion_with_arbiter"))


def _report_fusion(args: argparse.Namespace, card: dict[str, Any]) -> None:
    fit = args.net == "fusion"
    if args.calibrate:
        if fit:
            items = for_calibration("number", args.fonts, args.calibrate)
            items += for_calibration("number", args.fonts, round(PAGES_PER_LINE * args.calibrate), ON_PAGES)
            _calibrate_fusions(args.models, card, items)
        else:
            items = for_calibration("number", args.fonts, args.calibrate, ON_PAGES)
            card["clear_page"] = calibrate_clear_page(joint_lines(ReaderEngine(args.models), items))
            _write(args.models, card)
            print(card["clear_page"])
    engine = ReaderEngine(args.models)
    for level in SCANS:
        for unseen in (False, True):
            items = take(held_out("number", args.fonts, level, SEED, unseen), args.count)
            items = [s for s in items if "#" not in s.label]
            readings = engine.read([item.crop for item in items], "number")
            right = [same_number(r.text, item.label) for r, item in zip(readings, items, strict=True)]
            sure = [ok for r, ok in zip(readings, right, strict=True) if r.confidence >= CERTAIN]
            print(
                f"{'unseen' if unseen else 'seen'} {level}: exact {100 * np.mean(right):.1f} of {len(items)}",
                f"certain {100 * len(sure) / len(items):.1f} %, wrong among them {len(sure) - sum(sure)}",
                flush=True,
            )
            if args.confusions:
                _print_confusions(items, [r.text for r in readings])


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
