"""Attached files: what is found inside, what a fix takes out and leaves, and that no bytes whatever do harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check.files import inspect
from generator.check.files.people import names_somebody
from generator.check.files.sniff import EXPECTED
from generator.load.walk import ATTACHMENTS
from tests.sample_files import (
    PERSON,
    SORTS,
    archive,
    chunk,
    core,
    docx,
    healthy,
    jpeg,
    odf,
    office,
    pdf,
    png,
    riff,
    segment,
    tiff,
    webp,
    xmp,
)
from tests.sites import ROOT

ALL = sorted(ATTACHMENTS)
TEXT = b"BT /F1 12 Tf (Plan) Tj ET"
PICTURE = b"q /Im1 Do Q"
ORIENTED = tiff(place=True, author="Obrazets", orientation=6)
ICC = segment(0xE2, b"ICC_PROFILE\0\1\1profile")
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")
PEOPLE = {
    "jpg exif": ("a.jpg", jpeg(exif=tiff(author=PERSON))),
    "jpg exif, the other byte order": ("a.jpg", jpeg(exif=tiff(author=PERSON, order=">"))),
    "jpg serial number": ("a.jpg", jpeg(exif=tiff(serial="0420000017"))),
    "jpg xmp": ("a.jpg", jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(author=PERSON)))),
    "jpg iptc": ("a.jpeg", jpeg(segment(0xED, b"Photoshop 3.0\0" + b"\x1c\x02\x50" + struct.pack(">H", len(PERSON.encode())) + PERSON.encode()))),
    "png exif": ("a.png", png(chunk(b"eXIf", tiff(author=PERSON)))),
    "png text": ("a.png", png(chunk(b"tEXt", b"Author\0Obrazets Primerovich"))),
    "png packed text": ("a.png", png(chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"Obrazets Primerovich")))),
    "png xmp": ("a.png", png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(author=PERSON)))),
    "webp exif": ("a.webp", webp(exif=tiff(author=PERSON))),
    "webp xmp": ("a.webp", webp(packet=xmp(author=PERSON))),
}
_RAW = b"\nexif\n%8d\n" % (2 * len(tiff(place=True))) + tiff(place=True).hex().encode()
PLACES = {
    "jpg": ("a.jpg", jpeg(exif=tiff(place=True))),
    "jpg, the other byte order": ("a.jpg", jpeg(exif=tiff(place=True, order=">"))),
    "jpg xmp": ("a.jpg", jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(place=True)))),
    "a second picture after the end mark": ("a.jpg", jpeg(after=jpeg(exif=tiff(place=True)))),
    "a film after the end mark": ("a.jpg", jpeg(after=b"\0\0\0\x20moov\xa9xyz+55.0+037.0/")),
    "png": ("a.png", png(chunk(b"eXIf", tiff(place=True)))),
    "png of ImageMagick": ("a.png", png(chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(_RAW)))),
    "webp": ("a.webp", webp(exif=tiff(place=True))),
}
PROPERTIES = {
    "docx author": ("a.docx", docx(docProps__core__xml=core())),
    "docx last editor": ("a.docx", docx(docProps__core__xml=core("", PERSON))),
    "xlsx manager": ("a.xlsx", office("xlsx", {"docProps/app.xml": f"<Properties><Manager>{PERSON}</Manager></Properties>".encode()})),
    "pptx company": ("a.pptx", office("pptx", {"docProps/app.xml": "<Properties><Company>ИП Образец</Company></Properties>".encode()})),
    "odt": ("a.odt", odf(meta__xml=f"<office:meta><meta:initial-creator>{PERSON}</meta:initial-creator></office:meta>")),
    "ods": ("a.ods", odf("ods", meta__xml=f"<office:meta><dc:creator>{PERSON}</dc:creator></office:meta>")),
    "odp": ("a.odp", odf("odp", meta__xml=f"<office:meta><meta:printed-by>{PERSON}</meta:printed-by></office:meta>")),
}
WRONG = {
    "pdf as jpg": ("a.jpg", pdf(), "документ PDF"),
    "png as jpg": ("a.jpg", png(), "картинка PNG"),
    "html as docx": ("a.docx", b"\xef\xbb\xbf\n<html><head></head></html>", "страница сайта"),
    "xlsx as docx": ("a.docx", healthy(".xlsx"), "таблица Excel"),
    "odt as docx": ("a.docx", healthy(".odt"), "документ LibreOffice"),
    "an archive as docx": ("a.docx", archive({"readme.txt": b"x"}), "архив ZIP"),
    "an old document as docx": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "старом виде"),
    "heic as jpg": ("a.jpeg", b"\0\0\0\x18ftypheic" + bytes(50), "HEIC"),
    "rtf as docx": ("a.docx", b"{\\rtf1 }", "RTF"),
    "a text as pdf": ("a.pdf", "просто текст".encode(), "простой текст"),
    "a program as pdf": ("a.pdf", b"MZ\x90\0" + bytes(50), "программа"),
    "noise as pdf": ("a.pdf", bytes(range(256)), "неизвестное"),
}
BROKEN = {
    "jpg cut": ("a.jpg", jpeg()[:-2]),
    "jpg without a frame": ("a.jpg", b"\xff\xd8\xff\xd9"),
    "png cut": ("a.png", png()[:-12]),
    "png of a wrong sum": ("a.png", png().replace(b"IDAT", b"IDAX")),
    "webp cut": ("a.webp", webp()[:-4]),
    "docx cut": ("a.docx", docx()[:-30]),
    "docx of a wrong sum": ("a.docx", docx("<w:t>" + "ab" * 50 + "</w:t>").replace(b"PK\1\2", b"PK\1\2", 1)[:60] + b"\0\0" + docx()[62:]),
    "pdf cut": ("a.pdf", pdf()[:-300]),
    "pdf saved again and cut": ("a.pdf", pdf() + b"90 0 obj\n" + b"1 " * 5_000),
    "pdf whose pages hold themselves": ("a.pdf", pdf() + b"2 0 obj\n<< /Kids [2 0 R 2 0 R] >>\nendobj\n%%EOF"),
    "pdf without pages": ("a.pdf", b"%PDF-1.4\n%%EOF"),
    "zeros": ("a.pdf", bytes(5_000)),
}
LOCKED = {
    "pdf": ("a.pdf", pdf(locked=True)),
    "docx of Word": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)),
    "odt": ("a.odt", odf(META__INF__manifest__xml="", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"})),
    "zip": ("a.docx", docx().replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\1\0").replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0")),
}


def ids(path: str, data: bytes) -> list[str]:
    """Ids of what is found, sorted."""
    return sorted(item.rule for item in inspect(path, data))


def case(cases: dict[str, tuple[str, bytes]]) -> pytest.MarkDecorator:
    """Parametrizes a test by named files."""
    return pytest.mark.parametrize(("path", "data"), cases.values(), ids=cases.keys())


@pytest.mark.parametrize("suffix", ALL)
def test_healthy_files_are_clean(suffix: str) -> None:
    """A file of every type the bank takes can be without a word said of it."""
    assert suffix in EXPECTED
    assert ids(f"practices/primer/plan{suffix}", healthy(suffix)) == []


@pytest.mark.parametrize("path", sorted(p for p in ROOT.glob("content/**/*") if p.suffix in ATTACHMENTS), ids=lambda path: path.name)
def test_files_of_the_bank_are_clean(path: Path) -> None:
    """What the bank ships passes its own inspection."""
    assert ids(path.name, path.read_bytes()) == []


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("said", sorted(SORTS))
def test_sorts_of_the_examples_have_one_fault(suffix: str, said: str) -> None:
    """A file of an example has at most one fault under its own type, and never stops the inspection under another."""
    assert len(ids(f"a{suffix}", SORTS[said]())) <= 1


@case(PEOPLE)
def test_photographer_is_found_and_taken_out(path: str, data: bytes) -> None:
    """The author of a picture is a warning; the fix leaves the same picture without it."""
    (found,) = inspect(path, data)
    assert found.rule == "C032"
    assert PERSON not in found.message
    assert found.fix
    assert found.fix.data
    assert ids(path, found.fix.data) == []
    assert b"Obrazets" not in found.fix.data
    assert PERSON.encode() not in found.fix.data


@case(PLACES)
def test_coordinates_are_found_and_taken_out(path: str, data: bytes) -> None:
    """Coordinates are an error; the fix leaves the same picture without them."""
    (found,) = inspect(path, data)
    assert found.rule == "C031"
    assert found.fix
    assert found.fix.data
    assert ids(path, found.fix.data) == []


def test_coordinates_of_zeros_are_none() -> None:
    """Phones without permission write the tags and no numbers."""
    block = tiff(place=True).replace(struct.pack("<6I", 55, 1, 30, 1, 15, 10), bytes(24))
    assert ids("a.jpg", jpeg(exif=block)) == []


def test_fix_keeps_what_shows_the_picture() -> None:
    """Turn, colour profile, Adobe's transform and every byte of the scan stay; the fix is the same for both faults."""
    found = inspect("a.jpg", jpeg(ICC, ADOBE, segment(0xFE, b"comment"), exif=ORIENTED))
    assert [item.rule for item in found] == ["C031", "C032"]
    assert len({item.fix for item in found}) == 1
    assert found[0].fix
    assert found[0].fix.data == jpeg(ICC, ADOBE, exif=tiff(orientation=6, order=">"))
    assert ids("a.jpg", found[0].fix.data) == []


