"""The curator's pages: every line is there without scripts, each kind of site has a way out, what is missing is told."""

from __future__ import annotations

import re
from html import unescape

import msgspec
import pytest
import render_worlds as worlds

from generator.model.records import Page
from generator.render.embed import embed_files
from generator.render.embed.lines import embed_lines
from generator.render.embed.section import section_of
from generator.render.site import Framed, World
from generator.render.views import schools
from generator.render.views.completeness import completeness
from generator.render.views.embed import PHP, PREVIEW, curator_page, curator_url, embed_page_files, embed_pages
from generator.render.views.embed_hosts import ANSWERS, HOSTS, MANNERS, WAYS, Host
from generator.render.views.fields import field_pages

FULL = worlds.world(worlds.ROOT / "tests" / "banks" / "full")
BY_ID = {way.id: way for way in WAYS}


def pages(world: World) -> dict[str, Framed]:
    """The curator's pages by address."""
    return {page.url: page for page in (*embed_pages(world), *(curator_page(world, school) for school in world.bank.schools))}


def school_page(world: World) -> str:
    """The page of the first school."""
    return pages(world)[curator_url(world.bank.schools[0])].body


def codes(html: str) -> dict[str, str]:
    """The lines of a page by the label of their box."""
    return {unescape(name): unescape(code) for name, code in re.findall(r'aria-label="([^"]*)"><code data-code>(.*?)</code>', html, re.DOTALL)}


@pytest.mark.parametrize("world", [FULL, worlds.minimal()], ids=["full", "minimal"])
def test_every_school_has_its_lines_on_its_page(world: World) -> None:
    """The list leads to a page for each, the school's own page too, and each page holds every line the generator makes."""
    made = pages(world)
    links = set(re.findall(r'href="\.\./(schools/[^"]+/embed/)"', made["embed/"].body))
    assert links == {curator_url(school) for school in world.bank.schools}
    for school in world.bank.schools:
        body = made[curator_url(school)].body
        shown = set(codes(body).values())
        assert {line.code for line in embed_lines(world, school)} <= shown
        own = schools.school_page(world, school).body
        assert f'href="../../{curator_url(school)}"' in own


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.id)
def test_no_answer_is_a_dead_end(host: Host) -> None:
    """The ways of each answer are known, differ, and have a link among them; without the button none of them is code."""
    for answer in ANSWERS:
        ways = host.ways(answer.id)
        assert len(set(ways)) == len(ways)
        assert set(ways) <= set(BY_ID)
        assert "link" in ways
        if answer.id == "no":
            assert all(BY_ID[name].mode != "html" for name in ways)
        if answer.id == "gone":
            assert "script" not in ways


def test_what_is_not_known_begins_with_what_works_everywhere() -> None:
    """Where nothing was tried the first way needs no rights; where it was, WordPress turns an address into a frame."""
    by_id = {host.id: host for host in HOSTS}
    for name in ("gosweb", "edusite"):
        assert {by_id[name].ways(answer.id)[0] for answer in ANSWERS} <= {"text", "link"}
        assert "не проверяли" in by_id[name].known
        assert "одной странице" in by_id[name].known
    assert [by_id["wordpress"].ways(answer.id)[0] for answer in ANSWERS] == ["script", "address", "address"]
    assert [by_id["bitrix"].ways(answer.id)[:2] for answer in ANSWERS] == [("script", "object"), ("object", "iframe"), ("text", "link")]
    assert [host.id for host in HOSTS if "Проверено нами" in host.known] == ["wordpress"]


def test_instructions_are_short_and_drawn() -> None:
    """Three to five steps for every manner of pasting, and a picture that is there, with words instead."""
    body = school_page(FULL)
    sprite = (FULL.theme / "assets" / "embed" / "hosts.svg").read_text(encoding="utf-8")
    steps = re.findall(r"<div data-steps>(.*?)</div>", body, re.DOTALL)
    assert len(steps) == len(HOSTS) + len(MANNERS)
    for text in steps:
        assert 3 <= text.count("<li>") <= 5
        name = re.search(r"hosts\.svg#([a-z]+)", text)
        assert name
        assert f'<symbol id="{name[1]}"' in sprite
        assert re.search(r"<title>.{20,}</title>", text)
    modes = {way.mode for way in WAYS} - {"html"}
    assert modes == {manner.id for manner in MANNERS}


