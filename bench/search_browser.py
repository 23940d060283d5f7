"""Chromium asks the engines: what they find, what they fetch before the first result, what a query costs."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bench.search_engines import TEXTS, Index, sent
from bench.tools import say

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
}
BLANK = '<!doctype html><html lang="ru"><meta charset="utf-8"><title>bench</title><body></body></html>'
SLOW = 4  # times slower than this machine's processor
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
BATCH = 200

LOAD = """async ({engine, params}) => {
    const {load} = await import(`/adapters/${engine}.mjs`);
    window.engine = await load({base: `${location.origin}/index`, params});
}"""
BEGIN = f"""async (what) => {{
    try {{ await ({LOAD})(what); return ""; }}
    catch (error) {{ return String(error); }}
}}"""
SHOW = """async (query) => {
    const found = await window.engine.search(query);
    document.body.textContent = found.map(({title, excerpt}) => `${title}\\n${excerpt ?? ""}`).join("\\n");
    return found.length;
}"""
FIND = """async (queries) => {
    const all = [];
    for (const query of queries) {
        try { all.push((await window.engine.search(query)).slice(0, 10).map(({id}) => id)); }
        catch (error) { all.push(String(error)); }
    }
    return all;
}"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Before the first result: kilobytes, requests, processor ms of a slow machine, ms on its clock; then ms a query."""

    kilobytes: float
    requests: int
    first_cpu: float
    first_wall: float
    query_cpu: float


@dataclass(slots=True)
class Site:
    """A local server over the adapters and one index; keeps the sizes of what it sent."""

    port: int
    sent: list[int] = field(default_factory=list)


class Browser:
    """Chromium with one engine after the other."""

    def __init__(self, chromium: Any, adapters: Path) -> None:
        self._chromium = chromium
        self._adapters = adapters

    def found(self, index: Index, queries: Sequence[str]) -> list[list[str]]:
        """What the engine shows for each query; a query it breaks on finds nothing. An engine that cannot begin has no answers."""
        with self._open(index) as (page, _):
            if fault := page.evaluate(BEGIN, {"engine": index.engine.name, "params": dict(index.params)}):
                say(f"{index.engine.name} does not load its index: {fault}")
                return []
            answers: list[list[str]] = []
            broken: list[str] = []
            for start in range(0, len(queries), BATCH):
                for answer in page.evaluate(FIND, list(queries[start : start + BATCH])):
                    answers.append([] if isinstance(answer, str) else answer)
                    broken += [answer] if isinstance(answer, str) else []
            if broken:
                say(f"{index.engine.name}: {len(broken)} queries broke it, as {broken[0]}")
            return answers

    def cost(self, index: Index, first: str, queries: Sequence[str], runs: int) -> Cost:
        """The medians of so many fresh starts."""
        starts = [self._start(index, first, queries) for _ in range(runs)]
        kilobytes, requests, wall = self._transfer(index, first)
        return Cost(kilobytes, requests, statistics.median(cpu for cpu, _ in starts), wall, statistics.median(query for _, query in starts))

    def _start(self, index: Index, first: str, queries: Sequence[str]) -> tuple[float, float]:
        """Processor ms to the first result, and a query once everything is warm."""
        with self._open(index) as (page, _):
            clock = _clock(page)
            before = clock()
            _load(page, index)
            page.evaluate(SHOW, first)
            cold = clock() - before
            page.evaluate(FIND, list(queries))
            before = clock()
            page.evaluate(FIND, list(queries))
            return SLOW * cold, SLOW * (clock() - before) / max(1, len(queries))

    def _transfer(self, index: Index, first: str) -> tuple[float, int, float]:
        """Kilobytes and requests to the first result, and its ms on a slow line and a slow processor."""
        with self._open(index) as (page, site):
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", LINE)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
            site.sent.clear()
            begun = time.monotonic()
            _load(page, index)
            page.evaluate(SHOW, first)
            return sum(site.sent) / 1000, len(site.sent), (time.monotonic() - begun) * 1000

    @contextmanager
    def _open(self, index: Index) -> Iterator[tuple[Any, Site]]:
        """A fresh page of a fresh server: nothing is in the cache."""
        with _served({"/adapters/": self._adapters, "/index/": index.folder}) as site:
            context = self._chromium.new_context()
            page = context.new_page()
            page.set_default_timeout(0)
            page.on("pageerror", lambda error: say(f"{index.engine.name}: {str(error)[:200]}"))
            page.goto(f"http://127.0.0.1:{site.port}/")
            try:
                yield page, site
            finally:
                context.close()


@contextmanager
def browser(path: str, adapters: Path) -> Iterator[Browser]:
    """Chromium, until the measuring ends."""
    from playwright import sync_api  # noqa: PLC0415  # the bench says in words when it is missing

    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield Browser(chromium, adapters)
        finally:
            chromium.close()


def _load(page: Any, index: Index) -> None:
    page.evaluate(LOAD, {"engine": index.engine.name, "params": dict(index.params)})


def _clock(page: Any) -> Any:
    """Processor ms that the page's thread has spent so far."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")) * 1000

    return spent


@contextmanager
def _served(mounts: Mapping[str, Path]) -> Iterator[Site]:
    site = Site(0)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            mount = next((mount for mount in mounts if path.startswith(mount)), None)
            if mount is None:
                self.answer(200 if path == "/" else 404, ".html", BLANK.encode() if path == "/" else b"")
                return
            file = mounts[mount] / path.removeprefix(mount)
            if not file.is_file() or not file.resolve().is_relative_to(mounts[mount].resolve()):
                self.answer(404, ".txt", b"")
                return
            data = sent(file)
            site.sent.append(len(data))
            self.answer(200, file.suffix, data, packed=file.suffix in TEXTS)

        def answer(self, code: int, suffix: str, data: bytes, *, packed: bool = False) -> None:
            self.send_response(code)
            self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "max-age=3600")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
