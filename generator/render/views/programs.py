"""The list of templates and the page of one template."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.model import Program
from generator.model.law import numbered
from generator.model.programs import Term
from generator.model.prose import BLANK, tokens
from generator.render.blanks import options
from generator.render.prose import Prose
from generator.render.site import Framed, World, practice_url, program_url, relative
from generator.render.terms import Terms
from generator.render.views.forms import form_page, form_url
from generator.render.views.shapes import UNITS, Fact, Item, Link, clause_shapes, dated, page, role_link
from generator.schema import kind
from generator.words import TEMPLATES, count, first_upper

TAB = "programs"
NOTICE = "Заполненные бланки в банк не попадают: в них персональные данные. Скачивайте, печатайте, заполняйте у себя."
HOW, AFTER, DOCUMENT = "Как заполнять", "После заполнения", "Документ"  # headings that a template may have


def program_pages(world: World) -> Iterator[Framed]:
    """The list and every template."""
    yield _list(world)
    for program in world.bank.templates:
        how, document, more = _cut(program.body)
        yield _program(world, program, how, document, more)
        yield form_page(world, program, document, TAB)


def _sections(body: str) -> tuple[tuple[str, str], ...]:
    """The body cut at its level-two headings: titles and texts; what stands before the first one has an empty title."""
    lines = body.split("\n")
    found: list[tuple[str, str]] = []
    title, start = "", 0
    for block, words in pairwise(tokens(body)):
        if block.type == "heading_open" and block.tag == "h2" and block.level == 0 and block.map:
            found.append((title, "\n".join(lines[start : block.map[0]])))
            title, start = words.content, block.map[1]
    return (*found, (title, "\n".join(lines[start:])))


def _cut(body: str) -> tuple[str, str, str]:
    """How to fill a template in, the document itself, and what else is said; a body without «## Документ» is all document."""
    found = _sections(body)
    if DOCUMENT not in (title for title, _ in found):
        return "", body, ""
    how, document, more = [], [], []
    for title, text in found:
        if title in ("", HOW):
            how.append(text)
        elif title == AFTER:
            how.append(f"### {title}\n\n{text}")
        elif title == DOCUMENT:
            document.append(text)
        else:
            more.append(f"## {title}\n\n{text}")
    return "\n\n".join(how), "\n\n".join(document), "\n\n".join(more)


def _list(world: World) -> Framed:
    here, bank = "programs/", world.bank
    groups: dict[str, list[Item]] = {}
    for program in bank.templates:
        group = bank.term("document_kinds", program.kind).group or "Шаблоны"
        who = ", ".join(bank.term("roles", role).name for role in program.filled_by)
        groups.setdefault(group, []).append(Item(program.title, relative(here, program_url(program)), program.summary, f"Заполняют: {who}"))
    v = {
        "title": "Шаблоны документов",
        "lead": "Бланки, с которыми систему наставничества можно запустить и вести: от приказа до итогового отчёта.",
        "total_label": count(len(bank.templates), TEMPLATES),
        "groups": [{"id": f"group-{number}", "title": first_upper(title), "entries": items} for number, (title, items) in enumerate(groups.items(), 1)],
        "notice": NOTICE,
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Шаблоны"))
    return page(world, "programs.html.j2", here, TAB, crumbs, title="Шаблоны документов", description=str(v["lead"]), v=v)


def _program(world: World, program: Program, how: str, document: str, more: str) -> Framed:
    here, bank = program_url(program), world.bank
    prose = Prose(world, program.path, here, fields=program.fields)
    terms = Terms(world, here)
    types = kind("program").at(("fields", 0, "type"))["x-labels"]
    v = {
        "title": program.title,
        "summary": program.summary,
        "asked": program.asked,
        "facts": tuple(_facts(world, program, here)),
        "how": terms(prose(how)) or None,
        "fields": [
            {
                "label": field.label,
                "type_label": types[field.type],
                "hint": field.hint or None,
                "options": options(world, field),
                "columns": [{"label": column.label, "hint": column.hint or None} for column in field.columns],
                "required": field.required,
                "pii": field.pii,
            }
            for field in program.fields
        ],
        "has_pii": any(field.pii for field in program.fields),
        "fill_url": relative(here, form_url(program)),
        "history": tuple({"version": told.version, "date": dated(told.date), "what": told.what} for told in program.history),
        "document": prose(document),
        "more": Prose(world, program.path, here, under=1, fields=program.fields, terms=terms)(more) or None,
        "basis": clause_shapes(world, program.basis, here),
        "acts": tuple(Link(_act_name(world, name), relative(here, f"acts/#{name}")) for name in program.acts if name in bank.act_by_id),
        "practices": tuple(Item(card.title, relative(here, practice_url(card)), card.summary) for card in bank.published if program.id in card.templates),
        "updated": dated(program.updated),
        "review_by": dated(program.review_by),
        "edit_url": world.edit_url(program.path),
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Шаблоны", relative(here, "programs/")), Link(program.title))
    return page(world, "program.html.j2", here, TAB, crumbs, title=program.title, description=program.summary, v=v)


def _facts(world: World, program: Program, here: str) -> Iterator[Fact]:
    bank = world.bank
    yield Fact("Вид документа", (Link(bank.term("document_kinds", program.kind).name),))
    yield Fact("Кто заполняет", tuple(role_link(world, role, here) for role in program.filled_by))
    if program.term:
        yield Fact("Срок", (Link(_term(program.term)),))
    yield Fact("Версия", (Link(program.version),))
    blanks = len({match["key"] for match in BLANK.finditer(program.body)})
    yield Fact("Заполнить", (Link(count(blanks, ("поле", "поля", "полей")), relative(here, form_url(program))),))


def _term(term: Term) -> str:
    """«3–12 месяцев»; whole years as years."""
    low, high, unit = term.min_months, term.max_months, "month"
    if low % 12 == high % 12 == 0:
        low, high, unit = low // 12, high // 12, "year"
    return count(high, UNITS[unit]) if low == high else f"{low}–{count(high, UNITS[unit])}"


def _act_name(world: World, act_id: str) -> str:
    act = world.bank.act_by_id[act_id]
    number = numbered(act)
    return f"{first_upper(act.type)} {number}" if number.startswith("№") else first_upper(number) or first_upper(act.type)
