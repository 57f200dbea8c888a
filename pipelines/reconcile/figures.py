"""What may stand on the page for each figure: the readings with their probabilities.

A figure's prior comes from the reading engine alone: its text with its confidence, its runner-ups, and
what one misread digit makes of it. Everything that the list does not hold is `rest`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.engines.number_form import digits_of
from extract.model import Reading
from normalize.chars import canonical
from normalize.money import parse_words
from pipelines.one_digit import Cents, cents
from pipelines.records import Source

PARSER_DOUBT = 0.4
"""Probability that an amount in exact text belongs elsewhere, where the parser says that it cannot tell."""
NO_READING = 0.1
"""Probability that a scanned cell in which nothing was read holds an amount."""
DASH = 0.02
"""Probability that what was read as a dash is an amount: a number is seldom taken for one stroke."""
PHRASE = 0.001
"""The same of a phrase (`ไม่ใช้งบประมาณ`), also where some of its letters were read weakly."""
UNTRUSTED = 0.7
"""Probability that a number is wrong where the engine cannot tell its digits apart (measured: 72-97 %)."""
BLIND_CONFIDENCE = 0.3
"""The confidence that such a number has in the tables, whatever the engine says."""
WITHOUT_READING = 0.3
"""The same for a scanned value that comes without the engine's evidence."""
UNLISTED = 0.1
"""Share of the misreadings of a number that are more than one wrong digit (a digit lost, two confused)."""
UNLISTED_VALUE = 1e-3
"""Probability of one particular value among the readings not listed."""
LEFT_OUT = 0.004
"""Probability that a number in a line of text lost a digit: that leaves no trace in the confidence of the
others. Enough that a sum which asks for just that digit makes the number doubtful, no more."""
SLASH = 0.3
"""Probability that the first `1` of a count behind another (`2 โครงการ 13 มาตรการ`) is a slash."""
RUNNER_UP_SHARE = 0.9
"""Share of a digit's doubt that belongs to the runner-ups that the engine names, where it names any."""
BLIND_TABLE = 0.15
"""With more untrusted numbers than this share a table is set in Thai numerals: none of it is trusted."""

_THAI_DIGIT = re.compile("[๐-๙]")
_WORDS = re.compile("[ก-๎]{5}")
_IN_BRACKETS = re.compile(r"\(([^()\d]*บาท[^()\d]*)\)")
_NUMBER = re.compile(r"\d[\d,.]*")
_KIND_BEFORE = re.compile(r"\d\s*(?:โครงการ|กิจกรรม|มาตรการ)\s*$")


@dataclass(slots=True)
class Figure:
    """The readings of one figure: probability by value (in hundredths), and of any value not listed.

    `contestable` is False where the value stands in exact text: no sum can change it. `printed` is False for
    a number that was counted, not read. `slip` is the probability that the document prints another value here
    than it means, `slip_value` that of one particular wrong value then. `blind`: the engine cannot tell its
    digits apart and makes the same mistake wherever the same number stands.
    """

    options: dict[Cents, float]
    rest: float = 0.0
    contestable: bool = True
    printed: bool = True
    slip: float = 0.0
    slip_value: float = 0.05
    blind: bool = False

    @property
    def top(self) -> Cents:
        """The likeliest reading."""
        best = max(self.options.values())
        return min(value for value, probability in self.options.items() if probability == best)


def exact_figure(value: Decimal) -> Figure:
    """A value of exact text."""
    return Figure({cents(value): 1.0}, contestable=False)


def uncertain_figure(value: Decimal, wrong: float) -> Figure:
    """A value that is something else with probability `wrong`."""
    return Figure({cents(value): 1.0 - wrong}, rest=wrong)


def unread_figure() -> Figure:
    """A figure of which nothing was read: no value is likelier than another, not that of nothing either."""
    return uncertain_figure(Decimal(0), 1 - UNLISTED_VALUE)


