"""Glossary, register of documents, events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import Act, Event, GlossaryTerm
from generator.model.law import requisites
from generator.render.site import Framed, World, program_url, relative, year_url
from generator.render.views.shapes import EventView, Link, clause_shape, clause_shapes, dated, page, whole_event
from generator.schema import kind
from generator.words import MONTHS

TAB = "knowledge"


def reference_pages(world: World) -> Iterator[Framed]:
    """The events, and the pages the bank has data for."""
    if world.bank.glossary:
        yield _glossary(world)
    if world.bank.acts:
        yield _acts(world)
    yield _events(world)


def _glossary(world: World) -> Framed:
    here, bank = "glossary/", world.bank
    letters: dict[str, list[dict[str, object]]] = {}
    terms = {term.id: term for term in bank.glossary}
    for term in sorted(bank.glossary, key=lambda term: (_letter(term), term.term.lower().replace("ё", "е"))):
        clause = bank.clause_by_id.get(term.source)
        letters.setdefault(_letter(term), []).append(
            {
                "id": term.id,
                "term": term.term,
                "abbreviation": term.abbreviation or None,
                "definition": term.definition,
                "source": clause_shape(world, clause, here) if clause else None,
                "note": term.note or None,
                "aliases": term.aliases,
                "see": tuple(Link(terms[name].term, f"#{name}") for name in term.see if name in terms),
            }
        )
    v = {
        "title": "Глоссарий",
        "lead": "Термины и сокращения, которыми пользуется банк, и пункты, где они введены.",
        "letters": [{"letter": letter, "id": f"letter-{number}", "terms": found} for number, (letter, found) in enumerate(letters.items(), 1)],
        "edit_url": world.edit_url("content/glossary/terms.yml"),
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Глоссарий"))
    return page(world, "glossary.html.j2", here, TAB, crumbs, title="Глоссарий", description=str(v["lead"]), v=v)


def _letter(term: GlossaryTerm) -> str:
    return term.term.lstrip("«").upper()[:1].replace("Ё", "Е")


def _acts(world: World) -> Framed:
    here, bank = "acts/", world.bank
    labels = kind("acts").at(("acts", 0, "level"))["x-labels"]
    titles = {"federal": "Федеральные документы", "regional": "Региональные документы"}
    v = {
        "title": "Реестр документов",
        "lead": "Документы, на которые ссылается банк. Где реквизиты не сверены с опубликованным текстом, так и сказано.",
        "groups": [
            {"id": level, "title": titles[level], "entries": [_act(world, act, here) for act in bank.acts if act.level == level]}
            for level in labels
            if any(act.level == level for act in bank.acts)
        ],
        "edit_url": world.edit_url("content/regulation/acts.yml"),
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Реестр документов"))
    return page(world, "acts.html.j2", here, TAB, crumbs, title="Реестр документов", description=str(v["lead"]), v=v)


def _act(world: World, act: Act, here: str) -> dict[str, object]:
    statuses = kind("acts").at(("acts", 0, "status"))["x-labels"]
    checked = (
        f"Реквизиты сверены {dated(act.checked_at).text}"
        if act.checked and act.checked_at
        else "Реквизиты сверены"
        if act.checked
        else "Реквизиты не сверены: проверьте по официальной публикации"
    )
    return {
        "id": act.id,
        "requisites": requisites(act),
        "title": act.title,
        "status": act.status,
        "status_label": str(statuses[act.status]),
        "since": f"с {dated(act.since).text}" if act.since else None,
        "about": act.about or None,
        "url": act.url or None,
        "checked": act.checked,
        "checked_label": checked,
        "aliases": act.aliases,
        "clauses": tuple(Link(clause.cite, clause.url) for clause in clause_shapes(world, _named_with(world, act), here)),
        "used": tuple(Link(program.title, relative(here, program_url(program))) for program in world.bank.templates if act.id in program.acts),
    }


def _named_with(world: World, act: Act) -> tuple[str, ...]:
    """Clauses whose rows of the master table lead to the act."""
    rows = (row for group in world.bank.coverage for row in group.rows if any(pointer.act == act.id for pointer in row.kb))
    return tuple(dict.fromkeys(name for row in rows for name in row.clauses))


def _events(world: World) -> Framed:
    here, bank = "events/", world.bank
    every = bank.events_of(None)
    v = {
        "title": "События",
        "lead": "Семинары, конкурсы, сроки – для наставников, кураторов и всех, кто с ними работает.",
        "calendar_url": relative(here, "calendar.ics"),
        "year_url": relative(here, year_url()) if bank.calendar else None,
        "months": list(_months(world, here, (event for event in every if event.last >= bank.today), "m")),
        "past": list(_months(world, here, reversed([event for event in every if event.last < bank.today]), "past")),
    }
    crumbs = (Link("Главная", relative(here, "")), Link("События"))
    return page(world, "events.html.j2", here, TAB, crumbs, title="События", description=str(v["lead"]), v=v)


def _months(world: World, here: str, events: Iterable[Event], prefix: str) -> Iterator[dict[str, object]]:
    groups: dict[tuple[int, int], list[EventView]] = {}
    for event in events:
        groups.setdefault((event.date.year, event.date.month), []).append(whole_event(world, event, here))
    for (year, month), found in groups.items():
        yield {"id": f"{prefix}-{year}-{month:02}", "title": f"{MONTHS[month - 1]} {year}", "entries": found}
