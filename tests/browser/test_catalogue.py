"""The catalogue in a browser: words and facets together, the address as the state, ways out of nothing, a phone, no scripts."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.words import count
from tests.browser.faked import DOCS, faked, plain, practice
from tests.browser.fixtures import audit, follow
from tests.sites import ROOT, SHIPPED, Site

pytestmark = pytest.mark.browser

SCRIPTS = ROOT / "theme" / "assets" / "js"
OWN = ("dom.js", "engine.js", "results.js", "choice.js", "panel.js", "catalogue.js", "header.js", "search/page.js")


@pytest.fixture(scope="module")
def site(built: Callable[[str], Site], serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped site over invented records."""
    return serve(faked(built(SHIPPED), tmp_path_factory.mktemp("catalogue") / "site"))


@pytest.fixture
def page(chromium_page: Any) -> Any:
    """A page that does not wait for ever, and long enough for a busy machine."""
    chromium_page.set_default_timeout(20_000)
    return chromium_page


@pytest.fixture
def phone(visitor: Callable[..., Any]) -> Any:
    """A page as wide as a phone."""
    return visitor(360).new_page()


CARDS = sorted((ROOT / "practices").glob("*/index.md"))
EVERY = count(len(CARDS), ("практика", "практики", "практик")).replace("\xa0", " ")
"""What the shipped bank says of all its cards, each published."""


def total(page: Any) -> str:
    """How many are left, as the page says."""
    return plain(page.locator("#list-total").text_content())


def says(page: Any, text: str) -> None:
    """Wait until the page says how many are left."""
    page.wait_for_function("text => document.getElementById('list-total').textContent.replace(/\\s/g, ' ') === text", arg=text)


def box(page: Any, value: str) -> Any:
    """The box of a value."""
    return page.locator(f"input[type=checkbox][value={value}]")


def left(page: Any, value: str) -> str:
    """The number beside a value."""
    return str(box(page, value).locator("xpath=..").locator(".count").text_content())


def titles(page: Any) -> list[str]:
    """Titles in the list that is shown."""
    return list(page.locator("#list ol.cards:visible .entry__title").all_text_contents())


def query(page: Any) -> str:
    """What the address asks for."""
    return str(page.evaluate("decodeURIComponent(location.search)"))


def test_without_scripts_the_links_do_it(site: str, visitor: Callable[..., Any]) -> None:
    """The server's list and the links of the facets; nothing that needs a script is to be seen."""
    page = visitor(scripts=False).new_page()
    page.goto(site + "practices/?deficit=ikt")
    assert len(titles(page)) > 20
    assert page.locator("#list-facets input").count() == 0
    assert page.locator("#list .sort").count() == 0
    follow(page.locator("#list-facets a", has_text="ИКТ"))
    assert page.url == site + "practices/deficit/ikt/"
    assert not page.get_by_text("Добавить слова и признаки").is_visible()


