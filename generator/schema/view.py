"""What a fault is, and what its words are made of: the schema, the text of the file, names of fields, meanings of words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.diagnostics import Edit, Fix, Place
from generator.load import Source
from generator.schema import mend
from generator.schema.kinds import Kind
from generator.schema.misplaced import Levels
from generator.schema.suggest import Guess, guess, labels, meant
from generator.schema.vocabulary import Vocabularies

Path = tuple[str | int, ...]

SHOWN = 60  # signs of a value that a message repeats
MOST_KEYS = 40  # unknown keys of one mapping for which a known one is looked for


@dataclass(frozen=True, slots=True)
class Fault:
    """What the validator found: the keyword, what it wanted, what stands there, the schema around it, and why it applies."""

    keyword: str
    wanted: Any
    got: Any
    schema: Mapping[str, Any]
    path: Path
    because: str


class View:
    """What the words for a fault are made of: its schema, its text, how a field is called, what a word stands for."""

    def __init__(self, kind: Kind, vocabularies: Vocabularies, source: Source) -> None:
        self.kind, self.vocabularies, self.source = kind, vocabularies, source
        self._renamed: dict[Path, dict[str, Guess | None]] = {}

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the file."""
        return self.source.text.split("\n")

    @cached_property
    def levels(self) -> Levels:
        """Where in the schema each key is at home."""
        return Levels(self.kind)

    def required(self, path: Path) -> set[str]:
        """The keys that the group of fields at `path` must have, in this record."""
        keys = set(self.kind.at(path).get("required", ()))
        for rule in () if path else self.kind.document.get("allOf", ()):
            when = rule.get("if", {}).get("properties", {})
            if when and all(self.source.values.get(key) == wanted.get("const") for key, wanted in when.items()):
                keys.update(rule["then"].get("required", ()))
        return keys

    def name(self, path: Path) -> str:
        """«Label» (key) of a field, as messages call it."""
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        return f"«{self.kind.label(path)}» ({key})" if key else f"«{self.kind.title}»"

    def place(self, path: Path) -> Place:
        """Place of a value."""
        return self.source.spans.of(path)

    def first(self, path: Path) -> Place:
        """Place of a group of fields: where it begins, since it may go on for lines."""
        place = self.place(path)
        return Place(place.path, place.line, place.column) if place.end_line > place.line else place

    def on_one_line(self, path: Path) -> Place | None:
        """Place of a value that stands on one line, and so can be replaced; None of any other."""
        place = self.source.spans.values.get(path)
        return place if place and place.end_line == place.line else None

    def written(self, path: Path) -> str:
        """A value as its author wrote it, without quotes; empty when it is not on one line."""
        place = self.on_one_line(path)
        if not place or place.line > len(self.lines):
            return ""
        return self.lines[place.line - 1][place.column - 1 : place.end_column - 1]

    def put(self, path: Path, title: str, text: str | None) -> Fix | None:
        """A fix that writes `text` in the place of a value."""
        place = self.on_one_line(path)
        return Fix(title, (Edit(place, text),)) if place and text is not None else None

    def meant(self, word: str, schema: Mapping[str, Any]) -> Guess | None:
        """The value of a closed list that a word stands for."""
        vocabulary = self.vocabularies.get(str(schema.get("x-vocabulary", "")))
        if vocabulary:
            return meant(word, vocabulary)
        choices = schema.get("enum", ())
        titles = schema.get("x-labels", {})
        return guess(word, {**{str(label): str(key) for key, label in titles.items()}, **{str(key): str(key) for key in choices}})

    def renamed(self, path: Path, values: Mapping[str, Any]) -> dict[str, Guess | None]:
        """The unknown keys of a mapping and what each stands for."""
        if path not in self._renamed:
            known = {key: self.kind.at((*path, key)) for key in self.kind.at(path).get("properties", {})}
            names = labels(known)
            unknown = [key for key in values if key not in known]
            self._renamed[path] = {key: guess(key, names) if number < MOST_KEYS else None for number, key in enumerate(unknown)}
        return self._renamed[path]

    def sample(self, path: Path) -> str:
        """A filled-in example of a field, as YAML on one line."""
        schema = self.kind.at(path)
        if schema.get("examples"):
            return as_yaml(schema["examples"][0])
        above = self.kind.at(path[:1]).get("examples") if path else None
        value = above[0] if above else None
        for part in path[1:]:
            value = value.get(part) if isinstance(value, dict) else value[0] if isinstance(value, list) and value and isinstance(part, int) else None
        return "…" if value is None else as_yaml(value)


def shown(text: str) -> str:
    """A value as a message repeats it: on one line, not long."""
    line = " ".join(text[: 4 * SHOWN].split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()}…"


def as_yaml(value: Any) -> str:
    """A value of an example as YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(as_yaml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {as_yaml(item)}' for key, item in value.items())}}}"
    return mend.scalar(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def lower(text: str) -> str:
    """A sentence as the end of another."""
    return text[:1].lower() + text[1:]
