"""Family V, the words of vocabularies, glossary and register: each means one thing, says something, and was checked when it says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.check.context import Context
from generator.check.facts import Path
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Value
from generator.patterns import late
from generator.words import SIGNS, count, day

LONG_LABEL = 80
# Where names stand, by kind of file: the list, the name itself, other names that lead to it.
NAMES = {
    "vocabulary": ("terms", "label", ("short",)),
    "glossary": ("terms", "term", ("abbreviation",)),
    "acts": ("acts", "number", ()),
}
_WORDS = late(r"\w+")


class AmbiguousName(Rule, id="V006", severity=Severity.WARNING):
    """Одно слово ведёт к двум значениям.

    Что проверяем: другое название (aliases) не совпадает с названием, сокращением или другим названием соседнего
    значения того же файла.

    Почему это важно: по другим названиям программа подсказывает, что имел в виду автор. Если слово ведёт к двум
    значениям, подсказка наугад.

    Как исправить: оставьте слово у того значения, которое чаще имеют в виду, у другого удалите.

    Плохо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика преподавания, aliases: [уроки]}
          - {id: urochnaya, label: урочная деятельность, aliases: [уроки]}

    Хорошо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика преподавания, aliases: [приёмы]}
          - {id: urochnaya, label: урочная деятельность, aliases: [уроки]}
    """


class LongLabel(Rule, id="V007", severity=Severity.WARNING):
    """Название длинное, а краткого нет.

    Что проверяем: у значения словаря с названием длиннее 80 знаков есть краткое название (short).

    Почему это важно: в фильтрах и подписях карточек длинное название не помещается и обрывается на полуслове.

    Как исправить: добавьте short – два-четыре слова. Полное название останется на странице значения.

    Плохо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика обучения и преподавания предметов и курсов на всех уровнях общего образования}
          - {id: urochnaya, label: урочная деятельность}

    Хорошо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, short: методика,
             label: методика обучения и преподавания предметов и курсов на всех уровнях общего образования}
          - {id: urochnaya, label: урочная деятельность}
    """


class CheckedWhen(Rule, id="V008", severity=Severity.WARNING):
    """Документ помечен проверенным, а когда – не сказано.

    Что проверяем: у документа реестра с checked: true есть дата проверки (checked_at).

    Почему это важно: пометка значит, что реквизиты сверены с опубликованным источником. Без даты через год не понять,
    можно ли ей ещё верить.

    Как исправить: сверьте документ и поставьте checked_at или напишите checked: false.

    Плохо:

        # файл: content/regulation/acts.yml
        acts:
          - {id: prikaz-1, level: regional, issuer: Ведомство, type: приказ, number: "1", date: 2022-01-10,
             title: О системе наставничества, status: in_force, checked: true}

    Хорошо:

        # файл: content/regulation/acts.yml
        acts:
          - {id: prikaz-1, level: regional, issuer: Ведомство, type: приказ, number: "1", date: 2022-01-10,
             title: О системе наставничества, status: in_force, checked: true, checked_at: 2026-11-20}
    """


class ActNotYet(Rule, id="V009", severity=Severity.WARNING):
    """Дата документа ещё не наступила.

    Что проверяем: документ реестра принят и проверен не позже сегодняшнего дня.

    Почему это важно: на будущий документ сослаться нельзя. Чаще всего перепутан год или в поле date стоит день, с
    которого документ действует.

    Как исправить: в date поставьте день принятия, день вступления в силу – в поле since.

    Плохо:

        # файл: content/regulation/acts.yml
        acts:
          - {id: prikaz-1, level: regional, issuer: Ведомство, type: приказ, number: "1", date: 2027-09-01,
             title: О системе наставничества, status: in_force, checked: false}

    Хорошо:

        # файл: content/regulation/acts.yml
        acts:
          - {id: prikaz-1, level: regional, issuer: Ведомство, type: приказ, number: "1", date: 2026-09-01,
             since: 2027-09-01, title: О системе наставничества, status: in_force, checked: false}
    """


class EmptyDefinition(Rule, id="V010", severity=Severity.WARNING):
    """Пояснение повторяет название.

    Что проверяем: пояснение (definition) значения или термина говорит больше, чем его название.

    Почему это важно: пояснение читают, когда названия мало. Повтор не объясняет ничего.

    Как исправить: напишите, что это, простыми словами и с примером. Если сказать нечего, удалите пояснение.

    Плохо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика преподавания, definition: Методика преподавания.}
          - {id: urochnaya, label: урочная деятельность}

    Хорошо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика преподавания, definition: Как строить урок и чем занять детей.}
          - {id: urochnaya, label: урочная деятельность}
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """The words of every file that holds a list of names."""
    for kind, (name, own, others) in NAMES.items():
        for entry, facts in context.of_kind(kind):
            items = facts.whole.get(name)
            named = [(index, item) for index, item in enumerate(items if isinstance(items, list) else ()) if isinstance(item, dict)]
            yield from _names(context, entry.path, name, named, (own, *others))
            for index, item in named:
                yield from _term(context, entry.path, (name, index), item, own) if kind != "acts" else _act(context, entry.path, (name, index), item)


