"""What every rule may look at: the sources with their places, the bank made of the sound ones, the files, the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import Place
from generator.load import Source, Tree, Value
from generator.load.walk import Entry
from generator.memo import Memo
from generator.model import Bank
from generator.model.bank import VISIBLE
from generator.schema import Kind, kind
from generator.settings import Settings


@dataclass(frozen=True)
class Context:
    """One run of the checker."""

    settings: Settings
    tree: Tree
    sources: tuple[Source, ...]
    bank: Bank
    memo: Memo = field(default_factory=Memo)

    @cached_property
    def by_path(self) -> Mapping[str, Source]:
        """Sources by path."""
        return {source.path: source for source in self.sources}

    @cached_property
    def records(self) -> Mapping[str, Entry]:
        """Files of records by path, the unsound ones too."""
        return {entry.path: entry for entry in self.tree.records}

    @cached_property
    def files(self) -> frozenset[str]:
        """Paths of the attachments."""
        return frozenset(entry.path for entry in self.tree.files)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Paths of the cards and templates that are sound but not on the site."""
        cards = (card.path for card in self.bank.practices if card.status not in VISIBLE and card.status != "archived")
        return frozenset(cards).union(program.path for program in self.bank.programs if program.status not in VISIBLE)

    @cached_property
    def clause_names(self) -> frozenset[str]:
        """Everything a clause may be called, those of a section with a fault of its own too: a fault must not breed others."""
        sound = set(self.bank.clause_names)
        broken = [source for source in self.of_kind("regulation") if not sound & set(_names(source))]
        return frozenset(sound.union(*map(_names, broken)))

    def of_kind(self, name: str) -> Iterator[Source]:
        """Sources of one kind."""
        return (source for source in self.sources if source.entry.kind == name)

    def place(self, path: str, *keys: str | int) -> Place:
        """Place of a value in the file `path`."""
        return self.by_path[path].spans.of(keys)


def _names(source: Source) -> Iterator[str]:
    """Ids, numbers and aliases of a section of the order, whatever else is wrong with it."""
    for key in ("id", "number", "aliases"):
        for _, value in values_at(source.values, ("clauses", "*", key)):
            yield from (str(item) for item in (value if isinstance(value, list) else [value]))


def kind_of(source: Source) -> Kind:
    """The schema that rules a source."""
    return kind(source.entry.kind)


def values_at(value: Value, path: tuple[str, ...], here: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Value]]:
    """Every value at a schema path such as ("items", "*", "id"), with its place in the data."""
    if not path:
        yield here, value
    elif path[0] == "*":
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from values_at(item, path[1:], (*here, index))
    elif isinstance(value, dict) and path[0] in value:
        yield from values_at(value[path[0]], path[1:], (*here, path[0]))
