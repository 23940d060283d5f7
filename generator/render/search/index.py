"""Documents become the index: a few small files whose names carry a hash of what is in them, and `index.json` that names them.

w: shards of keys with their postings. c: what results show, eight documents a file. t: texts, for excerpts and for how near
words stand. lexicon: every key, for misspelt words. more: other names of things, families of words. The browser
(`theme/assets/js/search/`) reads these and nothing else; both sides change together with VERSION.

The index of the last run is mended where few documents changed (`warm`), else made anew; the files are the same either way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import TypeVar

from generator.render.search.blocks import Block, block, names
from generator.render.search.chain import STOP, SUFFIXES, WEAK
from generator.render.search.documents import Document, Source
from generator.render.search.inverted import Tally, postings, slim
from generator.render.search.mend import Known, Rows
from generator.render.search.shards import NAME, compact, front_coded, hashed, letter, packed, stretches
from generator.render.search.state import Head, Store
from generator.render.search.synonyms import Also, families
from generator.render.search.weigh import PLACES, counted
from generator.render.site import Addressed, File

T = TypeVar("T")
VERSION = 2
BLOCK = 8  # documents in a file of cards
PIECE = 4 * BLOCK  # documents whose texts are kept together
Value = tuple[str, str, str, int, Sequence[Sequence[str]]]
"""A value of a facet, as `choices.named` tells it."""
Texts = tuple[str, ...]
"""Those of a document."""
Item = File | Addressed
"""A file of the index by its name."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What the index knows besides the documents; `priors`: kinds in the order of the documents, and how likely each is meant."""

    priors: Mapping[str, float]
    kept: frozenset[str] = frozenset()
    also: tuple[Also, ...] = ()
    choices: bytes = b""
    orders: Mapping[str, Sequence[int]] = field(default_factory=dict)
    values: Sequence[Value] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The files it makes."""
        made = {"more": more(self.also, self.values), "facets": self.choices, **{f"order-{name}": compact(order) for name, order in self.orders.items()}}
        return tuple(Table(name, hashed(data).encode(), partial(_itself, data)) for name, data in made.items())


@dataclass(frozen=True, slots=True)
class Table:
    """A file that no document makes: `more`, `facets`, an order. When `mark` is that of another day, so is what `make` gives."""

    name: str
    mark: bytes
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Content:
    """All that is indexed."""

    sources: Sequence[Source]
    tables: Sequence[Table]
    priors: Mapping[str, float]
    kept: frozenset[str]


def more(others: Sequence[Also], values: Sequence[Value]) -> bytes:
    """Other names of things, what the words of a query may name, and what both sides must agree on."""
    words = {"suffixes": " ".join(SUFFIXES), "stop": " ".join(sorted(STOP)), "weak": " ".join(sorted(WEAK)), "families": families()}
    return compact({**words, "also": others, "values": values})


def index_files(documents: Iterable[Document], extra: Extra) -> dict[str, bytes]:
    """Every file of the index by its name, made from nothing."""
    return files(anew(content_of(documents, extra), Store()))


def content_of(documents: Iterable[Document], extra: Extra) -> Content:
    """Documents that are there already as content."""
    sources = tuple(Source(document.kind, digest(document), partial(_itself, document)) for document in documents)
    return Content(sources, extra.tables, extra.priors, extra.kept)


def _itself(made: T) -> T:
    return made


def files(items: Iterable[Item]) -> dict[str, bytes]:
    """Files by name, all of them made."""
    return dict((item.path, item.make()) if isinstance(item, Addressed) else item for item in items)


def anew(content: Content, store: Store) -> Iterator[Item]:
    """Every file of the index, made from nothing; what the next run may use is kept."""
    head = store.begin()
    head.marks = b"".join(source.mark for source in content.sources)
    tally, slims, digests = Tally(), [], []
    texts: list[Texts] = []
    for start in range(0, len(content.sources), BLOCK):
        documents = [source.make() for source in content.sources[start : start + BLOCK]]
        made = block(documents)
        yield from block_items(len(head.blocks), made)
        head.blocks.append(made.signs)
        for document in documents:
            found = counted(document.texts, content.kept)
            tally.add(found)
            slims.append(slim(found))
            digests.append(digest(document))
            texts.append(document.texts)
        if len(texts) >= PIECE or start + BLOCK >= len(content.sources):
            head.texts.append(store.write(head, texts))
            texts = []
    head.digests, head.sums, head.filled = b"".join(digests), tally.sums, tally.filled
    found_postings, forms = postings(slims, tally.pivot), tally.forms(content.kept)
    del slims
    for number, keys in enumerate(stretches(found_postings)):
        rows = Rows(keys, [found_postings[name] for name in keys], [forms[name] for name in keys])
        known, item = shard_item(number, rows, head, store)
        head.shards.append(known)
        yield item
    yield lexicon_item(head, [(name, letter(found_postings[name])) for name in sorted(found_postings)], store)
    yield from (table_item(head, table) for table in content.tables)
    store.keep(head)
    yield "index.json", manifest(content, head)


def digest(document: Document) -> bytes:
    """What tells a document from its former self."""
    parts = [part.encode() for part in (document.id, document.url, document.kind, document.meta, document.origin, document.title, *document.texts)]
    return blake2b(b"".join((*(b"%d:" % len(part) for part in parts), *parts)), digest_size=16).digest()


def block_items(number: int, made: Block) -> Iterator[Item]:
    """The files of a block."""
    for name, data in zip(names(number, made.signs), made.contents, strict=True):
        yield Addressed(name, partial(packed, data))


def shard_item(number: int, rows: Rows, head: Head, store: Store) -> tuple[Known, Item]:
    """A shard that is kept, and its file."""
    data = rows.file()
    known = Known(rows.names[0], rows.names[-1], hashed(data), store.write(head, rows))
    return known, Addressed(f"w{number}-{known.sign}.bin", partial(packed, data))


def lexicon_item(head: Head, letters: Sequence[tuple[str, str]], store: Store) -> Item:
    """The file of every key, front-coded, each with the letter that says how common it is; noted in `head`."""
    lines = front_coded(name for name, _ in letters)
    text = "\n".join(line + sign for line, (_, sign) in zip(lines, letters, strict=True))
    data = text.encode()
    head.lexicon, head.letters = hashed(data), store.write(head, text)
    return Addressed(f"lexicon-{head.lexicon}.bin", partial(packed, data))


def table_item(head: Head, table: Table) -> Item:
    """A file that no document makes; noted in `head`. It is made only if it was made of something else before."""
    mark, sign = head.tables.get(table.name, (b"", ""))
    if mark == table.mark:
        return Addressed(f"{table.name}-{sign}.bin", lambda: packed(table.make()))
    data = table.make()
    head.tables[table.name] = table.mark, hashed(data)
    return Addressed(f"{table.name}-{hashed(data)}.bin", partial(packed, data))


def manifest(content: Content, head: Head) -> bytes:
    """The file that names all others."""
    numbers = Counter(source.kind for source in content.sources)
    signs = {table.name: head.tables[table.name][1] for table in content.tables}
    return compact({
        "version": VERSION,
        "kinds": [(name, numbers[name], prior) for name, prior in content.priors.items() if numbers[name]],
        "places": PLACES,
        "firsts": "\n".join(front_coded(one.first for one in head.shards)),
        "words": "".join(one.sign for one in head.shards),
        "cards": "".join(signs[:NAME] for signs in head.blocks),
        "lexicon": head.lexicon,
        "more": signs["more"],
        "facets": signs["facets"],
        "orders": {name.removeprefix("order-"): sign for name, sign in signs.items() if name.startswith("order-")},
    })  # fmt: skip
