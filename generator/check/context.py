"""What rules about the whole bank may look at: the facts of every file, the law the bank is about, today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.check.facts import Facts, Path, values_at
from generator.check.lens import Lens
from generator.diagnostics import Place
from generator.load import Source, Tree
from generator.load.walk import Entry
from generator.model import Bank
from generator.model.bank import VISIBLE


@dataclass(frozen=True)
class Context:
    """One run over a bank. `law` holds its clauses, acts and terms; `read` gives a file again, for places and whole texts."""

    lens: Lens
    today: date
    tree: Tree
    facts: Mapping[str, Facts]
    law: Bank
    read: Callable[[str], Source | None]

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
        cards = (entry.path for entry, facts in self.sound("practice") if facts.status not in VISIBLE and facts.status != "archived")
        return frozenset(cards).union(entry.path for entry, facts in self.sound("program") if facts.status not in VISIBLE)

    @cached_property
    def clause_names(self) -> frozenset[str]:
        """Everything a clause may be called, those of a section with a fault of its own too: a fault must not breed others."""
        sound = set(self.law.clause_names)
        broken = [facts for _, facts in self.of_kind("regulation") if not sound & set(_names(facts))]
        return frozenset(sound.union(*map(_names, broken)))

    def of_kind(self, name: str) -> Iterator[tuple[Entry, Facts]]:
        """Readable files of one kind, in the order of their paths."""
        return iter(self._by_kind.get(name, ()))

    @cached_property
    def _by_kind(self) -> Mapping[str, list[tuple[Entry, Facts]]]:
        found: dict[str, list[tuple[Entry, Facts]]] = defaultdict(list)
        for entry in self.tree.records:
            if (facts := self.facts[entry.path]).readable:
                found[entry.kind].append((entry, facts))
        return found

    def sound(self, name: str) -> Iterator[tuple[Entry, Facts]]:
        """Files of one kind whose fields and sections are as the schema wants them."""
        return ((entry, facts) for entry, facts in self.of_kind(name) if facts.sound)

    def place(self, path: str, *keys: str | int) -> Place:
        """Place of a value in the file `path`."""
        source = self.read(path)
        return source.spans.of(keys) if source else Place(path)

    def key(self, path: str, keys: Path) -> Place:
        """Place of a key in the file `path`."""
        source = self.read(path)
        return source.spans.key(keys) if source else Place(path)


def _names(facts: Facts) -> Iterator[str]:
    """Ids, numbers and aliases of a section of the order, whatever else is wrong with it."""
    for key in ("id", "number", "aliases"):
        for _, value in values_at(facts.whole, ("clauses", "*", key)):
            yield from (str(item) for item in (value if isinstance(value, list) else [value]))
