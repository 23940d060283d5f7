"""Queries made from documents, each with the one document it must find: titles as people spoil them.

Words are judged by a dictionary of Russian (`Dictionary`; in the bench pymorphy3), never by an engine. Chance is drawn for
each query anew from the seed, the class and the document, so that one document more changes few queries.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Protocol

from bench.search_corpus import Doc

TOKEN = re.compile(r"[а-яё]+(?:-[а-яё]+)*")
CONTENT = frozenset({"NOUN", "ADJF", "VERB", "INFN", "PRTF"})
EMPTY = frozenset({
    "быть", "мочь", "который", "свой", "этот", "такой", "весь", "один", "каждый", "другой", "должен", "нужный", "можно",
    "нельзя", "только", "также", "если", "чтобы", "когда", "через", "после", "перед", "между"
})  # fmt: skip
"""Words of the parts of speech above that tell no document from another."""

ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
QWERTY = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
CHATTER = ("образец заполнения", "своими словами", "смотреть онлайн", "простыми словами", "таблица для печати", "краткий конспект")
"""What people add to a search that the document does not say."""

POOL = 1000
"""Queries are about so many documents, the first by name: so one list of queries serves larger corpora too."""

ABBREVIATIONS = ("abbr->exp", "exp->abbr")

ALIKE = 5
"""So many documents may have the words of a query about an abbreviation: ten are shown, all of them can be among these."""

KIN: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "NOUN": (
        ("ание", ("ать", "ательный")),
        ("ение", ("ить", "еть", "ительный")),
        ("ация", ("ировать", "ационный")),
        ("ция", ("ционный",)),
        ("ость", ("ый", "ий", "ой")),
        ("ка", ("чный", "очный", "ковый")),
        ("к", ("чный",)),
        ("га", ("жный",)),
        ("л", ("льный",)),
        ("ла", ("льный",)),
        ("ник", ("нический", "ничество", "ница")),
        ("ика", ("ический", "ик")),
        ("", ("ный", "ский", "овый", "ический", "ник", "ство", "ист")),
        ("а", ("ный", "ской", "овый", "ник")),
        ("ия", ("ический", "ийный", "ист")),
        ("ь", ("ный", "ский")),
        ("о", ("ный", "овый", "ник")),
    ),
    "ADJF": (
        ("ный", ("", "а", "ь", "ность", "ник")),
        ("ой", ("", "а")),
        ("ский", ("", "ь", "ство")),
        ("ческий", ("ка", "к", "ция")),
        ("ционный", ("ция",)),
        ("овый", ("", "а", "ка")),
        ("ый", ("ость", "ота")),
        ("ий", ("ость", "ь")),
    ),
    "INFN": (("ировать", ("ация", "ирование")), ("ать", ("ание", "атель")), ("ить", ("ение", "итель")), ("ять", ("ение", "яние")), ("еть", ("ение",))),
}
"""Ends of words by part of speech, and what kindred words have in their place; the dictionary judges each result."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the dictionary says of a word: `forms` are those of the same part of speech, the usual ones only."""

    lemma: str
    part: str
    known: bool
    forms: tuple[str, ...] = ()


class Dictionary(Protocol):
    """Russian words."""

    def word(self, text: str) -> Word:
        """A word in small letters, known or guessed."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search: `target` is the document wanted, `original` what `text` was before it was spoilt."""

    kind: str
    text: str
    target: str
    original: str


def fold(text: str) -> str:
    """Small letters, «ё» as «е»."""
    return text.lower().replace("ё", "е")


def queries(docs: Sequence[Doc], words: Dictionary, *, targets: int, seed: int, pairs: Iterable[tuple[str, str]] = ()) -> tuple[Query, ...]:
    """Queries of every class for at most `targets` documents each, sorted by class.

    `pairs` are abbreviations with what they stand for.
    """
    maker = _Maker(docs, words, seed, docs[:POOL])
    made = [query for kind in CLASSES for query in maker.of_class(kind, CLASSES[kind], targets)]
    return (*made, *maker.abbreviations(tuple(pairs)))


