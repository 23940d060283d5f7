"""What a region's site says now that it did not say the last time: only the files whose sums are new are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from generator.federate import published
from generator.federate.postings import Held, held
from generator.federate.published import BASE, Facet, More, Row, shown
from generator.federate.sources import MANIFEST_MOST, Broken, Listed, Source
from generator.load.names import spelt
from generator.publish.manifest import MANIFEST
from generator.render.search.index import BLOCK

NEWEST = 10  # cards of a region that the first page may show
END = "\U0010ffff"  # behind every key
SUM = 20  # signs of a SHA-256 that tell one state of a file from another

Span = tuple[str, str]
"""Keys from the first to before the second."""


class News(msgspec.Struct, frozen=True):
    """One of a region's newest cards; `url` is relative to its site."""

    date: date
    title: str
    url: str
    summary: str


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """All that the catalogue remembers of a region besides the common index.

    `base`: the address its links begin with; `url`: the address its site says it has; `tag`: of its manifest, for the server; `shards`: first key and sum of each shard; `blocks`: number and sum of each file of cards; `parts`: sums of other files.
    """

    id: str
    name: str
    title: str
    base: str
    url: str
    source: str
    manifest: str
    tag: str
    updated: date
    counts: dict[str, int]
    first: int
    cards: int
    facets: list[Facet]
    more: More
    newest: list[News]
    parts: dict[str, str]
    shards: list[tuple[str, str]]
    blocks: list[tuple[int, str]]


@dataclass(frozen=True)
class Delta:
    """What changed in a region: keys of `spans` are as `keys` says and not otherwise, cards of `rows` are as they say; `shards`: new ones by their names."""

    region: Region
    spans: list[Span] = field(default_factory=list)
    keys: Mapping[str, Held] = field(default_factory=dict)
    rows: Mapping[int, Row] = field(default_factory=dict)
    shards: Mapping[str, bytes] = field(default_factory=dict)
    read: tuple[str, ...] = ()


def delta(source: Source, last: Region | None) -> Delta:
    """What the site in `source` changed since `last`; raises Broken."""
    answer = source.newer(MANIFEST, MANIFEST_MOST, last.tag if last else "")
    if answer is None and last:
        return Delta(last)
    data, tag = answer or (b"", "")
    whole = hashlib.sha256(data).hexdigest()
    if last and last.manifest == whole:
        return Delta(msgspec.structs.replace(last, tag=tag))
    listed = published.parsed(published.Manifest, data, MANIFEST).files
    read: list[str] = []
    site = Listed(source, {path: (entry.sha256, entry.size) for path, entry in listed.items()}, read.append)
    index = published.search_index(site.get("search/index.json"))
    practices = index.practices
    if last and last.first != practices.start:  # every document has another number
        last = None
    shards = [(first, site.digest(path)[:SUM]) for first, path in index.shards]
    spans, wanted = _changed(last.shards, shards) if last else ([("", END)], list(range(len(shards))))
    keys: dict[str, Held] = {}
    whole_shards: dict[str, bytes] = {}
    for path, raw in site.all(index.shards[number][1] for number in wanted):
        whole_shards[shard_name(site.digest(path))] = raw
        for posting in published.shard(raw, path):
            if found := held(posting, practices):
                keys[posting.key] = found
    blocks = [(number, site.digest(path)[:SUM]) for number, path in index.blocks()]
    known = set(last.blocks) if last else set()
    paths = {path: number for (number, path), entry in zip(index.blocks(), blocks, strict=True) if entry not in known}
    rows: dict[int, Row] = {}
    for path, raw in site.all(paths):
        start = paths[path] * BLOCK
        for at, row in enumerate(published.block(raw, path, min(BLOCK, index.documents - start)), start):
            if at in practices:
                rows[at - practices.start] = row
    region = _region(source, site, index, last)
    if last and region.id != last.id:  # the site is of another region now
        return delta(source, None)
    return Delta(msgspec.structs.replace(region, manifest=whole, tag=tag, shards=shards, blocks=blocks), spans, keys, rows, whole_shards, tuple(read))


def _changed(last: list[tuple[str, str]], now: list[tuple[str, str]]) -> tuple[list[Span], list[int]]:
    """Stretches of keys in which something may be otherwise, and the numbers of the shards that say what is there now.

    A shard of the same bytes holds the same keys, wherever it stands; so keys of one that stayed are in no stretch of those that changed.
    """
    former, present = {digest for _, digest in last}, {digest for _, digest in now}
    gone = [span for span, (_, digest) in zip(_spans(last), last, strict=True) if digest not in present]
    fresh = [(number, span) for number, (span, (_, digest)) in enumerate(zip(_spans(now), now, strict=True)) if digest not in former]
    return disjoint([*gone, *(span for _, span in fresh)]), [number for number, _ in fresh]


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order, those that overlap or touch joined.

    >>> disjoint([("к", "м"), ("а", "в"), ("б", "г")])
    [('а', 'г'), ('к', 'м')]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def shard_name(digest: str) -> str:
    """What a shard is called in the catalogue: ten signs of its sum, whatever its number is."""
    return digest[:10]


def _spans(shards: list[tuple[str, str]]) -> list[Span]:
    firsts = [first for first, _ in shards]
    return list(zip(firsts, [*firsts[1:], END], strict=True))


def _region(source: Source, site: Listed, index: published.SearchIndex, last: Region | None) -> Region:
    """What the pages say of the region. Small files are read when their sums are new."""
    names = {"about": "api/v1/index.json", "feed": "feed.json", "facets": f"search/facets-{index.facets}.bin", "more": f"search/more-{index.more}.bin"}
    parts = {part: site.digest(path)[:SUM] for part, path in names.items()}

    def changed(part: str) -> bool:
        return last is None or last.parts[part] != parts[part]

    if last is None or changed("about"):
        about = published.parsed(published.About, site.get(names["about"]), names["about"])
        base = source.base or about.url
        own: dict[str, Any] = {
            "id": spelt(about.region.replace(".", "-")), "name": shown(about.region), "title": shown(about.name), "base": base, "url": about.url,
            "updated": about.generated_from, "counts": dict(sorted(about.counts.items())),
        }  # fmt: skip
        if not BASE.fullmatch(base) or not BASE.fullmatch(about.url):
            raise Broken("у сайта нет адреса: проверьте url в его site_config.yml")
        if not own["id"]:
            raise Broken("у сайта нет названия региона: проверьте region в его site_config.yml")
    else:
        own = {name: getattr(last, name) for name in ("id", "name", "title", "base", "url", "updated", "counts")}
    if last is None or own["url"] != last.url or changed("feed"):
        newest = [_news(item, own["url"]) for item in published.parsed(published.Feed, site.get(names["feed"]), names["feed"]).items[:NEWEST]]
    else:
        newest = last.newest
    return Region(
        **own,
        source=source.name,
        manifest="",
        tag="",
        first=index.practices.start,
        cards=len(index.practices),
        facets=published.facets(site.get(names["facets"]), names["facets"]) if last is None or changed("facets") else last.facets,
        more=published.more(site.get(names["more"]), names["more"]) if last is None or changed("more") else last.more,
        newest=newest,
        parts=parts,
        shards=[],
        blocks=[],
    )


def _news(item: published.FeedItem, base: str) -> News:
    if not item.url.startswith(base):
        raise Broken("в ленте есть ссылка, которая ведёт не на этот сайт")
    try:
        day = date.fromisoformat(item.date_published[:10])
    except ValueError as error:
        raise Broken("в ленте есть запись без даты") from error
    return News(day, shown(item.title), published.link(item.url.removeprefix(base)), shown(item.summary))
