"""Hostile and broken files, made by a script: what a reader of unknown PDFs must survive."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator

import numpy as np
import pikepdf
from pdf_maker import PdfMaker
from pikepdf import Array, Dictionary, Name, Stream


def plan(n_pages: int = 3) -> PdfMaker:
    """A sound plan: text and a table on every page."""
    maker = PdfMaker()
    for number in range(1, n_pages + 1):
        maker.page().text(60, 80, f"แผนปฏิบัติการป้องกันการทุจริต หน้า {number}")
        maker.grid([60, 100, 400, 520], [100, 140, 180]).text(65, 120, "๑").text(110, 120, "โครงการอบรม")
        maker.text(405, 120, "๑๐,๐๐๐")
    return maker


def written(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a document."""
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def changed(change: Callable[[pikepdf.Pdf], None], n_pages: int = 2) -> bytes:
    """A sound plan after a change to its objects."""
    maker = plan(n_pages)
    maker.bytes()
    change(maker.pdf)
    return written(maker.pdf)


def truncated(step: int = 5) -> Iterator[tuple[str, bytes]]:
    """A plan cut at each `step` percent."""
    data = plan(6).bytes()
    for percent in range(step, 100, step):
        yield f"truncated_{percent}", data[: len(data) * percent // 100]


def mutated(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Plans with flipped bits, overwritten stretches, and pieces cut out, doubled or moved."""
    sources = [plan(2).bytes(), plan(2).bytes(object_stream_mode=pikepdf.ObjectStreamMode.generate), flat()]
    random = np.random.default_rng(seed)
    for number in range(count):
        yield f"mutated_{number}", mutate(sources[number % len(sources)], random)


def mutate(source: bytes, random: np.random.Generator) -> bytes:
    """The bytes after a few accidents."""
    data = bytearray(source)
    for _ in range(int(random.integers(1, 8))):
        place, length = int(random.integers(0, len(data))), int(random.integers(1, 40))
        match int(random.integers(0, 5)):
            case 0:
                data[place] ^= 1 << int(random.integers(0, 8))
            case 1:
                data[place : place + length] = random.bytes(length)
            case 2:
                del data[place : place + length]
            case 3:
                data[place:place] = data[place : place + length]
            case _:
                data[place : place + length] = b"9" * length
    return bytes(data)


def flat() -> bytes:
    """A plan without compression, so that mutations reach operators and numbers."""
    return plan(2).bytes(compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)


def _contents(data: bytes, **entries: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_indirect(Stream(pdf, data, **entries))

    return change


def _box(*numbers: object, key: str = "/MediaBox") -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[key] = Array(numbers)

    return change


def _entry(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[key] = value

    return change


def _tree_loop(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def _null_kid(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.make_indirect(Dictionary(Type=Name.Page, Parent=pdf.Root.Pages)))
    pdf.Root.Pages.Kids[0] = Dictionary()


def _forms_of_forms(pdf: pikepdf.Pdf) -> None:
    """Ten levels of forms that draw the next one ten times: 10,000,000,000 drawings from 2 kB."""
    inner = pdf.make_indirect(Stream(pdf, b"0 0 1 1 re f"))
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    for _ in range(10):
        outer = pdf.make_indirect(Stream(pdf, b"/F Do " * 10))
        outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        outer.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = outer
    pdf.pages[0].Resources.XObject = Dictionary(F=inner)
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do")


def _unicode_bomb(pdf: pikepdf.Pdf) -> None:
    font = pdf.pages[0].Resources.Font.F1
    font.ToUnicode = pdf.make_indirect(Stream(pdf, _squeezed(b" "), Filter=Name.FlateDecode))


def _double_bomb(pdf: pikepdf.Pdf) -> None:
    data = zlib.compress(_squeezed(b"0 0 m "), 9)
    filters = Array([Name.FlateDecode, Name.FlateDecode])
    pdf.pages[0].Contents = pdf.make_indirect(Stream(pdf, data, Filter=filters))


def _picture(width: int, height: int, data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_indirect(Stream(pdf, zlib.compress(data, 9)))
        entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": width, "Height": height}
        entries |= {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 1, "Filter": Name.FlateDecode}
        for key, value in entries.items():
            picture[f"/{key}"] = value
        pdf.pages[0].Resources.XObject = Dictionary(I=picture)
        pdf.pages[0].Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /I Do")

    return change


def _object_stream_bomb() -> bytes:
    """The page tree in an object stream that unpacks to 110 MB."""
    data = _squeezed(b" ")
    parts = [b"%PDF-1.5\n"]
    places: list[int] = []
    for number, body in enumerate(
        (
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
            % (len(data), data),
        ),
        start=1,
    ):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    end = sum(map(len, parts))
    kinds = [(0, 0), (1, places[0]), (1, places[1]), (2, 4), (1, places[2]), (1, end)]
    rows = b"".join(bytes([kind]) + place.to_bytes(4, "big") + b"\0" for kind, place in kinds)
    head = b"<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    parts.append(b"5 0 obj\n" + head + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % end)
    return b"".join(parts)


def _squeezed(word: bytes, times: int = 110_000_000) -> bytes:
    """A small zlib stream that unpacks to `times` bytes of one repeated word."""
    squeezer = zlib.compressobj(9)
    block = word * (1_000_000 // len(word))
    return b"".join(squeezer.compress(block) for _ in range(times // len(block))) + squeezer.flush()


def hostile() -> dict[str, Callable[[], bytes]]:
    """Makers of all hostile files by name."""
    sound = plan(3).bytes()
    return {
        "empty": lambda: b"",
        "header_only": lambda: b"%PDF-1.7\n",
        "no_xref": lambda: sound[: sound.rfind(b"xref")] if b"xref" in sound else sound[:-200],
        "broken_startxref": lambda: sound.replace(b"startxref\n", b"startxref\n9999"),
        "junk_before": lambda: b"\n".join([b"junk"] * 40) + sound,
        "junk_after": lambda: sound + b"\0" * 5000,
        "zero_pages": lambda: written(pikepdf.new()),
        "many_pages": lambda: plan(400).bytes(),
        "flate_bomb": lambda: changed(_contents(_squeezed(b"0 0 m "), Filter=Name.FlateDecode)),
        "flate_bomb_twice": lambda: changed(_double_bomb),
        "object_stream_bomb": _object_stream_bomb,
        "unicode_map_bomb": lambda: changed(_unicode_bomb),
        "forms_of_forms": lambda: changed(_forms_of_forms),
        "deep_arrays": lambda: changed(_contents(b"[" * 100_000 + b"]" * 100_000 + b" TJ")),
        "deep_states": lambda: changed(_contents(b"q " * 200_000)),
        "many_operators": lambda: changed(_contents(b"0 0 m 9 9 l S\n" * 200_000)),
        "huge_numbers": lambda: changed(
            _contents(b"1e308 0 0 1e308 1e308 1e308 cm 1e308 0 m 9" + b"9" * 400 + b" 0 l S")
        ),
        "bad_operands": lambda: changed(
            _contents(b"(x) Tf /F1 Tf [] Td BT /F1 (a) Tf <00> Tj 1 2 re re f Do /X Do EI ID BI")
        ),
        "huge_box": lambda: changed(_box(0, 0, 1e9, 1e9)),
        "five_metres": lambda: changed(_box(0, 0, 14400, 14400)),
        "empty_box": lambda: changed(_box(0, 0, 0, 0)),
        "reversed_box": lambda: changed(_box(595, 842, 0, 0)),
        "words_for_box": lambda: changed(_box(Name.A, b"x", True, Array([]))),
        "short_box": lambda: changed(_box(0, 0)),
        "crop_outside": lambda: changed(_box(5000, 5000, 6000, 6000, key="/CropBox")),
        "odd_turn": lambda: changed(_entry("/Rotate", 45)),
        "word_for_turn": lambda: changed(_entry("/Rotate", Name.Left)),
        "no_resources": lambda: changed(_entry("/Resources", Array([]))),
        "contents_is_number": lambda: changed(_entry("/Contents", 7)),
        "tree_loop": lambda: changed(_tree_loop),
        "null_kid": lambda: changed(_null_kid),
        "wrong_count": lambda: changed(lambda pdf: setattr(pdf.Root.Pages, "Count", 999_999)),
        "huge_picture_claim": lambda: changed(_picture(100_000, 100_000, b"\0" * 1000)),
        "huge_picture": lambda: changed(_picture(10_000, 10_000, b"\0" * 12_500_000)),
        "short_picture": lambda: changed(_picture(2_000, 2_000, b"\0" * 10)),
    }
