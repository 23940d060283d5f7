"""Markdown among the values of YAML files: held to the same rules as a text of its own, its faults shown where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.check import links, markup
from generator.check.facts import values_at
from generator.diagnostics import Diagnostic, Place
from generator.load import Source
from generator.model.links import ProseLink
from generator.model.links import links as links_of

MARKDOWN: Mapping[str, tuple[str, ...]] = {"calendar": ("items", "*", "about"), "faq": ("questions", "*", "answer")}
"""Where Markdown stands, by kind of file."""


def check(source: Source) -> tuple[list[Diagnostic], tuple[ProseLink, ...]]:
    """What is wrong with the marks of such values, and their links with places in the file.

    A value may be folded or indented, so a fault is found again by its words; it has no fix, which needs to be exact.
    """
    found: list[Diagnostic] = []
    named: list[ProseLink] = []
    for path, value in values_at(source.values, MARKDOWN[source.entry.kind]) if source.entry.kind in MARKDOWN else ():
        if not isinstance(value, str) or not value.strip():
            continue
        text = Source(source.entry, {}, value, 1, value)
        inside = links_of(value)
        faults = [*links.check(text, inside), *markup.check(text)]
        if not faults and not inside:
            continue
        lines, span = value.split("\n"), source.spans.of(path)
        for fault in faults:
            words = lines[fault.place.line - 1][fault.place.column - 1 :][: _width(fault.place)] if fault.place.line <= len(lines) else ""
            found.append(replace(fault, place=_find(source, span, words) or span, fix=None))
        named += _moved(source, span, inside)
    return found, tuple(named)


def _moved(source: Source, span: Place, inside: tuple[ProseLink, ...]) -> Iterator[ProseLink]:
    """Links of a value with their places in the file; that of the value where the link is not found as it is written."""
    for link in inside:
        words = f"{{п:{link.target}}}" if link.kind == "clause" else link.target
        place = _find(source, span, words) or span
        yield ProseLink(link.kind, link.target, link.text, place.line - 1, place.column, max(1, len(words)))


def _find(source: Source, span: Place, words: str) -> Place | None:
    """Where the words stand among the lines of a value."""
    if not words:
        return None
    for number, line in enumerate(source.text.split("\n")[span.line - 1 : span.end[0]], span.line):
        column = line.find(words)
        if column >= 0:
            return Place(source.path, number, column + 1, number, column + 1 + len(words))
    return None


def _width(place: Place) -> int:
    return place.end[1] - place.column if place.end[0] == place.line else 1
