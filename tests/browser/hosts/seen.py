"""What a reader sees in the place of a pasted line: the section itself, a frame as high as its text, a frame that scrolls, a hole, the link."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

# Everything is measured by boxes on the screen: an element that is there but hidden is not seen.
_PLACE = """(id) => {
  const place = document.getElementById(id);
  place.scrollIntoView(); // frames far off the screen are not laid out
  const big = (node, height) => {
    const box = node.getBoundingClientRect();
    return node.checkVisibility({visibilityProperty: true}) && box.width > 40 && box.height > height;
  };
  const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  const nodes = all(place);
  const frame = nodes.find((node) => /^(IFRAME|OBJECT)$/.test(node.tagName) && big(node, 40));
  return {
    section: nodes.some((node) => node.className === "nb" && node.querySelector("h2,h3,h4,h5,h6") && big(node, 200)),
    frame: frame ? frame.getBoundingClientRect().height - 2 * parseFloat(getComputedStyle(frame).borderTopWidth) : 0,
    link: nodes.some((node) => node.tagName === "A" && node.getRootNode() === document && big(node, 8)),
    state: nodes.find((node) => node.dataset.nb)?.dataset.nb || "",
  };
}"""
_INSIDE = """() => ({
  ours: Boolean(document.querySelector("main h1")),
  height: document.documentElement.getBoundingClientRect().height,
  scroll: document.scrollingElement.scrollHeight - innerHeight,
})"""
_OWNER = "(node) => (node.getRootNode().host || node).closest('[id^=place]')?.id"


def frame_in(page: Any, place: str = "place") -> Any:
    """The document shown in a frame of the place, or None."""
    for frame in page.frames[1:]:
        if not frame.is_detached() and frame.parent_frame == page.main_frame and frame.frame_element().evaluate(_OWNER) == place:
            return frame
    return None


def frame_faults(page: Any, place: str = "place") -> tuple[float, float]:
    """By how much the box of a frame misses the height of its text, and how much it scrolls, in pixels."""
    inside = frame_in(page, place).evaluate(_INSIDE)
    return abs(page.evaluate(_PLACE, place)["frame"] - inside["height"]), inside["scroll"]


def state(page: Any, place: str = "place") -> str:
    """What the loader says of itself."""
    return str(page.evaluate(_PLACE, place)["state"])


def seen(page: Any, place: str = "place") -> str:
    """inline, frame, frame with scroll, hole, nothing; a link is named where nothing better is shown."""
    found = page.evaluate(_PLACE, place)
    if found["section"]:
        return "inline" if found["link"] else "inline without its link"
    if found["frame"]:
        frame = frame_in(page, place)
        if frame and not frame.url.startswith("chrome-error:") and frame.evaluate(_INSIDE)["ours"]:
            miss, scroll = frame_faults(page, place)
            return "frame" if miss <= 1 and scroll <= 0 else "frame with scroll"
        return "hole + link" if found["link"] else "hole"
    return "link" if found["link"] else "nothing"


def settled(page: Any, wanted: Mapping[str, str], within: float = 15) -> dict[str, str]:
    """What is seen in each place once that is the wanted thing and the loader has nothing under way, or after some seconds."""
    page.wait_for_function("() => ![...document.querySelectorAll('[data-nb]')].some((box) => box.dataset.nb === 'loading')", timeout=12_000)
    until = time.monotonic() + within
    while (found := {place: seen(page, place) for place in wanted}) != wanted and time.monotonic() < until:
        page.wait_for_timeout(50)
    return found
