"""A local server of the site: watches the bank, rebuilds on a change, tells the browser; errors appear in the page."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.publish.writer import Busy

QUIET = 0.2  # seconds without a change before a rebuild: editors save in several steps
STATE, SCRIPT = "/_serve/state.json", "/_serve/reload.js"
WATCHED = ("content", "practices", "theme")
RELOAD = """\
let seen = null;
const ask = async () => {
  try {
    const state = await (await fetch("/_serve/state.json", {cache: "no-store"})).json();
    if (seen !== null && seen !== state.build) location.reload();
    seen = state.build;
    let box = document.getElementById("serve-errors");
    if (!state.errors) { if (box) box.remove(); return; }
    if (!box) {
      box = document.createElement("pre");
      box.id = "serve-errors";
      box.className = "serve-errors";
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    if (box.textContent !== state.errors) box.textContent = state.errors;
  } catch { /* the server is being restarted */ }
};
ask();
setInterval(ask, 700);
"""


class State:
    """What the browser is told: the number of the last good build, and the errors since."""

    def __init__(self) -> None:
        self.build = 0
        self.errors = ""

    def __call__(self) -> bytes:
        """The state as JSON."""
        return json.dumps({"build": self.build, "errors": self.errors}, ensure_ascii=False).encode()


def serve(root: Path, out: Path, port: int, rebuild: Callable[[], tuple[bool, str]], say: Callable[[str], None]) -> None:
    """Serve `out` on 127.0.0.1 until interrupted. Raises OSError when the port is taken.

    `rebuild` makes the site and returns whether it was made and what to say.
    """
    state, changed = State(), threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, state=state, directory=str(out)))

    def build() -> None:
        try:
            done, text = rebuild()
        except (Busy, OSError) as error:  # the next change tries again
            done, text = False, f"Сайт не пересобран: {error}. Сохраните файл ещё раз."
        say(text)
        if done:
            state.build += 1
        state.errors = "" if done else text

    observer = Observer()
    for name in WATCHED:
        if (root / name).is_dir():
            observer.schedule(_Watcher(changed), str(root / name), recursive=True)
    observer.schedule(_Watcher(changed, only=root / "site_config.yml"), str(root), recursive=False)
    observer.start()
    build()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"Открывайте http://127.0.0.1:{port}/ – остановить: Ctrl+C")
    try:
        while True:
            changed.wait()
            while changed.is_set():  # wait until the editor has finished
                changed.clear()
                changed.wait(QUIET)
            build()
    except KeyboardInterrupt:
        say("Остановлено.")
    finally:
        observer.stop()
        server.shutdown()
        server.server_close()


class _Watcher(FileSystemEventHandler):
    def __init__(self, changed: threading.Event, only: Path | None = None) -> None:
        self.changed, self.only = changed, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Anything that alters a file; opening and reading do not."""
        if event.event_type in ("opened", "closed_no_write") or event.is_directory:
            return
        if self.only is None or self.only.name in (Path(str(event.src_path)).name, Path(str(event.dest_path or "")).name):
            self.changed.set()


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site; pages get our reloading script, which the site's own policy allows."""

    def __init__(self, *arguments: object, state: State, directory: str) -> None:
        self.state = state
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        path = self.path.partition("?")[0]
        if path == STATE:
            self._answer(200, "application/json", self.state())
        elif path == SCRIPT:
            self._answer(200, "text/javascript", RELOAD.encode())
        elif path.endswith(("/", ".html")):
            self._page(Path(self.translate_path(path)))
        else:
            super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the parent's name
        """Nothing: requests are of no interest here."""

    def _page(self, path: Path) -> None:
        file = path / "index.html" if path.is_dir() else path
        code = 200 if file.is_file() else 404
        if code == 404:
            file = Path(self.directory) / "404.html"
        data = file.read_bytes() if file.is_file() else "Страницы нет, или сайт ещё не собран.".encode()
        self._answer(code, "text/html; charset=utf-8", data.replace(b"</body>", f'<script type="module" src="{SCRIPT}"></script></body>'.encode()))

    def _answer(self, code: int, kind: str, data: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)
