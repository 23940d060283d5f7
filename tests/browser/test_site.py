"""The shipped site as people meet it: two widths, dark and light, with and without scripts, by keyboard, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.fixtures import audit, follow, of_a_reader
from tests.sites import SHIPPED, Site, again, made

PAGES = {
    "home": "",
    "catalogue": "practices/",
    "facet": "practices/deficit/metodicheskie/",
    "card": "practices/vzaimoposeshchenie-urokov/",
    "template": "programs/programma/",
    "school": "schools/demo-selskaya/",
    "order": "regulation/",
    "clause": "regulation/p-5-1/",
    "knowledge": "knowledge/kontury/",
    "editors": "editors/",
    "glossary": "glossary/",
    "acts": "acts/",
    "events": "events/",
    "roles": "roles/",
    "role": "roles/kurator/",
    "year": "year/",
    "faq": "faq/",
    "search": "search/?q=наставником",
    "navigator": "navigator/",
    "question": "navigator/molodoj/",
    "answer": "navigator/molodoj/metodicheskie/",
    "nearest": "navigator/novaya-dolzhnost/ikt/",
    "risks": "navigator/risks/",
    "clauses": "navigator/clauses/",
    "gaps": "gaps/",
    "collections": "collections/",
    "collection": "collections/pervyj-mesyac/",
    "embed": "embed/",
    "curator": "schools/demo-selskaya/embed/",
    "section": "embed/v1/s/demo-selskaya/",
    "rule": "help/rules/P001/",
    "fields": "help/fields/practice/",
    "missing": "404.html",
}
AUDITED = (
    "home", "catalogue", "card", "template", "school", "clause", "knowledge", "search", "embed", "curator", "section", "rule", "navigator", "question", "answer",
    "nearest", "risks", "clauses", "gaps", "collections", "collection",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped(built: Callable[[str], Site], tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The repository's own bank, built and served below a path that is not the root of its host."""
    folder = tmp_path_factory.mktemp("shipped")
    address = serve(folder) + "bank/site/"
    made(again(built(SHIPPED), SHIPPED, folder / "bank" / "root"), folder / "bank" / "site", url=address)
    return address


def watched(page: Any, faults: list[str]) -> Any:
    """The page; its console errors and requests to other hosts are noted."""
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("console", lambda message: faults.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(("http://127.0.0.1", "data:")) else None)
    return page


