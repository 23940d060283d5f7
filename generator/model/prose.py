"""Markdown of cards: one safe dialect (CommonMark and tables, no raw HTML), clause links `{п:5.1}` and blanks `{{key}}`.

The parser stands here, below both `check` (which looks the links up) and `render` (which makes pages of them), so
that what is checked is what is shown.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.model.quick_markdown import quick_html

BLANK = re.compile(r"\{\{\s*(?P<key>[a-z][a-z0-9_]*)\s*\}\}")
CLAUSE_LINK = re.compile(r"\{п:([^{}\s]+)\}")
MAX_NESTING = 40
_BLOCK_END = re.compile(r"</(?!strong|em|a>)[a-z0-9]+>")
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(r"\s*\n\s*")


@cache
def parser() -> MarkdownIt:
    """The one Markdown parser; raw HTML stays text."""
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).enable("table")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # odd schemes must reach the check; nh3 drops them
    markdown.inline.ruler.before("link", "clause", _clause)
    markdown.inline.ruler.before("link", "blank", _blank)
    return markdown


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The block tokens of a Markdown text. A text is parsed once a run: the check, the page and the search all ask for it."""
    return tuple(parser().parse(text))


def plain(text: str) -> str:
    """The words of a Markdown text without its marks, for the search and for feeds."""
    quick = quick_html(text)
    if quick is None:
        return _LINES.sub("\n", _spoken(text)).strip()
    words = unescape(_TAG.sub("", _BLOCK_END.sub("\n", quick.replace("\n", " "))))
    return _LINES.sub("\n", CLAUSE_LINK.sub(r"п. \1", words) if "{" in words else words).strip()


def _spoken(text: str) -> str:
    """The words of a text by the tokens of its blocks."""
    out: list[str] = []
    for block in tokens(text):
        if block.type == "inline":
            for token in block.children or []:
                if token.type in ("text", "code_inline"):
                    out.append(token.content)
                elif token.type in ("softbreak", "hardbreak"):
                    out.append(" ")
                elif token.type == "clause":
                    out.append(f"п. {token.content}")
                elif token.type == "image":
                    out.append(token.content)
        elif block.type in ("fence", "code_block"):
            out.append(block.content)
        elif block.nesting == -1:
            out.append("\n")
    return "".join(out)


def _clause(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    return _mark(state, silent, "clause", CLAUSE_LINK)


def _blank(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    return _mark(state, silent, "blank", BLANK)


def _mark(state: StateInline, silent: bool, name: str, pattern: re.Pattern[str]) -> bool:  # noqa: FBT001
    """An inline token of our own, its first group as content."""
    match = pattern.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push(name, "", 0).content = match.group(1)
    state.pos = match.end()
    return True
