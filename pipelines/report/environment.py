"""The report's templates, compiled once and kept beside Python's own compiled modules.

Compiling them anew takes longer than writing the report of a short document. Where a module's compiled form
would not be written (a folder that is read-only, PYTHONDONTWRITEBYTECODE), a template's is not either.
"""

from __future__ import annotations

import contextlib
import os
import sys
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket

from pipelines.audit.finding import money
from pipelines.report.names import LEGEND

FOLDER = Path(__file__).parent / "templates"


class KeptTemplates(BytecodeCache):
    """Compiled templates in a folder, by name, source, options and the versions that compiled them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept of its template; another source is not taken."""
        with contextlib.suppress(OSError), self._path(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's template, where that can be."""
        if sys.dont_write_bytecode:
            return
        temporary = self._path(bucket).with_suffix(f".{os.getpid()}.tmp")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                bucket.write_bytecode(file)
            temporary.replace(self._path(bucket))

    def _path(self, bucket: Bucket) -> Path:
        given = bucket.environment
        options = given.autoescape, given.trim_blocks, given.lstrip_blocks
        made_by = repr((version("jinja2"), sys.implementation.cache_tag, options))
        return self._folder / f"{bucket.key}-{sha256(made_by.encode()).hexdigest()[:16]}.jinja"


@cache
def templates() -> Environment:
    """The environment of the report's templates."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        bytecode_cache=KeptTemplates(Path(cache_from_source(str(FOLDER / "base.py"))).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["legend"] = LEGEND
    environment.filters["grouped"] = lambda number: money(Decimal(number))
    return environment
