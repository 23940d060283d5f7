"""Snippets of VS Code: a new record, a step, an indicator with one word; made from the schemas, the skeleton and the vocabularies.

What is left unfilled must not pass the check: a text waits as «…», a date as «ГГГГ-ММ-ДД», which no field takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from generator.load.marked_yaml import read_yaml
from generator.patterns import late
from generator.schema.export import skeleton
from generator.schema.kinds import ItemSpec, Kind, Schema, kind
from generator.schema.vocabulary import Vocabularies

# What an editor types, by what appears: a whole record (kind, of a reported experience), one item of a field, of a section.
RECORDS = {
    "карточка-метод": ("practice", False),
    "карточка-опыт": ("practice", True),
    "шаблон": ("program", False),
    "школа": ("school", False),
    "событие": ("event", False),
    "новость": ("news", False),
    "подборка": ("collection", False),
    "страница": ("page", False),
}
ITEMS = {
    "автор": ("practice", "authors"),
    "вложение": ("practice", "attachments"),
    "награда": ("practice", "awards"),
    "показатель": ("practice", "indicators"),
    "повторение": ("practice", "replicated_in"),
    "рецензия": ("practice", "review"),
    "ссылка": ("practice", "links"),
    "поле": ("program", "fields"),
    "документ": ("school", "documents"),
    "материал": ("school", "materials"),
    "мониторинг": ("school", "monitoring"),
    "программа": ("school", "programs"),
    "практика": ("collection", "practices"),
    "значение": ("vocabulary", "terms"),
    "акт": ("acts", "acts"),
    "пункт": ("regulation", "clauses"),
    "термин": ("glossary", "terms"),
    "дело": ("calendar", "items"),
    "вопрос": ("faq", "questions"),
}
PARTS = {"шаг": "steps", "риск": "risks"}
WAIVER = "разрешено"

UNFILLED = "…"
UNFILLED_DATE = "ГГГГ-ММ-ДД"
TODAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
_SHORT = 60  # characters; a longer text is folded, so that no quote or colon in it can break the YAML
_FIELD = late(r"(?P<name>[a-z_]+): ")


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the places to be filled, numbered in the order they are met."""

    kind: Kind
    vocabularies: Vocabularies
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def stop(self, text: str = "") -> str:
        """A place to be filled that holds `text` until then."""
        return f"${{{next(self.numbers)}:{_escaped(text)}}}" if text else f"${{{next(self.numbers)}}}"

    def choice(self, values: list[str]) -> str:
        """A place that offers values; the first stands there until another is taken."""
        offered = ",".join(re.sub(r"([,|\\])", r"\\\1", value) for value in values)
        return f"${{{next(self.numbers)}|{offered}|}}"

    def lines(self, path: tuple[str | int, ...], indent: str = "") -> list[str]:
        """The field at `path` as lines of YAML: nested values in block style, one item of a list."""
        node, name = self.kind.at(path), _key(str(path[-1]))
        if node.get("type") == "object":
            return [f"{indent}{name}:", *(line for key in wanted(node) for line in self.lines((*path, key), f"{indent}  "))]
        if node.get("type") == "array":
            if self.kind.at((*path, 0)).get("type") == "object":
                return [f"{indent}{name}:", *self.item(path, f"{indent}  ")]
            return [f"{indent}{name}: [{self.scalar((*path, 0))}]"]
        if _free(node) and node.get("maxLength", _SHORT + 1) > _SHORT:
            return [f"{indent}{name}: >-", f"{indent}  {self.stop(UNFILLED)}"]
        return [f"{indent}{name}: {self.scalar(path)}"]

    def item(self, path: tuple[str | int, ...], indent: str = "") -> list[str]:
        """One item of the list of objects at `path`."""
        inside = [line for key in wanted(self.kind.at((*path, 0))) for line in self.lines((*path, 0, key), f"{indent}  ")]
        return [f"{indent}- {inside[0].lstrip()}", *inside[1:]]

    def scalar(self, path: tuple[str | int, ...]) -> str:
        """A value on one line."""
        node = self.kind.at(path)
        values = self._values(node)
        if path == ("status",) and "draft" in values:
            values = ["draft", *(value for value in values if value != "draft")]
        if values:
            return self.choice(values)
        if path[-1] in ("created", "updated"):
            return TODAY
        if node.get("format") == "date":
            return self.stop(UNFILLED_DATE)
        quoted = node.get("type") == "string" and node.get("format") != "uri" and "x-ref" not in node
        return f'"{self.stop(UNFILLED)}"' if quoted else self.stop(UNFILLED)

    def _values(self, node: Schema) -> list[str]:
        """The values a field may take, where they can be listed."""
        if node.get("type") == "boolean":
            return ["false", "true"]
        vocabulary = self.vocabularies.get(str(node.get("x-vocabulary", "")))
        return [term.id for term in vocabulary.terms if not term.retired] if vocabulary else [str(value) for value in node.get("enum", ())]

    def front(self, *, reported: bool) -> list[str]:
        """The fields of a new record: names and comments are the skeleton's."""
        day = date.min
        text = skeleton(self.kind, self.vocabularies, day, day, reported=reported)
        lines = ["---"]
        for line in text.split("---\n", 2)[1].splitlines():
            match = _FIELD.match(line)
            if not match:
                lines.append(_escaped(line))
            elif match["name"] == "origin":
                lines.append(line)
            else:
                lines += self.lines((match["name"],))
        return [*lines, "---", ""]

    def body(self, *, reported: bool) -> list[str]:
        """The sections a record must have; without sections, one place for the text."""
        lines: list[str] = []
        for spec in self.kind.sections:
            if spec.required and spec.when in ("", "reported" if reported else "methodical"):
                told = spec.description if len(spec.description) < spec.least else UNFILLED  # an instruction must not pass as the text
                lines += [f"## {spec.title}", "", *(self.part(spec.items) if spec.items else [self.stop(told)]), ""]
        return lines[:-1] if lines else [self.stop(UNFILLED)]

    def part(self, items: ItemSpec) -> list[str]:
        """One item of a section: heading, text, labelled lines."""
        return [f"### {self.stop('Название')}", "", self.stop(UNFILLED), "", *(f"- **{label}:** {self.stop()}" for _, label in items.lines)]


