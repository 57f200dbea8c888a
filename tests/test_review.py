"""The review application over its HTTP interface and in a real browser."""

from __future__ import annotations

import io
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from werkzeug.serving import make_server

from normalize.catalogue import standard_catalogue
from pipelines import reviews
from pipelines.records import Budget, DocumentInfo, ParsedDocument, Project, Source
from pipelines.review.app import create_app
from pipelines.review.choices import amount_choices
from pipelines.schema import BY_NAME
from pipelines.write import arrow_schema

SUBJECT = "amount/d1-p001/2566/summary"


def _write(out: Path, name: str, rows: list[dict[str, Any]]) -> None:
    table = BY_NAME[name]
    filled = [{column: row.get(column) for column in table.column_names} for row in rows]
    pq.write_table(pa.Table.from_pylist(filled, schema=arrow_schema(table)), out / f"{name}.parquet")


@pytest.fixture
def run(tmp_path: Path) -> tuple[Path, Path]:
    """A finished run with two doubtful amounts and one match to review, and its scanned source."""
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    out.mkdir()
    picture = Image.new("L", (1654, 2339), 255)
    ImageDraw.Draw(picture).text((600, 500), "48,000", fill=0, font_size=40)
    picture.save(inputs / "plan.png", dpi=(200, 200))
    _write(
        out,
        "documents",
        [
            {
                "document_id": "d1",
                "source_file": "plan.png",
                "sha256": "0" * 64,
                "lao_name": "เทศบาลตำบลหนองไผ่ทอง",
                "ocr_engine": "reader 1",
                "status": "ok",
            },
        ],
    )
    _write(
        out,
        "projects",
        [
            {
                "project_id": "d1-p001",
                "document_id": "d1",
                "position": 1,
                "name": "โครงการซ่อมฝาย",
                "match_status": "unmatched",
                "in_summary": True,
                "in_detail": False,
            },
            {
                "project_id": "d1-p002",
                "document_id": "d1",
                "position": 2,
                "name": "มาตรการ NO Gift",
                "match_status": "review",
                "in_summary": True,
                "in_detail": False,
                "page": 1,
            },
        ],
    )
    _write(out, "pages", [{"document_id": "d1", "page": 1, "rotation_deg": 0, "status": "ok"}])
    _write(
        out,
        "project_budgets",
        [
            {
                "project_id": "d1-p001",
                "document_id": "d1",
                "fiscal_year_be": year,
                "source": "summary",
                "doubtful": True,
                "amount_baht": Decimal(45000),
                "amount_status": "amount",
                "amount_raw": "๔๕,๐๐๐",
                "page": 1,
                "bbox": "210.0,175.0,290.0,200.0",
                "confidence": 0.7,
            }
            for year in (2566, 2567)
        ],
    )
    return inputs, out


@pytest.fixture
def client(run: tuple[Path, Path]) -> FlaskClient:
    app = create_app(run[1], run[0])
    app.testing = True
    return app.test_client()


def _headers(client: FlaskClient) -> dict[str, str]:
    page = client.get("/").text
    token = page.split('data-token="')[1].split('"')[0]
    return {"Origin": "http://localhost", "X-Token": token}


def test_a_decision_is_written_and_shown(client: FlaskClient, run: tuple[Path, Path]) -> None:
    body = {"subject": SUBJECT, "version": 0, "action": "value", "value": "๔๘,๐๐๐", "by": "มาลี"}
    assert client.post("/api/decide", json=body, headers=_headers(client)).status_code == 200
    (decision,) = reviews.read(run[1] / reviews.FILE)
    assert (decision.value, decision.read_raw, decision.decided_by, decision.model_version) == (
        "48000",
        "๔๕,๐๐๐",
        "มาลี",
        "reader 1",
    )
    assert client.get("/api/items").json["done"] == 1


def test_two_tabs_do_not_lose_each_others_work(client: FlaskClient) -> None:
    headers = _headers(client)
    body = {"subject": SUBJECT, "version": 0, "action": "value", "value": "48000"}
    assert client.post("/api/decide", json=body, headers=headers).status_code == 200
    late = client.post("/api/decide", json={**body, "value": "45000"}, headers=headers)
    assert late.status_code == 409
    assert late.json["item"]["decision"]["value"] == "48000"


