"""Hand-written pages as Markdown for the engine: our links become addresses of the site, diagrams are put in, HTML is disarmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from generator.model import Page
from generator.model.paths import is_external
from generator.model.prose import CLAUSE_LINK, tokens
from generator.render.prose import Prose
from generator.render.site import Staged, World
from generator.render.views.diagrams import DIAGRAMS
from generator.words import day

# Stands before addresses of the site. Engines rewrite relative links each in its own way and leave a scheme alone.
ROOT = "site-root:"

_CODE = re.compile(r"(`+[^`\n]+`+)")
_LINK = re.compile(r"(!?\[[^\]\n]*\]\()(<[^>\n]*>|[^)\s]+)")
_REFERENCE = re.compile(r"^( {0,3}\[[^\]\n]+\]:\s*)(<[^>\n]*>|\S+)", re.MULTILINE)
_TAG = re.compile(r"<(?=[a-zA-Z/!?])(?!https?://)(?![^>\n]*\.md>)")
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
    lines = page.body.split("\n")
    code = {number for token in tokens(page.body) if token.type in ("fence", "code_block") and token.map for number in range(*token.map)}
    runs = groupby(enumerate(lines), lambda row: row[0] in code)
    return "\n".join(_lines(world, prose, "\n".join(line for _, line in rows), is_code=is_code) for is_code, rows in runs)


def _lines(world: World, prose: Prose, text: str, *, is_code: bool) -> str:
    """A run of lines made ready; code, in blocks or between backticks, stays as it is written."""
    if is_code:
        return text
    parts = _CODE.split(text)
    parts[::2] = [_text(world, prose, part) for part in parts[::2]]
    return "".join(parts)


def _text(world: World, prose: Prose, text: str) -> str:
    text = _TAG.sub("&lt;", text)
    for pattern in (_LINK, _REFERENCE):
        text = pattern.sub(lambda match: match[1] + _href(prose, match[2].strip("<>")), text)
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
