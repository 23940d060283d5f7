"""How much each key says about a document: BM25F over its texts, rounded to one byte, so that the browser only adds up.

A byte with the high bit is a key of the title: three bits of the weight of the other texts, four of how many keys the title has.
Any other byte: two bits of the best text the key stands in (see PLACES), four of its weight.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from generator.render.search.chain import WEAK, capitals, key, parts, words

WEIGHTS = (8.0, 4.0, 1.5, 3.0, 1.0)
"""Of the texts of a Document in their order: title, keywords, labels, summary, body."""
DISCOUNTS = (0.4, 0.3, 0.3, 0.5, 0.75)
"""How far a text longer than most is discounted (b of BM25F; Robertson and Zaragoza, 2009)."""
CLASSES = (0, 1, 1, 2, 3)
"""Which of the PLACES each text is."""
PLACES = ("в названии", "в признаках", "в описании", "в тексте")
SATURATION = 1.2  # k1
LEVELS = 15
TITLE = 0x80
SHORT = 160  # words below which a document is not cut finer: twenty are near each other anyway
WHOLE_STEM = 5  # letters from which a word in capitals is a word written loudly, and not only an abbreviation


Form = tuple[str, str]
"""A key and a word it was made of."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A document before it is weighed.

    `counts`: for each text how often each key stands in it. `forms`: how often each key was made of each word. `eighths`: in
    which eighths of the whole each key stands, as bits.
    """

    counts: tuple[Mapping[str, int], ...]
    forms: Mapping[Form, int]
    eighths: Mapping[str, int]

    @property
    def lengths(self) -> tuple[int, ...]:
        """Keys in each text."""
        return tuple(sum(text.values()) for text in self.counts)


def counted(texts: Sequence[str], kept: frozenset[str]) -> Counted:
    """The keys of a document's texts; words in `kept` and short words in capitals stay as they are written."""
    known = _known(kept)
    counts: list[dict[str, int]] = []
    forms: dict[Form, int] = {}
    eighths: dict[str, int] = {}
    cut = [words(text) for text in texts]
    edges = _edges(sum(map(len, cut)))
    start = 0
    for number, (text, line) in enumerate(zip(texts, cut, strict=True)):
        found: dict[str, int] = {}
        names: dict[str, tuple[Form, ...]] = {}
        loud = capitals(text)
        for word, times in Counter(line).items():
            if number and word in WEAK:
                continue
            made = known.get(word)
            if made is None:
                made = known[word] = tuple((name, part) for part in parts(word) for name in ((part,) if part in kept else (key(part),)))
            if loud and ("-" in word or word in loud):
                made = tuple(_loudly(word, times, loud, kept))
            names[word] = made
            for form in made:
                name = form[0]
                found[name] = found.get(name, 0) + times
                forms[form] = forms.get(form, 0) + times
        for eighth, (first, end) in enumerate(edges):
            for word in set(line[max(0, first - start) : max(0, end - start)]):
                for name, _ in names.get(word, ()):
                    eighths[name] = eighths.get(name, 0) | 1 << eighth
        start += len(line)
        counts.append(found)
    return Counted(tuple(counts), forms, eighths)


@cache
def _known(kept: frozenset[str]) -> dict[str, tuple[Form, ...]]:  # words are cut the same for the same `kept`
    """The keys of words met before: a bank has a thousand times fewer words than places where they stand."""
    return {}


def _loudly(word: str, times: int, loud: Mapping[str, int], kept: Collection[str]) -> Iterator[Form]:
    """The keys of a word of which a part stands in capitals."""
    for part in parts(word):
        if part in kept or part in loud:
            yield part, part
        if part not in kept and (part not in loud or len(part) >= WHOLE_STEM or loud[part] < times):
            yield key(part), part


def _edges(total: int) -> list[tuple[int, int]]:
    """First place and end of each eighth of a document of so many words; the two words before an eighth count as in it too."""
    step = 8 / max(SHORT, total)
    eighth = [int(place * step) for place in range(total + 2)]
    starts = [bisect_left(eighth, number) for number in range(9)]
    return [(max(0, first - 2), min(end, total)) for first, end in pairwise(starts)]


def pivots(lengths: Sequence[Sequence[int]]) -> tuple[float, ...]:
    """The usual length of each text, rounded to half octaves, so that an edited document seldom moves it."""
    found = []
    for column in zip(*lengths, strict=True):
        filled = [length for length in column if length]
        mean = sum(filled) / len(filled) if filled else 1
        found.append(2 ** (round(2 * math.log2(mean)) / 2))
    return tuple(found) or tuple(1.0 for _ in WEIGHTS)


def codes(document: Counted, usual: Sequence[float]) -> dict[str, int]:
    """The byte of every key of a document."""
    lengths = document.lengths
    divisors = [1 - cut + cut * length / pivot for cut, length, pivot in zip(DISCOUNTS, lengths, usual, strict=True)]
    titled = len(document.counts[0])
    weights: dict[str, float] = {}
    classes: dict[str, int] = {}
    for place in range(1, len(WEIGHTS)):
        factor = WEIGHTS[place] / divisors[place]
        for name, times in document.counts[place].items():
            weights[name] = weights.get(name, 0.0) + factor * times
            if name not in classes:
                classes[name] = CLASSES[place]
    found = {name: kind << 4 | max(1, round(LEVELS * (weight := weights[name]) / (SATURATION + weight))) for name, kind in classes.items()}
    for name in document.counts[0]:
        weight = weights.get(name, 0.0)
        found[name] = TITLE | round(7 * weight / (SATURATION + weight)) << 4 | min(15, titled)
    return found
