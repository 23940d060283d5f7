"""A school's section made small enough for frames that cannot grow: the newest of each main block and a link to the whole.

Its links lead to this site only: inside a WordPress frame no others can be followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.render.embed.data import Block, Entry, Section
from generator.render.site import World

BLOCKS = ("curator", "documents", "news", "events", "practices")
MOST = 3


def brief(world: World, section: Section) -> Section:
    """The short form of a section."""
    whole = Block("whole", "Весь раздел", entries=(Entry("Документы, программы, материалы и мониторинг – весь раздел", section.page),))
    return replace(section, blocks=(*_blocks(world, section), whole))


def _blocks(world: World, section: Section) -> Iterator[Block]:
    found = {block.id: block for block in section.blocks}
    for name in BLOCKS:
        if block := found.get(name):
            entries = tuple(_within(world, section, entry) for entry in block.entries[:MOST])
            yield replace(block, kind="list", text="", entries=entries, more=None)


def _within(world: World, section: Section, entry: Entry) -> Entry:
    """An entry that leads to the site: to itself, or to the school's page where its own link stands."""
    inside = entry.url.startswith(world.settings.url)
    return replace(entry, url=entry.url if inside else section.page if entry.url else "", detail="", group="")
