"""Search in a browser: what its page tells and keeps, and the field in the header of every page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.browser.faked import faked, plain, practice
from tests.browser.fixtures import audit, follow
from tests.sites import SHIPPED, Site

pytestmark = pytest.mark.browser

CARD = "practices/vzaimoposeshchenie-urokov/"


@pytest.fixture(scope="module")
def site(built: Callable[[str], Site], serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped site over invented records, below a path that is not the root of its host."""
    folder = tmp_path_factory.mktemp("search")
    faked(built(SHIPPED), folder / "bank" / "site")
    return serve(folder) + "bank/site/"


@pytest.fixture
def page(chromium_page: Any) -> Any:
    """A page that does not wait for ever, and long enough for a busy machine."""
    chromium_page.set_default_timeout(20_000)
    return chromium_page


def ask(page: Any, site: str, query: str, kind: str = "") -> list[str]:
    """Titles that a query finds."""
    page.goto(f"{site}search/?q={quote(query)}" + (f"&kind={kind}" if kind else ""))
    page.locator("#search-status:not(:empty)").filter(has_not_text="Ищем…").wait_for()
    return titles(page)


def titles(page: Any) -> list[str]:
    """Titles in the list."""
    return list(page.locator("#search-results h2").all_text_contents())


def status(page: Any) -> str:
    """What the page says about the query."""
    return plain(" ".join(page.locator("#search-status p").all_text_contents()))


def says(page: Any, text: str) -> None:
    """Wait until the page says so."""
    page.locator("#search-status", has_text=text).wait_for()


def asks(page: Any) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query)


# ---- the page ----


def test_a_result_says_what_it_is_and_why(site: str, page: Any) -> None:
    """Kind, marked title, marked text, the reason; the link leads below the root of the site."""
    assert ask(page, site, "семьёй") == ["Семья"]
    first = page.locator("#search-results > li").first
    assert first.locator(".kicker").text_content() == "Практика"
    assert first.locator("p mark").all_text_contents() == ["семьёй"]
    assert first.locator(".dots li").all_text_contents() == ["в тексте", "3 месяца", "молодой педагог"]
    assert first.locator("a").evaluate("a => a.href") == f"{site}practices/p-50/"


def test_kinds_are_counted_and_chosen(site: str, page: Any) -> None:
    """The tabs carry counts, those without results leave; a tab keeps only its kind, and the address and Back remember it."""
    ask(page, site, "урок")
    shown = [plain(text) for text in page.locator("#search-kinds label:visible span").all_text_contents()]
    assert shown[0].startswith("Везде ")
    assert [int(text.rsplit(" ", 1)[1]) for text in shown] == [46, 45, 1]
    ask(page, site, "д")
    assert [plain(text) for text in page.locator("#search-kinds label:visible span").all_text_contents()] == ["Везде 2", "Шаблоны 1", "Термины 1"]
    page.locator("#search-kinds label", has_text="Термины").click()
    says(page, "Найдено: 1.")
    assert titles(page) == ["Дисциплина"]
    assert asks(page) == {"q": ["д"], "kind": ["term"]}
    page.go_back()
    says(page, "Найдено: 2.")
    assert asks(page) == {"q": ["д"]}


def test_the_address_is_the_state(site: str, page: Any) -> None:
    """?q= and &kind= open the page as it was; the tab of the browser says what was asked."""
    assert ask(page, site, "д", "program") == ["Дневник урока"]
    assert page.locator("#search-q").input_value() == "д"
    assert page.locator("#search-kinds input[value=program]").is_checked()
    assert page.title().startswith("д – ")


def test_what_was_put_right_is_said_and_can_be_undone(site: str, page: Any) -> None:
    """A slip is named; the link asks for the words as they were typed, and typing again forgets that."""
    assert ask(page, site, "дисциплна") == ["Дисциплина"]
    assert "Показаны результаты для «дисциплина». Искать точно дисциплна." in status(page)
    page.locator("#search-status a", has_text="дисциплна").click()
    says(page, "Ничего не найдено")
    assert asks(page) == {"q": ["дисциплна"], "exact": ["1"]}
    page.reload()
    says(page, "Ничего не найдено")
    page.locator("#search-q").press_sequentially(" ")
    says(page, "Показаны результаты")
    assert asks(page) == {"q": ["дисциплна"]}


def test_other_names_are_told(site: str, page: Any) -> None:
    """What else was looked for is said."""
    ask(page, site, "ИОМ")
    assert "Слова «иом» в банке нет" in status(page)
    page.locator("#search-q").fill("иом")
    says(page, "Ищем также: индивидуальный образовательный маршрут.")


