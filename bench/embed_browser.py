"""Chromium opens the pages of bench/embed.py: what it costs until a section is there, and what stays when something is missing."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bench.embed_pdf import printed, squeezed
from bench.embed_rows import BANK, FOOT, SNIPPETS, Row

HOST = "http://host.test/"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".css": "text/css"}
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 1.6e6 / 8}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
QUIET = "performance.now() - benchLog.changed > 1500 && document.readyState === 'complete'"
LIMIT = 30_000
PATIENCE = 4.0  # seconds until one looks at a page whose bank is silent, or that is loaded
LINK = f"{BANK}embed/"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Load:
    """One load: ms until each line could be seen (None: never without scrolling inside), what the bank sent, how the page jumped."""

    first: float | None
    last: float | None
    foot: float | None
    sent: int
    requests: int
    shift: float
    error: float | None  # pixels between the height of the frame and of what is in it; None without a frame
    inner: str  # how the reader gets to what does not fit


@dataclass(frozen=True, slots=True)
class Facts:
    """In words, what a reader sees."""

    down: str
    silent: str
    plain: str
    paper: str


@dataclass(slots=True)
class Server:
    """Both hosts on one port, told apart by name. `page` is what the school's site shows; the sizes of what the bank sent are kept."""

    folders: Sequence[Path]
    page: str = ""
    port: int = 0
    sent: list[int] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    packed: dict[Path, bytes] = field(default_factory=dict)

    def answer(self, host: str, path: str) -> tuple[int, str, bytes]:
        """Code, type and gzipped body."""
        if host == urlsplit(HOST).netloc:
            return 200, ".html", gzip.compress(self.page.encode(), 9, mtime=0)
        name = unquote(path).lstrip("/")
        name += "index.html" if name.endswith("/") or not name else ""
        file = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
        code, suffix, body = (404, ".html", gzip.compress(b"")) if file is None else (200, file.suffix, self._packed(file))
        self.sent.append(len(body))
        return code, suffix, body

    def _packed(self, file: Path) -> bytes:
        if file not in self.packed:
            self.packed[file] = gzip.compress(file.read_bytes(), 9, mtime=0)
        return self.packed[file]


class Browser:
    """Chromium over the two hosts. Every page is opened in a fresh profile, so nothing is in a cache."""

    def __init__(self, chromium: Any, server: Server) -> None:
        self._chromium = chromium
        self._server = server
        self._processes = chromium.new_browser_cdp_session()
        self._probe = (SNIPPETS / "probe.js").read_text(encoding="utf-8")

    @property
    def version(self) -> str:
        """Which Chromium this is."""
        return str(self._chromium.version)

    def height(self, url: str) -> int:
        """How tall a page of the bank is in a window 600 px wide."""
        with self._open({"width": 600, "height": 600}) as page:
            page.goto(url)
            return int(page.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)"))

    def load(self, row: Row, size: Mapping[str, int]) -> Load:
        """One load on a slow line, with the probe."""
        self._show(row.page)
        with self._open(size) as page:
            page.context.add_init_script(f"({self._probe})({self._asks(row, lasting=True)})")
            _slow(page)
            page.goto(HOST, wait_until="networkidle")  # `load` waits neither for lazy frames nor for what a script fetches
            page.wait_for_function(QUIET, polling=200)
            host = page.evaluate("benchLog")
            frame = next(iter(page.main_frame.child_frames), None)
            inside = frame.evaluate("window.benchLog") if frame else None
            first, last = (_seen(host, inside, name) for name in ("first", "last"))
            error, inner = self._fit(row, page, frame)
            return Load(first, last, _seen(host, None, "foot"), sum(self._server.sent), len(self._server.sent), shift(host["shifts"]), error, inner)

    def cpu(self, row: Row) -> float:
        """Milliseconds of processor of everything that renders, without the probe, on a quick line."""
        self._show(row.page)
        before = self._spent()
        with self._open(WIDE) as page:
            page.goto(HOST, wait_until="load")
            page.wait_for_timeout(1000)
            after = self._spent()
        return 1000 * sum(seconds - before.get(process, 0) for process, seconds in after.items())

    def facts(self, row: Row) -> Facts:
        """How the page looks when something is missing, and on paper."""
        return Facts(self._without(row, "down.test"), self._without(row, "silent.test"), self._look(row, row.page, javascript=False), self._print(row))

    def _without(self, row: Row, host: str) -> str:
        return self._look(row, row.page.replace(BANK, f"http://{host}/"), f"http://{host}/embed/")

    def _look(self, row: Row, html: str, link: str = LINK, *, javascript: bool = True) -> str:
        self._show(html)
        with self._open(WIDE, javascript=javascript) as page:
            page.goto(HOST, wait_until="commit")
            page.wait_for_timeout(PATIENCE * 1000)
            return self._words(row, page, link)

    def _words(self, row: Row, page: Any, link: str) -> str:
        host = page.evaluate(f"({self._probe})({self._asks(row, link)})")
        words = []
        if host["lines"].get("last", -1) > 0:
            words.append("all of it")
        elif host["linked"]:
            words.append("the link")
        shown = [height for height, seen in host["boxes"] if seen]
        if shown and page.main_frame.child_frames:
            words.append(self._box(row, page.main_frame.child_frames[0], shown[0]))
        if not words:
            words.append("nothing")
        if host["lines"]["foot"] < 0:
            words.append("and the page ends here")
        return " + ".join(words).replace(" + and", ", and")

    def _box(self, row: Row, frame: Any, height: int) -> str:
        """What is in a frame of this height."""
        if not frame.url.startswith(BANK):
            return f"{'an error' if 'error' in frame.url else 'an empty'} box of {height:,} px"
        inside = frame.evaluate(f"({self._probe})({self._asks(row)})")
        spare = height - inside["height"]
        if spare < -1:
            return f"{height:,} px of {inside['height']:,.0f}"
        return "all of it" + (f" and {spare:,.0f} px of nothing" if spare > 1 else "")

    def _print(self, row: Row) -> str:
        self._show(row.page)
        with self._open(WIDE) as page:
            page.goto(HOST, wait_until="load")
            page.wait_for_timeout(1500)
            text = printed(page.pdf(format="A4"))
        if squeezed(FOOT) not in text:
            raise SystemExit("bench: the printed page has no footer, so its text was not read")
        if not row.last:
            return "the link"
        return "all of it" if text.count(squeezed(row.last)) >= row.nth else "not its end"

    def _fit(self, row: Row, page: Any, frame: Any) -> tuple[float | None, str]:
        if frame is None:
            return None, "no"
        height = page.evaluate(f"({self._probe})({self._asks(row)})")["boxes"][0][0]
        inside = frame.evaluate(f"({self._probe})({self._asks(row)})")
        closed = frame.frame_element().get_attribute("scrolling") == "no"
        return height - inside["height"], ("cut off" if closed else "yes") if inside["beyond"] > 1 else "no"

    def _asks(self, row: Row, link: str = LINK, *, lasting: bool = False) -> str:
        return json.dumps({"wanted": row.wanted, "link": link, "lasting": lasting})

    def _show(self, html: str) -> None:
        self._server.page = html
        self._server.sent.clear()

    def _spent(self) -> dict[int, float]:
        known = self._processes.send("SystemInfo.getProcessInfo")["processInfo"]
        return {process["id"]: process["cpuTime"] for process in known if process["type"] == "renderer"}

    @contextmanager
    def _open(self, size: Mapping[str, int], *, javascript: bool = True) -> Iterator[Any]:
        context = self._chromium.new_context(locale="ru-RU", viewport=size, java_script_enabled=javascript)
        page = context.new_page()
        page.set_default_timeout(LIMIT)
        try:
            yield page
        finally:
            self._server.gone.set()  # the silent bank lets go
            context.close()
            self._server.gone = threading.Event()