def test_undo_takes_the_newest_decision_back(client: FlaskClient, run: tuple[Path, Path]) -> None:
    headers = _headers(client)
    client.post(
        "/api/decide",
        json={"subject": SUBJECT, "version": 0, "action": "value", "value": "-"},
        headers=headers,
    )
    client.post("/api/decide", json={"subject": SUBJECT, "version": 1, "action": "undo"}, headers=headers)
    kept = reviews.read(run[1] / reviews.FILE)
    assert [d.action for d in kept] == ["no_budget", "undo"]
    assert reviews.standing(kept) == {}


def test_a_blank_is_decided_and_nothing_cannot_be_taken_back(client: FlaskClient) -> None:
    headers = _headers(client)
    body = {"subject": SUBJECT, "version": 0}
    assert client.post("/api/decide", json={**body, "action": "undo"}, headers=headers).status_code == 422
    kept = client.post("/api/decide", json={**body, "action": "blank"}, headers=headers)
    assert kept.json["item"]["decision"]["action"] == "blank"


def test_a_measure_is_chosen_from_the_list_of_names(client: FlaskClient) -> None:
    name = client.get("/api/measures").json["measures"][0]
    subject = reviews.match_subject("d1-p002")
    body = {"subject": subject, "version": 0, "action": "measure", "value": name}
    kept = client.post("/api/decide", json=body, headers=_headers(client))
    assert kept.json["item"]["decision"]["value"] == name.split(" ")[0]


def test_what_can_be_chosen_are_amounts_and_what_the_document_says_elsewhere() -> None:
    row = {
        "amount_raw": "๗๐.๐๐๐",
        "confidence": 0.6,
        "candidates": json.dumps(
            [{"text": "๗๐.๐๐๐", "confidence": 0.6}, {"text": "๗๐,๐๐๐", "confidence": 0.3}, {"text": "รส"}]
        ),
        "doubt": "read as 70900, the sums say 70000",
    }
    detail = {
        "source": "detail",
        "amount_baht": Decimal("75000.00"),
        "amount_status": "amount",
        "doubtful": False,
    }
    unsure = {"source": "summary", "amount_baht": Decimal(1), "amount_status": "amount", "doubtful": True}
    assert amount_choices(row, [detail, unsure]) == (
        ("๗๐,๐๐๐", "70,000 บาท  (๗๐,๐๐๐; ผลรวมชี้ / by the sums)", 0.3),
        ("75000", "75,000 บาท  (รายละเอียดโครงการ / detail)", None),
    )


def test_the_detail_sections_one_amount_is_offered_for_every_year(run: tuple[Path, Path]) -> None:
    rows = pq.read_table(run[1] / "project_budgets.parquet").to_pylist()
    none = {"fiscal_year_be": None, "source": "detail", "doubtful": False, "amount_baht": Decimal(0)}
    rows.append(rows[0] | none | {"amount_status": "no_budget", "amount_raw": "ไม่ใช้งบประมาณ"})
    _write(run[1], "project_budgets", rows)
    items = create_app(run[1], run[0]).test_client().get("/api/items").json["items"]
    offered = [[choice["value"] for choice in item["choices"]] for item in items if item["kind"] == "amount"]
    assert offered == [["๔๕,๐๐๐", "-"]] * 2


def test_files_and_open_items_are_counted(client: FlaskClient) -> None:
    headers = _headers(client)
    (file,) = client.get("/api/files").json["files"]
    assert (file["start"], file["count"], file["open"]) == (0, 3, 3)
    assert client.get("/api/open?start=1").json["next"] == 1
    client.post(
        "/api/decide",
        json={"subject": SUBJECT, "version": 0, "action": "value", "value": "-"},
        headers=headers,
    )
    assert client.get("/api/open?start=0").json["next"] == 1
    assert client.get("/api/files").json["files"][0]["open"] == 2
    for item in client.get("/api/items").json["items"][1:]:
        body = {"subject": item["subject"], "version": 0}
        body |= {"action": "local"} if item["kind"] == "match" else {"action": "value", "value": "1"}
        assert client.post("/api/decide", json=body, headers=headers).status_code == 200
    assert client.get("/api/open?start=2").json["next"] is None
    client.post("/api/decide", json={"subject": SUBJECT, "version": 1, "action": "undo"}, headers=headers)
    assert client.get("/api/open?start=2").json["next"] == 0