class _Corpus:
    """What the queries need to know of all documents together."""

    def __init__(self, docs: Sequence[Doc], words: Dictionary) -> None:
        self.words = words
        self.tokens = {doc.id: TOKEN.findall(doc.text.lower()) for doc in docs}
        self.holders: dict[str, set[str]] = defaultdict(set)
        for name, tokens in self.tokens.items():
            for token in tokens:
                self.holders[fold(token)].add(name)
        self.size = len(docs)
        self.title_lemmas = {doc.id: {self.lemma(word) for word in TOKEN.findall(doc.title.lower())} for doc in docs}
        self.entitled: dict[str, set[str]] = defaultdict(set)
        for name, lemmas in self.title_lemmas.items():
            for lemma in lemmas:
                self.entitled[lemma].add(name)

    def lemma(self, word: str) -> str:
        return fold(self.words.word(word).lemma)

    def count(self, word: str) -> int:
        """In how many documents a word stands."""
        return len(self.holders.get(fold(word), ()))

    def content(self, word: str) -> bool:
        """True for a word that says what a document is about."""
        if len(word) < 4:
            return False
        known = self.words.word(word)
        return known.known and known.part in CONTENT and known.lemma not in EMPTY

    def having(self, spoken: Iterable[str]) -> set[str]:
        """The documents that have all these words, in these forms."""
        return set.intersection(*(self.holders.get(fold(word), set()) for word in spoken))


