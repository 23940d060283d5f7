"""Collections: practices that an editor put in an order for one task, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Collection, Practice
from generator.render.prose import Prose
from generator.render.site import Framed, World, collection_url, relative
from generator.render.terms import Terms
from generator.render.views.shapes import Card, Item, Link, card_shape, dated, page
from generator.words import PRACTICES, count

TAB = "practices"
TITLE = "Подборки"


@dataclass(frozen=True, slots=True)
class PickView:
    """A card at its place in a collection, and why it stands there."""

    card: Card
    why: str


def collections_of(world: World, card: Practice, here: str) -> tuple[Link, ...]:
    """The collections a card is in, as links from the page `here`."""
    return tuple(Link(item.title, relative(here, collection_url(item))) for item in world.bank.collections_with.get(card.id, ()))


def collection_pages(world: World) -> Iterator[Framed]:
    """Every collection and the list; nothing for a bank that has none."""
    shown = world.bank.shown_collections
    if not shown:
        return
    yield _all(world, shown)
    for index, item in enumerate(shown):
        yield _one(world, item, shown[:index][-1:], shown[index + 1 : index + 2])


def _all(world: World, shown: tuple[Collection, ...]) -> Framed:
    here = "collections/"
    v = {
        "title": TITLE,
        "lead": "Практики, которые редакторы поставили по порядку для одной задачи, и пояснение, почему каждая на своём месте.",
        "total_label": count(len(shown), ("подборка", "подборки", "подборок")),
        "entries": [Item(item.title, relative(here, collection_url(item)), item.summary, count(len(world.bank.picks_of(item)), PRACTICES)) for item in shown],
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Практики", relative(here, "practices/")), Link(TITLE))
    return page(world, "collections.html.j2", here, TAB, crumbs, title=TITLE, description=str(v["lead"]), v=v)


def _one(world: World, item: Collection, before: tuple[Collection, ...], after: tuple[Collection, ...]) -> Framed:
    here = collection_url(item)
    picks = world.bank.picks_of(item)
    v = {
        "title": item.title,
        "summary": item.summary,
        "total_label": f"{count(len(picks), PRACTICES)} по порядку",
        "picks": [PickView(card_shape(world, card, here), pick.why) for card, pick in picks],
        "body": Prose(world, item.path, here, under=1, terms=Terms(world, here))(item.body),
        "pack_url": f"{relative(here, 'pack/')}?ids={','.join(dict.fromkeys(card.id for card, _ in picks))}",
        "updated": dated(item.updated),
        "edit_url": world.edit_url(item.path),
        "previous": _link(before, here),
        "next": _link(after, here),
    }
    crumbs = (Link("Главная", relative(here, "")), Link(TITLE, relative(here, "collections/")), Link(item.title))
    return page(world, "collection.html.j2", here, TAB, crumbs, title=item.title, description=item.summary, v=v)


def _link(beside: tuple[Collection, ...], here: str) -> Link | None:
    return Link(beside[0].title, relative(here, collection_url(beside[0]))) if beside else None
