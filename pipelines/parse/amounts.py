"""The amounts of a budget cell, and which item of the row each belongs to.

The evidence is where an amount stands: on the base line of its item. Only where positions are unknown do
order and count decide, and what they cannot decide is marked doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.model import Cell, Line
from normalize.chars import DASHES, canonical, fold
from normalize.digits import to_arabic
from normalize.found_amounts import wholly_calculated
from normalize.money import Money, behind_count, is_no_budget, no_budget_phrases, parse_money, says_nothing
from pipelines.parse.columns import Column
from pipelines.parse.evidence import source_of
from pipelines.parse.items import Segment
from pipelines.records import Source

_FIGURE = re.compile(rf"(?:[\d]{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d{{1,2}})?|[{re.escape(DASHES)}]")
_WITH_UNIT = re.compile(
    rf"(?:จำนวน\s*)?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d{{2}})?(?:\s*บาท|\.-|,-)?(?=\s|$)|[{re.escape(DASHES)}]+(?=\s|$)"
)
_GROUPS = re.compile(r"\D*[1-9]\d{0,2}(?:[.,\s]+\d{3})+(?:[.,]\d{2})?(?!\d)\D*")
_SPACED = re.compile(r"[1-9]\d{0,2}(?:\s\d{3})+")
"""`20 000`: one amount whose commas were not read, or not printed."""
_LARGEST_SCALED = 10_000_000
_PERCENT = 100
_SAYS_BAHT = re.compile(r"บาท|บ\.|฿|[.,]\s?-")
_MILLION = 1_000_000
_DECIMAL = re.compile(r"\s*(\d{1,3}(?:,\d{3})*\.\d{1,6})\s*")
"""An amount in millions: three digits behind a point are thousands of baht, no group."""
_COMMA_FOR_POINT = re.compile(r"\s*\d{1,2},\d{3}\s*")
"""`1,250` among `0.800` and `2.125` million."""
_WORDS = re.compile(r"[ก-๎\s]+")
_UNIT_ONLY = re.compile(r"\s*(?:จำนวน|บาท|ถ้วน|เป็นเงิน|รวม|ตั้งไว้|ปีละ|วงเงิน|/|ต่อปี|ปี|\(|\)|\s)+\s*")
_OPENS = re.compile(r"จำนวน|ตั้งไว้|ปีละ|วงเงิน|\(\s*$")
"""Words before an amount: after one they begin the next."""
_YEAR_IN_BRACKET = re.compile(r"\s*25\d\d\s*\)\s*")
_COUNT_HEADED = re.compile(r"(?:ครั้ง|รุ่น|คน|ราย|แห่ง|เรื่อง|ชุด|หมู่บ้าน|จำนวน)/(?:งบ|วงเงิน|จำนวนเงิน|เป็นเงิน)")
"""The heading (folded) of cells that hold a count and an amount."""
_PART = re.compile(
    r"(?:[-–•]|\(?\w{1,2}[.)])?\s*(?P<words>[^\d]*?)\s*:?\s*(?P<amount>\d{1,3}(?:,\d{3})+|\d+)(?:\.00)?\s*(?:บาท|\.-)?"
)
_SUM_WORD = re.compile(r"รวม|ทั้งสิ้น")
_LEAST_PARTS = 2
_NOTE = re.compile(r"\d[^(]*\([^()\d]*$")
"""An amount and an open bracket of words."""

_NOTE_MARK = re.compile(r"\s*(?:[๐-๙\d]{1,2}\)?|[*†‡]{1,3})\s*")
_NOTED = re.compile(r"\d,\d{3}(?:\.\d\d)?\s*$")
_NOTE_SIZE, _NOTE_GAP = 0.9, 0.3
"""Parts of an amount's height: the most that the raised mark of a note has, and how far from it it stands."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of a cell: what is printed, what it means, and where."""

    money: Money
    lines: tuple[Line, ...]
    source: Source

    @property
    def raw(self) -> str:
        """The amount as printed."""
        return self.money.raw

    @property
    def centre(self) -> float | None:
        """The height of its middle on the page; None without boxes."""
        box = self.source.bbox
        return None if box is None or not any(line.bbox for line in self.lines) else (box[1] + box[3]) / 2


@dataclass(frozen=True, slots=True)
class Pairing:
    """The amount of one item (None: nothing stands for it) and, where that is not certain, why."""

    amount: Amount | None
    doubt: str | None = None


def column_amounts(cell: Cell, table_index: int, column: Column) -> list[Amount]:
    """The amounts of a cell under its column's heading, which may say that a count stands before each."""
    counted = _COUNT_HEADED.search(fold(column.header)) is not None
    return cell_amounts(cell, table_index, column.scale, counted=counted)