@pytest.mark.parametrize(
    ("path", "data", "clean"),
    [
        (
            "a.png",
            png(chunk(b"gAMA", b"\0\0\xb1\x8f"), chunk(b"eXIf", ORIENTED)),
            png(chunk(b"eXIf", tiff(orientation=6, order=">")), chunk(b"gAMA", b"\0\0\xb1\x8f")),
        ),
        ("a.webp", webp(exif=ORIENTED, packet=xmp(author=PERSON)), webp(exif=tiff(orientation=6, order=">"))),
        ("a.webp", webp(exif=tiff(place=True)), webp()),
    ],
)
def test_fix_keeps_points_and_turn(path: str, data: bytes, clean: bytes) -> None:
    """A cleaned PNG or WebP is the file as it would be without those blocks."""
    fix = inspect(path, data)[0].fix
    assert fix
    assert fix.data == clean


@case(PROPERTIES)
def test_person_in_properties_is_found_and_taken_out(path: str, data: bytes) -> None:
    """A person in the properties is a warning that does not repeat the name; the fix empties them and nothing else."""
    (found,) = inspect(path, data)
    assert found.rule == "C033"
    assert PERSON not in found.message
    assert found.fix
    assert found.fix.data
    assert ids(path, found.fix.data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(found.fix.data)) as after:
        assert before.namelist() == after.namelist()
        assert [info.compress_type for info in before.infolist()] == [info.compress_type for info in after.infolist()]
        for name in before.namelist():
            assert name.startswith(("docProps/", "meta.xml")) or before.read(name) == after.read(name)
        assert PERSON.encode() not in b"".join(map(after.read, after.namelist()))


