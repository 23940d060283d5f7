"""Where a region's site is read from: a folder or an address. Its manifest says what there is, and every file must match it.

Nothing else is asked for, nothing is fetched without a limit of size and time, and no answer may lead to another host.
"""

from __future__ import annotations

import hashlib
import http.client
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

MANIFEST_MOST = 64_000_000  # a site of 100,000 pages
FILE_MOST = 16_000_000
SECONDS = 20.0  # without a byte
LONGEST = 180.0  # for a file
PIECE = 65_536
NOT_MODIFIED = 304
TAG_MOST = 200
AT_ONCE = 8  # files of one site asked for at the same time

_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>@\\]+(?:/[^\s?#\"'<>\\]*)?")


class Broken(Exception):  # noqa: N818  # says what a site is, not that something broke here
    """A region's site cannot be read or believed; the message ends a sentence about it."""


class Source(Protocol):
    """What a region's site is read through. `name` is what the caller typed, made uniform."""

    @property
    def name(self) -> str:
        """The address or the folder."""

    @property
    def base(self) -> str:
        """The address links must begin with; empty when the site itself has to say it."""

    def fetch(self, path: str, most: int) -> bytes:
        """A file of at most `most` bytes; raises Broken."""

    def newer(self, path: str, most: int, tag: str) -> tuple[bytes, str] | None:
        """The same with its tag (RFC 9110, ETag), or None when `tag` is still its tag."""


@dataclass(frozen=True)
class Folder:
    """A built site on this disk."""

    root: Path

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.root)

    @property
    def base(self) -> str:
        """A folder does not know where it is published."""
        return ""

    def fetch(self, path: str, most: int) -> bytes:
        """As in Source."""
        try:
            with (self.root / path).open("rb") as file:
                return _short(path, file.read(most + 1), most)
        except OSError as error:
            raise Broken(f"нет файла {path}") from error

    def newer(self, path: str, most: int, tag: str) -> tuple[bytes, str] | None:  # a disk knows no tags
        """As in Source."""
        return self.fetch(path, most), ""


@dataclass(frozen=True)
class Address:
    """A published site."""

    url: str

    @property
    def name(self) -> str:
        """The address."""
        return self.url

    @property
    def base(self) -> str:
        """The address: whatever the site says, links lead where it was read."""
        return self.url

    def fetch(self, path: str, most: int) -> bytes:
        """As in Source."""
        found = self.newer(path, most, "")
        if found is None:
            raise Broken(f"вместо файла {path} ответ {NOT_MODIFIED}")
        return found[0]

    def newer(self, path: str, most: int, tag: str) -> tuple[bytes, str] | None:
        """As in Source."""
        request = urllib.request.Request(self.url + path, headers={"If-None-Match": tag} if tag else {})  # noqa: S310  # of http and https only, see `place`
        try:
            with _opener(urllib.parse.urlsplit(self.url).netloc).open(request, timeout=SECONDS) as answer:
                return _short(path, _within(answer, most), most), answer.headers.get("ETag", "")[:TAG_MOST]
        except urllib.error.HTTPError as error:
            if error.code == NOT_MODIFIED and tag:
                return None
            raise Broken(f"вместо файла {path} ответ {error.code}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Broken("не отвечает") from error


def _within(answer: IO[bytes], most: int) -> bytes:
    """An answer's body, a byte more than `most` at most; one that comes drop by drop is given up."""
    end = time.monotonic() + LONGEST
    parts: list[bytes] = []
    left = most + 1
    while left and (part := answer.read(min(left, PIECE))):
        parts.append(part)
        left -= len(part)
        if time.monotonic() > end:
            raise Broken("отвечает слишком медленно")
    return b"".join(parts)


class _Here(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within the host, and from http to https; no other."""

    def __init__(self, host: str) -> None:
        self._host = host

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]  # noqa: PLR0917  # the base class's shape
        """The request that follows, or an error."""
        to, came = urllib.parse.urlsplit(newurl), urllib.parse.urlsplit(req.full_url)
        if to.netloc != self._host or to.scheme not in {came.scheme, "https"}:
            raise urllib.error.HTTPError(newurl, code, "another host", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(host: str) -> urllib.request.OpenerDirector:
    """An opener that knows http and https only."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(), urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(), _Here(host),
    ):  # fmt: skip
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", "nastavnik-federate/1"), ("Accept-Encoding", "identity")]
    return opener


def _short(path: str, data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise Broken(f"файл {path} больше, чем может быть")
    return data


def place(text: str) -> Source | None:
    """The source that an argument names; None when it names neither an address nor a folder.

    >>> place("https://bank.example"), place("ftp://bank.example/")
    (Address(url='https://bank.example/'), None)
    """
    if _ADDRESS.fullmatch(text):
        scheme, rest = text.split("://", 1)
        host, _, path = rest.partition("/")
        return Address(f"{scheme}://{host.lower()}/{path.rstrip('/')}".rstrip("/") + "/")
    return Folder(Path(text).resolve()) if "://" not in text and Path(text).is_dir() else None


@dataclass(frozen=True)
class Listed:
    """A site and what its manifest lists: path → (SHA-256, size). `read` is told of every file that was fetched."""

    source: Source
    files: Mapping[str, tuple[str, int]]
    read: Callable[[str], None]

    def digest(self, path: str) -> str:
        """The sum of a file; raises Broken for one that is not listed."""
        if path not in self.files:
            raise Broken(f"в описи нет файла {path}")
        return self.files[path][0]

    def get(self, path: str) -> bytes:
        """A listed file, just as its manifest describes it."""
        digest = self.digest(path)
        size = self.files[path][1]
        if size > FILE_MOST:
            raise Broken(f"файл {path} больше, чем может быть")
        data = self.source.fetch(path, size)
        self.read(path)
        if hashlib.sha256(data).hexdigest() != digest:
            raise Broken(f"файл {path} не такой, как в описи")
        return data

    def all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Several of them, in their order; those of an address some at a time."""
        wanted = list(paths)
        if isinstance(self.source, Folder) or len(wanted) < 2:
            yield from ((path, self.get(path)) for path in wanted)
            return
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from zip(wanted, pool.map(self.get, wanted), strict=True)
