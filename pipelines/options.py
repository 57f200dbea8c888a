"""The options of a run, as one value that travels to every worker."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, dataclass, field
from typing import Any

from extract.limits import Limits

FORMATS = ("csv", "parquet", "xlsx")


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read and parsed.

    `engine` names the OCR engine (`extract.engines.registry`), None for the best one installed; `dpi` is
    the resolution of scans; `force_scan` reads every page as a scan; `split` cuts a file that holds several
    documents; `join_parts` joins files whose names count on and whose content goes on, `join` are glob
    patterns of files that are one document, per folder; `catalogue` is the text of the user's own catalogue
    (`pipelines.catalogue_option`), None for the standard one alone. `password` opens encrypted PDFs and is
    not part of any cache key.
    """

    engine: str | None = None
    dpi: float = 200.0
    force_scan: bool = False
    split: bool = True
    join_parts: bool = True
    join: tuple[str, ...] = ()
    catalogue: str | None = field(default=None, repr=False)
    limits: Limits = field(default_factory=Limits)
    password: str | None = field(default=None, repr=False)


def facts(options: Options) -> dict[str, Any]:
    """The options as `run.json` has them: without the password, the catalogue by its hash."""
    told = {name: value for name, value in asdict(options).items() if name != "password"}
    if options.catalogue is not None:
        told["catalogue"] = hashlib.sha256(options.catalogue.encode("utf-8")).hexdigest()
    return told


def default_jobs() -> int:
    """The number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
