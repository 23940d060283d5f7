"""Text becomes search keys: fold, cut into words, stem; a key may be cut further to the root its family shares.

`theme/assets/js/search/chain.js` does the same step for step. Whatever changes here changes there, and the tests compare the
two over every word of the bank; a key that differs is a page that is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from snowballstemmer.russian_stemmer import RussianStemmer  # not stemmer("russian"): that one may hand out another library

_SILENT = (
    "а без бы был была были было быть в вам вас ведь во вот все всех вы где да для до его ее ей если есть еще же за и из или им их к как "
    "ко когда кто ли либо мне мной может мы на над надо нам нас не него нее нет ни них но ну о об обо он она они оно от п перед по под пока "
    "при про с свой себе себя со собой так там также те тем то тоже того той только том ты у уже чего чем что чтобы эта эти это этой этом этот я"
)
STOP = frozenset(_SILENT.split())
"""Words that say nothing about a text: neither stored nor looked up."""

_QUIET = (
    "весь вообще всего всей всем всю даже ему ею каждый каждая каждое каждую какая какие какой какое какую которая которого которое который "
    "которую которые которых куда лишь мною можно мой моя мое мои моей моего нами наш наша наши ней нельзя ним ними нужно очень просто сам сама "
    "самих само сами своя свое свои своего своей своих своим своими свою такая такие такое такой тебе тебя тех хоть чей через чтоб этого этим этих "
    "эту"
)
WEAK = frozenset(_QUIET.split())
"""Words that say something in a title only: stored for titles, and little of a query."""

_FOLD = (("ё", "е"), ("\u2010", "-"), ("\u2011", "-"), ("\u00ad", ""), ("\u0301", ""))  # one by one: `str.translate` asks of every letter
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)+|[а-яa-z0-9]+(?:-[а-яa-z0-9]+)*")
_CAPITALS = re.compile(r"(?<![А-Яа-яЁё])[А-ЯЁ]{2,8}(?![А-Яа-яЁё])")
SUFFIXES = (
    "ирова", "ирован", "изирова", "изирован", "изац", "ац", "ир", "ова", "ован", "ива", "иван", "ыва", "ыван",
    "ичеств", "ничеств", "еств", "ств", "ическ", "ническ", "еск", "ск", "ичн", "ивн", "онн", "ционн", "ц", "н", "ан", "ен",
    "ник", "ниц", "ик", "иц", "ист", "изм", "ант", "ательн", "ительн", "ател", "ост", "ность", "ов", "к",
)  # fmt: skip
"""What makes one word of another; the index carries them to the browser."""

_SUFFIX = re.compile(f"(?:{'|'.join(sorted(SUFFIXES))})$")
_ROOT = 4  # letters that stay
_FLEETING = re.compile("(?<=..)[еоьй]([бгджзклмнпрстхцчшщ])$")


def fold(text: str) -> str:
    """The text as it is compared: composed, lower case, ё as е, without stress marks and soft hyphens.

    >>> fold("Учёба, за\u0301мок")
    'учеба, замок'
    """
    folded = unicodedata.normalize("NFC", text).lower()
    for sign, other in _FOLD:
        folded = folded.replace(sign, other)
    return folded


def words(text: str) -> list[str]:
    """Words of a text in order, folded; a number with points («5.1») and a word with hyphens are one.

    >>> words("ИОМ (п. 5.1) – «наставник-педагог»")
    ['иом', 'п', '5.1', 'наставник-педагог']
    """
    return cut(fold(text))


def cut(folded: str) -> list[str]:
    """Words of a folded text."""
    return _WORD.findall(folded)


def key(word: str) -> str:
    """What a folded word is looked up by: the stem of each of its parts.

    >>> key("наставничеством"), key("учебно-методический")
    ('наставничеств', 'учебн-методическ')
    """
    return "-".join(map(_stem, word.split("-"))) if "-" in word else _stem(word)


def parts(word: str) -> Iterator[str]:
    """The words a folded word is found by: itself, and those its hyphens join. One that says nothing gives none.

    >>> list(parts("учебно-методический")), list(parts("и"))
    (['учебно-методический', 'учебно', 'методический'], [])
    """
    if word in STOP:
        return
    yield word
    if "-" in word:
        yield from (part for part in word.split("-") if part and part not in STOP)


def keys(text: str) -> Iterator[str]:
    """Keys of a text in order, without words that say nothing; after a hyphened word come its parts."""
    for word in words(text):
        yield from map(key, parts(word))


def twin(name: str) -> str:
    """A key without what comes and goes inside a word: «настроек» and «настройк», «окон» and «окн» give the same.

    >>> twin("настроек"), twin("настройк"), twin("окон"), twin("окн")
    ('настрок', 'настрок', 'окн', 'окн')
    """
    return _without_fleeting(_stem(name))


def _without_fleeting(name: str) -> str:
    return _FLEETING.sub(r"\1", name)


def root(name: str) -> str:
    """The beginning a key shares with its family: its twin without up to three suffixes; four letters stay.

    >>> root("наставничеств"), root("наставник"), root("педагогическ"), root("проблем")
    ('настав', 'настав', 'педагг', 'пробл')
    """
    found = twin(name)
    for _ in range(3):
        match = _SUFFIX.search(found[_ROOT:])
        if match is None:
            break
        found = found[: _ROOT + match.start()].rstrip("ьй")
    return _without_fleeting(found)


def capitals(text: str) -> Counter[str]:
    """Short words that a text writes in capitals only, folded, with how often: abbreviations, which have no stem.

    >>> sorted(capitals("В ОМО и ШМО. Важно, ПДн, И.").items())
    [('омо', 1), ('шмо', 1)]
    """
    return Counter(map(fold, _CAPITALS.findall(text)))


_STEMMER = RussianStemmer()


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))
