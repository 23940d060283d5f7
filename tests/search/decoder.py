"""Reads the files of an index as their descriptions tell, independently of the code that writes them and of the browser's."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

BLOCK = 8
HASH = 5


@dataclass(frozen=True)
class Entry:
    """A key: its commonest word, and for each document that has it the byte of its weight and its eighths."""

    word: str
    held: Mapping[int, tuple[int, int]]


class Bytes:
    """Bytes read one after another."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self) -> int:
        """A varint."""
        found = shift = 0
        while True:
            (byte,) = self.take(1)
            found |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return found

    def take(self, size: int) -> bytes:
        """The next bytes."""
        part = self._data[self._at : self._at + size]
        assert len(part) == size
        self._at += size
        return part

    @property
    def done(self) -> bool:
        """True when nothing is left."""
        return self._at == len(self._data)


@dataclass(frozen=True)
class Index:
    """An index by the names of its files, without the folder."""

    files: Mapping[str, bytes]

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """`index.json`."""
        return dict(json.loads(self.files["index.json"]))

    def data(self, name: str) -> bytes:
        """What a file holds, unpacked."""
        return zlib.decompress(self.files[f"{name}.bin"])

    def json(self, name: str) -> Any:
        """The same, read."""
        return json.loads(self.data(name))

    def shards(self) -> list[dict[str, Entry]]:
        """Keys as they lie in the files."""
        return [_shard(self.data(name)) for name in self._named("w", self.manifest["words"])]

    def keys(self) -> dict[str, Entry]:
        """Every key."""
        return {name: entry for shard in self.shards() for name, entry in shard.items()}

    def rows(self) -> list[list[Any]]:
        """What results show, a row a document."""
        return [row for name in self._named("c", self.manifest["cards"]) for row in self.json(name)["rows"]]

    def text(self, number: int) -> str:
        """The body of a document."""
        names = self._named("c", self.manifest["cards"])
        block = self.json(names[number // BLOCK])
        place = block["rows"][number % BLOCK][5]
        return "" if place < 0 else str(self.json(f"t{number // BLOCK}-{place // 10}-{block['texts'][place // 10]}")[place % 10])

    def facets(self) -> tuple[list[dict[str, Any]], dict[tuple[str, str], set[int]]]:
        """The fields as the browser is told of them, and the numbers of the practices that have each value."""
        data = Bytes(self.data(f"facets-{self.manifest['facets']}"))
        fields = json.loads(data.take(data.number()))["fields"]
        width = -(-dict(kind[:2] for kind in self.manifest["kinds"]).get("practice", 0) // 8)
        held = {(field["field"], value["id"]): set(_set_bits(data.take(width))) for field in fields for value in field["values"]}
        assert data.done
        return fields, held

    def lexicon(self) -> list[str]:
        """Every key, for slips, without the letter that says how common it is."""
        text = self.data(f"lexicon-{self.manifest['lexicon']}").decode()
        return list(_whole(line[:-1] for line in text.split("\n"))) if text else []

    def named(self) -> set[str]:
        """The names of all files that the manifest leads to."""
        shown = self.manifest
        blocks = self._named("c", shown["cards"])
        texts = (f"t{number}-{part}-{sign}" for number, block in enumerate(blocks) for part, sign in enumerate(self.json(block)["texts"]))
        single = (f"{kind}-{shown[kind]}" for kind in ("lexicon", "more", "facets"))
        orders = (f"order-{name}-{sign}" for name, sign in shown["orders"].items())
        return {"index.json", *(f"{name}.bin" for name in (*self._named("w", shown["words"]), *blocks, *texts, *single, *orders))}

    def _named(self, kind: str, signs: str) -> list[str]:
        return [f"{kind}{start // HASH}-{signs[start : start + HASH]}" for start in range(0, len(signs), HASH)]


def _set_bits(data: bytes) -> Iterator[int]:
    return (place * 8 + bit for place, byte in enumerate(data) for bit in range(8) if byte >> bit & 1)


def _whole(lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        last = last[: int(line[0], 36)] + line[1:]
        yield last


def _shard(data: bytes) -> dict[str, Entry]:
    read = Bytes(data)
    pairs = [line.split("~") for line in read.take(read.number()).decode().split("\n")]
    found = {}
    for name, (_, ending) in zip(_whole([start for start, _ in pairs]), pairs, strict=True):
        count = read.number()
        numbers, last = [], 0
        for _ in range(count):
            last += read.number()
            numbers.append(last)
        word = ending[1:] if ending.startswith("=") else name + ending
        found[name] = Entry(word, dict(zip(numbers, zip(read.take(count), read.take(count), strict=True), strict=True)))
    assert read.done
    return found
