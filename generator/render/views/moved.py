"""Pages at the former addresses of renamed records, so that old links go on working."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.site import Framed, World, practice_url, program_url, relative, root_of, school_url
from generator.render.templates import render
from generator.render.views.shapes import Link


def moved_pages(world: World) -> Iterator[Framed]:
    """One page an alias."""
    bank = world.bank
    for card in (*bank.published, *bank.archived):
        yield from (_moved(world, f"practices/{alias}/", practice_url(card), card.title, "practices") for alias in card.aliases)
    for program in bank.templates:
        yield from (_moved(world, f"programs/{alias}/", program_url(program), program.title, "programs") for alias in program.aliases)
    for school in bank.schools:
        yield from (_moved(world, f"schools/{alias}/", school_url(school), school.name_short, "schools") for alias in school.aliases)


def _moved(world: World, here: str, target: str, title: str, tab: str) -> Framed:
    crumbs = (Link("Главная", relative(here, "")), Link("Страница переехала"))
    body = render(world.theme, "pages/moved.html.j2", root=root_of(here), crumbs=crumbs, v={"title": title, "url": relative(here, target)})
    return Framed(url=here, title="Страница переехала", description=f"Теперь: {title}", tab=tab, body=body, canonical=target)
