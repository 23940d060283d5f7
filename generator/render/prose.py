"""Markdown of the bank as safe HTML: our links resolved, tables wrapped, headings put under those of the page, then sanitised by nh3."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape, unescape
from itertools import chain, count
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from generator.model.paths import is_external, resolve, url_of
from generator.model.programs import Field
from generator.model.prose import CLAUSE_LINK, parser, tokens
from generator.model.quick_markdown import quick_html
from generator.render.blanks import blank, table
from generator.render.document import laid_out
from generator.render.site import World, relative
from generator.render.terms import Terms

TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "span", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "class"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "p": {"class"}, "th": {"class", "scope"}, "td": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"}, "span": {"class", "title", "data-key"}, "table": {"data-key"}, "ul": {"class"},
    "h2": {"id", "class"}, "h3": {"id", "class"}, "h4": {"id", "class"}, "h5": {"id"}, "h6": {"id"},
}  # fmt: skip
LATELY = 64
"""Texts kept for the next asker: a card's page, its data and its feed entry are made one after another of the same texts."""
MARKED = re.compile(r"[*_\[\]`<>&!\\{}|~#\n]|^\s|^[-+]\s|^\d+[.)]\s")
"""What a line may mean something by; a line without it is its own words."""
TABLE = '<div class="table" role="group" aria-label="Таблица" tabindex="0"><table>'
_HREF = re.compile(r'<a href="([^"]*)">')
_HEADING = re.compile(r"<h([1-6])>")
_HEADINGS = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)


class Prose:
    """Turns Markdown written in the file `path` into HTML of the page `here`, below a heading of the level `under`.

    With `anchors` every heading can be linked to; with `terms` those of the glossary are marked.
    """

    def __init__(
        self, world: World, path: str, here: str, *, under: int = 2, fields: Sequence[Field] = (), anchors: bool = False, terms: Terms | None = None
    ) -> None:
        self.world, self.path, self.here, self.under, self.anchors, self.terms = world, path, here, under, anchors, terms
        self.fields: Mapping[str, Field] = {field.key: field for field in fields}

    def __call__(self, text: str) -> Markup:
        """The HTML of a text; an empty text gives an empty string."""
        html = self._whole(text)
        return self.terms(html) if self.terms else html

    def _whole(self, text: str) -> Markup:
        if not text.strip():
            return Markup("")
        if self.fields or self.anchors:
            return self._html(text)
        key = ("prose", text, self.path, self.here, self.under)
        found = self.world.lately.get(key)
        if found is None:
            if len(self.world.lately) >= LATELY:
                self.world.lately.clear()
            found = self.world.lately[key] = self._html(text)
        return found

    def inline(self, text: str) -> Markup:
        """The HTML of one line, without a paragraph around it. Most lines have no marks at all and need no parser."""
        html = self._line(text)
        return self.terms(html) if self.terms else html

    def _line(self, text: str) -> Markup:
        if not MARKED.search(text):
            return Markup(text.strip().replace("\xa0", "&nbsp;"))  # noqa: S704  # nothing in it means anything in HTML
        quick = quick_html(text)
        if quick is not None and quick.startswith("<p>") and quick.find("</p>") == len(quick) - len("</p>\n"):
            return _clean(self._dressed(quick[len("<p>") : -len("</p>\n")]))
        return _clean(_renderer().render(parser().parseInline(text), parser().options, {"prose": self}))

    def _html(self, text: str) -> Markup:
        quick = None if self.anchors or self.fields else quick_html(text)
        if quick is not None:
            return _clean(self._dressed(quick))
        blocks = laid_out(self.world, self.fields, tokens(text)) if self.fields else tokens(text)
        return _clean(_renderer().render(blocks, parser().options, {"prose": self, "levels": _levels(blocks, self.under)}))

    def _dressed(self, html: str) -> str:
        """What the quick parser gave, with our links, tables and headings: the renderer's work below, by patterns."""
        if "<a " in html:
            html = _HREF.sub(lambda match: f'<a href="{escape(self.href(match[1]))}">', html)
        if "{п:" in html:
            html = CLAUSE_LINK.sub(lambda match: self.clause(unescape(match[1])), html)
        if "<table>" in html:
            html = html.replace("<table>", TABLE).replace("</table>", "</table></div>").replace("<th>", '<th scope="col">')
        if "<h" in html:
            levels = iter(_shifted((int(level) for level in _HEADING.findall(html)), self.under))
            html = _HEADINGS.sub(lambda match: f"<h{(level := next(levels))}>{match[2]}</h{level}>", html)
        return html

    def clause(self, name: str) -> str:
        """A link to a clause by what a writer called it; its name where there is no such clause."""
        clause = self.world.bank.clause_names.get(name)
        if clause is None:
            return escape(f"п. {name}")
        words, whole = self.world.clause_words(clause)
        return f'<a class="clause" href="{escape(relative(self.here, self.world.clause_url(clause)))}" title="{escape(whole)}">{escape(words)}</a>'

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
        return prose.clause(tokens[index].content)

    def blank(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        prose: Prose = env["prose"]
        field = prose.fields.get(tokens[index].content)
        if field is None:
            return escape(f"{{{{{tokens[index].content}}}}}")
        return blank(prose.world, field)

    def blank_table(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        prose: Prose = env["prose"]
        return table(prose.world, prose.fields[tokens[index].content])

    def heading_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        level = env["levels"][index]
        if not env["prose"].anchors:
            annex = env["prose"].fields and tokens[index + 1].content.startswith("Приложение")
            return f'<h{level} class="annex">' if annex else f"<h{level}>"
        return f'<h{level} id="{escape(_anchor(tokens[index + 1].content, env.setdefault("anchors", set())))}">'

    def heading_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return f"</h{env['levels'][index]}>\n"

    def table_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return f"{TABLE}\n"

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


def _levels(blocks: Sequence[Token], under: int) -> Mapping[int, int]:
    """Level on the page of each heading, by the place of its tokens."""
    places = [index for index, token in enumerate(blocks) if token.type == "heading_open"]
    levels = _shifted((int(blocks[index].tag[1:]) for index in places), under)
    return {place: level for index, level in zip(places, levels, strict=True) for place in (index, index + 2)}


def _shifted(written: Iterable[int], under: int) -> list[int]:
    """Levels on the page of headings of these levels: one below the heading each belongs to, none skipped."""
    found: list[int] = []
    above: list[int] = []
    for one in written:
        above = [*(level for level in above if level < one), one]
        found.append(min(6, under + len(above)))
    return found


@cache
def _cleaner() -> nh3.Cleaner:
    """The one sanitiser: making it costs more than cleaning a paragraph."""
    return nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)


def _clean(html: str) -> Markup:
    return Markup(_cleaner().clean(html).strip())  # noqa: S704
