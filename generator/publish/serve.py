"""A local server of the site: watches the bank, rebuilds on a change, tells the browser; errors appear in the page.

A card whose text was saved is shown at once, before the rest is rebuilt. An open page is loaded again when it is another page now.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator import disk
from generator.folders import FILE

QUIET = 0.2  # seconds without a change before a rebuild: editors save in several steps
MOMENT = 0.02  # seconds between a change and the page of the card it is in
STATE, SCRIPT = "/_serve/state.json", "/_serve/reload.js"
WATCHED = ("content", "practices", "theme")
RELOAD = """\
let seen = null;
const ask = async () => {
  try {
    const state = await (await fetch("STATE?page=" + encodeURIComponent(location.pathname), {cache: "no-store"})).json();
    if (seen !== null && seen !== state.page) location.reload();
    seen = state.page;
    let box = document.getElementById("serve-errors");
    if (!state.errors) { if (box) box.remove(); return; }
    if (!box) {
      box = document.createElement("pre");
      box.id = "serve-errors";
      Object.assign(box.style, {
        margin: "0", padding: "1rem", maxHeight: "50vh", overflow: "auto", whiteSpace: "pre-wrap", overflowWrap: "anywhere",
        fontSize: "1rem", lineHeight: "1.4", color: "#3a1c00", background: "#fff4e5", borderBottom: "4px solid #b00020",
      });
      box.setAttribute("role", "alert");
      box.tabIndex = 0;
      document.body.prepend(box);
    }
    if (box.textContent !== state.errors) box.textContent = state.errors;
  } catch { /* the server is being restarted */ }
};
ask();
setInterval(ask, 400);
""".replace("STATE", STATE)

Rebuild = Callable[[], tuple[bool, str]]
"""Makes the site; whether it was made, and what to say."""
Glimpse = Callable[[str], Mapping[str, bytes]]
"""Pages as they will be, of a file of the bank that was just saved; nothing when the whole must be built to tell."""


class Shown:
    """What the server shows: the last good site, pages made since that are not in it yet, and what is wrong with the bank now."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.fresh: Mapping[str, bytes] = {}
        self.errors = ""

    def page(self, name: str) -> bytes | None:
        """The bytes of a page by its path on the site; None when there is none."""
        try:
            return self.fresh.get(name) or (self.site / name).read_bytes()
        except OSError:
            return None

    def state(self, name: str) -> bytes:
        """What an open page is told: a hash of itself and of all styles and scripts, and the errors."""
        looks = disk.digest(disk.standing(self.site / "assets", disk.below(self.site / "assets")))
        digest = hashlib.sha256((self.page(name) or b"") + looks.encode()).hexdigest()
        return json.dumps({"page": digest, "errors": self.errors}, ensure_ascii=False).encode()


def serve(root: Path, out: Path, port: int, rebuild: Rebuild, glimpse: Glimpse, say: Callable[[str], None]) -> None:  # noqa: PLR0917
    """Serve `out` on 127.0.0.1 until interrupted. Raises OSError when the port is taken."""
    shown, changes = Shown(out), Changes(root)
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, shown=shown))

    def build() -> None:
        before = shown.fresh
        done, text = rebuild()
        say(text)
        if done:  # what came meanwhile is not in the site yet
            shown.fresh = {name: page for name, page in shown.fresh.items() if before.get(name) is not page}
        shown.errors = "" if done else text

    def show_at_once() -> None:
        while True:
            if path := changes.first():
                shown.fresh = {**shown.fresh, **glimpse(path)}

    before = _state(root)
    build()  # before there are threads: processes can be copied only then
    observer = Observer()
    observer.start()
    watched: dict[str, int] = {}

    def watch() -> None:
        """Watch the folders there are now: one may have been removed, and another put in its place."""
        now = {name: (root / name).stat().st_ino for name in WATCHED if (root / name).is_dir()}
        if now != watched:
            observer.unschedule_all()
            observer.schedule(_Watcher(changes, only=(FILE, *WATCHED)), str(root), recursive=False)
            for name in now:
                observer.schedule(_Watcher(changes), str(root / name), recursive=True)
            watched.clear()
            watched.update(now)

    watch()
    if _state(root) != before:
        changes.note()
    for work in (server.serve_forever, show_at_once):
        threading.Thread(target=work, daemon=True).start()
    say(f"Открывайте http://127.0.0.1:{port}/ – остановить: Ctrl+C")
    try:
        while True:
            changes.settled()
            watch()
            build()
    except KeyboardInterrupt:
        say("Остановлено.")
    finally:
        observer.stop()
        server.shutdown()
        server.server_close()


