"""A browser for tests: `chromium_page` is a page of the machine's Chromium, `serve` puts a folder on 127.0.0.1.

The fixtures are those of all folders (`tests/conftest.py`): one browser a process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api

from bench import tools


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing: the tests speak."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)  # how often it asks whether to end
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")


def audit(page: Any, within: str = "html", rules: Iterable[str] = WCAG) -> None:
    """Fail with axe's report of what it finds in a part of a page or of a frame, by default against WCAG 2.1 A and AA."""
    found = Axe().run(page, context=within, options={"runOnly": [*rules], "resultTypes": ["violations"]})  # passes are not told apart: half the time
    assert not found.response["violations"], found.generate_report()


def follow(link: Any) -> None:
    """Press a link and wait for where it leads: a press alone returns before the next page is there."""
    with link.page.expect_navigation(wait_until="load"):
        link.click()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder until the tests end; gives its address, which ends with a slash."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(_served(folder))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The distribution's browser; `make test` installs it or says how."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=arguments)
        yield browser
        browser.close()


def of_a_reader(chromium: Any, width: int, *, scripts: bool = True, dark: bool = False) -> Any:
    """A browser of its own, in Russian, as wide as a reader's."""
    scheme = "dark" if dark else "light"
    return chromium.new_context(locale="ru-RU", viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts)


@pytest.fixture
def visitor(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`visitor(width=…, scripts=…, dark=…)` is a browser of its own; an uncaught error of a page or a refusal of its policy fails the test.

    With `home` so does a request that leads elsewhere.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def new(width: int = 1280, *, scripts: bool = True, dark: bool = False, home: str = "") -> Any:
        context = of_a_reader(chromium, width, scripts=scripts, dark=dark)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
        if home:
            context.on("request", lambda request: faults.append(request.url) if not request.url.startswith((home, "data:")) else None)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def chromium_page(visitor: Callable[..., Any]) -> Any:
    """A fresh page of a `visitor`."""
    return visitor().new_page()
