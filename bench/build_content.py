"""What a bank holds, told plainly enough for any site generator: documents with facts, facets, links by address.

The build benchmark writes it out for the peers and compares with it what each tool made.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model import Bank, Practice
from generator.model.facets import Facet, facets
from generator.survey import check_bank

PER_PAGE = 60  # entries of a listing, as on our pages
INDEXES = {"practices": "Практики", "programs": "Шаблоны", "schools": "Организации", "collections": "Подборки", "regulation": "Положение"}
"""Folders whose first page lists the others."""

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LINK = re.compile(r"\]\((?![a-z]+:|/|#)([^)\s#]+)(#[^)\s]*)?\)")
_CLAUSE = re.compile(r"\{п:([^}\s]+)\}")
_BLANK = re.compile(r"\{\{[^}]*\}\}")
_REGISTER = re.compile(r"\[([^\]]+)\]\([^)]*\.yml(?:#[^)]*)?\)")


Fact = tuple[str, tuple[tuple[str, str], ...]]
"""A label and its words, each with the address it leads to, or none."""


@dataclass(frozen=True, slots=True)
class Doc:
    """A page with a text of its own. `url` is relative to the site; links of `body` begin with a slash; `files` lie beside it."""

    url: str
    title: str
    summary: str
    body: str
    facts: tuple[Fact, ...] = ()
    facets: Mapping[str, tuple[str, ...]] | None = None
    updated: date | None = None
    files: tuple[Path, ...] = ()

    @property
    def section(self) -> str:
        """The folder it lies in; empty for the first page."""
        return self.url.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet and the addresses of the cards that have it, newest first."""

    id: str
    label: str
    definition: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A facet; `values` are those that have cards."""

    id: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of a bank. `cards` are also among `docs`, newest first."""

    name: str
    docs: tuple[Doc, ...]
    fields: tuple[Field, ...]

    @property
    def cards(self) -> tuple[Doc, ...]:
        """The published cards."""
        return tuple(doc for doc in self.docs if doc.facets is not None)

    def listed(self, section: str) -> tuple[Doc, ...]:
        """What the first page of a folder lists."""
        return tuple(doc for doc in self.docs if doc.section == section and doc.url != f"{section}/")


def read_content(root: Path, today: date) -> Content:
    """The content of a bank; stops the bench when it has errors."""
    checked = check_bank(root, today)
    if not checked.sound or checked.bank is None or checked.settings is None:
        raise SystemExit("bench: the bank has errors; `nastavnik check` names them")
    bank = checked.bank
    shown = facets(bank)
    docs = [*_cards(bank, shown, root), *_programs(bank), *_schools(bank, root), *_collections(bank), *_clauses(bank), *_pages(bank)]
    return Content(checked.settings.name, tuple(docs), tuple(_field(facet) for facet in shown if facet.used))


def _field(facet: Facet) -> Field:
    values = (Value(each.term.id, each.term.name, each.term.definition, tuple(f"practices/{card.id}/" for card in each.cards)) for each in facet.used)
    return Field(facet.field.replace("_", "-"), facet.label, tuple(values))


def _cards(bank: Bank, shown: Sequence[Facet], root: Path) -> Iterator[Doc]:
    owned: dict[str, dict[str, tuple[str, ...]]] = {card.id: {} for card in bank.published}
    for facet in shown:
        for value in facet.used:
            for card in value.cards:
                own = owned[card.id]
                own[facet.field.replace("_", "-")] = (*own.get(facet.field.replace("_", "-"), ()), value.term.id)
    for card in bank.published:
        text = _FRONT.sub("", (root / card.path).read_text(encoding="utf-8"))
        yield Doc(
            f"practices/{card.id}/", card.title, card.summary, _linked(bank, card.path, text), tuple(_facts(bank, card)), owned[card.id], card.updated,
            tuple(root / "practices" / card.id / item.file for item in card.attachments),
        )  # fmt: skip


def _facts(bank: Bank, card: Practice) -> Iterator[Fact]:
    if school := bank.school_by_id.get(card.organization):
        yield "Организация", ((school.name_short, f"/schools/{school.id}/"),)
    if card.effort:
        yield _plain("Часов наставника в месяц", f"{card.effort.mentor_hours_month:g}")
    if card.basis:
        yield "Основание", tuple(_clause(bank, name) for name in card.basis)
    if forms := tuple((program.title, f"/programs/{program.id}/") for name in card.templates if (program := bank.program_by_id.get(name))):
        yield "Бланки", forms
    if card.keywords:
        yield "Ключевые слова", tuple((word, "") for word in card.keywords)
    if card.authors:
        yield "Авторы", tuple((author.display, "") for author in card.authors)
    yield _plain("Лицензия", bank.term("licenses", card.license).label)
    yield _plain("Обновлено", str(card.updated))
    yield _plain("Пересмотр", str(card.review_by))


