"""Clean text of parsed values: lines joined, wrap blanks taken out.

What other places of the document and the catalogues of standard wordings write without a blank shows
where one is only the trace of a wrapped line.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from extract.model import Document, Line
from normalize.catalogue import categories, standard_catalogue
from normalize.numbering import parse_numbering
from normalize.text import Vocabulary, clean, close_gaps, unwrap


class TextCleaner:
    """Joins and cleans the lines of one document."""

    def __init__(self, document: Document) -> None:
        self.vocabulary = Vocabulary.of([*_texts(document), *_known_phrases()])

    def join(self, lines: Iterable[Line]) -> str:
        """One clean text of lines that belong together: no wrap blanks, Arabic digits."""
        return self.phrase([line.text for line in lines])

    def phrase(self, texts: Sequence[str]) -> str:
        """The same for bare texts."""
        return clean(close_gaps(unwrap(texts, self.vocabulary), self.vocabulary))

    def paragraphs(self, lines: Sequence[Line]) -> str:
        """One text of lines in which a numbered item, and what stands behind an empty line, begins anew."""
        groups: list[list[Line]] = []
        for line in lines:
            numbering = parse_numbering(line.text)
            starts = numbering is not None and bool(numbering.rest)
            if not line.text.strip():
                groups.append([])
            elif groups and not starts:
                groups[-1].append(line)
            else:
                groups.append([line])
        return " ".join(text for group in groups if (text := self.join(group)))


def raw(lines: Iterable[Line]) -> str:
    """Lines as printed, parted by line feeds."""
    return "\n".join(line.text for line in lines)


@functools.cache
def _known_phrases() -> tuple[str, ...]:
    """Names of categories and standard measures as they are spelled."""
    measures = standard_catalogue().measures
    names = [name for measure in measures for name in (measure.name, *measure.aliases)]
    return (*(category.name for category in categories()), *names)


def _texts(document: Document) -> Iterator[str]:
    for _, line in document.lines():
        yield line.text
    for table in document.tables:
        for cell in table.cells:
            yield from (line.text for line in cell.lines)
