"""`thaiplan convert`: plans in, tables out."""

from __future__ import annotations

import signal
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli import say, stop
from pipelines.exits import Exit
from pipelines.manner import event, manner, tell, warn, words

if TYPE_CHECKING:
    from extract.limits import Limits
    from pipelines.batch.discover import UnfitInput
    from pipelines.collect import Counts
    from pipelines.conversion import Result

MAX_PROBLEMS_SHOWN = 50


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="โฟลเดอร์ผลลัพธ์ / output folder",
)
@click.option("--jobs", type=click.IntRange(1, 512), help="จำนวนโปรเซส / processes (default: processors)")
@click.option("--only", multiple=True, metavar="GLOB", help="เฉพาะไฟล์ที่ตรงแบบ / only files that match")
@click.option("--format", "formats", default="csv,parquet", show_default=True, help="csv, parquet, xlsx")
@click.option(
    "--engine",
    type=click.Choice(["hybrid", "reader", "tesseract", "none"]),
    help="OCR (default: the best installed)",
)
@click.option(
    "--dpi",
    type=click.FloatRange(72, 600),
    default=200.0,
    show_default=True,
    help="ความละเอียดของภาพสแกน / of scans",
)
@click.option("--force-scan", is_flag=True, help="อ่านทุกหน้าเป็นภาพ / read every page as a scan")
@click.option("--password", help="รหัสผ่านของ PDF / for encrypted PDFs")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="ไฟล์ที่มีรหัสผ่าน / file that holds it",
)
@click.option("--page-seconds", type=click.FloatRange(1), help="เวลาสูงสุดต่อหน้า / time limit per page")
@click.option("--document-seconds", type=click.FloatRange(1), help="เวลาสูงสุดต่อไฟล์ / time limit per file")
@click.option("--max-mb", type=click.IntRange(1), help="ขนาดไฟล์สูงสุด / largest file, in megabytes")
@click.option("--max-pages", type=click.IntRange(1), help="จำนวนหน้าสูงสุดต่อไฟล์ / most pages of a file")
@click.option("--max-megapixels", type=click.IntRange(1), help="ขนาดภาพสูงสุดต่อหน้า / largest picture of a page")
@click.option(
    "--worker-mb", type=click.IntRange(200), help="หน่วยความจำสูงสุดต่อโปรเซส / memory limit per process"
)
@click.option(
    "--limit",
    "others",
    multiple=True,
    metavar="NAME=NUMBER",
    help="ขีดจำกัดอื่น / another limit: text_mb (ไฟล์ข้อความ / text file), structure_mb, content_mb, "
    "operator_mb (ขนาดหลังคลายบีบอัด / unpacked), chars, objects, forms (ต่อหน้า / of a page), min_dpi",
)
@click.option(
    "--catalogue",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="บัญชีมาตรการของท่านเอง / CSV of your own measures, beside the standard ones",
)
@click.option("--no-split", is_flag=True, help="ไม่แยกไฟล์ที่มีหลายเอกสาร / one document per file")
@click.option(
    "--join",
    multiple=True,
    metavar="GLOB",
    help="ไฟล์ในโฟลเดอร์เดียวกันที่ตรงแบบเป็นเอกสารเดียว เรียงตามเลขในชื่อ / files of a folder that match are one "
    "document, in the order of the numbers in their names",
)
@click.option(
    "--no-join",
    is_flag=True,
    help="ไม่ต่อไฟล์ที่เนื้อหาต่อกันเอง / "
    "do not join files by themselves (แผน 1.pdf, แผน 2.pdf) where their content goes on",
)
@click.option("--no-report", is_flag=True, help="ไม่สร้างหน้ารายงาน / no report pages")
@click.option(
    "--partition",
    "partitions",
    default="",
    metavar="KEYS",
    help="เขียนชุดข้อมูล Parquet แยกตามคีย์ด้วย / also write Parquet datasets by province, province_code, "
    "fiscal_year, lao_type, lao_id, doc_type",
)
@click.option("--scheduler", metavar="ADDRESS", help="คลัสเตอร์ Dask / Dask cluster (extra [cluster])")
@click.option("--quiet", is_flag=True, help="เฉพาะปัญหา / nothing but problems")
def command(
    inputs: tuple[str, ...],
    out: Path,
    jobs: int | None,
    only: tuple[str, ...],
    formats: str,
    engine: str | None,
    dpi: float,
    force_scan: bool,
    password: str | None,
    password_file: Path | None,
    page_seconds: float | None,
    document_seconds: float | None,
    max_mb: int | None,
    max_pages: int | None,
    max_megapixels: int | None,
    worker_mb: int | None,
    others: tuple[str, ...],
    catalogue: Path | None,
    no_split: bool,
    join: tuple[str, ...],
    no_join: bool,
    no_report: bool,
    partitions: str,
    scheduler: str | None,
    quiet: bool,
) -> None:
    """แปลงแผนและรายงานเป็นตาราง / Convert plans and reports (files, folders or URLs) to tables.

    รันคำสั่งเดิมซ้ำเพื่อทำต่อจากที่ค้าง / Run the same command again to go on where a run stopped.

    \b
    thaiplan convert data/raw --out data/out
    thaiplan convert PLANS/ --out OUT/ --jobs 4 --format csv,parquet,xlsx
    thaiplan convert PLANS/ --out OUT/ --only "*2566*.pdf" --catalogue my-measures.csv
    thaiplan convert PLANS/ --out OUT/ --partition province,fiscal_year
    thaiplan convert PLANS/ --out OUT/ --join "แผน *.pdf"
    """
    from extract.names import is_unicode
    from pipelines.batch.discover import UnfitInput
    from pipelines.batch.remote import MissingProtocol
    from pipelines.batch.session import FolderLocked
    from pipelines.conversion import convert
    from pipelines.lean import lean
    from pipelines.options import FORMATS, Options
    from pipelines.partition import KEYS
    from pipelines.reviews import ReviewsError

    if quiet:
        click.get_current_context().find_root().obj = replace(manner(), quiet=True)
    if not is_unicode(out):
        raise click.BadParameter("ชื่อโฟลเดอร์ไม่ใช่ UTF-8 / the folder's name is no UTF-8", param_hint="--out")
    wanted = _listed(formats, FORMATS, "--format")
    if not wanted:
        raise click.BadParameter(", ".join(FORMATS), param_hint="--format")
    keys = _listed(partitions, tuple(KEYS), "--partition")
    if keys and "parquet" not in wanted:
        raise click.BadParameter("parquet", param_hint="--format")
    limits = _limits(page_seconds, document_seconds, max_mb, max_pages, max_megapixels, worker_mb)
    limits = replace(limits, **_other_limits(others))
    if password_file is not None:
        password = password_file.read_text(encoding="utf-8").rstrip("\r\n")
    options = Options(
        engine=engine,
        dpi=dpi,
        force_scan=force_scan,
        split=not no_split,
        join_parts=not no_join,
        join=join,
        catalogue=_own_catalogue(catalogue),
        limits=limits,
        password=password,
    )
    signal.signal(signal.SIGTERM, _terminated)
    try:
        with lean(), _Bar() as progress:
            result = convert(
                inputs,
                out,
                jobs=jobs,
                only=only,
                formats=wanted,
                options=options,
                report=not no_report,
                scheduler=scheduler,
                partition=keys,
                progress=progress,
            )
    except FileNotFoundError as error:
        stop(Exit.NO_INPUT, f"ไม่พบ {error}", f"not found: {error}")
    except UnfitInput as error:
        stop(Exit.USAGE, *_unfit(error))
    except MissingProtocol as error:
        stop(Exit.MISSING_PART, f"URL นี้ต้องมีแพ็กเกจเพิ่ม: {error}", f"this URL needs a package: {error}")
    except ReviewsError as error:
        stop(Exit.USAGE, f"ไฟล์การตัดสินเสียหาย: {error}", f"damaged reviews file: {error}")
    except FolderLocked as error:
        stop(
            Exit.LOCKED,
            f"โฟลเดอร์ {out} กำลังถูกใช้โดย {error.holder}",
            f"{out} is in use by {error.holder}; wait for it or choose another --out",
        )
    except KeyboardInterrupt as error:
        code = Exit.TERMINATED if isinstance(error, Terminated) else Exit.INTERRUPTED
        stop(code, "หยุดแล้ว งานที่เสร็จเก็บไว้ครบ รันคำสั่งเดิมเพื่อทำต่อ", "stopped; run the same command to go on")
    except OSError as error:
        in_use = isinstance(error, PermissionError)  # on Windows also a table that is open in Excel
        thai = "ปิดไฟล์ที่เปิดค้างในโปรแกรมอื่น" if in_use else "แก้"
        english = "close it in other programs, or mend its rights," if in_use else "mend it"
        stop(
            Exit.OUTPUT_ERROR,
            f"เขียนผลลัพธ์ไม่ได้ ({error}) {thai} แล้วรันคำสั่งเดิมเพื่อทำต่อ",
            f"cannot write ({error}); {english} and run the same command to go on",
        )
    else:
        _finish(result)


