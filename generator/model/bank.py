"""The bank: all records by id, aliases, and who refers to whom. Built once, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from msgspec.structs import fields

from generator.load.walk import Entry
from generator.model.law import Act, Clause, CoverageGroup, Document, GlossaryTerm, Wording
from generator.model.people import Question, YearItem
from generator.model.programs import Program
from generator.model.records import Collection, Event, News, Page, Pick, Practice, School
from generator.schema import Term, Vocabularies

VISIBLE = frozenset({"published", "outdated"})
_LISTS = tuple(field.name for field in fields(Practice) if field.type == tuple[str, ...])


Shown = Practice | Program | School | News | Event | Collection | Page
"""A record that has a file of its own, of which it keeps the `path`."""


@dataclass(frozen=True, kw_only=True)
class Bank:
    """Every record that passed its schema, in the order of paths. `today` is the day the bank is looked at."""

    today: date
    vocabularies: Vocabularies
    practices: tuple[Practice, ...] = ()
    programs: tuple[Program, ...] = ()
    schools: tuple[School, ...] = ()
    news: tuple[News, ...] = ()
    events: tuple[Event, ...] = ()
    collections: tuple[Collection, ...] = ()
    pages: tuple[Page, ...] = ()
    clauses: tuple[Clause, ...] = ()
    acts: tuple[Act, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    calendar: tuple[YearItem, ...] = ()
    faq: tuple[Question, ...] = ()
    document: Document | None = None
    wording: Wording | None = None
    coverage: tuple[CoverageGroup, ...] = ()
    files: tuple[Entry, ...] = field(default=(), repr=False)

    @property
    def records(self) -> tuple[Shown, ...]:
        """Every record that has a file of its own."""
        return (*self.practices, *self.programs, *self.schools, *self.news, *self.events, *self.collections, *self.pages)

    @cached_property
    def published(self) -> tuple[Practice, ...]:
        """The cards the site shows, newest first."""
        shown = (card for card in self.practices if card.status in VISIBLE)
        return tuple(sorted(shown, key=lambda card: (-card.updated.toordinal(), -card.created.toordinal(), card.id)))

    @cached_property
    def archived(self) -> tuple[Practice, ...]:
        """Cards that are in no list any more; their pages stay, because links to them do."""
        return tuple(card for card in self.practices if card.status == "archived")

    @cached_property
    def templates(self) -> tuple[Program, ...]:
        """The templates the site shows, in their set order."""
        shown = (program for program in self.programs if program.status in VISIBLE)
        return tuple(sorted(shown, key=lambda program: (program.order, program.id)))

    @cached_property
    def practice_by_id(self) -> Mapping[str, Practice]:
        """Published cards by id."""
        return {card.id: card for card in self.published}

    @cached_property
    def program_by_id(self) -> Mapping[str, Program]:
        """Published templates by id."""
        return {program.id: program for program in self.templates}

    @cached_property
    def shown_collections(self) -> tuple[Collection, ...]:
        """The collections the site shows, in their set order: those with a published card in them."""
        shown = (item for item in self.collections if self.picks_of(item))
        return tuple(sorted(shown, key=lambda item: (item.order, item.title, item.id)))

    @cached_property
    def collections_with(self) -> Mapping[str, tuple[Collection, ...]]:
        """Shown collections by the id of each card in them."""
        found: dict[str, list[Collection]] = defaultdict(list)
        for item in self.shown_collections:
            for card in dict.fromkeys(card.id for card, _ in self.picks_of(item)):
                found[card].append(item)
        return {card: tuple(items) for card, items in found.items()}

    @cached_property
    def school_by_id(self) -> Mapping[str, School]:
        """Schools by id."""
        return {school.id: school for school in self.schools}

    @cached_property
    def role_pages(self) -> Mapping[str, Page]:
        """The hand-written page of each role that has one; the first by path where there are two."""
        return {page.role: page for page in reversed(self.pages) if page.role}

    @cached_property
    def act_by_id(self) -> Mapping[str, Act]:
        """Acts of the register by id."""
        return {act.id: act for act in self.acts}

    @cached_property
    def clause_by_id(self) -> Mapping[str, Clause]:
        """Clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def clause_names(self) -> Mapping[str, Clause]:
        """Clauses by everything a writer may call them: id, alias, and the number where it is printed once."""
        names: dict[str, Clause] = {}
        numbers: dict[str, list[Clause]] = defaultdict(list)
        for clause in self.clauses:
            if clause.number and clause.kind in ("section", "clause"):
                numbers[clause.number.rstrip(".")].append(clause)
        names.update({number: found[0] for number, found in numbers.items() if len(found) == 1})
        names.update({alias: clause for clause in self.clauses for alias in clause.aliases})
        names.update({clause.id: clause for clause in self.clauses})
        return names

    @cached_property
    def children(self) -> Mapping[str, tuple[Clause, ...]]:
        """Clauses by the id of the one around them, in the order of the text; sections under the empty id."""
        found: dict[str, list[Clause]] = defaultdict(list)
        for clause in self.clauses:
            found[clause.parent].append(clause)
        return {parent: tuple(items) for parent, items in found.items()}

    @cached_property
    def official(self) -> Mapping[str, tuple[str, ...]]:
        """Paragraphs of the official text by the id of their clause; empty while no text was imported."""
        return {item.id: item.paragraphs for item in self.wording.clauses} if self.wording else {}

    def page_clause(self, clause: Clause) -> Clause:
        """The clause whose page `clause` stands on: itself, or the numbered clause around it."""
        seen: set[str] = set()
        while clause.kind not in ("section", "clause", "order") and clause.parent in self.clause_by_id and clause.id not in seen:
            seen.add(clause.id)
            clause = self.clause_by_id[clause.parent]
        return clause

    def term(self, vocabulary: str, term_id: str) -> Term:
        """A term by vocabulary and id; a plain stand-in where the bank lacks it."""
        found = self.vocabularies.get(vocabulary)
        return (found.by_id.get(term_id) if found else None) or Term(id=term_id, label=term_id)

    def news_of(self, school: School) -> tuple[News, ...]:
        """A school's news, newest first."""
        return tuple(sorted((n for n in self.news if n.school == school.id), key=lambda n: (n.date, n.id), reverse=True))

    def events_of(self, school: School | None) -> tuple[Event, ...]:
        """Events of a school, or of the region for None, by date."""
        owner = school.id if school else ""
        return tuple(sorted((event for event in self.events if event.school == owner), key=lambda e: (e.date, e.id)))

    def practices_of(self, school: School) -> tuple[tuple[Practice, ...], tuple[Practice, ...]]:
        """A school's own published cards, and those of others that it says it uses."""
        own = self._cards_by_school.get(school.id, ())
        named = (self.practice_by_id[name] for name in school.practices if name in self.practice_by_id)
        return own, tuple(card for card in named if card.organization != school.id)

    def picks_of(self, collection: Collection) -> tuple[tuple[Practice, Pick], ...]:
        """The published cards of a collection in its order, each with its pick."""
        return tuple((self.practice_by_id[pick.practice], pick) for pick in collection.practices if pick.practice in self.practice_by_id)

    @cached_property
    def _cards_by_school(self) -> Mapping[str, tuple[Practice, ...]]:
        found: dict[str, list[Practice]] = defaultdict(list)
        for card in self.published:
            found[card.organization].append(card)
        return {school: tuple(cards) for school, cards in found.items()}

    @cached_property
    def cards_by_value(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Ids of published cards by a field that is a list of words and a value of it."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for card in self.published:
            for name in _LISTS:
                for value in getattr(card, name):
                    found[name, value].append(card.id)
        return {place: tuple(cards) for place, cards in found.items()}

    @cached_property
    def lately(self) -> tuple[Practice, ...]:
        """Published cards, the lately changed first."""
        return tuple(sorted(self.published, key=lambda card: (-card.updated.toordinal(), card.id)))

    @cached_property
    def bits_by_value(self) -> Mapping[tuple[str, str], int]:
        """Which of the cards `lately` have a value in a field that is a list of words: a bit for each (`bits`)."""
        places = {card.id: place for place, card in enumerate(self.lately)}
        return {value: sum(1 << places[name] for name in dict.fromkeys(cards)) for value, cards in self.cards_by_value.items()}

    @cached_property
    def newest(self) -> date:
        """The newest day anything was written: the clock of everything that must not change by itself.

        Days of events are not such: an event is written before it happens.
        """
        dates = [card.updated for card in self.published] + [program.updated for program in self.templates]
        dates += [school.updated for school in self.schools]
        dates += [item.date for item in self.news]
        dates += [item.updated for item in self.collections]
        dates += [page.updated for page in self.pages if page.updated]
        return max(dates, default=date(2000, 1, 1))
