"""Human decisions on doubtful values, kept as data: OUT/reviews.csv, a row per decision, only appended.

A decision names what the machine read, what the person decided, who, when and which model had read it; it
never overwrites the extraction. Every later run applies the newest decision on each value, as long as the
value is still the same one: same document bytes, item, year and source, and the same place on the page or
the same reading of an item of the same name. One that no longer fits is reported, not applied.
(The habit is OpenSanctions' zavod: review kept as data beside the machine's value.)
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extract.model import Box
from pipelines.catalogue_option import decode
from pipelines.files import write_whole
from pipelines.records import Budget, Match, ParsedDocument, Project, Remark

if TYPE_CHECKING:
    from normalize.catalogue import Catalogue

FILE = "reviews.csv"
SAME_PLACE = 0.5
"""Intersection over union from which two boxes on a page are the same place."""
INSIDE = 0.8
"""Share of a box that must lie in another one to stand inside it."""
MISFIT = "review of "
"""How the reason of a remark begins that says that a decision no longer fits."""


class ReviewsError(ValueError):
    """A reviews file that is damaged; the text says where."""


Action = Literal["value", "no_budget", "blank", "measure", "local", "undo"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `value` is baht for `value`, a measure id for `measure`, else empty.

    `subject` names the value: `amount/<project_id>/<year or ->/<source>` or `match/<project_id>`.
    `undo` takes the newest standing decision on its subject back. `item` is the name of the project as it was
    read then (empty in files of earlier versions).
    """

    subject: str
    action: Action
    value: str
    read_raw: str
    read_value: str
    page: str
    bbox: str
    decided_by: str
    decided_at: str
    model_version: str
    comment: str = ""
    item: str = ""


def amount_subject(project_id: str, year: int | None, source: str) -> str:
    """The subject of a decision on an amount."""
    return f"amount/{project_id}/{year if year is not None else '-'}/{source}"


def match_subject(project_id: str) -> str:
    """The subject of a decision on a measure match."""
    return f"match/{project_id}"


def project_of(subject: str) -> str:
    """The project that a subject is about."""
    return subject.split("/")[1]


def parse_typed(text: str) -> tuple[Action, str]:
    """What a person typed for an amount, in either numeral system: (action, baht as text).

    >>> parse_typed("๔๐,๐๐๐"), parse_typed("-"), parse_typed("")
    (('value', '40000'), ('no_budget', ''), ('blank', ''))

    Raises ValueError when it is no amount.
    """
    from normalize.money import parse_money  # here and below: a run without decisions needs none of it

    money = parse_money(text)
    if money.status == "blank":
        return "blank", ""
    if money.status == "no_budget":
        return "no_budget", ""
    if money.status in ("amount", "zero") and money.amount is not None:
        return "value", format(money.amount.normalize(), "f")
    raise ValueError(f"not an amount of baht / ไม่ใช่จำนวนเงิน: {text!r}")


def read(path: Path) -> list[Decision]:
    """All decisions of a reviews file (UTF-8, or as Thai Excel saves it) in order; none without a file.

    Raises ReviewsError, naming the line, when a row is not a decision.
    """
    if not path.exists():
        return []
    names = [field.name for field in fields(Decision)]
    needed = {field.name for field in fields(Decision) if field.default is MISSING}
    decisions = []
    for number, row in enumerate(csv.DictReader(io.StringIO(decode(path.read_bytes()), newline="")), 2):
        if None in row or None in row.values() or not needed <= set(row):
            raise ReviewsError(f"{path}, line {number}: not a complete decision / บรรทัดไม่ครบ")
        given = {name: row[name] for name in names if name in row}
        decisions.append(Decision(**given))  # type: ignore[arg-type]
    return decisions


def append(path: Path, decision: Decision) -> None:
    """Add one decision, in one write, flushed to disk: a crash loses nothing that was confirmed."""
    started = path.exists() and path.stat().st_size > 0
    names = _mended_header(path) if started else [field.name for field in fields(Decision)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=names, lineterminator="\r\n", extrasaction="ignore")
    if not started:
        text.write("\ufeff")
        writer.writeheader()
    writer.writerow(asdict(decision))
    with path.open("ab") as handle:
        handle.write(text.getvalue().encode("utf-8"))
        handle.flush()
        os.fsync(handle.fileno())


def _mended_header(path: Path) -> list[str]:
    """The columns of a reviews file, which an earlier version may have begun.

    One that Excel saved in the code page of Windows is made UTF-8 again first, so that what is added fits.
    """
    data = path.read_bytes()
    text = decode(data)
    if text.encode("utf-8-sig") != data and text.encode("utf-8") != data:
        write_whole(path, "\ufeff" + text)
    return next(csv.reader(io.StringIO(text, newline="")))


