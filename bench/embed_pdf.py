"""The text of a PDF that Chromium printed: enough of the format to see whether a line is on the paper. Text cut off by a frame is not there."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)(?:endobj|stream\r?\n)", re.S)
LENGTH = re.compile(rb"/Length (\d+)")
SHOWN = re.compile(r"/F(\d+) [\d.]+ Tf|<([0-9A-F]+)>")  # a font is chosen, glyphs are shown; fonts are named after their objects


Objects = Mapping[int, tuple[bytes, bytes]]


def printed(data: bytes) -> str:
    """All its text without blanks, since every sign has a place of its own there."""
    objects = dict(_objects(data))
    fonts = {number: _signs(_stream(objects, body, b"ToUnicode")) for number, (body, _) in objects.items() if b"/ToUnicode" in body}
    text: list[str] = []
    for page, _ in objects.values():
        if b"/Contents" not in page:
            continue
        signs: dict[int, str] = {}
        for font, glyphs in SHOWN.findall(_stream(objects, page, b"Contents")):
            signs = fonts.get(int(font), {}) if font else signs
            text += (signs.get(int(glyphs[at : at + 4], 16), "") for at in range(0, len(glyphs), 4))
    return squeezed("".join(text))


def squeezed(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def _objects(data: bytes) -> Iterator[tuple[int, tuple[bytes, bytes]]]:
    """Number, dictionary and stream of each object. Streams are skipped by their length: anything may stand in them."""
    at = 0
    while match := OBJECT.search(data, at):
        size = LENGTH.search(match[2])
        at = match.end() + (int(size[1]) if size else 0)
        yield int(match[1]), (match[2], data[match.end() : at])


def _stream(objects: Objects, body: bytes, key: bytes) -> str:
    """The stream that a key of an object points to."""
    number = re.search(rb"/%s (\d+) 0 R" % key, body)
    assert number, "one object, as Chromium writes it"
    head, data = objects[int(number[1])]
    return (zlib.decompress(data) if b"/FlateDecode" in head else data).decode("latin-1")


def _signs(cmap: str) -> dict[int, str]:
    """Which sign each glyph stands for."""
    signs: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        signs.update((int(glyph, 16), bytes.fromhex(sign).decode("utf-16-be")) for glyph, sign in re.findall(r"<(\w+)> <(\w+)>", part))
    for part in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, sign in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", part):
            start = int(first, 16)
            signs.update((glyph, chr(int(sign, 16) + glyph - start)) for glyph in range(start, int(last, 16) + 1))
    return signs
