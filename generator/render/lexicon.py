"""The terms of the glossary in texts: the first of each that a page says becomes a link to its entry.

Links are put into what Markdown gave, after it was cleaned. All terms in all their forms are one pattern of RE2, which takes the
leftmost and of these the longest. What stands in links, headings, code, heads of tables and blanks is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import re2

from generator.model import GlossaryTerm
from generator.render.inflections import LETTER, pattern

MEMORY = 32 << 20  # bytes the automaton may take before it begins anew
_QUIET = re.compile(rb'<(a|h[1-6]|code|pre|th|dt|dfn|span|button)\b(?:[^>"]|"[^"]*")*>.*?</\1>|<(?:[^>"]|"[^"]*")*>', re.DOTALL)
"""Where no term is marked: inside of what bears a meaning of its own, and in tags."""
_LETTER = re.compile(f"[{LETTER}]")


class Lexicon:
    """The terms that texts are searched for."""

    def __init__(self, glossary: Iterable[GlossaryTerm]) -> None:
        self._names = tuple(one for term in glossary for one in _patterns(term))
        self._known: dict[bytes, tuple[str, int]] = {}

    def mark(self, html: str, taken: set[str], link: Callable[[str, str], str], most: int) -> str:
        """The HTML with those terms linked that are not `taken` yet, and now are; no more once `most` are taken.

        `link` writes the link of a term round the words that say it.
        """
        if not self._names or len(taken) >= most:
            return html
        data = html.encode()
        quiet: list[tuple[int, int]] | None = None
        out: list[bytes] = []
        at = done = 0
        while len(taken) < most and (match := self._pattern.search(data, at)):
            start, end = match.span()
            term, length = self._which(data[start:end])
            at = start + length
            if not term or term in taken:
                continue
            if _LETTER.match(data[max(0, start - 4) : start].decode(errors="ignore")[-1:]):
                continue
            if quiet is None:
                quiet = [found.span() for found in _QUIET.finditer(data)]
            around = next((last for first, last in quiet if first < at and start < last), 0)
            if around:
                at = max(at, around)
                continue
            taken.add(term)
            out += (data[done:start], link(term, data[start:at].decode()).encode())
            done = at
        return b"".join((*out, data[done:])).decode() if out else html

    def _which(self, found: bytes) -> tuple[str, int]:
        """The term of what was found, and how many bytes of it say the term: a sign may stand behind it."""
        known = self._known.get(found)
        if known is None:
            words = next(words for words in (found, found.decode()[:-1].encode()) if self._each.Match(words))
            known = self._known[found] = self._names[min(self._each.Match(words))][1], len(words)
        return known

    @cached_property
    def _pattern(self) -> Any:
        options = re2.Options()
        options.longest_match = True
        options.never_capture = True
        options.max_mem = MEMORY
        return re2.compile(f"(?:{'|'.join(found for found, _ in self._names)})(?:[^{LETTER}]|$)", options)

    @cached_property
    def _each(self) -> re2.Set:
        """The names one by one, to tell which was found."""
        options = re2.Options()
        options.max_mem = MEMORY
        names = re2.Set.FullMatchSet(options)
        for found, _ in self._names:
            names.Add(found)
        names.Compile()
        return names


def _patterns(term: GlossaryTerm) -> Iterator[tuple[str, str]]:
    """What is looked for, with the id of the term, or with none where something else is meant."""
    names = (term.term, *term.aliases) if term.hover is None else term.hover
    for name in (*names, term.abbreviation if names else ""):
        if name:
            yield pattern(name), term.id
    for name in term.unlike:
        yield pattern(name), ""
    for form in term.forms:
        yield pattern(form, exactly=True), term.id
