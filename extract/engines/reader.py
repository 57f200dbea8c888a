"""Our own reader of printed Thai: small CTC networks run by onnxruntime.

The general network reads all printed text; the number network reads cells of numbers in both numeral
systems and says when a cell holds none. Numbers of which these two are not certain are shown to a third
one, the arbiter. How they were made and how well they read stands in `models/card.json` and
`models/README.md`; all can be made again with `training/`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from extract.engines import baht
from extract.engines.bars import with_unread_bar
from extract.engines.base import Image, LineKind
from extract.engines.card import CARD, MODELS, READER, reader_version
from extract.engines.clear_page import CERTAIN, HESITANT, NUMBER_LIKE, ClearPage, never_certain, number_of
from extract.engines.ctc import Floats, Step, as_text, beam_search, best_path, likeliest, path_of_logits
from extract.engines.gaps import with_gaps
from extract.engines.lexicon import spelled
from extract.engines.line_image import LineInk
from extract.engines.network import Network
from extract.engines.number_form import better_separated, in_one_system
from extract.engines.numerals import doubted_at_signs, doubtful_numerals, with_numeral
from extract.engines.plus import MISREAD, plus_before, signed
from extract.engines.same_print import PrintedNumber, Rival, rivals
from extract.engines.spelling import settled
from extract.engines.views import (
    SURE_AT_SIGHT,
    Hypothesis,
    Views,
    average,
    few_are_sure,
    fuse,
    fusion_of,
    is_contradicted,
    joint_features,
    merge_spacings,
    place_with_stop,
    share_of_digits,
)
from extract.model import Alternative, Reading

NOT_A_NUMBER = "#"

NUMBER_BEAMS, WORD_BEAMS = 12, 8
"""Texts that are followed when the number network, and the general one, read a number."""

MAX_WITH_TICK = 0.9
MAX_CONTESTED = 0.9
"""No number is surer that the general network held for words."""
BOTH_SURE = 0.9
"""A number is certain by itself only if the general network or the arbiter gives it this probability."""
NOT_CERTAIN = 0.985
ASKED_BELOW = 0.9971
"""The arbiter is asked about numbers less certain than this by the other two: those of them that were certain
and wrong on held-out pages were hardly certain."""
LONGEST_NUMBER = 30
"""A line of so many characters is no single number."""
TOLD_APART = -3.0
"""No number is certain that the page's other digits do not tell from one with another digit by these log
odds: of 7,200 numbers of bad scans that makes 24 doubtful, 5 of them wrong ones."""
UNSURE_OF_WORDS = 0.9
"""Words less sure than this are shown to the number network where half of them are a number's characters: of
2,620 held-out text lines none was lost to a number by that, of 2,570 numbers cut as words 15 were found."""
NO_READING = Reading(text="", confidence=0.0)


Lines = Sequence[Image | LineInk]


def _line_inks(lines: Lines) -> list[LineInk]:
    return [line if isinstance(line, LineInk) else LineInk(line) for line in lines]


def _logits(network: Network, lines: Lines) -> list[Floats | None]:
    """What a network gives for each line; None for blank ones."""
    inks = _line_inks(lines)
    LineInk.find(inks)
    images = [ink.scaled(network.height) for ink in inks]
    logits = iter(network.logits([image for image in images if image is not None]))
    return [None if image is None else next(logits) for image in images]


def _hypothesis(network: Network, logits: Floats | None, beams: int) -> Hypothesis | None:
    """A network's view of a number, of which so many texts are followed; None for a blank crop."""
    if logits is None:
        return None
    probs = network.probabilities(logits)
    path = best_path(probs, network.charset)
    text, confidences = as_text(path)
    texts = beam_search(probs, network.charset, width=beams)
    if texts and texts[0][0] != text:  # another alignment carries more weight than the best path
        text, confidences = texts[0][0], (texts[0][1],) * len(texts[0][0])
    steps = tuple(step.at for step in path if step.char != " ")
    return replace(_view(text, confidences, texts), steps=steps)


def _path_of_words(network: Network, logits: Floats) -> list[Step]:
    """The characters of a line of text."""
    ranks = likeliest(logits)
    path = path_of_logits(logits, network.charset, network.temperature, ranks)
    return spelled(path, ranks, network.charset)


def _view_of_words(path: Sequence[Step] | None) -> Hypothesis | None:
    if path is None:
        return None
    text, confidences = as_text(path)
    return _view(text, confidences, [(text, math.prod(confidences) if confidences else 0.0)])


def _view(text: str, confidences: tuple[float, ...], texts: list[tuple[str, float]]) -> Hypothesis:
    stripped = text.strip()
    if stripped != text:
        lead = len(text) - len(text.lstrip())
        confidences = confidences[lead : lead + len(stripped)]
    shares = merge_spacings(texts)
    return Hypothesis(shares, confidences if shares and shares[0][0] == stripped else ())


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


