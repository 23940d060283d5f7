"""SARIF 2.1.0 (OASIS), as GitHub code scanning and editors read it; columns count code points."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from generator.diagnostics.diagnostic import Diagnostic, Fix, Place, Severity
from generator.diagnostics.formats.fingerprints import with_fingerprints
from generator.diagnostics.formats.report import Report
from generator.diagnostics.formats.signs import visible, whole
from generator.diagnostics.rules import FAMILIES, RULES

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """One run: the rules that found something, with their help, and every result."""
    used = sorted({diagnostic.rule for diagnostic in report.found})
    index = {rule: number for number, rule in enumerate(used)}
    driver = {"name": "nastavnik", "language": "ru", "rules": [_rule(rule, report) for rule in used]}
    results = [_result(diagnostic, fingerprint, index[diagnostic.rule]) for diagnostic, fingerprint in with_fingerprints(report)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule_id: str, report: Report) -> dict[str, Any]:
    rule = RULES[rule_id]
    paragraphs = rule.paragraphs()
    examples = [(heading, rule.example(heading).text) for heading in ("Плохо", "Хорошо")]
    row: dict[str, Any] = {
        "id": rule_id,
        "shortDescription": {"text": rule.title()},
        "fullDescription": {"text": paragraphs[0][1] if paragraphs else rule.title()},
        "help": {
            "text": "\n\n".join(f"{heading}: {text}" for heading, text in paragraphs) or rule.title(),
            "markdown": "\n\n".join(
                [*(f"**{heading}.** {text}" for heading, text in paragraphs), *(f"**{heading}:**\n\n{_fenced(text)}" for heading, text in examples if text)]
            )
            or rule.title(),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [FAMILIES[rule_id[0]]]},
    }
    return row | ({"helpUri": f"{report.help_url}help/rules/{rule_id}/"} if report.help_url else {})


def _fenced(text: str) -> str:
    """A code block whose fence is longer than any in it."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


def _result(diagnostic: Diagnostic, fingerprint: str, index: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": LEVELS[diagnostic.severity],
        "message": _message(f"{diagnostic.message} {diagnostic.hint}".strip()),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(diagnostic.place.path), "region": _region(diagnostic.place)}}],
        "partialFingerprints": {"nastavnik/v1": fingerprint},
    }
    # A replaced binary file is no change of text, and its bytes are too many for a report.
    return row | ({"fixes": [_fix(diagnostic.fix)]} if diagnostic.fix and diagnostic.fix.edits else {})


def _fix(fix: Fix) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {"deletedRegion": _region(edit.place), "insertedContent": {"text": whole(edit.text)}}
        changes.setdefault(edit.place.path, []).append(replacement)
    return {
        "description": _message(fix.title),
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements} for path, replacements in changes.items()],
    }


def _message(text: str) -> dict[str, str]:
    """A message without placeholders and links of SARIF (§3.11.5, §3.11.6), whatever a card's words look like."""
    text = visible(text).replace("{", "{{").replace("}", "}}")
    return {"text": text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else text}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(whole(path))}


def _region(place: Place) -> dict[str, int]:
    end_line, end_column = place.end
    return {"startLine": place.line, "startColumn": place.column, "endLine": end_line, "endColumn": end_column}