def _plain(label: str, text: str) -> Fact:
    return label, ((text, ""),)


def _programs(bank: Bank) -> Iterator[Doc]:
    for item in bank.templates:
        facts = (_plain("Версия", item.version), ("Основание", tuple(_clause(bank, name) for name in item.basis)))
        yield Doc(f"programs/{item.id}/", item.title, item.summary, _linked(bank, item.path, item.body), facts, updated=item.updated)


def _schools(bank: Bank, root: Path) -> Iterator[Doc]:
    for school in bank.schools:
        place = bank.term("municipalities", school.municipality).label
        facts = (_plain("Полное название", school.name_full), _plain("Муниципалитет", place), ("Сайт", ((school.site, school.site),)))
        home = root / "content" / "schools" / school.id
        files = tuple(home / item.file for item in (*school.documents, *school.materials) if item.file)
        text = "\n\n".join(_school_text(bank, school.id))
        yield Doc(f"schools/{school.id}/", school.name_short, school.about, _linked(bank, school.path, text), facts, updated=school.updated, files=files)


def _school_text(bank: Bank, name: str) -> Iterator[str]:
    school = bank.school_by_id[name]
    yield school.body
    if school.documents:
        yield "## Документы\n\n" + "\n".join(f"- [{item.title}]({item.file or item.url})" for item in school.documents)
    if school.programs:
        yield "## Программы\n\n" + "\n".join(f"- {item.title}, с {item.start}" for item in school.programs)
    cards = [bank.practice_by_id[name] for name in school.practices if name in bank.practice_by_id]
    if cards:
        yield "## Практики\n\n" + "\n".join(f"- [{card.title}](/practices/{card.id}/)" for card in cards)
    for heading, items in (("Новости", bank.news), ("События", bank.events)):
        if own := [item for item in items if item.school == name]:
            yield f"## {heading}"
            yield from (f"### {item.title}\n\n{item.date}. {item.summary}\n\n{_linked(bank, item.path, item.body)}" for item in own)


def _collections(bank: Bank) -> Iterator[Doc]:
    for item in bank.shown_collections:
        picks = "\n".join(f"- [{card.title}](/practices/{card.id}/)" for card, _ in bank.picks_of(item))
        yield Doc(f"collections/{item.id}/", item.title, item.summary, f"{_linked(bank, item.path, item.body)}\n\n{picks}", updated=item.updated)


def _clauses(bank: Bank) -> Iterator[Doc]:
    """A page of each clause that has one, with the clauses below it."""
    for clause in bank.clauses:
        if bank.page_clause(clause).id == clause.id:
            below = [f"## {child.heading}\n\n{child.summary}" for child in bank.children.get(clause.id, ())]
            yield Doc(f"regulation/{clause.id}/", clause.heading, clause.cite, "\n\n".join([clause.summary, *below]))


def _pages(bank: Bank) -> Iterator[Doc]:
    for page in bank.pages:
        if page.id != "index" and not page.id.startswith("help/"):
            url = page.id.removesuffix("index").rstrip("/") + "/"
            yield Doc(url, page.title, page.summary, _linked(bank, page.path, page.body), updated=page.updated)


def _clause(bank: Bank, name: str) -> tuple[str, str]:
    clause = bank.page_clause(bank.clause_names[name])
    return clause.cite, f"/regulation/{clause.id}/"


def _linked(bank: Bank, path: str, text: str) -> str:
    """A text whose links are addresses; blanks of templates become lines to write on."""

    def address(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1])).removeprefix("content/")
        if target.endswith(".md"):
            target = target.removesuffix(".md").removesuffix("index").rstrip("/") + "/"
        return f"](/{target})"

    text = _REGISTER.sub(r"\1", text)  # registers (glossary, questions, the year) are no documents of the export
    text = _CLAUSE.sub(lambda match: "[{}]({})".format(*_clause(bank, match[1])) if match[1] in bank.clause_names else match[1], text)
    return _BLANK.sub("________", _LINK.sub(address, text)).strip()


def chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    """The pages of a listing."""
    return (items[start : start + PER_PAGE] for start in range(0, len(items), PER_PAGE)) if items else ((),)
