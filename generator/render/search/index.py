"""Documents become the index: a few small files whose names carry a hash of what is in them, and `index.json` that names them.

w: shards of keys with their postings. c: what results show, eight documents a file. t: texts, for excerpts and for how near
words stand. lexicon: every key, for misspelt words. more: other names of things, families of words. The browser
(`theme/assets/js/search/`) reads these and nothing else; both sides change together with VERSION.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b

from generator.memo import FORGETFUL, Memo
from generator.render.search.chain import STOP, SUFFIXES, WEAK
from generator.render.search.documents import Document
from generator.render.search.inverted import inverted
from generator.render.search.shards import compact, front_coded, hashed, packed, shard, stretches
from generator.render.search.synonyms import Also, families
from generator.render.search.weigh import PLACES

VERSION = 2
BLOCK = 8  # documents in a file of cards
TEXTS = 4_000  # characters in a file of texts


@dataclass(frozen=True, slots=True)
class Extra:
    """What the index knows besides the documents; `priors`: kinds in the order of the documents, and how likely each is meant."""

    priors: Mapping[str, float]
    kept: frozenset[str] = frozenset()
    also: tuple[Also, ...] = ()
    choices: bytes = b""
    orders: Mapping[str, Sequence[int]] = field(default_factory=dict)
    values: Sequence[tuple[str, str, str, int, Sequence[Sequence[str]]]] = ()


Packed = tuple[str, bytes]
"""A file: the hash in its name, and its bytes."""


class _Files:
    """Files of the index under their names. What the last run packed from the same content is not packed again."""

    def __init__(self, last: Mapping[bytes, Packed]) -> None:
        self.made: dict[str, bytes] = {}
        self.kept: dict[bytes, Packed] = {}
        self._last = last

    def put(self, name: str, parts: Sequence[bytes], make: Callable[[], bytes] | None = None) -> str:
        """Add the file that `make` gives for `parts` (without it, their sum); returns the hash in its name."""
        digest = blake2b(repr((bool(make), *map(len, parts))).encode(), digest_size=16)
        digest.update(b"".join(parts))
        key = digest.digest()
        found = self.kept.get(key) or self._last.get(key)
        if found is None:
            data = make() if make else b"".join(parts)
            found = hashed(data), packed(data)
        self.kept[key] = found
        self.made[f"{name}-{found[0]}.bin"] = found[1]
        return found[0]


def index_files(documents: Sequence[Document], extra: Extra, memo: Memo = FORGETFUL) -> dict[str, bytes]:
    """Every file of the index by its name. The same documents give the same bytes, whatever the last run was of."""
    last, packs = memo.last("search") or (None, {})
    digests = [_digest(document) for document in documents]
    index = inverted([document.texts for document in documents], digests, extra.kept, last)
    postings, endings = index.postings, index.endings
    files = _Files(packs)
    lines = list(stretches(postings))
    numbers = Counter(document.kind for document in documents)
    words = {"suffixes": " ".join(SUFFIXES), "stop": " ".join(sorted(STOP)), "weak": " ".join(sorted(WEAK)), "families": families()}
    manifest = {
        "version": VERSION,
        "kinds": [(name, numbers[name], prior) for name, prior in extra.priors.items() if numbers[name]],
        "places": PLACES,
        "firsts": "\n".join(front_coded(names[0] for names in lines)),
        "words": "".join(_shard(files, number, names, postings, endings) for number, names in enumerate(lines)),
        "cards": "".join(
            _block(files, start // BLOCK, documents[start : start + BLOCK], digests[start : start + BLOCK]) for start in range(0, len(documents), BLOCK)
        ),
        "lexicon": _lexicon(files, postings),
        "more": files.put("more", [compact({**words, "also": extra.also, "values": extra.values})]),
        "facets": files.put("facets", [extra.choices]),
        "orders": {name: files.put(f"order-{name}", [compact(order)]) for name, order in extra.orders.items()},
    }
    files.made["index.json"] = compact(manifest)
    memo.keep("search", (index, files.kept))
    return files.made


def _shard(files: _Files, number: int, names: Sequence[str], postings: Mapping[str, bytes], endings: Mapping[str, str]) -> str:
    parts = ["\n".join(names).encode(), "\n".join(map(endings.__getitem__, names)).encode(), *map(postings.__getitem__, names)]
    return files.put(f"w{number}", parts, lambda: shard(names, postings, endings))


def _lexicon(files: _Files, postings: Mapping[str, bytes]) -> str:
    """Every key, front-coded, with a letter for how common it is."""
    names = sorted(postings)
    letters = [chr(ord("A") + min(25, len(postings[name]).bit_length() * 2)) for name in names]

    def lines() -> bytes:
        return "\n".join(line + letter for line, letter in zip(front_coded(names), letters, strict=True)).encode()

    return files.put("lexicon", ["\n".join(names).encode(), "".join(letters).encode()], lines)


def _block(files: _Files, number: int, documents: Sequence[Document], digests: Sequence[bytes]) -> str:
    """Eight documents as results show them; their texts in files of their own."""
    groups: list[list[int]] = []
    places = []
    size = 0
    for at, document in enumerate(documents):
        if not document.body:
            places.append(-1)
            continue
        if not groups or size + len(document.body) > TEXTS:
            groups.append([])
            size = 0
        places.append(len(groups) * 10 + len(groups[-1]) - 10)
        groups[-1].append(at)
        size += len(document.body)

    def bodies(group: Sequence[int]) -> bytes:
        return compact([documents[at].body for at in group])

    texts = [files.put(f"t{number}-{part}", [b"t", *(digests[at] for at in group)], partial(bodies, group)) for part, group in enumerate(groups)]

    def rows() -> bytes:
        found = [[item.id, item.url, item.title, item.summary, item.meta, place, item.origin] for item, place in zip(documents, places, strict=True)]
        return compact({"rows": found, "texts": texts})

    return files.put(f"c{number}", [b"c", *digests], rows)


def _digest(document: Document) -> bytes:
    """What tells a document from its former self."""
    parts = (document.id, document.url, document.kind, document.meta, document.origin, document.title, *document.texts)
    return blake2b(repr(parts).encode(), digest_size=16).digest()
