"""Small files of every type a bank takes, built byte by byte: healthy ones and those with one thing wrong.

`sample(name, sort)` serves the examples of the rules' pages; tests call the builders with what they need.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

PERSON = "Образец Примерович"
_TEXT = b"BT /F1 12 Tf 72 770 Td (Plan) Tj ET"
_SCAN = b"q 595 0 0 842 0 0 cm /Im1 Do Q"


def tiff(*, place: bool = False, author: str = "", serial: str = "", orientation: int = 1, order: str = "<") -> bytes:
    """An EXIF block: what the arguments say and nothing else."""
    tags: list[tuple[int, int, int, bytes]] = []
    if orientation != 1:
        tags.append((0x0112, 3, 1, struct.pack(order + "HH", orientation, 0)))
    if author:
        tags.append((0x013B, 2, len(author.encode()) + 1, author.encode() + b"\0"))
    inner = [(0x8769, [(0xA431, 2, len(serial) + 1, serial.encode() + b"\0")])] if serial else []
    latitude = struct.pack(order + "6I", 55, 1, 30, 1, 15, 10)
    inner += [(0x8825, [(1, 2, 2, b"N\0\0\0"), (2, 5, 3, latitude), (3, 2, 2, b"E\0\0\0"), (4, 5, 3, latitude)])] if place else []
    start = 8 + 2 + 12 * (len(tags) + len(inner)) + 4
    values, rows = b"", []
    for tag, kind, number, value in tags:
        rows.append(struct.pack(order + "HHI", tag, kind, number) + _pointed(value, start + len(values), order))
        values += value if len(value) > 4 else b""
    for tag, folder in inner:
        at = start + len(values)
        rows.append(struct.pack(order + "HHII", tag, 4, 1, at))
        after, said = at + 2 + 12 * len(folder) + 4, b""
        lines = []
        for name, kind, number, value in folder:
            lines.append(struct.pack(order + "HHI", name, kind, number) + _pointed(value, after + len(said), order))
            said += value if len(value) > 4 else b""
        values += struct.pack(order + "H", len(lines)) + b"".join(lines) + bytes(4) + said
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "H", len(rows)) + b"".join(rows) + bytes(4) + values


def _pointed(value: bytes, at: int, order: str) -> bytes:
    return value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(order + "I", at)


def xmp(*, place: bool = False, author: str = "") -> bytes:
    """An XMP packet."""
    said = ' exif:GPSLatitude="55,30N"' if place else ""
    creator = f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    return f"<x:xmpmeta><rdf:RDF><rdf:Description{said}>{creator}</rdf:Description></rdf:RDF></x:xmpmeta>".encode()


def segment(code: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\0\x34\xff\xd0\x56"


def jpeg(*segments: bytes, width: int = 16, height: int = 8, exif: bytes = b"", after: bytes = b"") -> bytes:
    """A grey JPEG whose tables are left out: its segments are all that matters here."""
    before = segment(0xE1, b"Exif\0\0" + exif) if exif else b""
    frame = segment(0xC0, b"\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0")
    return b"\xff\xd8" + JFIF + before + b"".join(segments) + frame + SCAN + b"\xff\xd9" + after


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes, width: int = 16, height: int = 8) -> bytes:
    """A black PNG of one bit a point."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    points = zlib.compress((b"\0" + bytes((width + 7) // 8)) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


def riff(kind: bytes, body: bytes) -> bytes:
    """A chunk of a WebP."""
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def webp(*, exif: bytes = b"", packet: bytes = b"", width: int = 16, height: int = 8) -> bytes:
    """A WebP of the extended kind; its points are of no matter."""
    flags = (8 if exif else 0) | (4 if packet else 0)
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    points = b"\x2f" + ((width - 1) | (height - 1) << 14).to_bytes(4, "little") + b"\x88\x88\x08"
    rest = riff(b"VP8X", bytes([flags, 0, 0, 0]) + sizes) + riff(b"VP8L", points)
    rest += (riff(b"EXIF", exif) if exif else b"") + (riff(b"XMP ", packet) if packet else b"")
    return b"RIFF" + struct.pack("<I", len(rest) + 4) + b"WEBP" + rest


