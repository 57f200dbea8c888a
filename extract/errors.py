"""Everything that can go wrong between a file and its pages: one error type per cause.

Each type has a stable `error_code` (it goes into the tables `documents` and `pages`) and a message in
Thai and English that says what to do. The messages are templates over the facts given as keywords.
"""

from __future__ import annotations

from typing import Any, ClassVar


class ExtractError(Exception):
    """Base of all errors of the extract floor; `facts` fill the message templates.

    `page` is the 1-based page where it happened, None when the whole file is concerned. Instances can be
    pickled, so that they travel from worker processes unharmed.
    """

    error_code: ClassVar[str] = "extract_error"
    template_th: ClassVar[str] = "อ่านไฟล์ไม่สำเร็จ: {detail}"
    template_en: ClassVar[str] = "The file could not be read: {detail}"

    def __init__(self, page: int | None = None, **facts: Any) -> None:
        self.page = page
        self.facts = facts
        super().__init__(self.message_en)

    @property
    def message_th(self) -> str:
        """What happened and what to do, in Thai."""
        return self.template_th.format_map(_Facts(self.facts))

    @property
    def message_en(self) -> str:
        """What happened and what to do, in English."""
        return self.template_en.format_map(_Facts(self.facts))

    @property
    def message(self) -> str:
        """Both languages, Thai first, for the tables' `error_message`."""
        return f"{self.message_th} / {self.message_en}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.page, self.facts)


class _Facts(dict[str, Any]):
    """Facts for a template; a fact that was not given reads as `?`."""

    def __missing__(self, key: str) -> str:
        return "?"


def _rebuild(kind: type[ExtractError], page: int | None, facts: dict[str, Any]) -> ExtractError:
    return kind(page, **facts)


class FileMissing(ExtractError):
    """The path does not exist or may not be read."""

    error_code = "file_unreadable"
    template_th = "เปิดไฟล์ไม่ได้ ({detail}) โปรดตรวจสอบที่อยู่ไฟล์และสิทธิ์การอ่าน"
    template_en = "The file cannot be opened ({detail}). Check the path and its read permission."


class SpecialFile(ExtractError):
    """A symlink, FIFO, socket, device or folder where a regular file is needed."""

    error_code = "special_file"
    template_th = "ไม่อ่าน{kind_th} เพื่อความปลอดภัย โปรดวางไฟล์จริงไว้ในโฟลเดอร์แทน"
    template_en = "A {kind_en} is not read, for safety. Put the file itself into the folder."


class EmptyFile(ExtractError):
    """The file has no bytes."""

    error_code = "empty_file"
    template_th = "ไฟล์ว่างเปล่า (0 ไบต์) โปรดดาวน์โหลดหรือสแกนใหม่"
    template_en = "The file is empty (0 bytes). Download or scan it again."


class FileTooLarge(ExtractError):
    """More bytes than the limit."""

    error_code = "file_too_large"
    template_th = "ไฟล์ใหญ่ {n_bytes:,} ไบต์ เกินขีดจำกัด {limit:,} ไบต์ โปรดแบ่งไฟล์หรือเพิ่มขีดจำกัด"
    template_en = "The file has {n_bytes:,} bytes, over the limit of {limit:,}. Split it or raise the limit."


class UnknownFormat(ExtractError):
    """Not a PDF, PNG, JPEG, TIFF or text, by its bytes."""

    error_code = "unknown_format"
    template_th = "ไม่ใช่ไฟล์ PDF, PNG, JPEG, TIFF หรือข้อความ ({detail}) โปรดแปลงเป็น PDF ก่อน"
    template_en = "Not a PDF, PNG, JPEG, TIFF or text file ({detail}). Convert it to PDF first."


class DamagedFile(ExtractError):
    """The file begins like its format, but it is truncated or broken beyond repair."""

    error_code = "damaged_file"
    template_th = "ไฟล์ชำรุดหรือไม่ครบ ({detail}) โปรดดาวน์โหลดหรือสแกนใหม่"
    template_en = "The file is damaged or cut short ({detail}). Download or scan it again."


class EncryptedFile(ExtractError):
    """A password is needed to open the file."""

    error_code = "encrypted"
    template_th = "ไฟล์มีรหัสผ่าน โปรดระบุรหัสผ่านด้วย --password หรือบันทึกไฟล์ใหม่โดยไม่ใส่รหัส"
    template_en = "The file needs a password. Give it with --password, or save the file without one."


