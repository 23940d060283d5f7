"""The local server: a saved text is shown at once, a mistake is told in the page and the last good site stays."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import builder
from generator.misuse import Refused
from generator.pipeline import Built, Options
from generator.preview import Preview
from generator.publish import serve
from generator.publish.serve import Changes, Shown
from generator.workers import WorkerFailed
from tests.sites import TODAY, build, replaced

CARD = "practices/opyt-b/index.md"
PAGE = "practices/opyt-b/"
PATIENCE = 60.0  # seconds a busy machine may take


class Server:
    """`nastavnik serve` of a bank."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        command = [sys.executable, "-u", "-m", "generator", "-C", str(root), "serve", "--port", str(port), "--today", TODAY.isoformat()]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout
        for line in self.process.stdout:
            if "Ctrl+C" in line:
                return
        raise AssertionError("the server did not start")

    def get(self, url: str) -> str:
        """The text at an address; of a missing page the page that says so."""
        try:
            with urllib.request.urlopen(self.address + url) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read().decode()}"

    def state(self, url: str = "") -> Any:
        """What an open page is told."""
        return json.loads(self.get(f"_serve/state.json?page=/{url}"))

    def comes(self, seen: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, self.state()
            time.sleep(0.05)


@pytest.fixture
def server(bank: Callable[[str], Path]) -> Iterator[Server]:
    """A server of the full bank."""
    running = Server(bank("full"))
    yield running
    running.process.send_signal(signal.SIGINT)
    assert running.process.communicate(timeout=PATIENCE)
    assert running.process.returncode == 0


def test_edits_under_the_server(server: Server) -> None:
    """A sentence, a mistake, its mending, another title, a new card, a removed one: each is shown, and what is wrong is told."""
    card = server.root / CARD
    home = server.state()["page"]
    with card.open("a", encoding="utf-8") as file:
        file.write("\nНовое предложение про урок.\n")
    server.comes(lambda: "Новое предложение про урок." in server.get(PAGE))
    good = card.read_text(encoding="utf-8")
    card.write_text(good.replace("origin: reported", "origin: reportd"), encoding="utf-8")
    server.comes(lambda: "reportd" in server.state()["errors"])
    assert "Новое предложение про урок." in server.get(PAGE)
    card.write_text(good, encoding="utf-8")
    server.comes(lambda: not server.state()["errors"])
    assert server.state()["page"] == home  # the home page is what it was, and is not loaded again
    replaced(card, {"title: ": "title: Иначе названная "})
    server.comes(lambda: "Иначе названная" in server.get("practices/"))
    shutil.copytree(card.parent, server.root / "practices/eshche-odna")
    replaced(server.root / "practices/eshche-odna/index.md", {"title: ": "title: Ещё одна "})
    server.comes(lambda: "Ещё одна" in server.get("practices/eshche-odna/"))
    card.parent.rename(card.parents[1] / "opyt-v")
    server.comes(lambda: server.get(PAGE).startswith("404") or bool(server.state()["errors"]))


def test_errors_stand_in_the_page(server: Server, chromium: Any) -> None:
    """On a phone too: they can be read without scrolling sideways, and go when the mistake does."""
    card = server.root / CARD
    good = card.read_text(encoding="utf-8")
    context = chromium.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(server.address + PAGE)
    card.write_text(good.replace("origin: reported", "origin: reportd"), encoding="utf-8")
    page.wait_for_selector("#serve-errors")
    assert "reportd" in page.text_content("#serve-errors")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    card.write_text(good, encoding="utf-8")
    page.wait_for_function("() => !document.getElementById('serve-errors')")
    context.close()


def test_rapid_saves_end_in_the_last(server: Server) -> None:
    """Thirty saves in a second, by a temporary file that takes the card's place, as editors do: the last is shown and nothing broke."""
    card = server.root / CARD
    text = card.read_text(encoding="utf-8")
    for number in range(30):
        beside = card.with_name(".index.md.tmp")
        beside.write_text(f"{text}\nСохранение номер {number}.\n", encoding="utf-8")
        beside.replace(card)
        time.sleep(0.03)
    server.comes(lambda: "Сохранение номер 29." in server.get(PAGE))
    server.comes(lambda: "Сохранение номер 29." in (server.root / "build/serve" / PAGE / "index.html").read_text(encoding="utf-8"))
    assert not server.state()["errors"]


def test_a_branch_is_switched(server: Server, bank: Callable[[str], Path]) -> None:
    """All files at once are others, and then again the former: the site follows."""
    former = server.root.with_name("former")
    shutil.copytree(server.root / "practices", former)
    for path in sorted((server.root / "practices").iterdir()):
        if path.name != "opyt-b":
            shutil.rmtree(path)
    server.comes(lambda: server.get("practices/metod/").startswith("404") or bool(server.state()["errors"]))
    shutil.copytree(former, server.root / "practices", dirs_exist_ok=True)
    server.comes(lambda: "Взаимопосещение" in server.get("practices/metod/") and not server.state()["errors"])


def test_folders_go_and_come_back(server: Server) -> None:
    """A folder of cards moved away and back, another build that holds the lock, an address with no meaning: the server goes on."""
    cards = server.root / "practices"
    away = server.root.with_name("away")
    cards.rename(away)
    server.comes(lambda: bool(server.state()["errors"]))
    away.rename(cards)
    server.comes(lambda: not server.state()["errors"])
    with (server.root / "build/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        replaced(server.root / CARD, {"title: ": "title: Иначе названная "})
        server.comes(lambda: "другой запуск" in server.state()["errors"])
    with (server.root / CARD).open("a", encoding="utf-8") as file:
        file.write("\nНовое предложение.\n")
    server.comes(lambda: "Иначе названная" in server.get("practices/") and not server.state()["errors"])
    assert server.get("%00/").startswith("404") or "<html" in server.get("%00/")
    assert server.get("_serve/state.json?page=%00")


def test_a_killed_process_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When the system ends a process of the build, the user reads why that may be."""

    def killed(*_: object) -> Built:
        raise WorkerFailed

    monkeypatch.setattr(builder, "build_site", killed)
    with pytest.raises(Refused, match="не хватило памяти"):
        builder.build(tmp_path, tmp_path / "site", Options(TODAY), lambda _: None)


def test_a_preview_is_the_page_to_come(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """What is shown at once is, byte for byte, what the build makes; and only where nothing but the text changed."""
    root, out = bank("full"), tmp_path / "site"
    preview = Preview(build(root, out))
    with (root / CARD).open("a", encoding="utf-8") as file:
        file.write("\nНовое предложение про урок.\n")
    pages = preview(CARD)
    assert build(root, out).done
    assert pages == {f"{PAGE}index.html": (out / PAGE / "index.html").read_bytes()}
    replaced(root / CARD, {"title: ": "title: Иначе "})
    assert preview(CARD) == {}
    (root / CARD).write_text("---\n", encoding="utf-8")
    assert preview(CARD) == {}
    (root / CARD).unlink()
    assert preview(CARD) == {}
    assert preview("practices/net-takoj/index.md") == {}
    assert preview("content/index.md") == {}


def test_shown_pages(tmp_path: Path) -> None:
    """A fresh page goes before the site's; an open page is told of another look, and of nothing that is not its own."""
    shown = Shown(tmp_path)
    (tmp_path / "assets").mkdir()
    (tmp_path / "a.html").write_text("one")
    (tmp_path / "b.html").write_text("two")
    first, other = shown.state("a.html"), shown.state("b.html")
    shown.fresh = {"a.html": b"new"}
    assert (shown.page("a.html"), shown.page("b.html"), shown.page("c.html")) == (b"new", b"two", None)
    assert shown.state("a.html") != first
    assert shown.state("b.html") == other
    (tmp_path / "assets" / "site.css").write_text("p {}")
    assert shown.state("b.html") != other


@pytest.mark.parametrize("name", ["site_config.yml", "content/index.md", "practices/opyt-b/index.md", "practices/new.txt"])
def test_what_changes_during_the_first_build_is_seen(bank: Callable[[str], Path], name: str) -> None:
    """The settings, a page, a card, a new file: before the folders are watched, they are compared."""
    root = bank("full")
    before = serve._state(root)
    assert serve._state(root) == before
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert serve._state(root) != before


def test_only_a_single_file_is_shown_at_once(tmp_path: Path) -> None:
    """Files that editors leave beside do not count; several changed files mean a build."""
    changes = Changes(tmp_path)
    for name in ("card.md", ".card.md.swp", "other.md"):
        (tmp_path / name).write_text("")
    changes.note(os.fspath(tmp_path / ".card.md.swp"), os.fspath(tmp_path / "card.md"), os.fspath(tmp_path / "gone~"))
    assert changes.first() == "card.md"
    changes.note(os.fspath(tmp_path / "card.md"), os.fspath(tmp_path / "other.md"))
    assert changes.first() == ""
    changes.settled()
