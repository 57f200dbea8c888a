"""`thaiplan review`: a person settles doubtful values in the browser."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipelines.cli import input_option, say, stop, stop_for
from pipelines.exits import Exit


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@input_option
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="พอร์ต / port")
def command(out: Path, inputs: Path | None, port: int) -> None:
    """ตรวจค่าที่ไม่แน่ใจในเบราว์เซอร์ / Settle doubtful values in the browser.

    การตัดสินเก็บใน OUT/reviews.csv แล้วรัน convert ซ้ำเพื่อนำไปใช้ / Decisions go to OUT/reviews.csv; run
    `thaiplan convert` again to apply them.

    \b
    thaiplan review data/out
    thaiplan review data/out --input PLANS/ --port 9000
    """
    from pipelines.finished import NoResult
    from pipelines.reviews import ReviewsError

    try:
        from pipelines.review.app import create_app, serve
        from pipelines.review.items import open_desk
    except ImportError as error:
        stop_for(error, "review")
        return
    try:
        desk = open_desk(out)
        if not desk.items:
            say(f"ไม่มีค่าที่ต้องตัดสินใน {out}", f"nothing to settle in {out}")
            return
        app = create_app(out, inputs or input_folder(out), desk)
        say(f"เปิด http://127.0.0.1:{port}/ ในเบราว์เซอร์ กด Ctrl-C เพื่อจบ", "open it in a browser; Ctrl-C ends")
        serve(app, port)
    except ReviewsError as error:
        stop(Exit.USAGE, f"ไฟล์การตัดสินเสียหาย: {error}", f"damaged reviews file: {error}")
    except NoResult as error:
        stop(Exit.NO_INPUT, error.thai, error.english)
    except FileNotFoundError as error:
        stop(Exit.NO_INPUT, f"ไม่พบ: {error}", f"not found: {error}")
    except OSError as error:
        stop(Exit.OUTPUT_ERROR, f"เปิดพอร์ต {port} ไม่ได้: {error}", f"cannot use port {port}: {error}")


def input_folder(out: Path) -> Path:
    """The folder of source files that the run in `out` was made from.

    Raises FileNotFoundError when the run does not say so or the folder is gone.
    """
    facts = json.loads((out / "run.json").read_text(encoding="utf-8"))
    given = [Path(path) for path in facts["inputs"]]
    folder = given[0] if given and given[0].is_dir() else given[0].parent if given else out
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} (--input)")
    return folder
