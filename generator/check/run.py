"""Runs every family of rules. The order of the table does not matter: diagnostics are sorted by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check import bank, dates, events, links, practices, privacy, programs, references, schools, vocabularies
from generator.check.context import Context
from generator.diagnostics import Diagnostic

FAMILIES: tuple[Callable[[Context], Iterator[Diagnostic]], ...] = (
    dates.check,
    practices.check,
    programs.check,
    schools.check,
    events.check,
    vocabularies.check,
    references.check,
    links.check,
    privacy.check,
    bank.check,
)


def check(context: Context) -> list[Diagnostic]:
    """Every diagnostic about the meaning of a bank."""
    return [diagnostic for family in FAMILIES for diagnostic in family(context)]
