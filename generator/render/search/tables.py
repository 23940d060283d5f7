"""What is told of practices together: what they are chosen by, their orders, and what the words of a query may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter

import msgspec

from generator.render.search.choices import ORDERS, choices, named, orders
from generator.render.search.documents import SILENT, ground, in_order
from generator.render.search.index import Table, more
from generator.render.search.shards import compact
from generator.render.search.synonyms import also
from generator.render.site import World
from generator.schema import kind
from generator.sums import sum_of


def tables(world: World) -> tuple[Table, ...]:
    """All of them; their marks tell what they are made of."""
    bank = world.bank
    cards = in_order(bank)
    base = ground(bank)
    places = {school.id: school.municipality for school in bank.schools}
    chosen = attrgetter("id", "organization", "duration", "effort", *kind("practice").facets)
    values = _mark(base, [places, *map(chosen, cards)])
    titles = _mark(base, list(map(attrgetter("id", "title", "duration", "effort", "updated", "created"), cards)))
    told = cache(lambda: orders(cards, bank.published))
    return (
        Table("more", values, lambda: more(also(bank.glossary), named(world.facets, SILENT))),
        Table("facets", values, lambda: choices(world.facets, cards)),
        *(Table(f"order-{name}", titles, partial(_order, told, name)) for name in ("new", *ORDERS)),
    )


def _order(made: Callable[[], Mapping[str, Sequence[int]]], name: str) -> bytes:
    return compact(made()[name])


def _mark(base: bytes, rows: Sequence[object]) -> bytes:
    return sum_of(base, msgspec.msgpack.encode(rows))
