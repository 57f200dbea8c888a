"""Pages of the detail part that were bound or scanned out of order.

A project's last sections can stand after the next project's (duplex scans). The evidence: an entry that holds
a run of sections twice, and a neighbour that lacks them. Each stray run goes where the numbers of headings and
list items go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.parse.detail import DetailSection, Entry


def put_right(entries: Sequence[Entry]) -> None:
    """Move stray runs of sections to the entries that they belong to, in place."""
