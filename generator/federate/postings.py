"""What the common index keeps of a region's postings, and how a leaf of keys is written.

Of every key a region gives its BEST documents and says how many there are; fewer come whole. So a key costs the reader a bounded
number of bytes however many cards there are, rare words lose nothing, and what a region gives depends on that region alone.

A leaf, before it is deflated: a varint, the length of its lines; the lines, one a key: how many letters it shares with the key before
(base 36), the rest, «~», what makes a word of it; further ways, after «|», in the order of how common they are; then of each
key a varint, how many regions have it, and of each region: a varint (step from one region to the next), a varint (how many
documents), a varint (which of the ways), and for the best of them numbers as varint steps, bytes, eighths.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from heapq import nlargest

from generator.federate.published import Posting
from generator.render.search.shards import BASE36, SHARD, front_coded, varint, varint_at
from generator.render.search.weigh import LEVELS, TITLE

BEST = 32  # documents of a key that each region gives; decisions/0002 has the figures
PLACES = (0, 0.5, 0.6, 0.84)  # title (has a byte of its own), labels, summary, body: as in theme/assets/js/search/rank.js

SIGNS = 10  # of a hash in a leaf's name: names have no numbers, so that a new leaf renames no other


def _promise(code: int) -> int:
    """How good a document may become by this byte, 0 to 255: titles first, the shorter the better."""
    if code & TITLE:
        return 128 + (15 - (code & 15)) * 8 + (code >> 4 & 7)
    return round(127 * PLACES[code >> 4] * (code & 15) / LEVELS) if code >> 4 < len(PLACES) else 0


PROMISE = bytes(map(_promise, range(256)))


@dataclass(frozen=True, slots=True)
class Held:
    """What a region gives of a key: in how many documents it is, what makes a word of it, the best of them as written."""

    total: int
    ending: str
    rows: bytes


Leaf = dict[str, dict[int, Held]]
"""Key → number of the region → what it gives."""


def held(posting: Posting, practices: range) -> Held | None:
    """The best of a posting among the practices, numbered from zero; None when no practice has the key."""
    start, stop = practices.start, practices.stop
    rows = [
        (number - start, code, eighths)
        for number, code, eighths in zip(posting.documents, posting.codes, posting.eighths, strict=True)
        if start <= number < stop
    ]
    if not rows:
        return None
    total = len(rows)
    if total > BEST:  # of equals the newer, which every key prefers, so that words of one query keep the same documents
        rows = sorted(nlargest(BEST, rows, key=lambda row: (PROMISE[row[1]], row[0])))
    steps = bytearray()
    last = 0
    for number, _, _ in rows:
        steps += varint(number - last)
        last = number
    return Held(total, posting.ending, bytes(steps) + bytes(row[1] for row in rows) + bytes(row[2] for row in rows))


def key_bytes(regions: Mapping[int, Held], endings: list[str]) -> bytes:
    """What a leaf says of one key."""
    parts = [varint(len(regions))]
    last = 0
    for number in sorted(regions):
        one = regions[number]
        parts += [varint(number - last), varint(one.total), varint(endings.index(one.ending)), one.rows]
        last = number
    return b"".join(parts)


def endings_of(regions: Mapping[int, Held]) -> list[str]:
    """Ways to make a word of a key, that of most documents first."""
    counts: Counter[str] = Counter()
    for one in regions.values():
        counts[one.ending] += one.total
    return sorted(counts, key=lambda ending: (-counts[ending], len(ending), ending))


@dataclass(frozen=True, slots=True)
class Made:
    """A leaf as a file: `first` its first key, `words` its keys with a letter for how common each is."""

    first: str
    name: str
    words: str
    data: bytes


def made(keys: Iterable[tuple[str, list[str], bytes, int]]) -> Made:
    """The file of these keys, each with its endings, its bytes and its number of documents."""
    rows = list(keys)
    names = [row[0] for row in rows]
    lines = "\n".join(f"{line}~{'|'.join(row[1])}" for line, row in zip(front_coded(names), rows, strict=True)).encode()
    raw = varint(len(lines)) + lines + b"".join(row[2] for row in rows)
    words = "\n".join(f"{row[0]}{chr(ord('A') + min(25, (3 * row[3]).bit_length() * 2))}" for row in rows)
    return Made(names[0], signed(raw), words, zlib.compress(raw, 9))


def leaf(data: bytes) -> Leaf:
    """A leaf that `made` wrote."""
    raw = zlib.decompress(data)
    size, at = varint_at(raw, 0)
    found: Leaf = {}
    last = ""
    lines = raw[at : at + size].decode().split("\n")
    at += size
    for line in lines:
        head, _, tail = line.partition("~")
        endings = tail.split("|")
        last = last[: BASE36.index(head[0])] + head[1:]
        regions: dict[int, Held] = {}
        region = 0
        many, at = varint_at(raw, at)
        for _ in range(many):
            step, at = varint_at(raw, at)
            total, at = varint_at(raw, at)
            ending, at = varint_at(raw, at)
            region += step
            start = at
            kept = min(total, BEST)
            for _ in range(kept):
                while raw[at] > 0x7F:
                    at += 1
                at += 1
            at += 2 * kept
            regions[region] = Held(total, endings[ending], raw[start:at])
        found[last] = regions
    return found


def full(size: int, key: str) -> bool:
    """Whether a leaf of so many bytes ends after this key: as shards do, so a new key moves the borders near it only."""
    return size >= SHARD or (size >= SHARD // 2 and zlib.crc32(key.encode()) % 64 == 0)


def signed(raw: bytes) -> str:
    """A name made of the content.

    >>> signed(b"")
    'd8kslwfbko'
    """
    number = int.from_bytes(sha256(raw).digest()[:16], "big")
    signs = []
    for _ in range(SIGNS):
        number, rest = divmod(number, 36)
        signs.append(BASE36[rest])
    return "".join(signs)
