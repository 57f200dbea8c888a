"""Items of a plan that has neither a summary table nor detail sections: a list in running text.

`๑. โครงการอบรมธรรมะ งบประมาณ ๑๕,๐๐๐ บาท`, or `๑.๑ โครงการอบรมธรรมะ` with `งบประมาณ ๑๕,๐๐๐ บาท` and
`ผู้รับผิดชอบ สำนักปลัด` on lines of their own; below headings of dimensions and missions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from normalize.chars import DASHES, canonical
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.money import FoundAmount, says_nothing
from normalize.numbering import parse_numbering
from pipelines.parse.amounts import in_baht
from pipelines.parse.detail import DetailSection
from pipelines.parse.detail_values import SEVERAL_YEARS, budget_statements, listed_years
from pipelines.parse.evidence import number_trusted, right_edges, source_of
from pipelines.parse.headings import code_heading, dimension_word, is_total_label
from pipelines.parse.items import KIND_FIRST, KIND_WORDS
from pipelines.parse.money_words import name_and_money, speaks_of_other_money, states_budget, was_spent
from pipelines.parse.sections import inline_heading
from pipelines.parse.text_lines import TextLine
from pipelines.parse.texts import TextCleaner
from pipelines.parse.tidy import tidy_name, tidy_or_none
from pipelines.records import (
    MAY_BE_SPENT,
    OF_OTHER_MONEY,
    WITHOUT_ITEM,
    Budget,
    Project,
    Remark,
    SectionName,
)

_KINDS_ONLY = re.compile(rf"[\s/และ]*(?:(?:{KIND_WORDS})[\s/และ]*)+")
"""`๒. โครงการ/กิจกรรม/มาตรการ`: the heading over the list."""
_LEAST_ITEMS = 2
_PAIR = 2
_MOST_NAME_LINES = 3
_LONG = 200
"""A longer line is prose."""
_UNFINISHED = re.compile(
    r"(?:ปี(?:งบประมาณ)?|พ\s*\.?\s*ศ\s*\.?|(?<!\d)25\d\d|จำนวน|เป็นเงิน|ไม่(?:ใช้|มี|ขอ|ตั้ง|ได้)*(?:งบ)?|[,:–-])\s*$"
)
"""How a line ends that goes on with the next: behind the word for a year, a year, or a word for an amount."""
_FULL = 0.9
"""A line that reaches this share of the page's widest goes on on the next."""
_ENDS_OPEN = re.compile(r"(?:(?<=\s)(?:ใช้)?งบประมาณ|จำนวน|เป็นเงิน|\sไม่(?:ได้|ขอ)?(?:ใช้|มี|ตั้ง)(?:งบ)?)\s*:?\s*$")
"""How a line of a sentence ends before the amount, however wide it is."""
_TELLS = re.compile(
    r"(?<=\S)\s+(?:(?:โดย)?มี(?:วัตถุประสงค์|เป้าหมาย|กลุ่ม|ผู้)|วัตถุประสงค์|เพื่อ|กลุ่มเป้าหมาย|เป้าหมาย|โดย|ดำเนินการ|ระยะเวลา|ใช้งบ|งบประมาณ"
    r"|ไม่(?:ได้|ขอ)?(?:ใช้|มี|ตั้ง)(?:งบ|\s*$))"
)
"""How a sentence goes on behind the name of an item."""
_LIST_MARK = re.compile(rf"\s*[{re.escape(DASHES)}•*]\s*(?=[ก-๙])")
"""Behind it something else than the rest of a name begins."""
_OF_DIMENSION = re.compile(
    r"\s*(?:[-–•]\s*)?(?:ความ)?(?:สอดคล้อง|สนอง|รองรับ|ภายใต้|อยู่ใน|อยู่ภายใต้|ตาม)[ก-๙]{0,10}\s*:?\s*(?=มิติ)"
)
"""`สอดคล้องกับมิติที่ 2 …`, below an item."""
_YEAR_ALONE = re.compile(rf"\s*25\d\d\s+(?:\d[\d,.]*|[{re.escape(DASHES)}]+|ไม่\S+)\s*(?:บาท)?\s*$")
_YEAR_HEADER = re.compile(r"\s*(?:ประจำ)?(?:ปี|พ\s*\.\s*ศ\s*\.?)\s*(?:งบประมาณ)?\s*")
_MONEY = re.compile(r"งบ|เงิน|บาท")
_LABEL = re.compile(r"^[\s(–-]*(?:วงเงิน)?งบประมาณ(?:ที่ใช้|ดำเนินการ)?")
"""The word before an item's budget."""
_LABEL_LAST = re.compile(r"(?<=\S)\s+(?:ใช้)?งบประมาณ\s*:?\s*$")
"""The same at the end of a line: the amount stands on the next, behind more of the name."""
_UNIT_LAST = re.compile(r"(?P<name>[^\d๐-๙]{1,40}?)\s+(?P<rest>บาท)$")
_BUDGET_LAST = re.compile(r"(?P<name>[^\d๐-๙]{1,40}?)\s+(?P<rest>ประมาณ)$")
_NOTHING_LAST = re.compile(r"\s+ไม่(?:ได้|ขอ)?(?:ใช้|มี|ตั้ง|ของบ)?งบ\s*$")
"""The unit, or the rest of `ไม่ใช้งบประมาณ`, behind more of the name on the next line."""
_YEAR_FIRST = re.compile(
    r"\s*(?:25\d\d\s*(?:จำนวน|เป็นเงิน|งบประมาณ|ไม่|:|=|\d)|จำนวน\s*[\d-]|บาท|(?:และ\s*)?(?:ใน)?(?:ปี|พ\s*\.\s*ศ)[^\d]{0,20}25\d\d\s*(?:จำนวน|เป็นเงิน|:)?\s*\d)"
)


