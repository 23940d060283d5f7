"""Family L, links of a text looked at alone: they say where they lead, and leave the bank only by https."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from generator.check.facts import TEXTS, strings_of
from generator.check.markup import NETWORK, foreign_network
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Source
from generator.model.links import ProseLink
from generator.model.paths import is_external
from generator.model.prose import tokens
from generator.patterns import late

MESSENGERS = (
    "t.me", "telegram.me", "telegram.org", "wa.me", "whatsapp.com", "viber.com", "skype.com", "discord.com", "discord.gg", "teams.microsoft.com",
)  # fmt: skip
_VAGUE = late(r"(?:здесь|тут|ссылка|скачать|подробнее|читать|далее|по ссылке|https?://\S+)[.!]?\Z", re.IGNORECASE)
_TAG = late(r"</?(?:[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_COMMENT = late(r"<!--.*?(?:-->|\Z)")


class VagueLink(Rule, id="L004", severity=Severity.WARNING):
    """Из текста ссылки не понять, куда она ведёт.

    Что проверяем: текст ссылки – не «здесь», «тут», «скачать» и не сам адрес.

    Почему это важно: тот, кто слушает страницу с программой чтения с экрана, слышит одни ссылки подряд: «здесь»,
    «здесь», «здесь».

    Как исправить: сделайте ссылкой название страницы или файла.

    Плохо:

        ## Материалы

        Бланк лежит [здесь](../../content/programs/programma/index.md).

    Хорошо:

        ## Материалы

        Возьмите [бланк персонализированной программы](../../content/programs/programma/index.md).
    """


class OddScheme(Rule, id="L005"):
    """Такие адреса на сайте не открываются.

    Что проверяем: внешние ссылки начинаются с https:// или http://.

    Почему это важно: адреса вида ftp: браузеры больше не открывают, а ссылка на файл с вашего компьютера не откроется
    ни у кого.

    Как исправить: выложите материал в папку карточки или на сайт организации и поставьте адрес этой страницы.

    Плохо:

        ## Материалы

        Собрание [листов наблюдения](ftp://school.example/listy) ведёт школа.

    Хорошо:

        ## Материалы

        Собрание [листов наблюдения](https://school.example/listy) ведёт школа.
    """


class Messenger(Rule, id="L006"):
    """Ссылка на иностранный мессенджер.

    Что проверяем: в полях и тексте нет ссылок на Telegram, WhatsApp, Viber и другие иностранные мессенджеры.

    Почему это важно: сайтам образовательных организаций не следует направлять туда людей, а в чате участники часто
    видят телефоны друг друга.

    Как исправить: дайте ссылку на страницу организации или форму обратной связи, а чат упоминайте без ссылки.

    Плохо:

        ## Материалы

        Вопросы задают в [чате наставников](https://t.me/primer).

    Хорошо:

        ## Материалы

        Вопросы задают на [странице наставников школы](https://school.example/nastavnichestvo/).
    """


class NoAlt(Rule, id="L007"):
    """Картинка без описания.

    Что проверяем: у каждой картинки в квадратных скобках сказано, что на ней.

    Почему это важно: описание читает вслух программа чтения с экрана; его же видят, когда картинка не загрузилась.

    Как исправить: напишите одной фразой, что важно на картинке, например «Схема класса: парты двумя полукругами».

    Плохо:

        # положить файл: practices/primer/shema-klassa.png
        ## Материалы

        ![](shema-klassa.png)

    Хорошо:

        # положить файл: practices/primer/shema-klassa.png
        ## Материалы

        ![Схема класса: место наблюдателя за последней партой](shema-klassa.png)
    """


class RawHtml(Rule, id="L009", severity=Severity.WARNING):
    """Теги HTML в тексте.

    Что проверяем: в тексте нет тегов вроде <b>, <br> или <div> и заметок вида <!-- … -->; примеры кода не в счёт.

    Почему это важно: из соображений безопасности сайт их не исполняет, и читатель увидит сами теги и заметки.

    Как исправить: удалите тег. Жирный шрифт – это **две звёздочки**, новый абзац – пустая строка. Заметку для экспертов
    напишите в обсуждении правки.

    Плохо:

        ## Условия успеха

        Вопрос у наблюдателя <b>один</b>.

    Хорошо:

        ## Условия успеха

        Вопрос у наблюдателя **один**.
    """


def check(source: Source, found: tuple[ProseLink, ...]) -> Iterator[Diagnostic]:
    """What can be said of the links of one file, which are given, without looking at others."""
    for link in found:
        yield from _link(source, link)
    if "<" in source.body and source.entry.kind in TEXTS:
        yield from _tags(source, words(source.body))
    if "://" in source.text:
        yield from _urls(source)


def _link(source: Source, link: ProseLink) -> Iterator[Diagnostic]:
    place = source.place(link.line, link.column, link.length)
    if link.kind == "image" and not link.text.strip():
        yield NoAlt.at(place, "У картинки нет описания.", "Напишите его в квадратных скобках: ![что на картинке](файл).")
    if link.kind == "link" and (not link.text or _VAGUE.match(link.text)):
        yield VagueLink.at(place, f"Текст ссылки «{link.text}» не говорит, куда она ведёт.", "Назовите в тексте ссылки страницу или файл.")
    if link.kind != "clause" and is_external(link.target):
        yield from _external(place, link.target)


def _external(place: Place, target: str) -> Iterator[Diagnostic]:
    try:
        parts = urlsplit(target)
    except ValueError:  # not an address at all; among the fields its shape is told of
        parts = urlsplit("")
    if len(parts.scheme) == 1 or parts.scheme == "file":
        hint = "Положите файл в папку записи и оставьте в скобках только его имя."
        yield OddScheme.at(place, "Ссылка ведёт на файл вашего компьютера: у читателя его нет.", hint)
    elif parts.scheme not in ("http", "https"):
        yield OddScheme.at(place, f"Адрес «{target}» на сайте не откроется.", "Подойдут только адреса, которые начинаются с https://.")
    host = (parts.hostname or "").removeprefix("www.")
    if any(host == name or host.endswith("." + name) for name in MESSENGERS):
        yield Messenger.at(place, f"Ссылка ведёт в иностранный мессенджер ({host}).", "Уберите её или дайте ссылку на страницу организации.")


def _urls(source: Source) -> Iterator[Diagnostic]:
    """Addresses among the fields."""
    for path, value in strings_of(source.values):
        if value.startswith(("http://", "https://")):
            for diagnostic in _external(Place(source.path), value):
                yield replace(diagnostic, place=source.spans.of(path))
            if NETWORK.match(value):  # those of texts are found with the marks around them
                yield foreign_network(source.spans.of(path))


def _tags(source: Source, lines: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Tags and comments among the words of a body; one diagnostic a line."""
    for number, line in enumerate(lines):
        if comment := _COMMENT.search(line):
            yield RawHtml.at(
                source.place(number, comment.start() + 1, len(comment.group())),
                "Заметка будет видна читателям.",
                "Удалите её: в тексте карточки заметок не бывает.",
            )
        elif match := _TAG.search(line):
            yield RawHtml.at(
                source.place(number, match.start() + 1, len(match.group())),
                f"Тег {match.group()} на странице не сработает и будет виден как текст.",
                "Используйте разметку Markdown или удалите тег.",
            )


def words(text: str) -> tuple[str, ...]:
    """The lines of a Markdown text with all its code blank, every other character in its place."""
    lines = text.split("\n")
    kept = [""] * len(lines)
    start, end = 0, 0
    for block in tokens(text):
        if block.map and tuple(block.map) != (start, end):
            start, end = block.map
        if block.type != "inline":
            continue
        passage = "\n".join(kept[start:end] if any(kept[start:end]) else lines[start:end])
        at = 0
        for token in block.children or []:
            if token.type == "code_inline" and (code := _code(token.markup).search(passage, at)):
                at = code.end()
                passage = passage[: code.start()] + re.sub(r"[^\n]", " ", code.group()) + passage[at:]
        kept[start:end] = passage.split("\n")
    return tuple(kept)


@cache
def _code(mark: str) -> re.Pattern[str]:
    """Code between two equal rows of backquotes."""
    return re.compile(rf"(?<![`\\]){mark}(?!`).+?(?<!`){mark}(?!`)", re.DOTALL)
