"""A Russian term as a pattern of all its forms: each word by the endings its nominative may take, an abbreviation letter for letter.

The endings are those of whole classes of words, so forms come about that nobody uses («критериого»); they do no harm, because no
other word looks like them. A stemmer would join words of one family («наставник», «наставничать», «наставнический»): here only
forms of one word are wanted. What no class knows («ребёнок» – «дети») is written down with the term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_HARD = ("", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах")
_FEMININE = ("а", "ы", "и", "е", "у", "ой", "ою", "ей", "ею", "", "ам", "ами", "ах")
_SOFT = ("ь", "й", "я", "ю", "е", "и", "ем", "ём", "ей", "ёй", "ев", "ёв", "ью", "ям", "ями", "ях")
_ION = ("ие", "ия", "ию", "ием", "ии", "ий", "ией", "иею", "иев", "иям", "иями", "иях")
_ADJECTIVE = (
    "ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ая", "яя", "ей", "ую", "юю", "ою", "ею", "ое", "ее",
    "ые", "ие", "ых", "их", "ыми", "ими",
)  # fmt: skip
CLASSES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("ый", "ой", "ая", "яя", "ое", "ее", "ые"), _ADJECTIVE),
    (("ий", "ие"), (*_ADJECTIVE, *_ION)),
    (("ия", "ии"), _ION),
    (("а",), (*_FEMININE, *_HARD)),
    (("о",), (*_FEMININE, "о", "ом")),
    (("ы", "и"), tuple(dict.fromkeys((*_FEMININE, *_HARD, *_SOFT)))),
    (("я", "е", "ь", "й"), _SOFT),
)
"""Endings of the nominative, and those that may stand in their place; a word with none of them is a masculine noun."""
LETTER = "0-9A-Za-z_\xad\u0300-\u04ff\u2011\\-"
"""What a word consists of, inside the brackets of a class; accents too, and hyphens: «педагог-наставник» is another word than «наставник»."""

_GAP = "(?:[\\s\xa0]|&nbsp;)+"
_VOWELS = "аеёиоуыэюя"
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_PIECE = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)


def spoken(name: str) -> str:
    """A term as texts say it, without what is added in brackets.

    >>> spoken("Молодой (начинающий) педагог"), spoken("Педагог-наставник (квалификационная категория)")
    ('Молодой педагог', 'Педагог-наставник')
    """
    return " ".join(_IN_BRACKETS.sub("", name).split())


def pattern(name: str, *, exactly: bool = False) -> str:
    """A pattern of a term in HTML, for RE2 and Python alike, in any form of its words; `exactly`: in this form only.

    A word may begin with a capital; one with several («ИОМ», «ПДн») is found as it is written.
    """
    return "".join(_GAP if piece.isspace() else _word(piece, exactly=exactly) for piece in _PIECE.findall(spoken(name)))


def _word(word: str, *, exactly: bool) -> str:
    if not word.isalpha() or sum(map(str.isupper, word)) > 1:
        return re.escape(escape(word, quote=False))
    small = word.lower()
    return _lettered(small) if exactly else f"(?:{'|'.join(_lettered(stem) + _any(endings) for stem, endings in _stems(small))})"


def _stems(word: str) -> list[tuple[str, tuple[str, ...]]]:
    """What stays of a word, with the endings it takes; another stem where a vowel comes and goes («площадка» – «площадок»)."""
    ends, endings = next((found for found in CLASSES if word.endswith(found[0]) and len(word) > len("мы")), ((), _HARD))
    stem = word.removesuffix(next((end for end in ends if word.endswith(end)), ""))
    found = [(stem, endings)]
    if len(stem) > 2 and stem[-1] in "кцнл":
        if stem == word and stem[-2] in "ое":
            found.append((f"{stem[:-2]}{stem[-1]}", _HARD[1:]))
        elif stem != word and stem[-2] not in _VOWELS:
            found += [(f"{stem[:-1].rstrip('ьй')}{vowel}{stem[-1]}", ()) for vowel in "ое"]
    return found


def _any(endings: Iterable[str]) -> str:
    """Any of the endings, the longest first."""
    found = sorted(set(endings), key=len, reverse=True)
    return f"(?:{'|'.join(found)})" if found else ""


def _lettered(stem: str) -> str:
    """A stem in HTML: its first letter small or capital, «ё» with dots or without."""
    return "".join(_letter(letter, begins=not index) for index, letter in enumerate(stem))


def _letter(letter: str, *, begins: bool) -> str:
    signs = "её" if letter in "её" else letter
    signs += signs.upper() if begins else ""
    return f"[{signs}]" if len(signs) > 1 else signs
