"""The finished site is looked over: every rule of family W finds what its help page calls bad and passes what it calls good."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import RULES
from generator.publish.outline import any_outline, outline, plain_outline
from generator.publish.verify import verify
from tests.sites import Site

BASE = "https://bank.example/"
RULES_OF_HTML = ("W001", "W002", "W003", "W004", "W008")


def site(body: str, **files: bytes) -> Mapping[str, bytes]:
    """A site with a page two folders deep that holds `body`."""
    return {
        "index.html": b'<h1 id="top">a</h1>', "404.html": b"", "practices/index.html": b"<h1>b</h1>", "practices/a/index.html": body.encode(), "practices/a/foto.png": b"",
        "assets/a.css": b"", "assets/a.js": b"", "assets/icons.svg": b"", **{name.replace("__", "/"): data for name, data in files.items()},
    }  # fmt: skip


def rules_of(body: str, base: str = BASE) -> list[str]:
    """Rules that complain of a page."""
    return [item.rule for item in verify(site(body), base)]


@pytest.mark.parametrize("rule", RULES_OF_HTML)
def test_bad_example_is_found(rule: str) -> None:
    """What the help page of a rule shows as bad gives that rule and no other."""
    assert rules_of(RULES[rule].example("Плохо").text) == [rule]


@pytest.mark.parametrize("rule", RULES_OF_HTML)
def test_good_example_is_clean(rule: str) -> None:
    """What it shows as good gives nothing."""
    assert rules_of(RULES[rule].example("Хорошо").text) == []


@pytest.mark.parametrize(
    "link",
    ["../", "../../", "./", "", "#x", "foto.png", "../a/foto.png", "/", "/practices/", "/practices/a/foto.png", "?q=1", "../?q=1", "?q=1#x", "https://bank.example/practices/", "https://bank.example/",
     "https://other.example/net", "../../#top", "..", ".", "%66oto.png", "mailto:x", "../index.html"],
)  # fmt: skip
def test_good_link(link: str) -> None:
    """Links to pages with and without their file, to files, places, queries, other sites and our own full address are fine."""
    assert rules_of(f'<i id="x"></i><a href="{link}">a</a>') == []


@pytest.mark.parametrize("link", ["net/", "../b/", "../../net", "foto.jpg", "/net/", "https://bank.example/net/", "../../..", "Foto.png", "../a", "foto.png/"])
def test_broken_link(link: str) -> None:
    """A page, a file or a folder that is not there is an error; a page without its slash would cost a redirect that files cannot make."""
    assert rules_of(f'<a href="{link}">a</a>') == ["W001"]


@pytest.mark.parametrize(
    "tag",
    ['<img src="net.png">', "<img src=net.png>", "<img src='net.png'>", '<script src="net.js"></script>', '<link rel="stylesheet" href="net.css">', '<use href="net.svg#a"></use>', '<form action="net/">',
     '<video poster="net.png"></video>', '<IMG SRC="net.png">', '<a\n href="net/"\n>x</a>', '<source src="net.png">', '<iframe src="net/"></iframe>', '<a href="net/"/>', '<img alt="a > b" src="net.png">'],
)  # fmt: skip
def test_every_way_to_point_is_seen(tag: str) -> None:
    """Links, pictures, scripts, styles, icons, forms and frames, however they are written."""
    assert "W001" in rules_of(tag)


@pytest.mark.parametrize(
    "tag", ['<img srcset="net.png 1x, foto.png 2x" src="foto.png">', '<source srcset="net.png">', '<a xlink:href="net/">x</a>', '<area href="net/">']
)
def test_rarer_ways_to_point_are_seen(tag: str) -> None:
    """Sets of pictures and SVG links count too."""
    assert "W001" in rules_of(tag)


@pytest.mark.parametrize(
    "tag",
    ['<img src="//cdn.example/a.png">', '<script src="http://cdn.example/a.js"></script>', '<link href="https://fonts.example/a.css" rel="stylesheet">', '<iframe src="https://v.example/"></iframe>',
     '<video src="https://v.example/a.mp4"></video>', '<object data="https://v.example/"></object>', '<use href="https://v.example/a.svg#a"></use>', '<img SRC="HTTPS://cdn.example/a.png">',
     '<img srcset="https://cdn.example/a.png 2x" src="foto.png">', '<link rel="preconnect" href="https://cdn.example">', '<link rel="preload" href="https://cdn.example/a.woff2" as="font">',
     '<link rel="icon" href="https://cdn.example/a.ico">', '<input type="image" src="https://cdn.example/a.png">', '<track src="https://cdn.example/a.vtt">', '<link rel="modulepreload" href="https://cdn.example/a.js">'],
)  # fmt: skip
def test_request_to_another_host_is_found(tag: str) -> None:
    """Whatever a browser fetches by itself comes from the site: no CDN, font, counter or player."""
    assert "W004" in rules_of(tag)


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="https://other.example/">x</a>',
        '<link rel="canonical" href="https://bank.example/practices/a/">',
        '<img src="data:image/png;base64,AA">',
        '<link rel="alternate" href="https://other.example/">',
    ],
)
def test_link_is_no_request(tag: str) -> None:
    """What is fetched only on a click, or not at all, may lead anywhere."""
    assert "W004" not in rules_of(tag)


@pytest.mark.parametrize(
    "tag",
    ["<script>x</script>", '<script type="module">x</script>', "<style>a{}</style>", '<p style="a">x</p>', '<p onclick="x">x</p>', "<p ONCLICK=x>x</p>", '<svg onload="x"></svg>', '<a href="javascript:x">x</a>', "<script >x</script>", '<a href=" javascript:x">x</a>'],
)  # fmt: skip
def test_inline_code_is_found(tag: str) -> None:
    """Scripts, styles, handlers and addresses that run something would break the site's content policy."""
    assert "W003" in rules_of(tag)