def _state(root: Path) -> list[str]:
    """What the disk says of everything that is watched."""
    return [disk.state(root, [FILE])[0], *(disk.state(root / name, ["", *disk.below(root / name)])[0] for name in WATCHED)]


class Changes:
    """Changes of the bank's files, for one who wants to know the file at once and one who waits until all is done."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._paths: set[str] = set()
        self._turn = threading.Lock()
        self._at_once, self._happened = threading.Event(), threading.Event()

    def note(self, *paths: str) -> None:
        """Something happened to files."""
        with self._turn:
            self._paths.update(paths)
        self._at_once.set()
        self._happened.set()

    def first(self) -> str:
        """Wait for a change; the file's path in the bank when it is the only one, else nothing."""
        _quiet(self._at_once, MOMENT)
        with self._turn:
            paths, self._paths = self._paths, set()
        left = [path for path in map(Path, paths) if path.is_file() and not path.name.startswith(".")]  # editors make files beside, and remove them
        return left[0].relative_to(self._root).as_posix() if len(left) == 1 else ""

    def settled(self) -> None:
        """Wait for a change, and until nothing changes any more."""
        _quiet(self._happened, QUIET)


def _quiet(happened: threading.Event, seconds: float) -> None:
    happened.wait()
    while happened.is_set():
        happened.clear()
        happened.wait(seconds)


class _Watcher(FileSystemEventHandler):
    def __init__(self, changes: Changes, only: tuple[str, ...] = ()) -> None:
        self.changes, self.only = changes, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Anything that alters a file; opening and reading do not."""
        if event.event_type in ("opened", "closed_no_write") or (event.is_directory and event.event_type == "modified"):
            return
        paths = [str(path) for path in (event.src_path, event.dest_path) if path]
        if not self.only or any(Path(path).name in self.only for path in paths):
            self.changes.note(*paths)


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site; pages get our reloading script, which the site's own policy allows."""

    def __init__(self, *arguments: object, shown: Shown) -> None:
        self.shown = shown
        super().__init__(*arguments, directory=str(shown.site))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        address = urlsplit(self.path)
        if address.path == STATE:
            page = parse_qs(address.query).get("page", ["/"])[0]
            self._answer(200, "application/json", self.shown.state(self._name(page)))
        elif address.path == SCRIPT:
            self._answer(200, "text/javascript", RELOAD.encode())
        elif address.path.endswith(("/", ".html")):
            self._page(self._name(address.path))
        else:
            super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the parent's name
        """Nothing: requests are of no interest here."""

    def _name(self, path: str) -> str:
        """The path on the site of the page at an address."""
        name = Path(self.translate_path(path).replace("\0", "")).relative_to(self.shown.site).as_posix()
        return name if name.endswith(".html") else f"{name}/index.html".removeprefix("./")

    def _page(self, name: str) -> None:
        data = self.shown.page(name)
        code = 404 if data is None else 200
        data = data or self.shown.page("404.html") or "Страницы нет, или сайт ещё не собран.".encode()
        self._answer(code, "text/html; charset=utf-8", data.replace(b"</body>", f'<script type="module" src="{SCRIPT}"></script></body>'.encode()))

    def _answer(self, code: int, kind: str, data: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)
