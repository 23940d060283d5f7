"""Everything a site is made of, in one list: the table of contents of this package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from generator.model import Practice, School
from generator.model.facets import Facet, FacetValue
from generator.model.links import links
from generator.model.paths import is_external, resolve, url_of
from generator.model.people import CALENDAR, FAQ
from generator.render.api import list_files, practice_files
from generator.render.calendar import calendar_files, year_files
from generator.render.embed import card_files, facet_files, main_files, school_folders
from generator.render.embed.frame import inside
from generator.render.embed.section import recommended
from generator.render.feeds import bank_feed_files, school_feed_files
from generator.render.inputs import Inputs
from generator.render.search import search_files
from generator.render.search.lunr_index import script
from generator.render.site import Changed, File, Framed, Part, World
from generator.render.spreadsheets import table_files
from generator.render.terms import term_files
from generator.render.views.collections import collection_pages
from generator.render.views.coverage import coverage_pages
from generator.render.views.embed import curator_page, embed_page_files, embed_pages
from generator.render.views.faq import faq_pages
from generator.render.views.fields import field_pages
from generator.render.views.forms import form_files
from generator.render.views.gaps import gaps_pages
from generator.render.views.help import help_pages
from generator.render.views.home import home_pages
from generator.render.views.moved import moved_pages
from generator.render.views.navigator import navigator_pages
from generator.render.views.poster import poster_page
from generator.render.views.practices import catalogue_pages, facet_pages, practice_page
from generator.render.views.programs import program_pages
from generator.render.views.reference import reference_pages
from generator.render.views.regulation import regulation_pages
from generator.render.views.saved import saved_files, saved_pages
from generator.render.views.schools import school_page, school_pages
from generator.render.views.year import year_pages
from generator.sums import sum_of

Pages = Callable[[World], Iterable[Framed]]
Files = Callable[[World], Mapping[str, bytes]]
Reads = Callable[[Inputs], tuple[bytes, ...]]


def parts(world: World) -> tuple[Part, ...]:
    """The whole site but what needs all of it: the hand-written pages (`staged`), the theme's own files (`assets`), the map of the site."""
    bank, inputs = world.bank, Inputs(world)
    inside(world.theme)  # made small while there is one process (`minified`), and so is lunr's script
    if world.settings.search.engine == "lunr":
        script()
    return (
        Part("Поиск", "Поиск", partial(_key, inputs, _whole), partial(search_files, world)),  # the longest, so the first
        *(Part(name, f"{name}, файлы", partial(_key, inputs, reads), partial(_items, make, world)) for name, (make, reads) in FILES.items()),
        Part("Приложенные файлы", "Приложенные файлы", partial(_key, inputs, _whole), lambda: _attached(world)),
        *(Part(name, name, partial(_key, inputs, reads), partial(make, world)) for name, (make, reads) in PAGES.items()),
        *(Part("Организации", f"Организации/{school.id}", partial(_school_key, inputs, school), partial(_school, world, school)) for school in bank.schools),
        *(
            Part("Признаки", f"Признаки/{facet.field}/{value.term.id}", partial(_facet_key, inputs, facet, value), partial(_facet, world, facet, value))
            for facet in world.facets
            for value in facet.values
        ),
        *(Part("Карточки", f"Карточки/{card.id}", partial(_card_key, inputs, card), partial(_card, world, card)) for card in (*bank.published, *bank.archived)),
    )


# What is made once, and which parts of the bank it looks at, besides what counts for all (`inputs`).
PAGES: Mapping[str, tuple[Pages, Reads]] = {
    "Каталог": (catalogue_pages, lambda of: (of.cards, of.counts)),
    "Организации": (school_pages, lambda of: (of.schools,)),
    "Разделы для сайтов": (embed_pages, lambda of: (of.schools, of.cards, of.counts, of.events, of.today)),
    "Шаблоны": (program_pages, lambda of: (of.templates, of.cards)),
    "Подборки": (collection_pages, lambda of: (of.collections, of.cards)),
    "Положение": (regulation_pages, lambda of: (of.cards, of.named, of.counts, of.templates, of.events, of.pages, of.calendar, of.faq)),
    "Сводная таблица": (coverage_pages, lambda of: (of.cards, of.named, of.counts, of.templates, of.schools, of.events, of.pages, of.calendar, of.faq)),
    "Навигатор": (navigator_pages, lambda of: (of.cards, of.named, of.counts, of.templates, of.collections)),
    "Правила проверки": (help_pages, lambda _: ()),
    "Поля карточек": (field_pages, lambda _: ()),
    "Главная": (home_pages, lambda of: (of.cards, of.counts, of.templates, of.schools, of.collections, of.events, of.pages, of.today)),
    "Карта пробелов": (gaps_pages, lambda of: (of.cards,)),
    "Справочные": (reference_pages, lambda of: (of.templates, of.events, of.today)),
    "Календарь года": (year_pages, lambda of: (of.calendar, of.templates, of.cards, of.today)),
    "Вопросы": (faq_pages, lambda of: (of.faq,)),
    "Переехавшие": (moved_pages, lambda of: (of.cards, of.templates, of.schools)),
    "Избранное": (saved_pages, lambda _: ()),
}
FILES: Mapping[str, tuple[Files, Reads]] = {
    "Данные": (list_files, lambda of: (of.cards, of.templates, of.schools, of.collections, of.events, of.news, of.attached, of.newest)),
    "Разделы для сайтов": (main_files, lambda of: (of.cards, of.counts, of.events, of.today, of.newest)),
    "Разделы: образец": (embed_page_files, lambda of: (of.schools,)),
    "Таблицы": (table_files, lambda of: (of.cards, of.schools)),
    "Ленты": (bank_feed_files, lambda of: (of.cards, of.texts, of.newest)),
    "Календарь": (calendar_files, lambda of: (of.events, of.schools, of.newest)),
    "Шаблоны: из банка": (form_files, lambda of: (of.cards, of.texts, of.templates)),
    "Календарь года": (year_files, lambda of: (of.calendar, of.newest)),
    "Глоссарий: пояснения": (term_files, lambda _: ()),
    "Избранное: названия": (saved_files, lambda of: (of.cards,)),
}