def cell_amounts(cell: Cell, table_index: int, scale: int = 1, *, counted: bool = False) -> list[Amount]:
    """The amounts of a budget cell, top to bottom, in baht. A cell without text has none. `scale` is how many
    baht one printed unit is. `counted`: the column is that of a count and the amount behind it (`2 ครั้ง /
    20,000`), which may else be that of each."""
    where = (table_index, cell.row, cell.col)
    lines = _without_note_marks([line for line in cell.lines if line.text.strip()])
    if not lines:
        return []
    worked_out = _worked_out(lines)
    groups = _grouped(lines) if worked_out is None else [lines]
    found: list[Amount] = []
    for group in groups:
        text = " ".join(line.text.strip() for line in group)
        source = source_of(group, cell.page, where, unsure=cell.unsure)
        source.scale = scale
        if worked_out is not None:
            found.append(Amount(in_baht(Money(worked_out, "amount", text), scale), tuple(group), source))
            continue
        parts = _parts(behind_count(text) if counted else text)
        monies = [in_baht(unmarked(regrouped(parse_money(part))), scale) for part in parts]
        found += [Amount(money, tuple(group), source) for money in monies]
    return found


def _without_note_marks(lines: list[Line]) -> list[Line]:
    """The lines of a cell but for the small marks of notes right behind an amount (`20,000` and a raised
    `1`). Of exact text alone: a scan's sizes and places are not sure enough."""
    return [line for line in lines if not any(_is_note_mark(line, other) for other in lines)]


def _is_note_mark(line: Line, amount: Line) -> bool:
    if (
        line.bbox is None
        or amount.bbox is None
        or line.confidence is not None
        or amount.confidence is not None
    ):
        return False
    if not _NOTE_MARK.fullmatch(line.text) or not _NOTED.search(to_arabic(amount.text)):
        return False
    height = amount.bbox[3] - amount.bbox[1]
    smaller = line.bbox[3] - line.bbox[1] <= _NOTE_SIZE * height
    raised = line.bbox[1] < amount.bbox[1] < line.bbox[3] < amount.bbox[3]
    return smaller and raised and abs(line.bbox[0] - amount.bbox[2]) <= _NOTE_GAP * height


def _worked_out(lines: Sequence[Line]) -> Decimal | None:
    """What a printed multiplication comes to that is all that the cell holds."""
    if any(says_nothing(line.text) for line in lines):
        return None
    calculated = wholly_calculated(" ".join(line.text.strip() for line in lines))
    return _sum_of_parts(lines) if calculated is None else calculated


def _sum_of_parts(lines: Sequence[Line]) -> Decimal | None:
    """The sum in the last line of a cell that names its parts (`ค่าวัสดุ 2,000` above `รวม 9,000`), where they
    add up to it."""
    parts = [_PART.fullmatch(to_arabic(canonical(line.text)).strip()) for line in lines]
    if len(parts) <= _LEAST_PARTS or not all(parts):
        return None
    words = [fold(part["words"]) for part in parts if part is not None]
    values = [Decimal(part["amount"].replace(",", "")) for part in parts if part is not None]
    labelled = all(words[:-1]) and not any(map(_SUM_WORD.match, words[:-1]))
    return values[-1] if labelled and _SUM_WORD.match(words[-1]) and sum(values[:-1]) == values[-1] else None


def regrouped(money: Money) -> Money:
    """An unreadable amount of whole groups of three digits (`20.000`, `1 250 000`) as the number that they
    make: no amount has three decimals. It stays irregular, so that only a sum makes it certain."""
    if money.status != "unreadable" or not money.readings or not _GROUPS.fullmatch(to_arabic(money.raw)):
        return money
    return replace(money, amount=money.readings[0], status="amount", readings=())


def unmarked(money: Money) -> Money:
    """An unreadable amount behind a dash (`-68,000.00`) as that amount: the dash is the mark of a list or a
    speck, for nothing is budgeted below zero. It stays irregular, so that only a sum makes it certain."""
    if money.status != "unreadable" or money.flags != ("negative",) or len(money.readings) != 1:
        return money
    return replace(money, amount=money.readings[0], status="amount", readings=())


