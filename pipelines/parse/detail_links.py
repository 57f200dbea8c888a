"""The detail sections of a plan with the values taken from them, and whose of the summary's items each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.model import Document
from pipelines.parse.detail import Entry, read_entries
from pipelines.parse.detail_texts import split_outputs
from pipelines.parse.detail_values import DetailBudget, budgets_of
from pipelines.parse.groups import SummaryItem
from pipelines.parse.interleaved import put_right, set_apart
from pipelines.parse.link import Named, is_proved, link
from pipelines.parse.text_lines import TextLine
from pipelines.parse.texts import TextCleaner
from pipelines.parse.tidy import tidy_name
from pipelines.records import BEYOND_GAP, Remark

_LONGEST_TEXT = 400
"""Letters of a remark."""


@dataclass(slots=True)
class Detail:
    """A detail entry with the values taken from it."""

    entry: Entry
    name: str
    budgets: list[DetailBudget]

    @property
    def expected(self) -> Decimal | None:
        """The one amount it states for every year; None where it states none or one for each year."""
        if len(self.budgets) == 1 and self.budgets[0].year is None and self.budgets[0].doubt is None:
            return self.budgets[0].amount
        return None


def details_of(
    lines: Sequence[TextLine], cleaner: TextCleaner, *, listed: bool = False
) -> tuple[list[Detail], list[Remark]]:
    """The detail sections of running text in order, put right where pages were swapped or names not found;
    and remarks on those without a name, which are headings of something else. `listed`: a table lists the
    items already."""
    entries = read_entries(lines, listed=listed)
    put_right(entries)
    details: list[Detail] = []
    nameless: list[Remark] = []
    for entry in entries:
        set_apart(entry)
        split_outputs(entry)
        name = tidy_name([line.text for line in entry.name], cleaner)
        if name:
            details.append(Detail(entry, name, budgets_of(entry)))
        else:
            text = "\n".join(line.text for part in entry.sections for line in part.lines)
            nameless.append(Remark(entry.page, text[:_LONGEST_TEXT], "sections of a project without a name"))
    return details, nameless


def pages_not_read(document: Document) -> frozenset[int]:
    """The pages whose text is missing or too poor to tell where a section begins."""
    return frozenset(
        page.number
        for page in document.pages
        if page.number is not None and (page.status == "failed" or page.error_code == "poorly_read")
    )


def doubted_beyond(details: Sequence[Detail], gaps: frozenset[int]) -> list[Detail]:
    """The detail sections, with doubt on the budgets that stand on or beyond one of the pages `gaps`, where
    their section begins before: the next item's name may be lost between."""
    for detail in details:
        begin = detail.entry.page
        if begin is None or not gaps:
            continue
        detail.budgets = [
            replace(budget, doubt=budget.doubt or BEYOND_GAP)
            if budget.source.page is not None
            and begin < budget.source.page
            and any(begin <= gap <= budget.source.page for gap in gaps)
            else budget
            for budget in detail.budgets
        ]
    return list(details)


def linked(
    items: Sequence[SummaryItem], names: Sequence[str], details: Sequence[Detail]
) -> tuple[dict[int, int], list[Remark]]:
    """Which detail section is which item's, and remarks on those that only an uncertain number or their place
    tells: their budgets are doubtful."""
    listed = [
        Named(name, item.segment.number, place, item.dimension, item.segment.number_sure)
        for place, (item, name) in enumerate(zip(items, names, strict=True), start=1)
    ]
    told = [
        Named(detail.name, detail.entry.seq, place, detail.entry.dimension, detail.entry.seq_trusted)
        for place, detail in enumerate(details, start=1)
    ]
    pairs = link(listed, told)
    remarks = []
    for i, j in sorted(pairs.items()):
        if is_proved(listed[i], told[j]):
            continue
        detail = details[j]
        by_number = listed[i].number is not None
        doubt = f"only {'an uncertain number' if by_number else 'its place'} says whose section it is"
        detail.budgets = [replace(budget, doubt=budget.doubt or doubt) for budget in detail.budgets]
        told_by = "an uncertain number" if by_number else "its place alone"
        why = f"detail section told by {told_by}"
        remarks.append(Remark(detail.entry.page, detail.name, why))
    return pairs, remarks


def other_dimension(item: SummaryItem, detail: Detail | None) -> list[Remark]:
    """A remark where an item's detail section stands under another dimension than the item: one of the two
    headings was not read, or the document says both."""
    told = detail.entry.headed if detail is not None else None
    if detail is None or told is None or item.dimension in (None, told):
        return []
    text = f"{item.segment.raw}: {item.dimension} | {told}"
    return [Remark(detail.entry.page, text, "table and detail section name different dimensions")]