def test_nothing_is_asked_before_a_choice(site: str, page: Any) -> None:
    """Opening the catalogue costs no index: the server's list stands, with its own numbers."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "practices/", wait_until="networkidle")
    assert not [url for url in asked if "/search/" in url]
    assert total(page) == EVERY
    assert left(page, "ikt") == str(sum(bool(re.search(r"(?m)^deficit: .*\bikt\b", path.read_text("utf-8"))) for path in CARDS))
    assert query(page) == ""


def test_or_within_a_field_and_between_fields(site: str, page: Any) -> None:
    """Two values of a field add up, two fields cut down, and the numbers say what each further choice would leave."""
    page.goto(site + "practices/")
    box(page, "metodicheskie").check()
    says(page, "23 практики")
    assert left(page, "ikt") == "23"
    box(page, "ikt").check()
    says(page, "46 практик")
    page.locator("summary", has_text="Целевая группа").click()
    box(page, "molodoj").check()
    says(page, "15 практик")
    assert [left(page, value) for value in ("metodicheskie", "ikt", "molodoj", "novyj-v-kollektive")] == ["8", "7", "15", "31"]
    assert plain(page.locator("summary", has_text="Профессиональные").text_content()).endswith("выбрано 2")


def test_values_that_would_leave_nothing_cannot_be_ticked(site: str, page: Any) -> None:
    """They stay in their place with a zero; what is ticked can always be taken off."""
    page.goto(site + "practices/?q=семья&deficit=metodicheskie")
    says(page, "Ничего не найдено")
    assert box(page, "normativnye").is_visible()
    assert box(page, "normativnye").is_disabled()
    assert left(page, "normativnye") == "0"
    assert box(page, "ikt").is_enabled()
    assert box(page, "metodicheskie").is_enabled()
    box(page, "metodicheskie").uncheck()
    says(page, "1 практика")


def test_the_address_is_the_state(site: str, page: Any) -> None:
    """A shared link gives the same words, boxes, order and list; values the bank lacks are passed over."""
    page.goto(site + "practices/?q=урок&deficit=metodicheskie,vydumka&mentee_group=molodoj&color=red&sort=title")
    says(page, "8 практик")
    assert page.locator("#list-q").input_value() == "урок"
    assert [each.input_value() for each in page.locator("#list-facets input:checked").all()] == ["metodicheskie", "molodoj"]
    assert page.locator("#list-sort").input_value() == "title"
    assert titles(page)[:2] == ["Урок 00", "Урок 06"]
    box(page, "ikt").check()
    says(page, "15 практик")
    assert query(page) == "?q=урок&deficit=metodicheskie,ikt&mentee_group=molodoj&sort=title"


def test_back_undoes_a_choice(site: str, page: Any) -> None:
    """Every tick is a step of the browser's history; Back takes it off, Forward puts it on."""
    page.goto(site + "practices/")
    box(page, "metodicheskie").check()
    says(page, "23 практики")
    box(page, "ikt").check()
    says(page, "46 практик")
    page.go_back()
    says(page, "23 практики")
    assert not box(page, "ikt").is_checked()
    page.go_back()
    says(page, EVERY)
    assert not box(page, "metodicheskie").is_checked()
    assert page.locator("#list .chips").is_hidden()
    page.go_forward()
    says(page, "23 практики")
    assert box(page, "metodicheskie").is_checked()


def test_typing_is_one_step(site: str, page: Any) -> None:
    """Letters change the address in place: one Back leaves the catalogue."""
    page.goto(site)
    page.goto(site + "practices/")
    page.locator("#list-sort").wait_for()
    page.locator("#list-q").press_sequentially("семь", delay=30)
    page.wait_for_function("() => decodeURIComponent(location.search) === '?q=семь'")  # three letters may have been answered before
    says(page, "1 практика")
    assert titles(page) == ["Семья"]
    page.go_back()
    page.wait_for_url(site)


def test_enter_stays_on_the_page(site: str, page: Any) -> None:
    """With scripts the form does not leave for the search page."""
    page.goto(site + "practices/")
    page.locator("#list-sort").wait_for()
    page.locator("#list-q").fill("семья")
    page.locator("#list-q").press("Enter")
    says(page, "1 практика")
    assert page.url.startswith(site + "practices/")


def test_chips_take_off_one_by_one(site: str, page: Any) -> None:
    """Each chip names what it takes off; by keyboard the focus stays among the chips; «Сбросить» brings the server's list back."""
    page.goto(site + "practices/?q=урок&deficit=metodicheskie&mentee_group=molodoj")
    says(page, "8 практик")
    page.get_by_role("button", name="Снять: методические").press("Enter")
    says(page, "15 практик")
    assert not box(page, "metodicheskie").is_checked()
    assert page.evaluate("document.activeElement.closest('.chips') !== null")
    page.get_by_role("button", name="Снять: слова: урок").click()
    page.wait_for_url("**/practices/?mentee_group=molodoj")
    page.locator(".chips").get_by_role("button", name="Сбросить").press("Enter")
    says(page, EVERY)
    assert query(page) == ""
    assert page.evaluate("document.activeElement.id") == "list-total"


