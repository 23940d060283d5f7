"""Fixtures of the embed's tests: the two servers, and pages that keep an account of what they asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.hosts.pages import HURRY, Opened
from tests.browser.hosts.servers import Bank, Manner, School


@pytest.fixture(scope="session")
def _bank() -> Iterator[Bank]:
    server = Bank()
    yield server
    server.close()


@pytest.fixture
def bank_server(_bank: Bank) -> Bank:
    """The bank in its usual manner, nothing asked yet."""
    _bank.manner = Manner()
    _bank.asked.clear()
    return _bank


@pytest.fixture(scope="session")
def school_server() -> Iterator[School]:
    """The host."""
    server = School()
    yield server
    server.close()


@pytest.fixture
def opened(chromium: Any, bank_server: Bank, school_server: School) -> Iterator[Opened]:
    """`opened(url, width=…, hurry=…)` is a page; the embed may neither fail loudly, nor ask third hosts, nor store anything."""
    contexts: list[Any] = []
    faults: list[str] = []
    known = (bank_server.url, school_server.url, "data:", "about:")

    def page(url: str, *, width: int = 1280, height: int = 800, hurry: bool = False, before: str = "", **options: Any) -> Any:
        context = chromium.new_context(locale="ru-RU", viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        if options.get("java_script_enabled", True):
            context.add_init_script(before + (HURRY if hurry else ""))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("request", lambda request: faults.append(request.url) if not request.url.startswith(known) else None)
        made = context.new_page()
        made.goto(url)
        return made

    yield page
    for context in contexts:
        faults += map(str, context.cookies())
        faults += map(str, context.storage_state()["origins"])
        context.close()
    assert not faults, faults