def test_nothing_found_is_no_dead_end(site: str, page: Any) -> None:
    """An unknown word is named with near ones; lists of facets and all practices are offered."""
    assert ask(page, site, "родинопсихоз") == []
    assert status(page).startswith("Ничего не найдено. Слова «родинопсихоз» в банке нет, есть похожие: урок.")
    links = [a.evaluate("a => a.href") for a in page.locator("#search-status a").all()]
    assert page.url + "#po-priznakam" in links
    assert f"{site}practices/" in links
    page.locator("#search-status a", has_text="урок").click()
    says(page, "Найдено: 46.")
    assert page.evaluate("document.activeElement.id") == "search-q"


def test_another_kind_may_have_it(site: str, page: Any) -> None:
    """An empty tab leads to those that have something."""
    ask(page, site, "дисциплина", "program")
    assert status(page) == "Ничего не найдено. Есть в других разделах – термины: 1."
    page.locator("#search-status a").click()
    says(page, "Найдено: 1.")
    assert asks(page) == {"q": ["дисциплина"], "kind": ["term"]}


def test_named_facets_lead_to_the_catalogue(site: str, page: Any) -> None:
    """A value the words name is offered with its number."""
    ask(page, site, "методические")
    link = page.get_by_role("complementary", name="Подходящие признаки практик").get_by_role("link")
    assert link.evaluate("a => a.href") == f"{site}practices/?deficit=metodicheskie"
    assert page.locator("#search-facets .count").text_content() == "23"


def test_typing_finds_and_keeps_the_address(site: str, page: Any) -> None:
    """Results follow the typing in one step of the history; an emptied field leaves an empty page."""
    page.goto(site)
    page.goto(site + "search/", wait_until="networkidle")
    field = page.locator("#search-q")
    field.press_sequentially("семь", delay=30)
    page.wait_for_function("() => decodeURIComponent(location.search) === '?q=семь'")  # three letters may have been answered before
    says(page, "Найдено: 1.")
    field.fill("")
    page.locator("#search-status:empty").wait_for(state="attached")
    assert titles(page) == []
    assert urlsplit(page.url).query == ""
    page.go_back()
    page.wait_for_url(site)


def test_submitting_stays_on_the_page(site: str, page: Any) -> None:
    """Enter searches at once without loading the page again."""
    page.goto(site + "search/", wait_until="networkidle")
    page.evaluate("window.same = true")
    page.locator("#search-q").fill("семья")
    page.locator("#search-q").press("Enter")
    says(page, "Найдено: 1.")
    assert page.evaluate("window.same") is True


def test_more_results_are_one_press_away(site: str, page: Any) -> None:
    """Twenty at first; the button adds the next and puts the focus on the first of them."""
    assert len(ask(page, site, "урок")) == 20
    page.get_by_role("button", name="Показать ещё").click()
    page.locator("#search-results > li").nth(39).wait_for()
    assert page.locator("#search-results li.entry").count() == 40
    assert page.locator("#search-results li.entry").nth(20).locator("a").evaluate("a => a === document.activeElement")


def test_back_finds_the_query_and_the_place(site: str, page: Any) -> None:
    """From a result Back leads to the same list at the same height."""
    page.route("**/practices/p-*/", lambda route: route.fulfill(content_type="text/html", body="<!doctype html><title>карточка</title>"))
    ask(page, site, "урок")
    page.get_by_role("button", name="Показать ещё").click()
    link = page.locator("#search-results a", has_text="Урок 31")
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 1000
    link.click()
    page.wait_for_url("**/p-31/")
    page.go_back()
    says(page, "Найдено")
    page.wait_for_function("before => Math.abs(scrollY - before) < 150", arg=before)
    assert len(titles(page)) == 40
    assert page.locator("#search-q").input_value() == "урок"


