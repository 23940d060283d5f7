"""The page of a card whose text was just saved, at once: made from the world of the last good build, before the whole is built again.

Only a text may change so: whatever other pages show of a card, and whatever is wrong with it, is left to the build that follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import msgspec

from generator.check import Examiner, Lens
from generator.diagnostics import Severity
from generator.load.source import read_bytes
from generator.load.walk import classify
from generator.model import Practice
from generator.pipeline import Built
from generator.render.views.practices import practice_page


class Preview:
    """Pages of cards as the build `built` would make them of their present texts."""

    def __init__(self, built: Built) -> None:
        self._built = built

    def __call__(self, path: str) -> Mapping[str, bytes]:
        """The page of the card in a file of the bank, by its path on the site; nothing when the whole must be asked."""
        world, frames = self._built.world, self._built.site.frames
        data = read_bytes(world.root, path)[0] if world else None
        if world is None or data is None:
            return {}
        facts, card = self._examiner(classify(path), data)
        if not isinstance(card, Practice) or any(fault.severity is Severity.ERROR for fault in facts.found):
            return {}
        before = next((known for known in (*world.bank.published, *world.bank.archived) if known.id == card.id), None)
        if before is None or msgspec.structs.replace(before, sections=card.sections) != card:
            return {}
        try:
            page = practice_page(world, card)
        except Exception:  # whatever is wrong with a template, the build that follows says it
            return {}
        return {f"{page.url}index.html": frames[page.tab, page.depth].fill(page, world.settings.url)}

    @cached_property
    def _examiner(self) -> Examiner:
        world = self._built.world
        assert world
        return Examiner(Lens(world.settings, world.bank.vocabularies))
