"""An office document is an archive of small files. Here it is opened without trust: sizes are counted, not believed."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from generator.check.files.pictures import read_picture
from generator.check.files.sniff import PICTURES, sniff
from generator.patterns import late

MOST_BYTES = 60_000_000
MOST_MEMBERS = 10_000
_MOST_PICTURES = 100
_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, OverflowError, KeyError)
_MEDIA = late(r"(?:word/media|ppt/media|xl/media|Pictures)/[^/]+\.(?:jpe?g|png|webp)", re.IGNORECASE)


class Damaged(Exception):  # noqa: N818  # a state of the file, not a fault of the program
    """The archive cannot be read to its end."""


class TooLarge(Exception):  # noqa: N818
    """It would unpack into more than a document ever needs."""


class Locked(Exception):  # noqa: N818
    """Its members are encrypted."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive, unpacked."""

    name: str
    data: bytes
    method: int


def members(data: bytes) -> tuple[Member, ...]:
    """Every file of an archive, in its order; raises one of the three exceptions above."""
    if data.count(_ENTRY) > MOST_MEMBERS:
        raise TooLarge
    left = MOST_BYTES
    found: list[Member] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise Locked
            if sum(info.file_size for info in infos) > MOST_BYTES:
                raise TooLarge
            if len({info.filename for info in infos}) != len(infos) or any(info.compress_type not in _METHODS for info in infos):
                raise Damaged
            for info in infos:
                with archive.open(info) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise TooLarge
                found.append(Member(info.filename, content, info.compress_type))
    except _FAULTS as fault:
        raise Damaged from fault
    return tuple(found)


def packed(parts: tuple[Member, ...]) -> bytes:
    """An archive of these files in this order. It has no dates of its own: the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            info = zipfile.ZipInfo(part.name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = part.method
            archive.writestr(info, part.data)
    return out.getvalue()


def kind(parts: tuple[Member, ...]) -> str:
    """Which document the archive is; «zip» when it is none."""
    by_name = {part.name: part.data for part in parts}
    said = by_name.get("mimetype", b"")[:100].decode("ascii", "replace").strip()
    odf = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
    if said.startswith("application/vnd.oasis.opendocument."):
        return odf.get(said.rpartition(".")[2].removesuffix("-template"), "zip")
    if "[Content_Types].xml" in by_name:
        for name, found in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx")):
            if name in by_name:
                return found
    return "zip"


def photographs(parts: tuple[Member, ...]) -> dict[str, bytes]:
    """Pictures in the document that say where they were taken, each with the same picture that does not."""
    found = {}
    for part in [part for part in parts if _MEDIA.fullmatch(part.name)][:_MOST_PICTURES]:
        if (sign := sniff(part.data)) in PICTURES:
            picture = read_picture(sign, part.data)
            if picture and picture.marks.place:
                found[part.name] = picture.clean
    return found
