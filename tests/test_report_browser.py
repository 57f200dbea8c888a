"""The report as an official sees it: in a real browser, wide, on a phone and printed, in both languages."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from audit_cases import write_run
from test_report import DOCUMENT, scan_file

from pipelines.audit.folder import read_table
from pipelines.report import write_report
from pipelines.schema import BY_NAME
from pipelines.write import TableWriter

pytestmark = pytest.mark.browser
selenium = pytest.importorskip("selenium")

from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

PHONE, DESK = 390, 1280
LANGUAGES = ("th", "en")
POOR = "หน้า / page 4: ภาพสแกนไม่ชัด / the scan is too poor"
REMARK = "หมายเหตุท้ายตารางที่ไม่มีที่ลง"
FILE = "แผนปฏิบัติการป้องกันการทุจริตองค์การบริหารส่วนตำบลบึงกระจับทองฉบับแก้ไข.pdf"
SLACK = 1
"""Pixels by which a box may stand out: browsers round."""

VISIBLE_TEXTS = """
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
while (walker.nextNode()) {
  const node = walker.currentNode, at = node.parentElement;
  if (node.textContent.trim() && at.closest("script,style,option") === null && at.getClientRects().length)
    found.push([node.textContent.trim(), at.closest("[lang]").lang, at.closest(".finding") !== null]);
}
return found;
"""
SEEN_COLOURS = """
function parts(text) { return text.match(/[\\d.]+/g).map(Number); }
function behind(at) {
  for (; at; at = at.parentElement) {
    const colour = parts(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
}
const found = [];
document.querySelectorAll("body *").forEach(function (at) {
  const own = Array.from(at.childNodes).some(n => n.nodeType === 3 && n.textContent.trim());
  if (own && at.getClientRects().length && !at.closest("script,style,[disabled],.skip"))
    found.push([at.textContent.trim().slice(0, 40), parts(getComputedStyle(at).color), behind(at)]);
});
return found;
"""


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    from samples.typeset import browser

    try:
        with browser() as driver:
            yield driver
    except FileNotFoundError as error:
        pytest.skip(str(error))


def rewrite(folder: Path, table: str, rows: list[dict[str, Any]]) -> None:
    with TableWriter(BY_NAME[table], folder, ("parquet",)) as writer:
        writer.write(rows)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a scan: a total that does not fit, rows probably misread, a poor page, a remark."""
    folder = tmp_path_factory.mktemp("run")
    write_run(folder, exact=False)
    (paper,) = read_table(folder, "documents")
    paper.update(source_file=FILE, status="partial", error_code="poorly_read", error_message=POOR)
    rewrite(folder, "documents", [paper])
    rewrite(folder, "pages", [{**page, "source_file": FILE} for page in read_table(folder, "pages")])
    findings = read_table(folder, "findings")
    total = next(f for f in findings if f["check"] == "plan_total")
    misread = {"check": "missing_detail", "severity": "warning", "cause": "extraction"}
    blank = dict.fromkeys(("stated", "expected", "difference", "fiscal_year_be", "dimension"))
    findings += [{**total, **misread, **blank, "finding_id": f"{DOCUMENT}-m{n}"} for n in range(3)]
    budgets = read_table(folder, "project_budgets")
    doubted = next(b for b in budgets if b["source"] == "summary" and b["amount_baht"] == 38500)
    doubted.update(doubtful=True, bbox="20.0,20.0,60.0,30.0")
    told = {key: doubted[key] for key in ("project_id", "fiscal_year_be", "page", "bbox")}
    doubt = {"check": "doubtful_amount", "severity": "info", "cause": "extraction"}
    findings.append({**total, **blank, **doubt, **told, "finding_id": f"{DOCUMENT}-q"})
    count = {"check": "preface_count", "severity": "error", "cause": "document", "fiscal_year_be": None}
    figures = {
        "dimension": 1,
        "stated": "3",
        "expected": "2",
        "difference": "1",
        "bbox": "90.0,90.0,99.0,99.0",
    }
    findings.append({**total, **count, **figures, "finding_id": f"{DOCUMENT}-p"})
    rewrite(folder, "findings", findings)
    rewrite(folder, "project_budgets", budgets)
    remark = {"document_id": DOCUMENT, "page": 8, "text": REMARK, "reason": "amounts without an item"}
    rewrite(
        folder, "remarks", [{**dict.fromkeys(BY_NAME["remarks"].column_names), **remark, "remark_id": "r"}]
    )
    (folder / "in").mkdir()
    source = scan_file(folder / "in" / FILE)
    write_report(folder, {DOCUMENT: {FILE: source}})
    return folder


def open_page(chrome: Any, run: Path, name: str, lang: str = "th", width: int = DESK) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width == PHONE}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    chrome.get((run / "report" / name).as_uri() + f"?lang={lang}")


PAGES = ("index.html", f"{DOCUMENT}.html")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_cut_off_on_a_phone(chrome: Any, run: Path, name: str, lang: str) -> None:
    open_page(chrome, run, name, lang, PHONE)
    chrome.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    wide = chrome.execute_script(
        "return Array.from(document.querySelectorAll('body *')).filter(o => o.getClientRects().length"
        " && !o.closest('thead,.skip') && (o.getBoundingClientRect().right > innerWidth + arguments[0]"
        " || (o.scrollWidth > o.clientWidth + arguments[0] && getComputedStyle(o).display !== 'inline')))"
        ".map(o => o.outerHTML.slice(0, 120))",
        SLACK,
    )
    assert wide == []
    cells = chrome.execute_script(
        "return Array.from(document.querySelectorAll('.stack tbody td:not(.no)')).filter("
        "o => o.getClientRects().length && getComputedStyle(o, '::before').content === 'none').length"
    )
    assert cells == 0  # every value has its heading beside it


@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_one_language(chrome: Any, run: Path, name: str) -> None:
    open_page(chrome, run, name, "th")
    thai = [text for text, lang, _ in chrome.execute_script(VISIBLE_TEXTS) if lang == "th"]
    words = {word for text in thai for word in re.findall("[A-Za-z]{2,}", text)}
    assert words <= {"thaiplan", "review", "pdf"}, words
    open_page(chrome, run, name, "en")
    others = [
        text
        for text, lang, in_finding in chrome.execute_script(VISIBLE_TEXTS)
        if lang == "en" and not in_finding and FILE not in text  # findings name items
    ]
    assert [text for text in others if re.search("[ก-๛]", text)] == []
    said = chrome.execute_script(
        "return Array.from(document.querySelectorAll('[alt],[title],[aria-label]')).map("
        "o => o.alt || o.title || o.getAttribute('aria-label'))"
    )
    assert [text for text in said if re.search("[ก-๛]", text)] == ["ภาษา / Language"]


def test_the_banner_is_in_the_language_of_the_page(chrome: Any, run: Path) -> None:
    for lang, words in (("th", "หน้า 4: ภาพสแกนไม่ชัด"), ("en", "Page 4: the scan is too poor")):
        open_page(chrome, run, f"{DOCUMENT}.html", lang)
        assert chrome.find_element(By.CSS_SELECTOR, ".note").text == words


def test_what_the_tiles_count_is_what_the_filters_show(chrome: Any, run: Path) -> None:
    open_page(chrome, run, f"{DOCUMENT}.html")
    boxes = chrome.find_elements(By.CSS_SELECTOR, "[data-filter] input[type=checkbox]")
    counted = {
        tile.get_attribute("data-count"): int(tile.find_element(By.TAG_NAME, "b").text)
        for tile in chrome.find_elements(By.CSS_SELECTOR, ".tiles [data-count]")
    }
    assert counted["misread"] == 3 and counted["warning"] == 0
    assert {box.get_attribute("value") for box in boxes} == {key for key, n in counted.items() if n}
    for wanted in boxes:
        for box in boxes:
            if box.is_selected() != (box == wanted):
                box.click()
        key = wanted.get_attribute("value")
        cards = [c for c in chrome.find_elements(By.CSS_SELECTOR, ".finding") if c.is_displayed()]
        label = chrome.find_element(By.CSS_SELECTOR, f"[data-of={key}]").text
        assert (len(cards), int(label)) == (counted[key], counted[key])
    open_page(chrome, run, "index.html")
    cells = chrome.find_elements(By.CSS_SELECTOR, "tbody tr td")
    assert [int(cells[n].text) for n in (5, 6, 7)] == [
        counted[key] for key in ("error", "warning", "misread")
    ]


@pytest.mark.parametrize("event", ["input", "change"])
def test_a_choice_in_a_list_filters_the_findings(chrome: Any, run: Path, event: str) -> None:
    open_page(chrome, run, f"{DOCUMENT}.html")
    chrome.execute_script(
        "const list = document.querySelector('select[name=check]'); list.value = 'plan_total';"
        "list.dispatchEvent(new Event(arguments[0], {bubbles: true}))",
        event,
    )
    assert chrome.find_element(By.CSS_SELECTOR, "[data-shown=findings]").text.startswith("1 / ")
    chrome.execute_script("document.querySelector('input[value=error]').click()")
    assert chrome.find_element(By.CSS_SELECTOR, "[data-none=findings]").is_displayed()


def test_a_doubtful_figure_leads_to_its_finding_and_back_by_keyboard(chrome: Any, run: Path) -> None:
    open_page(chrome, run, f"{DOCUMENT}.html")
    card = chrome.find_element(By.ID, f"{DOCUMENT}-q")
    assert not card.is_displayed()
    chrome.find_element(By.CSS_SELECTOR, f"td a.q[href='#{DOCUMENT}-q']").send_keys(Keys.ENTER)
    wait_for_focus(chrome, f"{DOCUMENT}-q")
    assert card.is_displayed()
    back = card.find_element(By.CSS_SELECTOR, "a[href^='#item-']")
    row = back.get_attribute("href").split("#")[1]
    back.send_keys(Keys.ENTER)
    wait_for_focus(chrome, row)


def test_a_link_of_the_workbook_opens_a_finding_that_is_hidden_at_first(chrome: Any, run: Path) -> None:
    chrome.get("about:blank")
    chrome.get((run / "report" / f"{DOCUMENT}.html").as_uri() + f"#{DOCUMENT}-q")
    wait_for_focus(chrome, f"{DOCUMENT}-q")
    assert chrome.find_element(By.ID, f"{DOCUMENT}-q").is_displayed()


def wait_for_focus(chrome: Any, name: str) -> None:
    """Raises TimeoutException where the element of that name does not get the focus."""
    WebDriverWait(chrome, 10).until(lambda c: c.execute_script("return document.activeElement.id") == name)


def test_the_list_is_sorted_and_the_language_kept_by_keyboard(chrome: Any, run: Path) -> None:
    open_page(chrome, run, "index.html", "en")
    heading = chrome.find_elements(By.CSS_SELECTOR, "thead th button")[3]
    heading.send_keys(Keys.ENTER)
    assert chrome.find_elements(By.CSS_SELECTOR, "thead th")[3].get_attribute("aria-sort") == "ascending"
    chrome.find_element(By.CSS_SELECTOR, "tbody a").send_keys(Keys.ENTER)
    assert chrome.execute_script("return document.documentElement.lang") == "en"
    roles = chrome.execute_script(
        "return Array.from(new Set(Array.from(document.querySelectorAll('th')).map(o => o.scope))).sort()"
    )
    assert roles == ["col", "row", "rowgroup"]


def luminance(colour: list[float]) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [c / 255 for c in colour[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_text_stands_out_from_its_ground(chrome: Any, run: Path, name: str, width: int) -> None:
    open_page(chrome, run, name, "th", width)
    weak = []
    for text, front, back in chrome.execute_script(SEEN_COLOURS):
        dark, light = sorted((luminance(front), luminance(back)))
        if (light + 0.05) / (dark + 0.05) < 4.5:
            weak.append((text, front, back))
    assert weak == []


def test_both_places_of_a_finding_are_pictured(chrome: Any, run: Path) -> None:
    open_page(chrome, run, f"{DOCUMENT}.html", "en")
    card = chrome.find_element(By.ID, f"{DOCUMENT}-p")
    images = card.find_elements(By.TAG_NAME, "img")
    sizes = chrome.execute_async_script(
        "const [images, done] = arguments; images.forEach(i => { i.loading = 'eager'; });"
        "Promise.all(images.map(i => i.decode())).then(() => done(images.map(i => i.naturalWidth)))",
        images,
    )
    assert len(sizes) == 2 and min(sizes) > 400
    assert card.find_element(By.TAG_NAME, "figcaption").text == "in the summary table"


def test_print_shows_all_that_the_page_has(chrome: Any, run: Path) -> None:
    open_page(chrome, run, f"{DOCUMENT}.html", "en")
    printed = chrome.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
    with pdfplumber.open(io.BytesIO(base64.b64decode(printed["data"]))) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
        pictures = sum(len(page.images) for page in pdf.pages)
        edge = max(word["x1"] for page in pdf.pages for word in page.extract_words())
        width = float(pdf.pages[0].width)
    text = "\n".join(texts)
    assert edge < width
    assert re.search(r"Shown: \d+ / \d+ findings", text)  # that findings are hidden is said on paper as well
    assert "Sort by" not in text and "see it in the table" not in text
    assert "Text that found no place" in text and "amounts without an item" in text
    assert all(f"{n} / {len(texts)}" in page for n, page in enumerate(texts, 1))
    shown = [c for c in chrome.find_elements(By.CSS_SELECTOR, ".finding img") if c.is_displayed()]
    assert pictures == len(shown) > 0
