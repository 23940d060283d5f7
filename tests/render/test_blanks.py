"""Blanks of a template's document: what is printed empty, and what a form finds them by."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import msgspec
import pytest

from generator.model.programs import Column, Field, FromBank
from generator.render.prose import Prose
from generator.render.site import World
from generator.render.views.forms import form_files, form_page
from tests.render.render_worlds import with_bank, world
from tests.sites import Site

COLUMNS = (Column(key="what", label="Что делаем", type="longtext"), Column(key="mark", label="Балл", type="choice", options=("0", "1", "2")))


@pytest.fixture(scope="module")
def full(built: Callable[[str], Site]) -> World:
    """The world of the full bank."""
    return world(built("full").root)


def field(**changes: object) -> Field:
    """A table of two columns, changed."""
    return msgspec.structs.replace(Field(key="plan", label="План", type="table", required=True, pii=False, columns=COLUMNS, rows=2), **changes)


def html(full: World, text: str, *fields: Field) -> str:
    """A document with these fields."""
    return str(Prose(full, "content/programs/x/index.md", "programs/x/", fields=fields)(text))


def test_a_table_has_its_empty_rows(full: World) -> None:
    """As many as the template says, numbered where it says so; a short choice stands in the cell to be ringed by hand."""
    table = html(full, "До.\n\n{{plan}}\n\nПосле.", field(numbered=True))
    assert re.findall(r"<th[^>]*>([^<]*)</th>", table) == ["№", "Что делаем", "Балл"]
    assert re.findall(r'<tr><td class="no">(\d)</td><td class="long"></td><td>0 / 1 / 2</td></tr>', table.replace("\xa0", " ").replace("&nbsp;", " ")) == [
        "1",
        "2",
    ]
    assert '<table data-key="plan">' in table
    assert "<p></p>" not in table


def test_named_rows(full: World) -> None:
    """Names of the template, or of a vocabulary: each is the header of its row."""
    table = html(full, "{{plan}}", field(rows=0, lines=("Первый этап", "<b>"), lines_label="Этап"))
    assert re.findall(r'<th scope="row">(.*?)</th>', table) == ["Первый этап", "&lt;b&gt;"]
    named = html(full, "{{plan}}", field(rows=0, lines_of="deficits", lines_label="Область"))
    terms = full.bank.vocabularies["deficits"].terms
    assert named.count('scope="row"') == sum(not term.retired for term in terms) > 1


def test_a_wide_table_takes_its_heading_along(full: World) -> None:
    """More columns than an upright sheet holds: the table and the heading it stands under lie on a sheet across; others do not."""
    many = field(columns=tuple(Column(key=f"c{number}", label=f"Столбец {number}", type="text") for number in range(9)))
    wide = html(full, "# Раздел\n\nТекст.\n\n## План\n\nПояснение.\n\n{{plan}}\n\n## Дальше", many)
    across = wide.split('<div class="across">')[1]
    assert across.index("План</h") < across.index("Пояснение") < across.index("<table") < across.rindex("</div>", 0, across.index("Дальше"))
    assert "across" not in html(full, "## План\n\n{{plan}}", field())


def test_titles_and_signatures(full: World) -> None:
    """Bold capitals are a title, and bold words right under one; a place for a signature has no key, so no form asks for it."""
    sign = Field(key="sign", label="Подпись", type="signature", required=False, pii=True)
    text = html(full, "**ПРИКАЗ**\n\n**о наставничестве**\n\nТекст.\n\n**Важно**\n\n{{sign}}", sign)
    assert re.findall(r'<p class="title"><strong>(.*?)</strong>', text) == ["ПРИКАЗ", "о наставничестве"]
    assert 'class="blank blank--sign"' in text
    assert "data-key" not in text


def test_the_form_has_every_field_under_its_heading(full: World) -> None:
    """In the order of the document; a choice of a vocabulary offers its terms; what may be left out is said."""
    program = full.bank.templates[0]
    fields = (
        Field(key="who", label="Наставник", type="text", required=True, pii=True, hint="Без отчества."),
        Field(key="kind", label="Вид", type="choice", required=False, pii=False, vocabulary="kinds"),
        field(),
    )
    changed = msgspec.structs.replace(program, fields=fields)
    framed = form_page(full, changed, "{{kind}}\n\n## Люди\n\n{{who}} и снова {{who}}\n\n## План\n\n{{plan}}", "programs")
    body = str(framed.body)
    assert re.findall(r"<h2>(.*?)</h2>", body) == ["Начало документа", "Люди", "План"]
    assert re.findall(r'data-field="(\w+)"', body) == ["kind", "who", "plan"]
    first = next(term for term in full.bank.vocabularies["kinds"].terms if not term.retired)
    assert f"<option>{first.name}</option>" in body
    assert body.count("необязательно") == 1
    spec = json.loads(re.search(r'data-spec="([^"]*)"', body)[1].replace("&#34;", '"').replace("&amp;", "&"))  # type: ignore[index]
    assert [told["key"] for told in spec["fields"]] == ["who", "kind", "plan"]


def test_what_may_be_taken_from_the_bank(full: World) -> None:
    """Practices by the value they are looked for, each once with its steps; a template that takes nothing has no such file."""
    program = full.bank.templates[0]
    taking = msgspec.structs.replace(program, fields=(field(),), from_bank=FromBank(table="plan", facet="deficit", fill={"what": "what"}))
    files = form_files(with_bank(full, programs=(taking,)))
    (data,) = map(json.loads, files.values())
    assert {name for found in data["values"].values() for name in found} == set(data["practices"])
    assert all(card["steps"] and all(step["what"] for step in card["steps"]) for card in data["practices"].values())
    assert form_files(with_bank(full, programs=(msgspec.structs.replace(taking, from_bank=None),))) == {}


def test_the_stamp_is_asked_for_last(full: World) -> None:
    """What approves a document is filled in after it was written; columns for signatures are printed and not asked."""
    named = Field(key="order", label="Номер приказа", type="text", required=False, pii=False)
    goal = Field(key="goal", label="Цель", type="text", required=True, pii=False)
    read = field(columns=(COLUMNS[0], Column(key="sign", label="Подпись", type="signature")))
    program = msgspec.structs.replace(full.bank.templates[0], fields=(named, goal, read))
    body = str(form_page(full, program, "> **УТВЕРЖДЕНО**\n>\n> приказом № {{order}}\n\n## Суть\n\n{{goal}}\n\n{{plan}}", "programs").body)
    assert re.findall(r"<h2>(.*?)</h2>", body) == ["Суть", "Утверждение"]
    assert 'data-input="what"' in body
    assert 'data-input="sign"' not in body
    assert "Подпись</th>" in body