def figure_of(
    value: Decimal | None, source: Source, *, flagged: bool, seen_empty: bool, blind: bool
) -> Figure:
    """The figure of a printed amount; `value` is None where nothing (readable) is printed.

    `flagged`: the parser could not tell whose amount it is. `seen_empty`: nothing is printed for certain.
    `blind`: the table's digits are not told apart by the engine.
    """
    if value is None:
        if seen_empty:
            return exact_figure(Decimal(0))
        return uncertain_figure(Decimal(0), NO_READING)
    if source.exact:
        return uncertain_figure(value, PARSER_DOUBT) if flagged else exact_figure(value)
    reading = reading_of(value / source.scale, source.readings)
    if reading is not None and value == 0 and not any(c.isalnum() for c in reading.text):
        return uncertain_figure(value, PARSER_DOUBT if flagged else min(DASH, 1 - reading.confidence))
    if value == 0 and not flagged and _are_words(source.readings):
        return uncertain_figure(value, PHRASE)
    if _is_blind(reading, table_is_blind=blind):
        return replace(uncertain_figure(value, UNTRUSTED), blind=True)
    if reading is None:
        confidence = source.confidence if source.confidence is not None else 0.5
        return _spread(value, str(value), max(WITHOUT_READING, 1 - confidence), [])
    figure = _from_reading(value, reading, source.scale)
    if flagged:
        figure.options = {v: p * (1 - PARSER_DOUBT) for v, p in figure.options.items()}
        figure.rest = figure.rest * (1 - PARSER_DOUBT) + PARSER_DOUBT
    return figure


def _are_words(readings: Iterable[Reading]) -> bool:
    """Whether lines were read as words without any digit."""
    text = " ".join(reading.text for reading in readings)
    return _WORDS.search(text) is not None and not any(c.isdigit() for c in text)


def told_in_words(value: Decimal, raw: str | None) -> bool:
    """Whether a text says an amount in words in brackets as well (`25,000 บาท (สองหมื่นห้าพันบาทถ้วน)`)."""
    return any(parse_words(words) == value for words in _IN_BRACKETS.findall(canonical(raw or "")))


def reading_of(value: Decimal, readings: Iterable[Reading]) -> Reading | None:
    """The reading whose text holds the value; the only reading where none shows it."""
    known = list(readings)
    for reading in known:
        if any(number == value for number in numbers_in(reading.text)):
            return reading
    return known[0] if len(known) == 1 else None


def number_confidence(value: Decimal, source: Source) -> float | None:
    """How surely the digits of a number were read that stands in a line of other text: the words around it
    tell nothing of it. The source's own confidence where the number is all of its line."""
    printed = value / source.scale
    reading = reading_of(printed, source.readings)
    span = _span(printed, reading.text) if reading is not None else None
    if reading is None or span is None or len(reading.char_confidences) != len(reading.text):
        return source.confidence
    if reading.text[span[0] : span[1]].strip() == reading.text.strip():
        return source.confidence
    return math.prod(reading.char_confidences[span[0] : span[1]])


def _is_blind(reading: Reading | None, *, table_is_blind: bool) -> bool:
    """True when the number may be another because of digits that its engine cannot tell apart.

    In a table of Thai numerals a reading of Arabic ones is suspect as well, one of Thai digits by an engine
    that knows them is not.
    """
    if reading is None:
        return table_is_blind
    if not reading.digits_trusted:
        return True
    return table_is_blind and not _THAI_DIGIT.search(reading.text)


def is_blind(readings: Iterable[Reading]) -> bool:
    """True when too many numbers of a table were read by an engine that cannot tell its digits apart."""
    numeric = [r for r in readings if any(c.isdigit() for c in r.text)]
    blind = sum(not r.digits_trusted for r in numeric)
    return bool(numeric) and blind > BLIND_TABLE * len(numeric)


def numbers_in(text: str) -> list[Decimal]:
    """The numbers of a text as printed, thousands separators taken out."""
    found = []
    for match in _NUMBER.finditer(text):
        plain = match.group().rstrip(".,").replace(",", "")
        if plain.count(".") <= 1:
            found.append(Decimal(plain))
    return found


def amount(value: Cents) -> Decimal:
    """Hundredths as an amount."""
    return Decimal(value) / 100


