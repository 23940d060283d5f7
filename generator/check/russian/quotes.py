"""Quotation marks: «…» around Russian words, „…“ within them, every opened one closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.russian.mask import pieces
from generator.check.russian.rules import ForeignQuotes, StraightQuotes, UnclosedQuote
from generator.check.russian.spots import Spot
from generator.diagnostics import Rule
from generator.patterns import late

_SIGN = late('["«»„“”‘’]')
_STRANGE = late('["“”‘]|«[^«»]*«')
_CYRILLIC = late("[А-ЯЁа-яё]")
_DRESS = "*_~"  # marks of emphasis hug a word as quotes do
_AFTER = frozenset('([{«„“‘"–—-/+=')  # what may stand right before an opening quote
_BEFORE = frozenset('.,:;!?…)]}»“”’"–—-/+')  # and right after a closing one
_STYLES = (("«", "»"), ("„", "“"))  # by how deep a pair stands


@dataclass(frozen=True, slots=True)
class _Pair:
    start: int
    end: int
    depth: int


def marks(prose: str) -> Iterator[Spot]:
    """Quotes of other kinds, a spot a pair; a paragraph whose quotes do not pair off is left to its author."""
    for start, piece in pieces(prose):
        if _STRANGE.search(piece):
            yield from _marks(start, piece)


def unclosed(prose: str) -> Iterator[Spot]:
    """« without its », » without its «. A quotation may run on into the next paragraph."""
    waiting: list[int] = []  # since the paragraph before
    for start, piece in pieces(prose):
        opened: list[int] = []
        for match in re.finditer(r"(?<!\w)[«»]|[«»](?!\w)", piece):
            if match.group() == "«":
                opened.append(start + match.start())
            elif opened:
                opened.pop()
            elif waiting:
                waiting.pop()
            else:
                yield Spot(UnclosedQuote, start + match.start(), start + match.end())
        yield from (Spot(UnclosedQuote, at, at + 1) for at in waiting)
        waiting = opened
    yield from (Spot(UnclosedQuote, at, at + 1) for at in waiting)


def _marks(start: int, piece: str) -> Iterator[Spot]:
    outer: type[Rule] = ForeignQuotes
    russian = False
    for pair in _pairs(piece):
        rule: type[Rule] = StraightQuotes if piece[pair.start] == '"' else ForeignQuotes
        if pair.depth == 0:
            outer, russian = rule, bool(_CYRILLIC.search(piece, pair.start, pair.end))
        elif piece[pair.start] == "«":
            rule = outer  # right but for where it stands
        signs = zip((pair.start, pair.end), _STYLES[pair.depth], strict=True)
        changes = tuple((start + at, start + at + 1, sign) for at, sign in signs if piece[at] != sign)
        if russian and changes:
            yield Spot(rule, start + pair.start, start + pair.end + 1, changes)


def _pairs(piece: str) -> list[_Pair]:
    """Which quotes belong together, outer pairs first; none when that cannot be told for all of them."""
    found: list[_Pair] = []
    waiting: list[int] = []
    for match in _SIGN.finditer(piece):
        at = match.start()
        before, after = _beside(piece, at, -1), _beside(piece, at, 1)
        if piece[at] == "’" and before.isalpha() and after.isalpha():
            continue  # an apostrophe
        opens = _opens(piece[at], before, after, piece[waiting[-1]] if waiting else "")
        if opens:
            waiting.append(at)
        elif opens is not None and waiting and _fit(piece[waiting[-1]], piece[at]) and len(waiting) <= len(_STYLES):
            begun = waiting.pop()
            found.append(_Pair(begun, at, len(waiting)))
        else:
            return []
    return [] if waiting else sorted(found, key=lambda pair: pair.start)


def _opens(sign: str, before: str, after: str, waiting: str) -> bool | None:
    """Whether a quote opens a quotation, by the signs beside it; None when both or neither would do."""
    if sign in "«„":
        return True
    if sign == "»" or (sign == "“" and waiting == "„"):
        return False
    starts = (not before or before.isspace() or before in _AFTER) and bool(after) and not after.isspace() and after not in ".,:;!?)»”"
    ends = bool(before) and not before.isspace() and before not in "([{«„–—" and (not after or after.isspace() or after in _BEFORE)
    return None if starts == ends else starts


def _fit(opening: str, closing: str) -> bool:
    """Whether two may be a pair: «…», "…" and ‘…’ only with their own, the double ones with one another as people mix them."""
    if opening in '«"‘' or closing in '»"’':
        return opening + closing in ("«»", '""', "‘’")
    return True


def _beside(piece: str, at: int, step: int) -> str:
    """The sign before or after `at`, marks of emphasis passed over."""
    at += step
    while 0 <= at < len(piece) and piece[at] in _DRESS:
        at += step
    return piece[at] if 0 <= at < len(piece) else ""
