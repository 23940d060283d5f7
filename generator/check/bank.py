"""Family B, names and addresses: one thing has one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Place, Rule
from generator.model.facets import facet_fields
from generator.model.paths import url_of
from generator.patterns import late


class TakenName(Rule, id="B001"):
    """Прежний идентификатор занят другой записью.

    Что проверяем: имена в поле aliases не совпадают с именами других папок и с чужими прежними именами.

    Почему это важно: по старой ссылке открылась бы не та карточка.

    Как исправить: уберите имя из aliases. Если карточку переименовали в занятое имя, выберите другое.

    Плохо:

        # файл: practices/opyt/index.md
        aliases: [primer]

    Хорошо:

        # файл: practices/opyt/index.md
        aliases: [masterskaya-uchitelya]
    """


class NoDocument(Rule, id="B003"):
    """Нет реквизитов Положения.

    Что проверяем: если в банке есть пункты Положения, есть и файл content/regulation/document.yml с его названием и
    реквизитами.

    Почему это важно: без реквизитов на страницах не сказано, что это за документ и как на него ссылаться.

    Как исправить: создайте файл document.yml: полное и краткое название, документ реестра, окончание ссылки, оговорка.

    Плохо:

        # без файла: content/regulation/document.yml

    Хорошо:

        # файл: content/regulation/document.yml
        title: Положение о системе наставничества педагогических работников Примерской области
        short: Положение о наставничестве
        act: prikaz-1
        cite: Положения о системе наставничества, утв. приказом от 01.02.2026 № 1
        notice: Пересказ своими словами; ссылаться следует на официальный текст.
    """


class TakenAddress(Rule, id="B004"):
    """Адрес страницы уже занят.

    Что проверяем: у каждой страницы свой адрес. Имена practices, programs, schools, regulation, glossary, acts, events,
    collections, year, faq, navigator, gaps, saved, compare, pack, embed, search, api и assets заняты самим сайтом, help –
    тоже, кроме страниц content/help/имя.md; имена полей и page-2 – списками карточек.

    Почему это важно: из двух страниц с одним адресом на сайте останется одна, и чья-то работа пропадёт.

    Как исправить: переименуйте файл или папку. Из пары a.md и a/index.md оставьте что-то одно.

    Плохо:

        # файл: content/help/index.md
        ---
        title: Помощь наставнику
        summary: К кому обратиться, если встречи пары не складываются, и что приготовить.
        ---

        Начните с разговора с куратором.

    Хорошо:

        # файл: content/knowledge/pomoshch.md
        ---
        title: Помощь наставнику
        summary: К кому обратиться, если встречи пары не складываются, и что приготовить.
        ---

        Начните с разговора с куратором.
    """


_LISTING = late(r"page-\d+")
HELP = late(r"help/(?!rules/|fields/)[^/]+/")
"""Pages a bank adds to the help; `help/` itself, `help/rules/` and `help/fields/` are made by the site."""
# First parts of the addresses of what the site makes itself.
RESERVED = frozenset({
    "practices", "programs", "schools", "regulation", "glossary", "acts", "events", "collections", "navigator", "gaps", "saved", "compare", "pack", "embed", "help", "year", "faq",
    "search", "api", "assets", "feed.atom", "feed.json", "calendar.ics", "year.ics", "sitemap.xml", "robots.txt", "404",
})  # fmt: skip


def check(context: Context) -> Iterator[Diagnostic]:
    """All of family B."""
    yield from _addresses(context)
    for name in ("practice", "program", "school"):
        yield from _aliases(context, name)
    if context.law.clauses and context.law.document is None and not any(context.of_kind("document")):
        entry, _ = next(context.of_kind("regulation"))
        yield NoDocument.at(
            Place(entry.path), "Есть пункты Положения, но нет файла content/regulation/document.yml.", "Создайте его: название, реквизиты, как ссылаться."
        )


def _aliases(context: Context, name: str) -> Iterator[Diagnostic]:
    taken = {entry.id: entry.path for entry, _ in context.of_kind(name)}
    for entry, facts in context.of_kind(name):
        for index, alias in enumerate(facts.aliases):
            owner = taken.get(alias)
            if owner:
                yield TakenName.at(context.place(entry.path, "aliases", index), f"Имя «{alias}» уже занято: {owner}.", "Уберите его из aliases.")
            taken.setdefault(alias, entry.path)


def _addresses(context: Context) -> Iterator[Diagnostic]:
    """Pages and cards at an address of another or of the site's own."""
    taken: dict[str, str] = {}
    for entry, _ in context.of_kind("page"):
        url = url_of(entry.path)
        top = url.partition("/")[0]
        if top in RESERVED and not HELP.fullmatch(url):
            yield TakenAddress.at(Place(entry.path), f"Адреса, которые начинаются с «{top}/», занимает сам сайт.", "Перенесите страницу в другую папку.")
        elif url in taken:
            yield TakenAddress.at(Place(entry.path), f"Тот же адрес у страницы {taken[url]}.", "Оставьте одну из двух или переименуйте файл.")
        taken.setdefault(url, entry.path)
    lists = {name.replace("_", "-") for name in facet_fields()}
    for entry, facts in context.of_kind("practice"):
        for index, name in enumerate((entry.id, *facts.aliases)):
            if name in lists or _LISTING.fullmatch(name):
                place = context.place(entry.path, "aliases", index - 1) if index else Place(entry.path)
                yield TakenAddress.at(place, f"Адрес practices/{name}/ занимает список карточек.", "Возьмите другое имя.")
