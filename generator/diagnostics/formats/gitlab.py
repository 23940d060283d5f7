"""GitLab Code Quality report (docs.gitlab.com, «Code Quality report format»)."""

from __future__ import annotations

import json

from generator.diagnostics.diagnostic import Severity
from generator.diagnostics.formats.fingerprints import with_fingerprints
from generator.diagnostics.formats.report import Report
from generator.diagnostics.formats.signs import visible, whole

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(report: Report) -> str:
    """A JSON list of everything found."""
    rows = [
        {
            "description": f"{visible(diagnostic.message)} {visible(diagnostic.hint)}".strip(),
            "check_name": diagnostic.rule,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[diagnostic.severity],
            "location": {"path": whole(diagnostic.place.path), "lines": {"begin": diagnostic.place.line}},
        }
        for diagnostic, fingerprint in with_fingerprints(report)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
