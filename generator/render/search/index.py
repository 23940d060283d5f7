"""The index as a few files whose names are hashes of their bytes, and `search/index.json` that names them.

words: every key with the documents it stands in and how much it weighs there (BM25F, worked out here, so that the
browser only adds up). docs: what a result shows. texts: bodies in blocks, fetched one by one for excerpts.
`theme/assets/js/search.js` reads all three and nothing else; both sides change together with VERSION.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import groupby
from string import ascii_lowercase, digits

from generator.memo import Memo
from generator.model import GlossaryTerm
from generator.model.facets import facets
from generator.render.search.chain import STOP, SUFFIXES, abbreviations, key, keys, keys_of, root, words
from generator.render.search.documents import KINDS, SILENT, Document
from generator.render.site import World, facet_url
from generator.schema import Term

VERSION = 1
FOLDER = "search/"
BLOCK = 24_000  # characters of bodies in one file

# For the texts of a Document in their order: weight, how much a long text is discounted, the place a reader is told.
WEIGHTS = (8.0, 4.0, 1.5, 3.0, 1.0)
DISCOUNTS = (0.4, 0.3, 0.3, 0.5, 0.75)
CLASSES = (0, 1, 1, 2, 3)
PLACES = ("в названии", "в признаках", "в описании", "в тексте")
PRIORS = {"practice": 1.25, "program": 1.1, "page": 1.1, "term": 1.1, "clause": 0.9, "school": 0.8, "event": 0.8, "act": 0.9}
SATURATION = 1.2
LEVELS = 13  # of weight; times four classes: 52 signs from «A» on, one ends a posting

_BASE36 = digits + ascii_lowercase
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def search_files(world: World, documents: Sequence[Document]) -> dict[str, bytes]:
    """Every file of the search by its path. The same documents give the same bytes."""
    glossary = world.bank.glossary
    kept = abbreviations("\n".join(text for document in documents for text in document.texts), (term.abbreviation for term in glossary))
    index = _Index(kept, world.memo)
    for document in documents:
        index.add(document)
    blocks = tuple(_blocks(documents))
    files: dict[str, bytes] = {}

    def put(name: str, value: object) -> str:
        data = _json(value)
        path = f"{name}.{sha256(data).hexdigest()[:12]}.json"
        files[FOLDER + path] = data
        return path

    tables = index.tables()
    lists = {"kept": " ".join(sorted(kept)), "stop": " ".join(sorted(STOP)), "suffixes": " ".join(SUFFIXES)}
    also = _also(glossary, kept, tables["terms"].split("\n"))
    shown = {"kinds": [(name, label, PRIORS[name]) for name, label in KINDS.items()], "places": PLACES}
    manifest = {
        "version": VERSION,
        "words": put("words", {**tables, **lists, "also": also}),
        "docs": put("docs", {**shown, "docs": _rows(documents, blocks), "facets": _facets(world, kept)}),
        "texts": [put("texts", {str(number): documents[number].body for number in block}) for block in blocks],
    }
    files[f"{FOLDER}index.json"] = _json(manifest)
    return files


@dataclass
class _Index:
    """Keys gathered from documents: counts by key and document, lengths of texts, and the words behind a key."""

    kept: Collection[str]
    memo: Memo
    counts: list[tuple[Counter[str], ...]] = field(default_factory=list)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, document: Document) -> None:
        kept = " ".join(sorted(self.kept))
        counts, forms = self.memo("search", (*document.texts, kept), partial(_count, document.texts, self.kept))
        self.counts.append(counts)
        for name, found in forms.items():
            self.forms[name].update(found)

    def tables(self) -> dict[str, str]:
        """What the browser looks words up in: columns of one length, a line (or a letter) for each key."""
        postings: dict[str, list[tuple[int, str]]] = defaultdict(list)
        averages = self._averages()
        for number, texts in enumerate(self.counts):
            lengths = [text.total() for text in texts]
            for name in sorted(set().union(*texts)):
                postings[name].append((number, _letter([text[name] for text in texts], lengths, averages)))
        names = sorted(postings)
        return {
            "terms": "\n".join(names),
            "ends": "\n".join(_ending(name, self.forms[name]) for name in names),
            "roots": "".join(self._roots(group) for _, group in groupby(names, lambda name: name[:2])),
            "posts": "\n".join(_steps(postings[name]) for name in names),
        }

    def _roots(self, names: Iterable[str]) -> str:
        """Lengths of the roots of keys that begin alike: a small part, so that a new word makes only its part anew."""
        group = [name if name in self.kept else f"{name}*" for name in names]
        return self.memo("roots", (" ".join(group),), lambda: "".join(_BASE36[min(_root_length(name), 35)] for name in group))

    def _averages(self) -> list[float]:
        lengths = [[text[part].total() for text in self.counts if text[part]] for part in range(len(WEIGHTS))]
        return [sum(found) / len(found) if found else 1.0 for found in lengths]


def _count(texts: Sequence[str], kept: Collection[str]) -> tuple[tuple[Counter[str], ...], dict[str, Counter[str]]]:
    """How often each key stands in each text, and the words behind every key."""
    counts: list[Counter[str]] = []
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        found: Counter[str] = Counter()
        for word, times in Counter(words(text)).items():
            for form in {word, *word.split("-")}:
                forms[key(form, kept)][form] += times
            for name in keys_of(word, kept):
                found[name] += times
        counts.append(found)
    return tuple(counts), dict(forms)


def _root_length(name: str) -> int:
    """Length of a key's root; a key without the star is kept whole."""
    return len(root(name[:-1])) if name.endswith("*") else len(name)