def in_baht(money: Money, scale: int) -> Money:
    """An amount printed in a larger unit (`พันบาท`) in baht. One that is very large then was perhaps printed
    in baht after all, and is flagged; so is one in millions whose point was perhaps read as a comma, and one
    of a hundred baht at most that does not say so: a share, a score or a count."""
    printed = to_arabic(money.raw)
    decimal = _DECIMAL.fullmatch(printed) if scale >= _MILLION else None
    if scale >= _MILLION and _COMMA_FOR_POINT.fullmatch(printed):
        baht = Decimal(printed.replace(",", ".")) * scale
        return replace(money, amount=baht.quantize(Decimal("0.01")), flags=(*money.flags, "unit"))
    if decimal is not None:
        baht = (Decimal(decimal[1].replace(",", "")) * scale).quantize(Decimal("0.01"))
        money = Money(baht, "amount" if baht else "zero", money.raw)
    elif scale == 1 or money.amount is None:
        small = 0 < (money.amount or 0) <= _PERCENT and not _SAYS_BAHT.search(money.raw)
        return replace(money, flags=(*money.flags, "unit")) if small else money
    else:
        baht = money.amount * scale
    if baht >= _LARGEST_SCALED:
        return replace(money, amount=baht, flags=(*money.flags, "unit"))
    return replace(money, amount=baht, flags=tuple(flag for flag in money.flags if flag != "decimals"))


