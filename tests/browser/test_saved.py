"""Favourites, comparison and pack in a real browser, on the site of tests/banks/full below a path of its host."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.fixtures import audit
from tests.sites import Site

pytestmark = pytest.mark.browser

KEY = "saved:/bank/site/"
CLOSED = 'Object.defineProperty(window, "localStorage", { get() { throw new DOMException("closed", "SecurityError"); } });'
TITLES = {}
WORDS = {"on": "В избранном", "off": "В избранное"}
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def site(built: Callable[[str], Site], tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of the site: cards opyt-a, opyt-b, metod (formerly staryj-metod) and v-arhive, which is archived."""
    folder, out = tmp_path_factory.mktemp("saved"), built("full").out
    (folder / "bank").mkdir()
    (folder / "bank" / "site").symlink_to(out)
    for path in (out / "api" / "v1" / "practices").glob("*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        TITLES[data["id"]] = data["fields"]["title"]
    return serve(folder) + "bank/site/"


@pytest.fixture
def context(visitor: Callable[..., Any]) -> Callable[..., Any]:
    """`context(init=…, saved=…, …)` is a `visitor` whose pages begin with a script, and with favourites."""

    def new(init: str = "", saved: object = None, **options: Any) -> Any:
        one = visitor(**options)
        if init:
            one.add_init_script(init)
        if saved is not None:
            text = saved if isinstance(saved, str) else json.dumps({"v": 1, "ids": saved})
            one.add_init_script(
                f"if (location.protocol === 'http:' && !sessionStorage.set) {{ localStorage.setItem({KEY!r}, {json.dumps(text)}); sessionStorage.set = 1; }}"
            )
        return one

    return new


@pytest.fixture
def opened(context: Callable[..., Any]) -> Opened:
    """`opened(url, …)` is a page of a new browser, at rest."""

    def page(url: str, **options: Any) -> Any:
        made_page = context(**options).new_page()
        made_page.goto(url, wait_until="networkidle")
        return made_page

    return page


def kept(page: Any) -> list[str]:
    """The ids that the browser keeps."""
    return list(page.evaluate(f"JSON.parse(localStorage.getItem({KEY!r}) || '{{\"ids\": []}}').ids"))


def star(page: Any, name: str) -> Any:
    """The star of a card in a listing, by the card's id."""
    return page.locator(f'[data-save$="practices/{name}/"]').first


def shown(page: Any) -> list[str]:
    """Titles of the list of favourites."""
    return list(page.locator("[data-entries] > li h2").all_text_contents())


def status(page: Any, name: str = "status") -> str:
    """What the page says of what was done."""
    return str(page.locator(f"[data-{name}]").text_content()).replace("\u00a0", " ")


def entry(page: Any, name: str) -> Any:
    """An entry of the list of favourites."""
    return page.locator(f'[data-entries] > li[data-id="{name}"]')


def test_a_star_is_kept(site: str, opened: Opened) -> None:
    """A star pressed in a listing by keyboard is pressed on the card's page and after a reload; pressed again it is gone."""
    page = opened(site + "practices/")
    assert not page.locator("[data-saved-count]").is_visible()
    star(page, "opyt-a").focus()
    page.keyboard.press("Space")
    assert star(page, "opyt-a").get_attribute("aria-pressed") == "true"
    assert star(page, "opyt-a").inner_text().startswith(WORDS["on"])
    assert star(page, "opyt-b").get_attribute("aria-pressed") == "false"
    assert page.locator("[data-saved-count]").text_content() == "Избранное (1)"
    assert page.locator("[data-saved-count]").evaluate("a => a.href") == site + "saved/"
    page.reload(wait_until="networkidle")
    assert star(page, "opyt-a").get_attribute("aria-pressed") == "true"
    page.goto(site + "practices/opyt-a/", wait_until="networkidle")
    own = page.locator('[data-save="./"]')
    assert own.get_attribute("aria-pressed") == "true"
    own.click()
    assert own.get_attribute("aria-pressed") == "false"
    assert WORDS["off"] in own.inner_text()
    assert kept(page) == []


def test_the_name_of_a_star_names_the_card(site: str, opened: Opened) -> None:
    """A screen reader hears which card a star belongs to, and the words that are seen begin the name."""
    page = opened(site + "practices/", saved=["opyt-b"])
    assert page.get_by_role("button", name=f"{WORDS['on']} – {TITLES['opyt-b']}", exact=True, pressed=True).count() == 1
    assert page.get_by_role("button", name=f"{WORDS['off']} – {TITLES['opyt-a']}", exact=True, pressed=False).count() == 1


def test_a_star_that_comes_later_is_alive(site: str, opened: Opened) -> None:
    """A card that a script shows gets a star of the right state, and it works."""
    page = opened(site + "practices/", saved=["metod"])
    page.evaluate(
        """async () => {
          const { star } = await import("../assets/js/saved/buttons.js");
          const box = document.createElement("div");
          box.id = "later";
          box.append(star("../practices/metod/", "Метод"), star("../practices/opyt-a/", "Опыт"));
          document.querySelector("#content").append(box);
        }"""
    )
    buttons = page.locator("#later [data-save]")
    assert [one.get_attribute("aria-pressed") for one in buttons.all()] == ["true", "false"]
    buttons.nth(1).click()
    assert star(page, "opyt-a").get_attribute("aria-pressed") == "true"


def test_two_tabs_agree(site: str, context: Callable[..., Any]) -> None:
    """What one tab keeps the other shows at once, and neither undoes the other's."""
    browser = context(saved=["metod"])
    first, second, listing = browser.new_page(), browser.new_page(), browser.new_page()
    for page, url in ((first, "practices/"), (second, "practices/"), (listing, "saved/")):
        page.goto(site + url, wait_until="networkidle")
    star(first, "opyt-a").click()
    second.wait_for_selector('[data-save$="practices/opyt-a/"][aria-pressed=true]')
    star(second, "opyt-b").click()
    assert kept(first) == ["metod", "opyt-a", "opyt-b"]
    listing.wait_for_function("() => document.querySelectorAll('[data-entries] > li').length === 3")


@pytest.mark.parametrize("value", ["{oops", "null", "[]", '{"v":1}', '{"v":2,"ids":["metod"]}', '{"v":1,"ids":"metod"}', '{"v":1,"ids":[7,"../x",null]}'])
def test_a_broken_list_is_an_empty_one(site: str, opened: Opened, value: str) -> None:
    """Whatever stands under the key, the page works and the next star makes a sound list."""
    page = opened(site + "practices/", saved=value)
    assert page.locator('[data-save][aria-pressed="true"]').count() == 0
    star(page, "opyt-a").click()
    assert kept(page) == ["opyt-a"]


def test_no_value_breaks_the_list(site: str, opened: Opened) -> None:
    """Any JSON under the key gives a list of ids without repeats."""
    page = opened(site + "practices/")
    scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=8) | st.sampled_from(["metod", "opyt-a"])
    values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["v", "ids", "x"]), inner, max_size=3))

    @given(st.lists(values | st.fixed_dictionaries({"v": st.just(1), "ids": values}), min_size=1, max_size=20))
    @settings(max_examples=30, deadline=None)
    def holds(stored: list[object]) -> None:
        lists = page.evaluate(
            """async ([key, values]) => {
              const { ids } = await import("../assets/js/saved/store.js");
              return values.map((value) => { localStorage.setItem(key, JSON.stringify(value)); return ids(); });
            }""",
            [KEY, stored],
        )
        for value, found in zip(stored, lists, strict=True):
            assert len(set(found)) == len(found)
            assert all(name in json.dumps(value) for name in found)

    holds()


