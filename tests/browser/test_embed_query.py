"""Any query of the catalogue on another site: the frame asks the engine, and the newest practices stand there until it answers."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.hosts.servers import Answer, Server
from tests.sites import copied, made

LINE = '<div class="nb-embed"><a href="{bank}embed/v1/practices/{query}">Практики</a></div><script async src="{bank}embed/v1/e.js" crossorigin="anonymous"></script>'
OPEN = ("embed/v1/", "api/v1/", "assets/js/", "search/")  # what ARCHITECTURE.md tells a server to open to other sites
HOST = '<!doctype html><html lang="ru"><meta charset="utf-8"><title>Новость</title><h1>Новость</h1>{line}'


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """tests/banks/full, whole, served as ARCHITECTURE.md asks."""
    folder = tmp_path_factory.mktemp("query")
    server = Server("127.0.0.1")
    site = made(copied("full", folder / "bank"), folder / "site", url=server.url)

    def file(path: str) -> Answer:
        found = site.out / path
        found = found / "index.html" if found.is_dir() else found
        if not found.is_file():
            return Answer(status=404)
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        shared = {"Access-Control-Allow-Origin": "*"} if path.startswith(OPEN) else {}
        return Answer(found.read_bytes(), {"Content-Type": kind, **shared})

    server.answer = file
    yield server
    server.close()


@pytest.fixture(scope="module")
def host(bank: Server) -> Iterator[Server]:
    """A site that shows what its own address asks."""
    server = Server("127.0.0.2")
    yield server
    server.close()


def framed(page: Any, bank: Server, host: Server, query: str) -> Any:
    """The frame with the answer to a query, as a page of the host shows it."""
    html = HOST.format(line=LINE.format(bank=bank.url, query=query))
    host.answer = lambda _: Answer(html.encode(), {"Content-Type": "text/html; charset=utf-8"})
    page.goto(host.url)
    page.wait_for_selector('.nb-embed[data-nb="frame"]')
    return page.locator(".nb-embed iframe").content_frame


def titles(frame: Any) -> list[str]:
    """The practices a frame lists."""
    return [str(text) for text in frame.locator("#practices li > a").all_inner_texts()]


@pytest.mark.parametrize("query", ["?deficit=metodicheskie", "?q=опыт", "?deficit=metodicheskie&mentee_group=molodoj&limit=1"])
def test_frame_answers_as_the_catalogue(chromium_page: Any, bank: Server, host: Server, query: str) -> None:
    """The frame lists what the catalogue of the bank lists for the same address, in the same order, and says what was asked."""
    frame = framed(chromium_page, bank, host, query)
    more = frame.locator("#practices > p a")
    more.wait_for()
    listed, total = titles(frame), int(more.inner_text().removeprefix("В каталоге: "))
    assert frame.locator("h1").inner_text() != "Практики"
    chromium_page.goto(str(more.get_attribute("href")))
    shown = "[...document.querySelectorAll('#list .entry__title')].filter((title) => title.checkVisibility()).map((title) => title.innerText)"
    chromium_page.wait_for_function(f"(total) => {shown}.length === total", arg=total)
    assert chromium_page.evaluate(shown)[: len(listed)] == listed
    assert len(listed) == (1 if "limit" in query else total)


def test_nothing_found_leads_to_the_catalogue(chromium_page: Any, bank: Server, host: Server) -> None:
    """A query without an answer says so and offers the whole catalogue."""
    frame = framed(chromium_page, bank, host, "?q=абракадабра")
    frame.get_by_text("Таких практик пока нет").wait_for()
    assert titles(frame) == []


def test_frame_without_scripts(visitor: Callable[..., Any], bank: Server) -> None:
    """Without scripts the page of the frame has the newest practices and leads to the catalogue."""
    page = visitor(scripts=False).new_page()
    page.goto(f"{bank.url}embed/v1/practices/?deficit=metodicheskie")
    assert titles(page)
    assert page.locator("footer a").count() == 2
