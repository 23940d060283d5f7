"""The benchmark of builds measures what it says: the peers get the whole bank, differences are seen, ratios stay within a round."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from bench.build_content import Content, read_content
from bench.build_edits import CARD, Edited, stamps, written
from bench.build_equal import compare, links
from bench.build_export import expected, listings, write_peer
from bench.build_rows import Row, ratio, rounds, share, without
from bench.build_run import run
from bench.build_serve import watched
from bench.build_tools import Tool
from bench.check import Cost
from bench.corpus import TODAY, day_of
from tests.sites import BANKS

PAGE = "<main><a href=\"../../../practices/a/\">A</a> <a href='/practices/b/'>B</a> <a href=../../../practices/b/#x>B</a></main>"
FACETS = {"practices/topic/one/": ["practices/a/", "practices/b/"]}
CARDS = ["practices/a/", "practices/b/"]


@pytest.fixture(scope="module")
def content() -> Content:
    """A whole bank, told plainly."""
    return read_content(BANKS / "full", day_of(BANKS / "full"))


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two cards that have one value."""
    put(tmp_path / "practices/index.html", '<a href="a/">A</a><a href="page-2/">2</a><a href="topic/one/">one</a><a href="../practices/?topic=one">more</a>')
    put(tmp_path / "practices/page-2/index.html", '<a href="../b/">B</a>')
    put(tmp_path / "practices/topic/one/index.html", PAGE)
    for name in CARDS:
        put(tmp_path / name / "index.html", "<h1>…</h1>")
    return tmp_path


# What the peers get --------------------------------------------------------------------------------------------------


def test_no_link_of_a_text_leads_nowhere(content: Content) -> None:
    """Every address within the site is a page or a file of the export, or a clause of a page."""
    pages = {doc.url for doc in content.docs} | {listing.url for listing in listings(content)}
    files = {f"{doc.url}{file.name}" for doc in content.docs for file in doc.files}
    found = {target for doc in content.docs for target in re.findall(r"\]\(/([^)#\s]*)", doc.body)}
    found |= {url.lstrip("/") for doc in content.docs for _, words in doc.facts for _, url in words if url.startswith("/")}
    assert found
    assert found <= pages | files


@pytest.mark.parametrize("name", ["hugo", "eleventy", "pelican", "mkdocs", "zensical"])
def test_a_peer_gets_every_text(content: Content, tmp_path: Path, name: str) -> None:
    """Each document lies under its address, with its text."""
    folder = write_peer(name, content, tmp_path)
    texts = {f"{path.parent.relative_to(folder / path.relative_to(folder).parts[0]).as_posix()}/": path.read_text("utf-8") for path in folder.rglob("*.md")}
    for doc in content.docs:
        assert doc.body.split("](")[0] in texts[doc.url]  # up to its first link, which each writes in its own way


def test_front_matter_names_the_values_of_a_card(content: Content, tmp_path: Path) -> None:
    """What Hugo groups by is what the bank's own facets say."""
    folder = write_peer("hugo", content, tmp_path)
    found: dict[str, set[str]] = {}
    for card in content.cards:
        front = yaml.safe_load((folder / "content" / card.url / "index.md").read_text(encoding="utf-8").split("---\n")[1])
        for field, values in front.items():
            if field.startswith("f-"):
                for value in values:
                    found.setdefault(f"practices/{field[2:]}/{value}/", set()).add(card.url)
    wanted = expected(content)["facets"]
    assert isinstance(wanted, dict)
    assert found == {address: set(cards) for address, cards in wanted.items()}


def test_ready_listings_hold_what_they_should(content: Content) -> None:
    """MkDocs and Zensical have no groups of their own, so theirs are written: no card is lost between two pages."""
    wanted = expected(content)["facets"]
    assert isinstance(wanted, dict)
    for address, cards in wanted.items():
        pages = [listing for listing in listings(content) if listing.url == address or listing.url.startswith(f"{address}page/")]
        assert sorted(doc.url for page in pages for doc in page.docs) == sorted(cards)


# Equality ------------------------------------------------------------------------------------------------------------


