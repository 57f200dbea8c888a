"""Hostile and broken files end in pages or in an ExtractError, in bounded time; nothing else ever."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hostile_files import hostile, mutated, truncated
from hostile_pictures import mutated_files, pictures
from numpy.typing import NDArray

from extract.engines.base import LineKind
from extract.errors import ExtractError
from extract.model import Page, Reading
from extract.read import build_document, close_sources, open_source, read_page
from extract.scanpage import scan_page

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

SECONDS = 20.0
N_MUTATED_SAMPLE = 90
N_MUTATED_NIGHTLY = 2_400


class Echo:
    """An engine that reads the same everywhere."""

    name, version = "echo", "1"

    def read(self, lines: Sequence[NDArray[np.uint8]], kind: LineKind = "text") -> list[Reading]:
        """One reading per line."""
        return [Reading("๑" if kind == "number" else "ก", 0.9) for _ in lines]


def survive(data: bytes, folder: Path, engine: Echo | None = None, max_pages: int = 5) -> list[Page] | str:
    """Read a file as the product does: its pages, or the code of the error that refuses it."""
    path = folder / "x.pdf"
    path.write_bytes(data)
    start = time.process_time()
    try:
        source = open_source(path)
        pages = [read_page(source, n, engine) for n in range(1, min(source.n_pages, max_pages) + 1)]
        build_document(source, pages)
    except ExtractError as error:
        assert error.message_th and error.message_en
        return error.error_code
    finally:
        close_sources()
        assert time.process_time() - start < SECONDS
    for page in pages:
        assert page.error_code != "engine_failed", page.error_message
        assert (page.status == "failed") == (page.error_code is not None and not page.blocks)
    return pages


FILES = hostile()


@pytest.mark.parametrize("name", sorted(FILES))
def test_hostile_file(name: str, tmp_path: Path) -> None:
    survive(FILES[name](), tmp_path)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty", "empty_file"),
        ("header_only", "damaged_file"),
        ("zero_pages", "no_pages"),
        ("flate_bomb", "too_much_content"),
        ("flate_bomb_twice", "too_much_content"),
        ("object_stream_bomb", "too_much_content"),
        ("unicode_map_bomb", "too_much_content"),
        ("forms_of_forms", "too_much_content"),
        ("many_operators", "too_much_content"),
        ("huge_picture", "page_too_large"),
        ("huge_picture_claim", "page_too_large"),
    ],
)
def test_refused_with_the_true_cause(name: str, code: str, tmp_path: Path) -> None:
    result = survive(FILES[name](), tmp_path)
    assert code == (result if isinstance(result, str) else result[0].error_code)


def test_what_can_be_read_is_read(tmp_path: Path) -> None:
    for name in ("junk_before", "junk_after", "no_xref", "broken_startxref", "reversed_box", "many_pages"):
        pages = survive(FILES[name](), tmp_path)
        assert not isinstance(pages, str), name
        assert "ทุจริต" in pages[0].lines[0].text, name


def test_truncated_files(tmp_path: Path) -> None:
    for _, data in truncated():
        survive(data, tmp_path)


def test_mutated_files(tmp_path: Path) -> None:
    for _, data in mutated(N_MUTATED_SAMPLE):
        survive(data, tmp_path)


PICTURES = pictures()


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_pictures_that_hold_nothing(name: str) -> None:
    picture = PICTURES[name]
    size = picture.shape[1] * 0.72, picture.shape[0] * 0.72
    start = time.process_time()
    page = scan_page(picture, size, 1, Echo(), wanted_dpi=200)
    assert page.status in ("ok", "partial")
    assert time.process_time() - start < SECONDS


def test_mutated_images_and_texts(tmp_path: Path) -> None:
    for _, data in mutated_files(N_MUTATED_SAMPLE // 2):
        survive(data, tmp_path, Echo())


@pytest.mark.slow
def test_many_mutated_images_and_texts(tmp_path: Path) -> None:
    for _, data in mutated_files(N_MUTATED_NIGHTLY // 2, seed=2):
        survive(data, tmp_path, Echo())


@pytest.mark.slow
def test_mutated_files_laid_out_as_scans(tmp_path: Path) -> None:
    for _, data in mutated(N_MUTATED_NIGHTLY // 10, seed=4):
        survive(data, tmp_path, Echo(), max_pages=1)


@pytest.mark.slow
def test_many_mutated_files(tmp_path: Path) -> None:
    for _, data in mutated(N_MUTATED_NIGHTLY, seed=2):
        survive(data, tmp_path)
