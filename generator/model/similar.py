"""Cards like a given one: by shared deficits, topics, mentee groups, kinds, subjects, keywords and contexts of schools."""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop

from generator.model.bank import Bank
from generator.model.records import Practice

# How much one field says, when its values are all the same. A kind is shared by nearly all, a deficit by few.
WEIGHTS = {"deficit": 3.0, "topic": 2.0, "mentee_group": 1.5, "kind": 1.5, "subject": 2.0, "keywords": 2.0, "school_context": 1.0}
_ROUNDING = 1e-9


def similar(bank: Bank, card: Practice, limit: int = 3) -> tuple[Practice, ...]:
    """Up to `limit` other published cards, the most alike first; equal ones by id, so that a build repeats itself.

    Candidates are taken from the most promising on, until no other can come among the best.
    """
    candidates = [(-most, other) for other, most in _promises(bank, card).items()]
    heapify(candidates)
    found: list[tuple[float, str]] = []
    while candidates:
        most, other = heappop(candidates)
        if len(found) >= limit and -most < -found[limit - 1][0] - _ROUNDING:
            break
        found.append((-likeness(card, bank.practice_by_id[other]), other))
        found.sort()
    return tuple(bank.practice_by_id[other] for _, other in found[:limit])


def likeness(card: Practice, other: Practice) -> float:
    """The share of values two cards have in common, weighed by field."""
    total = 0.0
    for name, weight in WEIGHTS.items():
        mine, theirs = set(getattr(card, name)), set(getattr(other, name))
        if mine and theirs:
            total += weight * len(mine & theirs) / len(mine | theirs)
    return total


def _promises(bank: Bank, card: Practice) -> dict[str, float]:
    """Cards that share a value, by id, with the most their likeness can be: as if they had no other values."""
    found: dict[str, float] = defaultdict(float)
    for name, weight in WEIGHTS.items():
        values = set(getattr(card, name))
        for value in values:
            worth = weight / len(values)
            for other in bank.cards_by_value.get((name, value), ()):
                found[other] += worth
    found.pop(card.id, None)
    return found
