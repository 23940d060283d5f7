"""reviewdog's rdjsonl: one diagnostic of the Reviewdog Diagnostic Format a line; columns count bytes of UTF-8."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from generator.diagnostics.diagnostic import Diagnostic, Place, Severity
from generator.diagnostics.formats.report import Report
from generator.diagnostics.formats.signs import visible, whole

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.HINT: "INFO"}


def render(report: Report) -> str:
    """Everything found, with suggestions for what mends itself by a change of text."""
    bytes_of = _Bytes(report.texts)
    return "".join(json.dumps(_row(diagnostic, report, bytes_of), ensure_ascii=False) + "\n" for diagnostic in report.found)


class _Bytes:
    """Columns in bytes. What a line needs is counted once, however many faults it has."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}
        self._offsets: dict[tuple[str, int], list[int]] = {}

    def range(self, place: Place) -> dict[str, dict[str, int]]:
        """A place as reviewdog writes it, its end exclusive; whole lines where the text is not known."""
        end_line, end_column = place.end
        start, end = self._column(place.path, place.line, place.column), self._column(place.path, end_line, end_column)
        if start is None:
            return {"start": {"line": place.line}, "end": {"line": end_line}}
        return {"start": {"line": place.line, "column": start}, "end": {"line": end_line, "column": end or 1}}

    def _column(self, path: str, line: int, column: int) -> int | None:
        if path not in self._lines:
            self._lines[path] = self._texts[path].split("\n") if path in self._texts else []
        if not 0 < line <= len(self._lines[path]):
            return None
        text = self._lines[path][line - 1]
        before = max(0, min(column - 1, len(text)))
        if text.isascii():
            return before + 1
        if (path, line) not in self._offsets:
            self._offsets[path, line] = list(accumulate((len(char.encode("utf-8", "surrogatepass")) for char in text), initial=0))
        return self._offsets[path, line][before] + 1


def _row(diagnostic: Diagnostic, report: Report, bytes_of: _Bytes) -> dict[str, Any]:
    row: dict[str, Any] = {
        "message": f"{visible(diagnostic.message)} {visible(diagnostic.hint)}".strip(),
        "location": {"path": whole(diagnostic.place.path), "range": bytes_of.range(diagnostic.place)},
        "severity": SEVERITIES[diagnostic.severity],
        "source": {"name": "nastavnik"},
        "code": {"value": diagnostic.rule} | ({"url": report.url(diagnostic)} if report.help_url else {}),
    }
    if diagnostic.fix and diagnostic.fix.edits:
        row["suggestions"] = [{"range": bytes_of.range(edit.place), "text": whole(edit.text)} for edit in diagnostic.fix.edits]
    return row
