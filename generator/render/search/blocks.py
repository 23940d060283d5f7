"""What results show, eight documents a file (c), and texts for excerpts and for how near words stand (t)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.render.search.documents import Document
from generator.render.search.shards import NAME, compact, hashed

TEXTS = 4_000  # characters in a file of texts


@dataclass(frozen=True, slots=True)
class Block:
    """The files of a few documents, not deflated yet: `rows`, and the `texts` it names."""

    rows: bytes
    texts: tuple[bytes, ...]
    signs: str

    @property
    def contents(self) -> tuple[bytes, ...]:
        """All of them, in the order of `names`."""
        return (self.rows, *self.texts)


def block(documents: Sequence[Document]) -> Block:
    """Documents as results show them; their texts in files of their own."""
    groups: list[list[str]] = []
    places = []
    size = 0
    for document in documents:
        text = document.long
        if not text:
            places.append(-1)
            continue
        if not groups or size + len(text) > TEXTS:
            groups.append([])
            size = 0
        places.append(len(groups) * 10 + len(groups[-1]) - 10)
        groups[-1].append(text)
        size += len(text)
    texts = tuple(map(compact, groups))
    signs = [hashed(text) for text in texts]
    rows = [[item.id, item.url, item.title, item.summary, item.meta, place, item.origin] for item, place in zip(documents, places, strict=True)]
    shown = compact({"rows": rows, "texts": signs})
    return Block(shown, texts, "".join((hashed(shown), *signs)))


def names(number: int, signs: str) -> list[str]:
    """The names of a block's files, given their hashes one after another.

    >>> names(3, "aaaaabbbbbccccc")
    ['c3-aaaaa.bin', 't3-0-bbbbb.bin', 't3-1-ccccc.bin']
    """
    cut = [signs[start : start + NAME] for start in range(0, len(signs), NAME)]
    return [f"c{number}-{cut[0]}.bin", *(f"t{number}-{part}-{sign}.bin" for part, sign in enumerate(cut[1:]))]
