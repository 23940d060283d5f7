"""Family L, where links lead: files, cards and clauses that are named are there and are on the site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.context import Context
from generator.check.facts import Facts
from generator.check.guesser import Guesser
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Entry
from generator.model.links import ProseLink
from generator.model.paths import resolve
from generator.schema.suggest import nearest


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
    guesses = _Guesses(
        Guesser({name: name for name in context.clause_names}),
        Guesser({path: path for path in (*context.records, *sorted(context.files))}),
        defaultdict(dict),
    )
    for path in sorted(context.files):
        guesses.folders[path.rpartition("/")[0]][path] = path
    used: set[str] = set()
    for entry in context.tree.records:
        facts = context.facts[entry.path]
        for link in facts.links:
            yield from _link(context, entry, link, guesses, used)
        yield from _files(context, entry, facts, guesses, used)
    for entry in context.tree.files:
        if entry.path not in used:
            yield UnusedFile.at(Place(entry.path), f"Файл «{entry.id}» нигде не назван, на сайт он не попадёт.", "Назовите его в карточке или удалите.")


@dataclass(frozen=True)
class _Guesses:
    """What a broken link may have meant: a clause, a path of the bank, a file of the same folder."""

    clauses: Guesser
    paths: Guesser
    folders: defaultdict[str, dict[str, str]]


def _link(context: Context, entry: Entry, link: ProseLink, guesses: _Guesses, used: set[str]) -> Iterator[Diagnostic]:
    if link.kind == "clause":
        if link.target not in context.clause_names:
            close = guesses.clauses(link.target)
            hint = f"Возможно, нужно {{п:{close}}}." if close else "Номера и идентификаторы пунктов – в content/regulation."
            yield NoSuchClause.at(_place(context, entry, link), f"Пункта «{link.target}» в Положении нет.", hint)
        return
    target, _fragment = resolve(entry.path, link.target)
    used.add(target)
    if target == entry.path:
        return
    record = context.records.get(target)
    if record is None and target not in context.files:
        close = guesses.paths(target)
        hint = f"Возможно, нужен файл {close}." if close else "Проверьте путь: он отсчитывается от папки этого файла."
        rule = BrokenLink if link.kind == "link" else MissingFile
        yield rule.at(_place(context, entry, link), f"Файла «{link.target}» нет.", hint)
    elif record and target in context.hidden:
        yield Unpublished.at(
            _place(context, entry, link), f"Ссылка ведёт на «{record.id}», а на сайте этого нет: не опубликовано.", "Дождитесь публикации или уберите ссылку."
        )


def _files(context: Context, entry: Entry, facts: Facts, guesses: _Guesses, used: set[str]) -> Iterator[Diagnostic]:
    """Files named in the fields lie in the record's folder."""
    for list_name, index, name in facts.files:
        path = f"{entry.folder}/{name}"
        used.add(path)
        if path not in context.files:
            close = nearest(path, guesses.folders.get(entry.folder, {}))
            hint = f"В папке есть похожий: {close.rpartition('/')[2]}." if close else "Положите файл в ту же папку."
            yield MissingFile.at(context.place(entry.path, list_name, index, "file"), f"Файла «{name}» нет в папке {entry.folder}.", hint)


def _place(context: Context, entry: Entry, link: ProseLink) -> Place:
    source = context.read(entry.path)
    return source.place(link.line, link.column, link.length) if source else Place(entry.path)
