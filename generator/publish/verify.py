"""Looks the finished site over before anyone sees it: links, anchors, code inside pages, requests to other hosts.

A page is looked at alone, in whatever process made it, and then forgotten; what it points at is settled when all are known.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from generator.diagnostics import Diagnostic, Place
from generator.publish import rules
from generator.publish.frames import SENTINEL, SENTINEL_END
from generator.publish.outline import Outline, is_foreign, outline, outline_of_body

_CSS_REQUEST = re.compile(rb"@import|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is left of a file after it was looked at.

    `targets`: files of the site, or places in them («path#id»), that the page points at. `places`: its own, each as «#id».
    """

    targets: frozenset[str] = frozenset()
    places: str = ""
    found: tuple[Diagnostic, ...] = ()


def look(path: str, data: bytes, base: str) -> Seen:
    """One file of a site whose address is `base`, by itself."""
    if path.endswith(".css") and _CSS_REQUEST.search(data):
        hint = "Положите файл на сам сайт, а стили соедините в один файл."
        return Seen(found=(rules.ForeignRequest.at(Place(path), "Таблица стилей загружает что-то со стороны.", hint),))
    if not path.endswith(".html"):
        return Seen()
    page = outline(data)
    found = [*_faults(path, page)]
    if SENTINEL_END.encode() in data and SENTINEL.search(data.decode()):
        found.append(_unfilled(path))
    return Seen(frozenset(target for _, target in _targets(path, page, base)), _places(page.ids), tuple(found))


@dataclass(frozen=True, slots=True)
class Shell:
    """A frame that pages of one depth hang in, looked at once for all of them. `own` are its targets that depend on the page."""

    targets: frozenset[str]
    own: tuple[str, ...]
    ids: frozenset[str]
    places: str
    found: tuple[Diagnostic, ...]


def look_at_shell(path: str, data: bytes, base: str) -> Shell:
    """The frame of pages that lie as deep as `path`, given as such a page without a body."""
    page = outline(data)
    own = tuple(target for target in page.targets if not target.startswith(("../" * path.count("/"), "/", base)) or not path.count("/"))
    shared = frozenset(target for written, target in _targets(path, page, base) if written not in own)
    return Shell(shared, own, page.ids, _places(page.ids), tuple(_faults(path, page)))


def look_at_body(path: str, body: str, shell: Shell, base: str) -> Seen:
    """The page of a `body` that hangs in a frame, by itself."""
    page = outline_of_body(body)
    twice = tuple((name, 2) for name in sorted(page.ids & shell.ids))
    page = replace(page, targets=(*page.targets, *shell.own), repeated=page.repeated + twice) if shell.own or twice else page
    found = [*shell.found, *_faults(path, page)]
    if SENTINEL_END in body and SENTINEL.search(body):
        found.append(_unfilled(path))
    return Seen(frozenset(target for _, target in _targets(path, page, base)), shell.places + _places(page.ids), tuple(found))


def settle(targets: Iterable[str], places: Callable[[str], str], files: Collection[str], base: str, read: Callable[[str], bytes]) -> list[Diagnostic]:
    """Links of the site's pages that lead nowhere: `targets` of all pages, `places` gives those of each, all `files`; `read` gives the bytes of one again."""
    broken = set[str]()
    for target in targets:
        file, _, name = target.partition("#")
        if file not in files or (name and file.endswith(".html") and f"#{name}\n" not in places(file)):
            broken.add(target)
    pages = sorted(path for path in files if path.endswith(".html")) if broken else ()
    return [fault for path in pages for fault in _broken(path, outline(read(path)), base, broken, files)]


def verify(files: Mapping[str, bytes], base: str) -> list[Diagnostic]:
    """Every fault of a whole site in memory."""
    seen = {path: look(path, data, base) for path, data in files.items()}
    targets = set[str]().union(*(page.targets for page in seen.values()))
    faults = [fault for page in seen.values() for fault in page.found]
    return faults + settle(targets, lambda path: seen[path].places, files.keys(), base, files.__getitem__)


def _places(ids: Iterable[str]) -> str:
    return "".join([f"#{name}\n" for name in sorted(ids)])


def _unfilled(path: str) -> Diagnostic:
    return rules.BadFrame.at(Place(path), "На странице осталась незаполненная подстановка рамки.", "Проверьте theme/overrides.")


def _faults(path: str, page: Outline) -> Iterator[Diagnostic]:
    place = Place(path)
    if page.inline:
        yield rules.InlineCode.at(place, f"На странице есть код или стиль прямо в HTML ({page.inline}).", "Перенесите его в theme/assets.")
    for name, times in page.repeated:
        yield rules.RepeatedAnchor.at(place, f"Имя места «{name}» на странице встречается {times} раза.", "Переименуйте одно из мест.")
    for target in page.fetched:
        yield rules.ForeignRequest.at(place, f"Страница загружает {target}.", "Положите файл на сам сайт.")


def _broken(path: str, page: Outline, base: str, broken: Collection[str], files: Collection[str]) -> Iterable[Diagnostic]:
    for written, target in _targets(path, page, base):
        if target not in broken:
            continue
        file, _, name = target.partition("#")
        if file not in files:
            yield rules.BrokenSiteLink.at(Place(path), f"Ссылка «{written}» ведёт в никуда.", "Проверьте, что страница или файл есть и опубликованы.")
        else:
            address = written.partition("#")[0].partition("?")[0]
            yield rules.BrokenAnchor.at(Place(path), f"На странице «{address or path}» нет места «{name}».", "Проверьте имя после «#».")


def _targets(path: str, page: Outline, base: str) -> Iterator[tuple[str, str]]:
    """What a page points at inside the site: as written, and as a file with a place in it."""
    folder = posixpath.dirname(path)
    for written in page.targets:
        target = _within(written, base) if "/" in written else written
        if is_foreign(target):
            continue
        address, _, name = target.partition("#")
        file = _file_of(path, folder, unquote(address.partition("?")[0]))
        yield written, f"{file}#{unquote(name)}" if name else file


def _within(target: str, base: str) -> str:
    """A link that names our own host or begins at its root, as one that begins at the root of the site."""
    if target.startswith(base):
        return "/" + target.removeprefix(base)
    if target.startswith("/") and not target.startswith("//"):
        folder = urlsplit(base).path
        return "/" + target.removeprefix(folder) if target.startswith(folder) else "/.." + target
    return target


def _file_of(path: str, folder: str, address: str) -> str:
    """File of the site that a link of the page `path`, which lies in `folder`, opens."""
    if not address:
        return path
    if address.startswith("/"):
        folder = ""
    else:
        while address.startswith("../") and folder:
            folder, address = folder.rpartition("/")[0], address[3:]
    joined = f"{folder}/{address.lstrip('/')}" if folder else address.lstrip("/")
    if "./" in joined or "//" in joined or joined.endswith("."):
        whole = posixpath.normpath(joined).removeprefix(".").lstrip("/") if not joined.startswith("..") else joined
        joined = f"{whole}/" if whole and joined.endswith(("/", ".", "..")) else whole
    return f"{joined}index.html" if not joined or joined.endswith("/") else joined
