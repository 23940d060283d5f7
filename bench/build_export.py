"""Writes a bank's content as a project of each peer: its own front matter, templates of bench/peers/, the same pages.

    .venv/bin/python -m bench.build_export BANK OUT        OUT/hugo, OUT/eleventy, OUT/mkdocs, OUT/zensical, OUT/pelican

Hugo, Eleventy and Pelican find out themselves which cards have which value of a facet. MkDocs and Zensical have no such
pages, so theirs are written here as Markdown and cost them less than the others: the comparison leans to their side.
"""

from __future__ import annotations

import argparse
import json
import posixpath
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml

from bench.build_content import INDEXES, Content, Doc, Value, chunks, read_content
from bench.corpus import day_of

PEERS = Path(__file__).resolve().parent / "peers"
FOLDERS = {"mkdocs": "material", "zensical": "material"}
_ADDRESS = re.compile(r"\]\(/([^)\s#]*)")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list of documents."""

    url: str
    title: str
    lead: str
    docs: tuple[Doc, ...]
    urls: tuple[str, ...]  # all pages of the list


def write_peer(name: str, content: Content, out: Path) -> Path:
    """Write the project of one peer into a folder of its name; returns the folder."""
    folder = out / name
    shutil.copytree(PEERS / FOLDERS.get(name, name), folder)
    WRITERS[name](content, folder)
    return folder


def facets_data(content: Content) -> dict[str, object]:
    """Labels and counts of all facets, for templates."""
    return {
        field.id: {
            "label": field.label,
            "values": {value.id: {"label": value.label, "definition": value.definition, "count": len(value.cards)} for value in field.values},
        }
        for field in content.fields
    }


def expected(content: Content) -> dict[str, object]:
    """What every site must hold."""
    lists = {f"practices/{field.id}/{value.id}/": sorted(value.cards) for field in content.fields for value in field.values}
    return {"cards": [card.url for card in content.cards], "facets": lists}


# Those that group pages themselves -----------------------------------------------------------------------------------


def _hugo(content: Content, folder: Path) -> None:
    pages = folder / "content"
    own = {doc.section for doc in content.docs if doc.url == f"{doc.section}/"}
    _put(pages / "_index.md", _yaml({"title": content.name}) + "\n")
    for section, title in INDEXES.items():
        if section not in own:
            _put(pages / section / "_index.md", _yaml({"title": title}))
    for doc in content.docs:
        name = "_index.md" if doc.url == f"{doc.section}/" else "index.md"
        terms = {f"f-{field}": list(values) for field, values in (doc.facets or {}).items()}
        layout = {"layout": "text"} if name == "_index.md" else {}  # a text of its own in place of a list
        _put(pages / doc.url / name, _yaml({**_front(doc), **terms, **layout}) + f"\n{doc.body}\n")
        _attach(doc, pages)
    _put(folder / "data" / "facets.json", _json(facets_data(content)))
    taxonomies = "\n".join(f'"f-{field.id}" = "f-{field.id}"' for field in content.fields)
    places = "\n".join(f'"f-{field.id}" = "/practices/{field.id}/:slug/"' for field in content.fields)
    with (folder / "hugo.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[taxonomies]\n{taxonomies}\n\n[permalinks.term]\n{places}\n")


def _eleventy(content: Content, folder: Path) -> None:
    pages = folder / "src"
    for doc in content.docs:
        front = {**_front(doc), "layout": "text.njk", **({"has": {field: list(values) for field, values in doc.facets.items()}} if doc.facets else {})}
        _put(pages / doc.url / "index.md", _yaml(front) + f"\n{doc.body}\n")
        _attach(doc, pages)
    _put(pages / "_data" / "facets.json", _json(facets_data(content)))
    _put(pages / "_data" / "site.json", _json({"name": content.name, "indexes": INDEXES}))


def _pelican(content: Content, folder: Path) -> None:
    pages = folder / "content"
    for doc in content.docs:
        front = _front(doc)
        lines = {
            "Title": doc.title,
            "Slug": doc.url.strip("/"),
            "URL": doc.url,
            "Save_as": f"{doc.url}index.html",
            "Lead": doc.summary,
            "Facts": json.dumps(front.get("facts", []), ensure_ascii=False),
            "Facets": json.dumps(doc.facets or {}, ensure_ascii=False),
            "Updated": str(doc.updated or ""),
        }
        head = "\n".join(f"{key}: {' '.join(text.split())}" for key, text in lines.items() if text)
        _put(pages / doc.url / "index.md", f"{head}\n\n{doc.body}\n")
        _attach(doc, pages)
    _put(folder / "facets.json", _json(facets_data(content)))
    _put(folder / "site.json", _json({"name": content.name, "indexes": INDEXES}))


# Those that do not ---------------------------------------------------------------------------------------------------


def _material(content: Content, folder: Path) -> None:
    """MkDocs and Zensical read the same project."""
    pages = folder / "docs"
    known = {doc.url for doc in content.docs} | {f"{section}/" for section in INDEXES}
    for doc in content.docs:
        front = {**_front(doc), "description": doc.summary, **({"facets": {field: list(values) for field, values in doc.facets.items()}} if doc.facets else {})}
        _put(pages / doc.url / "index.md", _yaml(front) + f"\n# {doc.title}\n\n{_relative(doc.body, doc.url, known)}\n")
        _attach(doc, pages)
    hidden = {"hide": ["toc"], "search": {"exclude": True}}
    for listing in listings(content):
        front = {"title": listing.title, "description": listing.lead or listing.title, "listing": True, **hidden}
        _put(pages / listing.url / "index.md", _yaml(front) + _relative(_listing_text(listing), listing.url, known | set(listing.urls)))
    newest = "\n".join(f"- [{doc.title}]({doc.url}index.md)" for doc in content.cards[:12])
    _put(pages / "index.md", f"# {content.name}\n\n## Новые практики\n\n{newest}\n")
    labels = {field.id: {"label": field.label, "values": {value.id: value.label for value in field.values}} for field in content.fields}
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(
            "\n" + yaml.dump({"site_name": content.name, "extra": {"facets": labels, "facet_list": facet_list(content)}}, allow_unicode=True, width=10**6)
        )


def listings(content: Content) -> Iterator[Listing]:
    """Every page that lists others: those of facets, then the first pages of folders."""
    by_url = {doc.url: doc for doc in content.docs}
    for field in content.fields:
        for value in field.values:
            yield from _pages_of(f"practices/{field.id}/{value.id}/", f"{field.label}: {value.label}", value, by_url)
    for section, title in INDEXES.items():
        if f"{section}/" not in by_url:
            yield from _pages_of(f"{section}/", title, Value(section, title, "", tuple(doc.url for doc in content.listed(section))), by_url)


def _pages_of(base: str, title: str, value: Value, by_url: Mapping[str, Doc]) -> Iterator[Listing]:
    parts = list(chunks(value.cards))
    urls = tuple(base if number == 1 else f"{base}page/{number}/" for number in range(1, len(parts) + 1))
    for url, part in zip(urls, parts, strict=True):
        yield Listing(url, title, value.definition, tuple(by_url[name] for name in part), urls)


def _listing_text(listing: Listing) -> str:
    lines = [f"# {listing.title}", "", listing.lead, ""]
    for doc in listing.docs:
        lines += [f"**[{doc.title}](/{doc.url})**", "", doc.summary, ""]
    if len(listing.urls) > 1:
        lines.append(" · ".join(f"[{number}](/{url})" for number, url in enumerate(listing.urls, 1)))
    return "\n".join(lines) + "\n"


def facet_list(content: Content) -> str:
    """All facets as links with counts, as HTML: MkDocs has no cache for a part of a page, so it gets it ready."""
    parts = []
    for field in content.fields:
        links = "".join(f'<li><a href="/practices/{field.id}/{value.id}/">{escape(value.label)}</a> {len(value.cards)}</li>' for value in field.values)
        parts.append(f"<h2>{escape(field.label)}</h2><ul>{links}</ul>")
    return "".join(parts)


def _relative(text: str, url: str, known: set[str]) -> str:
    """Links to files, as MkDocs wants them."""

    def link(match: re.Match[str]) -> str:
        target = f"{match[1]}index.md" if match[1] in known else match[1]
        return f"]({posixpath.relpath(target, url)}"

    return _ADDRESS.sub(link, text)


# Files ---------------------------------------------------------------------------------------------------------------


def _front(doc: Doc) -> dict[str, object]:
    """What every peer's front matter holds."""
    facts = [{"label": label, "links": [{"title": title, "url": url} for title, url in links]} for label, links in doc.facts]
    return {
        "title": doc.title,
        "summary": doc.summary,
        **({"facts": facts} if facts else {}),
        **({"date": doc.updated} if doc.updated else {}),
    }


def _attach(doc: Doc, pages: Path) -> None:
    for file in doc.files:
        shutil.copy(file, pages / doc.url / file.name)


def _yaml(front: Mapping[str, object]) -> str:
    return f"---\n{yaml.dump(dict(front), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6)}---\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


WRITERS: Mapping[str, Callable[[Content, Path], None]] = {
    "hugo": _hugo,
    "eleventy": _eleventy,
    "pelican": _pelican,
    "mkdocs": _material,
    "zensical": _material,
}


def main() -> None:
    """Read the arguments and write the projects."""
    parser = argparse.ArgumentParser(prog="python -m bench.build_export", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bank", type=Path, metavar="BANK")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--peers", nargs="*", choices=tuple(WRITERS), default=tuple(WRITERS), metavar="NAME", help=f"which of {', '.join(WRITERS)}")
    options = parser.parse_args()
    content = read_content(options.bank, day_of(options.bank))
    _put(options.out / "expected.json", _json(expected(content)))
    for name in options.peers:
        write_peer(name, content, options.out)


if __name__ == "__main__":
    main()
