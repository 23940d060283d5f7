"""Family L, links and files of the texts: they lead somewhere, say where, and leave the bank only by https."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from urllib.parse import urlsplit

from generator.check.context import Context, values_at
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Source
from generator.model.paths import is_external, resolve
from generator.model.prose import ProseLink, links, tokens
from generator.schema.suggest import nearest

TEXTS = frozenset({"practice", "program", "school", "news", "event", "page"})
MESSENGERS = (
    "t.me", "telegram.me", "telegram.org", "wa.me", "whatsapp.com", "viber.com", "skype.com", "discord.com", "discord.gg", "teams.microsoft.com",
)  # fmt: skip
_VAGUE = re.compile(r"(?:здесь|тут|ссылка|скачать|подробнее|читать|далее|по ссылке|https?://\S+)[.!]?\Z", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)")


class BrokenLink(Rule, id="L002"):
    """Ссылка ведёт на файл, которого нет.

    Что проверяем: файл или карточка, на которые ведёт ссылка в тексте, лежат на указанном месте.

    Почему это важно: щёлкнув по ссылке, читатель попадёт на страницу «не найдено».

    Как исправить: проверьте имя файла и путь: он отсчитывается от папки, где лежит эта карточка. Недостающий файл
    положите рядом.

    Плохо:

        ## Материалы

        Факты записывают в [лист наблюдения урока](list-nablyudeniya.docx).

    Хорошо:

        # положить файл: practices/primer/list-nablyudeniya.docx
        ## Материалы

        Факты записывают в [лист наблюдения урока](list-nablyudeniya.docx).
    """


class MissingFile(Rule, id="L003"):
    """Файла нет в папке.

    Что проверяем: картинки и файлы для скачивания, названные в записи, лежат в её папке.

    Почему это важно: на странице останется название, которое нельзя скачать, или пустое место вместо картинки.

    Как исправить: положите файл в папку записи или исправьте его имя. Большие и маленькие буквы различаются.

    Плохо:

        attachments:
          - file: list-nablyudeniya.pdf
            title: Лист наблюдения урока
            kind: metodika
            license: cc-by-4.0

    Хорошо:

        # положить файл: practices/primer/list-nablyudeniya.pdf
        attachments:
          - file: list-nablyudeniya.pdf
            title: Лист наблюдения урока
            kind: metodika
            license: cc-by-4.0
    """


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


class NoSuchClause(Rule, id="L008"):
    """Такого пункта Положения нет.

    Что проверяем: пункт, названный в тексте как {п:номер}, есть в пересказе Положения.

    Почему это важно: ссылка на несуществующий пункт в приказе или программе – ошибка в документе.

    Как исправить: найдите нужный пункт на странице Положения и возьмите его номер или идентификатор.

    Плохо:

        ## Условия успеха

        Замены уроков организует куратор ({п:9.9}).

    Хорошо:

        ## Условия успеха

        Замены уроков организует куратор ({п:1.1}).
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


class Unpublished(Rule, id="L010"):
    """Ссылка на неопубликованное.

    Что проверяем: карточки и шаблоны, на которые ведут ссылки, опубликованы.

    Почему это важно: черновика на сайте нет, и читатель попадёт на страницу «не найдено».

    Как исправить: дождитесь публикации или уберите ссылку, оставив название практики обычным текстом.

    Плохо:

        # файл: practices/opyt/index.md
        status: draft

        # файл: practices/primer/index.md
        ## Материалы

        Похожая практика – [педагогическая мастерская](../opyt/index.md).

    Хорошо:

        # файл: practices/opyt/index.md
        status: published

        # файл: practices/primer/index.md
        ## Материалы

        Похожая практика – [педагогическая мастерская](../opyt/index.md).
    """


