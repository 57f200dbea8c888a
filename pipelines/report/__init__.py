"""The auditor's report: static pages without network, from the tables of a finished run."""

from __future__ import annotations

from pipelines.report.write import write_report

__all__ = ["write_report"]
