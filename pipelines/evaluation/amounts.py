"""Projects by name, amounts by project, year and source, and the promise behind `doubtful`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from normalize.digits import numeral_system
from pipelines.evaluation.load import Row, Tables, pair_up, share, squash
from pipelines.evaluation.text import Scores

SAME_NAME = 90.0
"""rapidfuzz ratio of names without spaces from which on a project counts as found."""
MISREAD_NAME = 60.0
"""A misread name still owns its amounts from here on, though the project does not count as found."""

Key = tuple[str, int | None]
"""Gold project id, fiscal year."""


@dataclass(slots=True)
class Promise:
    """How many output amounts there are, how many are promised to be right, and how many of those are wrong.

    `lost` are printed amounts without an output row: as silent as a wrong one.
    """

    amounts: int = 0
    sure: int = 0
    wrong: int = 0
    lost: int = 0

    @property
    def silent(self) -> int:
        """Wrong numbers nobody flags."""
        return self.wrong + self.lost


@dataclass(slots=True)
class AmountScores:
    """The scores of one document, the promise overall and by the numerals that the amounts are printed in."""

    scores: Scores = field(default_factory=dict)
    promise: Promise = field(default_factory=Promise)
    by_numerals: dict[str, Promise] = field(default_factory=lambda: defaultdict(Promise))
    exact_by_numerals: Counter[tuple[str, bool]] = field(default_factory=Counter)
    dimensions: dict[str, int | None] = field(default_factory=dict)


def amount_scores(gold: Tables, output: Tables) -> AmountScores:
    """Scores of projects and amounts; without gold projects there are none."""
    result = AmountScores()
    if not gold["projects"]:
        return result
    wanted, had = gold["projects"], output["projects"]
    names = [[squash(row["name"]) for row in rows] for rows in (wanted, had)]
    pairs = pair_up(names[0], names[1], SAME_NAME)
    scores = result.scores
    scores["proj_recall"] = share(len(pairs), len(wanted))
    scores["proj_prec"] = share(len(pairs), len(had)) or 0.0
    for label, column in (("dimension",) * 2, ("mission", "mission_code"), ("kind",) * 2, ("seq",) * 2):
        agree = sum(wanted[i].get(column) == had[j].get(column) for i, j in pairs)
        scores[label] = share(agree, len(pairs)) or 0.0
    result.dimensions = {had[j]["project_id"]: wanted[i]["dimension"] for i, j in pairs}
    owner = _owners(wanted, had, names, pairs)
    _score_amounts(gold, output, owner, result)
    return result


def _owners(
    wanted: list[Row], had: list[Row], names: list[list[str]], pairs: list[tuple[int, int]]
) -> dict[str, str]:
    """Gold project id by output project id."""
    owner = {had[j]["project_id"]: wanted[i]["project_id"] for i, j in pairs}
    left = [i for i in range(len(wanted)) if i not in {i for i, _ in pairs}]
    right = [j for j in range(len(had)) if j not in {j for _, j in pairs}]
    loose = pair_up([names[0][i] for i in left], [names[1][j] for j in right], MISREAD_NAME)
    owner.update({had[right[b]]["project_id"]: wanted[left[a]]["project_id"] for a, b in loose})
    return owner


def _score_amounts(gold: Tables, output: Tables, owner: dict[str, str], result: AmountScores) -> None:
    differing = {row["project_id"] for row in gold["findings"] if row["check"] == "detail_budget"}
    summary = _amounts(gold["project_budgets"], "summary")
    numerals: dict[tuple[str, int | None, str], str] = {
        (row["project_id"], row["fiscal_year_be"], row["source"]): numeral_system(row.get("amount_raw") or "")
        or "none"
        for row in gold["project_budgets"]
    }
    orphans = 0
    for source in ("summary", "detail", "reconciled"):
        want = summary if source == "reconciled" else _amounts(gold["project_budgets"], source)
        skipped: set[str] = differing if source == "reconciled" else set()
        want = {key: amount for key, amount in want.items() if key[0] not in skipped}
        if not want:
            continue
        rows = [row for row in output["project_budgets"] if row["source"] == source]
        orphans += sum(row["project_id"] not in owner for row in rows)
        owned = [(owner[row["project_id"]], row) for row in rows if row["project_id"] in owner]
        owned = [(project, row) for project, row in owned if project not in skipped]
        read = [(project, row) for project, row in owned if row["amount_status"] != "blank"]
        label = {"summary": "bud_summary", "detail": "bud_detail", "reconciled": "bud_recon"}[source]
        hits = _recall(want, read, source, numerals, result)
        judged = len(read) + sum(
            row["project_id"] not in owner and row["amount_status"] != "blank" for row in rows
        )
        if source != "reconciled" or judged:
            right = sum(_expected(want, p, row, source, missing="none") == _value(row) for p, row in read)
            result.scores[f"{label}_r"] = share(hits, len(want))
            result.scores[f"{label}_p"] = share(right, judged) or 0.0
        _keep_promises(want, owned, source, numerals, result)
        if source == "summary":
            have = {(project, row["fiscal_year_be"]) for project, row in owned}
            for key, amount in want.items():
                if amount is not None and key not in have:
                    for promise in _promises(result, numerals.get((*key, source), "none")):
                        promise.lost += 1
    promise = result.promise
    result.scores["sure_share"] = share(promise.sure, promise.amounts) or 0.0
    result.scores["sure_wrong"] = share(promise.wrong, promise.sure) or 0.0
    result.scores["lost"] = promise.lost
    result.scores["orphan_amounts"] = orphans


def _recall(
    want: dict[Key, Decimal | None],
    read: list[tuple[str, Row]],
    source: str,
    numerals: dict[tuple[str, int | None, str], str],
    result: AmountScores,
) -> int:
    """How many gold amounts the output has; one printed for all years may be given per year."""
    found: dict[str, dict[int | None, Decimal | None]] = defaultdict(dict)
    for project, row in read:
        found[project][row["fiscal_year_be"]] = _value(row)
    hits = 0
    for (project, year), amount in want.items():
        years = found.get(project, {})
        hit = years[year] == amount if year in years else year is None and _all_equal(years, amount)
        hits += hit
        if source != "reconciled":
            result.exact_by_numerals[(numerals.get((project, year, source), "none"), bool(hit))] += 1
    return hits


def _keep_promises(
    want: dict[Key, Decimal | None],
    owned: list[tuple[str, Row]],
    source: str,
    numerals: dict[tuple[str, int | None, str], str],
    result: AmountScores,
) -> None:
    with_gold = {project for project, _ in want}
    for project, row in owned:
        if source == "reconciled" and project not in with_gold:
            continue
        origin = "summary" if source == "reconciled" else source
        year = row["fiscal_year_be"]
        printed = numerals.get((project, year, origin)) or numerals.get((project, None, origin)) or "none"
        sure = not row["doubtful"] and row["amount_status"] != "unreadable"
        wrong = sure and _expected(want, project, row, source, missing=None) != _value(row)
        for promise in _promises(result, printed):
            promise.amounts += 1
            promise.sure += sure
            promise.wrong += wrong


def _promises(result: AmountScores, numerals: str) -> Iterator[Promise]:
    yield result.promise
    yield result.by_numerals[numerals]


def _amounts(rows: list[Row], source: str) -> dict[Key, Decimal | None]:
    return {(r["project_id"], r["fiscal_year_be"]): _value(r) for r in rows if r["source"] == source}


def _value(row: Row) -> Decimal | None:
    amount = row["amount_baht"]
    return None if amount is None else Decimal(amount).quantize(Decimal("0.01"))


def _expected(
    want: dict[Key, Decimal | None], project: str, row: Row, source: str, missing: str | None
) -> Decimal | str | None:
    """The gold amount of an output row; a detail amount printed once stands for every year."""
    fallback: Decimal | str | None = missing
    if source == "detail":
        fallback = want.get((project, None), missing)
    return want.get((project, row["fiscal_year_be"]), fallback)


def _all_equal(years: dict[int | None, Decimal | None], amount: Decimal | None) -> bool:
    return bool(years) and all(value == amount for value in years.values())
