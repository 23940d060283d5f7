"""What a page of the site points at, what can be pointed at in it, and code inside it.

Pages are made by our own templates, so nearly all are written in one plain way, which a few patterns read at once; any other way
of writing sends the page to the reader of all HTML, seven times slower. A test holds that both see the same.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from html import unescape

# Possessive: on a tag that never ends a greedy one would try every cut of its attributes.
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*+)((?:\s++[^\s=>\"'/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?+|\s*+/)*+)\s*+>")
_OPENING = re.compile(r"<[a-zA-Z]")
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

# The plain way: small letters, one space before each attribute, double quotes.
_PLAIN_TAG = re.compile(r'<(?:!doctype html|/[a-z][a-z0-9]*|[a-z][a-z0-9-]*(?: [a-z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)* ?/?)>')
_PLAIN_POINTER = re.compile(r' (?:href|src|action|data|poster)="([^"]*)"')
_PLAIN_ID = re.compile(r' id="([^"]*)"')
_RARE = re.compile(r' (?:style|srcset|formaction|xlink:href|on[a-z]+)=|<style|<!--|<script(?! type="application/ld\+json">)(?![^>]* src=")')
_FETCHES = re.compile(
    r'<(?:(?:img|script|iframe|source|video|audio|object|embed|use|input|track|image)\b|link(?! rel="(?:canonical|alternate|next|prev)"))[^>]*'
    r' (?:src|href|data|poster)="\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)'
)
_CANONICAL = re.compile(r'<link rel="canonical" href="[^"]*">')


@dataclass(frozen=True, slots=True)
class Outline:
    """What verification needs to know of a page.

    `targets`: everything it points at. `fetched`: those of them at other hosts that a browser loads by itself. `ids`: its places,
    `repeated` those named more than once, with how often. `inline`: what code of its own it holds, in a word.
    """

    targets: tuple[str, ...]
    fetched: tuple[str, ...]
    ids: frozenset[str]
    repeated: tuple[tuple[str, int], ...]
    inline: str


def outline(page: bytes) -> Outline:
    """The outline of any page; never raises for what its HTML is like."""
    return outline_of_body(_unsealed(page.decode()))


def outline_of_body(html: str) -> Outline:
    """The outline of a part of a page in which all tags are closed."""
    return plain_outline(html) or any_outline(html)


def plain_outline(html: str) -> Outline | None:
    """The outline of a page, or of a part of one, written in the plain way; None for any other."""
    if html.count("<") != len(_PLAIN_TAG.findall(html)) or _RARE.search(html) or _FETCHES.search(html):
        return None
    names = _PLAIN_ID.findall(html)
    texts = tuple(dict.fromkeys(map(_text, dict.fromkeys(_PLAIN_POINTER.findall(_CANONICAL.sub("", html))))))
    if any(target.lower().startswith(("javascript:", "vbscript:")) for target in texts):
        return None
    ids = frozenset(names if "&" not in "".join(names) else map(_text, names))
    return Outline(texts, (), ids, () if len(ids) == len(names) else _repeated(Counter(map(_text, names))), "")


def any_outline(html: str) -> Outline:
    """The outline of any page, tag by tag."""
    html = _COMMENT.sub("", html)
    targets: list[str] = []
    fetched: list[str] = []
    ids: Counter[str] = Counter()
    read: set[int] = set()  # where the tags that were understood begin
    inline = "script" if _INLINE_SCRIPT.search(html) else "style" if _STYLE.search(html) else ""
    for match in _TAG.finditer(html):
        read.add(match.start())
        name = match[1].lower()
        attributes = {found[1].lower(): _text(next((part for part in found.groups()[1:] if part is not None), "")) for found in _ATTRIBUTE.finditer(match[2])}
        relations = set(attributes.get("rel", "").lower().split()) if name == "link" else set()
        loads = name in _FETCHED or bool(relations & _FETCHED_LINKS)
        for key, value in attributes.items():
            if key == "id":
                ids[value] += 1
            elif key == "style" or (key.startswith("on") and len(key) > 2) or (key in _POINTERS and value.lower().startswith(("javascript:", "vbscript:"))):
                inline = inline or key
            elif key in _POINTERS and "canonical" not in relations:
                targets.append(value)
                fetched += [value] if loads else []
            elif key == "srcset":
                sources = [part.split()[0] for part in value.split(",") if part.strip()]
                targets += sources
                fetched += sources
    if any(match.start() not in read for match in _OPENING.finditer(html)):
        inline = inline or "тег, который не разобрать"
    foreign = tuple(dict.fromkeys(target for target in fetched if is_foreign(target) and not target.startswith("data:")))
    return Outline(tuple(dict.fromkeys(targets)), foreign, frozenset(ids), _repeated(ids), inline)


def is_foreign(target: str) -> bool:
    """Whether a target has a scheme or a host."""
    return bool(_EXTERNAL.match(target) or _SCHEME.match(target))


def _text(value: str) -> str:
    return unescape(value).strip() if "&" in value else value.strip()


def _repeated(ids: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, times) for name, times in ids.items() if times > 1)


def _unsealed(html: str) -> str:
    """The page without the styles and scripts whose hash its own policy names (CSP 3, 8.3): nothing else can run in their place."""
    if "sha256-" not in html:
        return html
    policy = unescape("".join(_POLICY.findall(html)))

    def kept(match: re.Match[str]) -> str:
        return "" if f"'sha256-{b64encode(sha256(match[2].encode()).digest()).decode()}'" in policy else match[0]

    return _SEALED.sub(kept, html)
