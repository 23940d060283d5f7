"""Parts of a site become its files: pages are hung into frames, everything is looked over and put into the draft.

Parts are dealt out among processes; what comes back of each file is its stamp and what its links need. A part that is made of
the same as in the last build is only kept.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateError
from markupsafe import Markup

from generator.diagnostics import Diagnostic, Place
from generator.disk import below, standing
from generator.publish import rules
from generator.publish.frames import Frame, cut, hang
from generator.publish.manifest import MANIFEST, Stamp, manifest, stamp
from generator.publish.stage import Stage
from generator.publish.traces import Inside, Trace, Traces
from generator.publish.verify import Seen, Shell, look, look_at_body, look_at_shell, settle
from generator.publish.writer import Draft, Written
from generator.render.site import Addressed, File, Framed, Part
from generator.sums import sum_of
from generator.workers import spread


class BrokenTheme(Exception):  # noqa: N818  # says what is broken
    """A template cannot be filled in; the argument is the diagnostic."""


Frames = Mapping[tuple[str, int], Frame]
FINISHED = "готовые файлы"
"""The name of what is put in as finished files: it is looked at every time."""


@dataclass(slots=True)
class Made:
    """A part put into the draft: the stamps of its files, places of its pages, what they link to, addresses for the map of the site.

    `addressed`: stamps of files with a hash in their names, to which no page links.
    `key`: a digest of what it was made of. `changed`: files that differ from those of the site that stands. `spent`: seconds of the processor.
    """

    name: str
    family: str = ""
    key: bytes = b""
    stamps: dict[str, Stamp] = field(default_factory=dict)
    addressed: dict[str, Stamp] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    targets: set[str] = field(default_factory=set)
    urls: list[str] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    spent: float = 0.0


class Assembly:
    """A site whose address is `base` on its way into the draft. Parts of which the last build left `traces` are not made again."""

    def __init__(self, draft: Draft, traces: Traces, frames: Frames, base: str, theme: Path, jobs: int) -> None:  # noqa: PLR0917
        self.draft, self.traces, self.frames, self.base, self.theme, self.jobs = draft, traces, frames, base, theme, jobs
        self.stamps: dict[str, Stamp] = {}
        self.urls: list[str] = []
        self._kept: dict[str, Trace] = {}
        self._made: dict[str, Made] = {}
        self._new_places: dict[str, str] = {}
        self.standing: Mapping[str, str] | None = None
        self._shells = {key: self._shell(frame, *key) for key, frame in frames.items()}

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(path.endswith(".html") for path in self.stamps)

    @property
    def spent(self) -> Mapping[str, float]:
        """Seconds of the processor by family of parts."""
        found: dict[str, float] = {}
        for made in self._made.values():
            found[made.family] = found.get(made.family, 0.0) + made.spent
        return found

    def parts(self, parts: Sequence[Part]) -> None:
        """Make and put in parts of the site. Raises BrokenTheme, OSError, and ValueError when two parts make the same file: a fault of ours."""
        new = [part for part in parts if not self._keep(part.name, part.key)]
        for share in spread(self._share, new, self.jobs):
            for made in share:
                self._add(made)

    def files(self, files: Iterable[File]) -> None:
        """Put in finished files, all at once."""
        found = tuple(files)
        if not self._keep(FINISHED, lambda: _digest(found)):
            made = Made(FINISHED, key=_digest(found))
            for path, data in found:
                self._put(made, path, data)
            self._add(made)

    def faults(self) -> list[Diagnostic]:
        """Everything wrong with the whole site. Raises Stale.

        What was kept was sound, so its links are asked for only when something is no more that they could lead to.
        """
        shells = () if self.traces.parts else (shell.targets for shell in self._shells.values())
        targets = set[str]().union(*shells, *(made.targets for made in self._made.values()))
        if self._lost():
            targets = targets.union(*(shell.targets for shell in self._shells.values()))
            targets.update(*(self.traces.inside(name).targets for name in self._kept))
        found = [fault for made in self._made.values() for fault in made.found]
        return found + settle(targets, self._places, self.stamps.keys(), self.base, self.draft.read)

    def commit(self) -> Written:
        """Put in the manifest, and let the site be what was put in, which then stands so (`standing`). Raises OSError."""
        changed = [path for made in self._made.values() for path in made.changed]
        if self.draft.put(MANIFEST, manifest(self.stamps)):
            changed.append(MANIFEST)
        removed = self.draft.finish({*self.stamps, MANIFEST}, {*self._before, MANIFEST})
        now = self._standing(changed, removed) if self.traces.kept else None
        if changed or removed:
            self.draft.commit(spare=self.traces.kept)
        elif self.traces.kept:
            self.draft.set_aside()
        if now is not None:
            self.standing = now
            parts = self._kept | {made.name: Trace(made.key, made.stamps, made.addressed, tuple(made.urls)) for made in self._made.values()}
            inside = {made.name: Inside(made.key, made.places, tuple(made.targets)) for made in self._made.values()}
            self.traces.keep(parts, inside, now, [*changed, *removed])
        return Written(len(changed), len(removed))

    def _standing(self, changed: Iterable[str], removed: Collection[str]) -> Mapping[str, str]:
        """What the disk says of the files of the draft."""
        folder = self.draft.folder
        if not self.draft.spare:
            return standing(folder, below(folder))
        return {name: said for name, said in self.traces.standing.items() if name not in removed} | standing(folder, changed)

    @cached_property
    def _before(self) -> dict[str, Stamp]:
        """Stamps of our files in the site that stands, where there are traces of them."""
        return {path: stamp for trace in self.traces.parts.values() for stamps in (trace.stamps, trace.addressed) for path, stamp in stamps.items()}

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The part of each file that was kept."""
        return {path: name for name, trace in self._kept.items() for path in trace.stamps}

    def _places(self, path: str) -> str:
        """The places of a page."""
        if path in self._new_places:
            return self._new_places[path]
        owner = self._owners.get(path)
        return self.traces.inside(owner).places.get(path, "") if owner else ""

    def _lost(self) -> bool:
        """Whether a file or a place is no more."""
        if any(path not in self.stamps for trace in self.traces.parts.values() for path in trace.stamps):
            return True
        for name in self.traces.parts.keys() - self._kept.keys():
            for path, places in self.traces.inside(name).places.items():
                if set(places.split("\n")) - set(self._places(path).split("\n")):
                    return True
        return False

    def _keep(self, name: str, key: Callable[[], bytes]) -> bool:
        """Whether the part was kept as the last build made it."""
        trace = self.traces.parts.get(name)
        if trace is None or trace.key != key():
            return False
        for path in (*trace.stamps, *trace.addressed):
            self.draft.keep(path)
        self._kept[name] = trace
        self._tell(trace)
        return True

    def _add(self, made: Made) -> None:
        self._made[made.name] = made
        self._new_places |= made.places
        self._tell(made)

    def _tell(self, part: Trace | Made) -> None:
        for stamps in (part.stamps, part.addressed):
            if twice := stamps.keys() & self.stamps.keys():
                raise ValueError(f"made twice: {sorted(twice)}")
            self.stamps.update(stamps)
        self.urls += part.urls

    def _share(self, parts: Iterable[Part]) -> list[Made]:
        return [self._make(part) for part in parts]

    def _make(self, part: Part) -> Made:
        started = time.process_time()
        made = Made(part.name, part.family, part.key() if self.traces.kept else b"")
        try:
            for item in part.make():
                if isinstance(item, Framed):
                    self._hang(made, item)
                elif isinstance(item, Addressed):
                    self._put_addressed(made, item)
                else:
                    self._put(made, *item)
        except Exception as error:
            if not of_template(error):
                raise
            raise BrokenTheme(broken_template(self.theme, error)) from error
        made.spent = time.process_time() - started
        return made

    def _shell(self, frame: Frame, tab: str, depth: int) -> Shell:
        url = "x/" * depth
        empty = Framed(url=url, title="", description="", tab=tab, body=Markup(""), canonical=url)
        return look_at_shell(f"{url}index.html", frame.fill(empty, self.base), self.base)

    def _hang(self, made: Made, page: Framed) -> None:
        path, key = f"{page.url}index.html", (page.tab, page.depth)
        seen = look_at_body(path, page.body, self._shells[key], self.base)
        if page.canonical == page.url:
            made.urls.append(page.url)
        if page.embed:
            made.targets.add(f"{page.embed}oembed.json")
        self._write(made, path, self.frames[key].fill(page, self.base), seen)

    def _put_addressed(self, made: Made, file: Addressed) -> None:
        before = self._before.get(file.path)
        if before:
            self.draft.keep(file.path)
        else:
            data = file.make()
            before = stamp(data)
            if self.draft.put(file.path, data):
                made.changed.append(file.path)
        made.addressed[file.path] = before

    def _put(self, made: Made, path: str, data: bytes) -> None:
        self._write(made, path, data, look(path, data, self.base))

    def _write(self, made: Made, path: str, data: bytes, seen: Seen) -> None:
        if path in made.stamps:
            raise ValueError(f"made twice: {path}")
        made.stamps[path] = stamp(data)
        made.targets |= seen.targets
        made.found += seen.found
        if seen.places:
            made.places[path] = seen.places
        if self.draft.put(path, data):
            made.changed.append(path)


