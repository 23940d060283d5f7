"""Other ways in: from a risk and from a clause of the order to the practices that answer to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.model import Bank, Clause, Practice
from generator.model.backlinks import Backlinks
from generator.model.navigator import askable, best
from generator.render.prose import Prose
from generator.render.site import Framed, World, facet_url, practice_url, relative
from generator.render.views.shapes import Item, Link, clause_shape, page
from generator.schema import Term
from generator.words import PRACTICES, TEMPLATES, count, first_upper

TAB = "practices"
RISKS, CLAUSES = "navigator/risks/", "navigator/clauses/"
SHOWN = 8  # cards under one risk


def other_ways(world: World, here: str) -> tuple[Item, ...]:
    """Links to every other way in that the bank has."""
    bank = world.bank
    ways = (
        (_has_risks(bank), "От риска", RISKS, "Что обычно мешает наставничеству – и что с этим делали."),
        (_has_clauses(bank), "От пункта документа", CLAUSES, "По каждому пункту – практики и шаблоны, которые на него опираются."),
        (bool(bank.shown_collections), "Готовые подборки", "collections/", "Практики, которые редакторы поставили по порядку для одной задачи."),
        (True, "Карта пробелов", "gaps/", "Где практик много, а где пока ни одной."),
        (True, "Весь каталог", "practices/", "Все практики и все признаки сразу."),
    )
    return tuple(Item(title, relative(here, url), summary) for shown, title, url, summary in ways if shown)


def other_pages(world: World) -> Iterator[Framed]:
    """The page of risks and the page of clauses, where the bank has them."""
    if _has_risks(world.bank):
        yield _risks(world)
    if _has_clauses(world.bank):
        yield _clauses(world)


def _has_risks(bank: Bank) -> bool:
    return bool(bank.published and bank.vocabularies.get("risks") and bank.vocabularies["risks"].terms)


def _has_clauses(bank: Bank) -> bool:
    return bool(bank.clauses and bank.document)


def _crumbs(world: World, here: str, title: str) -> tuple[Link, ...]:
    above = (Link("Навигатор", relative(here, "navigator/")),) if askable(world.bank) else ()
    return (Link("Главная", relative(here, "")), *above, Link(title))


def _risks(world: World) -> Framed:
    here, bank = RISKS, world.bank
    listed = {value.term.id for facet in world.facets if facet.field == "risks" for value in facet.used}
    terms = [term for term in bank.vocabularies["risks"].terms if not term.retired or bank.cards_by_value.get(("risks", term.id))]
    v = {
        "title": "От риска к практикам",
        "lead": "Что мешает наставничеству и в каких практиках об этом подумали заранее.",
        "risks": [_risk(world, term, here, term.id in listed) for term in terms],
    }
    return page(world, "risks.html.j2", here, TAB, _crumbs(world, here, "От риска"), title=str(v["title"]), description=str(v["lead"]), v=v)


def _risk(world: World, term: Term, here: str, has_listing: bool) -> dict[str, object]:  # noqa: FBT001
    bank = world.bank
    cards = best(bank.practice_by_id[name] for name in bank.cards_by_value.get(("risks", term.id), ()))
    clause = bank.clause_by_id.get(term.source)
    label = count(len(cards), PRACTICES)
    return {
        "id": f"risk-{term.id}",
        "title": first_upper(term.name),
        "about": term.definition,
        "source": clause_shape(world, clause, here) if clause else None,
        "total_label": label if cards else "Пока ни одной практики",
        "entries": [_foreseen(world, card, here) for card in cards[:SHOWN]],
        "all": Link(f"Все практики с этим риском: {len(cards)}", relative(here, facet_url("risks", term.id))) if has_listing and len(cards) > SHOWN else None,
    }


def _foreseen(world: World, card: Practice, here: str) -> dict[str, object]:
    """A card with all the trouble it foresees and what to do: which line is about which risk no card says."""
    section = card.section("risks")
    place = relative(here, practice_url(card))
    prose = Prose(world, card.path, here)
    parts = [
        {"title": item.title, "url": f"{place}#risks-{number}", "action": prose.inline(item.lines.get("action", ""))}
        for number, item in enumerate(section.items if section else (), 1)
    ]
    return {"title": card.title, "url": place, "parts": parts, "label": count(len(parts), ("трудность", "трудности", "трудностей"))}


def _clauses(world: World) -> Framed:
    here, bank = CLAUSES, world.bank
    document = bank.document
    assert document is not None
    pages = {name: found for name, found in pages_of(world).items() if found.total or bank.clause_by_id[name].kind != "section"}
    sections = [_chapter(world, section, pages, here) for section in bank.children.get("", ())]
    bare = sum(not found.practices for found in pages.values())
    v = {
        "title": "От пункта к практикам",
        "lead": f"{document.short} по пунктам: сколько практик и шаблонов опирается на каждый. Число ведёт на страницу пункта.",
        "total_label": f"{count(len(pages), ('пункт', 'пункта', 'пунктов'))}, из них без практик – {bare}",
        "sections": sections,
    }
    return page(world, "clauses.html.j2", here, TAB, _crumbs(world, here, "От пункта"), title=str(v["title"]), description=str(v["lead"]), v=v)


def pages_of(world: World) -> dict[str, Backlinks]:
    """What names a clause or anything that stands on its page, by the clause's id."""
    bank = world.bank
    practices: dict[str, dict[str, Practice]] = defaultdict(dict)
    programs: dict[str, dict[str, object]] = defaultdict(dict)
    for clause_id, found in world.backlinks.items():
        own = bank.page_clause(bank.clause_by_id[clause_id]).id
        practices[own].update({card.id: card for card in found.practices})
        programs[own].update({program.id: program for program in found.programs})
    return {
        name: Backlinks(practices=tuple(practices[name].values()), programs=tuple(bank.program_by_id[each] for each in programs[name])) for name in practices
    }


def _chapter(world: World, section: Clause, pages: dict[str, Backlinks], here: str) -> dict[str, object]:
    bank = world.bank
    inside = [clause for clause in bank.clauses if clause.id in pages and _top(bank, clause).id == section.id]
    return {
        "id": f"s-{section.id}",
        "title": section.heading,
        "cite": section.cite,
        "entries": [_row(world, clause, pages[clause.id], here) for clause in inside],
    }


def _top(bank: Bank, clause: Clause) -> Clause:
    seen: set[str] = set()
    while clause.parent in bank.clause_by_id and clause.id not in seen:
        seen.add(clause.id)
        clause = bank.clause_by_id[clause.parent]
    return clause


def _row(world: World, clause: Clause, found: Backlinks, here: str) -> dict[str, object]:
    shape = clause_shape(world, clause, here)
    return {
        "cite": shape.cite,
        "heading": shape.heading,
        "url": shape.url,
        "practices": len(found.practices),
        "practices_label": count(len(found.practices), PRACTICES),
        "programs": len(found.programs),
        "programs_label": count(len(found.programs), TEMPLATES),
        "bank_url": f"{shape.url}#bank",
    }
