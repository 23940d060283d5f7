"""Facets: which published cards have which value of each field the schema marks with `x-facet`.

Three more follow from what cards say anyway: where the organisation is, how long a cycle lasts, how many hours it takes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

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
    """One field; `values` are in the order of the vocabulary, those without cards too. `derived`: no card has such a field."""

    field: str
    label: str
    vocabulary: str
    values: tuple[FacetValue, ...]
    derived: bool = False

    @property
    def used(self) -> tuple[FacetValue, ...]:
        """The values that have cards: the listing pages."""
        return tuple(value for value in self.values if value.cards)


@dataclass(frozen=True, slots=True)
class Range:
    """A range of a number as a value to choose; `most` still belongs to it, what is less than the range before does not."""

    term: Term
    most: float


HOURS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 31 * 24, "year": 365 * 24}  # a month by its longest, so that «31 день» is one
ALWAYS = float("inf")
DURATIONS = (
    Range(Term(id="do-mesyaca", label="до месяца", definition="Один цикл занимает не больше месяца."), 1 * HOURS["month"]),
    Range(Term(id="1-3-mesyaca", label="1–3 месяца", definition="Один цикл длиннее месяца, но не дольше трёх."), 3 * HOURS["month"]),
    Range(Term(id="3-6-mesyacev", label="3–6 месяцев", definition="Один цикл длиннее трёх месяцев, но не дольше полугода."), 6 * HOURS["month"]),
    Range(Term(id="6-12-mesyacev", label="6–12 месяцев", definition="Один цикл длиннее полугода, но не дольше года."), 12 * HOURS["month"]),
    Range(Term(id="bolshe-goda", label="больше года", definition="Один цикл длиннее года."), ALWAYS),
)
EFFORTS = (
    Range(Term(id="do-3-chasov", label="до 3 часов в месяц", definition="Наставник тратит не больше трёх часов в месяц."), 3),
    Range(Term(id="3-5-chasov", label="3–5 часов в месяц", definition="Наставник тратит больше трёх, но не больше пяти часов в месяц."), 5),
    Range(Term(id="5-8-chasov", label="5–8 часов в месяц", definition="Наставник тратит больше пяти, но не больше восьми часов в месяц."), 8),
    Range(Term(id="bolshe-8-chasov", label="больше 8 часов в месяц", definition="Наставник тратит больше восьми часов в месяц."), ALWAYS),
)
DERIVED = ("municipality", "duration", "effort")


def facets(bank: Bank) -> tuple[Facet, ...]:
    """Every facet: those of the practice schema in its order, then the derived ones."""
    return (*_of_schema(bank), *_derived(bank))


def facet_fields() -> tuple[str, ...]:
    """Names of all facets, which are also names of folders below practices/."""
    return (*kind("practice").facets, *DERIVED)


def values_of(card: Practice, field: str) -> tuple[str, ...]:
    """The values of a card's own field as ids; a field left out gives none."""
    value = getattr(card, field)
    if isinstance(value, tuple):
        return value
    return () if value in ("", None) else (str(value),)


def _of_schema(bank: Bank) -> Iterator[Facet]:
    schema = kind("practice")
    for name in schema.facets:
        field = schema.at((name,))
        vocabulary = str(field.get("items", field).get("x-vocabulary", ""))
        terms = _terms(bank, vocabulary) if vocabulary else tuple(Term(id=key, label=label) for key, label in field.get("x-labels", {}).items())
        yield Facet(name, str(field["title"]), vocabulary, _spread(bank, terms, partial(values_of, field=name)))


def _derived(bank: Bank) -> Iterator[Facet]:
    place, schema = kind("school").at(("municipality",)), kind("practice")
    places = str(place["x-vocabulary"])

    def municipality(card: Practice) -> tuple[str, ...]:
        school = bank.school_by_id.get(card.organization)
        return (school.municipality,) if school else ()

    def lasting(card: Practice) -> tuple[str, ...]:
        return (_in(DURATIONS, card.duration.value * HOURS[card.duration.unit]),)

    def taking(card: Practice) -> tuple[str, ...]:
        return (_in(EFFORTS, card.effort.mentor_hours_month),) if card.effort else ()

    yield Facet("municipality", str(place["title"]), places, _spread(bank, _terms(bank, places), municipality), derived=True)
    for field, ranges, of in (("duration", DURATIONS, lasting), ("effort", EFFORTS, taking)):
        yield Facet(field, str(schema.at((field,))["title"]), "", _spread(bank, [each.term for each in ranges], of), derived=True)


def _in(ranges: Iterable[Range], number: float) -> str:
    """The range a number falls in; the last has no end."""
    return next(each.term.id for each in ranges if number <= each.most)


def _terms(bank: Bank, vocabulary: str) -> tuple[Term, ...]:
    return bank.vocabularies[vocabulary].terms if vocabulary in bank.vocabularies else ()


def _spread(bank: Bank, terms: Iterable[Term], of: Callable[[Practice], Iterable[str]]) -> tuple[FacetValue, ...]:
    """The published cards of each term, found in one walk over the cards."""
    found: dict[str, list[Practice]] = defaultdict(list)
    for card in bank.published:
        for value in dict.fromkeys(of(card)):
            found[value].append(card)
    return tuple(FacetValue(term, tuple(found.get(term.id, ()))) for term in terms)
