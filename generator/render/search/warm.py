"""The index of the last run, mended where documents changed: an edited card costs its own keys and not everybody's.

A document is known by its place. So a card at the end – the newest – comes and goes cheaply; one that comes or goes before others moves
them all, and then, as when many changed, all is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from generator.render.search.blocks import Block, block, names
from generator.render.search.documents import Document
from generator.render.search.index import (
    BLOCK,
    PIECE,
    Content,
    Item,
    Texts,
    anew,
    block_items,
    digest,
    files,
    lexicon_item,
    manifest,
    shard_item,
    table_item,
)
from generator.render.search.inverted import Tally, entries, slim
from generator.render.search.mend import Changes, Known, Mended, Piece, Rows, mended
from generator.render.search.shards import packed, whole
from generator.render.search.state import DIGEST, Head, Store, Void
from generator.render.search.weigh import Counted, counted
from generator.render.site import Addressed

SPARE = 8  # documents that may have changed in any bank,
FEW = 100  # and one of so many; beyond that it is less work to make all anew


def index(content: Content, store: Store) -> Iterator[Item]:
    """Every file of the index. The same documents give the same bytes, whatever the last run was of."""
    former = store.head()
    try:
        try:
            found = _mended(content, former, store) if former else None
        except Void:
            found = None
        yield from anew(content, store) if found is None else found
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class _Plan:
    """Documents that changed or came, by number; numbers of those that went; marks and digests of all there are."""

    now: Mapping[int, Document]
    gone: range
    marks: bytes
    digests: bytes


def _plan(content: Content, former: Head) -> _Plan | None:
    """What changed; None when it was too much."""
    sources, before = content.sources, len(former.marks) // DIGEST
    most = SPARE + len(sources) // FEW
    if abs(len(sources) - before) > most:
        return None
    marks = b"".join(source.mark for source in sources)
    digests = bytearray(former.digests[: len(marks)])
    now: dict[int, Document] = {}
    for number, source in enumerate(sources):
        place = slice(number * DIGEST, number * DIGEST + DIGEST)
        if source.mark == former.marks[place]:
            continue
        document = source.make()
        own = digest(document)
        if own != former.digests[place]:
            now[number] = document
            digests[place] = own
            if len(now) > most:
                return None
    return _Plan(now, range(len(sources), before), marks, bytes(digests))


def _mended(content: Content, former: Head, store: Store) -> list[Item] | None:
    """The files, if they can be had by mending. Raises Void when the state lacks what is needed."""
    plan = _plan(content, former)
    if plan is None or not former.shards:
        return None
    texts = _Texts(former, store)
    before = {number: counted(texts.of(number), content.kept) for number in (*plan.now, *plan.gone) if number * DIGEST < len(former.marks)}
    now = {number: counted(document.texts, content.kept) for number, document in plan.now.items()}
    tally = Tally(sums=[*former.sums], filled=[*former.filled])
    for sign, found in ((-1, before), (1, now)):
        for document in found.values():
            tally.measure(document.lengths, sign)
    if tally.pivot != Tally(sums=former.sums, filled=former.filled).pivot:  # all weights would change
        return None
    shards = mended(former.shards, _changes(before, now, tally.pivot, content.kept), lambda one: store.read(former, one.place, Rows))
    head = store.begin(over=True)
    head.marks, head.digests, head.sums, head.filled = plan.marks, plan.digests, tally.sums, tally.filled
    head.tables = {table.name: former.tables[table.name] for table in content.tables if table.name in former.tables}
    head.texts = texts.pieces(head, {number: document.texts for number, document in plan.now.items()}, len(content.sources))
    late = _Late(content, former, store)
    items = [*_block_items(head, content, plan, late), *_shard_items(head, shards, store, late)]
    if shards.letters:
        items.append(lexicon_item(head, _letters(store.read(former, former.letters, str), shards.letters), store))
    else:
        items.append(late.lexicon())
    items += [table_item(head, table) for table in content.tables]
    if head != former:
        store.keep(head)
    return [*items, ("index.json", manifest(content, head))]


def _changes(before: Mapping[int, Counted], now: Mapping[int, Counted], pivot: Sequence[float], kept: frozenset[str]) -> Changes:
    changes = Changes()
    for number in before.keys() | now.keys():
        was, here = ({} if one is None else entries(slim(one), pivot) for one in (before.get(number), now.get(number)))
        changes.document(number, was, here)
    for sign, found in ((-1, before), (1, now)):
        for document in found.values():
            changes.spoken(document.forms(kept), sign)
    return changes


class _Texts:
    """The texts of the documents of the last run, in pieces."""

    def __init__(self, former: Head, store: Store) -> None:
        self._former, self._store = former, store
        self._read: dict[int, list[Texts]] = {}

    def of(self, number: int) -> Texts:
        """Those of a document."""
        return self._piece(number // PIECE)[number % PIECE]

    def pieces(self, head: Head, now: Mapping[int, Texts], many: int) -> list[Piece]:
        """The pieces with other texts of some of `many` documents."""
        made = self._former.texts[: -(-many // PIECE)]
        for piece in sorted({number // PIECE for number in now} | ({many // PIECE} if many % PIECE else set())):
            held = self._piece(piece) if piece < len(self._former.texts) else []
            first = piece * PIECE
            texts = [now.get(first + place) or held[place] for place in range(min(PIECE, many - first))]
            if texts != held:
                made[piece:] = [self._store.write(head, texts), *made[piece + 1 :]]
        return made

    def _piece(self, piece: int) -> list[Texts]:
        if piece not in self._read:
            self._read[piece] = self._store.read(self._former, self._former.texts[piece], list[Texts])
        return self._read[piece]


class _Late:
    """Files that did not change, made after all when somebody lacks them."""

    def __init__(self, content: Content, former: Head, store: Store) -> None:
        self._content, self._former, self._store = content, former, store
        self._last: tuple[int, Block] | None = None

    def block(self, number: int, signs: str) -> Iterator[Item]:
        """The files of a block."""
        for part, name in enumerate(names(number, signs)):
            yield Addressed(name, partial(self._of_block, number, part))

    def shard(self, number: int, one: Known) -> Item:
        """The file of a shard."""
        name = f"w{number}-{one.sign}.bin"
        return Addressed(name, partial(self._or_anew, name, lambda: self._store.read(self._former, one.place, Rows).file()))

    def lexicon(self) -> Item:
        """The file of every key."""
        name = f"lexicon-{self._former.lexicon}.bin"
        return Addressed(name, partial(self._or_anew, name, lambda: self._store.read(self._former, self._former.letters, str).encode()))

    def made(self, number: int) -> Block:
        """A block; the last one is remembered, because its files are asked for one after another."""
        if self._last is None or self._last[0] != number:
            self._last = number, block([source.make() for source in self._content.sources[number * BLOCK : (number + 1) * BLOCK]])
        return self._last[1]

    def _of_block(self, number: int, part: int) -> bytes:
        return packed(self.made(number).contents[part])

    def _or_anew(self, name: str, read: Callable[[], bytes]) -> bytes:
        try:
            return packed(read())
        except Void:
            return self._anew[name]

    @cached_property
    def _anew(self) -> dict[str, bytes]:
        return files(anew(self._content, Store()))


def _block_items(head: Head, content: Content, plan: _Plan, late: _Late) -> Iterator[Item]:
    """The files of all blocks; noted in `head`."""
    many = -(-len(content.sources) // BLOCK)
    edges = {plan.gone.start // BLOCK} if plan.gone else set()
    touched = {number // BLOCK for number in plan.now} | edges
    head.blocks = [*head.blocks[:many], *[""] * (many - len(head.blocks))]
    for number in range(many):
        if number in touched:
            made = late.made(number)
            head.blocks[number] = made.signs
            yield from block_items(number, made)
        else:
            yield from late.block(number, head.blocks[number])


def _shard_items(head: Head, shards: Mended, store: Store, late: _Late) -> Iterator[Item]:
    """The files of all shards; noted in `head`."""
    head.shards = []
    for number, one in enumerate(shards.shards):
        known, item = shard_item(number, one, head, store) if isinstance(one, Rows) else (one, late.shard(number, one))
        head.shards.append(known)
        yield item


def _letters(text: str, changed: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every key with its letter, where some have another one, and some none."""
    lines = text.split("\n") if text else []
    found = dict(zip(whole(line[:-1] for line in lines), (line[-1] for line in lines), strict=True)) | dict(changed)
    return [(name, found[name]) for name in sorted(found) if found[name]]
