"""What a visitor of a post sees of the section, in one phrase for a table."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

NOTHING = "ничего"
INLINE = "раздел на странице"
FRAME = "раздел в рамке"
SMALL = "краткий раздел в рамке"
SCROLLED = "рамка с прокруткой"
CUT = "обрезанная рамка"
HOLE = "пустая рамка"
TEXT = "раздел как текст"
NEWS = "список новостей"
LINK = "ссылка"
STRAY = "лишний текст"

# A frame that WordPress has not measured yet is clipped to a point; `checkVisibility` knows nothing of it.
SHOWN = "(node) => node.checkVisibility({visibilityProperty: true}) && node.getBoundingClientRect().height > 1 && getComputedStyle(node).clip === 'auto'"
CONTENT = (
    "() => {"
    f" const shown = {SHOWN};"
    " const content = document.querySelector('.entry-content');"
    " const heads = (root) => [...root.querySelectorAll('h2,h3')].filter(shown).map((node) => node.textContent.trim());"
    " const roots = [...content.querySelectorAll('*')].map((node) => node.shadowRoot).filter(Boolean);"
    " return {"
    "  inline: roots.flatMap(heads), heads: heads(content), words: content.innerText,"
    "  links: [...content.querySelectorAll('a')].filter(shown).map((node) => ({href: node.href, words: node.innerText})),"
    "  news: content.querySelectorAll('.wp-block-rss li').length,"
    " };"
    "}"
)
# An object that shows what stands inside it shows no frame.
IN_SIGHT = f"(node) => {{ const shown = {SHOWN}; return shown(node) && ![...node.querySelectorAll('a')].some(shown); }}"
INSIDE = (
    "() => ({"
    " heads: [...document.querySelectorAll('h2')].map((node) => node.textContent.trim()),"
    " hidden: document.documentElement.scrollHeight - document.documentElement.clientHeight,"
    "})"
)


@dataclass(frozen=True)
class Section:
    """What there is to see: the section's address and the titles of its blocks."""

    url: str
    titles: Sequence[str]


def seen(page: Any, section: Section) -> str:
    """The phrase, once it has stayed the same for a second: scripts and frames come late."""
    phrase, since = "", time.monotonic()
    until = since + 20
    while time.monotonic() < min(since + 1, until):
        now = _glance(page, section)
        if now != phrase:
            phrase, since = now, time.monotonic()
        page.wait_for_timeout(100)
    return phrase


def _glance(page: Any, section: Section) -> str:
    content = page.evaluate(CONTENT)
    link = any(link["href"].startswith(section.url) for link in content["links"])
    found = [_frame(frame, section) for frame in page.main_frame.child_frames if frame.frame_element().evaluate(IN_SIGHT)]
    if set(section.titles) <= set(content["inline"]):
        found.append(INLINE)
    if set(section.titles) <= set(content["heads"]):
        found.append(TEXT)
    if content["news"]:
        found.append(NEWS)
    if link and not {INLINE, TEXT} & set(found):
        found.append(LINK)
    stray = content["words"]
    for part in sorted((link["words"] for link in content["links"]), key=len, reverse=True):
        stray = stray.replace(part, "", 1)
    if stray.strip() and TEXT not in found:
        found.append(f"{STRAY}: «{' '.join(stray.split())[:60]}»")
    return ", ".join(found) or NOTHING


def _frame(frame: Any, section: Section) -> str:
    if not frame.url.startswith(section.url):
        return HOLE
    inside = frame.evaluate(INSIDE)
    if inside["hidden"] > 1:
        return CUT if frame.frame_element().get_attribute("scrolling") == "no" else SCROLLED
    return FRAME if set(section.titles) <= set(inside["heads"]) else SMALL
