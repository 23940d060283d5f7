"""The whole way of a bank to its site, readable aloud: check, render, publish."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import msgspec
from jinja2 import TemplateError

from generator.diagnostics import Diagnostic
from generator.publish import writer
from generator.publish.assemble import Assembly, BrokenTheme, broken_template, frames_of
from generator.publish.engine import run_engine
from generator.publish.stage import make_stage
from generator.render.assets import SITE_CSS, asset_files
from generator.render.compose import parts
from generator.render.site import World, page_url
from generator.render.sitemap import sitemap_files
from generator.render.staged import staged_pages
from generator.render.views.embed import offers_sections
from generator.settings import theme_of
from generator.stopwatch import Stopwatch
from generator.survey import WORK, Checked, check_bank
from generator.workers import processors

MAKING = "Собираю страницы и поиск"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may set for a build; empty `engine` and `url` mean those of site_config.yml."""

    today: date
    engine: str = ""
    url: str = ""
    cache: bool = True
    jobs: int = 1  # processes; 0: as many as help


@dataclass(frozen=True)
class Built:
    """A site made. `found` holds errors when it was not: then nothing was written."""

    checked: Checked
    found: tuple[Diagnostic, ...] = ()
    pages: int = 0
    changed: int = 0
    removed: int = 0
    spent: Mapping[str, float] = field(default_factory=dict)  # seconds of the processor by stage

    @property
    def done(self) -> bool:
        """True when the site stands."""
        return self.checked.sound and not self.found


def build_site(root: Path, out: Path, options: Options, say: Callable[[str], None]) -> Built:
    """Check the bank in `root` and make its site in `out`. A bank with errors leaves the old site as it was.

    Raises writer.NotOurs, writer.Busy and OSError; `say` gets a word as each stage begins.
    """
    writer.refuse_foreign(out)
    gc.disable()  # a build makes millions of small things and hardly a cycle: looking for cycles takes a third of its time
    try:
        return _build(root, out, options, say)
    finally:
        gc.enable()


def _build(root: Path, out: Path, options: Options, say: Callable[[str], None]) -> Built:
    watch = Stopwatch()

    def stage(name: str) -> None:
        watch.stage(name)
        say(name)

    stage("Проверяю банк")
    options = replace(options, jobs=options.jobs or processors())
    checked = check_bank(root, options.today, cache=options.cache, jobs=options.jobs, say=say)
    if not checked.sound or checked.settings is None or checked.bank is None:
        return Built(checked)
    settings = msgspec.structs.replace(checked.settings, **({"url": options.url} if options.url else {}))
    world = World(checked.bank, settings, theme_of(root), root, root / WORK if options.cache else None)
    with writer.locked(root / WORK), writer.drafting(out) as draft:
        assembly = Assembly(draft, settings.url, world.theme, options.jobs)
        try:
            found = _assemble(assembly, world, root / WORK / "engine", options, stage)
        except BrokenTheme as broken:
            found = list(broken.args)
        except TemplateError as error:
            found = [broken_template(world.theme, error)]
        if found:
            return Built(checked, tuple(sorted(found, key=lambda diagnostic: diagnostic.order)))
        stage("Записываю")
        written = assembly.commit()
    watch.stage("")
    watch.part(MAKING, assembly.made.spent)
    return Built(checked, (), assembly.pages, written.changed, written.removed, watch.spent)


def _assemble(assembly: Assembly, world: World, cache: Path, options: Options, stage: Callable[[str], None]) -> list[Diagnostic]:
    """Put every file of the site into the draft; what is wrong with them. Raises BrokenTheme and TemplateError."""
    stage("Делаю рамки страниц")
    assets = asset_files(world.theme)
    staged = make_stage(staged_pages(world), assets[SITE_CSS], world.bank, world.settings, world.theme, offers=offers_sections(world))
    made, found = run_engine(staged, cache, options.engine or world.settings.engine, use_cache=options.cache)
    if found:
        return found
    frames, finished, found = frames_of(staged, made)
    if found:
        return found
    stage(MAKING)
    assembly.parts(parts(world), frames)
    assembly.files((*finished, *assets.items()))
    assembly.files(sitemap_files(world, (*assembly.made.urls, *(page_url(page.id) for page in world.bank.pages))).items())
    stage("Проверяю ссылки")
    return assembly.faults()