def test_a_link_gives_its_selection_back(site: str, opened: Opened) -> None:
    """Any selection written into an address is read from it as it was, each id once."""
    page = opened(site + "practices/")
    names = st.from_regex(r"\A[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?\Z")

    @given(st.lists(names, max_size=12))
    @settings(max_examples=50, deadline=None)
    def holds(ids: list[str]) -> None:
        back = page.evaluate(
            """async (ids) => {
              const { chosen, linkTo } = await import("../assets/js/saved/address.js");
              return chosen(new URL(linkTo("saved", ids)).search) || [];
            }""",
            ids,
        )
        assert back == list(dict.fromkeys(ids))

    holds()


def test_without_storage_the_list_lives_in_the_address(site: str, opened: Opened) -> None:
    """A browser that keeps nothing says so where the star is, and offers the selection as a link."""
    page = opened(site + "practices/", init=CLOSED)
    star(page, "opyt-b").click()
    star(page, "metod").click()
    assert star(page, "opyt-b").get_attribute("aria-pressed") == "true"
    assert "пропадёт" in page.inner_text("#save-note")
    assert page.locator("[data-saved-count]").evaluate("a => a.href") == site + "saved/?ids=opyt-b,metod"
    page.click("#save-note a")
    page.wait_for_load_state("networkidle")
    assert shown(page) == [TITLES["opyt-b"], TITLES["metod"]]
    assert page.locator("[data-fleeting]").is_visible()


