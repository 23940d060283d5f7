"""What any site can show of the whole bank: which sections there are, what they hold, and that their addresses outlive the cards' names."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import msgspec
import pytest
import render_worlds as worlds

from generator.model.facets import facets
from generator.model.records import Event
from generator.render.embed.files import embed_files
from generator.render.embed.region import NEWEST, SHOWN, facet_folder, main_sections
from generator.render.site import World, card_embed_url


def shipped() -> World:
    """The repository's own bank."""
    return worlds.world(worlds.ROOT)


def data_of(world: World, folder: str) -> dict[str, Any]:
    """data.json of a section."""
    found: dict[str, Any] = json.loads(embed_files(world)[f"{folder}data.json"])
    return found


def titles(data: dict[str, Any]) -> list[str]:
    """Texts of the lines of the only block."""
    (block,) = data["sections"]
    return [item["t"] for item in block["items"]]


def test_newest_practices() -> None:
    """The newest cards come first, no more than a news page holds, with a link to the rest."""
    world = shipped()
    data = data_of(world, "embed/v1/new/")
    assert titles(data) == [card.title for card in world.bank.published[:NEWEST]]
    assert data["sections"][0]["more"] == {"t": f"Все практики: {len(world.bank.published)}", "u": world.absolute("practices/")}
    assert "school" not in data


def test_every_value_of_every_facet_has_a_section() -> None:
    """The section of a value shows the cards its listing shows; one without cards says so and leads to the catalogue."""
    world = shipped()
    files, seen = embed_files(world), {True: 0, False: 0}
    for facet in facets(world.bank):
        for value in facet.values:
            data = json.loads(files[f"{facet_folder(facet.field, value.term.id)}data.json"])
            assert titles(data) == [card.title for card in value.cards[:SHOWN]]
            if not value.cards:
                assert data["sections"][0]["text"] == "Таких практик пока нет."
                assert data["sections"][0]["more"]["u"] == world.absolute("practices/")
            seen[bool(value.cards)] += 1
    assert min(seen.values()) > 20


def test_card_in_a_line_of_news() -> None:
    """One card: what it is about, for whom, and a link to the whole."""
    world = shipped()
    card = world.bank.published[0]
    data = data_of(world, card_embed_url(card.id))
    (block,) = data["sections"]
    assert (block["title"], block["text"]) == (card.title, card.summary)
    assert block["more"]["u"] == world.absolute(f"practices/{card.id}/")
    assert data["updated"] == card.updated.isoformat()


def test_pasted_cards_outlive_their_names() -> None:
    """A card under a former id, an archived card, an outdated one: the address still answers, and says what has become of the card."""
    base = worlds.minimal()
    card = base.bank.practices[0]
    changed = (
        msgspec.structs.replace(card, aliases=("bylo",)),
        msgspec.structs.replace(card, id="arhiv", status="archived", aliases=()),
        msgspec.structs.replace(card, id="staraya", status="outdated", aliases=()),
    )
    world = worlds.with_bank(base, practices=changed)
    files = embed_files(world)
    assert files[f"{card_embed_url('bylo')}data.json"] == files[f"{card_embed_url(card.id)}data.json"]
    assert "notice" not in data_of(world, card_embed_url(card.id))
    assert "в архиве" in data_of(world, card_embed_url("arhiv"))["notice"]
    assert "требует обновления" in data_of(world, card_embed_url("staraya"))["notice"]


def test_alias_never_takes_the_place_of_a_card() -> None:
    """When a new card has another's former name, the address is the new card's."""
    base = worlds.minimal()
    card = base.bank.practices[0]
    other = msgspec.structs.replace(card, id="bylo", title="Новая карточка", aliases=())
    world = worlds.with_bank(base, practices=(msgspec.structs.replace(card, aliases=("bylo",)), other))
    assert data_of(world, card_embed_url("bylo"))["sections"][0]["title"] == "Новая карточка"


def test_only_events_ahead() -> None:
    """Events that have passed are not announced; without any ahead the section, once pasted, says so and is offered to nobody."""

    def event(name: str, day: date, school: str = "") -> Event:
        return Event(id=name, path="", school=school, body="", body_line=0, title=name, summary="", kind="seminar", date=day)

    events = (event("bylo", date(2026, 11, 1)), event("budet", date(2026, 12, 1)), event("shkola", date(2026, 12, 1), "primer"))
    assert titles(data_of(worlds.with_bank(worlds.minimal(), events=events), "embed/v1/events/")) == ["budet"]
    quiet = worlds.with_bank(worlds.minimal(), events=events[:1])
    assert data_of(quiet, "embed/v1/events/")["sections"][0]["text"] == "Ближайших событий пока нет."
    assert "embed/v1/events/" not in [folder for offered, folder, _ in main_sections(quiet) if offered]


def test_way_from_a_difficulty() -> None:
    """Each difficulty that has practices leads to its page of the navigator."""
    world = shipped()
    (deficit,) = (facet for facet in facets(world.bank) if facet.field == "deficit")
    (block,) = data_of(world, "embed/v1/navigator/")["sections"]
    assert [item["u"] for item in block["items"]] == [world.absolute(f"navigator/any/{value.term.id}/") for value in deficit.used]


def test_empty_bank_offers_nothing() -> None:
    """Without cards and events nothing of the region is offered, and what was pasted before says that it is empty."""
    world = worlds.with_bank(worlds.minimal(), practices=(), events=())
    assert not [folder for offered, folder, _ in main_sections(world) if offered]
    assert data_of(world, "embed/v1/new/")["sections"][0]["text"] == "Таких практик пока нет."


@pytest.mark.parametrize("folder", ["embed/v1/s/primer/", "embed/v1/new/"])
def test_oembed_is_what_wordpress_takes(folder: str) -> None:
    """`rich`, with the quotation that brings wp-embed.js and a frame of the class it looks for; the quotation's link works alone."""
    world = worlds.minimal()
    data = json.loads(embed_files(world)[f"{folder}oembed.json"])
    assert (data["version"], data["type"]) == ("1.0", "rich")
    assert f'<blockquote class="wp-embedded-content"><a href="{world.absolute(folder)}">' in data["html"]
    assert f'<iframe class="wp-embedded-content" src="{world.absolute(folder)}{"oe/" if "/s/" in folder else ""}"' in data["html"]
    assert "<script" not in data["html"]


def test_small_page_leads_nowhere_else() -> None:
    """A frame of WordPress follows links to the frame's own host only, so the small page has no others."""
    world = shipped()
    files = embed_files(world)
    for school in world.bank.schools:
        page = files[f"embed/v1/s/{school.id}/oe/index.html"].decode()
        assert 'href="http' not in page.partition("<body>")[2]
        assert f'<a href="../../../../../schools/{school.id}/" target="_blank" rel="noopener">Открыть весь раздел' in page
        assert school.curator_page in page
