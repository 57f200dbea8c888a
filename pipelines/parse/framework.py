"""What every framework of a plan has, whatever a scan made of it."""

from __future__ import annotations

from pipelines.records import ParsedDocument, Remark

DIMENSIONS = 4
"""Of the plan frameworks of the National Anti-Corruption Commission, 2561 and 2566."""


def within_the_framework(parsed: ParsedDocument) -> None:
    """Every framework has four dimensions: what was read as a fifth is not known. Of a scan the sum of a
    dimension that is not known is of none for sure."""
    for project in parsed.projects:
        if project.dimension is not None and not 1 <= project.dimension <= DIMENSIONS:
            parsed.remarks.append(Remark(project.source.page, project.name_raw, "no such dimension"))
            project.dimension = project.mission_code = project.strategy_code = None
    for total in parsed.stated_totals:
        if total.dimension is not None and not 1 <= total.dimension <= DIMENSIONS:
            parsed.remarks.append(Remark(total.source.page, total.value_raw, "no such dimension"))
            total.dimension, total.mission_code, total.doubtful = None, None, True
        if total.scope == "dimension" and total.dimension is None and not total.source.exact:
            total.doubtful = True
