"""The exit codes of the command line."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the exit code of `thaiplan` means."""

    OK = 0
    """Everything was read."""
    INTERNAL_ERROR = 1
    """A fault of the program; the traceback says where."""
    USAGE = 2
    """Wrong options or arguments."""
    SOME_FAILED = 3
    """Some files or pages could not be read; all others are in the tables."""
    ALL_FAILED = 4
    """No file could be read."""
    NO_INPUT = 5
    """No input file was found."""
    LOCKED = 6
    """Another run is writing to the same output folder."""
    OUTPUT_ERROR = 7
    """The output folder cannot be written, or the disk is full."""
    MISSING_PART = 8
    """An OCR engine or an optional package is not installed."""
    CHECK_FAILED = 9
    """`thaiplan audit` found errors of the documents, or `thaiplan evaluate` a limit that was not met."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C (SIGINT); the same command goes on where it stopped."""
    TERMINATED = 143
    """Stopped by SIGTERM; the same command goes on where it stopped."""


MEANING_TH = {
    Exit.OK: "สำเร็จทั้งหมด",
    Exit.INTERNAL_ERROR: "โปรแกรมผิดพลาด",
    Exit.USAGE: "คำสั่งหรือตัวเลือกไม่ถูกต้อง",
    Exit.SOME_FAILED: "อ่านบางไฟล์หรือบางหน้าไม่ได้",
    Exit.ALL_FAILED: "อ่านไม่ได้เลยทุกไฟล์",
    Exit.NO_INPUT: "ไม่พบไฟล์นำเข้า",
    Exit.LOCKED: "มีการทำงานอื่นกำลังเขียนโฟลเดอร์ผลลัพธ์นี้",
    Exit.OUTPUT_ERROR: "เขียนโฟลเดอร์ผลลัพธ์ไม่ได้ หรือดิสก์เต็ม",
    Exit.MISSING_PART: "ยังไม่ได้ติดตั้งตัวอ่านอักษรหรือแพ็กเกจเสริม",
    Exit.CHECK_FAILED: "พบข้อผิดพลาดของเอกสาร หรือไม่ผ่านเกณฑ์ที่กำหนด",
    Exit.INTERRUPTED: "ถูกหยุดด้วย Ctrl-C",
    Exit.TERMINATED: "ถูกหยุดด้วย SIGTERM",
}
