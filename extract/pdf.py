"""PDF files: opening with every check, the content of one page, the picture of one page.

qpdf (pikepdf) opens, repairs and decrypts; pdfminer interprets pages; pdfium renders them. pdfium is not
thread-safe: one process, one thread. It is loaded when a page is drawn: pages of text are not.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from extract.content import ContentDevice, PageContent
from extract.errors import (
    DamagedFile,
    EncryptedFile,
    ExtractError,
    NoPages,
    PageFailed,
    WrongPassword,
)
from extract.interpreter import PageInterpreter
from extract.limits import POINTS_PER_INCH, Limits
from extract.model import Box
from extract.names import is_unicode
from extract.pdfstreams import check_structure, decoded_size, inherited, reachable_streams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

logging.getLogger("pdfminer").setLevel(logging.ERROR)

Matrix = tuple[float, float, float, float, float, float]

DEFAULT_PAGE = (0.0, 0.0, 612.0, 792.0)


class PdfFile:
    """An open PDF. Close it, or use it in a `with` statement.

    `damage` says what had to be repaired on opening (pages may be missing); None for a sound file.
    """

    def __init__(self, path: Path, limits: Limits, password: str | None = None) -> None:
        self.limits = limits
        self._path = path
        check_structure(path, limits)
        self._qpdf = _open_qpdf(path, password)
        self._checked: dict[tuple[int, int], int] = {}
        self._miner_pages: list[PDFPage] | None = None
        self._manager = PDFResourceManager(caching=True)
        self._pdfium: Any = None
        self._stream: Any = None
        self._clean: bytes | None = None
        self.damage = _damage(self._qpdf)
        try:
            with _as_damage():
                self.n_pages = len(self._qpdf.pages)
            if self.n_pages == 0:
                raise NoPages()
            limits.check_pages(self.n_pages)
        except ExtractError:
            self.close()
            raise

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all three libraries' handles."""
        for handle in (self._pdfium, self._stream, self._qpdf):
            if handle is not None:
                handle.close()
        self._pdfium = self._stream = None
        self._miner_pages = None

    def page_size(self, number: int) -> tuple[float, float]:
        """Width and height in points of page `number` (1-based) as shown."""
        box, turn = self._geometry(number)
        width, height = box[2] - box[0], box[3] - box[1]
        return (height, width) if turn in (90, 270) else (width, height)

    def content(self, number: int) -> PageContent:
        """What page `number` draws. Raises PageFailed or TooMuchContent."""
        box, turn = self._geometry(number)
        width, height = self.page_size(number)
        content = PageContent(width, height)
        self._check_streams(number)
        with _as_page_failure(number):
            page = self._miner_page(number)
            device = ContentDevice(self._manager, content, self.limits, number)
            interpreter = PageInterpreter(self._manager, device)
            interpreter.render_contents(page.resources, page.contents, ctm=_shown_matrix(box, turn))
        return content

    def render(self, number: int, dpi: float, *, as_scanned: bool = False) -> tuple[NDArray[np.uint8], float]:
        """The grey picture of page `number` and its true dpi.

        Lower than `dpi` if limits ask for it; up to a quarter higher where the page is one scanned picture.
        With `as_scanned` that picture's own dpi: to make a part of it smaller takes less than all of it.
        """
        import numpy as np

        from extract.picture import only_grey_pictures, scanned_picture

        width, height = self.page_size(number)
        dpi = self.limits.dpi_for(width, height, dpi, number)
        masked, plain = self._checked_images(number)
        with _as_page_failure(number):
            page = self._pdfium_document()[number - 1]
            try:
                scanned = None if masked else scanned_picture(page, dpi, as_scanned=as_scanned, plain=plain)
                if scanned is not None:
                    return scanned
                # pdfium draws grey pictures three times as fast in colour, and to the same shades
                grey = not only_grey_pictures(page)
                bitmap = page.render(scale=dpi / POINTS_PER_INCH, grayscale=grey, rev_byteorder=False)
                drawn = bitmap.to_numpy()
                image = np.array(drawn[:, :, 0] if drawn.ndim == 3 else drawn, dtype=np.uint8)
                bitmap.close()
            finally:
                page.close()
        return image, dpi

    def _geometry(self, number: int) -> tuple[Box, int]:
        """The visible box (CropBox within MediaBox) in the file's coordinates, and /Rotate."""
        with _as_page_failure(number):
            page = self._qpdf.pages[number - 1]
            media = _box(page.obj.get("/MediaBox") or inherited(page, "/MediaBox")) or DEFAULT_PAGE
            crop = _box(page.obj.get("/CropBox") or inherited(page, "/CropBox"))
            rotate = page.obj.get("/Rotate")
            rotate = inherited(page, "/Rotate") if rotate is None else rotate
            turn = int(rotate) % 360 if rotate is not None else 0
        if crop:
            inner = (
                max(media[0], crop[0]),
                max(media[1], crop[1]),
                min(media[2], crop[2]),
                min(media[3], crop[3]),
            )
            if inner[2] > inner[0] and inner[3] > inner[1]:
                media = inner
        return media, turn if turn in (90, 180, 270) else 0

    def _clean_bytes(self) -> bytes:
        """The file decrypted and with its structure repaired by qpdf."""
        if self._clean is None:
            buffer = io.BytesIO()
            with _as_damage():
                self._qpdf.save(buffer, encryption=False)
            self._clean = buffer.getvalue()
        return self._clean

    @property
    def _is_sound(self) -> bool:
        """True when the file itself can be given to libraries that do not decrypt and repair as qpdf does."""
        return not self._qpdf.is_encrypted and self.damage is None

    def _pdfium_document(self) -> Any:
        import pypdfium2 as pdfium

        if self._pdfium is None and self._is_sound and is_unicode(self._path):
            with contextlib.suppress(pdfium.PdfiumError):
                self._pdfium = pdfium.PdfDocument(self._path)
        if self._pdfium is not None and len(self._pdfium) != self.n_pages:
            self._pdfium.close()
            self._pdfium = None
        if self._pdfium is None:
            self._pdfium = pdfium.PdfDocument(self._clean_bytes())
        return self._pdfium

    def _miner_page(self, number: int) -> PDFPage:
        if self._miner_pages is None and self._is_sound:
            with contextlib.suppress(
                PSException, RecursionError, ValueError, KeyError, TypeError, IndexError
            ):
                self._miner_pages = self._mined(self._path.open("rb"))
        if self._miner_pages is None or len(self._miner_pages) != self.n_pages:
            self._miner_pages = self._mined(io.BytesIO(self._clean_bytes()))
        return self._miner_pages[number - 1]

    def _mined(self, stream: Any) -> list[PDFPage]:
        """pdfminer's pages of a stream, which stays open as long as they are used."""
        if self._stream is not None:
            self._stream.close()
        self._stream = stream
        return list(PDFPage.create_pages(PDFDocument(PDFParser(stream), caching=True)))

    def _check_streams(self, number: int) -> None:
        """Raise TooMuchContent when what the interpreter would decompress for a page exceeds the limit."""
        with _as_page_failure(number):
            page = self._qpdf.pages[number - 1]
            total = operators = 0
            for stream in reachable_streams(page.obj, number):
                kind = stream.get("/Subtype")
                if kind == "/Image":
                    continue
                size = self._stream_size(stream)
                total += size
                self.limits.check_content(total, number)
                if kind == "/Form" or (stream.get("/Type") is None and "/Length1" not in stream):
                    operators += size
                    self.limits.check_operators(operators, number)

    def _stream_size(self, stream: Any) -> int:
        key = stream.objgen
        if key not in self._checked or key == (0, 0):
            self._checked[key] = decoded_size(stream, self.limits.max_content_bytes)
        return self._checked[key]

    def _checked_images(self, number: int) -> tuple[bool, bool]:
        """Whether a picture that the page can draw lets through what is under it, in places; whether nothing
        but their filters tells how the pictures are decoded, unknown of those in the page's content.

        Raises PageTooLarge when one has more pixels than allowed.
        """
        masked, plain, some = False, True, False
        with _as_page_failure(number):
            for stream in reachable_streams(self._qpdf.pages[number - 1].obj, number):
                if stream.get("/Subtype") != "/Image":
                    continue
                some = True
                masked = masked or "/SMask" in stream or "/Mask" in stream
                plain = plain and "/Decode" not in stream and "/DecodeParms" not in stream
                with contextlib.suppress(TypeError, ValueError, OverflowError):
                    width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
                    self.limits.check_pixels(width, height, number)
        return masked, plain and some


