"""What to do first: files that were not read, then errors, then warnings. Shared by the reports people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.diagnostics.formats.report import Report
from generator.words import ERRORS, FILES, HINTS, WARNINGS, count, plural

WORDS = {Severity.ERROR: ERRORS[0], Severity.WARNING: WARNINGS[0], Severity.HINT: HINTS[0]}

# Rules after which the rest of a file is not looked at, whatever the file; a missing fence may have the same effect or not.
UNREAD = frozenset(
    {"F002", "F009", "F012", "F013", "F014", "F015", "F016", "F023", "F035", "F036", "F037", "F038", "F039", "S001"},
)
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


@dataclass(frozen=True, slots=True)
class Group:
    """All diagnostics of one rule: how many, and the first of them."""

    number: int
    first: Diagnostic


@dataclass(frozen=True, slots=True)
class Plan:
    """The order of work. `unread` holds the first fault of every file that was not read."""

    unread: tuple[Diagnostic, ...]
    errors: tuple[Group, ...]
    warnings: tuple[Group, ...]

    @property
    def first(self) -> Diagnostic | None:
        """Where to begin."""
        return next(iter((*self.unread, *(group.first for group in (*self.errors, *self.warnings)))), None)


def plan(found: Sequence[Diagnostic]) -> Plan:
    """The order of work for these diagnostics; personal data first, then the rules with most faults."""
    unread = {diagnostic.place.path: diagnostic for diagnostic in reversed(found) if is_unread(diagnostic)}
    files = dict.fromkeys(diagnostic.place.path for diagnostic in found)
    return Plan(
        tuple(unread[path] for path in files if path in unread),
        _groups(diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR and not is_unread(diagnostic)),
        _groups(diagnostic for diagnostic in found if diagnostic.severity is Severity.WARNING),
    )


def is_unread(diagnostic: Diagnostic) -> bool:
    """Whether the rest of the diagnostic's file was not checked because of it."""
    # A text in a known encoding is read and checked; its fault mends itself.
    return diagnostic.rule in UNREAD and diagnostic.severity is Severity.ERROR and diagnostic.fix is None


def ranked(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same diagnostics, those first that matter most to someone who sees ten of them.

    By severity; then unread files; then one fault of every file before the second of any, in a file personal data
    before the rest; and in such a round different rules before the same rule again.
    """
    in_file: Counter[tuple[Severity, str]] = Counter()
    rounds: list[tuple[int, bool, int, bool, Diagnostic]] = []
    for diagnostic in sorted(found, key=lambda one: not _is_personal(one.rule)):  # a stable sort: file order stays
        key = diagnostic.severity, diagnostic.place.path
        in_file[key] += 1
        rounds.append((_RANK[diagnostic.severity], not is_unread(diagnostic), in_file[key], not _is_personal(diagnostic.rule), diagnostic))
    of_rule: Counter[tuple[int, int, str]] = Counter()
    rows = []
    for index, (rank, read, turn, harmless, diagnostic) in enumerate(rounds):
        of_rule[rank, turn, diagnostic.rule] += 1
        rows.append(((rank, read, turn, harmless, of_rule[rank, turn, diagnostic.rule], index), diagnostic))
    return [diagnostic for _, diagnostic in sorted(rows, key=lambda row: row[0])]


def totals(report: Report, *, hints: bool) -> list[str]:
    """«12 ошибок», «3 предупреждения» and, if wanted, «1 подсказка»; nothing for what there is none of."""
    numbers = [(report.errors, ERRORS), (report.warnings, WARNINGS), (report.hints if hints else 0, HINTS)]
    return [count(number, forms) for number, forms in numbers if number]


def unread_words(number: int) -> str:
    """«Не прочитано 2 файла, остальное в них пока не проверено»."""
    verb = plural(number, ("Не прочитан", "Не прочитано", "Не прочитано"))
    return f"{verb} {count(number, FILES)}, остальное в {'нём' if number == 1 else 'них'} пока не проверено"


def _groups(found: Iterable[Diagnostic]) -> tuple[Group, ...]:
    numbers: Counter[str] = Counter()
    first: dict[str, Diagnostic] = {}
    for diagnostic in found:
        numbers[diagnostic.rule] += 1
        first.setdefault(diagnostic.rule, diagnostic)
    return tuple(Group(number, first[rule]) for rule, number in sorted(numbers.items(), key=lambda item: (not _is_personal(item[0]), -item[1], item[0])))


def _is_personal(rule: str) -> bool:
    return rule.startswith("C")
