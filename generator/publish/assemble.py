"""Parts of a site become its files: pages are hung into frames, everything is looked over and put into the draft.

Parts are dealt out among processes; what comes back of each file is its stamp and what its links need.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jinja2 import TemplateError
from markupsafe import Markup

from generator.diagnostics import Diagnostic, Place
from generator.publish import rules
from generator.publish.frames import Frame, cut, hang
from generator.publish.manifest import MANIFEST, Stamp, manifest, stamp
from generator.publish.stage import Stage
from generator.publish.verify import Seen, Shell, look, look_at_body, look_at_shell, settle
from generator.publish.writer import Draft, Written
from generator.render.site import File, Framed, Part
from generator.workers import spread


class BrokenTheme(Exception):  # noqa: N818  # says what is broken
    """A template cannot be filled in; the argument is the diagnostic."""


Frames = Mapping[tuple[str, int], Frame]


@dataclass(slots=True)
class Assembled:
    """Files put into the draft so far: their stamps, the places of pages, everything linked to, addresses for the map of the site.

    `spent`: seconds of the processor by family of parts.
    """

    stamps: dict[str, Stamp] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    targets: set[str] = field(default_factory=set)
    urls: list[str] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    spent: dict[str, float] = field(default_factory=dict)
    changed: int = 0

    def add(self, other: Assembled) -> None:
        """Take in what another process made. Raises ValueError when both made the same file."""
        if twice := self.stamps.keys() & other.stamps.keys():
            raise ValueError(f"made twice: {sorted(twice)}")
        self.stamps |= other.stamps
        self.places |= other.places
        self.targets |= other.targets
        self.urls += other.urls
        self.found += other.found
        self.spent |= {family: self.spent.get(family, 0.0) + seconds for family, seconds in other.spent.items()}
        self.changed += other.changed


class Assembly:
    """A site whose address is `base` on its way into the draft."""

    def __init__(self, draft: Draft, base: str, theme: Path, jobs: int) -> None:
        self.draft, self.base, self.theme, self.jobs = draft, base, theme, jobs
        self.made = Assembled()
        self._shells: Mapping[tuple[str, int], Shell] = {}

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(path.endswith(".html") for path in self.made.stamps)

    def parts(self, parts: Sequence[Part], frames: Frames) -> None:
        """Make and put in parts of the site. Raises BrokenTheme, OSError, and ValueError when two parts make the same file: a fault of ours."""
        self._shells = {key: self._shell(frame, *key) for key, frame in frames.items()}
        for share in spread(partial(self._share, frames), parts, self.jobs):
            self.made.add(share)

    def files(self, files: Iterable[File]) -> None:
        """Put in finished files."""
        made = Assembled()
        for path, data in files:
            self._put(made, path, data)
        self.made.add(made)

    def faults(self) -> list[Diagnostic]:
        """Everything wrong with the whole site."""
        made = self.made
        return made.found + settle(made.targets, made.places, made.stamps.keys(), self.base, self.draft.read)

    def commit(self) -> Written:
        """Put in the manifest, and let the site be what was put in."""
        changed = self.made.changed + self.draft.put(MANIFEST, manifest(self.made.stamps))
        return self.draft.commit({*self.made.stamps, MANIFEST}, changed)

    def _share(self, frames: Frames, parts: Iterable[Part]) -> Assembled:
        made = Assembled()
        for part in parts:
            started = time.process_time()
            try:
                for item in part.make():
                    if isinstance(item, Framed):
                        if item.canonical == item.url:
                            made.urls.append(item.url)
                        self._hang(made, item, frames[item.tab, item.depth])
                    else:
                        self._put(made, *item)
            except TemplateError as error:
                raise BrokenTheme(broken_template(self.theme, error)) from error
            made.spent[part.family] = made.spent.get(part.family, 0.0) + time.process_time() - started
        return made

    def _shell(self, frame: Frame, tab: str, depth: int) -> Shell:
        url = "x/" * depth
        empty = Framed(url=url, title="", description="", tab=tab, body=Markup(""), canonical=url)
        return look_at_shell(f"{url}index.html", frame.fill(empty, self.base), self.base)

    def _hang(self, made: Assembled, page: Framed, frame: Frame) -> None:
        path = f"{page.url}index.html"
        seen = look_at_body(path, page.body, self._shells[page.tab, page.depth], self.base)
        made.targets |= self._shells[page.tab, page.depth].targets
        if page.embed:
            made.targets.add(f"{page.embed}oembed.json")
        self._keep(made, path, frame.fill(page, self.base), seen)

    def _put(self, made: Assembled, path: str, data: bytes) -> None:
        self._keep(made, path, data, look(path, data, self.base))

    def _keep(self, made: Assembled, path: str, data: bytes, seen: Seen) -> None:
        if path in made.stamps:
            raise ValueError(f"made twice: {path}")
        made.stamps[path] = stamp(data)
        made.targets |= seen.targets
        made.found += seen.found
        if seen.places:
            made.places[path] = seen.places
        made.changed += self.draft.put(path, data)


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


def broken_template(theme: Path, error: TemplateError) -> Diagnostic:
    """A fault of a template in words: regions edit them too."""
    frame = next((item for item in reversed(traceback.extract_tb(error.__traceback__)) if item.filename.endswith(".j2")), None)
    file = Path(getattr(error, "filename", None) or (frame.filename if frame else theme))
    line = getattr(error, "lineno", None) or (frame.lineno if frame else None) or 1
    name = f"theme/{file.relative_to(theme).as_posix()}" if file.is_relative_to(theme) and file != theme else "theme"
    message = f"Шаблон страницы не читается: {error.message or error}."
    return rules.BrokenTemplate.at(Place(name, line), message, "Сравните это место с прежней версией файла.")


def _html_path(path: str) -> str:
    """Where the engine puts the page of a Markdown file."""
    name = path.removesuffix(".md")
    return f"{name}.html" if name.rpartition("/")[2] == "index" else f"{name}/index.html"


def _missing(path: str) -> Diagnostic:
    return rules.MissingPage.at(Place(path), f"Движок не сделал страницу из {path}.", "Проверьте имя файла и поля в его начале.")
