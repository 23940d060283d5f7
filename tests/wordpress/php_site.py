"""A page of a site on PHP with the include in it, and a bank that answers it as a test wants."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from certificate import server_context

from tests.sites import ROOT

INCLUDE = ROOT / "theme" / "embeds" / "nastavnik.php"
SECTION = '<h2>&#1044;&#1086;&#1082;&#1091;&#1084;&#1077;&#1085;&#1090;&#1099;</h2>\n<ul>\n<li><a href="https://bank.example/acts/">Act</a><br>2 KB</li>\n</ul>\n<p>fresh</p>\n'


@dataclass
class FakeBank:
    """What the bank answers and what it was asked for; it may keep silent until it `speaks`, or never end."""

    body: bytes = SECTION.encode()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    speaks: threading.Event = field(default_factory=threading.Event)
    endless: bool = False
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def say(self, html: str) -> None:
        """Answer this from now on."""
        self.body = html.encode()


@contextmanager
def serving(bank: FakeBank, certificate: Path | None = None) -> Iterator[FakeBank]:
    """The bank on a loopback port, over TLS if a certificate is given."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name is the base class's
            bank.asked.append(self.path)
            bank.speaks.wait(120)
            self.send_response(bank.status)
            for name, value in bank.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(bank.body)
            while bank.endless:
                self.wfile.write(b" ")
                time.sleep(0.02)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
            """Say nothing: the tests speak."""

        def handle(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                super().handle()

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A handshake the client refused is what a test wants."""

    server = Quiet(("127.0.0.1", 0), Answer)
    if certificate:
        server.socket = server_context(certificate).wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    bank.speaks.set()
    bank.address = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}/embed/v1/s/primer/"
    try:
        yield bank
    finally:
        bank.speaks.set()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Host:
    """A school's site: a folder with the include and a page."""

    folder: Path
    options: tuple[str, ...]

    def start(self, address: str) -> subprocess.Popen[bytes]:
        """Begin to make the page."""
        page = self.folder / "page.php"
        if not page.exists():
            page.write_text(f"<?php require_once 'nastavnik.php'; nastavnik('{address}'); ?>", encoding="ascii")
        command = ["php", *self.options, "page.php"]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def show(self, address: str) -> str:
        """The page's HTML. What PHP says to the server's journal is in `journal`."""
        out, journal = self.start(address).communicate(timeout=60)
        (self.folder / "journal").write_bytes(journal)
        return out.decode("ascii")

    @property
    def journal(self) -> str:
        """What the last page wrote to the server's journal."""
        return (self.folder / "journal").read_text(encoding="utf-8")

    @property
    def kept(self) -> list[Path]:
        """The files the include left beside itself."""
        return [path for path in self.folder.iterdir() if path.name.startswith("nastavnik-")]

    def age(self, seconds: int) -> None:
        """Let time pass for what is kept."""
        for path in self.kept:
            then = path.stat().st_mtime - seconds
            os.utime(path, (then, then))
