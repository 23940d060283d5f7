"""Reference of the fields and sections of each kind of record, made from the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.render.site import Framed, World, relative
from generator.render.views.shapes import Link, page
from generator.schema import Kind, SectionSpec, kind
from generator.words import SIGNS, count

TAB = "editors"
KINDS = ("practice", "program", "school", "news", "event", "collection", "page", "calendar", "faq")
WHO = {"author": "автор", "curator": "куратор", "editor": "редактор", "expert": "эксперт", "generator": "программа"}
LISTED = 12  # a longer vocabulary is named, not printed


def field_pages(world: World) -> Iterator[Framed]:
    """One page a kind that people fill in."""
    for name in KINDS:
        yield _kind(world, kind(name))


def _kind(world: World, schema: Kind) -> Framed:
    here = f"help/fields/{schema.name}/"
    title = f"Поля: {schema.title[:1].lower()}{schema.title[1:]}"
    path, part = _part(schema)
    v = {
        "title": title,
        "lead": str(schema.document["description"]),
        "schema_url": relative(here, f"api/v1/schema/{schema.name}.json"),
        "fields": [_field(world, schema, path, part, name) for name in part["properties"]],
        "sections": [_section(spec) for spec in schema.sections],
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Правила проверки", relative(here, "help/")), Link(title))
    return page(world, "fields.html.j2", here, TAB, crumbs, title=title, description=str(v["lead"]), v=v)


def _part(schema: Kind) -> tuple[tuple[str | int, ...], dict[str, Any]]:
    """What people fill in again and again: the record itself, or an item of the only list of a file of many."""
    names = list(schema.document["properties"])
    path: tuple[str | int, ...] = (names[0], 0) if len(names) == 1 else ()
    return path, schema.at(path)


def _field(world: World, schema: Kind, path: tuple[str | int, ...], part: dict[str, Any], name: str) -> dict[str, object]:
    field = schema.at((*path, name))
    example = (field.get("examples") or ["…"])[0]
    shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return {
        "id": f"field-{name}",
        "label": str(field.get("title", name)),
        "key": name,
        "required": "обязательное" if name in part["required"] else _condition(schema, name) or "необязательное",
        "who": WHO.get(str(field.get("x-who", ""))),
        "description": str(field.get("description", "")),
        "limits": _limits(field),
        "example": f"{name}: {shown}",
        "values": list(_values(world, field)),
    }


def _condition(schema: Kind, name: str) -> str:
    """«обязательное, если …» for a field that a condition of the schema asks for."""
    for rule in schema.document.get("allOf", ()):
        if name in rule["then"].get("required", ()):
            return "обязательное не всегда: " + ", ".join(f"если {key}: {value['const']}" for key, value in rule["if"]["properties"].items())
    return ""


def _limits(field: dict[str, Any]) -> str | None:
    least, most = field.get("minLength"), field.get("maxLength")
    if most:
        return f"от {least} до {count(most, SIGNS)}" if least else f"до {count(most, SIGNS)}"
    if field.get("minItems") and field.get("maxItems"):
        return f"от {field['minItems']} до {field['maxItems']} значений"
    return "дата" if field.get("format") == "date" else None


def _values(world: World, field: dict[str, Any]) -> Iterator[Link]:
    item = field.get("items", field)
    vocabulary = world.bank.vocabularies.get(str(item.get("x-vocabulary", "")))
    if vocabulary and len(vocabulary.terms) <= LISTED:
        for term in vocabulary.terms:
            yield Link(term.id, meta=f"– {term.name}")
    for key, label in item.get("x-labels", {}).items():
        yield Link(str(key), meta=f"– {label}")


def _section(spec: SectionSpec) -> dict[str, object]:
    required = "обязательный" if spec.required else "необязательный"
    only = {"methodical": ", только для описания метода", "reported": ", только для опыта организации"}.get(spec.when, "")
    lines = ["### Название", "", *(f"- **{label}:** …" for _, label in spec.items.lines)] if spec.items else []
    limits = f"от {spec.least} до {count(spec.most, SIGNS)}" if spec.least else f"до {count(spec.most, SIGNS)}"
    return {"title": spec.title, "required": required + only, "description": spec.description, "limits": limits, "lines": lines}
