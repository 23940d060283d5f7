"""The way from a difficulty to practices: which cards suit a reader's answers, the best first, and why.

A pure function of the bank. The order, each part deciding only where all before it are equal:

1. how narrowly a card is meant for the answers: the number of mentee groups and of deficits it names, where the reader
   named one – a card for one group and one difficulty knows it better than a card for everybody;
2. evidence, then how many other organisations repeated the practice;
3. lightness: hours of both together in one whole cycle, where the card says how many; then the shorter cycle;
4. the newest, and at last the id, so that a build repeats itself.

Only cards that name both answers are ranked. Where there is none, `nearest` keeps one answer and lets the other go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from generator.model.bank import Bank
from generator.model.records import Practice

WEEKLY_HOURS = 4.0  # a month has a little more than four weeks: so many hours are one a week
MONTH, QUARTER = 1.04, 3.1  # months of 30 days: a month of 31 and three such still fit


class Spell(Enum):
    """How much time a reader has; a card stands under the shortest that holds its cycle."""

    MONTH = "mesyac"
    QUARTER = "chetvert"
    LONG = "polgoda"


@dataclass(frozen=True, slots=True)
class Choice:
    """A reader's answers: ids of a mentee group and of a deficit; empty is «any»."""

    group: str = ""
    deficit: str = ""

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The answers given, by the fields of a card."""
        return tuple((name, value) for name, value in (("mentee_group", self.group), ("deficit", self.deficit)) if value)


@dataclass(frozen=True, slots=True)
class Nearest:
    """What suits one of the answers: the same difficulty of other groups, other difficulties of the same group."""

    deficit: tuple[Practice, ...] = ()
    group: tuple[Practice, ...] = ()


def askable(bank: Bank) -> bool:
    """Whether there is anything to ask about: cards, and words for both questions."""
    return bool(bank.published) and all(bank.vocabularies.get(name) and bank.vocabularies[name].terms for name in ("mentee_groups", "deficits"))


def ranked(bank: Bank, choice: Choice) -> tuple[Practice, ...]:
    """Published cards that name every answer given, the best first."""
    found = [set(bank.cards_by_value.get(field, ())) for field in choice.fields]
    ids = set.intersection(*found) if found else set(bank.practice_by_id)
    return best((bank.practice_by_id[name] for name in ids), choice)


def best(cards: Iterable[Practice], choice: Choice = Choice()) -> tuple[Practice, ...]:  # frozen
    """Cards in the order of the navigator."""
    return tuple(sorted(cards, key=lambda card: _place(card, choice)))


def nearest(bank: Bank, choice: Choice) -> Nearest:
    """Cards that suit one of two answers, those that suit both left out; empty where only one was given."""
    if not (choice.group and choice.deficit):
        return Nearest()
    both = {card.id for card in ranked(bank, choice)}
    by_deficit = tuple(card for card in ranked(bank, Choice(deficit=choice.deficit)) if card.id not in both)
    by_group = tuple(card for card in ranked(bank, Choice(group=choice.group)) if card.id not in both)
    return Nearest(by_deficit, by_group)


def spell(card: Practice) -> Spell:
    """The shortest time that holds one cycle of the practice."""
    months = card.duration.months
    return Spell.MONTH if months <= MONTH else Spell.QUARTER if months <= QUARTER else Spell.LONG


def by_spell(cards: Iterable[Practice]) -> Mapping[Spell, tuple[Practice, ...]]:
    """Cards under the time they take, in the order they came; every spell is there."""
    found: dict[Spell, list[Practice]] = {each: [] for each in Spell}
    for card in cards:
        found[spell(card)].append(card)
    return {each: tuple(cards) for each, cards in found.items()}


def weekly(cards: Iterable[Practice]) -> tuple[Practice, ...]:
    """Cards for which an hour a week of the mentor is enough; a card that does not say is left out."""
    return tuple(card for card in cards if card.effort and card.effort.mentor_hours_month <= WEEKLY_HOURS)


def narrow(card: Practice, field: str) -> bool:
    """Whether a card names one value of a field and no other: it is meant for just that."""
    return len(getattr(card, field)) == 1


def _place(card: Practice, choice: Choice) -> tuple[float | int | str, ...]:
    breadth = sum(len(getattr(card, name)) for name, _ in choice.fields)
    months = card.duration.months
    hours = (card.effort.mentor_hours_month + card.effort.mentee_hours_month) * months if card.effort else float("inf")
    return (breadth, -card.evidence, -len(card.replicated_in), hours, months, -card.updated.toordinal(), card.id)
