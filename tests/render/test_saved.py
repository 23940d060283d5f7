"""The pages of what a reader keeps: what stands in them before any script runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec
import pytest
import render_worlds as worlds

from generator.render.api import practice_file
from generator.render.site import World
from generator.render.views.practices import catalogue_pages
from generator.render.views.saved import ROWS, TITLES, saved_files, saved_pages
from generator.schema import kind
from generator.words import plural

PAGES = {page.url: page for page in saved_pages(worlds.minimal())}


def stars(world: World) -> Iterator[tuple[str, str]]:
    """Page and address of every star of the cards' pages and listings."""
    for page in worlds.framed(world).values():
        for url in re.findall(r'data-save="([^"]*)"', page.body):
            yield page.url, url


@pytest.mark.parametrize("url", ["saved/", "compare/", "pack/"])
def test_a_page_tells_what_to_do_without_scripts(url: str) -> None:
    """Everything that only scripts can fill is hidden without them, and something else is offered."""
    body = PAGES[url].body
    advice = re.search(r"<noscript>(.*?)</noscript>", body, re.DOTALL)
    assert advice
    assert "JavaScript" in advice[1]
    assert 'href="../practices/"' in advice[1]
    outside = body.replace(advice[0], "").split('<div class="js-only"')[0]
    assert "<button" not in outside
    assert "<input" not in outside


def test_rows_are_fields_that_cards_have() -> None:
    """Every row of a comparison has a name and is a field of the schema or a section of a card."""
    known = {*kind("practice").document["properties"], *(spec.id for spec in kind("practice").sections)}
    labels = re.findall(r'data-row="([a-z_]+)"><th[^>]*>([^<]+)<', PAGES["compare/"].body)
    assert [name for name, _ in labels] == [name for name, _ in ROWS]
    assert {name for name, _ in labels} <= known
    assert dict(labels)["deficit"] == kind("practice").label(("deficit",))
    assert all(label.strip() for _, label in labels)


def test_durations_have_words_for_every_unit() -> None:
    """The page carries the forms of each unit a card may have, in the order one, few, many."""
    text = re.search(r'data-units="([^"]*)"', PAGES["compare/"].body)
    assert text
    units = json.loads(text[1].replace("&#34;", '"'))
    assert set(units) == set(kind("practice").at(("duration", "unit"))["x-labels"])
    assert [plural(number, units["week"]) for number in (1, 2, 5)] == ["неделя", "недели", "недель"]


def test_titles_name_shown_cards_and_their_former_ids() -> None:
    """What the field of a comparison looks through: published cards only, each with its former ids."""
    base = worlds.minimal()
    card = msgspec.structs.replace(base.bank.practice_by_id["opyt"], aliases=("prezhnij",))
    draft = msgspec.structs.replace(card, id="chernovik", status="draft", aliases=())
    shown = worlds.with_bank(base, practices=(card, draft))
    assert json.loads(saved_files(shown)[TITLES]) == [["opyt", card.title, "prezhnij"]]


def test_every_card_has_a_star() -> None:
    """A star of a listing names the card's address as the title's link does; a card's page has one for itself."""
    found = list(stars(worlds.minimal()))
    assert ("practices/opyt/", "./") in found
    listed = [url for page, url in found if page == "practices/"]
    assert listed
    assert all(re.fullmatch(r"\.\./practices/[a-z0-9-]+/", url) for url in listed)
    listing = next(iter(catalogue_pages(worlds.minimal()))).body
    assert all(f'<a href="{url}">' in listing for url in listed)


def test_a_title_in_a_star_is_text() -> None:
    """A title with signs of HTML stays text beside its star, which takes its name from there."""
    base = worlds.minimal()
    card = msgspec.structs.replace(base.bank.practice_by_id["opyt"], title='Урок <b>«раз»</b> & "два"')
    shown = worlds.with_bank(base, practices=(card,))
    body = next(iter(catalogue_pages(shown))).body
    assert "Урок &lt;b&gt;«раз»&lt;/b&gt; &amp; &#34;два&#34;</a></h2>" in body


def test_the_data_of_a_card_holds_what_a_comparison_reads() -> None:
    """The fields and shapes that the browser's rows rely on are in the API's file of a card."""
    base = worlds.minimal()
    card = base.bank.practice_by_id["opyt"]
    data = json.loads(practice_file(base, card))
    assert data["url"].endswith(f"practices/{data['id']}/")
    assert set(data["fields"]["duration"]["unit"]) == set(data["fields"]["evidence"]) == {"id", "label"}
    assert all("label" in value for name in ("mentee_group", "deficit", "risks") for value in data["fields"][name])
    steps = next(section for section in data["sections"] if section["id"] == "steps")
    assert [item["title"] for item in steps["items"]] == [item.title for item in next(s for s in card.sections if s.id == "steps").items]


def test_a_card_names_its_collections() -> None:
    """The page of a card links to the collections it is in; a card in none has no such heading."""
    base = worlds.minimal()
    pages = {url: page.body for url, page in worlds.framed(base).items()}
    for card in base.bank.published:
        links = re.findall(r'<a href="\.\./\.\./collections/([a-z0-9-]+)/">', pages[f"practices/{card.id}/"])
        assert links == [item.id for item in base.bank.collections_with.get(card.id, ())]
        assert ("В подборках" in pages[f"practices/{card.id}/"]) == bool(links)
    assert base.bank.collections_with
