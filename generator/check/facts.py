"""What one file tells the rest of the bank: names, references, links, dates. Rules about the whole bank look at nothing else.

Facts are small and can be kept between runs, so a bank of ten thousand cards costs the reading of those that changed.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from generator.check.lens import Lens
from generator.diagnostics import Diagnostic
from generator.diagnostics.waivers import Waiver
from generator.load import Source, Value
from generator.model.links import ProseLink
from generator.model.paths import is_external
from generator.patterns import late
from generator.schema import kind

TEXTS = frozenset({"practice", "program", "school", "news", "event", "collection", "page", "calendar", "faq"})  # kinds with texts that readers see
WHOLE = frozenset({"vocabulary", "regulation", "acts", "glossary", "document", "coverage", "calendar", "faq"})  # few, and others are checked against them
DAYS = (("updated",), ("review_by",), ("date",), ("period", "from"))
# Dates inside lists, and what decides whether they are late: rules that ask for today look at them, facts do not grow old.
DATED = {
    "practice": (("links", "*", "checked_at"), ("awards", "*", "year"), ("replicated_in", "*", "date"), ("indicators", "*", "date"), ("review", "*", "date")),
    "school": (("introduced",), ("documents", "*", "date"), ("monitoring", "*", "date"), ("programs", "*", "from"), ("programs", "*", "to"), ("programs", "*", "state")),
}  # fmt: skip
FILE_LISTS = ("attachments", "documents", "materials")
SHORTEST = 40  # signs of a paragraph: shorter ones are in every second card and tell nothing
_WORD = late(r"[а-яa-z0-9]{3,}")
_HEADING = late(r"^#{2,4}[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
SAMPLE = 2  # one paragraph in so many is kept for the search of copies

Path = tuple[str | int, ...]


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """A value at `path` that names another record: `target` is the kind of that record."""

    target: str
    value: str
    path: Path


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """One file: what is wrong with it alone (`found`), and what others may want to know.

    `sound` is True when its fields and sections are as the schema wants them; `days` are ISO dates by the last word of
    their field, `dated` those inside lists by place; `used` are the values of each vocabulary; `paragraphs` is a sample of
    32-bit sums of its paragraphs; `headings` are those of a hand-written page.
    """

    found: tuple[Diagnostic, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    readable: bool = False
    sound: bool = False
    title: str = ""
    status: str = ""
    days: dict[str, str] = {}  # msgspec copies it
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    asked: bool = False
    references: tuple[Reference, ...] = ()
    links: tuple[ProseLink, ...] = ()
    files: tuple[tuple[str, int, str], ...] = ()
    used: dict[str, tuple[str, ...]] = {}
    missing: tuple[tuple[str, Path], ...] = ()
    paragraphs: bytes = b""
    whole: dict[str, Any] = {}
    dated: tuple[tuple[Path, str], ...] = ()
    headings: tuple[str, ...] = ()


def gather(source: Source, lens: Lens, found: Iterable[Diagnostic], waivers: Iterable[Waiver], links: tuple[ProseLink, ...], *, sound: bool) -> Facts:
    """The facts of a file that could be read; `found` is what is wrong with it alone, `links` are those of its text."""
    values, entry = source.values, source.entry
    used, missing = _vocabularies(source, lens)
    return Facts(
        found=tuple(found),
        waivers=tuple(waivers),
        readable=True,
        sound=sound,
        title=_text(values.get("title")),
        status=_text(values.get("status")),
        days=dict(_days(values)) if sound else {},
        aliases=tuple(_texts(values.get("aliases"))),
        keywords=tuple(_texts(values.get("keywords"))),
        asked=bool(values.get("asked")),
        references=tuple(_references(source)),
        links=tuple(link for link in links if not is_external(link.target)),
        files=tuple(_files(values)),
        used=used,
        missing=missing,
        paragraphs=array("I", sorted({sum_ for sum_ in sums(source.body) if sum_ % SAMPLE == 0})).tobytes() if entry.kind == "practice" else b"",
        whole=dict(values) if entry.kind in WHOLE else {},
        dated=tuple(_dated(entry.kind, values)) if sound else (),
        headings=tuple(match[1] for match in _HEADING.finditer(source.body)) if entry.kind == "page" else (),
    )


def sums(body: str) -> Iterator[int]:
    """A 32-bit sum of each paragraph of a text, an item of a list or a row of a table being one."""
    return (zlib.crc32(line.encode()) for line in body.split("\n") if len(line) >= SHORTEST)


def folded(text: str) -> tuple[str, ...]:
    """The words of a title or keyword in lower case without endings and signs, the shortest left out."""
    return tuple([word[:-2] if len(word) > 6 else word[:4] for word in _WORD.findall(text.lower().replace("ё", "е"))])


def values_at(value: Value, path: tuple[str, ...], here: Path = ()) -> Iterator[tuple[Path, Value]]:
    """Every value at a schema path such as ("items", "*", "id"), with its place in the data."""
    if not path:
        yield here, value
    elif path[0] == "*":
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from values_at(item, path[1:], (*here, index))
    elif isinstance(value, dict) and path[0] in value:
        yield from values_at(value[path[0]], path[1:], (*here, path[0]))


def strings_of(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text among the values of a file, with its place in the data."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings_of(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings_of(item, (*path, index))


def _at(values: dict[str, Value], path: tuple[str, ...]) -> Iterable[tuple[Path, Value]]:
    """The same for a whole record, at once for the usual fields: a value, or a list of values."""
    field = path[0]
    value = values.get(field)
    if value is None:
        return ()
    if len(path) == 1:
        return (((field,), value),)
    if path[1:] == ("*",) and isinstance(value, list):
        return [((field, index), item) for index, item in enumerate(value)]
    return values_at(values, path)


def _references(source: Source) -> Iterator[Reference]:
    for path, target in kind(source.entry.kind).references:
        for place, value in _at(source.values, path):
            if isinstance(value, str):
                yield Reference(target, value, place)


def _vocabularies(source: Source, lens: Lens) -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, Path], ...]]:
    used: dict[str, tuple[str, ...]] = {}
    missing: dict[str, Path] = {}
    for path, name in kind(source.entry.kind).vocabularies:
        if name in lens.vocabularies and source.entry.kind != "practice":
            continue
        for place, value in _at(source.values, path):
            if value in (None, []):
                continue
            if name not in lens.vocabularies:
                missing.setdefault(name, place)
            else:
                used[name] = (*used.get(name, ()), str(value))
    return used, tuple(missing.items())


def _days(values: dict[str, Value]) -> Iterator[tuple[str, str]]:
    for path in DAYS:
        for _, value in values_at(values, path):
            yield path[-1], str(value)


def _dated(kind_name: str, values: dict[str, Value]) -> Iterator[tuple[Path, str]]:
    for path in DATED.get(kind_name, ()):
        if path[0] in values:
            yield from ((place, str(value)) for place, value in values_at(values, path))


def _files(values: dict[str, Value]) -> Iterator[tuple[str, int, str]]:
    for name in FILE_LISTS:
        for place, value in values_at(values, (name, "*", "file")) if name in values else ():
            yield name, int(place[1]), str(value)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> Iterator[str]:
    return (str(item) for item in (value if isinstance(value, list) else ()))
