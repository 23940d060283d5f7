"""The index for lunr.js: order and bytes of its files, what is packed and restored, the setting that chooses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.render.search import Document
from generator.render.search.index import Extra, index_files
from generator.render.search.lunr_index import FIELDS, SCRIPT, TARGET, lunr_files, packed_index, script, serialised
from generator.settings import FILE, LUNR_CARDS, read_settings
from tests.sites import BANKS, ROOT, made

EMOJI, BULLET = "🙂", "\uf0b7"
TEXT = st.lists(st.text("абё.1-" + EMOJI + BULLET, min_size=1, max_size=3), max_size=4)
BANK = st.lists(st.tuples(*[TEXT] * len(FIELDS)), max_size=4)
TWICE = """
import sys
from hashlib import sha256
from pathlib import Path
from generator.render.search.lunr_index import lunr_files
from tests.search import shipped
files = lunr_files({path.removeprefix("search/"): data for path, data in shipped.files().items()}, shipped.found(), frozenset({"иом", "пдн", "шмо"}))
print(sha256(repr(sorted(files.items())).encode()).hexdigest())
"""


def document(title: str, body: str = "") -> Document:
    """A page."""
    return Document(id=title, url="x/", kind="page", title=title, summary="", body=body)


def lunr(documents: Sequence[Document], kept: frozenset[str] = frozenset()) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Files of the index of some documents, and what stands in the greatest of them."""
    files = lunr_files(index_files(documents, Extra({"page": 1.0}, kept)), documents, kept)
    name = json.loads(files["index.json"])["more"]
    return files, json.loads(zlib.decompress(files[f"more-{name}.bin"]))