def _grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one amount together: `จำนวน`, `173,100` and `บาท` on three lines are one amount."""
    groups: list[list[Line]] = []
    has_value = False
    for line in lines:
        text = to_arabic(line.text)
        if has_value and _in_bracket(groups[-1], text):
            groups[-1].append(line)
            continue
        value = bool(re.search(r"\d", text)) or is_no_budget(text) or not _UNIT_ONLY.fullmatch(text)
        goes_on = bool(groups) and any(test(groups[-1], text) for test in _GO_ON)
        closes = value and has_value and not goes_on
        opens = not value and bool(_OPENS.search(text)) and has_value
        if not groups or closes or opens:
            groups.append([line])
            has_value = value
        else:
            groups[-1].append(line)
            has_value = has_value or value
    if (
        len(groups) > 1
        and not all(is_no_budget(" ".join(line.text for line in group)) for group in groups)
        and is_no_budget(" ".join(line.text for line in lines))
        and not any(re.search(r"\d", line.text) for line in lines)
    ):
        return [list(lines)]
    return groups


def _in_bracket(group: Sequence[Line], text: str) -> bool:
    """Whether a line goes on with a bracket of words behind an amount (`5,000 บาท`, `(ข้อ`, `บัญญัติฯ)`), or
    begins one."""
    before = "".join(line.text for line in group)
    if _YEAR_IN_BRACKET.fullmatch(text) and _NOTE.search(before):
        return True  # `25,000 บาท (ข้อบัญญัติ ปี` / `2567)`
    if re.search(r"\d", text):
        return False
    closed = before.count("(") <= before.count(")")
    source = re.match(r"\s*\(\s*[ก-ฮเ-ไ]", text) is not None and not _OPENS.search(text)
    return source and not is_no_budget(text) if closed else bool(_NOTE.search(before))


def _completes(group: Sequence[Line], text: str) -> bool:
    """Whether a line is the rest of the words for "no budget" that were broken (`ไม่ใช้งบ` + `ประมาณ`)."""
    words = "".join(line.text.strip() for line in group)
    return (
        not re.search(r"\d", to_arabic(words + text))
        and bool(_WORDS.fullmatch(text.strip()))
        and bool(_WORDS.search(words))
        and not is_no_budget(text)
        and is_no_budget(words + text.strip())
    )


def _spells_on(group: Sequence[Line], text: str) -> bool:
    """Whether a line is the rest of an amount in words that was broken (`สองแสน` + `ห้าหมื่นบาทถ้วน`)."""
    words = "".join(line.text.strip() for line in group)
    if re.search(r"\d", to_arabic(words + text)) or parse_money(words).certain:
        return False
    return parse_money(words + text.strip()).status == "amount"


def _is_source(group: Sequence[Line], text: str) -> bool:
    """Whether a line goes on with where the money of the amount above comes from (`15,000 บาท จาก` +
    `ข้อบัญญัติฯ หมวดค่าใช้สอย`)."""
    if re.search(r"\d", to_arabic(text)) or is_no_budget(text) or says_nothing(text):
        return False
    whole = parse_money(" ".join([*(line.text.strip() for line in group), text.strip()]))
    return whole.certain and whole.status == "amount"


_GO_ON = (_completes, _spells_on, _is_source)
"""Ways in which a line goes on with what stands above it."""


def _parts(text: str) -> list[str]:
    """The amounts of one line: several only where each part of it is a whole amount by itself."""
    words = text.split()
    if _SPACED.fullmatch(to_arabic(text.strip())):
        return [text]
    if len(words) > 1 and all(_FIGURE.fullmatch(to_arabic(word)) for word in words):
        return words
    parts = _whole_amounts(text)
    return parts if len(parts) > 1 else [text]


def _whole_amounts(text: str) -> list[str]:
    """The parts of `5,000.- ไม่ใช้งบประมาณ 20,000 บาท`: amounts with their unit and phrases; none where
    anything else stands between them."""
    plain = to_arabic(text)
    phrases = dict(no_budget_phrases(plain))
    parts: list[str] = []
    place = 0
    while place < len(plain):
        if plain[place].isspace():
            place += 1
            continue
        amount = _WITH_UNIT.match(plain, place)
        end = phrases.get(place) or (amount.end() if amount else 0)
        if end <= place:
            return []
        parts.append(text[place:end].strip())
        place = end
    return parts


def pair(items: Sequence[Segment], amounts: Sequence[Amount]) -> list[Pairing]:
    """Give each item of a row its amount of one year.

    With boxes: the amount whose middle stands at the height of the item's lines. Without: in order, if there
    are as many amounts as items; else the first ones, marked doubtful."""
    if len(items) == 1 and len(amounts) == 1:
        return [Pairing(amounts[0])]
    if len(items) == 1 and len(amounts) > 1:
        return [_several(amounts)]
    placed = _by_position(items, amounts)
    if placed is not None:
        return placed
    return by_order(items, amounts)


def _several(amounts: Sequence[Amount]) -> Pairing:
    """One item, several amounts: the same amount printed twice is that amount, else nobody knows; likeliest
    is the only one that is not nothing, else the first."""
    values = {(amount.money.amount, amount.money.status) for amount in amounts}
    doubt = None if len(values) == 1 else "several amounts stand in the cell of one item"
    spent = [amount for amount in amounts if amount.money.status not in ("no_budget", "zero")]
    return Pairing(spent[0] if len(spent) == 1 else amounts[0], doubt)


def by_order(items: Sequence[Segment], amounts: Sequence[Amount]) -> list[Pairing]:
    """Pair by order alone."""
    if len(items) == len(amounts):
        return [Pairing(amount) for amount in amounts]
    doubt = f"{len(amounts)} amounts stand for {len(items)} items"
    pairings = [Pairing(amount, doubt) for amount in amounts[: len(items)]]
    return pairings + [Pairing(None, doubt)] * (len(items) - len(pairings))


def _by_position(items: Sequence[Segment], amounts: Sequence[Amount]) -> list[Pairing] | None:
    """Pair by height; None where positions are unknown or do not tell."""
    spans = [item.box for item in items]
    if any(span is None for span in spans) or any(amount.centre is None for amount in amounts):
        return None
    if len({item.page for item in items} | {amount.source.page for amount in amounts}) > 1:
        return None
    owners: list[int] = []
    for amount in amounts:
        centre = amount.centre or 0.0
        owners.append(min(range(len(items)), key=lambda i: _distance(centre, spans[i])))
    if len(set(owners)) < len(owners):
        if len(amounts) == len(items):
            return [Pairing(amount, "amounts do not stand on the lines of the items") for amount in amounts]
        return None
    chosen = dict(zip(owners, amounts, strict=True))
    single = len(amounts) == 1 < len(items)
    pairings = []
    for index, item in enumerate(items):
        owned = chosen.get(index)
        doubt = None
        if owned is not None and not _on_a_line(owned.centre or 0.0, item):
            doubt = "the amount does not stand on a line of its item"
        elif single:
            doubt = f"one amount stands for {len(items)} items"
        pairings.append(Pairing(owned, doubt))
    return pairings


def _distance(height: float, box: tuple[float, float, float, float] | None) -> float:
    if box is None:
        return float("inf")
    return max(box[1] - height, 0.0, height - box[3])


def _on_a_line(height: float, item: Segment) -> bool:
    """Whether `height` falls within one of the item's lines (or between two of them: a centred amount)."""
    box = item.box
    if box is None:
        return False
    margin = 0.35 * (box[3] - box[1]) / max(1, len(item.lines))
    return box[1] - margin <= height <= box[3] + margin


def align(expected: Sequence[Decimal | None], rows: Sequence[Sequence[Decimal | None]]) -> list[int | None]:
    """For each item the row of amounts that is its own, in order, told by what the items should cost.

    `expected` is the amount that the detail section states (None: unknown), `rows` the amounts of
    each row over
    the years. A row that holds the expected amount speaks for the pair; items and rows may be left over."""
    n, m = len(expected), len(rows)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(
                best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + _agreement(expected[i], rows[j])
            )
    chosen: list[int | None] = [None] * n
    i = j = 0
    while i < n and j < m:
        if best[i][j] == best[i + 1][j + 1] + _agreement(expected[i], rows[j]):
            chosen[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return chosen


def _agreement(expected: Decimal | None, row: Sequence[Decimal | None]) -> float:
    """How much a row of amounts speaks for an item that should cost `expected`."""
    if expected is None:
        return 0.3
    return 2.0 if expected in row else -1.0
