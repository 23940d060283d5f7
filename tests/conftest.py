"""What all tests share: golden files (`--update-golden` rewrites them), banks built once a run, a writable copy of a bank.

The run may have several workers (pytest-xdist): what is costly to make is made by the first that asks, for all of them.
"""

from __future__ import annotations

import fcntl
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser.fixtures import chromium, chromium_page, serve, visitor
from tests.sites import Site, again, copied, made

__all__ = ["chromium", "chromium_page", "serve", "visitor"]


# Time is for the bench: a busy machine fails no test. What lets a change in looks at the same examples each time; `make explore` at others.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("gate")
# A run that a script started in the background is deaf to Ctrl-C, and so would be the servers it starts and stops by it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what the tests got")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """A function that compares a text with a golden file, or rewrites the file with `--update-golden`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden file {path}: make it with --update-golden and read it"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def once(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """`once(name, make)` is a folder that `make(folder)` filled once a run, whichever worker came first; nobody may change it."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if hasattr(pytestconfig, "workerinput") else own) / "once"
    shared.mkdir(exist_ok=True)

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        place, fresh = shared / name, shared / f"{name}.new"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                shutil.rmtree(fresh, ignore_errors=True)
                fresh.mkdir()
                make(fresh)
                fresh.rename(place)
        return place

    return folder


@pytest.fixture(scope="session")
def built(once: Callable[[str, Callable[[Path], object]], Path]) -> Callable[[str], Site]:
    """`built("full")` is the site of tests/banks/full, `built(SHIPPED)` that of this repository; nobody may change them."""

    def site(bank: str) -> Site:
        folder = once(bank, lambda new: made(copied(bank, new / "bank"), new / "site"))
        return Site(folder / "bank", folder / "site")

    return site


@pytest.fixture
def bank(tmp_path: Path, built: Callable[[str], Site]) -> Callable[[str], Path]:
    """`bank("minimal")` is a copy of a bank that the test may change and build; what the engine made of it lies in its cache."""

    def copy(name: str) -> Path:
        return again(built(name), name, tmp_path / name)

    return copy
