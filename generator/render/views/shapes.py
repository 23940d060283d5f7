"""The values that several templates share (theme/README.md, «Shapes»)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup, escape

from generator.model import Bank, Clause, Event, Practice
from generator.model.records import Duration
from generator.render.prose import Prose
from generator.render.site import Framed, World, facet_url, page_url, practice_url, relative, root_of
from generator.render.templates import macros, render
from generator.words import count, day

UNITS = {
    "hour": ("час", "часа", "часов"), "day": ("день", "дня", "дней"), "week": ("неделя", "недели", "недель"),
    "month": ("месяц", "месяца", "месяцев"), "year": ("год", "года", "лет"),
}  # fmt: skip
ENTRANCES = ("deficit", "topic", "mentee_group")  # what a reader comes with
STATUS_NOTES = {
    "outdated": "Карточка требует обновления: сверяйте сведения с нынешними.",
    "archived": "Карточка в архиве: она осталась для тех, кто на неё ссылается, и больше не обновляется.",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link; without `url` plain text."""

    title: str
    url: str | None = None
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A date for machines and for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a summary box."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list."""

    title: str
    url: str | None = None
    summary: str = ""
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card in a listing."""

    title: str
    url: str
    summary: str
    origin: str
    origin_label: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetEntry:
    """A value of a facet as a link."""

    title: str
    url: str
    count: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet as a list of links."""

    title: str
    entries: tuple[FacetEntry, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause as a reference."""

    cite: str
    heading: str
    url: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file with what a reader must know before opening it: format and size (ПП РФ 07.02.2026 № 102, п. 2 ж)."""

    title: str
    url: str
    meta: str = ""


@dataclass(frozen=True, slots=True)
class EventView:
    """An event in a list."""

    id: str | None
    title: str
    summary: str
    date: Date
    time: str | None = None
    url: str | None = None
    facts: tuple[str, ...] = field(default=())
    demo: bool = False
    body: Markup | None = None


def page(world: World, template: str, url: str, tab: str, crumbs: Iterable[Link], *, title: str, description: str, v: object, embed: str = "") -> Framed:
    """A framed page: `template` of theme/pages filled with the view `v`."""
    body = render(world.theme, f"pages/{template}", root=root_of(url), crumbs=tuple(crumbs), v=v)
    return Framed(url=url, title=title, description=description, tab=tab, body=body, canonical=url, embed=embed)


def dated(value: date) -> Date:
    """A date shape."""
    return Date(value.isoformat(), day(value))


def duration(value: Duration) -> str:
    """«6 недель»."""
    return count(value.value, UNITS[value.unit])


def origin_label(card: Practice) -> str:
    """What the banner calls the card."""
    return "Описание метода" if card.origin == "methodical" else "Опыт организации"


def card_facts(bank: Bank, card: Practice) -> tuple[str, ...]:
    """What a listing says of a card in a line: how long, for whom, how sure."""
    facts = [duration(card.duration), *(bank.term("mentee_groups", name).name for name in card.mentee_group[:2])]
    if card.origin == "reported":
        facts.append(f"доказательность {card.evidence} из 4")
    return tuple(facts)


def card_shape(world: World, card: Practice, here: str) -> Card:
    """A card as a listing shows it on the page `here`."""
    return Card(card.title, relative(here, practice_url(card)), card.summary, card.origin, origin_label(card), card_facts(world.bank, card))


def card_list(world: World, cards: Iterable[Practice], here: str, level: int = 2) -> Markup:
    """Cards as a list on the page `here`, under headings of a level; nothing for no cards. A card stands in some twenty lists, and is written once."""
    root = root_of(here)
    rows = []
    for card in cards:
        key = ("card", card.id, root, level)
        row = world.kept.get(key)
        if row is None:
            row = world.kept[key] = macros(world.theme).card(card_shape(world, card, here), level)
        rows.append(row)
    return macros(world.theme).cards(Markup("").join(rows)) if rows else Markup("")


def clause_shape(world: World, clause: Clause, here: str) -> ClauseLink:
    """A clause as a reference on the page `here`."""
    return ClauseLink(clause.cite, clause.heading, relative(here, world.clause_url(clause)), clause.summary)


def clause_shapes(world: World, ids: Iterable[str], here: str) -> tuple[ClauseLink, ...]:
    """The clauses of those ids."""
    return tuple(clause_shape(world, world.bank.clause_by_id[name], here) for name in ids if name in world.bank.clause_by_id)


def role_link(world: World, role: str, here: str) -> Link:
    """A role by its name, as a link to its own page where it has one."""
    own = world.bank.role_pages.get(role)
    return Link(world.bank.term("roles", role).name, relative(here, page_url(own.id)) if own else None)


def facet_groups(world: World, here: str, fields: Iterable[str], current: tuple[str, str] = ("", "")) -> tuple[FacetGroup, ...]:
    """The facets of `fields` in their order, with links and counts. `current` is the chosen field and value."""
    by_field = {facet.field: facet for facet in world.facets}
    groups = []
    for facet in (by_field[name] for name in fields):
        entries = tuple(
            FacetEntry(value.term.name, relative(here, facet_url(facet.field, value.term.id)), len(value.cards), (facet.field, value.term.id) == current)
            for value in facet.used
        )
        if entries:
            groups.append(FacetGroup(facet.label, entries, open=facet.field in ("deficit", "topic") or facet.field == current[0]))
    return tuple(groups)


def facet_lists(world: World, here: str, current: tuple[str, str]) -> Markup:
    """All facets as folded lists on the page `here`; each is written once for all pages of a depth on which nothing of it is chosen."""
    names = [facet.field for facet in world.facets]
    lists = []
    for name in (*ENTRANCES, *(name for name in names if name not in ENTRANCES)):
        chosen = current if name == current[0] else ("", "")
        key = ("facet", name, root_of(here), chosen)
        if key not in world.kept:
            world.kept[key] = macros(world.theme).facets(facet_groups(world, here, (name,), chosen))
        lists.append(world.kept[key])
    return Markup("").join(lists)


def event_shape(world: World, event: Event, here: str, url: str | None = None) -> EventView:
    """An event as a list on the page `here` shows it, without its text."""
    bank = world.bank
    facts: list[str] = [bank.term("event_kinds", event.kind).name]
    if event.last != event.date:
        facts.append(f"до {day(event.last)}")
    if event.place:
        facts.append(event.place)
    if event.audience:
        facts.append(_roles(world, "для кого: ", event.audience, here))
    if event.organizer:
        facts.append(_roles(world, "проводит ", (event.organizer,), here))
    return EventView(f"event-{event.id}", event.title, event.summary, dated(event.date), event.time or None, url or event.url or None, tuple(facts), event.demo)


def whole_event(world: World, event: Event, here: str) -> EventView:
    """An event with its text, as the page `here` shows it under a level-three heading."""
    return replace(event_shape(world, event, here), body=Prose(world, event.path, here, under=3)(event.body) or None)


def _roles(world: World, words: str, roles: Iterable[str], here: str) -> Markup:
    links: Markup = macros(world.theme).inline(tuple(role_link(world, role, here) for role in roles))
    return escape(words) + links


def svg(world: World, name: str, **values: object) -> Markup:
    """A diagram of theme/pages."""
    return render(world.theme, f"pages/diagram_{name}.svg.j2", **values)
