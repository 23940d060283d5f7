"""Our own JSON, version 1: what `check --format json` promises to programs. It only grows."""

from __future__ import annotations

import json
from typing import Any

from generator.diagnostics.diagnostic import Fix
from generator.diagnostics.formats.report import Report
from generator.diagnostics.formats.signs import visible, whole


def render(report: Report) -> str:
    """The summary and every diagnostic, hints too."""
    rows = []
    for diagnostic in report.found:
        end_line, end_column = diagnostic.place.end
        rows.append(
            {
                "id": diagnostic.rule,
                "severity": diagnostic.severity.value,
                "path": whole(diagnostic.place.path),
                "line": diagnostic.place.line,
                "column": diagnostic.place.column,
                "end_line": end_line,
                "end_column": end_column,
                "message": visible(diagnostic.message),
                "hint": visible(diagnostic.hint),
                "url": report.url(diagnostic),
                "fix": _fix(diagnostic.fix) if diagnostic.fix else None,
            }
        )
    summary = {"files": report.files, "errors": report.errors, "warnings": report.warnings, "hints": report.hints}
    return json.dumps({"version": 1, "summary": summary, "diagnostics": rows}, ensure_ascii=False, indent=2) + "\n"


def _fix(fix: Fix) -> dict[str, Any]:
    """Title and edits; `binary` says that the whole of a file that is no text would be replaced."""
    edits = []
    for edit in fix.edits:
        end_line, end_column = edit.place.end
        edits.append({"line": edit.place.line, "column": edit.place.column, "end_line": end_line, "end_column": end_column, "text": whole(edit.text)})
    return {"title": visible(fix.title), "edits": edits} | ({"binary": True} if fix.data is not None else {})
