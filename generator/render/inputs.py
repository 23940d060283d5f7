"""What the parts of a site look at, as digests: a part whose inputs have the digests of the last time is the same part.

Each part names its inputs beside its maker (`compose`). The settings, the vocabularies, the law and which lists there are count for all.
A test makes a bank in some hundred states and holds that parts with one key have one outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import msgspec

from generator.model import Practice
from generator.model.bank import Shown
from generator.model.sections import Sections, pack
from generator.render.site import World
from generator.sums import sum_of

NONE = Sections(())
MENTION = re.compile("{п:[^}]*}".encode())


class Inputs:
    """Digests, 16 bytes each, of what a world holds; `of` is one digest of several."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._heads: dict[str, bytes] = {}

    def of(self, *parts: bytes | str) -> bytes:
        """One digest of several and of what counts for all."""
        return sum_of(self.ground, *(part.encode() if isinstance(part, str) else part for part in parts))

    def head(self, card: Practice) -> bytes:
        """A card without its text: what other pages show of it."""
        found = self._heads.get(card.id)
        if found is None:
            found = self._heads[card.id] = _packed(msgspec.structs.replace(card, sections=NONE))
        return found

    def heads(self, cards: Iterable[Practice]) -> bytes:
        """Cards without their texts, in their order."""
        return b"".join(map(self.head, cards))

    def own(self, *records: Shown | None) -> bytes:
        """Whole records; a place for each that is not there."""
        return b"".join(self.world.own(record) if record else bytes(16) for record in records)

    def files(self, paths: Iterable[str]) -> bytes:
        """Files of the bank by path, in order; a place for each that is not there."""
        return b"".join(self.world.sums.get(path, bytes(16)) for path in paths)

    @cached_property
    def ground(self) -> bytes:
        """What counts for all: settings, vocabularies, law; which lists and hand-written pages there are."""
        world, bank = self.world, self.world.bank
        pages = sorted((page.id, page.role) for page in bank.pages)
        listed = sorted(world.listed)
        return _packed(
            (
                world.settings,
                bank.vocabularies,
                bank.clauses,
                bank.acts,
                bank.glossary,
                bank.document,
                bank.wording,
                bank.coverage,
                pages,
                listed,
                bool(bank.calendar),
                bool(bank.faq),
            )
        )

    @cached_property
    def cards(self) -> bytes:
        """All cards that have a page, without their texts."""
        bank = self.world.bank
        return sum_of(self.heads((*bank.published, *bank.archived)))

    @cached_property
    def texts(self) -> bytes:
        """All cards that have a page, whole."""
        bank = self.world.bank
        return sum_of(self.own(*bank.published, *bank.archived))

    @cached_property
    def named(self) -> bytes:
        """What stands in the texts of cards that may name a clause."""
        return _packed([(card.id, card.sections.found(MENTION)) for card in self.world.bank.published])

    @cached_property
    def counts(self) -> bytes:
        """How many cards each value of a facet has."""
        return _packed([(facet.field, [(value.term.id, len(value.cards)) for value in facet.values]) for facet in self.world.facets])

    @cached_property
    def templates(self) -> bytes:
        """All templates."""
        return sum_of(self.own(*self.world.bank.templates))

    @cached_property
    def schools(self) -> bytes:
        """All schools."""
        return sum_of(self.own(*self.world.bank.schools))

    @cached_property
    def news(self) -> bytes:
        """All news."""
        return sum_of(self.own(*self.world.bank.news))

    @cached_property
    def events(self) -> bytes:
        """All events."""
        return sum_of(self.own(*self.world.bank.events))

    @cached_property
    def collections(self) -> bytes:
        """All collections."""
        return sum_of(self.own(*self.world.bank.collections))

    @cached_property
    def calendar(self) -> bytes:
        """The year of work."""
        return _packed(self.world.bank.calendar)

    @cached_property
    def faq(self) -> bytes:
        """All questions with their answers."""
        return _packed(self.world.bank.faq)

    @cached_property
    def pages(self) -> bytes:
        """All hand-written pages."""
        return sum_of(self.own(*self.world.bank.pages))

    @cached_property
    def attached(self) -> bytes:
        """All attached files."""
        return sum_of(self.files(entry.path for entry in self.world.bank.files))

    @cached_property
    def today(self) -> bytes:
        """The day the bank is looked at."""
        return self.world.bank.today.isoformat().encode()

    @cached_property
    def newest(self) -> bytes:
        """The newest day anything was written."""
        return self.world.bank.newest.isoformat().encode()


def _packed(value: object) -> bytes:
    return sum_of(pack(value))