def _holds_one_number(text: str) -> bool:
    """Whether a text is nothing but a number's characters and the words for an amount."""
    return bool(text) and (NUMBER_LIKE.issuperset(text) or number_of(text) is not None)


def _may_be_a_number(reading: Reading) -> bool:
    """Whether words could be a number of which a digit or two were read as letters (`๒๕๘ดำ`)."""
    text = reading.text.replace(" ", "")
    digits = sum(char in NUMBER_LIKE for char in text)
    return reading.confidence < UNSURE_OF_WORDS and 0 < len(text) <= 2 * digits


def _contested(number: Reading, words: Reading) -> Reading:
    """A number in the place of words: never certain, with the words among its alternatives."""
    confidence = min(number.confidence, MAX_CONTESTED)
    beside = Alternative(words.text, round(min(words.confidence, 1 - confidence), 4))
    chars = tuple(min(c, confidence) for c in number.char_confidences)
    return replace(
        number, confidence=confidence, char_confidences=chars, alternatives=(beside, *number.alternatives)[:5]
    )


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


def _in_favour(joint: Hypothesis, views: Views, other: Rival) -> Hypothesis:
    """The texts of a number with another one first, before the one that the networks held for likeliest."""
    place = joint.keys.index(other.text)
    (text, _), (top, _), *_ = joint.texts[place], *joint.texts
    rest = [item for k, item in enumerate(joint.texts[1:], 1) if k != place]
    texts = ((text, other.probability), (top, 1 - other.probability), *rest)
    same = next((view for view in views if view and view.text == text and view.char_confidences), None)
    return Hypothesis(texts, same.char_confidences if same else ())


def _is_number(view: Hypothesis | None) -> bool:
    """Whether the number network holds a crop for one."""
    return view is not None and bool(view.text) and NOT_A_NUMBER not in view.text


