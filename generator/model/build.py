"""Sources that passed their schemas become a bank."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec

from generator.load import Source
from generator.load.walk import Entry
from generator.model.bank import Bank
from generator.model.law import Act, Clause, Document, GlossaryTerm
from generator.model.records import Event, News, Page, Practice, Program, Record, School
from generator.schema import Vocabularies, kind
from generator.schema.body import sections

R = TypeVar("R", bound=Record)


def build_bank(sources: Iterable[Source], vocabularies: Vocabularies, today: date, files: tuple[Entry, ...] = ()) -> Bank:
    """A bank of the sources, which must have passed their schemas; `files` are its attachments.

    Raises msgspec.ValidationError when a schema lets through what a record cannot hold: that is a fault of ours.
    """
    by_kind: dict[str, list[Source]] = {}
    for source in sources:
        by_kind.setdefault(source.entry.kind, []).append(source)

    def records(name: str, record: type[R]) -> tuple[R, ...]:
        return tuple(_record(source, record) for source in by_kind.get(name, ()))

    documents = by_kind.get("document", ())
    return Bank(
        today=today,
        vocabularies=vocabularies,
        practices=records("practice", Practice),
        programs=records("program", Program),
        schools=records("school", School),
        news=records("news", News),
        events=records("event", Event),
        pages=records("page", Page),
        clauses=_listed(by_kind.get("regulation", ()), "clauses", Clause),
        acts=_listed(by_kind.get("acts", ()), "acts", Act),
        glossary=_listed(by_kind.get("glossary", ()), "terms", GlossaryTerm),
        document=_convert(documents[0].values, Document) if documents else None,
        files=files,
    )


def _record(source: Source, record: type[R]) -> R:
    """One record from its file: its own values, and what the file's place and body say."""
    names = {field.name for field in msgspec.structs.fields(record)}
    values: dict[str, Any] = dict(source.values)
    given = {"id": source.entry.id, "path": source.path, "school": source.entry.owner, "body": source.body, "body_line": source.body_line}
    values.update({name: value for name, value in given.items() if name in names})
    if "sections" in names:
        values["sections"] = sections(source.body, kind(source.entry.kind))
    return _convert(values, record)


def _listed(sources: Iterable[Source], key: str, record: type[R]) -> tuple[R, ...]:
    return tuple(_convert(item, record) for source in sources for item in source.values.get(key) or ())  # type: ignore[union-attr]


def _convert(values: object, record: type[R]) -> R:
    return msgspec.convert(values, record, from_attributes=True)
