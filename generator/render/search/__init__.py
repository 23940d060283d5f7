"""Search over the bank.

What is indexed (`documents`), how text becomes keys (`chain`), how much each key weighs (`weigh`), which documents have it
(`inverted`), and all of it as files (`index`, of `blocks`, `shards` and `tables`). What the last run knew is kept (`state`), and
its index is mended (`warm`, `mend`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from hashlib import sha256

from generator.memo import Memo, version
from generator.render.search.documents import GUIDES, KINDS, PRIORS, Document, documents, sources
from generator.render.search.index import Content, anew, files
from generator.render.search.lunr_index import lunr_files
from generator.render.search.state import Store
from generator.render.search.synonyms import kept
from generator.render.search.tables import tables
from generator.render.search.warm import index
from generator.render.site import Addressed, File, World

__all__ = ["GUIDES", "KINDS", "Document", "documents", "files", "search_files"]


def search_files(world: World) -> Iterator[File | Addressed]:
    """Every file of the search by its path on the site; all but `index.json` have a hash in their names. The same bank gives the same bytes."""
    content = Content(sources(world), tables(world), PRIORS, kept(world.bank.glossary))
    if world.settings.search.engine == "lunr":
        yield from ((f"search/{name}", data) for name, data in _lunr(world, content).items())
        return
    holds = sha256(f"{version()}{sorted(content.kept)}".encode()).hexdigest() if world.work else ""
    for item in index(content, Store(world.work / "search" if world.work else None, holds)):
        yield Addressed(f"search/{item.path}", item.make) if isinstance(item, Addressed) else (f"search/{item[0]}", item[1])


def _lunr(world: World, content: Content) -> dict[str, bytes]:
    """The files for lunr.js: a bank that chooses it is small, so all is made each time but lunr's own index."""
    memo = Memo(world.work / "lunr" if world.work else None)
    found = tuple(source.make() for source in content.sources)
    made = lunr_files(files(anew(content, Store())), found, content.kept, memo)
    with contextlib.suppress(OSError):  # a memory that cannot be kept only costs time
        memo.save()
    return made
