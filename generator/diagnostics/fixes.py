"""Applies safe fixes to a text: everything outside their spans stays as it was."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics.diagnostic import Diagnostic, Edit


def fixed(text: str, found: Iterable[Diagnostic]) -> str:
    """`text` (LF line ends) with the edits of the diagnostics' fixes; of overlapping edits the first one wins."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def span(edit: Edit) -> tuple[int, int]:
        end_line, end_column = edit.place.end
        return starts[edit.place.line - 1] + edit.place.column - 1, starts[end_line - 1] + end_column - 1

    edits = sorted({(*span(edit), edit.text) for diagnostic in found if diagnostic.fix for edit in diagnostic.fix.edits})
    out: list[str] = []
    at = 0
    for start, end, replacement in edits:
        if start < at:
            continue
        out += [text[at:start], replacement]
        at = end
    return "".join([*out, text[at:]])