@contextmanager
def browser(path: str, folders: Sequence[Path]) -> Iterator[Browser]:
    """Chromium, until the measuring ends."""
    from playwright import sync_api  # noqa: PLC0415  # the bench says in words when it is missing

    with _served(folders) as server, sync_api.sync_playwright() as playwright:
        names = [f"MAP {name} 127.0.0.1:{server.port}" for name in ("host.test", "bank.test", "silent.test")]
        names.append("MAP down.test 127.0.0.1:1")  # nobody listens there
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        chromium = playwright.chromium.launch(executable_path=path, args=[*arguments, f"--host-resolver-rules={','.join(names)}"])
        try:
            yield Browser(chromium, server)
        finally:
            chromium.close()


# From what the probe noted -------------------------------------------------------------------------------------------


def _seen(host: Json, inside: Json | None, name: str) -> float | None:
    """Ms from the start of the host's page until a line could be seen there, or in its frame when the frame was tall enough to show it."""
    for moment, bottom in host["lines"].get(name, ()):
        if bottom > 0:
            return float(moment)
    if inside is None:
        return None
    later = inside["origin"] - host["origin"]
    notes = [(moment, "box", height if shown else -1) for moment, height, shown in host["boxes"]]
    notes += [(moment + later, "line", bottom) for moment, bottom in inside["lines"].get(name, ())]
    now = {"box": -1, "line": -1}
    for moment, what, pixels in sorted(notes):
        now[what] = pixels
        if 0 < now["line"] <= now["box"] + 1:
            return float(moment)
    return None


def shift(notes: Sequence[Sequence[float]]) -> float:
    """Cumulative layout shift: the worst window of at most five seconds without a pause of one."""
    worst = total = start = before = 0.0
    for _, value, moment in sorted(notes, key=lambda note: note[2]):
        if not total or moment - before > 1000 or moment - start > 5000:
            total, start = 0.0, moment
        total, before = total + value, moment
        worst = max(worst, total)
    return worst


def _slow(page: Any) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)


@contextmanager
def _served(folders: Sequence[Path]) -> Iterator[Server]:
    server = Server(folders)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers["Host"]
            if host == "silent.test":
                server.gone.wait(LIMIT / 1000)
                self.close_connection = True
                return
            code, suffix, body = server.answer(host, urlsplit(self.path).path)
            self.send_response(code)
            self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server.port = listening.server_port
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.gone.set()
        listening.shutdown()
        listening.server_close()
        thread.join()
