"""Search on the side of the generator: the text chain, what is indexed, and the index as files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator.model import Bank
from generator.render.search import KINDS, Document, chain, documents, search_files
from generator.render.site import World
from generator.survey import check_bank

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def world() -> World:
    """The bank of this repository."""
    checked = check_bank(ROOT, date(2026, 11, 22))
    assert checked.bank
    assert checked.settings
    return World(bank=checked.bank, settings=checked.settings, theme=ROOT / "theme", root=ROOT)


@pytest.fixture(scope="module")
def found(world: World) -> tuple[Document, ...]:
    """Everything that can be found in it."""
    return documents(world)


@pytest.fixture(scope="module")
def files(world: World, found: tuple[Document, ...]) -> dict[str, bytes]:
    """Its index."""
    return search_files(world, found)


def tables(files: dict[str, bytes]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The manifest and the two files the browser reads first."""
    manifest = json.loads(files["search/index.json"])
    return manifest, json.loads(files[f"search/{manifest['words']}"]), json.loads(files[f"search/{manifest['docs']}"])


def posting(words: dict[str, Any], name: str) -> set[int]:
    """Numbers of the documents a key stands in."""
    line = words["posts"].split("\n")[words["terms"].split("\n").index(name)]
    numbers, number, digits = set(), 0, ""
    for sign in line:
        if sign.isdigit():
            digits += sign
        else:
            number += int(digits)
            digits = ""
            numbers.add(number)
    return numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Учёба, ёлка", ["учеба", "елка"]),
        ("за\u0301мок, слова\u00adрь, Й", ["замок", "словарь", "й"]),
        ("п. 5.1, №\u00a0235-ОД", ["п", "5.1", "235-од"]),
        ("учебно\u2011методический", ["учебно-методический"]),
        ("с 01.09.2026–2027", ["с", "01.09.2026", "2027"]),
        ("<b>«PDF»</b>", ["b", "pdf", "b"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Words are folded; clause numbers, numbers of orders and hyphened words are whole."""
    assert list(chain.words(text)) == words


def test_a_hyphened_word_is_found_whole_and_in_parts() -> None:
    """«235-ОД» by itself, by «235» and by «ОД»."""
    assert list(chain.keys("235-ОД", {"од"})) == ["235-од", "235", "од"]


def test_abbreviations_pass_the_stemmer() -> None:
    """ИОМ stays ИОМ; a word that is also written small is no abbreviation."""
    kept = chain.abbreviations("По ИОМ и ФГОС. ВАЖНО: важно, утверждаю. УТВЕРЖДАЮ", ["ПДн"])
    assert kept == {"иом", "фгос", "пдн"}
    assert chain.key("иом", kept) == "иом"
    assert chain.key("иом") == "и"


@pytest.mark.parametrize(
    "family",
    [
        ("наставник", "наставником", "наставничество", "наставнический"),
        ("педагог", "педагогика", "педагогический"),
        ("школа", "школьный"),
        ("родители", "родительский"),
        ("методика", "методист", "методический"),
        ("проблема", "проблему"),
        ("дефицит", "дефициты"),
        ("аттестация", "аттестовать"),
        ("оценка", "оценивание"),
    ],
)
def test_a_family_shares_its_root(family: Sequence[str]) -> None:
    """Derived words find each other through the root."""
    assert len({chain.root(chain.key(word)) for word in family}) == 1


@pytest.mark.parametrize(("one", "other"), [("наставник", "наставляемый"), ("урок", "уровень"), ("пара", "парта"), ("план", "плата"), ("учитель", "ученик")])
def test_strangers_do_not(one: str, other: str) -> None:
    """Words that only begin alike have roots of their own."""
    assert chain.root(chain.key(one)) != chain.root(chain.key(other))


def test_everything_is_found_once(world: World, found: tuple[Document, ...]) -> None:
    """Every kind is there, no address twice, every card among them; texts hold no marks of our dialect."""
    bank = world.bank
    assert {document.kind for document in found} == set(KINDS)
    assert len({document.url for document in found}) == len(found)
    assert {card.id for card in bank.published} == {document.url.split("/")[1] for document in found if document.kind == "practice"}
    texts = "\n".join(text for document in found for text in document.texts)
    assert "{п:" not in texts
    assert "{{" not in texts


def test_words_of_vocabularies_lead_to_cards(world: World, found: tuple[Document, ...]) -> None:
    """A card is found by other names of its facets («электронный журнал» is a normative deficit)."""
    card = next(card for card in world.bank.published if "normativnye" in card.deficit)
    document = next(document for document in found if document.url == f"practices/{card.id}/")
    assert "электронный журнал" in document.labels


def test_the_same_bank_gives_the_same_bytes(world: World, files: dict[str, bytes]) -> None:
    """Two runs agree, and a file's name is the hash of its bytes."""
    assert search_files(world, documents(world)) == files
    for path, data in files.items():
        name = path.removeprefix("search/")
        assert name == "index.json" or name.split(".")[1] == sha256(data).hexdigest()[:12]


def test_the_manifest_names_every_file(files: dict[str, bytes]) -> None:
    """Nothing is named that is not there, nothing is there that is not named."""
    manifest, _, _ = tables(files)
    assert {f"search/{name}" for name in (manifest["words"], manifest["docs"], *manifest["texts"], "index.json")} == set(files)


def test_columns_of_words_have_one_length(files: dict[str, bytes]) -> None:
    """A key, its ending, its root and its postings stand at one number; keys are sorted as the browser compares them."""
    _, words, _ = tables(files)
    terms = words["terms"].split("\n")
    assert terms == sorted(set(terms))
    assert len(terms) == len(words["ends"].split("\n")) == len(words["posts"].split("\n")) == len(words["roots"])


def test_postings_say_where_a_key_stands(files: dict[str, bytes], found: tuple[Document, ...]) -> None:
    """The decoded postings are the documents whose texts hold the key; «235-ОД» leads to the order."""
    _, words, docs = tables(files)
    kept = set(words["kept"].split(" "))
    for name in ("наставник", "иом", "235-од", "5.1"):
        assert posting(words, name) == {number for number, document in enumerate(found) for text in document.texts if name in chain.keys(text, kept)}
    assert any(docs["docs"][number][0].startswith("regulation/") for number in posting(words, "235-од"))


def test_abbreviations_and_terms_call_for_each_other(files: dict[str, bytes]) -> None:
    """ИОМ ↔ индивидуальный образовательный маршрут, told as a reader would write them."""
    _, words, _ = tables(files)
    terms = words["terms"].split("\n")
    also = [(said, [terms[number] for number in names], cause) for said, names, cause in words["also"]]
    whole = ["индивидуальн", "образовательн", "маршрут"]
    assert ("индивидуальный образовательный маршрут", whole, ["иом"]) in also
    assert ("ИОМ", ["иом"], whole) in also


def test_bodies_lie_in_the_blocks_the_rows_name(files: dict[str, bytes], found: tuple[Document, ...]) -> None:
    """An excerpt of a document is cut from its own body."""
    manifest, _, docs = tables(files)
    blocks = [json.loads(files[f"search/{name}"]) for name in manifest["texts"]]
    for number, document in enumerate(found):
        block = docs["docs"][number][4]
        assert (blocks[block][str(number)] if block >= 0 else "") == document.body


def test_an_edited_card_changes_only_its_block_of_texts(world: World, found: tuple[Document, ...], files: dict[str, bytes]) -> None:
    """The other blocks keep their names, and with them their place in a reader's cache."""
    edited = (replace(found[0], body=found[0].body + " Ещё слово."), *found[1:])
    texts = {path for path in files if path.startswith("search/texts.")}
    assert len(texts - set(search_files(world, edited))) == 1


def test_an_empty_bank_has_an_index(world: World) -> None:
    """A region that has just begun gets a search that finds nothing."""
    empty = World(bank=Bank(today=date(2026, 11, 22), vocabularies={}), settings=world.settings, theme=world.theme, root=world.root)
    manifest, words, docs = tables(search_files(empty, documents(empty)))
    assert manifest["texts"] == []
    assert words["terms"] == ""
    assert docs["docs"] == docs["facets"] == []


def test_the_first_load_is_small(files: dict[str, bytes]) -> None:
    """What comes with the focus stays below 110 KB for the shipped bank, a block of texts below 14 KB."""
    manifest, _, _ = tables(files)
    sizes = {name: len(gzip.compress(files[f"search/{name}"], mtime=0)) for name in (manifest["words"], manifest["docs"], *manifest["texts"])}
    assert sizes[manifest["words"]] + sizes[manifest["docs"]] < 110_000
    assert max(sizes[name] for name in manifest["texts"]) < 14_000
