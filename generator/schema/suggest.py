"""The known word that an unknown one stands for, among ids, Russian labels and aliases alike, and how sure that is.

Evidence is tried from strong to weak: the same word written otherwise (case, dashes, look-alike letters, the other
keyboard layout, transliteration) is certain; another ending, a slip of the finger or a part of a name is a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from generator.patterns import late
from generator.schema.vocabulary import Term, Vocabulary
from generator.spelling import distance

LONGEST = 160  # a longer text is no word somebody mistyped
MOST_WORDS = 8
SHOWN = 8
_SMALL = 3  # a word so short is only compared whole

_SIGNS = late(r"[\W_]+")
_WORD = late(r"[^\W_]+")
_LOOKALIKE = str.maketrans("авекмнорстухіјѕ", "abekmhopctyxijs")
_KEYS_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_KEYS_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_TO_RUSSIAN = str.maketrans(_KEYS_LATIN, _KEYS_RUSSIAN)
_TO_LATIN = str.maketrans(_KEYS_RUSSIAN, _KEYS_LATIN)
_CYRILLIC = late(r"[а-яё]")
_LATIN = late(r"[a-z]")
_ROMAN = str.maketrans(
    {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
     "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "",
     "э": "e", "ю": "yu", "я": "ya"},
)  # fmt: skip
# One sign for what the schemes of transliteration (GOST 7.79, GOST R 52535.1, ICAO, BGN, and habit) write in different ways.
_UNITS = {
    "shch": "щ", "shh": "щ", "sch": "щ", "zh": "ж", "kh": "h", "ch": "ч", "sh": "ш", "ts": "c", "tc": "c", "cz": "c", "yu": "ю", "ju": "ю", "iu": "ю",
    "ya": "я", "ja": "я", "ia": "я", "yo": "e", "jo": "e", "ye": "e", "je": "e", "x": "h", "w": "v",
}  # fmt: skip
_UNIT = late("|".join(sorted(_UNITS, key=len, reverse=True)) + "|[ijy]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a word stands for. A certain guess is the same word written otherwise, so it may be put in without asking."""

    target: str
    certain: bool


def guess(word: str, names: Mapping[str, str]) -> Guess | None:
    """The value of `names` that `word` stands for, or None when nothing is close.

    `names` maps every spelling (id, label, alias) to the id it stands for.
    """
    if not names or not 0 < len(word) <= LONGEST:
        return None
    index = _index(tuple(names.items()))
    return index.same(word) or index.near(word)


def nearest(word: str, names: Mapping[str, str]) -> str | None:
    """The same without saying how sure it is."""
    found = guess(word, names)
    return found.target if found else None


def spellings(terms: Iterable[Term]) -> dict[str, str]:
    """Every spelling of the terms, each pointing at its id; what two terms share as an alias points at none."""
    terms = tuple(terms)
    found: dict[str, str] = {}
    shared: set[str] = set()
    for term in terms:
        for alias in term.aliases:
            if found.setdefault(alias, term.id) != term.id:
                shared.add(alias)
    for alias in shared:
        del found[alias]
    for names in ((term.short for term in terms), (term.label for term in terms), (term.id for term in terms)):
        found |= {name: term.id for term, name in zip(terms, names, strict=True) if name}
    return found


def meant(word: str, vocabulary: Vocabulary) -> Guess | None:
    """The term of a vocabulary that a word stands for; never one that is no longer chosen."""
    return guess(word, spellings(term for term in vocabulary.terms if not term.retired))


def advice(found: Guess | None, vocabulary: Vocabulary) -> str:
    """What to write instead of a value, when its guess is known; the values there are when there is none."""
    if found:
        start = "Напишите" if found.certain else "Возможно, нужно"
        return f"{start} «{found.target}» ({vocabulary[found.target].name})."
    terms = [term for term in vocabulary.terms if not term.retired]
    shown = ", ".join(f"{term.id} ({term.name})" for term in terms[:SHOWN]) + (" и другие" if len(terms) > SHOWN else "")
    return f"Выберите из списка: {shown}."


