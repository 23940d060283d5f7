"""The list of organisations and the page of one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import School, SchoolFile
from generator.render.embed.section import DEMO, LEAST, notice, shown_monitoring, shown_pairs, useful_links
from generator.render.files import file_meta, file_url, requisites
from generator.render.prose import Prose
from generator.render.site import Framed, World, embed_url, facet_url, program_url, relative, school_url
from generator.render.terms import Terms
from generator.render.views.completeness import completeness
from generator.render.views.embed import curator_url
from generator.render.views.shapes import Fact, FileLink, Item, Link, card_list, dated, page, whole_event
from generator.schema import kind
from generator.words import SCHOOLS, count

TAB = "schools"


def school_pages(world: World) -> Iterator[Framed]:
    """The list."""
    if world.bank.schools:
        yield _list(world)


def _list(world: World) -> Framed:
    here, bank = "schools/", world.bank
    groups: dict[str, list[Item]] = {}
    for school in bank.schools:
        place = bank.term("municipalities", school.municipality).name
        meta = ("демонстрационная · " if school.demo else "") + f"обновлено {dated(school.updated).text}"
        groups.setdefault(place, []).append(Item(school.name_short, relative(here, school_url(school)), school.about, meta))
    v = {
        "title": "Организации",
        "lead": "Разделы «Наставничество» образовательных организаций: документы, программы, практики, новости.",
        "total_label": count(len(bank.schools), SCHOOLS),
        "notice": DEMO if all(school.demo for school in bank.schools) else None,
        "groups": [{"id": f"place-{number}", "title": title, "entries": items} for number, (title, items) in enumerate(sorted(groups.items()), 1)],
        "embed_url": relative(here, "embed/"),
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Организации"))
    return page(world, "schools.html.j2", here, TAB, crumbs, title="Организации", description=str(v["lead"]), v=v)


def school_page(world: World, school: School) -> Framed:
    """The page of one organisation."""
    here, bank = school_url(school), world.bank
    states = kind("school").at(("programs", 0, "state"))["x-labels"]
    members = count(school.shmo.members, ("участник", "участника", "участников")) if school.shmo and school.shmo.members else None
    own, used = bank.practices_of(school)
    pairs = shown_pairs(school)
    terms = Terms(world, here)
    v = {
        "name_short": school.name_short,
        "name_full": school.name_full,
        "notice": notice(world, school) or None,
        "about": school.about or None,
        "body": Prose(world, school.path, here, terms=terms)(school.body) or None,
        "facts": tuple(_facts(world, school)),
        "shmo": {"about": school.shmo.about, "members": f"В объединении {members}." if members else None, "plan_url": school.shmo.plan or None}
        if school.shmo
        else None,
        "documents": tuple(_file(world, school, item, here) for item in school.documents),
        "programs": [
            {
                "title": item.title,
                "topic": Link(bank.term("topics", item.topic).name, _topic_url(world, here, item.topic)),
                "period": dated(item.start).text + (f" – {dated(item.end).text}" if item.end else ""),
                "state": item.state,
                "state_label": str(states[item.state]),
                "result": item.result or None,
            }
            for item in school.programs
        ],
        "pairs": [{"topic": bank.term("topics", row.topic).name, "count": row.count} for row in pairs],
        "pairs_total": sum(row.count for row in pairs) or None,
        "practices": [
            {"title": title, "cards": card_list(world, cards, here, 4)}
            for title, cards in (("Опыт организации", own), ("Чем пользуется организация", used))
            if cards
        ],
        "templates": tuple(
            Item(program.title, relative(here, program_url(program)), program.summary) for name in school.templates if (program := bank.program_by_id.get(name))
        ),
        "materials": tuple(_file(world, school, item, here) for item in school.materials),
        "monitoring": [
            {"label": bank.term("indicators", row.indicator).name, "value": row.value, "n": row.n, "date": dated(row.date)} for row in shown_monitoring(school)
        ],
        "incentives": school.incentives or None,
        "news": [
            {
                "id": f"news-{item.id}",
                "title": item.title,
                "date": dated(item.date),
                "summary": item.summary or None,
                "body": Prose(world, item.path, here, under=3, terms=terms)(item.body) or None,
            }
            for item in bank.news_of(school)
        ],
        "events": tuple(whole_event(world, event, here) for event in bank.events_of(school)),
        "links": tuple(Link(title, url) for title, url in useful_links(world, school)),
        "feeds": (
            Link("Лента новостей (Atom)", relative(here, f"{embed_url(school)}feed.atom")),
            Link("лента новостей (JSON)", relative(here, f"{embed_url(school)}feed.json")),
        ),
        "embed_url": relative(here, curator_url(school)),
        "least": LEAST,
        "missing": tuple(part.title for part in completeness(world, school) if not part.done),
        "updated": dated(school.updated),
        "edit_url": world.edit_url(school.path),
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Организации", relative(here, "schools/")), Link(school.name_short))
    description = f"Раздел «Наставничество»: {school.name_full}."
    return page(world, "school.html.j2", here, TAB, crumbs, title=school.name_short, description=description, v=v, embed=embed_url(school))


def _topic_url(world: World, here: str, topic: str) -> str | None:
    used = any(topic in card.topic for card in world.bank.published)
    return relative(here, facet_url("topic", topic)) if used else None


def _facts(world: World, school: School) -> Iterator[Fact]:
    bank = world.bank
    yield Fact("Муниципальное образование", (Link(bank.term("municipalities", school.municipality).name),))
    yield Fact("Тип", (Link(bank.term("school_types", school.type).name),))
    yield Fact("Уровни образования", tuple(Link(bank.term("education_levels", name).name) for name in school.education_level))
    if school.introduced:
        yield Fact("Система внедрена", (Link(dated(school.introduced).text),))
    yield Fact("Куратор", (Link("страница руководства на сайте организации", school.curator_page),))
    yield Fact("Официальный сайт", (Link(school.site, school.site),))


def _file(world: World, school: School, item: SchoolFile, here: str) -> FileLink:
    meta = "; ".join(filter(None, (file_meta(world, school, item), requisites(item))))
    return FileLink(item.title, file_url(world, school, item, here), meta)