def pdf(
    *contents: bytes,
    tagged: bool = True,
    title: str = "План",
    language: str = "ru-RU",
    author: str = "",
    packet: bytes = b"",
    locked: bool = False,
    note: str = "",
    boxed: bool = False,
    xref: bool = True,
    padding: int = 0,
) -> bytes:
    """A PDF of pages with these contents; without any, one page of text. `boxed` puts the objects into a stream."""
    pages = contents or (_TEXT,)
    root = "/Type /Catalog /Pages 2 0 R" + (f" /Lang ({language})" if language else "")
    root += " /MarkInfo << /Marked true >> /StructTreeRoot 3 0 R" if tagged else ""
    root += " /Metadata 7 0 R" if packet else ""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    info = (f" /Title <{_hexadecimal(title)}>" if title else "") + (f" /Author <{_hexadecimal(author)}>" if author else "")
    plain = {
        1: f"<< {root} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /Resources << /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >> >>",
        3: "<< /Type /StructTreeRoot >>",
        4: f"<< {info} >>",
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    if note:
        plain[8] = f"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T <{_hexadecimal(note)}> >>"
    streams = {6: (" /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\0")}
    if packet:
        streams[7] = (" /Type /Metadata /Subtype /XML", packet)
    if padding:
        streams[9] = ("", bytes(padding))
    for number, content in enumerate(pages):
        annotations = " /Annots [8 0 R]" if note else ""
        plain[10 + 2 * number] = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * number} 0 R{annotations} >>"
        streams[11 + 2 * number] = (" /Filter /FlateDecode", zlib.compress(content))
    if boxed:
        inside, pairs = b"", []
        for number, text in plain.items():
            pairs.append(f"{number} {len(inside)}")
            inside += text.encode() + b"\n"
        head = " ".join(pairs).encode() + b"\n"
        streams[900] = (f" /Type /ObjStm /N {len(pairs)} /First {len(head)} /Filter /FlateDecode", zlib.compress(head + inside))
        plain = {}
    out, offsets = b"%PDF-1.7\n", {}
    for number, text in plain.items():
        offsets[number] = len(out)
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    for number, (said, data) in streams.items():
        offsets[number] = len(out)
        out += f"{number} 0 obj\n<<{said} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream\nendobj\n"
    last = max(offsets) + 1
    start = len(out) if xref else 7
    rows = (f"{offsets[number]:010} 00000 n \n" if number in offsets else "0000000000 65535 f \n" for number in range(last))
    trailer = f"trailer\n<< /Size {last} /Root 1 0 R /Info 4 0 R{' /Encrypt << /Filter /Standard >>' if locked else ''} >>\n"
    return out + f"xref\n0 {last}\n{''.join(rows)}{trailer}startxref\n{start}\n%%EOF\n".encode()