@pytest.mark.parametrize("typed", ["48.000", "ห้าพัน??", "1,2,3"])
def test_what_is_no_amount_is_refused_not_guessed(
    client: FlaskClient, run: tuple[Path, Path], typed: str
) -> None:
    body = {"subject": SUBJECT, "version": 0, "action": "value", "value": typed}
    assert client.post("/api/decide", json=body, headers=_headers(client)).status_code == 422
    assert not (run[1] / reviews.FILE).exists()


def test_other_hosts_and_origins_are_refused(client: FlaskClient) -> None:
    headers = _headers(client)
    body = {"subject": SUBJECT, "version": 0, "action": "value", "value": "1"}
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 403
    assert (
        client.post(
            "/api/decide", json=body, headers={**headers, "Origin": "http://evil.example"}
        ).status_code
        == 403
    )
    assert client.post("/api/decide", json=body, headers={**headers, "X-Token": "x"}).status_code == 403


def test_pictures_come_from_the_input_folder_only(run: tuple[Path, Path]) -> None:
    rows = pq.read_table(run[1] / "documents.parquet").to_pylist()
    rows[0]["source_file"] = "../../../etc/hostname"
    _write(run[1], "documents", rows)
    client = create_app(run[1], run[0]).test_client()
    assert client.get(f"/picture/crop?subject={SUBJECT}").status_code == 403


def test_the_picture_of_a_sideways_page_stands_upright(run: tuple[Path, Path]) -> None:
    upright = create_app(run[1], run[0]).test_client().get(f"/picture/crop?subject={SUBJECT}&zoom=1")
    _write(run[1], "pages", [{"document_id": "d1", "page": 1, "rotation_deg": 90, "status": "ok"}])
    turned = create_app(run[1], run[0]).test_client().get(f"/picture/page?subject={SUBJECT}")
    with Image.open(io.BytesIO(upright.data)) as before, Image.open(io.BytesIO(turned.data)) as after:
        assert before.width > before.height
        assert after.size == (2339, 1654)


def test_the_crop_is_a_picture(client: FlaskClient) -> None:
    answer = client.get(f"/picture/crop?subject={SUBJECT}&zoom=2")
    assert answer.data.startswith(b"\x89PNG")


def _parsed(raw: str, box: tuple[float, float, float, float]) -> ParsedDocument:
    budget = Budget(
        0,
        2566,
        "summary",
        Decimal(45000),
        "amount",
        raw,
        doubtful=True,
        source=Source(1, box, 0.7, exact=False),
    )
    return ParsedDocument(DocumentInfo(), [Project("โครงการซ่อมฝาย", "โครงการซ่อมฝาย")], [budget])


def _decision(value: str) -> reviews.Decision:
    return reviews.Decision(
        SUBJECT, "value", value, "๔๕,๐๐๐", "45000", "1", "210,175,290,200", "มาลี", "2026-01-01", "reader 1"
    )


@pytest.mark.parametrize(
    ("raw", "box", "fits"),
    [
        ("๔๕,๐๐๐", (0, 0, 10, 10), True),  # the same reading
        ("๔๘,๐๐๐", (212, 176, 289, 199), True),  # a new model reads better, at the same place
        ("๙,๐๐๐", (20, 300, 90, 320), False),  # another amount altogether
        ("", (20, 300, 90, 320), False),
    ],
)
def test_decisions_are_applied_as_long_as_they_fit(
    raw: str, box: tuple[float, float, float, float], fits: bool
) -> None:
    parsed = _parsed(raw, box)
    remarks = reviews.apply(parsed, ["d1-p001"], {SUBJECT: _decision("48000")})
    budget = parsed.budgets[0]
    assert (budget.amount_baht == Decimal(48000)) is fits
    assert budget.doubtful is not fits
    assert (budget.amount_raw, len(remarks)) == (raw, 0 if fits else 1)