@dataclass(slots=True)
class _Item:
    """An item: its first line, the text after the number, the statements of its budget (the lines of each
    with their texts), and the lines below it by the label they bear."""

    line: TextLine
    number: int | None
    rest: str
    dimension: int | None
    mission: str | None
    stated: list[list[tuple[TextLine, str]]] = field(default_factory=list)
    name: list[TextLine] = field(default_factory=list)
    labelled: dict[SectionName, str] = field(default_factory=dict)
    unstated: TextLine | None = None
    """The line that speaks of its budget without saying how much."""
    sentence: list[tuple[TextLine, str]] = field(default_factory=list)
    """What the item's own paragraph tells behind its name, line by line."""

    @property
    def amounts(self) -> list[FoundAmount]:
        """The amounts that its statements name."""
        return [
            found for statement in self.stated for found in find_amounts(_text_of(statement), no_budget=True)
        ]


def _text_of(statement: Sequence[tuple[TextLine, str]]) -> str:
    return canonical(" ".join(text.strip() for _, text in statement))


@dataclass(slots=True)
class ItemList:
    """The items of a list with their amounts, remarks on what is no item's, and the lines (by identity) that
    state the amounts."""

    projects: list[Project] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)


def read_list(lines: Sequence[TextLine], years: Sequence[int], cleaner: TextCleaner) -> ItemList:
    """The items of the list, their amounts, and remarks on amounts between and below them that are no item's;
    none where most lines that look like items state no budget.

    An amount without a year is that of the one year of the plan; in a plan of several years it is that of
    each where it says so (`ปีละ`, `ไม่ใช้งบประมาณ`), and else nobody says for which it is.
    """
    items = _items(lines)
    if len(items) < _LEAST_ITEMS or sum(bool(item.amounts) for item in items) * 2 < len(items):
        return ItemList()
    projects: list[Project] = []
    budgets: list[Budget] = []
    for index, item in enumerate(items):
        projects.append(_project(item, cleaner))
        for statement in item.stated:
            if statement is item.sentence:
                budgets += _told(statement, index, years)
            else:
                budgets += _listed(statement, index) or _budgets(statement, index, item, years)
        if item.unstated is not None and not item.amounts:
            budgets.append(_without_figure(item.unstated, index, years))
    own = [line for item in items for statement in item.stated for line, _ in statement]
    taken = {id(part) for line in own for part in (line.line, *line.parts)}
    return ItemList(projects, budgets, _left_over(lines, items), taken)


def stated_budgets(lines: Sequence[TextLine], index: int, years: Sequence[int]) -> list[Budget]:
    """What lines that belong to one item say that it costs, as of project `index`."""
    statement = [(line, line.text.strip()) for line in lines]
    item = _Item(lines[0], None, "", None, None, stated=[statement])
    found = _listed(statement, index) or _budgets(statement, index, item, years)
    if found:
        return found
    budget = _without_figure(lines[0], index, years)
    if says_nothing(_LABEL.sub("", canonical(lines[0].text)).strip(" :()")):
        budget = replace(
            budget, amount_baht=Decimal(0), amount_status="no_budget", doubtful=False, doubt=None
        )
    return [budget]


