"""The nearest of many names, for the first misses of a run: a guess looks through all the names, and a bank may have thousands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.schema.suggest import nearest

MOST = 50  # different misses; who has more has renamed something


@dataclass
class Guesser:
    """Guesses among `names`, which maps spellings to what they stand for."""

    names: Mapping[str, str]
    _made: dict[str, str | None] = field(default_factory=dict)

    def __call__(self, word: str) -> str | None:
        """What `word` was likely meant to be; None when nothing is near, or too much was asked already."""
        if word not in self._made:
            self._made[word] = nearest(word, self.names) if len(self._made) < MOST else None
        return self._made[word]
