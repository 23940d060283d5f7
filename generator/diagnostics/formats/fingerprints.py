"""The same fault has the same fingerprint in the next run, wherever its line has moved to; no two faults share one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic, Place
from generator.diagnostics.formats.excerpt import lines_of
from generator.diagnostics.formats.report import Report

MOST = 200  # characters of a span that tell one fault from another


def with_fingerprints(report: Report) -> Iterator[tuple[Diagnostic, str]]:
    """Every diagnostic with its fingerprint: of the rule, the file and the text under the carets, then of its turn among equals.

    The message counts only where there is no such text: it may name another line, and lines move.
    """
    files = lines_of(report.texts)
    seen: Counter[str] = Counter()
    for diagnostic in report.found:
        key = "\0".join((diagnostic.rule, diagnostic.place.path, _span(diagnostic, files.get(diagnostic.place.path, [])) or diagnostic.message))
        seen[key] += 1
        yield diagnostic, hashlib.sha256(f"{key}\0{seen[key]}".encode(errors="surrogatepass")).hexdigest()


def _span(diagnostic: Diagnostic, lines: list[str]) -> str:
    place = diagnostic.place
    if place == Place(place.path) or not 0 < place.line <= len(lines):
        return ""
    end_line, end_column = place.end
    start = max(place.column - 1, 0)
    stop = end_column - 1 if end_line == place.line else start + MOST
    return lines[place.line - 1][start : min(stop, start + MOST)].strip()
