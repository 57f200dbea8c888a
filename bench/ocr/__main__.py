"""Read the same held-out lines with our reader and with Tesseract, and print one table.

`python -m bench.ocr --fonts training/fonts [--amounts 2000] [--texts 300] [--engines reader,tha,tha+eng]`:
whole pages with texts and seeds that training never used, half of them in the two font families it never
saw, are scanned at a level (`training.scans`) and cut by the code that cuts pages at reading time; `harsh`
lines are drawn one by one (`training.degrade`). Times are CPU milliseconds of this process on one thread.
Tesseract gets the first `--sample` lines of each kind.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count, groupby
from pathlib import Path

import cv2
from rapidfuzz.distance import Levenshtein

from bench.ocr.in_text import InText, in_text
from bench.ocr.legibility import by_legibility, is_legible
from extract.engines.base import Engine, Image, LineKind
from extract.engines.clear_page import CERTAIN, ClearPage
from extract.engines.page_lines import read_lines
from extract.model import Reading
from training import texts
from training.evaluate import SCANS, Scan, held_out, same_number
from training.generate import Net, Sample

SEED = 880_001
TEXTS_OF_PAGE = 4
"""So many lines of prose, and of table text, of one page at most: one page in a face that came out badly must
not decide (a page has up to 180, and of 150 lines taken as they came 35 were of one page)."""
SHARE_OF_NUMBERS = 0.8
"""This share of a page's numbers is taken: they are read with the others of their page in view."""
BEYOND = " (illegible)"
"""Of a kind those lines whose letters are too small or have become blots (`bench.ocr.legibility`)."""
KINDS = ("prose", "table text", "Thai amounts", "Arabic amounts", "lone dash")
TO_ARABIC = str.maketrans(texts.THAI_DIGITS, "0123456789")
NUMBER = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*(\.-|/-)?")


def kind_of(label: str) -> str | None:
    """The row of the table that a line counts in; None for numbers with other signs in them."""
    if label == "-":
        return "lone dash"
    if NUMBER.fullmatch(label):
        thai, arabic = bool(re.search("[๐-๙]", label)), bool(re.search("[0-9]", label))
        return None if thai and arabic else "Thai amounts" if thai else "Arabic amounts"
    if not re.search("[ก-ฮ]", label):
        return None
    return "prose" if len(label) >= 45 else "table text"


def collect(fonts: Path, level: Scan, wanted: dict[str, int], seed: int = SEED) -> dict[str, list[Sample]]:
    """Held-out lines of every kind: numbers from pages full of numbers, text from the others.

    Of each kind so many legible lines as wanted; the illegible ones that came with them, at most as many,
    are a kind of their own.
    """
    found: dict[str, list[Sample]] = {kind + beyond: [] for kind in KINDS for beyond in ("", BEYOND)}
    rng = random.Random(seed)
    nets: dict[Net, tuple[str, ...]] = {"general": KINDS[:2], "number": KINDS[2:]}
    for net, kinds in nets.items():
        for page in _pages(net, fonts, level, seed):
            for kind in kinds:
                for sample in chosen(page, kind, rng) if len(found[kind]) < wanted[kind] else ():
                    own = found[kind if is_legible(sample) else kind + BEYOND]
                    if len(own) < wanted[kind]:
                        own.append(sample)
            if all(len(found[kind]) >= wanted[kind] for kind in kinds):
                break
    return found


def _pages(net: Net, fonts: Path, level: Scan, seed: int) -> Iterator[list[Sample]]:
    """The lines of pages in faces that training drew with and in ones that it never did, by turns; a line
    that stands on no page is a page of its own."""
    streams = [
        groupby(zip(held_out(net, fonts, level, seed, unseen), count(), strict=False), key=_page_of)
        for unseen in (False, True)
    ]
    for turn in zip(*streams, strict=True):
        for _, own in turn:
            yield [sample for sample, _ in own]


def _page_of(numbered: tuple[Sample, int]) -> object:
    sample, number = numbered
    return sample.page or number


