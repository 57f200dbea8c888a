"""What is a readable file and what is refused, with its true cause."""

from __future__ import annotations

import os
import pickle
import socket
import zlib
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pdf_maker import PdfMaker
from PIL import Image

from extract import errors
from extract.errors import ExtractError
from extract.limits import Limits
from extract.read import build_document, open_source, read_page


def plan(pages: int = 3) -> PdfMaker:
    maker = PdfMaker()
    for number in range(1, pages + 1):
        maker.page().text(60, 100, f"หน้าที่ {number} ของแผนปฏิบัติการป้องกันการทุจริต")
    return maker


def code_of(path: Path, **options: object) -> str:
    with pytest.raises(ExtractError) as caught:
        open_source(path, **options)  # type: ignore[arg-type]
    error = caught.value
    assert error.message_th and error.message_en and "?" not in error.message
    assert str(path) not in error.message
    return error.error_code


def test_suffix_is_never_believed(tmp_path: Path) -> None:
    path = plan().save(tmp_path / "แผน.txt")
    source = open_source(path)
    assert (source.format, source.n_pages, source.media_type) == ("pdf", 3, "application/pdf")
    assert "หน้าที่ 2" in read_page(source, 2).lines[0].text
    image = tmp_path / "scan.pdf"
    Image.new("L", (40, 30), 255).save(image, format="PNG")
    assert open_source(image).media_type == "image/png"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04rest of a docx", "unknown_format"),
        (b"\x00\x01\x02\x03" * 50, "unknown_format"),
        (b"GIF89a....", "unknown_format"),
        (b"%PDF-1.7\nnothing else", "damaged_file"),
        (b"\x89PNG\r\n\x1a\nbroken", "damaged_file"),
        (b"II*\x00\xff\xff\xff\xff", "damaged_file"),
    ],
)
def test_bad_bytes_are_refused_with_their_cause(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert code_of(path) == code


def test_missing_and_special_files(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.pdf") == "file_unreadable"
    assert code_of(tmp_path) == "special_file"
    real = plan().save(tmp_path / "real.pdf")
    link = tmp_path / "link.pdf"
    link.symlink_to(real)
    assert code_of(link) == "special_file"
    fifo = tmp_path / "fifo.pdf"
    os.mkfifo(fifo)
    assert code_of(fifo) == "special_file"
    sock = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(sock))
        assert code_of(sock) == "special_file"
    assert code_of(Path("/dev/null")) == "special_file"


def test_encrypted_files_open_with_their_password_only(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    plan().save(path, encryption=pikepdf.Encryption(owner="boss", user="ลับ"))
    assert code_of(path) == "encrypted"
    assert code_of(path, password="wrong") == "wrong_password"
    source = open_source(path, password="ลับ")
    assert "ทุจริต" in read_page(source, 1).lines[0].text
    assert "ลับ" not in repr(source)


def test_owner_password_alone_locks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "owner.pdf"
    plan().save(path, encryption=pikepdf.Encryption(owner="boss", user=""))
    assert "ทุจริต" in read_page(open_source(path), 3).lines[0].text


def test_truncated_pdf_is_refused_or_says_that_it_was_repaired(tmp_path: Path) -> None:
    data = plan(8).bytes()
    path = tmp_path / "cut.pdf"
    for percent in range(5, 100, 5):
        path.write_bytes(data[: len(data) * percent // 100])
        try:
            source = open_source(path)
        except ExtractError as error:
            assert error.error_code in ("damaged_file", "no_pages")
            continue
        assert source.damage
        for number in range(1, source.n_pages + 1):
            read_page(source, number)


def test_flipped_bytes_never_raise_anything_else(tmp_path: Path) -> None:
    data = plan(2).bytes()
    random = np.random.default_rng(7)
    path = tmp_path / "flipped.pdf"
    for _ in range(60):
        broken = bytearray(data)
        for place in random.integers(9, len(data), 12):
            broken[place] = random.integers(0, 256)
        path.write_bytes(bytes(broken))
        try:
            source = open_source(path)
            pages = [read_page(source, n) for n in range(1, source.n_pages + 1)]
        except ExtractError:
            continue
        build_document(source, pages)


def test_limits_are_checked_before_the_work(tmp_path: Path) -> None:
    path = plan(5).save(tmp_path / "a.pdf")
    assert code_of(path, limits=Limits(max_bytes=100)) == "file_too_large"
    assert code_of(path, limits=Limits(max_pages=4)) == "too_many_pages"
    image = tmp_path / "big.png"
    Image.new("1", (3000, 3000)).save(image)
    assert code_of(image, limits=Limits(max_pixels=1_000_000)) == "page_too_large"


def test_huge_page_is_not_rendered(tmp_path: Path) -> None:
    """A page of 5 m at 200 dpi would have 1.5 billion pixels."""
    picture = np.zeros((20, 20), dtype=np.uint8)
    path = PdfMaker().page(14400, 14400).picture(picture, 0, 0, 14400, 14400).save(tmp_path / "wide.pdf")
    page = read_page(open_source(path), 1)
    assert (page.status, page.error_code) == ("failed", "page_too_large")


def test_flate_bomb_is_seen_before_it_is_unpacked(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 100, "ก")
    maker.save(tmp_path / "a.pdf")
    bomb = zlib.compress(b"0 0 m " * 20_000_000, 9)
    pdf = maker.pdf
    pdf.pages[0].Contents = pdf.make_indirect(pikepdf.Stream(pdf, bomb, Filter=pikepdf.Name.FlateDecode))
    pdf.save(tmp_path / "bomb.pdf")
    page = read_page(open_source(tmp_path / "bomb.pdf"), 1)
    assert (page.status, page.error_code) == ("failed", "too_much_content")


def test_loop_in_the_page_tree(tmp_path: Path) -> None:
    maker = plan(2)
    maker.save(tmp_path / "a.pdf")
    pdf = maker.pdf
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    pdf.save(tmp_path / "loop.pdf")
    try:
        source = open_source(tmp_path / "loop.pdf")
        for number in range(1, source.n_pages + 1):
            read_page(source, number)
    except ExtractError as error:
        assert error.error_code in ("damaged_file", "no_pages")


def test_form_that_draws_itself_ends(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 100, "ข้อความ").raw("/Me Do")
    maker.save(tmp_path / "a.pdf")
    pdf = maker.pdf
    form = pikepdf.Stream(
        pdf, b"/Me Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
    )
    form = pdf.make_indirect(form)
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Me=form))
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Me=form)
    pdf.save(tmp_path / "self.pdf")
    page = read_page(open_source(tmp_path / "self.pdf"), 1)
    assert page.status in ("ok", "failed")


def test_no_pages(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.save(tmp_path / "none.pdf")
    assert code_of(tmp_path / "none.pdf") == "no_pages"


def test_page_outside_the_file(tmp_path: Path) -> None:
    source = open_source(plan().save(tmp_path / "a.pdf"))
    with pytest.raises(errors.PageMissing):
        read_page(source, 4)


def test_scan_without_an_engine_says_so(tmp_path: Path) -> None:
    picture = np.tile(np.array([0, 255], dtype=np.uint8), (50, 25))
    path = PdfMaker().page().picture(picture, 0, 0, 595, 842).save(tmp_path / "scan.pdf")
    page = read_page(open_source(path), 1)
    assert (page.kind, page.status, page.error_code) == ("scan", "failed", "engine_missing")


def test_blank_pages(tmp_path: Path) -> None:
    white = np.full((50, 50), 255, dtype=np.uint8)
    path = PdfMaker().page().page().picture(white, 0, 0, 595, 842).save(tmp_path / "blank.pdf")
    source = open_source(path)
    assert [read_page(source, n).kind for n in (1, 2)] == ["blank", "blank"]


def test_tiff_of_many_pages_and_exif(tmp_path: Path) -> None:
    pages = [Image.new("L", (300, 200), 255) for _ in range(3)]
    path = tmp_path / "fax"
    pages[0].save(path, format="TIFF", save_all=True, append_images=pages[1:], dpi=(100, 100))
    source = open_source(path)
    assert (source.format, source.n_pages) == ("image", 3)
    page = read_page(source, 3)
    assert (page.kind, page.width_pt, page.height_pt) == ("blank", pytest.approx(216), pytest.approx(144))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = tmp_path / "photo"
    Image.new("RGB", (300, 200), "white").save(turned, format="JPEG", exif=exif, dpi=(100, 100))
    page = read_page(open_source(turned), 1)
    assert (page.width_pt, page.height_pt) == (pytest.approx(144), pytest.approx(216))


def test_truncated_image_fails_its_page(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200), dtype=np.uint8)
    path = tmp_path / "cut.jpg"
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:4000])
    page = read_page(open_source(path), 1)
    assert (page.status, page.error_code) == ("failed", "page_failed")


def test_text_files(tmp_path: Path) -> None:
    path = tmp_path / "ocr.md"
    path.write_text("แผนปฏิบัติการ\n\n| ที่ | โครงการ |\n|---|---|\n| ๑ | อบรม |\n", encoding="utf-8")
    source = open_source(path)
    page = read_page(source, 1)
    assert (source.format, page.number, page.kind, len(page.tables)) == ("text", None, "text", 1)


def test_errors_travel_between_processes() -> None:
    error = errors.FileTooLarge(n_bytes=5, limit=2)
    again = pickle.loads(pickle.dumps(error))
    assert (again.error_code, again.message) == (error.error_code, error.message)


def test_every_error_has_its_own_code() -> None:
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, ExtractError)]
    assert len({k.error_code for k in kinds}) == len(kinds)
