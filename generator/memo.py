"""Results of pure functions kept between runs, so that one edited card costs one card's work.

A result is found again by the function's name, every argument it depends on, and a hash of this program and of the
libraries that do its work: another version of anything finds nothing. What a run does not ask for is forgotten.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import pickle
import re
import secrets
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from generator.atomic import replace_file
from generator.sums import sum_of

T = TypeVar("T")
SEAL = 32  # bytes
RACY = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use (FAT); a file changed so lately may change again unseen


class Memo:
    """The memory of one bank; without a `path` it remembers nothing. A damaged file is an empty one."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._old = _load(path) if path else {}
        self._used: dict[bytes, bytes] = {}
        self._fresh = 0

    def __call__(self, name: str, parts: tuple[str | bytes, ...], make: Callable[[], T]) -> T:
        """The kept result of `name` for these arguments, or what `make` returns; `parts` must name all it depends on."""
        if self.path is None:
            return make()
        key = sum_of(name.encode(), *(part.encode() if isinstance(part, str) else part for part in parts))
        kept = self._used.get(key) or self._old.get(key)
        if kept is not None:
            self._used[key] = kept
            return cast("T", pickle.loads(kept))  # noqa: S301  # our own file
        made = make()
        self._used[key] = pickle.dumps(made, protocol=5)
        self._fresh += 1
        return made

    def save(self) -> None:
        """Keep what this run used; nothing is written when nothing changed."""
        if self.path is None or (not self._fresh and len(self._used) == len(self._old)):
            return
        write_sealed(self.path, pickle.dumps((version(), self._used), protocol=5))


FORGETFUL = Memo()


@cache
def version() -> str:
    """Hash of this program's source and of the versions of the libraries that do its work."""
    import importlib.metadata  # noqa: PLC0415  # costs 20 ms, which a run that has nothing to do saves

    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".yml"):
            digest.update(path.read_bytes())
    for needed in importlib.metadata.requires("nastavnik") or ():
        if "extra ==" not in needed:
            name = re.split(r"[^\w.-]", needed, maxsplit=1)[0]
            digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    return digest.hexdigest()


def write_sealed(path: Path, data: bytes) -> None:
    """Keep `data` with its seal; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, seal(data) + data)


def read_sealed(path: Path) -> bytes | None:
    """What was kept, or None when it is not there, damaged or not ours: a bank that comes with a cache of its own is not believed."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    return whole[SEAL:] if hmac.compare_digest(whole[:SEAL], seal(whole[SEAL:])) else None


def seal(data: bytes) -> bytes:
    """32 bytes that only this user of this machine can make for `data`."""
    return hmac.digest(_secret(), data, "sha256")


@cache
def _secret() -> bytes:
    """The user's secret, made at first use; one for this run only where it cannot be kept."""
    base = os.environ.get("XDG_CACHE_HOME")
    path = (Path(base) if base else Path.home() / ".cache") / "nastavnik" / "secret"
    try:
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, secrets.token_bytes(32))
        return path.read_bytes()
    except (OSError, RuntimeError):
        return secrets.token_bytes(32)


def _load(path: Path) -> dict[bytes, bytes]:
    data = read_sealed(path)
    if data is None:
        return {}
    try:
        known, kept = pickle.loads(data)  # noqa: S301  # sealed by us
    except Exception:  # whatever is wrong with a cache, it is no cache
        return {}
    return kept if known == version() and isinstance(kept, dict) else {}
