"""How well the structure of a scanned plan was read: whether a mismatch may be blamed on the document.

A digit's doubt is settled by reconciliation. A row split in two, a row lost, a column that was given to
another year leave every digit certain and break sums and counts all the same. What speaks for or against the
structure is the document's own redundancy: stated figures that do fit the rows as read, detail sections that
name the same items, and on the other side rows that cannot be items. Exact text seldom needs any of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.audit.case import COUNTS, Amount, AuditCase, Item, Place, Total
from pipelines.audit.cause import Cause
from pipelines.audit.counting import fitting_counts
from pipelines.records import DOUBTS_OF_READING

_KIND_WORDS = ("โครงการ", "กิจกรรม", "มาตรการ")
_KIND_WORD = re.compile(rf".{{0,4}}(?:{'|'.join(_KIND_WORDS)})")
"""A mark of the numbering may stand before it."""
MANY_NAMED = 0.75
"""With kinds named by this share of the items, a row without one is hardly an item."""
MISGROUPED = "irregular: grouping"
"""The doubt of an amount whose separators stand as in no amount."""
OUTWEIGHS = 2
"""So many times as many stated figures must fit the rows as do not, where a sign of a misreading is seen."""


SEVERAL = 2
"""So many items in one part only are seldom all the document's."""


@dataclass(frozen=True, slots=True)
class Support:
    """Stated figures that fit the rows of a dimension as they were read, and those that do not."""

    fits: int
    breaks: int

    @property
    def outweighs(self) -> bool:
        """True when the figures that fit leave little room for a misread structure."""
        return self.fits >= OUTWEIGHS and self.fits >= OUTWEIGHS * self.breaks

    @property
    def decides(self) -> bool:
        """True when several figures fit and none speaks against the rows."""
        return self.fits > OUTWEIGHS and not self.breaks


def count_blamed(case: AuditCase, cause: Cause, total: Total) -> Cause:
    """The cause of a mismatch between a stated count and the rows listed, given how these were read."""
    if read_whole(case) or cause == "extraction" or total.value is None:
        return cause
    if int(total.value) in _counts_otherwise(case, total) or _shifted(case, total):
        return "unknown" if _other_count_fits(case, total) and not _shifted(case, total) else "extraction"
    lost = len(strays(case, total.dimension)) >= SEVERAL
    if lost and total.value > len(plain_items(case, total.dimension)):
        return "extraction"  # where rows were lost, more may be
    support = support_of(case, total)
    if support.fits and support.fits >= support.breaks:
        return "unknown" if case.exact and listed_in_part(case) else cause
    return "extraction" if support.breaks else "unknown"


def total_blamed(case: AuditCase, cause: Cause, total: Total, parts: Sequence[Amount]) -> Cause:
    """The same for a stated total of money and the amounts that should add up to it.

    Of exact text an amount that is not known to be its item's may be any that the total leaves room for.
    """
    if cause == "extraction" or total.value is None:
        return cause
    if read_whole(case):
        left = total.value - sum(
            part.value for part in parts if part.value is not None and not unplaced(part)
        )
        return "extraction" if left >= 0 and any(unplaced(part) for part in parts) else cause
    support = support_of(case, total)
    if total.value == _row_sum(case, total.dimension, total.year) + _lost_sum(case, total):
        return "extraction"
    if support.breaks and total.value in _sums_elsewhere(case, total):
        return "extraction"
    if _moved(case, total):
        return "extraction"
    if total.doubtful and total.year is None and len({part.year for part in parts}) > 1:
        return "extraction"  # the year of its column was not read
    if all(part.value is None for part in parts):
        return "extraction"  # no row was read
    lost = sum(unplaced(part) for part in parts)
    if lost:
        return cause if lost == 1 and support.decides else "extraction"
    if _badly_read(case, total):
        return cause if support.outweighs else "extraction"
    if support.fits:
        return cause
    return "extraction" if support.breaks else "unknown"


def plan_blamed(case: AuditCase, cause: Cause, total: Total, parts: Sequence[Total]) -> Cause:
    """The same for a plan's total and the stated totals of its dimensions.

    Where no other year's totals add up either, columns were misread; where the rows of a dimension that was
    read badly make up the difference, its stated total was.
    """
    if read_whole(case) or cause == "extraction":
        return cause
    gaps = {
        _row_sum(case, t.dimension, t.year) - (t.value or Decimal(0)) for t in parts if _badly_read(case, t)
    }
    if sum((t.value or Decimal(0) for t in parts), -(total.value or Decimal(0))) in {-gap for gap in gaps}:
        return "extraction"
    others = [
        (other.value, sum((t.value or Decimal(0) for t in totals), Decimal(0)))
        for other in case.totals_where(origin=total.origin, scope=total.scope, quantity=total.quantity)
        if other.year != total.year and (totals := dimension_totals(case, other))
    ]
    return cause if not others or any(stated == summed for stated, summed in others) else "extraction"


