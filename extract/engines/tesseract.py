"""Tesseract behind the engine interface, through tesserocr; optional.

Its Thai models cannot emit five of the ten Thai digits and say so with high confidence (langdata_lstm#42), so
readings that hold, or may hold, Thai digits are never `digits_trusted`.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.engines.base import Image, LineKind
from extract.model import Reading

# Where Debian, Fedora and Homebrew put their models.
TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
LANGUAGES: dict[LineKind, str] = {"text": "tha", "number": "tha+eng"}
THAI_DIGIT = re.compile("[๐-๙]")
DIGIT = re.compile("[0-9๐-๙]")


class EngineMissingError(RuntimeError):
    """The engine's software or models are not installed; the message says what to install."""


def find_tessdata() -> Path:
    """The folder with the Thai model; raises EngineMissingError where there is none."""
    for folder in (os.environ.get("TESSDATA_PREFIX", ""), *TESSDATA):
        if folder and (Path(folder) / "tha.traineddata").is_file():
            return Path(folder)
    raise EngineMissingError(
        "ไม่พบแบบจำลองภาษาไทยของ Tesseract ติดตั้งด้วย: apt install tesseract-ocr-tha "
        "(Tesseract's Thai model was not found; install it with: apt install tesseract-ocr-tha)"
    )


class TesseractEngine:
    """Reads line images with Tesseract: `tha` for text, `tha+eng` for numbers. For one thread at a time."""

    def __init__(self) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            import tesserocr
        except ImportError as error:
            raise EngineMissingError(
                "ไม่ได้ติดตั้ง tesserocr: pip install 'thaiplan[tesseract]' "
                "(tesserocr is not installed: pip install 'thaiplan[tesseract]')"
            ) from error
        self._module: Any = tesserocr
        self._tessdata = find_tessdata()
        self._version = str(tesserocr.tesseract_version()).split()[1]
        self._apis: dict[LineKind, Any] = {}

    @property
    def name(self) -> str:
        """`tesseract`."""
        return "tesseract"

    @property
    def version(self) -> str:
        """Version of Tesseract and of the way it is asked."""
        return f"{self._version}+line1"

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        """Read each line image with the models for its kind."""
        return [self._read(line, kind) for line in lines]

    def _api(self, kind: LineKind) -> Any:
        if kind not in self._apis:
            api = self._module.PyTessBaseAPI(
                path=str(self._tessdata), lang=LANGUAGES[kind], psm=self._module.PSM.SINGLE_LINE
            )
            api.SetVariable("tessedit_do_invert", "0")
            self._apis[kind] = api
        return self._apis[kind]

    def _read(self, line: Image, kind: LineKind) -> Reading:
        if not line.size or line.min() > 200:
            return Reading("", 0.0)
        api = self._api(kind)
        height, width = line.shape
        api.SetImageBytes(line.tobytes(), width, height, 1, width)
        api.SetSourceResolution(200)
        text = tidy(str(api.GetUTF8Text()))
        words = api.AllWordConfidences()
        confidence = max(0.0, min(words) / 100) if text and words else 0.0
        return Reading(text, confidence, digits_trusted=digits_can_be_trusted(text))


def tidy(text: str) -> str:
    """One line, NFC, with sara am in one piece (Tesseract splits it into nikhahit and aa)."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    return re.sub("([\u0e48-\u0e4b])\u0e4d\u0e32", "\\1\u0e33", text)


def digits_can_be_trusted(text: str) -> bool:
    """False when the text holds Thai digits, or none at all: what looks like a letter may have been one."""
    return bool(DIGIT.search(text)) and not THAI_DIGIT.search(text)
