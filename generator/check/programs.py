"""Family T: the blanks of a template and its fields name each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Rule
from generator.model.prose import BLANK
from generator.schema.suggest import nearest


class UnknownBlank(Rule, id="T001"):
    """В бланке есть пропуск, о котором не сказано в полях."""


class UnusedField(Rule, id="T002"):
    """Поле не стоит ни в одном месте бланка."""


class RepeatedField(Rule, id="T003"):
    """Ключ поля повторяется."""


class ChoiceWithoutOptions(Rule, id="T004"):
    """У поля выбора нет вариантов."""


class WrongTerm(Rule, id="T005"):
    """Срок записан наоборот."""


def check(context: Context) -> Iterator[Diagnostic]:
    """All of family T."""
    for program in context.bank.programs:
        source = context.by_path[program.path]
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
            place = source.spans.of(("fields", index, "key"))
            if field.key in keys[:index]:
                yield RepeatedField.at(place, f"Ключ «{field.key}» уже занят другим полем.", "Дайте полю другой ключ.")
            elif field.key not in used:
                yield UnusedField.at(place, f"Поле «{field.label}» ({field.key}) в бланке не встречается.", f"Поставьте в нужном месте {{{{{field.key}}}}} или удалите поле.")
            if field.type == "choice" and not field.options:
                yield ChoiceWithoutOptions.at(place, f"У поля «{field.label}» вид «выбор», а вариантов нет.", "Добавьте options: [первый, второй].")
        if program.term and program.term.min_months > program.term.max_months:
            yield WrongTerm.at(source.spans.of(("term",)), "Наименьший срок больше наибольшего.", "Поменяйте min_months и max_months местами.")