def snippets(vocabularies: Vocabularies) -> dict[str, dict[str, Any]]:
    """All snippets by kind of record: the values of files `*.code-snippets`."""
    found: dict[str, dict[str, Any]] = {}

    def add(name: str, word: str, lines: list[str], about: str, scope: str = "markdown") -> None:
        found.setdefault(name, {})[word] = {"scope": scope, "prefix": word, "description": about, "body": lines}

    for word, (name, reported) in RECORDS.items():
        writer = _Writer(kind(name), vocabularies)
        origin = writer.kind.at(("origin",)).get("x-labels", {}).get("reported" if reported else "methodical")
        lines = [*writer.front(reported=reported), *writer.body(reported=reported), "$0"]
        add(name, word, lines, f"{writer.kind.title}: {origin.lower()}" if origin else writer.kind.title)
    for word, (name, field_name) in ITEMS.items():
        writer = _Writer(kind(name), vocabularies)
        # Inside a header the editor counts Markdown as YAML.
        add(name, word, writer.item((field_name,)), f"{writer.kind.label((field_name,))}: ещё одна запись", "markdown,yaml")
    practice = kind("practice")
    for word, section in PARTS.items():
        spec = next(spec for spec in practice.sections if spec.id == section)
        assert spec.items is not None
        add("practice", word, _Writer(practice, vocabularies).part(spec.items), f"Раздел «{spec.title}»: ещё один заголовок")
    writer = _Writer(practice, vocabularies)
    add("practice", WAIVER, [f"<!-- разрешено {writer.stop('номер')}: {writer.stop('причина')} -->"], "Снять замечание с указанием причины")
    return found


def wanted(node: Schema) -> list[str]:
    """Keys an object must have, those of its first alternative too, in the order of the schema."""
    keys = {*node.get("required", ()), *next((one.get("required", ()) for one in node.get("oneOf", ())), ())}
    return [key for key in node.get("properties", {}) if key in keys]


def _free(node: Schema) -> bool:
    """Whether a field takes any text."""
    return node.get("type") == "string" and not node.keys() & {"pattern", "format", "enum", "x-vocabulary", "x-ref"}


def _key(name: str) -> str:
    """A field's name as YAML; quoted where other programs would read it as something else («n» is a truth value to some)."""
    plain = read_yaml("", f"{name}: x")[::2] == ({name: "x"}, [])
    return name if plain else json.dumps(name)


def _escaped(text: str) -> str:
    """A text that stands in a snippet as it is."""
    return re.sub(r"([$}\\])", r"\\\1", text)
