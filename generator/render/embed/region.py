"""What any site can show of the whole bank: new practices, those of one value of a facet, one card, events, the way from a difficulty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.model import Practice
from generator.model.facets import Facet
from generator.model.navigator import Choice, askable
from generator.render.embed.data import Block, Entry, Section
from generator.render.embed.section import event_entry
from generator.render.site import EMBED, World, card_embed_url, facet_url, practice_url
from generator.render.views.navigator import choice_url
from generator.render.views.shapes import CARDS, STATUS_NOTES, card_facts
from generator.words import count, day

NEWEST, SHOWN, EVENTS = 6, 12, 6

QUERY = f"{EMBED}practices/"
"""The frame of any query of the catalogue: `?deficit=…&q=…` behind this address shows what it shows behind the catalogue's."""

Sections = Iterator[tuple[str, Section]]


def region_sections(world: World, all_facets: tuple[Facet, ...]) -> Sections:
    """The region's sections with their folders."""
    yield from main_sections(world, all_facets)
    for facet in all_facets:
        for value in facet.used:
            name = f"{facet.label}: {value.term.name}"
            yield facet_folder(facet.field, value.term.id), _practices(world, name, value.cards, SHOWN, facet_url(facet.field, value.term.id))
    for card in (*world.bank.published, *world.bank.archived):
        section = _card(world, card)
        for name in (card.id, *(alias for alias in card.aliases if alias not in world.bank.practice_by_id)):
            yield card_embed_url(name), section


def main_sections(world: World, all_facets: tuple[Facet, ...]) -> Sections:
    """Those that are offered to everybody."""
    bank = world.bank
    if bank.published:
        yield f"{EMBED}new/", _practices(world, "Новые практики", bank.published, NEWEST, "practices/")
    if ahead := [event for event in bank.events_of(None) if event.last >= bank.today]:
        entries = tuple(event_entry(world, event, "") for event in ahead[:EVENTS])
        more = Entry("Все события в календаре банка", world.absolute("events/"))
        yield f"{EMBED}events/", _section(world, "События региона", "events/", "все события", Block("events", "События", entries=entries, more=more))
    if askable(bank):
        deficit = next(facet for facet in all_facets if facet.field == "deficit")
        entries = tuple(
            Entry(_upper(value.term.label), world.absolute(choice_url(Choice("", value.term.id))), count(len(value.cards), CARDS)) for value in deficit.used
        )
        text = "Выберите, что трудно: банк покажет практики и скажет, с какой начать."
        more = Entry("Подобрать по трём вопросам", world.absolute("navigator/"))
        yield (
            f"{EMBED}navigator/",
            _section(world, "От затруднения к практике", "navigator/", "навигатор", Block("navigator", "Что трудно", text=text, entries=entries, more=more)),
        )


def facet_folder(field: str, value: str) -> str:
    """Where the section of one value of a facet lies."""
    return f"{EMBED}{facet_url(field, value)}"


def query_section(world: World) -> Section:
    """What stands in the frame of a query until its answer comes, and when scripts are off."""
    return _practices(world, "Практики", world.bank.published, NEWEST, "practices/")


def _practices(world: World, title: str, cards: Iterable[Practice], most: int, page: str) -> Section:
    cards = tuple(cards)
    entries = tuple(Entry(card.title, world.absolute(practice_url(card)), ", ".join(card_facts(world.bank, card)), card.summary) for card in cards[:most])
    more = Entry(f"Все практики: {len(cards)}", world.absolute(page)) if len(cards) > most else None
    return _section(world, title, page, "все практики", Block("practices", title, "cards", entries=entries, more=more))


def _card(world: World, card: Practice) -> Section:
    url = practice_url(card)
    facts = tuple(Entry(f"{fact[:1].upper()}{fact[1:]}") for fact in card_facts(world.bank, card))
    more = Entry(f"Открыть практику «{card.title}»: шаги, риски, бланки", world.absolute(url))
    block = Block("practice", card.title, text=card.summary, entries=facts, more=more)
    return replace(_section(world, "Практика наставничества", url, "карточка практики", block), notice=STATUS_NOTES.get(card.status, ""))


def _section(world: World, title: str, page: str, page_text: str, *blocks: Block) -> Section:
    newest = world.bank.newest
    return Section(
        title=title,
        updated=newest,
        updated_text=f"Обновлено {day(newest)}.",
        home=world.settings.url,
        page=world.absolute(page),
        page_text=page_text,
        bank=world.settings.name,
        blocks=blocks,
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
