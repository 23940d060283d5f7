"""A page as the finders see it: the text, the text without addresses of pages, and the spots where digits crowd."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from generator.diagnostics import Diagnostic, Rule
from generator.load.lines import Lines
from generator.patterns import late
from generator.settings import Privacy

DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
BLANK = " \u00a0\u2009\u202f"

# Two patterns that begin with letters of their own: the engine finds those much faster than a choice of two.
_ADDRESSES = (late(r"://[^\s<>«»\"|)\]]+"), late(r"www\.[^\s<>«»\"|)\]]+"))
_SPOT = late(rf"[0-9](?:[{BLANK}{DASH}().,:/]{{0,4}}[0-9]){{3,}}")


@dataclass(frozen=True, slots=True)
class Hit:
    """What a finder found: a span of the text, the rule it breaks, a sentence and a hint."""

    start: int
    end: int
    rule: type[Rule]
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A run of four digits or more, with whatever people put between digits."""

    start: int
    end: int
    digits: int


@dataclass(frozen=True)
class Page:
    """One file: its path, its text and what the settings allow."""

    path: str
    text: str
    allowed: Privacy

    @cached_property
    def plain(self) -> str:
        """The text with addresses of pages blanked: every other character keeps its place."""
        text = self.text
        for address in _ADDRESSES:
            text = address.sub(_blank, text)
        return text

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Where numbers may stand: most of a card has no digits, so the costly patterns need not look there."""
        return tuple(Spot(*match.span(), sum(map(str.isdigit, match.group()))) for match in _SPOT.finditer(self.plain))

    def windows(self, least: int, before: int, after: int) -> list[tuple[int, int]]:
        """Stretches of text around the spots of at least so many digits, those that overlap joined."""
        found: list[tuple[int, int]] = []
        for spot in self.spots:
            if spot.digits < least:
                continue
            start, end = max(0, spot.start - before), min(len(self.text), spot.end + after)
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def diagnostic(self, hit: Hit) -> Diagnostic:
        """The diagnostic of a hit, at its place."""
        return hit.rule.at(self._lines.place(self.path, hit.start, hit.end), hit.message, hit.hint)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def clause(text: str, start: int, end: int, width: int = 160) -> tuple[int, int]:
    """The sentence, list item or row of a table around a span, at most `width` characters to each side."""
    floor, roof = max(0, start - width), min(len(text), end + width)
    left = max((match.end() for match in _BREAK.finditer(text, floor, start)), default=floor)
    right = _BREAK.search(text, end, roof)
    return left, right.start() if right else roof


# A full stop ends a sentence unless a single letter or a short abbreviation stands before it.
_BREAK = late(r"(?<=[а-яё»)\d]{3})[.]\s|[!?…]\s|\n[ \t>]*(?=\n|[-*#|]|\d+[.)]\s)")
