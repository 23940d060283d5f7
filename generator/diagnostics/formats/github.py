"""GitHub workflow commands: `::error file=…,line=…::…` (docs.github.com, «Workflow commands»).

A step shows ten errors and ten warnings, so errors come first and a file's first fault before its second.
"""

from __future__ import annotations

from collections import Counter

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.diagnostics.formats.report import Report


def render(report: Report) -> str:
    """One command a diagnostic, the most useful first."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[bool, int, int, Diagnostic]] = []
    for index, diagnostic in enumerate(report.found):
        seen[diagnostic.place.path] += 1
        ranked.append((diagnostic.severity is Severity.WARNING, seen[diagnostic.place.path], index, diagnostic))
    return "".join(_command(diagnostic, report) for *_, diagnostic in sorted(ranked, key=lambda row: row[:3]))


def _command(diagnostic: Diagnostic, report: Report) -> str:
    place = diagnostic.place
    end_line, end_column = place.end
    properties = {
        "file": place.path,
        "line": place.line,
        "endLine": end_line,
        "col": place.column,
        "endColumn": end_column,
        "title": f"{diagnostic.rule}",
    }
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    text = f"{diagnostic.message} {diagnostic.hint}\n{report.url(diagnostic)}" if report.help_url else f"{diagnostic.message} {diagnostic.hint}"
    return f"::{diagnostic.severity.value} {shown}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
