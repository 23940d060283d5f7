"""The map of gaps: how many practices each pair of values has, and where the bank waits for the first one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.model.facets import Facet
from generator.model.gaps import CROSSED, Crossing, crossing
from generator.model.navigator import Choice
from generator.render.site import Framed, World, facet_url, relative
from generator.render.spreadsheets import CARDS as CARDS_TABLE
from generator.render.spreadsheets import COUNTS as COUNTS_TABLE
from generator.render.views.navigator import add_url, choice_url, group_url
from generator.render.views.shapes import Link, page
from generator.words import PRACTICES, count

TAB = "practices"
TITLE = "Карта пробелов"
SHADES = 4  # the numbers stand in the cells; shades only help the eye

Address = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table: `about` says it in words, `shade` is 0 for none to 4 for the most."""

    number: int
    url: str | None
    about: str
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    head: Link
    cells: tuple[Cell, ...]
    total: int


def gaps_pages(world: World) -> Iterator[Framed]:
    """One page with a table for every pair of fields; nothing for a bank that has no cards or no words for them."""
    by_field = {facet.field: facet for facet in world.facets}
    pairs = [(by_field[first], by_field[second]) for first, second in CROSSED if by_field[first].used and by_field[second].used]
    if not pairs:
        return
    here = "gaps/"
    v = {
        "title": TITLE,
        "cards_url": relative(here, CARDS_TABLE),
        "counts_url": relative(here, COUNTS_TABLE),
        "lead": "Где практик много, а где пока ни одной. Число ведёт к практикам, пустая клетка – место для вашей.",
        "note": "Карточка с двумя признаками посчитана в обеих клетках, поэтому сумма по строке может быть больше итога.",
        "tables": [_table(world, first, second, here) for first, second in pairs],
        "add_url": add_url(world, here),
        "total_label": f"В банке {count(len(world.bank.published), PRACTICES)}",
    }
    links = (Link("Главная", relative(here, "")), Link("Практики", relative(here, "practices/")), Link(TITLE))
    yield page(world, "gaps.html.j2", here, TAB, links, title=TITLE, description=str(v["lead"]), v=v)


def _table(world: World, first: Facet, second: Facet, here: str) -> dict[str, object]:
    found = crossing(first, second)
    row_url, column_url, cell_url = _addresses(first.field, second.field)
    add = add_url(world, here)
    size = len(found.rows) * len(found.columns)
    return {
        "id": first.field.replace("_", "-"),
        "title": f"{first.label} × {second.label[:1].lower()}{second.label[1:]}",
        "corner": first.label,
        "empty_label": f"Пустых клеток – {found.empty} из {size}",
        "columns": [
            Link(term.name, relative(here, column_url("", term.id)) if total else None) for term, total in zip(found.columns, found.column_totals, strict=True)
        ],
        "rows": [
            Row(
                Link(row.name, relative(here, row_url(row.id, "")) if found.row_totals[at] else None),
                tuple(_cell(found, (at, column), here, cell_url, add) for column in range(len(found.columns))),
                found.row_totals[at],
            )
            for at, row in enumerate(found.rows)
        ],
        "totals": found.column_totals,
        "total": len(world.bank.published),
    }


def _cell(found: Crossing, place: tuple[int, int], here: str, url: Address, add: str | None) -> Cell:
    row, column = place
    first, second, number = found.rows[row], found.columns[column], found.counts[row][column]
    shade = 1 + (number - 1) * (SHADES - 1) // max(1, found.most - 1) if number else 0
    target = relative(here, url(first.id, second.id)) if number else add
    said = f"{first.name}, {second.name}"
    return Cell(number, target, f"{count(number, PRACTICES)}: {said}" if number else f"Написать карточку: {said}", shade)


def _addresses(first: str, second: str) -> tuple[Address, Address, Address]:
    """Addresses of a row, a column and a cell: those of the navigator where it asks the same, else of the catalogue.

    No page lists a pair of any other two fields; the catalogue chooses both where scripts run.
    """
    if (first, second) == CROSSED[0]:
        return (
            lambda row, _: choice_url(Choice(deficit=row)),
            lambda _, column: group_url(column),
            lambda row, column: choice_url(Choice(column, row)),
        )
    return (
        lambda row, _: facet_url(first, row),
        lambda _, column: facet_url(second, column),
        lambda row, column: f"practices/?{first}={row}&{second}={column}",
    )
