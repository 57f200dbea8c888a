"""A small folder of inputs for tests of whole runs: good, bad and hostile files of fictional localities."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
from hostile_files import plan
from pdf_maker import PdfMaker
from text_documents import PROGRESS_NARRATIVE

BAD = {
    "broken/empty.pdf": "empty_file",
    "broken/archive.pdf": "unknown_format",
    "broken/locked.pdf": "encrypted",
    "broken/pipe.pdf": "special_file",
    "broken/truncated.pdf": "damaged_file",
}
"""File name to the error code that its row must have."""


def make_inputs(folder: Path) -> Path:
    """Write the files; the folder itself."""
    (folder / "broken").mkdir(parents=True)
    (folder / "report.txt").write_text(PROGRESS_NARRATIVE, encoding="utf-8")
    (folder / "copy of report.txt").write_text(PROGRESS_NARRATIVE, encoding="utf-8")
    good = plan(6).bytes()
    (folder / "plan.pdf").write_bytes(good)
    (folder / "wide.pdf").write_bytes(_wide())
    (folder / "broken" / "empty.pdf").touch()
    (folder / "broken" / "archive.pdf").write_bytes(b"PK\x03\x04" + bytes(200))
    (folder / "broken" / "truncated.pdf").write_bytes(good[:40])
    os.mkfifo(folder / "broken" / "pipe.pdf")
    with pikepdf.open(folder / "plan.pdf") as pdf:
        pdf.save(folder / "broken" / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    return folder


def _wide() -> bytes:
    """Two pages; the second is 5 m wide and a scan."""
    maker = PdfMaker().page().text(72, 72, "หน้าที่หนึ่ง")
    maker.page(14_173, 14_173)
    return maker.bytes()


def tables(folder: Path) -> dict[str, bytes]:
    """The bytes of all files that belong to the identity of a result."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".thaiplan" not in path.parts and path.name != "run.json"
    }
