"""One file, looked at alone: read, its shape, its record, the rules of its kind. What it leaves for the bank are its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.check import (
    collections,
    dates,
    events,
    files,
    links,
    markup,
    practices,
    practices_evidence,
    practices_text,
    privacy,
    programs,
    programs_form,
    programs_kinds,
    russian,
    schools,
    schools_lists,
    values,
    vocabularies,
)
from generator.check.facts import TEXTS, Facts, gather
from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.waivers import read_waivers
from generator.load import Entry, Source
from generator.load.field_rules import Bracket, Continuation, OpenQuote
from generator.load.rules import Syntax
from generator.load.source import parse_source
from generator.model.build import record_of
from generator.model.links import links as links_of
from generator.model.records import Record
from generator.schema import kind
from generator.schema.body import check_body
from generator.schema.shape import Shape

# Rules about a record whose fields and sections are as the schema wants them, by kind.
RECORD_RULES: Mapping[str, tuple[Callable[[Source, Any, Lens], Iterator[Diagnostic]], ...]] = {
    "practice": (practices.check, practices_evidence.check, practices_text.check, dates.check_record, vocabularies.check_record),
    "program": (programs.check, programs_kinds.check, programs_form.check, dates.check_record, vocabularies.check_record),
    "school": (schools.check, schools_lists.check, vocabularies.check_record),
    "event": (events.check, events.check_name, vocabularies.check_record),
    "news": (events.check_name,),
    "collection": (collections.check_record,),
}

# What is said of a value that YAML cannot read; what may be wrong with the value itself is seen once it can.
GUESSED = frozenset(rule.id for rule in (Syntax, OpenQuote, Bracket, Continuation))


class Examiner:
    """Looks at the files of one bank; made once a run, because compiling a schema costs more than using it."""

    def __init__(self, lens: Lens) -> None:
        self.lens = lens
        self._shapes: dict[str, Shape] = {}

    def __call__(self, entry: Entry, data: bytes) -> tuple[Facts, Record | None]:
        """Everything about one file, and the record it holds when its fields and sections are as the schema wants them.

        Never raises for what the file holds.
        """
        if entry.kind == "file":
            return Facts(found=tuple(files.inspect(entry.path, data)), readable=True), None
        source, found = parse_source(entry, data)
        if source is None:
            return Facts(found=tuple(found)), None
        shape = self._shapes.get(entry.kind) or self._shapes.setdefault(entry.kind, Shape(kind(entry.kind), self.lens.vocabularies))
        faults = [*shape.check(source), *check_body(source, shape.kind)]
        sound = not any(fault.severity is Severity.ERROR for fault in faults)
        guessed = {fault.place.line for fault in found if fault.rule in GUESSED}
        found += [fault for fault in faults if not fault.rule.startswith("F1") or guessed.isdisjoint(range(fault.place.line, fault.place.end[0] + 1))]
        found += privacy.personal(source, self.lens.settings)
        found += russian.typography(source) if entry.kind != "wording" else ()  # an official text is shown as it was printed
        named = links_of(source.body) if entry.kind in TEXTS else ()
        found += links.check(source, named)
        found += markup.check(source)
        told, inside = values.check(source)
        found += told
        record = record_of(source) if sound else None
        for check in RECORD_RULES.get(entry.kind, ()) if record else ():
            found += check(source, record, self.lens)
        waivers, faulty = read_waivers(entry.path, source.text)
        return gather(source, self.lens, [*found, *faulty], waivers, (*named, *inside), sound=sound), record
