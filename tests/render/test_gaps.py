"""The map of gaps: its numbers are those of the bank, empty cells invite, and it says the same as `nastavnik stats`."""

from __future__ import annotations

import json
import re
from collections import Counter

import msgspec
import pytest
import render_worlds as worlds
from hypothesis import given
from hypothesis import strategies as st

from generator.commands import stats
from generator.model.facets import Facet, FacetValue, facets
from generator.model.gaps import CROSSED, crossing, unused
from generator.render.site import World
from generator.render.views.gaps import gaps_pages
from generator.schema import Term

BASE = worlds.minimal()
CARD = BASE.bank.practice_by_id["primer"]
ROWS, COLUMNS = ("a", "b", "c"), ("x", "y")


@pytest.fixture(scope="module")
def full() -> World:
    """tests/banks/full."""
    return worlds.world(worlds.ROOT / "tests" / "banks" / "full")


def page_of(world: World) -> str:
    """The map as HTML."""
    (found,) = gaps_pages(world)
    assert found.url == "gaps/"
    return found.body


def facet(name: str, values: tuple[str, ...], chosen: list[set[str]]) -> Facet:
    """A facet of as many cards as there are choices."""
    cards = [msgspec.structs.replace(CARD, id=f"karta-{number}") for number in range(len(chosen))]
    return Facet(
        name,
        name,
        name,
        tuple(FacetValue(Term(id=value, label=value), tuple(card for card, own in zip(cards, chosen, strict=True) if value in own)) for value in values),
    )


@given(st.lists(st.tuples(st.sets(st.sampled_from(ROWS)), st.sets(st.sampled_from(COLUMNS))), max_size=20))
def test_numbers_are_counts(chosen: list[tuple[set[str], set[str]]]) -> None:
    """A cell counts the cards that have both values; totals count cards and not cells."""
    found = crossing(facet("row", ROWS, [row for row, _ in chosen]), facet("column", COLUMNS, [column for _, column in chosen]))
    pairs = Counter((row, column) for rows, columns in chosen for row in rows for column in columns)
    assert found.numbers == {row: {column: pairs[row, column] for column in COLUMNS} for row in ROWS}
    assert found.row_totals == tuple(sum(row in rows for rows, _ in chosen) for row in ROWS)
    assert found.column_totals == tuple(sum(column in columns for _, columns in chosen) for column in COLUMNS)
    assert found.empty == len(ROWS) * len(COLUMNS) - len(pairs)
    assert found.most == max(pairs.values(), default=0)


def test_retired_values_are_no_gaps() -> None:
    """A value that is chosen no more stands in the map only while a card has it."""
    kept = FacetValue(Term(id="staroe", label="старое", retired=True), (CARD,))
    gone = FacetValue(Term(id="ushlo", label="ушло", retired=True), ())
    empty = FacetValue(Term(id="pusto", label="пусто"), ())
    found = Facet("row", "row", "row", (kept, gone, empty))
    assert [term.id for term in unused(found)] == ["pusto"]
    assert [term.id for term in crossing(found, found).rows] == ["staroe", "pusto"]


def test_stats_say_the_same(full: World) -> None:
    """The command prints the numbers of the page, and values without cards as before."""
    said, code = stats(full.root, worlds.TODAY, "json")
    assert code == 0
    report = json.loads(said)
    by_field = {each.field: each for each in facets(full.bank)}
    for first, second in CROSSED:
        assert report["crossings"][f"{first} × {second}"] == crossing(by_field[first], by_field[second]).numbers
    assert report["gaps"] == {name: [term.id for term in unused(each)] for name, each in by_field.items()}


def test_cells_lead_to_practices_and_empty_ones_invite(full: World) -> None:
    """A number leads to the navigator's list, a plus to where cards are written; both say in words what they are."""
    html = page_of(full)
    assert 'href="../navigator/molodoj/metodicheskie/" aria-label="3\u00a0практики: методические, молодой педагог"' in html
    assert re.search(r'href="https://forge.example/full/new/main/practices" aria-label="Написать карточку: [^"]+">\+</a>', html)
    assert 'href="../practices/?topic=metodika&amp;education_level=ooo"' in html


def test_every_number_of_the_table_stands_in_it(full: World) -> None:
    """Cells, totals of rows and of columns, and all cards."""
    html = page_of(full)
    by_field = {each.field: each for each in facets(full.bank)}
    for (first, second), table in zip(CROSSED, re.findall(r"<table.*?</table>", html, re.DOTALL), strict=True):
        found = crossing(by_field[first], by_field[second])
        rows = [re.findall(r">([+\d]+)<", row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]]
        for row, counts, total in zip(rows, found.counts, found.row_totals, strict=False):
            assert row == [*(str(number or "+") for number in counts), str(total)]
        assert rows[-1] == [*map(str, found.column_totals), str(len(full.bank.published))]


def test_nothing_is_said_by_colour_alone(full: World) -> None:
    """A shade goes with the number: the same number has the same shade, more has never less."""
    shades = [(int(number), int(shade)) for shade, number in re.findall(r'class="map__(\d)"><a[^>]*>(\d+)<', page_of(full))]
    assert shades
    assert len(dict(shades)) == len(set(shades))
    assert [shade for _, shade in sorted(set(shades))] == sorted(shade for _, shade in set(shades))


def test_without_a_repository_a_gap_leads_to_the_editors(full: World) -> None:
    """Where the region has no repository, the page that says how to write a card; where there is none either, no link."""
    world = worlds.with_settings(full, repository=None)
    assert 'href="../editors/" aria-label="Написать карточку' in page_of(world)
    bare = worlds.with_bank(world, pages=())
    assert "Написать карточку" not in page_of(bare)


def test_empty_bank_has_no_map(full: World) -> None:
    """A bank without cards is all gaps: no page."""
    world = worlds.with_bank(full, practices=())
    assert list(gaps_pages(world)) == []
