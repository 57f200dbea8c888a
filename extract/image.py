"""Image files (PNG, JPEG, TIFF of many pages): checked first, then decoded to grey as a viewer shows them."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from extract.errors import DamagedFile, ExtractError, NoPages, PageFailed, PageTooLarge, TooManyPages
from extract.limits import Limits

DEFAULT_DPI = 200.0
"""Assumed where an image file says nothing (or nothing possible) about its resolution."""

FORMATS = ("PNG", "JPEG", "TIFF")
"""The only decoders that are ever tried."""


def count_pages(path: Path, limits: Limits) -> int:
    """Number of pages of an image file; checks the pixels of its first page. Raises ExtractError."""
    with _opened(path, limits) as image:
        if image.format != "TIFF":
            return 1
        number = 0
        try:
            while True:
                image.seek(number)
                number += 1
                if number > limits.max_pages:
                    raise TooManyPages(n_pages=number, limit=limits.max_pages)
        except EOFError:
            pass
        except (OSError, ValueError, SyntaxError, KeyError, TypeError) as error:
            if number == 0:
                raise DamagedFile(detail=_short(error)) from error
        if number == 0:
            raise NoPages()
        return number


def load_grey(path: Path, number: int, limits: Limits) -> tuple[NDArray[np.uint8], float]:
    """Page `number` (1-based) as a grey image, turned as its EXIF says, and its dpi. Raises ExtractError."""
    with _opened(path, limits) as image:
        try:
            image.seek(number - 1)
            limits.check_pixels(*image.size, page=number)
            dpi = _dpi(image)
            turned = ImageOps.exif_transpose(image)
            return np.array(_on_white(turned).convert("L"), dtype=np.uint8), dpi
        except ExtractError:
            raise
        except Image.DecompressionBombError as error:
            raise PageTooLarge(number, size=_short(error), limit=f"{limits.max_pixels:,} px") from error
        except MemoryError:
            raise
        except Exception as error:
            raise PageFailed(number, detail=_short(error)) from error


def _opened(path: Path, limits: Limits) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow warns of damage that either raises on decoding or does not matter
            warnings.simplefilter("ignore")
            image = Image.open(path, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise PageTooLarge(size=_short(error), limit=f"{limits.max_pixels:,} px") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError) as error:
        raise DamagedFile(detail=_short(error)) from error
    try:
        limits.check_pixels(*image.size)
    except ExtractError:
        image.close()
        raise
    return image


def _dpi(image: Image.Image) -> float:
    """The horizontal resolution the file states, or the default when it states none or an impossible one."""
    try:
        dpi = float(image.info["dpi"][0])
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError):
        return DEFAULT_DPI
    return dpi if 30 <= dpi <= 2400 else DEFAULT_DPI


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent parts on white paper; 16-bit grey scaled to 8 bits."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        values = np.asarray(image, dtype=np.float64)
        top = 255.0 if values.max(initial=0) <= 255 else 65535.0
        return Image.fromarray((np.clip(values / top, 0, 1) * 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(paper, rgba)
    return image


def _short(error: BaseException) -> str:
    return " ".join(str(error).split("'")[0].split())[:160] or type(error).__name__