def _hexadecimal(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip of these files; the first of an OpenDocument is not packed, as its format asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2026, 11, 2, 12, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in ("mimetype", "padding.bin") else zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return out.getvalue()


_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_PARAGRAPH = "<w:p><w:r><w:t>План наблюдения урока</w:t></w:r></w:p>"


def docx(body: str = _PARAGRAPH, **more: bytes | str) -> bytes:
    """A document of Word; further parts are named as `word__comments__xml`."""
    return office("docx", {"word/document.xml": f"<w:document><w:body>{body}</w:body></w:document>".encode()} | _parts(more))


def _parts(more: dict[str, bytes | str]) -> dict[str, bytes]:
    return {name.replace("__xml", ".xml").replace("__", "/"): data.encode() if isinstance(data, str) else data for name, data in more.items()}


def office(kind: str, parts: dict[str, bytes]) -> bytes:
    """A document of Office: `parts` and what every such file has."""
    types = b'<?xml version="1.0"?><Types><Override PartName="/x" ContentType="application/xml"/></Types>'
    return archive({"[Content_Types].xml": types, "_rels/.rels": b"<Relationships/>", _MAIN[kind]: b"<main/>"} | parts)


def core(author: str = PERSON, editor: str = "", title: str = "План") -> bytes:
    """Properties of a document of Office."""
    return (
        f"<cp:coreProperties><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{editor}</cp:lastModifiedBy></cp:coreProperties>"
    ).encode()


_ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def odf(kind: str = "odt", body: str = "<text:p>План наблюдения урока</text:p>", **more: bytes | str) -> bytes:
    """An OpenDocument."""
    content = f"<office:document-content><office:body>{body}</office:body></office:document-content>".encode()
    mimetype = f"application/vnd.oasis.opendocument.{_ODF[kind]}".encode()
    return archive({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": b"<manifest:manifest/>"} | _parts(more))


def healthy(suffix: str, padding: int = 0) -> bytes:
    """A file of that type that no rule speaks of, at least `padding` bytes long where its format lets it be."""
    more = {"padding.bin": bytes(padding)} if padding else {}
    kind = suffix.removeprefix(".")
    if kind in _MAIN:
        body = f"<w:document><w:body>{_PARAGRAPH}</w:body></w:document>".encode() if kind == "docx" else b"<main/>"
        return office(kind, {_MAIN[kind]: body} | more)
    if kind in _ODF:
        return odf(kind)
    pictures: dict[str, Callable[[], bytes]] = {"png": png, "jpg": jpeg, "jpeg": jpeg, "webp": webp}
    return pictures[kind]() if kind in pictures else pdf(padding=padding) if kind == "pdf" else bytes(padding or 1_000)


_HIDDEN_SHEET = b'<workbook><sheets><sheet name="1" state="hidden" r:id="rId1"/></sheets></workbook>'
_TEMPLATE = b'<Relationships><Relationship Type="http://x/relationships/attachedTemplate" Target="file:///C:/t.dotx" TargetMode="External"/></Relationships>'

# What an example of a rule's page calls a file, and the file.
SORTS: dict[str, Callable[[], bytes]] = {
    "снимок с координатами": lambda: jpeg(exif=tiff(place=True)),
    "снимок с именем автора": lambda: jpeg(exif=tiff(author=PERSON)),
    "снимок без служебных данных": jpeg,
    "огромная картинка": lambda: png(width=4_800, height=16),
    "документ с именем автора": lambda: docx(docProps__core__xml=core()),
    "документ с исправлениями": lambda: docx('<w:p><w:del w:id="1"><w:r><w:delText>черновик</w:delText></w:r></w:del></w:p>' + _PARAGRAPH),
    "документ с примечаниями": lambda: docx(word__comments__xml='<w:comments><w:comment w:id="1"/></w:comments>'),
    "документ с чужим шаблоном": lambda: docx(**{"word/_rels/settings.xml.rels": _TEMPLATE}),
    "документ с макросами": lambda: office("xlsx", {"xl/vbaProject.bin": b"\0"}),
    "документ из огромных частей": lambda: office("xlsx", {"xl/worksheets/sheet1.xml": bytes(61_000_000)}),
    "таблица со скрытым листом": lambda: office("xlsx", {"xl/workbook.xml": _HIDDEN_SHEET}),
    "страница сайта вместо документа": lambda: b"<!DOCTYPE html>\n<html><body>404</body></html>\n",
    "оборванный файл": lambda: docx()[:400],
    "пустой файл": lambda: b"",
    "документ под паролем": lambda: pdf(locked=True),
    "скан": lambda: pdf(_SCAN),
    "документ со сканом в конце": lambda: pdf(_TEXT, _SCAN),
    "PDF без тегов": lambda: pdf(tagged=False),
    "PDF без названия": lambda: pdf(title=""),
}


def sample(name: str, said: str = "") -> bytes:
    """The file an example asks for: of a sort named in `SORTS`, of a size («3 МБ»), or just healthy."""
    if said in SORTS:
        return SORTS[said]()
    padding = int(said.removesuffix(" МБ")) * 1_000_000 if said else 0
    data = healthy(PurePosixPath(name).suffix.lower(), padding)
    return data.ljust(padding, b"\0") if padding > 20_000_000 else data
