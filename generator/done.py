"""What a build says when the site stands, and whether the last one could say it again: then nothing needs to be done.

Asked before anything costly is loaded: files are only looked up, not read (size, times, number on the disk, as in git's index).
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.load.walk import ROOTS
from generator.memo import RACY, read_sealed, version, write_sealed
from generator.settings import FILE
from generator.words import count


class Done(msgspec.Struct, frozen=True):
    """A site made: what it holds, in words; how many warnings there were; files that differ from the site before."""

    made: str
    warnings: int
    changed: int = 0
    removed: int = 0

    def told(self, root: Path, out: Path, seconds: float) -> str:
        """What was made, in how many seconds, and where to open it."""
        changed = f"обновлено файлов: {self.changed}, удалено: {self.removed}" if self.changed or self.removed else "ничего не изменилось"
        lines = [f"Сайт готов за {seconds:.1f} с: ".replace(".", ",") + f"{self.made} ({changed})."]
        if self.warnings:
            lines.append(f"Есть {count(self.warnings, ('предупреждение', 'предупреждения', 'предупреждений'))}: nastavnik check")
        shown = out.relative_to(root.resolve()) if out.is_relative_to(root.resolve()) else out
        lines.append(f"Папка сайта: {shown}. Посмотреть: nastavnik serve")
        return "\n".join(lines)


class _Kept(msgspec.Struct, array_like=True):
    """The last build: what it was made of, what it left, what it said."""

    asked: str
    site: str
    done: Done


class Last:
    """The last build of a site, kept at `path`: `asked` is everything the command line says, `theme` the folder of templates."""

    def __init__(self, path: Path, root: Path, theme: Path, out: Path, asked: str) -> None:
        self._path, self._out = path, out
        self._begun = time.time_ns()
        beside = sorted(name for name in os.listdir(root) if not name.startswith(".") and name not in (path.parent.name, out.name))  # noqa: PTH208
        files, self._newest = _state(root / FILE, *(root / name for name in ROOTS), theme)
        self._asked = hashlib.sha256(f"{version()}\0{asked}\0{beside}\0{files}".encode()).hexdigest()

    def recall(self) -> Done | None:
        """What the last build said, when it was asked the same of the same files, and its site is as it left it."""
        data = read_sealed(self._path)
        try:
            kept = msgspec.msgpack.decode(data, type=_Kept) if data is not None else None
        except msgspec.MsgspecError:  # sealed by an earlier version
            return None
        if kept is None or kept.asked != self._asked or kept.site != _state(self._out)[0]:
            return None
        return msgspec.structs.replace(kept.done, changed=0, removed=0)

    def remember(self, done: Done) -> None:
        """Keep what was said, unless a file changed so shortly before that its time could not tell a later change. A disk that refuses only costs time."""
        if self._newest <= self._begun - RACY:
            with suppress(OSError):
                write_sealed(self._path, msgspec.msgpack.encode(_Kept(self._asked, _state(self._out)[0], done)))


def _state(*paths: Path) -> tuple[str, int]:
    """Hash of what the disk says of every file and folder at or below the paths, and when the newest of them was changed (nanoseconds)."""
    digest, newest = hashlib.sha256(), 0
    for path in paths:
        for name, status in _entries(str(path)):
            digest.update(f"{name}\0{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}\n".encode())
            newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
    return digest.hexdigest(), newest


def _entries(path: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file and folder at or below a path."""
    with suppress(OSError):
        yield path, os.stat(path, follow_symlinks=False)  # noqa: PTH116  # a Path for each of ten thousand files costs more than the question
    with suppress(OSError), os.scandir(path) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            else:
                yield entry.path, entry.stat(follow_symlinks=False)