def _left_over(lines: Sequence[TextLine], items: Sequence[_Item]) -> list[Remark]:
    """Remarks on lines behind the first item that state amounts which no item took: sums, notes."""
    taken = {id(line) for item in items for statement in item.stated for line, _ in statement}
    first = next(n for n, line in enumerate(lines) if line is items[0].line)
    return [
        Remark(line.page, line.text, WITHOUT_ITEM)
        for line in lines[first:]
        if id(line) not in taken and len(line.text) < _LONG and find_amounts(line.text)
    ]


def _project(item: _Item, cleaner: TextCleaner) -> Project:
    first, _ = name_and_money(item.rest)
    name = tidy_name([first, *(line.text for line in item.name)], cleaner)
    printed = "\n".join(line.text for line in (item.line, *item.name))
    source = source_of([line.line for line in (item.line, *item.name)], item.line.page)
    project = Project(name, printed, source=source, in_summary=True)
    project.dimension, project.mission_code = item.dimension, item.mission
    project.seq = project.seq_summary = item.number
    project.seq_doubtful = item.number is not None and not number_trusted(item.line.line)
    project.responsible_unit = tidy_or_none([item.labelled.get("responsible", "")], cleaner)
    return project


def _items(lines: Sequence[TextLine]) -> list[_Item]:
    """The items in order. A number of several parts (`๑.๑`) heads a mission or an item: only an item is
    followed by its budget."""
    found: list[_Item] = []
    dimension: int | None = None
    mission: str | None = None
    item: _Item | None = None
    edges = right_edges((line.page, line.line) for line in lines)
    for place, line in enumerate(lines):
        number, code = dimension_word(line.text), code_heading(line.text)
        numbering = parse_numbering(line.text)
        named = numbering is not None and _names_item(numbering.rest)
        path = numbering.path if numbering is not None else ()
        if number is not None:
            dimension, mission, item = number, None, None
        elif numbering is not None and named and (len(path) == 1 or _has_budget(lines, place, edges)):
            own = path[0] if len(path) == 1 else None
            item = _Item(line, own, numbering.rest, dimension, mission)
            if (behind := _behind_name(line, numbering.rest, edges)) is not None:
                item.sentence = [(line, behind)]
            elif find_amounts(numbering.rest, no_budget=True):
                item.stated.append([(line, numbering.rest)])
            found.append(item)
        elif code is not None and code.level == 2 and code.dimension == dimension:
            mission, item = code.code, None
        elif is_total_label(line.text) or len(path) == 1:
            item = None
        elif item is not None and lines[place - 1] is item.line and _take_broken(item, line):
            continue
        elif item is not None and item.sentence and _wraps(lines[place - 1], edges):
            item.sentence.append((line, line.text.strip()))
        elif item is not None and (told := _told_in_name(item, lines, place, edges)) is not None:
            text = line.text.strip()
            item.name.append(replace(line, text=text[:told]))
            item.sentence = [(line, text[told:])]
        elif item is not None:
            _take_line(item, line, lines[place - 1])
    for item in found:
        _settle_sentence(item)
    return found


def _behind_name(line: TextLine, rest: str, edges: Mapping[int | None, float]) -> str | None:
    """What a line that is as wide as its page tells behind the name of an item; None where it tells nothing
    or ends sooner, as the line of a list does."""
    tells = _TELLS.search(rest)
    return rest[tells.start() :] if tells is not None and _wraps(line, edges) else None


def _told_in_name(
    item: _Item, lines: Sequence[TextLine], place: int, edges: Mapping[int | None, float]
) -> int | None:
    """Where a line that goes on an item's name begins to tell what the item costs; None where it does not."""
    last = item.name[-1] if item.name else item.line
    if item.stated or item.labelled or lines[place - 1] is not last or not _wraps(last, edges):
        return None
    tells = _TELLS.search(lines[place].text.strip())
    if tells is None or not find_amounts(_paragraph(lines, place, edges), no_budget=True):
        return None
    return tells.start()


def _paragraph(lines: Sequence[TextLine], place: int, edges: Mapping[int | None, float]) -> str:
    """The text of a line with those that go on its sentence."""
    texts = [lines[place].text.strip()]
    for before, line in pairwise(lines[place:]):
        if not _wraps(before, edges) or parse_numbering(line.text) or dimension_word(line.text) is not None:
            break
        texts.append(line.text.strip())
    return " ".join(texts)


def _wraps(line: TextLine, edges: Mapping[int | None, float]) -> bool:
    """Whether a sentence goes on on the next line."""
    return _is_full(line, edges) or _ENDS_OPEN.search(line.text) is not None


