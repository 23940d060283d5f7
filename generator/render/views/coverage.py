"""What the site gives for every clause, and the master table: what the order names and what answers it. Clauses without material are named too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from generator.diagnostics import RULES
from generator.model import Clause
from generator.model.law import CoverageRow, Pointer, numbered
from generator.render.prose import Prose
from generator.render.site import Framed, World, facet_url, page_url, practice_url, program_url, relative, school_url
from generator.render.views.fields import KINDS
from generator.render.views.shapes import Link, page, role_link
from generator.schema import Kind, kind
from generator.words import PRACTICES, TEMPLATES, count, first_upper

TAB = "regulation"
COVERAGE = "regulation/coverage/"
COLUMNS = ("kb", "bank", "section")
_HEADING = re.compile(r'<h[2-6] id="([^"]+)">(.*?)</h[2-6]>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORDS = (
    ("practices", PRACTICES), ("programs", TEMPLATES), ("pages", ("страница", "страницы", "страниц")),
    ("glossary", ("термин", "термина", "терминов")), ("terms", ("значение словарей", "значения словарей", "значений словарей")),
    ("questions", ("вопрос с ответом", "вопроса с ответами", "вопросов с ответами")), ("tasks", ("дело года", "дела года", "дел года")),
    ("events", ("событие", "события", "событий")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause and what there is for it: `has` in words, `rows` of the master table, `inside` when only what stands in it has something."""

    cite: str
    heading: str
    url: str
    depth: int
    has: str
    rows: tuple[Link, ...]
    inside: bool
    empty: bool


def coverage_pages(world: World) -> Iterator[Framed]:
    """The page, for a bank that keeps such a table."""
    if world.bank.coverage and world.bank.clauses and world.bank.document:
        yield _page(world)


def rows_by_clause(world: World) -> Mapping[str, tuple[CoverageRow, ...]]:
    """Rows of the master table by the id of each clause they name."""
    found: dict[str, list[CoverageRow]] = defaultdict(list)
    for group in world.bank.coverage:
        for row in group.rows:
            for name in row.clauses:
                found[name].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def pointers(world: World, rows: Iterable[CoverageRow], here: str) -> tuple[Link, ...]:
    """Everything of the knowledge base that rows point to, as links, each once."""
    places = _Places(world, here)
    return tuple(dict.fromkeys(places(pointer) for row in rows for pointer in row.kb))


def _page(world: World) -> Framed:
    here, bank = COVERAGE, world.bank
    document = bank.document
    assert document is not None
    sections = [
        {
            "id": f"razdel-{number}",
            "title": section.heading if section.kind == "order" else f"{first_upper(section.cite)}. {section.heading}",
            "rows": list(_clauses(world, section, here)),
        }
        for number, section in enumerate(bank.children.get("", ()), 1)
    ]
    rows = [row for section in sections for row in section["rows"] if isinstance(row, ClauseRow)]
    places = _Places(world, here)
    bare = [row for row in rows if row.empty]
    named = sum(len(group.rows) for group in bank.coverage)
    title = "Что есть по каждому пункту"
    v = {
        "title": title,
        "lead": f"{document.short} целиком: по каждому пункту – что даёт этот сайт, и всё, что в нём названо, – чем на это отвечают.",
        "total_label": f"{count(len(rows), ('пункт', 'пункта', 'пунктов'))}{f', без материала – {len(bare)}' if bare else ': материал есть у каждого'}",
        "bare": bare,
        "sections": sections,
        "table_label": f"{count(named, ('строка', 'строки', 'строк'))}: что названо в тексте и где на это ответ",
        "columns": [str(kind("coverage").at(("groups", 0, "rows", 0, name))["title"]) for name in COLUMNS],
        "groups": [
            {"id": f"chast-{group.id.lower()}", "title": group.title, "rows": [_row(world, row, places, here) for row in group.rows]} for group in bank.coverage
        ],
        "edit_url": world.edit_url("content/regulation/coverage.yml"),
    }
    crumbs = (Link("Главная", relative(here, "")), Link(document.short, relative(here, "regulation/")), Link(title))
    return page(world, "coverage.html.j2", here, TAB, crumbs, title=title, description=str(v["lead"]), v=v)


def _clauses(world: World, section: Clause, here: str) -> Iterator[ClauseRow]:
    rows = rows_by_clause(world)
    full = {name for name, found in world.backlinks.items() if found.total} | {name for name, found in rows.items() if any(_answered(row) for row in found)}

    def walk(clause: Clause, depth: int) -> Iterator[tuple[Clause, int]]:
        yield clause, min(depth, 3)
        for inner in world.bank.children.get(clause.id, ()):
            yield from walk(inner, depth + 1)

    for clause, depth in walk(section, 0):
        found = world.backlinks[clause.id]
        has = ", ".join(count(len(getattr(found, name)), words) for name, words in _WORDS if getattr(found, name))
        own = clause.id in full
        inside = not own and any(inner.id in full for inner, _ in walk(clause, 0))
        links = tuple(Link(row.id, f"#stroka-{row.id.lower()}") for row in rows.get(clause.id, ()))
        yield ClauseRow(clause.cite, clause.heading, relative(here, world.clause_url(clause)), depth, has, links, inside=inside, empty=not own and not inside)


