"""The package's own reader, loaded when the first line is read: its libraries take longer to load than a page
of text does to read."""

from __future__ import annotations

from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from extract.engines.card import READER, reader_version
from extract.errors import EngineMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.engines.base import Image, LineKind
    from extract.engines.reader import ReaderEngine
    from extract.model import Reading


class LateReader:
    """`extract.engines.reader.ReaderEngine` with all its attributes (see `extract.engines.base.Engine`)."""

    name = READER

    def __init__(self) -> None:
        """Raises FileNotFoundError without models, ImportError without onnxruntime."""
        self.version = reader_version()
        if find_spec("onnxruntime") is None:
            raise ImportError("onnxruntime")

    @cached_property
    def _engine(self) -> ReaderEngine:
        try:
            from extract.engines.reader import ReaderEngine

            return ReaderEngine()
        except (ImportError, OSError, RuntimeError) as error:
            raise EngineMissing(detail=str(error)) from error

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        """Read upright line images. Raises EngineMissing where a library cannot be loaded."""
        return self._engine.read(lines, kind)

    def read_page(self, lines: Sequence[Image], kinds: Sequence[LineKind]) -> list[Reading]:
        """Read the lines of one page. Raises EngineMissing where a library cannot be loaded."""
        return self._engine.read_page(lines, kinds)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)
