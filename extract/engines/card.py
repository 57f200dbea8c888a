"""The reader's model card and version, known without loading what reads: pages of text need no more."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

MODELS = Path(__file__).parent / "models"
CARD = "card.json"
READER = "thaiplan-reader"
"""Name of the package's own engine."""
CODE_VERSION = 174
"""Counts up when crops are prepared or readings are weighed in another way: part of every cache key."""


def reader_version(models: Path = MODELS) -> str:
    """Hash of the model card, which holds those of the networks: part of the cache key of every page.

    Raises FileNotFoundError without models.
    """
    return f"{CODE_VERSION}-{sha256((models / CARD).read_bytes()).hexdigest()[:8]}"
