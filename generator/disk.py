"""What the disk says of files without their being read: size, times of change, number, much as git's index asks it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path


def below(folder: Path) -> list[str]:
    """Every file below a folder, sorted. Links are not followed."""
    found: list[str] = []
    waiting = [""]
    for within in waiting:
        with suppress(OSError), os.scandir(f"{folder}/{within}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{within}{entry.name}/")
                else:
                    found.append(within + entry.name)
    return sorted(found)


def state(folder: Path, names: Iterable[str]) -> tuple[str, int]:
    """Hash of what the disk says of each file below a folder, and when the newest of them was changed (nanoseconds)."""
    looks = {name: _look(folder, name) for name in names}
    said = [(name, look and (look.st_size, look.st_mtime_ns, look.st_ctime_ns, look.st_ino)) for name, look in looks.items()]
    newest = max((max(look.st_mtime_ns, look.st_ctime_ns) for look in looks.values() if look), default=0)
    return hashlib.sha256(repr(said).encode()).hexdigest(), newest


def standing(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """What the disk says of each file below a folder, but for the time of change of the entry itself: it moves when a file gets another name."""
    return {name: f"{look.st_size} {look.st_mtime_ns} {look.st_ino}" if (look := _look(folder, name)) else "" for name in names}


def digest(standing: Mapping[str, str]) -> str:
    """Hash of what the disk says."""
    return hashlib.sha256(repr(sorted(standing.items())).encode()).hexdigest()


def _look(folder: Path, name: str) -> os.stat_result | None:
    with suppress(OSError):
        return os.stat(f"{folder}/{name}")  # noqa: PTH116  # a Path for each of ten thousand files costs more than the question
    with suppress(OSError):
        return os.lstat(f"{folder}/{name}")  # a link that leads nowhere
    return None
