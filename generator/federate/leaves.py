"""The common index as a row of leaves, mended where regions changed and nowhere else.

Borders between leaves follow from the keys alone (`postings.full`), and after a border nothing of what came before counts. So the
work goes leaf by leaf, reads a leaf only when a change falls into it, and stops as soon as a border falls on a former one; the
outcome is the same as if all were made anew, and a test holds that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from generator.federate.delta import END, Span, disjoint
from generator.federate.postings import Held, Leaf, endings_of, full, key_bytes, leaf, made


class Kept(msgspec.Struct, frozen=True):
    """A leaf that stands: its first key, its name, its keys with a letter for how common each is, a line each."""

    first: str
    name: str
    words: str


@dataclass(frozen=True)
class Change:
    """What a region changed: keys in `spans`, which are disjoint and in order, are as `keys` says."""

    number: int
    spans: Sequence[Span]
    keys: Mapping[str, Held]


def woven(last: Sequence[Kept], changes: Sequence[Change], numbers: Mapping[int, int], read: Callable[[str], bytes]) -> tuple[list[Kept], dict[str, bytes]]:
    """The leaves after the changes, and the files that are new. `numbers`: what a region's former number is now, -1 for a region that is gone.

    Raises what `read` raises for a leaf that is not there.
    """
    renumbered = any(before != now for before, now in numbers.items())
    touched = [("", END)] if renumbered else disjoint(span for change in changes for span in change.spans)
    added: dict[str, dict[int, Held]] = {}
    for change in changes:
        for key, one in change.keys.items():
            added.setdefault(key, {})[change.number] = one
    names = sorted(added)
    found: list[Kept] = []
    files: dict[str, bytes] = {}
    pending: list[tuple[str, list[str], bytes, int]] = []
    size = 0

    def close() -> None:
        nonlocal pending, size
        new = made(pending)
        found.append(Kept(new.first, new.name, new.words))
        files[new.name] = new.data
        pending, size = [], 0

    for number, (start, end) in enumerate(_ranges(last)):
        if last and not pending and not _meets(touched, start, end):
            found.append(last[number])
            continue
        content = leaf(read(last[number].name)) if last else {}
        fresh = {name: added[name] for name in names[bisect_left(names, start) : bisect_left(names, end)]}
        for key, regions in _mended(content, changes, numbers, fresh):
            endings = endings_of(regions)
            row = key_bytes(regions, endings)
            pending.append((key, endings, row, sum(one.total for one in regions.values())))
            size += len(row) + len(key) + 4
            if full(size, key):
                close()
    if pending:
        close()
    return found, files


def _ranges(last: Sequence[Kept]) -> Iterator[Span]:
    """The stretch of keys that each leaf answers for; without leaves one stretch of all."""
    firsts = ["", *(kept.first for kept in last[1:]), END]
    yield from pairwise(firsts)


def _meets(spans: Sequence[Span], start: str, end: str) -> bool:
    """Whether one of `spans`, which are disjoint and in order, has keys of this stretch."""
    at = bisect_left(spans, (end, ""))
    return at > 0 and spans[at - 1][1] > start


def _mended(content: Leaf, changes: Sequence[Change], numbers: Mapping[int, int], fresh: Leaf) -> Iterator[tuple[str, dict[int, Held]]]:
    """Keys in order with what regions give of them now."""
    changed = {change.number: change for change in changes}
    for key in sorted({*content, *fresh}):
        regions = {}
        for before, one in content.get(key, {}).items():
            number = numbers[before]
            if number >= 0 and not (number in changed and _within(changed[number].spans, key)):
                regions[number] = one
        regions.update(fresh.get(key, {}))
        if regions:
            yield key, regions


def _within(spans: Sequence[Span], key: str) -> bool:
    at = bisect_right(spans, (key, END))
    return at > 0 and key < spans[at - 1][1]
