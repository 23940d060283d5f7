"""Records of who does what and when: the year of work by months, questions people ask with their answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.records import Record

CALENDAR = "content/calendar/year.yml"
FAQ = "content/faq/questions.yml"


class YearItem(Record, frozen=True):
    """Something to do in some months of every year; `about` is Markdown."""

    id: str
    title: str
    months: tuple[int, ...]
    about: str
    roles: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()


class Question(Record, frozen=True):
    """A question and its answer in Markdown; without `roles` it is everybody's."""

    id: str
    question: str
    answer: str
    roles: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


SCHOOL_YEAR = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
"""Months in the order in which a school lives through them."""


def busy(items: Iterable[YearItem]) -> frozenset[str]:
    """Roles that have something of their own to do in the year."""
    return frozenset(role for item in items for role in item.roles)


def year_of(items: Iterable[YearItem], role: str) -> tuple[YearItem, ...]:
    """What a role does in the year: its own, and what is everybody's; the whole for no role."""
    return tuple(item for item in items if not role or not item.roles or role in item.roles)


def by_month(items: Iterable[YearItem]) -> Iterator[tuple[int, tuple[YearItem, ...]]]:
    """Months with something to do in them, from September on."""
    every = tuple(items)
    for month in SCHOOL_YEAR:
        if found := tuple(item for item in every if month in item.months):
            yield month, found
