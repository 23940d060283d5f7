"""What a build says when the site stands, and whether the last one could say it again: then nothing needs to be done.

Asked before anything costly is loaded: files are only looked up, not read (size, times, number on the disk, as in git's index).
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.disk import below, digest, standing, state
from generator.folders import FILE, ROOTS
from generator.memo import RACY, read_sealed, write_sealed
from generator.sums import sum_of
from generator.words import count

PROGRAM = Path(__file__).parent


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
    """The last build: what it was made of, what it left – files of the site, and what the disk says of them – and what it said.

    `racy`: hashes of files that changed so shortly before it that their times could not tell a later change.
    """

    asked: str
    racy: dict[str, bytes]
    names: bytes
    site: str
    done: Done


class Last:
    """The last build of a site, kept at `path`: `asked` is everything the command line says, `theme` the folder of templates."""

    def __init__(self, path: Path, root: Path, theme: Path, out: Path, asked: str) -> None:
        self._path, self.root, self.out = path, root, out
        self._begun = time.time_ns()
        beside = sorted(name for name in os.listdir(root) if not name.startswith(".") and name not in (path.parent.name, out.name))  # noqa: PTH208
        sources = [name for name in below(PROGRAM) if name.endswith((".py", ".yml"))]
        states = [state(root, [FILE]), state(PROGRAM, sources), *(state(folder, below(folder)) for folder in (theme, *(root / name for name in ROOTS)))]
        self._trusted = self._begun - RACY
        self._settled = max(newest for _, newest in states[: -len(ROOTS)]) <= self._trusted
        self._bank_settled = max(newest for _, newest in states[-len(ROOTS) :]) <= self._trusted
        self._asked = hashlib.sha256(repr((sys.version, _libraries(), asked, beside, states)).encode()).hexdigest()

    def recall(self) -> Done | None:
        """What the last build said, when it was asked the same of the same files, and its site is as it left it."""
        data = read_sealed(self._path)
        try:
            kept = msgspec.msgpack.decode(data, type=_Kept) if data is not None else None
        except msgspec.MsgspecError:  # sealed by an earlier version
            return None
        if kept is None or kept.asked != self._asked or any(_sum(self.root / name) != sum_ for name, sum_ in kept.racy.items()):
            return None
        if kept.site != digest(standing(self.out, os.fsdecode(kept.names).split("\0"))):
            return None
        return msgspec.structs.replace(kept.done, changed=0, removed=0)

    def remember(self, done: Done, site: Mapping[str, str] | None = None, sums: Mapping[str, bytes] | None = None) -> None:
        """Keep what was said of a site that stands so (`disk.standing`; asked of the disk if not known).

        `sums`: hashes of the bank's files as they were read. A file that changed so shortly before that its time could not tell a later
        change is known by its hash; without one nothing is kept. A disk that refuses only costs time.
        """
        if self._settled and (self._bank_settled or sums):
            racy = {} if self._bank_settled else {name: sum_ for name, sum_ in (sums or {}).items() if state(self.root, [name])[1] > self._trusted}
            site = standing(self.out, below(self.out)) if site is None else site
            kept = _Kept(self._asked, racy, os.fsencode("\0".join(site)), digest(site), done)
            with suppress(OSError):
                write_sealed(self._path, msgspec.msgpack.encode(kept))


def _sum(path: Path) -> bytes:
    try:
        return sum_of(path.read_bytes())
    except OSError:
        return b""


def _libraries() -> list[str]:
    """Names and versions of everything installed, as the names of the folders that tell of it."""
    found: list[str] = []
    for folder in sys.path:
        with suppress(OSError):
            found += (name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
    return sorted(found)