def _digest(files: Iterable[File]) -> bytes:
    return sum_of(*(part for path, data in files for part in (path.encode(), data)))


def frames_of(stage: Stage, made: Mapping[str, bytes]) -> tuple[Frames, list[File], list[Diagnostic]]:
    """The frames among what the engine made of the stage, its finished pages, and what is wrong with them."""
    found: list[Diagnostic] = []
    frames: dict[tuple[str, int], Frame] = {}
    for key, path in stage.frames.items():
        html_path = _html_path(path)
        if html_path not in made:
            found.append(_missing(path))
            continue
        frame, faults = cut(path, made[html_path].decode())
        found += faults
        if frame:
            frames[key] = frame
    files = [(path, data) for path, data in made.items() if path == "404.html"]
    for path, body in stage.pages.items():
        html_path = _html_path(path)
        if html_path not in made:
            found.append(_missing(path))
            continue
        page, faults = hang(path, made[html_path].decode(), body)
        files.append((html_path, page))
        found += faults
    return frames, files, found


def of_template(error: Exception) -> bool:
    """Whether a template is to blame: Jinja2 says so, it cannot be read, or something went wrong inside it."""
    where = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    return (
        isinstance(error, TemplateError)
        or any(name.endswith(".j2") for name in where)
        or (isinstance(error, UnicodeDecodeError) and any("jinja2" in name for name in where))
    )