def test_the_list_is_ordered_by_keyboard(site: str, opened: Opened) -> None:
    """«Ниже» moves a card, keeps the focus on the button, says the place; at the end the focus goes to «Выше»."""
    page = opened(site + "saved/", saved=["opyt-a", "opyt-b", "metod"])
    assert shown(page) == [TITLES[name] for name in ("opyt-a", "opyt-b", "metod")]
    assert entry(page, "opyt-a").locator("[data-act=up]").is_disabled()
    entry(page, "opyt-a").locator("[data-act=down]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.act + document.activeElement.closest('li').dataset.id") == "downopyt-a"
    assert status(page).startswith("Место 2 из 3")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.act + document.activeElement.closest('li').dataset.id") == "upopyt-a"
    assert kept(page) == ["opyt-b", "metod", "opyt-a"]
    assert shown(page) == [TITLES[name] for name in ("opyt-b", "metod", "opyt-a")]


def test_removing_can_be_undone(site: str, context: Callable[..., Any]) -> None:
    """A card removed and a list cleared come back in their order; what another tab added meanwhile stays."""
    browser = context(saved=["opyt-a", "opyt-b"])
    page, other = browser.new_page(), browser.new_page()
    page.goto(site + "saved/", wait_until="networkidle")
    entry(page, "opyt-a").locator("[data-act=remove]").click()
    assert kept(page) == ["opyt-b"]
    assert page.evaluate("document.activeElement.closest('li').dataset.id") == "opyt-b"
    page.click("[data-undo]")
    assert kept(page) == ["opyt-a", "opyt-b"]
    page.click("[data-clear]")
    assert kept(page) == []
    assert page.locator("[data-empty]").is_visible()
    assert page.evaluate("'undo' in document.activeElement.dataset")
    other.goto(site + "practices/metod/", wait_until="networkidle")
    other.click('[data-save="./"]')
    page.wait_for_selector("[data-entries] > li")
    page.click("[data-undo]")
    assert kept(page) == ["opyt-a", "opyt-b", "metod"]
    assert not page.locator("[data-undo]").is_visible()
    assert page.evaluate("'clear' in document.activeElement.dataset")


def test_a_link_shows_its_set_and_changes_nothing(site: str, opened: Opened) -> None:
    """The set of a link is shown in its order; one's own list changes only by the button, and loses nothing."""
    page = opened(site + "saved/?ids=metod,opyt-a", saved=["opyt-b", "opyt-a"])
    assert shown(page) == [TITLES["metod"], TITLES["opyt-a"]]
    assert kept(page) == ["opyt-b", "opyt-a"]
    link = page.input_value("[data-link]")
    assert parse_qs(urlsplit(link).query) == {"ids": ["metod,opyt-a"]}
    assert page.locator("[data-copy]").get_attribute("data-copy") == link
    page.click("[data-adopt]")
    assert kept(page) == ["opyt-b", "opyt-a", "metod"]
    assert status(page) == "Добавлено: 1."
    page.click("[data-adopt]")
    assert "уже в вашем избранном" in status(page)
    entry(page, "metod").locator("[data-act=remove]").click()
    assert page.url == site + "saved/?ids=opyt-a"
    assert kept(page) == ["opyt-b", "opyt-a", "metod"]


