"""Markup inside OCR text: Markdown marks, HTML tags in cells, and HTML tables."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

HTML_TABLE = re.compile(r"<table\b.*?(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
"""An HTML table, or what is left of one that the tool did not close."""

_TAGS = (
    "p|br|b|i|u|em|strong|sup|sub|span|div|ul|ol|li|font|center|small|h[1-6]|table|thead|tbody|tfoot|tr|td|th"
    "|caption|colgroup|col|figure|figcaption|page_number|page|header|footer|html|head|body|img|a|hr|s|del|ins"
    "|mark|label|section|article|blockquote|pre|code|input|signature|watermark|stamp"
)
_BREAK = re.compile(
    r"<\s*(?:/\s*(?:p|div|li|h[1-6]|tr|caption|page_number)|br\s*/?|hr\s*/?)\s*>", re.IGNORECASE
)
_TAG = re.compile(rf"<\s*/?\s*(?:{_TAGS})(?:\s[^<>]*)?/?\s*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_BOLD = re.compile(r"\*\*(?=[^\s*])|(?<=[^\s*])\*\*")
"""Bold marks touch a letter; `** note` at the start of a line is a printed footnote mark and stays."""


def cell_lines(markup: str) -> tuple[str, ...]:
    """The lines of a cell's markup: one per paragraph, line break or list item, none for an empty cell."""
    text = _COMMENT.sub("", markup)
    text = _IMAGE.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _BREAK.sub("\n", text)
    text = html.unescape(_TAG.sub("", text))
    text = _BOLD.sub("", text)
    stripped = (_HEADING.sub("", line).strip() for line in text.replace("\xa0", " ").split("\n"))
    return tuple(line for line in stripped if line)


def line_text(line: str) -> tuple[str, ...]:
    """The printed lines that one source line holds (several when it has HTML breaks in it)."""
    return cell_lines(line)


class _TableParser(HTMLParser):
    """Collects the rows of one HTML table as (markup, row span, column span, is header)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[list[tuple[str, int, int, bool]]] = []
        self._parts: list[str] | None = None
        self._spans = (1, 1)
        self._is_header = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._close_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._close_cell()
            given = dict(attrs)
            self._spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._is_header = tag == "th"
            self._parts = []
        elif self._parts is not None:
            self._parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()
        elif self._parts is not None:
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _close_cell(self) -> None:
        if self._parts is None:
            return
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(("".join(self._parts), *self._spans, self._is_header))
        self._parts = None


def _span(value: str | None) -> int:
    """A row or column span as printed; nonsense is 1, and none is wider than any table seen."""
    return min(max(int(value), 1), 1000) if value and value.strip().isdecimal() else 1


def html_grid(markup: str) -> tuple[list[list[str]], dict[tuple[int, int], tuple[int, int]], int]:
    """Rows of cell markup, the spans of merged cells by (row, column), and how many rows are header for sure.

    Places that a merged cell covers hold an empty text.
    """
    parser = _TableParser()
    parser.feed(markup)
    parser.close()
    parsed = [row for row in parser.rows if row]
    taken: dict[tuple[int, int], str] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(parsed):
        c = 0
        for text, row_span, col_span, _ in row:
            while (r, c) in taken:
                c += 1
            height = min(row_span, len(parsed) - r)
            width = next((w for w in range(1, col_span) if (r, c + w) in taken), col_span)
            for dr in range(height):
                for dc in range(width):
                    taken[r + dr, c + dc] = ""
            taken[r, c] = text
            if (height, width) != (1, 1):
                spans[r, c] = (height, width)
            c += width
    n_cols = max((c for _, c in taken), default=-1) + 1
    rows = [[taken.get((r, c), "") for c in range(n_cols)] for r in range(len(parsed))]
    headers = 0
    while headers < len(parsed) and all(is_header for *_, is_header in parsed[headers]):
        headers += 1
    return rows, spans, headers