def test_nothing_found_says_what_to_take_off(site: str, page: Any) -> None:
    """Each way out is named with the number it leaves, the widest first, and works."""
    page.goto(site + "practices/?q=семья&deficit=metodicheskie")
    says(page, "Ничего не найдено")
    lines = [plain(text) for text in page.locator("#list .told li").all_text_contents()]
    assert lines == ["Уберите слова «семья» – останется 23", "Снимите «методические» – останется 1"]
    page.get_by_role("button", name="Снимите «методические»").click()
    says(page, "1 практика")
    assert page.evaluate("document.activeElement.id") == "list-total"
    assert query(page) == "?q=семья"


def test_unknown_words_are_named(site: str, page: Any) -> None:
    """A word the bank lacks is named with words like it; one click asks for them."""
    page.goto(site + "practices/?q=родинопсихоз")
    says(page, "Ничего не найдено")
    assert "Слова «родинопсихоз» в банке нет" in page.locator("#list .told").text_content()
    page.locator("#list .told a", has_text="урок").click()
    says(page, "45 практик")
    assert query(page) == "?q=урок"


def test_what_was_put_right_can_be_undone(site: str, page: Any) -> None:
    """A slip is named; the words as they were typed are one click away, and typing forgets that."""
    page.route("**/fake.json", lambda route: route.fulfill(json={"docs": [practice(1, title="Дисциплина")], "facets": []}))
    page.goto(site + "practices/?q=дисциплна")
    says(page, "1 практика")
    page.locator("#list .told a", has_text="дисциплна").click()
    says(page, "Ничего не найдено")
    assert query(page) == "?q=дисциплна&exact=1"
    page.locator("#list-q").press_sequentially(" ")
    says(page, "1 практика")
    assert query(page) == "?q=дисциплна"


def test_more_keeps_the_focus(site: str, page: Any) -> None:
    """Twenty at a time; the focus goes to the first of the new ones, and the button leaves with the last."""
    page.goto(site + "practices/?q=урок&sort=title")
    says(page, "45 практик")
    more = page.get_by_role("button", name="Показать ещё")
    for shown in (20, 40):
        assert len(titles(page)) == shown
        more.click()
        page.wait_for_function("shown => document.activeElement.textContent === 'Урок ' + shown", arg=shown)
    assert len(titles(page)) == 45
    assert more.is_hidden()


def test_back_from_a_card_finds_the_place(site: str, page: Any) -> None:
    """The same entries stand at the same height, those of «Показать ещё» too."""
    page.route("**/practices/p-*/", lambda route: route.fulfill(content_type="text/html", body="<!doctype html><title>карточка</title>"))
    page.goto(site + "practices/?q=урок&sort=title")
    says(page, "45 практик")
    page.get_by_role("button", name="Показать ещё").click()
    page.wait_for_function("() => document.activeElement.textContent === 'Урок 20'")
    page.locator("#list .entry__title a", has_text="Урок 33").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 1000
    page.locator("#list .entry__title a", has_text="Урок 33").click()
    page.wait_for_url("**/p-33/")
    page.go_back()
    says(page, "45 практик")
    page.wait_for_function("before => Math.abs(scrollY - before) < 150", arg=before)
    assert len(titles(page)) == 40


def test_results_look_like_the_servers_cards(site: str, page: Any) -> None:
    """Origin, title, summary, facts and the star stand as in the server's list; words found are marked."""
    page.goto(site + "practices/")
    outline = "li => [...li.querySelectorAll('*')].filter(n => !n.closest('svg, mark, button')).map(n => n.tagName + '.' + n.className)"
    served = page.locator("#list ol.cards > li").first.evaluate(outline)
    box(page, "molodoj").evaluate("node => node.click()")
    says(page, "15 практик")
    assert sorted(set(page.locator("#list ol.cards:visible > li").first.evaluate(outline))) == sorted(set(served))
    page.locator("#list-q").fill("урок")
    page.locator("#list mark").first.wait_for()
    assert page.locator("#list ol.cards:visible [data-save]").count() == 15


