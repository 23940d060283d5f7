"""What the bank has on each clause: the records that name it, in their fields or in their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.bank import Bank
from generator.model.prose import links
from generator.model.records import Event, GlossaryTerm, Page, Practice, Program
from generator.schema import Term

Referrer = Practice | Program | Page | GlossaryTerm | Event


@dataclass(frozen=True, slots=True)
class Backlinks:
    """Who names a clause. `terms` are vocabulary terms with their vocabulary's name."""

    practices: tuple[Practice, ...] = ()
    programs: tuple[Program, ...] = ()
    pages: tuple[Page, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[tuple[str, Term], ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(found) for found in (self.practices, self.programs, self.pages, self.glossary, self.events, self.terms))


def backlinks(bank: Bank) -> Mapping[str, Backlinks]:
    """Backlinks by clause id; a record that names a clause twice counts once."""
    practices: dict[str, list[Practice]] = defaultdict(list)
    programs: dict[str, list[Program]] = defaultdict(list)
    pages: dict[str, list[Page]] = defaultdict(list)
    glossary: dict[str, list[GlossaryTerm]] = defaultdict(list)
    events: dict[str, list[Event]] = defaultdict(list)
    terms: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for card in bank.published:
        named = {*card.basis, *(name for section in card.sections for name in _named(bank, section.text))}
        for name in sorted(named):
            practices[name].append(card)
    for program in bank.templates:
        for name in sorted({*program.basis, *_named(bank, program.body)}):
            programs[name].append(program)
    for page in bank.pages:
        for name in sorted({*page.basis, *_named(bank, page.body)}):
            pages[name].append(page)
    for term in bank.glossary:
        if term.source:
            glossary[term.source].append(term)
    for event in bank.events:
        for name in event.basis:
            events[name].append(event)
    for vocabulary in bank.vocabularies.values():
        for value in vocabulary.terms:
            if value.source:
                terms[value.source].append((vocabulary.name, value))
    return {
        clause.id: Backlinks(
            tuple(practices[clause.id]), tuple(programs[clause.id]), tuple(pages[clause.id]),
            tuple(glossary[clause.id]), tuple(events[clause.id]), tuple(terms[clause.id]),
        )
        for clause in bank.clauses
    }  # fmt: skip


def _named(bank: Bank, text: str) -> Iterator[str]:
    if "{п:" not in text:
        return
    for link in links(text):
        if link.kind == "clause" and link.target in bank.clause_names:
            yield bank.clause_names[link.target].id
