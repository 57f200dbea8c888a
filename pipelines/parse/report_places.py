"""Where in the plan the rows of a report's tables stand: the dimension, mission and strategy of headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.model import Line
from normalize.counts import parse_count
from normalize.numbering import Numbering, parse_numbering
from pipelines.parse.evidence import heading_trusted
from pipelines.parse.framework import DIMENSIONS
from pipelines.parse.headings import NO_NUMBER, code_by_words, lacks_number
from pipelines.parse.narrative_repair import CodesByName, settled_code, settled_dimension
from pipelines.parse.narrative_rows import dimension_of, without_dimension
from pipelines.parse.report_states import state_of_heading
from pipelines.records import Remark


def _named_dimension(numbering: Numbering) -> int | None:
    """The dimension whose number and own name a text is (`2. การบริหารราชการด้วยความโปร่งใส`)."""
    if len(numbering.path) != 1:
        return None
    number = numbering.path[0]
    return number if code_by_words(numbering.rest.replace("\n", ""), 1) == str(number) else None


@dataclass(slots=True)
class PlanPlace:
    """The dimension, mission and strategy that hold for the rows below a heading, and the unit it names.

    A number of a scan that was not read for sure counts where the heading's name or the order of headings
    proves it; else the place is not known, and `remarks` says so.
    """

    dimension: int | None = None
    lost: bool = False
    """The last heading of a dimension told none: which one holds is not known."""
    mission: str | None = None
    strategy: str | None = None
    unit: Line | None = None
    state: Line | None = None
    """How far the items below a heading are, where reports group them so."""
    signs: dict[str, str] = field(default_factory=dict)
    """What signs in the report's tables mean by its note on them."""
    codes: CodesByName = field(default_factory=CodesByName)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, text: str, lines: Sequence[Line] = (), page: int | None = None) -> bool:
        """Take over the heading that a text is, read from `lines`; False for any other text."""
        sure = heading_trusted(lines)
        dimension = dimension_of(text)
        if dimension is not None:
            self._set_dimension(dimension, text, sure, page)
            self.mission = self.strategy = None
            return True
        if lacks_number(lines):
            self.lose(text, page)
            return True
        numbering = parse_numbering(text)
        if numbering is not None and (number := _named_dimension(numbering)) is not None:
            self._set_dimension(number, numbering.rest, sure, page)
            self.mission = self.strategy = None
            return True
        if numbering is None or numbering.kind != "dotted" or len(numbering.path) not in (2, 3):
            return False
        path: tuple[int, ...] | None = numbering.path
        if not sure:
            before = (self.mission, self.strategy)
            path = settled_code(numbering.path, numbering.rest, self.dimension, before, self.codes)
        if path is None:
            if numbering.path[0] != self.dimension:
                return False
            self._note(page, text, "code of a heading not read for sure")
            self.mission = self.strategy = None
            return True
        if self.dimension is not None and path[0] != self.dimension:
            return False
        self.dimension, self.lost = path[0], False
        self.mission = f"{path[0]}.{path[1]}"
        self.strategy = ".".join(map(str, path)) if len(path) == 3 else None
        return True

    def take_state(self, line: Line) -> bool:
        """Take over the state that a heading or band of items names; False for any other line."""
        state = state_of_heading(line.text)
        if state is not None:
            self.state = replace(line, text=state)
        return state is not None

    def take_dimension(self, text: str, lines: Sequence[Line], page: int | None) -> None:
        """Take over the dimension of a cell of the column of dimensions, if it names one."""
        number = dimension_of(text) or parse_count(text.split(".", maxsplit=1)[0].strip())
        if number is None or not 1 <= number <= DIMENSIONS or number == self.dimension:
            return
        self._set_dimension(number, text, heading_trusted(lines), page)
        self.mission = self.strategy = None

    def lose(self, text: str, page: int | None) -> None:
        """A heading stands here that was not read: which dimension holds below it is not known."""
        self._note(page, text, NO_NUMBER)
        self.dimension, self.lost = None, True
        self.mission = self.strategy = None

    def _set_dimension(self, number: int, text: str, sure: bool, page: int | None) -> None:
        before = self.dimension
        name = without_dimension(text)
        self.dimension = number
        if not sure:
            self.dimension = settled_dimension(number, name, before, self.codes, lost=self.lost)
        if self.dimension is None:
            self._note(page, text, NO_NUMBER)
            self.dimension = number if number == before else None
        self.lost = self.dimension is None

    def _note(self, page: int | None, text: str, why: str) -> None:
        self.remarks.append(Remark(page, text, why))