def sealed(script: str, *, named: str) -> str:
    """A page's own policy that names the hash of a script, and a script."""
    digest = b64encode(sha256(named.encode()).digest()).decode()
    policy = f"default-src 'none'; script-src 'sha256-{digest}'".replace("'", "&#39;")
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}"><script>{script}</script>'


def test_code_the_policy_names_by_hash() -> None:
    """A page may hold the very code its own policy names, and no other, not even one sign apart."""
    assert rules_of(sealed("a < b", named="a < b")) == []
    assert "W003" in rules_of(sealed("a < c", named="a < b"))
    assert "W003" in rules_of(sealed("x", named="x") + "<script>y</script>")
    assert "W003" in rules_of(sealed("x", named="x") + '<p onclick="x">x</p>')


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="../../assets/a.js"></script>',
        '<script type="module" src="../../assets/a.js"> </script>',
        "<p>style=a onclick=b</p>",
        "<!-- <script>x</script> -->",
        '<p data-on="x" title="onclick=1">x</p>',
        "<pre>&lt;script&gt;</pre>",
    ],
)
def test_what_is_no_inline_code(tag: str) -> None:
    """Words about code, comments and scripts in files are fine."""
    assert rules_of(tag) == []


def test_repeated_id_is_found() -> None:
    """Two places of one name are an error, told once."""
    assert rules_of('<a id="x"></a><b id="x"></b><i id="x"></i>') == ["W008"]


def test_fragment_in_cyrillic_is_found_however_written() -> None:
    """A place may be named in Cyrillic, in the link as letters or as percent codes."""
    assert rules_of('<h2 id="таблица">т</h2><a href="#таблица">a</a><a href="#%D1%82%D0%B0%D0%B1%D0%BB%D0%B8%D1%86%D0%B0">b</a>') == []


@pytest.mark.parametrize("base", ["https://bank.example/", "https://bank.example/sub/", "https://org.example/a/b/"])
def test_site_in_a_folder_of_its_host(base: str) -> None:
    """A page that links from the root of the host, as 404.html must, is judged by where the site lies."""
    path = "/" + base.split("/", 3)[3]
    assert rules_of(f'<a href="{path}practices/">a</a><a href="{path}">b</a><link rel="stylesheet" href="{path}assets/a.css">', base) == []
    assert rules_of(f'<a href="{path}net/">a</a>', base) == ["W001"]
    assert rules_of(f'<a href="{base}practices/">a</a>', base) == []


def test_root_link_out_of_the_sites_folder_is_broken() -> None:
    """On a site that lies in a folder a link to the host's root does not lead into the site."""
    assert rules_of('<a href="/practices/">a</a>', "https://bank.example/sub/") == ["W001"]


@given(st.text(st.sampled_from("<>\"'= /!-a#:\n&;"), max_size=80))
def test_any_page_is_read(html: str) -> None:
    """Reading a page never fails, whatever its HTML is like."""
    outline(html.encode())


@pytest.mark.parametrize(
    "html", ["<a " * 1000, "<a " + "b=" * 5000, '<a href="' + "x" * 50_000, "<" * 50_000, "<!--" * 1000, "<script " * 1000, "<a" + " b" * 5000 + "<"]
)
def test_broken_html_is_read(html: str) -> None:
    """A page with many unfinished tags is read like any other."""
    outline(html.encode())


TAGS = (
    "<p>", "</p>", '<a href="../">', '<a href="../b/#x&amp;y">', '<a class="c" href="https://other.example/">', "</a>", "<br>", '<h2 id="x">', '<h2 id="y">', "<h2 id=y>", "слово", "\n",
    '<img src="foto.png" alt="a">', '<img src="https://a.example/b.png">', '<link rel="canonical" href="https://bank.example/">', '<link rel="stylesheet" href="../../assets/a.css">', "<script>x</script>",
    '<script type="application/ld+json">{"a":1}</script>', '<script src="../../assets/a.js"></script>', '<p onclick="x">', '<p style="a">', "<!-- x -->", "<!doctype html>", "<style>a</style>", '<i title="a>b">',
    '<a href="javascript:x">', "<a href='../'>", '<A HREF="../">', "<", ">", '"', '<use href="../../assets/icons.svg#a"></use>', '<form action="../">', '<input name="q" type="search" hidden>', "<svg/>",
)  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=15).map("".join))
def test_the_plain_way_sees_what_the_other_sees(html: str) -> None:
    """Two ways to read a page, one meaning."""
    plain = plain_outline(html)
    assert plain in (None, any_outline(html))


def test_pages_of_ours_are_plain(built: Callable[[str], Site]) -> None:
    """Nearly all pages of a site are read the quick way."""
    pages = [data.decode() for path, data in built("full").files.items() if path.startswith("practices/") and path.endswith(".html")]
    assert sum(plain_outline(page) is not None for page in pages) == len(pages)