def _is_full(line: TextLine, edges: Mapping[int | None, float]) -> bool:
    box = line.line.bbox
    return box is not None and box[2] >= _FULL * edges[line.page]


def _settle_sentence(item: _Item) -> None:
    """Take the paragraph of an item for its budget where it tells one, else its lines for the name's."""
    if item.sentence and find_amounts(_text_of(item.sentence), no_budget=True):
        line, told = item.sentence[0]
        item.rest = item.rest.removesuffix(told) if line is item.line else item.rest
        item.stated.append(item.sentence)
    elif item.sentence:
        item.name = [*[line for line, _ in item.sentence[1:]], *item.name][:_MOST_NAME_LINES]


def _names_item(text: str) -> bool:
    return bool(KIND_FIRST.match(text)) and not _KINDS_ONLY.fullmatch(text)


def _has_budget(lines: Sequence[TextLine], place: int, edges: Mapping[int | None, float]) -> bool:
    """Whether the line, its sentence, or a line below it before the next number or dimension, states a
    budget."""
    if find_amounts(_paragraph(lines, place, edges), no_budget=True):
        return True
    for line in lines[place:]:
        numbering = parse_numbering(line.text)
        if line is not lines[place] and (
            (numbering is not None and numbering.path) or dimension_word(line.text) is not None
        ):
            return False
        if find_amounts(line.text, no_budget=True) and (line is lines[place] or states_budget(line.text)):
            return True
    return False


def _take_line(item: _Item, line: TextLine, before: TextLine) -> None:
    """A line below an item: its budget or more of it, another labelled text, or (before these) the rest of
    its name."""
    text = line.text.strip()
    last = item.stated[-1][-1] if item.stated else None
    of_table = before.parts and not line.parts  # behind a table, whose rows go on with nothing else
    if last is not None and last[0] is before and not of_table and _goes_on(last[1], text):
        item.stated[-1].append((line, text))
        return
    if (of := _OF_DIMENSION.match(text)) is not None:
        item.dimension = item.dimension or dimension_word(text[of.end() :])
        item.labelled.setdefault("note", text)
        return
    if line.parts and _YEAR_ALONE.match(to_arabic(text)):
        # of a small table of years below the item; one of people or targets has another header
        follows = last is not None and last[0] is before
        if before.parts and not follows and not _MONEY.search(before.text):
            return
        if not (item.stated and item.stated[-1][-1][0].parts):
            item.stated.append([])
        item.stated[-1].append((line, text))
        return
    if states_budget(text):
        item.stated.append([(line, text)])
        item.labelled.setdefault("budget", text)
        item.unstated = item.unstated or line
        return
    listed = _LIST_MARK.match(text)
    heading = inline_heading(text[listed.end() :] if listed is not None else text)
    if heading is not None and heading.section != "name":
        item.labelled.setdefault(heading.section, heading.rest)
    elif (_YEAR_HEADER.match if line.parts else _YEAR_HEADER.fullmatch)(text):
        return
    elif listed is None and not (item.labelled or item.stated or item.sentence):
        item.name = [*item.name, line][:_MOST_NAME_LINES]


def _take_broken(item: _Item, line: TextLine) -> bool:
    """Take the line below an item whose budget goes on at its end, beside more of the name: the amount behind
    the word for it, the unit of an amount, or the rest of `ไม่ใช้งบประมาณ`."""
    text = canonical(line.text).strip()
    told = [*(item.stated[-1] if item.stated else item.sentence)]
    own = told[-1][1].strip() if told else ""
    label = _LABEL_LAST.search(item.rest) if not item.stated else None
    found = find_amounts(text) if label is not None else []
    unit, nothing = _UNIT_LAST.match(text), _NOTHING_LAST.search(item.rest)
    if label is not None and len(found) == 1 and found[0].end == len(text):
        name, rest = text[: found[0].start], text[found[0].start :]
        told, item.rest = [(item.line, label.group().strip())], item.rest[: label.start()]
    elif unit is not None and re.search(r"\d$", to_arabic(own)):
        name, rest = unit["name"], unit["rest"]
        item.rest = item.rest.removesuffix(own) if item.sentence else item.rest
    elif nothing is not None and (of_budget := _BUDGET_LAST.match(text)) is not None:
        name, rest = of_budget["name"], of_budget["rest"]
        told, item.rest = [(item.line, nothing.group().strip())], item.rest[: nothing.start()]
    else:
        return False
    item.sentence = []
    item.stated[-1:] = [[*told, (line, rest)]]
    if name.strip():
        item.name.append(replace(line, text=name.strip()))
    return True


