"""Cards like a given one: by shared deficits, topics, mentee groups, kinds, subjects, keywords and contexts of schools.

A set of cards is one whole number, a bit for each card, so that «all with this deficit and that topic» is one operation on
numbers, however many cards there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from generator.model.bank import Bank
from generator.model.records import Practice

# How much one field says, when its values are all the same. A kind is shared by nearly all, a deficit by few.
WEIGHTS = {"deficit": 3.0, "topic": 2.0, "subject": 2.0, "keywords": 2.0, "mentee_group": 1.5, "kind": 1.5, "school_context": 1.0}
_WEIGHTS = tuple(WEIGHTS.values())
LIMIT = 3
_ROUNDING = 1e-6

Values = tuple[frozenset[str], ...]
"""The values of a card in the order of WEIGHTS."""


class Likeness:
    """Which cards of a bank are like which; made once for all of them."""

    def __init__(self, bank: Bank) -> None:
        self._cards = sorted(bank.published, key=lambda card: card.id)
        self._values = [tuple(frozenset(getattr(card, name)) for name in WEIGHTS) for card in self._cards]
        found: dict[tuple[int, str], int] = defaultdict(int)
        for number, fields in enumerate(self._values):
            bit = 1 << number
            for field, values in enumerate(fields):
                for value in values:
                    found[field, value] |= bit
        self._having: Mapping[tuple[int, str], int] = found

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {card.id: number for number, card in enumerate(self._cards)}

    def similar(self, card: Practice) -> tuple[Practice, ...]:
        """Up to three other published cards, the most alike first; equal ones by id, so that a build repeats itself."""
        search = _Search(self._having, self._values, tuple(frozenset(getattr(card, name)) for name in WEIGHTS))
        everyone = (1 << len(self._cards)) - 1
        own = self._numbers.get(card.id)
        search.among(0, everyone if own is None else everyone & ~(1 << own), 0.0)
        return tuple(self._cards[number] for _, number in search.best)


class _Search:
    """The best of all cards for one: groups that share more of its values first; a group that cannot hold a better one is left out."""

    def __init__(self, having: Mapping[tuple[int, str], int], values: Sequence[Values], mine: Values) -> None:
        self._having, self._values, self._mine = having, values, mine
        self._most = [sum(weight for weight, own in zip(_WEIGHTS[field:], mine[field:], strict=True) if own) for field in range(len(_WEIGHTS) + 1)]
        self.best: list[tuple[float, int]] = []  # likeness with the sign changed, number

    def among(self, field: int, group: int, promise: float) -> None:
        """Look at the cards of `group`, of which `promise` is the most that the fields before `field` can give."""
        if not group or (len(self.best) == LIMIT and promise + self._most[field] < -self.best[-1][0] - _ROUNDING):
            return
        if field == len(_WEIGHTS):
            if promise:
                self.best = sorted([*self.best, *((-_likeness(self._mine, self._values[number]), number) for number in _bits(group))])[:LIMIT]
            return
        own = self._mine[field]
        sharing = [group, *(0 for _ in own)]  # at least so many of the values
        for value in own:
            having = self._having.get((field, value), 0)
            for times in range(len(own), 0, -1):
                sharing[times] |= sharing[times - 1] & having
        for times in range(len(own), -1, -1):
            more = sharing[times + 1] if times < len(own) else 0
            self.among(field + 1, sharing[times] & ~more, promise + _WEIGHTS[field] * times / len(own) if own else promise)


def likeness(card: Practice, other: Practice) -> float:
    """The share of values two cards have in common, weighed by field."""
    return _likeness(*(tuple(frozenset(getattr(each, name)) for name in WEIGHTS) for each in (card, other)))


def _likeness(mine: Values, theirs: Values) -> float:
    total = 0.0
    for weight, own, others in zip(_WEIGHTS, mine, theirs, strict=True):
        if shared := len(own & others):
            total += weight * shared / (len(own) + len(others) - shared)
    return round(total, 6)  # so that the order of adding up decides nothing


def _bits(group: int) -> Iterator[int]:
    """Numbers of the bits that are set, the lowest first."""
    while group:
        lowest = group & -group
        yield lowest.bit_length() - 1
        group ^= lowest
