"""The search of a site whose setting is `search: {engine: lunr}`, in a browser: it answers as the own engine does, through lunr.js."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from generator.render.search.lunr_index import FIELDS, packed_index, serialised
from tests.browser.engines import asked, ids, opened
from tests.sites import Site, again, made

pytestmark = pytest.mark.browser

EMOJI, BULLET = "🙂", "\uf0b7"
CARD = "practice/metod"
TEXT = f"Учитель физики и его подъезд: ФГОС, учёба. {EMOJI} {BULLET} «Ёлка» и диагностика."
FITS = """async (index) => {
    const { restored } = await import(new URL("assets/js/search/lunr.js", location));
    return Object.keys(window.lunr.Index.load(restored(index)).invertedIndex);
}"""


@pytest.fixture(scope="module")
def bank(built: Callable[[str], Site], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full bank with lunr, a card of which has an emoji and a bullet of Word beside words with rare letters."""
    root = again(built("full"), "full", tmp_path_factory.mktemp("lunr") / "bank")
    config, card = root / "site_config.yml", root / "practices" / "metod" / "index.md"
    config.write_text(f"{config.read_text(encoding='utf-8')}search: {{engine: lunr}}\n", encoding="utf-8")
    card.write_text(f"{card.read_text(encoding='utf-8')}\n{TEXT}\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def site(bank: Path, serve: Callable[[Path], str]) -> str:
    """Its site, below a path that is not the root of its host."""
    folder = bank.parent / "host"
    made(bank, folder / "a" / "b")
    return f"{serve(folder)}a/b/"


@pytest.fixture
def page(chromium_page: Any, site: str) -> Any:
    """A page of it with the engine in `window.engine`."""
    chromium_page.set_default_timeout(20_000)
    return opened(chromium_page, site)


@pytest.mark.parametrize(
    "query",
    [
        "ФГОС",
        "фгос",
        "физика",
        "учёба",
        "учеба",
        "ёлка",
        "подъездов",
        "диагностику",
        "диагност",
        "диагнотсика",
        "lbfuyjcnbrf",
        "diagnostika",
        "EX`,F",
        "физика ыыыыы",
    ],
)
def test_card_is_found(page: Any, query: str) -> None:
    """Other forms, both ways of «ё», the beginning, a slip, the other layout, Latin letters, a word too many."""
    (answer,) = asked(page, [query])
    assert CARD in ids(answer)[:2]
    assert all(result["why"] for result in answer["results"])


def test_both_ways_of_yo_are_one(page: Any) -> None:
    """«ё», «е» in its place and the keys of the other layout find the same in the same order."""
    first, *rest = (ids(answer) for answer in asked(page, ["учёба", "учеба", "EX`,F", "ex`,f"]))
    assert len(first) > 1
    assert rest == [first] * 3


def test_card_with_emoji_and_bullet_opens_with_the_rest(page: Any) -> None:
    """Both signs are in its text as it is shown, neither spoils the index."""
    (answer,) = asked(page, ["физика"])
    excerpt = answer["results"][0]["excerpt"]
    assert EMOJI in excerpt
    assert BULLET in excerpt
    units = excerpt.encode("utf-16-le")  # as the browser counts
    assert [units[2 * start : 2 * end].decode("utf-16-le") for start, end in answer["results"][0]["marks"]["excerpt"]] == ["физики"]


def test_index_with_both_signs_as_terms_opens(page: Any) -> None:
    """Even as terms of their own they stand in the order lunr.js asks for; in that of code points it refuses them."""
    index = serialised([[["урок", EMOJI, BULLET], *[[]] * (len(FIELDS) - 1)]])
    assert page.evaluate(FITS, packed_index(index)) == ["урок", EMOJI, BULLET]
    index["invertedIndex"].sort()
    with pytest.raises(Exception, match="Out of order word insertion"):
        page.evaluate(FITS, packed_index(index))


def test_query_is_understood(page: Any) -> None:
    """What was put right is told; a word that is nowhere is named and the rest still answers."""
    typo, layout, lost = asked(page, ["диагнотсика", "lbfuyjcnbrf", "физика ыыыыы"])
    assert typo["words"][0]["fixed"] == "диагностика"
    assert layout["shown"] == "диагностика"
    assert [word["found"] for word in lost["words"]] == [True, False]
    assert asked(page, ["ыыыыы"])[0]["total"] == 0


def test_other_names_are_searched_too(page: Any) -> None:
    """An abbreviation of the glossary and its term find each other, and the answer says so."""
    short, whole = asked(page, ["ИОМ", "индивидуальный образовательный маршрут"])
    assert short["also"] == ["индивидуальный образовательный маршрут"]
    assert whole["also"] == ["ИОМ"]
    assert ids(short)[0] == ids(whole)[0] == "term/iom"
    title, marks = short["results"][0]["title"], short["results"][0]["marks"]["title"]
    assert [title[start:end] for start, end in marks] == ["Индивидуальный образовательный маршрут", "ИОМ"]


def test_facets_are_those_of_the_own_engine(chromium_page: Any, site: str, built: Callable[[str], Site], serve: Callable[[Path], str]) -> None:
    """Counts, choice and sorting without words are the same on both sites; with words a choice keeps what has it."""
    choices: list[dict[str, list[str]]] = [{}, {"deficit": ["metodicheskie"]}, {"deficit": ["metodicheskie"], "origin": ["reported"]}]
    told: list[list[Any]] = []
    for address in (serve(built("full").out), site):
        opened(chromium_page, address)
        answers = [asked(chromium_page, [""], facets=chosen, sort=sort)[0] for chosen in choices for sort in ("", "title")]
        told.append([(answer["counts"], answer["total"], ids(answer)) for answer in answers])
        told[-1].append(chromium_page.evaluate("() => window.engine.facets"))
    assert told[0] == told[1]
    assert told[0][0][1] > told[0][4][1] > 0
    every, some = (asked(chromium_page, ["урок"], facets=chosen)[0] for chosen in ({}, choices[2]))
    assert 0 < some["total"] < every["total"]
    assert set(ids(some)) < set(ids(every))


def test_page_of_the_search_answers(chromium_page: Any, site: str) -> None:
    """The page and the field of the header work with it as they are, under the content policy."""
    chromium_page.goto(f"{site}search/?q={quote('физика')}")
    chromium_page.locator("#search-results > li").first.wait_for()
    assert chromium_page.locator("#search-results mark").first.text_content() in ("физики", "Физики")
    chromium_page.goto(site)
    chromium_page.locator("#site-q").press_sequentially("диагн")
    options = chromium_page.locator("#site-q-list [role=option]")
    options.first.wait_for()
    assert "диагностика" in options.all_text_contents()


def test_own_engine_asks_for_nothing_of_lunr(chromium_page: Any, built: Callable[[str], Site], serve: Callable[[Path], str]) -> None:
    """The option costs nothing to those who do not take it."""
    wanted: list[str] = []
    chromium_page.on("request", lambda request: wanted.append(request.url))
    opened(chromium_page, serve(built("full").out))
    assert asked(chromium_page, ["наставник"])[0]["total"]
    assert not [url for url in wanted if "lunr" in url]
    assert "engine" not in json.loads((built("full").out / "search" / "index.json").read_bytes())