def dimension_totals(case: AuditCase, total: Total) -> list[Total]:
    """The dimensions' stated totals that belong to a plan total; none when one of them is not stated.

    One of a dimension that was not read belongs to them. Where every dimension states several figures (six
    months and twelve side by side) those of the total's own column are meant; a total that stands in none of
    these columns belongs to the one that it is the sum of, if any.
    """
    found = case.totals_where(origin=total.origin, scope="dimension", quantity=total.quantity)
    rows = _rows_of([part for part in found if part.year == total.year])
    named = case.totals_where(origin=total.origin, scope="dimension")
    expected = {entry.dimension for entry in case.listed()} | {total.dimension for total in named}
    if len(rows) < 2 or not expected - {None} <= {row[0].dimension for row in rows}:
        return []
    if len({len(row) for row in rows}) > 1 and (below := _in_column(rows, total)):
        return below
    columns = list(zip(*rows, strict=False))
    like = case.totals_where(origin=total.origin, scope=total.scope, quantity=total.quantity)
    place = next((n for n, t in enumerate(t for t in like if t.year == total.year) if t is total), 0)
    fitting = (column for column in columns if sum(t.value or 0 for t in column) == total.value)
    return list(columns[place] if place < len(columns) else next(fitting, columns[0]))


def _rows_of(parts: Iterable[Total]) -> list[list[Total]]:
    """The totals of each dimension; of those whose dimension was not read, each row is another one's."""
    rows: list[list[Total]] = []
    for part in sorted(parts, key=lambda t: t.dimension or 0):
        same = rows and rows[-1][0].dimension == part.dimension
        apart = part.dimension is None and same and not _side_by_side(part.place, rows[-1][0].place)
        if same and not apart:
            rows[-1].append(part)
        else:
            rows.append([part])
    return rows


def _in_column(rows: Sequence[Sequence[Total]], total: Total) -> list[Total]:
    """Of each dimension the figure that stands in the column of a total; of a blank cell there is none. Empty
    where several figures of one row stand there: the total's column is not told."""
    found = []
    for row in rows:
        below = [part for part in row if _overlap(part.place, total.place)]
        if len({(part.place.page, part.place.bbox) for part in below}) > 1:
            first = below[0].place
            if any(part.place is not first and _side_by_side(part.place, first) for part in below[1:]):
                return []
        found += below[:1]
    return found


def _overlap(a: Place, b: Place) -> bool:
    return a.bbox is not None and b.bbox is not None and a.bbox[0] < b.bbox[2] and b.bbox[0] < a.bbox[2]


def _side_by_side(a: Place, b: Place) -> bool:
    same_page = a.page == b.page and a.bbox is not None and b.bbox is not None
    return same_page and a.bbox[1] < b.bbox[3] and b.bbox[1] < a.bbox[3]  # type: ignore[index]


def _badly_read(case: AuditCase, total: Total) -> bool:
    return rows_suspicious(case, total.dimension) or columns_suspicious(case, total.dimension)


def plain_items(case: AuditCase, dimension: int | None) -> list[Item]:
    """The items listed under a dimension (None: all), without rows that cannot be items."""
    odd = {item.key for item in odd_rows(case)}
    return [item for item in case.listed(dimension) if item.key not in odd]


def odd_rows(case: AuditCase) -> list[Item]:
    """Rows of a summary table that were taken for items and hardly are: a heading, half of an item.

    They have no detail section where others have one, and no amount; or, on a scan, no word for their kind
    where nearly all other names begin with one.
    """
    listed = [item for item in case.items if item.in_summary]
    if not any(item.in_detail for item in listed):
        return []
    valued = {a.item for a in case.amounts if a.origin == "summary" and a.value is not None}
    named = sum(item.kind is not None for item in listed) >= MANY_NAMED * len(listed)
    return [
        item
        for item in listed
        if not item.in_detail
        and ((valued and item.key not in valued) or (named and not case.exact and not _names_kind(item.name)))
    ]


def _names_kind(name: str) -> bool:
    """True when a name of a scan begins with the word for its kind, at most one letter misread or lost."""
    from rapidfuzz.distance import Levenshtein  # not at the top: the end of a run does without it

    return bool(_KIND_WORD.match(name)) or any(
        Levenshtein.distance(name[:length], word, score_cutoff=1) <= 1
        for word in _KIND_WORDS
        for length in range(len(word) - 1, len(word) + 2)
    )


