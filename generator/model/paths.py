"""Where a relative link between files of the bank leads, and which address a file has on the site."""

from __future__ import annotations

import posixpath
import re

from generator.load.walk import classify

# Where files of many records are shown, by kind.
_LISTS = {
    "vocabulary": "glossary/", "glossary": "glossary/", "regulation": "regulation/", "document": "regulation/", "wording": "regulation/",
    "coverage": "regulation/coverage/", "acts": "acts/", "calendar": "year/", "faq": "faq/",
}  # fmt: skip
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def is_external(href: str) -> bool:
    """True for an address with a scheme or a host."""
    return bool(_SCHEME.match(href))


def resolve(path: str, href: str) -> tuple[str, str]:
    """File of the bank and fragment that `href`, written in the file `path`, leads to."""
    target, _, fragment = href.partition("#")
    if not target:
        return path, fragment
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)), fragment


def url_of(path: str) -> str:  # noqa: PLR0911  # a table of kinds
    """Address on the site of a file of the bank, without a leading slash; a page's ends with a slash."""
    entry = classify(path)
    match entry.kind:
        case "practice":
            return f"practices/{entry.id}/"
        case "program":
            return f"programs/{entry.id}/"
        case "school":
            return f"schools/{entry.id}/"
        case "news":
            return f"schools/{entry.owner}/#news-{entry.id}"
        case "event":
            return f"schools/{entry.owner}/#event-{entry.id}" if entry.owner else f"events/#event-{entry.id}"
        case "collection":
            return f"collections/{entry.id}/"
        case "page":
            return "" if entry.id == "index" else entry.id.removesuffix("index").rstrip("/") + "/"
    return _LISTS.get(entry.kind) or path.removeprefix("content/")
