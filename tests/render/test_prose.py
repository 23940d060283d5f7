"""Text of a card becomes HTML that can do no harm, and links that lead where they should."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.folders import theme_of
from generator.model.programs import Field
from generator.render.prose import Prose
from generator.render.site import World, relative, root_of
from generator.survey import check_bank
from tests.sites import BANKS, TODAY


@pytest.fixture(scope="module")
def world() -> World:
    """The full bank as renderers see it."""
    checked = check_bank(BANKS / "full", TODAY)
    assert checked.bank
    assert checked.settings
    return World(checked.bank, checked.settings, theme_of(BANKS / "full"), BANKS / "full")


@pytest.fixture(scope="module")
def prose(world: World) -> Prose:
    """Text of the card `metod` on its page."""
    return Prose(world, "practices/metod/index.md", "practices/metod/")


TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


class _Reader(HTMLParser):
    """Notes everything a page must not get from a card."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag or an attribute that is not on the list, or an address that runs something."""
        if tag not in TAGS:
            self.bad.append(tag)
        for name, value in attrs:
            address = name in ("href", "src") and re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.sub(r"[\x00-\x20]", "", value or ""), re.IGNORECASE)
            if name.startswith("on") or name in ("style", "srcset", "formaction") or address:
                self.bad.append(f"{tag} {name}={value}")


def dangers(html: str) -> list[str]:
    """What a browser would make of a text besides words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.bad


ATTACKS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))", "[a](data:text/html;base64,PHNjcmlwdD4=)", "[a](vbscript:x)", "![a](javascript:alert(1))", "![a](data:image/svg+xml,<svg/onload=x>)", "<javascript:alert(1)>",
    '[a](https://b "onmouseover=alert(1)")', '[a](https://b"onclick=alert(1))', '![x" onerror="alert(1)](a.png)', "<a href=javascript:alert(1)>x</a>", "<!--<script>-->", "<style>*{}</style>", "<iframe src=//a>",
    "[a]: javascript:alert(1)\n\n[a]", "`</code><script>`", "```\n</code></pre><script>alert(1)</script>\n```", '```"><script>alert(1)</script>\n```', "| <b onclick=x> |\n|---|\n| <script> |", "## <img src=x onerror=x>",
    '{п:"><script>}', '{п:2.1"onclick=x}', '{{goal"}}', "<details open ontoggle=alert(1)>", "&lt;script&gt;", "\\<script>", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "[a](//evil.example)",
)  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS)
def test_attack_becomes_text(prose: Prose, text: str) -> None:
    """Raw HTML, handlers, styles and addresses that run something reach the page as plain words or not at all."""
    for html in (prose(text), prose.inline(text)):
        assert dangers(html) == []


PIECES = [
    "<",
    ">",
    '"',
    "'",
    "&",
    "[",
    "]",
    "(",
    ")",
    "!",
    "`",
    "*",
    "_",
    "\n",
    " ",
    "|",
    "-",
    "#",
    "{",
    "}",
    "п",
    ":",
    "javascript:",
    "script",
    "onerror=",
    "src",
    "href",
    "a",
    "\\",
    "/",
    "0",
    "&colon;",
    "\t",
]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_is_harmless(prose: Prose, pieces: list[str]) -> None:
    """Whatever is written, the page holds no tag or attribute that is not on the list."""
    assert dangers(prose("".join(pieces))) == []


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "![" * 5000,
        "[a](" * 3000,
        "*a" * 5000,
        "`" * 5000,
        "> " * 3000,
        "- " * 3000,
        "<" * 5000,
        "&" * 5000,
        "|a" * 3000,
        "{п:" * 3000,
        "\\" * 5000,
        "((" * 5000,
        "_*" * 3000,
    ],
)
def test_deep_text_comes_out(prose: Prose, text: str) -> None:
    """Thousands of opened brackets and quotes are a text like any other: no exception, no waiting."""
    assert dangers(prose(text)) == []


def test_words_survive(prose: Prose) -> None:
    """Signs that HTML gives a meaning are read as they were written."""
    assert unescape(re.sub(r"<[^>]+>", "", prose("a < b & c > d «ё» \uf0b7 🙂 &copy; \\*"))) == "a < b & c > d «ё» \uf0b7 🙂 © *"


def test_table_can_be_scrolled(prose: Prose) -> None:
    """A table stands in a named region that the keyboard reaches, with the scope of its headings and no inline style."""
    html = prose("| а | б |\n| :-- | --: |\n| в | г |\n")
    assert re.match(r'<div class="table" role="(region|group)" aria-label="Таблица" tabindex="0"><table>', html)
    assert html.rstrip().endswith("</table></div>")
    assert html.count('<th scope="col">') == 2
    assert "style" not in html


@pytest.mark.parametrize(
    ("under", "text", "levels"),
    [
        (1, "# а\n\n## б\n\n###### в", "234"),
        (2, "## а\n\n### б\n\n## в", "343"),
        (2, "#### а\n\n### б\n\n#### в", "334"),
        (2, "## а\n\n#### б\n\n### в", "344"),
        (5, "## а\n\n### б", "66"),
        (2, "> ### а\n\n- # б", "33"),
    ],
)
def test_headings_go_below_those_of_the_page(world: World, under: int, text: str, levels: str) -> None:
    """Headings of a text stand below the one they are under, skip no level and never go past the sixth."""
    html = Prose(world, "content/index.md", "", under=under)(text)
    assert re.findall(r"<h(\d)", html) == re.findall(r"</h(\d)", html) == list(levels)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("../opyt-a/index.md", "practices/opyt-a/"), ("../opyt-a/index.md#steps", "practices/opyt-a/#steps"), ("list-nablyudeniya.pdf", "practices/metod/list-nablyudeniya.pdf"),
        ("#steps", "practices/metod/#steps"), ("../../content/programs/programma/index.md", "programs/programma/"), ("../../content/index.md", ""),
        ("../../content/events/2027-02-10-seminar.md", "events/#event-2027-02-10-seminar"), ("../../content/regulation/acts.yml", "acts/"), ("../../content/glossary/terms.yml#iom", "glossary/#iom"),
        ("../../content/schools/organizaciya-a/news/2026-10-12-uroki.md", "schools/organizaciya-a/#news-2026-10-12-uroki"), ("../../content/knowledge/podrobno.md", "knowledge/podrobno/"),
    ],
)  # fmt: skip
def test_link_is_relative_to_the_page(prose: Prose, href: str, url: str) -> None:
    """A link between files of the bank becomes a link between pages that works from a sub-path."""
    link = re.search(r'href="([^"]*)"', prose(f"[а]({href})"))
    assert link
    assert not link[1].startswith(("/", "http"))
    assert urljoin("https://s.example/sub/practices/metod/", link[1]) == f"https://s.example/sub/{url}"


def test_foreign_link_stays(prose: Prose) -> None:
    """An address outside the bank is left as it is, escaped once."""
    assert 'href="https://a.example/?a=1&amp;b=2"' in prose("[а](https://a.example/?a=1&b=2)")


def test_clause_link_names_the_clause(prose: Prose) -> None:
    """`{п:2.1}` becomes a link to the clause's page; one there is not becomes words."""
    assert re.search(r'<a class="clause" href="\.\./\.\./regulation/p-2-1/"[^>]*>п\.&nbsp;2\.1</a>', prose("По {п:2.1}."))
    assert prose("По {п:77}.") == "<p>По п. 77.</p>"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("text", "Ключ &amp; слово"), ("longtext", "Ключ &amp; слово"), ("date", "Ключ &amp; слово"), ("choice", "да / &lt;нет&gt;"), ("checkbox", "☐")],
)
def test_blank_shows_what_to_write(world: World, kind: str, shown: str) -> None:
    """A blank of a template is shown as its label, its choices or a box; labels are escaped."""
    field = Field(key="key", label="Ключ & слово", type=kind, required=True, pii=False, options=("да", "<нет>"))
    html = Prose(world, "content/programs/programma/index.md", "programs/programma/", fields=(field,))("Слово: {{ key }}, {{chuzhoe}}")
    assert shown in html.replace("&nbsp;", " ")
    assert "{{chuzhoe}}" in html


