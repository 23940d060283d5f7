"""A diagnostic is a value: a rule's id, a place, one Russian sentence, a hint.

Lines and columns count from 1, columns in characters; the end is exclusive, as editors mark a selection.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a diagnostic matters: errors stop a build, warnings do not, hints are about looks or for information."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span of one file. `path` is relative to the bank, with forward slashes."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    @property
    def end(self) -> tuple[int, int]:
        """Line and column just past the span; a place without an end is one character wide."""
        return (self.end_line, self.end_column) if self.end_line else (self.line, self.column + 1)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text at `place` (its end is exclusive) by `text`."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe change. Without edits it is the rewriting of the file: as UTF-8 with LF line ends, or of a binary file as `data`."""

    title: str
    edits: tuple[Edit, ...] = ()
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` names the fault, `hint` says what to do, in the imperative."""

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    fix: Fix | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by file, then top to bottom."""
        return (self.place.path, self.place.line, self.place.column, self.rule, self.message)