def test_choices_are_those_that_frames_and_the_loader_understand() -> None:
    """An option is offered only where the code that shows the section reads it; blocks only if the school has them."""
    loader = (FULL.theme / "embeds" / "e.js").read_text(encoding="utf-8")
    frame = (FULL.theme / "embeds" / "frame.js").read_text(encoding="utf-8")
    for way in WAYS:
        for name in way.options:
            assert (f"options.{name}" if way.id == "script" else f'options.get("{name}")') in (loader if way.id == "script" else frame)
    for world in (FULL, worlds.minimal()):
        offered = re.findall(r'name="sections" value="([a-z]+)"', school_page(world))
        assert offered == [block.id for block in section_of(world, world.bank.schools[0]).blocks]


def test_completeness_counts_what_the_section_shows() -> None:
    """A bare school is told each missing part, what to do, and where the field is explained; a filled part leaves the list."""
    world = worlds.with_school(worlds.minimal(), about="", body="", incentives="", introduced=None, section_url="")
    parts = completeness(world, world.bank.schools[0])
    missing = [part for part in parts if not part.done]
    body = school_page(world)
    assert f"Заполнено {len(parts) - len(missing)} из {len(parts)}" in body
    assert {"рассказ о системе наставничества", "поощрение наставников"} <= {part.title for part in missing}
    listed = re.findall(r"<li><b>([^<]+)\.</b>", body)
    assert listed == [part.title for part in missing]
    fields = {page.url: page.body for page in field_pages(world)}
    for part in parts:
        url, _, place = part.url.partition("#")
        assert url in fields
        assert not place or f'id="{place}"' in fields[url]
    fuller = worlds.with_school(world, incentives="Благодарственные письма в День учителя.")
    assert sum(part.done for part in completeness(fuller, fuller.bank.schools[0])) == len(parts) - len(missing) + 1


def test_a_whole_section_lacks_nothing() -> None:
    """Where every part is filled no list of missing ones stands there."""
    assert all(part.done for part in completeness(FULL, FULL.bank.schools[0]))
    assert "Чего в разделе пока нет" not in school_page(FULL)
    assert "Чего в разделе пока нет" in school_page(worlds.with_school(worlds.minimal(), incentives=""))


def test_letter_says_what_the_line_does() -> None:
    """The administrator reads the line, what to allow, and nothing about a seal that is not there."""
    world = worlds.minimal()
    code = {line.id: line.code for line in embed_lines(world, world.bank.schools[0])}
    letter = codes(school_page(world))["Письмо системному администратору"]
    assert code["script"] in letter
    assert code["object"] in letter
    for directive in ("script-src", "connect-src", "frame-src"):
        assert f"{directive} https://bank.example\n" in letter
    assert "integrity" in letter
    bare = worlds.with_settings(world, embed=msgspec.structs.replace(world.settings.embed, cors=False))
    assert "integrity" not in codes(school_page(bare))["Письмо системному администратору"]


def test_region_sections_are_offered_with_their_lines() -> None:
    """Each folder that a line of the list names is made; the pattern names no real one."""
    body = pages(FULL)["embed/"].body
    files = embed_files(FULL)
    shown = codes(body)
    folders = {found for code in shown.values() for found in re.findall(r"https://full\.example/(embed/v1/[a-z/]+/)[\"<]", code)}
    assert {"embed/v1/new/", "embed/v1/navigator/"} <= folders
    assert all(f"{folder}data.json" in files for folder in folders)
    for folder in re.findall(r'<option value="(embed/[^"]+)"', body):
        assert f"{folder}data.json" in files
    assert any("{folder}" in code and "{text}" in code for code in shown.values())


def test_a_bank_without_schools_still_offers_its_own() -> None:
    """No list of organisations, no page of one; a bank with nothing at all has no such pages."""
    world = worlds.with_bank(worlds.minimal(), schools=(), news=())
    made = pages(world)
    assert list(made) == ["embed/"]
    assert "Выберите организацию</h2>" not in made["embed/"].body
    assert "Новые практики" in made["embed/"].body
    assert not pages(worlds.with_bank(world, practices=(), events=()))


def test_page_of_what_was_tried_is_linked_where_there_is_one() -> None:
    """The link follows the bank's own pages."""
    world = worlds.minimal()
    other = tuple(page for page in world.bank.pages if page.id != "help/embed-hosts")
    assert "embed-hosts" not in school_page(worlds.with_bank(world, pages=other))
    measured: Page = msgspec.structs.replace(world.bank.pages[0], id="help/embed-hosts")
    assert 'href="../../../help/embed-hosts/"' in school_page(worlds.with_bank(world, pages=(*other, measured)))


def test_preview_runs_only_the_code_of_the_site() -> None:
    """The host page allows this site and nothing inline; the include for PHP is served under a name that does not run."""
    files = embed_page_files(FULL)
    html = files[f"{PREVIEW}index.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert not re.search(r"<style|<script(?![^>]* src=)| on[a-z]+=| style=", html)
    assert files[PHP].startswith(b"<?php")
    assert PHP.endswith(".txt")
