"""Family E: events."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Rule


class EndsBefore(Rule, id="E001"):
    """Событие заканчивается раньше, чем начинается."""


def check(context: Context) -> Iterator[Diagnostic]:
    """All of family E."""
    for event in context.bank.events:
        if event.end and event.end < event.date:
            yield EndsBefore.at(context.place(event.path, "end"), f"Событие «{event.title}» заканчивается раньше, чем начинается.", "Поменяйте date и end местами.")
