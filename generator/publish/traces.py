"""What the last build of a site left, so that parts made of the same are not made again.

The book says of each part its key and its files; what its pages hold, which only links ask for, lies on boards of its own.
All of it holds for one program, theme and address (`signature`), and only while the site is as that build left it (`standing`).
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.boards import Boards
from generator.disk import below, digest, standing
from generator.memo import read_sealed, write_sealed
from generator.publish.manifest import Stamp

KEPT = 3  # folders whose last builds are remembered: the site, that of `serve`, one more


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
        self.standing = standing(out, below(out)) if known else {}
        if known and known.standing != digest(self.standing):
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
            write_sealed(self._path / "book", msgspec.msgpack.encode(_Book(self._signature, digest(now), differs, dict(parts))))
            for other in sorted(self._path.parent.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)[KEPT:]:
                shutil.rmtree(other, ignore_errors=True)


def _load(path: Path) -> _Book | None:
    data = read_sealed(path)
    try:
        return msgspec.msgpack.decode(data, type=_Book) if data is not None else None
    except msgspec.MsgspecError:  # sealed by an earlier version
        return None
