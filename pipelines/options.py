"""The options of a run, as one value that travels to every worker."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from extract.limits import Limits

FORMATS = ("csv", "parquet", "xlsx")


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read and parsed.

    `engine` names the OCR engine (`extract.engines.registry`), None for the best one installed; `dpi` is the
    resolution of scans; `force_scan` reads every page as a scan; `split` cuts a file that holds several
    documents. `password` opens encrypted PDFs and is not part of any cache key.
    """

    engine: str | None = None
    dpi: float = 200.0
    force_scan: bool = False
    split: bool = True
    limits: Limits = field(default_factory=Limits)
    password: str | None = field(default=None, repr=False)


def default_jobs() -> int:
    """The number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
