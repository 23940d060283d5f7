"""Documents turned inside out: for every key the documents that have it.

Kept between runs, so that one edited document costs its own keys and not everybody's; the outcome is the same either way, and
a test holds that.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.render.search.shards import commonest, ending, entries_of, posting
from generator.render.search.weigh import Counted, Form, codes, counted, pivots

FEW = 20  # one document of so many may have changed; beyond that all is counted anew

Entry = tuple[int, int]
"""A key's byte and eighths in one document."""


@dataclass(slots=True)
class Inverted:
    """`postings` and `endings` by key are what is asked for; the rest is what the next run needs to mend them."""

    kept: frozenset[str]
    usual: tuple[float, ...]
    digests: list[bytes]
    lengths: list[tuple[int, ...]]
    documents: list[bytes]  # of each: entries and forms, pickled
    postings: dict[str, bytes]
    endings: dict[str, str]
    forms: dict[str, dict[str, int]]


def inverted(texts: Sequence[Sequence[str]], digests: list[bytes], kept: frozenset[str], last: Inverted | None = None) -> Inverted:
    """The index of documents, each given by its texts and a hash of them; `last`, the index of a former state, is mended where that is less work."""
    if last and last.kept == kept and len(last.digests) == len(digests):
        changed = [number for number, digest in enumerate(digests) if digest != last.digests[number]]
        if len(changed) * FEW <= len(digests) + FEW and _mended(last, texts, changed):
            last.digests = digests
            return last
    return _counted(texts, kept, digests)


def _counted(texts: Sequence[Sequence[str]], kept: frozenset[str], digests: list[bytes]) -> Inverted:
    found = [counted(document, kept) for document in texts]
    usual = pivots([document.lengths for document in found])
    rows: dict[str, tuple[list[int], bytearray, bytearray]] = defaultdict(lambda: ([], bytearray(), bytearray()))
    forms: dict[str, dict[str, int]] = defaultdict(dict)
    kept_documents = []
    for number, document in enumerate(found):
        entries = _entries(document, usual)
        for name, (code, eighths) in entries.items():
            row = rows[name]
            row[0].append(number)
            row[1].append(code)
            row[2].append(eighths)
        for (name, word), times in document.forms.items():
            words = forms[name]
            words[word] = words.get(word, 0) + times
        kept_documents.append(_pickled(document, entries))
    postings = {name: posting(numbers, bytes(found), bytes(eighths)) for name, (numbers, found, eighths) in rows.items()}
    endings = {name: ending(name, commonest(words)) for name, words in forms.items()}
    return Inverted(kept, usual, digests, [document.lengths for document in found], kept_documents, postings, endings, dict(forms))


def _mended(index: Inverted, texts: Sequence[Sequence[str]], changed: Iterable[int]) -> bool:
    """Whether the changed documents could be put in the place of their former selves: not when they moved the usual lengths."""
    now = {number: counted(texts[number], index.kept) for number in changed}
    if not now:
        return True
    lengths = [now[number].lengths if number in now else before for number, before in enumerate(index.lengths)]
    if pivots(lengths) != index.usual:
        return False
    index.lengths = lengths
    for number, document in now.items():
        before, words_before = pickle.loads(index.documents[number])  # noqa: S301  # our own
        entries = _entries(document, index.usual)
        for name in before.keys() | entries.keys():
            if before.get(name) != entries.get(name):
                _put(index.postings, name, number, entries.get(name))
        for form in words_before.keys() | document.forms.keys():
            _recount(index, form, document.forms.get(form, 0) - words_before.get(form, 0))
        index.documents[number] = _pickled(document, entries)
    return True


def _put(postings: dict[str, bytes], name: str, number: int, entry: Entry | None) -> None:
    rows = {row[0]: row for row in entries_of(postings[name])} if name in postings else {}
    if entry:
        rows[number] = (number, *entry)
    else:
        del rows[number]
    if rows:
        numbers, codes_, eighths = zip(*(rows[place] for place in sorted(rows)), strict=True)
        postings[name] = posting(numbers, bytes(codes_), bytes(eighths))
    else:
        del postings[name]


def _recount(index: Inverted, form: Form, more: int) -> None:
    """Let a key be made of a word `more` times more often."""
    if not more:
        return
    name, word = form
    words = index.forms.setdefault(name, {})
    words[word] = words.get(word, 0) + more
    if not words[word]:
        del words[word]
    if words:
        index.endings[name] = ending(name, commonest(words))
    else:
        del index.forms[name], index.endings[name]


def _entries(document: Counted, usual: Sequence[float]) -> dict[str, Entry]:
    return {name: (code, document.eighths[name]) for name, code in codes(document, usual).items()}


def _pickled(document: Counted, entries: Mapping[str, Entry]) -> bytes:
    return pickle.dumps((entries, document.forms), protocol=5)
