"""The engine as it is served, over an index of the test's own: no site is built for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.sites import ROOT

BLANK = '<!doctype html><html lang="ru"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Поиск</title><body></body></html>'
ALL = 1000  # more results than the shipped bank has
LOAD = """async () => {
    const { load } = await import(new URL("assets/js/search/core.js", location));
    window.engine = await load(new URL("search/", location));
}"""
ASK = """async ([queries, options]) => {
    const answers = [];
    for (const query of queries) answers.push(await window.engine.find(query, options));
    return answers;
}"""


def laid(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder to serve: a blank page, the scripts of the theme, the files of an index."""
    shutil.copytree(ROOT / "theme" / "assets" / "js", folder / "assets" / "js")
    (folder / "index.html").write_text(BLANK, encoding="utf-8")
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def opened(page: Any, site: str) -> Any:
    """The page with the engine in it, as `window.engine`."""
    page.goto(site)
    page.evaluate(LOAD)
    return page


def asked(page: Any, queries: Iterable[str], **options: Any) -> list[dict[str, Any]]:
    """The answers to queries, one after another."""
    return list(page.evaluate(ASK, [list(queries), options]))


def one(page: Any, query: str, **options: Any) -> dict[str, Any]:
    """The answer to one query."""
    return asked(page, [query], **options)[0]


def ids(answer: Mapping[str, Any]) -> list[str]:
    """What an answer shows."""
    return [f"{result['kind']}/{result['id']}" for result in answer["results"]]
