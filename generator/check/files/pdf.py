"""Reads the objects of a PDF without its table of offsets, which is often wrong: one pass finds them all, as repairing readers do.

Why not a library: files come from strangers, and here every byte is looked at a bounded number of times. Objects are
parsed when asked for; what is not understood is None. Text is not extracted, only found.
"""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.patterns import late

_MOST_OBJECTS = 400_000
_MOST_STEPS = 300_000
_MOST_DEPTH = 30
_MOST_STREAM = 8_000_000
_MOST_UNPACKED = 32_000_000
_HEAD = 5_000
_MOST_TEXT = 20_000
_SCAN = late(rb"(?<!\d)(?P<number>\d{1,9})[\s\0]{1,9}\d{1,5}[\s\0]{1,9}obj|(?<![A-Za-z])(?P<stream>stream)(?:\r\n|\n|\r)|(?P<trailer>\btrailer\b)")
_BLANK = late(rb"(?:[\s\0]|%[^\r\n]*)*")
_NUMBER = late(rb"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})")
_REFERENCE = late(rb"(\d{1,9})[\s\0]{1,9}\d{1,5}[\s\0]{1,9}R(?![A-Za-z])")
_NAME = late(rb"/([^\s\0()<>\[\]{}/%]{0,200})")
_WORD = late(rb"[A-Za-z]{1,20}")
_LITERAL = late(rb"[^()\\]+|\\[0-7]{1,3}|\\.|[()]", re.DOTALL)


class Name(str):
    """A name of a PDF, without its slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Stands for the object of that number."""

    number: int


Value: TypeAlias = "bool | float | bytes | Name | Reference | list[Value] | dict[str, Value] | None"


@dataclass(slots=True)
class _Object:
    """Where an object stands: in the file or in an unpacked stream of objects, and its own stream, if it has one."""

    data: bytes
    start: int
    stream: tuple[int, int] | None = None


@dataclass(slots=True)
class Pdf:
    """The objects of a PDF and its trailer."""

    data: bytes
    trailer: dict[str, Value] = field(default_factory=dict)
    _objects: dict[int, _Object] = field(default_factory=dict)
    _parsed: dict[int, Value] = field(default_factory=dict)
    _left: int = _MOST_UNPACKED
    steps: int = _MOST_STEPS
    room: int = _MOST_OBJECTS

    @property
    def is_known(self) -> bool:
        """False when the file is made of more than is looked at."""
        return self.steps > 0 and self.room > 0

    def get(self, value: Value) -> Value:
        """The value itself, or what it refers to."""
        for _ in range(10):
            if not isinstance(value, Reference):
                return value
            value = self._object(value.number)
        return None

    def mapping(self, value: Value) -> dict[str, Value]:
        """A dictionary, or an empty one."""
        found = self.get(value)
        return found if isinstance(found, dict) else {}

    def items(self, value: Value) -> list[Value]:
        """A list; one value is a list of one."""
        found = self.get(value)
        return found if isinstance(found, list) else [] if found is None else [value]

    def stream(self, value: Value) -> bytes | None:
        """The unpacked stream of a reference; None when there is none or it is packed in a way not read here."""
        place = self._objects.get(value.number) if isinstance(value, Reference) else None
        if not isinstance(value, Reference) or place is None or place.stream is None:
            return None
        head = self.mapping(value)
        filters = [str(item) for item in map(self.get, self.items(head.get("Filter")))]
        packed_again = any(self.mapping(item).get("Predictor") not in (None, 1.0) for item in self.items(head.get("DecodeParms")))
        return None if packed_again else self._unpacked(place.data[slice(*place.stream)], filters)

    def numbers(self) -> list[int]:
        """Numbers of all objects."""
        return sorted(self._objects)

    def parse(self, data: bytes, at: int) -> Value:
        """The value that stands at an offset; None once the file has cost its share of work."""
        parser = _Parser(data, self.steps)
        value = parser.value(at)
        self.steps = parser.steps
        return value

    def _object(self, number: int) -> Value:
        if number not in self._parsed:
            place = self._objects.get(number)
            self._parsed[number] = self.parse(place.data, place.start) if place else None
        return self._parsed[number]

    def _unpacked(self, data: bytes, filters: list[str]) -> bytes | None:
        out: bytes | None = data
        for name in filters:
            if out is None or len(filters) > _MOST_DEPTH:
                return None
            if name in ("FlateDecode", "Fl"):
                out = self._inflated(out)
            elif name in ("ASCIIHexDecode", "AHx"):
                out = _hexadecimal(out.partition(b">")[0])
            elif name in ("ASCII85Decode", "A85"):
                out = _ascii85(out)
            else:
                return None
        return out

    def _inflated(self, data: bytes) -> bytes | None:
        """What a stream unpacks into, without the end that is damaged; None for more than this file may cost."""
        unpacker = zlib.decompressobj()
        try:
            out = unpacker.decompress(data, max(1, min(_MOST_STREAM, self._left)))
        except zlib.error:
            out = b""
        self._left -= len(out) + 100
        return None if unpacker.unconsumed_tail else out


