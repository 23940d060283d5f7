"""Runs the rules about the whole bank. The order of the table does not matter: diagnostics are sorted by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check import bank, copies, coverage, dates, events, references, schools, targets, vocabularies, vocabularies_terms
from generator.check.context import Context
from generator.diagnostics import Diagnostic

BANK_RULES: tuple[Callable[[Context], Iterator[Diagnostic]], ...] = (
    dates.check,
    schools.check_owners,
    vocabularies.check,
    vocabularies_terms.check,
    events.check_twice,
    references.check,
    targets.check,
    bank.check,
    copies.check,
    coverage.check,
)


def check(context: Context) -> list[Diagnostic]:
    """Every diagnostic about the bank as a whole."""
    return [diagnostic for rule in BANK_RULES for diagnostic in rule(context)]
