"""What a first visit costs: bytes as a host sends them and requests, of every kind of page, counted by the browser itself."""

from __future__ import annotations

import gzip
import re
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sites import SHIPPED, Site

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "practices/",
    "practices/form/pedagog-pedagog/",
    "navigator/",
    "schools/",
    "programs/",
    "regulation/p-4-2/",
    "knowledge/roli/",
    "search/",
    "saved/",
]
ALL, REQUESTS, LISTS = 45 * 1024, 8, 60 * 1024
"""The budget of a card page; pages that list sixty cards are longer by their text."""
CARD = 10.25 * 1024
"""HTML of a card of usual length, without its picture: six and a half are its words."""
ROUND = 4.5 * 1024
"""What stands round the words of any card: the longest card is allowed its words, not more markup."""


def packed(data: bytes) -> int:
    """Bytes of a file as an ordinary host sends it."""
    return len(gzip.compress(data, 6, mtime=0))


NOT_MODIFIED = 304
"""The answer about an icon that another test's page left in the browser."""


def visit(chromium: Any, url: str) -> list[tuple[str, int]]:
    """Address and size of everything a browser that was never here fetches, until it rests."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    seen: list[Any] = []
    page.on("response", lambda response: seen.append(response))  # noqa: PLW0108  # Playwright asks for a function with a name
    page.goto(url)
    page.wait_for_load_state("networkidle")
    found = [(response.url, packed(response.body())) for response in seen if response.status != NOT_MODIFIED]
    context.close()
    return found


@pytest.fixture(scope="module")
def out(built: Callable[[str], Site]) -> Path:
    """The shipped site."""
    return built(SHIPPED).out


@pytest.fixture(scope="module")
def cards(out: Path) -> list[bytes]:
    """HTML of every card."""
    found = [path.read_bytes() for path in sorted(out.glob("practices/*/index.html"))]
    return [html for html in found if b'id="pasport"' in html]


@pytest.mark.parametrize("url", [*PAGES, "practices/para-bez-konflikta/"])
def test_a_first_visit(chromium: Any, out: Path, serve: Callable[[Path], str], url: str) -> None:
    """A page loads its document, one sheet, two scripts and the icons, what it does itself, and nothing of the search unasked."""
    found = visit(chromium, serve(out) + url)
    assert len(found) <= REQUESTS
    assert sum(size for _, size in found) <= (ALL if "practices/" not in url or "para-" in url else LISTS)
    if url not in {"search/", "practices/"}:  # they are for asking
        assert not [name for name, _ in found if "/search/" in name.removesuffix("search/")]


def test_a_card_is_light(cards: list[bytes]) -> None:
    """HTML of a usual card is within its budget, and the longest one carries no more round its words than the others."""
    assert statistics.median(map(packed, cards)) <= CARD
    for html in cards:
        words = re.sub(rb"\s+", b" ", re.sub(rb"<[^>]*>", b" ", re.sub(rb"(?s)<script.*?</script>", b"", html)))
        assert packed(html) - packed(words) <= ROUND


def test_a_page_of_a_large_bank_holds_no_air(out: Path) -> None:
    """The frame, which every page repeats, has no empty lines and no indents; each page links one sheet."""
    for path in ("index.html", "404.html", "practices/index.html", "knowledge/roli/index.html"):
        html = (out / path).read_text(encoding="utf-8")
        before, _, rest = html.partition("<article")
        for part in (before, rest.rpartition("</article>")[2]):
            assert not re.search(r"\n\s*\n|\n +", part.strip()), path
        assert re.findall(r'<link rel="stylesheet" href="([^"]*)"', html) == [name for name in re.findall(r'href="([^"]*)"', html) if "site.css" in name]
