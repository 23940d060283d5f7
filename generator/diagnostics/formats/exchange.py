"""Formats for other programs: our JSON (version 1), SARIF 2.1.0 (OASIS) and reviewdog's rdjsonl."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from generator.diagnostics.diagnostic import Diagnostic, Place, Severity
from generator.diagnostics.formats.report import Report
from generator.diagnostics.rules import RULES


def as_json(report: Report) -> str:
    """The contract of `check --format json`."""
    rows = []
    for diagnostic in report.found:
        end_line, end_column = diagnostic.place.end
        rows.append(
            {
                "id": diagnostic.rule,
                "severity": diagnostic.severity.value,
                "path": diagnostic.place.path,
                "line": diagnostic.place.line,
                "column": diagnostic.place.column,
                "end_line": end_line,
                "end_column": end_column,
                "message": diagnostic.message,
                "hint": diagnostic.hint,
                "url": report.url(diagnostic),
                "fix": _fix(diagnostic),
            }
        )
    summary = {"files": report.files, "errors": report.errors, "warnings": report.warnings}
    return json.dumps({"version": 1, "summary": summary, "diagnostics": rows}, ensure_ascii=False, indent=2) + "\n"


def as_sarif(report: Report) -> str:
    """A SARIF 2.1.0 log; columns count code points."""
    used = sorted({diagnostic.rule for diagnostic in report.found})
    rules = [
        {"id": rule, "shortDescription": {"text": RULES[rule].title()}} | ({"helpUri": f"{report.help_url}help/rules/{rule}/"} if report.help_url else {})
        for rule in used
    ]
    results = [
        {
            "ruleId": diagnostic.rule,
            "ruleIndex": used.index(diagnostic.rule),
            "level": diagnostic.severity.value,
            "message": {"text": f"{diagnostic.message} {diagnostic.hint}".strip()},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(diagnostic.place.path)}, "region": _region(diagnostic.place)}}],
        }
        for diagnostic in report.found
    ]
    run = {"tool": {"driver": {"name": "nastavnik", "rules": rules}}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def as_rdjsonl(report: Report) -> str:
    """One reviewdog diagnostic a line, with suggestions for what can be fixed (columns there count UTF-8 bytes)."""
    return "".join(json.dumps(_rd(diagnostic, report), ensure_ascii=False) + "\n" for diagnostic in report.found)


def _rd(diagnostic: Diagnostic, report: Report) -> dict[str, Any]:
    row: dict[str, Any] = {
        "message": f"{diagnostic.message} {diagnostic.hint}".strip(),
        "location": {"path": diagnostic.place.path, "range": _rd_range(diagnostic.place, report)},
        "severity": "ERROR" if diagnostic.severity is Severity.ERROR else "WARNING",
        "code": {"value": diagnostic.rule, "url": report.url(diagnostic)},
    }
    if diagnostic.fix and diagnostic.fix.edits:
        row["suggestions"] = [{"range": _rd_range(edit.place, report), "text": edit.text} for edit in diagnostic.fix.edits]
    return row


def _rd_range(place: Place, report: Report) -> dict[str, dict[str, int]]:
    lines = report.texts.get(place.path, "").split("\n")

    def position(line: int, column: int) -> dict[str, int]:
        text = lines[line - 1][: column - 1] if 0 < line <= len(lines) else ""
        return {"line": line, "column": len(text.encode()) + 1}

    return {"start": position(place.line, place.column), "end": position(*place.end)}


def _region(place: Place) -> dict[str, int]:
    end_line, end_column = place.end
    return {"startLine": place.line, "startColumn": place.column, "endLine": end_line, "endColumn": end_column}


def _fix(diagnostic: Diagnostic) -> dict[str, Any] | None:
    if diagnostic.fix is None:
        return None
    edits = []
    for edit in diagnostic.fix.edits:
        end_line, end_column = edit.place.end
        edits.append({"line": edit.place.line, "column": edit.place.column, "end_line": end_line, "end_column": end_column, "text": edit.text})
    return {"title": diagnostic.fix.title, "edits": edits}
