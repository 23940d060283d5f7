"""JPEG, PNG and WebP as a row of blocks: which are the picture, which speak of its maker, and the file without the latter.

The blocks that hold the picture are copied as they are, so a cleaned file shows the very same points.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass

from generator.check.files.marks import NONE, Marks, read_exif, read_iptc, read_xmp, upright
from generator.check.files.people import names_somebody
from generator.patterns import late

_EXIF_SIGN, _XMP_SIGN = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_FILM_PLACE = b"\xa9xyz"  # coordinates in a film
_XMP_KEY = b"XML:com.adobe.xmp"
_PERSONAL_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_AUTHOR_KEYS = frozenset({b"Author", b"Artist"})
_RAW_KEY = b"Raw profile type"
_MOST_TEXT = 2_000_000
_MOST_TEXTS = 20
_MOST_BLOCKS = 5_000
_MARK = late(rb"\xff[^\0\xd0-\xd7\xff]")
_ICC_FLAG, _EXIF_FLAG, _XMP_FLAG = 0x20, 0x08, 0x04


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's size in points, what it tells of its maker, and the same file without that."""

    width: int
    height: int
    marks: Marks
    clean: bytes


def read_picture(kind: str, data: bytes) -> Picture | None:
    """A picture; None for a damaged one."""
    try:
        return {"jpeg": _jpeg, "png": _png, "webp": _webp}[kind](data)
    except (struct.error, IndexError):
        return None


def _jpeg(data: bytes) -> Picture | None:
    """Segments up to the first scan; then everything up to the end mark. What follows it is other pictures of the phone."""
    at, width, height, marks = 2, 0, 0, NONE
    keep = [data[:2]]
    while True:
        if data[at] != 0xFF:
            return None
        code = data[at + 1]
        if code == 0xFF:  # filling
            at += 1
            continue
        if code == 0xDA:
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2 or len(keep) > _MOST_BLOCKS:
            return None
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", body, 1)
        if code == 0xE1 and body.startswith(_EXIF_SIGN):
            marks |= read_exif(body[6:])
        elif code == 0xE1 and body.startswith(_XMP_SIGN):
            marks |= read_xmp(body[len(_XMP_SIGN) :])
        elif code == 0xED:
            marks |= read_iptc(body)
        if _is_picture(code, body):
            keep.append(data[at : at + 2 + length])
        at += 2 + length
    end = _end_of_scans(data, at)
    if not width or end < 0:
        return None
    marks |= _trailer(data, end)
    if marks.orientation != 1:
        exif = _EXIF_SIGN + upright(marks.orientation)
        keep.insert(2 if keep[1:] and keep[1][:2] == b"\xff\xe0" else 1, b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    return Picture(width, height, marks, b"".join([*keep, data[at:end]]))


def _is_picture(code: int, body: bytes) -> bool:
    """True for a segment that says how the picture looks: tables, the frame, JFIF, the colour profile, Adobe's transform."""
    if code == 0xE0:
        return body.startswith(b"JFIF\0")
    if code == 0xE2:
        return body.startswith(b"ICC_PROFILE\0")
    return code == 0xEE or not (0xE0 <= code <= 0xEF or code == 0xFE)


def _end_of_scans(data: bytes, at: int) -> int:
    """Just past the end mark. Inside a scan FF is followed by 00 or a restart mark; between scans stand segments."""
    for _ in range(_MOST_BLOCKS):
        found = _MARK.search(data, at)
        if not found:
            break
        at = found.end()
        if found.group() == b"\xff\xd9":
            return at
        at += int.from_bytes(data[at : at + 2], "big")
    return -1


def _trailer(data: bytes, at: int) -> Marks:
    """What the pictures after the end mark tell; phones put a preview or a film there."""
    marks = Marks(place=data.find(_FILM_PLACE, at) >= 0)
    for _ in range(8):
        at = data.find(_EXIF_SIGN, at)
        if at < 0:
            break
        at += len(_EXIF_SIGN)
        told = read_exif(data[at : at + 100_000])
        marks |= Marks(told.place, told.people)
    return marks


def _png(data: bytes) -> Picture | None:
    at, marks, ended, texts = len(_PNG_SIGN), NONE, False, 0
    width, height = struct.unpack_from(">II", data, 16)
    keep = [_PNG_SIGN]
    while at < len(data) and not ended:
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) != 12 + length or len(keep) > _MOST_BLOCKS or (len(keep) == 1) != (kind == b"IHDR"):
            return None
        if struct.unpack_from(">I", chunk, 8 + length)[0] != zlib.crc32(chunk[4:-4]):
            return None
        if kind in _PERSONAL_CHUNKS:
            texts += 1
            marks |= _png_marks(kind, chunk[8:-4]) if texts <= _MOST_TEXTS else NONE
        else:
            keep.append(chunk)
        at, ended = at + 12 + length, kind == b"IEND"
    if not ended or not any(chunk[4:8] == b"IDAT" for chunk in keep):
        return None
    if marks.orientation != 1:
        body = b"eXIf" + upright(marks.orientation)
        keep.insert(2, struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)))
    return Picture(width, height, marks, b"".join(keep))


