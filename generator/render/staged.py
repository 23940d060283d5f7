"""Hand-written pages: the engine gets their titles and headings for its menus, we make their text ourselves.

So the knowledge base has the one safe dialect of the cards, and what is checked is what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from markupsafe import Markup

from generator.model import Page
from generator.render.prose import Prose
from generator.render.site import ROLES, Heading, Staged, World, page_url
from generator.render.templates import macros
from generator.render.terms import Terms
from generator.render.views.diagrams import DIAGRAMS
from generator.render.views.roles import INDEX, role_index, role_sections
from generator.words import day

_TAG = re.compile(r"<[^>]*>")
_DIAGRAM = re.compile(r"<p>\[\[diagram:([a-z]+)\]\]</p>")
_HEADING = re.compile(r'<h([2-6]) id="([^"]+)">(.*?)</h[2-6]>', re.DOTALL)


def staged_pages(world: World) -> Iterator[Staged]:
    """Every page of the knowledge base; the home page is a framed one."""
    for page in world.bank.pages:
        if page.id != "index":
            yield _stage(world, page)


def _stage(world: World, page: Page) -> Staged:
    meta: dict[str, object] = {"title": page.title, "description": page.summary, "tab": _tab(world, page)}
    if page.menu:
        meta["menu"] = page.menu
    if page.updated:
        meta |= {"updated": page.updated.isoformat(), "updated_text": day(page.updated)}
    here = page_url(page.id)
    html = Prose(world, page.path, here, under=1, anchors=True, terms=Terms(world, here))(page.body)
    more = _more(world, page)
    headings = tuple(Heading(int(level), name, unescape(_TAG.sub("", title)).strip()) for level, name, title in _HEADING.findall(f"{html}\n{more}"))
    asked = macros(world.theme).asked(page.asked)
    body = Markup(f"{_DIAGRAM.sub(lambda match: _diagram(world, here, match[1]), html)}{more}{asked}")  # noqa: S704
    return Staged(path=f"{page.id}.md", meta=meta, headings=headings, body=body)


def _tab(world: World, page: Page) -> str:
    """The tab a page belongs to: that of its folder; pages of roles stand with the first of the menu unless they have a tab of their own."""
    folder = page.folder.partition("/")[0]
    own = {item.folder for item in world.settings.menu}
    return world.settings.menu[0].folder if folder == ROLES and own and folder not in own else folder


def _more(world: World, page: Page) -> Markup:
    """What the data adds below the text."""
    if page.id == INDEX:
        return role_index(world, page)
    return role_sections(world, page) if page.role else Markup("")


def _diagram(world: World, here: str, name: str) -> str:
    make = DIAGRAMS.get(name)
    return str(make(world, here) or "") if make else ""
