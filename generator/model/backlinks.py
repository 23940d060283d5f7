"""What the bank has on each clause: the records that name it, in their fields or in their texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.model.bank import Bank
from generator.model.law import GlossaryTerm
from generator.model.links import links
from generator.model.people import Question, YearItem
from generator.model.programs import Program
from generator.model.records import Event, Page, Practice
from generator.schema import Term

R = TypeVar("R")
MARK = "{п:"  # begins every mention of a clause in a text


@dataclass(frozen=True, slots=True)
class Backlinks:
    """Who names a clause. `terms` are vocabulary terms with their vocabulary's name."""

    practices: tuple[Practice, ...] = ()
    programs: tuple[Program, ...] = ()
    pages: tuple[Page, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[tuple[str, Term], ...] = ()
    questions: tuple[Question, ...] = ()
    tasks: tuple[YearItem, ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(found) for found in (self.practices, self.programs, self.pages, self.glossary, self.events, self.terms, self.questions, self.tasks))


def backlinks(bank: Bank) -> Mapping[str, Backlinks]:
    """Backlinks by clause id; a record that names a clause twice counts once."""
    practices = _by_clause((card, {*card.basis, *_named_in(bank, card)}) for card in bank.published)
    programs = _by_clause((program, {*program.basis, *_named(bank, (program.body,))}) for program in bank.templates)
    pages = _by_clause((page, {*page.basis, *_named(bank, (page.body,))}) for page in bank.pages)
    glossary = _by_clause((term, {term.source}) for term in bank.glossary)
    events = _by_clause((event, set(event.basis)) for event in bank.events)
    terms = _by_clause(((name, term), {term.source}) for name, vocabulary in sorted(bank.vocabularies.items()) for term in vocabulary.terms)
    questions = _by_clause((question, {*question.basis, *_named(bank, (question.answer,))}) for question in bank.faq)
    tasks = _by_clause((item, {*item.basis, *_named(bank, (item.about,))}) for item in bank.calendar)
    return {
        clause.id: Backlinks(
            practices=practices.get(clause.id, ()),
            programs=programs.get(clause.id, ()),
            pages=pages.get(clause.id, ()),
            glossary=glossary.get(clause.id, ()),
            events=events.get(clause.id, ()),
            terms=terms.get(clause.id, ()),
            questions=questions.get(clause.id, ()),
            tasks=tasks.get(clause.id, ()),
        )
        for clause in bank.clauses
    }


def _by_clause(found: Iterable[tuple[R, Collection[str]]]) -> Mapping[str, tuple[R, ...]]:
    """Records by the id of each clause they name."""
    by_clause: dict[str, tuple[R, ...]] = {}
    for record, names in found:
        for name in names:
            by_clause[name] = (*by_clause.get(name, ()), record)
    return by_clause


def _named_in(bank: Bank, card: Practice) -> Iterator[str]:
    return _named(bank, (section.text for section in card.sections) if card.sections.holds(MARK) else ())


def _named(bank: Bank, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if MARK in text:
            for link in links(text):
                if link.kind == "clause" and link.target in bank.clause_names:
                    yield bank.clause_names[link.target].id
