"""Everything a site is made of, in one list: the table of contents of this package."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.facets import facets
from generator.model.links import links
from generator.model.paths import is_external, resolve, url_of
from generator.render.api import api_files
from generator.render.assets import asset_files
from generator.render.calendar import calendar_files
from generator.render.embed import embed_files
from generator.render.feeds import feed_files
from generator.render.search import documents, search_files
from generator.render.site import Framed, Rendered, World, page_url
from generator.render.sitemap import sitemap_files
from generator.render.staged import staged_pages
from generator.render.views.collections import collection_pages
from generator.render.views.embed import embed_page_files, embed_pages
from generator.render.views.fields import field_pages
from generator.render.views.gaps import gaps_pages
from generator.render.views.help import help_pages
from generator.render.views.home import home_pages
from generator.render.views.moved import moved_pages
from generator.render.views.navigator import navigator_pages
from generator.render.views.practices import practice_pages
from generator.render.views.programs import program_pages
from generator.render.views.reference import reference_pages
from generator.render.views.regulation import regulation_pages
from generator.render.views.saved import saved_files, saved_pages
from generator.render.views.schools import school_pages


def render_site(world: World) -> Rendered:
    """The whole site before the engine. Raises ValueError when two makers want the same address: that is a fault of ours."""
    framed = tuple(_framed(world))
    urls = sorted({page.url for page in framed if page.canonical == page.url} | {page_url(page.id) for page in world.bank.pages})
    parts = (
        asset_files(world.theme),
        _attached(world),
        api_files(world),
        feed_files(world),
        calendar_files(world),
        embed_files(world),
        embed_page_files(world),
        search_files(world, documents(world)),
        saved_files(world),
        sitemap_files(world, urls),
    )
    files: dict[str, bytes] = {}
    for part in parts:
        if twice := files.keys() & part.keys():
            raise ValueError(f"made twice: {sorted(twice)}")
        files.update(part)
    return Rendered(framed, tuple(staged_pages(world)), files)


def _framed(world: World) -> Iterator[Framed]:
    all_facets = facets(world.bank)
    yield from home_pages(world, all_facets)
    yield from practice_pages(world, all_facets)
    yield from navigator_pages(world, all_facets)
    yield from gaps_pages(world, all_facets)
    yield from collection_pages(world)
    yield from program_pages(world)
    yield from school_pages(world)
    yield from regulation_pages(world, all_facets)
    yield from reference_pages(world)
    yield from embed_pages(world, all_facets)
    yield from help_pages(world)
    yield from field_pages(world)
    yield from moved_pages(world)
    yield from saved_pages(world)


def _attached(world: World) -> dict[str, bytes]:
    """Files that shown records name, in their fields or in their texts: they lie beside their pages."""
    bank = world.bank
    cards = (*bank.published, *bank.archived)
    wanted = {f"practices/{card.id}/{item.file}" for card in cards for item in card.attachments}
    wanted |= {f"content/schools/{school.id}/{item.file}" for school in bank.schools for item in (*school.documents, *school.materials) if item.file}
    texts = [(card.path, section.text) for card in cards for section in card.sections]
    for records in (bank.templates, bank.schools, bank.news, bank.events, bank.pages):
        texts += [(record.path, record.body) for record in records]
    wanted |= {resolve(path, link.target)[0] for path, text in texts for link in links(text) if link.kind != "clause" and not is_external(link.target)}
    return {url_of(entry.path): (world.root / entry.path).read_bytes() for entry in bank.files if entry.path in wanted}
