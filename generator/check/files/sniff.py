"""What a file's bytes are, whatever its name says: the first signs decide, as they do for the programs that open it."""

from __future__ import annotations

from generator.patterns import late

# Extension → what must be inside.
EXPECTED = {
    ".pdf": "pdf", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".docx": "docx", ".xlsx": "xlsx", ".pptx": "pptx",
    ".odt": "odt", ".ods": "ods", ".odp": "odp",
}  # fmt: skip
PICTURES = frozenset({"jpeg", "png", "webp"})
OFFICE = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp"})

TITLES = {
    "pdf": "документ PDF", "png": "картинка PNG", "jpeg": "картинка JPEG", "webp": "картинка WebP", "gif": "картинка GIF", "bmp": "картинка BMP",
    "tiff": "картинка TIFF", "heic": "снимок HEIC с айфона", "avif": "картинка AVIF", "svg": "рисунок SVG",
    "docx": "документ Word", "xlsx": "таблица Excel", "pptx": "презентация PowerPoint",
    "odt": "документ LibreOffice", "ods": "таблица LibreOffice", "odp": "презентация LibreOffice",
    "ole": "документ в старом виде Microsoft Office (.doc, .xls, .ppt)", "rtf": "документ RTF", "html": "страница сайта", "mhtml": "страница сайта",
    "zip": "архив ZIP", "rar": "архив RAR", "7z": "архив 7z", "exe": "программа", "video": "видео", "text": "простой текст",
    "zeros": "одни нули", "": "что-то неизвестное",
}  # fmt: skip

_SIGNS = (
    (0, b"\xff\xd8\xff", "jpeg"), (0, b"\x89PNG\r\n\x1a\n", "png"), (8, b"WEBP", "webp"), (0, b"PK\x03\x04", "zip"), (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (0, b"{\\rtf", "rtf"), (0, b"GIF8", "gif"), (0, b"II*\0", "tiff"), (0, b"MM\0*", "tiff"),
    (4, b"ftypavif", "avif"), (4, b"ftyphei", "heic"), (4, b"ftyphev", "heic"), (4, b"ftypmif", "heic"), (4, b"ftypmsf", "heic"), (4, b"ftyp", "video"),
    (0, b"Rar!", "rar"), (0, b"7z\xbc\xaf", "7z"), (0, b"MZ", "exe"), (0, b"\x7fELF", "exe"), (0, b"BM", "bmp"),
)  # fmt: skip
_BINARY = late(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_WITHIN = 1024  # readers of PDF look for its mark as far as this


def sniff(data: bytes) -> str:
    """A key of `TITLES`; «zip» for every archive, whatever is in it."""
    head = data[:_WITHIN]
    for at, sign, kind in _SIGNS:
        if head.startswith(sign, at):
            return kind
    if b"%PDF-" in head:
        return "pdf"
    return _text_kind(head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()) if data.strip(b"\0") else "zeros"


def _text_kind(text: bytes) -> str:
    if text.startswith(b"mime-version:"):
        return "mhtml"
    if text.startswith((b"<svg", b"<?xml")) and b"<svg" in text:
        return "svg"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")) and (b"<html" in text or b"<head" in text or b"<body" in text):
        return "html"
    return "text" if text and not _BINARY.search(text) else ""