def test_on_a_phone_the_facets_are_a_dialog(site: str, phone: Any) -> None:
    """A button opens them, another says how many would be shown; the focus comes back."""
    phone.goto(site + "practices/")
    phone.get_by_role("button", name="Отобрать").click()
    assert phone.locator("#list-facets").is_hidden()
    dialog = phone.get_by_role("dialog", name="Отобрать по признаку")
    dialog.get_by_role("checkbox", name=re.compile("^методические")).check()
    dialog.get_by_role("button", name="Показать 23 практики").click()
    assert dialog.is_hidden()
    assert phone.evaluate("document.activeElement.textContent") == "Отобрать: выбрано 1"
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.set_viewport_size({"width": 1280, "height": 800})
    assert phone.locator("#list-facets input:checked").input_value() == "metodicheskie"


def test_a_listing_leads_on_with_its_value(site: str, page: Any) -> None:
    """From the list of one value one comes to the catalogue with that value chosen."""
    page.goto(site + "practices/deficit/ikt/")
    page.get_by_role("link", name="Добавить слова и признаки").click()
    says(page, "23 практики")
    assert box(page, "ikt").is_checked()


def test_without_the_engine_the_links_remain(site: str, page: Any) -> None:
    """A lost connection is told with the way round it, the list stays, and the next choice tries again."""
    page.route("**/fake.json", lambda route: route.abort())
    page.goto(site + "practices/")
    box(page, "ikt").check()
    page.get_by_text("Отбор не загрузился").wait_for()
    assert len(titles(page)) > 20
    assert page.locator("#list .told a").evaluate("a => a.href") == site + "search/#po-priznakam"
    page.unroute("**/fake.json")
    box(page, "ikt").uncheck()
    box(page, "metodicheskie").check()
    says(page, "23 практики")
    assert not page.get_by_text("Отбор не загрузился").is_visible()


def test_numbers_are_announced_politely(site: str, page: Any) -> None:
    """The number found is a status: a screen reader says it without moving the focus."""
    page.goto(site + "practices/")
    box(page, "ikt").check()
    says(page, "23 практики")
    assert page.get_by_role("status").filter(has_text="23").count() == 1
    assert page.evaluate("document.activeElement.value") == "ikt"


@pytest.mark.parametrize(("state", "width"), [("", 360), ("?q=урок&deficit=ikt", 1280), ("?q=урок&deficit=ikt", 360), ("?q=семья&deficit=metodicheskie", 360)])
def test_accessibility(site: str, visitor: Callable[..., Any], state: str, width: int) -> None:
    """The axe rules find nothing in any state, the open panel of a phone included."""
    page = visitor(width).new_page()
    page.goto(site + "practices/" + state, wait_until="networkidle")
    if width == 360:
        page.get_by_role("button", name="Отобрать").click()
    audit(page)


def test_markup_stays_text(site: str, page: Any) -> None:
    """Neither a query nor what the engine answers can put an element into the page."""
    evil = "<img src=x onerror=alert(1)>"
    doc = practice(1, title=f"{evil} урок", summary=evil, meta=evil)
    page.route("**/fake.json", lambda route: route.fulfill(json={"docs": [doc], "facets": []}))
    page.goto(site + "practices/?q=урок")
    says(page, "1 практика")
    assert titles(page) == [f"{evil} урок"]
    page.goto(site + "practices/?q=" + evil)
    page.locator(".chip").wait_for()
    assert page.locator("#content img").count() == 0


def test_states_and_addresses_are_one(site: str, page: Any) -> None:
    """Whatever is typed and chosen, its address gives it back."""
    page.goto(site + "practices/")
    states = [
        {"q": query_, "exact": bool(query_ and sort), "chosen": chosen, "sort": sort}
        for query_ in ("", "п. 5.1", "a&b=c", "100 %", "«ёлки», #1+1", "deficit=ikt")
        for chosen in ({}, {"deficit": ["ikt"]}, {"deficit": ["ikt", "metodicheskie"], "mentee_group": ["molodoj"]})
        for sort in ("", "title")
    ]
    given = page.evaluate(
        """async (states) => {
          const { asked, written } = await import(new URL("../assets/js/choice.js", location.href));
          return states.map((state) => asked(() => true, new URL(written(state), location.href).search));
        }""",
        states,
    )
    assert json.dumps(given, sort_keys=True) == json.dumps(states, sort_keys=True)


