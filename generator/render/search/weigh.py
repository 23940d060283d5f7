"""How much each key says about a document: BM25F over its texts, rounded to one byte, so that the browser only adds up.

A byte with the high bit is a key of the title: three bits of the weight of the other texts, four of how many keys the title has.
Any other byte: two bits of the best text the key stands in (see PLACES), four of its weight.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from generator.render.search.chain import WEAK, capitals, cut, fold, key, parts

WEIGHTS = (8.0, 4.0, 1.5, 3.0, 3.0, 1.0)
"""Of the texts of a Document in their order: title, keywords, labels, summary, phrases of readers, body."""
DISCOUNTS = (0.4, 0.3, 0.3, 0.5, 0.3, 0.75)
"""How far a text longer than most is discounted (b of BM25F; Robertson and Zaragoza, 2009)."""
CLASSES = (0, 1, 1, 2, 3, 3)
"""Which of the PLACES each text is."""
PLACES = ("в названии", "в признаках", "в описании", "в тексте")
SATURATION = 1.2  # k1
LEVELS = 15
TITLE = 0x80
SHORT = 160  # words below which a document is not cut finer: twenty are near each other anyway
WHOLE_STEM = 5  # letters from which a word in capitals is a word written loudly, and not only an abbreviation


Form = tuple[str, str]
"""A key and a word it was made of."""
Made = str | tuple[str, ...]
"""The key of a word: keys, where there are several; nothing for a word that says nothing."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A document before it is weighed.

    `counts`: for each text how often each key stands in it. `eighths`: in which eighths of the whole each key stands, as bits.
    `said`: the words of the title, and those of the other texts. `loud`: how many times more, or less, each key was made of each
    word than words make keys elsewhere, because the document has it in capitals.
    """

    counts: tuple[dict[str, int], ...]
    eighths: dict[str, int]
    said: tuple[list[str], list[str]]
    loud: dict[Form, int]

    @property
    def lengths(self) -> tuple[int, ...]:
        """Keys in each text."""
        return tuple(sum(text.values()) for text in self.counts)

    def forms(self, kept: frozenset[str]) -> dict[Form, int]:
        """How often each key was made of each word; `kept` as in `counted`."""
        title, other = map(Counter, self.said)
        return forms(title, other, self.loud, kept)


class Keys(dict[str, Made]):
    """The keys of every word met so far: it is looked up more often than anything else, so by nothing but a dict.

    Words in `kept` stay as they are written, those in `silent` say nothing.
    """

    def __init__(self, kept: frozenset[str], silent: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._kept, self._silent = kept, silent

    def __missing__(self, word: str) -> Made:
        names = () if word in self._silent else tuple(name for name, _ in _plainly(word, self._kept))
        self[word] = names if len(names) > 1 else "".join(names)
        return self[word]


@cache
def _known(kept: frozenset[str]) -> tuple[Keys, Keys]:
    """The keys of words of a title, and of any other text: a bank has a thousand times fewer words than places where they stand."""
    return Keys(kept), Keys(kept, WEAK)


def counted(texts: Sequence[str], kept: frozenset[str]) -> Counted:
    """The keys of a document's texts; words in `kept` and short words in capitals stay as they are written."""
    of_title, of_other = _known(kept)
    counts = []
    made: list[Made] = []
    said: tuple[list[str], list[str]] = ([], [])
    corrections: dict[Form, int] = {}
    for number, text in enumerate(texts):
        folded = fold(text)
        line = cut(folded)
        table = of_other if number else of_title
        here: list[Made] = list(map(table.__getitem__, line))
        loud = capitals(text)
        for word in _raised(line, folded, loud):
            times = line.count(word)
            if not times or (number and word in WEAK):
                continue
            found = list(_loudly(word, times, loud, kept))
            for form in _plainly(word, kept):
                corrections[form] = corrections.get(form, 0) - times
            for form in found:
                corrections[form] = corrections.get(form, 0) + times
            names = tuple(name for name, _ in found)
            place = -1
            for _ in range(times):
                place = line.index(word, place + 1)
                here[place] = names
        said[bool(number)].extend(line)
        counts.append(_summed(here))
        made += here
    return Counted(tuple(counts), _eighths(made), said, corrections)


def forms(title: Mapping[str, int], other: Mapping[str, int], loud: Mapping[Form, int], kept: frozenset[str]) -> dict[Form, int]:
    """How often each key was made of each word, given how often each word was said."""
    found = dict(loud)
    for said, silent in ((title, frozenset[str]()), (other, WEAK)):
        for word, times in said.items():
            if word not in silent:
                for form in _plainly(word, kept):
                    found[form] = found.get(form, 0) + times
    return {form: times for form, times in found.items() if times}


