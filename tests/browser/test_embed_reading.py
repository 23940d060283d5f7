"""Reading an embed: by keyboard, enlarged, on paper, in the colours of its host, by the axe rules."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from bench.embed_pdf import printed, squeezed
from tests.browser.fixtures import audit
from tests.browser.hosts.pages import HOSTS, IMPAIRED, IMPAIRED_ON, PLAIN, Host, Opened, put
from tests.browser.hosts.seen import frame_in, settled
from tests.browser.hosts.servers import NAME, SCHOOL, Bank, Manner, School

pytest_plugins = ["tests.browser.hosts.fixtures"]
pytestmark = pytest.mark.browser

BY_ID = {host.id: host for host in HOSTS}
SIMPLE = BY_ID["plain"]
FRAMED = ('class="nb-embed"', 'class="nb-embed" data-mode="frame"')
FOCUSED = """() => { let at = document.activeElement; while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const style = getComputedStyle(at); return {text: at.textContent, ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1}; }"""
COLOURS = """() => { const root = document.querySelector(".nb-embed *").shadowRoot.querySelector(".nb"), link = root.querySelector("a") || root;
  const {color, fontSize} = getComputedStyle(root); return {text: color, link: getComputedStyle(link).color, size: fontSize}; }"""
PAINTED = """() => { const {color, fontSize} = getComputedStyle(document.body);
  return {text: color, link: getComputedStyle(document.querySelector("a")).color, size: fontSize, paper: getComputedStyle(document.documentElement).backgroundColor}; }"""
WHITE = {"text": "rgb(255, 255, 255)", "link": "rgb(255, 255, 255)", "size": "24px"}


def texts(bank: Bank) -> list[str]:
    """Every text of the school's section."""
    data = json.loads(bank.files[f"{SCHOOL}data.json"])
    found = [data["notice"], data["updated_text"]]
    for block in data["sections"]:
        found += [block["title"], block.get("text", "")]
        for entry in block["items"]:
            found += [entry.get(key, "") for key in "tmdg"]
    return [text for text in found if text]


