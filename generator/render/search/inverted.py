"""Documents turned inside out: for every key the documents that have it, and the words it was made of."""

from __future__ import annotations

import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.render.search.shards import posting
from generator.render.search.weigh import WEIGHTS, Counted, Form, codes, forms, usual

Forms = dict[str, int]
"""How often a key was made of each word."""

_LOW, _NEXT, _HIGH = (0, 1, 1) if sys.byteorder == "little" else (7, 6, 0)  # where the parts of a packed entry lie


@dataclass(slots=True)
class Tally:
    """What is added up over all documents: the words keys were made of, and lengths of texts."""

    title: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    loud: Counter[Form] = field(default_factory=Counter)
    sums: list[int] = field(default_factory=lambda: [0] * len(WEIGHTS))
    filled: list[int] = field(default_factory=lambda: [0] * len(WEIGHTS))

    def add(self, document: Counted) -> None:
        """Count one more document in."""
        title, other = document.said
        self.title.update(title)
        self.other.update(other)
        self.loud.update(document.loud)
        self.measure(document.lengths)

    def measure(self, lengths: Sequence[int], sign: int = 1) -> None:
        """Count the lengths of a document in, or out."""
        for place, length in enumerate(lengths):
            self.sums[place] += sign * length
            self.filled[place] += sign * bool(length)

    @property
    def pivot(self) -> tuple[float, ...]:
        """The usual lengths."""
        return usual(self.sums, self.filled)

    def forms(self, kept: frozenset[str]) -> dict[str, Forms]:
        """The words of each key."""
        found: dict[str, Forms] = defaultdict(dict)
        for (name, word), times in forms(self.title, self.other, self.loud, kept).items():
            found[name][word] = times
        return found


@dataclass(frozen=True, slots=True)
class Slim:
    """A counted document in a fifth of the memory: all of them must be counted before the first can be weighed."""

    short: tuple[dict[str, int], ...]
    body: tuple[str, ...]
    times: Sequence[int]
    names: tuple[str, ...]
    eighths: bytes
    lengths: tuple[int, ...]


def slim(document: Counted) -> Slim:
    """The same but for its words."""
    *short, body = document.counts
    times = body.values()
    return Slim(
        tuple(short), tuple(body), bytes(times) if max(times, default=0) < 256 else tuple(times),
        tuple(document.eighths), bytes(document.eighths.values()), document.lengths,
    )  # fmt: skip


def entries(document: Slim, pivot: Sequence[float]) -> dict[str, int]:
    """For every key of a document its byte, and in the byte below it the eighths."""
    found = codes((*document.short, dict(zip(document.body, document.times, strict=True))), document.lengths, pivot)
    return {name: found[name] << 8 | eighths for name, eighths in zip(document.names, document.eighths, strict=True)}


def postings(documents: Iterable[Slim], pivot: Sequence[float]) -> Mapping[str, bytes]:
    """The postings of every key."""
    rows: dict[str, array[int]] = defaultdict(lambda: array("Q"))
    for number, document in enumerate(documents):
        place = number << 32
        for name, entry in entries(document, pivot).items():
            rows[name].append(place | entry)
    return {name: _posting(row.tobytes()) for name, row in rows.items()}


def _posting(row: bytes) -> bytes:
    return posting(memoryview(row).cast("I")[_HIGH::2].tolist(), row[_NEXT::8], row[_LOW::8])
