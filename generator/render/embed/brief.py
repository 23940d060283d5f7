"""A school's section made small enough for frames that cannot grow: a link to the whole, then the newest of the main blocks.

Its links lead to this site only: inside a WordPress frame no others can be followed, so other addresses are written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.render.embed.data import Block, Entry, Section
from generator.render.site import World

BLOCKS = {"documents": 2, "news": 2, "curator": 1}
"""Parts of the small page and how many lines of each: at 600 px wide they are lower than the 1,000 px WordPress shows."""


def brief(world: World, section: Section) -> Section:
    """The short form of a section."""
    whole = Block("whole", "", more=Entry("Открыть весь раздел", section.page))
    return replace(section, blocks=(whole, *_blocks(world, section)))


def _blocks(world: World, section: Section) -> Iterator[Block]:
    found = {block.id: block for block in section.blocks}
    for name, most in BLOCKS.items():
        if block := found.get(name):
            entries = tuple(_within(world, entry) for entry in block.entries[:most])
            yield replace(block, kind="list", text="", entries=entries, more=None)


def _within(world: World, entry: Entry) -> Entry:
    """An entry without a link that could not be followed: an address outside is written out instead."""
    if entry.url.startswith(world.settings.url):
        return replace(entry, detail="", group="")
    return replace(entry, url="", meta="; ".join(filter(None, (entry.meta, entry.url))), detail="", group="")
