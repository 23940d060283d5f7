"""The coverage page tells what there is and what there is not; the official text stands beside ours, apart from it and harmless."""

from __future__ import annotations

import msgspec
import pytest
import render_worlds as worlds

from generator.model.law import Official, Wording
from generator.render.inputs import Inputs
from generator.render.search.documents import documents
from generator.render.site import World
from tests.sites import TODAY, words

COVERAGE = "regulation/coverage/"
SOURCE = "<script>alert(1)</script> Куратор «следит» за **часами**"


@pytest.fixture(scope="module")
def full() -> World:
    """The full bank without its official text."""
    return worlds.with_bank(worlds.world(worlds.ROOT / "tests" / "banks" / "full"), wording=None)


@pytest.fixture(scope="module")
def worded(full: World) -> World:
    """The same with an official text."""
    wording = Wording(
        source="ustav & co.txt", sha256="ab" * 32, imported=TODAY, requisites="Приказ № 1, Палата", clauses=(Official(id="p-2-1", paragraphs=(SOURCE, "Второй абзац.")), Official(id="p-2-1-kurator-1", paragraphs=("Неповторимослово.",))),
    )  # fmt: skip
    return worlds.with_bank(full, wording=wording)


def test_every_clause_is_listed(full: World) -> None:
    """Each clause with the number of its records and the rows that name it; the one without anything is said to be so, apart and in its place."""
    page = str(worlds.framed(full)[COVERAGE].body)
    for clause in full.bank.clauses:
        assert page.count(clause.heading) >= 1, clause.id
    said = words(page)
    assert "без материала" in said
    bare = page.partition('id="bez-materiala"')[2].partition("</section>")[0]
    assert "Первый абзац" in bare
    assert "Внутренний контур" not in bare
    assert 'href="#stroka-a1"' in page


def test_a_place_of_every_sort_is_a_link(full: World) -> None:
    """Whatever a row can name leads somewhere on the site; a heading of a page to the place on it."""
    page = str(worlds.framed(full)[COVERAGE].body)
    row = page.partition('id="stroka-a3"')[2].partition("</tr>")[0]
    places = row.partition("</th>")[2]
    assert places.count("<li>") == places.count("<li><a ") == 3 * 23
    assert 'href="../../knowledge/podrobno/#таблица"' in row


def test_table_leads_to_what_answers(full: World) -> None:
    """Pages, templates, acts, cards, vocabularies, fields and parts of a section are links; nothing is a dash; a reason is told."""
    page = str(worlds.framed(full)[COVERAGE].body)
    row = page.partition('id="stroka-a1"')[2].partition("</tr>")[0]
    for href in (
        "../../knowledge/",
        "../../programs/programma/",
        "../../acts/#prikaz-1",
        "../../practices/metod/",
        "../../help/fields/practice/#razdely",
        "../../help/fields/school/#field-documents",
    ):
        assert f'href="{href}"' in row, href
    assert "раздел карточки «Шаги»" in words(row)
    assert "Имён должностных лиц" in page.partition('id="stroka-a2"')[2]
    assert page.partition('id="stroka-a2"')[2].count("–</td>") == 3


def test_clause_page_shows_its_rows(full: World) -> None:
    """The page of a clause has the rows that name what stands in it."""
    page = str(worlds.framed(full)["regulation/p-2-1/"].body)
    assert 'href="../../regulation/coverage/#stroka-a1"' in page


def test_no_table_no_page(full: World) -> None:
    """A bank without coverage.yml has neither the page nor a link to it."""
    pages = worlds.framed(worlds.with_bank(full, coverage=()))
    assert COVERAGE not in pages
    assert "regulation/coverage/" not in "".join(str(page.body) for page in pages.values())
    assert COVERAGE in worlds.framed(full)


def test_official_text_stands_apart_and_is_harmless(worded: World) -> None:
    """Both pages show it under its own label, escaped, as it was printed, with the file it came from; the sum of the file is on the whole."""
    pages = worlds.framed(worded)
    for url in ("regulation/", "regulation/p-2-1/"):
        page = str(pages[url].body)
        assert "<script>alert" not in page
        box = page.partition('<div class="official">')[2].partition("</div>")[0]
        assert "справочная копия" in box
        assert "&lt;script&gt;alert(1)&lt;/script&gt; Куратор «следит» за **часами**" in box
        assert "<p>Второй абзац.</p>" in box
        assert "ustav &amp; co.txt" in page
        assert "Неповторимослово." in page
    assert "ab" * 32 in str(pages["regulation/"].body)


def test_nothing_changes_without_it(full: World) -> None:
    """A bank without an official text says nothing of one."""
    pages = worlds.framed(full)
    assert not [url for url in pages if "official" in str(pages[url].body) or "справочная копия" in str(pages[url].body)]


def test_official_text_is_found(worded: World) -> None:
    """Its words lead to the clause."""
    found = [document.id for document in documents(worded) if "Неповторимослово" in document.body]
    assert found == ["p-2-1-kurator-1"]


def test_pages_are_made_anew_when_it_changes(full: World, worded: World) -> None:
    """The text and the table are part of what every page is made of."""
    other = msgspec.structs.replace(full.bank.coverage[0], title="Иначе")
    grounds = {Inputs(state).ground for state in (full, worded, worlds.with_bank(full, coverage=(other,)))}
    assert len(grounds) == 3
