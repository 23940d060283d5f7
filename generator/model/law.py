"""Records of the order and of the words it brings: its clauses, its requisites, the register of acts, the glossary."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812  # an act has a field `date`

from generator.model.records import Record


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


class GlossaryTerm(Record, frozen=True):
    """A term of the glossary; `see` names other terms."""

    id: str
    term: str
    definition: str
    abbreviation: str = ""
    source: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
