"""Worlds for the tests of this folder: a bank read from a folder without any of its checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from generator.load import read_source, walk
from generator.model import build_bank
from generator.render.compose import parts
from generator.render.site import Framed, World
from generator.schema import read_vocabularies
from generator.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


def world(folder: Path, today: date = TODAY) -> World:
    """The bank in a folder as the renderers see it."""
    settings, found = read_settings(folder)
    assert settings is not None, found
    tree, _ = walk(folder)
    sources = [source for entry in tree.records if (source := read_source(folder, entry)[0])]
    vocabularies = read_vocabularies((source.entry.id, source.values) for source in sources if source.entry.kind == "vocabulary")
    return World(build_bank(sources, vocabularies, today, tree.files), settings, ROOT / "theme", folder)


def minimal(today: date = TODAY) -> World:
    """tests/banks/minimal."""
    return world(ROOT / "tests" / "banks" / "minimal", today)


def with_bank(base: World, **values: Any) -> World:
    """The world with parts of its bank replaced."""
    return World(replace(base.bank, **values), base.settings, base.theme, base.root)


def with_school(base: World, **values: Any) -> World:
    """The world whose only school differs in some fields."""
    school = msgspec.structs.replace(base.bank.schools[0], **values)
    return with_bank(base, schools=(school,))


def with_settings(base: World, **values: Any) -> World:
    """The world with other settings."""
    settings: Settings = msgspec.structs.replace(base.settings, **values)
    return World(base.bank, settings, base.theme, base.root)


def framed(world: World) -> dict[str, Framed]:
    """Every generated page of a site by its address."""
    return {item.url: item for part in parts(world) for item in part.make() if isinstance(item, Framed)}
