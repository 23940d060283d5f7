"""Facets and orders as the browser reads them are those of the bank."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from generator.model.facets import facets
from generator.render.search import files, search_files
from generator.render.search.choices import named
from tests.search import shipped
from tests.search.decoder import Index


@pytest.fixture(scope="module")
def index() -> Index:
    """The shipped one."""
    return Index({path.removeprefix("search/"): data for path, data in shipped.files().items()})


def cards() -> list[str]:
    """Ids of the practices in their order among the documents."""
    return [document.id for document in shipped.found() if document.kind == "practice"]


def test_bitmaps_are_the_facets_of_the_bank(index: Index) -> None:
    """Every value that a card has, with exactly its cards; no other value, no bit beyond the last card."""
    _, held = index.facets()
    names = cards()
    assert {place: {names[number] for number in numbers} for place, numbers in held.items()} == {
        (facet.field, value.term.id): {card.id for card in value.cards} for facet in facets(shipped.world().bank) for value in facet.used
    }


def test_fields_are_told_as_the_pages_tell_them(index: Index) -> None:
    """Fields and values stand in the order of the schema and of the vocabularies, under their names and with their numbers."""
    fields, held = index.facets()
    shown = [facet for facet in facets(shipped.world().bank) if facet.used]
    assert [(field["field"], field["label"]) for field in fields] == [(facet.field, facet.label) for facet in shown]
    for field, facet in zip(fields, shown, strict=True):
        assert [(value["id"], value["label"], value["count"]) for value in field["values"]] == [
            (value.term.id, value.term.name, len(value.cards)) for value in facet.used
        ]
        assert [value["count"] for value in field["values"]] == [len(held[field["field"], value["id"]]) for value in field["values"]]


def test_orders_are_permutations(index: Index) -> None:
    """Every order names every practice once."""
    names = cards()
    assert {"new", "title", "short", "light"} <= set(index.manifest["orders"])
    for name, sign in index.manifest["orders"].items():
        assert sorted(index.json(f"order-{name}-{sign}")) == list(range(len(names))), name


def test_orders_are_what_they_say(index: Index) -> None:
    """Newest as the list of the site, by title as a reader leafs, shortest and lightest first; ё stands with е."""
    bank, names = shipped.world().bank, cards()
    ordered = {name: [bank.practice_by_id[names[number]] for number in index.json(f"order-{name}-{sign}")] for name, sign in index.manifest["orders"].items()}
    assert [card.id for card in ordered["new"]] == [card.id for card in bank.published]
    titles = [card.title.lower().replace("ё", "е") for card in ordered["title"]]
    assert titles == sorted(titles)
    units = {"hour": 1, "day": 24, "week": 24 * 7, "month": 24 * 30.5, "year": 24 * 365}
    lasting = [card.duration.value * units[card.duration.unit] for card in ordered["short"]]
    assert all(one <= other * 1.05 for one, other in pairwise(lasting))
    hours = [card.effort.mentor_hours_month + card.effort.mentee_hours_month for card in ordered["light"] if card.effort]
    assert hours == sorted(hours)


def test_a_value_is_named_by_its_words() -> None:
    """Values that the words of a query may name: keys of each of its names, with cards, none of the fields that every other card shares."""
    for field, id_, label, count, names in named(facets(shipped.world().bank), frozenset({"origin"})):
        assert field != "origin"
        assert id_
        assert label
        assert count > 0
        assert names
        assert all(name and len(set(name)) == len(name) for name in names)


def test_a_bank_without_schools_has_no_field_of_places() -> None:
    """A field that no published card fills is not offered."""
    world = shipped.world()
    bare = replace(world, bank=replace(world.bank, schools=()))
    fields, _ = Index({path.removeprefix("search/"): data for path, data in files(search_files(bare)).items()}).facets()
    assert "municipality" not in {field["field"] for field in fields}
