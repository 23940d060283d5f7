"""The index mended from the last run's is the one made from nothing, byte for byte, whatever happened between and to the state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.memo import write_sealed
from generator.model import Practice
from generator.model.bank import Shown
from generator.render.search import Document, documents, files, search_files, shards, state
from generator.render.search.documents import Source, sources
from generator.render.search.index import Content, Extra, anew, content_of
from generator.render.search.state import HEAD, LOGS, Store
from generator.render.search.tables import tables
from generator.render.search.warm import FEW, SPARE, index
from generator.render.site import Addressed, World
from generator.survey import check_bank
from tests.search import shipped
from tests.search.test_index import MADE
from tests.sites import BANKS, TODAY

EXTRA = Extra({"page": 1.0}, frozenset({"иом"}))
KINDS = ("practices", "programs", "schools", "news", "events", "collections", "pages")
STEP = st.tuples(st.sampled_from(["edit", "add", "drop", "append", "pop", "kept", "values", "same"]), st.integers(0, 40), MADE)


def cold(content: Content) -> dict[str, bytes]:
    """The files made from nothing."""
    return files(anew(content, Store()))


def warm(content: Content, folder: Path, holds: str = "") -> dict[str, bytes]:
    """The files made over the state in a folder; none is asked for before the last is named."""
    return files(list(index(content, Store(folder, holds))))


def pages(words: Iterable[str]) -> list[Document]:
    """Documents with these bodies."""
    return [Document(id=f"d{number}", url=f"d{number}/", kind="page", title=f"Документ {number}", summary="", body=body) for number, body in enumerate(words)]


def edited(made: Sequence[Document], number: int, more: str) -> list[Document]:
    """Documents, one of them with more in its body."""
    return [*made[:number], replace(made[number], body=f"{made[number].body} {more}"), *made[number + 1 :]]


@pytest.mark.parametrize("size", [shards.SHARD, 60], ids=["as they are", "small shards"])
def test_any_history_ends_in_the_same_bytes(size: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Documents come, go and change anywhere, abbreviations and values of facets change: each state's files are those made from nothing."""

    @settings(max_examples=60, deadline=None)
    @given(st.lists(MADE, max_size=30), st.lists(STEP, max_size=6))
    def holds(made: list[Document], steps: list[tuple[str, int, Document]]) -> None:
        folder = tmp_path_factory.mktemp("state")
        extra = EXTRA
        for what, number, document in [("same", 0, None), *steps]:
            place = number % (len(made) or 1)
            match what:
                case "edit" | "drop":
                    made = [*made[:place], *([document] if what == "edit" and document else []), *made[place + 1 :]]
                case "add" | "append" if document:
                    made = [*made[:place], document, *made[place:]] if what == "add" else [*made, document]
                case "pop":
                    made = made[:-1]
                case "kept":
                    extra = replace(extra, kept=extra.kept ^ {"школа"})
                case "values":
                    extra = replace(extra, choices=bytes([number]), orders={"new": [number]})
            content = content_of(made, extra)
            assert warm(content, folder, str(sorted(extra.kept))) == cold(content)

    with patch.object(shards, "SHARD", size):
        holds()


class Counting:
    """Content whose documents are counted as they are made."""

    def __init__(self, made: Sequence[Document]) -> None:
        plain = content_of(made, EXTRA)
        self.made: list[int] = []
        self.content = replace(plain, sources=tuple(Source(one.kind, one.mark, partial(self._make, number, one)) for number, one in enumerate(plain.sources)))

    def _make(self, number: int, source: Source) -> Document:
        self.made.append(number)
        return source.make()


TEXTS = [f"наставник {number} урок {'школа ' * (number % 7)} слово{number}" for number in range(300)]


@pytest.fixture
def made() -> list[Document]:
    """A bank of some size."""
    return pages(TEXTS)


@pytest.fixture
def kept(made: list[Document], tmp_path: Path) -> Path:
    """The folder with its state."""
    warm(content_of(made, EXTRA), tmp_path / "search")
    return tmp_path / "search"


def named(content: Content, folder: Path) -> list[str]:
    """The names of all files; none of the addressed ones is made."""
    return [item.path if isinstance(item, Addressed) else item[0] for item in index(content, Store(folder, ""))]


def test_nothing_changed_nothing_is_made(made: list[Document], kept: Path) -> None:
    """The same documents are not even looked at, and no byte is written."""
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in kept.iterdir()}
    again = Counting(made)
    assert set(named(again.content, kept)) == set(cold(again.content))
    assert again.made.count(0) == 1  # by `cold`
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in kept.iterdir()} == before


