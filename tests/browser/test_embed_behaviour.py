"""The loader and the frame by themselves: options, spoilt data, forged messages, odd places of the script, WordPress's protocol, privacy."""

from __future__ import annotations

import json

import pytest

from tests.browser.hosts.pages import HOSTS, Opened, put
from tests.browser.hosts.seen import frame_in, settled, state
from tests.browser.hosts.servers import SCHOOL, Bank, Manner, School

pytest_plugins = ["tests.browser.hosts.fixtures"]
pytestmark = pytest.mark.browser

PLAIN = HOSTS[0]
DATA = r"data\.json$"
READ = """(id) => {
  const box = document.getElementById(id), link = box.querySelector("a[href]"), root = link.parentNode.shadowRoot?.querySelector(".nb");
  const titles = [...(root?.querySelectorAll("h2,h3,h4,h5,h6") || [])].filter((node) => !node.className);
  return {
    titles: titles.map((node) => node.textContent), level: titles[0]?.tagName,
    most: Math.max(0, ...titles.map((title) => { let count = 0;
      for (let next = title.nextElementSibling; next && !titles.includes(next); next = next.nextElementSibling) count += next.querySelectorAll("li").length;
      return count; })),
    links: [...(root?.querySelectorAll("a") || [])].map((node) => node.getAttribute("href")),
    words: root?.innerText || "", paper: root && getComputedStyle(root).backgroundColor,
  };
}"""
OPTIONS = (
    ('data-sections="news events"', {"titles": ["Новости", "События"]}),
    ('data-sections="news, nosuch, NEWS, news"', {"titles": ["Новости"]}),
    ('data-sections="nosuch"', {"level": "H2", "most": 4}),
    ('data-limit="1"', {"most": 1}),
    ('data-limit="-1"', {"most": 4}),
    ('data-limit="две"', {"most": 4}),
    ('data-heading="4"', {"level": "H4"}),
    ('data-heading="9"', {"level": "H5"}),
    ('data-heading="2.7"', {"level": "H2"}),
    ('data-heading="h3"', {"level": "H2"}),
    ('data-theme="dark"', {"paper": "rgb(29, 32, 33)"}),
    ('data-theme="light"', {"paper": "rgb(255, 255, 255)"}),
    ('data-theme="purple"', {"paper": "rgba(0, 0, 0, 0)"}),
    ('data-mode="frames"', {"level": "H2"}),
)


