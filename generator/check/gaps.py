"""Family B, what the bank lacks: values without cards, vocabularies without fields."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Rule, Severity
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


def check(context: Context) -> Iterator[Diagnostic]:
    """What is missing from the cards, and what nothing asks for."""
    shown = [facts for _, facts in context.sound("practice") if facts.status in VISIBLE]
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
    asked = {name for item in kinds() for _, name in item.vocabularies}
    for entry, _ in context.of_kind("vocabulary"):
        if entry.id not in asked:
            yield UnusedVocabulary.at(
                context.place(entry.path, "title"), f"Словарь «{entry.id}» не нужен ни одному полю.", "Переименуйте файл или удалите его."
            )


def _named(terms: list[Term]) -> str:
    more = f" и ещё {len(terms) - SHOWN}" if len(terms) > SHOWN else ""
    return ", ".join(f"«{term.name}»" for term in terms[:SHOWN]) + more
