"""The report for people: place, sentence, the line with the span underlined, hint; then a summary."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from generator.diagnostics.diagnostic import Diagnostic, Place, Severity
from generator.diagnostics.formats.report import Report
from generator.diagnostics.rules import RULES
from generator.words import count

WIDTH = 110  # columns of an excerpt
TAB = "    "
COLOURS = {"bold": "1", "red": "31", "yellow": "33", "blue": "36", "grey": "90"}


def render(report: Report) -> str:
    """The whole report as text; colours only where the report asks for them."""
    files = {path: text.split("\n") for path, text in report.texts.items()}
    parts = [_one(diagnostic, report, files.get(diagnostic.place.path, [])) for diagnostic in report.found]
    return "\n".join([*parts, _summary(report)]) + "\n"


def _one(diagnostic: Diagnostic, report: Report, file: Sequence[str]) -> str:
    place = diagnostic.place
    error = diagnostic.severity is Severity.ERROR
    word = _paint(report, "red" if error else "yellow", "ошибка" if error else "предупреждение")
    lines = [
        f"{_paint(report, 'bold', f'{place.path}:{place.line}:{place.column}')}  {word} {diagnostic.rule}",
        f"  {diagnostic.message}",
        *_excerpt(place, report, file),
    ]
    if diagnostic.hint:
        lines.append(f"  {_paint(report, 'blue', 'Что сделать:')} {diagnostic.hint}")
    return "\n".join(lines) + "\n"


def _excerpt(place: Place, report: Report, lines: Sequence[str]) -> list[str]:
    """The line of the place and a row of carets under its span; nothing when the file has no such line."""
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return []
    line = lines[place.line - 1]
    end_line, end_column = place.end
    start = place.column - 1
    stop = end_column - 1 if end_line == place.line else len(line)
    first = max(0, start - WIDTH // 2) if len(line) > WIDTH else 0
    shown = line[first : first + WIDTH]
    before, under = line[first:start], line[start : max(stop, start + 1)][: WIDTH - (start - first)]
    gutter = f"{place.line:>5} | "
    blank = " " * (len(gutter) - 2) + "| "
    carets = " " * _columns(before) + "^" * max(1, _columns(under))
    return [_paint(report, "grey", gutter) + _visible(shown), _paint(report, "grey", blank) + _paint(report, "red", carets)]


def _visible(text: str) -> str:
    """A text for one line of a terminal: tabs as blanks, line ends of other alphabets and control signs as a box."""
    return "".join(TAB if char == "\t" else "\u25a1" if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: tabs four, wide characters two, combining and invisible marks none."""
    return sum(
        len(TAB)
        if char == "\t"
        else 0
        if unicodedata.combining(char) or unicodedata.category(char) == "Cf"
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def _summary(report: Report) -> str:
    files = count(report.files, ("файл", "файла", "файлов"))
    if not report.found:
        return f"Проверено {files}: всё в порядке."
    totals = []
    if report.errors:
        totals.append(_paint(report, "red", count(report.errors, ("ошибка", "ошибки", "ошибок"))))
    if report.warnings:
        totals.append(_paint(report, "yellow", count(report.warnings, ("предупреждение", "предупреждения", "предупреждений"))))
    lines = [f"Проверено {files}: {', '.join(totals)}."]
    common = Counter((d.severity is Severity.WARNING, d.rule) for d in report.found)
    first = sorted(common, key=lambda key: (key[0], -common[key], key[1]))[:3]
    for _warning, rule in first:
        lines.append(f"  {common[_warning, rule]:>3} × {rule} {RULES[rule].title()}  nastavnik explain {rule}")
    fixable = sum(diagnostic.fix is not None for diagnostic in report.found)
    if fixable:
        lines.append(f"Само исправится ({fixable}): nastavnik check --fix")
    return "\n".join(lines)


def _paint(report: Report, colour: str, text: str) -> str:
    return f"\033[{COLOURS[colour]}m{text}\033[0m" if report.colour else text
