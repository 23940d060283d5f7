"""The bank as a value: what is shown, in which order, and what a clause may be called."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.load import read_source, walk
from generator.model import Bank, Practice
from generator.model.backlinks import backlinks
from generator.model.facets import facets
from generator.model.links import links
from generator.model.paths import is_external, resolve, url_of
from generator.model.prose import plain
from generator.model.similar import WEIGHTS, Likeness, likeness
from generator.survey import check_bank
from tests.sites import BANKS, TODAY


@pytest.fixture(scope="module")
def full() -> Bank:
    """The bank of everything."""
    bank = check_bank(BANKS / "full", TODAY).bank
    assert bank is not None
    return bank


def test_full_bank_is_clean() -> None:
    """A bank that uses every field, every status and every kind has no fault and no warning."""
    assert not [item for item in check_bank(BANKS / "full", TODAY).found if item.severity is not Severity.HINT]


def test_full_bank_uses_every_field() -> None:
    """Each field of each schema, inner ones too, stands in some file of the full bank, and each value with a label is chosen somewhere."""
    from collections.abc import Iterator

    from generator.schema import kind
    from generator.schema.kinds import Schema

    def fields(kind_name: str, node: Schema, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Schema]]:
        node = kind(kind_name)._resolve(node)
        for name, raw in node.get("properties", {}).items():
            spec = kind(kind_name)._resolve(raw)
            yield (*path, name), spec
            yield from fields(kind_name, spec, (*path, name))
            yield from fields(kind_name, spec.get("items", {}), (*path, name))

    def values(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield (*path, key), item
                yield from values(item, (*path, key))
        elif isinstance(value, list):
            for item in value:
                yield from values(item, path)

    tree, _ = walk(BANKS / "full")
    sources = [source for entry in tree.records if (source := read_source(BANKS / "full", entry)[0])]
    seen: dict[tuple[str, tuple[str, ...]], list[object]] = {}
    for source in sources:
        for path, value in values(source.values, ()):
            seen.setdefault((source.entry.kind, path), []).append(value)
    for name in {source.entry.kind for source in sources}:
        for path, spec in fields(name, kind(name).document, ()):
            assert (name, path) in seen, (name, path)
            for choice in spec.get("x-labels", ()):
                assert choice in seen[name, path], (name, path, choice)


def test_full_bank_has_every_kind_and_status(full: Bank) -> None:
    """Nothing the bank can hold is missing from the full bank."""
    from generator.load.walk import LAYOUT, walk

    tree, _ = walk(BANKS / "full")
    assert {entry.kind for entry in tree.records} == {name for _, name in LAYOUT}
    assert tree.files
    assert {card.status for card in full.practices} == set(full.vocabularies["statuses"].by_id)


def test_only_published_and_outdated_are_shown(full: Bank) -> None:
    """Drafts, cards under review and withdrawn ones are not on the site; newest first."""
    assert [card.id for card in full.published] == ["metod", "opyt-a", "opyt-b"]
    assert [program.id for program in full.templates] == ["programma", "prikaz"]
    assert set(full.practice_by_id) == {"metod", "opyt-a", "opyt-b"}


@pytest.mark.parametrize(
    ("name", "clause"),
    [("p-2-1", "p-2-1"), ("2.1", "p-2-1"), ("1", "p-1"), ("2.1-к1", "p-2-1-kurator-1"), ("определение-наставника", "p-1-nastavnik"), ("order", "order")],
)
def test_clause_by_any_name(full: Bank, name: str, clause: str) -> None:
    """A clause answers to its id, its printed number without the last point, and its other names."""
    assert full.clause_names[name].id == clause


def test_number_printed_twice_is_no_name(full: Bank) -> None:
    """Where a number is printed twice it names neither clause."""
    from dataclasses import replace

    from msgspec.structs import replace as changed

    twice = replace(full, clauses=(*full.clauses, changed(full.clause_by_id["p-2-2"], id="p-2-2a", number="2.1")))
    assert "2.1" not in twice.clause_names


def test_small_clauses_stand_on_the_page_of_the_numbered_one(full: Bank) -> None:
    """A bullet or a position has no page: its address is a place on the page around it."""
    assert {clause.id: full.page_clause(clause).id for clause in full.clauses if full.page_clause(clause) != clause} == {
        "order-1": "order", "p-1-nastavnik": "p-1", "p-2-1-kurator": "p-2-1", "p-2-1-kurator-1": "p-2-1",
    }  # fmt: skip


def test_backlinks_count_a_record_once(full: Bank) -> None:
    """A card that names a clause in its fields and three times in its text is one backlink; unpublished cards give none."""
    found = backlinks(full)
    assert [card.id for card in found["p-2-1"].practices] == ["metod", "opyt-a", "opyt-b"]
    assert [card.id for card in found["p-2-1-kurator-1"].practices] == ["metod"]
    assert [card.id for card in found["p-2-2"].practices] == ["opyt-b"]
    assert found["p-2-1"].total >= 5


def test_facets_follow_the_schema(full: Bank) -> None:
    """A facet lists its vocabulary in order with the published cards of each value; those without cards are kept apart."""
    by_field = {facet.field: facet for facet in facets(full)}
    topics = by_field["topic"]
    assert [value.term.id for value in topics.values] == ["metodika", "urochnaya", "dokumenty"]
    assert [value.term.id for value in topics.used] == ["metodika"]
    assert [value.term.id for value in by_field["origin"].values] == ["methodical", "reported"]
    assert [card.id for value in by_field["evidence"].used for card in value.cards] == ["metod", "opyt-b", "opyt-a"]


@cache
def any_card() -> Practice:
    """Some card of the full bank."""
    bank = check_bank(BANKS / "full", TODAY).bank
    assert bank is not None
    return bank.published[0]


def by_hand(bank: Bank, card: Practice) -> list[str]:
    """The three cards most like one, found by looking at every other."""
    scores = {other.id: likeness(card, other) for other in bank.published if other.id != card.id}
    return sorted((name for name, score in scores.items() if score), key=lambda name: (-scores[name], name))[:3]


def test_similar_are_the_most_alike_of_all(full: Bank) -> None:
    """Cards alike are others, published, at most three: those that looking at all of them finds."""
    found = Likeness(full)
    assert all([other.id for other in found.similar(card)] == by_hand(full, card) for card in full.practices)


@given(st.lists(st.tuples(*(st.lists(st.sampled_from("abcd"), unique=True, max_size=3).map(tuple) for _ in WEIGHTS)), min_size=1, max_size=40))
def test_similar_in_any_bank(made: list[tuple[tuple[str, ...], ...]]) -> None:
    """The same for cards with any values."""
    cards = [msgspec.structs.replace(any_card(), id=f"card-{number}", **dict(zip(WEIGHTS, values, strict=True))) for number, values in enumerate(made)]
    bank = Bank(today=TODAY, vocabularies={}, practices=tuple(cards))
    found = Likeness(bank)
    assert all([other.id for other in found.similar(card)] == by_hand(bank, card) for card in cards)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("practices/a/index.md", "practices/a/"), ("content/programs/a/index.md", "programs/a/"), ("content/schools/a/index.md", "schools/a/"), ("content/index.md", ""),
        ("content/schools/a/news/n.md", "schools/a/#news-n"), ("content/schools/a/events/e.md", "schools/a/#event-e"), ("content/events/e.md", "events/#event-e"),
        ("content/knowledge/index.md", "knowledge/"), ("content/knowledge/a.md", "knowledge/a/"), ("content/schools/a/p.pdf", "schools/a/p.pdf"), ("practices/a/p.pdf", "practices/a/p.pdf"),
        ("content/glossary/terms.yml", "glossary/"), ("content/regulation/1.yml", "regulation/"), ("content/regulation/acts.yml", "acts/"),
    ],
)  # fmt: skip
def test_file_has_its_address(path: str, url: str) -> None:
    """Every file of the bank that can be linked has one address on the site."""
    assert url_of(path) == url


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("../b/index.md", ("practices/b/index.md", "")), ("#steps", ("practices/a/index.md", "steps")), ("list.pdf", ("practices/a/list.pdf", "")),
        ("./list.pdf", ("practices/a/list.pdf", "")), ("../../content/index.md#x", ("content/index.md", "x")), ("../../../../etc/passwd", ("../../etc/passwd", "")),
        ("/practices/b/index.md", ("/practices/b/index.md", "")),
    ],
)  # fmt: skip
def test_relative_link_leads_to_a_file(href: str, target: tuple[str, str]) -> None:
    """A link counts from the folder of the file it stands in."""
    assert resolve("practices/a/index.md", href) == target


@pytest.mark.parametrize("href", ["https://a", "http://a", "//a", "mailto:a", "javascript:alert(1)", "DATA:x", "a+b.c-1:x"])
def test_external_is_known(href: str) -> None:
    """Whatever has a scheme or a host leads out of the bank."""
    assert is_external(href)


@pytest.mark.parametrize("href", ["", "a.md", "../a", "#a:b", "a/b:c", "?x", "/a"])
def test_internal_is_known(href: str) -> None:
    """Paths and fragments stay inside."""
    assert not is_external(href)


def test_links_of_a_text_with_their_lines() -> None:
    """Links, pictures and clause links, each with the line it starts on; none in code."""
    text = 'раз [а](a.md)\nдва ![б](b.png) {п:5.1}\n\n- [в `код`](c.md "имя")\n\n`[нет](x.md)` \\{п:9\n\n```\n[нет](y.md) {п:9}\n```\n\n| [т](t.md) |\n| --- |\n| {п:2} |\n'
    assert [(link.kind, link.target, link.text, link.line) for link in links(text)] == [
        ("link", "a.md", "а", 0), ("image", "b.png", "б", 1), ("clause", "5.1", "п. 5.1", 1), ("link", "c.md", "в код", 3), ("link", "t.md", "т", 11), ("clause", "2", "п. 2", 13),
    ]  # fmt: skip


def test_plain_leaves_words_only() -> None:
    """Marks, links and tables become words for the search."""
    assert plain("## Раз\n\n*два* [три](a.md) `четыре`\n\n| а | б |\n|---|---|\n| в | {п:1} |") == "Раз\nдва три четыре\nа\nб\nв\nп. 1"


def test_unpublished_bank_can_be_empty(bank: Callable[[str], Path]) -> None:
    """A bank with settings and nothing else is a bank: no fault, no record."""
    import shutil

    root = bank("minimal")
    shutil.rmtree(root / "content")
    shutil.rmtree(root / "practices")
    checked = check_bank(root, TODAY)
    assert checked.found == ()
    assert checked.bank is not None
    assert checked.bank.published == ()
