"""The web application: Flask on the loopback interface, one page, a small JSON interface.

Only this machine can reach it: it binds to 127.0.0.1, refuses any other Host (DNS rebinding), and takes
changes only from its own Origin with the page's token (cross-site requests).
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request

from pipelines import reviews
from pipelines.review import pictures
from pipelines.review.items import Desk, Item, open_desk

HOSTS = ("127.0.0.1", "localhost", "[::1]")
PAGE_SIZE = 200
MAX_ZOOM = 6.0
_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'"


def create_app(out: Path, inputs: Path, desk: Desk | None = None) -> Flask:
    """The application for the finished run in `out`, whose source files lie below `inputs`.

    `desk` is what `open_desk` gave for `out`, where it was opened already. Raises NoResult when there is no
    finished run.
    """
    app = Flask(__name__)
    desk, lock, token = desk or open_desk(out), threading.Lock(), secrets.token_urlsafe(24)
    root = inputs.resolve()

    _guard(app, token)

    @app.get("/")
    def _index() -> str:
        return render_template("review.html", token=token, n_items=len(desk.items))

    @app.get("/api/items")
    def _items() -> Response:
        start = max(0, request.args.get("start", 0, int))
        with lock:
            rows = [_state(desk, item) for item in desk.items[start : start + PAGE_SIZE]]
            done = desk.done()
        return jsonify(items=rows, total=len(desk.items), done=done, start=start)

    @app.get("/api/files")
    def _files() -> Response:
        with lock:
            return jsonify(files=[asdict(section) for section in desk.sections()])

    @app.get("/api/open")
    def _open() -> Response:
        with lock:
            return jsonify(next=desk.next_open(max(0, request.args.get("start", 0, int))))

    @app.get("/api/measures")
    def _measures() -> Response:
        from pipelines.catalogue_option import catalogue_of_run

        names = [f"{measure.measure_id} {measure.name}" for measure in catalogue_of_run(out).measures]
        return jsonify(measures=names)

    @app.post("/api/decide")
    def _decide() -> tuple[Response, int]:
        body: dict[str, Any] = request.get_json()
        with lock:
            item = desk.find(str(body.get("subject", "")))
            if item is None:
                return jsonify(error="ไม่พบรายการ / no such item"), 404
            if desk.version(item.subject) != body.get("version"):
                return jsonify(
                    error="มีผู้ตัดสินรายการนี้แล้ว / decided elsewhere meanwhile", item=_state(desk, item)
                ), 409
            try:
                action, value = _wish(item, body, out, decided=item.subject in desk.standing)
            except ValueError as error:
                return jsonify(error=str(error)), 422
            desk.decide(_decision(item, action, value, str(body.get("by") or "reviewer")))
            return jsonify(item=_state(desk, item)), 200

    @app.get("/picture/<kind>")
    def _picture(kind: str) -> Response:
        item = desk.find(request.args.get("subject", ""))
        if item is None or item.source_page is None:
            abort(404)
        path = (root / item.source_file).resolve()
        if not path.is_relative_to(root):
            abort(403)
        zoom = min(MAX_ZOOM, max(0.5, request.args.get("zoom", 2.0, float)))
        try:
            if kind == "page":
                png = pictures.page_png(path, item.source_page, item.bbox, item.rotation_deg)
            else:
                png = pictures.crop_png(path, item.source_page, item.bbox, zoom, item.rotation_deg)
        except pictures.NoPictureError as error:
            return Response(str(error), 404, mimetype="text/plain")
        return Response(png, mimetype="image/png")

    return app


def _guard(app: Flask, token: str) -> None:
    """Refuse what does not come from this machine and this page; the headers of every answer."""

    @app.before_request
    def _only_from_here() -> None:
        if request.host.rsplit(":", 1)[0] not in HOSTS:
            abort(403)
        if request.method != "GET":
            own = request.headers.get("Origin") == request.host_url.rstrip("/")
            if not own or not secrets.compare_digest(request.headers.get("X-Token", ""), token):
                abort(403)

    @app.after_request
    def _strict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response


def _state(desk: Desk, item: Item) -> dict[str, Any]:
    return item.as_json(desk.standing.get(item.subject), desk.version(item.subject))


def _wish(item: Item, body: dict[str, Any], out: Path, *, decided: bool) -> tuple[reviews.Action, str]:
    """What the browser asks for; raises ValueError when it makes no sense for the item."""
    action, value = str(body.get("action", "")), str(body.get("value", ""))
    if action == "undo":
        if not decided:
            raise ValueError("ไม่มีการตัดสินให้ยกเลิก / nothing to undo")
        return "undo", ""
    if item.kind == "amount" and action == "blank":
        return "blank", ""
    if item.kind == "amount" and action == "value":
        return reviews.parse_typed(value)
    if item.kind == "match" and action == "local":
        return "local", ""
    if item.kind == "match" and action == "measure" and value:
        from pipelines.catalogue_option import catalogue_of_run

        measure = catalogue_of_run(out).get(value.partition(" ")[0])  # from the list: its name follows
        if measure is None:
            raise ValueError(f"ไม่มีรหัสนี้ในบัญชีมาตรการ / no such measure: {value}")
        return "measure", measure.measure_id
    raise ValueError(f"unknown action / คำสั่งไม่ถูกต้อง: {action!r}")


def _decision(item: Item, action: reviews.Action, value: str, who: str) -> reviews.Decision:
    return reviews.Decision(
        subject=item.subject,
        action=action,
        value=value,
        read_raw=item.read_raw,
        read_value=item.read_value,
        page="" if item.page is None else str(item.page),
        bbox=item.bbox,
        decided_by=who,
        decided_at=reviews.now(),
        model_version=item.model_version,
        item=item.project,
    )


def serve(app: Flask, port: int) -> None:
    """Serve until interrupted, on 127.0.0.1 only."""
    from waitress import serve as run

    run(app, host="127.0.0.1", port=port, threads=4, ident="thaiplan review")
