"""The full bank of the tests on a loopback port, over TLS, as a hosting would serve it; it can go down and come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.request import urlopen

import msgspec
from certificate import client_context, self_signed, server_context

from generator.render.embed.lines import Line, embed_lines
from generator.render.site import World, embed_url
from generator.survey import check_bank
from tests.sites import ROOT, TODAY, copied, made

SCHOOL = "organizaciya-a"


class _Handler(SimpleHTTPRequestHandler):
    extensions_map: ClassVar = {**SimpleHTTPRequestHandler.extensions_map, ".atom": "application/atom+xml"}

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing: the tests speak."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes a connection it opened in advance is no fault."""


@dataclass
class LoopbackBank:
    """The site in `folder` at `url`; `lines` are what a curator of the school takes, `section` the address of its section."""

    url: str
    port: int
    section: str = ""
    folder: Path = Path()
    certificate: Path = Path()
    lines: tuple[Line, ...] = ()
    servers: list[tuple[_Server, threading.Thread]] = field(default_factory=list)

    def start(self) -> None:
        """Answer from now on."""
        server = _Server(("127.0.0.1", self.port), partial(_Handler, directory=str(self.folder)))
        server.socket = server_context(self.certificate).wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        self.servers.append((server, thread))

    def fetch(self, url: str) -> str:
        """A file of the site by its full address."""
        with urlopen(url, timeout=60, context=client_context(self.certificate)) as answer:
            return str(answer.read().decode())

    def stop(self) -> None:
        """Be down: connections are refused."""
        while self.servers:
            server, thread = self.servers.pop()
            server.shutdown()
            server.server_close()
            thread.join()


@contextmanager
def loopback_bank(folder: Path) -> Iterator[LoopbackBank]:
    """The bank, built in that folder and answering."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as asked:
        port = asked.server_port
    bank = LoopbackBank(f"https://127.0.0.1:{port}/", port, certificate=self_signed(folder))
    root = copied("full", folder / "bank")
    bank.folder = made(root, folder / "site", url=bank.url).out
    checked = check_bank(root, TODAY)
    assert checked.bank is not None and checked.settings is not None, "the bank was built just now"
    world = World(checked.bank, msgspec.structs.replace(checked.settings, url=bank.url), ROOT / "theme", root)
    school = world.bank.school_by_id[SCHOOL]
    bank.lines, bank.section = tuple(embed_lines(world, school)), world.absolute(embed_url(school))
    bank.start()
    try:
        yield bank
    finally:
        bank.stop()
