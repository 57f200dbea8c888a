"""A sample plan as another OCR tool would hand it over: Markdown with pipe tables and line-wrap spaces."""

from __future__ import annotations

from html.parser import HTMLParser

from samples.render import Writer


class _Flat(HTMLParser):
    """Paragraphs and table rows of our own HTML, as Markdown lines."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.row: list[str] | None = None
        self.buffer: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.row = []
        elif tag in ("td", "th", "p"):
            self.buffer = []
            self.span = int(dict(attrs).get("colspan") or 1)
        elif tag == "table":
            self.rows = 0
            self.out.append("")

    def handle_data(self, data: str) -> None:
        self.buffer.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(part.strip() for part in self.buffer if part.strip())
        if tag == "p":
            self.out += [text, ""]
        elif tag in ("td", "th") and self.row is not None:
            self.row += [text] + [""] * (self.span - 1)
        elif tag == "tr" and self.row is not None:
            self.out.append("| " + " | ".join(self.row) + " |")
            self.rows += 1
            if self.rows == 1:
                self.out.append("|" + "---|" * len(self.row))


def markdown(writer: Writer) -> str:
    """The whole plan as Markdown text."""
    flat = _Flat()
    for blocks in (
        writer.memo(),
        writer.cover(),
        writer.preface(),
        writer.risk_table(),
        writer.summary(),
        writer.details(),
    ):
        for block in blocks:
            flat.feed(block)
    return "\n".join(flat.out) + "\n"
