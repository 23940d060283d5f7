"""A WordPress of its own: a copy of the packaged files, a database and a web server on loopback, all gone afterwards."""

from __future__ import annotations

import base64
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path("/usr/share/wordpress")
OURS = Path(__file__).parent / "site"
ROLES: Mapping[str, str] = {"administrator": "Администратор", "editor": "Редактор", "author": "Автор", "contributor": "Участник"}
"""Roles of WordPress by what they may do, and their Russian names there. Users are called like their roles."""


@dataclass(frozen=True)
class Post:
    """A published post: its number and address."""

    id: int
    url: str


@dataclass(frozen=True)
class WordPress:
    """A running site. `keys` are application passwords by user, `password` is everybody's for the form."""

    url: str
    password: str
    keys: Mapping[str, str]
    versions: Mapping[str, str]

    def ask(self, user: str, route: str, body: Mapping[str, object] | None = None, method: str = "") -> Any:
        """What the REST API answers that user."""
        token = base64.b64encode(f"{user}:{self.keys[user]}".encode()).decode()
        request = urllib.request.Request(f"{self.url}/index.php?rest_route={route}", method=method or None)
        request.add_header("Authorization", f"Basic {token}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def write(self, user: str, title: str, content: str) -> Post:
        """A post of that user, published by the user or, where the role may not, by the administrator."""
        may = user != "contributor"
        made = self.ask(user, "/wp/v2/posts", {"title": title, "content": content, "status": "publish" if may else "pending"})
        return Post(made["id"], made["link"]) if may else self.publish(made["id"])

    def publish(self, number: int) -> Post:
        """The administrator publishes somebody's post, its text untouched."""
        made = self.ask("administrator", f"/wp/v2/posts/{number}", {"status": "publish"})
        return Post(made["id"], made["link"])


@contextmanager
def running(folder: Path, bank_port: int) -> Iterator[WordPress]:
    """WordPress in that folder until the end; it may ask the bank on `bank_port`."""
    code = folder / "code"
    shutil.copytree(PACKAGE, code, ignore=shutil.ignore_patterns("languages", ".htaccess", "wp-config.php"))
    shutil.copy(OURS / "wp-config.php", code)
    (code / "wp-content" / "mu-plugins").mkdir()
    shutil.copy(OURS / "loopback.php", code / "wp-content" / "mu-plugins")
    port, password, journal = _free_port(), secrets.token_hex(8), folder / "journal"
    database = folder / "sock"
    environment = {
        **os.environ, "WORDPRESS_SOCKET": str(database), "WORDPRESS_URL": f"http://localhost:{port}", "BANK_PORT": str(bank_port), "PHP_CLI_SERVER_WORKERS": "4",
    }  # fmt: skip
    with ExitStack() as stack, journal.open("wb") as log:
        stack.enter_context(_process(_mariadb(folder, database), log, environment, f"unix:{database}"))
        install = ["php", str(OURS / "install.php"), str(code), password]
        done = subprocess.run(install, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and done.stdout.startswith("{"), f"WordPress was not installed: {done.stdout[-1000:]} {done.stderr[-1000:]}"
        stack.enter_context(_process(["php", "-S", f"127.0.0.1:{port}", "-t", str(code)], log, environment, f"127.0.0.1:{port}"))
        facts = json.loads(done.stdout)
        php = subprocess.run(["php", "-r", "echo PHP_VERSION;"], capture_output=True, text=True, check=True).stdout
        yield WordPress(environment["WORDPRESS_URL"], password, facts["keys"], {"WordPress": facts["wordpress"], "тема": facts["theme"], "PHP": php})


def _mariadb(folder: Path, database: Path) -> list[str]:
    """The command of an empty database that listens to nothing but its socket."""
    data, start = folder / "data", folder / "start.sql"
    start.write_text("CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4;\n", encoding="ascii")
    user = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", *user],
        capture_output=True,
        check=True,
    )
    return [
        "mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={database}", "--skip-networking", f"--pid-file={folder / 'pid'}", f"--init-file={start}",
        "--innodb-flush-log-at-trx-commit=0", *user,
    ]  # fmt: skip


@contextmanager
def _process(command: list[str], log: Any, environment: Mapping[str, str], where: str) -> Iterator[None]:
    """A server in a process group of its own, ready to be asked at `where`; the group is ended afterwards and nothing else is."""
    server = subprocess.Popen(command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    try:
        until = time.monotonic() + 60
        while not _listens(where):
            assert server.poll() is None and time.monotonic() < until, f"{command[0]} did not start: {Path(log.name).read_text(errors='replace')[-2000:]}"
            time.sleep(0.1)
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _listens(where: str) -> bool:
    kind, _, path = where.partition(":")
    try:
        if kind == "unix":
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(path)
        else:
            socket.create_connection((kind, int(path)), 5).close()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        port: int = line.getsockname()[1]
        return port
