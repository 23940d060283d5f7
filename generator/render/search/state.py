"""The index of the last run, kept in two files: a signed head, and a log of the pieces that the head names by place and digest.

An edited card adds a few pieces to the log and replaces the head. What an interruption leaves after the end that the head tells is
written over; a log of which more than half is old is copied without it. What is lost, damaged or another's is no state.
"""

from __future__ import annotations

import contextlib
import os
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from generator.memo import read_sealed, write_sealed
from generator.render.search.mend import Known, Piece

T = TypeVar("T")
DIGEST = 16  # bytes
SPARE = 1 << 20  # bytes of a log that may be old in any case
NOWHERE: Piece = (0, 0, b"")
HEAD = "head"
LOGS = ("log-0", "log-1")
"""The log of the head, and the one that takes its place."""


class Void(Exception):  # noqa: N818  # says what the state is
    """A piece of the state is not there."""


class Head(msgspec.Struct, array_like=True):
    """What is known of the last index without reading its pieces.

    `holds`: for which program it holds. `log`: which log, and `end`: how much of it counts. `marks` and `digests` of the documents,
    one after another. `sums` and `filled`: lengths of their texts added up. `texts`: pieces with texts. `blocks`: hashes in the
    names of the files of each. `lexicon`: the hash in its name, `letters` the piece it is made of. `tables`: mark and hash of each.
    """

    holds: str
    log: int = 0
    end: int = 0
    marks: bytes = b""
    digests: bytes = b""
    sums: list[int] = []
    filled: list[int] = []
    texts: list[Piece] = []
    blocks: list[str] = []
    shards: list[Known] = []
    lexicon: str = ""
    letters: Piece = NOWHERE
    tables: dict[str, tuple[bytes, str]] = {}

    @property
    def pieces(self) -> list[Piece]:
        """The pieces it names."""
        return [*self.texts, *(one.place for one in self.shards), self.letters]


class Store:
    """A folder of the state; without one nothing is kept. A disk that refuses only costs time."""

    def __init__(self, folder: Path | None = None, holds: str = "") -> None:
        self._folder, self._holds = folder, holds
        self._head: Head | None = None
        self._log: BinaryIO | None = None
        self._refused = folder is None

    def head(self) -> Head | None:
        """The head of the last run, if it holds."""
        data = read_sealed(self._folder / HEAD) if self._folder else None
        try:
            head = msgspec.msgpack.decode(data, type=Head) if data is not None else None
        except msgspec.MsgspecError:  # sealed by an earlier version
            return None
        self._head = head if head and head.holds == self._holds else None
        return self._head

    def begin(self, *, over: bool = False) -> Head:
        """A head to be filled in: `over` that of the last run, whose log goes on, or an empty one with a log of its own."""
        self.close()  # a log that was begun for nothing
        if over and self._head:
            return msgspec.structs.replace(self._head)
        return Head(self._holds, 1 - self._head.log if self._head else 0)

    def read(self, head: Head, piece: Piece, kind: type[T]) -> T:
        """A piece that a head names. Raises Void when it is not what was kept."""
        start, size, sum_ = piece
        try:
            with self._path(head).open("rb") as log:
                log.seek(start)
                data = log.read(size)
        except OSError as error:
            raise Void(start) from error
        if _sum(data) != sum_:
            raise Void(start)
        return msgspec.msgpack.decode(data, type=kind)

    def write(self, head: Head, value: object) -> Piece:
        """Add a piece to the log of a head."""
        if self._refused:
            return NOWHERE
        data = msgspec.msgpack.encode(value)
        try:
            if self._log is None:
                self._log = self._open(head)
            self._log.write(data)
        except OSError:
            self._refused = True
            return NOWHERE
        head.end += len(data)
        return head.end - len(data), len(data), _sum(data)

    def keep(self, head: Head) -> None:
        """Let the next run have the state of this head, and nothing else."""
        try:
            self._close()
            if self._folder is None or self._refused:
                return
            if head.end > 2 * sum(size for _, size, _ in head.pieces) + SPARE:
                self._copy(head)
            write_sealed(self._folder / HEAD, msgspec.msgpack.encode(head))
            for path in self._folder.iterdir():
                if path.name not in (HEAD, LOGS[head.log]):
                    path.unlink(missing_ok=True)
        except OSError:
            self._refused = True

    def close(self) -> None:
        """Let go of the log, whatever happened."""
        with contextlib.suppress(OSError):
            self._close()

    def _close(self) -> None:
        log, self._log = self._log, None
        if log:
            log.close()

    def _path(self, head: Head) -> Path:
        if self._folder is None:
            raise FileNotFoundError
        return self._folder / LOGS[head.log]

    def _open(self, head: Head) -> BinaryIO:
        """The log of a head, open where it ends."""
        path = self._path(head)
        if path.parent.is_file():  # an earlier version kept a file there
            path.parent.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        log = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | (0 if head.end else os.O_TRUNC), 0o600), "wb")
        log.seek(head.end)
        return log

    def _copy(self, head: Head) -> None:
        """Leave what is old behind: another log with the pieces of the head and no others."""
        path = self._path(head)
        head.log, head.end = 1 - head.log, 0

        def moved(piece: Piece) -> Piece:
            start, size, sum_ = piece
            old.seek(start)
            log.write(old.read(size))
            head.end += size
            return head.end - size, size, sum_

        with path.open("rb") as old, self._open(head) as log:
            head.texts = [moved(piece) for piece in head.texts]
            head.shards = [msgspec.structs.replace(one, place=moved(one.place)) for one in head.shards]
            head.letters = moved(head.letters)


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST).digest()
