"""A checked bank's world becomes its site on the disk: frames, parts, links, the change of places."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.memo import version
from generator.publish import writer
from generator.publish.assemble import Assembly, BrokenTheme, Frames, broken_asset, broken_template, frames_of, of_template
from generator.publish.engine import run_engine
from generator.publish.stage import make_stage
from generator.publish.traces import Stale, Traces
from generator.publish.writer import Draft
from generator.render.assets import SITE_CSS, asset_files
from generator.render.compose import parts
from generator.render.site import Changed, World, page_url
from generator.render.sitemap import sitemap_files
from generator.render.staged import staged_pages
from generator.render.templates import renew
from generator.render.views.embed import offers_sections

MAKING = "Собираю страницы и поиск"


@dataclass(frozen=True, slots=True)
class Way:
    """How a site is made: by which engine, by how many processes, in which folder caches lie and whether they are used."""

    engine: str
    jobs: int
    work: Path
    cache: bool


@dataclass(frozen=True, slots=True)
class Published:
    """A site made: its pages, files that differ from the site before. `found` holds errors when it was not: then nothing was written.

    `spent`: seconds of the processor by family of parts. `frames`: what pages were hung into.
    """

    found: tuple[Diagnostic, ...] = ()
    pages: int = 0
    changed: int = 0
    removed: int = 0
    spent: Mapping[str, float] = field(default_factory=dict)
    frames: Frames = field(default_factory=dict, repr=False)
    standing: Mapping[str, str] | None = field(default=None, repr=False)  # what the disk says of the site's files, where it was asked


def publish(world: World, out: Path, way: Way, stage: Callable[[str], None]) -> Published:
    """Make the site of a world in `out`; `stage` gets a word as each stage begins. Raises writer.NotOurs, writer.Busy, Changed and OSError."""
    with writer.locked(way.work):
        try:
            return _publish(world, out, way, stage)
        except (Stale, OSError):
            book = _left(way, out) / "book"
            if not way.cache or not book.exists():
                raise
            book.unlink()  # whatever is wrong with what the last build left, this one does without
            return _publish(world, out, way, stage)


def _publish(world: World, out: Path, way: Way, stage: Callable[[str], None]) -> Published:
    with writer.drafting(out) as draft:
        try:
            assembly, found = _assemble(draft, world, out, way, stage)
        except BrokenTheme as broken:
            assembly, found = None, list(broken.args)
        except Exception as error:
            if not of_template(error):
                raise
            assembly, found = None, [broken_template(world.theme, error)]
        if assembly is None or found:
            return Published(tuple(sorted(found, key=lambda diagnostic: diagnostic.order)))
        stage("Записываю")
        written = assembly.commit()
    return Published((), assembly.pages, written.changed, written.removed, assembly.spent, assembly.frames, assembly.standing)


def _assemble(draft: Draft, world: World, out: Path, way: Way, stage: Callable[[str], None]) -> tuple[Assembly | None, list[Diagnostic]]:
    """Put every file of the site into the draft; what is wrong with them. Raises BrokenTheme, Changed, Stale, OSError, and whatever a template raises."""
    stage("Делаю рамки страниц")
    theme = _state(world.theme)
    renew(world.theme, theme)
    try:
        assets = asset_files(world.theme)
    except (UnicodeDecodeError, KeyError) as error:
        return None, [broken_asset(error)]
    staged = make_stage(staged_pages(world), assets[SITE_CSS], world.bank, world.settings, world.theme, offers=offers_sections(world))
    made, found = run_engine(staged, way.work / "engine", way.engine, use_cache=way.cache)
    if found:
        return None, found
    frames, finished, found = frames_of(staged, made)
    if found:
        return None, found
    stage(MAKING)
    traces = Traces(_left(way, out) if way.cache else None, _signature(world, theme, frames), out)
    draft.take_spare(traces.differs, traces.standing)
    assembly = Assembly(draft, traces, frames, world.settings.url, world.theme, way.jobs)
    assembly.parts(parts(world))
    urls = (*assembly.urls, *(page_url(page.id) for page in world.bank.pages))
    assembly.files((*finished, *assets.items(), *sitemap_files(world, urls).items()))
    stage("Проверяю ссылки")
    found = assembly.faults()
    if _state(world.theme) != theme:
        raise Changed(str(world.theme))
    return assembly, found


def _left(way: Way, out: Path) -> Path:
    """Where it is kept what the last build left in a folder."""
    return way.work / "left" / hashlib.sha256(str(out).encode()).hexdigest()[:8]


def _state(theme: Path) -> str:
    """Hash of the files of a theme."""
    digest = hashlib.sha256()
    for path in sorted(theme.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            digest.update(f"{path.relative_to(theme)}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _signature(world: World, theme: str, frames: Frames) -> str:
    """What all parts are made of besides the bank: the program, the theme, the frames."""
    return hashlib.sha256(f"{version()}\0{world.settings.url}\0{theme}\0{sorted(frames.items())!r}".encode()).hexdigest()
