"""A spot is a fault of typography and its mending: where it stands in a text, what to put there, who speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.diagnostics import Rule

Change = tuple[int, int, str]  # start, end, the new text


@dataclass(frozen=True, slots=True)
class Spot:
    """One fault in a text. Without changes an editor must mend it himself; `words` is then what it should be, where that is known."""

    rule: type[Rule]
    start: int
    end: int
    changes: tuple[Change, ...] = ()
    words: str = ""


_MARKS = frozenset("*_")
Finder = Callable[[str], Iterator[Spot]]


def change(rule: type[Rule], start: int, end: int, text: str) -> Spot:
    """A spot mended by one change at the same place."""
    return Spot(rule, start, end, ((start, end, text),))


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text after changes that do not overlap."""
    out: list[str] = []
    at = 0
    for start, end, new in sorted(changes):
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])


def apart(text: str, spots: Iterable[Spot]) -> list[Spot]:
    """The spots that may be mended together: without those that run into an earlier one or would make or break emphasis."""
    kept: list[Spot] = []
    taken: set[int] = set()
    gaps: set[int] = set()  # places within a change: an insertion may stand beside another change, not there
    for spot in spots:
        if any(start in gaps if start == end else not taken.isdisjoint(range(start, end)) for start, end, _ in spot.changes) or not all(
            _keeps_emphasis(text, *one) for one in spot.changes
        ):
            continue
        for start, end, _ in spot.changes:
            taken.update(range(start, end))
            gaps.update(range(start + 1, end))
        kept.append(spot)
    return kept


def _keeps_emphasis(text: str, start: int, end: int, new: str) -> bool:
    """Whether the marks beside a change have the same sort of sign at their side as before (CommonMark, «flanking»)."""
    old = text[start:end]
    return (text[start - 1 : start] not in _MARKS or _sort(old[:1]) == _sort(new[:1])) and (
        text[end : end + 1] not in _MARKS or _sort(old[-1:]) == _sort(new[-1:])
    )


def _sort(sign: str) -> str:
    """Letter, blank, other sign; nothing at all is a sort of its own."""
    return sign and ("letter" if sign.isalnum() else "blank" if sign.isspace() else "sign")


def shown(text: str, spot: Spot) -> str:
    """The words around a spot as they should be, in one line."""
    start = max(text.rfind("\n", 0, spot.start) + 1, _blank_before(text, spot.start))
    stop = text.find("\n", spot.end)
    end = min(stop if stop >= 0 else len(text), _blank_after(text, spot.end))
    inside = [(max(a, start) - start, min(b, end) - start, new) for a, b, new in spot.changes if start <= a and b <= end]
    words = changed(text[start:end], inside).replace("|", " ").strip()
    if words.count("«") != words.count("»"):
        words = words.strip("«»")
    return words if len(words) <= 80 else f"{words[:40].rstrip()} … {words[-36:].lstrip()}"


def by_line(spots: Sequence[Spot], line_of: Callable[[int], int]) -> Mapping[tuple[type[Rule], int], list[Spot]]:
    """Spots gathered by rule and line: an editor is told of a fault once a line."""
    found: dict[tuple[type[Rule], int], list[Spot]] = {}
    for spot in sorted(spots, key=lambda spot: spot.start):
        found.setdefault((spot.rule, line_of(spot.start)), []).append(spot)
    return found


def _blank_before(text: str, at: int) -> int:
    """Where the word that ends before `at` begins; not farther than thirty signs."""
    low = max(0, at - 30)
    return max(low, text.rfind(" ", low, at) + 1)


def _blank_after(text: str, at: int) -> int:
    high = min(len(text), at + 30)
    found = text.find(" ", at, high)
    return found if found >= 0 else high