def _answered(row: CoverageRow) -> bool:
    return bool(row.kb or row.bank or row.section)


def _row(world: World, row: CoverageRow, places: _Places, here: str) -> dict[str, object]:
    clauses = [world.bank.clause_by_id[name] for name in row.clauses if name in world.bank.clause_by_id]
    return {
        "id": f"stroka-{row.id.lower()}",
        "number": row.id,
        "named": first_upper(row.named),
        "clauses": tuple(Link(clause.cite, relative(here, world.clause_url(clause))) for clause in clauses),
        "cells": [tuple(dict.fromkeys(map(places, getattr(row, name)))) for name in COLUMNS],
        "none": row.none or None,
    }


class _Places:
    """Where a pointer leads, and what it is called, on the page `here`."""

    def __init__(self, world: World, here: str) -> None:
        self.world, self.here = world, here
        self._listed = {facet.vocabulary: facet.field for facet in world.facets if facet.used}
        self._school = next((school_url(school) for school in sorted(world.bank.schools, key=lambda school: not school.demo)), "")
        self._pages = {page.id: page for page in world.bank.pages}
        self._anchors: dict[str, Mapping[str, str]] = {}

    def __call__(self, to: Pointer) -> Link:
        """The link; without an address where the site has no page of it."""
        link = self._link(to)
        return Link(to.title or link.title, link.url)

    def _link(self, to: Pointer) -> Link:  # noqa: PLR0911  # a way out for each sort of place
        bank = self.world.bank
        if to.page and (found := self._pages.get(to.page)):
            anchor = self._anchor(to.page, to.heading)
            title = f"{found.title}: {to.heading}" if to.heading else found.title
            return self._to(title, page_url(found.id) + (f"#{anchor}" if anchor else ""))
        if to.program and (program := bank.program_by_id.get(to.program)):
            return self._to(f"шаблон «{program.title}»", program_url(program))
        if to.practice and (card := bank.practice_by_id.get(to.practice)):
            return self._to(f"практика «{card.title}»", practice_url(card))
        if to.act and (act := bank.act_by_id.get(to.act)):
            number = numbered(act)
            return self._to(f"{act.type} {number}" if number.startswith("№") else number or act.title, f"acts/#{act.id}")
        if to.term:
            term = next((item.term for item in bank.glossary if item.id == to.term), to.term)
            return self._to(f"термин «{term}»", f"glossary/#{to.term}")
        if to.role:
            return role_link(self.world, to.role, self.here)
        if to.vocabulary:
            return self._value(to.vocabulary, to.value)
        if to.field:
            return self._field(to.field)
        if to.rule in RULES:
            return self._to(f"проверка {to.rule}", f"help/rules/{to.rule}/")
        if to.block:
            labels = kind("coverage").at(("groups", 0, "rows", 0, "section", 0, "block"))["x-labels"]
            return self._to(f"часть «{labels[to.block]}»", self._school)
        return self._to(to.url, to.url)

    def _to(self, title: str, url: str) -> Link:
        return Link(title, relative(self.here, url) if url else None)

    def _value(self, name: str, value: str) -> Link:
        vocabulary = self.world.bank.vocabularies.get(name)
        title = vocabulary.title if vocabulary else name
        if value:
            title = f"{title}: {self.world.bank.term(name, value).name}"
        field = self._listed.get(name, "")
        if value and (field, value) in self.world.listed:
            return self._to(title, facet_url(field, value))
        return self._to(f"словарь «{title}»", f"help/fields/practice/#field-{field}" if field else "")

    def _field(self, dotted: str) -> Link:
        name, *path = dotted.split(".")
        schema = kind(name)
        spec = next((spec for spec in schema.sections if spec.id == path[0]), None) if len(path) == 1 else None
        label = spec.title if spec else schema.label(tuple(_keys(schema, path)))
        word = "раздел" if spec else "поле"
        whose = {"practice": "карточки", "school": "организации", "event": "события", "program": "шаблона", "collection": "подборки", "news": "новости"}.get(
            name, ""
        )
        place = f"help/fields/{name}/#{'razdely' if spec else f'field-{path[0]}'}" if name in KINDS else ""
        return self._to(f"{word} {whose} «{label}»".replace("  ", " "), place)

    def _anchor(self, page_id: str, heading: str) -> str:
        if not heading:
            return ""
        if page_id not in self._anchors:
            found = self._pages[page_id]
            html = Prose(self.world, found.path, page_url(found.id), under=1, anchors=True)(found.body)
            self._anchors[page_id] = {unescape(_TAG.sub("", title)).strip(): name for name, title in _HEADING.findall(html)}
        return self._anchors[page_id].get(heading, "")


def _keys(schema: Kind, path: Iterable[str]) -> Iterator[str | int]:
    """A dotted path as the schema has it: an item between a list and a field of its items."""
    keys: list[str | int] = []
    for part in path:
        if schema.at(tuple(keys)).get("type") == "array":
            keys.append(0)
            yield 0
        keys.append(part)
        yield part
