"""Family E: events."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Rule
from generator.load import Source
from generator.model import Event


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


def check(source: Source, event: Event, _lens: Lens) -> Iterator[Diagnostic]:
    """All of family E."""
    if event.end and event.end < event.date:
        yield EndsBefore.at(source.spans.of(("end",)), "Событие заканчивается раньше, чем начинается.", "Поменяйте date и end местами.")
