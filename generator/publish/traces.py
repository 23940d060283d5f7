"""What the last build of a site left, so that parts made of the same are not made again.

The book says of each part its key and its files; what its pages hold, which only links ask for, lies on boards of its own.
All of it holds for one program, theme and address (`signature`), and only while the site is as that build left it (`standing`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.boards import Boards
from generator.memo import read_sealed, write_sealed
from generator.publish.manifest import Stamp
from generator.publish.writer import entries


class Stale(Exception):  # noqa: N818  # says what the traces are
    """What was kept of a part is not of the same state as the rest; all must be made anew."""


class Trace(msgspec.Struct, frozen=True, array_like=True):
    """A part as it was made: the key of what it was made of, stamps of its files, addresses for the map of the site.

    `addressed`: stamps of files with a hash in their names, to which no page links.
    """

    key: bytes
    stamps: dict[str, Stamp]
    addressed: dict[str, Stamp]
    urls: tuple[str, ...]


class Inside(msgspec.Struct, frozen=True, array_like=True):
    """What the pages of a part hold: places of each by path, everything they link to (see `verify.Seen`)."""

    key: bytes
    places: dict[str, str]
    targets: tuple[str, ...]


class _Book(msgspec.Struct, array_like=True):
    """`differs`: files in which the spare beside the site differs from it (`writer.Draft`)."""

    signature: str
    standing: str
    differs: list[str]
    parts: dict[str, Trace]


class Traces:
    """Traces of the last build in the folder `path`; none without it, for another signature, or when the site `out` was touched since."""

    def __init__(self, path: Path | None, signature: str, out: Path) -> None:
        self._path, self._signature = path, signature
        book = _load(path / "book") if path else None
        known = book if book and book.signature == signature else None
        self.standing = standing(out) if known else {}
        if known and known.standing != _hash(self.standing):
            known = None
        self.parts: Mapping[str, Trace] = known.parts if known else {}
        self.differs = known.differs if known else None
        self._inside = Boards(path / "inside" if path else None, signature, Inside)

    @property
    def kept(self) -> bool:
        """Whether traces are kept at all."""
        return self._path is not None

    def inside(self, name: str) -> Inside:
        """What the pages of a part hold, as the last build left it. Raises Stale."""
        found = self._inside.get(name)
        if found is None or found.key != self.parts[name].key:
            raise Stale(name)
        return found

    def keep(self, parts: Mapping[str, Trace], inside: Mapping[str, Inside], now: Mapping[str, str], differs: list[str]) -> None:
        """Remember the parts of the site that stands `now`; `inside` of those made anew."""
        if self._path is None:
            return
        for name in self.parts.keys() - parts.keys():
            self._inside.drop(name)
        for name, held in inside.items():
            self._inside.put(name, held)
        self._inside.save()
        with contextlib.suppress(OSError):
            write_sealed(self._path / "book", msgspec.msgpack.encode(_Book(self._signature, _hash(now), differs, dict(parts))))


def standing(folder: Path) -> dict[str, str]:
    """What the disk says of each file of a folder, by path: size, time of change, number on the disk.

    The time of change of the entry itself (ctime) says nothing here: it moves when a file gets another name.
    """
    return {name: _said(entry.stat(follow_symlinks=False)) for name, entry in entries(folder)}


def said(folder: Path, name: str) -> str:
    """The same of one file. Raises OSError."""
    return _said((folder / name).stat(follow_symlinks=False))


def _said(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def _hash(files: Mapping[str, str]) -> str:
    return hashlib.blake2b("\n".join(f"{name}\0{files[name]}" for name in sorted(files)).encode(), digest_size=16).hexdigest()


def _load(path: Path) -> _Book | None:
    data = read_sealed(path)
    try:
        return msgspec.msgpack.decode(data, type=_Book) if data is not None else None
    except msgspec.MsgspecError:  # sealed by an earlier version
        return None
