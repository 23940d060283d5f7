"""What the data says of a role, below its hand-written page; and everybody's list, below the page of all roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from generator.model import Clause, Page
from generator.model.people import busy, year_of
from generator.render.calendar import year_path
from generator.render.site import ROLES, World, event_url, facet_url, page_url, program_url, question_url, relative, root_of, year_url
from generator.render.templates import render
from generator.render.views.diagrams import contours, role_groups
from generator.render.views.shapes import Item, Link, card_list, clause_shape, event_shape, role_link
from generator.render.views.year import month_links
from generator.words import PRACTICES, count, first_upper

INDEX = f"{ROLES}/index"
CLAUSES = ("пункт", "пункта", "пунктов")
MOST = 12  # cards of a role
TOLD = 12  # templates of a role that are told of and not only named


def role_sections(world: World, page: Page) -> Markup:
    """The sections made from data for the role of a page, each only where there is something."""
    here, role, bank = page_url(page.id), page.role, world.bank
    acts = [clause for clause in bank.clauses if role in clause.actors]
    own = [clause for clause in acts if bank.term("roles", role).source in _around(world, clause)]
    others = [clause for clause in acts if clause not in own]
    items = year_of(bank.calendar, role) if role in busy(bank.calendar) else ()
    cards = [card for card in bank.published if role in card.actors]
    forms = [item for item in bank.templates if role in item.filled_by]
    coming = (event for event in bank.events_of(None) if role in event.audience and event.last >= bank.today)
    v = {
        "own": [clause_shape(world, clause, here) for clause in own],
        "others": list(_by_section(world, others, here)),
        "others_label": count(len(others), CLAUSES),
        "months": month_links(world, items, role, here),
        "year_url": relative(here, year_url(role)),
        "calendar_url": relative(here, year_path(role)),
        "templates": [Item(item.title, relative(here, program_url(item)), item.summary if len(forms) <= TOLD else "") for item in forms],
        "cards": card_list(world, cards[:MOST], here, 3),
        "all": _all_cards(world, role, len(cards), here),
        "events": [replace(event_shape(world, event, here, relative(here, event_url(event))), id=None) for event in coming],
        "events_url": relative(here, "events/"),
        "questions": [Link(item.question, relative(here, question_url(item))) for item in bank.faq if role in item.roles],
        "faq_url": relative(here, "faq/"),
    }
    return render(world.theme, "pages/role.html.j2", root=root_of(here), v=v)


def _by_section(world: World, clauses: Iterable[Clause], here: str) -> Iterator[dict[str, object]]:
    """Clauses by section of the order."""
    groups: dict[str, list[Clause]] = {}
    for clause in clauses:
        groups.setdefault(_around(world, clause)[-1], []).append(clause)
    for name, found in groups.items():
        section = world.bank.clause_by_id[name]
        yield {"title": f"{first_upper(section.cite)}. {section.heading}", "entries": [clause_shape(world, clause, here) for clause in found]}


def _around(world: World, clause: Clause) -> list[str]:
    """Ids of a clause and of those around it, up to its section."""
    ids = [clause.id]
    while clause.parent in world.bank.clause_by_id and clause.parent not in ids:
        clause = world.bank.clause_by_id[clause.parent]
        ids.append(clause.id)
    return ids


def _all_cards(world: World, role: str, total: int, here: str) -> Link | None:
    """The way to all cards of a role, where more than those shown have it."""
    if total <= MOST or ("actors", role) not in world.listed:
        return None
    return Link(f"Все: {count(total, PRACTICES)}", relative(here, facet_url("actors", role)))


def role_index(world: World, page: Page) -> Markup:
    """The scheme of the contours, unless the page's own text shows it, and all roles by group."""
    here = page_url(page.id)
    groups = [
        {
            "id": f"group-{number}",
            "title": first_upper(title),
            "entries": [{"link": Link(first_upper(term.label), role_link(world, term.id, here).url), "about": term.definition} for term in terms],
        }
        for number, (title, terms) in enumerate(role_groups(world).items(), 1)
    ]
    v = {
        "diagram": None if "[[diagram:contours]]" in page.body else contours(world, here),
        "groups": groups,
        "year_url": relative(here, year_url()) if world.bank.calendar else None,
        "faq_url": relative(here, "faq/") if world.bank.faq else None,
    }
    return render(world.theme, "pages/roles.html.j2", root=root_of(here), v=v)
