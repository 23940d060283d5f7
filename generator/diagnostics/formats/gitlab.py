"""GitLab Code Quality report (docs.gitlab.com, «Code Quality report format»)."""

from __future__ import annotations

import hashlib
import json

from generator.diagnostics.diagnostic import Severity
from generator.diagnostics.formats.report import Report


def render(report: Report) -> str:
    """A JSON list; the fingerprint does not depend on the line, so a moved fault is the same fault."""
    rows = []
    seen: dict[str, int] = {}
    for diagnostic in report.found:
        key = f"{diagnostic.rule}\0{diagnostic.place.path}\0{diagnostic.message}"
        seen[key] = seen.get(key, 0) + 1
        rows.append(
            {
                "description": f"{diagnostic.message} {diagnostic.hint}".strip(),
                "check_name": diagnostic.rule,
                "fingerprint": hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest(),
                "severity": "major" if diagnostic.severity is Severity.ERROR else "minor",
                "location": {"path": diagnostic.place.path, "lines": {"begin": diagnostic.place.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
