"""How far a table without rules reaches up and down from its lines of amounts.

Its heading, bands and the lines of its cells belong to it, titles and running text do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.amount_lines import AMOUNTS, FEW_AMOUNTS, FLUSH, LEAN, LINES, RUNNING, is_title_over
from extract.scan.number_columns import SAME_LINE, YEAR_LETTERS
from extract.scan.open_rows import APART, CLOSEST
from extract.scan.text_runs import joined_runs
from extract.scan.words import ZEROS, Words

# Bands begin this near to the table's side: photographed columns lean.
BAND_FLUSH = 1.0
# So much of a line's numbers are most of them.
MOST = 0.75
# Headings of neighbouring columns stand further apart than this many letters' heights.
HEADINGS_APART = 1.0
# The blanks of most lines are narrower than this many letters' heights.
WIDE_BLANK = 1.2
# ... and so are those behind numbers of items.
NUMBER_BLANK = 1.5
# A title stands further above a heading over all numbers than that one above the next line by this factor.
TITLE_GAP = 1.25
# Lines of a table follow each other within this many letters' heights.
REACH = 4.2
# ... and lines of a cell within this many.
WRAPS = 2.6
# Bands stand as far below the line before them as others do, within this many letters' heights.
ALIKE = 0.15
# ... and are no longer than this many lines.
BAND_LINES = 2
# Marks stand this many letters' heights over the foot of a line whose print is larger than the table's.
LARGE_MARK = 2.6


Gap = tuple[float, float]
"""The paper between the print of two neighbouring columns, from px to px."""


def line_at(words: Words, foot: float) -> Words:
    """The words whose feet stand on one line."""
    return words.among(np.abs(words.foot - foot) <= SAME_LINE * words.body)


def _crosses(line: Words, gaps: Sequence[Gap], touch: float) -> bool:
    """True when text runs over a column's end: a word does, or a line whose words stand close together."""
    order = np.argsort(line.left, kind="stable")
    left, right = line.left[order], line.right[order]
    begun = any(bool((np.abs(left[1:] - b) < 0.5 * line.body).any()) for _, b in gaps)
    begun = begun or _gap_between(left, right, gaps, line.body)
    if len(left) > 1 and not begun and float((left[1:] - right[:-1]).max()) < RUNNING * line.body:
        left, right = left[:1], right[-1:]
    else:
        text = ~(line.plain & line.commas)[order]
        left, right = left[text], right[text]
    for a, b in gaps:
        middle = (a + b) / 2  # of a gap that a leaning column has left narrow
        if ((left < min(a + touch, middle)) & (right > max(b - touch, middle))).any():
            return True
    return False


def _gap_between(
    left: NDArray[np.float64], right: NDArray[np.float64], gaps: Sequence[Gap], body: float
) -> bool:
    """True when two words of a line keep more than a blank between them where two columns part."""
    return any(
        b - a > WIDE_BLANK * body and min(b, end) - max(a, start) > 0.6 * (end - start)
        for a, b in zip(right[:-1].tolist(), left[1:].tolist(), strict=True)
        for start, end in gaps
    )


def _straddles(line: Words, side: float) -> bool:
    """True when a line of running text begins before the numbers and ends behind where they begin."""
    order = np.argsort(line.left, kind="stable")
    left, right = line.left[order], line.right[order]
    runs = float((left[1:] - right[:-1]).max(initial=0.0)) < RUNNING * line.body
    return bool(runs and left[0] < side - line.body and right[-1] > side + line.body)


def _is_flush(line: Words, amounts: Words) -> bool:
    """True when most of a line's numbers, three or more, end where amounts of the table do: one too wide for
    its column ends elsewhere. Half of them are amounts or short: headings without marks look like numbers."""
    numbers = line.among(line.number & (line.right > amounts.left.min()))
    sure = numbers.amount | (numbers.letters <= YEAR_LETTERS)
    if len(numbers) < AMOUNTS or 2 * int(sure.sum()) < len(numbers):
        return False
    off = np.abs(numbers.right[:, None] - amounts.right[None, :]).min(axis=1)
    flush = off <= FLUSH * line.body
    return bool(flush.sum() >= max(AMOUNTS, MOST * len(numbers)))


