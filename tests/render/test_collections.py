"""Collections: the order of their editor, only what the site shows, and a way there from each card."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
import render_worlds as worlds

from generator.model import Collection
from generator.model.records import Pick
from generator.render.site import Framed, World
from generator.render.views.collections import collection_pages, collections_of


def collection(name: str, *practices: str, order: int = 999, title: str = "Подборка для проверки") -> Collection:
    """A collection of cards by id."""
    return Collection(
        id=name, path=f"content/collections/{name}.md", body="", body_line=1, title=title, summary="Для проверки.",
        practices=tuple(Pick(practice=each, why=f"Пояснение к {each}.") for each in practices), updated=date(2026, 10, 1), order=order,
    )  # fmt: skip


@pytest.fixture(scope="module")
def full() -> World:
    """tests/banks/full."""
    return worlds.world(worlds.ROOT / "tests" / "banks" / "full")


def pages(world: World) -> dict[str, Framed]:
    """The pages of collections by address."""
    return {page.url: page for page in collection_pages(world)}


def test_cards_stand_in_the_order_of_the_editor(full: World) -> None:
    """Neither date nor title moves a card; each has its reason, and the text of the collection follows."""
    html = pages(full)["collections/god/"].body
    places = [html.index(f'practices/{name}/"') for name in ("metod", "opyt-a", "opyt-b")]
    assert places == sorted(places)
    assert "Осенью – один вопрос наблюдателю &amp; &lt;один&gt; вывод." in html
    assert "Порядок можно менять" in html
    assert 'href="../../schools/organizaciya-a/"' in html


def test_unpublished_cards_are_left_out(full: World) -> None:
    """Drafts and archived cards are not named; the numbers count what is shown."""
    shown = worlds.with_bank(full, collections=(collection("smes", "chernovik", "metod", "v-arhive", "opyt-a", "takoj-net"),))
    found = pages(shown)
    for name in ("chernovik", "v-arhive", "takoj-net"):
        assert f"practices/{name}/" not in found["collections/smes/"].body
    assert "2\u00a0практики" in found["collections/"].body


def test_collection_without_a_shown_card_is_not_there(full: World) -> None:
    """A collection of drafts has no page and stands in no list; a bank of such collections has no list."""
    hidden = collection("skrytaya", "chernovik")
    assert list(pages(worlds.with_bank(full, collections=(hidden,)))) == []
    both = pages(worlds.with_bank(full, collections=(hidden, collection("vidna", "metod"))))
    assert set(both) == {"collections/", "collections/vidna/"}
    assert "skrytaya" not in both["collections/"].body


def test_list_is_in_the_set_order_and_neighbours_are_linked(full: World) -> None:
    """By `order`, then by title; each page leads to the one before and the one after."""
    shown = worlds.with_bank(
        full, collections=(collection("v", "metod", title="Вторая"), collection("a", "metod", title="Аз"), collection("pervaya", "opyt-a", order=1))
    )
    found = pages(shown)
    assert list(found) == ["collections/", "collections/pervaya/", "collections/a/", "collections/v/"]
    assert 'rel="prev" href="../../collections/pervaya/"' in found["collections/a/"].body
    assert 'rel="next" href="../../collections/v/"' in found["collections/a/"].body


def test_a_card_knows_its_collections(full: World) -> None:
    """Each shown collection once, even if it names the card twice."""
    shown = worlds.with_bank(full, collections=(collection("dvazhdy", "metod", "metod"), collection("drugaya", "opyt-a")))
    card = shown.bank.practice_by_id["metod"]
    assert [(link.title, link.url) for link in collections_of(shown, card, "practices/metod/")] == [("Подборка для проверки", "../../collections/dvazhdy/")]
    assert collections_of(shown, shown.bank.practice_by_id["opyt-b"], "practices/opyt-b/") == ()


def test_newest_day_counts_collections(full: World) -> None:
    """What feeds and the API call the day of the bank moves when a collection is written."""
    later = msgspec.structs.replace(full.bank.collections[0], updated=date(2026, 11, 20))
    assert worlds.with_bank(full, collections=(later,)).bank.newest == date(2026, 11, 20)
    assert full.bank.newest < date(2026, 11, 20)