def test_a_site_that_holds_the_bank_is_the_same(site: Path) -> None:
    """Links are read as a browser would: relative, absolute, with any quotes or none; queries and further pages aside."""
    assert str(compare(site, CARDS, FACETS)) == "yes"


def test_a_difference_is_named(site: Path) -> None:
    """A card without a page, one that nobody knows, one that is not on the page of its value."""
    (site / "practices/b/index.html").unlink()
    assert compare(site, CARDS, FACETS).missing == ("practices/b/",)
    put(site / "practices/page-2/index.html", '<a href="../b/">B</a><a href="../c/">C</a>')
    assert compare(site, CARDS, FACETS).foreign == ("practices/c/",)
    put(site / "practices/topic/one/index.html", '<a href="../../a/">A</a>')
    assert compare(site, CARDS, FACETS).facets == ("practices/topic/one/",)
    shutil.rmtree(site)
    assert "2 cards missing" in str(compare(site, CARDS, FACETS))


def test_links_of_other_sites_are_not_ours() -> None:
    """An address of another host is none of the site's."""
    assert list(links('<a href="https://other.example/practices/a/">', "https://site.example/practices/")) == []


# Edits ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Разбор урока", '"Разбор: урок"', "'Разбор: урок'"])
def test_an_edit_can_be_read_and_taken_back(tmp_path: Path, title: str) -> None:
    """No two edits are alike, front matter stays YAML, and the card ends as it began – even after a run that was broken off."""
    text = f"---\ntitle: {title}\n---\n\n## Цель\n\nТекст.\n"
    source = put(tmp_path / "practices" / CARD / "index.md", text)
    card = Edited.of(tmp_path)
    seen = set()
    for edit in (card.sentence, card.title, card.sentence, card.title):
        edit()
        changed = source.read_text(encoding="utf-8")
        seen.add(changed)
        assert card.mark in changed
        assert yaml.safe_load(changed.split("---\n")[1])["title"].startswith("Разбор")
    assert len(seen) == 4
    again = Edited.of(tmp_path)
    again.restore()
    assert source.read_text(encoding="utf-8") == text


def test_only_what_was_written_counts(tmp_path: Path) -> None:
    """A folder put in place of another with hard links wrote nothing; the same bytes written anew were written."""
    put(tmp_path / "site/a.html", "a")
    put(tmp_path / "site/b/c.html", "c")
    before = stamps(tmp_path / "site")
    (tmp_path / "next/b").mkdir(parents=True)
    for name in ("a.html", "b/c.html"):
        (tmp_path / "next" / name).hardlink_to(tmp_path / "site" / name)
    shutil.rmtree(tmp_path / "site")
    (tmp_path / "next").rename(tmp_path / "site")
    assert written(before, stamps(tmp_path / "site")) == 0
    (tmp_path / "site/a.html").unlink()
    put(tmp_path / "site/a.html", "a")
    put(tmp_path / "site/new.html", "new")
    assert written(before, stamps(tmp_path / "site")) == 2


# Rows ----------------------------------------------------------------------------------------------------------------


def row(name: str, *cpu: float | None) -> Row:
    made = Row(name, Tool(name, (), Path(), Path(), Path(), ()), ())
    made.costs = [None if value is None else Cost(value, value, 1.0, 0, "") for value in cpu]
    return made


def test_ratios_stay_within_a_round() -> None:
    """A round in which everything was three times slower does not move the ratio, and one that a row missed does not count."""
    assert ratio(row("ours", 1.0, 3.0, 1.0), row("it", 2.0, 6.0, 2.0), "cpu") == pytest.approx(0.5)
    assert ratio(row("ours", 1.0, 3.0, 9.0), row("it", 2.0, 6.0, None), "cpu") == pytest.approx(0.5)
    assert ratio(row("ours", 1.0), row("it", None), "cpu") is None


def test_a_row_that_fails_says_so_and_the_rest_goes_on(tmp_path: Path) -> None:
    """The failed row has no figures and a reason; the others have all their rounds; an index of its site is not tried."""
    tool = Tool("it", (), tmp_path, tmp_path / "site", tmp_path, ())
    bad = Row("bad", tool, [sys.executable, "-c", "raise SystemExit('no such theme')"])
    after = Row("bad + index", tool, [sys.executable, "-c", "pass"], after=bad)
    good = Row("good", tool, [sys.executable, "-c", "pass"])
    assert rounds([bad, after, good], 2, "test") == ""
    assert (bad.runs, after.runs, good.runs) == (0, 0, 2)
    assert "no such theme" in bad.fault
    assert after.fault


