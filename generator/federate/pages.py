"""What people and programs see of the catalogue: its pages, readable without scripts, and `/api/v1/index.json`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import Any

from generator.federate.delta import NEWEST, News, Region
from generator.federate.leaves import Kept
from generator.federate.tree import tree_files, values
from generator.render.api import encode
from generator.render.assets import asset_files, scripts
from generator.render.minified import minified
from generator.render.site import facet_url
from generator.render.templates import render
from generator.words import CARDS, count, day

TITLE = "Практики наставничества: каталог регионов"
SHARED = ("assets/css/site.css", "assets/icons.svg", "assets/favicon.svg")
# The sites' own engine over another store and other facets: theme/federation/ takes the place of two modules.
OWN = {"store.js": "assets/js/search/store.js", "facets.js": "assets/js/search/facets.js", "page.js": "assets/js/federation/page.js"}
SCRIPTS = ("app", "boot", "settings", "federation/page", "search/core", "search/facets", "search/inflate")
"""What the catalogue's pages fetch; modules these import come with them."""
_FROM = re.compile(r'\bfrom\s*"(\.{1,2}/[a-z/.]+\.js)"')


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet over all regions; `regions`: those that have it, and how many of their cards."""

    field: str
    id: str
    label: str
    regions: tuple[tuple[Region, int], ...]

    @property
    def url(self) -> str:
        """Address of its page."""
        return f"facets/{self.field}/{self.id}/"

    @property
    def count(self) -> int:
        """Cards that have it."""
        return sum(number for _, number in self.regions)


@dataclass(frozen=True, slots=True)
class Group:
    """A facet over all regions."""

    field: str
    label: str
    values: tuple[Value, ...]


def files(regions: Sequence[Region], leaves: Sequence[Kept], theme: Path) -> dict[str, bytes]:
    """Every file but the common index and the manifest. `regions` in the order of their ids."""
    groups = list(_groups(regions))
    flat = {(value.field, value.id): value for group in groups for value in group.values}
    called = values(regions, {pair: value.label for pair, value in flat.items()}, {pair: value.count for pair, value in flat.items()})
    return {**_assets(theme), **tree_files(regions, leaves, called), **_html(regions, groups, theme), "api/v1/index.json": _api(regions)}


def _groups(regions: Sequence[Region]) -> Iterator[Group]:
    """Facets joined by their ids; labels and order are those of the first region by name that has them."""
    named = sorted(regions, key=lambda region: (region.name, region.id))
    labels: dict[str, str] = {}
    found: dict[str, dict[str, tuple[str, list[tuple[Region, int]]]]] = {}
    for region in named:
        for facet in region.facets:
            labels.setdefault(facet.field, facet.label)
            for value in facet.values:
                if value.count:
                    found.setdefault(facet.field, {}).setdefault(value.id, (value.label, []))[1].append((region, value.count))
    for field, entries in found.items():
        yield Group(field, labels[field], tuple(Value(field, name, label, tuple(having)) for name, (label, having) in entries.items()))


def _html(regions: Sequence[Region], groups: Sequence[Group], theme: Path) -> dict[str, bytes]:
    named = sorted(regions, key=lambda region: (region.name, region.id))
    cards = sum(region.cards for region in regions)
    total = f"{count(cards, CARDS)} из {count(len(regions), ('региона', 'регионов', 'регионов'))}"

    def page(url: str, title: str, description: str, v: dict[str, Any], crumbs: Sequence[dict[str, str | None]] = ()) -> tuple[str, bytes]:
        root = "../" * url.count("/")
        shell = {"site": TITLE, "title": title, "description": description, "total": total, "root": root, "crumbs": list(crumbs)}
        return f"{url}index.html", render(theme, f"federation/{'facet' if url else 'index'}.html.j2", **shell, v=v).encode()

    home: dict[str, str | None] = {"title": "Каталог регионов", "url": "../../../"}
    index = {
        "total": total,
        "regions": [_region(region) for region in named],
        "newest": list(_newest(named)),
        "groups": [
            {"title": group.label, "entries": [{"title": value.label, "url": value.url, "count": value.count} for value in group.values]} for group in groups
        ],
    }
    pages = [page("", TITLE, f"Поиск по практикам наставничества педагогов: {total}.", index)]
    for group in groups:
        for value in group.values:
            rows = [
                {"title": region.name, "url": region.base + facet_url(value.field, value.id), "count": number}
                for region, number in sorted(value.regions, key=lambda row: (-row[1], row[0].name, row[0].id))
            ]
            title = f"{group.label}: {value.label}"
            v = {"heading": title, "total": f"{count(value.count, CARDS)} в {count(len(rows), ('регионе', 'регионах', 'регионах'))}", "rows": rows}
            pages.append(page(value.url, title, f"Практики по регионам. {title}.", v, [home, {"title": title, "url": None}]))
    return dict(pages)


def _region(region: Region) -> dict[str, Any]:
    return {
        "id": region.id, "title": region.name, "site": region.title, "url": region.base, "search_url": region.base + "search/", "cards": region.cards,
        "schools": region.counts.get("schools", 0), "updated": {"iso": region.updated.isoformat(), "text": day(region.updated)},
    }  # fmt: skip


def _newest(regions: Sequence[Region]) -> Iterator[dict[str, Any]]:
    """The newest cards of all. Of one day the first of each region come before the second of any; a card that several regions have comes once."""
    rows = [(-item.date.toordinal(), place, region.id, item, region) for region in regions for place, item in enumerate(region.newest)]
    first: dict[str, tuple[News, Region]] = {}
    for _, _, _, item, region in sorted(rows, key=lambda row: row[:3]):
        first.setdefault(item.title, (item, region))
    for item, region in list(first.values())[:NEWEST]:
        yield {"title": item.title, "url": region.base + item.url, "summary": item.summary, "meta": f"{region.name}, {day(item.date)}"}


def _api(regions: Sequence[Region]) -> bytes:
    return encode(
        {
            "version": 1,
            "name": TITLE,
            "generated_from": max(region.updated for region in regions).isoformat(),
            "counts": {"regions": len(regions), "practices": sum(region.cards for region in regions)},
            "files": {"manifest": "manifest.json", "search": "../../search/index.json"},
            "regions": [
                {
                    "id": region.id,
                    "region": region.name,
                    "name": region.title,
                    "url": region.base,
                    "generated_from": region.updated.isoformat(),
                    "counts": region.counts,
                }
                for region in regions
            ],
        }
    )


def _assets(theme: Path) -> dict[str, bytes]:
    """The theme's style and signs, and the scripts these pages use."""
    made = asset_files(theme)
    modules = {path.relative_to(theme).as_posix(): path.read_text(encoding="utf-8") for path in sorted(theme.glob("assets/**/*.js"))}
    modules |= {path: (theme / "federation" / name).read_text(encoding="utf-8") for name, path in OWN.items()}
    served = scripts(modules)
    wanted = [f"assets/js/{name}.js" for name in SCRIPTS]
    for path in wanted:
        wanted += [name for found in _FROM.findall(served[path]) if (name := normpath(f"{path}/../{found}")) not in wanted]
    style = (theme / "federation" / "federation.css").read_text(encoding="utf-8")
    return {
        **{path: made[path] for path in SHARED},
        **{path: minified("application/javascript", served[path]).encode() for path in wanted},
        "assets/css/federation.css": minified("text/css", style).encode(),
    }