def test_nothing_is_loaded_before_the_focus(site: str, page: Any) -> None:
    """The engine and its index come when somebody is about to ask."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "search/", wait_until="networkidle")
    assert not [url for url in asked if url.endswith(("core.js", ".json"))]
    with page.expect_response(re.compile(r"fake\.json")):
        page.locator("#search-q").focus()


def test_a_lost_connection_is_told(site: str, page: Any) -> None:
    """The page says so and tries again at the next letter."""
    page.route("**/fake.json", lambda route: route.abort())
    ask(page, site, "урок")
    assert status(page).startswith("Поиск не загрузился")
    page.unroute("**/fake.json")
    page.locator("#search-q").fill("семья")
    says(page, "Найдено: 1.")


def test_without_scripts_the_page_says_what_to_do(site: str, visitor: Callable[..., Any]) -> None:
    """The lists by facets and the whole catalogue are named; no control that needs a script is seen."""
    page = visitor(scripts=False).new_page()
    page.goto(site + "search/?q=урок")
    assert page.locator("noscript .note").is_visible()
    assert page.locator("#search-kinds").is_hidden()
    follow(page.locator(".search-facets a").first)
    assert "/practices/deficit/" in page.url


def test_markup_stays_text(site: str, page: Any) -> None:
    """Neither a query nor what the engine answers can put an element into the page."""
    evil = "<img src=x onerror=alert(1)>"
    doc = practice(1, title=f"{evil} урок", summary=evil, meta=evil)
    page.route("**/fake.json", lambda route: route.fulfill(json={"docs": [doc], "facets": []}))
    assert ask(page, site, "урок") == [f"{evil} урок"]
    ask(page, site, evil)
    assert page.locator("#content img").count() == 0


@pytest.mark.parametrize(("query", "width"), [("урок", 1280), ("урок", 360), ("родинопсихоз", 360), ("методические", 360)])
def test_accessibility(site: str, visitor: Callable[..., Any], query: str, width: int) -> None:
    """The axe rules find nothing on the page, with results and without; it is no wider than the screen."""
    page = visitor(width).new_page()
    ask(page, site, query)
    audit(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


# ---- the header ----


@pytest.fixture
def header(site: str, page: Any) -> Any:
    """A card's page with the header's field in focus."""
    page.goto(site + CARD, wait_until="networkidle")
    page.locator("#site-q").focus()
    return page


def options(page: Any) -> list[str]:
    """What the field offers."""
    page.locator("#site-q-list > li").first.wait_for()
    return [plain(text) for text in page.locator("#site-q-list > li").all_text_contents()]


def active(page: Any) -> str:
    """The option a screen reader hears; empty for none."""
    found = page.evaluate(
        """() => {
          const option = document.getElementById(document.getElementById('site-q').getAttribute('aria-activedescendant'));
          return option && option.getAttribute('aria-selected') === 'true' ? option.textContent : '';
        }"""
    )
    assert page.evaluate("document.activeElement.id") == "site-q"
    return plain(found)


def test_the_field_is_a_combobox(header: Any) -> None:
    """Role, state and the list it owns, as the pattern of ARIA 1.2 says."""
    field = header.get_by_role("combobox", name="Поиск по банку")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("aria-autocomplete") == "list"
    field.press_sequentially("урок 4")
    header.locator("#site-q-list > li", has_text="Урок 40").wait_for()  # fewer letters may have been answered before
    assert options(header) == ["Урок 40", "Урок 41", "Урок 42", "Урок 43", "Урок 44", "Все результаты: 5"]
    assert field.get_attribute("aria-expanded") == "true"
    assert header.get_by_role("listbox", name="Подсказки").get_attribute("id") == field.get_attribute("aria-controls")
    assert header.get_by_role("option").count() == 6
    assert active(header) == ""


def test_arrows_walk_and_wrap(header: Any) -> None:
    """Down and Up go through the options and the field itself; letters bring back to the field; the value stays as typed."""
    header.keyboard.type("семь")
    assert options(header) == ["семья", "Семья", "Все результаты: 1"]
    heard = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowLeft"):
        header.keyboard.press(key)
        heard.append(active(header))
    assert heard == ["семья", "Семья", "Все результаты: 1", "", "Все результаты: 1", "Семья", ""]
    assert header.locator("#site-q").input_value() == "семь"


def test_enter_opens_the_option(site: str, header: Any) -> None:
    """A title leads to its page, a word to its results."""
    header.route("**/practices/p-50/", lambda route: route.fulfill(content_type="text/html", body="<!doctype html><title>карточка</title>"))
    header.keyboard.type("семь")
    options(header)
    header.keyboard.press("ArrowDown")
    header.keyboard.press("ArrowDown")
    header.keyboard.press("Enter")
    header.wait_for_url(site + "practices/p-50/")
    header.go_back()
    header.wait_for_load_state("networkidle")
    header.locator("#site-q").fill("семь")
    options(header)
    header.locator("#site-q-list > li", has_text=re.compile("^семья$")).click()
    header.wait_for_url("**/search/?q=*")
    says(header, "Найдено: 1.")
    assert header.locator("#search-q").input_value() == "семья"


def test_enter_without_an_option_searches(header: Any) -> None:
    """The form goes to the search page as it does without scripts."""
    header.keyboard.type("урок")
    options(header)
    header.keyboard.press("Enter")
    header.wait_for_url("**/search/?q=*")
    says(header, "Найдено: 46.")


def test_escape_right_after_a_letter_keeps_the_list_closed(header: Any) -> None:
    """A look-up that the last letter would start a moment later does not open the list again."""
    header.keyboard.type("уро")
    options(header)
    header.evaluate(
        """() => {
          const field = document.getElementById("site-q");
          field.value = "урок";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
        }"""
    )
    header.wait_for_timeout(400)
    assert header.locator("#site-q-list").is_hidden()
    assert header.locator("#site-q").input_value() == "урок"


def test_escape_closes_then_empties(header: Any) -> None:
    """The first Esc closes the list, the second empties the field; Tab closes and goes on."""
    header.keyboard.type("урок")
    options(header)
    header.keyboard.press("Escape")
    assert header.locator("#site-q-list").is_hidden()
    assert header.locator("#site-q").get_attribute("aria-expanded") == "false"
    assert header.locator("#site-q").input_value() == "урок"
    header.keyboard.press("ArrowDown")
    options(header)
    header.keyboard.press("Tab")
    assert header.locator("#site-q-list").is_hidden()
    header.locator("#site-q").focus()
    header.keyboard.press("Escape")
    assert header.locator("#site-q").input_value() == ""


def test_keys_lead_to_the_field(site: str, page: Any) -> None:
    """/ and Ctrl+K focus it, the key of / in the Russian layout too; while typing elsewhere they are letters; they can be switched off."""
    page.goto(site + "search/", wait_until="networkidle")
    focused = "document.activeElement.id"
    for press in ("/", "Control+K"):
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(press)
        assert page.evaluate(focused) == "site-q"
        assert page.locator("#site-q").input_value() == ""
    page.evaluate("document.activeElement.blur()")
    page.evaluate("dispatchEvent(new KeyboardEvent('keydown', { key: '.', code: 'Slash', cancelable: true }))")
    assert page.evaluate(focused) == "site-q"
    page.locator("#search-q").focus()
    page.keyboard.press("/")
    assert page.evaluate(focused) == "search-q"
    assert page.locator("#search-q").input_value() == "/"
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("/")
    assert page.evaluate(focused) != "site-q"


def test_the_keys_are_told(site: str, page: Any) -> None:
    """Who looks at the field learns of them."""
    page.goto(site + CARD, wait_until="networkidle")
    field = page.locator("#site-q")
    assert "Ctrl+K" in field.get_attribute("title")
    assert "/" in field.get_attribute("placeholder")
    assert field.get_attribute("aria-keyshortcuts") == "/ Control+K"


def test_the_header_loads_nothing_before_the_focus(site: str, page: Any) -> None:
    """The index is fetched by the focus, once."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + CARD, wait_until="networkidle")
    assert not [url for url in asked if "/search/" in url]
    page.locator("#site-q").focus()
    page.locator("#site-q").fill("урок")
    options(page)
    assert len([url for url in asked if url.endswith("fake.json")]) == 1