@pytest.mark.parametrize(
    ("change", "most"),
    [
        pytest.param(lambda made: edited(made, 100, "и крокозябра"), 9, id="edited"),
        pytest.param(lambda made: [*made, replace(made[5], id="novyj")], 9, id="added at the end"),
        pytest.param(lambda made: made[:-1], 8, id="removed at the end"),
    ],
)
def test_a_change_makes_its_own_block(change: Callable[[list[Document]], list[Document]], most: int, made: list[Document], kept: Path) -> None:
    """Of 300 documents only the changed one and those shown in one file with it are made."""
    after = Counting(change(made))
    names = named(after.content, kept)
    assert len(after.made) <= most
    assert set(names) == set(cold(after.content))


def test_many_changes_are_made_anew(made: list[Document], kept: Path) -> None:
    """Beyond a limit the state is left alone, after no more documents than the limit were made in vain."""
    after = Counting([replace(document, body=f"{document.body} иначе") for document in made])
    assert set(named(after.content, kept)) == set(cold(replace(after.content)))
    assert len(after.made) <= 2 * len(made) + SPARE + len(made) // FEW + 1


def test_a_mark_that_changed_for_nothing_changes_nothing(made: list[Document], kept: Path) -> None:
    """Other marks and the same documents: no file gets another name, and the next run knows the new marks."""
    other = Counting(made)
    other.content = replace(other.content, sources=tuple(replace(one, mark=bytes(reversed(one.mark))) for one in other.content.sources))
    assert set(named(other.content, kept)) == set(cold(content_of(made, EXTRA)))
    other.made.clear()
    named(other.content, kept)
    assert not other.made


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(0, len(data), 7):
        data[place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", [HEAD, LOGS[0]])
@pytest.mark.parametrize("harm", [Path.unlink, _cut, _flip, lambda path: path.write_bytes(b"")], ids=["lost", "cut", "flipped", "empty"])
@pytest.mark.parametrize("change", [lambda made: made, lambda made: edited(made, 100, "крокозябра")], ids=["same", "edited"])
def test_a_damaged_state_only_costs_time(
    change: Callable[[list[Document]], list[Document]], harm: Callable[[Path], object], name: str, made: list[Document], kept: Path
) -> None:
    """Whatever is lost, the files are right, also those that are asked for though they did not change; soon the state is whole again."""
    harm(kept / name)
    for state_ in (change(made), edited(made, 7, "иначе")):
        content = content_of(state_, EXTRA)
        assert warm(content, kept) == cold(content)
    again = Counting(made)
    named(again.content, kept)
    assert len(again.made) <= 16


def test_a_state_found_damaged_late_is_made_anew(made: list[Document], kept: Path) -> None:
    """When the first piece that is damaged is the last that is read, what was written meanwhile is no part of the new state."""
    head = Store(kept).head()
    assert head
    log = bytearray((kept / LOGS[0]).read_bytes())
    log[head.letters[0]] ^= 1
    (kept / LOGS[0]).write_bytes(log)
    content = content_of(edited(made, 7, "крокозябра"), EXTRA)
    assert warm(content, kept) == cold(content)
    again = Counting(edited(made, 7, "завитушка"))
    named(again.content, kept)
    assert len(again.made) <= 9


def test_another_version_and_a_stranger_are_not_believed(made: list[Document], kept: Path) -> None:
    """A head that is not signed, or holds for another program, is none: all documents are made."""
    for holds, spoil in (("other", lambda: None), ("", lambda: (kept / HEAD).write_bytes(b"\0" * 32 + (kept / HEAD).read_bytes()[32:]))):
        spoil()
        again = Counting(made)
        list(index(again.content, Store(kept, holds)))
        assert sorted(again.made) == list(range(len(made)))


def test_a_sealed_head_of_another_shape_is_none(made: list[Document], kept: Path) -> None:
    """What an earlier version sealed is not read as ours."""
    write_sealed(kept / HEAD, msgspec.msgpack.encode(["", "x"]))
    content = content_of(made, EXTRA)
    assert warm(content, kept) == cold(content)


def test_a_file_of_an_earlier_version_makes_way(made: list[Document], tmp_path: Path) -> None:
    """Where the state was one file, a folder takes its place."""
    (tmp_path / "search").write_bytes(b"old")
    content = content_of(made, EXTRA)
    warm(content, tmp_path / "search")
    again = Counting(made)
    named(again.content, tmp_path / "search")
    assert not again.made


def test_an_interrupted_run_leaves_the_former_state(made: list[Document], kept: Path) -> None:
    """Killed before the head is replaced – the log has grown, or another was begun –, the next run mends as if nothing had been."""
    head = (kept / HEAD).read_bytes()
    warm(content_of(edited(made, 3, "прервано"), EXTRA), kept)
    (kept / HEAD).write_bytes(head)
    (kept / LOGS[1]).write_bytes(b"begun")
    (kept / f".{HEAD}.x").write_bytes(b"left")
    after = Counting(edited(made, 100, "и крокозябра"))
    assert set(named(after.content, kept)) == set(cold(content_of(edited(made, 100, "и крокозябра"), EXTRA)))
    assert len(after.made) <= 9
    assert {path.name for path in kept.iterdir()} == {HEAD, LOGS[0]}


def test_a_consumer_that_stops_leaves_the_former_state(made: list[Document], kept: Path) -> None:
    """A build that fails while files are made anew does not lose what was known."""
    items = index(content_of([replace(document, body=f"{document.body} иначе") for document in made], EXTRA), Store(kept, ""))
    next(items)
    items.close()  # type: ignore[attr-defined]  # it is a generator
    again = Counting(made)
    named(again.content, kept)
    assert not again.made


def test_a_disk_that_refuses_only_costs_time(made: list[Document], tmp_path: Path) -> None:
    """Where no folder can be made the files are right all the same."""
    (tmp_path / "file").write_bytes(b"")
    content = content_of(made, EXTRA)
    assert warm(content, tmp_path / "file" / "search") == cold(content)


def test_the_state_does_not_grow_with_builds(made: list[Document], kept: Path) -> None:
    """After many edits there is one log, and it is no more than twice what counts; nothing is lost when it is copied."""
    begun = sum(path.stat().st_size for path in kept.iterdir())
    now = made
    with patch.object(state, "SPARE", 0):
        for number in range(40):
            now = edited(now, number * 7 % 300, f"новость{number}")
            named(content_of(now, EXTRA), kept)
            assert sum(path.stat().st_size for path in kept.iterdir()) < 3 * begun
            assert len(list(kept.iterdir())) == 2
    content = content_of(now, EXTRA)
    assert warm(content, kept) == cold(content)


def test_borders_move_as_if_cut_anew(made: list[Document], tmp_path: Path) -> None:
    """Over many edits with many shards the files stay those made from nothing."""
    chance = Random(5)
    words = [f"{first}{second}" for first in ("урок", "школа", "класс", "беседа") for second in ("", *"абвгдежз")]
    now = made[:60]
    with patch.object(shards, "SHARD", 150):
        for _ in range(50):
            now = edited(now, chance.randrange(len(now)), " ".join(chance.choices(words, k=3)))
            content = content_of(now, EXTRA)
            assert warm(content, tmp_path) == cold(content)


def test_an_edit_undone_leaves_no_trace(made: list[Document], kept: Path) -> None:
    """What the state names is then what it named before."""
    before = Store(kept).head()
    for now in (edited(made, 100, "крокозябра о наставниках"), [*made, made[5]], made[:-2], made):
        named(content_of(now, EXTRA), kept)
    after = Store(kept).head()
    assert before
    assert after
    assert [piece[1:] for piece in after.pieces] == [piece[1:] for piece in before.pieces]


# ---- a bank ----


def with_cards(world: World, cards: Iterable[Practice], **more: Any) -> World:
    """The same bank with other cards."""
    return replace(world, bank=replace(world.bank, practices=tuple(cards), **more))


def card_edited(world: World, **fields: Any) -> World:
    """The bank with another third card from the end."""
    card = sorted(world.bank.published, key=lambda card: (card.created, card.id))[-3]
    return with_cards(world, (msgspec.structs.replace(card, **fields) if one.id == card.id else one for one in world.bank.practices))


def longer(world: World, word: str = "крокозябра") -> World:
    """The bank with a sentence more in a card."""
    card = sorted(world.bank.published, key=lambda card: (card.created, card.id))[-3]
    first, *rest = card.sections
    return card_edited(world, sections=(msgspec.structs.replace(first, text=f"{first.text}\n\nЕщё {word}."), *rest))


def renamed(world: World) -> World:
    """The bank with another word for a value of a facet."""
    field = world.bank.vocabularies["deficits"] if "deficits" in world.bank.vocabularies else next(iter(world.bank.vocabularies.values()))
    first, *rest = field.terms
    other = msgspec.structs.replace(field, terms=(msgspec.structs.replace(first, label=f"{first.label} иначе"), *rest))
    return replace(world, bank=replace(world.bank, vocabularies={**world.bank.vocabularies, field.name: other}))


CHANGES: dict[str, Callable[[World], World]] = {
    "a sentence": longer,
    "a title": partial(card_edited, title="Совсем другое название"),
    "a date": partial(card_edited, updated=shipped.world().bank.today),
    "facets": partial(card_edited, topic=()),
    "withdrawn": partial(card_edited, status="draft"),
    "a new card": lambda world: with_cards(
        world,
        (*world.bank.practices, msgspec.structs.replace(world.bank.published[0], id="novaja", path="practices/novaja/index.md", created=world.bank.today)),
    ),
    "no schools": lambda world: with_cards(world, world.bank.practices, schools=(), news=(), events=()),
    "a vocabulary": renamed,
    "the glossary": lambda world: with_cards(world, world.bank.practices, glossary=world.bank.glossary[1:]),
    "the law": lambda world: with_cards(
        world, world.bank.practices, clauses=(msgspec.structs.replace(world.bank.clauses[0], heading="Иначе"), *world.bank.clauses[1:])
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_bank_is_searched_as_if_made_anew(change: Callable[[World], World], tmp_path: Path) -> None:
    """There and back again, the files over the last state are those made from nothing."""
    before = replace(shipped.world(), work=tmp_path)
    after = change(before)
    list(search_files(before))
    assert files(search_files(after)) == files(search_files(replace(after, work=None)))
    assert files(search_files(before)) == shipped.files()


def other(value: Any) -> Any:
    """Another value of a field."""
    match value:
        case str():
            return f"{value} иначе"
        case date():
            return value + timedelta(days=40)
        case tuple() if value and isinstance(value[0], msgspec.Struct):
            return (
                msgspec.structs.replace(value[0], **{name: other(getattr(value[0], name)) for name in ("title", "text", "why") if hasattr(value[0], name)}),
                *value[1:],
            )
        case tuple():
            return (*value[1:], "inache")
    return value


def variants(record: Shown) -> Iterable[Shown]:
    """A record with one field changed, for each field."""
    for field in msgspec.structs.fields(record):
        value = getattr(record, field.name)
        if field.name not in ("id", "path", "status") and other(value) != value:
            yield msgspec.structs.replace(record, **{field.name: other(value)})


@pytest.mark.parametrize("kind", KINDS)
def test_marks_tell_all_a_document_is_made_of(kind: str) -> None:
    """Whatever changes in a record, a document or a table whose mark stays is the same."""
    checked = check_bank(BANKS / "full", TODAY)
    assert checked.bank
    assert checked.settings
    world = World(checked.bank, checked.settings, shipped.world().theme, BANKS / "full")
    before, told = sources(world), tables(world)
    made, held = documents(world), {table.name: table.make() for table in told}
    records = getattr(world.bank, kind)
    record = next(one for one in records if kind != "schools" or any(card.organization == one.id for card in world.bank.published))
    for variant in variants(record):
        changed = replace(world, bank=replace(world.bank, **{kind: tuple(variant if one is record else one for one in records)}))
        after = sources(changed)
        if len(after) == len(before):
            wrong = [
                made[number].id for number, (was, now) in enumerate(zip(before, after, strict=True)) if was.mark == now.mark and made[number] != now.make()
            ]
            assert not wrong
        assert not [table.name for was, table in zip(told, tables(changed), strict=True) if was.mark == table.mark and held[table.name] != table.make()]


@pytest.mark.parametrize("word", ["слово", "крокозябра"])
def test_an_edited_card_changes_few_files(word: str) -> None:
    """A word more in a card, known or new: its text, its rows and no more than a third of the words; the rest stays in caches."""
    before, after = shipped.files(), files(search_files(longer(shipped.world(), word)))
    kinds = Counter(path.removeprefix("search/")[0] for path in set(after) - set(before) if path.endswith(".bin"))
    assert kinds.pop("t") == kinds.pop("c") == 1
    assert kinds.pop("w") <= sum(path.startswith("search/w") for path in before) / 3
    assert set(kinds) <= {"l"}  # the lexicon


def test_a_new_card_leaves_the_others() -> None:
    """The newest card comes last: rows and texts of all others keep their files, but for the block it joins."""
    world = shipped.world()
    newest = max(world.bank.published, key=lambda card: (card.created, card.id))
    less = with_cards(world, (card for card in world.bank.practices if card.id != newest.id))
    before, after = files(search_files(less)), shipped.files()
    lost = {path for path in set(before) - set(after) if path.startswith(("search/c", "search/t"))}
    blocks = {path.split("-")[0].removeprefix("search/")[1:] for path in lost}
    assert len(blocks) <= 3, lost  # its own block, and those of records that name it: a collection, a school