def test_fix_of_a_document_is_the_same_each_time() -> None:
    """The time of day is not in the file; the title, which is of use, stays."""
    (found,) = inspect("a.docx", docx(docProps__core__xml=core()))
    assert found.fix
    assert found.fix.data
    with zipfile.ZipFile(io.BytesIO(found.fix.data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "<dc:title>План</dc:title>" in file.read("docProps/core.xml").decode()


def test_signed_document_is_not_rewritten() -> None:
    """A change would break the signature, so the person is told of and the file is left."""
    (found,) = inspect("a.docx", docx(docProps__core__xml=core(), **{"_xmlsignatures/sig1.xml": b"<x/>"}))
    assert found.rule == "C033"
    assert found.fix is None


def test_coordinates_inside_a_document() -> None:
    """A photograph put into a document keeps its coordinates; the fix takes them out there."""
    photograph = jpeg(exif=tiff(place=True))
    (found,) = inspect("a.docx", docx(**{"word/media/image1.jpeg": photograph}))
    assert (found.rule, bool(found.fix)) == ("C031", True)
    assert found.fix
    assert found.fix.data
    assert ids("a.docx", found.fix.data) == []


@pytest.mark.parametrize(
    ("value", "somebody"),
    [
        (PERSON, True),
        ("Образцова А. А.", True),
        ("obrazets.p", True),
        ("Учитель Образцова", True),
        ("", False),
        ("1", False),
        ("Пользователь Windows", False),
        ("Microsoft Office User", False),
        ("USER-PC", False),
        ("МБОУ «СОШ № 1»", False),
        ("Команда гимназии", False),
        ("Управление образования", False),
        ("ГАПОУ", False),
        ("openpyxl", False),
        ("Un-named", False),
    ],
)
def test_who_is_a_person(value: str, somebody: bool) -> None:
    """Organisations and words that programs put in are nobody."""
    assert names_somebody(value) is somebody


@pytest.mark.parametrize(
    ("rule", "path", "data"),
    [
        ("C034", "a.docx", docx('<w:p><w:ins w:author="x"><w:r><w:t>ново</w:t></w:r></w:ins></w:p>')),
        ("C034", "a.docx", docx(word__footnotes__xml='<w:footnotes><w:moveFrom w:id="1"/></w:footnotes>')),
        ("C034", "a.odt", odf(body='<text:tracked-changes><text:changed-region text:id="1"/></text:tracked-changes><text:p>А</text:p>')),
        ("C035", "a.docx", docx(word__comments__xml='<w:comments><w:comment w:id="1"/></w:comments>')),
        ("C035", "a.xlsx", office("xlsx", {"xl/comments1.xml": b'<comments><comment ref="A1"/></comments>'})),
        ("C035", "a.pptx", office("pptx", {"ppt/comments/comment1.xml": b'<p:cmLst><p:cm authorId="1"/></p:cmLst>'})),
        ("C035", "a.odt", odf(body='<text:p>А<office:annotation office:name="1"/></text:p>')),
        ("C035", "a.pdf", pdf(note=PERSON)),
        ("C036", "a.xlsx", office("xlsx", {"xl/workbook.xml": b'<workbook><sheets><sheet name="2" state="veryHidden"/></sheets></workbook>'})),
        ("C036", "a.pptx", office("pptx", {"ppt/slides/slide2.xml": b'<p:sld xmlns:p="x" show="0"><p:cSld/></p:sld>'})),
        ("C036", "a.docx", docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>тайно</w:t></w:r></w:p>")),
        ("C036", "a.ods", odf("ods", body='<style:table-properties table:display="false"/><text:p>А</text:p>')),
        ("C036", "a.odp", odf("odp", body='<style:drawing-page-properties presentation:visibility="hidden"/>')),
        ("L025", "a.docx", docx(word__vbaProject__bin=b"", **{"word/vbaProject.bin": b"\0"})),
        ("L025", "a.xlsx", office("xlsx", {"[Content_Types].xml": b'<Types ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'})),
        ("L025", "a.odt", odf(**{"Basic/Standard/Module1.xml": b"<x/>"})),
        (
            "L026",
            "a.docx",
            docx(
                **{
                    "word/_rels/document.xml.rels": b'<Relationship Type="http://x/relationships/image" Target="http://school.example/a.png" TargetMode="External"/>'
                }
            ),
        ),
        ("L026", "a.odt", odf(body='<text:p>А<draw:image xlink:href="https://school.example/a.png"/></text:p>')),
        ("L027", "a.docx", docx("<w:p><w:r><w:drawing/></w:r></w:p>", **{"word/media/image1.png": png()})),
        ("L024", "a.docx", archive({f"{number}.xml": b"" for number in range(10_001)})),
        ("L031", "a.jpg", jpeg(width=4_001)),
        ("L031", "a.webp", webp(height=4_001)),
        ("L031", "a.png", png(chunk(b"teSt", bytes(1_600_000)))),
    ],
)
def test_one_fault_of_an_otherwise_healthy_file(rule: str, path: str, data: bytes) -> None:
    """Each fault is found, and nothing else with it."""
    assert ids(path, data) == [rule]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.docx", docx(word__comments__xml="<w:comments/>")),
        ("a.docx", docx("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>явно</w:t></w:r></w:p>")),
        ("a.docx", docx('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>явно</w:t></w:r></w:p>')),
        (
            "a.docx",
            docx(
                **{
                    "word/_rels/document.xml.rels": b'<Relationship Type="http://x/relationships/hyperlink" Target="https://school.example/" TargetMode="External"/>'
                }
            ),
        ),
        ("a.xlsx", office("xlsx", {"xl/workbook.xml": b'<workbook><sheets><sheet name="1" state="visible"/></sheets></workbook>'})),
        ("a.odt", odf(**{"Basic/script-lc.xml": b"<x/>", "Basic/Standard/script-lb.xml": b"<x/>"})),
        ("a.odt", odf(body='<text:p>А<text:a xlink:href="https://school.example/">Школа</text:a></text:p>')),
        ("a.docx", docx(docProps__core__xml=core("МБОУ «Школа»", "Пользователь"))),
        ("a.pdf", pdf(author="Управление образования")),
        ("a.pdf", pdf(xref=False)),
        ("a.pdf", pdf(boxed=True)),
        ("a.pdf", b"\r\n" + pdf() + b"\r\n\0\0"),
        ("a.pdf", pdf(TEXT, b"")),
        ("a.jpg", jpeg(segment(0xC4, b"\0" * 20), exif=tiff(orientation=8))),
        ("a.webp", b"RIFF" + struct.pack("<I", 22) + b"WEBP" + riff(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x10\0\x08\0")),
    ],
)
def test_what_only_looks_like_a_fault(path: str, data: bytes) -> None:
    """What Office and phones write into every file is no fault, nor is a PDF that readers repair."""
    assert ids(path, data) == []


@pytest.mark.parametrize(("path", "data", "named"), WRONG.values(), ids=WRONG.keys())
def test_content_of_another_type(path: str, data: bytes, named: str) -> None:
    """The message says what the file really is."""
    (found,) = inspect(path, data)
    assert found.rule == "L020"
    assert named in found.message


def test_wrong_ending_is_told_the_right_one() -> None:
    """Where renaming is enough, the hint says to what."""
    assert ".png" in inspect("a.jpg", png())[0].hint
    assert ".xlsx" in inspect("a.docx", healthy(".xlsx"))[0].hint
    assert "Сохранить как" in inspect("a.jpg", pdf())[0].hint


@case(BROKEN)
def test_damaged_file(path: str, data: bytes) -> None:
    """A file that readers cannot open, or not to its end."""
    assert ids(path, data) == ["L022"]


@case(LOCKED)
def test_locked_file(path: str, data: bytes) -> None:
    """A file with a password is not called damaged or of another type."""
    assert ids(path, data) == ["L023"]


@pytest.mark.parametrize("suffix", ALL)
def test_empty_file(suffix: str) -> None:
    """Of an empty file only that is said."""
    assert ids(f"a{suffix}", b"") == ["L021"]


@pytest.mark.parametrize(
    ("contents", "rule"),
    [
        ((PICTURE,), "L027"),
        ((b"",), "L027"),
        ((b"0 0 m 9 9 l S",), "L027"),
        ((PICTURE, PICTURE), "L027"),
        ((TEXT, PICTURE), "L028"),
        ((PICTURE, TEXT), "L028"),
        ((b"q BI /W 1 ID \0 EI Q", TEXT), "L028"),
        ((PICTURE + b" " + TEXT,), None),
        ((b"BT 3 Tr [(a) -9 (b)] TJ ET " + PICTURE,), None),
        ((TEXT,) * 20 + (PICTURE,), None),
    ],
)
def test_pages_without_text(contents: tuple[bytes, ...], rule: str | None) -> None:
    """A scan alone is an error, among pages of text a warning; recognised text under a scan is text; twenty pages are looked at."""
    assert ids("a.pdf", pdf(*contents)) == ([rule] if rule else [])
    assert ids("a.pdf", pdf(*contents, boxed=True)) == ([rule] if rule else [])


def test_text_inside_a_form_is_text() -> None:
    """Stamps and imported pages draw their text in a form of their own."""
    form = b"/Type /XObject /Subtype /Form /Length 25 >>\nstream\n" + TEXT
    scanned = pdf(PICTURE).replace(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\0", b"<< " + form
    )
    assert b"/Form" in scanned
    assert ids("a.pdf", scanned) == []


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (pdf(tagged=False), ["L029"]),
        (pdf(title=""), ["L030"]),
        (pdf(language=""), ["L030"]),
        (pdf(author=PERSON), ["C033"]),
        (pdf(packet=xmp(author=PERSON)), ["C033"]),
        (pdf(author=PERSON, tagged=False, title="", boxed=True), ["C033", "L029", "L030"]),
        (pdf(PICTURE, tagged=False, title=""), ["L027"]),
    ],
)
def test_properties_of_a_pdf(data: bytes, rules: list[str]) -> None:
    """Tags, title, language and author are looked for in the properties and in XMP; of a scan only the main thing is said."""
    assert ids("a.pdf", data) == rules


def test_message_names_pages_and_hides_people() -> None:
    """Pages are numbered as a reader counts them; of a name stand the first signs."""
    assert "Страницы 2, 3 –" in inspect("a.pdf", pdf(TEXT, PICTURE, PICTURE))[0].message
    message = inspect("a.pdf", pdf(author=PERSON))[0].message
    assert "«Об…»" in message
    assert PERSON not in message


def test_a_pdf_of_more_than_is_looked_at() -> None:
    """Of a PDF with more parts than are looked at nothing is said: what is not known is no fault."""
    parts = b"".join(b"<< /A << /B [1 2 3] >> >> " for _ in range(60_000))
    assert ids("a.pdf", pdf(tagged=False).replace(b"/Kids [", b"/Kids [" + parts)) == []


BASES = [("a" + suffix, healthy(suffix)) for suffix in ALL] + [value[:2] for cases in (PEOPLE, PLACES, PROPERTIES) for value in cases.values()]


@given(
    st.sampled_from(ALL), st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\3\4", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"])
)
@settings(max_examples=300, deadline=None)
def test_any_bytes(suffix: str, data: bytes, head: bytes) -> None:
    """Whatever the bytes, diagnostics come and no exception."""
    inspect(f"a{suffix}", head + data)


