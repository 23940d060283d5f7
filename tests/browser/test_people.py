"""The scheme of contours in a browser: its words fit their boxes, keys reach every box, a phone has the same as a list; anchors of questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sites import Site

FITS = """() => [...document.querySelectorAll('.diagram svg g[role=listitem]')].flatMap((item) => {
  const box = item.querySelector('rect').getBBox(), words = item.querySelector('text').getBBox();
  return words.x + words.width > box.x + box.width || words.y < box.y || words.y + words.height > box.y + box.height ? [item.textContent] : [];
})"""


@pytest.fixture
def page(built: Callable[[str], Site], serve: Callable[[Path], str], chromium: Any) -> Any:
    """The page of all roles of the full bank."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{serve(built('full').out)}roles/")
    yield page
    page.close()


def test_words_fit_their_boxes(page: Any) -> None:
    """No name reaches out of its box in the letters of this machine."""
    assert page.locator(".diagram svg g[role=listitem]").count() == 4
    assert page.evaluate(FITS) == []


def test_keys_reach_every_box(page: Any) -> None:
    """From box to box with Tab, each named and seen, and Enter leads to the role."""
    page.focus(".diagram svg a >> nth=0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "куратор"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/roles/kurator/")


def test_a_phone_has_a_list(page: Any) -> None:
    """At 360 px the twin stands instead of the drawing: one below the other, nothing reaches out."""
    page.set_viewport_size({"width": 360, "height": 800})
    assert not page.locator(".diagram svg").is_visible()
    lefts = page.eval_on_selector_all(".twin__groups ul > li > *", "(boxes) => boxes.map((box) => box.getBoundingClientRect().left)")
    assert len(lefts) == 4
    assert max(lefts) - min(lefts) <= 1  # the ring of the first contour is thicker
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_link_leads_to_its_question(page: Any) -> None:
    """The address of a question is that of its place, and so is what the button copies."""
    page.goto(page.url.replace("roles/", "faq/"))
    page.locator("#q-otkaz .anchor").click()
    assert page.url.endswith("/faq/#q-otkaz")
    assert page.locator("#q-otkaz [data-copy]").get_attribute("data-copy") == "https://full.example/faq/#q-otkaz"
