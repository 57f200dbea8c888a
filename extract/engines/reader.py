"""Our own reader of printed Thai: two small CTC networks run by onnxruntime.

The general network reads all printed text; the number network reads cells of numbers in both numeral
systems and says when a cell holds none. How they were made and how well they read stands in
`models/card.json` and `models/README.md`; both can be made again with `training/`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from extract.engines.bars import with_unread_bar
from extract.engines.base import Image, LineKind
from extract.engines.card import CARD, MODELS, READER, reader_version
from extract.engines.clear_page import HESITANT, NUMBER_LIKE, ClearPage, never_certain, number_of
from extract.engines.ctc import Floats, as_text, beam_search, greedy, likeliest, path_of_logits, softmax
from extract.engines.gaps import with_gaps
from extract.engines.lexicon import spelled
from extract.engines.line_image import LineInk
from extract.engines.number_form import better_separated, digits_of, in_one_system, is_grouped
from extract.engines.spelling import settled
from extract.model import Alternative, Reading

NOT_A_NUMBER = "#"

NUMBER_BEAMS, WORD_BEAMS = 12, 8
"""Texts that are followed when the number network, and the general one, read a number."""

SURE_AT_SIGHT = 0.7
"""What is likelier for each of the two networks is not looked at again: it changed nothing on 4,820 numbers
of bad scans."""

ROOM = 16
"""Columns of paper added to a line: 4 before it, the others behind it. With as many as training puts there on
average (28) 14 of 4,356 lines are read otherwise, half of them worse."""

COLUMNS_PER_BATCH = 12_000
"""Pixel columns of one batch at most: bounds the memory of a run to some 100 MB."""

MAX_WITH_TICK = 0.9
BOTH_SURE = 0.9
"""A number is certain by itself only if the general network, too, gives its text this probability."""
NOT_CERTAIN = 0.985
LONGEST_NUMBER = 30
"""A line of so many characters is no single number."""
UNLISTED = 1e-5
"""Probability of a text that is not among a network's candidates."""

NO_READING = Reading(text="", confidence=0.0)


@dataclass(frozen=True)
class Hypothesis:
    """One network's view of one line: its best texts with probabilities, and the best one's characters."""

    texts: tuple[tuple[str, float], ...]
    char_confidences: tuple[float, ...]

    @property
    def text(self) -> str:
        """The most likely text."""
        return self.texts[0][0] if self.texts else ""

    @property
    def probability(self) -> float:
        """Its probability, not yet calibrated."""
        return self.texts[0][1] if self.texts else 0.0


JointView = tuple[Hypothesis | None, Hypothesis | None]
"""The number network's view of a crop, and the general network's."""


