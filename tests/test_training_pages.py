"""Pages drawn for training: what is cut out of them carries the text that was printed there."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from extract.engines.line_image import normalise_line
from training import generate, texts
from training.generate import mixed, page_samples
from training.held_out import HeldOutWords
from training.pages import Sheet, TrainingWords, draw_sheet
from training.readable import READABLE_FROM, gap_contrast
from training.render import Pen
from training.scans import CutLine, Scan, cut_lines, scan_sheet


@pytest.fixture(scope="module")
def pen() -> Pen:
    pytest.importorskip("fontTools")
    from training.fonts import load_faces

    faces = load_faces(Path("training/fonts"))
    if not faces:
        pytest.skip("no Thai fonts installed")
    return Pen(faces)


def sheet_of(pen: Pen, seed: int, kind: str) -> Sheet:
    return draw_sheet(random.Random(seed), pen, TrainingWords(), "light", {kind: 1.0}, 0.4)


@pytest.mark.parametrize("kind", ["prose", "plan", "numbers", "columns"])
def test_pages_know_where_their_lines_are(pen: Pen, kind: str) -> None:
    sheet = sheet_of(pen, 3, kind)
    assert sheet.lines
    for line in sheet.lines:
        x0, y0, x1, y1 = (round(v) for v in line.box)
        assert line.text == texts.canonical(line.text)
        inside = sheet.image[max(0, y0) : y1, max(0, x0) : x1]
        assert inside.size and inside.min() < 128  # there is ink where a line is said to be


@pytest.mark.parametrize("level", ["light", "typical", "bad"])
def test_cut_lines_are_those_that_were_printed(pen: Pen, level: str) -> None:
    sheet = sheet_of(pen, 5, "plan")
    lines, count = cut_lines(sheet, scan_sheet(sheet, np.random.default_rng(5), level))
    assert count == len(sheet.lines)
    assert len(lines) > 0.6 * count
    printed = "\n".join(line.text.replace(" ", "") for line in sheet.lines)
    for line in lines:
        for part in line.text.split(" "):
            assert part in printed
        assert line.layout.image.dtype == np.uint8


def test_a_scan_leads_back_to_the_sheet(pen: Pen) -> None:
    sheet = sheet_of(pen, 7, "numbers")
    scan = scan_sheet(sheet, np.random.default_rng(1), "typical")
    height, width = scan.image.shape
    (x, y), *_ = scan.to_sheet(np.array([[width / 2, height / 2]]))
    assert abs(x - width / 2) < 2
    assert abs(y - height / 2) < 0.01 * width


def test_a_sheet_leads_to_the_scan_and_back(pen: Pen) -> None:
    sheet = sheet_of(pen, 7, "numbers")
    skewed = scan_sheet(sheet, np.random.default_rng(1), "typical")
    scan = Scan(skewed.image, skewed.matrix, 6.0, skewed.dpi)  # as where a page does not lie flat
    places = np.array([[50.0, 60.0], [300.0, 400.0], [900.0, 500.0]])
    assert np.abs(scan.to_sheet(scan.from_sheet(places)) - places).max() < 0.1


def test_lines_of_pages_say_how_legible_they_are(pen: Pen) -> None:
    sheet = sheet_of(pen, 5, "plan")
    scan = scan_sheet(sheet, np.random.default_rng(5), "typical")
    lines, _ = cut_lines(sheet, scan)
    low, high = (f(p.core[1] - p.core[0] for p in sheet.lines) / sheet.zoom for f in (min, max))
    assert all(low <= line.letter_px <= high for line in lines)
    assert not scan.bilevel
    assert Scan(np.where(scan.image > 128, 255, 0).astype(np.uint8), scan.matrix, 0.0, scan.dpi).bilevel


@pytest.mark.parametrize("kind", ["numbers", "prose"])
def test_letters_that_became_blots_are_told_from_worn_ones(pen: Pen, kind: str) -> None:
    sheet = sheet_of(pen, 5, kind)
    scan = scan_sheet(sheet, np.random.default_rng(5), "typical")
    spread, most = (np.asarray(cv2.erode(scan.image, np.ones((n, n), np.uint8)), np.uint8) for n in (2, 9))
    good, worn, blots = (
        gap_contrast(sheet, Scan(image, scan.matrix, scan.bow, scan.dpi))
        for image in (scan.image, spread, most)
    )
    assert good > worn > READABLE_FROM > blots


def test_lines_for_the_number_network_hold_only_its_characters(pen: Pen) -> None:
    found = list(islice(page_samples("number", pen, 4), 60))
    assert all(set(sample.label) <= set(texts.NUMBER_CHARS) for sample in found)
    assert any(sample.kind == "number" for sample in found)


def test_held_out_texts_have_other_figures_each_time() -> None:
    words = HeldOutWords()
    drawn = ["".join(islice(words.running(random.Random(seed)), 60)) for seed in range(6)]
    assert len(set(drawn)) == 6
    assert all(set(texts.canonical(text)) <= set(texts.GENERAL_CHARS) for text in drawn)
    assert texts.canonical(words.title(random.Random(1)))


def test_streams_are_mixed_by_share() -> None:
    def of(value: int) -> Iterator[int]:
        while True:
            yield value

    drawn = list(islice(mixed(of(0), of(1), 0.7, 3), 400))  # type: ignore[arg-type, type-var]
    assert 240 < sum(drawn) < 320  # type: ignore[arg-type]


def test_a_speck_far_over_the_letters_does_not_shrink_the_line() -> None:
    line = np.full((60, 400), 255, np.uint8)
    for x in range(10, 380, 20):
        line[25:45, x : x + 12] = 0
        line[29:41, x + 4 : x + 8] = 255
    dirty = line.copy()
    dirty[8:11, 204:207] = 0  # ten rows above the letters
    clean, spoilt = normalise_line(line, 40), normalise_line(dirty, 40)
    assert clean is not None
    assert spoilt is not None
    assert clean.shape == spoilt.shape
    assert int(np.abs(clean.astype(int) - spoilt.astype(int)).max()) <= 1


def test_what_is_found_on_a_page_does_not_change_the_next(pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else two cutters would be measured on different pages."""

    def second_page() -> list[str]:
        found = itertools.takewhile(lambda sample: sample.page[1] < 2, page_samples("number", pen, 4))
        return [sample.label for sample in found if sample.page[1] == 1]

    def in_part(sheet: Sheet, scan: Scan) -> tuple[list[CutLine], int]:
        return cut_lines(sheet, scan)[0][:-1], 0

    whole = second_page()
    monkeypatch.setattr(generate, "cut_lines", in_part)
    part = second_page()
    assert len(whole) > 1
    assert part in (whole, whole[:-1])