def _heads_numbers(line: Words, gaps: Sequence[Gap], side: float) -> bool:
    """True when a line has a word or a year over each of most columns of numbers, and no word over two:
    headings, which may be wider than the numbers below."""
    middles = [(a + b) / 2 for a, b in gaps]
    inner = [place for place in middles if place > side - line.body]
    if len(inner) < FEW_AMOUNTS:
        return False
    own = line.among(line.right > min(inner) - line.body)
    years = np.searchsorted(inner, own.middle[own.number & (own.letters == YEAR_LETTERS)]).tolist()
    if len(set(years)) == len(years) >= max(AMOUNTS, 0.6 * len(inner)):
        return True  # `ปี 2566` over narrow columns, no further apart than words
    column = np.searchsorted(inner, own.middle)
    over = np.searchsorted(inner, own.right - 0.3 * line.body) - np.searchsorted(
        inner, own.left + 0.3 * line.body
    )
    apart = np.sort(own.left)[1:] - np.sort(own.right)[:-1] > HEADINGS_APART * line.body
    alike = len(own) > 0 and float(np.ptp(own.right - own.left)) <= FLUSH * line.body  # one heading again
    seen = len(set(column.tolist()))
    enough = seen == len(own) >= max(AMOUNTS, 0.6 * len(inner))
    return bool(enough and (apart.all() or alike) and (over <= 1).all())


def _label_of_numbers(line: Words, gaps: Sequence[Gap]) -> NDArray[np.bool_]:
    """The first word of a line of totals, which may run over the columns before the numbers."""
    label = np.zeros(len(line), bool)
    numbers = line.number & (line.letters >= ZEROS)
    zeros = line.number & (line.letters == 1)
    places = [b for _, b in gaps]
    columns = [set(np.searchsorted(places, line.right[chosen]).tolist()) for chosen in (numbers, zeros)]
    if len(columns[0]) >= FEW_AMOUNTS or len(columns[1]) >= AMOUNTS:
        first = int(np.argmin(line.left))
        label[first] = not (numbers | zeros)[first]
    return label


def _begins_column(line: Words, left: float, gaps: Sequence[Gap]) -> bool:
    """True when a line begins where a column does, as items and bands do and centred titles do not."""
    start = float(line.left.min())
    return start < left + 4 * line.body or any(abs(start - b) < line.body for _, b in gaps)


def _columns_of(line: Words, places: Sequence[float]) -> int:
    return len(set(np.searchsorted(places, line.middle).tolist()))


def upwards(
    words: Words,
    feet: Sequence[float],
    first: float,
    gaps: Sequence[Gap],
    side: float,
    ends: tuple[float, float],
    amounts: Words,
) -> tuple[float, float | None]:
    """The foot of the table's first line, and where its heading ends, going up from its first amounts."""
    body = words.body
    before_numbers = [gap for gap in gaps if gap[0] <= side + 1]
    places = [(a + b) / 2 for a, b in gaps]
    top = settled = first
    end: float | None = None
    headed: Words | None = None  # the years over the numbers
    at = first
    zeros = _lines_of_zeros(words, [f for f in feet if f < first - 0.6 * body], first, side, amounts)
    below: list[tuple[float, bool]] = []  # the heading's lines over numbers, and whether one stands over all
    for foot in reversed([f for f in feet if f < first - 0.6 * body]):
        if at - foot > REACH * body:
            break
        line = line_at(words, foot)
        at = foot
        outside = bool((line.left < ends[0] - 3 * body).any())
        crosses = _crosses(line, before_numbers, 0.3 * body) or (end is not None and _straddles(line, side))
        crosses = outside or (crosses and not _heads_numbers(line.among(line.middle < ends[1]), gaps, side))
        crosses |= headed is not None and is_title_over(line, headed)
        heading = not crosses and _columns_of(line, places) >= 2 and bool((line.middle > side).sum() >= 2)
        years = len(_years_of(line, side)) > 0
        years = years and not any(abs(foot - other) < body for other in zeros)
        if end is None and not years and _is_flush(line.among(line.middle > side), amounts):
            top = settled = foot
            continue
        banner = not crosses and end is not None and bool((line.left > side).all())
        if (heading or banner) and (line.left > side).all() and _is_title(foot, below):
            break
        if heading or banner:
            headed = _years_of(line, side) if years else headed
            end = foot if end is None else end
            top = foot
            below.append((foot, len(line) == 1 and _stands_over(line, side, ends[1])))
        elif crosses and (end is not None or not _begins_column(line, ends[0], gaps)):
            if _ends_title(words, foot, [f for f, _ in below], places):
                top = min((f for f in feet if f > below[-1][0] + body), default=below[-2][0])
            break
        elif not crosses:
            top = foot if end is not None or at - foot < REACH * body else top
            settled = foot if end is None else settled
    if end is None:
        return _first_band(words, feet, settled, gaps, ends), None
    # what stands closer below than a further line is the last line of a narrow heading beside it
    end = max([end, *(foot for foot in feet if end < foot < min(first, end + CLOSEST * body))])
    return top, end + 0.45 * body