class Network:
    """One ONNX model with its charset and calibration; loaded at the first use.

    Raises FileNotFoundError when the model's file is missing.
    """

    def __init__(self, folder: Path, card: dict[str, Any], threads: int = 1) -> None:
        self._path = folder / str(card["file"])
        if not self._path.is_file():
            raise FileNotFoundError(self._path)
        self.height = int(card["height"])
        self.charset = str(card["charset"])
        self.sha256 = str(card["sha256"])
        self._calibration: dict[str, float] = card["calibration"]
        self._threads = threads

    @cached_property
    def _session(self) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # batches come in many shapes: an arena would keep the largest of each for good
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False
        return ort.InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])

    def logits(self, images: Sequence[NDArray[np.uint8]]) -> list[Floats]:
        """Logits (steps, classes) of each normalised line, in the order given.

        Only lines of one width run together: padding would cost as much as ink, and a line's reading would
        hang on the lines beside it.
        """
        found: list[Floats] = [np.empty((0, 0), np.float32)] * len(images)
        by_width: dict[int, list[int]] = {}
        for i, image in enumerate(images):
            by_width.setdefault((image.shape[1] + ROOM + 3) // 4 * 4, []).append(i)
        for width, rows in by_width.items():
            most = max(1, COLUMNS_PER_BATCH // width)
            for start in range(0, len(rows), most):
                self._run(images, rows[start : start + most], width, found)
        return found

    def _run(
        self, images: Sequence[NDArray[np.uint8]], rows: list[int], width: int, found: list[Floats]
    ) -> None:
        batch = np.zeros((len(rows), 1, self.height, width), np.float32)
        for row, i in enumerate(rows):
            batch[row, 0, :, 4 : 4 + images[i].shape[1]] = images[i]
        batch /= 255.0
        output = self._session.run(None, {"image": batch})[0]
        per_column = output.shape[1] / width
        for row, i in enumerate(rows):
            found[i] = output[row, : math.ceil((images[i].shape[1] + 8) * per_column)]

    @property
    def temperature(self) -> float:
        """What logits are divided by: found on held-out lines."""
        return self._calibration["temperature"]

    def probabilities(self, logits: Floats) -> Floats:
        """Probabilities at the network's temperature."""
        return softmax(logits, self.temperature)

    def calibrated(self, probability: float) -> float:
        """The share of readings of this probability that were right on held-out lines (logistic fit)."""
        p = min(max(probability, 1e-9), 1 - 1e-9)
        z = self._calibration["slope"] * math.log(p / (1 - p)) + self._calibration["offset"]
        return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


Lines = Sequence[Image | LineInk]


def _line_inks(lines: Lines) -> list[LineInk]:
    return [line if isinstance(line, LineInk) else LineInk(line) for line in lines]


def _logits(network: Network, lines: Lines) -> list[Floats | None]:
    """What a network gives for each line; None for blank ones."""
    images = [line.scaled(network.height) for line in _line_inks(lines)]
    logits = iter(network.logits([image for image in images if image is not None]))
    return [None if image is None else next(logits) for image in images]


def _hypothesis(network: Network, logits: Floats | None, beams: int) -> Hypothesis | None:
    if logits is None:
        return None
    if beams:
        probs = network.probabilities(logits)
        text, confidences = greedy(probs, network.charset)
        texts = beam_search(probs, network.charset, width=beams)
        if texts and texts[0][0] != text:  # another alignment carries more weight than the best path
            text, confidences = texts[0][0], (texts[0][1],) * len(texts[0][0])
    else:
        ranks = likeliest(logits)
        path = path_of_logits(logits, network.charset, network.temperature, ranks)
        text, confidences = as_text(spelled(path, ranks, network.charset))
        texts = [(text, float(np.prod(confidences)) if confidences else 0.0)]
    stripped = text.strip()
    if stripped != text:
        lead = len(text) - len(text.lstrip())
        confidences = confidences[lead : lead + len(stripped)]
    shares = _merge_spacings(texts)
    return Hypothesis(shares, confidences if shares and shares[0][0] == stripped else ())


def _merge_spacings(texts: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Texts that differ only in spaces are one reading: probabilities add up, the likeliest spacing stays."""
    sums: dict[str, float] = {}
    shown: dict[str, str] = {}
    for text, p in sorted(texts, key=lambda item: -item[1]):
        key = text.replace(" ", "")
        sums[key] = sums.get(key, 0.0) + p
        shown.setdefault(key, text.strip())
    return tuple((shown[key], p) for key, p in sorted(sums.items(), key=lambda item: -item[1]))


def _average(views: Sequence[Hypothesis]) -> Hypothesis:
    """The mean of the probabilities that several looks give to each text."""
    ranked = _merge_spacings((text, p / len(views)) for view in views for text, p in view.texts)
    same = next((v for v in views if ranked and v.text == ranked[0][0]), None)
    return Hypothesis(ranked, same.char_confidences if same else ())


def _variants(image: Image) -> list[Image]:
    """Other looks at the same crop, at twice its size: as it is and narrower and wider, softer, with sharper
    edges, and binarised lower and higher than half way between ink and paper."""
    fine, narrow, wide = (
        np.asarray(cv2.resize(image, None, fx=x, fy=2.0, interpolation=cv2.INTER_CUBIC), np.uint8)
        for x in (2.0, 1.8, 2.2)
    )
    soft, softer, blurred = (
        np.asarray(cv2.GaussianBlur(fine, (0, 0), sigma), np.uint8) for sigma in (1.2, 2.0, 2.5)
    )
    sharp = np.clip(2 * fine.astype(np.float32) - blurred, 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    cut = [
        np.clip((soft.astype(np.float32) - (level + shift)) * 6 + 128, 0, 255).astype(np.uint8)
        for shift in (-12, 14)
    ]
    return [soft, *cut, narrow, wide, softer, sharp]


def _key(text: str) -> str:
    return text.replace(" ", "").replace("–", "-")


def _holds_one_number(text: str) -> bool:
    """Whether a text is nothing but a number's characters and the words for an amount."""
    return bool(text) and (NUMBER_LIKE.issuperset(text) or number_of(text) is not None)


def _share(view: Hypothesis | None, text: str) -> float:
    """The probability that a network gives to a text, however it is spaced."""
    return sum(p for t, p in view.texts if _key(t) == _key(text)) if view else 0.0


def _one_doubts(number: Hypothesis, words: Hypothesis | None, text: str) -> bool:
    """Whether one of the networks is not sure of a number's text."""
    return min(_share(number, text), _share(words, text)) < SURE_AT_SIGHT


def _share_of_digits(view: Hypothesis | None, text: str) -> float:
    """The same for a number well grouped by commas, whatever stands between its groups: that changes no
    amount."""
    if view is None or "," not in text or not is_grouped(text):
        return _share(view, text)
    return sum(p for t, p in view.texts if digits_of(_key(t)) == digits_of(_key(text)))


def fuse(number: Hypothesis, words: Hypothesis | None) -> Hypothesis:
    """Both networks' candidates, weighed by the product of their probabilities.

    A candidate that a network does not list at all counts there as UNLISTED.
    """
    ours = {_key(text): p for text, p in number.texts}
    theirs = {_key(text): p for text, p in words.texts} if words else {}
    shown: dict[str, str] = {}
    for text, _ in (*number.texts, *(words.texts if words else ())):
        shown.setdefault(_key(text), text)
    weights = {key: max(ours.get(key, 0), UNLISTED) * max(theirs.get(key, 0), UNLISTED) for key in shown}
    total = sum(weights.values())
    ranked = tuple((shown[key], w / total) for key, w in sorted(weights.items(), key=lambda item: -item[1]))
    top = ranked[0][0]
    same = next((v for v in (number, words) if v and v.text == top and v.char_confidences), None)
    return Hypothesis(ranked, same.char_confidences if same else ())


def _log_odds(p: float) -> float:
    p = min(max(p, UNLISTED), 1 - UNLISTED)
    return math.log(p / (1 - p))


def joint_features(joint: Hypothesis, number: Hypothesis, words: Hypothesis | None) -> tuple[float, ...]:
    """What a joint confidence rests on: the log odds of the text, together and for each network."""
    shares = (_share_of_digits(view, joint.text) for view in (joint, number, words))
    together, ours, theirs = map(_log_odds, shares)
    return together, ours, theirs


def without_tick(reading: Reading) -> Reading:
    """Take a hand-drawn tick off a number's ends: print neither begins nor ends a number with a lone `/`.

    The stroke could also be a misread digit, so such a reading is never certain and keeps its raw text as
    an alternative.
    """
    bare = reading.text.strip("/ ")
    if bare == reading.text.strip() or not bare:
        return reading
    first = reading.text.index(bare)
    doubt = min(reading.confidence, MAX_WITH_TICK)
    return Reading(
        bare,
        doubt,
        reading.char_confidences[first : first + len(bare)],
        (Alternative(reading.text, round(min(doubt, 1 - doubt), 4)), *reading.alternatives)[:5],
    )


@dataclass(frozen=True)
class Fusion:
    """Logistic fit of "the joint reading is right" on held-out numbers."""

    weights: tuple[float, ...] = (0.3, 0.4, 0.3)
    offset: float = 0.0
    knots: tuple[tuple[float, float], ...] = ()
    """(score, share that was right) on held-out numbers, rising; between them confidence runs straight."""

    def score(self, features: tuple[float, ...]) -> float:
        """Log odds of the fit."""
        return self.offset + sum(w * x for w, x in zip(self.weights, features, strict=True))

    def confidence(self, features: tuple[float, ...]) -> float:
        """The share of joint readings with these features that were right."""
        z = self.score(features)
        if self.knots:
            return float(np.interp(z, [k for k, _ in self.knots], [c for _, c in self.knots]))
        return 1 / (1 + math.exp(-z))


class ReaderEngine:
    """The package's own OCR engine (see `extract.engines.base.Engine`)."""

    name = READER
    legible_from = 0.965
    """Mean confidence of a table's characters below which it is too poor to be read: bad scans that a person
    reads easily stay above 0.975, coarse black-and-white ones that a person can hardly read fall to 0.65."""

    def __init__(self, models: Path = MODELS, threads: int = 1) -> None:
        """Load the model card; the networks follow at their first use.

        Raises FileNotFoundError without models.
        """
        card = json.loads((models / CARD).read_bytes())
        self.version = reader_version(models)
        networks = {kind: Network(models, entry, threads) for kind, entry in card["networks"].items()}
        if "number" not in networks:
            raise FileNotFoundError(models / "number.onnx")
        self._number: Network = networks["number"]
        self._general: Network | None = networks.get("general")
        fit = card.get("fusion")
        self._fusion = Fusion()
        if fit:
            knots = tuple((float(z), float(c)) for z, c in fit.get("knots", ()))
            self._fusion = Fusion(tuple(fit["weights"]), float(fit["offset"]), knots)
        self.clear_page: ClearPage | None = ClearPage(**card["clear_page"]) if "clear_page" in card else None

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        """Read upright line images; blank images give an empty reading with confidence 0.0."""
        inks = [LineInk(line) for line in lines]
        readings = self._read_numbers(inks) if kind == "number" else self._read_texts(inks)
        readings = [with_gaps(reading, ink) for reading, ink in zip(readings, inks, strict=True)]
        return [with_unread_bar(reading, line) for reading, line in zip(readings, lines, strict=True)]

    def _hypotheses(self, network: Network, lines: Lines, beams: int) -> list[Hypothesis | None]:
        return [_hypothesis(network, values, beams) for values in _logits(network, lines)]

    def _read_texts(self, lines: Sequence[LineInk]) -> list[Reading]:
        if self._general is None:
            return self._read_numbers(lines)
        logits = _logits(self._general, lines)
        views = [_hypothesis(self._general, values, beams=0) for values in logits]
        readings = [settled(self._reading(self._general, view)) for view in views]
        # lines that hold nothing but a number deserve the specialist's look as well
        numeric = [
            i for i, r in enumerate(readings) if _holds_one_number(r.text) and len(r.text) < LONGEST_NUMBER
        ]
        if numeric:
            again = self._read_numbers([lines[i] for i in numeric], [logits[i] for i in numeric])
            for i, reading in zip(numeric, again, strict=True):
                if reading.text:
                    readings[i] = reading
        return readings

    def _read_numbers(
        self, lines: Sequence[LineInk], general: Sequence[Floats | None] | None = None
    ) -> list[Reading]:
        """Both networks read each number; the texts they can agree on weigh most.

        `general` are the general network's logits where it has looked at the lines already.
        """
        views = self.joint_views(lines, general)
        if self._general is None:
            plain = [self._reading(self._number, view) for view, _ in views]
            return [NO_READING if NOT_A_NUMBER in r.text else r for r in plain]
        return [self._joint_reading(number, words, self._general) for number, words in views]

    def joint_views(self, lines: Lines, general: Sequence[Floats | None] | None = None) -> list[JointView]:
        """The number network's view of each crop and the general network's, with their runners-up.

        Where the two are not sure of one text, both look at other renderings of the crop as well. The second
        view is None without a general network; both are for a blank crop.
        """
        lines = _line_inks(lines)
        numbers = self._hypotheses(self._number, lines, NUMBER_BEAMS)
        words: list[Hypothesis | None] = [None] * len(lines)
        if self._general is not None:
            if general is None:
                general = _logits(self._general, lines)
            words = [_hypothesis(self._general, values, WORD_BEAMS) for values in general]
        weak = [i for i, view in enumerate(zip(numbers, words, strict=True)) if self._is_weak(*view)]
        looks = [[LineInk(look) for look in _variants(lines[i].image)] for i in weak]
        for network, views, beams in (
            (self._number, numbers, NUMBER_BEAMS),
            (self._general, words, WORD_BEAMS),
        ):
            if network is None:
                continue
            found = iter(self._hypotheses(network, [look for group in looks for look in group], beams))
            for i, group in zip(weak, looks, strict=True):
                others = [view for _, view in zip(group, found, strict=False)]
                views[i] = _average([view for view in (views[i], *others) if view is not None])
        return list(zip(numbers, words, strict=True))

    def _is_weak(self, number: Hypothesis | None, words: Hypothesis | None) -> bool:
        """Whether one of the networks is not sure of the number that both can agree on."""
        if number is None or not number.text or NOT_A_NUMBER in number.text:
            return False
        if self._general is None:
            return number.probability < SURE_AT_SIGHT
        return _one_doubts(number, words, fuse(number, words).text)

    def _joint_reading(
        self, number: Hypothesis | None, words: Hypothesis | None, general: Network
    ) -> Reading:
        if number is None or not number.text or NOT_A_NUMBER in number.text:
            return self._reading(general, words)  # no number: the words, if any
        joint = fuse(number, words)
        text, _ = joint.texts[0]
        confidence = self._fusion.confidence(joint_features(joint, number, words))
        if _one_doubts(number, words, text):
            confidence = min(confidence, HESITANT)
        place = better_separated(joint.texts)
        if place or _share_of_digits(words, text) < BOTH_SURE or never_certain(text):
            confidence = min(confidence, NOT_CERTAIN)
        others = [*joint.texts[:place], *joint.texts[place + 1 :]][:4]
        runners = tuple(Alternative(t, round(min(p, 1 - confidence), 4)) for t, p in others if t)
        chars = joint.char_confidences or (confidence,) * len(text)
        text = in_one_system(joint.texts[place][0])
        if not NUMBER_LIKE.issuperset(text):  # beside words each digit is asked for its own confidence
            chars = tuple(min(c, confidence) for c in chars)
        return without_tick(Reading(text, round(confidence, 5), tuple(round(c, 4) for c in chars), runners))

    @staticmethod
    def _reading(network: Network, view: Hypothesis | None) -> Reading:
        if view is None or not view.text:
            return NO_READING
        confidence = network.calibrated(view.probability)
        runners = tuple(
            Alternative(text, round(network.calibrated(p), 4)) for text, p in view.texts[1:5] if text
        )
        chars = view.char_confidences
        if len(chars) != len(view.text):
            chars = (confidence,) * len(view.text)
        return Reading(view.text, round(confidence, 5), tuple(round(c, 4) for c in chars), runners)