def test_unknown_former_and_archived_cards(site: str, opened: Opened) -> None:
    """An unknown id is told and can be removed, a former one becomes today's, an archived card is named as such."""
    page = opened(site + "saved/", saved=["net-takoj", "staryj-metod", "v-arhive"])
    assert "в банке нет" in entry(page, "net-takoj").inner_text()
    assert entry(page, "net-takoj").locator("h2 a").get_attribute("href") is None
    assert kept(page) == ["net-takoj", "metod", "v-arhive"]
    assert entry(page, "metod").locator("h2 a").evaluate("a => a.href") == site + "practices/metod/"
    assert "в архиве" in entry(page, "v-arhive").inner_text()
    assert entry(page, "v-arhive").locator("h2").text_content() == "Снятая с сайта карточка"
    assert "net-takoj" not in page.input_value("[data-link]")
    entry(page, "net-takoj").locator("[data-act=remove]").click()
    assert kept(page) == ["metod", "v-arhive"]


def test_a_hostile_link_is_text(site: str, opened: Opened) -> None:
    """Parts of an address that are no ids are shown as text, asked of no server, and not adopted."""
    page = opened("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "saved/?ids=%3Cimg+src%3Dx%3E,..%2F..%2Fetc,metod", wait_until="networkidle")
    assert shown(page) == ["<img src=x>", "../../etc", TITLES["metod"]]
    assert page.locator("[data-entries] img").count() == 0
    assert not [url for url in asked if "etc" in url.split("?")[0] or "img" in url.split("?")[0]]
    page.click("[data-adopt]")
    assert kept(page) == ["metod"]


def test_a_card_that_did_not_load_can_be_tried_again(site: str, opened: Opened) -> None:
    """Without a line to the site the entry says so; «Повторить» loads it."""
    page = opened("about:blank", saved="{}")
    page.route("**/api/v1/practices/opyt-a.json", lambda route: route.abort())
    page.goto(site + "saved/?ids=opyt-a,opyt-b", wait_until="networkidle")
    assert "не загрузилась" in entry(page, "opyt-a").inner_text()
    assert shown(page)[1] == TITLES["opyt-b"]
    page.unroute("**/api/v1/practices/opyt-a.json")
    entry(page, "opyt-a").locator("[data-act=again]").click()
    page.wait_for_function("title => document.querySelector('[data-entries] h2').textContent === title", arg=TITLES["opyt-a"])


def cells(page: Any, row: str) -> list[str]:
    """What a row of the comparison says, without the names of the cards."""
    return [cell.replace("\u00a0", " ") for cell in page.locator(f'tr[data-row="{row}"] > td').evaluate_all(
        "cells => cells.map((cell) => [...cell.childNodes].filter((node) => node.className !== 'compare__whose').map((node) => node.textContent).join(' ').trim())"
    )]  # fmt: skip


def test_comparison_says_words_and_marks_what_differs(site: str, opened: Opened) -> None:
    """Labels stand for ids, numbers have their words, and only rows that differ are called so."""
    page = opened(site + "compare/?ids=opyt-a,metod")
    heads = page.locator("thead th a").all_text_contents()
    assert heads == [f"1. {TITLES['opyt-a']}", f"2. {TITLES['metod']}"]
    assert page.locator("thead th a").first.evaluate("a => a.href") == site + "practices/opyt-a/"
    data = [json.loads(page.request.get(f"{site}api/v1/practices/{name}.json").text()) for name in ("opyt-a", "metod")]
    for row in ("mentee_group", "deficit", "risks"):
        for cell, card in zip(cells(page, row), data, strict=True):
            assert all(value["label"] in cell for value in card["fields"][row])
    assert cells(page, "evidence") == [f"{card['fields']['evidence']['id']} из 4 – {card['fields']['evidence']['label']}" for card in data]
    for row in page.locator("tr[data-row]").all():
        name = row.get_attribute("data-row")
        said = [sorted(cell.locator("li").all_text_contents()) or cell.inner_text() for cell in row.locator("td").all()]
        assert row.locator("[data-differs]").is_visible() == (said[0] != said[1] and name != "summary"), name
    page.check("[data-only]")
    left = page.locator("tr[data-row]:visible").evaluate_all("rows => rows.map((row) => row.dataset.row)")
    assert left == [row.get_attribute("data-row") for row in page.locator("tr[data-row].other").all()]


def test_comparison_links_stay_on_the_site_read(site: str, opened: Opened) -> None:
    """Templates lead to the copy of the site that is open, not to its permanent address."""
    page = opened(site + "compare/?ids=opyt-a,opyt-b,metod")
    links = page.locator("tr[data-row=templates] a, tr[data-row=attachments] a").evaluate_all("links => links.map((a) => a.href)")
    assert links
    assert all(link.startswith(site) for link in links)


def test_comparison_on_a_phone(site: str, opened: Opened) -> None:
    """At 360 px cells stand one under another, each with its card's name; nothing is wider than the screen."""
    page = opened(site + "compare/?ids=opyt-a,opyt-b,metod", width=360)
    boxes = [cell.bounding_box() for cell in page.locator("tr[data-row=risks] > td").all()]
    assert [box["x"] for box in boxes] == [boxes[0]["x"]] * 3
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] + 1
    assert page.locator("tr[data-row=risks] .compare__whose").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.get_by_role("rowheader").count() == page.locator("tr[data-row]").count()


