"""Records of the order and of the words it brings: its clauses, its requisites, the register of acts, the glossary."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812  # an act has a field `date`

from generator.model.records import Record
from generator.words import day, first_upper


class Clause(Record, frozen=True):
    """One clause of the order in our own words; `parent` is empty for a section."""

    id: str
    kind: str
    heading: str
    summary: str
    cite: str
    number: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    actors: tuple[str, ...] = ()
    historic: bool = False
    produces: str = ""


class Act(Record, frozen=True):
    """A document of the register. `checked` says whether its requisites were compared with a published source."""

    id: str
    level: str
    issuer: str
    type: str
    title: str
    status: str
    checked: bool
    number: str = ""
    date: Day | None = None
    checked_at: Day | None = None
    url: str = ""
    about: str = ""
    since: Day | None = None
    aliases: tuple[str, ...] = ()


def numbered(act: Act) -> str:
    """«№ 235-ОД»; a number that is words, «ст. 351.8 (закон № 381-ФЗ)», as it is; nothing where there is none."""
    return act.number if not act.number or act.number[0].islower() else f"№\u00a0{act.number}"


def requisites(act: Act) -> str:
    """«Приказ от 1 февраля 2026 года № 1, Ведомство образования»: the issuer keeps its nominative, names do not decline by themselves."""
    number = numbered(act)
    before = " " if number.startswith("№") else ", " if number else ""
    return f"{first_upper(act.type)}{f' от {day(act.date)}' if act.date else ''}{before}{number}, {act.issuer}"


class Document(Record, frozen=True):
    """Requisites of the order; `cite` ends a citation after the clause's own words."""

    title: str
    short: str
    act: str
    cite: str
    notice: str
    menu: str = ""
    as_printed: str = ""
    notes: tuple[str, ...] = ()


class Official(Record, frozen=True):
    """The official wording of one clause, a paragraph each."""

    id: str
    paragraphs: tuple[str, ...]


class Wording(Record, frozen=True):
    """The official text as `nastavnik regulation import` read it: from which file, when, and the sum of the file's bytes."""

    source: str
    sha256: str
    imported: Day
    requisites: str
    clauses: tuple[Official, ...]


class Pointer(Record, frozen=True):
    """Something of the bank or of its site: exactly one of the names is given; `title` is what it is called here."""

    title: str = ""
    page: str = ""
    heading: str = ""
    program: str = ""
    practice: str = ""
    act: str = ""
    term: str = ""
    role: str = ""
    vocabulary: str = ""
    value: str = ""
    field: str = ""
    rule: str = ""
    block: str = ""
    url: str = ""


class CoverageRow(Record, frozen=True):
    """Something the order names, and what answers it: in the knowledge base, in the bank, in a school's section."""

    id: str
    named: str
    clauses: tuple[str, ...]
    kb: tuple[Pointer, ...]
    bank: tuple[Pointer, ...]
    section: tuple[Pointer, ...]
    none: str = ""


class CoverageGroup(Record, frozen=True):
    """A part of the master table."""

    id: str
    title: str
    rows: tuple[CoverageRow, ...]


class GlossaryTerm(Record, frozen=True):
    """A term of the glossary; `see` names other terms, `hover` is what texts are searched for instead of its names, `forms` besides.

    `unlike` are words that look like the term and mean something else; a `common` one stands in every card.
    """

    id: str
    term: str
    definition: str
    abbreviation: str = ""
    source: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    hover: tuple[str, ...] | None = None
    forms: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    common: bool = False
