"""What the comparison of search engines needs besides the project: a dictionary, engines from npm, a browser; and what lacks."""

from __future__ import annotations

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench.search_queries import Word

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DICTIONARY = ("pymorphy3==2.0.6", "pymorphy3-dicts-ru==2.4.417150.4580142")
ODD_FORMS = frozenset({"V-oy", "V-ey", "V-be", "V-ie", "V-ej", "V-bi", "Infr", "Slng", "Arch", "Litr", "Erro", "Dist", "gen2", "loc2", "acc2", "voct", "Supr"})
"""Marks of forms that hardly anybody types."""


class MissingToolError(Exception):
    """A tool that is not there; the message says how to get it."""


class Pymorphy:
    """The dictionary of pymorphy3."""

    def __init__(self, analyzer: Any) -> None:
        self.word = lru_cache(maxsize=None)(self._word)
        self._analyzer = analyzer

    def _word(self, text: str) -> Word:
        first = self._analyzer.parse(text)[0]
        forms = (form for form in first.lexeme if _kin_part(form.tag.POS) == _kin_part(first.tag.POS) and not ODD_FORMS & _marks(form.tag))
        return Word(first.normal_form, str(first.tag.POS), first.is_known, tuple(form.word for form in forms))


def dictionary(work: Path) -> Pymorphy:
    """pymorphy3, installed under the work folder when Python has none."""
    folder = work / "python"
    if importlib.util.find_spec("pymorphy3") is None:
        if not (folder / "pymorphy3").is_dir():
            say("installing pymorphy3")
            command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", str(folder), *DICTIONARY]
            if run(command, work, fail=False) is None:
                raise MissingToolError("pymorphy3 makes the queries and could not be installed; give queries with --queries FILE")
        sys.path.insert(0, str(folder))
    return Pymorphy(importlib.import_module("pymorphy3").MorphAnalyzer())


def npm(work: Path) -> Path:
    """The folder with the engines from npm."""
    folder = work / "npm"
    if not (folder / "ready").is_file():
        if shutil.which("npm") is None:
            raise MissingToolError("npm is not installed, and the other engines come from there; `--engines nastavnik` measures ours alone")
        say("installing the engines")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "package.json", folder)
        if run(["npm", "install", "--no-audit", "--no-fund", "--silent"], folder, fail=False) is None:
            raise MissingToolError("npm could not install the other engines; `--engines nastavnik` measures ours alone")
        (folder / "ready").touch()
    return folder / "node_modules"


def chromium() -> str:
    """The browser of the distribution."""
    if importlib.util.find_spec("playwright") is None:
        raise MissingToolError("Playwright drives the browser: make setup-test")
    path = shutil.which("chromium")
    if path is None:
        raise MissingToolError("Chromium is not installed: make chromium; without it `--engines nastavnik` measures building only")
    return path


def run(command: Sequence[str], folder: Path, *, extra: Mapping[str, str] | None = None, fed: str = "", fail: bool = True) -> float | None:
    """Run a command to its end; returns its processor seconds with those of its children. None when it failed and may."""
    with tempfile.TemporaryFile() as said:
        before = _spent()
        ended = subprocess.run(command, cwd=folder, env={**os.environ, **(extra or {})}, input=fed.encode(), stdout=said, stderr=subprocess.STDOUT, check=False)
        if ended.returncode == 0:
            return _spent() - before
        said.seek(0)
        last = said.read().decode(errors="replace")[-2000:]
    if fail:
        raise SystemExit(f"bench: {' '.join(map(str, command[:4]))} …: exit code {ended.returncode}\n{last}")
    return None


def say(text: str) -> None:
    """Tell whoever waits."""
    print(text, file=sys.stderr, flush=True)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _kin_part(part: str | None) -> str | None:
    return "INFN" if part == "VERB" else part


def _marks(tag: Any) -> frozenset[str]:
    return frozenset(str(tag).replace(" ", ",").split(","))
