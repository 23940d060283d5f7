"""`site_config.yml` as a frozen value. Its shape is checked like any other record's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.folders import FILE
from generator.load.rules import Outside
from generator.load.source import Source, parse_source
from generator.load.walk import Entry
from generator.schema import kind
from generator.schema.shape import Shape
from generator.words import count

LUNR_CARDS = 300  # beyond so many the index of lunr.js, which must arrive whole, keeps a reader waiting


class NoSettings(Rule, id="S001"):
    """Нет файла настроек.

    Что проверяем: в папке банка есть файл site_config.yml, и его можно прочитать.

    Почему это важно: в нём название сайта, регион и адрес. По нему же программа узнаёт, что папка – это банк практик.

    Как исправить: запустите команду в папке банка. Если файла действительно нет, скопируйте его из другого банка и
    впишите свои значения.

    Плохо:

        # без файла: site_config.yml

    Хорошо:

        # файл: site_config.yml
        name: Банк практик наставничества
        region: Примерская область
        region_of: Примерской области
        description: Практики наставничества педагогов Примерской области.
        url: https://bank.example/
        owner:
          name: Областное объединение наставников
    """


class PlainHttp(Rule, id="S002", severity=Severity.WARNING):
    """Адрес сайта начинается с http.

    Что проверяем: адрес сайта в настройках начинается с https://.

    Почему это важно: строки для сайтов школ получаются из этого адреса. Страница, открытая по https, не загрузит раздел с
    http: на месте раздела останется ссылка. Вставленные строки потом не исправить разом, они стоят на сотнях сайтов.

    Как исправить: включите на хостинге https и впишите адрес с https://.

    Плохо:

        # файл: site_config.yml
        url: http://bank.example/

    Хорошо:

        # файл: site_config.yml
        url: https://bank.example/
    """


class SlowSearch(Rule, id="W010", severity=Severity.WARNING):
    """Поиск lunr на большом банке отвечает долго.

    Что проверяем: движок поиска lunr выбран для банка, в котором не больше 300 карточек.

    Почему это важно: lunr загружает весь указатель до первого ответа, около килобайта на каждую карточку. На телефоне с
    плохой связью читатель ждёт несколько секунд и уходит.

    Как исправить: уберите из site_config.yml поле search или напишите в нём engine: own. Собственный поиск загружает только
    нужную часть указателя, и его размер почти не растёт вместе с банком.

    Плохо:

        search: {engine: lunr}

    Хорошо:

        search: {engine: own}
    """


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers for the site."""

    name: str
    url: str = ""


class Repository(msgspec.Struct, frozen=True, kw_only=True):
    """Where cards are edited: `edit` holds `{path}`, `new` opens an empty card."""

    edit: str
    new: str


class MenuItem(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of the knowledge base in the menu."""

    folder: str
    title: str


class UsefulLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link shown in every school's section."""

    title: str
    url: str


class KnownPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person who may be named, and why."""

    name: str
    reason: str


class Privacy(msgspec.Struct, frozen=True, kw_only=True):
    """What looks like personal data and may be published: phones and mail of organisations, people who may be named."""

    phones: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    people: tuple[KnownPerson, ...] = ()


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What answers in the search: `own`, or `lunr` for small banks."""

    engine: str = "own"


class Embed(msgspec.Struct, frozen=True, kw_only=True):
    """How the site's host serves what schools embed: `cors` tells whether it lets other sites read files of /embed/v1/."""

    cors: bool = True


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a region sets. `url` ends with a slash."""

    name: str
    region: str
    region_of: str
    description: str
    url: str
    owner: Owner
    repository: Repository | None = None
    engine: str = "mkdocs"
    search: Search = Search()
    embed: Embed = Embed()
    menu: tuple[MenuItem, ...] = ()
    review_months: int = 24
    school_months: int = 12
    useful_links: tuple[UsefulLink, ...] = ()
    privacy: Privacy = Privacy()


def read_settings(root: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """Settings of the bank in `root`, or None and what is wrong with its site_config.yml."""
    if (root / FILE).is_symlink():  # what it points at would be shown in reports
        return None, [Outside.at(Place(FILE), "Вместо файла лежит символическая ссылка.", "Положите в папку сам файл.")]
    try:
        data = (root / FILE).read_bytes()
    except FileNotFoundError:
        hint = "Запустите команду в папке банка или укажите её: nastavnik -C ПАПКА check."
        return None, [NoSettings.at(Place(FILE), f"В папке «{root}» нет файла {FILE}.", hint)]
    except OSError:
        return None, [NoSettings.at(Place(FILE), f"Файл {FILE} не читается с диска.", "Проверьте права доступа.")]
    source, found = parse_source(Entry(FILE, "site", "site"), data)
    if source is None:
        return None, found
    found += Shape(kind("site"), {}).check(source)
    if any(diagnostic.severity.value == "error" for diagnostic in found):
        return None, found
    settings = msgspec.convert(source.values, Settings)
    if settings.url.startswith("http://"):
        hint = "Включите на хостинге https и впишите адрес с https://."
        found.append(PlainHttp.at(source.spans.of(("url",)), "Разделы с адреса http не покажутся на сайтах школ, которые открываются по https.", hint))
    if settings.search.engine == "lunr":
        found += _slow(root, source)
    return settings, found


def _slow(root: Path, source: Source) -> Iterator[Diagnostic]:
    cards = sum(1 for _ in (root / "practices").glob("*/index.md"))
    if cards > LUNR_CARDS:
        size = round(140 + cards * 4 // 5, -1)  # kilobytes, as measured on banks of 35 to 600 cards
        yield SlowSearch.at(
            source.spans.of(("search", "engine")),
            f"В банке {count(cards, ('карточка', 'карточки', 'карточек'))}, а lunr загружает весь указатель: около {size}\u00a0КБ до первого ответа.",
            "Уберите поле search: собственный движок (own, он стоит по умолчанию) обходится несколькими десятками килобайт. Для lunr"
            f" удобный предел – {LUNR_CARDS} карточек.",
        )
