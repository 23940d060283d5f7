"""Frames: a page of the engine cut at its sentinels, and generated pages hung into it.

A sentinel that is missing, repeated where it must not be, or out of order is an error, never a broken page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from generator.diagnostics import Diagnostic, Place
from generator.publish import rules
from generator.render.site import Framed

TITLE, DESCRIPTION, CANONICAL, OEMBED, BODY = "NBTITLE7f3a", "NBDESCRIPTION7f3a", "NBCANONICAL7f3a", "NBOEMBED7f3a", "NBBODY7f3a"
SENTINEL_END = "7f3a"
SENTINEL = re.compile(f"({TITLE}|{DESCRIPTION}|{CANONICAL}|{OEMBED}|{BODY})")
_LEAST = {TITLE: 1, DESCRIPTION: 1, CANONICAL: 1, OEMBED: 1, BODY: 1}
_MOST = {TITLE: 2, DESCRIPTION: 2, CANONICAL: 1, OEMBED: 1, BODY: 1}  # a title and a description stand in og: tags too


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of the engine cut at its sentinels: texts and sentinels in turn."""

    parts: tuple[str, ...]

    def fill(self, page: Framed, site_url: str) -> bytes:
        """The page as HTML, UTF-8."""
        values = {
            TITLE: escape(page.title),
            DESCRIPTION: escape(page.description),
            CANONICAL: escape(site_url + page.canonical),
            OEMBED: _discovery(page, site_url),
            BODY: str(page.body),
        }
        return "".join(values.get(part, part) for part in self.parts).encode()


def cut(path: str, html: str) -> tuple[Frame | None, list[Diagnostic]]:
    """The frame of an engine's page, or None and what is wrong with it."""
    parts = tuple(SENTINEL.split(html))
    order = parts[1::2]
    found = []
    for sentinel, least in _LEAST.items():
        if not least <= order.count(sentinel) <= _MOST[sentinel]:
            found.append(
                rules.BadFrame.at(Place(path), f"В рамке страницы подстановка {sentinel} стоит {order.count(sentinel)} раз.", "Проверьте theme/overrides.")
            )
    if not found and (order[-1] != BODY or not _inside_article("".join(parts[: parts.index(BODY)]))):
        found.append(rules.BadFrame.at(Place(path), "В рамке страницы текст стоит не внутри статьи.", "Проверьте theme/overrides."))
    return (None if found else Frame(parts)), found


def hang(path: str, html: str, body: Markup) -> tuple[bytes, list[Diagnostic]]:
    """A hand-written page of the engine with its text in the place kept for it, and what is wrong with that place."""
    if html.count(BODY) != 1:
        return b"", [rules.BadFrame.at(Place(path), f"На странице место для текста встречается {html.count(BODY)} раз.", "Проверьте theme/overrides.")]
    return html.replace(BODY, body).encode(), []


def _discovery(page: Framed, site_url: str) -> str:
    """Where a site that was given the page's address finds what to show (oEmbed 1.0, section 4)."""
    return f'<link rel="alternate" type="application/json+oembed" href="{escape(site_url + page.embed)}oembed.json">' if page.embed else ""


def _inside_article(before: str) -> bool:
    """True when an article is open after the text `before`."""
    return before.rfind("<article") > before.rfind("</article")