def _years_of(line: Words, side: float) -> Words:
    return line.among(line.number & (line.letters == YEAR_LETTERS) & (line.middle > side))


def _lines_of_zeros(
    words: Words, feet: Sequence[float], first: float, side: float, amounts: Words
) -> list[float]:
    """The lines above the first amounts whose numbers, as short as years, end where the amounts do: `0.00`
    whose stops the scan lost. One such line may be the years of a heading; two are none."""
    found, at = [], first
    for foot in reversed(feet):
        if at - foot > REACH * words.body:
            break
        at = foot
        line = line_at(words, foot)
        numbers = line.among(line.middle > side)
        long = numbers.number & numbers.commas & (numbers.letters > YEAR_LETTERS)
        if not long.any() and _is_flush(numbers, amounts):
            found.append(foot)
    return found if len(found) >= LINES else []


def _stands_over(line: Words, side: float, right: float) -> bool:
    """True when a line has its middle in the middle of the columns of numbers."""
    middle = (float(line.left.min()) + float(line.right.max())) / 2
    return abs(middle - (side + right) / 2) < (right - side) / 4


def _is_title(foot: float, below: Sequence[tuple[float, bool]]) -> bool:
    """True when a line stands further above a heading over all numbers than that one above the next line."""
    return len(below) > 1 and below[-1][1] and below[-1][0] - foot > TITLE_GAP * (below[-2][0] - below[-1][0])


def _ends_title(words: Words, foot: float, heading: Sequence[float], places: Sequence[float]) -> bool:
    """True when the highest of a heading's lines is running text over several columns, nearer to a line of
    text above it than to the next line of the heading: the last line of a title."""
    if len(heading) < LINES or heading[-1] - foot >= heading[-2] - heading[-1]:
        return False
    runs = joined_runs(line_at(words, heading[-1]), RUNNING)
    return len(runs) == 1 and sum(runs[0][0] < place < runs[0][1] for place in places) >= LINES


def _is_band(line: Words, left: float, gaps: Sequence[Gap], aside: float = 0.0) -> bool:
    """True when a line is text that runs from the table's left edge over the first column's end; the edge may
    stand so many px `aside` there."""
    if line.number.all() or abs(float(line.left.min()) - left) > BAND_FLUSH * line.body + aside:
        return False
    order = np.argsort(line.left, kind="stable")
    first = order[0]
    runs = float((line.left[order][1:] - line.right[order][:-1]).max(initial=0.0)) < WIDE_BLANK * line.body
    label = not line.number[first] or line.letters[first] >= ZEROS
    if runs and label and line.right.max() > gaps[0][1] + line.body:
        return True  # a blank may stand where the first column ends
    return _crosses(line, gaps[:1], FLUSH * line.body)


def _are_marks(words: Words, line: Words) -> bool:
    """True when a line holds nothing but vowels and tone marks that stand over a line of larger print."""
    off = words.foot - line.foot.max()
    lower = words.among((off > 0) & (off < LARGE_MARK * words.body))
    covered = (lower.left[None, :] < line.left[:, None]) & (lower.right[None, :] > line.right[:, None])
    return bool((line.letters == 1).all() and covered.any(axis=1).all())


def _goes_on(line: Words, above: Words) -> bool:
    """True when the texts of a line begin where texts of the line right above do, and end before the next of
    those: cells going on, whose columns lean in a photograph."""
    if not len(above) or line.foot[0] - above.foot[0] > WRAPS * line.body:
        return False
    near = FLUSH * line.body
    begins = np.array([a for a, _ in joined_runs(above, NUMBER_BLANK)])
    for left, right in joined_runs(line, WIDE_BLANK):
        begun = (np.abs(above.left - left) <= near).any()
        if not begun or right > begins[begins > left + near].min(initial=np.inf):
            return False
    return True


