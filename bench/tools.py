"""What benches need from outside the project: packages of npm and PyPI in a folder of their own, and the price of a command."""

from __future__ import annotations

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


class MissingToolError(Exception):
    """A tool that is not there; the message says how to get it."""


def pip(folder: Path, *packages: str) -> bool:
    """Install packages with what they need into a folder; False when that cannot be."""
    say(f"installing {' '.join(packages)}")
    command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", str(folder), *packages]
    return run(command, HERE, fail=False) is not None


def chromium() -> str:
    """The distribution's Chromium for Playwright: the one without windows where it is installed, which does the same for a third of the work.

    Raises MissingToolError.
    """
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None or importlib.util.find_spec("playwright") is None:
        raise MissingToolError("pages are opened in Chromium by Playwright: make chromium setup-test")
    return path


def npm(work: Path) -> Path:
    """The folder with the peers from npm, those of package.json as it is now."""
    folder, wanted = work / "npm", (HERE / "package.json").read_bytes()
    ready = folder / "ready"
    if not ready.is_file() or ready.read_bytes() != wanted:
        if shutil.which("npm") is None:
            raise MissingToolError("npm is not installed, and the peers come from there; `--engines nastavnik` measures ours alone")
        say("installing the peers from npm")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "package.json", folder)
        if run(["npm", "install", "--no-audit", "--no-fund", "--silent"], folder, fail=False) is None:
            raise MissingToolError("npm could not install the peers; `--engines nastavnik` measures ours alone")
        ready.write_bytes(wanted)
    return folder / "node_modules"


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
