"""What others read from a schema: the public JSON Schema and the skeleton of a new record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from generator.schema.kinds import Kind, Schema
from generator.schema.mend import scalar
from generator.schema.vocabulary import Vocabularies


def public_schema(kind: Kind, vocabularies: Vocabularies, base: str = "") -> Schema:
    """The schema with vocabularies filled in, named by its address below `base` if that is given.

    x- keys stay, as JSON Schema 2020-12 allows (Core, §6.5).
    """
    schema = kind.with_vocabularies(vocabularies)
    return {**schema, "$id": f"{base}schema/{kind.name}.json"} if base else schema


def skeleton(kind: Kind, vocabularies: Vocabularies, today: date, review_by: date, *, reported: bool = False) -> str:
    """A new record of a kind: required fields with examples, a comment above each, and its sections to be written.

    Dates are today's; the text under a heading says what to write there and is too short to pass the check.
    """
    origin = "reported" if reported else "methodical"
    given = {"created": today.isoformat(), "updated": today.isoformat(), "review_by": review_by.isoformat(), "status": "draft", "origin": origin}
    lines = ["---"]
    for name in _wanted(kind, origin):
        field = kind.at((name,))
        value = given.get(name) or _example(field, vocabularies)
        lines += [f"# {field.get('title', name)}: {field.get('description', '')}".rstrip(": "), f"{name}: {_value(value)}"]
    lines += ["---", ""]
    for spec in kind.sections:
        if spec.when in ("", origin):
            lines += [f"## {spec.title}", "", spec.description, ""]
            if spec.items:
                lines += ["### Название", "", *(f"- **{label}:** " for _, label in spec.items.lines), ""]
    return "\n".join(lines).rstrip() + "\n"


def _example(field: Schema, vocabularies: Vocabularies) -> Any:
    """An example of a field; where the bank's vocabulary lacks it, the first value it has."""
    example = (field.get("examples") or ["…"])[0]
    item = field.get("items", field)
    vocabulary = vocabularies.get(str(item.get("x-vocabulary", "")))
    if not vocabulary or not vocabulary.terms or item.get("type") != "string":
        return example
    known = [value for value in (example if isinstance(example, list) else [example]) if value in vocabulary.by_id] or [vocabulary.terms[0].id]
    return known if isinstance(example, list) else known[0]


def _wanted(kind: Kind, origin: str) -> list[str]:
    """Required fields in the order of the schema, with those that the origin asks for."""
    required = set(kind.document["required"])
    for rule in kind.document.get("allOf", ()):
        if rule["if"]["properties"].get("origin", {}).get("const") == origin:
            required |= set(rule["then"].get("required", ()))
    return [name for name in kind.document["properties"] if name in required]


def _value(value: Any) -> str:
    """A value as YAML on one line; a text is quoted where it would be read as something else."""
    return scalar(value, flow=False) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
