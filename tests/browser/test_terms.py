"""What a marked term means, shown beside its line: under the pointer, under the focus, and never in the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.browser.fixtures import audit, follow
from tests.sites import SHIPPED, Site

pytestmark = pytest.mark.browser

PAGE = "knowledge/zapusk/"
CARD = "practices/vzaimoposeshchenie-urokov/"
MEANING = "[role=tooltip]"


@pytest.fixture(scope="module")
def out(built: Callable[[str], Site]) -> Path:
    """The shipped site."""
    return built(SHIPPED).out


@pytest.fixture(scope="module")
def base(out: Path, serve: Callable[[Path], str]) -> str:
    """Its address."""
    return serve(out)


@pytest.fixture(scope="module")
def meanings(out: Path) -> Mapping[str, list[str]]:
    """Term, definition and clause by id."""
    found: Mapping[str, list[str]] = json.loads((out / "glossary/terms.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(params=[1280, 360], ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, visitor: Callable[..., Any]) -> Iterator[Any]:
    """A page on a wide screen and on one as wide as a phone, with a mouse and a keyboard."""
    context = visitor(request.param)
    faults: list[str] = []
    found = context.new_page()
    found.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield found
    assert not faults, faults


def said(page: Any, link: Any, meanings: Mapping[str, list[str]]) -> Any:
    """The meaning that is shown, which is that of the link's term and told of it to a screen reader."""
    shown = page.locator(MEANING)
    page.wait_for_function("link => link.hasAttribute('aria-describedby')", arg=link.element_handle())
    shown.wait_for(state="visible")
    term, meaning, clause = meanings[link.get_attribute("href").partition("#")[2]]
    assert shown.text_content() == term + meaning + clause
    assert link.get_attribute("aria-describedby") == shown.get_attribute("id")
    return shown


def beside(page: Any, link: Any, shown: Any) -> None:
    """It covers no line of the link and stays on the screen."""
    box = shown.bounding_box()
    for line in link.evaluate("link => [...link.getClientRects()].map(({ top, bottom }) => [top, bottom])"):
        assert box["y"] >= line[1] or box["y"] + box["height"] <= line[0]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_under_the_pointer(page: Any, base: str, meanings: Mapping[str, list[str]]) -> None:
    """Every term of a page shows what it means; the pointer may go over to read it, and what it leaves goes away."""
    page.goto(base + PAGE)
    links = page.locator("a.term")
    assert links.count() > 3
    for number in range(links.count()):
        link = links.nth(number)
        link.scroll_into_view_if_needed()
        link.hover()
        shown = said(page, link, meanings)
        beside(page, link, shown)
    shown.hover()
    page.wait_for_timeout(600)  # longer than it waits for a pointer on its way
    assert shown.is_visible()
    page.mouse.move(1, 1)
    shown.wait_for(state="hidden")
    assert not page.locator("[aria-describedby=term-hint]").count()


def test_under_the_focus(page: Any, base: str, meanings: Mapping[str, list[str]]) -> None:
    """Tab shows the meaning, Esc puts it away and leaves the focus, Tab further puts it away too."""
    page.goto(base + PAGE)
    link = page.locator("a.term").first
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.matches('a.term')"):
        page.keyboard.press("Tab")
    beside(page, link, said(page, link, meanings))
    page.keyboard.press("Escape")
    assert not page.locator(MEANING).is_visible()
    assert link.evaluate("link => link === document.activeElement")
    assert link.get_attribute("aria-describedby") is None
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    said(page, link, meanings)
    page.keyboard.press("Tab")
    assert link.get_attribute("aria-describedby") is None


def test_escape_under_the_pointer(page: Any, base: str) -> None:
    """What the pointer has shown goes away by Esc, without the pointer."""
    page.goto(base + PAGE)
    page.locator("a.term").first.hover()
    page.locator(MEANING).wait_for(state="visible")
    page.keyboard.press("Escape")
    assert not page.locator(MEANING).is_visible()


def test_nothing_is_fetched_before_it_is_wanted(page: Any, base: str) -> None:
    """A page with terms asks for neither script nor meanings until somebody stops at one, and then once."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base)))
    page.goto(base + PAGE)
    page.wait_for_load_state("networkidle")
    assert not [name for name in asked if "terms" in name]
    for number in (0, 1, 0):
        page.locator("a.term").nth(number).hover()
        page.locator(MEANING).wait_for(state="visible")
    assert [name.partition("?")[0] for name in asked if "terms" in name] == ["assets/js/terms.js", "glossary/terms.json"]


def test_a_press_follows_the_link(page: Any, base: str) -> None:
    """With the meaning shown, a press still leads to the entry of the glossary."""
    page.goto(base + PAGE)
    link = page.locator("a.term").first
    link.hover()
    page.locator(MEANING).wait_for(state="visible")
    term = link.get_attribute("href").partition("#")[2]
    follow(link)
    assert page.url == f"{base}glossary/#{term}"
    assert page.locator(f"#{term} dfn").is_visible()


def test_a_finger_follows_the_link(chromium: Any, base: str) -> None:
    """On a touch screen the first press leads to the entry; nothing is shown and nothing fetched for it."""
    context = chromium.new_context(locale="ru-RU", viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base + PAGE)
    link = page.locator("a.term").first
    link.scroll_into_view_if_needed()
    with page.expect_navigation():
        link.tap()
    assert "/glossary/#" in page.url
    assert not [name for name in asked if name.endswith("terms.json")]
    context.close()


def test_without_scripts(visitor: Callable[..., Any], base: str) -> None:
    """A term is a link to its entry, and no more."""
    page = visitor(scripts=False).new_page()
    page.goto(base + CARD)
    link = page.locator("a.term").first
    term = link.get_attribute("href").partition("#")[2]
    follow(link)
    assert page.url == f"{base}glossary/#{term}"
    assert page.locator(f"#{term}").count() == 1


def test_without_meanings(visitor: Callable[..., Any], base: str) -> None:
    """When the meanings do not come, nothing is shown and the link still leads where it led."""
    page = visitor().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/glossary/terms.json", lambda route: route.abort())
    page.goto(base + PAGE)
    page.locator("a.term").first.hover()
    page.wait_for_timeout(600)
    assert not page.locator(MEANING).is_visible()
    follow(page.locator("a.term").first)
    assert "/glossary/#" in page.url
    assert not faults


def test_terms_look_like_words_on_paper(page: Any, base: str) -> None:
    """Printed, a term has neither line nor colour of its own, and no meaning hangs over the text."""
    page.goto(base + PAGE)
    page.locator("a.term").first.hover()
    page.locator(MEANING).wait_for(state="visible")
    page.emulate_media(media="print")
    looks = page.locator("a.term").first.evaluate(
        "link => [getComputedStyle(link).textDecorationLine, getComputedStyle(link).color === getComputedStyle(link.parentElement).color]"
    )
    assert looks == ["none", True]
    assert not page.locator(MEANING).is_visible()


@pytest.mark.parametrize(("url", "scheme"), [(PAGE, "light"), (CARD, "dark")])
def test_anybody_can_read_it(page: Any, base: str, url: str, scheme: str) -> None:
    """The axe rules find nothing with a meaning shown, light and dark; nothing scrolls sideways."""
    page.emulate_media(color_scheme=scheme)
    page.goto(base + url)
    page.locator("a.term").first.hover()
    page.locator(MEANING).wait_for(state="visible")
    audit(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