def test_the_records_of_these_tests_are_many_enough() -> None:
    """Two presses of «Показать ещё» need more than forty practices."""
    assert sum(doc["kind"] == "practice" for doc in DOCS) > 40


@pytest.mark.parametrize("name", OWN)
def test_scripts_are_small_and_plain(name: str) -> None:
    """Each module stays within 6 KB gzip; no HTML from strings, no code from strings, nothing from elsewhere."""
    source = (SCRIPTS / name).read_text(encoding="utf-8")
    assert len(gzip.compress(source.encode(), mtime=0)) <= 6 * 1024
    for banned in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "http:", "https:"):
        assert banned not in source


def test_on_paper_the_selection_is_named(site: str, page: Any) -> None:
    """A printed selection says what was chosen and spells out no addresses of its own site; controls are left out."""
    page.goto(site + "practices/?deficit=ikt")
    says(page, "23 практики")
    page.emulate_media(media="print")
    assert page.locator(".chip", has_text="ИКТ").is_visible()
    assert page.locator("#list-sort").is_hidden()
    assert page.locator("#list-facets details").first.is_hidden()
    assert page.locator("#list .entry__title a").first.evaluate("a => getComputedStyle(a, '::after').content") == "none"


# ---- over the bank's own index ----


@pytest.fixture(scope="module")
def real(built: Callable[[str], Site], serve: Callable[[Path], str]) -> str:
    """The shipped site as it is."""
    return serve(built(SHIPPED).out)


def test_the_index_and_the_server_count_alike(real: str, page: Any) -> None:
    """Every value alone leaves as many cards as the server wrote beside it."""
    page.goto(real + "practices/")
    page.locator("#list-sort").wait_for()
    counted = page.evaluate(
        """async () => {
          const bank = await (await import(new URL("../assets/js/engine.js", location.href))).engine();
          const boxes = [...document.querySelectorAll("#list-facets input")];
          return Promise.all(boxes.map(async ({ name, value, parentNode }) => {
            const { total } = await bank.find("", { kind: "practice", facets: { [name]: [value] }, limit: 1 });
            return [name, value, total, Number(parentNode.querySelector(".count").textContent)];
          }));
        }"""
    )
    assert len(counted) > 50
    assert {name for name, *_ in counted} >= {"deficit", "mentee_group", "work_direction", "duration", "effort"}
    assert [row for row in counted if row[2] != row[3]] == []


def test_words_and_facets_of_the_bank(real: str, page: Any) -> None:
    """Real words with a real value find what has both; without the value there is more; the order can be changed."""
    page.goto(real + "practices/?q=родители&topic=roditeli&sort=title")
    page.locator(".chip").first.wait_for()
    with_both = titles(page)
    assert "Трудный разговор с родителями: репетиция, встреча, разбор" in with_both
    assert with_both == sorted(with_both, key=lambda title: title.lower().replace("ё", "е"))
    page.get_by_role("button", name="Снять: работа с родителями").click()
    page.wait_for_url("**/practices/?q=*sort=title")
    page.wait_for_function("before => document.querySelectorAll('#list ol.cards:not([hidden]) > li').length > before", arg=len(with_both))


def test_a_card_looks_the_same_from_both_sides(real: str, page: Any) -> None:
    """The list of a choice says of a card what the server's list says: origin, title, summary, facts."""
    texts = "list => Object.fromEntries([...list.children].map(li => [li.querySelector('a').href, [...li.querySelectorAll('.kicker, a, p, .dots li')].map(n => n.textContent)]))"
    page.goto(real + "practices/")
    served = page.locator("#list ol.cards:visible").first.evaluate(texts)
    page.goto(real + "practices/?deficit=ikt")
    page.locator(".chip").first.wait_for()
    chosen = page.locator("#list ol.cards:visible").evaluate(texts)
    assert len(chosen) > 1
    assert chosen == {url: served[url] for url in chosen}
