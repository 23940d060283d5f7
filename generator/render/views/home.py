"""The home page and the search page."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from urllib.parse import quote

from generator.model import Bank
from generator.model.navigator import askable
from generator.render.prose import Prose
from generator.render.search import GUIDES, KINDS
from generator.render.site import Framed, World, relative
from generator.render.views.diagrams import contours
from generator.render.views.shapes import ENTRANCES, Link, card_list, event_shape, facet_groups, page
from generator.words import PRACTICES, SCHOOLS, TEMPLATES, plural

EXAMPLES = 3


def home_pages(world: World) -> Iterator[Framed]:
    """Home and search."""
    yield _home(world)
    yield _search(world)


def _examples(world: World, here: str) -> tuple[Link, ...]:
    """Ready queries: keywords of the newest cards, which are sure to find something."""
    words = [card.keywords[0] for card in world.bank.published if card.keywords]
    chosen = list(dict.fromkeys(words))[:EXAMPLES]
    return tuple(Link(word, f"{relative(here, 'search/')}?q={quote(word)}") for word in chosen)


def _home(world: World) -> Framed:
    here, bank, settings = "", world.bank, world.settings
    intro = next((item for item in bank.pages if item.id == "index"), None)
    coming = [event for event in bank.events_of(None) if event.last >= bank.today][:3]
    clauses = [clause for clause in bank.clauses if clause.kind in ("section", "clause")]
    numbers = [
        (len(bank.published), PRACTICES, "practices/"),
        (len(bank.templates), TEMPLATES, "programs/"),
        (len(clauses), ("пункт с пересказом", "пункта с пересказом", "пунктов с пересказом"), "regulation/"),
        (len(bank.schools), SCHOOLS, "schools/"),
    ]
    v = {
        "title": intro.title if intro else settings.name,
        "lead": settings.description,
        "search_url": "search/",
        "examples": _examples(world, here),
        "numbers": [{"value": str(number), "label": plural(number, forms), "url": url} for number, forms, url in numbers if number],
        "doors": list(_doors(world)),
        "groups": facet_groups(world, here, ENTRANCES),
        "featured": card_list(world, bank.published[:6], here, 3),
        "all_url": "practices/",
        "all_label": f"Все практики: {len(bank.published)}",
        "events": [event_shape(world, event, here, f"events/#event-{event.id}") for event in coming],
        "events_url": "events/",
        "diagram": contours(world, here),
        "body": Prose(world, "content/index.md", here, under=1)(intro.body) if intro else "",
    }
    return page(world, "home.html.j2", here, "home", (), title=settings.name, description=settings.description, v=v)


def _doors(world: World) -> Iterator[dict[str, object]]:
    """The ways in, each only where the bank has what it leads to."""
    pages = {item.id for item in world.bank.pages}
    ways = (
        (askable(world.bank), Link("Подобрать по трём вопросам", "navigator/")),
        (world.bank.shown_collections, Link("Подборки", "collections/")),
        (world.bank.faq, Link("Вопросы и ответы", "faq/")),
    )
    yield {
        "title": "Педагогу", "url": "practices/", "icon": "teacher", "links": tuple(link for shown, link in ways if shown),
        "summary": "Назовите, что трудно, – и возьмите практику, которую можно начать в понедельник.",
    }  # fmt: skip
    if world.bank.schools:
        links = [Link("Шаблоны документов", "programs/")]
        if "knowledge/zapusk" in pages:
            links.insert(0, Link("Запустить систему в школе", "knowledge/zapusk/"))
        if world.bank.calendar:
            links.append(Link("Календарь года", "year/"))
        yield {
            "title": "Куратору", "url": "embed/", "icon": "school", "links": tuple(links),
            "summary": "Строка для сайта школы: раздел «Наставничество» заполнится и будет обновляться сам.",
        }  # fmt: skip
    if "editors/index" in pages:
        yield {
            "title": "Автору и редактору", "url": "editors/", "icon": "pencil", "links": (Link("Правила проверки", "help/"),),
            "summary": "Как описать практику, чтобы её повторили, и что проверит машина.",
        }  # fmt: skip
    if world.bank.clauses and world.bank.document:
        registers = ((world.bank.glossary, Link("Глоссарий", "glossary/")), (world.bank.acts, Link("Реестр документов", "acts/")))
        yield {
            "title": "Методисту", "url": "regulation/", "icon": "book", "links": tuple(link for records, link in registers if records),
            "summary": f"{world.bank.document.short} по пунктам – и всё, что по каждому пункту есть в банке.",
        }  # fmt: skip


def _search(world: World) -> Framed:
    here, bank = "search/", world.bank
    kinds = [(name, label) for name, label, records in _kinds(bank) if records]
    v = {
        "title": "Поиск",
        "kinds": [{"id": name, "label": label, "one": KINDS.get(name, label)} for name, label in kinds],
        "examples": _examples(world, here),
        "groups": facet_groups(world, here, ENTRANCES),
        "catalogue_url": relative(here, "practices/"),
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Поиск"))
    description = f"Поиск по всему банку: {', '.join(label for _, label in kinds)}."
    return page(world, "search.html.j2", here, "search", crumbs, title="Поиск", description=description, v=v)


def _kinds(bank: Bank) -> tuple[tuple[str, str, Sized], ...]:
    """Kinds of what the search finds: id, name, and what the bank has of it."""
    return (
        ("practice", "Практики", bank.published),
        ("collection", "Подборки", bank.shown_collections),
        ("program", "Шаблоны", bank.templates),
        ("clause", (bank.document.menu or bank.document.short) if bank.document else "Пункты", bank.clauses),
        ("page", "База знаний", [item for item in bank.pages if item.folder not in GUIDES]),
        ("question", "Вопросы", bank.faq),
        ("task", "Календарь года", bank.calendar),
        ("term", "Термины", bank.glossary),
        ("school", "Организации", bank.schools),
        ("event", "События", bank.events),
        ("act", "Документы", bank.acts),
        ("guide", "Авторам", [item for item in bank.pages if item.folder in GUIDES]),
    )
