"""A sample plan as another OCR tool would hand it over: Markdown with pipe tables and line-wrap spaces."""

from __future__ import annotations

from html.parser import HTMLParser

from samples.render import Writer


class _Flat(HTMLParser):
    """Paragraphs and table rows of our own HTML, as Markdown lines.

    With `aligned` a cell over several rows leaves an empty one in each; other tools shift the row instead.
    """

    def __init__(self, *, aligned: bool = False) -> None:
        super().__init__()
        self.out: list[str] = []
        self.row: list[str] | None = None
        self.buffer: list[str] = []
        self.aligned = aligned
        self.below: dict[int, int] = {}  # column: rows still covered from above

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.row = []
        elif tag in ("td", "th", "p"):
            self.buffer = []
            self.span = int(dict(attrs).get("colspan") or 1)
            self.height = int(dict(attrs).get("rowspan") or 1)
        elif tag == "table":
            self.rows = 0
            self.below = {}
            self.out.append("")

    def handle_data(self, data: str) -> None:
        self.buffer.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(part.strip() for part in self.buffer if part.strip())
        if tag == "p":
            self.out += [text, ""]
        elif tag in ("td", "th") and self.row is not None:
            self._skip_covered()
            if self.aligned and self.height > 1:
                columns = range(len(self.row), len(self.row) + self.span)
                self.below |= dict.fromkeys(columns, self.height)  # this row counts as one
            self.row += [text] + [""] * (self.span - 1)
        elif tag == "tr" and self.row is not None:
            self._skip_covered()
            self.below = {column: rows - 1 for column, rows in self.below.items() if rows > 1}
            self.out.append("| " + " | ".join(self.row) + " |")
            self.rows += 1
            if self.rows == 1:
                self.out.append("|" + "---|" * len(self.row))

    def _skip_covered(self) -> None:
        assert self.row is not None
        while len(self.row) in self.below:
            self.row.append("")


def markdown(writer: Writer) -> str:
    """The whole plan as Markdown text."""
    return flattened(writer.document(), aligned=False)


def flattened(html: str, *, aligned: bool = True) -> str:
    """A whole document of ours as Markdown text; `aligned` keeps cells under their headings."""
    flat = _Flat(aligned=aligned)
    flat.feed(html)
    return "\n".join(flat.out) + "\n"
