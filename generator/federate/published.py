"""What a site publishes, as strangers wrote it: shapes are checked, sizes are bounded, texts lose signs that hide or reorder.

Formats: `render/api.py`, `publish/manifest.py` (manifest), `render/feeds.py`, `render/search/{index,shards,choices}.py`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Annotated, TypeVar

import msgspec

from generator.diagnostics.formats.signs import visible, whole
from generator.federate.sources import Broken
from generator.render.search.index import BLOCK, VERSION
from generator.render.search.shards import BASE36, NAME, varint_at

UNPACKED = 32_000_000  # bytes that a file of the index may unpack to
DOCUMENTS = 1_000_000  # of one site
ID = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")
LINK = re.compile(r"[a-z0-9][a-z0-9_./-]{0,200}(?:#[a-z0-9-]{1,80})?")
BASE = re.compile(r"https?://[^\s/?#\"'<>@\\]+/(?:[^\s?#\"'<>\\]*/)?")
KEY = re.compile(r"[0-9a-zа-я.\-]+")
ENDING = re.compile(r"=?[0-9a-zа-я.\-]*")
LONG = 80  # signs beyond which a key is no word that anybody would type

T = TypeVar("T")
Text = Annotated[str, msgspec.Meta(max_length=300)]
Long = Annotated[str, msgspec.Meta(max_length=3000)]
Sign = Annotated[str, msgspec.Meta(pattern=f"^[0-9a-z]{{{NAME}}}$")]
Count = Annotated[int, msgspec.Meta(ge=0, le=DOCUMENTS)]


class FileSum(msgspec.Struct, frozen=True):
    """A file of the site in its manifest."""

    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, msgspec.Meta(ge=0)]


class Manifest(msgspec.Struct, frozen=True):
    """api/v1/manifest.json."""

    version: int
    files: dict[str, FileSum]


class About(msgspec.Struct, frozen=True):
    """api/v1/index.json."""

    name: Text
    region: Text
    url: Text
    generated_from: date
    counts: dict[str, Count]


class FeedItem(msgspec.Struct, frozen=True):
    """An entry of feed.json."""

    url: Text
    title: Text
    date_published: Text
    summary: Long = ""


class Feed(msgspec.Struct, frozen=True):
    """feed.json: the newest cards."""

    items: list[FeedItem]


class SearchIndex(msgspec.Struct, frozen=True):
    """search/index.json."""

    version: int
    kinds: list[tuple[str, Count, float]]
    firsts: str
    words: str
    cards: str
    facets: Sign
    more: Sign
    engine: Text = ""

    @property
    def documents(self) -> int:
        """How many there are of all kinds."""
        return sum(count for _, count, _ in self.kinds)

    @property
    def practices(self) -> range:
        """The documents that are practices."""
        first = 0
        for kind, count, _ in self.kinds:
            if kind == "practice":
                return range(first, first + count)
            first += count
        return range(first, first)

    @property
    def shards(self) -> list[tuple[str, str]]:
        """The first key of each shard and the path of its file."""
        names = list(_whole(self.firsts.split("\n"))) if self.firsts else []
        hashes = _hashes(self.words)
        if len(names) != len(hashes) or any(one >= other for one, other in pairwise(names)):
            raise Broken("указатель поиска повреждён")
        return [(name, f"search/w{number}-{sign}.bin") for number, (name, sign) in enumerate(zip(names, hashes, strict=True))]

    def blocks(self) -> list[tuple[int, str]]:
        """Number and path of each file of cards that holds a practice."""
        wanted, hashes = self.practices, _hashes(self.cards)
        if -(-self.documents // BLOCK) != len(hashes):
            raise Broken("указатель поиска повреждён")
        numbers = range(wanted.start // BLOCK, -(-wanted.stop // BLOCK)) if wanted else range(0)
        return [(number, f"search/c{number}-{hashes[number]}.bin") for number in numbers]


class FacetValue(msgspec.Struct, frozen=True):
    """A value of a facet and how many practices have it."""

    id: Text
    label: Text
    count: Count


class Facet(msgspec.Struct, frozen=True):
    """A facet in the head of facets-….bin."""

    field: Text
    label: Text
    values: list[FacetValue]


class _Facets(msgspec.Struct, frozen=True):
    fields: list[Facet]


Keys = Annotated[list[Annotated[str, msgspec.Meta(max_length=300)]], msgspec.Meta(max_length=20)]


class More(msgspec.Struct, frozen=True):
    """more-….bin: other names of things, and values that words name."""

    also: Annotated[list[tuple[Text, Keys, Keys]], msgspec.Meta(max_length=5000)]
    values: Annotated[list[tuple[Text, Text, Text, Count, list[Keys]]], msgspec.Meta(max_length=5000)]


class _Block(msgspec.Struct, frozen=True):
    rows: Annotated[list[tuple[Text, Text, Text, Long, Long, int, Text]], msgspec.Meta(max_length=BLOCK)]


@dataclass(frozen=True, slots=True)
class Row:
    """A card as results show it; `url` is relative to the region's site."""

    id: str
    url: str
    title: str
    summary: str
    meta: str
    origin: str


