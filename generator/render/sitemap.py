"""sitemap.xml and robots.txt: which pages a search engine should know, and when each last changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from urllib.parse import urlsplit

from generator.render.site import World, practice_url, program_url, school_url

MOST = 50_000  # addresses a sitemap may hold
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(world: World, urls: Iterable[str]) -> dict[str, bytes]:
    """sitemap.xml of pages given by their addresses on the site; past 50,000 an index of several. And robots.txt."""
    dates = _dates(world)
    known = sorted(set(urls))
    parts = [known[start : start + MOST] for start in range(0, len(known), MOST)] or [[]]
    files = {"robots.txt": _robots(world)}
    if len(parts) == 1:
        return files | {"sitemap.xml": _document("urlset", (_entry("url", world.absolute(url), dates.get(url)) for url in parts[0]))}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        files[name] = _document("urlset", (_entry("url", world.absolute(url), dates.get(url)) for url in part))
    return files | {"sitemap.xml": _document("sitemapindex", (_entry("sitemap", world.absolute(name), None) for name in names))}


def _robots(world: World) -> bytes:
    """Everything may be read; the fragment has no head to say `noindex` in, so it is named here."""
    root = urlsplit(world.settings.url).path
    return f"User-agent: *\nDisallow: {root}embed/v1/s/*/fragment.html\n\nSitemap: {world.absolute('sitemap.xml')}\n".encode()


def _dates(world: World) -> Mapping[str, date]:
    bank = world.bank
    return {
        **{practice_url(card): card.updated for card in bank.published},
        **{program_url(program): program.updated for program in bank.templates},
        **{school_url(school): school.updated for school in bank.schools},
    }


def _document(name: str, entries: Iterable[str]) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{name} xmlns="{_SPACE}">\n{"".join(entries)}</{name}>\n'.encode()


def _entry(name: str, url: str, changed: date | None) -> str:
    lastmod = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<{name}><loc>{escape(url, quote=False)}</loc>{lastmod}</{name}>\n"
