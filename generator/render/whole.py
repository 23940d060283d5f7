"""Texts that leave their page - for the API and for feeds: links absolute, words without marks."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3

from generator.model.prose import CLAUSE_LINK, plain
from generator.render.prose import ATTRIBUTES, MARKED, TAGS
from generator.render.site import World

_BLOCK_END = re.compile(r"</(?:p|li|h\d|tr|pre)>")
_TAG = re.compile(r"<[^>]*>")


def whole(world: World, here: str, html: str) -> str:
    """HTML of the page `here` with every relative link turned into a full address."""
    if 'href="' not in html and 'src="' not in html:
        return str(html)
    return _rewriter(world.absolute(here)).clean(html)


@lru_cache(maxsize=8)
def _rewriter(base: str) -> nh3.Cleaner:
    return nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None, url_relative=("rewrite_with_base", base))


_STRIPPER = nh3.Cleaner(tags=set())


def words_of(html: str) -> str:
    r"""The words of clean HTML; blocks stay on lines of their own.

    >>> words_of("<p>Один &amp; <a href='x'>два</a></p><ul><li>три</li></ul>")
    'Один & два\nтри'
    """
    parted = _BLOCK_END.sub("\n", html)
    text = _TAG.sub("", parted) if "=" not in parted else _STRIPPER.clean(parted)  # the value of an attribute may hold a bracket
    lines = (" ".join(line.split()) for line in unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)


def words(world: World, text: str) -> str:
    """The words of a Markdown text, clauses as people cite them. Most lines have no marks at all and need no parser."""
    if not MARKED.search(text):
        return text

    def clause(match: re.Match[str]) -> str:
        found = world.bank.clause_names.get(match.group(1))
        return found.cite if found else f"п. {match.group(1)}"

    return plain(CLAUSE_LINK.sub(clause, text))
