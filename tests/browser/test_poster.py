"""A school's poster in a browser: one A4 sheet with nothing of the site on it, black on white for every reader, clean for axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from tests.browser.fixtures import audit
from tests.sites import Site

pytestmark = pytest.mark.browser

OWN, BANKS = "schools/organizaciya-a/embed/poster/", "schools/organizaciya-b/embed/poster/"
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def bank(built: Callable[[str], Site], serve: Callable[[Any], str]) -> str:
    """The full bank: a school with its own section and one without."""
    return serve(built("full").out)


@pytest.fixture
def opened(visitor: Callable[..., Any], bank: str) -> Opened:
    """`opened(url, …)` is a page of a `visitor`."""

    def new(url: str, **options: Any) -> Any:
        page = visitor(**options).new_page()
        page.goto(bank + url, wait_until="networkidle")
        return page

    return new


def sheets(page: Any) -> list[tuple[tuple[int, int], str]]:
    """The printed pages: size in points and text."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [((round(sheet.get_width()), round(sheet.get_height())), sheet.get_textpage().get_text_range()) for sheet in document]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("url", [OWN, BANKS])
def test_one_sheet_and_nothing_of_the_site(opened: Opened, url: str, scripts: bool) -> None:
    """A4, one page: the school, the address once, the lines to write on; no menu, no advice, no footer."""
    page = opened(url, scripts=scripts)
    address = page.inner_text(".poster__address")
    ((size, text),) = sheets(page)
    assert size == (595, 842)
    assert "".join(text.split()).count(address) == 1
    assert "Спросить куратора" in text
    for outside in ("Главная", "Плакат на доску", "Проверьте", "Выдуманный", "https://"):
        assert outside not in text


def test_the_longest_words_fit_one_sheet(opened: Opened) -> None:
    """A name of a hundred signs, as long as the schema lets, and an address as long as a poster takes."""
    page = opened(OWN)
    page.evaluate("""() => {
        document.querySelector(".poster__name").textContent = "МБОУ «Ш" + "широкая школа ".repeat(7).slice(0, 92) + "»";
        document.querySelector(".poster__address a").textContent = "org-a.example/" + "shkola-w".repeat(28);
    }""")
    assert len(sheets(page)) == 1


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_black_on_white_for_everybody(opened: Opened, width: int, dark: bool) -> None:
    """In the dark too, without sideways scrolling, and axe finds nothing."""
    page = opened(OWN, width=width, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in (".poster__name", ".poster__title", ".poster__address a", ".poster__ask h3"):
        assert page.locator(part).evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"
    assert page.locator(".poster").evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 255, 255)"
    assert page.get_by_role("img", name="org-a.example/nastavnichestvo/").is_visible()
    audit(page)
