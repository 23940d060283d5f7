"""What a picture's service data tell: EXIF (a little TIFF), XMP (XML) and IPTC, as one small value.

Offsets come from the file, so every read is checked and every list is bounded.
"""

from __future__ import annotations

import html
import re
import struct
from dataclasses import dataclass

from generator.check.files.people import names_somebody
from generator.patterns import late

_MOST_TAGS = 500
_GPS_PLACE = (2, 4)  # latitude and longitude; phones write the other tags without them
_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_PERSONS = {0x013B: "автор", 0x9C9D: "автор", 0xA430: "владелец камеры"}
_NUMBERS = {0xA431: "номер камеры", 0xA435: "номер объектива"}
_XMP_PLACE = late(r"exif:GPS(?:Latitude|Longitude)\s{0,9}[=>]")
_XMP_PERSONS = {"dc:creator": "автор", "aux:OwnerName": "владелец камеры", "exifEX:CameraOwnerName": "владелец камеры", "photoshop:AuthorsPosition": "автор"}
_XMP_NUMBERS = {"aux:SerialNumber": "номер камеры", "exifEX:BodySerialNumber": "номер камеры"}
_XMP_REACH = 2_000


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known of who took a picture and where; `orientation` is 1 for a picture that stands upright."""

    place: bool = False
    people: frozenset[str] = frozenset()
    orientation: int = 1

    def __or__(self, other: Marks) -> Marks:
        """Both."""
        turned = self.orientation if self.orientation != 1 else other.orientation
        return Marks(self.place or other.place, self.people | other.people, turned)

    @property
    def personal(self) -> bool:
        """True when anything here should not be published."""
        return self.place or bool(self.people)


NONE = Marks()


def read_exif(data: bytes) -> Marks:
    """Marks of an EXIF block, which begins with the byte order."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return NONE
    first = _folder(data, order, struct.unpack_from(order + "I", data, 4)[0])
    tags = first | _folder(data, order, _number(first, _EXIF, order))
    gps = _folder(data, order, _number(first, _GPS, order))
    place = any(any(gps.get(tag, b"")) for tag in _GPS_PLACE)
    people = {said for tag, said in _PERSONS.items() if names_somebody(_text(tag, tags.get(tag, b"")))}
    people |= {said for tag, said in _NUMBERS.items() if re.search(rb"[1-9A-Za-z]", tags.get(tag, b""))}
    orientation = int.from_bytes(first.get(_ORIENTATION, b"")[:2], "little" if order == "<" else "big")
    return Marks(place, frozenset(people), orientation if 1 <= orientation <= 8 else 1)


def upright(orientation: int) -> bytes:
    """An EXIF block that holds nothing but how the picture is turned."""
    return b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)


def read_xmp(data: bytes) -> Marks:
    """Marks of an XMP packet."""
    text = data.decode("utf-8", "ignore")
    people = {said for name, said in _XMP_PERSONS.items() if any(map(names_somebody, xmp_values(text, name)))}
    people |= {said for name, said in _XMP_NUMBERS.items() if any(re.search(r"[1-9A-Za-z]", value) for value in xmp_values(text, name))}
    return Marks(bool(_XMP_PLACE.search(text)), frozenset(people))


def xmp_values(text: str, name: str) -> list[str]:
    """Values of a property of XMP, written as an attribute, as a text or as a list."""
    at = text.find(name)
    if at < 0:
        return []
    rest = text[at + len(name) : at + len(name) + _XMP_REACH]
    if said := re.match(r"\s{0,9}=\s{0,9}[\"']([^\"'<>]*)", rest):
        return [html.unescape(said.group(1))]
    inside = rest.partition(">")[2].partition(f"</{name}")[0]
    return [html.unescape(item) for item in re.findall(r">([^<>]+)<", f">{inside}<") if item.strip()]


def read_iptc(data: bytes) -> Marks:
    """Marks of a Photoshop block: the by-line of its IPTC record."""
    at = data.find(b"\x1c\x02\x50")
    if at < 0 or len(data) < at + 5:
        return NONE
    length = int.from_bytes(data[at + 3 : at + 5], "big")
    said = data[at + 5 : at + 5 + min(length, 200)].decode("utf-8", "replace")
    return Marks(people=frozenset({"автор"} if names_somebody(said) else ()))


def _folder(data: bytes, order: str, at: int) -> dict[int, bytes]:
    """Tags of one folder of a TIFF and their values as bytes."""
    if at <= 0 or at + 2 > len(data):
        return {}
    (count,) = struct.unpack_from(order + "H", data, at)
    found: dict[int, bytes] = {}
    for start in range(at + 2, min(at + 2 + 12 * min(count, _MOST_TAGS), len(data) - 11), 12):
        tag, kind, number, value = struct.unpack_from(order + "HHII", data, start)
        size = min(_SIZES.get(kind, 1) * number, 2_000)
        found[tag] = data[start + 8 : start + 8 + size] if size <= 4 else data[value : value + size]
    return found


def _number(tags: dict[int, bytes], tag: int, order: str) -> int:
    return int.from_bytes(tags.get(tag, b"")[:4], "little" if order == "<" else "big")


def _text(tag: int, value: bytes) -> str:
    """A text of EXIF; the tags of Windows (XP…) are in UTF-16."""
    return value.decode("utf-16-le" if tag == 0x9C9D else "utf-8", "replace").rstrip("\0")
