"""What was found out about each file last time, so that only files that changed are looked at again.

A file is the same when its size, its times of change and its number on the disk are, much as in git's index; a file changed so shortly before
the run that noted it began that its time could not tell is looked at again. Another version of the program, other settings
or vocabularies make the whole ledger void; so does a signature that is not this user's.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

import msgspec

from generator.check import Facts, Lens
from generator.memo import RACY, read_sealed, version, write_sealed

Key = tuple[int, int, int, int]  # size, time of change of the text and of the entry, number on the disk


class _Page(msgspec.Struct, array_like=True):
    """One line of the ledger: what the disk says of the file, a hash of its bytes, its facts."""

    key: Key
    sum: bytes
    facts: Facts


class _Book(msgspec.Struct, array_like=True):
    """The whole ledger: for whom it holds, when its run began (nanoseconds), its pages by path."""

    holds: str
    begun: int
    pages: dict[str, _Page]


class Ledger:
    """The facts known of a bank's files; without a `path` it knows nothing and keeps nothing.

    `holds` tells what the facts depend on besides the files: program, settings, vocabularies.
    """

    def __init__(self, path: Path | None, lens: Lens) -> None:
        self.path = path
        self.holds = hashlib.sha256(f"{version()}{lens.settings!r}{lens.vocabularies!r}".encode()).hexdigest() if path else ""
        book = _load(path, self.holds) if path else None
        self._old = book.pages if book else {}
        self._trusted = book.begun - RACY if book else 0
        self._begun = time.time_ns()
        self._new: dict[str, _Page] = {}
        self._asked: dict[str, Key] = {}  # what the disk said of each file before it was read
        self._fresh = not book

    def known(self, root: Path, name: str) -> Facts | None:
        """The facts of the file, when it has not changed since."""
        if self.path is None:
            return None
        page, key = self._old.get(name), _key(f"{root}/{name}")
        if key:
            self._asked[name] = key
        if page is None or key is None or key != page.key or key[1] > self._trusted:
            return None
        self._new[name] = page
        return page.facts

    def note(self, name: str, sum_: bytes, facts: Facts) -> None:
        """Remember the facts of a file looked at after it was asked for, whose bytes have this hash."""
        if key := self._asked.get(name):
            self._fresh = True
            self._new[name] = _Page(key, sum_, facts)

    @property
    def sums(self) -> dict[str, bytes]:
        """A hash of the bytes of every file this run knows or has looked at, by path."""
        return {name: page.sum for name, page in self._new.items()}

    def keep(self) -> None:
        """Write down what this run knows; nothing is written when it is what the last one knew. A disk that refuses only costs time."""
        if self.path is None or (not self._fresh and len(self._new) == len(self._old)):
            return
        with contextlib.suppress(OSError):
            write_sealed(self.path, msgspec.msgpack.encode(_Book(self.holds, self._begun, self._new)))


def _key(path: str) -> Key | None:
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116  # asked of ten thousand files: making a Path costs more than the question
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _load(path: Path, holds: str) -> _Book | None:
    """The ledger, if it is whole, ours and still holds."""
    data = read_sealed(path)
    try:
        book = msgspec.msgpack.decode(data, type=_Book) if data is not None else None
    except msgspec.MsgspecError:  # sealed by an earlier version
        return None
    return book if book and book.holds == holds else None