def strays(case: AuditCase, dimension: int | None) -> list[Item]:
    """Items of a dimension (None: all) that have a detail section only: their row may have been lost."""
    if not any(item.in_summary for item in case.items):
        return []
    alone = [item for item in case.items if item.in_detail and not item.in_summary]
    return [item for item in alone if dimension is None or item.dimension in (dimension, None)]


def read_whole(case: AuditCase) -> bool:
    """True for exact text whose rows were told apart: text may stand in a table without rules, too.

    A table of which not all was understood shows that it was not, and so do several items on either side
    alone, or amounts that could not be read.
    """
    if listed_in_part(case):
        return False
    alone = strays(case, None)
    bereft = [item for item in case.items if item.in_summary and not item.in_detail]
    unread = any(a.origin == "summary" and (a.status == "unreadable" or unplaced(a)) for a in case.amounts)
    return case.exact and not (len(alone) >= SEVERAL and (len(bereft) >= SEVERAL or unread))


def listed_in_part(case: AuditCase) -> bool:
    """Whether items stand on pages of which not all was understood."""
    return case.read_in_part({item.place.page for item in case.listed()})


def rows_suspicious(case: AuditCase, dimension: int | None) -> bool:
    """True when a scan shows signs that rows of a dimension (None: of the plan) were misread."""
    odd = any(item.dimension == dimension or dimension is None for item in odd_rows(case))
    return (
        case.read_in_part(pages_between(item.place.page for item in case.listed()))
        or odd
        or bool(strays(case, dimension))
    )


def pages_between(pages: Iterable[int | None]) -> set[int | None]:
    """The pages from the first to the last of these and the two beside them: one of which nothing was found
    may have held more."""
    known = [page for page in pages if page is not None]
    return {None, *range(min(known) - 1, max(known) + 2)} if known else {None}


def rows_confirmed(case: AuditCase, dimension: int | None) -> bool:
    """Whether no row of a dimension was lost: the counts that the document states are those of the rows read,
    or, where it states none, its detail sections name the very items listed."""
    if dimension is None or strays(case, dimension):
        return False
    counts = list(_counts(case, Total("summary", "dimension", "", None, dimension)))
    return all(counts) if counts else any(_details(case, dimension))


def columns_suspicious(case: AuditCase, dimension: int | None) -> bool:
    """True when the item or the year of some amount of a dimension is not certain, or it was not read."""
    keys = {item.key for item in case.listed(dimension)}
    return any(a.item in keys and unplaced(a) for a in case.amounts if a.origin == "summary")


def unplaced(amount: Amount) -> bool:
    """True when it is not certain to which item or year an amount belongs, or nothing was read of it. Commas
    and stops that were read for one another leave it in its place."""
    placed = amount.doubt is None or amount.doubt in (*DOUBTS_OF_READING.values(), MISGROUPED)
    return amount.doubtful and (amount.value is None or not placed)


def support_of(case: AuditCase, apart: Total) -> Support:
    """The other stated figures of the same dimension (or of the plan) against the rows as read."""
    outcomes = [*_money(case, apart), *_counts(case, apart), *_details(case, apart.dimension)]
    return Support(sum(outcomes), len(outcomes) - sum(outcomes))


def _money(case: AuditCase, apart: Total) -> Iterator[bool]:
    """Per year: whether the stated total is the sum of the rows."""
    for total in case.totals_where(origin="summary", scope=apart.scope, quantity="budget_baht"):
        if total is not apart and total.dimension == apart.dimension and total.year is not None:
            rows = _row_sum(case, total.dimension, total.year)
            yield total.value in (rows, rows + _lost_sum(case, total))


def _row_sum(case: AuditCase, dimension: int | None, year: int | None) -> Decimal:
    keys = {item.key for item in case.listed(dimension)}
    cells = [a for a in case.amounts if a.origin == "summary" and a.item in keys and year in (a.year, None)]
    return sum((a.value for a in cells if a.value is not None), Decimal(0))


def _lost_sum(case: AuditCase, total: Total) -> Decimal:
    """What the detail sections of items without a row say that these rows would hold."""
    lost = {item.key for item in strays(case, total.dimension)}
    told = [
        a for a in case.amounts if a.origin == "detail" and a.item in lost and a.year in (total.year, None)
    ]
    return sum((a.value for a in told if a.value is not None), Decimal(0))


def _moved(case: AuditCase, total: Total) -> bool:
    """True when another dimension's total is off by as much the other way, in several years: its items were
    given to this one, or the other way round."""
    here = _gaps(case, total.origin, total.dimension)
    others = {t.dimension for t in case.totals_where(origin=total.origin, scope="dimension")}
    return any(
        len(here) >= SEVERAL and here == {year: -gap for year, gap in _gaps(case, total.origin, d).items()}
        for d in others - {total.dimension}
    )


