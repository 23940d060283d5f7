"""A bank and a host as two real servers of different sites, 127.0.0.1 and 127.0.0.2, which answer as a test tells them to."""

from __future__ import annotations

import mimetypes
import re
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec.structs import replace

from generator.render.embed import embed_files
from generator.render.embed.lines import lines
from generator.render.site import EMBED, World
from generator.survey import check_bank
from tests.sites import BANKS, ROOT, TODAY

SCHOOL = f"{EMBED}s/organizaciya-a/"
NAME = "Наставничество: документы, куратор, новости, практики – Организация А"


@dataclass(frozen=True)
class Answer:
    """What a server says; `cut` is a connection closed without a word."""

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    delay: float = 0
    cut: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    path: str
    headers: Mapping[str, str]


class Server:
    """A server on an address of this machine; `answer` may be changed at any time, `asked` is what came."""

    def __init__(self, address: str) -> None:
        self.answer: Callable[[str], Answer] = lambda _: Answer(status=404)
        self.asked: list[Asked] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(Asked(self.path, dict(self.headers)))
                answer = server.answer(self.path.partition("?")[0].removeprefix("/"))
                time.sleep(answer.delay)
                if answer.cut:
                    return
                with suppress(ConnectionError):  # the page was closed meanwhile
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(answer.body)

            def log_message(self, *_: Any) -> None:
                """Say nothing: the tests speak."""

        self._http = ThreadingHTTPServer((address, 0), Handler)
        self.url = f"http://{address}:{self._http.server_port}/"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop and free the port."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@dataclass(frozen=True)
class Manner:
    """How the bank answers: `cors` whether other sites may read it, `only` which paths the rest is about."""

    cors: bool = True
    only: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    delay: float = 0
    cut: bool = False


@cache
def embedding(url: str) -> tuple[World, Mapping[str, bytes]]:
    """The world of tests/banks/full at an address, and everything under its /embed/v1/."""
    folder = BANKS / "full"
    checked = check_bank(folder, TODAY)
    assert checked.bank
    assert checked.settings
    made = World(bank=checked.bank, settings=replace(checked.settings, url=url), theme=ROOT / "theme", root=folder)
    return made, embed_files(made)


class Bank(Server):
    """The bank's server: the files of /embed/v1/ as the engine makes them, in the manner a test sets."""

    def __init__(self) -> None:
        super().__init__("127.0.0.1")
        self.world, self.files = embedding(self.url)
        self.manner = Manner()
        self.answer = self._file

    def line(self, kind: str, folder: str = SCHOOL, text: str = NAME, *, cors: bool = True) -> str:
        """The line of this kind as a curator copies it; `cors` is the setting of the bank."""
        settings = replace(self.world.settings, embed=replace(self.world.settings.embed, cors=cors))
        world = World(self.world.bank, settings, self.world.theme, self.world.root)
        return next(line.code for line in lines(world, folder, text) if line.id == kind)

    def _file(self, path: str) -> Answer:
        manner = self.manner if re.search(self.manner.only, path) else Manner(cors=self.manner.cors)
        name = path if path in self.files else f"{path}index.html"
        found = self.files.get(name)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/html") else kind, **manner.headers}
        if manner.cors:
            headers["Access-Control-Allow-Origin"] = "*"
        body = manner.body if manner.body is not None else found
        status = manner.status if found is not None else 404
        return Answer(body if body is not None and status == 200 else b"<h1>404</h1>", headers, status, manner.delay, manner.cut)


class School(Server):
    """The host's server: pages by their paths."""

    def __init__(self) -> None:
        super().__init__("127.0.0.2")
        self.pages: dict[str, Answer] = {}
        self.answer = lambda path: self.pages.get(path, Answer(status=404))

    def put(self, path: str, text: str, *, encoding: str = "utf-8", **headers: str) -> str:
        """Serve a page or a style; its address."""
        kind = "text/css" if path.endswith(".css") else "text/html"
        told = {name.replace("_", "-"): value for name, value in headers.items() if value}
        self.pages[path] = Answer(text.encode(encoding), {"Content-Type": f"{kind}; charset={encoding}", **told})
        return self.url + path
