"""Family E: events."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Rule


class EndsBefore(Rule, id="E001"):
    """Событие заканчивается раньше, чем начинается.

    Что проверяем: последний день события (end) не раньше первого (date).

    Почему это важно: такое событие сразу окажется в прошедших, и календарь его не покажет.

    Как исправить: поменяйте даты местами или исправьте год. Если день один, поле end не нужно.

    Плохо:

        # файл: content/events/2027-02-10-seminar.md
        date: 2027-02-11
        end: 2027-02-10

    Хорошо:

        # файл: content/events/2027-02-10-seminar.md
        date: 2027-02-10
        end: 2027-02-11
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """All of family E."""
    for event in context.bank.events:
        if event.end and event.end < event.date:
            yield EndsBefore.at(context.place(event.path, "end"), "Событие заканчивается раньше, чем начинается.", "Поменяйте date и end местами.")
