"""What is indexed and the index as files, read back by a decoder of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model import Bank
from generator.render.search import KINDS, Document, chain, files, search_files
from generator.render.search.index import Extra, index_files
from generator.render.search.shards import hashed
from generator.render.search.weigh import codes, counted, pivots
from generator.render.site import World
from tests.search import shipped
from tests.search.decoder import Index
from tests.sites import TODAY

EXTRA = Extra({"page": 1.0}, frozenset({"иом"}))
LINE = st.text("абво ёИОМш-.5«\n~=z🙂", max_size=40)
SPARE = st.sampled_from(["", "школа", "ИОМ и ШМО", "урок. Уроки, урока", "235-ОД", "ВАЖНО: важно"])
MADE = st.builds(
    Document,
    id=st.just("x"), url=st.just("x/"), kind=st.just("page"), title=LINE, summary=st.one_of(SPARE, LINE), keywords=SPARE, labels=SPARE,
    body=st.one_of(SPARE, LINE, LINE.map(lambda text: text * 300)),
)  # fmt: skip


def read(files: Mapping[str, bytes]) -> Index:
    """An index of a site."""
    return Index({path.removeprefix("search/"): data for path, data in files.items()})


@pytest.fixture(scope="module")
def index() -> Index:
    """The shipped one."""
    return read(shipped.files())


def practices(found: Sequence[Document]) -> list[int]:
    """Numbers of the practices."""
    return [number for number, document in enumerate(found) if document.kind == "practice"]


def test_everything_is_found_once() -> None:
    """Every kind is there, no address twice, every published card; texts hold no marks of our dialect."""
    bank, found = shipped.world().bank, shipped.found()
    assert {document.kind for document in found} <= set(KINDS)
    assert len({document.url for document in found}) == len(found)
    assert {card.id for card in bank.published} == {document.id for document in found if document.kind == "practice"}
    texts = "\n".join(text for document in found for text in document.texts)
    assert "{п:" not in texts
    assert "{{" not in texts


def test_kinds_stand_together() -> None:
    """Documents of a kind follow each other, as the manifest counts them; practices come last, oldest first."""
    found = shipped.found()
    kinds = [document.kind for document in found]
    assert kinds == sorted(kinds, key=list(dict.fromkeys(kinds)).index)
    assert kinds[-1] == "practice"
    created = [shipped.world().bank.practice_by_id[found[number].id].created for number in practices(found)]
    assert created == sorted(created)


def test_words_of_vocabularies_lead_to_cards() -> None:
    """A card is found by other names of its facets («электронный журнал» is a normative deficit)."""
    card = next(card for card in shipped.world().bank.published if "normativnye" in card.deficit)
    document = next(document for document in shipped.found() if document.id == card.id)
    assert "электронный журнал" in document.labels


def test_the_same_documents_give_the_same_bytes() -> None:
    """Two runs agree."""
    assert files(search_files(shipped.world())) == shipped.files()


def test_names_carry_the_content(index: Index) -> None:
    """A file's name ends with the hash of what it holds, so an old one is never taken for a new one."""
    for name in set(index.files) - {"index.json"}:
        stem = name.removesuffix(".bin")
        assert stem.rpartition("-")[2] == hashed(index.data(stem))


def test_the_manifest_names_every_file(index: Index) -> None:
    """Nothing is named that is not there, nothing is there that is not named."""
    assert index.named() == set(index.files)


def test_rows_and_texts_are_the_documents(index: Index) -> None:
    """A result shows its own document, and an excerpt is cut from its own phrases and body."""
    found = shipped.found()
    assert [row[:5] for row in index.rows()] == [[document.id, document.url, document.title, document.summary, document.meta] for document in found]
    assert [index.text(number) for number in range(len(found))] == [document.long for document in found]
    kinds = [(name, count) for name, count, _ in index.manifest["kinds"]]
    assert kinds == list(Counter(document.kind for document in found).items())


def test_keys_are_in_order(index: Index) -> None:
    """The browser finds a shard by its first key; the list for slips has the same keys."""
    shards = index.shards()
    keys = [name for shard in shards for name in shard]
    assert keys == sorted(set(keys)) == index.lexicon()
    assert max(len(name) for name in index.manifest["firsts"].split("\n")) < 60
    assert len(index.manifest["firsts"].split("\n")) == len(shards)