def _below_amounts(words: Words, feet: Sequence[float], left: float, amounts: Words) -> list[float]:
    """How far below lines of numbers text stands that is alone on its line, begins at the table's left edge
    and has numbers below, as bands too short to run over a column: further than lines of a cell."""
    lines = [line_at(words, foot) for foot in feet]
    side = float(amounts.left.min(initial=np.inf))
    counted = [int((line.number & (line.left >= side)).sum()) >= AMOUNTS for line in lines]
    gaps = [b - a for a, b in pairwise(feet) if b - a > CLOSEST * words.body]
    return [
        feet[k] - feet[k - 1]
        for k in range(1, len(feet) - 1)
        if counted[k - 1] and not counted[k] and counted[k + 1]
        and len(joined_runs(lines[k], WIDE_BLANK)) == 1
        and abs(float(lines[k].left.min()) - left) <= BAND_FLUSH * words.body
        and feet[k] - feet[k - 1] > APART * min(gaps)
    ]  # fmt: skip


def _short_block(feet: Sequence[float], last: float, inside: Sequence[float], body: float) -> list[float]:
    """How far below a table's last line a block of one or two lines stands, if as far as rows of the table
    do, two at least: perhaps a band whose rows are on the next page."""
    gaps = [b - a for a, b in pairwise(inside) if b - a > CLOSEST * body]
    within = APART * min(gaps, default=0.0)
    under = [f for f in feet if f > last + 0.6 * body][: BAND_LINES + 1]
    if not gaps or not under or under[0] - last <= within:
        return []
    lines = 1 + sum(b - a <= within for a, b in pairwise(under))
    rows = [gap for gap in gaps if abs(gap - under[0] + last) < ALIKE * body]
    return [under[0] - last] if lines <= BAND_LINES and len(rows) >= LINES else []


def _first_band(
    words: Words, feet: Sequence[float], top: float, gaps: Sequence[Gap], ends: tuple[float, float]
) -> float:
    """The foot of the first line of a band above a table without heading, whose first line is at `top`; that
    one without a band. A band stands as far above as rows of the table stand apart."""
    raised = [-foot for foot in reversed(feet)]
    block = _short_block(raised, -top, [f for f in raised if f <= -top], words.body)
    if not block:
        return top
    low = top - block[0]
    band = [foot for foot in feet if low - WRAPS * words.body < foot <= low][-BAND_LINES:]
    return band[0] if all(_is_band(line_at(words, foot), ends[0], gaps) for foot in band) else top


def downwards(
    words: Words,
    feet: Sequence[float],
    top: float,
    last: float,
    gaps: Sequence[Gap],
    ends: tuple[float, float],
    amounts: Words,
) -> float:
    """The foot of the table's last line: lines go on that stay within columns or have numbers where the
    table's amounts end, and bands as those above."""
    body = words.body
    at = last
    inner = [f for f in feet if top < f < last]
    banded = any(_is_band(line_at(words, f), ends[0], gaps, LEAN * (last - f)) for f in inner)
    below = _below_amounts(words, [f for f in feet if top <= f <= last], ends[0], amounts)
    below += _short_block(feet, last, [f for f in feet if top <= f <= last], body)
    for foot in [f for f in feet if f > last + 0.6 * body]:
        line = line_at(words, foot)
        if _are_marks(words, line):
            continue
        outside = bool((line.left < ends[0] - 2 * body).any() or (line.right > ends[1] + 3 * body).any())
        crosses = _crosses(line.among(~_label_of_numbers(line, gaps)), gaps, 0.3 * body)
        flush = _is_flush(line, amounts)
        crosses &= not _goes_on(line, line_at(words, at))
        like = banded or (at == last and any(abs(foot - at - gap) < ALIKE * body for gap in below))
        lefts = (ends[0], float(line_at(words, at).left.min()))  # a photographed side leans
        crosses &= not flush and not (like and any(_is_band(line, left, gaps) for left in lefts))
        if foot - at > (1.0 if flush else 0.7) * REACH * body or crosses or outside:
            break
        at = foot
    return at
