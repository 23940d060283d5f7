"""The stage: a plain MkDocs project with the hand-written pages and one frame for each section and depth.

This module and `engine` are the only ones that know the engine's configuration.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml
from markupsafe import Markup

from generator.load.fences import document
from generator.model import Bank, Page
from generator.model.navigator import askable
from generator.publish.frames import BODY, CANONICAL, DESCRIPTION, OEMBED, TITLE
from generator.render.site import DEPTHS, EMBED_PAGE, ROLES, Heading, Staged, page_url
from generator.settings import Settings

CONFIG = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Stage:
    """Files of the stage by path; `frames` names the frame of each section and depth, `pages` holds the texts of the hand-written pages."""

    files: Mapping[str, bytes]
    frames: Mapping[tuple[str, int], str]
    pages: Mapping[str, Markup]

    @property
    def key(self) -> str:
        """Hash of everything the engine reads."""
        digest = hashlib.sha256()
        for path, data in sorted(self.files.items()):
            digest.update(f"{path}\0{len(data)}\0".encode())
            digest.update(data)
        return digest.hexdigest()


def make_stage(pages: Iterable[Staged], css: bytes, bank: Bank, settings: Settings, theme: Path, *, offers: bool) -> Stage:
    """The stage of a site: its hand-written `pages`, the style sheet `css`; `offers` is true when it has lines for other sites."""
    frames = {(tab, depth): _frame_path(tab, depth) for tab, deepest in DEPTHS.items() for depth in (range(1, deepest + 1) if deepest else (0,))}
    pages = tuple(pages)
    sentinels = {"title": TITLE, "description": DESCRIPTION, "canonical": CANONICAL, "oembed": OEMBED, "frame": True}
    files = {f"docs/{path}": document({**sentinels, "tab": tab}, BODY) for (tab, _), path in frames.items()}
    for page in pages:
        files[f"docs/{page.path}"] = document({**page.meta, "hung": BODY}, "\n\n".join(map(_heading, page.headings)))
    overrides = theme / "overrides"
    for path in sorted(overrides.rglob("*")):
        if path.is_file():
            files[f"overrides/{path.relative_to(overrides).as_posix()}"] = path.read_bytes()
    files[CONFIG] = _config(bank, settings, hashlib.sha256(css).hexdigest()[:8], offers=offers).encode()
    return Stage(files, frames, {page.path: page.body for page in pages})


def _heading(heading: Heading) -> str:
    """A heading as Markdown that means nothing but itself: the engine makes the page's contents of it."""
    title = re.sub(r"([\\`*_{}\[\]()>#+.!-])", r"\\\1", escape(heading.title, quote=False))
    return f"{'#' * heading.level} {title} {{#{heading.id}}}"


def _frame_path(tab: str, depth: int) -> str:
    """A Markdown file whose page lies as deep as those that hang in it, because its links are relative."""
    return "/".join((f"frame-{tab}", *("x" for _ in range(depth - 1)))) + ".md" if depth else "index.md"


def _config(bank: Bank, settings: Settings, css: str, *, offers: bool) -> str:
    owner = escape(settings.owner.name)
    copyright_line = f'<a href="{escape(settings.owner.url)}">{owner}</a>' if settings.owner.url else owner
    config: dict[str, object] = {
        "site_name": settings.name,
        "site_url": settings.url,
        "site_description": settings.description,
        "docs_dir": "docs",
        "copyright": copyright_line,
        "use_directory_urls": True,
        "theme": {"name": "material", "custom_dir": "overrides", "language": "ru", "font": False},
        "plugins": [],
        "validation": {"nav": {"omitted_files": "ignore"}, "links": {"not_found": "ignore", "unrecognized_links": "ignore", "absolute_links": "ignore"}},
        "markdown_extensions": ["attr_list", "toc"],
        "extra": {
            "tabs": list(_tabs(bank, settings)),
            "footer": list(_footer(bank, offers=offers)),
            "footer_note": f"Для педагогических работников {settings.region_of}",
            "asset_version": css,
        },
        "nav": [*_nav(bank, settings)] or [{settings.name: "index.md"}],  # without a nav the engine lists the frames,
    }
    if settings.repository:
        config["edit_uri_template"] = settings.repository.edit.replace("{path}", "content/{path}")
        config["repo_url"] = settings.repository.new
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=200)


def _tabs(bank: Bank, settings: Settings) -> Iterable[dict[str, str]]:
    yield {"id": "practices", "label": "Практики", "url": "practices/"}
    if bank.templates:
        yield {"id": "programs", "label": "Шаблоны", "url": "programs/"}
    if bank.clauses and bank.document:
        yield {"id": "regulation", "label": bank.document.menu or bank.document.short, "url": "regulation/"}
    if bank.schools:
        yield {"id": "schools", "label": "Организации", "url": "schools/"}
    for item in settings.menu:
        first = next(iter(_pages_of(bank, item.folder)), None)
        if first:
            yield {"id": item.folder, "label": item.title, "url": page_url(first.id)}


def _footer(bank: Bank, *, offers: bool) -> Iterable[dict[str, str]]:
    if askable(bank):
        yield {"label": "Навигатор по затруднениям", "url": "navigator/"}
        yield {"label": "Карта пробелов", "url": "gaps/"}
    if bank.shown_collections:
        yield {"label": "Подборки", "url": "collections/"}
    yield {"label": "Избранное", "url": "saved/"}
    if bank.glossary:
        yield {"label": "Глоссарий", "url": "glossary/"}
    if any(page.id == f"{ROLES}/index" for page in bank.pages):
        yield {"label": "Роли", "url": f"{ROLES}/"}
    if bank.faq:
        yield {"label": "Вопросы и ответы", "url": "faq/"}
    if bank.calendar:
        yield {"label": "Календарь года", "url": "year/"}
    if bank.acts:
        yield {"label": "Реестр документов", "url": "acts/"}
    yield {"label": "События", "url": "events/"}
    if offers:
        yield {"label": "Вставить раздел на свой сайт", "url": EMBED_PAGE}
    yield {"label": "Правила проверки", "url": "help/"}
    yield {"label": "Лента новинок", "url": "feed.atom"}
    yield {"label": "Данные банка", "url": "api/v1/index.json"}


def _nav(bank: Bank, settings: Settings) -> Iterable[dict[str, object]]:
    own = {item.folder for item in settings.menu}
    for item in settings.menu:
        yield from _group(bank, item.folder, item.title)
        if item == settings.menu[0] and ROLES not in own:  # below its tab: the tabs are as many as fit
            yield from _group(bank, ROLES, "Роли")


def _group(bank: Bank, folder: str, title: str) -> Iterator[dict[str, object]]:
    """A folder in the menu of its tab; pages of one group stand under its name, where the first of them would."""
    listed: dict[str, list[str]] = {}
    entries: list[object] = []
    for page in _pages_of(bank, folder):
        if not page.group:
            entries.append(f"{page.id}.md")
        elif page.group in listed:
            listed[page.group].append(f"{page.id}.md")
        else:
            entries.append({page.group: listed.setdefault(page.group, [f"{page.id}.md"])})
    if entries:
        yield {title: entries}


def _pages_of(bank: Bank, folder: str) -> list[Page]:
    """A section's pages: its index first, then by `order`, then by title."""
    pages = [page for page in bank.pages if page.folder == folder]
    return sorted(pages, key=lambda page: (not page.id.endswith("/index"), page.order, page.title))
