"""What all tests share: golden files (`--update-golden` rewrites them), banks built once a run, a writable copy of a bank."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import Site, copied, made


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
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """`built("full")` is the site of tests/banks/full, made once a run; nobody may change it."""
    sites: dict[str, Site] = {}

    def site(bank: str) -> Site:
        if bank not in sites:
            folder = tmp_path_factory.mktemp(bank)
            sites[bank] = made(copied(bank, folder / "bank"), folder / "site")
        return sites[bank]

    return site


@pytest.fixture
def bank(tmp_path: Path, built: Callable[[str], Site]) -> Callable[[str], Path]:
    """`bank("minimal")` is a copy of a bank that the test may change and build; what the engine made of it lies in its cache."""

    def copy(name: str) -> Path:
        root = copied(name, tmp_path / name)
        shutil.copytree(built(name).root / "build", root / "build")
        return root

    return copy