def _names(context: Context, path: str, name: str, items: list[tuple[int, dict[str, Any]]], fields: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Other names that two items of one file share."""
    owners: dict[str, tuple[int, str]] = {}
    for index, item in items:
        for field in fields:
            if word := _folded(item.get(field)):
                owners.setdefault(word, (index, str(item.get(fields[0]) or item.get("id"))))
    for index, item in items:
        aliases = item.get("aliases")
        for number, alias in enumerate(aliases if isinstance(aliases, list) else ()):
            word = _folded(alias)
            owner, title = owners.setdefault(word, (index, str(item.get(fields[0]) or item.get("id"))))
            if word and owner != index:
                yield AmbiguousName.at(
                    context.place(path, name, index, "aliases", number),
                    f"Название «{alias}» ведёт и к другому значению: «{title}».",
                    "Оставьте его у одного из двух значений.",
                )


def _term(context: Context, path: str, where: Path, item: Mapping[str, Value], own: str) -> Iterator[Diagnostic]:
    """One value of a vocabulary or term of the glossary."""
    label, said = str(item.get(own) or ""), item.get("definition")
    if own == "label" and len(label) > LONG_LABEL and not item.get("short"):
        yield LongLabel.at(
            context.place(path, *where, own),
            f"В названии {count(len(label), SIGNS)}, а краткого названия нет.",
            "Добавьте short: краткое название, два-четыре слова.",
        )
    if said and _folded(said) == _folded(label):
        yield EmptyDefinition.at(
            context.place(path, *where, "definition"), f"Пояснение к «{label}» повторяет название.", "Объясните другими словами или удалите пояснение."
        )


def _act(context: Context, path: str, where: Path, item: Mapping[str, Value]) -> Iterator[Diagnostic]:
    """One document of the register."""
    if item.get("checked") is True and not item.get("checked_at"):
        yield CheckedWhen.at(
            context.place(path, *where, "checked"),
            f"Документ «{item.get('id')}» помечен проверенным, а когда – не сказано.",
            "Сверьте его и добавьте checked_at: день проверки, или поставьте checked: false.",
        )
    for field, what in (("date", "Документ принят"), ("checked_at", "Документ проверен")):
        when = str(item.get(field) or "")
        if when > context.today.isoformat():
            try:
                told = day(date.fromisoformat(when))
            except ValueError:  # said by the schema
                continue
            yield ActNotYet.at(
                context.place(path, *where, field), f"{what} {told}, а этот день ещё не наступил.", "Проверьте год; день вступления в силу пишут в since."
            )


def _folded(text: Value) -> str:
    """A name without what does not tell two names apart."""
    return " ".join(_WORDS.findall(str(text or "").lower().replace("ё", "е")))
