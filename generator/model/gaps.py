"""What the bank lacks: values that no published card has, and how two fields cross."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.facets import Facet
from generator.schema import Term

CROSSED = (("deficit", "mentee_group"), ("topic", "education_level"))  # what readers come with, against whom it is for


@dataclass(frozen=True, slots=True)
class Crossing:
    """How many cards have each pair of values of two fields, and each value: a card with two values counts in both."""

    rows: tuple[Term, ...]
    columns: tuple[Term, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]

    @property
    def numbers(self) -> dict[str, dict[str, int]]:
        """The counts by ids."""
        return {
            row.id: {column.id: number for column, number in zip(self.columns, counts, strict=True)} for row, counts in zip(self.rows, self.counts, strict=True)
        }

    @property
    def empty(self) -> int:
        """How many pairs have no card."""
        return sum(row.count(0) for row in self.counts)

    @property
    def most(self) -> int:
        """The largest number of a pair."""
        return max((number for row in self.counts for number in row), default=0)


def unused(facet: Facet) -> tuple[Term, ...]:
    """Values that may be chosen and that no card has."""
    return tuple(value.term for value in facet.values if not value.cards and not value.term.retired)


def crossing(first: Facet, second: Facet) -> Crossing:
    """Two fields crossed; a value that is chosen no more stands there only while a card has it."""
    rows, columns = ([value for value in facet.values if value.cards or not value.term.retired] for facet in (first, second))
    inside = [{card.id for card in value.cards} for value in columns]
    return Crossing(
        rows=tuple(value.term for value in rows),
        columns=tuple(value.term for value in columns),
        counts=tuple(tuple(sum(card.id in names for card in value.cards) for names in inside) for value in rows),
        row_totals=tuple(len(value.cards) for value in rows),
        column_totals=tuple(len(value.cards) for value in columns),
    )
