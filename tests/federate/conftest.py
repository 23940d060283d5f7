"""What tests of the catalogue share: sites on 127.0.0.1, one of them that sends elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def redirecting() -> Iterator[Callable[[str], str]]:
    """`redirecting(target)` is the address of a site that answers everything with a redirect."""
    with ExitStack() as stack:

        def start(target: str) -> str:
            class Handler(BaseHTTPRequestHandler):
                def do_GET(self) -> None:
                    self.send_response(302)
                    self.send_header("Location", target + self.path)
                    self.end_headers()

                def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                    """Say nothing."""

            return _started(stack, Handler)

        yield start


@pytest.fixture
def tagged() -> Iterator[tuple[Callable[[Path], str], list[tuple[str, int]]]]:
    """A function that serves a folder with ETags and gives its address, and a list of what was answered: path and status."""
    answers: list[tuple[str, int]] = []
    with ExitStack() as stack:

        def start(folder: Path) -> str:
            class Handler(BaseHTTPRequestHandler):
                def do_GET(self) -> None:
                    data = (folder / self.path.lstrip("/")).read_bytes()
                    tag = f'"{len(data)}-{hash(data)}"'
                    same = self.headers.get("If-None-Match") == tag
                    answers.append((self.path, 304 if same else 200))
                    self.send_response(answers[-1][1])
                    self.send_header("ETag", tag)
                    self.end_headers()
                    self.wfile.write(b"" if same else data)

                def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                    """Say nothing."""

            return _started(stack, Handler)

        yield start, answers


def _started(stack: ExitStack, handler: type[BaseHTTPRequestHandler]) -> str:
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    stack.callback(thread.join)
    stack.callback(server.server_close)
    stack.callback(server.shutdown)
    return f"http://127.0.0.1:{server.server_port}/"
