"""A page for every value of a facet and every folder, sixty entries each: what Pelican's own tags would be, with eighteen kinds of them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

from markdown.extensions.toc import slugify_unicode
from pelican import signals

PER_PAGE = 60
_HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>')


def prepare(pelican: Any) -> None:
    """Ids of headings keep Russian letters."""
    pelican.settings["MARKDOWN"]["extension_configs"]["markdown.extensions.toc"]["slugify"] = slugify_unicode


def unpack(generator: Any) -> None:
    """Lists that metadata holds as JSON."""
    for page in generator.pages:
        page.facts, page.has = json.loads(page.facts), json.loads(page.facets)
        page.headings = _HEADING.findall(page.content)


def write(generator: Any, writer: Any) -> None:
    """Group the cards and write the listings."""
    settings, facets = generator.settings, generator.settings["FACETS"]
    pages = sorted(generator.pages, key=lambda page: (str(getattr(page, "updated", "")), page.url), reverse=True)
    cards = [page for page in pages if page.has]
    found = defaultdict(list)
    for card in cards:
        for field, values in card.has.items():
            for value in values:
                found[field, value].append(card)
    lists = [
        (
            f"practices/{field}/{value}/",
            f"{facets[field]['label']}: {facets[field]['values'][value]['label']}",
            facets[field]["values"][value]["definition"],
            entries,
        )
        for (field, value), entries in found.items()
    ]
    lists += [(f"{folder}/", title, "", [page for page in pages if page.url.startswith(f"{folder}/")]) for folder, title in settings["SITE"]["indexes"].items()]
    shared = {**generator.context, "facet_list": generator.get_template("facet_list").render(FACETS=facets)}
    listing = generator.get_template("listing")
    for base, title, lead, entries in lists:
        urls = [f"{base}page/{start // PER_PAGE + 1}/" if start else base for start in range(0, max(1, len(entries)), PER_PAGE)]
        for index, url in enumerate(urls):
            part = entries[index * PER_PAGE : (index + 1) * PER_PAGE]
            writer.write_file(f"{url}index.html", listing, shared, url=url, title=title, lead=lead, entries=part, urls=urls)
    writer.write_file("index.html", generator.get_template("home"), shared, url="", title=settings["SITENAME"], entries=cards[:12])


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(prepare)
    signals.page_generator_finalized.connect(unpack)
    signals.page_writer_finalized.connect(write)
