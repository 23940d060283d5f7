"""The bank of this repository with all that can be found in it, read once a run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.render.search import Document, documents, search_files
from generator.render.search import files as made
from generator.render.site import World
from generator.survey import check_bank
from tests.sites import ROOT, day_of


@cache
def world() -> World:
    """The bank, its settings and the theme."""
    checked = check_bank(ROOT, day_of(ROOT))
    assert checked.bank
    assert checked.settings
    return World(bank=checked.bank, settings=checked.settings, theme=ROOT / "theme", root=ROOT)


@cache
def found() -> tuple[Document, ...]:
    """Everything that can be found."""
    return documents(world())


@cache
def files() -> Mapping[str, bytes]:
    """Its index."""
    return made(search_files(world()))
