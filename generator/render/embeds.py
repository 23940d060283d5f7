"""A school's section as files other sites can take, and the lines of HTML a curator pastes.

A link is the contract and everything else adds to it: each line keeps a working link when its frame cannot be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from generator.model import School
from generator.render.section import Topics, by_topic, section_of
from generator.render.section_data import SchoolSection, as_data
from generator.render.site import World, embed_url, relative
from generator.render.templates import environment

STYLESHEET = "embed/v1/embed.css"


class Line(NamedTuple):
    """One way to embed: its id, what it is called for a curator, and what to copy."""

    id: str
    label: str
    code: str


def embed_files(world: World) -> dict[str, bytes]:
    """The stylesheet and the files of every school. Former ids keep working: no redirects on static hosting."""
    files = {STYLESHEET: (world.theme / "embeds" / "embed.css").read_bytes()}
    topics = by_topic(world.bank)
    for school in world.bank.schools:
        made = school_files(world, school, topics)
        for folder in embed_folders(world, school):
            files.update({folder + name: data for name, data in made.items()})
    return files


def embed_folders(world: World, school: School) -> Iterator[str]:
    """The folders a school's section lies in: that of its id and those of its former ids."""
    yield embed_url(school)
    yield from (f"embed/v1/s/{alias}/" for alias in school.aliases if alias not in world.bank.school_by_id)


def school_files(world: World, school: School, topics: Topics | None = None) -> dict[str, bytes]:
    """The files of one school, by their names in its folder.

    The fragment is ASCII with character references: it has no head to name its encoding in, and it is put into pages of
    any encoding.
    """
    section = section_of(world, school, topics)
    return {
        "index.html": _render(world, "page", section, _local(world, embed_url(school))).encode(),
        "fragment.html": _render(world, "fragment", section, str).encode("ascii", "xmlcharrefreplace"),
        "data.json": msgspec.json.encode(as_data(section)) + b"\n",
    }


def embed_lines(world: World, school: School) -> list[Line]:
    """What a curator can paste today, the best first.

    `!important` is there because the scripts of «версия для слабовидящих» hide frames; `frame-sizing` gives the frame its
    exact height without scripts where the browser knows it, `min-height` a whole screen where it does not.
    """
    url = escape(world.absolute(embed_url(school)))
    title = escape(f"Наставничество – {school.name_short}")
    link = f'<a href="{url}">Наставничество – {escape(school.name_short, quote=False)}: открыть раздел</a>'
    size = "vertical-align:top;width:100%;min-height:100vh;frame-sizing:content-height"
    return [
        Line("object", "Раздел целиком", f'<object type="text/html" data="{url}" title="{title}" style="display:inline!important;{size}">{link}</object>'),
        Line(
            "iframe",
            "Раздел в рамке (iframe), если редактор принимает только её",
            f'<iframe src="{url}" title="{title}" loading="lazy" style="display:block!important;border:0;{size}"></iframe>\n<p>{link}</p>',
        ),
        Line("link", "Ссылка на раздел", link),
        Line("fragment", "Адрес текста раздела: откройте, скопируйте и вставьте в редактор", world.absolute(embed_url(school) + "fragment.html")),
    ]


def _render(world: World, name: str, section: SchoolSection, href: Callable[[str], str]) -> str:
    template = environment(world.theme).get_template(f"embeds/{name}.html.j2")
    return template.render(section=section, href=href, origin=_origin(world.settings.url)).strip() + "\n"


def _local(world: World, here: str) -> Callable[[str], str]:
    """Addresses of the bank as links from our own page, so that a copy of the site on another host stays whole."""
    root = world.settings.url
    return lambda url: relative(here, url.removeprefix(root)) if url.startswith(root) else url


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
