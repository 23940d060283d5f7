"""Shards of the last run with some entries changed: only those that hold them are read, and cut anew as far as their borders move."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from generator.render.search.inverted import Forms
from generator.render.search.shards import commonest, ending, ends, letter, put, shard, weight
from generator.render.search.weigh import Form

Piece = tuple[int, int, bytes]
"""Where something is kept: its place in a log, its size, its digest."""


class Rows(msgspec.Struct, array_like=True):
    """The keys of a shard, their postings, and how often each was made of each word."""

    names: list[str]
    postings: list[bytes]
    forms: list[Forms]

    def add(self, name: str, posting: bytes, words: Forms) -> None:
        """One more key."""
        self.names.append(name)
        self.postings.append(posting)
        self.forms.append(words)

    def file(self) -> bytes:
        """The shard's file, not deflated yet."""
        return shard(self.names, self.postings, [ending(name, commonest(words)) for name, words in zip(self.names, self.forms, strict=True)])


class Known(msgspec.Struct, array_like=True):
    """A shard that is kept: its keys from `first` to `last`, the hash in its file's name, and where its rows are kept."""

    first: str
    last: str
    sign: str
    place: Piece


@dataclass(slots=True)
class Changes:
    """What becomes of each key's entries by document (`None`: it goes), and how many times more it is made of a word."""

    entries: dict[str, dict[int, int | None]] = field(default_factory=lambda: defaultdict(dict))
    forms: dict[str, Forms] = field(default_factory=lambda: defaultdict(dict))

    def document(self, number: int, before: Mapping[str, int], after: Mapping[str, int]) -> None:
        """Note the entries of a document that are not what they were."""
        for name in before.keys() | after.keys():
            if before.get(name) != after.get(name):
                self.entries[name][number] = after.get(name)

    def spoken(self, forms: Mapping[Form, int], sign: int) -> None:
        """Note the words of a document that comes (1) or goes (-1)."""
        for (name, word), times in forms.items():
            self.forms[name][word] = self.forms[name].get(word, 0) + sign * times

    @property
    def names(self) -> set[str]:
        """The keys of which anything changes."""
        return self.entries.keys() | {name for name, words in self.forms.items() if any(words.values())}


@dataclass(slots=True)
class Mended:
    """All shards, those that changed as rows; and the letters of keys that got another one, nothing for a key that is gone."""

    shards: list[Known | Rows] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)


def mended(shards: Sequence[Known], changes: Changes, read: Callable[[Known], Rows]) -> Mended:
    """The shards with these changes. Borders are where they would be, were all cut anew (`stretches`)."""
    found = Mended()
    lasts = [one.last for one in shards]
    touched: dict[int, list[str]] = defaultdict(list)
    for name in changes.names:
        touched[min(bisect_left(lasts, name), len(lasts) - 1)].append(name)
    made, size = Rows([], [], []), 0
    for number, one in enumerate(shards):
        if number not in touched and not made.names:
            found.shards.append(one)
            continue
        for name, posting, words in _changed(read(one), touched.get(number, ()), changes, found.letters):
            made.add(name, posting, words)
            size += weight(name, posting)
            if ends(name, size):
                found.shards.append(made)
                made, size = Rows([], [], []), 0
    if made.names:
        found.shards.append(made)
    return found


def _changed(rows: Rows, names: Sequence[str], changes: Changes, letters: dict[str, str]) -> list[tuple[str, bytes, Forms]]:
    """The rows of a shard as they are now; letters that changed are put into `letters`."""
    held = {name: (posting, words) for name, posting, words in zip(rows.names, rows.postings, rows.forms, strict=True)}
    for name in names:
        before, words = held.get(name, (b"", {}))
        after = put(before, changes.entries.get(name, {}))
        for word, more in changes.forms.get(name, {}).items():
            words[word] = words.get(word, 0) + more
        held[name] = after, {word: times for word, times in words.items() if times}
        if (now := after and letter(after)) != (before and letter(before)):
            letters[name] = now or ""
    return [(name, *held[name]) for name in sorted(held) if held[name][0]]