def test_a_key_gives_back_a_word_of_the_bank(index: Index) -> None:
    """What a reader is offered for a slip is a word that stands in the bank and has that key."""
    spoken = {part for document in shipped.found() for text in document.texts for word in chain.words(text) for part in chain.parts(word)}
    wrong = {name: entry.word for name, entry in index.keys().items() if entry.word not in spoken or name not in (entry.word, chain.key(entry.word))}
    assert not wrong


def postings(made: Sequence[Document], extra: Extra) -> dict[str, dict[int, tuple[int, int]]]:
    """What `weigh` says of every key."""
    found = [counted(document.texts, extra.kept) for document in made]
    usual = pivots([document.lengths for document in found])
    held: dict[str, dict[int, tuple[int, int]]] = {}
    for number, document in enumerate(found):
        for name, code in codes(document.counts, document.lengths, usual).items():
            held.setdefault(name, {})[number] = (code, document.eighths[name])
    return held


@settings(max_examples=60, deadline=None)
@given(st.lists(MADE, max_size=20))
@example([])
def test_files_say_what_was_weighed(made: list[Document]) -> None:
    """Keys, postings, rows and bodies come back from the files as they went in, whatever the documents hold."""
    index = Index(index_files(made, EXTRA))
    assert {name: entry.held for name, entry in index.keys().items()} == postings(made, EXTRA)
    assert [row[2:4] for row in index.rows()] == [[document.title, document.summary] for document in made]
    assert [index.text(number) for number in range(len(made))] == [document.body for document in made]
    assert {name for name in index.named() if not name.startswith("facets")} == {name for name in index.files if not name.startswith("facets")}


def test_a_key_stands_where_its_document_has_it() -> None:
    """The eighths of a document are filled from its beginning to its end."""
    made = [Document(id="x", url="x/", kind="page", title="Первое", summary="Нечто среднее. " * 200, body="Последнее")]
    held = {name: entry.held[0][1] for name, entry in Index(index_files(made, EXTRA)).keys().items()}  # not a dict
    assert held["перв"] & 1
    assert held["последн"] & 0b1000_0000
    assert not held["перв"] & held["последн"]
    assert held["средн"] == 0b1111_1111


def test_a_better_place_weighs_more() -> None:
    """The byte of a key grows from the body to the summary and to the title; the title alone has the high bit."""
    made = [
        Document(
            id=place,
            url=f"{place}/",
            kind="page",
            title="шар" if place == "title" else "мяч",
            summary="шар" if place == "summary" else "",
            body="шар" if place == "body" else "",
        )
        for place in ("title", "summary", "body")
    ]
    held = Index(index_files(made, EXTRA)).keys()["шар"].held
    title, summary, body = (held[number][0] for number in range(3))
    assert title & 0x80
    assert not (summary | body) & 0x80
    assert summary >> 4 < body >> 4
    assert summary & 15 > body & 15


def test_an_empty_bank_has_an_index() -> None:
    """A region that has just begun gets a search that finds nothing."""
    world = shipped.world()
    empty = World(bank=Bank(today=TODAY, vocabularies={}), settings=world.settings, theme=world.theme, root=world.root)
    index = read(files(search_files(empty)))
    assert index.keys() == {}
    assert index.rows() == index.manifest["kinds"] == index.lexicon() == []
    assert index.facets() == ([], {})
    assert index.named() == set(index.files)


def test_files_are_small(index: Index) -> None:
    """What a word fetches stays near 4 KB, a text near 6, whatever the bank's size; only the list for slips grows with it."""
    sizes = {name: len(data) for name, data in index.files.items()}
    assert max(size for name, size in sizes.items() if name.startswith("w")) < 8_000
    assert max(size for name, size in sizes.items() if name.startswith(("c", "t"))) < 14_000
    assert sizes["index.json"] < 8_000


def test_nothing_of_the_machine_is_in_the_index(index: Index) -> None:
    """No path of the machine that built it."""
    home = str(Path.home()).encode()
    assert not [name for name in index.files if name.endswith(".bin") and home in index.data(name.removesuffix(".bin"))]