def _letter(found: Sequence[int], lengths: Sequence[int], averages: Sequence[float]) -> str:
    """How much a key weighs in a document, and the best text it stands in, as one letter."""
    weight = sum(WEIGHTS[part] * count / (1 - DISCOUNTS[part] + DISCOUNTS[part] * lengths[part] / averages[part]) for part, count in enumerate(found) if count)
    level = max(1, min(LEVELS - 1, round((LEVELS - 1) * weight / (SATURATION + weight))))
    best = min(CLASSES[part] for part, count in enumerate(found) if count)
    return chr(ord("A") + best * LEVELS + level)


def _steps(found: Iterable[tuple[int, str]]) -> str:
    """Documents as steps from one to the next, each followed by its letter: «3A1c»."""
    line, last = [], 0
    for number, letter in found:
        line.append(f"{number - last}{letter}")
        last = number
    return "".join(line)


def _ending(name: str, forms: Mapping[str, int]) -> str:
    """What turns a key into its commonest word; «=» and the whole word where the key is not its beginning."""
    form = min(forms, key=lambda word: (-forms[word], len(word), word))
    return form[len(name) :] if form.startswith(name) else f"={form}"


def _blocks(documents: Sequence[Document]) -> Iterator[tuple[int, ...]]:
    """Numbers of documents with a body, so many together as fit into one file."""
    block: list[int] = []
    size = 0
    for number, document in enumerate(documents):
        if not document.body:
            continue
        if block and size + len(document.body) > BLOCK:
            yield tuple(block)
            block, size = [], 0
        block.append(number)
        size += len(document.body)
    if block:
        yield tuple(block)


def _rows(documents: Sequence[Document], blocks: Sequence[Sequence[int]]) -> list[list[object]]:
    """A row a document: address, kind, title, summary, and the block its body is in."""
    place = {number: index for index, block in enumerate(blocks) for number in block}
    kinds = list(KINDS)
    return [[item.url, kinds.index(item.kind), item.title, item.summary, place.get(number, -1)] for number, item in enumerate(documents)]


def _facets(world: World, kept: Collection[str]) -> list[list[object]]:
    """Values of facets that have cards: name, address, number of cards, and the keys they are found by."""
    return [
        [value.term.name, facet_url(facet.field, value.term.id), len(value.cards), _names(value.term, kept)]
        for facet in facets(world.bank)
        if facet.field not in SILENT
        for value in facet.used
    ]


def _names(term: Term, kept: Collection[str]) -> list[str]:
    return sorted(set(keys(". ".join((term.label, *term.aliases)), kept)))


def _also(glossary: Iterable[GlossaryTerm], kept: Collection[str], terms: Sequence[str]) -> list[list[object]]:
    """Other words for the same thing: what a reader is told, numbers of its keys, and the keys that call for it.

    An abbreviation and its term call for each other. Another name calls for the term, unless the one holds the other.
    """
    place = {name: number for number, name in enumerate(terms)}
    found: set[tuple[tuple[str, ...], str, tuple[str, ...]]] = set()
    for term in glossary:
        name = _BRACKETS.sub("", term.term)
        whole, short = _phrase(name, kept), _phrase(term.abbreviation, kept)
        if short:
            found |= {(short, lowered(name), whole), (whole, term.abbreviation, short)}
        for alias in term.aliases:
            other = _phrase(alias, kept)
            if other and not set(other) <= set(whole) and not set(whole) <= set(other) and not set(short[:1]) & set(other):
                found.add((other, lowered(name), whole))
    return [[told, [place[name] for name in names], list(cause)] for cause, told, names in sorted(found) if names and all(name in place for name in names)]


def _phrase(text: str, kept: Collection[str]) -> tuple[str, ...]:
    """Keys of a phrase, hyphened words only in parts."""
    return tuple(name for name in keys(text, kept) if "-" not in name)


def lowered(name: str) -> str:
    """A name inside a sentence: its first letter small, unless the word is an abbreviation.

    >>> lowered("Индивидуальный маршрут"), lowered("ШМО наставников")
    ('индивидуальный маршрут', 'ШМО наставников')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