@given(st.sampled_from(BASES), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 8)), max_size=4))
@settings(max_examples=500, deadline=None)
def test_mutated_files(base: tuple[str, bytes], cuts: list[tuple[float, bytes, int]]) -> None:
    """A real file changed anywhere gives diagnostics, and its fix, if any, needs no second one."""
    path, data = base
    for where, piece, lost in cuts:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + lost :]
    for found in inspect(path, data):
        if found.fix and found.fix.data is not None:
            assert not [again.rule for again in inspect(path, found.fix.data) if again.rule == found.rule]


@given(
    st.recursive(
        st.sampled_from(["1", "(a)", "/N", "<<", ">>", "[", "]", "1 0 R", "2 0 R", "10 0 R", "true", "<", "(", "%"]),
        lambda inner: st.lists(inner, max_size=6).map(" ".join),
        max_leaves=30,
    ),
    st.sampled_from(["1", "2", "3", "4", "10"]),
)
@settings(max_examples=300, deadline=None)
def test_any_object_in_a_pdf(value: str, number: str) -> None:
    """An object of a PDF may be anything, itself included."""
    inspect("a.pdf", pdf() + f"\n{number} 0 obj\n{value}\nendobj\n%%EOF".encode())


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("a.pdf", lambda: pdf() + b"[" * 5_000_000),
        ("a.pdf", lambda: pdf().replace(b"<< /Type /Catalog", b"<< /Deep " + b"[" * 1_000_000 + b" /Type /Catalog")),
        ("a.pdf", lambda: pdf().replace(b"/Kids [", b"/Kids [" + b"2 0 R " * 150_000)),
        ("a.pdf", lambda: pdf() + b"9 0 obj\n" * 600_000 + b"%%EOF"),
        ("a.pdf", lambda: pdf(b"/Im1 Do " * 200_000, TEXT)),
        ("a.pdf", lambda: pdf(bytes(60_000_000))),
        ("a.jpg", lambda: b"\xff\xd8" + b"\xff\xe1\0\2" * 1_000_000),
        ("a.jpg", lambda: jpeg() + b"Exif\0\0II*\0" * 500_000),
        ("a.png", lambda: png(*[chunk(b"zTXt", b"Author\0\0" + zlib.compress(bytes(2_000_000)))] * 200)),
        ("a.docx", lambda: docx(docProps__core__xml="<dc:creator>" * 400_000)),
        ("a.docx", lambda: docx("<w:vanish/>" * 400_000)),
        ("a.docx", lambda: docx("<" + "a" * 5_000_000)),
        ("a.docx", lambda: docx("<w:t>", **{"_rels/a.rels": "<Relationship " + 'TargetMode="External"' * 100_000})),
        ("a.odt", lambda: odf(body="<draw:image " + 'xlink:href="http:' * 200_000)),
        ("a.docx", lambda: b"\r\n<html" * 600_000),
        ("a.pdf", lambda: b"%PDF-" + b"1 0 " * 1_000_000),
    ],
)
def test_hostile_files_come_to_an_end(path: str, make: Callable[[], bytes]) -> None:
    """Depth, loops, repetition and bombs cost a bounded amount of work; a hang would stop the suite here."""
    inspect(path, make())
