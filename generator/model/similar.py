"""Cards like a given one: by shared deficits, topics, mentee groups, kinds, subjects, keywords and contexts of schools."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from generator.model.bank import Bank
from generator.model.bits import add, bits, descending
from generator.model.records import Practice

# How much one field says, when its values are all the same. A kind is shared by nearly all, a deficit by few.
WEIGHTS = {"deficit": 3.0, "topic": 2.0, "subject": 2.0, "keywords": 2.0, "mentee_group": 1.5, "kind": 1.5, "school_context": 1.0}
_WEIGHTS = tuple(WEIGHTS.values())
LIMIT = 3
ROUNDING = 1e-6
UNIT = 24  # the parts of 1 that a promise is counted in: halves, thirds, quarters and sixths come out whole, others are rounded up

Values = tuple[int, ...]
"""The values of a card in the order of WEIGHTS, a bit for each."""


def promised(bank: Bank) -> bytes:
    """All that likeness depends on, as bytes."""
    return msgspec.msgpack.encode([(card.id, *(getattr(card, name) for name in WEIGHTS)) for card in bank.published])


class Likeness:
    """Which cards of a bank are like which; made once for all of them."""

    def __init__(self, bank: Bank) -> None:
        self._cards = sorted(bank.published, key=lambda card: card.id)
        self._signs = _Signs()
        self._values = [self._signs(card) for card in self._cards]
        self._numbers = {card.id: number for number, card in enumerate(self._cards)}
        self._having: dict[tuple[int, int], int] = defaultdict(int)
        for number, fields in enumerate(self._values):
            for field, values in enumerate(fields):
                for value in bits(values):
                    self._having[field, value] |= 1 << number

    def similar(self, card: Practice) -> tuple[Practice, ...]:
        """Up to three other published cards, the most alike first; equal ones by id, so that a build repeats itself.

        Cards that promise most are looked at first, until no other can come among the best.
        """
        mine, own = self._signs(card), self._numbers.get(card.id, -1)
        found: list[tuple[float, int]] = []
        for promise, group in descending(self._promises(mine)):
            if len(found) == LIMIT and promise / UNIT < -found[-1][0] - ROUNDING:
                break
            found += [(-_likeness(mine, self._values[number]), number) for number in bits(group) if number != own]
            found = sorted(found)[:LIMIT]
        return tuple(self._cards[number] for _, number in found)

    def _promises(self, mine: Values) -> list[int]:
        """The most that the likeness of each card can be – as if it had no other values –, in units: the binary digits of all, the lowest first."""
        digits: list[int] = []
        for field, values in enumerate(mine):
            worth = -(-_WEIGHTS[field] * UNIT // (values.bit_count() or 1))
            for value in bits(values):
                add(digits, self._having.get((field, value), 0), int(worth))
        return digits


class _Signs:
    """Values of cards as whole numbers, one a field, a bit for each value."""

    def __init__(self) -> None:
        self._known: tuple[dict[str, int], ...] = tuple({} for _ in WEIGHTS)

    def __call__(self, card: Practice) -> Values:
        return tuple(
            sum(1 << known.setdefault(value, len(known)) for value in set(getattr(card, name))) for name, known in zip(WEIGHTS, self._known, strict=True)
        )


def likeness(card: Practice, other: Practice) -> float:
    """The share of values two cards have in common, weighed by field."""
    signs = _Signs()
    return _likeness(signs(card), signs(other))


def _likeness(mine: Values, theirs: Values) -> float:
    total = 0.0
    for weight, own, others in zip(_WEIGHTS, mine, theirs, strict=True):
        if shared := own & others:
            total += weight * shared.bit_count() / (own | others).bit_count()
    return round(total, 6)  # so that the order of adding up decides nothing
