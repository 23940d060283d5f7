"""Applies safe fixes to a text: everything outside their spans stays as it was.

A fix is done whole or not at all: half of one could be worse than the fault. So it is left out when one of its edits
points outside the text, or meets an edit of a fix before it; the next run finds that fault again and mends it then.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from heapq import merge
from itertools import pairwise

from generator.diagnostics.diagnostic import Diagnostic, Edit

_Change = tuple[int, int, str]  # from, to, text to put there


def fixed(text: str, found: Iterable[Diagnostic]) -> str:
    """`text` (LF line ends) with the edits of the diagnostics' fixes; in what order these are given does not matter.

    Of fixes that meet the first in the text wins. Several insertions at one point stand in the order of their
    diagnostics, if each is all of its fix; equal fixes are done once.
    """
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    fixes: dict[tuple[_Change, ...], tuple[int, tuple[str, int, int, str, str], tuple[_Change, ...]]] = {}
    for diagnostic in found:
        edits = diagnostic.fix.edits if diagnostic.fix else ()
        changes = [_change(edit, starts) for edit in edits if edit.place.path == diagnostic.place.path]
        possible = tuple(change for change in changes if change)
        if possible and len(possible) == len(edits):
            key = (min(possible)[0], diagnostic.order, possible)
            fixes[possible] = min(key, fixes.get(possible, key))
    accepted = _Accepted()
    for fix in sorted(fixes, key=lambda fix: fixes[fix]):
        accepted.add(fix)
    return accepted.applied(text)


class _Accepted:
    """The changes taken so far: replacements never meet, insertions share a point only when each is a fix by itself."""

    def __init__(self) -> None:
        self._replaced: list[_Change] = []
        self._inserted: list[_Change] = []
        self._closed: set[int] = set()  # points where a fix of several edits inserts

    def add(self, changes: tuple[_Change, ...]) -> None:
        """Take a fix, unless it meets what is taken or itself."""
        spans = sorted((start, end) for start, end, _ in changes)
        if any(before[1] > after[0] for before, after in pairwise(spans)) or any(self._meets(change, alone=len(changes) == 1) for change in changes):
            return
        for change in changes:
            if change[0] < change[1]:
                insort(self._replaced, change)
            else:
                self._inserted.insert(bisect_right(self._inserted, change[0], key=_start), change)
                if len(changes) > 1:
                    self._closed.add(change[0])

    def _meets(self, change: _Change, *, alone: bool) -> bool:
        start, end, _ = change
        after = bisect_left(self._replaced, end, key=_start)
        if after and self._replaced[after - 1][1] > start:
            return True
        point = bisect_right(self._inserted, start, key=_start)
        if start < end:
            return point < len(self._inserted) and self._inserted[point][0] < end
        shared = point > 0 and self._inserted[point - 1][0] == start
        return shared and (not alone or start in self._closed)

    def applied(self, text: str) -> str:
        """The text with all changes; an insertion stands before a replacement that begins at the same point."""
        out: list[str] = []
        at = 0
        for start, end, words in merge(self._inserted, self._replaced, key=_start):
            out += [text[at:start], words]
            at = end
        return "".join([*out, text[at:]])


def _start(change: _Change) -> int:
    return change[0]


def _change(edit: Edit, starts: Sequence[int]) -> _Change | None:
    """Where an edit changes the text; None when the text has no such place. The end may be the line after the last."""
    end_line, end_column = edit.place.end
    begin, end = _offset(edit.place.line, edit.place.column, starts), _offset(end_line, end_column, starts)
    if end is None and (end_line, end_column) == (len(starts), 1):
        end = starts[-1] - 1
    return (begin, end, edit.text) if begin is not None and end is not None and begin <= end else None


def _offset(line: int, column: int, starts: Sequence[int]) -> int | None:
    inside = 0 < line < len(starts) and 0 < column <= starts[line] - starts[line - 1]
    return starts[line - 1] + column - 1 if inside else None
