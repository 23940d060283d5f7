"""Everything a site is made of, in one list: the table of contents of this package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from generator.model import Practice, School
from generator.model.facets import Facet, FacetValue
from generator.model.links import links
from generator.model.paths import is_external, resolve, url_of
from generator.render.api import list_files, practice_files
from generator.render.calendar import calendar_files
from generator.render.embed import card_files, facet_files, main_files, school_folders
from generator.render.feeds import bank_feed_files, school_feed_files
from generator.render.search import documents, search_files
from generator.render.site import File, Framed, Part, World
from generator.render.views.collections import collection_pages
from generator.render.views.embed import curator_page, embed_page_files, embed_pages
from generator.render.views.fields import field_pages
from generator.render.views.gaps import gaps_pages
from generator.render.views.help import help_pages
from generator.render.views.home import home_pages
from generator.render.views.moved import moved_pages
from generator.render.views.navigator import navigator_pages
from generator.render.views.practices import catalogue_pages, facet_pages, practice_page
from generator.render.views.programs import program_pages
from generator.render.views.reference import reference_pages
from generator.render.views.regulation import regulation_pages
from generator.render.views.saved import saved_files, saved_pages
from generator.render.views.schools import school_page, school_pages

Pages = Callable[[World], Iterable[Framed]]
Files = Callable[[World], Mapping[str, bytes]]
PAGES: Mapping[str, Pages] = {
    "Каталог": catalogue_pages, "Организации": school_pages, "Разделы для сайтов": embed_pages, "Шаблоны": program_pages, "Подборки": collection_pages,
    "Положение": regulation_pages, "Навигатор": navigator_pages, "Правила проверки": help_pages, "Поля карточек": field_pages, "Главная": home_pages, "Карта пробелов": gaps_pages,
    "Справочные": reference_pages, "Переехавшие": moved_pages, "Избранное": saved_pages,
}  # fmt: skip
FILES: Mapping[str, Files] = {
    "Данные": list_files, "Разделы для сайтов": main_files, "Разделы: образец": embed_page_files, "Ленты": bank_feed_files, "Календарь": calendar_files, "Избранное: названия": saved_files,
}  # fmt: skip


def parts(world: World) -> tuple[Part, ...]:
    """The whole site but what needs all of it: the hand-written pages (`staged`), the theme's own files (`assets`), the map of the site."""
    bank = world.bank
    return (
        Part("Поиск", lambda: search_files(world, documents(world)).items()),  # the longest, so the first
        *(Part(name, partial(_items, make, world)) for name, make in FILES.items()),
        Part("Приложенные файлы", lambda: _attached(world)),
        *(Part(name, partial(make, world)) for name, make in PAGES.items()),
        *(Part("Организации", partial(_school, world, school)) for school in bank.schools),
        *(Part("Признаки", partial(_facet, world, facet, value)) for facet in world.facets for value in facet.values),
        *(Part("Карточки", partial(_card, world, card)) for card in (*bank.published, *bank.archived)),
    )


def _items(make: Files, world: World) -> Iterable[File]:
    return make(world).items()


def _card(world: World, card: Practice) -> Iterator[Framed | File]:
    yield practice_page(world, card)
    if card.id in world.bank.practice_by_id:
        yield from practice_files(world, card).items()
    yield from card_files(world, card).items()


def _facet(world: World, facet: Facet, value: FacetValue) -> Iterator[Framed | File]:
    if value.cards:
        yield from facet_pages(world, facet, value)
    yield from facet_files(world, facet, value).items()


def _school(world: World, school: School) -> Iterator[Framed | File]:
    yield school_page(world, school)
    yield curator_page(world, school)
    yield from school_folders(world, school).items()
    yield from school_feed_files(world, school).items()


def _attached(world: World) -> Iterator[File]:
    """Files that shown records name, in their fields or in their texts: they lie beside their pages."""
    bank = world.bank
    cards = (*bank.published, *bank.archived)
    wanted = {f"practices/{card.id}/{item.file}" for card in cards for item in card.attachments}
    wanted |= {f"content/schools/{school.id}/{item.file}" for school in bank.schools for item in (*school.documents, *school.materials) if item.file}
    texts = [(card.path, section.text) for card in cards for section in card.sections]
    for records in (bank.templates, bank.schools, bank.news, bank.events, bank.pages):
        texts += [(record.path, record.body) for record in records]
    wanted |= {resolve(path, link.target)[0] for path, text in texts for link in links(text) if link.kind != "clause" and not is_external(link.target)}
    return ((url_of(entry.path), (world.root / entry.path).read_bytes()) for entry in bank.files if entry.path in wanted)
