"""Page text: character error rate without white space."""

from __future__ import annotations

from collections import Counter

from rapidfuzz.distance import Levenshtein

from pipelines.evaluation.load import Row, share, squash

MAX_INVENTED = 500
"""A blank page costs at most this many invented characters."""

Scores = dict[str, float | None]


def page_scores(gold: list[Row], output: list[Row]) -> Scores:
    """CER over all pages, without and with tables; share of character pairs found on the same page.

    A page cannot cost more than its length. `page_kind` and `rotation` are shares of pages (of scans) right.
    """
    by_page = {row["page"]: row for row in output}
    errors: Counter[str] = Counter()
    lengths: Counter[str] = Counter()
    found = pairs = 0
    for row in gold:
        want = squash(row["text"])
        have = squash(by_page.get(row["page"], {}).get("text"))
        kind = "table" if want and row.get("n_tables") else "prose"
        limit = len(want) if want else MAX_INVENTED
        errors[kind] += min(Levenshtein.distance(want, have), limit)
        lengths[kind] += len(want)
        wanted, had = _pairs(want), _pairs(have)
        found += sum((wanted & had).values())
        pairs += sum(wanted.values())
    scans = [row for row in gold if row["page_kind"] == "scan"]
    turned = sum(
        _turn(by_page.get(r["page"])) == (r.get("rotation_deg") or 0) for r in scans if r["page"] in by_page
    )
    kinds = sum(by_page.get(row["page"], {}).get("page_kind") == row["page_kind"] for row in gold)
    return {
        "cer": share(sum(errors.values()), sum(lengths.values())),
        "cer_prose": share(errors["prose"], lengths["prose"]),
        "cer_table": share(errors["table"], lengths["table"]),
        "bag": share(found, pairs),
        "page_kind": share(kinds, len(gold)),
        "rotation": share(turned, len(scans)),
    }


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _turn(row: Row | None) -> int:
    return 0 if row is None else int(row.get("rotation_deg") or 0)
