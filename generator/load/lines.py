"""Offsets of a text and the lines and columns that people count, from 1; made once for a text with many places."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from generator.diagnostics import Place


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def line(self, offset: int) -> int:
        """The line on which an offset lies."""
        return bisect_right(self._starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = self.line(offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column."""
        return self._starts[line - 1] + column - 1

    def place(self, path: str, start: int, end: int) -> Place:
        """The place of a span of the file `path`."""
        return Place(path, *self.position(start), *self.position(end))
