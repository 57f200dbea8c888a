"""The pictures of the documentation, taken of a finished run: `python -m tools.screenshots OUT docs/img`.

OUT should be the run of `make convert`. The report, the review and the comparison are opened in chromium.
"""

from __future__ import annotations

import io
import sys
import threading
import time
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from pipelines.commands.review import input_folder
from pipelines.compare.run import compare
from pipelines.review.app import create_app
from samples.typeset import browser

WIDTH, HEIGHT = 1180, 820
COLOURS = 128
"""Enough for text and charts, and a third of the size."""


def main(out: Path, target: Path) -> None:
    """Take all pictures."""
    target.mkdir(parents=True, exist_ok=True)
    with browser() as chrome:
        chrome.set_window_size(WIDTH, HEIGHT)
        _report(chrome, out, target)
        _compare(chrome, out, target)
        _review(chrome, out, target)


def _report(chrome: Chrome, out: Path, target: Path) -> None:
    chrome.get((out / "report" / "index.html").resolve().as_uri())
    _shoot(chrome, target / "report-index.png")
    links = chrome.find_elements(By.CSS_SELECTOR, "tbody a")
    pages = [link.get_attribute("href") or "" for link in links if "scan" in _row(link)]
    chrome.get(pages[0])
    _shoot(chrome, target / "report.png")
    chrome.execute_script("document.getElementById('summary').scrollIntoView()")
    _shoot(chrome, target / "report-summary.png")


def _row(link: object) -> str:
    return link.find_element(By.XPATH, "..").text  # type: ignore[attr-defined, no-any-return]


def _compare(chrome: Chrome, out: Path, target: Path) -> None:
    chrome.get(compare(out).resolve().as_uri())
    time.sleep(2)  # charts draw themselves
    _shoot(chrome, target / "compare.png")
    chrome.execute_script("document.querySelectorAll('section')[1].scrollIntoView()")
    _shoot(chrome, target / "compare-measures.png")


def _review(chrome: Chrome, out: Path, target: Path) -> None:
    server = make_server("127.0.0.1", 0, create_app(out, input_folder(out)), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        chrome.get(f"http://127.0.0.1:{server.server_port}/")
        if chrome.find_element(By.TAG_NAME, "body").get_attribute("data-total") == "0":
            print("nothing to review in this run: review.png is left as it is", file=sys.stderr)
            return
        chrome.find_element(By.ID, "who").send_keys("มาลี", Keys.ENTER)
        _to_an_amount_with_choices(chrome)
        ready = "return document.getElementById('crop').naturalWidth > 100"
        WebDriverWait(chrome, 60).until(lambda c: c.execute_script(ready))
        _shoot(chrome, target / "review.png")
    finally:
        server.shutdown()


def _to_an_amount_with_choices(chrome: Chrome) -> None:
    """Skip to the first item whose reading has runner-ups; stay at the last where none has."""
    for _ in range(int(chrome.find_element(By.TAG_NAME, "body").get_attribute("data-total") or 0)):
        time.sleep(0.5)
        amount = chrome.find_element(By.ID, "nobudget").is_displayed()
        if amount and len(chrome.find_elements(By.CSS_SELECTOR, "#choices button")) > 1:
            return
        chrome.find_element(By.TAG_NAME, "body").send_keys("s")


def _shoot(chrome: Chrome, path: Path) -> None:
    time.sleep(0.5)
    with Image.open(io.BytesIO(chrome.get_screenshot_as_png())) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
