"""Family T: the blanks of a template and its fields name each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.lens import Lens
from generator.check.practices import check_review_term
from generator.diagnostics import Diagnostic, Rule
from generator.load import Source
from generator.model import Program
from generator.model.prose import BLANK
from generator.schema.suggest import nearest


class UnknownBlank(Rule, id="T001"):
    """В бланке есть пропуск, о котором не сказано в полях.

    Что проверяем: каждый пропуск вида {{имя}} в тексте бланка описан в поле fields.

    Почему это важно: программа не знает, что подставить на это место, и в скачанном бланке останутся фигурные скобки.

    Как исправить: исправьте опечатку в имени или опишите новый пропуск в поле fields.

    Плохо:

        # файл: content/programs/programma/index.md
        ## Встречи

        Встречи проводит {{mentor_pos}} в форме: {{meeting_form}}.

    Хорошо:

        # файл: content/programs/programma/index.md
        ## Встречи

        Встречи проводит {{mentor_post}} в форме: {{meeting_form}}.
    """


class UnusedField(Rule, id="T002"):
    """Поле не стоит ни в одном месте бланка.

    Что проверяем: каждое поле из fields встречается в тексте бланка как {{ключ}}.

    Почему это важно: человек заполнит поле, а в документе его ответа не окажется.

    Как исправить: поставьте ключ в двойных фигурных скобках туда, где нужен ответ, или удалите поле.

    Плохо:

        # файл: content/programs/programma/index.md
        ## Встречи

        Форму встреч пара выбирает сама.

    Хорошо:

        # файл: content/programs/programma/index.md
        ## Встречи

        Встречи проходят в форме: {{meeting_form}}.
    """


class RepeatedField(Rule, id="T003"):
    """Ключ поля повторяется.

    Что проверяем: у каждого поля бланка свой ключ.

    Почему это важно: на место двух полей с одним ключом попадёт один и тот же ответ.

    Как исправить: дайте второму полю другой ключ и поставьте его в текст бланка.

    Плохо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: text, required: true, pii: false}
          - {key: meeting_form, label: Место встреч, type: text, required: true, pii: false}

    Хорошо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма и место встреч, type: text, required: true, pii: false}
    """


class ChoiceWithoutOptions(Rule, id="T004"):
    """У поля выбора нет вариантов.

    Что проверяем: у поля вида «выбор» (type: choice) перечислены варианты.

    Почему это важно: без вариантов выбирать не из чего, и поле нельзя заполнить.

    Как исправить: добавьте options – не меньше двух вариантов – или имя словаря (vocabulary), либо смените вид поля на text.

    Плохо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: choice, required: true, pii: false}

    Хорошо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: choice, options: [очно, онлайн], required: true, pii: false}
    """


class WrongTerm(Rule, id="T005"):
    """Срок записан наоборот.

    Что проверяем: наименьший срок действия документа не больше наибольшего.

    Почему это важно: под срок «от двенадцати до трёх месяцев» не подойдёт ни одна программа.

    Как исправить: поменяйте значения min_months и max_months местами.

    Плохо:

        # файл: content/programs/programma/index.md
        term: {min_months: 12, max_months: 3}

    Хорошо:

        # файл: content/programs/programma/index.md
        term: {min_months: 3, max_months: 12}
    """


def check(source: Source, program: Program, lens: Lens) -> Iterator[Diagnostic]:
    """All of family T."""
    yield from check_review_term(source, program, lens)
    keys = [field.key for field in program.fields]
    names = {key: key for key in keys} | {field.label: field.key for field in program.fields}
    used = set()
    for number, line in enumerate(program.body.split("\n")):
        for match in BLANK.finditer(line):
            used.add(match["key"])
            if match["key"] not in keys:
                close = nearest(match["key"], names)
                hint = f"Возможно, это {{{{{close}}}}}." if close else "Опишите его в поле fields."
                yield UnknownBlank.at(source.place(number, match.start() + 1, len(match.group())), f"Пропуска «{match['key']}» нет среди полей.", hint)
    for index, field in enumerate(program.fields):
        where = ("fields", index, "key")
        if field.key in keys[:index]:
            yield RepeatedField.at(source.spans.of(where), f"Ключ «{field.key}» уже занят другим полем.", "Дайте полю другой ключ.")
        elif field.key not in used:
            hint = f"Поставьте в нужном месте {{{{{field.key}}}}} или удалите поле."
            yield UnusedField.at(source.spans.of(where), f"Поле «{field.label}» ({field.key}) в бланке не встречается.", hint)
        if field.type == "choice" and not field.options and not field.vocabulary:
            yield ChoiceWithoutOptions.at(
                source.spans.of(where), f"У поля «{field.label}» вид «выбор», а вариантов нет.", "Добавьте options: [первый, второй]."
            )
    if program.term and program.term.min_months > program.term.max_months:
        yield WrongTerm.at(source.spans.of(("term",)), "Наименьший срок больше наибольшего.", "Поменяйте min_months и max_months местами.")
