"""Keys and their postings as small files: a shard holds the keys of a stretch of the alphabet, with all that is said of them.

A file is a varint, the length of its lines in UTF-8; the lines, one a key: how many letters it shares with the key before
(base 36), the rest, «~», what makes its commonest word of it; then for each key a varint, how many documents have it, their
numbers as varints (steps from one to the next), their bytes, and their eighths (`weigh`). All of it deflated.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
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
    short = max(steps) < 0x80
    return varint(len(steps)) + (bytes(steps) if short else b"".join(map(_step, steps))) + codes + eighths


_step = cache(varint)  # most of them come again and again


_VARINTS = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")


@cache
def _number(step: bytes) -> int:
    return varint_at(step, 0)[0]


def unpacked(data: bytes) -> tuple[list[int], bytes, bytes]:
    r"""What `posting` was made of.

    >>> unpacked(posting([3, 500], bytes([130, 50]), bytes([1, 8])))
    ([3, 500], b'\x822', b'\x01\x08')
    """
    count, at = varint_at(data, 0)
    rest = len(data) - 2 * count
    steps: list[int] = []
    if rest - at == count:  # all are short
        steps += data[at:rest]
    else:
        steps += map(_number, _VARINTS.findall(data, at, rest))
    return list(accumulate(steps)), data[rest : rest + count], data[rest + count :]


def put(data: bytes, entries: Mapping[int, int | None]) -> bytes:
    """A posting (none is empty) with other entries of some documents: of each its byte, and in the byte below it its eighths; None takes it out.

    >>> put(put(b"", {3: 0x8201}), {500: 0x3208}) == posting([3, 500], bytes([130, 50]), bytes([1, 8]))
    True
    """
    numbers, codes, eighths = (list(part) for part in unpacked(data)) if data else ([], [], [])
    many = len(numbers)
    moved = False
    for number, entry in entries.items():
        place = bisect_left(numbers, number)
        end = place + (numbers[place : place + 1] == [number])
        held = () if entry is None else (entry,)
        moved = moved or end - place != len(held)
        numbers[place:end] = [number] * len(held)
        codes[place:end] = [one >> 8 for one in held]
        eighths[place:end] = [one & 0xFF for one in held]
    if not moved:
        return data[: len(data) - 2 * many] + bytes(codes) + bytes(eighths)
    return posting(numbers, bytes(codes), bytes(eighths)) if numbers else b""


def stretches(postings: Mapping[str, bytes]) -> Iterator[list[str]]:
    """The keys of each shard, in order.

    A shard ends where it is full, or, once half full, after a key chosen by its hash: so a new key moves the borders near it
    and no others.
    """
    names: list[str] = []
    size = 0
    for name in sorted(postings):
        names.append(name)
        size += weight(name, postings[name])
        if ends(name, size):
            yield names
            names, size = [], 0
    if names:
        yield names


def weight(name: str, found: bytes) -> int:
    """How much a key and its posting fill a shard, about."""
    return len(found) + len(name) + 4


def ends(name: str, size: int) -> bool:
    """Whether a shard of this size ends with a key."""
    return size >= SHARD or (size >= SHARD // 2 and zlib.crc32(name.encode()) % 64 == 0)


def shard(names: Sequence[str], postings: Sequence[bytes], endings: Sequence[str]) -> bytes:
    """The file of these keys."""
    lines = "\n".join(f"{line}~{word}" for line, word in zip(front_coded(names), endings, strict=True)).encode()
    return varint(len(lines)) + lines + b"".join(postings)


def letter(found: bytes) -> str:
    """How common a key of this posting is, for the list of all keys."""
    return chr(ord("A") + min(25, len(found).bit_length() * 2))


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


def whole(lines: Iterable[str]) -> Iterator[str]:
    """What `front_coded` was made of.

    >>> list(whole(["0настав", "6ник", "0школ"]))
    ['настав', 'наставник', 'школ']
    """
    last = ""
    for line in lines:
        last = last[: BASE36.index(line[0])] + line[1:]
        yield last


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
    return zlib.compress(data, 6)  # 9 takes two thirds longer for a shard and saves three bytes of a thousand


def hashed(data: bytes) -> str:
    """The content in a file's name.

    >>> hashed(b"")
    '4i7ox'
    """
    number = int.from_bytes(sha256(data).digest()[:6], "big")
    signs = []
    for _ in range(NAME):
        number, rest = divmod(number, 36)
        signs.append(BASE36[rest])
    return "".join(signs)
