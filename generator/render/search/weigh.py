"""How much each key says about a document: BM25F over its texts, rounded to one byte, so that the browser only adds up.

A byte with the high bit is a key of the title: three bits of the weight of the other texts, four of how many keys the title has.
Any other byte: two bits of the best text the key stands in (see PLACES), four of its weight.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Counted:
    """A document before it is weighed.

    `counts`: for each text how often each key stands in it. `forms`: the words behind each key. `eighths`: in which eighths of
    the whole each key stands, as bits.
    """

    counts: tuple[Counter[str], ...]
    forms: Mapping[str, Counter[str]]
    eighths: Mapping[str, int]

    @property
    def lengths(self) -> tuple[int, ...]:
        """Keys in each text."""
        return tuple(text.total() for text in self.counts)


def counted(texts: Sequence[str], kept: Collection[str]) -> Counted:
    """The keys of a document's texts; words in `kept` and short words in capitals stay as they are written."""
    counts: list[Counter[str]] = []
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    eighths: dict[str, int] = defaultdict(int)
    cut = [list(words(text)) for text in texts]
    step = 8 / max(SHORT, sum(map(len, cut)))
    place = 0
    for number, (text, line) in enumerate(zip(texts, cut, strict=True)):
        found: Counter[str] = Counter()
        names: dict[str, tuple[str, ...]] = dict.fromkeys(WEAK, ()) if number else {}
        loud = capitals(text)
        for word, times in Counter(line).items():
            if word in names:
                continue
            keys: list[str] = []
            for part in parts(word):
                if part in kept:
                    own = [part]
                elif part in loud:
                    own = [part, key(part)] if len(part) >= WHOLE_STEM or loud[part] < times else [part]
                else:
                    own = [key(part)]
                keys += own
                for name in own:
                    found[name] += times
                    forms[name][part] += times
            names[word] = tuple(keys)
        for word in line:
            bits = 1 << int(place * step) | 1 << int((place + 2) * step)
            for name in names[word]:
                eighths[name] |= bits
            place += 1
        counts.append(found)
    return Counted(tuple(counts), forms, {name: bits & 0xFF for name, bits in eighths.items()})


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
    found = {name: kind << 4 | max(1, round(LEVELS * _saturated(weights[name]))) for name, kind in classes.items()}
    for name in document.counts[0]:
        found[name] = TITLE | round(7 * _saturated(weights.get(name, 0.0))) << 4 | min(15, titled)
    return found


def _saturated(weight: float) -> float:
    return weight / (SATURATION + weight)
