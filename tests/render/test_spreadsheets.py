"""Tables for spreadsheets: what stands in them, and that nothing in them runs."""

from __future__ import annotations

import csv
import io

import msgspec

from generator.render.site import World
from generator.render.spreadsheets import CARDS, COUNTS, table_files
from tests.render.render_worlds import minimal, with_bank


def rows(world: World, name: str) -> list[list[str]]:
    """A table as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(table_files(world)[name].decode("utf-8-sig")), delimiter=";"))


def test_a_line_for_each_card() -> None:
    """Labels on top, values by their names, the address that opens the card."""
    world = minimal()
    head, *lines = rows(world, CARDS)
    assert len(lines) == len(world.bank.published) > 0
    line = dict(zip(head, lines[0], strict=True))
    card = world.bank.published[0]
    assert line["Практика"] == card.title
    assert line["Адрес"].endswith(f"/practices/{card.id}/")
    topics = {term.id: term.name for term in world.bank.vocabularies["topics"].terms}
    assert line[next(facet.label for facet in world.facets if facet.field == "topic")] == ", ".join(topics[topic] for topic in card.topic)


def test_counts_for_those_who_answer_for_a_region() -> None:
    """A card of two topics counts in both; where nothing is said, that is said."""
    world = minimal()
    _, *lines = rows(world, COUNTS)
    assert sum(int(line[-1]) for line in lines) == sum(len(card.topic) for card in world.bank.published)
    assert all(all(line) for line in lines)


def test_no_title_is_a_formula() -> None:
    """A title that begins as a formula is text, in whatever spreadsheet."""
    world = minimal()
    cards = tuple(msgspec.structs.replace(card, title='=HYPERLINK("x";"y")\n;"z"') for card in world.bank.practices)
    cells = [cell for line in rows(with_bank(world, practices=cards), CARDS) for cell in line]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
