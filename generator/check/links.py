"""Family L, links and files of the texts: they lead somewhere, say where, and leave the bank only by https."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.check.context import Context, values_at
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Source
from generator.model.paths import is_external, resolve
from generator.model.prose import ProseLink, links
from generator.schema.suggest import nearest

TEXTS = frozenset({"practice", "program", "school", "news", "event", "page"})
MESSENGERS = (
    "t.me", "telegram.me", "telegram.org", "wa.me", "whatsapp.com", "viber.com", "skype.com", "discord.com", "discord.gg", "teams.microsoft.com",
)  # fmt: skip
_VAGUE = re.compile(r"(?:здесь|тут|ссылка|скачать|подробнее|читать|далее|по ссылке|https?://\S+)[.!]?\Z", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_CODE = re.compile(r"`[^`]*`")


class BrokenLink(Rule, id="L002"):
    """Ссылка ведёт на файл, которого нет."""


class MissingFile(Rule, id="L003"):
    """Файла нет в папке."""


class VagueLink(Rule, id="L004", severity=Severity.WARNING):
    """Из текста ссылки не понять, куда она ведёт."""


class OddScheme(Rule, id="L005"):
    """Такие адреса на сайте не открываются."""


class Messenger(Rule, id="L006"):
    """Ссылка на иностранный мессенджер."""


class NoAlt(Rule, id="L007"):
    """Картинка без описания."""


class NoSuchClause(Rule, id="L008"):
    """Такого пункта Положения нет."""


class RawHtml(Rule, id="L009", severity=Severity.WARNING):
    """Теги HTML в тексте."""


class Unpublished(Rule, id="L010"):
    """Ссылка на неопубликованное."""


class UnusedFile(Rule, id="L011", severity=Severity.WARNING):
    """Файл лежит в папке, но нигде не назван."""


def check(context: Context) -> Iterator[Diagnostic]:
    """All links and files."""
    used: set[str] = set()
    for source in context.sources:
        if source.entry.kind in TEXTS:
            for link in links(source.body):
                yield from _link(context, source, link, used)
            yield from _tags(source)
        yield from _urls(source)
        yield from _files(context, source, used)
    for entry in context.tree.files:
        if entry.path not in used:
            yield UnusedFile.at(Place(entry.path), f"Файл «{entry.id}» нигде не назван, на сайт он не попадёт.", "Назовите его в карточке или удалите.")


def _link(context: Context, source: Source, link: ProseLink, used: set[str]) -> Iterator[Diagnostic]:
    place = _place(source, link)
    if link.kind == "clause":
        if link.target not in context.bank.clause_names:
            close = nearest(link.target, {name: name for name in context.bank.clause_names})
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
    records = {entry.path: entry for entry in context.tree.records}
    files = {entry.path for entry in context.tree.files}
    entry = records.get(target)
    if entry is None and target not in files:
        close = nearest(target, {path: path for path in (*records, *files)})
        hint = f"Возможно, нужен файл {close}." if close else "Проверьте путь: он отсчитывается от папки этого файла."
        yield (BrokenLink if link.kind == "link" else MissingFile).at(place, f"Файла «{link.target}» нет.", hint)
    elif entry and entry.kind in ("practice", "program"):
        shown = context.bank.practice_by_id if entry.kind == "practice" else context.bank.program_by_id
        if entry.id not in shown and target in context.by_path:
            yield Unpublished.at(place, f"Ссылка ведёт на «{entry.id}», а на сайте этого нет: не опубликовано.", "Дождитесь публикации или уберите ссылку.")


def _external(place: Place, target: str) -> Iterator[Diagnostic]:
    parts = urlsplit(target)
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
    files = {entry.path for entry in context.tree.files}
    for list_name in ("attachments", "documents", "materials"):
        for place, name in values_at(source.values, (list_name, "*", "file")):
            path = f"{source.entry.folder}/{name}"
            used.add(path)
            if path not in files:
                close = nearest(path, {other: other for other in files if other.startswith(source.entry.folder)})
                hint = f"В папке есть похожий: {close.rpartition('/')[2]}." if close else "Положите файл в ту же папку."
                yield MissingFile.at(source.spans.of(place), f"Файла «{name}» нет в папке {source.entry.folder}.", hint)


def _tags(source: Source) -> Iterator[Diagnostic]:
    for number, line in enumerate(source.body.split("\n")):
        match = _TAG.search(_CODE.sub(lambda code: " " * len(code.group()), line)) if "<" in line else None
        if match:
            yield RawHtml.at(
                source.place(number, match.start() + 1, len(match.group())), f"Тег {match.group()} на странице не сработает и будет виден как текст.", "Используйте разметку Markdown или удалите тег."
            )


def _place(source: Source, link: ProseLink) -> Place:
    """The link's own span when it can be found on its line, else the start of the line."""
    lines = source.body.split("\n")
    needle = f"{{п:{link.target}}}" if link.kind == "clause" else link.target
    for number in range(link.line, min(link.line + 12, len(lines))):
        column = lines[number].find(needle)
        if needle and column >= 0:
            return source.place(number, column + 1, len(needle))
    return source.place(link.line)
