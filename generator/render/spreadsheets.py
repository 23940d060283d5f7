"""The bank as tables for people who count: every card in a line, and how many cards each municipality, level and topic has.

CSV as Russian spreadsheets open it (RFC 4180 with semicolons, UTF-8 with its mark). A text that a spreadsheet would take for a formula is quoted by an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product

from generator.render.site import World, practice_url

CARDS, COUNTS = "api/v1/practices.csv", "api/v1/counts.csv"
COUNTED = ("municipality", "level", "topic")
"""What those ask about who answer for a region (the master table, F1)."""
NONE = "не указано"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_files(world: World) -> dict[str, bytes]:
    """Both tables."""
    return {CARDS: _csv(_cards(world)), COUNTS: _csv(_counts(world))}


def _cards(world: World) -> Iterable[Sequence[str]]:
    schools = world.bank.school_by_id
    yield ("Практика", "Организация", *(facet.label for facet in world.facets), "Создана", "Обновлена", "Адрес")
    named = {facet.field: _names(world, facet.field) for facet in world.facets}
    for card in world.bank.published:
        school = schools.get(card.organization)
        values = (", ".join(named[facet.field].get(card.id, ())) for facet in world.facets)
        yield (
            card.title,
            school.name_short if school else "",
            *values,
            card.created.isoformat(),
            card.updated.isoformat(),
            world.absolute(practice_url(card)),
        )


def _counts(world: World) -> Iterable[Sequence[str]]:
    labels = {facet.field: facet.label for facet in world.facets}
    fields = [field for field in COUNTED if field in labels]
    yield (*(labels[field] for field in fields), "Практик")
    named = [_names(world, field) for field in fields]
    found = Counter(row for card in world.bank.published for row in product(*(names.get(card.id, (NONE,)) for names in named)))
    for row, number in sorted(found.items()):
        yield (*row, str(number))


def _names(world: World, field: str) -> dict[str, tuple[str, ...]]:
    """The names of the values that cards have in a facet, by the card's id."""
    facet = next(facet for facet in world.facets if facet.field == field)
    found: dict[str, tuple[str, ...]] = {}
    for value in facet.used:
        for card in value.cards:
            found[card.id] = (*found.get(card.id, ()), value.term.name)
    return found


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