def _from_reading(value: Decimal, reading: Reading, scale: int) -> Figure:
    """The figure of a value in baht; `scale` is how many baht one unit of the reading is."""
    printed = value / scale
    span = _span(printed, reading.text)
    if span is None:  # a dash, a phrase: nothing that a digit could change
        return uncertain_figure(value, 1 - reading.confidence)
    digits = reading.text[span[0] : span[1]]
    whole = digits.strip() == reading.text.strip()
    doubts = reading.char_confidences[span[0] : span[1]]
    wrong = 1 - reading.confidence
    if not whole and doubts:
        right = 1.0
        for confidence in doubts:
            right *= confidence
        wrong = 1 - right
    rivals = [
        (rival * scale, other.confidence)
        for other in reading.alternatives
        for rival in _same_place(printed, reading.text, other.text)
        if scale != 1 or digits_of(other.text) != digits_of(reading.text)
    ]
    figure = _spread(value, digits, min(max(wrong, 1e-6), 0.98), rivals, doubts, scale)
    if not whole:
        _allow_left_out(figure, digits, scale)
    if len(digits) > 1 and int(digits[0]) == 1 and _KIND_BEFORE.search(reading.text[: span[0]]):
        _allow_slash(figure, digits)
    return figure


def _allow_slash(figure: Figure, digits: str) -> None:
    """Let the first digit be the slash between two counts."""
    figure.options = {value: p * (1 - SLASH) for value, p in figure.options.items()}
    figure.rest *= 1 - SLASH
    value = _cents_of(digits[1:])
    figure.options[value] = figure.options.get(value, 0.0) + SLASH


def _allow_left_out(figure: Figure, digits: str, scale: int) -> None:
    """Let the first digit have been left out, or one of two equal neighbours."""
    plain = digits.replace(",", "")
    longer = {f"{first}{plain}" for first in range(1, 10)}
    longer |= {plain[:n] + plain[n] + plain[n:] for n in range(len(plain.partition(".")[0]))}
    figure.options = {value: p * (1 - LEFT_OUT) for value, p in figure.options.items()}
    figure.rest *= 1 - LEFT_OUT
    for text in longer:
        value = _cents_of(text, scale)
        figure.options[value] = figure.options.get(value, 0.0) + LEFT_OUT / len(longer)


def _spread(
    value: Decimal,
    digits: str,
    wrong: float,
    rivals: list[tuple[Decimal, float]],
    doubts: tuple[float, ...] = (),
    unit: int = 1,
) -> Figure:
    """Share the probability of a misreading among runner-ups, single misread digits, and the rest; `unit` is
    how many baht one unit of the digits is."""
    options: dict[Cents, float] = {cents(value): 1 - wrong}
    left = wrong
    if rivals:
        named = sum(p for _, p in rivals)
        scale = min(1.0, wrong * RUNNER_UP_SHARE / named) if named > 0 else 0.0
        for rival, probability in rivals:
            options[cents(rival)] = options.get(cents(rival), 0.0) + probability * scale
        left = max(0.0, wrong - named * scale)
    places = [n for n, character in enumerate(digits) if character.isdigit()]
    weights = [max(1 - doubts[n], 1e-9) if len(doubts) == len(digits) else 1.0 for n in places]
    for n, weight in zip(places, weights, strict=True):
        share = left * (1 - UNLISTED) * weight / sum(weights) / 9
        for digit in "0123456789":
            if digit != str(int(digits[n])):
                changed = _cents_of(digits[:n] + digit + digits[n + 1 :], unit)
                options[changed] = options.get(changed, 0.0) + share
    return Figure(options, rest=left * UNLISTED if places else left)


def _cents_of(digits: str, scale: int = 1) -> Cents:
    return cents(Decimal(digits.strip().rstrip(".,").replace(",", "")) * scale)


def _span(value: Decimal, text: str) -> tuple[int, int] | None:
    for match in _NUMBER.finditer(text):
        plain = match.group().rstrip(".,")
        if plain.count(".") <= 1 and Decimal(plain.replace(",", "")) == value:
            return match.start(), match.start() + len(plain)
    return None


def _same_place(value: Decimal, text: str, other: str) -> list[Decimal]:
    """The number of a runner-up text that stands where the value stands in the first."""
    numbers, others = numbers_in(text), numbers_in(other)
    if value not in numbers or len(numbers) != len(others):
        return []
    rival = others[numbers.index(value)]
    return [rival] if rival != value else []
