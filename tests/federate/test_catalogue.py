"""The catalogue in a browser: one search over all regions, narrowed by region; readable without scripts and by everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.federate.postings import BEST
from tests.browser.fixtures import WCAG, audit, follow
from tests.federate.sites import REGIONS, SUBJECTS, Site, card, joined, ten

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Ten regions as one catalogue, by its address."""
    folder = tmp_path_factory.mktemp("catalogue")
    joined(ten(folder), folder / "out", strict=True)
    return serve(folder / "out")


def titles(page: Any) -> list[str]:
    return page.locator("#fed-results .entry__title").all_inner_texts()


def ask(page: Any, words: str) -> None:
    page.fill("#fed-q", words)
    page.locator("#fed-status", has_text="Найдено").wait_for()


def test_finds_a_card_of_each_region(catalogue: str, chromium_page: Any) -> None:
    """Words that one region has lead to its card, named by its region, on its own site."""
    page = chromium_page
    page.goto(catalogue)
    for number, subject in enumerate(SUBJECTS):
        page.goto(f"{catalogue}?q=тема {subject}")
        first = page.locator("#fed-results > li").first
        first.wait_for()
        assert first.locator(".kicker").inner_text() == REGIONS[number]
        assert first.locator("a").get_attribute("href") == f"https://r{number}.example/practices/own-{number}/"


def test_region_narrows(catalogue: str, chromium_page: Any) -> None:
    """Boxes of regions say how many there are, leave only theirs, and stand in the address, which opens the same."""
    page = chromium_page
    page.goto(f"{catalogue}?q=тихий урок")
    box = page.locator("#fed-regions input[value=omskaya-oblast]")
    box.wait_for()
    page.locator("#fed-status", has_text="Найдено: 30").wait_for()
    assert page.locator("label:has(input[value=omskaya-oblast]) .count").inner_text() == "3"
    box.check()
    page.locator("#fed-status", has_text="Найдено: 3.").wait_for()
    assert set(page.locator("#fed-results .kicker").all_inner_texts()) == {REGIONS[6]}
    assert page.url.endswith("&region=omskaya-oblast")
    assert (
        page.locator("#fed-status a", has_text=REGIONS[6]).get_attribute("href")
        == "https://r6.example/search/?q=%D1%82%D0%B8%D1%85%D0%B8%D0%B9%20%D1%83%D1%80%D0%BE%D0%BA"
    )
    page.reload()
    page.locator("#fed-status", has_text="Найдено: 3.").wait_for()
    page.go_back()
    page.locator("#fed-status", has_text="Найдено: 30").wait_for()


def test_slips_and_other_names(catalogue: str, chromium_page: Any) -> None:
    """What the search of a site mends, that of the catalogue mends too; values that words name lead to their page."""
    page = chromium_page
    page.goto(catalogue)
    ask(page, "фатосинтез")
    page.locator("#fed-results", has_text="фотосинтез").wait_for()
    ask(page, "шум на уроке")
    page.locator("#fed-near a", has_text="Шум на уроке").click()
    page.locator("h1", has_text="Затруднение: Шум на уроке").wait_for()


def test_words_so_frequent_that_regions_are_read_whole(tmp_path: Path, serve: Callable[[Path], str], chromium_page: Any) -> None:
    """A card that is the best of two words together and of neither alone is found: by the whole postings of its region."""
    sites = []
    for number, region in enumerate(REGIONS[:2]):
        both = [card(f"both-{number}", "Перемена и записи", "Ничего.")]
        rest = [
            card(f"{name}-{number}-{at}", f"Про {word}", word, f"Это {word}.")
            for name, word in (("one", "перемена"), ("other", "записи"))
            for at in range(2 * BEST)
        ]
        sites.append(Site(tmp_path / f"r{number}", region, [*both, *rest]).write())
    assert joined(sites, tmp_path / "out", strict=True).written
    page = chromium_page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = serve(tmp_path / "out")
    page.goto(f"{address}?q=перемена записи")
    page.locator("#fed-results a[href$='both-0/']").wait_for()
    assert titles(page)[:2] == ["Перемена и записи", "Перемена и записи"]
    assert any("/search/r/" in url for url in asked)
    assert all(url.startswith(address) for url in asked)


def test_asks_nobody_else_and_little(catalogue: str, chromium_page: Any) -> None:
    """Every request goes to the catalogue; a question costs a few files."""
    page = chromium_page
    page.goto(catalogue, wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "баллада")
    assert all(url.startswith(catalogue) for url in asked)
    assert len(asked) < 15


def test_a_lost_connection(catalogue: str, chromium_page: Any) -> None:
    """It is told, and the next question tries again."""
    page = chromium_page
    page.goto(catalogue)
    page.route("**/search/index.json", lambda route: route.abort())
    page.fill("#fed-q", "климат")
    page.get_by_text("Поиск не загрузился").wait_for()
    page.unroute("**/search/index.json")
    ask(page, "климата")


def test_markup_stays_text(tmp_path: Path, serve: Callable[[Path], str], chromium_page: Any) -> None:
    """Neither a card nor a query can put an element into the page."""
    evil = "<img src=x onerror=alert(1)> климат"
    joined([Site(tmp_path / "r0", REGIONS[0], [card("one", evil, evil)]).write()], tmp_path / "out", strict=True)
    page = chromium_page
    page.goto(f"{serve(tmp_path / 'out')}?q={evil}")
    page.locator("#fed-results .entry").first.wait_for()
    assert page.locator("#fed-answer img").count() == 0


def test_without_scripts(catalogue: str, visitor: Callable[..., Any]) -> None:
    """Regions, the newest and the facets stand there; the search says what it needs."""
    page = visitor(scripts=False).new_page()
    page.goto(catalogue)
    assert not page.locator("#fed-form").is_visible()
    assert page.locator("noscript .note").is_visible()
    for region in REGIONS:
        assert page.locator(".fed-list a", has_text=region).first.is_visible()
    follow(page.get_by_role("link", name="Шум на уроке"))
    assert page.locator(".index-list a").count() == 10


@pytest.mark.parametrize(("path", "width"), [("", 360), ("?q=тихий урок", 1280), ("?q=тихий урок", 360), ("facets/deficit/noise/", 360)])
def test_accessibility(catalogue: str, visitor: Callable[..., Any], path: str, width: int) -> None:
    """The axe rules find nothing, nothing scrolls sideways."""
    page = visitor(width).new_page()
    page.goto(catalogue + path, wait_until="networkidle")
    audit(page, rules=(*WCAG, "best-practice"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