def test_a_failed_engine_leaves_a_form(site: str, page: Any) -> None:
    """Without the index the field still leads to the search page."""
    page.route("**/fake.json", lambda route: route.abort())
    page.goto(site + CARD, wait_until="networkidle")
    page.locator("#site-q").fill("урок")
    page.locator("#site-q").press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_a_late_answer_does_not_open(site: str, page: Any) -> None:
    """An answer that comes after the reader has left the field is dropped."""
    held: list[Any] = []
    page.route("**/fake.json", lambda route: held.append(route))  # noqa: PLW0108  # Playwright looks at the parameters of what it calls
    page.goto(site + CARD, wait_until="networkidle")
    with page.expect_request("**/fake.json"):
        page.locator("#site-q").fill("урок")
    page.wait_for_timeout(200)  # the letters have been asked for
    page.locator("h1").click()
    held[0].continue_()
    page.wait_for_timeout(300)  # and answered
    assert page.locator("#site-q-list").is_hidden()


def test_the_list_fits_a_phone(site: str, visitor: Callable[..., Any]) -> None:
    """At 360 px the options stand below the field and the page does not grow; axe is content with the open list."""
    page = visitor(360).new_page()
    page.goto(site + CARD, wait_until="networkidle")
    page.locator("#site-q").fill("урок")
    options(page)
    box = page.locator("#site-q-list").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    audit(page)


def test_without_scripts_the_header_is_a_form(site: str, visitor: Callable[..., Any]) -> None:
    """No role that nothing keeps, and Enter leads to the search page."""
    page = visitor(scripts=False).new_page()
    page.goto(site + CARD)
    assert page.locator("#site-q").get_attribute("role") is None
    page.locator("#site-q").fill("урок")
    page.locator("#site-q").press("Enter")
    page.wait_for_url("**/search/?q=*")
