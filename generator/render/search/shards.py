"""Keys and their postings as small files: a shard holds the keys of a stretch of the alphabet, with all that is said of them.

A file is a varint, the length of its lines in UTF-8; the lines, one a key: how many letters it shares with the key before
(base 36), the rest, «~», what makes its commonest word of it; then for each key a varint, how many documents have it, their
numbers as varints (steps from one to the next), their bytes, and their eighths (`weigh`). All of it deflated.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate, chain
from operator import sub
from string import ascii_lowercase, digits

SHARD = 8_000  # bytes before compression: about 4 KB to fetch
BASE36 = digits + ascii_lowercase
NAME = 5  # signs of a hash in a file's name; its place in the index stands before it


def varint(number: int) -> bytes:
    r"""Seven bits a byte, the lowest first, the high bit on all but the last (LEB128).

    >>> varint(5), varint(300)
    (b'\x05', b'\xac\x02')
    """
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def varint_at(data: bytes, at: int) -> tuple[int, int]:
    r"""The number that begins at a place, and where it ends. Raises IndexError where the data ends first, ValueError past 35 bits.

    >>> varint_at(b"\x05\xac\x02", 1)
    (300, 3)
    """
    found = shift = 0
    while True:
        byte = data[at]
        at += 1
        found |= (byte & 0x7F) << shift
        if byte < 0x80:
            return found, at
        shift += 7
        if shift > 28:
            raise ValueError("a number without end")


def posting(numbers: Sequence[int], codes: bytes, eighths: bytes) -> bytes:
    """Documents that have a key: their numbers in growing order, and of each its byte and its eighths."""
    steps = list(map(sub, numbers, chain((0,), numbers)))
    short = max(steps) < 0x80  # nearly always
    return varint(len(steps)) + (bytes(steps) if short else b"".join(map(varint, steps))) + codes + eighths


def entries_of(data: bytes) -> Iterator[tuple[int, int, int]]:
    """What `posting` was made of.

    >>> list(entries_of(posting([3, 500], bytes([130, 50]), bytes([1, 8]))))
    [(3, 130, 1), (500, 50, 8)]
    """
    count, at = varint_at(data, 0)
    steps = []
    for _ in range(count):
        step, at = varint_at(data, at)
        steps.append(step)
    return zip(accumulate(steps), data[at : at + count], data[at + count :], strict=True)


def stretches(postings: Mapping[str, bytes]) -> Iterator[list[str]]:
    """The keys of each shard, in order.

    A shard ends where it is full, or, once half full, after a key chosen by its hash: so a new key moves the borders near it
    and no others.
    """
    names: list[str] = []
    size = 0
    for name in sorted(postings):
        names.append(name)
        size += len(postings[name]) + len(name) + 4
        if size >= SHARD or (size >= SHARD // 2 and zlib.crc32(name.encode()) % 64 == 0):
            yield names
            names, size = [], 0
    if names:
        yield names


def shard(names: Sequence[str], postings: Mapping[str, bytes], endings: Mapping[str, str]) -> bytes:
    """The file of these keys."""
    lines = "\n".join(f"{line}~{endings[name]}" for line, name in zip(front_coded(names), names, strict=True)).encode()
    return varint(len(lines)) + lines + b"".join(postings[name] for name in names)


def front_coded(names: Iterable[str]) -> Iterator[str]:
    """Sorted words, each as how many letters it shares with the one before and the rest.

    >>> list(front_coded(["настав", "наставник", "школ"]))
    ['0настав', '6ник', '0школ']
    """
    last = ""
    for name in names:
        shared = 0
        for one, other in zip(last, name, strict=False):
            if one != other or shared == len(BASE36) - 1:
                break
            shared += 1
        yield BASE36[shared] + name[shared:]
        last = name


def commonest(words: Mapping[str, int]) -> str:
    """The word that stands for a key: the most frequent, the shortest of equals.

    >>> commonest({"наставника": 2, "наставник": 2, "наставники": 1})
    'наставник'
    """
    return min(words, key=lambda word: (-words[word], len(word), word))


def ending(name: str, word: str) -> str:
    """What turns a key into a word; «=» and the whole word where the key is not its beginning.

    >>> ending("наставник", "наставников"), ending("обсуждени", "обсужденье")
    ('ов', '=обсужденье')
    """
    return word[len(name) :] if word.startswith(name) else f"={word}"


def compact(value: object) -> bytes:
    """JSON without a needless sign."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def packed(data: bytes) -> bytes:
    """Deflated (RFC 1950): static hosts do not compress what they do not know, and every browser can unpack it."""
    return zlib.compress(data, 9)


def hashed(data: bytes) -> str:
    """The content in a file's name.

    >>> hashed(b"")
    'd8ksl'
    """
    number = int.from_bytes(sha256(data).digest()[:6], "big")
    signs = []
    for _ in range(NAME):
        number, rest = divmod(number, 36)
        signs.append(BASE36[rest])
    return "".join(signs)
