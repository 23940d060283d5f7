"""Feeds: new and changed cards of the bank, news and events of each school. Atom and JSON Feed say the same.

No clock is read: an entry's time is midnight UTC of a date the content names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import msgspec

from generator.model import Event, News, Practice, School
from generator.render.prose import Prose
from generator.render.site import World, embed_folders, event_url, practice_url, school_url
from generator.render.whole import whole
from generator.words import day, first_upper

LIMIT = 50
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry. `url` is also its id: addresses of the bank are permanent."""

    url: str
    title: str
    updated: date
    summary: str
    published: date | None = None
    html: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed before it is written. `folder` is where its two files lie, `page` what it is a feed of."""

    folder: str
    title: str
    about: str
    page: str
    author: str
    author_url: str
    updated: date
    entries: tuple[FeedEntry, ...]


def feed_files(world: World) -> dict[str, bytes]:
    """feed.atom and feed.json of the bank and of every school."""
    schools = (school_feed_files(world, school) for school in world.bank.schools)
    return {**bank_feed_files(world), **{path: data for files in schools for path, data in files.items()}}


def bank_feed_files(world: World) -> dict[str, bytes]:
    """Both feeds of the bank."""
    return _written(world, [bank_feed(world)])


def school_feed_files(world: World, school: School) -> dict[str, bytes]:
    """Both feeds of a school, under each of its ids."""
    return _written(world, school_feeds(world, school))


def _written(world: World, feeds: Iterable[Feed]) -> dict[str, bytes]:
    return {feed.folder + name: write(world, feed) for feed in feeds for name, write in (("feed.atom", atom), ("feed.json", json_feed))}


def bank_feed(world: World) -> Feed:
    """The newest and the lately changed cards."""
    settings = world.settings
    return Feed(
        folder="",
        title=f"{settings.name}: новые и обновлённые практики",
        about=settings.description,
        page=world.absolute("practices/"),
        author=settings.owner.name,
        author_url=settings.owner.url,
        updated=world.bank.newest,
        entries=tuple(_card(world, card) for card in world.bank.published[:LIMIT]),
    )


def school_feeds(world: World, school: School) -> tuple[Feed, ...]:
    """News and events of a school, the newest first; the same feed under each of its former ids."""
    entries = [
        *(_news(world, school, item) for item in world.bank.news_of(school)),
        *(_event(world, school, event) for event in world.bank.events_of(school)),
    ]
    entries.sort(key=lambda entry: (-entry.updated.toordinal(), entry.url))
    return tuple(
        Feed(
            folder=folder,
            title=f"Наставничество – {school.name_short}: новости и события",
            about="Демонстрационная организация: новости и события выдуманы." if school.demo else f"Новости и события организации «{school.name_short}».",
            page=world.absolute(school_url(school)),
            author=school.name_short,
            author_url=school.site,
            updated=max([school.updated, *(entry.updated for entry in entries)]),
            entries=tuple(entries[:LIMIT]),
        )
        for folder in embed_folders(world, school)
    )


def atom(world: World, feed: Feed) -> bytes:
    """The feed as Atom (RFC 4287)."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "ru"})
    _add(root, "id", world.absolute(feed.folder + "feed.atom"))
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.about)
    _add(root, "updated", _moment(feed.updated))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": world.absolute(feed.folder + "feed.atom")})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    _author(root, feed.author, feed.author_url)
    for entry in feed.entries:
        _atom_entry(root, entry)
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def json_feed(world: World, feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    author = {"name": feed.author} | ({"url": feed.author_url} if feed.author_url else {})
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": world.absolute(feed.folder + "feed.json"),
        "description": feed.about,
        "language": "ru",
        "authors": [author],
        "items": [_json_entry(entry) for entry in feed.entries],
    }
    return msgspec.json.encode(data) + b"\n"


def _card(world: World, card: Practice) -> FeedEntry:
    bank = world.bank
    return FeedEntry(
        url=world.absolute(practice_url(card)),
        title=card.title,
        updated=card.updated,
        published=card.created,
        summary=card.summary,
        tags=tuple(bank.term("topics", name).label for name in card.topic),
        authors=tuple(author.display for author in card.authors),
    )


def _news(world: World, school: School, item: News) -> FeedEntry:
    page = school_url(school)
    html = whole(world, page, Prose(world, item.path, page)(item.body))
    return FeedEntry(
        url=world.absolute(f"{page}#news-{item.id}"),
        title=item.title,
        updated=item.date,
        published=item.date,
        summary=item.summary,
        html=html,
        tags=("новости",),
    )


def _event(world: World, school: School, event: Event) -> FeedEntry:
    """An event still ahead was announced, as far as the bank knows, when the school's section was last brought up to date."""
    page = school_url(school)
    demo = "Демонстрационное событие." if event.demo or school.demo else ""
    when = ", ".join(filter(None, (day(event.date) + (f" – {day(event.end)}" if event.end else ""), event.time, event.place)))
    return FeedEntry(
        url=world.absolute(event_url(event)),
        title=f"{day(event.date)}: {event.title}",
        updated=min(event.date, school.updated),
        summary=" ".join(filter(None, (f"{first_upper(when)}.", event.summary, demo))),
        html=whole(world, page, Prose(world, event.path, page)(event.body)),
        tags=("события", world.bank.term("event_kinds", event.kind).label),
    )


def _atom_entry(root: Element, entry: FeedEntry) -> None:
    node = SubElement(root, "entry")
    _add(node, "id", entry.url)
    _add(node, "title", entry.title)
    _add(node, "updated", _moment(entry.updated))
    if entry.published:
        _add(node, "published", _moment(entry.published))
    SubElement(node, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    for name in entry.authors:
        _author(node, name)
    for tag in entry.tags:
        SubElement(node, "category", {"term": _clean(tag)})
    if entry.summary:
        _add(node, "summary", entry.summary)
    if entry.html:
        _add(node, "content", entry.html, type="html")


def _json_entry(entry: FeedEntry) -> dict[str, Any]:
    """JSON Feed wants a text or HTML of every item: the body, else the summary."""
    data: dict[str, Any] = {"id": entry.url, "url": entry.url, "title": entry.title}
    if entry.html:
        data["content_html"] = entry.html
    else:
        data["content_text"] = entry.summary or entry.title
    if entry.summary:
        data["summary"] = entry.summary
    if entry.published:
        data["date_published"] = _moment(entry.published)
    data["date_modified"] = _moment(entry.updated)
    if entry.authors:
        data["authors"] = [{"name": name} for name in entry.authors]
    if entry.tags:
        data["tags"] = list(entry.tags)
    return data


def _author(parent: Element, name: str, url: str = "") -> None:
    node = SubElement(parent, "author")
    _add(node, "name", name)
    if url:
        _add(node, "uri", url)


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _clean(text)


def _clean(text: str) -> str:
    """Text without the characters XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("", text)


def _moment(value: date) -> str:
    return f"{value.isoformat()}T00:00:00Z"