def test_an_index_costs_what_its_site_costs_too(tmp_path: Path) -> None:
    """«+ Pagefind» is the sum of the two commands of one round."""
    tool = Tool("it", (), tmp_path, tmp_path / "site", tmp_path, ())
    base = Row("it", tool, [sys.executable, "-c", "import time; end = time.process_time() + .3\nwhile time.process_time() < end: pass"])
    both = Row("it + index", tool, base.command, after=base)
    rounds([base, both], 1, "test")
    assert both.middle("cpu") >= base.middle("cpu") + 0.3


def test_work_of_children_counts(tmp_path: Path) -> None:
    """Processor time of a process that the command starts and waits for is the command's."""
    burn = "import time; end = time.process_time() + .4\nwhile time.process_time() < end: pass"
    cost = run([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"], tmp_path)
    assert cost.code == 0
    assert cost.cpu >= 0.4


def test_a_profile_is_read_by_the_names_of_stages() -> None:
    """Seconds with a comma; the line of the whole is not a stage; without the stage there is no answer."""
    said = "Страницы        6,00 с\nПоиск           2,00 с\nЗапись          2,00 с\nВсего          10,00 с\n"
    assert share(said, "поиск") == pytest.approx(0.2)
    assert share(said, "нет такого") is None
    less = without(Cost(5.0, 10.0, 1.0, 0, said), "поиск")
    assert less
    assert (less.cpu, less.wall) == pytest.approx((4.0, 8.0))


# A server ------------------------------------------------------------------------------------------------------------

SERVER = """
import pathlib, time
source = pathlib.Path("practices/{card}/index.md")
page = pathlib.Path("site/practices/{card}/index.html")
page.parent.mkdir(parents=True, exist_ok=True)
last = None
while True:
    text = source.read_text(encoding="utf-8")
    if text != last:
        end = time.process_time() + .2
        while time.process_time() < end: pass
        page.write_text(text, encoding="utf-8")
        last = text
    time.sleep(.02)
"""


def test_a_save_is_seen_on_the_disk(tmp_path: Path) -> None:
    """The time to the page and the work of the server for it are measured, and the card is put back."""
    source = put(tmp_path / "practices" / CARD / "index.md", "---\ntitle: А\n---\n\nТекст.\n")
    watch = (sys.executable, "-c", SERVER.format(card=CARD))
    saved = watched(Tool("it", (), tmp_path, tmp_path / "site", tmp_path, (tmp_path / "site",), watch=watch), 2)
    assert saved.failed == ""
    assert saved.edits == 2
    assert saved.cpu >= 0.15  # 0.2 in steps of a hundredth, twice
    assert saved.wall >= 0.15
    assert source.read_text(encoding="utf-8").endswith("Текст.\n")


def test_a_server_that_ends_is_named(tmp_path: Path) -> None:
    """Its last words stand in the row."""
    put(tmp_path / "practices" / CARD / "index.md", "---\ntitle: А\n---\n\nТекст.\n")
    watch = (sys.executable, "-c", "raise SystemExit('the port is taken')")
    assert watched(Tool("it", (), tmp_path, tmp_path / "site", tmp_path, (), watch=watch), 1).failed == "the port is taken"


# The day -------------------------------------------------------------------------------------------------------------


def test_a_bank_is_looked_at_on_the_day_of_its_newest_text(tmp_path: Path) -> None:
    """Never before the day that the made-up cards are dated about; events lie ahead and do not count."""
    put(tmp_path / "content/help/a.md", "---\nupdated: 2020-01-01\n---\n")
    put(tmp_path / "content/events/b.md", "---\ndate: 2031-01-01\n---\n")
    assert day_of(tmp_path) == TODAY
    put(tmp_path / "practices/c/index.md", "---\nupdated: 2030-05-06\n---\n")
    assert day_of(tmp_path) == date(2030, 5, 6)