def test_choosing_what_to_compare(site: str, opened: Opened) -> None:
    """Cards come from the favourites and from the field, by a word, an address or a former id; Back goes back."""
    page = opened(site + "compare/", saved=["opyt-b"])
    page.locator("[data-own] button").click()
    page.wait_for_url("**/compare/?ids=opyt-b")
    page.locator("thead th").wait_for()
    page.fill("[data-query]", "https://full.example/practices/staryj-metod/")
    page.keyboard.press("Enter")
    page.locator("[data-found] button").click()
    page.wait_for_url("**/compare/?ids=opyt-b,metod")
    page.fill("[data-query]", TITLES["opyt-a"].split()[0].upper())
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"Добавить – {TITLES['opyt-a']}").click()
    page.wait_for_url("**/compare/?ids=opyt-b,metod,opyt-a")
    page.wait_for_function("() => document.querySelectorAll('thead th').length === 3")
    assert not page.locator("[data-choose]").is_visible()
    page.get_by_role("button", name=f"Убрать – {TITLES['metod']}").click()
    page.wait_for_url("**/compare/?ids=opyt-b,opyt-a")
    page.wait_for_function("() => document.querySelectorAll('thead th').length === 2")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('thead th').length === 3")


def test_comparison_tells_what_it_cannot_show(site: str, opened: Opened) -> None:
    """Unknown, archived and surplus cards are told; the rest are compared."""
    page = opened(site + "compare/?ids=net-takoj,v-arhive,opyt-a,metod")
    said = status(page)
    assert "«net-takoj» в банке нет" in said
    assert "«Снятая с сайта карточка» в архиве" in said
    assert "показаны первые три" in said
    assert page.locator("thead th").count() == 1


def test_a_pack_is_the_cards_themselves(site: str, opened: Opened) -> None:
    """Whole cards in the order of the address: one h1, no id twice, links that lead somewhere, nothing to press."""
    page = opened(site + "pack/?ids=metod,opyt-a,staryj-metod")
    page.wait_for_selector("[data-progress]", state="hidden")
    assert page.locator(".pack__card > h2").all_text_contents() == [TITLES["metod"], TITLES["opyt-a"]]
    assert page.locator("[data-contents] a").all_text_contents() == [TITLES["metod"], TITLES["opyt-a"]]
    assert page.locator("h1").count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(set(ids)) == len(ids)
    links = page.locator(".pack__card a[href]").evaluate_all("links => links.map((a) => a.getAttribute('href'))")
    assert links
    assert all(link.startswith(("http", "#", "mailto:")) for link in links)
    assert f"{site}practices/" in " ".join(links)
    assert all(link[1:] in ids for link in links if link.startswith("#"))
    labels = page.evaluate("[...document.querySelectorAll('.pack__card [aria-labelledby]')].map((node) => node.getAttribute('aria-labelledby'))")
    assert set(labels) <= set(ids)
    assert page.locator(".pack__card").locator("button, form, script, nav, .crumbs, .similar").count() == 0
    steps = json.loads(page.request.get(f"{site}api/v1/practices/metod.json").text())["sections"]
    titles = [item["title"] for section in steps if section["id"] == "steps" for item in section["items"]]
    assert page.locator(".pack__card").first.locator("ol.steps > li > h4").all_text_contents() == titles


