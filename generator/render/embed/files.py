"""Every file under /embed/v1/: the loader, and the sections of schools and of the region in each form another site can take."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from generator.model import Practice, School
from generator.model.facets import Facet, FacetValue
from generator.render.embed.archive import archive
from generator.render.embed.brief import brief
from generator.render.embed.data import Section, as_data
from generator.render.embed.frame import frame_page
from generator.render.embed.lines import LOADER, RELEASED
from generator.render.embed.oembed import oembed
from generator.render.embed.region import QUERY, Sections, card_sections, facet_sections, main_sections, query_section
from generator.render.embed.section import section_of
from generator.render.site import EMBED, World, embed_folders, embed_url, relative
from generator.render.templates import environment

QUERY_SCRIPT = "assets/js/embed/query.js"


def embed_files(world: World) -> dict[str, bytes]:
    """Everything by its path on the site."""
    bank = world.bank
    return {
        **main_files(world),
        **{path: data for school in bank.schools for path, data in school_folders(world, school).items()},
        **{path: data for facet in world.facets for value in facet.values for path, data in facet_files(world, facet, value).items()},
        **{path: data for card in (*bank.published, *bank.archived) for path, data in card_files(world, card).items()},
    }


def main_files(world: World) -> dict[str, bytes]:
    """The loader, and the sections for everybody."""
    released = world.theme / "embeds" / RELEASED
    files = {f"{EMBED}{path.name}": path.read_bytes() for path in sorted(released.glob("*.js"))}
    assert f"{EMBED}{LOADER}" in files, "the newest release of the loader is missing"
    files |= _written(world, ((folder, section) for _, folder, section in main_sections(world)))
    if world.bank.published:
        made = section_files(world, query_section(world), QUERY, module=world.absolute(QUERY_SCRIPT))
        files.update({QUERY + name: data for name, data in made.items()})
    return files


def facet_files(world: World, facet: Facet, value: FacetValue) -> dict[str, bytes]:
    """The section of one value of a facet."""
    return _written(world, facet_sections(world, facet, value))


def card_files(world: World, card: Practice) -> dict[str, bytes]:
    """The section of one card."""
    return _written(world, card_sections(world, card))


def school_folders(world: World, school: School) -> dict[str, bytes]:
    """The section of a school. Its former ids keep working: static hosting has no redirects."""
    made = school_files(world, school)
    return {folder + name: data for folder in embed_folders(world, school) for name, data in made.items()}


def _written(world: World, sections: Sections) -> dict[str, bytes]:
    return {folder + name: data for folder, section in sections for name, data in section_files(world, section, folder).items()}


def school_files(world: World, school: School) -> dict[str, bytes]:
    """The files of a school, by their names in its folder; its feeds are made with the others.

    The fragment is ASCII with character references: it has no head to name its encoding in, and it is put into pages of
    any encoding.
    """
    section, folder = section_of(world, school), embed_url(school)
    template = environment(world.theme).get_template("embeds/fragment.html.j2")
    return {
        **section_files(world, section, folder, small="oe/"),
        "oe/index.html": frame_page(world, brief(world, section), local(world, f"{folder}oe/"), folder),
        "fragment.html": (template.render(section=section).strip() + "\n").encode("ascii", "xmlcharrefreplace"),
        "site.zip": archive(world, school, section, folder),
    }


def section_files(world: World, section: Section, folder: str, *, small: str = "", module: str = "") -> dict[str, bytes]:
    """What every section has: its page, its data, and oEmbed, which shows the page itself or the `small` one below it.

    The page of a `module` shows what its address asks; oEmbed, being a file, could not.
    """
    return {
        "index.html": frame_page(world, section, local(world, folder), folder, module),
        "data.json": msgspec.json.encode(as_data(section)) + b"\n",
        **({} if module else {"oembed.json": msgspec.json.encode(oembed(world, section, folder, small)) + b"\n"}),
    }


def local(world: World, here: str) -> Callable[[str], str]:
    """Addresses of the bank as links from our own page, so that a copy of the site on another host stays whole."""
    root = world.settings.url
    return lambda url: relative(here, url.removeprefix(root)) if url.startswith(root) else url
