"""Whether a folder holds a finished run, and what to say where it does not."""

from __future__ import annotations

from pathlib import Path


class NoResult(FileNotFoundError):
    """A result that is missing or has nothing in it; `thai` and `english` say which."""

    def __init__(self, thai: str, english: str) -> None:
        super().__init__(f"{thai} / {english}")
        self.thai, self.english = thai, english


def check_finished(out: Path, suffixes: tuple[str, ...] = ("parquet",)) -> None:
    """Raises NoResult where `out` holds no finished run in one of these formats."""
    if not out.is_dir():
        raise NoResult(f"ไม่มีโฟลเดอร์ {out}", f"there is no folder {out}")
    names = [f"documents.{suffix}" for suffix in suffixes]
    if not any((out / name).is_file() for name in names):
        raise NoResult(
            f"ไม่มีผลลัพธ์ใน {out} (ไม่พบ {' หรือ '.join(names)}) โปรดรัน thaiplan convert ก่อน",
            f"{out} holds no result ({' or '.join(names)} is missing): run `thaiplan convert` first",
        )


def no_table(path: Path) -> NoResult:
    """What to raise where a table of the run is missing."""
    return NoResult(
        f"ผลลัพธ์ไม่ครบ: ไม่พบ {path} โปรดรัน thaiplan convert อีกครั้ง",
        f"the result is not whole: {path} is missing; run `thaiplan convert` again",
    )


def no_documents(out: Path) -> NoResult:
    """What to raise where the run read no document."""
    return NoResult(
        f"ผลลัพธ์ใน {out} ไม่มีเอกสาร จึงไม่มีสิ่งใดให้ตรวจ", f"the result in {out} holds no document: nothing to check"
    )
