"""Feeds: valid Atom and JSON Feed, the same entries in both, no clock but the content's dates."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
import render_worlds as worlds

from generator.model.records import Author
from generator.render.feeds import LIMIT, feed_files
from generator.render.site import World

NS = {"a": "http://www.w3.org/2005/Atom"}
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z\Z")
FOLDERS = ["", "embed/v1/s/primer/"]


def atom(world: World, folder: str) -> ElementTree.Element:
    """A parsed feed.atom."""
    return ElementTree.fromstring(feed_files(world)[folder + "feed.atom"])


def text(node: ElementTree.Element, path: str) -> str:
    """Text of the element at a path, which must be there."""
    found = node.find(path, NS)
    assert found is not None, path
    return found.text or ""


@pytest.mark.parametrize("folder", FOLDERS)
def test_atom_has_what_the_standard_wants(folder: str) -> None:
    """RFC 4287: id, title, updated, author and a self link of the feed; id, title, updated, link or content of each entry."""
    feed = atom(worlds.minimal(), folder)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert text(feed, "a:title")
    assert text(feed, "a:author/a:name")
    assert MOMENT.match(text(feed, "a:updated"))
    (own,) = feed.findall("a:link[@rel='self']", NS)
    assert own.get("href") == text(feed, "a:id") == f"https://bank.example/{folder}feed.atom"
    entries = feed.findall("a:entry", NS)
    assert entries
    ids = [text(entry, "a:id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert text(entry, "a:title")
        assert MOMENT.match(text(entry, "a:updated"))
        assert entry.find("a:link[@rel='alternate']", NS) is not None
        assert entry.find("a:summary", NS) is not None or entry.find("a:content", NS) is not None


@pytest.mark.parametrize("folder", FOLDERS)
def test_json_feed_has_what_the_standard_wants(folder: str) -> None:
    """JSON Feed 1.1: version and title; id and a text of each item."""
    feed = json.loads(feed_files(worlds.minimal())[folder + "feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"https://bank.example/{folder}feed.json"
    assert feed["language"] == "ru"
    assert feed["items"]
    for item in feed["items"]:
        assert item["id"] == item["url"]
        assert item.get("content_html") or item.get("content_text")
        assert MOMENT.match(item["date_modified"])


@pytest.mark.parametrize("folder", FOLDERS)
def test_both_feeds_say_the_same(folder: str) -> None:
    """The same ids, titles and times in the same order."""
    base = worlds.minimal()
    feed = json.loads(feed_files(base)[folder + "feed.json"])
    entries = atom(base, folder).findall("a:entry", NS)
    assert [(text(entry, "a:id"), text(entry, "a:title"), text(entry, "a:updated")) for entry in entries] == [
        (item["id"], item["title"], item["date_modified"]) for item in feed["items"]
    ]


def test_newest_cards_first_and_not_all() -> None:
    """The bank's feed holds the newest cards, no more than its limit, and no drafts."""
    base = worlds.minimal()
    card = base.bank.practices[0]
    cards = [msgspec.structs.replace(card, id=f"k-{number:03}", updated=date(2026, 1, 1 + number % 28)) for number in range(LIMIT + 5)]
    cards.append(msgspec.structs.replace(card, id="chernovik", status="draft", updated=date(2026, 12, 1)))
    entries = atom(worlds.with_bank(base, practices=tuple(cards)), "").findall("a:entry", NS)
    times = [text(entry, "a:updated") for entry in entries]
    assert len(entries) == LIMIT
    assert times == sorted(times, reverse=True)
    assert times[0] == "2026-01-28T00:00:00Z"


def test_no_entry_of_the_future() -> None:
    """An event that is still ahead is dated by the section's update, one that has passed by its own day."""
    base = worlds.minimal()
    (event,) = base.bank.events_of(base.bank.schools[0])
    ahead = {text(entry, "a:id"): text(entry, "a:updated") for entry in atom(base, FOLDERS[1]).findall("a:entry", NS)}
    url = f"https://bank.example/schools/primer/#event-{event.id}"
    assert ahead[url] == "2026-11-01T00:00:00Z"
    past = worlds.with_bank(base, events=(msgspec.structs.replace(event, date=date(2026, 10, 5)),))
    assert {text(entry, "a:id"): text(entry, "a:updated") for entry in atom(past, FOLDERS[1]).findall("a:entry", NS)}[url] == "2026-10-05T00:00:00Z"


def test_news_text_has_whole_links() -> None:
    """The text of a news item can be read away from its page."""
    base = worlds.minimal()
    item = msgspec.structs.replace(base.bank.news[0], body="Смотрите [карточку](../../../../practices/opyt/index.md).")
    feed = json.loads(feed_files(worlds.with_bank(base, news=(item,)))[FOLDERS[1] + "feed.json"])
    (html,) = [entry["content_html"] for entry in feed["items"] if "#news-" in entry["id"]]
    assert html == '<p>Смотрите <a href="https://bank.example/practices/opyt/">карточку</a>.</p>'


@pytest.mark.parametrize("title", ["Знаки < & > \"'", "Управляющий\x07 знак", "Не знак \ufffe", "Смайл \U0001f600"])
def test_any_title_is_sound_xml(title: str) -> None:
    """What XML cannot hold is left out, everything else stays."""
    base = worlds.minimal()
    card = msgspec.structs.replace(base.bank.practices[0], title=title, authors=(Author(display=title),))
    feed = atom(worlds.with_bank(base, practices=(card,)), "")
    assert text(feed, "a:entry/a:title") == title.replace("\x07", "").replace("\ufffe", "")


def test_feed_of_a_renamed_school() -> None:
    """The feed under a former id names its own address, as a feed must, and holds the same entries."""
    base = worlds.with_school(worlds.minimal(), aliases=("staraya",))
    old, new = atom(base, "embed/v1/s/staraya/"), atom(base, FOLDERS[1])
    assert text(old, "a:id") == "https://bank.example/embed/v1/s/staraya/feed.atom"
    assert [text(entry, "a:id") for entry in old.findall("a:entry", NS)] == [text(entry, "a:id") for entry in new.findall("a:entry", NS)]


def test_demonstration_is_named() -> None:
    """A reader of a made-up school's feed is told so."""
    feed: dict[str, Any] = json.loads(feed_files(worlds.minimal())[FOLDERS[1] + "feed.json"])
    assert "выдуманы" in feed["description"]


def test_day_of_looking_changes_nothing() -> None:
    """Feeds depend on the content alone: tomorrow's build gives the same bytes."""
    assert feed_files(worlds.minimal()) == feed_files(worlds.minimal(date(2029, 1, 1)))