class WrongPassword(ExtractError):
    """A password was given, and it does not open the file."""

    error_code = "wrong_password"
    template_th = "รหัสผ่านที่ให้มาเปิดไฟล์นี้ไม่ได้ โปรดตรวจสอบรหัสผ่าน"
    template_en = "The given password does not open this file. Check the password."


class NoPages(ExtractError):
    """A file of a known format that holds no page."""

    error_code = "no_pages"
    template_th = "ไฟล์ไม่มีหน้าเอกสารเลย โปรดตรวจสอบว่าบันทึกไฟล์ถูกต้อง"
    template_en = "The file has no pages. Check that it was saved correctly."


class TooManyPages(ExtractError):
    """More pages than the limit."""

    error_code = "too_many_pages"
    template_th = "ไฟล์มี {n_pages:,} หน้า เกินขีดจำกัด {limit:,} หน้า โปรดแบ่งไฟล์หรือเพิ่มขีดจำกัด"
    template_en = "The file has {n_pages:,} pages, over the limit of {limit:,}. Split it or raise the limit."


class PageTooLarge(ExtractError):
    """A page or image whose pixels would exceed the limit even at the lowest resolution allowed."""

    error_code = "page_too_large"
    template_th = "หน้าใหญ่เกินไป ({size}; ขีดจำกัด {limit}) โปรดตัดหรือย่อหน้าก่อน หรือเพิ่มขีดจำกัด"
    template_en = "The page is too large ({size}; limit {limit}). Crop or shrink it, or raise the limit."


class TooMuchContent(ExtractError):
    """A page whose decompressed content, characters or drawn objects exceed the limit."""

    error_code = "too_much_content"
    template_th = "มี{what_th}มากเกินขีดจำกัด ({amount:,} เกิน {limit:,}) ไฟล์ผิดปกติ โปรดบันทึกเป็น PDF ใหม่"
    template_en = "Too many {what_en} ({amount:,}, limit {limit:,}): a malformed file. Save it as PDF anew."


class PageFailed(ExtractError):
    """One page could not be parsed or rendered; the other pages are not concerned."""

    error_code = "page_failed"
    template_th = "อ่านหน้านี้ไม่สำเร็จ ({detail}) โปรดบันทึกหรือสแกนหน้านี้ใหม่"
    template_en = "This page could not be read ({detail}). Save or scan this page again."


class PageMissing(ExtractError):
    """A page number outside the file."""

    error_code = "page_missing"
    template_th = "ไม่มีหน้า {number} ในไฟล์ (มี {n_pages} หน้า)"
    template_en = "There is no page {number} in the file (it has {n_pages})."


class EngineMissing(ExtractError):
    """A scanned page and no OCR engine to read it."""

    error_code = "engine_missing"
    template_th = "หน้านี้เป็นภาพสแกนแต่ไม่มีตัวอ่านอักษร (OCR) โปรดติดตั้งหรือเลือกตัวอ่าน"
    template_en = "This page is a scan and no OCR engine is there to read it. Install or choose one."


class EngineFailed(ExtractError):
    """The OCR engine or the reading of a scan broke down on a page."""

    error_code = "engine_failed"
    template_th = "การอ่านภาพสแกนของหน้านี้ล้มเหลว ({detail}) โปรดลองสแกนใหม่หรือเปลี่ยนตัวอ่าน"
    template_en = "Reading the scan of this page failed ({detail}). Scan it again or use another engine."


class TimeLimit(ExtractError):
    """A page or document took longer than allowed; raised by whoever watches the clock."""

    error_code = "time_limit"
    template_th = "ใช้เวลาเกิน {limit} วินาที โปรดเพิ่มขีดจำกัดเวลาหรือแบ่งเอกสาร"
    template_en = "It took longer than {limit} seconds. Raise the time limit or split the document."


class MemoryLimit(ExtractError):
    """A page needed more memory than a worker may have."""

    error_code = "memory_limit"
    template_th = "ใช้หน่วยความจำเกินขีดจำกัด ({detail}) โปรดย่อหน้าหรือเพิ่มขีดจำกัด"
    template_en = "It needed more memory than allowed ({detail}). Shrink the page or raise the limit."


class WorkerDied(ExtractError):
    """The worker process of a page died; raised by the executor."""

    error_code = "worker_died"
    template_th = "กระบวนการที่อ่านหน้านี้หยุดทำงาน ({detail}) โปรดบันทึกหรือสแกนหน้านี้ใหม่"
    template_en = "The process reading this page died ({detail}). Save or scan this page again."
