"""The whole way of a bank, readable aloud: load, check, render, publish."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import msgspec
from jinja2 import TemplateError

from generator.check import Context, check
from generator.diagnostics import Diagnostic, Place, Severity
from generator.diagnostics.waivers import apply as apply_waivers
from generator.load import Source, Tree, read_source, walk
from generator.load.decode import decode
from generator.memo import FORGETFUL, Memo
from generator.model import Bank, build_bank
from generator.publish import writer
from generator.publish.engine import run_engine
from generator.publish.join import join
from generator.publish.rules import BrokenTemplate
from generator.publish.stage import make_stage
from generator.publish.verify import verify
from generator.render.compose import render_site
from generator.render.site import World
from generator.schema import kind, read_vocabularies
from generator.schema.body import check_body
from generator.schema.shape import Shape
from generator.settings import Settings, read_settings

WORK = "build"  # the bank's folder for caches; may be deleted at any time


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may set for a build; empty `engine` and `url` mean those of site_config.yml."""

    today: date
    engine: str = ""
    url: str = ""
    cache: bool = True
    jobs: int = 1


@dataclass(frozen=True)
class Checked:
    """A bank read and checked. `settings` is None when site_config.yml cannot be used: then nothing else was looked at."""

    settings: Settings | None
    tree: Tree
    sources: tuple[Source, ...]
    bank: Bank | None
    found: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """True when nothing stands in the way of publishing."""
        return not any(diagnostic.severity is Severity.ERROR for diagnostic in self.found)

    @property
    def files(self) -> int:
        """How many files were looked at."""
        return len(self.tree.records) + len(self.tree.files) + 1


def check_bank(root: Path, today: date, memo: Memo = FORGETFUL) -> Checked:
    """Read and check the bank in `root`. Never raises for what its files hold."""
    settings, found = read_settings(root)
    if settings is None:
        return Checked(None, Tree((), ()), (), None, tuple(found))
    tree, walked = walk(root)
    found += walked
    sources, unread = _read(root, tree, memo)
    found += unread
    sound, shapeless = _shape(sources, memo)
    found += shapeless
    vocabularies = read_vocabularies((source.entry.id, source.values) for source in sources if source.entry.kind == "vocabulary")
    bank = build_bank(sound, vocabularies, today, tree.files)
    found += check(Context(settings, tree, tuple(sources), bank, memo))
    kept = apply_waivers(found, {source.path: source.text for source in sources})
    return Checked(settings, tree, tuple(sources), bank, tuple(sorted(kept, key=lambda diagnostic: diagnostic.order)))


def check_folder(root: Path, today: date) -> list[Diagnostic]:
    """Only the diagnostics of a bank."""
    return list(check_bank(root, today).found)


def texts_of(root: Path, found: Sequence[Diagnostic]) -> dict[str, str]:
    """Texts of the files the diagnostics point at, for excerpts; unreadable ones are left out."""
    texts: dict[str, str] = {}
    for path in {diagnostic.place.path for diagnostic in found}:
        try:
            data = (root / path).read_bytes()
        except OSError:
            continue
        text, _ = decode(path, data)
        texts[path] = text if text is not None else data.decode("utf-8", "replace")
    return texts


def _read(root: Path, tree: Tree, memo: Memo) -> tuple[list[Source], list[Diagnostic]]:
    sources: list[Source] = []
    found: list[Diagnostic] = []
    for entry in tree.records:
        source, unread = read_source(root, entry, memo)
        found += unread
        if source:
            sources.append(source)
    return sources, found


def _shape(sources: Sequence[Source], memo: Memo) -> tuple[list[Source], list[Diagnostic]]:
    """The sources whose fields and sections are as their schema wants them, and what is wrong with the others."""
    vocabularies = read_vocabularies((source.entry.id, source.values) for source in sources if source.entry.kind == "vocabulary")
    shapes: dict[str, Shape] = {}
    sound: list[Source] = []
    found: list[Diagnostic] = []
    for source in sources:
        name = source.entry.kind
        shape = shapes.get(name) or shapes.setdefault(name, Shape(kind(name), vocabularies))
        faults, gaps = memo("shape", (repr(source.entry), source.text, shape.digest), partial(_faults, shape, source))
        if not any(diagnostic.severity is Severity.ERROR for diagnostic in faults):
            sound.append(source)
        found += [*faults, *gaps]
    return sound, found


def _faults(shape: Shape, source: Source) -> tuple[list[Diagnostic], list[Diagnostic]]:
    return shape.check(source), check_body(source, shape.kind)


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
    checked = check_bank(root, options.today, memo)
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
