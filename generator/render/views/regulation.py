"""The order: the whole of it on one page, and a page of every numbered clause with what the bank has on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model import Clause
from generator.model.backlinks import Backlinks
from generator.model.facets import Facet
from generator.model.law import requisites
from generator.model.prose import plain
from generator.render.site import Framed, World, event_url, facet_url, page_url, practice_url, program_url, question_url, relative, year_url
from generator.render.terms import Terms
from generator.render.views.coverage import COVERAGE, pointers, rows_by_clause
from generator.render.views.shapes import ClauseLink, Fact, Item, Link, clause_shape, page, role_link
from generator.schema import kind
from generator.words import PRACTICES, TEMPLATES, count, day, first_upper

TAB = "regulation"
SHOWN, FEW = 8, 2  # entries of a group shown at once; so few more are not worth folding


def regulation_pages(world: World) -> Iterator[Framed]:
    """The order and its clauses; nothing for a bank without clauses."""
    if not world.bank.clauses or world.bank.document is None:
        return
    known = world.backlinks
    yield _whole(world, known)
    paged = [clause for clause in world.bank.clauses if world.bank.page_clause(clause).id == clause.id]
    for index, clause in enumerate(paged):
        yield _clause(world, known, clause, (paged[index - 1 : index], paged[index + 1 : index + 2]))


def citation(world: World, clause: Clause) -> str:
    """A reference ready to copy."""
    return f"{clause.cite} {world.citation}"


def _whole(world: World, known: Mapping[str, Backlinks]) -> Framed:
    here, bank = "regulation/", world.bank
    document = bank.document
    assert document is not None
    act = bank.act_by_id.get(document.act)
    facts = [Fact("Полное название", (Link(document.title),))]
    if act:
        facts.append(Fact("Утверждено", (Link(requisites(act), relative(here, f"acts/#{act.id}")),)))
    if bank.wording:
        facts.append(Fact("Контрольная сумма файла с текстом, SHA-256", (Link(bank.wording.sha256),)))
    if document.as_printed:
        facts.append(Fact("Номер в шапке приказа напечатан", (Link(document.as_printed),)))
    v = {
        "title": document.short,
        "official": _official_notice(world),
        "coverage_url": relative(here, COVERAGE) if bank.coverage else None,
        "lead": "Каждый пункт – своими словами, с постоянным адресом и ссылками на всё, что по нему есть в банке.",
        "facts": facts,
        "notice": document.notice,
        "notes": document.notes,
        "sections": [
            {**_text(world, known, clause, 0, here), "clauses": [_text(world, known, inner, depth, here) for inner, depth in _inside(world, clause, 1)]}
            for clause in bank.children.get("", ())
        ],
    }
    crumbs = (Link("Главная", relative(here, "")), Link(document.short))
    return page(world, "regulation.html.j2", here, TAB, crumbs, title=document.short, description=f"{document.title}: пересказ по пунктам.", v=v)


def _official_notice(world: World) -> str | None:
    """What the official text beside ours is, and whence it came."""
    wording = world.bank.wording
    if wording is None:
        return None
    return (
        f"Рядом с пересказом – официальный текст, справочная копия. Документ: {wording.requisites}. Взят из файла «{wording.source}» {day(wording.imported)}. "
        "Если копия и подлинник расходятся, верен подлинник."
    )


def _inside(world: World, clause: Clause, depth: int) -> Iterator[tuple[Clause, int]]:
    for inner in world.bank.children.get(clause.id, ()):
        yield inner, min(depth, 3)
        yield from _inside(world, inner, depth + 1)


def _text(world: World, known: Mapping[str, Backlinks], clause: Clause, depth: int, here: str) -> dict[str, object]:
    return {
        "id": clause.id,
        "number": clause.number,
        "cite": clause.cite,
        "heading": clause.heading,
        "summary": clause.summary,
        "depth": depth,
        "kind": clause.kind,
        "url": relative(here, world.clause_url(clause)),
        "citation": f"{citation(world, clause)}. {world.absolute(world.clause_url(clause))}",
        "note": clause.note or None,
        "historic": clause.historic,
        "actors": tuple(role_link(world, role, here) for role in clause.actors),
        "refs": _refs(known[clause.id]),
        "official": world.bank.official.get(clause.id, ()),
        "produces": clause.produces or None,
    }


def _refs(found: Backlinks) -> str | None:
    parts = []
    if found.practices:
        parts.append(count(len(found.practices), PRACTICES))
    if found.programs:
        parts.append(count(len(found.programs), TEMPLATES))
    if found.pages:
        parts.append(count(len(found.pages), ("страница", "страницы", "страниц")))
    return ", ".join(parts) or None


def _clause(world: World, known: Mapping[str, Backlinks], clause: Clause, beside: tuple[list[Clause], list[Clause]]) -> Framed:
    previous, following = (next(iter(found), None) for found in beside)
    here, bank = f"regulation/{clause.id}/", world.bank
    parent = bank.clause_by_id.get(clause.parent)
    inside = [inner for inner, _ in _inside(world, clause, 1)] if clause.kind == "clause" else list(bank.children.get(clause.id, ()))
    terms = Terms(world, here)
    cited = [clause, *(inner for inner in inside if bank.page_clause(inner).id == clause.id)]
    v = {
        "cite": clause.cite,
        "kind_label": str(kind("regulation").at(("clauses", 0, "kind"))["x-labels"][clause.kind]),
        "heading": clause.heading,
        "summary": terms.text(clause.summary),
        "official": bank.official.get(clause.id, ()),
        "official_notice": _official_notice(world),
        "produces": clause.produces or None,
        "number": clause.number or None,
        "aliases": clause.aliases,
        "note": clause.note or None,
        "historic": clause.historic,
        "actors": tuple(role_link(world, role, here) for role in clause.actors),
        "children": [_child(world, inner, here, terms) for inner in inside],
        "parent": _link(world, parent, here) if parent else None,
        "previous": _link(world, previous, here) if previous else None,
        "next": _link(world, following, here) if following else None,
        "whole_url": relative(here, f"regulation/#{clause.id}"),
        "backlinks": list(_groups(world, [known[item.id] for item in cited], here)),
        "table": _table(world, cited, here),
        "citation": f"{citation(world, clause)}. {world.absolute(here)}",
    }
    short = bank.document.short if bank.document else ""
    crumbs = (Link("Главная", relative(here, "")), Link(short, relative(here, "regulation/")), Link(clause.cite))
    return page(world, "clause.html.j2", here, TAB, crumbs, title=f"{clause.cite}. {clause.heading}", description=clause.summary, v=v)


def _child(world: World, clause: Clause, here: str, terms: Terms) -> dict[str, object]:
    shape: ClauseLink = clause_shape(world, clause, here)
    return {
        "id": clause.id, "cite": shape.cite, "heading": shape.heading, "url": shape.url, "summary": terms.text(shape.summary), "note": clause.note or None, "produces": clause.produces or None,
        "citation": f"{citation(world, clause)}. {world.absolute(world.clause_url(clause))}", "official": world.bank.official.get(clause.id, ()),
    }  # fmt: skip


def _link(world: World, clause: Clause, here: str) -> Link:
    return Link(f"{clause.cite}. {clause.heading}", relative(here, world.clause_url(clause)))


def _groups(world: World, found: list[Backlinks], here: str) -> Iterator[dict[str, object]]:
    """What the bank has on a clause and on what stands inside it, each record once."""
    listed = {facet.vocabulary: facet for facet in world.facets}
    groups: tuple[tuple[str, list[Item]], ...] = (
        ("Практики", [Item(card.title, relative(here, practice_url(card)), card.summary) for links in found for card in links.practices]),
        ("Шаблоны", [Item(program.title, relative(here, program_url(program)), program.summary) for links in found for program in links.programs]),
        ("Страницы базы знаний", [Item(item.title, relative(here, page_url(item.id)), item.summary) for links in found for item in links.pages]),
        ("Термины", [Item(term.term, relative(here, f"glossary/#{term.id}"), term.definition) for links in found for term in links.glossary]),
        (
            "Значения словарей",
            [
                Item(
                    f"{world.bank.vocabularies[name].title}: {term.name}",
                    relative(here, facet_url(listed[name].field, term.id)) if name in listed and _used(listed[name], term.id) else None,
                    term.definition,
                )
                for links in found
                for name, term in links.terms
            ],
        ),
        ("Вопросы и ответы", [Item(question.question, relative(here, question_url(question))) for links in found for question in links.questions]),
        (
            "Дела года",
            [Item(item.title, relative(here, year_url(month=next(iter(item.months), 0))), plain(item.about)) for links in found for item in links.tasks],
        ),
        ("События", [Item(event.title, relative(here, event_url(event)), event.summary) for links in found for event in links.events]),
    )
    for title, items in groups:
        if items:
            entries = list(dict.fromkeys(items))
            shown = SHOWN if len(entries) > SHOWN + FEW else len(entries)
            yield {"title": title, "entries": entries[:shown], "more": entries[shown:], "more_label": f"Ещё {len(entries) - shown}: {title.lower()}"}


def _table(world: World, cited: list[Clause], here: str) -> list[dict[str, object]]:
    """Rows of the master table that name the clause or what stands in it, each with what answers it."""
    rows = rows_by_clause(world)
    found = dict.fromkeys(row for clause in cited for row in rows.get(clause.id, ()))
    return [
        {"title": first_upper(row.named), "url": relative(here, f"{COVERAGE}#stroka-{row.id.lower()}"), "places": pointers(world, (row,), here)}
        for row in found
    ]


def _used(facet: Facet, value: str) -> bool:
    return any(item.term.id == value for item in facet.used)
