"""The poster of a school: a sheet for the staff room with the address of its section and a QR code of it.

The board the order asks for may hang on a wall; the section is what it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import School
from generator.render.embed.section import notice, recommended
from generator.render.qr import code_of, coded, readable
from generator.render.site import Framed, World, relative, school_url
from generator.render.views.embed import TAB, curator_url, poster_url
from generator.render.views.shapes import Link, page

LONGEST = 240
"""Signs of an address that still suits a poster: the squares of its code are a millimetre wide, and all fits one sheet."""
AT = {"школа": "в нашей школе", "детский сад": "в нашем детском саду"}
"""Where we are, by what the region calls the type of an organisation; «у нас» suits the rest."""


def poster_page(world: World, school: School) -> Framed:
    """The page with the sheet."""
    here, own = poster_url(school), led_to(world, school)
    v = {
        "name": school.name_short,
        "notice": notice(world, school) or None,
        "heading": f"Наставничество {AT.get(world.bank.term('school_types', school.type).name, 'у нас')}",
        "finds": tuple(_finds(world, school)),
        "address": own,
        "address_text": readable(own),
        "code": code_of(own),
        "is_own": own == school.section_url,
        "is_long": own != school.section_url and bool(school.section_url),
        "edit_url": world.edit_url(school.path),
        "curator_url": relative(here, curator_url(school)),
    }
    crumbs = (
        Link("Главная", relative(here, "")), Link("Организации", relative(here, "schools/")), Link(school.name_short, relative(here, school_url(school))),
        Link("Код для сайта", relative(here, curator_url(school))), Link("Плакат"),
    )  # fmt: skip
    description = f"Плакат для учительской со ссылкой на раздел «Наставничество»: {school.name_full}."
    return page(world, "poster.html.j2", here, TAB, crumbs, title=f"Плакат – {school.name_short}", description=description, v=v)


def led_to(world: World, school: School) -> str:
    """Where the code leads: to the section on the school's own site, or to the school's page of the bank."""
    own = school.section_url
    return own if own and len(coded(own)) <= LONGEST else world.absolute(school_url(school))


def _finds(world: World, school: School) -> Iterator[str]:
    """What is there for the reader, and nothing that is not."""
    bank = world.bank
    if school.documents:
        yield "Наши документы о наставничестве"
    elif bank.acts:
        yield "Документы: на чём держится наставничество"
    if any(bank.practices_of(school)):
        yield "Практики, которыми у нас пользуются"
    elif recommended(bank, school):
        yield "Практики: что попробовать с коллегой"
    yield "К кому подойти с вопросом"
