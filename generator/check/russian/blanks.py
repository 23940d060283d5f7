"""Blanks: too many, missing, before a comma, at the end of a line; empty lines; a word written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.russian.mask import EDGE
from generator.check.russian.rules import BlankBefore, BlankInside, BlankLines, DoubleBlank, NoBlankAfter, RepeatedWord, Tab, TrailingBlank
from generator.check.russian.spots import Spot, change
from generator.patterns import late

_B = "[ \t\u00a0]"
_LETTER = "А-ЯЁа-яё"

_DOUBLE = late(rf"(?<=[^\s{EDGE}|])[ \u00a0]{{2,}}(?=[^\s{EDGE}|])")
_TAB = late(rf"(?<=[^\s{EDGE}|])[ ]*+\t[ \t]*+(?=[^\s{EDGE}|])")
_BEFORE = late(
    rf"(?<=[{_LETTER}»)\"“”]){_B}+(?:(?=[.,!?](?:[\s»)\"“”]|\Z))|(?=[;:](?:\s|\Z))|(?P<sign>[,;])(?=[{_LETTER}]))",
)
_ABOUT_SIGN = late(r"[!?][»)\"“”]*\s+[а-яё]")  # «поставьте знак ? в графе»
_INSIDE_START = late(rf"(?<=[«(„]){_B}+(?=[{_LETTER}]{{2}})")
_INSIDE_END = late(rf"(?:(?<=[{_LETTER}][а-яё])|(?<=[а-яё][.,!?])){_B}+(?=[»)])")
_AFTER = late(rf"(?<=[а-яё]{{2}})(?:(?P<end>\.)(?=[А-ЯЁ][а-яё ])|(?P<sign>[,;:!?])(?P=sign)*(?=[{_LETTER}]))")
_WORD_BEFORE = late(r"[\w.-]+\Z")
_TWICE = late(rf"(?<![\w-])(?P<word>[{_LETTER}]++)(?P<again>(?:(?:{_B}++|[ \t]*+\n[ \t]*+)(?i:(?P=word))(?![\w-]))+)")
_TRAILING = late(r"(?<![ \t])[ \t]++$", re.MULTILINE)
_EMPTY_LINES = late(r"\n[ \t]*+\n[ \t]*+\n(?P<extra>(?:[ \t]*+\n)+)")

# Words that are never said twice on purpose: there the second one goes.
_SERVANTS = frozenset(
    re.findall(
        r"\w+",
        "в во на с со и по для от до из за к ко у о об но или при над под через без чтобы если это как когда после перед между а же ли бы"
        " который которая которое которые их его её он она они мы вы",
    )
)
_MEANT = frozenset(
    re.findall(
        r"\w+",
        "да нет так ну вот очень едва чуть много мало давно долго далеко ещё еще всё все было тихо точно раз вон ой ай ах ох ха эй стоп шаг что не ни"
        " сам сама сами один одна одно больше выше дальше лишь только кто где там тут туда сюда",
    )
)


def double(prose: str) -> Iterator[Spot]:
    """Two blanks and more between words; the cells of a table may be padded."""
    start = 0
    for line in prose.split("\n"):
        if "|" not in line:
            for match in _DOUBLE.finditer(line):
                yield change(DoubleBlank, start + match.start(), start + match.end(), "\u00a0" if "\u00a0" in match.group() else " ")
        start += len(line) + 1


def tabs(prose: str) -> Iterator[Spot]:
    """A tabulation between words."""
    return (change(Tab, match.start(), match.end(), " ") for match in _TAB.finditer(prose))


def before(prose: str) -> Iterator[Spot]:
    """«слово ,» and «слово ,слово»."""
    for match in _BEFORE.finditer(prose):
        if not _ABOUT_SIGN.match(prose, match.end()):
            yield change(BlankBefore, match.start(), match.end(), f"{match['sign']} " if match["sign"] else "")


def inside(prose: str) -> Iterator[Spot]:
    """«( слово )» and «« слово »»."""
    for pattern in (_INSIDE_START, _INSIDE_END):
        for match in pattern.finditer(prose):
            yield change(BlankInside, match.start(), match.end(), "")


def after(prose: str) -> Iterator[Spot]:
    """«слово,слово» and «слово.Слово»; a name may have a point in it: «Яндекс.Учебник»."""
    for match in _AFTER.finditer(prose):
        if match["end"]:
            word = _WORD_BEFORE.search(prose, max(0, match.start() - 40), match.start())
            if not word or word.group() != word.group().lower() or "." in word.group():
                continue
        yield Spot(NoBlankAfter, match.start(), match.end(), ((match.end(), match.end(), " "),))


def twice(prose: str) -> Iterator[Spot]:
    """«на на»."""
    for match in _TWICE.finditer(prose):
        word = match["word"].lower()
        if word in _MEANT or (len(word) == 1 and match.group().isupper()):
            continue
        changes = ((match.start("again"), match.end("again"), ""),) if word in _SERVANTS else ()
        yield Spot(RepeatedWord, match.start(), match.end(), changes)


def trailing(prose: str) -> Iterator[Spot]:
    """Blanks at the end of a line; two of them within a paragraph break the line and stay."""
    for match in _TRAILING.finditer(prose):
        start, end = match.span()
        alone = start == 0 or prose[start - 1] == "\n"
        breaks = not alone and match.group().endswith("  ") and bool(prose[end + 1 : end + 2].strip() or _indented(prose, end))
        if not breaks and not (start and prose[start - 1] in (EDGE, "\\")):
            yield change(TrailingBlank, start, end, "")


def empty_lines(prose: str) -> Iterator[Spot]:
    """More than two empty lines on end."""
    return (change(BlankLines, match.start("extra"), match.end("extra"), "") for match in _EMPTY_LINES.finditer(prose))


def _indented(prose: str, end: int) -> bool:
    """Whether the next line has words after its blanks."""
    stop = prose.find("\n", end + 1)
    return bool(prose[end + 1 : stop if stop >= 0 else len(prose)].strip())
