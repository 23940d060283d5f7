"""The engines compared: how each gets its index, and what Chromium is to load of it."""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from bench.search_corpus import Doc, write_corpus
from bench.tools import HERE, ROOT, npm, run, say

OURS = "nastavnik"
TEXTS = frozenset({".html", ".js", ".mjs", ".json", ".txt", ".css", ".svg"})
LONG = 20.0  # processor seconds: what takes longer is built once
MKDOCS = """\
site_name: Peer
site_url: https://peer.example/
theme: {name: material, language: ru, font: false}
plugins: [search]
nav: [index.md]
"""
"""A menu of all pages on every page would cost it many times more."""
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


@dataclass(frozen=True, slots=True)
class Job:
    """Documents to be indexed by one engine: `work` is for all engines, `tools` has what was installed for them."""

    documents: Sequence[Doc]
    engine: str
    work: Path
    tools: Path

    @property
    def corpus(self) -> Path:
        """The documents as Markdown files."""
        return self.work / "corpus"

    @property
    def docs(self) -> Path:
        """The documents as a list of objects."""
        return self.work / "docs.json"

    @property
    def adapters(self) -> Path:
        """Modules for the browser, one an engine."""
        return self.work / "adapters"

    @property
    def folder(self) -> Path:
        """What belongs to this engine alone."""
        return self.work / self.engine

    @property
    def index(self) -> Path:
        """What is served as the engine's files."""
        return self.folder / "index"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: `prepare` writes what its own builder reads, `build` is what a maintainer waits for and returns its seconds.

    `data` matches the files of the index, the engine's code not among them.
    """

    name: str
    prepare: Callable[[Job], None]
    build: Callable[[Job], float]
    data: str = "*"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """An index made: processor seconds, files, bytes as they lie and as they are sent, and what the adapter must be told."""

    engine: Engine
    folder: Path
    seconds: float
    files: int
    size: int
    packed: int
    params: Mapping[str, Any] = field(default_factory=dict)


def make(engine: Engine, job: Job, runs: int) -> Index:
    """Build the index so many times; once when that takes long."""
    say(f"{engine.name}: building")
    engine.prepare(job)
    seconds: list[float] = []
    while len(seconds) < runs and (not seconds or seconds[0] < LONG):
        shutil.rmtree(job.index, ignore_errors=True)
        job.index.mkdir(parents=True)
        seconds.append(engine.build(job))
    files = [path for path in job.index.rglob(engine.data) if path.is_file()]
    params = {"ids": [doc.id for doc in job.documents]} if engine.name in PAGED else {}
    return Index(
        engine, job.index, statistics.median(seconds), len(files), sum(path.stat().st_size for path in files), sum(len(sent(path)) for path in files), params
    )


@lru_cache(maxsize=4096)
def sent(file: Path) -> bytes:
    """The bytes that a server sends: text compressed; what an engine packed itself goes as it is."""
    data = file.read_bytes()
    return gzip.compress(data, 9, mtime=0) if file.suffix in TEXTS else data


def write_down(docs: Sequence[Doc], pairs: Sequence[tuple[str, str]], work: Path) -> None:
    """The documents in both forms that the engines' builders read, and the abbreviations for those that can use them."""
    job = Job(docs, "", work, work)
    write_corpus(docs, job.corpus)
    (job.corpus / "abbreviations.tsv").write_text("".join(f"{short}\t{long}\n" for short, long in pairs), encoding="utf-8")
    rows = [{"id": doc.id, "title": doc.title, "description": doc.description, "body": doc.body} for doc in docs]
    job.docs.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


# Ours ----------------------------------------------------------------------------------------------------------------


def _build_ours(job: Job) -> float:
    return _seconds([sys.executable, "-m", "bench.search_index", str(job.corpus), str(job.index)], ROOT)


def _take_adapter(job: Job) -> None:
    job.adapters.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "adapters" / f"{job.engine}.mjs", job.adapters)


# Libraries of JavaScript ---------------------------------------------------------------------------------------------


