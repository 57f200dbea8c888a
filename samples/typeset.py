"""HTML to PDF with headless Chromium, and the geometry of what was printed."""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

SCRIPT = (Path(__file__).parent / "static" / "paginate.js").read_text(encoding="utf-8")
BOXES_FOR_LETTERS = """
    const pen = document.createElement("canvas").getContext("2d")
    pen.font = "40px sans-serif"
    return new Set([..."\\u0e3b\\u0e07\\u0e10\\u0e13"].map(c => pen.measureText(c).width)).size == 1
"""
"""Whether three letters of different widths are as wide as a code point that no font has."""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


Browser = webdriver.Chrome


@dataclass(frozen=True)
class Typeset:
    """A typeset document: the PDF's bytes and, per page, its blocks with boxes in points."""

    pdf: bytes
    pages: list[dict[str, Any]]


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """A headless Chromium; raises FileNotFoundError when none is installed."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        raise FileNotFoundError(
            "chromium and chromedriver are needed to typeset samples (apt-get install chromium-driver)"
        )
    options = Options()
    options.binary_location = binary
    for flag in FLAGS:
        options.add_argument(flag)
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


def typeset(chrome: webdriver.Chrome, html: str) -> Typeset:
    """Paginate and print one HTML document. Raises RuntimeError where no font has Thai letters."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        chrome.get(page.as_uri())
        chrome.execute_script("return document.fonts.ready")
        if chrome.execute_script(BOXES_FOR_LETTERS):
            raise RuntimeError("no Thai font is installed (apt-get install fonts-thai-tlwg)")
        pages = chrome.execute_script(SCRIPT)
        printed = chrome.execute_cdp_cmd(
            "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True}
        )
    return Typeset(base64.b64decode(printed["data"]), json.loads(json.dumps(pages)))