def postings(data: Mapping[str, Any]) -> Counter[tuple[str, str, int]]:
    """Which term stands in which text of which document, read as the browser reads it."""
    found: Counter[tuple[str, str, int]] = Counter()
    for number, steps in enumerate(data["vectors"]):
        term = 0
        for step, weight in zip(steps[::2], steps[1::2], strict=True):
            term += step
            assert weight > 0
            found[data["terms"][term], data["fields"][number % len(FIELDS)], number // len(FIELDS)] += 1
    return found


@given(BANK)
@settings(max_examples=60)
def test_packed_index_holds_every_key(texts: list[tuple[list[str], ...]]) -> None:
    """Every key of every text is there once, terms are in the order of UTF-16, whatever the keys are."""
    data = packed_index(serialised(texts))
    expected = {(key, field, number) for number, document in enumerate(texts) for field, keys in zip(FIELDS, document, strict=True) for key in keys}
    assert postings(data) == Counter(dict.fromkeys(expected, 1))
    units = [list(memoryview(term.encode("utf-16-le")).cast("H")) for term in data["terms"]]
    assert units == sorted(units)


def test_emoji_stands_before_a_bullet_of_word() -> None:
    """By code points it is the other way round, and lunr.js refuses such an index."""
    assert EMOJI > BULLET
    index = serialised([[[EMOJI, BULLET], *[[]] * (len(FIELDS) - 1)]])
    assert [term for term, _ in index["invertedIndex"]] == [EMOJI, BULLET]


def test_signs_are_no_keys() -> None:
    """Our chain lets neither sign through, so no document can bring them into the index."""
    _, more = lunr([document(f"Урок {EMOJI} {BULLET}", f"{BULLET} {EMOJI} школа")])
    assert sorted(more["lunr"]["terms"]) == ["урок", "школ"]


@pytest.mark.parametrize(("word", "term"), [("ФГОС", "фгос"), ("физика", "физик"), ("учёба", "учеб"), ("подъезд", "подъезд"), ("шкаф", "шкаф"), ("ИОМ", "иом")])
def test_no_letter_is_lost(word: str, term: str) -> None:
    """Words with «ф», «ъ» and «ё» are whole, abbreviations are not cut; each has its word to be shown."""
    _, more = lunr([document("Заметка", f"О том, что такое {word}.")], frozenset({"иом"}))
    data = more["lunr"]
    ending = data["endings"][data["terms"].index(term)]
    assert (ending[1:] if ending.startswith("=") else term + ending) == word.lower().replace("ё", "е")


def test_shards_are_left_out() -> None:
    """Lunr's index takes the place of shards, of the list of keys and of the former `more`; everything else is the same."""
    documents = [document("Урок", "О школе.")]
    own = index_files(documents, Extra({"page": 1.0}))
    files, more = lunr(documents)
    gone = {name for name in own if name.startswith(("w0-", "lexicon-", "more-"))}
    assert len(gone) == 3
    assert own.keys() - files.keys() == gone
    assert {name: files[name] for name in own.keys() - gone - {"index.json"}} == {name: own[name] for name in own.keys() - gone - {"index.json"}}
    assert json.loads(files["index.json"])["engine"] == "lunr"
    assert {"suffixes", "stop", "families", "also", "values"} <= more.keys()


def test_bank_without_documents() -> None:
    """Nothing to find is an index of nothing."""
    files, more = lunr([])
    assert more["lunr"]["terms"] == more["lunr"]["vectors"] == []
    assert SCRIPT in files


def test_bytes_do_not_depend_on_the_run() -> None:
    """Two processes with other hashes of strings give the same bytes for the shipped bank."""

    def run(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", TWICE], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout

    first = run("1")
    assert len(first) == 65
    assert run("2") == first


def test_script_keeps_its_licence() -> None:
    """The library is of the version the index is written for, and says whose it is."""
    text = script().decode()
    assert text.startswith("/**\n * lunr - http://lunrjs.com")
    assert "@license MIT" in text.split("*/")[0]
    assert f'"{TARGET}"' in text
    assert len(text) < 40_000


# ---- the setting ----


def bank_with(tmp_path: Path, line: str, cards: int = 0) -> Path:
    """A folder with the settings of the minimal bank, a line more, and as many cards."""
    text = (BANKS / "minimal" / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(f"{text}{line}\n", encoding="utf-8")
    for number in range(cards):
        card = tmp_path / "practices" / f"karta-{number}" / "index.md"
        card.parent.mkdir(parents=True)
        card.touch()
    return tmp_path


@pytest.mark.parametrize(("line", "engine"), [("", "own"), ("search: {engine: own}", "own"), ("search: {engine: lunr}", "lunr")])
def test_engine_of_the_search(tmp_path: Path, line: str, engine: str) -> None:
    """Our own is the default."""
    read, found = read_settings(bank_with(tmp_path, line))
    assert not found
    assert read
    assert read.search.engine == engine


@pytest.mark.parametrize(
    ("line", "rule", "words"),
    [
        ("search: {engine: lunrr}", "F104", "lunr"),
        ("search: {engine: pagefind}", "F104", "lunr"),
        ("search: {}", "F101", "engine"),
        ("search: lunr", "F103", "search"),
        ("search: {engine: own, fuzzy: true}", "F102", "fuzzy"),
        ("serch: {engine: own}", "F102", "search"),
    ],
)
def test_slips_in_the_setting(tmp_path: Path, line: str, rule: str, words: str) -> None:
    """A slip is one error, and it names what is meant or allowed."""
    read, found = read_settings(bank_with(tmp_path, line))
    assert read is None
    assert [item.rule for item in found] == [rule]
    assert words in f"{found[0].message} {found[0].hint}"


@pytest.mark.parametrize(
    ("line", "cards", "warned"), [("search: {engine: lunr}", LUNR_CARDS, 0), ("search: {engine: lunr}", LUNR_CARDS + 1, 1), ("", LUNR_CARDS + 1, 0)]
)
def test_great_bank_with_lunr_is_warned(tmp_path: Path, line: str, cards: int, warned: int) -> None:
    """Past the limit a warning names the number of cards, the kilobytes and the default engine, at the value of the setting."""
    read, found = read_settings(bank_with(tmp_path, line, cards))
    assert read
    assert len(found) == warned
    for item in found:
        assert (item.rule, item.severity) == ("W010", Severity.WARNING)
        assert "В банке 301\u00a0карточка" in item.message
        assert "380\u00a0КБ" in item.message
        assert "own" in item.hint
        assert item.place.column == line.index("lunr") + 1


def test_site_with_lunr(bank: Any, tmp_path: Path) -> None:
    """The setting is all it takes; a second build from the cache gives the same bytes."""
    root = bank("minimal")
    bank_with(root, "search: {engine: lunr}")
    first = made(root, tmp_path / "first").files
    assert "search/lunr.js" in first
    assert json.loads(first["search/index.json"])["engine"] == "lunr"
    second = made(root, tmp_path / "second").files
    assert {name: data for name, data in second.items() if name.startswith("search/")} == {
        name: data for name, data in first.items() if name.startswith("search/")
    }