@dataclass(frozen=True, slots=True)
class Posting:
    """A key of a shard: its commonest word, the documents that have it, two bytes for each (`render/search/weigh.py`)."""

    key: str
    ending: str
    documents: Sequence[int]
    codes: bytes
    eighths: bytes


def parsed(kind: type[T], data: bytes, name: str) -> T:
    """JSON of a shape; raises Broken."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Broken(f"файл {name} не такой, какой делает nastavnik build") from error


def search_index(data: bytes) -> SearchIndex:
    """search/index.json of the version this code reads."""
    found = parsed(SearchIndex, data, "search/index.json")
    if found.engine:
        raise Broken(f"поиск сайта – {shown(found.engine)}, а нужен собственный (search: {{engine: own}})")
    if found.version != VERSION:
        raise Broken(f"указатель поиска версии {found.version}, а нужна {VERSION}: соберите сайт той же версией программы")
    return found


def facets(data: bytes, name: str) -> list[Facet]:
    """Facets of a site from the head of facets-….bin."""
    size, start = varint_at(unpacked(data, name), 0)
    found = parsed(_Facets, unpacked(data, name)[start : start + size], name).fields
    for facet in found:
        if not all(ID.fullmatch(name) for name in (facet.field, *(value.id for value in facet.values))):
            raise Broken(f"в файле {name} есть имя, которого быть не может")
    return [Facet(facet.field, shown(facet.label), [FacetValue(value.id, shown(value.label), value.count) for value in facet.values]) for facet in found]


def more(data: bytes, name: str) -> More:
    """more-….bin."""
    found = parsed(More, unpacked(data, name), name)
    also = [(shown(said), keys, cause) for said, keys, cause in found.also]
    return More(
        also, [(field, value, shown(label), count, names) for field, value, label, count, names in found.values if ID.fullmatch(field) and ID.fullmatch(value)]
    )


def block(data: bytes, name: str, many: int) -> list[Row]:
    """c….bin: `many` cards as results show them."""
    rows = parsed(_Block, unpacked(data, name), name).rows
    if len(rows) != many:
        raise Broken(f"файл {name} повреждён")
    return [Row(shown(row[0]), link(row[1]), shown(row[2]), shown(row[3]), shown(row[4]), row[6] if ID.fullmatch(row[6]) else "") for row in rows]


def shard(data: bytes, name: str) -> Iterator[Posting]:
    """w….bin: keys and their postings, without those no word is as long as."""
    raw = unpacked(data, name)
    try:
        size, at = varint_at(raw, 0)
        lines = raw[at : at + size].decode().split("\n")
        at += size
        last = ""
        for line in lines:
            head, _, ending = line.partition("~")
            last = last[: BASE36.index(head[0])] + head[1:]
            count, at = varint_at(raw, at)
            documents, at = _steps(raw, at, count)
            codes, eighths = raw[at : at + count], raw[at + count : at + 2 * count]
            at += 2 * count
            if len(eighths) != count or not KEY.fullmatch(last) or not ENDING.fullmatch(ending):
                raise Broken(f"файл {name} повреждён")
            if len(last) + len(ending) <= LONG:
                yield Posting(last, ending, documents, codes, eighths)
    except (IndexError, ValueError) as error:
        raise Broken(f"файл {name} повреждён") from error


def _steps(raw: bytes, at: int, count: int) -> tuple[Sequence[int], int]:
    """Numbers from their steps; where no step needs a second byte, which is usual for common words, in one go."""
    chunk = raw[at : at + count]
    if chunk.isascii() and len(chunk) == count:
        return list(accumulate(chunk)), at + count
    steps = []
    for _ in range(count):
        step, at = varint_at(raw, at)
        steps.append(step)
    return list(accumulate(steps)), at


def unpacked(data: bytes, name: str) -> bytes:
    """A deflated file, if what is in it is not beyond all measure."""
    engine = zlib.decompressobj()
    try:
        raw = engine.decompress(data, UNPACKED)
    except zlib.error as error:
        raise Broken(f"файл {name} повреждён") from error
    if not engine.eof:
        raise Broken(f"файл {name} повреждён")
    return raw


def shown(text: str) -> str:
    """A text on one line, with a box for every sign that would hide or reorder others."""
    return visible(whole(text))


def link(text: str) -> str:
    """An address within a site; raises Broken for one that could lead elsewhere."""
    if not LINK.fullmatch(text) or ".." in text or "//" in text:
        raise Broken("в указателе есть ссылка, которая ведёт не на этот сайт")
    return text


def _whole(lines: Sequence[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if not line or line[0] not in BASE36:
            raise Broken("указатель поиска повреждён")
        last = last[: BASE36.index(line[0])] + line[1:]
        if not KEY.fullmatch(last):
            raise Broken("указатель поиска повреждён")
        yield last


def _hashes(text: str) -> list[str]:
    found = [text[start : start + NAME] for start in range(0, len(text), NAME)]
    if not all(len(sign) == NAME and set(sign) <= set(BASE36) for sign in found):
        raise Broken("указатель поиска повреждён")
    return found
