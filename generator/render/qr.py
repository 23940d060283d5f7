"""QR codes (ISO/IEC 18004) of addresses: what a camera reads, what a person reads and types, and the squares as one path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, unquote

import segno

from generator.patterns import late

QUIET = 4
"""White modules on every side; readers look for them."""
_MASK = 2  # any mask is read as well; judging all eight for each code would cost six times as long for penalties 5 % lower
_WRITTEN = "".join(map(chr, range(0x21, 0x7F)))  # what an address holds as it stands, «%» of what is coded already too
_PARTS = late(r"(?s)((?:[a-z]+://)?)([^/?#]*)(.*)")
_LABEL = late(r"[^.:@]*[^\x00-\x7f.:@][^.:@]*")
_CODED = late(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_PUNYCODE = late(r"(?i)\bxn--[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Code:
    """A square of `size` modules with its quiet zone; `path` draws the black ones, one unit each."""

    size: int
    path: str


def code_of(address: str) -> Code:
    """The code of an address, at correction level M or, where the same square has room, better."""
    matrix = segno.make(coded(address), error="m", mask=_MASK, micro=False).matrix
    return Code(len(matrix) + 2 * QUIET, "".join(_row(row, y) for y, row in enumerate(matrix, QUIET)))


def _row(row: bytearray, y: int) -> str:
    """The black stretches of a row as rectangles."""
    drawn, x = "", QUIET
    for black, stretch in groupby(row):
        width = len(list(stretch))
        drawn += f"M{x} {y}h{width}v1h-{width}z" if black else ""
        x += width
    return drawn


def coded(address: str) -> str:
    """An address in ASCII, as every reader of codes understands it.

    >>> coded("https://школа.рф/наставник/?a=1%20b")
    'https://xn--80atdl2c.xn--p1ai/%D0%BD%D0%B0%D1%81%D1%82%D0%B0%D0%B2%D0%BD%D0%B8%D0%BA/?a=1%20b'
    """
    scheme, host, rest = _parts(address)
    return f"{scheme}{_LABEL.sub(_ascii, host)}{quote(rest, safe=_WRITTEN)}"


def readable(address: str) -> str:
    """An address as people write it: without its scheme, its words in letters.

    >>> readable("https://xn--80atdl2c.xn--p1ai/%D0%B0%20%D0%B1")
    'школа.рф/а%20б'
    """
    _, host, rest = _parts(address)
    return f"{_PUNYCODE.sub(_letters, host)}{_CODED.sub(_words, rest)}"


def _parts(address: str) -> tuple[str, ...]:
    """Scheme, host and the rest; together the address."""
    found = _PARTS.fullmatch(address)
    assert found
    return found.groups()


def _ascii(found: re.Match[str]) -> str:
    try:
        return found[0].encode("idna").decode()
    except UnicodeError:
        return found[0]


def _letters(found: re.Match[str]) -> str:
    try:
        return found[0].encode().decode("idna")
    except UnicodeError:
        return found[0]


def _words(found: re.Match[str]) -> str:
    """Letters for their codes; signs that nobody sees or that reorder a line stay coded."""
    text = unquote(found[0], errors="replace")
    return text if text.isalnum() else found[0]
