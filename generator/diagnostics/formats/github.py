"""GitHub workflow commands: `::error file=…,line=…::…` (docs.github.com, «Workflow commands for GitHub Actions»).

A step shows ten annotations of each kind, so those come first that matter most.
"""

from __future__ import annotations

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.diagnostics.formats.plan import ranked
from generator.diagnostics.formats.report import Report
from generator.diagnostics.formats.signs import visible, whole
from generator.diagnostics.rules import RULES

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(report: Report) -> str:
    """One command a diagnostic, the most useful first."""
    return "".join(_command(diagnostic, report) for diagnostic in ranked(report.shown))


def _command(diagnostic: Diagnostic, report: Report) -> str:
    place = diagnostic.place
    end_line, end_column = place.end
    properties: dict[str, str | int] = {"file": whole(place.path), "line": place.line, "endLine": end_line}
    if end_line == place.line:  # GitHub takes columns of one line only
        properties |= {"col": place.column, "endColumn": end_column}
    properties["title"] = f"{diagnostic.rule} {RULES[diagnostic.rule].title()}"
    text = f"{visible(diagnostic.message)} {visible(diagnostic.hint)}".strip()
    if report.help_url:
        text += f"\n{report.url(diagnostic)}"
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{COMMANDS[diagnostic.severity]} {shown}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
