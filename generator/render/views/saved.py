"""What a reader keeps and takes along: favourites, a comparison, a pack for printing.

The pages are the same for everybody: the choice stands in the browser or in the address, and scripts fill them from the
API and from the cards' own pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.render.api import encode
from generator.render.site import Framed, World, relative
from generator.render.views.shapes import UNITS, Link, page
from generator.schema import kind

TAB = "practices"
TITLES = "compare/titles.json"
# Rows of a comparison, the most needed first; those without a name here are called as in the schema.
ROWS = (
    ("summary", "Коротко"), ("mentee_group", ""), ("deficit", ""), ("form", ""), ("kind", ""), ("duration", ""), ("effort", "Часов в месяц"),
    ("steps", "Шаги"), ("risks", ""), ("evidence", ""), ("attachments", "Материалы"), ("templates", "Бланки"),
)  # fmt: skip


def saved_pages(world: World) -> Iterator[Framed]:
    """The three pages."""
    yield _page(
        world, "saved/", "Избранное", "Карточки, которые вы отметили. Список хранится только в этом браузере: на другом устройстве откройте его ссылкой."
    )
    rows = [{"id": name, "label": label or kind("practice").label((name,))} for name, label in ROWS]
    yield _page(
        world, "compare/", "Сравнить практики", "Две или три карточки рядом, строка к строке.",
        rows=rows, units=json.dumps(UNITS, ensure_ascii=False), titles_url=relative("compare/", TITLES),
    )  # fmt: skip
    yield _page(
        world, "pack/", "Набор практик", "Карточки целиком, каждая с нового листа. Напечатайте или сохраните как PDF через окно печати.",
        site=world.settings.name,
    )  # fmt: skip


def saved_files(world: World) -> dict[str, bytes]:
    """Titles of all cards, by which a comparison finds one: `[id, title, former ids…]` each."""
    return {TITLES: encode([[card.id, card.title, *card.aliases] for card in world.bank.published])}


def _page(world: World, here: str, title: str, lead: str, **values: object) -> Framed:
    v = {"title": title, "lead": lead, "catalogue_url": relative(here, "practices/"), "saved_url": relative(here, "saved/"), **values}
    links = (Link("Главная", relative(here, "")), Link("Практики", relative(here, "practices/")), Link(title))
    return page(world, f"{here.rstrip('/')}.html.j2", here, TAB, links, title=title, description=lead, v=v)
