"""Text becomes search keys: fold, cut into words, stem; a key may be cut further to the root its family shares.

`theme/assets/js/stem.js` does the same step for step. Whatever changes here changes there, and the tests compare the
two over every word of the bank; a key that differs is a page that is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from snowballstemmer.russian_stemmer import RussianStemmer  # not stemmer("russian"): that one may hand out another library

NOTHING: frozenset[str] = frozenset()
_SILENT = (
    "а без бы был была были было быть в вам вас ведь во вот все всех вы где да для до его ее ей если есть еще же за и из или им их к как "
    "ко когда кто ли либо мне мной может мы на над надо нам нас не него нее нет ни них но ну о об обо он она они оно от п перед по под пока "
    "при про с свой себе себя со собой так там также те тем то тоже того той только том ты у уже чего чем что чтобы эта эти это этой этом этот я"
)
STOP = frozenset(_SILENT.split())
"""Words that say nothing about a text: neither stored nor looked up."""

_FOLD = str.maketrans({"ё": "е", "\u2010": "-", "\u2011": "-", "\u00ad": None, "\u0301": None})
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)+|[а-яa-z0-9]+(?:-[а-яa-z0-9]+)*")
_CAPITALS = re.compile(r"(?<![А-Яа-яЁё])[А-ЯЁ]{2,7}(?![А-Яа-яЁё])")
SUFFIXES = (
    "ирова", "ирован", "изирова", "изирован", "изац", "ац", "ир", "ова", "ован", "ива", "иван", "ыва", "ыван",
    "ичеств", "ничеств", "еств", "ств", "ическ", "ническ", "еск", "ск", "ичн", "ивн", "онн", "ционн", "ц", "н", "ан", "ен",
    "ник", "ниц", "ик", "иц", "ист", "изм", "ант", "ательн", "ительн", "ател", "ост", "ность", "ов", "к",
)  # fmt: skip
"""What makes one word of another; the index carries them to the browser."""

_SUFFIX = re.compile(f"(?:{'|'.join(sorted(SUFFIXES))})$")
_ROOT = 4  # letters that stay


def fold(text: str) -> str:
    """The text as it is compared: composed, lower case, ё as е, without stress marks and soft hyphens.

    >>> fold("Учёба, за\u0301мок")
    'учеба, замок'
    """
    return unicodedata.normalize("NFC", text).lower().translate(_FOLD)


def words(text: str) -> Iterator[str]:
    """Words of a text in order, folded; a number with points («5.1») and a word with hyphens are one.

    >>> list(words("ИОМ (п. 5.1) – «наставник-педагог»"))
    ['иом', 'п', '5.1', 'наставник-педагог']
    """
    for match in _WORD.finditer(fold(text)):
        yield match.group()


def key(word: str, kept: Collection[str] = NOTHING) -> str:
    """What a folded word is looked up by: its stem, or itself for the words in `kept`. A hyphened word keeps its hyphens.

    >>> key("наставничеством"), key("иом"), key("иом", {"иом"})
    ('наставничеств', 'и', 'иом')
    """
    return "-".join(part if part in kept else _stem(part) for part in word.split("-"))


def keys(text: str, kept: Collection[str] = NOTHING) -> Iterator[str]:
    """Keys of a text in order, without words that say nothing; after a hyphened word come its parts."""
    for word in words(text):
        yield from keys_of(word, kept)


def keys_of(word: str, kept: Collection[str] = NOTHING) -> Iterator[str]:
    """Keys of one folded word: none for one that says nothing, the whole and the parts for a hyphened one."""
    if word in STOP:
        return
    yield key(word, kept)
    if "-" in word:
        yield from (key(part, kept) for part in word.split("-") if part not in STOP)


def root(name: str) -> str:
    """The beginning a key shares with its family: stemmed once more, then up to three suffixes less, four letters stay.

    The second stemming joins what the first leaves apart («проблему» gives «пробл», «проблема» «проблем»).

    >>> root("наставничеств"), root("наставник"), root("педагогическ"), root("проблем")
    ('настав', 'настав', 'педагог', 'пробл')
    """
    found = _stem(name)
    for _ in range(3):
        match = _SUFFIX.search(found[_ROOT:])
        if match is None:
            break
        found = found[: _ROOT + match.start()].rstrip("ь")
    return found


def abbreviations(text: str, known: Iterable[str] = ()) -> frozenset[str]:
    """Words that are not to be stemmed: those in `known`, and short ones that a text writes in capitals only.

    >>> sorted(abbreviations("В ОМО и ШМО. Важно, ВАЖНО!", ["ИОМ"]))
    ['иом', 'омо', 'шмо']
    """
    capitals = {fold(word) for word in _CAPITALS.findall(text)}
    ordinary = set(words(_CAPITALS.sub(" ", text)))
    return frozenset(capitals - ordinary | {word for name in known for word in words(name)}) - STOP


_STEMMER = RussianStemmer()


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))
