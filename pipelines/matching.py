"""The names of a parsed document matched to standard measures."""

from __future__ import annotations

from normalize.catalogue import Catalogue, framework_of_years
from normalize.measures import MatchResult, match
from pipelines.records import DocumentInfo, Match, MatchCandidate, ParsedDocument, ProjectKind


def match_items(parsed: ParsedDocument, catalogue: Catalogue | None = None) -> ParsedDocument:
    """The document with a match for every project and every control of the risk table.

    `catalogue` is the one to match against; None is the standard one. The framework follows from
    the fiscal years.
    """
    for project in parsed.projects:
        code = project.strategy_code or project.mission_code
        project.match = _match(project.name, parsed.info, project.kind, code, catalogue)
    for risk in parsed.risks:
        if risk.control:
            risk.match = _match(risk.control, parsed.info, None, None, catalogue)
    return parsed


def _match(
    name: str,
    info: DocumentInfo,
    kind: ProjectKind | None,
    category_code: str | None,
    catalogue: Catalogue | None,
) -> Match:
    found = match(
        name,
        kind=kind,
        framework_id=framework_of_years(info.fiscal_year_start_be, info.fiscal_year_end_be),
        category_code=category_code,
        lao_name=info.lao_name,
        catalogue=catalogue,
    )
    return _record(found)


def _record(found: MatchResult) -> Match:
    candidates = tuple(
        MatchCandidate(item.measure_id, item.measure_name, item.score, item.reason)
        for item in found.candidates
    )
    return Match(found.measure_id, found.measure_name, found.score, found.status, candidates)
