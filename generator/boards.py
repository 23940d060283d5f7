"""Values kept between runs by name, spread over a few sealed files, so that one changed value reads and rewrites a small part."""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from generator.memo import read_sealed, write_sealed

T = TypeVar("T")
BOARDS = 32


class Boards(Generic[T]):
    """Values of the type `kind` in the folder `path`, kept under `holds`: other contents of it void them all.

    Without a path nothing is known and nothing kept. A damaged file is an empty one.
    """

    def __init__(self, path: Path | None, holds: str, kind: type[T]) -> None:
        self._path, self._holds = path, holds
        self._decoder = msgspec.msgpack.Decoder(tuple[str, dict[str, kind]])  # type: ignore[valid-type]  # a type made at run time
        self._read: dict[int, dict[str, T]] = {}
        self._changed: set[int] = set()

    def get(self, name: str) -> T | None:
        """What was kept under a name."""
        return self._board(_number(name)).get(name)

    def put(self, name: str, value: T) -> None:
        """Keep a value."""
        self._board(_number(name))[name] = value
        self._changed.add(_number(name))

    def drop(self, name: str) -> None:
        """Forget a value."""
        if self._board(_number(name)).pop(name, None) is not None:
            self._changed.add(_number(name))

    def names(self) -> set[str]:
        """All names; this reads every file."""
        return set[str]().union(*(self._board(number) for number in range(BOARDS)))

    def save(self) -> None:
        """Write down what changed. A disk that refuses only costs time."""
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            for number in sorted(self._changed):
                write_sealed(self._path / f"{number:02}", msgspec.msgpack.encode((self._holds, self._read[number])))

    def _board(self, number: int) -> dict[str, T]:
        board = self._read.get(number)
        if board is None:
            board = self._read[number] = self._load(self._path / f"{number:02}") if self._path else {}
        return board

    def _load(self, path: Path) -> dict[str, T]:
        data = read_sealed(path)
        try:
            holds, board = self._decoder.decode(data) if data is not None else ("", {})
        except msgspec.MsgspecError:  # sealed by an earlier version
            return {}
        return board if holds == self._holds else {}


def _number(name: str) -> int:
    return zlib.crc32(name.encode()) % BOARDS
