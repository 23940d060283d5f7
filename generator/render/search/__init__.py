"""Search over the bank.

What is indexed (`documents`), how text becomes keys (`chain`), how much each key weighs (`weigh`), which documents have it
(`inverted`), and all of it as files (`index`, of `shards` and `choices`).
"""

from __future__ import annotations

import contextlib

from generator.memo import Memo
from generator.render.search.choices import choices, named, orders
from generator.render.search.documents import GUIDES, KINDS, PRIORS, SILENT, Document, documents
from generator.render.search.index import Extra, index_files
from generator.render.search.lunr_index import lunr_files
from generator.render.search.synonyms import also, kept
from generator.render.site import World

__all__ = ["GUIDES", "KINDS", "Document", "documents", "search_files"]


def search_files(world: World, found: tuple[Document, ...]) -> dict[str, bytes]:
    """Every file of the search by its path on the site. The same documents give the same bytes."""
    bank, all_facets = world.bank, world.facets
    cards = tuple(bank.practice_by_id[document.id] for document in found if document.kind == "practice")
    extra = Extra(PRIORS, kept(bank.glossary), also(bank.glossary), choices(all_facets, cards), orders(cards, bank.published), named(all_facets, SILENT))
    memo = Memo(world.work / "search" if world.work else None)
    files = index_files(found, extra, memo)
    if world.settings.search.engine == "lunr":
        files = lunr_files(files, found, extra.kept, memo)
    with contextlib.suppress(OSError):  # a memory that cannot be kept only costs time
        memo.save()
    return {f"search/{name}": data for name, data in files.items()}