class _Seen(NamedTuple):
    """A line that may be a number, and what the networks think of it."""

    line: LineInk
    views: Views


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
        self._arbiter: Network | None = networks.get("arbiter")
        self._fusions = {
            2: fusion_of(card.get("fusion"), 2),
            3: fusion_of(card.get("fusion_with_arbiter"), 3),
        }
        # asked to tell whether the arbiter is asked, and for the reading
        self._weighed = lru_cache(maxsize=1024)(self._weigh)
        self.clear_page: ClearPage | None = ClearPage(**card["clear_page"]) if "clear_page" in card else None

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        """Read upright line images, each by itself; blank ones give an empty reading with confidence 0.0."""
        return self._read(lines, [kind] * len(lines), of_one_page=False)

    def read_page(self, lines: Sequence[Image], kinds: Sequence[LineKind]) -> list[Reading]:
        """Read the line images of one page, each of its kind, as `read` does; what the page's digits look
        like tells about those of its numbers that are in doubt (`extract.engines.same_print`)."""
        return self._read(lines, kinds, of_one_page=True)

    def _read(self, lines: Sequence[Image], kinds: Sequence[LineKind], *, of_one_page: bool) -> list[Reading]:
        inks = [LineInk(line) for line in lines]
        readings = self._readings(inks, kinds, of_one_page=of_one_page)
        readings = [with_gaps(reading, ink) for reading, ink in zip(readings, inks, strict=True)]
        readings = [with_unread_bar(reading, line) for reading, line in zip(readings, lines, strict=True)]
        return [self._with_sign(*own) for own in zip(readings, inks, kinds, strict=True)]

    def _readings(
        self, lines: Sequence[LineInk], kinds: Sequence[LineKind], *, of_one_page: bool
    ) -> list[Reading]:
        if self._general is None:
            return self._read_numbers(lines)
        numbers = [i for i, kind in enumerate(kinds) if kind == "number"]
        texts = [i for i, kind in enumerate(kinds) if kind != "number"]
        seen = self._looked_at([lines[i] for i in numbers])
        words, logits = self._read_words([lines[i] for i in texts], self._general)
        # lines that hold nothing but a number deserve the specialist's look as well
        plain = {k for k, r in enumerate(words) if _holds_one_number(r.text)}
        numeric = [
            k
            for k, r in enumerate(words)
            if (k in plain or _may_be_a_number(r)) and len(r.text) < LONGEST_NUMBER
        ]
        seen += self._looked_at([lines[texts[k]] for k in numeric], [logits[k] for k in numeric])
        others = self._rivals(seen) if of_one_page else [None] * len(seen)
        found = [
            self._joint_reading(own.views, self._general, other)
            for own, other in zip(seen, others, strict=True)
        ]
        readings = dict(zip(numbers, found, strict=False)) | dict(zip(texts, words, strict=True))
        for k, reading in zip(numeric, found[len(numbers) :], strict=True):
            if k in plain and reading.text:
                readings[texts[k]] = reading
            elif _holds_one_number(reading.text):
                readings[texts[k]] = _contested(reading, words[k])
        return [readings[i] for i in range(len(lines))]

    def _with_sign(self, reading: Reading, line: LineInk, kind: LineKind) -> Reading:
        """The reading of a line; of a number behind a plus or a baht sign, that number's by itself with its
        sign."""
        text = reading.text
        if text[:1] in MISREAD and NUMBER_LIKE.issuperset(text.lstrip("+")):
            rest = self._behind(plus_before(line), line, kind)
            return signed(rest) if rest.text[:1].isdigit() else reading
        if text[:1] in baht.MISREAD and len(text) > 1 and NUMBER_LIKE.issuperset(text[1:]):
            rest = self._behind(baht.baht_before(line), line, kind)
            return baht.with_baht(rest, reading) if rest.text[:1].isdigit() else reading
        return reading

    def _behind(self, column: int | None, line: LineInk, kind: LineKind) -> Reading:
        """What is read behind a sign that ends at a column of the line's image, if there is one."""
        return NO_READING if column is None else self.read([line.image[:, column:]], kind)[0]

    def _hypotheses(self, network: Network, lines: Lines, beams: int) -> list[Hypothesis | None]:
        return [_hypothesis(network, values, beams) for values in _logits(network, lines)]

    def _read_words(
        self, lines: Sequence[LineInk], general: Network
    ) -> tuple[list[Reading], list[Floats | None]]:
        """What the general network reads on lines, and its logits."""
        logits = _logits(general, lines)
        paths = [None if values is None else _path_of_words(general, values) for values in logits]
        views = [_view_of_words(path) for path in self._with_numerals(paths, lines, general)]
        return [settled(self._reading(general, view)) for view in views], logits

    def _with_numerals(
        self, paths: Sequence[list[Step] | None], lines: Sequence[LineInk], general: Network
    ) -> list[list[Step] | None]:
        """The paths of lines of text; numbers in them of which the general network is unsure are read as
        numbers are."""
        with_numerals = list(paths)
        asked = [
            (i, numeral)
            for i, (path, line) in enumerate(zip(paths, lines, strict=True))
            if path is not None and not _holds_one_number(as_text(path)[0].strip())
            # the last one first: those before it keep their places
            for numeral in reversed(doubtful_numerals(path, line, general.height))
        ]
        # with other renderings none of 8,100 held-out numbers was read otherwise
        crops = [LineInk(numeral.image) for _, numeral in asked]
        again = self._read_numbers(crops, at_sight=True) if asked else []
        for (i, numeral), reading in zip(asked, again, strict=True):
            with_numerals[i] = with_numeral(with_numerals[i] or [], numeral, reading)
        return [None if path is None else doubted_at_signs(path) for path in with_numerals]

    def _read_numbers(self, lines: Sequence[LineInk], *, at_sight: bool = False) -> list[Reading]:
        """Both networks read each number, and the arbiter where these are not certain; the texts they can
        agree on weigh most. `at_sight` leaves out the other renderings."""
        views = self.joint_views(lines, at_sight=at_sight)
        if self._general is None:
            plain = [self._reading(self._number, own[0]) for own in views]
            return [NO_READING if NOT_A_NUMBER in r.text else r for r in plain]
        return [self._joint_reading(own, self._general, None) for own in views]

    def _looked_at(
        self, lines: Sequence[LineInk], general: Sequence[Floats | None] | None = None
    ) -> list[_Seen]:
        """The networks' views of numbers; `general` are the general network's logits where it has looked at
        the lines already."""
        return list(map(_Seen, lines, self.joint_views(lines, general)))

    def _rivals(self, seen: Sequence[_Seen]) -> list[Rival | None]:
        """For each of a page's numbers the one that it may be as well, by what the digits of the others look
        like."""
        printed = {
            i: number
            for i, own in enumerate(seen)
            if _is_number(own.views[0]) and (number := self._printed(own)) is not None
        }
        found = dict(zip(printed, rivals(list(printed.values())), strict=True))
        return [found.get(i) for i in range(len(seen))]

    def _printed(self, seen: _Seen) -> PrintedNumber | None:
        """Where the characters of a number stand; None where the number network saw more or fewer of them."""
        joint, number = self._weighed(seen.views)[0], seen.views[0]
        shares = [(key, p) for key, (_, p) in zip(joint.keys, joint.texts, strict=True) if key]
        if number is None or not shares or len(number.steps) != len(shares[0][0]):
            return None
        columns = tuple(seen.line.column_at(step, self._number.height) for step in number.steps)
        return PrintedNumber(seen.line.text_ink(), columns, tuple(shares))

    def joint_views(
        self, lines: Lines, general: Sequence[Floats | None] | None = None, *, at_sight: bool = False
    ) -> list[Views]:
        """The number network's view of each crop and the general network's, with their runners-up, and the
        arbiter's of those that are not certain by these two.

        Where the two are not sure of one text, all look at other renderings of the crop as well, but for what
        is read `at_sight`. The second view is None without a general network; all are for a blank crop.
        `general` are that network's logits where it has looked at the lines already.
        """
        lines = _line_inks(lines)
        numbers = self._hypotheses(self._number, lines, NUMBER_BEAMS)
        words: list[Hypothesis | None] = [None] * len(lines)
        if self._general is not None:
            if general is None:
                general = _logits(self._general, lines)
            words = [_hypothesis(self._general, values, WORD_BEAMS) for values in general]
        pairs = [] if at_sight else list(zip(numbers, words, strict=True))
        weak = [i for i, own in enumerate(pairs) if self._is_weak(own)]
        looks = {i: [LineInk(look) for look in _variants(lines[i].image)] for i in weak}
        self._look_again(self._number, numbers, looks, NUMBER_BEAMS)
        if self._general is not None:
            self._look_again(self._general, words, looks, WORD_BEAMS)
        views: list[Views] = list(zip(numbers, words, strict=True))
        return self._with_arbiter(lines, views, looks)

    def _look_again(
        self,
        network: Network,
        views: list[Hypothesis | None],
        looks: Mapping[int, Sequence[LineInk]],
        beams: int,
    ) -> None:
        """Put the mean of a network's views of other renderings in the place of its first view."""
        found = iter(self._hypotheses(network, [look for group in looks.values() for look in group], beams))
        for i, group in looks.items():
            others = [next(found) for _ in group]
            views[i] = average([view for view in (views[i], *others) if view is not None])

    def _with_arbiter(
        self, lines: Sequence[LineInk], views: list[Views], looks: Mapping[int, Sequence[LineInk]]
    ) -> list[Views]:
        if self._arbiter is None or self._general is None:
            return views
        asked = [
            i for i, own in enumerate(views) if _is_number(own[0]) and self._weighed(own)[1] < ASKED_BELOW
        ]
        found = self._hypotheses(self._arbiter, [lines[i] for i in asked], NUMBER_BEAMS)
        again = {place: looks[i] for place, i in enumerate(asked) if i in looks}
        self._look_again(self._arbiter, found, again, NUMBER_BEAMS)
        with_third = list(views)
        for i, view in zip(asked, found, strict=True):
            with_third[i] = (*views[i], view)
        return with_third

    def _is_weak(self, views: Views) -> bool:
        """Whether one of the networks is not sure of the number that both can agree on."""
        number = views[0]
        if not _is_number(number):
            return False
        if self._general is None:
            return number is not None and number.probability < SURE_AT_SIGHT
        return few_are_sure(views, fuse(*views).text)

    def _weigh(self, views: Views) -> tuple[Hypothesis, float]:
        """The texts that the networks can agree on, and how sure the first one is."""
        joint = fuse(*views)
        confidence = self._fusions[len(views)].confidence(joint_features(joint, *views))
        contested = is_contradicted(views, joint.text) or baht.may_be_baht(joint.text, views[1])
        if few_are_sure(views, joint.text) or contested:
            confidence = min(confidence, HESITANT)
        others = max(share_of_digits(view, joint.text) for view in views[1:])
        if better_separated(joint.texts) or others < BOTH_SURE or never_certain(joint.text):
            confidence = min(confidence, NOT_CERTAIN)
        return joint, confidence

    def _joint_reading(self, views: Views, general: Network, other: Rival | None) -> Reading:
        if not _is_number(views[0]):
            return self._reading(general, views[1])  # no number: the words, if any
        joint, confidence = self._weighed(views)
        if other is not None and other.odds > 0 and confidence < CERTAIN:
            joint, confidence = _in_favour(joint, views, other), min(confidence, other.probability)
        if other is not None and other.odds > TOLD_APART:
            confidence = min(confidence, MAX_CONTESTED)
        place = better_separated(joint.texts)
        stopped = place_with_stop(joint, views, place)
        if stopped != place:
            place, confidence = stopped, min(confidence, HESITANT)
        others = [*joint.texts[:place], *joint.texts[place + 1 :]][:4]
        runners = tuple(Alternative(t, round(min(p, 1 - confidence), 4)) for t, p in others if t)
        chars = joint.char_confidences or (confidence,) * len(joint.text)
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
