"""A `Kind` is one schema file read once: its fields, its body sections, and its vocabularies filled in."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from generator.load.marked_yaml import read_yaml
from generator.schema.vocabulary import Vocabularies

FOLDER = Path(__file__).parent
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """A section whose level-three headings are items: how many, and the labelled lines each must have."""

    least: int
    most: int
    lines: tuple[tuple[str, str], ...]  # (key, Russian label)


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One heading of the body. `when` names the only origin it belongs to, or is empty."""

    id: str
    title: str
    required: bool
    least: int
    most: int
    description: str
    aliases: tuple[str, ...]
    when: str = ""
    items: ItemSpec | None = None


@dataclass(frozen=True, eq=False)
class Kind:
    """A schema document (JSON Schema 2020-12) and what our x- keys say in it."""

    name: str
    document: Schema

    @property
    def title(self) -> str:
        """What a record of this kind is called in Russian."""
        return str(self.document["title"])

    @cached_property
    def sections(self) -> tuple[SectionSpec, ...]:
        """The headings of the body in their fixed order; empty for kinds with a free body."""
        return tuple(_section(raw) for raw in self.document.get("x-sections", ()))

    @cached_property
    def section_names(self) -> Mapping[str, SectionSpec]:
        """Sections by everything they may be called, in lower case."""
        return {name.lower(): spec for spec in self.sections for name in (*spec.aliases, spec.title)}

    @cached_property
    def facets(self) -> tuple[str, ...]:
        """Names of the fields that become listing pages, in the order of the schema."""
        return tuple(name for name, field in self.document["properties"].items() if field.get("x-facet"))

    @cached_property
    def references(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Every field that names another record: its path and the kind of that record."""
        return tuple(_marked(self.document, "x-ref", ()))

    @cached_property
    def vocabularies(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Every field whose values are chosen from a vocabulary: its path and the vocabulary's name."""
        return tuple(_marked(self.document, "x-vocabulary", ()))

    def label(self, path: tuple[str | int, ...]) -> str:
        """Russian label of the field at `path`; the last key itself where the schema names none."""
        node = self.at(path)
        fallback = next((str(part) for part in reversed(path) if isinstance(part, str)), self.title)
        return str(node.get("title", fallback)) if node else fallback

    def at(self, path: tuple[str | int, ...]) -> Schema:
        """The part of the schema that rules the value at `path`; an item of a list is named by its list."""
        node: Schema = self.document
        for part in path:
            node = self._resolve(node)
            if isinstance(part, int):
                title = node.get("title")
                node = {"title": title, **node.get("items", {})} if title else node.get("items", {})
            else:
                node = node.get("properties", {}).get(part, {})
        return self._resolve(node)

    def with_vocabularies(self, vocabularies: Vocabularies) -> Schema:
        """The schema with every `x-vocabulary` of text turned into an `enum` of its ids."""
        document = copy.deepcopy(self.document)
        _fill(document, vocabularies)
        return document

    def _resolve(self, node: Schema) -> Schema:
        reference = node.get("$ref")
        if not reference:
            return node
        target: Schema = self.document
        for part in str(reference).removeprefix("#/").split("/"):
            target = target[part]
        return {**target, **{key: value for key, value in node.items() if key != "$ref"}}


@cache
def kind(name: str) -> Kind:
    """The kind of that name; raises KeyError for a name there is no schema of."""
    path = FOLDER / f"{name}.yml"
    if not path.is_file():
        raise KeyError(name)
    document, _, found = read_yaml(path.name, path.read_text(encoding="utf-8"))
    if found or not isinstance(document, dict):
        raise ValueError(f"{path}: {found}")
    return Kind(name, document)


def kinds() -> tuple[Kind, ...]:
    """All kinds, by name."""
    return tuple(kind(path.stem) for path in sorted(FOLDER.glob("*.yml")))


def _section(raw: Mapping[str, Any]) -> SectionSpec:
    items = raw.get("items")
    return SectionSpec(
        id=raw["id"],
        title=raw["title"],
        required=raw["required"],
        least=raw["min"],
        most=raw["max"],
        description=raw["description"],
        aliases=tuple(raw["aliases"]),
        when=raw.get("when", ""),
        items=ItemSpec(items["min"], items["max"], tuple((line["key"], line["label"]) for line in items["lines"])) if items else None,
    )


def _marked(node: object, key: str, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every field that carries the x- key: its path («*» stands for any item of a list) and the key's value."""
    if not isinstance(node, dict):
        return
    if key in node:
        yield path, str(node[key])
    for name, field in node.get("properties", {}).items():
        yield from _marked(field, key, (*path, name))
    yield from _marked(node.get("items"), key, (*path, "*"))


def _fill(node: object, vocabularies: Vocabularies) -> None:
    if isinstance(node, list):
        for item in node:
            _fill(item, vocabularies)
    if not isinstance(node, dict):
        return
    name = node.get("x-vocabulary")
    if name and node.get("type") == "string" and name in vocabularies:
        node["enum"] = [term.id for term in vocabularies[name].terms]
    for value in node.values():
        _fill(value, vocabularies)