def _gaps(case: AuditCase, origin: str, dimension: int | None) -> dict[int, Decimal]:
    """By how much a dimension's yearly totals are off, where they are."""
    gaps = {
        t.year: (t.value or Decimal(0)) - _row_sum(case, dimension, t.year)
        for t in case.totals_where(origin=origin, scope="dimension", quantity="budget_baht")
        if t.dimension == dimension and t.year is not None
    }
    return {year: gap for year, gap in gaps.items() if gap}


def _sums_elsewhere(case: AuditCase, total: Total) -> set[Decimal]:
    """The sums of other dimensions and years whose own total is missing or off: one that equals such a sum
    stands in another's place."""
    dimensions: set[int | None] = {None, *(item.dimension for item in case.listed())}
    years = {a.year for a in case.amounts if a.origin == "summary"}
    places = [(d, total.year) for d in dimensions] + [(total.dimension, year) for year in years]
    stated = {
        (t.dimension, t.year): t.value for t in case.totals_where(origin=total.origin, quantity="budget_baht")
    }
    sums = {place: _row_sum(case, *place) for place in places if place != (total.dimension, total.year)}
    return {value for place, value in sums.items() if value and stated.get(place) != value}


def _counts(case: AuditCase, apart: Total) -> Iterator[bool]:
    """Per stated count: whether it fits the rows listed."""
    stated = [
        t
        for t in case.totals_where(scope=apart.scope)
        if t.origin in ("summary", "preface") and t.quantity in COUNTS and t.dimension == apart.dimension
    ]
    for total in stated:
        if total is not apart and total.value is not None and not total.doubtful:
            yield int(total.value) in _counts_otherwise(case, total)


def _counts_otherwise(case: AuditCase, total: Total) -> set[int]:
    """The counts that fit under any plausible reading of the rows: odd ones left out, lost ones added."""
    group = {
        t.quantity
        for t in case.totals_where(origin=total.origin, scope=total.scope)
        if t.quantity in COUNTS and t.dimension == total.dimension
    }
    single = len(group) == 1
    plain, lost = plain_items(case, total.dimension), strays(case, total.dimension)
    readings = [case.listed(total.dimension), *([*plain, *lost[:n]] for n in range(len(lost) + 1))]
    return {n for items in readings for n in fitting_counts(items, total.quantity, single=single)}


def _other_count_fits(case: AuditCase, total: Total) -> bool:
    """True when a row that was lost in reading explains a count, but what the document states elsewhere fits
    the rows as they were read."""
    plain = plain_items(case, total.dimension)
    if len(plain) != len(case.listed(total.dimension)):
        return False
    others: dict[str, list[Total]] = {}
    for other in case.totals_where(scope=total.scope):
        told = other.origin in ("summary", "preface") and other.origin != total.origin
        if told and other.dimension == total.dimension and other.quantity in COUNTS:
            others.setdefault(other.origin, []).append(other)
    return any(
        all(
            not other.doubtful
            and int(other.value or 0) in fitting_counts(plain, other.quantity, single=len(group) == 1)
            for other in group
        )
        for group in others.values()
    )


def _shifted(case: AuditCase, total: Total) -> bool:
    """True when another dimension's counts are off the other way: items were given to the wrong dimension."""
    if total.dimension is None:
        return False
    stated = {t.dimension for t in case.totals_where(scope="dimension") if t.quantity in COUNTS}
    dimensions = ({item.dimension for item in case.listed()} | stated) - {total.dimension, None}
    here = _surplus(case, total.origin, total.dimension)
    return any(here * _surplus(case, total.origin, other) < 0 for other in dimensions)


def _surplus(case: AuditCase, origin: str, dimension: int | None) -> int:
    """By how many more items a dimension states than it lists; its counts by kind are added up. Where this
    part of the document states none, another part may."""
    counts: dict[str, int] = {}
    for part in (origin, "summary", "preface"):
        counts = counts or {
            t.quantity: int(t.value or 0)
            for t in case.totals_where(origin=part, scope="dimension")
            if t.quantity in COUNTS and t.dimension == dimension
        }
    if not counts:
        return 0
    return counts.get("items", sum(counts.values())) - len(plain_items(case, dimension))


def _details(case: AuditCase, dimension: int | None) -> Iterator[bool]:
    """True where the detail sections name the very items listed, but for one."""
    items = plain_items(case, dimension)
    if len(items) >= 2 and any(i.in_detail for i in items) and sum(not i.in_detail for i in items) <= 1:
        yield True


def numbered_on(items: Iterable[Item]) -> bool:
    """True when the items are numbered from 1 without a gap."""
    numbers = [item.seq for item in items]
    return numbers == list(range(1, len(numbers) + 1))
