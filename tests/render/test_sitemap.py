"""sitemap.xml and robots.txt."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import render_worlds as worlds

from generator.render import sitemap
from generator.render.sitemap import sitemap_files

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(data: bytes) -> list[str]:
    """Addresses of a sitemap or of its index."""
    return [node.text or "" for node in ElementTree.fromstring(data).iter(f"{{{NS['s']}}}loc")]


def test_addresses_are_whole_sorted_and_single() -> None:
    """Pages by their addresses, each once, `&` escaped."""
    files = sitemap_files(worlds.minimal(), ["practices/opyt/", "", "practices/opyt/", "a&b/"])
    assert places(files["sitemap.xml"]) == ["https://bank.example/", "https://bank.example/a&b/", "https://bank.example/practices/opyt/"]


def test_records_say_when_they_changed() -> None:
    """A card's page has the card's date; a page that nobody dates has none."""
    root = ElementTree.fromstring(sitemap_files(worlds.minimal(), ["", "practices/opyt/"])["sitemap.xml"])
    assert [node.findtext("s:lastmod", None, NS) for node in root.findall("s:url", NS)] == [None, "2026-11-01"]


def test_many_pages_make_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit of the standard there are several files and an index of them; no page is lost."""
    monkeypatch.setattr(sitemap, "MOST", 2)
    files = sitemap_files(worlds.minimal(), [f"p{number}/" for number in range(5)])
    parts = [url.removeprefix("https://bank.example/") for url in places(files["sitemap.xml"])]
    assert parts == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert [url for part in parts for url in places(files[part])] == [f"https://bank.example/p{number}/" for number in range(5)]


def test_robots() -> None:
    """Everything may be read but the fragments, which cannot say `noindex`; the sitemap is named."""
    text = sitemap_files(worlds.with_settings(worlds.minimal(), url="https://h.example/b/"), [])["robots.txt"].decode()
    assert "Disallow: /b/embed/v1/s/*/fragment.html\n" in text
    assert "Sitemap: https://h.example/b/sitemap.xml\n" in text
