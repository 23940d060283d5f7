"""A Markdown summary for `$GITHUB_STEP_SUMMARY`: totals, what to do first, and a table of faults for every file.

GitHub shows ten annotations of a kind, and refuses a summary of more than a mebibyte: here is everything, up to `LIMIT`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.diagnostics.formats.plan import WORDS, is_unread, plan, totals, unread_words
from generator.diagnostics.formats.report import Report
from generator.diagnostics.formats.signs import visible
from generator.diagnostics.rules import RULES
from generator.patterns import late
from generator.words import FILES, count

LIMIT = 900_000  # bytes; GitHub's limit is 1,048,576 for a step, and its other commands may write there too
LONGEST = 1_000  # characters of one cell
SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.HINT: "🔵"}
TABLE = "| Строка | Что не так | Что сделать | Правило |\n|---:|---|---|---|\n"

# What GitHub's Markdown makes something of within a line: marks, then mentions, numbers of issues, addresses, names of emoji.
_LIVE = late(r"[\\`*_\[\]<>|~&$^{}]|[@#]|:(?=//|[\w+-]+:)|(?<=[wW]{3})\.")
_KEPT_APART = "@#"  # an entity is turned into its sign before these are looked for, so a sign of no width stands after them


def render(report: Report) -> str:
    """The whole summary; what does not fit is counted."""
    parts = [_head(report)]
    size, left = len(parts[0].encode()), len(report.shown)
    for row in _rows(report):
        size += len(row.encode())
        if size > LIMIT:
            break
        parts.append(row)
        left -= 1
    if left:
        parts.append(f"\nИ ещё {count(left, ('замечание', 'замечания', 'замечаний'))}. Показать все: `nastavnik check`\n")
    return "".join(parts)


def escaped(text: str) -> str:
    """Text that GitHub's Markdown shows as it is, in a cell of a table too; a very long one is cut."""
    shown = visible(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
    return _LIVE.sub(lambda match: f"{match.group()}&#8203;" if match.group() in _KEPT_APART else f"&#{ord(match.group())};", shown)


def _head(report: Report) -> str:
    found = totals(report, hints=True)
    lines = [f"## Проверка банка: {', '.join(found) or 'всё в порядке'}", "", f"Проверено {count(report.files, FILES)}."]
    if report.errors:
        lines[-1] += " Пока есть ошибки, сайт не соберётся."
    notes = []
    if unread := plan(report.found).unread:
        notes.append(f"{unread_words(len(unread))}: начните с {'него' if len(unread) == 1 else 'них'}.")
    if report.fixable:
        notes.append(f"Исправится само: {report.fixable} из {len(report.shown)}. Для этого: `nastavnik check --fix`")
    if report.hints and not report.hints_shown:
        notes.append(f"Подсказок: {report.hints}, здесь их нет. Показать: `nastavnik check --hints`")
    return "\n".join([*lines, *([""] if notes else []), *(f"- {note}" for note in notes)]) + "\n"


def _rows(report: Report) -> Iterator[str]:
    """The rows of all tables, each first one with its heading; files that were not read first, then those with errors."""
    files: dict[str, list[Diagnostic]] = {}
    for diagnostic in report.shown:
        files.setdefault(diagnostic.place.path, []).append(diagnostic)
    for path, found in sorted(files.items(), key=lambda item: min(_rank(diagnostic) for diagnostic in item[1])):
        heading = f"\n### {escaped(path)}\n\n{TABLE}"
        for diagnostic in found:
            yield heading + _row(diagnostic, report)
            heading = ""


def _rank(diagnostic: Diagnostic) -> int:
    return 0 if is_unread(diagnostic) else 1 + list(Severity).index(diagnostic.severity)


def _row(diagnostic: Diagnostic, report: Report) -> str:
    hint = escaped(diagnostic.hint)
    if diagnostic.fix:
        hint = f"{hint} Исправится само: {escaped(diagnostic.fix.title)}".lstrip()
    cells = (
        str(diagnostic.place.line),
        f"{SIGNS[diagnostic.severity]} {WORDS[diagnostic.severity]}: {escaped(diagnostic.message)}",
        hint,
        f"{_link(diagnostic, report)} {escaped(RULES[diagnostic.rule].title())}",
    )
    return f"| {' | '.join(cells)} |\n"


def _link(diagnostic: Diagnostic, report: Report) -> str:
    if not report.help_url:
        return diagnostic.rule
    address = re.sub(r"[\s<>|\\]", lambda match: f"%{ord(match.group()):02X}", report.url(diagnostic))
    return f"[{diagnostic.rule}](<{address}>)"