def chosen(page: Sequence[Sample], kind: str, rng: random.Random) -> list[Sample]:
    """The lines of a kind that are taken of a page."""
    own = [sample for sample in page if kind_of(sample.label) == kind]
    if kind in KINDS[:2]:
        return own if len(own) <= TEXTS_OF_PAGE else rng.sample(own, TEXTS_OF_PAGE)
    return [sample for sample in own if rng.random() < SHARE_OF_NUMBERS]


@dataclass(frozen=True)
class Score:
    """What an engine made of lines of one kind and level; rates in percent."""

    engine: str
    kind: str
    level: str
    lines: int
    cer: float
    exact: float
    milliseconds: float
    certain: float
    certain_wrong: int
    wrong_values: int
    """Of the certain and wrong ones those with another value: a stop at a number's end changes none."""

    def cell(self) -> str:
        """The cell of the printed table."""
        text = f"{self.cer:.2f} / {self.exact:.1f} %"
        if self.milliseconds:
            text += f" / {self.milliseconds:.1f}"
        if self.engine == "reader" and "amounts" in self.kind:
            text += f" / {self.certain:.1f} %, {self.certain_wrong} wrong, {self.wrong_values} in value"
        return text


def measure(
    name: str, engine: Engine, lines: list[Sample], kind: str, level: str
) -> tuple[list[Score], list[InText]]:
    """Read the lines as a page's lines are read: what no number is found in is read again as text.

    The first score is that of all lines; for numbers of bad scans those of parts by legibility follow. Of
    lines of text the numbers in them are scored as well.
    """
    started = time.process_time()
    readings = read(engine, lines)
    spent = time.process_time() - started
    found = [scored(name, lines, readings, kind, level, 1000 * spent / len(lines))]
    if level == "bad" and "amounts" in kind:
        for grade, own in by_legibility(lines).items():
            part, their = [lines[i] for i in own], [readings[i] for i in own]
            found.append(scored(name, part, their, f"{kind}, {grade}", level, 0.0))
    is_text = kind.removesuffix(BEYOND) in KINDS[:2]
    return found, list(in_text(name, lines, readings, f"numbers in {kind}", level)) if is_text else []


def plain(text: str) -> str:
    """A text as it is compared: without spaces, its dashes short."""
    return texts.canonical(text).replace(" ", "").replace("–", "-")


def value_of(number: str) -> str:
    """The digits of a number's value and its stop, without commas and without what follows the last digit."""
    return plain(number).replace(",", "").rstrip(".-/").translate(TO_ARABIC)


def scored(
    name: str, lines: list[Sample], readings: list[Reading], kind: str, level: str, milliseconds: float
) -> Score:
    """The score of readings; `milliseconds` a line, 0 where they were not measured."""
    errors = length = exact = certain = wrong = values = 0
    for line, reading in zip(lines, readings, strict=True):
        truth, got = plain(line.label), plain(reading.text)
        errors += Levenshtein.distance(truth, got)
        length += len(truth)
        right = same_number(truth, got)
        exact += right
        certain += reading.confidence >= CERTAIN
        wrong += reading.confidence >= CERTAIN and not right
        values += reading.confidence >= CERTAIN and value_of(truth) != value_of(got)
    n = len(lines)
    return Score(
        name,
        kind,
        level,
        n,
        100 * errors / length,
        100 * exact / n,
        milliseconds,
        100 * certain / n,
        wrong,
        values,
    )


def read(engine: Engine, lines: list[Sample]) -> list[Reading]:
    """Readings of the lines, each asked for as what it was cut out as, those of a page together."""
    readings = [Reading("", 0.0)] * len(lines)
    pages: dict[object, list[int]] = {}
    for i, line in enumerate(lines):
        pages.setdefault(line.page or i, []).append(i)
    for own in pages.values():
        for i, reading in zip(own, _read_page(engine, [lines[i] for i in own]), strict=True):
            readings[i] = reading
    return readings


def _read_page(engine: Engine, lines: list[Sample]) -> list[Reading]:
    """Readings of the lines of a page, as `extract.scan.page` asks for them."""
    crops, kinds = [line.crop for line in lines], [line.kind for line in lines]
    readings = read_lines(crops, kinds, engine)
    clear_page: ClearPage | None = getattr(engine, "clear_page", None)
    return readings if clear_page is None else clear_page.settled(readings)


