"""The browser cuts, folds and stems as the generator does, marks what it found, and unpacks what the generator packed."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.render.search import chain
from tests.browser.engines import laid
from tests.search import shipped

pytestmark = pytest.mark.browser

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
CHAIN = """async ([texts, suffixes]) => {
    const chain = await import(new URL("assets/js/search/chain.js", location));
    const pattern = chain.one(suffixes);
    return JSON.stringify(texts.map((text) => chain.words(text).map((word) => {
        const name = chain.key(word);
        return [word, name, chain.twin(name), chain.root(name, pattern)];
    })));
}"""
MARKS = """async ([texts, names]) => {
    const { excerpted, finder } = await import(new URL("assets/js/search/answer.js", location));
    const held = new Set(names);
    return JSON.stringify(texts.map((text) => {
        const { marks } = excerpted(text, "", "", held, finder(held));
        return marks.title.map(([from, to]) => text.slice(from, to));
    }));
}"""
EXCERPT = """async ([body, names]) => {
    const { excerpted, finder } = await import(new URL("assets/js/search/answer.js", location));
    const { excerpt, marks } = excerpted("", "Кратко.", body, new Set(names), finder(new Set(names)));
    return [excerpt, marks.excerpt.map(([from, to]) => excerpt.slice(from, to))];
}"""
INFLATE = """async (packs) => {
    const { inflate } = await import(new URL("assets/js/search/inflate.js", location));
    return packs.map((pack) => Array.from(inflate(Uint8Array.from(pack)), (byte) => byte.toString(16).padStart(2, "0")).join(""));
}"""
INFLATE_BAD = """async (packs) => {
    const { inflate } = await import(new URL("assets/js/search/inflate.js", location));
    return packs.map((pack) => { try { inflate(Uint8Array.from(pack)); return "read"; } catch (error) { return error.name; } });
}"""

SIGNS = "абвгдеёжийклмнорстуцшщъыьэюяЁЙИОМШAz019.-–\u2010\u2011 «»\u00a0\u0301\u0308\u0306\u00ad\uf0b7\u200d🙂İßΣ"
TEXTS = st.one_of(
    st.text(SIGNS, max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text("аеиоуыюябвйнсшщьт", max_size=12),
    st.text(SIGNS, max_size=30).map(lambda text: unicodedata.normalize("NFD", text)),
)

STEMS = (
    "пис",
    "чита",
    "стро",
    "вяза",
    "нес",
    "школ",
    "уч",
    "ост",
    "ьв",
    "я",
    "ае",
    "бь",
    "дружн",
    "здоров",
    "настав",
    "обеспеч",
    "ранн",
    "нейш",
    "подъём",
    "ёжик",
)
GERUNDS = "в вши вшись ив ивши ившись ыв ывши ывшись ся сь"
ADJECTIVES = "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею ивш ывш ующ ем нн вш ющ щ"
VERBS = "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю"
NOUNS = "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я"
LAST = "ост ость ейш ейше нн ь иь остьь ностью"
ENDINGS = tuple(" ".join((GERUNDS, ADJECTIVES, VERBS, NOUNS, LAST)).split())


@pytest.fixture(scope="module")
def page(chromium: Any, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A blank page beside the scripts; it need not be a new one for pure functions."""
    context = chromium.new_context()
    made = context.new_page()
    made.goto(serve(laid(tmp_path_factory.mktemp("chain") / "site", {})))
    yield made
    context.close()


def compared(page: Any, texts: Iterable[str]) -> None:
    """The browser says of every text what the generator says."""
    asked = list(texts)
    told = json.loads(page.evaluate(CHAIN, [asked, " ".join(chain.SUFFIXES)]))
    for text, line in zip(asked, told, strict=True):
        assert line == [[word, (name := chain.key(word)), chain.twin(name), chain.root(name)] for word in chain.words(text)], ascii(text)


def test_every_word_of_the_bank(page: Any) -> None:
    """Titles, summaries and bodies as they stand."""
    compared(page, (text for document in shipped.found() for text in (document.title, *document.texts)))


def test_every_ending_of_the_stemmer(page: Any) -> None:
    """Every ending Snowball knows, alone and after another, behind stems with and without the vowel it asks for."""
    endings = [*ENDINGS, *("".join(pair) for pair in product(ENDINGS[:30], ("ся", "ость", "и", "ь"))), *(f"н{ending}" for ending in ENDINGS)]
    compared(page, (stem + vowel + ending for stem in STEMS for vowel in ("", "а", "и") for ending in endings))


@FEW
@given(texts=st.lists(TEXTS, min_size=20, max_size=120))
def test_any_text(page: Any, texts: list[str]) -> None:
    """Composed or not, with marks of stress, soft hyphens, hyphens, digits, emoji, signs of a word processor."""
    compared(page, texts)


