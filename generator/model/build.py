"""Sources that passed their schemas become records, records become a bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

import msgspec

from generator.load import Source
from generator.load.walk import Entry
from generator.model.bank import Bank
from generator.model.law import Act, Clause, CoverageGroup, Document, GlossaryTerm, Wording
from generator.model.people import Question, YearItem
from generator.model.programs import Program
from generator.model.records import Collection, Event, News, Page, Practice, Record, School
from generator.model.sections import Sections, unpack
from generator.schema import Vocabularies, kind
from generator.schema.body import sections

R = TypeVar("R", bound=Record)
RECORDS: Mapping[str, type[Record]] = {
    "practice": Practice, "program": Program, "school": School, "news": News, "event": Event, "collection": Collection, "page": Page,
}  # fmt: skip


def build_bank(items: Iterable[Source | Record], vocabularies: Vocabularies, today: date, files: tuple[Entry, ...] = ()) -> Bank:
    """A bank of sources that passed their schemas, or of the records already made of them; `files` are its attachments.

    Raises msgspec.ValidationError when a schema lets through what a record cannot hold: that is a fault of ours.
    """
    by_kind: dict[str, list[Source]] = {}
    made: dict[type[Record], list[Record]] = {}
    for item in items:
        record = item if isinstance(item, Record) else record_of(item)
        if record is not None:
            made.setdefault(type(record), []).append(record)
        elif isinstance(item, Source):
            by_kind.setdefault(item.entry.kind, []).append(item)

    def records(name: str) -> tuple[Any, ...]:
        return tuple(made.get(RECORDS[name], ()))

    documents, wordings = by_kind.get("document", ()), by_kind.get("wording", ())
    return Bank(
        today=today,
        vocabularies=vocabularies,
        practices=records("practice"),
        programs=records("program"),
        schools=records("school"),
        news=records("news"),
        events=records("event"),
        collections=records("collection"),
        pages=records("page"),
        clauses=_listed(by_kind.get("regulation", ()), "clauses", Clause),
        acts=_listed(by_kind.get("acts", ()), "acts", Act),
        glossary=_listed(by_kind.get("glossary", ()), "terms", GlossaryTerm),
        calendar=_listed(by_kind.get("calendar", ()), "items", YearItem),
        faq=_listed(by_kind.get("faq", ()), "questions", Question),
        document=_convert(documents[0].values, Document) if documents else None,
        wording=_convert(wordings[0].values, Wording) if wordings else None,
        coverage=_listed(by_kind.get("coverage", ()), "groups", CoverageGroup),
        files=files,
    )


def record_of(source: Source) -> Record | None:
    """One record from its file: its own values, and what the file's place and body say; None for a file of many records.

    Raises msgspec.ValidationError for a source that did not pass its schema.
    """
    record = RECORDS.get(source.entry.kind)
    if record is None:
        return None
    names = _names(record)
    values: dict[str, Any] = dict(source.values)
    given = {"id": source.entry.id, "path": source.path, "school": source.entry.owner, "body": source.body, "body_line": source.body_line}
    values.update({name: value for name, value in given.items() if name in names})
    if "sections" in names:
        values["sections"] = Sections(sections(source.body, kind(source.entry.kind)))
    return _convert(values, record)


@cache
def _names(record: type[Record]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(record))


def _listed(sources: Iterable[Source], key: str, record: type[R]) -> tuple[R, ...]:
    return tuple(_convert(item, record) for source in sources for item in source.values.get(key) or ())  # type: ignore[union-attr]


def _convert(values: object, record: type[R]) -> R:
    return msgspec.convert(values, record, from_attributes=True, dec_hook=unpack)