def _png_marks(kind: bytes, body: bytes) -> Marks:
    if kind == b"eXIf":
        return read_exif(body)
    key, _, value = body.partition(b"\0")
    if key != _XMP_KEY and key not in _AUTHOR_KEYS and not key.startswith(_RAW_KEY):
        return NONE
    if kind == b"zTXt":
        value = _inflate(value[1:])
    elif kind == b"iTXt":
        packed, rest = value[:1] == b"\1", value[2:].split(b"\0", 2)
        value = _inflate(rest[-1]) if packed else rest[-1]
    if key == _XMP_KEY:
        return read_xmp(value)
    if key.startswith(_RAW_KEY):  # ImageMagick: name, length and the block in hexadecimal digits
        digits = re.sub(rb"[^0-9a-fA-F]", b"", value[value.find(b"\n", 1) + 9 :])
        block = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        return read_exif(block[max(block.find(_EXIF_SIGN), 0) :].removeprefix(_EXIF_SIGN)) | (read_xmp(block) if b"xmp" in key.lower() else NONE)
    if key in _AUTHOR_KEYS and names_somebody(value.decode("utf-8" if kind == b"iTXt" else "latin-1", "replace")):
        return Marks(people=frozenset({"автор"}))
    return NONE


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_TEXT)
    except zlib.error:
        return b""


def _webp(data: bytes) -> Picture | None:
    (size,) = struct.unpack_from("<I", data, 4)
    if data[:4] != b"RIFF" or size + 8 > len(data) + 1:
        return None
    at, marks, width, height = 12, NONE, 0, 0
    keep: list[bytes] = []
    while at + 8 <= min(len(data), size + 8):
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) != length or len(keep) > _MOST_BLOCKS:
            return None
        if kind == b"EXIF":
            marks |= read_exif(body.removeprefix(_EXIF_SIGN))
        elif kind == b"XMP ":
            marks |= read_xmp(body)
        else:
            width, height = _webp_size(kind, body) if not width else (width, height)
            keep.append(data[at : at + 8 + length] + b"\0" * (length % 2))
        at += 8 + length + length % 2
    if not width or not any(chunk[:4] in (b"VP8 ", b"VP8L", b"ANMF") for chunk in keep):
        return None
    flags = 0
    if marks.orientation != 1 and keep[0][:4] == b"VP8X":
        flags, exif = _EXIF_FLAG, upright(marks.orientation)
        keep.append(b"EXIF" + struct.pack("<I", len(exif)) + exif)
    if keep[0][:4] == b"VP8X":
        keep[0] = keep[0][:8] + bytes([keep[0][8] & ~(_EXIF_FLAG | _XMP_FLAG) | flags]) + keep[0][9:]
    rest = b"WEBP" + b"".join(keep)
    return Picture(width, height, marks, b"RIFF" + struct.pack("<I", len(rest)) + rest)


def _webp_size(kind: bytes, body: bytes) -> tuple[int, int]:
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