def test_a_decision_on_a_blank_does_not_move_to_another_blank() -> None:
    """Ids follow the order of items: when one more is found, `p001` is another item."""
    decision = replace(_decision("48000"), read_raw="", item="โครงการซ่อมฝาย")
    moved = _parsed("", (20, 300, 90, 320))
    assert len(reviews.apply(moved, ["d1-p001"], {SUBJECT: decision})) == 1
    assert moved.budgets[0].doubtful
    there = _parsed("", (212, 176, 289, 199))
    assert reviews.apply(there, ["d1-p001"], {SUBJECT: decision}) == []
    read_now = _parsed("-", (240, 185, 250, 190))  # inside the cell that was blank to the last reader
    assert reviews.apply(read_now, ["d1-p001"], {SUBJECT: decision}) == []
    other = replace(decision, item="โครงการขุดลอกคลอง")
    assert len(reviews.apply(_parsed("-", (240, 185, 250, 190)), ["d1-p001"], {SUBJECT: other})) == 1


def test_a_decision_on_an_equal_figure_of_another_item_does_not_fit() -> None:
    moved = _parsed("๔๕,๐๐๐", (20, 300, 90, 320))
    decision = replace(_decision("48000"), item="โครงการก่อสร้างถนน")
    assert len(reviews.apply(moved, ["d1-p001"], {SUBJECT: decision})) == 1
    misread = replace(_decision("48000"), item="โครงการซอมฝาย")
    assert reviews.apply(moved, ["d1-p001"], {SUBJECT: misread}) == []


def test_a_match_decision_outlives_a_better_reading_of_the_name_but_not_another_kind() -> None:
    subject = reviews.match_subject("d1-p001")
    decision = reviews.Decision(subject, "local", "", "โครงการซอมฝาย", "", "", "", "มาลี", "2026-01-01", "")
    for name, unfit in (("โครงการซ่อมฝาย", 0), ("มาตรการซ่อมฝาย", 1), ("โครงการขุดลอกคลอง", 1)):
        parsed = ParsedDocument(DocumentInfo(), [Project(name, name)], [])
        assert len(reviews.apply(parsed, ["d1-p001"], {subject: decision})) == unfit, name


def test_a_file_of_an_earlier_version_is_read_and_added_to(tmp_path: Path) -> None:
    path = tmp_path / reviews.FILE
    names = list(asdict(_decision("1")))[:-1]
    path.write_text(",".join(names) + "\n" + ",".join("x" for _ in names) + "\n", encoding="utf-8-sig")
    reviews.append(path, replace(_decision("48000"), item="ก"))
    before, after = reviews.read(path)
    assert (before.item, after.item, after.value) == ("", "", "48000")


def test_a_file_that_thai_excel_saved_is_read_and_added_to(tmp_path: Path) -> None:
    path = tmp_path / reviews.FILE
    reviews.append(path, replace(_decision("48000"), item="โครงการซ่อมฝาย"))
    path.write_bytes(path.read_bytes().decode("utf-8-sig").encode("cp874"))
    reviews.append(path, replace(_decision("49000"), item="โครงการซ่อมฝาย"))
    assert [(d.value, d.item, d.decided_by) for d in reviews.read(path)] == [
        ("48000", "โครงการซ่อมฝาย", "มาลี"),
        ("49000", "โครงการซ่อมฝาย", "มาลี"),
    ]


def test_a_decision_on_an_item_that_is_gone_is_reported() -> None:
    gone = _decision("48000")
    parsed = ParsedDocument(DocumentInfo(), [Project("ก", "ก")], [])
    assert len(reviews.apply(parsed, ["d1-p001"], {SUBJECT: gone})) == 1


def test_a_measure_outside_the_candidates_gets_its_name() -> None:
    measure = standard_catalogue().measures[0]
    subject = reviews.match_subject("d1-p001")
    decision = reviews.Decision(
        subject, "measure", measure.measure_id, "ก", "", "", "", "มาลี", "2026-01-01", ""
    )
    parsed = ParsedDocument(DocumentInfo(), [Project("ก", "ก")], [])
    assert reviews.apply(parsed, ["d1-p001"], {subject: decision}) == []
    match = parsed.projects[0].match
    assert (match.measure_id, match.measure_name, match.status) == (
        measure.measure_id,
        measure.name,
        "matched",
    )