def _without_figure(line: TextLine, index: int, years: Sequence[int]) -> Budget:
    """The budget of an item that speaks of one and names no amount (`งบประมาณตามข้อบัญญัติ`)."""
    year = years[0] if len(years) == 1 else None
    return Budget(
        index,
        year,
        "summary" if year is not None else "detail",
        None,
        "unreadable",
        line.text,
        doubtful=True,
        doubt="the budget section names no amount",
        source=source_of([line.line], line.page),
    )


def _goes_on(before: str, text: str) -> bool:
    """Whether a line right below a statement of a budget is the rest of it."""
    return bool(_UNFINISHED.search(to_arabic(before)) or _YEAR_FIRST.match(to_arabic(text)))


def _listed(statement: Sequence[tuple[TextLine, str]], index: int) -> list[Budget]:
    """The amounts of a statement that lists years, as a detail section lists them."""
    source = source_of([line.line for line, _ in statement], statement[0][0].page)
    return [
        Budget(
            index,
            told.year,
            "summary" if told.year is not None else "detail",
            told.amount,
            told.status,
            told.raw,
            doubtful=told.doubt is not None,
            doubt=told.doubt,
            source=source,
        )
        for told in listed_years([text for _, text in statement], source)
    ]


def _told(statement: Sequence[tuple[TextLine, str]], index: int, years: Sequence[int]) -> list[Budget]:
    """What a paragraph tells of an item's budget, as a detail section does."""
    part = DetailSection("budget", None, [replace(line, text=text) for line, text in statement])
    return [
        Budget(
            index,
            year,
            "summary" if year is not None else "detail",
            told.amount,
            told.status,
            told.raw,
            doubtful=told.doubt is not None,
            doubt=told.doubt,
            source=told.source,
        )
        for told in budget_statements(part)
        for year in [told.year or (years[0] if len(years) == 1 else None)]
    ]


def _budgets(
    statement: Sequence[tuple[TextLine, str]], index: int, item: _Item, years: Sequence[int]
) -> list[Budget]:
    """The amounts of a statement that lists no years."""
    text = _text_of(statement)
    source = source_of([line.line for line, _ in statement], statement[0][0].page)
    return [
        Budget(
            index,
            year,
            "summary" if year is not None else "detail",
            found.money.amount,
            found.money.status,
            text[found.start : found.end].strip() if year is not None else text,
            doubtful=doubt is not None,
            doubt=doubt,
            source=source,
        )
        for found in _without_sum(find_amounts(text, no_budget=True), years)
        for other in [other_use(text, found)]
        for doubt in [_doubt(found, item, years) or other]
        for year in _years_of(found, years) or (None,)
    ]


def other_use(text: str, found: FoundAmount) -> str | None:
    """Why an amount of a text may not be what its item costs, by the words beside it: it may be other money,
    or was spent."""
    if speaks_of_other_money(text, found):
        return OF_OTHER_MONEY
    return MAY_BE_SPENT if was_spent(text, found) else None


def _without_sum(amounts: Sequence[FoundAmount], years: Sequence[int]) -> Sequence[FoundAmount]:
    """The amounts without the sum of all years behind what is spent each year (`ปีละ 12,000 บาท รวม 5 ปี 60,000
    บาท`), where it is that many times as much."""
    if len(amounts) != _PAIR:
        return amounts
    (each, whole) = amounts
    of_each = each.per_year and whole.is_total and each.money.amount is not None
    return [each] if of_each and whole.money.amount == (each.money.amount or 0) * len(years) else amounts


def _years_of(found: FoundAmount, years: Sequence[int]) -> tuple[int, ...]:
    return found.fiscal_years or (tuple(years) if len(years) == 1 else ())


def _doubt(found: FoundAmount, item: _Item, years: Sequence[int]) -> str | None:
    """Why the year or the value of an amount is not certain."""
    named = _years_of(found, years)
    money = in_baht(found.money, 1)
    if not money.certain:
        return f"irregular: {', '.join(money.flags) or money.status}"
    amounts = _without_sum(item.amounts, years)
    told = {year for other in amounts for year in other.fiscal_years}
    if found.unit is not None or len(amounts) > max(1, len(named), len(told)):
        return "several amounts stand beside one item"
    every = found.per_year or found.money.status == "no_budget"  # of each year of the plan
    if not named and not (years and every):
        return "nothing says for which year the amount is"
    return SEVERAL_YEARS if found.years_unsure or (len(named) > 1 and not every) else None
