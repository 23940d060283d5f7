"""Facets: which published cards have which value of each field the schema marks with `x-facet`."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.bank import Bank
from generator.model.records import Practice
from generator.schema import Term, kind


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value and the cards that have it, newest first."""

    term: Term
    cards: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One field; `values` are in the order of the vocabulary, those without cards too."""

    field: str
    label: str
    vocabulary: str
    values: tuple[FacetValue, ...]

    @property
    def used(self) -> tuple[FacetValue, ...]:
        """The values that have cards: the listing pages."""
        return tuple(value for value in self.values if value.cards)


def facets(bank: Bank) -> tuple[Facet, ...]:
    """Every facet of the practice schema, in its order."""
    schema = kind("practice")
    found = []
    for name in schema.facets:
        field = schema.at((name,))
        item = field.get("items", field)
        vocabulary = str(item.get("x-vocabulary", ""))
        if vocabulary:
            terms = bank.vocabularies[vocabulary].terms if vocabulary in bank.vocabularies else ()
        else:
            terms = tuple(Term(id=key, label=label) for key, label in field.get("x-labels", {}).items())
        values = tuple(FacetValue(term, tuple(card for card in bank.published if term.id in values_of(card, name))) for term in terms)
        found.append(Facet(name, str(field["title"]), vocabulary, values))
    return tuple(found)


def values_of(card: Practice, field: str) -> tuple[str, ...]:
    """The values of a card's field as ids; a field left out gives none."""
    value = getattr(card, field)
    if isinstance(value, tuple):
        return value
    return () if value in ("", None) else (str(value),)
