"""Hand-written pages as Markdown for the engine: our links become addresses of the site, diagrams are put in, HTML is disarmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from generator.model import Page
from generator.model.paths import is_external
from generator.model.prose import CLAUSE_LINK
from generator.render.prose import Prose
from generator.render.site import Staged, World
from generator.render.views.diagrams import DIAGRAMS
from generator.words import day

# Stands before addresses of the site. Engines rewrite relative links each in its own way and leave a scheme alone.
ROOT = "site-root:"

_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[^\n]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?\[[^\]\n]*\]\()([^)\s]+)")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_DIAGRAM = re.compile(r"^\[\[diagram:([a-z]+)\]\][ \t]*$", re.MULTILINE)


def staged_pages(world: World) -> Iterator[Staged]:
    """Every page of the knowledge base; the home page is a framed one."""
    for page in world.bank.pages:
        if page.id != "index":
            yield _stage(world, page)


def _stage(world: World, page: Page) -> Staged:
    meta: dict[str, object] = {"title": page.title, "description": page.summary, "tab": page.folder.partition("/")[0]}
    if page.menu:
        meta["menu"] = page.menu
    if page.updated:
        meta |= {"updated": page.updated.isoformat(), "updated_text": day(page.updated)}
    return Staged(path=f"{page.id}.md", meta=meta, body=_body(world, page))


def _body(world: World, page: Page) -> str:
    prose = Prose(world, page.path, "")
    # Odd parts are code, which stays as it is written.
    parts = _CODE.split(page.body)
    parts[::2] = [_text(world, prose, part) for part in parts[::2]]
    return "".join(parts)


def _text(world: World, prose: Prose, text: str) -> str:
    text = _TAG.sub("&lt;", text)
    text = _LINK.sub(lambda match: match[1] + _href(prose, match[2]), text)
    text = CLAUSE_LINK.sub(lambda match: _clause(world, match[1]), text)
    return _DIAGRAM.sub(lambda match: _diagram(world, match[1]), text)


def _href(prose: Prose, target: str) -> str:
    href = target if is_external(target) else prose.href(target)
    return href if href.startswith("#") or is_external(href) else ROOT + href


def _clause(world: World, name: str) -> str:
    clause = world.bank.clause_names.get(name)
    if clause is None:
        return f"п. {name}"
    words, whole = world.clause_words(clause)
    return f'<a class="clause" href="{ROOT}{escape(world.clause_url(clause))}" title="{escape(whole)}">{escape(words)}</a>'


def _diagram(world: World, name: str) -> str:
    """A diagram as one block of HTML: Python-Markdown ends a block at an empty line."""
    make = DIAGRAMS.get(name)
    drawn = make(world, "") if make else None
    if not drawn:
        return ""
    return "\n" + re.sub(r"\s*\n\s*", " ", str(drawn)).replace('href="', f'href="{ROOT}') + "\n"
