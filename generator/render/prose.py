"""Markdown of the bank as safe HTML: our links resolved, tables wrapped, headings put under those of the page, then sanitised by nh3."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from itertools import chain, count
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from generator.model.paths import is_external, resolve, url_of
from generator.model.prose import parser, tokens
from generator.model.records import Field
from generator.render.site import World, relative

TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "span", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "class"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"class", "scope"}, "td": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"}, "span": {"class", "title"}, "ul": {"class"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
}  # fmt: skip


class Prose:
    """Turns Markdown written in the file `path` into HTML of the page `here`, below a heading of the level `under`.

    With `anchors` every heading can be linked to.
    """

    def __init__(self, world: World, path: str, here: str, *, under: int = 2, fields: Sequence[Field] = (), anchors: bool = False) -> None:
        self.world, self.path, self.here, self.under, self.anchors = world, path, here, under, anchors
        self.fields: Mapping[str, Field] = {field.key: field for field in fields}

    def __call__(self, text: str) -> Markup:
        """The HTML of a text; an empty text gives an empty string."""
        if not text.strip():
            return Markup("")
        return self.world.memo("prose", self._key(text), lambda: self._html(text))

    def inline(self, text: str) -> Markup:
        """The HTML of one line, without a paragraph around it."""
        return self.world.memo("inline", self._key(text), lambda: _clean(_renderer().render(parser().parseInline(text), parser().options, {"prose": self})))

    def _html(self, text: str) -> Markup:
        blocks = tokens(text)
        return _clean(_renderer().render(blocks, parser().options, {"prose": self, "levels": _levels(blocks, self.under)}))

    def _key(self, text: str) -> tuple[str, ...]:
        return (text, self.path, self.here, str(self.under), str(self.anchors), repr(self.fields), self.world.addresses)

    def href(self, target: str) -> str:
        """A link of the text as a link of the page."""
        if is_external(target):
            return target
        path, fragment = resolve(self.path, target)
        if path == self.path:
            return f"#{fragment}"
        url = url_of(path)
        return relative(self.here, f"{url}#{fragment}" if fragment and "#" not in url else url)


class _Renderer(RendererHTML):
    """markdown-it's renderer with our tokens and our ways of tables, links and headings."""

    def clause(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        prose: Prose = env["prose"]
        world = prose.world
        clause = world.bank.clause_names.get(tokens[index].content)
        if clause is None:
            return escape(f"п. {tokens[index].content}")
        url = relative(prose.here, world.clause_url(clause))
        words, whole = world.clause_words(clause)
        return f'<a class="clause" href="{escape(url)}" title="{escape(whole)}">{escape(words)}</a>'

    def blank(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        field = env["prose"].fields.get(tokens[index].content)
        if field is None:
            return escape(f"{{{{{tokens[index].content}}}}}")
        if field.type == "checkbox":
            return "☐"
        if field.type == "choice":
            return f'<span class="blank" title="{escape(field.label)}">{escape(_options(field.options))}</span>'
        long = " blank--long" if field.type == "longtext" else ""
        return f'<span class="blank{long}">{escape(field.label)}</span>'

    def heading_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        level = env["levels"][index]
        if not env["prose"].anchors:
            return f"<h{level}>"
        return f'<h{level} id="{escape(_anchor(tokens[index + 1].content, env.setdefault("anchors", set())))}">'

    def heading_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return f"</h{env['levels'][index]}>\n"

    def table_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return '<div class="table" role="group" aria-label="Таблица" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return '<th scope="col">'

    def td_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return "<td>"

    def link_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return f'<a href="{escape(env["prose"].href(str(tokens[index].attrs.get("href", ""))))}">'

    def image(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        return f'<img src="{escape(env["prose"].href(str(token.attrs.get("src", ""))))}" alt="{escape(token.content)}">'


@cache
def _renderer() -> _Renderer:
    """The one renderer: making it inspects all its methods, which costs more than a short text."""
    return _Renderer(MarkdownIt)


def _anchor(title: str, taken: set[str]) -> str:
    """The id of a heading: its words in lower case with hyphens, and a number where the page has such a one already."""
    base = "-".join(re.findall(r"\w+", title.lower())) or "part"
    name = next(name for name in chain((base,), (f"{base}-{number}" for number in count(2))) if name not in taken)
    taken.add(name)
    return name


def _options(options: Sequence[str]) -> str:
    """Answers to choose from; a short row («0 / 1 / 2 / 3») is not broken."""
    row = " / ".join(options)
    return row.replace(" ", "\u00a0") if len(row) <= 16 else row


def _levels(blocks: Sequence[Token], under: int) -> Mapping[int, int]:
    """Level on the page of each heading, by the place of its tokens: one below the heading it belongs to, none skipped."""
    found: dict[int, int] = {}
    above: list[int] = []
    for index, token in enumerate(blocks):
        if token.type == "heading_open":
            written = int(token.tag[1:])
            above = [*(level for level in above if level < written), written]
        if token.type in ("heading_open", "heading_close"):
            found[index] = min(6, under + len(above))
    return found


def _clean(html: str) -> Markup:
    return Markup(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None).strip())  # noqa: S704