@pytest.fixture
def server(run: tuple[Path, Path]) -> Iterator[str]:
    http = make_server("127.0.0.1", 0, create_app(run[1], run[0]), threaded=True)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}/"
    http.shutdown()


@pytest.mark.browser
def test_a_person_reviews_with_the_keyboard(server: str, run: tuple[Path, Path]) -> None:  # noqa: PLR0915
    if not shutil.which("chromedriver"):
        pytest.fail("chromedriver is not installed: apt-get install chromium-driver")
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    from samples.typeset import browser

    def press(chrome: Any, key: str, code: str) -> None:
        """A key of a keyboard whose letters are Thai."""
        chrome.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyDown", "key": key, "code": code})
        chrome.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "code": code})

    def text(name: str) -> Callable[[Any], str]:
        return lambda chrome: str(chrome.find_element(By.ID, name).text)

    with browser() as chrome:
        wait = WebDriverWait(chrome, 10)
        chrome.get(server)
        wait.until(lambda c: text("raw")(c) == "๔๕,๐๐๐")
        wait.until(lambda c: c.execute_script("return document.getElementById('crop').naturalWidth") > 100)
        chrome.find_element(By.TAG_NAME, "body").send_keys(Keys.ENTER)
        wait.until(lambda c: "ใส่ชื่อผู้ตรวจก่อน" in text("error")(c))
        chrome.find_element(By.ID, "who").send_keys("มาลี", Keys.ENTER)
        press(chrome, "ะ", "KeyT")
        chrome.find_element(By.ID, "typed").send_keys("๔๘.๐๐๐", Keys.ENTER)
        wait.until(lambda c: "ไม่ใช่จำนวนเงิน" in text("error")(c))
        chrome.find_element(By.ID, "typed").send_keys(*[Keys.BACKSPACE] * 6, "๔๘,๐๐๐", Keys.ENTER)
        wait.until(lambda c: text("count")(c).startswith("1 /"))
        press(chrome, "-", "Digit3")  # a dash on a Thai keyboard is no "no budget"
        chrome.find_element(By.TAG_NAME, "body").send_keys(Keys.ENTER)
        wait.until(lambda c: text("count")(c).startswith("2 /"))
        wait.until(lambda c: "3 / 3" in text("place")(c))
        press(chrome, "ี", "KeyU")  # takes the newest decision back, wherever it was
        wait.until(lambda c: text("count")(c).startswith("1 /"))
        assert "2 / 3" in text("place")(chrome)
        chrome.find_element(By.TAG_NAME, "body").send_keys(Keys.ENTER)
        wait.until(lambda c: text("count")(c).startswith("2 /"))
        chrome.find_element(By.TAG_NAME, "body").send_keys("b", "b")
        wait.until(lambda c: "1 / 3" in text("place")(c))
        chrome.find_element(By.TAG_NAME, "body").send_keys("n")
        wait.until(lambda c: "3 / 3" in text("place")(c))
        assert "(3 / 3)" in text("file")(chrome)
        first = chrome.current_window_handle
        chrome.switch_to.new_window("tab")
        chrome.get(server)
        wait.until(
            lambda c: "3 / 3" in text("place")(c) and c.execute_script("return measures.options.length") > 99
        )
        press(chrome, "ะ", "KeyT")
        chrome.find_element(By.ID, "typed").send_keys("M2566-2.2.2-01 มาตรการ NO Gift Policy", Keys.ENTER)
        wait.until(lambda c: "ตัดสินครบแล้ว" in text("state")(c))
        chrome.switch_to.window(first)
        press(chrome, "ส", "KeyL")
        wait.until(lambda c: "มีผู้ตัดสินรายการนี้แล้ว" in text("error")(c))
        assert "M2566-2.2.2-01" in text("state")(chrome)
        logs = [entry for entry in chrome.get_log("browser") if entry["level"] == "SEVERE"]
    kept = reviews.read(run[1] / reviews.FILE)
    assert (kept[0].subject, kept[0].value, kept[0].decided_by) == (SUBJECT, "48000", "มาลี")
    assert [decision.value for decision in kept[1:]] == ["45000", "", "45000", "M2566-2.2.2-01"]
    assert all("api/decide" in entry["message"] for entry in logs), json.dumps(logs)
