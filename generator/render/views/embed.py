"""The pages where a curator gets the line to paste: the list of organisations, a page for each, and the host page of previews.

The server says everything: all lines, all instructions, which line for which site. Scripts only ask two questions and show one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model import School
from generator.render.embed.data import Section
from generator.render.embed.lines import Line, embed_lines, lines
from generator.render.embed.region import facet_folder, main_sections
from generator.render.embed.section import notice, section_of
from generator.render.site import EMBED, Framed, World, card_embed_url, embed_url, page_url, practice_url, relative, school_url
from generator.render.templates import render
from generator.render.views.completeness import completeness
from generator.render.views.embed_hosts import ANSWERS, HOSTS, MANNERS, PASTE, SAVE, WAYS, Host, Way
from generator.render.views.embed_letter import letter
from generator.render.views.shapes import Link, page

TAB = "schools"
HERE = "embed/"
TITLE = "Раздел «Наставничество» на сайте организации"
PREVIEW = "embed/preview/"
PHP = "embed/nastavnik.txt"
"""The PHP include, under a name that no host runs."""
MEASURED = "help/embed-hosts"
"""The hand-written page with what was tried on a real site, where a bank has it."""
LIMITS, LEVELS = (1, 3, 5, 10), (2, 3, 4, 5)
THEMES = (("light", "светлый лист"), ("dark", "тёмный лист"))


def offers_sections(world: World) -> bool:
    """Whether the bank has anything to show elsewhere."""
    return bool(world.bank.schools) or any(offered for offered, _, _ in main_sections(world))


def embed_pages(world: World) -> Iterator[Framed]:
    """The list of what other sites can show."""
    if offers_sections(world):
        yield _list(world, tuple((folder, section) for offered, folder, section in main_sections(world) if offered))


def embed_page_files(world: World) -> dict[str, bytes]:
    """What the pages of schools use besides: the host page of previews and the PHP include."""
    if not world.bank.schools:
        return {}
    html = render(world.theme, "embeds/preview.html.j2", root="../../")
    return {f"{PREVIEW}index.html": (html.strip() + "\n").encode(), PHP: (world.theme / "embeds" / "nastavnik.php").read_bytes()}


def curator_url(school: School) -> str:
    """Address of the page where a school's curator gets the line."""
    return f"{school_url(school)}embed/"


def poster_url(school: School) -> str:
    """Address of the sheet for the school's board."""
    return f"{curator_url(school)}poster/"


def _list(world: World, main: tuple[tuple[str, Section], ...]) -> Framed:
    bank = world.bank
    places: dict[str, list[School]] = {}
    for school in bank.schools:
        places.setdefault(bank.term("municipalities", school.municipality).name, []).append(school)
    v = {
        "title": TITLE if bank.schools else "Разделы банка для других сайтов",
        "lead": "Одна строка на странице вашего сайта показывает документы, практики, новости и события из банка и обновляется сама."
        + (" Выберите организацию, ответьте на два вопроса о сайте и скопируйте строку." if bank.schools else ""),
        "groups": [
            {"title": place, "schools": [Link(school.name_short, relative(HERE, curator_url(school)), _about(school, bank.today)) for school in found]}
            for place, found in sorted(places.items())
        ],
        "sections": [_region_section(world, folder, section) for folder, section in main],
        "pattern": _pattern(world) if bank.published else None,
        "facets": [
            {"title": facet.label, "choices": [{"title": value.term.name, "folder": facet_folder(facet.field, value.term.id)} for value in facet.used]}
            for facet in world.facets
            if facet.used
        ],
        "hosts_url": _measured(world, HERE),
        "root_url": world.settings.url,
    }
    crumbs = (Link("Главная", relative(HERE, "")), *([Link("Организации", relative(HERE, "schools/"))] if bank.schools else []), Link("Вставить на сайт"))
    return page(world, "embed.html.j2", HERE, TAB, crumbs, title=str(v["title"]), description=str(v["lead"]), v=v)


def _about(school: School, today: date) -> str:
    return f"{school.name_full}; больше не работает" if school.is_closed(today) else school.name_full


