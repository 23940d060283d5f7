"""What practices are chosen by, as the browser reads it: a bit for each practice and value of a facet, and their orders.

A file is a varint, the length of its head; the head, JSON with names and numbers of cards; then a bitmap for each value in the
head's order, the practices as they stand among the documents, the first in the lowest bit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.model import Practice
from generator.model.facets import HOURS, Facet, FacetValue
from generator.render.search.chain import fold, keys
from generator.render.search.shards import compact, varint

ORDERS: Mapping[str, Callable[[Practice], tuple[object, ...]]] = {
    "title": lambda card: (fold(card.title),),
    "short": lambda card: (card.duration.value * HOURS[card.duration.unit],),
    "light": lambda card: (card.effort.mentor_hours_month + card.effort.mentee_hours_month if card.effort else float("inf"),),
}
"""Sorting besides «newest first»; equal ones stay newest first."""


def choices(facets: Sequence[Facet], cards: Sequence[Practice]) -> bytes:
    """Facets that some card has, over `cards` in their order among the documents."""
    place = {card.id: number for number, card in enumerate(cards)}
    width = -(-len(cards) // 8)
    shown = [facet for facet in facets if facet.used]
    fields = [
        {
            "field": facet.field,
            "label": facet.label,
            "values": [{"id": value.term.id, "label": value.term.name, "count": len(value.cards)} for value in facet.used],
        }
        for facet in shown
    ]
    head = compact({"fields": fields})
    return varint(len(head)) + head + b"".join(_bitmap(value, place, width) for facet in shown for value in facet.used)


def _bitmap(value: FacetValue, place: Mapping[str, int], width: int) -> bytes:
    bits = bytearray(width)
    for card in value.cards:
        number = place[card.id]
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)


def orders(cards: Sequence[Practice], newest: Sequence[Practice]) -> dict[str, list[int]]:
    """Numbers of practices in every order there is; `newest`: the same cards, newest first."""
    place = {card.id: number for number, card in enumerate(cards)}
    found = {"new": [place[card.id] for card in newest]}
    for name, by in ORDERS.items():
        found[name] = [place[card.id] for card in sorted(newest, key=by)]
    return found


def named(facets: Sequence[Facet], silent: frozenset[str]) -> list[tuple[str, str, str, int, list[list[str]]]]:
    """Values that the words of a query may name: field, id, label, number of cards, keys of everything people call it."""
    return [
        (
            facet.field,
            value.term.id,
            value.term.name,
            len(value.cards),
            [found for name in (value.term.name, value.term.label, *value.term.aliases) if (found := list(dict.fromkeys(keys(name))))],
        )
        for facet in facets
        if facet.field not in silent and not facet.derived
        for value in facet.used
    ]
