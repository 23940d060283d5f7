"""The page on which a template is filled in: its fields as a form in the order of the document, and the document beside it.

Everything happens in the reader's browser (`theme/assets/js/form`): what is typed goes nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model import Practice, Program
from generator.model.facets import Facet
from generator.model.programs import Column, Field
from generator.model.prose import tokens
from generator.render.blanks import EMPTY, lines, options
from generator.render.prose import Prose
from generator.render.site import Framed, World, practice_url, program_url, relative
from generator.render.views.shapes import Link, page

Json = dict[str, Any]
MOST = 12
"""Practices offered for one value: more than anyone compares."""
ROW = 24
"""Signs of options that stand in a row and are pressed at once; longer ones are a list that opens."""
OPENING, APPROVAL = "Начало документа", "Утверждение"


def form_url(program: Program) -> str:
    """The address of a template's form."""
    return f"{program_url(program)}fill/"


def form_page(world: World, program: Program, document: str, tab: str) -> Framed:
    """The form of one template; `document` is the Markdown of what is printed."""
    here = form_url(program)
    title = f"Заполнить: {program.title}"
    v = {
        "id": program.id,
        "title": program.title,
        "program_url": relative(here, program_url(program)),
        "groups": list(_groups(world, program, document)),
        "spec": json.dumps(_spec(world, program), ensure_ascii=False, separators=(",", ":")),
        "has_pii": any(field.pii for field in program.fields),
        "bank": _bank(world, program, here),
        "document": Prose(world, program.path, here, fields=program.fields)(document),
    }
    crumbs = (
        Link("Главная", relative(here, "")),
        Link("Шаблоны", relative(here, "programs/")),
        Link(program.title, relative(here, program_url(program))),
        Link("Заполнить"),
    )
    summary = f"{program.title}: форма, которую заполняют в браузере. Ответы никуда не отправляются."
    return page(world, "form.html.j2", here, tab, crumbs, title=title, description=summary, v=v)


def form_files(world: World) -> Mapping[str, bytes]:
    """What forms may take from the bank, a file for each template that says how: read when the reader asks for it."""
    return {
        f"{form_url(program)}bank.json": json.dumps(_offer(world, program), ensure_ascii=False, separators=(",", ":")).encode()
        for program in world.bank.templates
        if program.from_bank
    }


def _groups(world: World, program: Program, document: str) -> Iterator[Json]:
    """The fields under the headings of the document they first stand under; those of the stamp of approval come last, as in life."""
    by_key = {field.key: field for field in program.fields}
    title, found, stamp, number = OPENING, list[Json](), list[Json](), 1
    blocks = tokens(document)
    quoted = 0
    for index, block in enumerate(blocks):
        quoted += block.nesting if block.type.startswith("blockquote") else 0
        if block.type == "heading_open":
            if found:
                yield {"id": f"part-{number}", "title": title, "fields": found}
                number += 1
            title, found = blocks[index + 1].content, []
        for inside in block.children or []:
            if inside.type == "blank" and (field := by_key.pop(inside.content, None)) and field.type != "signature":
                (stamp if quoted else found).append(_field(world, field))
    for name, fields in ((title, found), (APPROVAL, stamp)):
        if fields:
            yield {"id": f"part-{number}", "title": name, "fields": fields}
            number += 1


def _field(world: World, field: Field) -> Json:
    named = lines(world, field)
    return {
        "key": field.key,
        "label": field.label,
        "type": field.type,
        "hint": field.hint or None,
        "options": options(world, field),
        "short": field.type == "choice" and len(" / ".join(options(world, field))) <= ROW,
        "optional": not (field.required or field.min_filled),
        "lines": named,
        "rows": 0 if named else field.rows or EMPTY,
        "columns": [_column(world, column) for column in field.columns if column.type != "signature"],
    }


def _column(world: World, column: Column) -> Json:
    return {"key": column.key, "label": column.label, "type": column.type, "hint": column.hint or None, "options": options(world, column)}


def _spec(world: World, program: Program) -> Json:
    """What the checks of the form know (`theme/assets/js/form/checks.js`)."""
    term = program.term
    return {
        "program": program.id,
        "version": program.version,
        "term": {"least": term.min_months, "most": term.max_months, "from": term.start, "to": term.end} if term and term.start and term.end else None,
        "fields": [_rule(world, field) for field in program.fields if field.type != "signature"],
        "bank": {"table": rule.table, "fill": rule.fill, "chosen": rule.chosen.split(".") if rule.chosen else None} if (rule := program.from_bank) else None,
    }


def _rule(world: World, field: Field) -> Json:
    told: Json = {
        "key": field.key,
        "label": field.label,
        "type": field.type,
        "required": field.required,
        "after": field.after,
        "required_after": field.required_after,
        "min_filled": field.min_filled,
        "omit": field.omit,
        "lines": list(lines(world, field)),
        "columns": [{"key": column.key, "label": column.label, "type": column.type, "required": column.required} for column in field.columns],
    }
    return {name: value for name, value in told.items() if value}


def _bank(world: World, program: Program, here: str) -> Json | None:
    """The way to the practices, for the template that says how their steps become rows."""
    rule, facet = program.from_bank, _facet(world, program)
    if rule is None or facet is None:
        return None
    return {
        "table": rule.table,
        "url": relative(here, f"{form_url(program)}bank.json"),
        "label": facet.label,
        "names": [value.term.name for value in facet.used],
    }


def _facet(world: World, program: Program) -> Facet | None:
    """The facet by which practices are looked for."""
    return next((facet for facet in world.facets if program.from_bank and facet.field == program.from_bank.facet), None)


def _steps(card: Practice) -> Iterator[Json]:
    steps = card.section("steps")
    for item in steps.items if steps else ():
        yield {"what": item.title, **item.lines}


def _offer(world: World, program: Program) -> Json:
    """Practices of each value with their steps; a practice of several values stands once."""
    facet = _facet(world, program)
    shown = {value.term.name: value.cards[:MOST] for value in (facet.used if facet else ())}
    cards = {card.id: card for found in shown.values() for card in found}
    here = form_url(program)
    return {
        "values": {name: [card.id for card in found] for name, found in shown.items()},
        "practices": {card.id: {"title": card.title, "url": relative(here, practice_url(card)), "steps": list(_steps(card))} for card in cards.values()},
    }