def _unfit(error: UnfitInput) -> tuple[str, str]:
    """Why a folder is no input, and what to do."""
    if error.is_out:
        return (
            f"{error.folder} เป็นทั้งโฟลเดอร์นำเข้าและโฟลเดอร์ผลลัพธ์: ระบุ --out เป็นโฟลเดอร์อื่น",
            f"{error.folder} is both the input and the folder of the results: choose another --out",
        )
    return (
        f"{error.folder} เป็นผลลัพธ์ของการแปลง ไม่ใช่เอกสาร: ระบุโฟลเดอร์ที่มีแผนหรือรายงาน",
        f"{error.folder} holds the results of a run, no documents: name the folder of the plans",
    )


def _listed(text: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    """The parts of a comma-separated option, each once."""
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if set(parts) - set(known):
        raise click.BadParameter(f"{text}: {', '.join(known)}", param_hint=option)
    return parts


def _limits(
    page_seconds: float | None,
    document_seconds: float | None,
    max_mb: int | None,
    max_pages: int | None,
    max_megapixels: int | None,
    worker_mb: int | None,
) -> Limits:
    """The default limits with those that were given."""
    from extract.limits import Limits

    given = {
        "page_seconds": page_seconds,
        "document_seconds": document_seconds,
        "max_bytes": max_mb and max_mb * 1_000_000,
        "max_pages": max_pages,
        "max_pixels": max_megapixels and max_megapixels * 1_000_000,
        "worker_bytes": worker_mb and worker_mb * 1_000_000,
    }
    changed: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return replace(Limits(), **changed)


_OTHER_LIMITS = {
    "text_mb": ("max_text_bytes", 1_000_000),
    "structure_mb": ("max_structure_bytes", 1_000_000),
    "content_mb": ("max_content_bytes", 1_000_000),
    "operator_mb": ("max_operator_bytes", 1_000_000),
    "chars": ("max_chars", 1),
    "objects": ("max_objects", 1),
    "forms": ("max_forms", 1),
    "min_dpi": ("min_dpi", 1),
}
"""Limits that are seldom changed, as `--limit NAME=NUMBER` has them: field of `Limits` and unit."""


def _other_limits(given: tuple[str, ...]) -> dict[str, Any]:
    """The limits of `--limit`, by the names of the fields of `Limits`."""
    found: dict[str, Any] = {}
    for text in given:
        name, _, number = text.partition("=")
        if name not in _OTHER_LIMITS or not number.isdecimal() or int(number) < 1:
            known = ", ".join(f"{known}=1…" for known in _OTHER_LIMITS)
            raise click.BadParameter(f"{text}: {known}", param_hint="--limit")
        field, unit = _OTHER_LIMITS[name]
        found[field] = int(number) * unit
    return found


def _own_catalogue(path: Path | None) -> str | None:
    from normalize.catalogue import CatalogueError
    from pipelines.catalogue_option import read_catalogue

    try:
        return None if path is None else read_catalogue(path)
    except (CatalogueError, OSError) as error:
        raise click.BadParameter(f"{path}: {error}", param_hint="--catalogue") from error


class Terminated(KeyboardInterrupt):
    """SIGTERM came."""


def _terminated(number: int, frame: object) -> None:
    raise Terminated


def _finish(result: Result) -> None:
    for problem in result.problems[:MAX_PROBLEMS_SHOWN]:
        warn(problem)
    if len(result.problems) > MAX_PROBLEMS_SHOWN:
        rest = len(result.problems) - MAX_PROBLEMS_SHOWN
        say(
            f"และอีก {rest} รายการในตาราง documents และ pages",
            f"and {rest} more: see documents and pages",
            error=True,
        )
    if not result.counts.documents:
        say("ไม่พบไฟล์ที่จะแปลงในที่ที่ระบุ", "no file to convert was found where you said", error=True)
    event("finished", folder=str(result.folder), seconds=round(result.seconds, 1), **asdict(result.counts))
    tell(summary(result.counts, result.folder, result.seconds))
    sys.exit(int(exit_code(result.counts)))


def exit_code(counts: Counts) -> Exit:
    """What the figures of a run mean for the exit code."""
    if counts.documents == 0:
        return Exit.NO_INPUT
    if counts.failed == counts.documents:
        return Exit.ALL_FAILED
    return Exit.SOME_FAILED if counts.failed or counts.failed_pages else Exit.OK


def summary(counts: Counts, folder: Path, seconds: float) -> str:
    """The summary at the end of a run."""
    c = counts
    failed, partial = words("ไม่สำเร็จ", "failed"), words("บางส่วน", "partial")
    reviewed = []
    if c.decisions:
        unfit = words("ใช้ไม่ได้แล้ว", "no longer fit")
        name = words("การตัดสินของผู้ตรวจ", "decisions")
        reviewed = [f"{name}  {c.decisions:,}  ({unfit} {c.decisions_unfit:,})"]
    return "\n".join(
        [
            f"{words('เอกสาร', 'documents')}  {c.documents:,}"
            f"  ({failed} {c.failed:,}, {partial} {c.partial:,})",
            f"{words('หน้า', 'pages')}  {c.pages:,}  ({failed} {c.failed_pages:,})",
            f"{words('โครงการ', 'projects')}  {c.projects:,}",
            f"{words('จำนวนเงิน', 'amounts')}  {c.amounts:,}  ({words('ไม่แน่ใจ', 'doubtful')} {c.doubtful:,})",
            f"{words('ข้อสังเกต', 'findings')}  {c.findings:,}",
            *reviewed,
            f"{folder}  {seconds:.1f} s",
        ]
    )


class _Bar:
    """A progress bar of pages on a terminal; the steps with --verbose or --log-json; nothing elsewhere."""

    def __init__(self) -> None:
        how = manner()
        self._steps = how.verbose or how.log_json
        self._quiet = how.quiet or self._steps or not sys.stderr.isatty()
        self._context = click.get_current_context()

    def __enter__(self):  # type: ignore[no-untyped-def]
        if self._steps:
            return self._step
        if self._quiet:
            return None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        names = {"opened": "เปิดไฟล์ / files", "page": "อ่าน / pages", "document": "เอกสาร / documents"}
        tasks = {what: self._bar.add_task(name, total=None) for what, name in names.items()}

        def tell(what: str, done: int, total: int) -> None:
            self._bar.update(tasks[what], completed=done, total=total or None)

        return tell

    def _step(self, what: str, done: int, total: int) -> None:
        with self._context.scope(cleanup=False):  # the run may call from another thread
            event(what, done=done, total=total)

    def __exit__(self, *error: object) -> None:
        if not self._quiet:
            self._bar.stop()
