"""What any site can show of the whole bank: new practices, those of one value of a facet, one card, events, the way from a difficulty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.model import Practice
from generator.model.facets import Facet, FacetValue
from generator.model.navigator import Choice, askable
from generator.render.embed.data import Block, Entry, Section
from generator.render.embed.section import event_entry
from generator.render.site import EMBED, World, card_embed_url, facet_url, practice_url
from generator.render.views.navigator import choice_url
from generator.render.views.shapes import STATUS_NOTES, card_facts
from generator.words import PRACTICES, count, day, first_upper

NEWEST, SHOWN, EVENTS = 6, 12, 6

QUERY = f"{EMBED}practices/"
"""The frame of any query of the catalogue: `?deficit=…&q=…` behind this address shows what it shows behind the catalogue's."""

CATALOGUE = "practices/"

Sections = Iterator[tuple[str, Section]]


def facet_sections(world: World, facet: Facet, value: FacetValue) -> Sections:
    """Practices of one value of a facet. An empty one too: what is pasted today must still answer when a list runs empty."""
    page = facet_url(facet.field, value.term.id) if value.cards else CATALOGUE
    title = f"{facet.label}: {value.term.name}"
    yield facet_folder(facet.field, value.term.id), _practices(world, title, value.cards, SHOWN, page, which="по этому признаку")


def card_sections(world: World, card: Practice) -> Sections:
    """One card, under its id and its former ones."""
    section = _card(world, card)
    for name in (card.id, *(alias for alias in card.aliases if alias not in world.bank.practice_by_id)):
        yield card_embed_url(name), section


def main_sections(world: World) -> Iterator[tuple[bool, str, Section]]:
    """Those for everybody: whether there is anything in it to offer, its folder, the section."""
    bank = world.bank
    yield bool(bank.published), f"{EMBED}new/", _practices(world, "Новые практики", bank.published, NEWEST, CATALOGUE)
    ahead = [event for event in bank.events_of(None) if event.last >= bank.today]
    more = Entry("Все события в календаре банка", world.absolute("events/"))
    text = "" if ahead else "Ближайших событий пока нет."
    block = Block("events", "События", text=text, entries=tuple(event_entry(world, event, "") for event in ahead[:EVENTS]), more=more)
    yield bool(ahead), f"{EMBED}events/", _section(world, "События региона", "events/", "все события", block)
    if askable(bank):
        deficit = next(facet for facet in world.facets if facet.field == "deficit")
        entries = tuple(
            Entry(first_upper(value.term.label), world.absolute(choice_url(Choice("", value.term.id))), count(len(value.cards), PRACTICES))
            for value in deficit.used
        )
        text = "Выберите, что трудно: банк покажет практики и скажет, с какой начать."
        more = Entry("Подобрать по трём вопросам", world.absolute("navigator/"))
        block = Block("navigator", "Что трудно", text=text, entries=entries, more=more)
        yield True, f"{EMBED}navigator/", _section(world, "От затруднения к практике", "navigator/", "навигатор", block)


def facet_folder(field: str, value: str) -> str:
    """Where the section of one value of a facet lies."""
    return f"{EMBED}{facet_url(field, value)}"


def query_section(world: World) -> Section:
    """What stands in the frame of a query until its answer comes, and when scripts are off."""
    section = _practices(world, "Практики", world.bank.published, NEWEST, CATALOGUE)
    return replace(section, notice="Здесь новые практики банка; отбор по признакам и словам – в каталоге.")


def _practices(world: World, title: str, cards: tuple[Practice, ...], most: int, page: str, *, which: str = "") -> Section:
    entries = tuple(Entry(card.title, world.absolute(practice_url(card)), ", ".join(card_facts(world.bank, card)), card.summary) for card in cards[:most])
    all_of = " ".join(filter(None, ("Все практики", which)))
    more = Entry(f"{all_of}: {len(cards)}" if cards else "Каталог практик", world.absolute(page)) if len(cards) > most or not cards else None
    text = "" if cards else "Таких практик пока нет."
    section = _section(world, title, page, all_of.lower(), Block("practices", title, "cards", text=text, entries=entries, more=more))
    return _dated(section, max((card.updated for card in cards), default=section.updated))


def _card(world: World, card: Practice) -> Section:
    url = practice_url(card)
    facts = tuple(Entry(first_upper(fact)) for fact in card_facts(world.bank, card))
    block = Block(
        "practice", card.title, text=card.summary, entries=facts, more=Entry("Открыть практику: кому подойдёт и что делать по шагам", world.absolute(url))
    )
    section = replace(_section(world, "Практика наставничества", url, "карточка практики", block), notice=STATUS_NOTES.get(card.status, ""))
    return _dated(section, card.updated)


def _section(world: World, title: str, page: str, page_text: str, block: Block) -> Section:
    newest = world.bank.newest
    return Section(
        title=title,
        updated=newest,
        updated_text=f"Обновлено {day(newest)}.",
        home=world.settings.url,
        page=world.absolute(page),
        page_text=page_text,
        bank=world.settings.name,
        blocks=(block,),
    )


def _dated(section: Section, updated: date) -> Section:
    return replace(section, updated=updated, updated_text=f"Обновлено {day(updated)}.")
