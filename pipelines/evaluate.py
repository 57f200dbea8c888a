"""How right an output folder is, against gold: the figures of `thaiplan evaluate`, per document and overall.

Documents are matched by SHA-256, else by file name. Definitions stand where the measures are made:
`pipelines.evaluation.text`, `.cells`, `.amounts`, `.records`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.evaluation.amounts import AmountScores, Promise, amount_scores
from pipelines.evaluation.cells import cell_scores
from pipelines.evaluation.load import Row, Tables, gold_folders, load_tables, of_document
from pipelines.evaluation.records import (
    count_findings,
    document_score,
    finding_scores,
    measure_scores,
    risk_scores,
    total_scores,
)
from pipelines.evaluation.text import Scores, page_scores


@dataclass(slots=True)
class DocumentScores:
    """The figures of one gold document; `found` is False when the output has no such document."""

    name: str
    found: bool
    scores: Scores
    amounts: AmountScores
    findings: tuple[int, int, int, int]


@dataclass(slots=True)
class Evaluation:
    """The figures of all documents; `overall` are means over the documents that have the figure."""

    documents: list[DocumentScores] = field(default_factory=list)

    @property
    def overall(self) -> dict[str, float]:
        """Means over documents, by figure."""
        names = dict.fromkeys(name for document in self.documents for name in document.scores)
        means = {}
        for name in names:
            values = [v for d in self.documents if (v := d.scores.get(name)) is not None]
            if values:
                means[name] = sum(values) / len(values)
        return means

    @property
    def promise(self) -> Promise:
        """The promise behind `doubtful`, summed over documents."""
        return _summed([document.amounts.promise for document in self.documents])

    @property
    def promise_by_numerals(self) -> dict[str, Promise]:
        """The same by the numerals in which the amount is printed."""
        names = sorted({name for document in self.documents for name in document.amounts.by_numerals})
        return {name: _summed([d.amounts.by_numerals[name] for d in self.documents]) for name in names}

    @property
    def exact_by_numerals(self) -> dict[str, tuple[int, int]]:
        """Gold amounts found exactly and gold amounts, by the numerals in which they are printed."""
        counts: Counter[tuple[str, bool]] = Counter()
        for document in self.documents:
            counts.update(document.amounts.exact_by_numerals)
        names = sorted({name for name, _ in counts})
        return {name: (counts[name, True], counts[name, True] + counts[name, False]) for name in names}

    @property
    def findings(self) -> tuple[int, int, int, int]:
        """Required findings found, required, output findings right, judged; over documents."""
        sums = [sum(document.findings[i] for document in self.documents) for i in range(4)]
        return sums[0], sums[1], sums[2], sums[3]

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        promise, found = self.promise, self.findings
        return {
            "documents": {
                d.name: {**{k: _rounded(v) for k, v in d.scores.items() if v is not None}, "found": d.found}
                for d in self.documents
            },
            "overall": {name: round(value, 4) for name, value in self.overall.items()}
            | {
                "find_micro": dict(zip(("found", "gold", "right", "reported"), found, strict=True)),
                "sure_micro": _promise_json(promise),
            },
            "by_numerals": {
                name: {**_promise_json(p), "exact": exact, "gold": gold}
                for name, p in self.promise_by_numerals.items()
                for exact, gold in [self.exact_by_numerals.get(name, (0, 0))]
            },
        }


def evaluate(out: Path, gold: Path, only: tuple[str, ...] = ()) -> Evaluation:
    """Grade the output folder against the gold folder(s). Raises FileNotFoundError if there is no gold."""
    output = load_tables(out)
    result = Evaluation()
    for folder in gold_folders(gold):
        if not only or folder.name in only:
            tables = load_tables(folder)
            document_id = _counterpart(tables["documents"][0], output["documents"])
            result.documents.append(grade(folder.name, tables, of_document(output, document_id)))
    return result


def grade(name: str, gold: Tables, output: Tables) -> DocumentScores:
    """The figures of one document."""
    amounts = amount_scores(gold, output)
    findings = count_findings(gold, output, amounts.dimensions)
    document = output["documents"][0] if output["documents"] else None
    scores: Scores = {
        **page_scores(gold["pages"], output["pages"]),
        **cell_scores(gold["cells"], output["cells"]),
        **amounts.scores,
        **total_scores(gold["stated_totals"], output["stated_totals"]),
        **finding_scores(findings),
        **risk_scores(gold["risks"], output["risks"]),
        **measure_scores(gold["measures"], output["measures"]),
        "doc_fields": document_score(gold["documents"][0], document),
    }
    if document is None:
        scores["find_r"] = scores["find_p"] = 0.0
    return DocumentScores(name, document is not None, scores, amounts, findings)


def _counterpart(gold: Row, documents: list[Row]) -> str | None:
    """The output document of a gold one, by content, else by file name."""
    same = [d for d in documents if d["sha256"] and str(d["sha256"]).lower() == str(gold["sha256"]).lower()]
    name = PurePosixPath(str(gold["source_file"])).name
    same = same or [d for d in documents if PurePosixPath(str(d["source_file"])).name == name]
    return same[0]["document_id"] if same else None


def _summed(promises: list[Promise]) -> Promise:
    return Promise(
        amounts=sum(p.amounts for p in promises),
        sure=sum(p.sure for p in promises),
        wrong=sum(p.wrong for p in promises),
        lost=sum(p.lost for p in promises),
    )


def _promise_json(promise: Promise) -> dict[str, int]:
    return {
        "amounts": promise.amounts,
        "sure": promise.sure,
        "sure_wrong": promise.wrong,
        "lost": promise.lost,
        "silent": promise.silent,
    }


def _rounded(value: float | None) -> float | None:
    return value if value is None else round(value, 4)
