"""A part is told by its key: what has one key has one outcome, and whatever a part names as its input changes something of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.model.bank import Shown
from generator.model.sections import Sections
from generator.render.compose import FILES, PAGES, parts
from generator.render.inputs import Inputs
from generator.render.site import Addressed, Framed, World
from generator.sums import sum_of
from tests.render.render_worlds import ROOT, with_bank, with_settings, world

KINDS = ("practices", "programs", "schools", "news", "events", "collections", "pages")
NAMES = frozenset({"id", "path", "school"})  # what a record is, and not what it says
ASPECTS = (
    "cards",
    "texts",
    "named",
    "counts",
    "templates",
    "schools",
    "news",
    "events",
    "collections",
    "pages",
    "calendar",
    "faq",
    "attached",
    "today",
    "newest",
)

Outcome = Mapping[str, tuple[bytes, Mapping[str, object]]]
"""Of each part its key and its files and pages."""


def outcome(one: World) -> Outcome:
    """Everything of a site by part."""
    return {part.name: (part.key(), dict(map(_item, part.make()))) for part in parts(one)}


def _item(item: Any) -> tuple[str, object]:
    if isinstance(item, Framed):
        return item.url, item
    return (item.path, item.make()) if isinstance(item, Addressed) else item


@pytest.fixture(scope="module")
def base() -> World:
    """The full bank."""
    return world(ROOT / "tests" / "banks" / "full")


@pytest.fixture(scope="module")
def before(base: World) -> Outcome:
    """The site of the full bank."""
    return outcome(base)


def other(value: Any) -> Any:  # noqa: PLR0911  # one way out for each type
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case str():
            return f"{value} иначе" if value else ""
        case int() | float():
            return value + 1
        case date():
            return value + timedelta(days=1)
        case tuple():
            return tuple(map(other, value[:1])) if value and isinstance(value[0], msgspec.Struct) else value[1:]
        case msgspec.Struct():
            return said_otherwise(value)
    return value


def said_otherwise(record: Any) -> Any:
    """A record that says everything otherwise and stays in its place."""
    kept = {
        *NAMES,
        "status",
        "owner",
        "kind",
        "unit",
        "type",
        "origin",
        "level",
        "evidence",
        "cost_level",
        "basis",
        "state",
        "signature",
        "decision",
        "successor",
    }
    values = {name: other(getattr(record, name)) for name in record.__struct_fields__ if name not in kept}
    return msgspec.structs.replace(record, **values)


def retitled(record: Any) -> Any:
    """A record under another title."""
    return msgspec.structs.replace(record, title=f"{record.title} иначе") if hasattr(record, "title") else said_otherwise(record)


def rewritten(record: Any) -> Any:
    """A record with another text and nothing else."""
    if not hasattr(record, "sections"):
        return msgspec.structs.replace(record, body=f"{record.body}\n\nИначе, см. {{п:1.1}}.") if hasattr(record, "body") else record
    first = record.sections[0]
    return msgspec.structs.replace(
        record, sections=Sections((msgspec.structs.replace(first, text=f"{first.text}\n\nИначе, см. {{п:1.1}}."), *record.sections[1:]))
    )


def renamed(record: Any) -> Any:
    """A record under another id, with its former one as another name."""
    values: dict[str, Any] = {"id": f"{record.id}-inache", "path": record.path.replace(record.id, f"{record.id}-inache")}
    return msgspec.structs.replace(record, **values, **({"aliases": (record.id,)} if hasattr(record, "aliases") else {}))


WAYS: Mapping[str, Callable[[Any], Any]] = {"said otherwise": said_otherwise, "retitled": retitled, "rewritten": rewritten, "renamed": renamed}


def states(base: World) -> dict[str, World]:
    """The full bank after many different changes, each by itself."""
    found: dict[str, World] = {}
    for kind in KINDS:
        records: tuple[Shown, ...] = getattr(base.bank, kind)
        found[f"{kind} all gone"] = with_bank(base, **{kind: ()})
        for place in range(len(records)):
            for name, way in WAYS.items():
                if (changed := way(records[place])) != records[place]:
                    found[f"{kind} {place} {name}"] = with_bank(base, **{kind: (*records[:place], changed, *records[place + 1 :])})
            found[f"{kind} {place} gone"] = with_bank(base, **{kind: records[:place] + records[place + 1 :]})
    found["tomorrow"] = World(replace(base.bank, today=date(2027, 6, 1)), base.settings, base.theme, base.root)
    found["settings"] = with_settings(base, name="Иначе")
    for name, records in (
        ("clauses", base.bank.clauses),
        ("acts", base.bank.acts),
        ("glossary", base.bank.glossary),
        ("calendar", base.bank.calendar),
        ("faq", base.bank.faq),
    ):
        found[name] = with_bank(base, **{name: (said_otherwise(records[0]), *records[1:])})
        found[f"{name} gone"] = with_bank(base, **{name: ()})
    return found


def with_longer_files(base: World, folder: Path) -> World:
    """The same bank with other bytes in every attached file."""
    shutil.copytree(base.root, folder)
    for entry in base.bank.files:
        with (folder / entry.path).open("ab") as file:
            file.write(b" " * 5_000)
    return World(base.bank, base.settings, base.theme, folder, sums={entry.path: sum_of((folder / entry.path).read_bytes()) for entry in base.bank.files})


@pytest.fixture(scope="module")
def after(base: World, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[World, Outcome]]:
    """Sites of all those states."""
    found = {**states(base), "files": with_longer_files(base, tmp_path_factory.mktemp("inputs") / "bank")}
    return {name: (state, outcome(state)) for name, state in found.items()}


def test_one_key_means_one_outcome(before: Outcome, after: dict[str, tuple[World, Outcome]]) -> None:
    """No part reads what its key does not tell of."""
    wrong = []
    for name, (_, now) in after.items():
        for part, (key, items) in now.items():
            if part in before and before[part][0] == key and before[part][1] != items:
                paths = [path for path in {**items, **before[part][1]} if items.get(path) != before[part][1].get(path)]
                wrong.append(f"{name}: {part}: {paths[:3]}")
    assert not wrong, "\n".join(wrong)


def test_every_input_matters(base: World, before: Outcome, after: dict[str, tuple[World, Outcome]]) -> None:
    """What a part names as its input changes it in one of the states."""
    was = Inputs(base)
    changed = {name: {aspect for aspect in ASPECTS if getattr(Inputs(state), aspect) != getattr(was, aspect)} for name, (state, _) in after.items()}
    declared = [(family + suffix, reads(was)) for suffix, families in ((", файлы", FILES), ("", PAGES)) for family, (_, reads) in families.items()]
    idle = [
        f"{part}: {aspect}"
        for part, inputs in declared
        for aspect in ASPECTS
        if getattr(was, aspect) in inputs and not any(aspect in changed[name] and now[part][1] != before[part][1] for name, (_, now) in after.items())
    ]
    assert not idle, "\n".join(idle)


def test_a_text_is_its_own_page_only(base: World, before: Outcome, after: dict[str, tuple[World, Outcome]]) -> None:
    """A sentence changed in one card leaves the pages of all others alone."""
    place, card = next((place, card.id) for place, card in enumerate(base.bank.practices) if card.id in base.bank.practice_by_id)
    now = after[f"practices {place} rewritten"][1]
    again = {part for part in now if now[part][0] != before[part][0]}
    assert f"Карточки/{card}" in again
    assert not [part for part in again if part.startswith(("Карточки/", "Признаки/", "Организации/")) and part != f"Карточки/{card}"]