class _Asked:
    """An engine asked for always the same kind of line: Tesseract's languages depend on the kind."""

    def __init__(self, engine: Engine, kind: LineKind) -> None:
        self._engine, self._kind = engine, kind
        self.name, self.version = engine.name, engine.version

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        return self._engine.read(lines, self._kind)


def make(name: str) -> Engine:
    """`reader`, `hybrid`, `tha` or `tha+eng`."""
    from extract.engines.registry import make_engine

    engine = make_engine({"tha": "tesseract", "tha+eng": "tesseract"}.get(name, name))
    if engine is None:
        raise SystemExit(f"{name} is not installed")
    if name.startswith("tha"):
        return _Asked(engine, "number" if "eng" in name else "text")
    return engine


def _print_within(within: Sequence[InText], engines: Sequence[str]) -> None:
    """Print the table of numbers within lines of text."""
    rows: dict[str, dict[str, InText]] = {}
    for score in within:
        rows.setdefault(f"| {score.kind} | {score.level} | {score.system} ", {})[score.engine] = score
    if not rows:
        return
    print("\n| lines | level | numbers | n | " + " | ".join(engines) + " |")
    print("|---" * (len(engines) + 4) + "|")
    for row, by_engine in rows.items():
        cells = [by_engine[name].cell() if name in by_engine else "-" for name in engines]
        print(f"{row}| {next(iter(by_engine.values())).numbers} | " + " | ".join(cells) + " |")
    print("\nCER with spaces / exact numbers of this numeral system within the lines / certain, wrong ones.")


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=Path("training/fonts"))
    parser.add_argument("--amounts", type=int, default=1000, help="lines of each numeral system and level")
    parser.add_argument("--texts", type=int, default=300, help="lines of prose, and of table text, per level")
    parser.add_argument("--sample", type=int, default=100, help="lines of each kind that Tesseract gets")
    parser.add_argument("--engines", default="reader,tha,tha+eng")
    parser.add_argument("--levels", default=",".join(SCANS))
    parser.add_argument("--seed", type=int, default=SEED, help="of the pages")
    parser.add_argument("--models", type=Path, help="folder of other models for the reader")
    parser.add_argument("--json", type=Path, help="write the scores to this file as well")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    engines = {name: make(name) for name in args.engines.split(",")}
    if args.models and "reader" in engines:
        from extract.engines.reader import ReaderEngine

        engines["reader"] = ReaderEngine(args.models)
    wanted = dict(
        zip(KINDS, (args.texts, args.texts, args.amounts, args.amounts, args.amounts // 4), strict=True)
    )
    print("| lines | level | " + " | ".join(engines) + " |")
    print("|---" * (len(engines) + 2) + "|")
    found: list[Score] = []
    legible: list[Score] = []
    within: list[InText] = []
    for level in args.levels.split(","):
        lines = collect(args.fonts, level, wanted, args.seed)
        for kind, all_of_kind in lines.items():
            if not all_of_kind:
                continue
            row = f"| {kind} | {level} |"
            for name, engine in engines.items():
                part = all_of_kind if name == "reader" else all_of_kind[: args.sample]
                (score, *grades), numbers = measure(name, engine, part, kind, level)
                within += numbers
                found += [score, *grades]
                row += f" {score.cell()} |"
                if name == "reader":
                    legible += grades
            print(row, flush=True)
    print(
        "\nCER without spaces / exact lines / CPU ms a line; for amounts: certain, wrong ones of these, and"
        " wrong values of these."
    )
    if legible:
        print("\n| height of letters, bad scans | n | reader |\n|---|---|---|")
        for score in legible:
            print(f"| {score.kind} | {score.lines} | {score.cell()} |")
    _print_within(within, list(engines))
    print(f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")
    if args.json:
        scores = [asdict(score) for score in (*found, *within)]
        args.json.write_text(json.dumps(scores, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
