"""A block of data while it is being mended in memory: its lines now, and the way back to the columns of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic, Edit, Fix, Place
from generator.load.values import Slip


@dataclass
class Draft:
    """Lines of one file's data. Mending never adds or removes a line, so that only columns have to be led back."""

    path: str
    lines: list[str]
    first_line: int = 1
    _moves: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)  # per line: start, old length, new length

    @property
    def text(self) -> str:
        """The data as they are now."""
        return "\n".join(self.lines)

    def column(self, line: int, column: int) -> int:
        """A column of the file for one of the mended line, both from 0."""
        if not self._moves:
            return column
        for start, old, new in reversed(self._moves.get(line, [])):
            if column >= start + new:
                column += old - new
            elif column > start:
                column = start + min(column - start, old)
        return column

    def place(self, line: int, start: int, end_line: int, end: int) -> Place:
        """The place in the file of a span of the mended lines; all from 0."""
        if not self._moves:
            return Place(self.path, line + self.first_line, start + 1, end_line + self.first_line, end + 1)
        return Place(self.path, line + self.first_line, self.column(line, start) + 1, end_line + self.first_line, self.column(end_line, end) + 1)

    def diagnostic(self, slip: Slip) -> Diagnostic:
        """What is said of a slip; its fix is the mending where that is safe."""
        edits = tuple(Edit(self.place(line, start, line, end), text) for line, start, end, text in slip.edits)
        fix = Fix(slip.fix, edits) if slip.fix and edits else None
        return slip.rule.at(self.place(slip.line, slip.start, slip.line, max(slip.end, slip.start + 1)), slip.message, slip.hint, fix)

    def mend(self, slips: Iterable[Slip]) -> None:
        """Apply the edits of slips found in the lines as they are now; of those that overlap, the last."""
        changes = sorted({edit for slip in slips for edit in slip.edits}, reverse=True)
        following = (len(self.lines), 0)
        for line, start, end, text in changes:  # from the right, so that columns to the left stay
            if (line, end) > following:
                continue
            following = (line, start)
            self.lines[line] = self.lines[line][:start] + text + self.lines[line][end:]
            self._moves.setdefault(line, []).append((start, end - start, len(text)))
