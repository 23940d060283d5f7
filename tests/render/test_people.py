"""Roles, the year and the questions: pages made from data, complete, linked, and not there where there is nothing to show."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import render_worlds as worlds

from generator.model.people import Question, YearItem
from generator.publish.stage import make_stage
from generator.render.calendar import year_files
from generator.render.search import documents
from generator.render.site import Staged, World
from generator.render.staged import staged_pages
from generator.render.views.diagrams import contours
from generator.render.views.faq import faq_pages
from generator.render.views.shapes import role_link
from generator.render.views.year import year_pages

FULL = worlds.ROOT / "tests" / "banks" / "full"
IDS = re.compile(r' id="([^"]+)"')


def full(today: date = worlds.TODAY) -> World:
    """tests/banks/full."""
    return worlds.world(FULL, today)


def staged(base: World) -> dict[str, Staged]:
    """Hand-written pages by path."""
    return {page.path: page for page in staged_pages(base)}


def item(**values: Any) -> YearItem:
    """Something to do in September."""
    return YearItem(**{"id": "delo", "title": "Сделать дело", "months": (9,), "about": "Сделайте его в первую неделю.", **values})


def events(data: bytes) -> list[dict[str, str]]:
    """The properties of each event of a calendar, folds undone."""
    found: list[dict[str, str]] = []
    for line in data.decode().replace("\r\n ", "").split("\r\n"):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            name, _, value = line.partition(":")
            assert name not in found[-1] or name == "END", name
            found[-1][name] = value
    return found


def anchors(html: str) -> set[str]:
    """Ids of a page; none stands twice."""
    found = IDS.findall(html)
    assert len(found) == len(set(found)), found
    return set(found)


# The year


def test_year_begins_in_september() -> None:
    """Months stand as a school lives through them, those without anything to do are left out."""
    base = worlds.with_bank(full(), calendar=(item(months=(1, 8, 9)), item(id="drugoe", months=(12,))))
    (page, *_) = year_pages(base)
    assert re.findall(r'<h2 id="(month-\d+)"', page.body) == ["month-09", "month-12", "month-01", "month-08"]
    assert {"item-delo", "item-delo-01", "item-delo-08", "item-drugoe"} <= anchors(page.body)


def test_year_of_a_role_holds_its_own_and_everybodys() -> None:
    """What only others do is not in it; a role without anything of its own has no page and no file."""
    base = full()
    pages = {page.url: page.body for page in year_pages(base)}
    assert set(pages) == {"year/", "year/kurator/", "year/nastavnik/"}
    assert "Закрепить пары" not in pages["year/nastavnik/"]
    assert "Спросить пару" in pages["year/nastavnik/"]
    assert "Отдохнуть" in pages["year/nastavnik/"]
    assert set(year_files(base)) == {"year.ics", "year-kurator.ics", "year-nastavnik.ics"}


def test_month_is_that_of_the_build() -> None:
    """The month is marked by the day of the build and by no clock of the reader."""
    pages = {month: next(iter(year_pages(full(date(2026, month, 5))))).body for month in (9, 10)}
    assert pages[9].count("этот месяц</span>") == 1
    assert 'href="#month-09" aria-current="date"' in pages[9]
    assert "этот месяц" not in pages[10]


def test_bank_without_them_has_none() -> None:
    """No calendar and no questions: no pages, no files, nothing in the menus and nothing to find."""
    base = worlds.with_bank(full(), calendar=(), faq=(), pages=tuple(page for page in full().bank.pages if page.folder != "roles"))
    assert not [*year_pages(base), *faq_pages(base), *year_files(base)]
    config = make_stage(staged_pages(base), b"", base.bank, base.settings, base.theme, offers=True).files["mkdocs.yml"].decode()
    assert not re.search(r"url: (?:year|faq)/|roles/|Роли", config)
    assert not {"question", "task"} & {document.kind for document in documents(base)}
    assert "year/" not in worlds.framed(base)["events/"].body


def test_year_as_a_calendar() -> None:
    """RFC 5545: short lines that end with CRLF, a day that comes every year, escaped texts, one identity each."""
    base = full()
    files = year_files(base)
    for data in files.values():
        assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
        assert max(len(line) for line in data.split(b"\r\n")) <= 75
        assert [line.decode() for line in data.split(b"\r\n")]
    found = {event["UID"]: event for data in files.values() for event in events(data)}
    assert len(found) == sum(len(events(data)) for data in files.values())
    september = found["09.role-kurator.year@full.example"]
    assert (september["DTSTART;VALUE=DATE"], september["DTEND;VALUE=DATE"], september["RRULE"]) == ("20260901", "20260902", "FREQ=YEARLY")
    assert september["SUMMARY"].endswith("сентябрь – 2\u00a0дела")
    assert r"см. п. 2.1\; сроки\, имена" in september["DESCRIPTION"]
    assert r"\n• Спросить пару" in september["DESCRIPTION"]
    assert september["URL"] == "https://full.example/year/kurator/#month-09"
    assert found["01.all.year@full.example"]["DTSTART;VALUE=DATE"] == "20270101"


def test_identity_of_a_month_stays() -> None:
    """Other words, another day of the build: the same UID and the same bytes of it."""
    base = worlds.with_bank(full(), calendar=(item(),))
    renamed = worlds.with_bank(base, calendar=(item(title="Сделать иначе"),))
    later = worlds.with_bank(full(date(2031, 3, 1)), calendar=(item(),))
    assert events(year_files(base)["year.ics"])[0]["UID"] == events(year_files(renamed)["year.ics"])[0]["UID"]
    assert year_files(base) == year_files(later)


# Questions


def test_question_stands_once_under_its_first_role() -> None:
    """The other roles have a link to it; every place can be linked to."""
    (page,) = faq_pages(full())
    assert page.body.count("<li>Назовите причину.</li>") == 1
    mentor, curator = (page.body.partition(f'id="role-{role}"')[2].partition("<h2")[0] for role in ("nastavnik", "kurator"))
    assert 'id="q-otkaz"' in mentor
    assert 'href="#q-otkaz"' in curator
    assert 'id="q-otkaz"' not in curator
    assert {"q-otkaz", "q-gde-vzyat-chasy", "q-chto-eto", "role-nastavnik", "role-kurator", "all"} <= anchors(page.body)
    assert '<a href="../roles/kurator/">страницу роли</a>' in page.body
    assert "<details" not in page.body


def test_questions_are_found() -> None:
    """A question leads to its place, by its words and by those of its answer and roles."""
    found = {document.id: document for document in documents(full()) if document.kind in ("question", "task")}
    assert found["otkaz"].url == "faq/#q-otkaz"
    assert "Предложите срок" in found["otkaz"].body
    assert "наставник" in found["otkaz"].labels
    assert found["zakrepit-pary"].url == "year/#item-zakrepit-pary"


# Roles


def test_page_of_a_role_has_what_the_data_say() -> None:
    """Below the hand-written text: clauses, the year, templates, cards, coming events, questions; each heading is in the contents."""
    page = staged(full())["roles/kurator.md"]
    headings = [heading.id for heading in page.headings if heading.level == 2]
    assert headings == ["первый-месяц", "zadachi", "god", "shablony", "praktiki", "sobytiya", "voprosy"]
    assert set(headings) <= anchors(page.body)
    for url in (
        "regulation/p-2-1/",
        "year/kurator/#item-zakrepit-pary",
        "programs/prikaz/",
        "practices/metod/",
        "faq/#q-otkaz",
        "events/#event-2027-02-10-seminar",
    ):
        assert f'href="../../{url}"' in page.body, url
    assert '<p>Начните со <a href="../../year/">' in page.body
    assert page.meta["tab"] == "knowledge"


def test_sections_without_anything_are_left_out() -> None:
    """A role of which the data say nothing has its text only; past events are not coming."""
    bare = worlds.with_bank(full(), clauses=(), calendar=(), programs=(), practices=(), events=(), faq=())
    assert [heading.id for heading in staged(bare)["roles/kurator.md"].headings] == ["первый-месяц"]
    assert "sobytiya" not in staged(full(date(2030, 1, 1)))["roles/kurator.md"].body


def test_clauses_under_the_roles_own_name_come_first() -> None:
    """What the order says of the role itself stands open, the rest by section below; without such all stands open."""
    base = full()
    clauses = tuple(msgspec.structs.replace(clause, actors=("kurator",)) if clause.id == "p-2-1-kurator-1" else clause for clause in base.bank.clauses)
    body = staged(worlds.with_bank(base, clauses=clauses))["roles/kurator.md"].body
    own, _, others = body.partition("<details")
    assert "Часы для встреч" in own
    assert "Внутренний контур" in others.partition("</details>")[0]
    assert "<details" not in staged(base)["roles/kurator.md"].body


def test_a_dozen_cards_and_the_way_to_the_others() -> None:
    """A long list is cut, and says where the rest is."""
    base = full()
    card = base.bank.practice_by_id["metod"]
    many = tuple(msgspec.structs.replace(card, id=f"metod-{number}", path=f"practices/metod-{number}/index.md") for number in range(14))
    body = staged(worlds.with_bank(base, practices=many))["roles/kurator.md"].body
    assert len(re.findall(r'href="\.\./\.\./practices/metod-\d+/"', body)) == 12
    assert '<a class="more" href="../../practices/actors/kurator/">Все: 14\u00a0практик</a>' in body


def test_roles_are_named_with_links() -> None:
    """Clauses and events lead to the page of a role; a role without a page is a plain word."""
    base = full()
    pages = worlds.framed(base)
    assert '<a href="../../roles/kurator/">куратор</a>' in pages["regulation/p-2-1/"].body
    assert 'для кого: <a href="../roles/nastavnik/">наставник</a>' in pages["events/"].body
    assert role_link(base, "omo", "events/").url is None
    assert "проводит ОМО" in pages["events/"].body


def test_index_lists_every_role_by_group() -> None:
    """The scheme and the list are added to the page of all roles; a text that shows the scheme itself keeps it where it stands."""
    base = full()
    body = staged(base)["roles/index.md"].body
    assert body.count("<svg viewBox") == 1
    assert re.findall(r'<h3 id="group-\d">(.*?)</h3>', body) == ["Внутренний контур", "Внешний контур"]
    pages = tuple(msgspec.structs.replace(page, body="[[diagram:contours]]") if page.id == "roles/index" else page for page in base.bank.pages)
    shown = staged(worlds.with_bank(base, pages=pages))["roles/index.md"].body
    assert shown.count("<svg viewBox") == 1
    assert "shema" not in anchors(shown)


def test_pages_of_roles_stand_in_the_first_tab() -> None:
    """They are a group of the left menu and no tab; a region that wants a tab names the folder in its settings."""
    base = full()

    def config(world: World) -> str:
        return make_stage(staged_pages(world), b"", world.bank, world.settings, world.theme, offers=True).files["mkdocs.yml"].decode()

    nav = config(base).partition("\nnav:")[2]
    assert nav.index("База знаний") < nav.index("Роли") < nav.index("Редактору")
    assert "- id: roles" not in config(base)
    item = msgspec.structs.replace(base.settings.menu[0], folder="roles", title="Люди")
    own = worlds.with_settings(base, menu=(*base.settings.menu, item))
    assert "- id: roles" in config(own)
    assert config(own).count("roles/kurator.md") == 1
    assert staged(own)["roles/kurator.md"].meta["tab"] == "roles"


# The contours


def test_every_role_is_in_the_scheme_and_in_its_twin() -> None:
    """All groups of the vocabulary, each role with its page, else its clause, else its name only."""
    base = full()
    roles = base.bank.vocabularies["roles"]
    extra = tuple(msgspec.structs.replace(roles.terms[0], id=f"rol-{n}", label=f"роль {n}", group="федеральный уровень", source="") for n in range(20))
    more = msgspec.structs.replace(roles, terms=(*roles.terms, *extra, msgspec.structs.replace(extra[0], id="staraya", label="прежняя", retired=True)))
    world = World(replace(base.bank, vocabularies={**base.bank.vocabularies, "roles": more}), base.settings, base.theme, base.root)
    drawing, _, twin = str(contours(world, "knowledge/")).partition("</svg>")
    for term in (*roles.terms, *extra):
        assert f"{term.name}<" in twin
        assert f">{term.name}</tspan>" in drawing
    assert drawing.count('role="listitem"') == len(roles.terms) + 20
    assert 'href="../roles/kurator/" aria-label="куратор"' in drawing
    assert 'href="../regulation/p-2-2/" aria-label="ОМО"' in drawing
    assert "прежняя" not in drawing + twin
    assert "<title id=" in drawing
    assert "<desc id=" in drawing


def test_boxes_hold_their_words() -> None:
    """No line of a box is longer than the box, and no box reaches over another or out of the drawing."""
    svg = str(contours(full(), "knowledge/"))
    width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())  # type: ignore[union-attr]
    boxes = [tuple(map(int, found)) for found in re.findall(r'class="d-box" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', svg)]
    for index, (x, y, w, h) in enumerate(boxes):
        assert x + w < width
        assert y + h < height
        assert all(x + w <= left or left + wide <= x or y + h <= top or top + high <= y for left, top, wide, high in boxes[:index])


def test_question_without_roles_is_everybodys() -> None:
    """A bank without roles at all has a page of questions all the same."""
    question = Question(id="odin", question="Что это?", answer="Это **ответ**.")
    (page,) = faq_pages(worlds.with_bank(worlds.minimal(), vocabularies={}, faq=(question,)))
    assert "<strong>ответ</strong>" in page.body
    assert "Общие вопросы" in page.body