def _open_qpdf(path: Path, password: str | None) -> pikepdf.Pdf:
    try:
        # a name in an older Thai encoding is none that qpdf takes
        source = path if is_unicode(path) else io.BytesIO(path.read_bytes())
        return pikepdf.open(source, password=password or "", suppress_warnings=True)
    except pikepdf.PasswordError:
        raise (WrongPassword() if password else EncryptedFile()) from None
    except (pikepdf.PdfError, ValueError, OSError, RuntimeError) as error:
        raise DamagedFile(detail=_short(error)) from error


def _damage(document: pikepdf.Pdf) -> str | None:
    """What qpdf repaired on opening, from its warnings."""
    warnings = [str(warning) for warning in document.get_warnings()]
    serious = [w for w in warnings if "damaged" in w or "reconstruct" in w or "EOF" in w]
    return serious[0].split(": ", 1)[-1] if serious else None


def _short(error: BaseException) -> str:
    """An error's text without the path and in one line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text.rsplit(".pdf", maxsplit=1)[-1].lstrip(" :'\"").strip()[:160] or type(error).__name__


@contextlib.contextmanager
def _as_damage() -> Iterator[None]:
    """Turn any failure of a library on the whole file to DamagedFile."""
    try:
        yield
    except ExtractError:
        raise
    except (Exception, RecursionError) as error:
        raise DamagedFile(detail=_short(error)) from error


@contextlib.contextmanager
def _as_page_failure(number: int) -> Iterator[None]:
    """Turn any failure of a library on one page to PageFailed; running out of memory passes."""
    try:
        yield
    except (ExtractError, MemoryError):
        raise
    except (Exception, RecursionError) as error:
        raise PageFailed(number, detail=f"{type(error).__name__}: {_short(error)}") from error


def _box(value: Any) -> Box | None:
    """A rectangle with its corners in order, None if it is none or empty."""
    try:
        a, b, c, d = (float(part) for part in value)
    except (TypeError, ValueError):
        return None
    x0, x1, y0, y1 = min(a, c), max(a, c), min(b, d), max(b, d)
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _shown_matrix(box: Box, turn: int) -> Matrix:
    """The matrix from the file's coordinates to the shown page with y downwards."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return 0, 1, 1, 0, -y0, -x0
    if turn == 180:
        return -1, 0, 0, 1, x1, -y0
    if turn == 270:
        return 0, -1, -1, 0, y1, x1
    return 1, 0, 0, -1, -x0, y1
