"""A `Source` is one file of the bank as read: its values, where they stand, and its body."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.diagnostics import Diagnostic, Place
from generator.diagnostics.waivers import blank
from generator.load import rules
from generator.load.decode import decode
from generator.load.fences import split
from generator.load.glance import Trigger, glance
from generator.load.marked_yaml import Spans, Value, read_yaml
from generator.load.quick_yaml import read_quickly
from generator.load.walk import Entry

__all__ = ["Source", "Spans", "Value", "read_source"]


@dataclass(frozen=True)
class Source:
    """One text file of the bank. `body` starts on line `body_line`; a YAML file has an empty body."""

    entry: Entry
    values: dict[str, Value]
    body: str = ""
    body_line: int = 1
    text: str = field(default="", repr=False)

    @property
    def path(self) -> str:
        """Path relative to the bank."""
        return self.entry.path

    @cached_property
    def spans(self) -> Spans:
        """Where each key and value stands. Only a fault asks for it, so it is found when asked for."""
        parts = split(self.path, self.text)[0] if self.path.endswith(".md") else None
        return read_yaml(self.path, parts.front if parts else self.text)[1]

    @cached_property
    def _fired(self) -> tuple[frozenset[int], frozenset[int]]:
        start = len(self.text) - len(self.body)  # or a little lower: lines dropped from the body make it shorter
        return glance(self.text[:start]), glance(self.body)

    def may(self, trigger: Trigger) -> bool:
        """Whether the text may hold what the trigger is about; False is certain."""
        front, body = self._fired
        return trigger.number in body or trigger.number in front

    def may_front(self, trigger: Trigger) -> bool:
        """The same of the data alone."""
        return trigger.number in self._fired[0]

    def may_body(self, trigger: Trigger) -> bool:
        """The same of the body alone."""
        return trigger.number in self._fired[1]

    def place(self, line: int, column: int = 1, length: int = 1) -> Place:
        """A place in the body: `line` counts from 0 within the body, `column` from 1."""
        row = self.body_line + line
        if not self.body and self.body_line > 1:
            row -= 1  # the file ends with its fence: there is no line below to show
        return Place(self.path, row, column, row, column + length)


def read_source(root: Path, entry: Entry) -> tuple[Source | None, list[Diagnostic]]:
    """Read one file; None when nothing can be made of it. Never raises for what a file holds."""
    data, found = read_bytes(root, entry.path)
    return (None, found) if data is None else parse_source(entry, data)


def read_bytes(root: Path, path: str) -> tuple[bytes | None, list[Diagnostic]]:
    """Bytes of a file, or None and why not."""
    try:
        return (root / path).read_bytes(), []
    except OSError:
        return None, [rules.Unreadable.at(Place(path), "Файл не читается с диска.", "Проверьте права доступа к нему.")]


def parse_source(entry: Entry, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """The same from bytes in memory."""
    text, found = decode(entry.path, data)
    if text is None:
        return None, found
    front, body, body_line = text, "", 1
    if entry.path.endswith(".md"):
        parts, fenced = split(entry.path, text)
        found += fenced
        if parts is None:
            return None, found
        front, body, body_line = parts.front, parts.body, parts.body_line
    if (values := read_quickly(front)) is not None:
        return Source(entry, values, blank(body), body_line, text), found
    value, _spans, marked = read_yaml(entry.path, front)
    found += marked
    if isinstance(value, dict):
        return Source(entry, value, blank(body), body_line, text), found
    if value is not None or not any(d.severity.value == "error" for d in marked):
        place = Place(entry.path, 2 if entry.path.endswith(".md") else 1)
        found.append(rules.NotMapping.at(place, "Здесь должны быть поля вида «имя: значение».", "Сравните начало файла с любой готовой карточкой."))
    return None, found