@dataclass(frozen=True)
class _Target:
    """A document with the few words of its title that no other title has together."""

    corpus: _Corpus
    doc: Doc

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Two or three words in their order; empty when the title does not tell the document from others."""
        corpus = self.corpus
        spoken = list(dict.fromkeys(word for word in TOKEN.findall(self.doc.title.lower()) if corpus.content(word)))
        rarest = sorted(spoken, key=corpus.count)[:3]
        key = tuple(word for word in spoken if word in rarest)
        if len(key) < 2 or set.intersection(*(corpus.entitled[corpus.lemma(word)] for word in key)) != {self.doc.id}:
            return ()
        return key

    @cached_property
    def folded(self) -> frozenset[str]:
        """Every word of the document."""
        return frozenset(fold(word) for word in self.corpus.tokens[self.doc.id])


Spoilt = tuple[Sequence[str], Sequence[str]] | None
"""Words of a query and what they were before; None when the class cannot be made of the document."""

Spoil = Callable[[_Target, Random], Spoilt]


class _Maker:
    """Makes the queries of a class."""

    def __init__(self, docs: Sequence[Doc], words: Dictionary, seed: int, pool: Sequence[Doc]) -> None:
        self.corpus = _Corpus(docs, words)
        order = sorted(pool, key=lambda doc: Random(f"{seed} {doc.id}").random())
        self.targets = [_Target(self.corpus, doc) for doc in order]
        self.seed = seed

    def of_class(self, kind: str, spoil: Spoil, most: int) -> Iterator[Query]:
        number = 0
        for target in self.targets:
            made = spoil(target, Random(f"{self.seed} {kind} {target.doc.id}"))
            if made and number < most:
                number += 1
                yield Query(kind, " ".join(made[0]), target.doc.id, " ".join(made[1]))

    def abbreviations(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Query]:
        """Documents that speak only of the one are looked for by the other, with a word of the title beside it."""
        made = [query for target in self.targets for pair in pairs for query in self._abbreviated(target, *pair)]
        yield from sorted(made, key=lambda query: query.kind)

    def _abbreviated(self, target: _Target, short: str, long: str) -> Iterator[Query]:
        corpus, doc = self.corpus, target.doc
        head = f"{doc.title} {doc.description}".lower()
        parts = {corpus.lemma(word) for word in TOKEN.findall(long.lower()) if len(word) > 2}
        spelt = parts <= {corpus.lemma(word) for word in TOKEN.findall(head)}
        standing = re.compile(rf"(?<![а-яё]){re.escape(short.lower())}(?![а-яё])")
        beside = [word for word in TOKEN.findall(doc.title.lower()) if corpus.content(word) and corpus.lemma(word) not in parts]
        rarest = sorted(beside, key=corpus.count)[:1]
        if not parts or not rarest:
            return
        if spelt and not standing.search(doc.text.lower()) and len(corpus.having((*_among(head, parts, corpus), *rarest))) <= ALIKE:
            yield Query(ABBREVIATIONS[0], " ".join((short.lower(), *rarest)), doc.id, " ".join((long.lower(), *rarest)))
        if not spelt and standing.search(head) and len(corpus.having((*TOKEN.findall(short.lower()), *rarest))) <= ALIKE:
            yield Query(ABBREVIATIONS[1], " ".join((long.lower(), *rarest)), doc.id, " ".join((short.lower(), *rarest)))


def _among(text: str, lemmas: set[str], corpus: _Corpus) -> list[str]:
    """The words of a text that have these lemmas."""
    return [word for word in TOKEN.findall(text) if corpus.lemma(word) in lemmas]


# The classes ---------------------------------------------------------------------------------------------------------


def _exact(target: _Target, _: Random) -> Spoilt:
    return (target.key, target.key) if target.key else None


def _inflect(target: _Target, random: Random) -> Spoilt:
    """Every word that has other forms stands in one of them."""
    spoken = tuple(_other_form(target.corpus, word, random) for word in target.key)
    return (spoken, target.key) if spoken != target.key else None


def _typo(target: _Target, random: Random) -> Spoilt:
    """One slip in the longest word, which makes it no other word."""
    return _slipped(target.key, target, random)


def _inflect_typo(target: _Target, random: Random) -> Spoilt:
    made = _inflect(target, random)
    return _slipped(made[0], target, random) if made else None


def _layout(target: _Target, _: Random) -> Spoilt:
    """Typed with the Latin layout of the keyboard on."""
    return ([word.translate(QWERTY) for word in target.key], target.key) if target.key else None


def _prefix(target: _Target, random: Random) -> Spoilt:
    """The last word is not typed to its end."""
    if not target.key:
        return None
    last = target.key[-1]
    size = max(3, int(len(last) * random.uniform(0.45, 0.7)))
    return ((*target.key[:-1], last[:size]), target.key) if size < len(last) else None


def _noise(target: _Target, random: Random) -> Spoilt:
    """Other forms, and words beside them that the document does not have."""
    lemmas = {target.corpus.lemma(word) for word in target.folded}
    fitting = [phrase for phrase in CHATTER if not any(target.corpus.lemma(word) in lemmas for word in phrase.split() if len(word) > 3)]
    if not target.key or not fitting:
        return None
    spoken = [_other_form(target.corpus, word, random) for word in target.key]
    return ((*random.choice(fitting).split(), *spoken), target.key)


def _derive(target: _Target, random: Random) -> Spoilt:
    """One word gives way to a kindred one that the document has in no form."""
    for word in sorted(target.key, key=target.corpus.count):
        kin = [other for other in kindred(word, target.corpus.words) if not _has(target, other)]
        if kin:
            chosen = random.choice(kin)
            return ([chosen if item == word else item for item in target.key], target.key)
    return None


def _yo_typed_e(target: _Target, _: Random) -> Spoilt:
    """The document has «ё», the reader does not type it."""
    corpus = target.corpus
    dotted = [word for word in dict.fromkeys(corpus.tokens[target.doc.id]) if "ё" in word and corpus.content(word)]
    for word in sorted(dotted, key=corpus.count):
        beside = [other for other in TOKEN.findall(target.doc.title.lower()) if other != word and corpus.content(other)][:2]
        if beside and corpus.having((word, *beside)) == {target.doc.id}:
            return ([fold(item) for item in (word, *beside)], (word, *beside))
    return None


def _e_typed_yo(target: _Target, _: Random) -> Spoilt:
    """The document has «е» where the dictionary has «ё», the reader types «ё»."""
    spoken = tuple(_dotted(word, target.corpus.words) for word in target.key)
    return (spoken, target.key) if spoken != target.key else None


def _body(target: _Target, _: Random) -> Spoilt:
    """Two rare words that stand side by side in the text and together in no other document."""
    corpus, best, most = target.corpus, None, 0.0
    limit = max(3, corpus.size // 50)
    for sentence in re.split(r"[.!?;:\n]", target.doc.body.lower()):
        spoken = TOKEN.findall(sentence)
        for pair in pairwise(spoken):
            counts = [corpus.count(word) for word in pair]
            worth = sum(math.log(corpus.size / count) for count in counts)
            if (
                worth > most
                and pair[0] != pair[1]
                and all(2 <= count <= limit for count in counts)
                and all(map(corpus.content, pair))
                and corpus.lemma(pair[0]) not in corpus.title_lemmas[target.doc.id]
                and corpus.having(pair) == {target.doc.id}
            ):
                best, most = pair, worth
    return (best, best) if best else None


CLASSES: Mapping[str, Spoil] = {
    "exact": _exact,
    "inflect": _inflect,
    "typo": _typo,
    "layout": _layout,
    "prefix": _prefix,
    "noise": _noise,
    "derive": _derive,
    "inflect+typo": _inflect_typo,
    "yo:е-for-ё": _yo_typed_e,
    "yo:ё-for-е": _e_typed_yo,
    "body2": _body,
}
"""Classes of queries that need no glossary."""


# Words ---------------------------------------------------------------------------------------------------------------


def kindred(text: str, words: Dictionary) -> list[str]:
    """Words of the dictionary made from the same stem; the first four letters stay."""
    word = words.word(text)
    part = "INFN" if word.part in ("VERB", "INFN") else word.part
    ends = [(end, others) for end, others in KIN.get(part, ()) if word.lemma.endswith(end) and len(word.lemma) - len(end) >= 4]
    found = dict.fromkeys(word.lemma[: len(word.lemma) - len(end)] + other for end, others in ends for other in others)
    return [other for other in found if other != word.lemma and (known := words.word(other)).known and known.lemma == other]


def slip(word: str, random: Random) -> str:
    """One letter added, lost, changed for its neighbour on the keyboard or swapped with the next; the first one stays."""
    place = random.randrange(1, len(word))
    near = _neighbour(word[place], random)
    made = [word[:place] + near + word[place:], word[:place] + word[place + 1 :], word[:place] + near + word[place + 1 :]]
    if place + 1 < len(word):
        made.append(word[:place] + word[place + 1] + word[place] + word[place + 2 :])
    return random.choice(made)


def _slipped(spoken: Sequence[str], target: _Target, random: Random) -> Spoilt:
    longest = max(spoken, key=len, default="")
    if len(longest) < 6:
        return None
    for _ in range(20):
        wrong = slip(longest, random)
        if wrong != longest and not target.corpus.count(wrong) and not target.corpus.words.word(wrong).known:
            return ([wrong if word == longest else word for word in spoken], target.key)
    return None


def _neighbour(letter: str, random: Random) -> str:
    for row in ROWS:
        if letter in row:
            place = row.index(letter)
            return random.choice([row[near] for near in (place - 1, place + 1) if 0 <= near < len(row)])
    return "е"  # «ё» stands apart on the keyboard


def _other_form(corpus: _Corpus, word: str, random: Random) -> str:
    """Another form, one that can be seen to be the same word."""
    others = [form for form in corpus.words.word(word).forms if fold(form) != fold(word) and form[:2] == word[:2]]
    return random.choice(sorted(set(others))) if others else word


def _dotted(word: str, words: Dictionary) -> str:
    """The word with «ё» where the dictionary has it."""
    if "ё" in word:
        return word
    return next((form for form in words.word(word).forms if "ё" in form and fold(form) == word), word)


def _has(target: _Target, word: str) -> bool:
    forms = (word, *target.corpus.words.word(word).forms)
    return any(fold(form) in target.folded for form in forms)