def test_keyboard(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """Tab goes through every link of the section in the order of reading, then on; where the focus is can be seen."""
    page = opened(put(school_server, bank_server, SIMPLE, ("place", bank_server.line("script"))))
    settled(page, {"place": "inline"})
    links = [
        text
        for text in texts(bank_server)
        if text in page.evaluate("[...document.querySelector('.nb-embed *').shadowRoot.querySelectorAll('a')].map((a) => a.textContent)")
    ]
    page.keyboard.press("Tab")
    for text in (*links, NAME):
        page.keyboard.press("Tab")
        while page.evaluate(FOCUSED)["text"].startswith("Реестр"):
            page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == {"text": text, "ring": True}
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("change", [("", ""), FRAMED])
def test_focus_stays(opened: Opened, bank_server: Bank, school_server: School, change: tuple[str, str]) -> None:
    """A link that has the focus keeps it when the section appears, and the page does not jump."""
    host = replace(SIMPLE, manner=Manner(delay=0.5))
    address = put(school_server, bank_server, host, ("place", bank_server.line("script").replace(*change)))
    page = opened(address, before="addEventListener('DOMContentLoaded', () => document.querySelector('#place a')?.focus());")
    page.wait_for_function("() => /inline|frame/.test(document.querySelector('.nb-embed').dataset.nb)")
    assert page.evaluate("[document.activeElement.textContent, scrollY]") == [NAME, 0]
    assert page.evaluate("document.querySelector('#place a').parentNode.shadowRoot !== null")


@pytest.mark.parametrize("kind", ["script", "object", "iframe"])
def test_enlarged(opened: Opened, bank_server: Bank, school_server: School, kind: str) -> None:
    """At 200 % of a screen of 1280 px nothing goes sideways, on the page and in the frame."""
    page = opened(put(school_server, bank_server, SIMPLE, ("place", bank_server.line(kind))), width=640, device_scale_factor=2)
    wanted = {"place": "inline" if kind == "script" else "frame"}
    assert settled(page, wanted) == wanted
    for frame in page.frames:
        assert frame.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(
    ("host", "change"),
    [("plain", ("", "")), ("dark-on-light", ("", "")), ("dark-on-light", FRAMED), ("light-on-dark", FRAMED), ("dark-on-dark", FRAMED)],
)
def test_accessible_on_hosts(opened: Opened, bank_server: Bank, school_server: School, host: str, change: tuple[str, str]) -> None:
    """The axe rules, contrast among them, find nothing on a host with the section, nor in its frame, whatever the system's theme."""
    chosen = BY_ID[host]
    page = opened(put(school_server, bank_server, chosen, ("place", bank_server.line("script").replace(*change))), **chosen.browser)
    wanted = {"place": "frame" if change[0] else "inline"}
    assert settled(page, wanted) == wanted
    audit(page)
    if change[0]:
        frame = frame_in(page)
        frame.wait_for_function("() => document.documentElement.dataset.theme === 'host'")
        audit(frame)
        assert frame.evaluate(PAINTED)["text"] == page.evaluate(COLOURS)["text"]


@pytest.mark.parametrize(("host", "theme"), [("plain", "dark"), ("dark-on-light", "light")])
def test_own_sheet_is_readable(opened: Opened, bank_server: Bank, school_server: School, host: str, theme: str) -> None:
    """A sheet of the section's own colours on a host of the other kind: the link that stays under it takes them too."""
    line = bank_server.line("script").replace('class="nb-embed"', f'class="nb-embed" data-theme="{theme}"')
    page = opened(put(school_server, bank_server, BY_ID[host], ("place", line)), **BY_ID[host].browser)
    assert settled(page, {"place": "inline"}) == {"place": "inline"}
    audit(page)


@pytest.mark.parametrize("query", ["", "?theme=dark"])
@pytest.mark.parametrize("folder", [SCHOOL, f"{SCHOOL}oe/", "embed/v1/new/", "embed/v1/events/"])
def test_accessible_alone(opened: Opened, bank_server: Bank, folder: str, query: str) -> None:
    """The axe rules find nothing on the pages themselves, and they are no wider than a phone."""
    page = opened(bank_server.url + folder + query, width=360)
    audit(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360


def test_no_background(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """A host that leaves its colours to the system's dark theme has white text: the frame's paper is then dark as well."""
    style = "html{color-scheme:light dark}"
    host = replace(SIMPLE, style=style, browser={"color_scheme": "dark"})
    page = opened(put(school_server, bank_server, host, ("place", bank_server.line("script").replace(*FRAMED))), **host.browser)
    assert settled(page, {"place": "frame"}) == {"place": "frame"}
    frame_in(page).wait_for_function("() => document.documentElement.dataset.theme === 'host'")
    colours = frame_in(page).evaluate(PAINTED)
    assert colours["text"] == "rgb(255, 255, 255)"
    assert max(map(int, re.findall(r"\d+", colours["paper"])[:3])) < 64


@pytest.mark.parametrize("wrapped", [True, False])
def test_impaired(opened: Opened, bank_server: Bank, school_server: School, wrapped: bool) -> None:
    """«Версия для слабовидящих» switched on later: the section and the frame take its colours and size, with the page moved or not."""
    host = Host("impaired", "", ("", "", ""), style=PLAIN + IMPAIRED)
    lines = [("place-frame", bank_server.line("script").replace(*FRAMED)), ("place", bank_server.line("script"))]
    address = put(school_server, bank_server, host, *lines)
    text = school_server.pages["page.html"].body.decode()
    if not wrapped:
        address = school_server.put("page.html", text.replace("<body>", '<body><div class="impaired-wrap">'))
    page = opened(address)
    wanted = {"place": "inline", "place-frame": "frame"}
    assert settled(page, wanted) == wanted
    page.evaluate(IMPAIRED_ON if wrapped else "document.querySelector('.impaired-wrap').dataset.on = ''")
    inline = "(wanted) => JSON.stringify((%s)()) === JSON.stringify(wanted)"
    page.wait_for_function(inline % COLOURS.replace(".nb-embed *", "#place .nb-embed *"), arg=WHITE)
    assert settled(page, wanted) == wanted
    frame_in(page, "place-frame").wait_for_function(inline % PAINTED, arg={**WHITE, "paper": "rgb(0, 0, 0)"})
    assert settled(page, wanted) == wanted


def test_print_is_whole(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """On paper stand all the words of the section; under a frame, which paper cuts, stands the link."""
    page = opened(put(school_server, bank_server, SIMPLE, ("place", bank_server.line("script"))))
    settled(page, {"place": "inline"})
    paper = printed(page.pdf(format="A4"))
    assert not [text for text in texts(bank_server) if squeezed(re.sub(r"[^\w\s]", "", text)) not in re.sub(r"[^\w]", "", paper)]


@pytest.mark.parametrize("kind", ["script", "object", "iframe"])
def test_print_keeps_the_link(opened: Opened, bank_server: Bank, school_server: School, kind: str) -> None:
    """On paper a section in a frame has its address' name under it, but for an object, whose link shows when nothing else does."""
    line = bank_server.line(kind).replace(*FRAMED)
    page = opened(put(school_server, bank_server, SIMPLE, ("place", line)))
    assert settled(page, {"place": "frame"}) == {"place": "frame"}
    assert (squeezed(NAME) in printed(page.pdf(format="A4"))) == (kind != "object")


def test_no_microdata(bank_server: Bank) -> None:
    """No `itemprop` anywhere: those of «Сведения об образовательной организации» are for the school's own pages."""
    assert not [name for name, data in bank_server.files.items() if name.endswith((".html", ".json", ".js")) and b"itemprop" in data]