def read_pdf(data: bytes) -> Pdf:
    """Finds every object; of two with one number the later stands, as in a file that was saved again."""
    pdf = Pdf(data)
    at = 0
    last: tuple[int, _Object] | None = None
    while pdf.room > 0:
        found = _SCAN.search(data, at)
        if not found:
            break
        pdf.room -= 1
        at = found.end()
        if found["number"]:
            last = int(found["number"]), _Object(data, at)
            pdf._objects[last[0]] = last[1]
            pdf._parsed.pop(last[0], None)
        elif found["trailer"]:
            _add_trailer(pdf, pdf.parse(data, at))
        else:
            end = data.find(b"endstream", at)
            end = len(data) if end < 0 else end
            if last:
                _add_stream(pdf, *last, (at, end))
            at, last = end, None
    return pdf


def _add_stream(pdf: Pdf, number: int, place: _Object, span: tuple[int, int]) -> None:
    place.stream = span
    head = place.data[place.start : min(span[0], place.start + _HEAD)]
    if b"/XRef" in head:
        _add_trailer(pdf, pdf.parse(place.data, place.start))
    elif b"/ObjStm" in head:
        _open_box(pdf, number)


def _add_trailer(pdf: Pdf, value: Value) -> None:
    if isinstance(value, dict):
        pdf.trailer |= {key: item for key, item in value.items() if key in ("Root", "Info", "Encrypt")}


def _open_box(pdf: Pdf, number: int) -> None:
    """Takes the objects out of a stream of objects: pairs of number and offset, then the objects."""
    head, inside = pdf.mapping(Reference(number)), pdf.stream(Reference(number))
    first = pdf.get(head.get("First"))
    if inside is None or not isinstance(first, float):
        return
    pairs = inside[: int(first)].split(None, 2 * max(pdf.room, 0))
    pdf.room -= len(pairs) // 2
    for name, offset in zip(pairs[::2], pairs[1::2], strict=False):
        if name.isdigit() and offset.isdigit() and len(name) < 10 and len(offset) < 10:
            pdf._objects[int(name)] = _Object(inside, int(first) + int(offset))
            pdf._parsed.pop(int(name), None)


@dataclass(slots=True)
class _Parser:
    """Parses values; every value costs a step, and without steps left the data are at their end."""

    data: bytes
    steps: int

    def value(self, at: int) -> Value:
        """The value at an offset."""
        return self._value(at, 0)[0]

    def _value(self, at: int, depth: int) -> tuple[Value, int]:
        self.steps -= 1
        if depth > _MOST_DEPTH or self.steps < 0:
            return None, len(self.data)
        at = self._skip(at)
        sign = self.data[at : at + 1]
        if self.data.startswith(b"<<", at):
            return self._mapping(at + 2, depth)
        if sign == b"[":
            return self._list(at + 1, depth)
        if sign == b"(":
            return self._literal(at + 1)
        if sign == b"<":
            end = self.data.find(b">", at, at + _MOST_TEXT)
            return _hexadecimal(self.data[at + 1 : max(end, at + 1)]), max(end, at) + 1
        return self._atom(at)

    def _atom(self, at: int) -> tuple[Value, int]:
        if found := _NAME.match(self.data, at):
            return _name(found.group(1)), found.end()
        if found := _REFERENCE.match(self.data, at):
            return Reference(int(found.group(1))), found.end()
        if found := _NUMBER.match(self.data, at):
            return float(found.group()), found.end()
        if found := _WORD.match(self.data, at):
            return {b"true": True, b"false": False}.get(found.group()), found.end()
        return None, at + 1

    def _skip(self, at: int) -> int:
        found = _BLANK.match(self.data, at, at + _MOST_TEXT)
        return found.end() if found else at

    def _mapping(self, at: int, depth: int) -> tuple[Value, int]:
        found: dict[str, Value] = {}
        while (at := self._skip(at)) < len(self.data) and not self.data.startswith(b">>", at):
            key, at = self._value(at, depth + 1)
            if not isinstance(key, Name):  # a fault of the file: what follows cannot be paired
                return found, at
            if not self.data.startswith(b">>", self._skip(at)):
                found[key], at = self._value(at, depth + 1)
        return found, at + 2

    def _list(self, at: int, depth: int) -> tuple[Value, int]:
        found: list[Value] = []
        while (at := self._skip(at)) < len(self.data) and not self.data.startswith(b"]", at):
            value, at = self._value(at, depth + 1)
            found.append(value)
        return found, at + 1

    def _literal(self, at: int) -> tuple[bytes, int]:
        """A text in brackets, which may hold brackets in pairs."""
        out: list[bytes] = []
        level = 1
        for found in _LITERAL.finditer(self.data, at, at + _MOST_TEXT):
            piece, at = found.group(), found.end()
            level += {b"(": 1, b")": -1}.get(piece, 0)
            if not level:
                break
            out.append(_unescaped(piece))
        return b"".join(out), at


def _ascii85(data: bytes) -> bytes | None:
    try:
        return base64.a85decode(data.strip().removeprefix(b"<~").partition(b"~>")[0])
    except ValueError:
        return None


def _hexadecimal(data: bytes) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _name(data: bytes) -> Name:
    return Name(re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match.group(1).decode()), data).decode("latin-1"))


def _unescaped(piece: bytes) -> bytes:
    if piece[:1] != b"\\":
        return piece
    if piece[1:].isdigit():
        return bytes([int(piece[1:], 8) & 255])
    return {b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\\n": b"", b"\\\r": b""}.get(piece, piece[1:])
