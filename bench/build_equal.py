"""Whether a site holds what the bank holds: the same cards, and on each page of a facet the same cards. Reads links, nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_HREF = re.compile(r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_BASE = "https://site.example/"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a site lacks and what it has too much of: addresses of cards, and of facets whose cards are others."""

    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()

    def __str__(self) -> str:
        """For a cell of the table."""
        parts = (("cards missing", self.missing), ("cards too many", self.foreign), ("facet pages differ", self.facets))
        return "; ".join(f"{len(found)} {what}, first {found[0]}" for what, found in parts if found) or "yes"


def compare(site: Path, cards: Collection[str], facets: Mapping[str, Collection[str]]) -> Difference:
    """What differs between a site and what it should hold."""
    fields = {f"practices/{name.split('/')[1]}/" for name in facets}
    listed = {link for link in _listed(site, "practices/") if _like_card(link)} - fields
    known = set(cards)
    shown = {card for card in known & listed if (site / card / "index.html").is_file()}
    wrong = (address for address, wanted in facets.items() if {link for link in _listed(site, address) if link in known} != set(wanted))
    return Difference(tuple(sorted(known - shown)), tuple(sorted(listed - known)), tuple(wrong))


def _like_card(link: str) -> bool:
    """`practices/<id>/`, and not the catalogue's page of a number."""
    parts = link.split("/")
    return len(parts) == 3 and parts[0] == "practices" and not parts[1].startswith("page-") and parts[1] != "page"


def _listed(site: Path, address: str) -> Iterator[str]:
    """What all pages of a list link to; the further ones lie in folders `page-2` or `page/2` below the first."""
    folder = site / address
    for path in (folder / "index.html", *folder.glob("page-*/index.html"), *folder.glob("page/*/index.html")):
        if path.is_file():
            yield from links(path.read_text(encoding="utf-8"), urljoin(_BASE, f"{path.parent.relative_to(site).as_posix()}/"))


def links(html: str, here: str) -> Iterator[str]:
    """Addresses within the site that a page links to, without what follows `?` and `#`."""
    for match in _HREF.finditer(html):
        target = urlsplit(urljoin(here, (match[1] or match[2] or match[3] or "").strip()))
        if target.netloc == urlsplit(_BASE).netloc and not target.query:
            yield unquote(target.path).lstrip("/").removesuffix("index.html")
