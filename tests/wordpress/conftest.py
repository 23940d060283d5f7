"""WordPress, the built bank beside it and a browser. Collected only by tests/wordpress/run: the rest of the tests do without."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import pytest
from loopback_bank import LoopbackBank, loopback_bank
from wordpress_host import WordPress, running

collect_ignore_glob = [] if os.environ.get("NASTAVNIK_WORDPRESS") else ["test_*.py"]


def pytest_configure() -> None:
    """`kill` ends the tests as Ctrl-C does, so that their servers are stopped too."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if os.environ.get("NASTAVNIK_WORDPRESS"):
        signal.signal(signal.SIGTERM, stop)


@pytest.fixture(scope="session")
def served_bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackBank]:
    """The full bank of the tests, built for the loopback address it is served at."""
    with loopback_bank(tmp_path_factory.mktemp("served")) as bank:
        yield bank


@pytest.fixture(scope="session")
def wordpress(served_bank: LoopbackBank) -> Iterator[WordPress]:
    """A freshly installed WordPress. Its folder's name is short: the path of a socket may have a hundred signs."""
    with TemporaryDirectory(prefix="wp-") as folder, running(Path(folder), served_bank.port) as site:
        yield site
