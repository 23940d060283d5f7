"""/api/v1: the bank as JSON for other programs. Read-only files; the version only grows.

Fields keep the names of the schemas, values of vocabularies become {id, label}, references {id, label, url}. What a
schema says about a field is the only thing that decides how it is written here.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import msgspec

from generator.model import Act, Bank, Clause, Collection, Practice, Program, School
from generator.model.paths import url_of
from generator.render.embed.data import data_schema
from generator.render.embed.lines import LOADER
from generator.render.embed.section import shown_monitoring, shown_pairs
from generator.render.files import file_size, file_url, kilobytes
from generator.render.prose import Prose
from generator.render.site import EMBED, World, collection_url, embed_folders, embed_url, practice_url, program_url, school_url
from generator.render.whole import whole, words, words_of
from generator.schema import Vocabularies, kind
from generator.schema.body import Item, Section
from generator.schema.export import public_schema
from generator.schema.kinds import kinds

ROOT = "api/v1/"
VERSION = 1
# Main facts of a card in the list of cards; the rest is in the card's own file.
BRIEF = ("title", "summary", "origin", "organization", "keywords", "duration", "cost_level", "license", "status", "created", "updated", "review_by")
_OUTSIDE = frozenset({"id", "path", "school", "body", "body_line", "sections", "consent_ref"})

Json = dict[str, Any]


def api_files(world: World) -> dict[str, bytes]:
    """Every file of the API but manifest.json."""
    return {**list_files(world), **{path: data for card in world.bank.published for path, data in practice_files(world, card).items()}}


def list_files(world: World) -> dict[str, bytes]:
    """What the API says of all together."""
    files = {
        "index.json": index(world),
        "practices.json": _list(world, (_brief(world, card) for card in world.bank.published), "practice"),
        "programs.json": _list(world, (_program(world, program) for program in world.bank.templates), "program"),
        "schools.json": _list(world, (_school(world, school) for school in world.bank.schools), "school"),
        "collections.json": _list(world, (_collection(world, item) for item in world.bank.shown_collections), "collection"),
        "vocabulary.json": _vocabulary(world),
        "regulation.json": _regulation(world),
        **{f"schema/{name}.json": schema for name, schema in schemas(world.bank.vocabularies, world.settings.url).items()},
    }
    return {ROOT + name: encode(data) for name, data in files.items()}


def practice_files(world: World, card: Practice) -> dict[str, bytes]:
    """The file of one card, under its id and its former ones."""
    data = practice_file(world, card)
    return {ROOT + name: data for name in practice_names(world.bank, card)}


def practice_names(bank: Bank, card: Practice) -> Iterator[str]:
    """Names of a card's file below the API's root: that of its id and those of its former ids."""
    yield f"practices/{card.id}.json"
    yield from (f"practices/{alias}.json" for alias in card.aliases if alias not in bank.practice_by_id)


def practice_file(world: World, card: Practice) -> bytes:
    """The whole card, made of nothing but the card and the names of what it refers to."""
    here = practice_url(card)
    prose = Prose(world, card.path, here)
    folder = PurePosixPath(card.path).parent
    fields = described(world, "practice", card)
    for attachment, data in zip(card.attachments, fields.get("attachments", ()), strict=True):
        data["url"] = world.absolute(url_of(str(folder / attachment.file)))
        data["format"] = PurePosixPath(attachment.file).suffix.lstrip(".").upper()
        data["size"] = kilobytes(world.root / folder / attachment.file)
    return encode(
        {
            "schema_version": VERSION,
            "id": card.id,
            "url": world.absolute(here),
            "api": world.absolute(f"{ROOT}practices/{card.id}.json"),
            "fields": fields,
            "labels": _labels("practice", fields),
            "sections": [_section(world, prose, here, section) for section in card.sections],
        }
    )


def index(world: World) -> Json:
    """What the API holds and where."""
    bank, settings = world.bank, world.settings
    names = ("practices", "programs", "schools", "collections", "vocabulary", "regulation", "manifest")
    return {
        "version": VERSION,
        "schema_version": VERSION,
        "name": settings.name,
        "description": settings.description,
        "region": settings.region,
        "owner": settings.owner.name,
        "url": settings.url,
        "generated_from": bank.newest.isoformat(),
        "counts": {
            "practices": len(bank.published),
            "programs": len(bank.templates),
            "schools": len(bank.schools),
            "collections": len(bank.shown_collections),
            "events": len(bank.events),
            "news": len(bank.news),
            "clauses": len(bank.clauses),
            "acts": len(bank.acts),
            "vocabularies": len(bank.vocabularies),
        },
        "files": {name: world.absolute(f"{ROOT}{name}.json") for name in names},
        "practice": world.absolute(ROOT + "practices/{id}.json"),
        "schemas": {name: world.absolute(f"{ROOT}schema/{name}.json") for name in schemas(bank.vocabularies, settings.url)},
        "feeds": {"atom": world.absolute("feed.atom"), "json": world.absolute("feed.json")},
        "calendar": world.absolute("calendar.ics"),
        "embed": {
            name: world.absolute(EMBED + path)
            for name, path in {
                "loader": LOADER,
                "school": "s/{id}/",
                "practice": "p/{id}/",
                "facet": "practices/{field}/{value}/",
                "query": "practices/?{query}",
                "new": "new/",
                "events": "events/",
                "navigator": "navigator/",
            }.items()
        },
    }


def schemas(vocabularies: Vocabularies, url: str) -> dict[str, Json]:
    """Public JSON Schemas by name: those of the records with their vocabularies filled in, and that of data.json."""
    found = {each.name: public_schema(each, vocabularies, f"{url}{ROOT}") for each in kinds()}
    return dict(sorted({**found, "embed": data_schema(url)}.items()))


def described(world: World, name: str, record: msgspec.Struct, shown: Container[str] | None = None) -> Json:
    """The fields of a record by their names, in the order of the schema; those left out are not there. `shown`: no others than these."""
    found: Json = {}
    for field, attribute, default in _order(name, type(record)):
        value = getattr(record, attribute)
        if value != default and (shown is None or field in shown):
            data = _value(world, name, (field,), _given(value))
            if data not in (None, "", [], {}):
                found[field] = data
    return found


def encode(data: object) -> bytes:
    """JSON as UTF-8, keys in their order, one line."""
    return msgspec.json.encode(data) + b"\n"


def _given(value: Any) -> Any:
    """A value as plain data; of a record what differs from what a field left out would be."""
    if isinstance(value, msgspec.Struct):
        return {name: _given(data) for attribute, name, default in _fields(type(value)) if (data := getattr(value, attribute)) != default}
    if isinstance(value, tuple):
        return [_given(item) for item in value]
    return value if isinstance(value, str | int | float) else msgspec.to_builtins(value)


@cache
def _order(name: str, record: type[msgspec.Struct]) -> tuple[tuple[str, str, Any], ...]:
    """Name in the file, attribute and default of each field that is told of, in the order of the schema."""
    by_name = {field: (field, attribute, default) for attribute, field, default in _fields(record)}
    return tuple(by_name[field] for field in kind(name).document["properties"] if field in by_name and field not in _OUTSIDE)


@cache
def _fields(record: type[msgspec.Struct]) -> tuple[tuple[str, str, Any], ...]:
    """Attribute, name in the file and default of each field."""
    return tuple((field.name, field.encode_name, field.default) for field in msgspec.structs.fields(record))


@cache
def _node(name: str, path: tuple[str | int, ...]) -> Mapping[str, Any]:
    return kind(name).at(path)


def _value(world: World, name: str, path: tuple[str | int, ...], value: Any) -> Any:
    """A value as its schema wants it shown; None for what refers to nothing the site shows."""
    if isinstance(value, list | tuple):
        return [data for item in value if (data := _value(world, name, (*path, 0), item)) is not None]
    if isinstance(value, dict):
        shown = {key: _value(world, name, (*path, key), item) for key, item in value.items() if key not in _OUTSIDE}
        return {key: item for key, item in shown.items() if item not in (None, "", [], {})}
    return None if value in (None, "") else _scalar(world, _node(name, path), value)


def _scalar(world: World, node: Mapping[str, Any], value: Any) -> Any:
    if vocabulary := node.get("x-vocabulary"):
        return {"id": str(value), "label": world.bank.term(vocabulary, str(value)).label}
    if labels := node.get("x-labels"):
        return {"id": value, "label": labels.get(value, value)}
    if reference := node.get("x-ref"):
        return _reference(world, reference, value)
    return value


def _reference(world: World, to: str, name: str) -> Json | None:
    """Another record by its id, or None when the site does not show it."""
    bank = world.bank
    match to:
        case "practice" if card := bank.practice_by_id.get(name):
            return {"id": card.id, "label": card.title, "url": world.absolute(practice_url(card))}
        case "program" if program := bank.program_by_id.get(name):
            return {"id": program.id, "label": program.title, "url": world.absolute(program_url(program))}
        case "school" if school := bank.school_by_id.get(name):
            return {"id": school.id, "label": school.name_short, "url": world.absolute(school_url(school))}
        case "clause" if clause := bank.clause_names.get(name):
            return {"id": clause.id, "label": clause.cite, "url": world.absolute(world.clause_url(clause))}
        case "act" if act := bank.act_by_id.get(name):
            return {"id": act.id, "label": act.title, "url": act.url or world.absolute(f"acts/#{act.id}")}
    return None


def _labels(name: str, fields: Iterable[str]) -> dict[str, str]:
    return {field: kind(name).label((field,)) for field in fields}


def _list(world: World, records: Iterable[Json], name: str) -> Json:
    entries = list(records)
    used = dict.fromkeys(field for entry in entries for field in entry)
    known = kind(name).document["properties"]
    return {
        "schema_version": VERSION,
        "generated_from": world.bank.newest.isoformat(),
        "schema": world.absolute(f"{ROOT}schema/{name}.json"),
        "labels": _labels(name, (field for field in known if field in used)),
        "items": entries,
    }


def _brief(world: World, card: Practice) -> Json:
    fields = described(world, "practice", card, {*BRIEF, *kind("practice").facets})
    return {
        "id": card.id,
        "url": world.absolute(practice_url(card)),
        "api": world.absolute(f"{ROOT}practices/{card.id}.json"),
        **fields,
        **({"aliases": list(card.aliases)} if card.aliases else {}),
    }


def _section(world: World, prose: Prose, here: str, section: Section) -> Json:
    html = whole(world, here, prose(section.text))
    data: Json = {"id": section.id, "title": section.title, "text": words_of(html), "html": html}
    if section.items:
        data["items"] = [_item(world, section, item) for item in section.items]
    return data


def _item(world: World, section: Section, item: Item) -> Json:
    spec = next((spec.items for spec in kind("practice").sections if spec.id == section.id), None)
    labels = dict(spec.lines) if spec else {}
    lines = [{"id": key, "label": labels.get(key, key), "text": words(world, text)} for key, text in item.lines.items()]
    return {"title": words(world, item.title), "text": words(world, item.text), "lines": lines}


def _program(world: World, program: Program) -> Json:
    here = program_url(program)
    prose = Prose(world, program.path, here, under=1, fields=program.fields)
    return {
        "id": program.id,
        "url": world.absolute(here),
        **described(world, "program", program),
        "html": whole(world, here, prose(program.body)),
    }


def _collection(world: World, item: Collection) -> Json:
    """A collection with the cards the site shows, in its order."""
    here = collection_url(item)
    shown = msgspec.structs.replace(item, practices=tuple(pick for _, pick in world.bank.picks_of(item)))
    html = whole(world, here, Prose(world, item.path, here, under=1)(item.body))
    return {
        "id": item.id,
        "url": world.absolute(here),
        **described(world, "collection", shown),
        **({"text": words_of(html), "html": html} if html else {}),
    }


def _school(world: World, school: School) -> Json:
    """A school; files with their addresses and sizes, numbers about fewer than five people left out."""
    here = school_url(school)
    shown = msgspec.structs.replace(school, pairs=shown_pairs(school), monitoring=shown_monitoring(school))
    fields = described(world, "school", shown)
    for name, files in (("documents", school.documents), ("materials", school.materials)):
        for file, data in zip(files, fields.get(name, ()), strict=True):
            data["url"] = file_url(world, school, file)
            data.setdefault("format", PurePosixPath(file.file).suffix.lstrip(".").upper())
            data["size"] = file_size(world, school, file)
    html = whole(world, here, Prose(world, school.path, here, under=1)(school.body))
    folder = embed_url(school)
    return {
        "id": school.id,
        "url": world.absolute(here),
        **fields,
        **({"text": words_of(html), "html": html} if html else {}),
        "embed": {
            "page": world.absolute(folder),
            "data": world.absolute(folder + "data.json"),
            "fragment": world.absolute(folder + "fragment.html"),
            "oembed": world.absolute(folder + "oembed.json"),
            "archive": world.absolute(folder + "site.zip"),
            "atom": world.absolute(folder + "feed.atom"),
            "json": world.absolute(folder + "feed.json"),
            "former": [world.absolute(other) for other in list(embed_folders(world, school))[1:]],
        },
    }


def _vocabulary(world: World) -> Json:
    found = sorted(world.bank.vocabularies.values(), key=lambda vocabulary: vocabulary.name)
    entries = [
        {
            "name": vocabulary.name,
            "title": vocabulary.title,
            "description": vocabulary.description,
            "ordered": vocabulary.ordered,
            "terms": [_term(world, msgspec.to_builtins(term)) for term in vocabulary.terms],
        }
        for vocabulary in found
    ]
    return {"schema_version": VERSION, "generated_from": world.bank.newest.isoformat(), "items": entries}


def _term(world: World, term: Json) -> Json:
    shown = {key: value for key, value in term.items() if value not in ("", (), False)}
    if "source" in shown:
        shown["source"] = _reference(world, "clause", shown["source"])
    return shown


def _regulation(world: World) -> Json:
    bank = world.bank
    return {
        "schema_version": VERSION,
        "generated_from": bank.newest.isoformat(),
        "document": described(world, "document", bank.document) if bank.document else None,
        "clauses": [_clause(world, clause) for clause in bank.clauses],
        "acts": [_act(world, act) for act in bank.acts],
    }


def _clause(world: World, clause: Clause) -> Json:
    labels = _node("regulation", ("clauses", 0, "kind"))["x-labels"]
    fields = msgspec.to_builtins(clause)
    return {
        "id": clause.id,
        "url": world.absolute(world.clause_url(clause)),
        **{key: value for key, value in fields.items() if key in ("number", "parent") and value},
        "kind": {"id": clause.kind, "label": labels[clause.kind]},
        "heading": clause.heading,
        "summary": clause.summary,
        "cite": clause.cite,
        "citation": f"{clause.cite} {world.citation}",
        **{key: fields[key] for key in ("note", "historic", "aliases") if fields[key]},
        **({"actors": [{"id": name, "label": world.bank.term("roles", name).label} for name in clause.actors]} if clause.actors else {}),
    }


def _act(world: World, act: Act) -> Json:
    fields = msgspec.to_builtins(act)
    shown = {key: _value(world, "acts", ("acts", 0, key), value) for key, value in fields.items() if key not in ("id", "url")}
    return {
        "id": act.id,
        "page": world.absolute(f"acts/#{act.id}"),
        **({"url": act.url} if act.url else {}),
        **{key: value for key, value in shown.items() if value not in (None, "", [], ())},
    }
