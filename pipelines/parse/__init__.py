"""Documents to records: one module per document type, chosen by content."""

from __future__ import annotations

from extract.model import Document
from pipelines.parse.action_plan import parse_action_plan
from pipelines.records import DocType, ParsedDocument


def parse(document: Document, doc_type: DocType | None = None) -> ParsedDocument:
    """Parse a document. `doc_type` overrides the type told by content."""
    raise NotImplementedError


__all__ = ["parse", "parse_action_plan"]