def test_a_card_missing_from_a_pack_is_told(site: str, opened: Opened) -> None:
    """A card that did not load and one that does not exist are told in their place, the rest stay; «Повторить» mends."""
    page = opened("about:blank")
    page.route("**/practices/opyt-a/", lambda route: route.abort())
    page.goto(site + "pack/?ids=opyt-a,metod,net-takoj,v-arhive", wait_until="networkidle")
    page.wait_for_selector("[data-progress]", state="hidden")
    assert "Не получилось: 2" in status(page)
    assert page.locator(".pack__card").nth(0).inner_text().startswith("Карточка «opyt-a» не загрузилась")
    assert page.locator(".pack__card").nth(1).locator("h2").first.text_content() == TITLES["metod"]
    assert "«net-takoj» в банке нет" in page.locator(".pack__card").nth(2).inner_text()
    assert page.locator(".pack__card").nth(3).locator("h2").first.text_content() == "Снятая с сайта карточка"
    page.unroute("**/practices/opyt-a/")
    page.get_by_role("button", name="Повторить").click()
    page.wait_for_function("title => document.querySelector('.pack__card > h2').textContent === title", arg=TITLES["opyt-a"])
    assert "Не получилось: 1" in status(page)


def test_a_pack_on_paper(site: str, opened: Opened) -> None:
    """Each card begins on a new sheet and ends with its permanent address and the date; controls and faults stay on the screen."""
    page = opened(site + "pack/?ids=metod,opyt-a,net-takoj")
    page.wait_for_selector("[data-progress]", state="hidden")
    page.emulate_media(media="print")
    breaks = page.locator(".pack__card").evaluate_all("cards => cards.map((card) => getComputedStyle(card).breakBefore)")
    assert breaks == ["page"] * 3
    assert not page.locator(".button:visible").count()
    assert not page.locator(".pack__card").nth(2).is_visible()
    foot = page.locator(".pack__foot").first.inner_text()
    assert "https://full.example/practices/metod/" in foot
    assert str(page.evaluate("new Date().getFullYear()")) in foot
    assert page.locator("[data-contents] a").first.is_visible()
    assert page.pdf(format="A4").count(b"/Type /Page\n") >= 3


def test_a_pack_has_a_measure(site: str, opened: Opened) -> None:
    """More than thirty cards are not loaded at once: the rest have their own link."""
    names = [f"net-{number}" for number in range(33)]
    page = opened(site + "pack/?ids=" + ",".join(names))
    page.wait_for_selector("[data-progress]", state="hidden")
    assert page.locator(".pack__card").count() == 30
    rest = page.locator("[data-rest] a").evaluate("a => a.href")
    assert parse_qs(urlsplit(rest).query) == {"ids": [",".join(names[30:])]}


@pytest.mark.parametrize("url", ["saved/", "compare/", "pack/"])
def test_without_scripts(site: str, opened: Opened, url: str) -> None:
    """Each page says what to do instead, and shows nothing that cannot be pressed; so do cards."""
    page = opened(site + url, scripts=False)
    assert page.locator("noscript a").is_visible()
    assert page.locator("#content button:visible, #content input:visible").count() == 0
    page.goto(site + "practices/")
    assert page.locator("[data-save]").count()
    assert not page.locator("[data-save]").first.is_visible()


@pytest.mark.parametrize(
    ("url", "width"),
    [
        *(("saved/", width) for width in (1280, 360)),
        *(("compare/?ids=opyt-a,metod", width) for width in (1280, 360)),
        ("saved/?ids=metod,net-takoj", 360),
        ("pack/?ids=opyt-a,metod", 1280),
        ("practices/", 360),
    ],
)
def test_accessibility(site: str, opened: Opened, url: str, width: int) -> None:
    """The axe rules find nothing against WCAG 2.1 A and AA, and nothing is wider than the screen."""
    page = opened(site + url, width=width, saved=["opyt-a", "opyt-b", "metod"])
    audit(page, "#content")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
