"""Puts a site on the disk: all of it or nothing.

A new folder is made beside the old one; files that did not change are hard links to the old ones. Then the two change
places. Whatever happens before that moment leaves the old site as it was. The folder of the site before may stay as a spare:
the next build brings it up to date, which costs what changed and not what there is.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import disk
from generator.publish.manifest import MANIFEST

MOMENT = 1.0  # seconds that what is left of a killed build may take to end


class NotOurs(Exception):  # noqa: N818  # says what the folder is, not that something broke
    """The output folder holds files this program did not make."""


class Busy(Exception):  # noqa: N818
    """Another build is writing the same site."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the writing did."""

    changed: int
    removed: int


@contextlib.contextmanager
def locked(work: Path) -> Iterator[None]:
    """Hold the lock of a bank's working folder; raises Busy when another build holds it, and does not end in a moment.

    Copied processes hold it too: what is left of a build that was killed must not write into the next one.
    """
    work.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + MOMENT
    with (work / "lock").open("w") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > end:
                    raise Busy(str(work)) from error
                time.sleep(0.05)
        yield


class Draft:
    """A new state of the site `out`, made beside it. Files may be put in from several processes; one of them commits."""

    def __init__(self, out: Path) -> None:
        self._out, self._former, self._fresh = out, *(out.with_name(f".{out.name}.{word}") for word in ("old", "new"))
        if not out.exists() and (self._former / MANIFEST).is_file():  # a build crashed between its two renames
            self._former.rename(out)
        self._site, self._draft = f"{out}/", f"{self._fresh}/"
        self._anew = not out.exists()
        self.spare = False  # whether it began with the folder of the site before
        self._folders: set[str] = set()
        shutil.rmtree(self._fresh, ignore_errors=True)

    @property
    def folder(self) -> Path:
        """Where the new state is made."""
        return self._fresh

    def take_spare(self, differs: Collection[str] | None, site: Mapping[str, str]) -> None:
        """Begin with the folder of the site before, if it is there and as the site is – what the disk says of that is in `site` – but for `differs`.

        Raises OSError.
        """
        if differs is None or self._anew or not self._former.is_dir():
            return
        spare = disk.standing(self._former, disk.below(self._former))
        if any(spare.get(name) != site.get(name) for name in (spare.keys() | site.keys()) - frozenset(differs)):
            return
        self._former.rename(self._fresh)  # whatever happens now, no other build takes it for a spare
        self.spare = True
        for name in differs:
            _forget(self._draft, name)
            if Path(self._site + name).is_file():
                self._make_room(name)
                _link(self._site + name, self._draft + name)

    def put(self, name: str, data: bytes) -> bool:
        """Add a file by its path on the site; whether it differs from the one that stands there. Raises OSError."""
        if not self._anew and _same(self._site + name, data):
            self.keep(name)
            return False
        self._make_room(name)
        if self.spare:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._draft + name)  # noqa: PTH108  # it is the file of the site under another name
        _write(self._draft + name, data)
        return True

    def keep(self, name: str) -> None:
        """Let a file of the site be as it is. Raises OSError."""
        if not self.spare:
            self._make_room(name)
            _link(self._site + name, self._draft + name)

    def read(self, name: str) -> bytes:
        """A file that was put in."""
        return (self._fresh / name).read_bytes()

    def finish(self, names: Collection[str], ours: Collection[str] = ()) -> frozenset[str]:
        """Let the draft hold `names` and whatever others have put into the site (CNAME, .well-known/); which of our files are no more.

        `ours`: what we have put into the site that stands, when a spare was taken.
        """
        if self.spare:
            removed = frozenset(ours) - frozenset(names)
            for name in removed:
                _forget(self._draft, name)
            return removed
        found = set(disk.below(self._out))
        foreign = found - _listed(self._out, found) - set(names)
        removed = frozenset(found - foreign - set(names))
        for name in foreign:
            self._make_room(name)
            _link(self._site + name, self._draft + name)
        self._fresh.mkdir(parents=True, exist_ok=True)
        return removed

    def commit(self, *, spare: bool = False) -> None:
        """Let the draft be the site, and keep the folder of the site before as a `spare`. Raises OSError."""
        shutil.rmtree(self._former, ignore_errors=True)
        _swap(self._out, self._fresh, self._former)
        if not spare:
            with contextlib.suppress(KeyboardInterrupt):  # the new site stands: what is left is tidying, which the next build does too
                shutil.rmtree(self._former, ignore_errors=True)

    def set_aside(self) -> None:
        """Keep the draft, which is as the site is, as a spare. Raises OSError."""
        shutil.rmtree(self._former, ignore_errors=True)
        self._fresh.rename(self._former)

    def _make_room(self, name: str) -> None:
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(self._draft + folder, exist_ok=True)  # noqa: PTH103  # a Path for each of ten thousand files costs more than the files
            self._folders.add(folder)

    def discard(self) -> None:
        """Forget what was put in; after a commit there is nothing to forget. The former site is never touched here: it may be the only one."""
        shutil.rmtree(self._fresh, ignore_errors=True)


@contextlib.contextmanager
def drafting(out: Path) -> Iterator[Draft]:
    """A draft of the site `out`, thrown away unless it is committed. Raises NotOurs for a folder that is not a site of ours."""
    refuse_foreign(out)
    draft = Draft(out)
    try:
        yield draft
    finally:
        draft.discard()


def write_site(out: Path, files: Mapping[str, bytes]) -> Written:
    """Make `out` hold exactly `files`, and whatever others have put there.

    When nothing changed nothing is written. Raises NotOurs for a folder that is not a site of ours, OSError for a full disk and the like.
    """
    with drafting(out) as draft:
        changed = sum(draft.put(name, data) for name, data in files.items())
        removed = len(draft.finish(files.keys()))
        if changed or removed or not out.exists():
            draft.commit()
        return Written(changed, removed)


def _listed(out: Path, found: set[str]) -> set[str]:
    """The files of the site in `out` that this program made; all it found where the manifest does not tell."""
    try:
        return {MANIFEST, *json.loads((out / MANIFEST).read_bytes())["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return found


def refuse_foreign(out: Path) -> None:
    """Raise NotOurs unless `out` is missing, empty, or a site this program made."""
    if out.exists() and not (out.is_dir() and ((out / MANIFEST).is_file() or not any(out.iterdir()))):
        raise NotOurs(str(out))


def _write(path: str, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)  # a file object costs as much as the file
    try:
        while data:
            data = data[os.write(file, data) :]
    finally:
        os.close(file)


def _link(source: str, target: str) -> None:
    """The same file under another name; a copy where the file system knows no hard links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _forget(folder: str, name: str) -> None:
    """Remove a file and the folders that it leaves empty."""
    with contextlib.suppress(OSError):  # not there, or a folder by now
        os.unlink(folder + name)  # noqa: PTH108
        while name := name.rpartition("/")[0]:
            os.rmdir(folder + name)  # noqa: PTH106  # until one is not empty


def _swap(out: Path, fresh: Path, former: Path) -> None:
    """Two renames; a crash between them is mended by the next build."""
    if out.exists():
        out.rename(former)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
    try:
        fresh.rename(out)
    except OSError:
        if former.exists():
            former.rename(out)
        raise


def _same(path: str, data: bytes) -> bool:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except OSError:
        return False
