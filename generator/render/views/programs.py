"""The list of templates and the page of one template."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Program
from generator.model.prose import BLANK
from generator.render.prose import Prose
from generator.render.site import Framed, World, practice_url, program_url, relative
from generator.render.views.shapes import Fact, Item, Link, clause_shapes, dated, page
from generator.schema import kind
from generator.words import count

TAB = "programs"
FORMS = ("шаблон", "шаблона", "шаблонов")
NOTICE = "Заполненные бланки в банк не попадают: в них персональные данные. Скачивайте, печатайте, заполняйте у себя."
FILL, DOCUMENT, AFTER = "Как заполнять", "Документ", "После заполнения"


def program_pages(world: World) -> Iterator[Framed]:
    """The list and every template."""
    yield _list(world)
    for program in world.bank.templates:
        yield _program(world, program)


def parts(body: str) -> dict[str, str]:
    """The body cut at its level-two headings; what stands before the first one is under the empty name."""
    found: dict[str, str] = {}
    name = ""
    for line in body.split("\n"):
        if line.startswith("## "):
            name = line[3:].strip()
            found[name] = ""
        else:
            found[name] = found.get(name, "") + line + "\n"
    return found


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
        "total_label": count(len(bank.templates), FORMS),
        "groups": [
            {"id": f"group-{number}", "title": title[:1].upper() + title[1:], "summary": None, "entries": items}
            for number, (title, items) in enumerate(groups.items(), 1)
        ],
        "notice": NOTICE,
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Шаблоны"))
    return page(world, "programs.html.j2", here, TAB, crumbs, title="Шаблоны документов", description=str(v["lead"]), v=v)


def _program(world: World, program: Program) -> Framed:
    here, bank = program_url(program), world.bank
    prose = Prose(world, program.path, here, lower=0, fields=program.fields)
    cut = parts(program.body)
    document = cut.get(DOCUMENT) or program.body
    after = cut.get(AFTER, "")
    how = prose(cut.get("", "") + cut.get(FILL, "") + (f"\n### {AFTER}\n\n{after}" if after else "")) if DOCUMENT in cut else None
    types = kind("program").at(("fields", 0, "type"))["x-labels"]
    v = {
        "title": program.title,
        "summary": program.summary,
        "facts": tuple(_facts(world, program)),
        "how": how,
        "fields": [
            {
                "label": field.label,
                "type_label": types[field.type],
                "hint": field.hint or None,
                "options": field.options,
                "required": field.required,
                "pii": field.pii,
            }
            for field in program.fields
        ],
        "has_pii": any(field.pii for field in program.fields),
        "document": prose(document),
        "files": (),
        "basis": clause_shapes(world, program.basis, here),
        "acts": tuple(Link(_act_name(world, name), relative(here, f"acts/#{name}")) for name in program.acts if name in bank.act_by_id),
        "practices": tuple(Item(card.title, relative(here, practice_url(card)), card.summary) for card in bank.published if program.id in card.templates),
        "updated": dated(program.updated),
        "review_by": dated(program.review_by),
        "edit_url": world.edit_url(program.path),
        "issue_url": None,
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Шаблоны", relative(here, "programs/")), Link(program.title))
    return page(world, "program.html.j2", here, TAB, crumbs, title=program.title, description=program.summary, v=v)


def _facts(world: World, program: Program) -> Iterator[Fact]:
    bank = world.bank
    yield Fact("Вид документа", (Link(bank.term("document_kinds", program.kind).name),))
    yield Fact("Кто заполняет", tuple(Link(bank.term("roles", role).name) for role in program.filled_by))
    if program.term:
        low, high = program.term.min_months, program.term.max_months
        text = f"{low}–{high} мес." if high < 24 else f"{low // 12}–{high // 12} лет"
        yield Fact("Срок", (Link(text),))
    yield Fact("Версия", (Link(program.version),))
    blanks = len({match["key"] for match in BLANK.finditer(program.body)})
    yield Fact("Заполнить", (Link(count(blanks, ("поле", "поля", "полей"))),))


def _act_name(world: World, act_id: str) -> str:
    act = world.bank.act_by_id[act_id]
    number = f" № {act.number}" if act.number else ""
    return f"{act.type[:1].upper()}{act.type[1:]}{number}"
