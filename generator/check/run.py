"""Runs the rules about the whole bank. The order of the table does not matter: diagnostics are sorted by place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.check import bank, collections, copies, coverage_table, dates, events, gaps, references, schools, targets, vocabularies, vocabularies_terms
from generator.check.context import Context
from generator.check.references import NoSuchRecord
from generator.check.targets import BrokenLink
from generator.diagnostics import Diagnostic
from generator.load.name_rules import UnknownFolder

BANK_RULES: tuple[Callable[[Context], Iterator[Diagnostic]], ...] = (
    dates.check,
    schools.check_owners,
    vocabularies.check,
    vocabularies_terms.check,
    events.check_twice,
    references.check,
    collections.check,
    targets.check,
    bank.check,
    copies.check,
    gaps.check,
    coverage_table.check,
)


# What a record says of others by their ids and paths.
_LINKS = frozenset(rule.id for rule in (NoSuchRecord, BrokenLink))


def check(context: Context, walked: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """Every diagnostic about the bank as a whole; `walked` are those about the names of its files.

    What lies in a folder under another name is not lost: links are judged when the folder is called right.
    """
    found = [diagnostic for rule in BANK_RULES for diagnostic in rule(context)]
    renamed = any(diagnostic.rule == UnknownFolder.id for diagnostic in walked)
    return [diagnostic for diagnostic in found if diagnostic.rule not in _LINKS] if renamed else found
