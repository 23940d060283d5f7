"""The year of work by months from September on: all of it, and a page for each role that has something to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.people import CALENDAR, SCHOOL_YEAR, YearItem, busy, by_month, year_of
from generator.render.calendar import year_path
from generator.render.prose import Prose
from generator.render.site import Framed, World, practice_url, program_url, relative, year_url
from generator.render.terms import Terms
from generator.render.views.shapes import Link, clause_shapes, page, role_link
from generator.words import MONTHS, MONTHS_OF, first_upper

TAB = "knowledge"
TITLE = "Календарь года"
LEAD = "Что в наставничестве делают из года в год и в каком месяце – с сентября по август."


def year_pages(world: World) -> Iterator[Framed]:
    """The whole year and the year of each role; nothing for a bank without a calendar."""
    if world.bank.calendar:
        yield _year(world, "")
        for role in busy_roles(world):
            yield _year(world, role)


def busy_roles(world: World) -> tuple[str, ...]:
    """Roles that have a year of their own, in the order of the vocabulary."""
    named, roles = busy(world.bank.calendar), world.bank.vocabularies.get("roles")
    return tuple(term.id for term in roles.terms if term.id in named) if roles else ()


def months_of(world: World, items: Iterable[YearItem], here: str) -> list[dict[str, object]]:
    """Months with what is done in them."""
    prose = Prose(world, CALENDAR, here, under=3, terms=Terms(world, here))
    return [
        {
            "id": year_url(month=month).partition("#")[2],
            "title": MONTHS[month - 1],
            "now": month == world.bank.today.month,
            "entries": [_task(world, prose, item, month, here) for item in tasks],
        }
        for month, tasks in by_month(items)
    ]


def month_links(world: World, items: Iterable[YearItem], role: str, here: str) -> list[dict[str, object]]:
    """Months with the names of what is done in them, each a link to its place in the year of a role."""
    return [
        {
            "title": MONTHS[month - 1],
            "now": month == world.bank.today.month,
            "entries": [Link(item.title, relative(here, f"{year_url(role)}#{_place(item, month)}")) for item in tasks],
        }
        for month, tasks in by_month(items)
    ]


def _place(item: YearItem, month: int) -> str:
    """The anchor of an item in a month; in the first of its months it is found by its id alone."""
    first = min(item.months, key=SCHOOL_YEAR.index)
    return f"item-{item.id}" if month == first else f"item-{item.id}-{month:02}"


def _task(world: World, prose: Prose, item: YearItem, month: int, here: str) -> dict[str, object]:
    bank = world.bank
    templates = (bank.program_by_id[name] for name in item.templates if name in bank.program_by_id)
    practices = (bank.practice_by_id[name] for name in item.practices if name in bank.practice_by_id)
    return {
        "id": _place(item, month),
        "title": item.title,
        "about": prose(item.about),
        "roles": tuple(role_link(world, role, here) for role in item.roles),
        "basis": tuple(Link(clause.cite, clause.url) for clause in clause_shapes(world, item.basis, here)),
        "templates": tuple(Link(program.title, relative(here, program_url(program))) for program in templates),
        "practices": tuple(Link(card.title, relative(here, practice_url(card))) for card in practices),
    }


def _year(world: World, role: str) -> Framed:
    here, bank = year_url(role), world.bank
    months = months_of(world, year_of(bank.calendar, role), here)
    name = bank.term("roles", role).name if role else ""
    title = f"{TITLE}: {name}" if role else TITLE
    own = role_link(world, role, here) if role else None
    v = {
        "title": title,
        "lead": LEAD,
        "built": f"{MONTHS_OF[bank.today.month - 1]} {bank.today.year}\u00a0года" if any(month["now"] for month in months) else None,
        "roles": [
            Link("все роли", relative(here, year_url()) if role else None),
            *(Link(bank.term("roles", other).name, relative(here, year_url(other)) if other != role else None) for other in busy_roles(world)),
        ],
        "months": months,
        "role_url": own.url if own else None,
        "role_name": name,
        "calendar_url": relative(here, year_path(role)),
        "events_url": relative(here, "events/"),
        "edit_url": world.edit_url(CALENDAR),
    }
    above = (Link(TITLE, relative(here, year_url())), Link(first_upper(name))) if role else (Link(TITLE),)
    return page(world, "year.html.j2", here, TAB, (Link("Главная", relative(here, "")), *above), title=title, description=LEAD, v=v)
