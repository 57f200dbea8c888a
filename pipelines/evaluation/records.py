"""Stated totals, findings, risks, measures and the facts about the document."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from pipelines.evaluation.load import Row, Tables, pair_up, share, squash
from pipelines.evaluation.text import Scores

UNJUDGED_QUANTITIES = ("ordinance_items", "ongoing_items", "failed_items")
UNJUDGED_CHECKS = (
    "unreadable_amount",
    "doubtful_amount",
    "copied_text",
    "date_order",
    "risk_control",
    "duplicate_document",
    "report_gap",
    "plan_vs_report",
)
RISK_THRESHOLD = 90.0
MEASURE_THRESHOLD = 85.0
TEXT_FACTS = ("doc_type", "lao_name", "lao_type", "province", "province_code", "source_kind")
YEAR_FACTS = ("fiscal_year_start_be", "fiscal_year_end_be")

FindingKey = tuple[str, int | None, int | None]


def total_scores(gold: list[Row], output: list[Row]) -> Scores:
    """Totals by all that identifies them and by value; gold `items` accepts `projects`."""
    if not gold:
        return {}
    output = [row for row in output if row["quantity"] not in UNJUDGED_QUANTITIES]
    have, want = _by_total(output), _by_total(gold)
    required = [row for row in gold if not _optional(row)]
    found = sum(any(_same_total(row, other) for other in have[_total_key(row)]) for row in required)
    right = sum(any(_same_total(other, row) for other in want[_total_key(row)]) for row in output)
    return {"totals_r": share(found, len(required)), "totals_p": share(right, len(output)) or 0.0}


def finding_counts(
    gold: list[Row], output: list[Row], dimensions: dict[str, int | None], *, report: bool
) -> tuple[int, int, int, int]:
    """Required findings found, required, output findings that are right, output findings judged.

    Findings agree by check and dimension, for `*_total` checks of plans by year too. Not judged: cause
    `extraction`, severity `info`, the checks of `UNJUDGED_CHECKS`, and in reports `plan_count`.
    """
    judged = [
        row
        for row in output
        if row["cause"] != "extraction"
        and row["severity"] != "info"
        and row["check"] not in UNJUDGED_CHECKS
        and not (report and row["check"] == "plan_count")
    ]
    required = Counter(_finding_key(row, row["dimension"], report) for row in gold if not _optional(row))
    allowed = required + Counter(
        _finding_key(row, row["dimension"], report) for row in gold if _optional(row)
    )
    given: Counter[FindingKey] = Counter()
    for row in judged:
        dimension = (
            row["dimension"] if row["dimension"] is not None else dimensions.get(row["project_id"] or "")
        )
        given[_finding_key(row, dimension, report)] += 1
    found = sum(min(count, given[key]) for key, count in required.items())
    right = sum(min(count, allowed[key]) for key, count in given.items())
    return found, sum(required.values()), right, sum(given.values())


def risk_scores(gold: list[Row], output: list[Row]) -> Scores:
    """Control measures of the risk table, found by likeness, one to one."""
    return _alike(gold, output, ("control",), RISK_THRESHOLD, "risks")


def measure_scores(gold: list[Row], output: list[Row]) -> Scores:
    """Rows of a measure report, found by likeness of topic and action, one to one."""
    return _alike(gold, output, ("topic", "action"), MEASURE_THRESHOLD, "measures")


def document_score(gold: Row, output: Row | None) -> float:
    """Share of the facts about the document that are right."""
    if output is None:
        return 0.0
    right = [squash(gold.get(name)) == squash(output.get(name)) for name in TEXT_FACTS]
    right += [gold.get(name) == output.get(name) for name in YEAR_FACTS]
    return sum(right) / len(right)


def finding_scores(counts: tuple[int, int, int, int]) -> Scores:
    """Recall and precision of findings; an empty report on a clean document is neither right nor wrong."""
    found, required, right, given = counts
    precision = share(right, given) if given else (0.0 if required else None)
    return {"find_r": share(found, required), "find_p": precision}


def count_findings(
    gold: Tables, output: Tables, dimensions: dict[str, int | None]
) -> tuple[int, int, int, int]:
    """`finding_counts` of one document."""
    report = gold["documents"][0]["doc_type"] == "progress_report"
    return finding_counts(gold["findings"], output["findings"], dimensions, report=report)


def _total_key(row: Row) -> tuple[Any, ...]:
    value = None if row["value"] is None else round(float(row["value"]), 2)
    return (row["source"], row["scope"], row["dimension"], row["mission_code"] or "", value)


def _by_total(rows: list[Row]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[_total_key(row)].append(row)
    return found


def _same_total(gold: Row, output: Row) -> bool:
    quantity = gold["quantity"] == output["quantity"] or (
        gold["quantity"] == "items" and output["quantity"] == "projects"
    )
    years = gold["fiscal_year_be"], output["fiscal_year_be"]
    return quantity and (years[0] == years[1] or (gold["source"] == "report" and years[1] is None))


def _finding_key(row: Row, dimension: int | None, report: bool) -> FindingKey:
    by_year = row["check"] in ("dimension_total", "plan_total") and not report
    return row["check"], dimension, row["fiscal_year_be"] if by_year else None


def _optional(row: Row) -> bool:
    return str(row.get("optional") or "0") not in ("0", "0.0", "False", "false")


def _alike(
    gold: list[Row], output: list[Row], columns: tuple[str, ...], threshold: float, label: str
) -> Scores:
    if not gold:
        return {}
    texts = [["".join(squash(row[column]) for column in columns) for row in rows] for rows in (gold, output)]
    pairs = pair_up(texts[0], texts[1], threshold)
    return {f"{label}_r": share(len(pairs), len(gold)), f"{label}_p": share(len(pairs), len(output)) or 0.0}
