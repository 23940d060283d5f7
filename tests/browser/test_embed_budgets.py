"""What an embed may cost and how exact it must be: bytes, moves of the page round it, heights of frames."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from tests.browser.hosts.pages import HOSTS, Opened, put
from tests.browser.hosts.seen import frame_faults, settled
from tests.browser.hosts.servers import SCHOOL, Bank, Manner, School

pytest_plugins = ["tests.browser.hosts.fixtures"]
pytestmark = pytest.mark.browser

PLAIN = HOSTS[0]
BYTES = {"embed/v1/e.js": 3072, f"{SCHOOL}data.json": 3072, f"{SCHOOL}index.html": 6144, f"{SCHOOL}oe/index.html": 4608, "embed/v1/new/index.html": 4096}
SHIFTS = """window.moved = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value; })
  .observe({type: "layout-shift", buffered: true});"""
FRAMED = ('class="nb-embed"', 'class="nb-embed" data-mode="frame"')


@pytest.mark.parametrize("name", BYTES)
def test_bytes(bank_server: Bank, name: str) -> None:
    """A file packed as a server packs it stays within its budget."""
    assert len(gzip.compress(bank_server.files[name], 9)) <= BYTES[name]


@pytest.mark.parametrize("screen", [(1280, 800), (320, 640)], ids=str)
@pytest.mark.parametrize("case", ["one", "framed", "school and region", "twice", "object", "iframe"])
def test_the_page_stays(opened: Opened, bank_server: Bank, school_server: School, case: str, screen: tuple[int, int]) -> None:
    """With a bank 300 ms away the page round the section moves by no more than 0.05 (CLS)."""
    line = bank_server.line("script")
    region = bank_server.line("script", "embed/v1/new/", "Новые практики региона")
    cases = {"framed": [line.replace(*FRAMED)], "school and region": [line, region], "twice": [line, line]}
    lines = cases.get(case) or [bank_server.line("script" if case == "one" else case)]
    pasted = {f"place-{number}": line for number, line in enumerate(lines)}
    host = replace(PLAIN, manner=Manner(delay=0.3))
    page = opened(put(school_server, bank_server, host, *pasted.items()), before=SHIFTS, width=screen[0], height=screen[1])
    page.wait_for_function("() => ![...document.querySelectorAll('.nb-embed')].some((box) => !/inline|frame/.test(box.dataset.nb))")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    moved = page.evaluate("moved")
    assert moved <= 0.05
    wanted = dict.fromkeys(pasted, "inline" if line in lines else "frame")
    assert settled(page, wanted) == wanted


@pytest.mark.parametrize("kind", ["framed", "object", "iframe"])
def test_height_follows_width(opened: Opened, bank_server: Bank, school_server: School, kind: str) -> None:
    """A frame is as high as its text to the pixel and does not scroll, also after the window has become narrow and wide again."""
    line = bank_server.line("script").replace(*FRAMED) if kind == "framed" else bank_server.line(kind)
    page = opened(put(school_server, bank_server, PLAIN, ("place", line)))
    for width in (1280, 360, 800):
        page.set_viewport_size({"width": width, "height": 700})
        assert settled(page, {"place": "frame"}) == {"place": "frame"}, width
        miss, scroll = frame_faults(page)
        assert (miss <= 1, scroll <= 0) == (True, True)


@pytest.mark.parametrize("kind", ["object", "iframe"])
@pytest.mark.parametrize("width", [1280, 360])
def test_height_without_scripts(opened: Opened, bank_server: Bank, school_server: School, kind: str, width: int) -> None:
    """The same with JavaScript off in the whole browser, at the width the page was opened with; later the frame may scroll.

    So may an iframe that the browser measures before it has a width: nothing without a script can ask it again.
    """
    host = replace(PLAIN, manner=Manner(delay=0.3))
    page = opened(put(school_server, bank_server, host, ("place", bank_server.line(kind))), width=width, java_script_enabled=False)
    found = settled(page, {"place": "frame"}, within=5)["place"]
    assert found == "frame" or (kind, found) == ("iframe", "frame with scroll")
    page.set_viewport_size({"width": 500, "height": 700})
    found = settled(page, {"place": "frame"}, within=1)["place"]
    assert found in {"frame", "frame with scroll"}


@pytest.mark.parametrize("width", [600, 500])
def test_small_page_fits_wordpress(opened: Opened, bank_server: Bank, width: int) -> None:
    """WordPress shows at most 1,000 px of an oEmbed frame; the small page needs no more."""
    page = opened(f"{bank_server.url}{SCHOOL}oe/", width=width)
    assert page.evaluate("document.querySelector('main h1') !== null")
    assert page.evaluate("document.documentElement.getBoundingClientRect().height") <= 1000
