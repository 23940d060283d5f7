"""The report for people: place, sentence, the line with the span underlined, what to do; then a summary of a dozen lines."""

from __future__ import annotations

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.diagnostics.formats.excerpt import excerpt, lines_of
from generator.diagnostics.formats.plan import WORDS, Group, Plan, plan, totals, unread_words
from generator.diagnostics.formats.report import Report
from generator.diagnostics.formats.signs import visible
from generator.diagnostics.rules import RULES
from generator.words import ERRORS, FILES, WARNINGS, count

COLOURS = {"bold": "1", "red": "31", "yellow": "33", "blue": "34", "cyan": "36", "grey": "90"}
SEVERITIES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
PLACES, GROUPS, TITLE = 2, 3, 60  # how many unread files and rules the summary names, and how long a title may be


def render(report: Report) -> str:
    """The whole report as text; colours only where the report asks for them."""
    files = lines_of(report.texts)
    parts = [_one(diagnostic, report, files.get(diagnostic.place.path, [])) for diagnostic in report.shown]
    return "\n".join([*parts, *_summary(report)]) + "\n"


def _one(diagnostic: Diagnostic, report: Report, file: list[str]) -> str:
    colour = SEVERITIES[diagnostic.severity]
    lines = [
        f"{_paint(report, 'bold', _where(diagnostic, column=True))}  {_paint(report, colour, WORDS[diagnostic.severity])} {diagnostic.rule}",
        f"  {visible(diagnostic.message)}",
    ]
    if seen := excerpt(diagnostic.place, file):
        gutter = f"{diagnostic.place.line:>5} | "
        blank = " " * (len(gutter) - 2) + "| "
        lines += [_paint(report, "grey", gutter) + seen[0], _paint(report, "grey", blank) + _paint(report, colour, seen[1])]
    if diagnostic.hint:
        lines.append(f"  {_paint(report, 'blue', 'Что сделать:')} {visible(diagnostic.hint)}")
    if diagnostic.fix:
        lines.append(f"  {_paint(report, 'blue', 'Исправится само:')} {visible(diagnostic.fix.title)}")
    return "\n".join(lines) + "\n"


def _where(diagnostic: Diagnostic, *, column: bool = False) -> str:
    place = diagnostic.place
    return f"{visible(place.path)}:{place.line}" + (f":{place.column}" if column else "")


def _summary(report: Report) -> list[str]:
    """What was found, what to do first, what mends itself, where to read more."""
    checked = f"Проверено {count(report.files, FILES)}"
    hidden = 0 if report.hints_shown else report.hints
    found = totals(report, hints=not hidden)
    lines = [f"{checked}: {', '.join(found)}." if found else f"{checked}: {'ошибок и предупреждений нет' if hidden else 'всё в порядке'}."]
    work = plan(report.found)
    steps = [step for step in (_unread(work), _errors(work), _warnings(work)) if step]
    for number, (head, *rows) in enumerate(steps, 1):
        lines += [f"  {number}. {head}" if len(steps) > 1 else f"  {head}", *(f"     {row}" for row in rows)]
    if report.fixable:
        lines.append(f"Исправится само: {report.fixable} из {len(report.shown)}. Для этого: nastavnik check --fix")
    if work.first:
        lines.append(f"О правиле подробно: nastavnik explain {work.first.rule}")
    if hidden:
        lines.append(f"Подсказок: {hidden}. Показать: nastavnik check --hints")
    return lines


def _unread(work: Plan) -> list[str]:
    rows = [f"{_where(diagnostic)}  {_rule(diagnostic)}" for diagnostic in work.unread[:PLACES]]
    return [f"{unread_words(len(work.unread))}{'; первые' if len(work.unread) > PLACES else ''}:", *rows] if rows else []


def _errors(work: Plan) -> list[str]:
    number = sum(group.number for group in work.errors)
    named = work.errors if len(work.errors) <= GROUPS else work.errors[: GROUPS - 1]
    rows = [_group(group) for group in named]
    if left := number - sum(group.number for group in named):
        rows.append(f"    ещё {count(left, ERRORS)} по другим правилам")
    return [f"Исправьте {count(number, ('ошибку', *ERRORS[1:]))}, с {'ней' if number == 1 else 'ними'} сайт не соберётся:", *rows] if rows else []


def _warnings(work: Plan) -> list[str]:
    if not work.warnings:
        return []
    head = f"Посмотрите {count(sum(group.number for group in work.warnings), WARNINGS)}"
    if work.unread or work.errors:
        return [f"{head}, начните с {work.warnings[0].first.rule}: {_where(work.warnings[0].first)}"]
    return [f"{head}{', чаще всего' if len(work.warnings) > GROUPS else ''}:", *(_group(group) for group in work.warnings[:GROUPS])]


def _group(group: Group) -> str:
    return f"{group.number:>3} × {_rule(group.first)}  {_where(group.first)}"


def _rule(diagnostic: Diagnostic) -> str:
    title = RULES[diagnostic.rule].title()
    return f"{diagnostic.rule} {title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + '…'}"


def _paint(report: Report, colour: str, text: str) -> str:
    return f"\033[{COLOURS[colour]}m{text}\033[0m" if report.colour else text