@dataclass(frozen=True)
class _Index:
    """The spellings arranged for one kind of evidence after another; each arrangement is made when it is first needed."""

    names: tuple[tuple[str, str], ...]

    def same(self, word: str) -> Guess | None:
        """The same word written otherwise."""
        other = _other_layout(word)
        for table, written in ((self.folds, fold(word)), (self.shapes, _shape(word)), (self.folds, fold(other))):
            targets = table.get(written) if written else None
            if targets:
                return Guess(targets[0], len(targets) == 1)
        sound = _sound(word)
        targets = self.sounds.get(sound) if sound else None
        if not targets:
            return None
        # Two Russian words of one sound («цел» and «цель») are two words; a Russian word and its id are one.
        russian = _LATIN.search(word.lower()) is None
        return Guess(targets[0], len(targets) == 1 and not (russian and (_CYRILLIC.search(targets[0].lower()) or _sound(targets[0]) != sound)))

    def near(self, word: str) -> Guess | None:
        """Another word that is likely to be meant."""
        found = self._inflected(word) or self._inflected(_other_layout(word)) or self._slip(_sound(word), _most_slips(word)) or self._part(_words(word))
        return Guess(found, certain=False) if found else None

    @cached_property
    def folds(self) -> dict[str, tuple[str, ...]]:
        return self._by(fold)

    @cached_property
    def shapes(self) -> dict[str, tuple[str, ...]]:
        return self._by(_shape)

    @cached_property
    def sounds(self) -> dict[str, tuple[str, ...]]:
        return self._by(_sound)

    @cached_property
    def beginnings(self) -> dict[tuple[str, ...], list[tuple[str, str]]]:
        """Names by the first letters of their words: only those that agree in them can differ in endings alone."""
        found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for name, target in self.names:
            found.setdefault(_beginning(_words(name)), []).append((name, target))
        return found

    @cached_property
    def letters(self) -> tuple[tuple[int, int, str, str], ...]:
        """Length and letters (as bits) of every name's sound, to pass over those that are far at a glance."""
        return tuple((len(sound), _bits(sound), sound, target) for sound, targets in self.sounds.items() for target in targets if sound)

    @cached_property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Names as words with a space before and after each."""
        return tuple((f" {' '.join(_words(name))} ", target) for name, target in self.names)

    def _by(self, write: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
        """Names by the way they are written; an id is stronger than what other terms are also called."""
        found: dict[bool, dict[str, tuple[str, ...]]] = {False: {}, True: {}}
        for name, target in self.names:
            table, written = found[name == target], write(name)
            known = table.get(written, ())
            if target not in known:
                table[written] = (*known, target)
        return found[False] | found[True]

    def _inflected(self, word: str) -> str | None:
        words = _words(word)
        if not 0 < len(words) <= MOST_WORDS:
            return None
        stems = _stems(words)
        targets = {target for name, target in self.beginnings.get(_beginning(words), ()) if _stems(_words(name)) == stems}
        return targets.pop() if len(targets) == 1 else None

    def _slip(self, sound: str, most: int) -> str | None:
        size, bits = len(sound), _bits(sound)
        best, found = most + 1, set[str]()
        if not most:
            return None
        for length, others, name, target in self.letters:
            limit = min(best, most, _allowed(length))
            if abs(length - size) > limit or (bits ^ others).bit_count() > 2 * limit:
                continue
            far = distance(sound, name, limit)
            # Two slips or more at the very first letter too: that is another word.
            if far > limit or (far > 1 and sound[0] != name[0] and 5 * far > size):
                continue
            if far < best:
                best, found = far, {target}
            elif far == best:
                found.add(target)
        return found.pop() if len(found) == 1 else None

    def _part(self, words: tuple[str, ...]) -> str | None:
        """A name that begins with, holds, or is held in what was written, when there is only one."""
        if not 0 < len(words) <= MOST_WORDS:
            return None
        line = f" {' '.join(words)} "
        stems = [f" {word[: max(4, len(word) - 2)]}" for word in words if len(word) > _SMALL]
        if not stems or sum(map(len, words)) < 5:
            return None
        whole = {target for name, target in self.lines if name.startswith(line[:-1])}
        if len(whole) == 1:
            return whole.pop()
        held = {target for name, target in self.lines if len(name) > 7 and name in line}
        if len(held) == 1:
            return held.pop()
        size = 2 * sum(map(len, words))  # a word that is less than half of a name says little
        holds = {target for name, target in self.lines if size >= len(name.replace(" ", "")) and all(stem in name for stem in stems)}
        return holds.pop() if len(holds) == 1 else None


@lru_cache(maxsize=64)
def _index(names: tuple[tuple[str, str], ...]) -> _Index:
    return _Index(names)


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer  # noqa: PLC0415  # of forty languages: 15 ms, needed for words nobody knows

    stem: Callable[[str], str] = snowballstemmer.stemmer("russian").stemWord
    return stem


@lru_cache(maxsize=8192)
def _stemmed(word: str) -> str:
    if not _CYRILLIC.match(word):
        return word[:-1] if word.endswith("s") and len(word) > _SMALL and not word.endswith("ss") else word
    return _stemmer()(word)


def fold(word: str) -> str:
    """A word without what does not make it another one: case, ё, spaces, dashes, underscores, quotes."""
    return _SIGNS.sub("", unicodedata.normalize("NFC", word).lower().replace("ё", "е"))


def _shape(word: str) -> str:
    """What a word looks like: letters of both alphabets that look the same are the same."""
    return fold(word).translate(_LOOKALIKE)


def _sound(word: str) -> str:
    """A word as every scheme of transliteration writes it."""
    return _UNIT.sub(_unit, fold(word).translate(_ROMAN))


def _unit(match: re.Match[str]) -> str:
    return _UNITS.get(match.group(), "i")


def _other_layout(word: str) -> str:
    """What the same keys give on the other keyboard layout; empty for a word of both alphabets or none."""
    low = word.lower()
    cyrillic, latin = _CYRILLIC.search(low), _LATIN.search(low)
    if bool(cyrillic) == bool(latin):
        return ""
    return low.translate(_TO_LATIN if cyrillic else _TO_RUSSIAN)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower().replace("ё", "е")))


def _beginning(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(word[:_SMALL] for word in words))


def _stems(words: tuple[str, ...]) -> list[str]:
    return sorted(_stemmed(word) for word in words)


def _bits(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _allowed(size: int) -> int:
    """How many slips a word of that length may have and still be the same word."""
    if size <= 2:
        return 0
    if size <= 5:
        return 1
    return 2 if size <= 10 else 3


def _most_slips(word: str) -> int:
    """The same for a word as it is written. Russian words are near one another («срок», «урок»), so fewer slips make another one."""
    size = len(_sound(word))
    if _CYRILLIC.search(word.lower()):
        return 0 if size <= 5 else 1 if size <= 8 else 2
    return _allowed(size)


def labels(fields: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """Every spelling of the fields of a schema: key, Russian title and other names (`x-aliases`), each pointing at the key."""
    return dict(_labels(fields))


def _labels(fields: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    for key, field in fields.items():
        aliases = field.get("x-aliases")
        yield from ((str(alias), key) for alias in (aliases if isinstance(aliases, list) else ()))
    for key, field in fields.items():
        if "title" in field:
            yield str(field["title"]), key
    yield from ((key, key) for key in fields)
