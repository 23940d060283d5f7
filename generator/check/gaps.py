"""Family B, what the bank lacks: values without cards, vocabularies without fields, cards without the words of their readers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.facts import Facts
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Entry
from generator.model.bank import VISIBLE
from generator.schema import Term, kind, kinds
from generator.words import count

SHOWN = 6  # terms named in a message
GROWN = 20  # cards on the site: a younger bank is all gaps


class Gap(Rule, id="B008", severity=Severity.HINT):
    """Для значения словаря нет ни одной карточки.

    Что проверяем: в банке из двадцати и более карточек у каждого значения словаря есть хотя бы одна. Смотрим
    обязательные поля; шкалы не в счёт.

    Почему это важно: читатель выберет это значение в списке и ничего не найдёт. Такие места – темы для новых карточек.

    Как исправить: ничего чинить не нужно, это сведения для планирования. Полная карта пробелов – на сайте, страница
    /gaps/. Если значение банку не понадобится, отметьте его в словаре retired: true.

    Плохо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика преподавания}
          - {id: urochnaya, label: урочная деятельность}

        # файл: practices/primer/index.md
        # ещё таких карточек: 20
        education_level: [noo, ooo, soo]
        mentee_group: [molodoj, novyj-v-kollektive]
        deficit: [metodicheskie, psihologo-pedagogicheskie]
        risks: [formalizm, nagruzka]
        topic: [urochnaya]

        # файл: practices/opyt/index.md
        topic: [urochnaya]

    Хорошо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика преподавания}
          - {id: urochnaya, label: урочная деятельность}

        # файл: practices/primer/index.md
        # ещё таких карточек: 20
        education_level: [noo, ooo, soo]
        mentee_group: [molodoj, novyj-v-kollektive]
        deficit: [metodicheskie, psihologo-pedagogicheskie]
        risks: [formalizm, nagruzka]
        topic: [urochnaya]

        # файл: practices/opyt/index.md
        topic: [metodika]
    """


class UnusedVocabulary(Rule, id="B009", severity=Severity.HINT):
    """Словарь нигде не используется.

    Что проверяем: на каждый файл в content/vocabulary ссылается хотя бы одно поле.

    Почему это важно: значения такого словаря никто не увидит. Чаще всего в имени файла опечатка, и настоящий словарь не
    найден.

    Как исправить: переименуйте файл так, как его называет поле, или удалите.

    Плохо:

        # файл: content/vocabulary/tema.yml
        # весь файл
        title: Тематика
        description: Вопросы, по которым закрепляют пару.
        terms:
          - {id: metodika, label: методика преподавания}

    Хорошо:

        # файл: content/vocabulary/topics.yml
        title: Тематика
    """


class Wordless(Rule, id="B014", severity=Severity.HINT):
    """У карточки нет фраз, какими о ней спрашивают.

    Что проверяем: если у большинства карточек на сайте заполнено поле asked, оно есть и у остальных. Смотрим банки из
    двадцати и более карточек.

    Почему это важно: учитель ищет своими словами – «орут, сорвала голос», а в карточке написано «управление классом».
    Без таких фраз поиск её не найдёт, а соседние найдёт.

    Как исправить: допишите поле asked – от трёх до восьми фраз, какими об этом говорят в учительской. Слов названия в
    них быть не должно.

    Плохо:

        # файл: practices/primer/index.md
        # ещё таких карточек: 20
        education_level: [noo, ooo, soo]
        mentee_group: [molodoj, novyj-v-kollektive]
        deficit: [metodicheskie, psihologo-pedagogicheskie]
        risks: [formalizm, nagruzka]
        topic: [urochnaya]
        asked: [боюсь пускать гостей на занятие, после открытых дверей все молчат, не понимаю чужих замечаний]

        # файл: practices/opyt/index.md
        topic: [metodika]

    Хорошо:

        # файл: practices/primer/index.md
        # ещё таких карточек: 20
        education_level: [noo, ooo, soo]
        mentee_group: [molodoj, novyj-v-kollektive]
        deficit: [metodicheskie, psihologo-pedagogicheskie]
        risks: [formalizm, nagruzka]
        topic: [urochnaya]
        asked: [боюсь пускать гостей на занятие, после открытых дверей все молчат, не понимаю чужих замечаний]

        # файл: practices/opyt/index.md
        topic: [metodika]
        asked: [меня никто ни разу не слушал, хочу увидеть себя со стороны, кто скажет честно и не обидит]
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """What is missing from the cards, and what nothing asks for."""
    cards = [(entry, facts) for entry, facts in context.sound("practice") if facts.status in VISIBLE]
    yield from _wordless(context, cards)
    shown = [facts for _, facts in cards]
    fields = kind("practice").document["properties"]
    names = {path[0]: name for path, name in kind("practice").vocabularies}
    for field in (field for field in kind("practice").facets if field in kind("practice").document["required"]):
        name = names.get(field, "")
        vocabulary = context.lens.vocabularies.get(name)
        if vocabulary is None or vocabulary.ordered:  # a scale needs no card on each of its steps
            continue
        used = set[str]().union(*(facts.used.get(name, ()) for facts in shown))
        terms = [term for term in vocabulary.terms if not term.retired]
        empty = [term for term in terms if term.id not in used]
        if empty and len(shown) >= max(GROWN, len(terms)):
            message = (
                f"Поле «{fields[field]['title']}»: для {len(empty)} из {count(len(terms), ('значения', 'значений', 'значений'))} нет карточек: {_named(empty)}."
            )
            yield Gap.at(context.key(f"content/vocabulary/{name}.yml", ("terms",)), message, "Это темы для новых карточек.")
    wanted = {name for item in kinds() for _, name in item.vocabularies}
    for entry, _ in context.of_kind("vocabulary"):
        if entry.id not in wanted:
            yield UnusedVocabulary.at(
                context.place(entry.path, "title"), f"Словарь «{entry.id}» не нужен ни одному полю.", "Переименуйте файл или удалите его."
            )


def _wordless(context: Context, cards: list[tuple[Entry, Facts]]) -> Iterator[Diagnostic]:
    told = sum(facts.asked for _, facts in cards)
    if len(cards) < GROWN or 2 * told <= len(cards):
        return
    for entry, facts in cards:
        if not facts.asked:
            message = f"Нет поля «Как об этом спрашивают» (asked), а у {told} из {count(len(cards), ('карточки', 'карточек', 'карточек'))} оно есть."
            yield Wordless.at(context.place(entry.path, "title"), message, "Допишите три – восемь фраз, какими об этом говорят в учительской.")


def _named(terms: list[Term]) -> str:
    more = f" и ещё {len(terms) - SHOWN}" if len(terms) > SHOWN else ""
    return ", ".join(f"«{term.name}»" for term in terms[:SHOWN]) + more
