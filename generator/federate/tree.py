"""The files a browser reads first: which leaf holds a key, every word, other names of things.

`search/index.json` names branches, a branch names leaves: so the list of a million cards' leaves is never fetched whole.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.federate.delta import Region, shard_name
from generator.federate.leaves import Kept
from generator.federate.postings import BEST, signed
from generator.federate.rows import ROWS
from generator.render.search.chain import STOP, SUFFIXES, WEAK
from generator.render.search.shards import compact, front_coded, packed
from generator.render.search.synonyms import families
from generator.render.search.weigh import PLACES

VERSION = 1
BRANCH = 128  # leaves in a branch: about 1.5 KB to fetch
WORDS = 40_000  # words that a misspelt one is compared with, the commonest


def tree_files(regions: Sequence[Region], leaves: Sequence[Kept], values: Sequence[Sequence[object]]) -> dict[str, bytes]:
    """These files by their paths; `regions` in the order of their numbers, `values`: what words of a query may name."""
    files: dict[str, bytes] = {}

    def put(kind: str, data: bytes) -> str:
        sign = signed(data)
        files[f"search/{kind}-{sign}.bin"] = packed(data)
        return sign

    branches = list(_branches(leaves))
    also = sorted({(said, tuple(keys), tuple(cause)) for region in regions for said, keys, cause in region.more.also})
    chain = {"suffixes": " ".join(SUFFIXES), "stop": " ".join(sorted(STOP)), "weak": " ".join(sorted(WEAK)), "families": families()}
    index = {
        "version": VERSION,
        "best": BEST,
        "rows": ROWS,
        "places": PLACES,
        "regions": [[region.id, region.name, region.base, region.cards, put(f"r/{region.id}/index", _own(region))] for region in regions],
        "firsts": "\n".join(front_coded(branch[0].first for branch in branches)),
        "branches": "".join(
            put("b", compact({"firsts": "\n".join(front_coded(kept.first for kept in branch)), "names": "".join(kept.name for kept in branch)}))
            for branch in branches
        ),
        "lexicon": put("lexicon", "\n".join(_lexicon(leaves)).encode()),
        "more": put("more", compact({**chain, "also": also, "values": values})),
    }
    files["search/index.json"] = compact(index)
    return files


def _own(region: Region) -> bytes:
    """Where a region's whole postings are: its shards, as it published them, and the number of its first practice in them."""
    names = "".join(shard_name(digest) for _, digest in region.shards)
    return compact({"first": region.first, "firsts": "\n".join(front_coded(first for first, _ in region.shards)), "names": names})


def _branches(leaves: Sequence[Kept]) -> Iterator[list[Kept]]:
    """Leaves in their order, some together; a new leaf moves the borders near it only."""
    branch: list[Kept] = []
    for kept in leaves:
        branch.append(kept)
        if len(branch) >= BRANCH or (len(branch) >= BRANCH // 2 and zlib.crc32(kept.first.encode()) % 32 == 0):
            yield branch
            branch = []
    if branch:
        yield branch


def _lexicon(leaves: Iterable[Kept]) -> Iterator[str]:
    """Every word with a letter for how common it is, front-coded; where there are too many, the rarest are left out."""
    lines = [line for kept in leaves for line in kept.words.split("\n")]
    left, least = len(lines), "A"
    for letter, many in sorted(Counter(line[-1] for line in lines).items()):
        if left <= WORDS:
            break
        left, least = left - many, chr(ord(letter) + 1)
    known = [line for line in lines if line[-1] >= least]
    for line, coded in zip(known, front_coded(line[:-1] for line in known), strict=True):
        yield coded + line[-1]


def values(regions: Sequence[Region], labels: Mapping[tuple[str, str], str], counts: Mapping[tuple[str, str], int]) -> list[list[object]]:
    """Values of facets that words may name, over all regions: field, id, label, number of cards, keys of everything they are called."""
    named: dict[tuple[str, str], dict[tuple[str, ...], None]] = {}
    for region in regions:
        for field, value, _, _, phrases in region.more.values:
            if (field, value) in labels:
                named.setdefault((field, value), {}).update(dict.fromkeys(map(tuple, phrases)))
    return [[*pair, labels[pair], counts[pair], [list(phrase) for phrase in sorted(phrases)]] for pair, phrases in sorted(named.items())]