def _region_section(world: World, folder: str, section: Section) -> dict[str, object]:
    return {
        "id": folder.rstrip("/").rpartition("/")[2],
        "title": section.title,
        "url": relative(HERE, folder),
        "lines": lines(world, folder, f"{section.title} – {section.bank}"),
    }


def _pattern(world: World) -> dict[str, object]:
    """Lines with blanks for the address and the words of a link, and examples of the rule by which addresses are made."""
    card = world.bank.published[0]
    return {
        "lines": lines(world, "{folder}", "{text}"),
        "card": world.absolute(practice_url(card)),
        "card_folder": world.absolute(card_embed_url(card.id)),
        "list": world.absolute("practices/"),
        "list_folder": world.absolute(f"{EMBED}practices/"),
    }


def curator_page(world: World, school: School) -> Framed:
    """The page of one school's curator."""
    here = curator_url(school)
    section = section_of(world, school)
    codes = {line.id: line for line in embed_lines(world, school)}
    parts = completeness(world, school)
    done = sum(part.done for part in parts)
    folder = embed_url(school)
    v = {
        "title": TITLE,
        "name": school.name_short,
        "lead": "Ответьте на два вопроса о вашем сайте: получится одна строка и порядок действий. Вставить её нужно один раз, дальше раздел обновляется сам.",
        "notice": notice(world, school) or None,
        "done": done,
        "total": len(parts),
        "missing": [{"title": part.title, "advice": part.advice, "url": relative(here, part.url)} for part in parts if not part.done],
        "edit_url": world.edit_url(school.path),
        "hosts": [_host(host) for host in HOSTS],
        "answers": ANSWERS,
        "manners": MANNERS,
        "ways": [_way(way, codes[way.id]) for way in WAYS],
        "others": [codes[name] for name in ("php", "zip", "feed")],
        "blocks": [{"id": block.id, "title": block.title} for block in section.blocks],
        "limits": LIMITS,
        "levels": LEVELS,
        "themes": THEMES,
        "letter": letter(world, section, codes),
        "root_url": world.settings.url,
        "address": codes["address"].code,
        "section_url": relative(here, folder),
        "fragment_url": relative(here, f"{folder}fragment.html"),
        "zip_url": relative(here, f"{folder}site.zip"),
        "php_url": relative(here, PHP),
        "school_url": relative(here, school_url(school)),
        "poster_url": relative(here, poster_url(school)),
        "hosts_url": _measured(world, here),
    }
    crumbs = (
        Link("Главная", relative(here, "")), Link("Организации", relative(here, "schools/")), Link(school.name_short, relative(here, school_url(school))),
        Link("Код для сайта"),
    )  # fmt: skip
    title = f"Код для сайта – {school.name_short}"
    return page(
        world,
        "embed_school.html.j2",
        here,
        TAB,
        crumbs,
        title=title,
        description=f"Строка, которая показывает раздел «Наставничество» на сайте: {school.name_full}.",
        v=v,
    )


def _host(host: Host) -> dict[str, object]:
    names = {way.id: way.title for way in WAYS}
    return {
        "id": host.id,
        "title": host.title,
        "known": host.known,
        "steps": (*host.html, PASTE, SAVE),
        "picture": host.picture,
        "answers": [
            {
                "id": answer.id,
                "title": answer.title,
                "ways": " ".join(host.ways(answer.id)),
                "first": names[host.ways(answer.id)[0]],
                "id_first": host.ways(answer.id)[0],
            }
            for answer in ANSWERS
        ],
    }


def _way(way: Way, line: Line) -> dict[str, object]:
    return {
        "id": way.id,
        "title": way.title,
        "why": way.why,
        "mode": way.mode,
        "shown": way.shown,
        "options": " ".join(way.options),
        "checks": way.checks,
        "code": line.code,
        "button": "Скопировать строку" if line.code.startswith("<") else "Скопировать адрес",
    }


def _measured(world: World, here: str) -> str | None:
    return relative(here, page_url(MEASURED)) if any(item.id == MEASURED for item in world.bank.pages) else None