def standing(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The newest decision on each subject that was not taken back."""
    stacks: dict[str, list[Decision]] = {}
    for decision in decisions:
        stack = stacks.setdefault(decision.subject, [])
        if decision.action != "undo":
            stack.append(decision)
        elif stack:
            stack.pop()
    return {subject: stack[-1] for subject, stack in stacks.items() if stack}


def concerns(decision: Decision, file_id: str) -> bool:
    """Is the decision about a value of this file (or of a document cut out of it)?

    >>> seen = Decision("match/d12-p003", "local", "", "", "", "", "", "", "", "")
    >>> concerns(seen, "d12"), concerns(seen, "d1")
    (True, False)
    >>> from dataclasses import replace
    >>> part, again = replace(seen, subject="match/d12-1-2-p003"), replace(seen, subject="match/d12-2-p003")
    >>> concerns(part, "d12"), concerns(again, "d12"), concerns(again, "d12-2")
    (True, False, True)
    """
    document = project_of(decision.subject).rpartition("-")[0]
    parts = file_id if "-" in file_id else f"{file_id}-1"
    return document == file_id or document.startswith(f"{parts}-")


def now() -> str:
    """The present moment as ISO 8601 in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def apply(
    parsed: ParsedDocument,
    project_ids: list[str],
    decisions: Mapping[str, Decision],
    catalogue: Catalogue | None = None,
) -> list[Remark]:
    """Set every decided value of a document; returns a remark for each decision that no longer fits.

    `project_ids` are the ids of `parsed.projects`, in order; `decisions`, by subject, are those on this
    document; `catalogue` (None: the standard one) names the measures decided for. Call before reconciliation.
    """
    from normalize.catalogue import standard_catalogue

    known = catalogue or standard_catalogue()
    places: dict[str, int | None] = {}
    settled: set[str] = set()
    for budget in parsed.budgets:
        subject = amount_subject(project_ids[budget.project], budget.fiscal_year_be, budget.origin)
        decision = decisions.get(subject)
        if decision is None:
            continue
        places[subject] = budget.source.page
        name = parsed.projects[budget.project].name
        if fits(decision, budget.amount_raw, budget.source.page, budget.source.bbox, name):
            _decide_amount(budget, decision)
            settled.add(subject)
    for index, project in enumerate(parsed.projects):
        subject = match_subject(project_ids[index])
        decision = decisions.get(subject)
        if decision is None:
            continue
        places[subject] = project.source.page
        if same_item(decision.read_raw, project.name):
            _decide_match(project, decision, known)
            settled.add(subject)
    return [misfit(d, places.get(subject)) for subject, d in decisions.items() if subject not in settled]


def fits(decision: Decision, raw: str | None, page: int | None, bbox: Box | None, name: str) -> bool:
    """Whether a decision is on this value: read `raw` at that place, of the item `name`.

    Where both say where they stand, the place decides (of an item of the same name also a place inside the
    other, as the print is inside its cell), or the same figure of an item of the same name; a blank is only
    known by its place, or by its item's name where neither has a place.
    """
    read, has_place = raw or "", bool(decision.bbox) and bbox is not None
    if has_place and bbox is not None and str(page or "") == decision.page:
        x0, y0, x1, y1 = (float(part) for part in decision.bbox.split(","))
        if _overlap((x0, y0, x1, y1), bbox) >= SAME_PLACE:
            return True
        if _inside((x0, y0, x1, y1), bbox) >= INSIDE and decision.item and same_item(decision.item, name):
            return True
    if decision.read_raw != read or (not read and (has_place or not decision.item)):
        return False
    return not decision.item or same_item(decision.item, name)


def same_item(left: str, right: str) -> bool:
    """Whether two readings are of one name: alike but for what a reader gets wrong."""
    if left == right:
        return True
    from normalize.measures import comparable, kind_of, same_wording

    return kind_of(left) == kind_of(right) and same_wording(comparable(left), comparable(right))


def _overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    both = _area(a) + _area(b) - _shared(a, b)
    return _shared(a, b) / both if both > 0 else 0.0


def _inside(a: Box, b: Box) -> float:
    """The share of the smaller box that lies in the other."""
    least = min(_area(a), _area(b))
    return _shared(a, b) / least if least > 0 else 0.0


def _shared(a: Box, b: Box) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, width) * max(0.0, height)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _decide_amount(budget: Budget, decision: Decision) -> None:
    if decision.action == "no_budget":
        budget.amount_baht, budget.amount_status = Decimal(0), "no_budget"
    elif decision.action == "blank":
        budget.amount_baht, budget.amount_status = None, "blank"
    else:
        try:
            budget.amount_baht = Decimal(decision.value)
        except InvalidOperation as error:
            raise ValueError(f"reviews: {decision.subject}: {decision.value!r} is no amount") from error
        budget.amount_status = "amount" if budget.amount_baht else "zero"
    budget.doubtful, budget.doubt = False, None
    budget.reviewed_by = decision.decided_by
    # A person looked at the page: from here on the value stands as exact text does.
    budget.source.exact, budget.source.confidence, budget.source.readings = True, None, ()


def _decide_match(project: Project, decision: Decision, catalogue: Catalogue) -> None:
    candidates = project.match.candidates
    if decision.action == "local":
        project.match = Match(status="unmatched", candidates=candidates)
    else:
        measure = catalogue.get(decision.value)
        name = measure.name if measure else None
        project.match = Match(decision.value, name, 100.0, "matched", candidates)


def misfit(decision: Decision, page: int | None) -> Remark:
    """What is remarked on a decision that no longer fits."""
    why = f"{MISFIT}{decision.decided_at} no longer fits: {decision.read_raw!r}"
    return Remark(page, decision.subject, why)