def _whole(of: Inputs) -> tuple[bytes, ...]:
    """All that people wrote and attached."""
    return (of.texts, of.templates, of.schools, of.news, of.events, of.collections, of.pages, of.calendar, of.faq, of.attached)


def _key(of: Inputs, reads: Reads) -> bytes:
    return of.of(*reads(of))


def _items(make: Files, world: World) -> Iterable[File]:
    return make(world).items()


def _card_key(of: Inputs, card: Practice) -> bytes:
    bank = of.world.bank
    shown = str(card.id in bank.practice_by_id)
    free = "\0".join(alias for alias in card.aliases if alias not in bank.practice_by_id)
    schools = map(bank.school_by_id.get, (card.organization, *(row.organization for row in card.replicated_in)))
    adapted = bank.practice_by_id.get(card.adapted_from)
    near = (*of.world.similar(card), *((adapted,) if adapted else ()))
    files = (f"practices/{card.id}/{item.file}" for item in card.attachments)
    templates = map(bank.program_by_id.get, card.templates)
    collections = bank.collections_with.get(card.id, ())
    return of.of(of.own(card), shown, free, of.heads(near), of.own(*schools), of.own(*templates), of.own(*collections), of.files(files))


def _card(world: World, card: Practice) -> Iterator[Framed | File]:
    yield practice_page(world, card)
    if card.id in world.bank.practice_by_id:
        yield from practice_files(world, card).items()
    yield from card_files(world, card).items()


def _facet_key(of: Inputs, facet: Facet, value: FacetValue) -> bytes:
    return of.of(facet.field, value.term.id, of.counts, of.heads(value.cards), b"" if value.cards else of.newest)


def _facet(world: World, facet: Facet, value: FacetValue) -> Iterator[Framed | File]:
    if value.cards:
        yield from facet_pages(world, facet, value)
    yield from facet_files(world, facet, value).items()


def _school_key(of: Inputs, school: School) -> bytes:
    bank = of.world.bank
    own, used = bank.practices_of(school)
    free = "\0".join(alias for alias in school.aliases if alias not in bank.school_by_id)
    files = (f"content/schools/{school.id}/{item.file}" for item in (*school.documents, *school.materials) if item.file)
    cards = of.heads((*own, *used, *recommended(bank, school)))
    after = bank.school_by_id.get(school.successor)
    return of.of(of.own(school, after), free, cards, of.own(*bank.news_of(school)), of.events, of.templates, of.files(files), of.today)


def _school(world: World, school: School) -> Iterator[Framed | File]:
    yield school_page(world, school)
    yield curator_page(world, school)
    yield poster_page(world, school)
    yield from school_folders(world, school).items()
    yield from school_feed_files(world, school).items()


def _attached(world: World) -> Iterator[File]:
    """Files that shown records name, in their fields or in their texts: they lie beside their pages."""
    bank = world.bank
    cards = (*bank.published, *bank.archived)
    wanted = {f"practices/{card.id}/{item.file}" for card in cards for item in card.attachments}
    wanted |= {f"content/schools/{school.id}/{item.file}" for school in bank.schools for item in (*school.documents, *school.materials) if item.file}
    others = {entry.path.rpartition("/")[2] for entry in bank.files if entry.path not in wanted}
    texts = [(card.path, section.text) for card in cards if any(map(card.sections.holds, others)) for section in card.sections]
    for records in (bank.templates, bank.schools, bank.news, bank.events, bank.pages):
        texts += [(record.path, record.body) for record in records]
    texts += [(CALENDAR, item.about) for item in bank.calendar] + [(FAQ, question.answer) for question in bank.faq]
    wanted |= {resolve(path, link.target)[0] for path, text in texts for link in links(text) if link.kind != "clause" and not is_external(link.target)}
    return ((url_of(entry.path), _as_checked(world, entry.path)) for entry in bank.files if entry.path in wanted)


def _as_checked(world: World, path: str) -> bytes:
    """The bytes of a file of the bank. Raises Changed when they are not those that were checked."""
    data = (world.root / path).read_bytes()
    if world.sums.get(path, sum_ := sum_of(data)) != sum_:
        raise Changed(path)
    return data
