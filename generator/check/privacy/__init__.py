"""Family C: personal data that must not stand in a public repository.

A pull request is a publication that cannot be recalled, so these are errors wherever they stand. `personal` looks at one
file and its settings only, and every finder reads the text after a cheap test that it may hold what it seeks.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.privacy import births, contacts, documents, files, numbers, people, places, tables
from generator.check.privacy.page import Page
from generator.diagnostics import Diagnostic
from generator.load import Source
from generator.settings import Settings

__all__ = ["personal"]

_FINDERS = (numbers.find, contacts.find, documents.find, births.find, places.find, files.find, tables.find)


def personal(source: Source, settings: Settings) -> Iterator[Diagnostic]:
    """Every finding about personal data in one file."""
    page = Page(source.path, source.text, settings.privacy)
    for find in _FINDERS:
        for hit in find(page):
            yield page.diagnostic(hit)
    for hit in people.find(page, source):
        yield page.diagnostic(hit)
