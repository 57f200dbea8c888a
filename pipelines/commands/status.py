"""`thaiplan status`: how far a run is."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.manner import words

STATES: dict[str, tuple[str, str]] = {
    "running": ("กำลังทำงาน", "running"),
    "interrupted": ("ถูกหยุดกลางคัน รันคำสั่งเดิมเพื่อทำต่อ", "was cut off; run the same command to go on"),
    "stopped": ("หยุดแล้ว รันคำสั่งเดิมเพื่อทำต่อ", "stopped; run the same command to go on"),
    "finished": ("เสร็จแล้ว", "finished"),
    "none": ("ยังไม่มีการทำงาน", "no run yet"),
}


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(out: Path) -> None:
    """ดูความคืบหน้าของการแปลง / How far the run that writes to OUT is.

    \b
    thaiplan status data/out
    """
    from pipelines.batch.session import is_locked, read_progress

    progress = read_progress(out)
    state = progress.state
    if state == "running" and not is_locked(out):
        state = "interrupted"
    click.echo(words(*STATES.get(state, (state, state))))
    if state != "none":
        click.echo(f"{words('ไฟล์', 'files')}  {progress.opened:,} / {progress.files:,}")
        click.echo(f"{words('หน้า', 'pages')}  {progress.pages_done:,} / {progress.pages:,}")
        click.echo(f"{words('เอกสาร', 'documents')}  {progress.documents_done:,} / {progress.files:,}")
        click.echo(f"{words('เริ่ม', 'started')}  {progress.started}, {progress.holder}")
        click.echo(f"{words('ล่าสุด', 'updated')}  {progress.updated}")
