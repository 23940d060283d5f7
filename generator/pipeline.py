"""The whole way of a bank to its site, readable aloud: check, render, publish."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import msgspec

from generator.alike import alike
from generator.diagnostics import Diagnostic
from generator.folders import WORK, theme_of
from generator.publish import writer
from generator.publish.site import MAKING, Published, Way, publish
from generator.render.site import Changed, World
from generator.stopwatch import Stopwatch
from generator.survey import Checked, check_bank
from generator.workers import processors

TURNS = 3  # how often a build begins anew because a file was changed under its hands


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
    """What became of a bank: what the check found, and the site, unless the bank had errors. `spent`: seconds of the processor by stage."""

    checked: Checked
    site: Published = field(default_factory=Published)
    spent: Mapping[str, float] = field(default_factory=dict)
    world: World | None = field(default=None, repr=False)  # what the site was made of

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """Errors that came up while the site was made: then nothing was written."""
        return self.site.found

    @property
    def done(self) -> bool:
        """True when the site stands."""
        return self.checked.sound and not self.found


def build_site(root: Path, out: Path, options: Options, say: Callable[[str], None]) -> Built:
    """Check the bank in `root` and make its site in `out`. A bank with errors leaves the old site as it was.

    Raises writer.NotOurs, writer.Busy, Changed and OSError; `say` gets a word as each stage begins.
    """
    writer.refuse_foreign(out)
    gc.disable()  # a build makes millions of small things and hardly a cycle: looking for cycles takes a third of its time
    try:
        for _ in range(TURNS):
            with contextlib.suppress(Changed):  # somebody works on the bank: once more from the beginning
                return _build(root, out, options, say)
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
    work = root / WORK
    known = alike(checked.bank, work / "alike" if options.cache else None, options.jobs)
    world = World(checked.bank, settings, theme_of(root), root, work if options.cache else None, checked.sums, known)
    made = publish(world, out, Way(options.engine or settings.engine, options.jobs, work, options.cache), stage)
    watch.stage("")
    watch.part(MAKING, made.spent)
    return Built(checked, made, watch.spent, world)
