"""Looks the finished site over before anyone sees it: links, anchors, code inside pages, requests to other hosts."""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.diagnostics import Diagnostic, Place
from generator.memo import FORGETFUL, Memo
from generator.publish import rules
from generator.publish.frames import SENTINEL

# Possessive: on a tag that never ends a greedy one would try every cut of its attributes.
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*+)((?:\s++[^\s=>\"'/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?+|\s*+/)*+)\s*+>")
_OPENING = re.compile(r"<[a-zA-Z]")
_CSS_REQUEST = re.compile(rb"@import|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s=>\"'/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)(?! type=.application/ld\+json.>)[^>]*>(?!\s*</script>)", re.IGNORECASE)
_STYLE = re.compile(r"<style[\s>]", re.IGNORECASE)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_SEALED = re.compile(r"<(style|script)>([^<]*(?:<(?!/\1>)[^<]*)*)</\1>")
_EXTERNAL = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# What a browser fetches by itself, without a click; for `link` these relations only.
_FETCHED = frozenset({"img", "script", "iframe", "source", "video", "audio", "object", "embed", "use", "input", "track", "image"})
_FETCHED_LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "preconnect", "prefetch", "dns-prefetch", "manifest"})
_POINTERS = frozenset({"href", "xlink:href", "src", "data", "action", "formaction", "poster"})


@dataclass(frozen=True, slots=True)
class Reference:
    """Something a page points at. `fetched` means the browser loads it by itself."""

    target: str
    fetched: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What verification needs to know of a page."""

    references: tuple[Reference, ...]
    ids: Mapping[str, int]
    inline: str


def verify(files: Mapping[str, bytes], base: str, jobs: int = 1, memo: Memo = FORGETFUL) -> list[Diagnostic]:
    """Every fault of a site; `base` is its address, `jobs` how many processes read the pages."""
    pages = {path: data for path, data in files.items() if path.endswith(".html")}
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            read = dict(zip(pages, pool.map(outline, pages.values(), chunksize=64), strict=True))
        outlines = {path: memo("outline", (data,), partial(read.__getitem__, path)) for path, data in pages.items()}
    else:
        outlines = {path: memo("outline", (data,), partial(outline, data)) for path, data in pages.items()}
    found = [
        rules.ForeignRequest.at(Place(path), "Таблица стилей загружает что-то со стороны.", "Положите файл на сам сайт, а стили соедините в один файл.")
        for path, data in files.items()
        if path.endswith(".css") and _CSS_REQUEST.search(data)
    ]
    for path, page in outlines.items():
        found += _page(path, page, files, outlines, base)
        if SENTINEL.search(files[path].decode()):
            found.append(rules.BadFrame.at(Place(path), "На странице осталась незаполненная подстановка рамки.", "Проверьте theme/overrides."))
    return found


def outline(page: bytes) -> Outline:
    """References, ids and inline code of one page."""
    html = _unsealed(_COMMENT.sub("", page.decode()))
    references: list[Reference] = []
    ids: Counter[str] = Counter()
    read: set[int] = set()  # where the tags that were understood begin
    inline = "script" if _INLINE_SCRIPT.search(html) else "style" if _STYLE.search(html) else ""
    for match in _TAG.finditer(html):
        read.add(match.start())
        name = match[1].lower()
        attributes = {
            found[1].lower(): unescape(next((part for part in found.groups()[1:] if part is not None), "")).strip() for found in _ATTRIBUTE.finditer(match[2])
        }
        relations = set(attributes.get("rel", "").lower().split()) if name == "link" else set()
        fetched = name in _FETCHED or bool(relations & _FETCHED_LINKS)
        for key, value in attributes.items():
            if key == "id":
                ids[value] += 1
            elif key == "style" or (key.startswith("on") and len(key) > 2) or (key in _POINTERS and value.lower().startswith(("javascript:", "vbscript:"))):
                inline = inline or key
            elif key in _POINTERS and "canonical" not in relations:
                references.append(Reference(value, fetched))
            elif key == "srcset":
                references += [Reference(part.split()[0], fetched=True) for part in value.split(",") if part.strip()]
    if any(match.start() not in read for match in _OPENING.finditer(html)):
        inline = inline or "тег, который не разобрать"
    return Outline(tuple(dict.fromkeys(references)), ids, inline)


def _unsealed(html: str) -> str:
    """The page without the styles and scripts whose hash its own policy names (CSP 3, 8.3): nothing else can run in their place."""
    policy = unescape("".join(_POLICY.findall(html)))
    if "'sha256-" not in policy:
        return html

    def kept(match: re.Match[str]) -> str:
        return "" if f"'sha256-{b64encode(sha256(match[2].encode()).digest()).decode()}'" in policy else match[0]

    return _SEALED.sub(kept, html)


def _page(path: str, page: Outline, files: Mapping[str, bytes], outlines: Mapping[str, Outline], base: str) -> Iterator[Diagnostic]:
    place = Place(path)
    if page.inline:
        yield rules.InlineCode.at(place, f"На странице есть код или стиль прямо в HTML ({page.inline}).", "Перенесите его в theme/assets.")
    for name, times in page.ids.items():
        if times > 1:
            yield rules.RepeatedAnchor.at(place, f"Имя места «{name}» на странице встречается {times} раза.", "Переименуйте одно из мест.")
    for reference in page.references:
        target = _within(reference.target, base)
        if _EXTERNAL.match(target) or _SCHEME.match(target):
            if reference.fetched and not target.startswith("data:"):
                yield rules.ForeignRequest.at(place, f"Страница загружает {target}.", "Положите файл на сам сайт.")
            continue
        yield from _internal(path, target, files, outlines)


def _within(target: str, base: str) -> str:
    """A link that names our own host or begins at its root, as one that begins at the root of the site."""
    folder = urlsplit(base).path
    if target.startswith(base):
        return "/" + target.removeprefix(base)
    if target.startswith("/") and not target.startswith("//"):
        return "/" + target.removeprefix(folder) if target.startswith(folder) else "/.." + target
    return target


def _internal(path: str, target: str, files: Mapping[str, bytes], outlines: Mapping[str, Outline]) -> Iterator[Diagnostic]:
    address, _, fragment = target.partition("#")
    address = address.partition("?")[0]
    file = _file_of(path, unquote(address))
    if file not in files:
        yield rules.BrokenSiteLink.at(Place(path), f"Ссылка «{target}» ведёт в никуда.", "Проверьте, что страница или файл есть и опубликованы.")
    elif fragment and file.endswith(".html") and unquote(fragment) not in outlines[file].ids:
        yield rules.BrokenAnchor.at(Place(path), f"На странице «{address or path}» нет места «{fragment}».", "Проверьте имя после «#».")


@cache
def _file_of(path: str, address: str) -> str:
    """File of the site that a link of the page `path` opens."""
    if not address:
        return path
    folder = "" if address.startswith("/") else posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(folder, address.lstrip("/")))
    if joined == ".":
        joined = ""
    if address.endswith(("/", "..")) or address in (".", "/") or not joined:
        return posixpath.join(joined, "index.html")
    return joined
