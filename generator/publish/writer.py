"""Puts a site on the disk: all of it or nothing.

A new folder is made beside the old one; files that did not change are hard links to the old ones. Then the two change
places. Whatever happens before that moment leaves the old site as it was.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.publish.join import MANIFEST


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
    """Hold the lock of a bank's working folder; raises Busy when another build holds it."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(str(work)) from error
        yield


def write_site(out: Path, files: Mapping[str, bytes]) -> Written:
    """Make `out` hold exactly `files`, and whatever others have put there (CNAME, .well-known/).

    When nothing changed nothing is written. Raises NotOurs for a folder that is not a site of ours, OSError for a full disk and the like.
    """
    refuse_foreign(out)
    former, fresh = (out.with_name(f".{out.name}.{word}") for word in ("old", "new"))
    if not out.exists() and (former / MANIFEST).is_file():  # a build crashed between its two renames
        former.rename(out)
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() or path.is_symlink()} if out.exists() else set()
    foreign = found - _listed(out, found) - files.keys()
    old = found - foreign
    same = {name for name in old & files.keys() if _same(out / name, files[name])}
    changed, removed = len(files) - len(same), len(old - files.keys())
    if out.exists() and not changed and not removed:
        return Written(0, 0)
    for folder in (fresh, former):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        for name, data in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if name in same:
                _link(out / name, target)
            else:
                target.write_bytes(data)
        for name in foreign:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(out / name, fresh / name, follow_symlinks=False)
        _swap(out, fresh, former)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    with contextlib.suppress(KeyboardInterrupt):  # the new site stands: what is left is tidying, which the next build does too
        shutil.rmtree(former, ignore_errors=True)
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


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system knows no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


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


def _same(path: Path, data: bytes) -> bool:
    return path.stat().st_size == len(data) and path.read_bytes() == data
