"""What stays of each line in a real WordPress, by role, as a visitor sees it; the table of content/help/embed-hosts.md says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import block_editor
import hosts_page
import pytest
from loopback_bank import LoopbackBank
from seen import CUT, HOLE, INLINE, LINK, NOTHING, SMALL, STRAY, Section, seen
from wordpress_host import ROLES, Post, WordPress

from generator.render.views.embed_hosts import WAYS

TITLES: Mapping[str, str] = {**{way.id: way.title for way in WAYS}, "feed": "Лента в блоке RSS"}
"""Lines that are put into a post, called as curators know them."""

NOT_FOR_POSTS = {"php", "zip"}
"""Lines for files and templates of a site: no editor is asked to take them."""

BY_HAND = ("script", "object", "iframe", "address")
"""Lines that are put by hand into the block editor too."""

BY_HAND_ROLES = ("administrator", "contributor")

VISITOR: Mapping[str, Any] = {"viewport": {"width": 1280, "height": 900}, "ignore_https_errors": True}
"""A browser window that believes the bank's own certificate."""

IS_MEASURED = "() => getComputedStyle(document.querySelector('iframe.wp-embedded-content')).clip === 'auto'"
"""WordPress has shown its frame."""

FOOTER = "twentytwentythree//footer"

Outcomes = dict[str, dict[str, str]]
"""What was seen, by line and role."""


def html_block(code: str) -> str:
    """A block «Custom HTML» as it is stored."""
    return f"<!-- wp:html -->\n{code}\n<!-- /wp:html -->"


@pytest.fixture(scope="session")
def section(served_bank: LoopbackBank) -> Section:
    """What the bank says of the school."""
    data = json.loads(served_bank.fetch(f"{served_bank.section}data.json"))
    return Section(served_bank.section, [block["title"] for block in data["sections"]])


@pytest.fixture(scope="session")
def contents(served_bank: LoopbackBank) -> Mapping[str, str]:
    """The text of a post for each line."""
    code = {line.id: line.code for line in served_bank.lines}
    return {
        **{way: html_block(code[way]) for way in ("script", "object", "iframe", "link")},
        "address": code["address"],
        "text": served_bank.fetch(code["text"]),
        "feed": f"<!-- wp:rss {json.dumps({'feedURL': code['feed']})} /-->",
        "marked": html_block(code["link"].replace("<a ", '<a class="nb-embed" ')),
    }


@pytest.fixture(scope="session")
def posts(wordpress: WordPress, contents: Mapping[str, str]) -> Mapping[str, Mapping[str, Post]]:
    """A published post of every role for every text, by way of the REST API."""
    return {way: {role: wordpress.write(role, f"{way} {role}", text) for role in ROLES} for way, text in contents.items()}


