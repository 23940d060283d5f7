"""Cards like a given one: by shared deficits, topics, mentee groups, kind, form and keywords."""

from __future__ import annotations

from generator.model.bank import Bank
from generator.model.records import Practice

# How much one shared value says. A form is shared by nearly all, a deficit by few.
WEIGHTS = {"deficit": 3.0, "topic": 2.0, "mentee_group": 1.5, "kind": 1.5, "subject": 2.0, "keywords": 2.0, "school_context": 1.0}


def similar(bank: Bank, card: Practice, limit: int = 3) -> tuple[Practice, ...]:
    """Up to `limit` other published cards, the most alike first; equal ones by id, so that a build repeats itself."""

    def score(other: Practice) -> float:
        total = 0.0
        for name, weight in WEIGHTS.items():
            mine, theirs = set(getattr(card, name)), set(getattr(other, name))
            if mine and theirs:
                total += weight * len(mine & theirs) / len(mine | theirs)
        return total

    ranked = sorted(((score(other), other) for other in bank.published if other.id != card.id), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(other for points, other in ranked[:limit] if points > 0)