@pytest.fixture
def opened(visitor: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """`opened(url, width=…, dark=…, scripts=…)` is a page of a `visitor`; console errors and requests to other hosts fail the test too."""
    faults: list[str] = []

    def page(url: str, **options: Any) -> Any:
        made_page = watched(visitor(**options).new_page(), faults)
        made_page.goto(url)
        return made_page

    yield page
    assert not faults, faults


@pytest.fixture(scope="module")
def windows(chromium: Any) -> Iterator[tuple[dict[tuple[int, bool], Any], list[str]]]:
    """Open pages by width and scheme, and their faults."""
    open_pages: dict[tuple[int, bool], Any] = {}
    yield open_pages, []
    for page in open_pages.values():
        page.context.close()


@pytest.fixture
def visited(chromium: Any, windows: tuple[dict[tuple[int, bool], Any], list[str]]) -> Iterator[Callable[..., Any]]:
    """As `opened`, for tests that change nothing: the page stays open for the next one, which costs a third of a new one."""
    open_pages, faults = windows

    def page(url: str, *, width: int, dark: bool = False) -> Any:
        if (width, dark) not in open_pages:
            open_pages[width, dark] = watched(of_a_reader(chromium, width, dark=dark).new_page(), faults)
        open_pages[width, dark].goto(url)
        return open_pages[width, dark]

    yield page
    told = faults.copy()
    faults.clear()
    assert not told, told


@pytest.mark.parametrize("width", [1280, 640, 360])
@pytest.mark.parametrize("name", PAGES)
def test_no_sideways_scroll(shipped: str, visited: Callable[..., Any], name: str, width: int) -> None:
    """No page is wider than the screen: on a desk, at 200 % zoom of it, on a phone; nothing fails on the way."""
    page = visited(shipped + PAGES[name], width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
@pytest.mark.parametrize("name", AUDITED)
def test_accessibility(shipped: str, visited: Callable[..., Any], name: str, width: int, dark: bool) -> None:
    """The axe rules find nothing against WCAG 2.1 A and AA (ПП РФ 07.02.2026 № 102 asks for these)."""
    page = visited(shipped + PAGES[name], width=width, dark=dark)
    page.wait_for_load_state("networkidle")
    audit(page)


def test_reads_without_scripts(shipped: str, opened: Callable[..., Any]) -> None:
    """Without JavaScript one comes from the home page through a difficulty to a card and its template."""
    page = opened(shipped, scripts=False)
    follow(page.locator("text=методические >> nth=0"))
    assert "/practices/deficit/metodicheskie/" in page.url
    follow(page.locator("ol.cards a >> nth=0"))
    assert page.locator("ol.steps > li").count() >= 3
    assert page.locator("h1").is_visible()


def test_three_questions_without_scripts(shipped: str, opened: Callable[..., Any]) -> None:
    """Without JavaScript the navigator leads from the home page by its questions to a card; the address keeps the answers and the time."""
    page = opened(shipped, width=360, scripts=False)
    follow(page.locator("text=Подобрать по трём вопросам"))
    follow(page.locator("ul.options a:has-text('Молодой педагог')"))
    follow(page.locator("ul.options a:has-text('Методические')"))
    follow(page.locator(".answers a:has-text('месяц')"))
    assert page.url == f"{shipped}navigator/molodoj/metodicheskie/#mesyac"
    assert page.locator("#mesyac").is_visible()
    follow(page.locator(".first .entry__title a >> nth=0"))
    assert page.locator("ol.steps > li").count() >= 3


def test_map_of_gaps_prints_on_one_sheet(shipped: str, opened: Callable[..., Any]) -> None:
    """Both tables fit one A4 sheet with their headings."""
    page = opened(shipped + PAGES["gaps"])
    sheets = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    assert sheets == 1


def test_menu_opens_without_scripts(shipped: str, opened: Callable[..., Any]) -> None:
    """On a phone the menu opens by its checkbox alone."""
    page = opened(shipped + PAGES["card"], width=360, scripts=False)
    entry = page.locator(".drawer-tabs a").first
    assert not entry.is_visible() or entry.bounding_box()["x"] < 0
    page.click("label[for=__drawer] >> nth=0")
    for _ in range(100):  # it slides in
        page.wait_for_timeout(50)
        if entry.bounding_box()["x"] >= 0:
            break
    assert entry.bounding_box()["x"] >= 0


def test_header_search_finds_by_another_form(shipped: str, opened: Callable[..., Any]) -> None:
    """«наставником» typed in the header finds pages that say «наставник»; the words found are marked."""
    page = opened(shipped + PAGES["card"])
    page.fill("#site-q", "наставником")
    page.press("#site-q", "Enter")
    page.wait_for_selector("#search-results > li")
    assert "наставник" in page.inner_text("#search-results mark >> nth=0").lower()


def test_reading_settings_stay(shipped: str, opened: Callable[..., Any]) -> None:
    """A chosen size holds on the next page."""
    page = opened(shipped)
    page.click("details[data-settings] summary")
    page.click("text=150 %")
    before = page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
    page.goto(shipped)
    assert page.evaluate("document.documentElement.dataset.size") == "150"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == before


def test_first_tab_is_the_way_to_the_text(shipped: str, opened: Callable[..., Any]) -> None:
    """The first Tab shows a link that leads past the header."""
    page = opened(shipped + PAGES["card"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Перейти к содержанию"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_prints_without_the_shell(shipped: str, opened: Callable[..., Any]) -> None:
    """On paper there is the card and no menu, no search."""
    page = opened(shipped + PAGES["card"])
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".md-tabs").is_visible()
    assert page.locator("ol.steps").is_visible()


def test_template_prints_alone(shipped: str, opened: Callable[..., Any]) -> None:
    """A template prints as the document only: no advice on filling it in."""
    page = opened(shipped + PAGES["template"])
    page.emulate_media(media="print")
    assert page.locator(".paper").is_visible()
    assert not page.locator("#kak").is_visible()


def test_anchor_of_a_clause(shipped: str, opened: Callable[..., Any]) -> None:
    """A link to a clause inside the order stops at it."""
    page = opened(shipped + "regulation/#p-5-1")
    page.wait_for_function("() => (top => 0 <= top && top < 400)(document.getElementById('p-5-1').getBoundingClientRect().top)")


def test_pasted_line_shows_the_section(shipped: str, opened: Callable[..., Any], serve: Callable[[Path], str], tmp_path: Path) -> None:
    """The line for an HTML block, pasted into a page of another host, shows the school's section.

    At its full height where the browser knows `frame-sizing` (Chromium from 154 on), else a screen of it that scrolls.
    """
    code = opened(shipped + "schools/demo-selskaya/embed/").evaluate("document.querySelector('#object code').textContent")
    assert code.startswith("<object")
    (tmp_path / "host.html").write_text(
        f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Школа</title><h1>Наставничество</h1>{code}", encoding="utf-8"
    )
    page = opened(serve(tmp_path) + "host.html")
    frame = next(frame for frame in page.frames if "/embed/v1/s/demo-selskaya/" in frame.url)
    frame.wait_for_load_state()
    assert "Документы" in frame.inner_text("body")
    inside = frame.evaluate("document.documentElement.scrollHeight")
    wanted = inside if page.evaluate("CSS.supports('frame-sizing', 'content-height')") else 800
    page.wait_for_function("wanted => Math.abs(document.querySelector('object').getBoundingClientRect().height - wanted) <= 2", arg=wanted)
