"""Dashes, ranges, dots, repeated signs, abbreviations, Latin look-alikes, capital letters: faults one regular expression finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.russian.mask import THING
from generator.check.russian.rules import Abbreviation, CapsLock, Dash, Dots, LatinLetter, Range, RepeatedSign
from generator.check.russian.spots import Spot, change
from generator.patterns import late

_B = "[ \t\u00a0]"
_LETTER = "А-ЯЁа-яё"

# Between words; an empty cell of a table and a sum of numbers hold other dashes.
_HYPHEN = late(rf"(?<=[\w»“\")\].,!?…*_{THING}]){_B}+(?P<sign>--?-?){_B}+(?=[\w«„“\"(\[*_…{THING}]|\.{{3}})")
_LONG = late(rf"—+(?={_B}*+(?:[\w«„“\"(\[*_…{THING}]|\.{{3}}|\n[^\n]))")

_RANGE = late(rf"(?<![\w.,:/+§№–-])(?P<low>\d{{1,4}})-(?P<high>\d{{1,4}})(?={_B}*+%|{_B}++(?:[а-яё]{{2}}|[чгмл]\b))")
# What numbers stand after that are names: «приказ № 12-34», «п. 5-8», «код 10-20».
_NAMED = late(
    rf"(?:№|§|\b(?:п{{1,2}}|пункт\w*|ст|статья|стать[ие]|приказ\w*|письм\w+|гост|снип|санпин\w*|код\w*|тел|телефон\w*|номер\w*|шифр\w*|кабинет\w*|каб"
    rf"|дом\w*|д|кв|школ\w+|маршрут\w*|форма|схема|сх[её]м\w+|модел\w+|сч[её]т\w*)\.?:?){_B}*\Z",
    re.IGNORECASE,
)

_SHORT = late(rf"(?<!\w)(?<!\w\.)(?:т\.(?P<one>[кечн])\.|т\.(?P<two>[дп])(?P<end>\.?)|(?<=и )т\.{_B}(?P<open>[дп]))(?![\w.…])")
_THREE_DOTS = late(r"(?<![./\w])\.{3}(?![./\da-zA-Z])|(?<=[А-ЯЁа-яё])\.{3}(?![./\da-zA-Z])")
_SAME_SIGN = late(rf"(?<=[{_LETTER}»)])(?P<sign>[,;!?])(?P=sign)+(?![,;:!?.…\[])")

_LOOKS = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_MIXED = late(rf"(?<![A-Za-z])[A-Za-z](?:(?=[{_LETTER}])|(?<=[{_LETTER}].))")
_SHOUT = late("[А-ЯЁ]{5,}+")
_TITLE_END = late(r"[^.!?\na-zа-яё]*+(?:\n|\Z)")
_SHOUTED = late("[ ,–-]*(?:[А-ЯЁ]{1,4}[ ,–-]+)?")


def dashes(prose: str) -> Iterator[Spot]:
    """A hyphen or two where a dash belongs, and dashes longer than the bank's."""
    for match in _HYPHEN.finditer(prose):
        around = prose[match.start() - 1] + prose[match.end()]
        if not around.isdigit():
            yield Spot(Dash, match.start(), match.end(), ((match.start("sign"), match.end("sign"), "–"),))
    for match in _LONG.finditer(prose):
        yield change(Dash, match.start(), match.end(), "–")


def ranges(prose: str) -> Iterator[Spot]:
    """A hyphen between the numbers «from» and «to», where what is counted is named after them."""
    for match in _RANGE.finditer(prose):
        low, high = match["low"], match["high"]
        if low[0] == "0" or int(low) >= int(high) or _NAMED.search(prose, max(0, match.start() - 16), match.start()):
            continue
        yield change(Range, match.end("low"), match.end("low") + 1, "–")


def abbreviations(prose: str) -> Iterator[Spot]:
    """«т.к.» without a blank, «и т. д» without its full stop."""
    for match in _SHORT.finditer(prose):
        letter = match["one"] or match["two"] or match["open"]
        if match["two"] and not match["end"] and not prose.endswith("и ", 0, match.start()):
            continue
        yield change(Abbreviation, match.start(), match.end(), f"т.\u00a0{letter}.")


def dots(prose: str) -> Iterator[Spot]:
    """Three dots for one sign."""
    return (change(Dots, match.start(), match.end(), "…") for match in _THREE_DOTS.finditer(prose))


def repeated(prose: str) -> Iterator[Spot]:
    """«!!!», «??», «,,»."""
    return (change(RepeatedSign, match.start(), match.end(), match["sign"]) for match in _SAME_SIGN.finditer(prose))


def latin(prose: str) -> Iterator[Spot]:
    """A Russian word with Latin letters that look like its own: eyes see no fault, the search finds no word."""
    done = 0
    for match in _MIXED.finditer(prose):
        if match.start() < done:
            continue
        start = match.start()
        while start > done and (prose[start - 1].isalpha() or prose[start - 1].isdigit()):
            start -= 1
        end = match.end()
        while end < len(prose) and (prose[end].isalpha() or prose[end].isdigit()):
            end += 1
        done = end
        word = prose[start:end]
        strange = [at for at, sign in enumerate(word) if sign.isascii()]
        russian = len(word) - len(strange)
        if russian < 2 or russian <= len(strange) or not all(word[at] != word[at].translate(_LOOKS) for at in strange):
            continue
        yield Spot(LatinLetter, start, end, tuple((start + at, start + at + 1, word[at].translate(_LOOKS)) for at in strange))


def capitals(prose: str) -> Iterator[Spot]:
    """Three long words or more in capital letters on end; a line that holds nothing else is the title of a form."""
    start, end, long = 0, -1, 0
    for match in _SHOUT.finditer(prose):
        if end >= 0 and _SHOUTED.fullmatch(prose, end, match.start()):
            long += 1
        else:
            if long >= 3 and not _TITLE_END.match(prose, end):
                yield Spot(CapsLock, start, end)
            start, long = match.start(), 1
        end = match.end()
    if long >= 3 and not _TITLE_END.match(prose, end):
        yield Spot(CapsLock, start, end)
