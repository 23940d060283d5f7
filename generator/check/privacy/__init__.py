"""Family C: personal data that must not stand in a public repository.

A pull request is a publication that cannot be recalled, so these are errors wherever they stand. `personal` looks at one
file and its settings only, and every finder reads the text after a cheap test that it may hold what it seeks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.check.privacy import births, contacts, documents, files, numbers, people, places, tables
from generator.check.privacy.page import Page
from generator.diagnostics import Diagnostic
from generator.load import Source
from generator.load.glance import Trigger
from generator.settings import Settings

__all__ = ["personal"]

MOST = 200  # findings of one sort in a file: who has more will mend these first
_BETWEEN = r"[ \x{a0}\x{2009}\x{202f}\x{2010}-\x{2014}\x{2212}().,:/-]"
_DIGITS = Trigger(
    rf"\d{{5}}|\(\d{{3,5}}\)|\b\d{{1,3}}{_BETWEEN}{{1,4}}\d{{2,3}}{_BETWEEN}{{1,4}}\d\d|\b\d{{4}}{_BETWEEN}{{1,4}}\d{{3}}"
    rf"|\b\d{{4,5}}{_BETWEEN}{{1,4}}\d{{2,3}}{_BETWEEN}{{1,4}}\d\d{_BETWEEN}{{0,4}}\d"
)  # rows of digits, but neither a date (2026-11-22) nor a number of a clause (4-2-3)
_SPELLED = Trigger(r"емь[\s,\x{a0}\x{2010}-\x{2014}\x{2212}-]{1,3}(?:девя|четы|вос|трис|9|4)")
_PAPERS = Trigger(r"(?i)паспорт|личност|подразделени|о рождении")
_BIRTH = Trigger(r"(?i)род\.|рожд|родил|[гд]\.[ \x{a0}]?р|[\s\d\x{a0}.]р\.")
_HOME = Trigger(r"(?i)кв[.а-я]{0,7}[ \x{a0}\x{2009}\x{202f}]{0,2}(?:№[ \x{a0}]?)?\d|комн|прожив|жив[уеё]|прописан|зарегистр|адрес|жительств|регистрац")
_CONTACT = Trigger(r"(?i)@|собак|собач|at[)\]}]|\(a\)|dog[)\]]|\.(?:com|ru|me)/")
_FILE = Trigger(r"(?i)\.(?:pdf|doc|odt|xls|ods|ppt|odp|png|jpe?g|webp|zip|rar|mp4|txt|rtf|heic)|://")
_BAR = Trigger(r"\|")

# What each finder must have in a text, at least one of them.
_FINDERS = (
    (numbers.find, (_DIGITS, _SPELLED)),
    (contacts.find, (_CONTACT,)),
    (documents.find, (_DIGITS, _PAPERS)),
    (births.find, (_BIRTH,)),
    (places.find, (_HOME,)),
    (tables.find, (_BAR,)),
)


def personal(source: Source, settings: Settings) -> Iterator[Diagnostic]:
    """Every finding about personal data in one file."""
    page = Page(source.path, source.text, settings.privacy)
    for find, triggers in _FINDERS:
        if any(map(source.may, triggers)):
            yield from map(page.diagnostic, islice(find(page), MOST))
    yield from map(page.diagnostic, islice(files.find(page, named=source.may(_FILE)), MOST))
    yield from map(page.diagnostic, islice(people.find(page, source), MOST))