def _plainly(word: str, kept: Collection[str]) -> Iterator[Form]:
    """The usual keys of a word."""
    for part in parts(word):
        yield (part if part in kept else key(part)), part


def _raised(line: Iterable[str], folded: str, loud: Mapping[str, int]) -> Iterable[str]:
    """The words of a line of which a part may stand in capitals."""
    if any(f"{word}-" in folded or f"-{word}" in folded for word in loud):
        return {word for word in line if word in loud or ("-" in word and any(part in loud for part in word.split("-")))}
    return loud


def _loudly(word: str, times: int, loud: Mapping[str, int], kept: Collection[str]) -> Iterator[Form]:
    """The keys of a word of which a part stands in capitals."""
    for part in parts(word):
        if part in kept or part in loud:
            yield part, part
        if part not in kept and (part not in loud or len(part) >= WHOLE_STEM or loud[part] < times):
            yield key(part), part


def _summed(made: Iterable[Made]) -> dict[str, int]:
    """How often each key was made."""
    found: dict[Any, int] = dict(Counter(made))
    for several in [name for name in found if name.__class__ is tuple]:
        times = found.pop(several)
        for name in several:
            found[name] = found.get(name, 0) + times
    found.pop("", None)
    return found


def _eighths(made: Sequence[Made]) -> dict[str, int]:
    """In which eighths of a document each key stands."""
    found: dict[Any, int] = {}
    for eighth, (first, end) in enumerate(_edges(len(made))):
        bit = 1 << eighth
        for name in set(made[first:end]):
            found[name] = found.get(name, 0) | bit
    for several in [name for name in found if name.__class__ is tuple]:
        bits = found.pop(several)
        for name in several:
            found[name] = found.get(name, 0) | bits
    found.pop("", None)
    return found


def _edges(total: int) -> list[tuple[int, int]]:
    """First place and end of each eighth of a document of so many words; the two words before an eighth count as in it too."""
    step = 8 / max(SHORT, total)
    starts = []
    for number in range(9):
        place = max(0, int(number / step) - 1)
        while int(place * step) < number:
            place += 1
        starts.append(place)
    return [(max(0, first - 2), min(end, total)) for first, end in pairwise(starts)]


def pivots(lengths: Iterable[Sequence[int]]) -> tuple[float, ...]:
    """The usual length of each text, rounded to half octaves, so that an edited document seldom moves it."""
    rows = list(lengths)
    return usual([sum(column) for column in zip(*rows, strict=True)], [sum(map(bool, column)) for column in zip(*rows, strict=True)])


def usual(sums: Sequence[int], filled: Sequence[int]) -> tuple[float, ...]:
    """The same of the lengths' sums and of the numbers of texts that are not empty."""
    return tuple(2 ** (round(2 * math.log2(length / number if number else 1)) / 2) for length, number in zip(sums, filled, strict=True)) or (1.0,) * len(
        WEIGHTS
    )


def codes(counts: Sequence[Mapping[str, int]], lengths: Sequence[int], pivot: Sequence[float]) -> dict[str, int]:
    """The byte of every key of a document, given the counts of its texts."""
    factors = [weight / (1 - cut + cut * length / most) for weight, cut, length, most in zip(WEIGHTS, DISCOUNTS, lengths, pivot, strict=True)]
    *_, body = counts
    weights: dict[str, float] = {}
    classes: dict[str, int] = {}
    for place in range(1, len(WEIGHTS) - 1):
        for name, times in counts[place].items():
            weights[name] = weights.get(name, 0.0) + factors[place] * times
            classes.setdefault(name, CLASSES[place])
    of_times = {times: _level(CLASSES[-1], factors[-1] * times) for times in set(body.values())}  # most keys stand in the body only
    found = {name: of_times[times] for name, times in body.items()}
    for name, kind in classes.items():
        weights[name] += factors[-1] * body.get(name, 0)
        found[name] = _level(kind, weights[name])
    for name in counts[0]:
        weight = weights[name] if name in weights else factors[-1] * body.get(name, 0)
        found[name] = TITLE | round(7 * weight / (SATURATION + weight)) << 4 | min(15, len(counts[0]))
    return found


def _level(kind: int, weight: float) -> int:
    return kind << 4 | max(1, round(LEVELS * weight / (SATURATION + weight)))