@pytest.fixture(scope="session")
def by_hand(wordpress: WordPress, served_bank: LoopbackBank, chromium: Any) -> Mapping[str, Mapping[str, Post]]:
    """Posts of the highest and the lowest role, written in the block editor."""
    made: dict[str, dict[str, Post]] = {way: {} for way in BY_HAND}
    for role in BY_HAND_ROLES:
        context = chromium.new_context(**VISITOR, permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        block_editor.log_in(page, wordpress, role)
        for line in served_bank.lines:
            if line.id in BY_HAND:
                made[line.id][role] = block_editor.write(page, wordpress, f"by hand {line.id} {role}", line.code, address=line.id == "address")
        context.close()
    return made


def look(chromium: Any, posts: Mapping[str, Mapping[str, Post]], section: Section) -> Outcomes:
    """What a visitor who comes for the first time sees of each post."""
    outcomes: Outcomes = {}
    context = chromium.new_context(**VISITOR)
    for way, by_role in posts.items():
        for role, post in by_role.items():
            page = context.new_page()
            page.goto(post.url)
            outcomes.setdefault(way, {})[role] = seen(page, section)
            page.close()
    context.close()
    return outcomes


@contextmanager
def script_on_every_page(site: WordPress, script: str) -> Iterator[None]:
    """The administrator has put the script into the footer of the theme, as the site editor does."""
    route = f"/wp/v2/template-parts/{FOOTER}"
    footer = site.ask("administrator", f"{route}&context=edit")["content"]["raw"]
    site.ask("administrator", route, {"content": f"{footer}\n{html_block(script)}"})
    try:
        yield
    finally:
        site.ask("administrator", f"{route}&force=true", method="DELETE")


@pytest.fixture(scope="session")
def alive(chromium: Any, posts: Mapping[str, Mapping[str, Post]], section: Section) -> Outcomes:
    """Seen while the bank answers."""
    return look(chromium, {way: posts[way] for way in TITLES}, section)


@pytest.fixture(scope="session")
def with_script(chromium: Any, wordpress: WordPress, contents: Mapping[str, str], posts: Mapping[str, Mapping[str, Post]], section: Section) -> Outcomes:
    """Seen on a site that has the script on every page."""
    (script,) = re.findall(r"<script.*?</script>", contents["script"])
    with script_on_every_page(wordpress, script):
        return look(chromium, {way: posts[way] for way in ("marked", "script")}, section)


@pytest.fixture(scope="session")
def written_by_hand(chromium: Any, by_hand: Mapping[str, Mapping[str, Post]], section: Section) -> Outcomes:
    """Seen of what was put in the editor."""
    return look(chromium, by_hand, section)


@pytest.fixture(scope="session")
def bank_down(alive: Outcomes, chromium: Any, served_bank: LoopbackBank, posts: Mapping[str, Mapping[str, Post]], section: Section) -> Outcomes:
    """Seen while the bank refuses connections; the posts were looked at before, so WordPress has kept what it keeps."""
    assert alive
    served_bank.stop()
    try:
        return look(chromium, {way: posts[way] for way in TITLES}, section)
    finally:
        served_bank.start()


@pytest.fixture(scope="session")
def versions(wordpress: WordPress, chromium: Any) -> Mapping[str, str]:
    """What was tried, for the page."""
    return {**wordpress.versions, "Chromium": chromium.version}


@pytest.fixture(scope="session")
def tables(alive: Outcomes, with_script: Outcomes, written_by_hand: Outcomes, bank_down: Outcomes) -> Mapping[str, str]:
    """The tables of the page by their headings."""
    roles = list(ROLES.values())

    def rows(outcomes: Outcomes, names: Mapping[str, str]) -> dict[str, list[str]]:
        return {names[way]: list(by_role.values()) for way, by_role in outcomes.items()}

    on_site = {"marked": "Ссылка с классом nb-embed", "script": TITLES["script"]}
    return {
        "Что видит посетитель": hosts_page.table(roles, rows(alive, TITLES)),
        "Если администратор добавил скрипт в подвал сайта": hosts_page.table(roles, rows(with_script, on_site)),
        "Если вставлять руками в редакторе блоков": hosts_page.table([ROLES[role] for role in BY_HAND_ROLES], rows(written_by_hand, TITLES)),
        "Если банк не отвечает": hosts_page.table(roles, rows(bank_down, TITLES)),
    }


def test_every_line_is_tried(served_bank: LoopbackBank) -> None:
    """A new kind of line needs a row here or a reason to have none."""
    assert {line.id for line in served_bank.lines} == set(TITLES) | NOT_FOR_POSTS


def test_something_is_left_of_every_line(alive: Outcomes) -> None:
    """No role, whatever it pastes, ends with nothing, with a hole, with a part that cannot be reached or with scraps of code."""
    bad = [(way, role, phrase) for way, by_role in alive.items() for role, phrase in by_role.items() if re.search(f"{NOTHING}|{STRAY}|{HOLE}|{CUT}", phrase)]
    assert not bad


def test_who_may_paste_scripts_gets_the_section(alive: Outcomes) -> None:
    """The recommended line shows the section in the page to whom WordPress allows scripts, and leaves a link to the others."""
    assert alive["script"] == {"administrator": INLINE, "editor": INLINE, "author": LINK, "contributor": LINK}


def test_an_address_is_enough_for_the_lowest_role(alive: Outcomes, written_by_hand: Outcomes) -> None:
    """A role that may paste neither scripts nor frames gets a section by its address alone."""
    assert SMALL in alive["address"]["contributor"]
    assert SMALL in written_by_hand["address"]["contributor"]


def test_links_of_the_short_section_can_be_followed(chromium: Any, posts: Mapping[str, Mapping[str, Post]], served_bank: LoopbackBank) -> None:
    """WordPress lets its frame open no windows; a click leads the whole window to the bank instead."""
    context = chromium.new_context(**VISITOR)
    page = context.new_page()
    page.goto(posts["address"]["contributor"].url)
    page.locator("iframe.wp-embedded-content").wait_for()
    page.wait_for_function(IS_MEASURED)
    page.frame_locator("iframe.wp-embedded-content").get_by_role("link", name="весь раздел").click()
    page.wait_for_url(f"{served_bank.url}schools/**")
    context.close()


def test_script_on_the_site_serves_every_role(with_script: Outcomes) -> None:
    """With the script on the site a link with the class, and what was left of the recommended line, become the section."""
    assert {phrase for by_role in with_script.values() for phrase in by_role.values()} == {INLINE}


def test_link_is_left_when_the_bank_is_down(bank_down: Outcomes) -> None:
    """A link is the contract: it is there for every role and every line but the news, which are copied."""
    bad = [(way, role, phrase) for way, by_role in bank_down.items() for role, phrase in by_role.items() if way not in {"text", "feed"} and LINK not in phrase]
    assert not bad


def test_hand_and_interface_agree(alive: Outcomes, written_by_hand: Outcomes) -> None:
    """What the block editor saves is shown like what the REST API saves, so the tables hold for people."""
    assert written_by_hand == {way: {role: alive[way][role] for role in by_role} for way, by_role in written_by_hand.items()}


def test_page_says_what_was_seen(request: pytest.FixtureRequest, versions: Mapping[str, str], tables: Mapping[str, str]) -> None:
    """The tables of content/help/embed-hosts.md; `--update-golden` writes them anew, with date and versions."""
    part = hosts_page.measured(versions, date.today(), tables)
    if request.config.getoption("--update-golden"):
        hosts_page.rewrite(part)
    assert hosts_page.rows_of(part) == hosts_page.rows_of(hosts_page.written()), "the page says otherwise: read what changed, then run with --update-golden"