def broken_template(theme: Path, error: Exception) -> Diagnostic:
    """A fault of a template in words: regions edit them too."""
    frame = next((item for item in reversed(traceback.extract_tb(error.__traceback__)) if item.filename.endswith(".j2")), None)
    file = Path(getattr(error, "filename", None) or (frame.filename if frame else theme))
    line = getattr(error, "lineno", None) or (frame.lineno if frame else None) or 1
    name = f"theme/{file.relative_to(theme).as_posix()}" if file.is_relative_to(theme) and file != theme else "theme"
    message = f"Шаблон страницы не читается: {getattr(error, 'message', '') or error}."
    return rules.BrokenTemplate.at(Place(name, line), message, "Сравните это место с прежней версией файла.")


def broken_asset(error: UnicodeDecodeError | KeyError) -> Diagnostic:
    """A style or a script of the theme that cannot be read, or asks for one that is not there."""
    lack = f"не хватает файла {error.args[0]}" if isinstance(error, KeyError) else "файл записан не в UTF-8"
    return rules.BrokenTemplate.at(Place("theme/assets"), f"Стили и скрипты темы не читаются: {lack}.", "Сравните папку с прежней версией.")


def _html_path(path: str) -> str:
    """Where the engine puts the page of a Markdown file."""
    name = path.removesuffix(".md")
    return f"{name}.html" if name.rpartition("/")[2] == "index" else f"{name}/index.html"


def _missing(path: str) -> Diagnostic:
    return rules.MissingPage.at(Place(path), f"Движок не сделал страницу из {path}.", "Проверьте имя файла и поля в его начале.")