def _bundle(job: Job) -> None:
    """Two bundles: one for Node, which builds, and one for the browser with what it needs to search and nothing else."""
    modules = npm(job.tools)
    esbuild = [str(modules / ".bin" / "esbuild"), "--bundle", "--format=esm", "--log-level=error"]
    seen = {"NODE_PATH": str(modules)}
    run([*esbuild, f"{job.engine}.mjs", "--platform=node", f"--outfile={job.folder / 'build.mjs'}"], HERE / "adapters", extra=seen)
    wanted = f'export {{ load }} from "./{job.engine}.mjs";'
    run([*esbuild, "--minify", f"--outfile={job.adapters / f'{job.engine}.mjs'}"], HERE / "adapters", extra=seen, fed=wanted)


def _build_library(job: Job) -> float:
    return _seconds(["node", str(HERE / "adapters" / "build.mjs"), str(job.folder / "build.mjs"), str(job.docs), str(job.index)], job.folder)


# Engines that read pages ---------------------------------------------------------------------------------------------


def _pages_pagefind(job: Job) -> None:
    _take_adapter(job)
    npm(job.tools)
    markdown = MarkdownIt()
    for number, doc in enumerate(job.documents):
        folder = job.folder / "site" / f"d{number}"
        folder.mkdir(parents=True, exist_ok=True)
        text = f"<h1>{escape(doc.title)}</h1>\n<p>{escape(doc.description)}</p>\n{markdown.render(doc.body)}"
        page = f'<!doctype html>\n<html lang="ru"><head><meta charset="utf-8"><title>{escape(doc.title)}</title></head>\n<body>{text}</body></html>\n'
        (folder / "index.html").write_text(page, encoding="utf-8")


def _build_pagefind(job: Job) -> float:
    pagefind = ["node", str(npm(job.tools) / "pagefind" / "lib" / "runner" / "bin.cjs")]
    out = job.index / "pagefind"
    return _seconds([*pagefind, "--site", str(job.folder / "site"), "--output-path", str(out), "--force-language", "ru"], job.folder)


def _pages_material(job: Job) -> None:
    _take_adapter(job)
    docs = job.folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    for number, doc in enumerate(job.documents):
        (docs / f"d{number}.md").write_text(f"# {doc.title}\n\n{doc.description}\n\n{doc.body}\n", encoding="utf-8")
    (docs / "index.md").write_text("# Peer\n", encoding="utf-8")
    (job.folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")


def _build_material(job: Job) -> float:
    """The whole site: MkDocs has no other way to its index. What the search fetches is kept, the pages are not."""
    site = job.folder / "site"
    seconds = _seconds([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(job.folder / "mkdocs.yml"), "-d", str(site)], job.folder)
    scripts = job.index / "assets" / "javascripts"
    shutil.copytree(site / "assets" / "javascripts" / "lunr", scripts / "lunr")
    shutil.copytree(site / "search", job.index / "search")
    shutil.copy(next((site / "assets" / "javascripts" / "workers").glob("search.*.js")), job.index / "worker.js")
    return seconds


def _seconds(command: Sequence[str], folder: Path) -> float:
    seconds = run(command, folder, extra=QUIET)
    assert seconds is not None  # a command that fails stops the bench
    return seconds


PAGED = frozenset({"pagefind", "material"})
"""Engines that know pages by address, not by id."""

ENGINES: Mapping[str, Engine] = {
    engine.name: engine
    for engine in (
        Engine(OURS, _take_adapter, _build_ours, note="of this project"),
        Engine("minisearch", _bundle, _build_library, note="Snowball, prefix, fuzzy 0.2, OR"),
        Engine("flexsearch", _bundle, _build_library, note="Snowball, forward titles"),
        Engine("orama", _bundle, _build_library, note="Snowball, tolerance 1"),
        Engine("lunr", _bundle, _build_library, note="Snowball, queries put together, layout put right"),
        Engine("pagefind", _pages_pagefind, _build_pagefind, data="*.pf_*", note="as it comes, --force-language ru"),
        Engine("material", _pages_material, _build_material, data="search_index.json", note="as it comes; its build is the whole site"),
    )
}
