"""The glossary in the texts of a page: marks of its terms, and the file from which a script shows what they mean."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup, escape

from generator.render.site import World, relative

HERE = "glossary/"
MEANINGS = "glossary/terms.json"
MOST = 12
"""Terms marked on a page; more of them would be a field of dotted lines."""


class Terms:
    """Marks the terms in the texts of one page, given in the order they are read: where the page first says a term, and no more than `MOST`.

    On the page of a card (`card`) terms that all cards say are left alone.
    """

    def __init__(self, world: World, here: str, *, card: bool = False) -> None:
        self._lexicon = world.card_lexicon if card else world.lexicon
        self._entry = relative(here, HERE)
        self._taken: set[str] = set()

    def __call__(self, html: Markup) -> Markup:
        """A piece of the page with its new terms marked."""
        marked = self._lexicon.mark(html, self._taken, self._link, MOST)
        return html if marked is html else Markup(marked)  # noqa: S704  # links put into what was safe

    def text(self, words: str) -> Markup:
        """The same of words that are no HTML."""
        return self(escape(words))

    def _link(self, term: str, words: str) -> str:
        return f'<a class="term" href="{escape(f"{self._entry}#{term}")}">{words}</a>'


def term_files(world: World) -> Mapping[str, bytes]:
    """What every term means, for the script: term, definition and clause by id; nothing for a bank without a glossary."""
    bank = world.bank
    meanings = {
        term.id: (
            f"{term.term} ({term.abbreviation})" if term.abbreviation else term.term,
            term.definition,
            clause.cite if (clause := bank.clause_by_id.get(term.source)) else "",
        )
        for term in bank.glossary
    }
    return {MEANINGS: json.dumps(meanings, ensure_ascii=False, separators=(",", ":")).encode()} if meanings else {}