class UnusedFile(Rule, id="L011", severity=Severity.WARNING):
    """Файл лежит в папке, но нигде не назван.

    Что проверяем: на каждый файл в папке записи есть ссылка в тексте или он назван в полях.

    Почему это важно: такой файл на сайт не попадёт. Часто это забытая старая версия, в которой могли остаться имена.

    Как исправить: назовите файл в поле attachments или дайте на него ссылку; ненужный удалите.

    Плохо:

        # положить файл: practices/primer/staryj-list.pdf

    Хорошо:

        # положить файл: practices/primer/list-nablyudeniya.pdf
        attachments:
          - file: list-nablyudeniya.pdf
            title: Лист наблюдения урока
            kind: metodika
            license: cc-by-4.0
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """All links and files."""
    used: set[str] = set()
    for source in context.sources:
        if source.entry.kind in TEXTS:
            lines = source.body.split("\n")
            for link in context.memo("links", (source.body,), partial(_links, source.body)):
                yield from _link(context, source, link, _place(source, lines, link), used)
            yield from _tags(source, context.memo("words", (source.body,), partial(words, source.body)))
        yield from _urls(source)
        yield from _files(context, source, used)
    for entry in context.tree.files:
        if entry.path not in used:
            yield UnusedFile.at(Place(entry.path), f"Файл «{entry.id}» нигде не назван, на сайт он не попадёт.", "Назовите его в карточке или удалите.")


def _links(text: str) -> tuple[ProseLink, ...]:
    return tuple(links(text))


def _link(context: Context, source: Source, link: ProseLink, place: Place, used: set[str]) -> Iterator[Diagnostic]:
    if link.kind == "clause":
        if link.target not in context.clause_names:
            close = nearest(link.target, {name: name for name in context.clause_names})
            hint = f"Возможно, нужно {{п:{close}}}." if close else "Номера и идентификаторы пунктов – в content/regulation."
            yield NoSuchClause.at(place, f"Пункта «{link.target}» в Положении нет.", hint)
        return
    if link.kind == "image" and not link.text.strip():
        yield NoAlt.at(place, "У картинки нет описания.", "Напишите его в квадратных скобках: ![что на картинке](файл).")
    if link.kind == "link" and (not link.text or _VAGUE.match(link.text)):
        yield VagueLink.at(place, f"Текст ссылки «{link.text}» не говорит, куда она ведёт.", "Назовите в тексте ссылки страницу или файл.")
    if is_external(link.target):
        yield from _external(place, link.target)
        return
    target, _fragment = resolve(source.path, link.target)
    used.add(target)
    if target != source.path:
        yield from _internal(context, place, link, target)


def _internal(context: Context, place: Place, link: ProseLink, target: str) -> Iterator[Diagnostic]:
    entry = context.records.get(target)
    if entry is None and target not in context.files:
        close = nearest(target, {path: path for path in sorted({*context.records, *context.files})})
        hint = f"Возможно, нужен файл {close}." if close else "Проверьте путь: он отсчитывается от папки этого файла."
        yield (BrokenLink if link.kind == "link" else MissingFile).at(place, f"Файла «{link.target}» нет.", hint)
    elif entry and target in context.hidden:
        yield Unpublished.at(place, f"Ссылка ведёт на «{entry.id}», а на сайте этого нет: не опубликовано.", "Дождитесь публикации или уберите ссылку.")


def _external(place: Place, target: str) -> Iterator[Diagnostic]:
    try:
        parts = urlsplit(target)
    except ValueError:  # not an address at all; among the fields its shape is told of
        parts = urlsplit("")
    if parts.scheme not in ("http", "https"):
        yield OddScheme.at(place, f"Адрес «{target}» на сайте не откроется.", "Подойдут только адреса, которые начинаются с https://.")
    host = (parts.hostname or "").removeprefix("www.")
    if any(host == name or host.endswith("." + name) for name in MESSENGERS):
        yield Messenger.at(place, f"Ссылка ведёт в иностранный мессенджер ({host}).", "Уберите её или дайте ссылку на страницу организации.")


def _urls(source: Source) -> Iterator[Diagnostic]:
    """Addresses among the fields."""
    for path, value in _strings(source.values, ()):
        if value.startswith(("http://", "https://")):
            yield from _external(source.spans.of(path), value)


def _strings(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*path, key))


def _files(context: Context, source: Source, used: set[str]) -> Iterator[Diagnostic]:
    """Files named in the fields lie in the record's folder."""
    for list_name in ("attachments", "documents", "materials"):
        for place, name in values_at(source.values, (list_name, "*", "file")):
            path = f"{source.entry.folder}/{name}"
            used.add(path)
            if path not in context.files:
                close = nearest(path, {other: other for other in sorted(context.files) if other.startswith(f"{source.entry.folder}/")})
                hint = f"В папке есть похожий: {close.rpartition('/')[2]}." if close else "Положите файл в ту же папку."
                yield MissingFile.at(source.spans.of(place), f"Файла «{name}» нет в папке {source.entry.folder}.", hint)


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


def _place(source: Source, lines: list[str], link: ProseLink) -> Place:
    """The link's own span when it can be found on its line, else the start of the line."""
    needle = f"{{п:{link.target}}}" if link.kind == "clause" else link.target
    for number in range(link.line, min(link.line + 12, len(lines))):
        column = lines[number].find(needle)
        if needle and column >= 0:
            return source.place(number, column + 1, len(needle))
    return source.place(link.line)
