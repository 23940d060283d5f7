"""What a rule about one file may look at besides that file. Today is not in it: rules about dates stand in `dates`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.schema import Term, Vocabularies
from generator.settings import Settings


@dataclass(frozen=True)
class Lens:
    """The settings and the vocabularies of a bank."""

    settings: Settings
    vocabularies: Vocabularies

    @cached_property
    def retired(self) -> Mapping[str, Mapping[str, Term]]:
        """Terms that are chosen no more, by vocabulary and id."""
        return {name: {term.id: term for term in vocabulary.terms if term.retired} for name, vocabulary in self.vocabularies.items()}