def test_options(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """Each option works on the box and on the link; a misspelt value is as no value."""
    line = bank_server.line("script")
    pasted = {}
    for number, (option, _) in enumerate(OPTIONS):
        pasted[f"place-{number}-box"] = line.replace('class="nb-embed"', f'class="nb-embed" {option}')
        pasted[f"place-{number}-link"] = line.replace("<a ", f"<a {option} ")
    page = opened(put(school_server, bank_server, PLAIN, *pasted.items()))
    settled(page, dict.fromkeys(pasted, "inline"))
    for place in pasted:
        option, wanted = OPTIONS[int(place.split("-")[1])]
        found = page.evaluate(READ, place)
        assert {key: found[key] for key in wanted} == wanted, option


def test_frames_take_options(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """In a frame the same options hold; what is not chosen is not there, and no heading stands without its list."""
    options = 'data-mode="frame" data-sections="materials, nosuch about" data-limit="1" data-theme="dark"'
    line = bank_server.line("script").replace('class="nb-embed"', f'class="nb-embed" {options}')
    page = opened(put(school_server, bank_server, PLAIN, ("place", line)))
    assert settled(page, {"place": "frame"}) == {"place": "frame"}
    inside = frame_in(page).evaluate(
        "() => ({ids: [...document.querySelectorAll('section')].map((one) => one.id), items: document.querySelectorAll('section li').length, "
        "groups: document.querySelectorAll('h3').length, paper: getComputedStyle(document.documentElement).backgroundColor})"
    )
    assert inside == {"ids": ["materials", "about"], "items": 2, "groups": 1, "paper": "rgb(29, 32, 33)"}


SPOILT = {
    "not JSON": b"<html>",
    "null": b"null",
    "no sections": b'{"v":1}',
    "half a section": b'{"v":1,"updated_text":"","sections":[{"id":"a","title":"A","kind":"list","items":[{"t":"x"}]},{"id":"b"}]}',
    "a list": b"[]",
}


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_data(opened: Opened, bank_server: Bank, school_server: School, name: str) -> None:
    """Data that cannot be read leaves the link, without half a section above it and without an error the host's script would see."""
    address = put(school_server, bank_server, PLAIN, ("place", bank_server.line("script")))
    bank_server.manner = Manner(only=DATA, body=SPOILT[name])
    page = opened(address)
    assert settled(page, {"place": "link"}) == {"place": "link"}
    assert state(page) == "link"
    assert page.evaluate(READ, "place")["words"] == ""
    assert page.evaluate("document.querySelector('.nb-embed').style.minHeight") == ""


def test_hostile_data(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """Data of a seized bank is words: no address but web, mail and telephone ones, no markup, nothing wider than the column."""
    bad = ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "", None, 7]
    entries = [{"t": "<img src=x onerror=alert(1)>", "u": url, "m": "ы" * 900, "d": "<b>д</b>"} for url in bad]
    good = [{"t": "почта", "u": "mailto:a@school.example"}, {"t": "телефон", "u": "tel:+70000000000"}]
    data = {"v": 2, "new": {}, "notice": "<i>", "updated_text": "<u>", "sections": [{"id": "a", "title": "<h1>", "items": [*entries, *good]}]}
    address = put(school_server, bank_server, PLAIN, ("place", bank_server.line("script")))
    bank_server.manner = Manner(only=DATA, body=json.dumps(data).encode())
    page = opened(address, width=320)
    assert settled(page, {"place": "inline"}) == {"place": "inline"}
    found = page.evaluate(READ, "place")
    assert found["links"] == ["mailto:a@school.example", "tel:+70000000000"]
    assert found["words"].count("<img src=x onerror=alert(1)>") == len(bad)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


SCRIPTS = {
    "before the box": "%(script)s%(box)s",
    "twice": "%(script)s%(box)s%(script)s",
    "the class cut": "<p>%(link)s</p>%(script)s",
    "the class on the link": "%(classed)s%(script)s",
    "the address without its last slash": "%(slashless)s%(script)s",
    "saved by a visual editor": '<div class="nb-embed" data-nb="inline">%(link)s</div>%(script)s',
}


@pytest.mark.parametrize("name", [*SCRIPTS, "in the head"])
def test_places_of_the_script(opened: Opened, bank_server: Bank, school_server: School, name: str) -> None:
    """However an editor rearranges the line, the section appears, and once."""
    line = bank_server.line("script")
    box, script = line.split("</div>")[0] + "</div>", line.split("</div>")[1]
    link = box.removeprefix('<div class="nb-embed">').removesuffix("</div>")
    forms = {"script": script, "box": box, "link": link, "classed": link.replace("<a", '<a class="nb-embed"'), "slashless": box.replace('/">', '">')}
    put(school_server, bank_server, PLAIN, ("place", SCRIPTS.get(name, "%(box)s") % forms))
    text = school_server.pages["page.html"].body.decode()
    page = opened(school_server.put("page.html", text.replace("</head>", f"{script}</head>") if name == "in the head" else text))
    assert settled(page, {"place": "inline"}) == {"place": "inline"}
    assert page.evaluate(READ, "place")["titles"].count("Новости") == 1


def test_other_links_stay(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """A link to the section in the text of the page is only a link, though a script without its box stands after the text."""
    link, script = bank_server.line("link"), bank_server.line("script").split("</div>")[1]
    page = opened(put(school_server, bank_server, PLAIN, ("place", f"<div><p>Раздел есть и в банке: {link}.</p></div>{script}")))
    page.wait_for_load_state("networkidle")
    assert (state(page), settled(page, {"place": "link"})) == ("", {"place": "link"})


FORGER = """<!doctype html><title>чужая рамка</title><script>
const lie = {nb: 1, h: 19000, q: "h", t: {c: "red", b: "red", z: "90px"}};
const all = (root) => { root.postMessage(lie, "*"); for (let i = 0; i < root.length; i++) if (root[i] !== window) root[i].postMessage(lie, "*"); };
setInterval(() => all(parent), 50);</script>"""


def test_forged_messages(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """Neither another frame nor the page itself can tell a wrong height to the loader; another frame cannot paint ours."""
    school_server.put("forger.html", FORGER)
    framed = bank_server.line("script").replace('class="nb-embed"', 'class="nb-embed" data-mode="frame"')
    lines = [("place-forger", '<iframe title="чужая" src="forger.html"></iframe>'), ("place-iframe", bank_server.line("iframe")), ("place", framed)]
    page = opened(put(school_server, bank_server, PLAIN, *lines))
    wanted = {"place": "frame", "place-iframe": "frame"}
    assert settled(page, wanted) == wanted
    page.evaluate("() => { for (const h of [19000, -1, 1e9, '90', NaN, {}]) postMessage({nb: 1, h}, '*'); }")
    page.wait_for_timeout(300)
    assert settled(page, wanted) == wanted
    for place in wanted:
        assert frame_in(page, place).evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"


WORDPRESS = """<!doctype html><html lang="ru"><title>WordPress</title><h1>Запись</h1>%s<script>
window.told = []; const frame = document.querySelector("iframe"); frame.setAttribute("sandbox", "allow-scripts");
addEventListener("message", (event) => { if (event.source === frame.contentWindow && event.data.secret) told.push(event.data); });
if (window.secret) frame.src += `#?secret=${window.secret}`;</script>"""


def test_wordpress_protocol(opened: Opened, bank_server: Bank, school_server: School) -> None:
    """The frame of oembed.json tells its height with WordPress's secret, and gives its links over; without the secret it says neither."""
    html = json.loads(bank_server.files[f"{SCHOOL}oembed.json"])["html"]
    address = school_server.put("wordpress.html", WORDPRESS % html)
    page = opened(address, before="window.secret = 'abc123';")
    page.wait_for_function("() => told.length > 0")
    frame = page.frames[1]
    height = "(height) => JSON.stringify(told.at(-1)) === JSON.stringify({message: 'height', value: height, secret: 'abc123'})"
    page.wait_for_function(height, arg=frame.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)"))
    page.wait_for_load_state("networkidle")
    target = frame.evaluate("() => { const link = document.querySelector('a'); link.click(); return link.href; }")
    page.wait_for_function("() => told.at(-1).message === 'link'")
    assert page.evaluate("told.at(-1)") == {"message": "link", "value": target, "secret": "abc123"}
    page = opened(address)
    page.frames[1].wait_for_load_state("networkidle")
    page.frames[1].evaluate("document.querySelector('a').removeAttribute('target') || document.querySelector('a').click()")
    assert page.evaluate("told") == []


@pytest.mark.parametrize(("kind", "most"), [("script", ["embed/v1/e.js", f"{SCHOOL}data.json"]), ("object", [SCHOOL]), ("iframe", [SCHOOL])])
def test_requests(opened: Opened, bank_server: Bank, school_server: School, kind: str, most: list[str]) -> None:
    """A line costs the bank two requests or one, and tells it nothing: no cookies, no address of the page with the data."""
    page = opened(put(school_server, bank_server, PLAIN, ("place", bank_server.line(kind))))
    wanted = {"place": "inline" if kind == "script" else "frame"}
    assert settled(page, wanted) == wanted
    page.wait_for_load_state("networkidle")
    asked = [one for one in bank_server.asked if one.path != "/favicon.ico"]  # a browser may ask for the icon of the page of another test
    assert sorted(one.path.removeprefix("/") for one in asked) == sorted(most)
    assert not [one for one in asked if "Cookie" in one.headers or (one.path.endswith(".json") and "Referer" in one.headers)]
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]
