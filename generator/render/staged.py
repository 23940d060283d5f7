"""Hand-written pages as Markdown for the engine: our links become addresses of the site, diagrams are put in, HTML is disarmed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from generator.model import Page
from generator.model.paths import is_external
from generator.model.prose import CLAUSE_LINK
from generator.render.prose import Prose
from generator.render.site import Staged, World, relative
from generator.render.views.diagrams import DIAGRAMS
from generator.render.views.regulation import page_url
from generator.words import day

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
    here = page_url(page.id)
    meta: dict[str, object] = {"title": page.title, "description": page.summary, "tab": page.folder.partition("/")[0]}
    if page.menu:
        meta["menu"] = page.menu
    if page.updated:
        meta |= {"updated": page.updated.isoformat(), "updated_text": day(page.updated)}
    return Staged(path=f"{page.id}.md", meta=meta, body=_body(world, page, here))


def _body(world: World, page: Page, here: str) -> str:
    prose = Prose(world, page.path, here)
    # Odd parts are code, which stays as it is written.
    parts = _CODE.split(page.body)
    parts[::2] = [_text(world, prose, here, part) for part in parts[::2]]
    return "".join(parts)


def _text(world: World, prose: Prose, here: str, text: str) -> str:
    text = _TAG.sub("&lt;", text)
    text = _LINK.sub(lambda match: match[1] + (match[2] if is_external(match[2]) else prose.href(match[2])), text)
    text = CLAUSE_LINK.sub(_clause(world, here), text)
    return _DIAGRAM.sub(lambda match: _diagram(world, here, match[1]), text)


def _clause(world: World, here: str) -> Callable[[re.Match[str]], str]:
    def link(match: re.Match[str]) -> str:
        clause = world.bank.clause_names.get(match[1])
        if clause is None:
            return f"п. {match[1]}"
        words, whole = world.clause_words(clause)
        return f'<a class="clause" href="{escape(relative(here, world.clause_url(clause)))}" title="{escape(whole)}">{escape(words)}</a>'

    return link


def _diagram(world: World, here: str, name: str) -> str:
    """A diagram as one block of HTML: Python-Markdown ends a block at an empty line."""
    make = DIAGRAMS.get(name)
    drawn = make(world, here) if make else None
    return "\n" + re.sub(r"\s*\n\s*", " ", str(drawn)) + "\n" if drawn else ""