@FEW
@given(
    texts=st.lists(st.text("абевёйор АЁЙ-№,«»🙂", max_size=40), min_size=10, max_size=40), names=st.sets(st.text("абевйор", min_size=1, max_size=3), max_size=8)
)
def test_marks_are_the_words_that_have_the_keys(page: Any, texts: list[str], names: set[str]) -> None:
    """Every word that has a key is marked whole and no other, parts of hyphened words as words."""
    spelt = [unicodedata.normalize("NFC", text) for text in texts]
    told = json.loads(page.evaluate(MARKS, [spelt, sorted(names)]))
    for text, marked in zip(spelt, told, strict=True):
        parts = "".join(sign if sign.isalpha() else " " for sign in text).split()
        wanted = [part for part in parts if (folded := chain.fold(part)) in names or chain.key(folded) in names]
        assert marked == wanted, (text, names)


@pytest.mark.parametrize(
    ("text", "names", "marked"),
    [
        ("Учёба и учеба", ["учеб"], ["Учёба", "учеба"]),
        ("Уче\u0308ба", ["учеб"], ["Уче\u0308ба"]),
        ("учебно\u2011методический", ["учебн", "методическ"], ["учебно", "методический"]),
        ("приказ 235\u2011ОД", ["235-од", "235", "од"], ["235\u2011ОД"]),
        ("п. 5.1 и п. 15.1", ["5.1"], ["5.1"]),
        ("по ИОМ, иомы", ["иом"], ["ИОМ", "иомы"]),
        ("наста\u00adвник", [], []),
        ("уроках\u00ad", ["урок"], ["уроках\u00ad"]),
    ],
)
def test_marks(page: Any, text: str, names: list[str], marked: list[str]) -> None:
    """What is typed otherwise than it is looked up is marked as it stands."""
    assert json.loads(page.evaluate(MARKS, [[text], names])) == [marked]


def test_an_excerpt_is_where_most_of_the_words_are(page: Any) -> None:
    """The part of a long text with both words, cut between words; the summary when the text says no more than it."""
    filler = "Нечто иное говорится здесь. " * 40
    body = f"{filler}Сначала урок. {filler}Потом урок и журнал рядом. {filler}"
    excerpt, marked = page.evaluate(EXCERPT, [body, ["урок", "журна", "журнал"]])
    assert marked == ["урок", "журнал"]
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert excerpt.strip("… ") in body
    assert len(excerpt) < 300
    assert page.evaluate(EXCERPT, [filler, ["урок"]]) == ["Кратко.", []]


SAID = ("", "а", "школа " * 3000, "".join(Random(1).choices("абвгд", k=40_000)), "наставник и урок; " * 5 + "".join(map(chr, range(1, 5000))))


@pytest.mark.parametrize("strategy", [zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FILTERED])
@pytest.mark.parametrize("level", [0, 1, 9])
def test_inflate_reads_every_kind_of_block(page: Any, level: int, strategy: int) -> None:
    """Stored, fixed and described blocks, many in one stream, and repeats that overlap what they repeat."""
    packs = []
    for text in SAID:
        packer = zlib.compressobj(level, zlib.DEFLATED, 15, 9, strategy)
        data = text.encode("utf-8", "surrogatepass")
        packs.append(packer.compress(data[:1000]) + packer.flush(zlib.Z_FULL_FLUSH) + packer.compress(data[1000:]) + packer.flush())
    told = page.evaluate(INFLATE, [list(pack) for pack in packs])
    assert [bytes.fromhex(each).decode() for each in told] == list(SAID)


@FEW
@given(
    parts=st.lists(
        st.tuples(
            st.one_of(st.binary(max_size=300), st.builds(lambda data, times: data * times, st.binary(max_size=9), st.integers(1, 400))), st.integers(0, 9)
        ),
        min_size=5,
        max_size=20,
    )
)
def test_inflate_reads_any_bytes(page: Any, parts: list[tuple[bytes, int]]) -> None:
    """Whatever was packed comes back."""
    told = page.evaluate(INFLATE, [list(zlib.compress(data, level)) for data, level in parts])
    assert [bytes.fromhex(each) for each in told] == [data for data, _ in parts]


def test_inflate_reads_the_shipped_index(page: Any) -> None:
    """Every file as it is served."""
    packs = [data for path, data in shipped.files().items() if path.endswith(".bin")]
    told = page.evaluate(INFLATE, [list(pack) for pack in packs])
    assert [bytes.fromhex(each) for each in told] == [zlib.decompress(pack) for pack in packs]


def test_inflate_ends_on_broken_data(page: Any) -> None:
    """A file cut off on the way, or no such file at all, is an error and not a page that hangs."""
    whole = zlib.compress("Наставник и урок. ".encode() * 50 + bytes(range(256)))
    broken = [whole[:cut] for cut in range(2, len(whole) - 8, 7)]
    told = page.evaluate(INFLATE_BAD, [list(pack) for pack in (*broken, b"<!doctype html><title>404</title>", b"", whole[:2] + b"\x07")])
    assert "read" not in told