def test_empty_text_is_empty(prose: Prose) -> None:
    """Nothing gives nothing, not an empty paragraph."""
    assert prose("") == prose(" \n\t\n") == ""


def test_root_of() -> None:
    """The way from a page to the root."""
    assert [root_of(url) for url in ("", "a/", "a/b/")] == ["", "../", "../../"]


SEGMENTS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=4)


@given(SEGMENTS, SEGMENTS, st.sampled_from(["", "#x"]))
def test_relative_leads_there(here: list[str], target: list[str], fragment: str) -> None:
    """From any page to any page and any place on it: a browser that follows the link arrives, and the link never names the host or the root."""
    start, end = ("".join(f"{part}/" for part in parts) for parts in (here, target))
    assert urljoin(f"https://s.example/sub/{start}", relative(start, end + fragment)) == f"https://s.example/sub/{end}{fragment}"
    assert not relative(start, end + fragment).startswith("/")


@pytest.mark.parametrize(("here", "link"), [("practices/a/", "practices/a/#x"), ("", "#x")])
def test_link_within_the_page_is_a_fragment(here: str, link: str) -> None:
    """A place on the same page is reached without loading the page again."""
    assert relative(here, link) == "#x"


@pytest.mark.parametrize("target", ["practices/a/f.pdf", "feed.atom", "api/v1/index.json"])
def test_relative_leads_to_files(target: str) -> None:
    """A file keeps its name and gets no slash."""
    assert urljoin("https://s.example/sub/practices/a/", relative("practices/a/", target)) == f"https://s.example/sub/{target}"
