"""The whole way of a bank to its site, readable aloud: check, render, publish."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
from jinja2 import TemplateError

from generator.diagnostics import Diagnostic, Place
from generator.memo import Memo
from generator.publish import writer
from generator.publish.engine import run_engine
from generator.publish.join import join
from generator.publish.rules import BrokenTemplate
from generator.publish.stage import make_stage
from generator.publish.verify import verify
from generator.render.compose import render_site
from generator.render.site import World
from generator.survey import WORK, Checked, check_bank


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may set for a build; empty `engine` and `url` mean those of site_config.yml."""

    today: date
    engine: str = ""
    url: str = ""
    cache: bool = True
    jobs: int = 1


@dataclass(frozen=True)
class Built:
    """A site made. `found` holds errors when it was not: then nothing was written."""

    checked: Checked
    found: tuple[Diagnostic, ...] = ()
    pages: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def done(self) -> bool:
        """True when the site stands."""
        return self.checked.sound and not self.found


def build_site(root: Path, out: Path, options: Options, say: Callable[[str], None]) -> Built:
    """Check the bank in `root` and make its site in `out`. A bank with errors leaves the old site as it was.

    Raises writer.NotOurs, writer.Busy and OSError; `say` gets a word as each stage begins.
    """
    writer.refuse_foreign(out)
    say("Проверяю банк")
    memo = Memo(root / WORK / "memo" if options.cache else None)
    checked = check_bank(root, options.today, cache=options.cache)
    if not checked.sound or checked.settings is None or checked.bank is None:
        return Built(checked)
    settings = msgspec.structs.replace(checked.settings, **({"url": options.url} if options.url else {}))
    with writer.locked(root / WORK):
        world = World(checked.bank, settings, theme_of(root), root, memo)
        say("Собираю страницы")
        try:
            rendered = render_site(world)
        except TemplateError as error:
            return Built(checked, (broken_template(world.theme, error),))
        stage = make_stage(rendered, checked.bank, settings, world.theme)
        say("Делаю рамки страниц")
        made, found = run_engine(stage, root / WORK / "engine", options.engine or settings.engine, use_cache=options.cache)
        if found:
            return Built(checked, tuple(found))
        files, found = join(rendered, stage, made, settings)
        say("Проверяю готовый сайт")
        found = found or verify(files, settings.url, options.jobs, memo)
        if found:
            return Built(checked, tuple(sorted(found, key=lambda diagnostic: diagnostic.order)))
        say("Записываю")
        written = writer.write_site(out, files)
        with contextlib.suppress(OSError):  # the site stands; a memory that cannot be kept only costs time
            memo.save()
    return Built(checked, (), sum(path.endswith(".html") for path in files), written.changed, written.removed)


def broken_template(theme: Path, error: TemplateError) -> Diagnostic:
    """A fault of a template in words: regions edit them too."""
    frame = next((item for item in reversed(traceback.extract_tb(error.__traceback__)) if item.filename.endswith(".j2")), None)
    file = Path(getattr(error, "filename", None) or (frame.filename if frame else theme))
    line = getattr(error, "lineno", None) or (frame.lineno if frame else None) or 1
    name = f"theme/{file.relative_to(theme).as_posix()}" if file.is_relative_to(theme) and file != theme else "theme"
    return BrokenTemplate.at(Place(name, line), f"Шаблон страницы не читается: {error.message or error}.", "Сравните это место с прежней версией файла.")


def theme_of(root: Path) -> Path:
    """The bank's own theme, or the one that comes with the generator."""
    own = root / "theme"
    return own if (own / "pages").is_dir() else Path(__file__).parent.parent / "theme"
