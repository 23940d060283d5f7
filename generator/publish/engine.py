"""Runs the engine on a stage and keeps what it made, keyed by everything it reads.

The only module that starts another program. Swapping the engine is changing this file.
"""

from __future__ import annotations

import hashlib
import hmac
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic, Place
from generator.memo import seal
from generator.publish import rules
from generator.publish.stage import CONFIG, Stage

KEPT = 4  # results in the cache
_PACKAGES = {"mkdocs": ("mkdocs", "mkdocs-material", "markdown", "jinja2"), "zensical": ("zensical",)}


def run_engine(stage: Stage, cache: Path, engine: str, *, use_cache: bool = True) -> tuple[Mapping[str, bytes], list[Diagnostic]]:
    """Pages the engine makes of the stage, by path; empty with an error when it fails.

    `cache` is a folder of ours; a damaged or missing result in it is made again.
    """
    versions = _versions(engine)
    if versions is None:
        hint = "Установите его или верните engine: mkdocs в site_config.yml."
        return {}, [rules.EngineFailed.at(Place("site_config.yml"), f"Движок {engine} не установлен.", hint)]
    key = hashlib.sha256(f"{engine}\0{versions}\0{sys.version_info[:2]}\0{stage.key}".encode()).hexdigest()[:32]
    kept = cache / key
    if use_cache and (files := _read(kept)):
        os.utime(kept)
        return files, []
    cache.mkdir(parents=True, exist_ok=True)
    for left in cache.glob(".run-*"):  # of a run that was killed; there is one at a time
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=".run-") as folder:
        files, found = _run(stage, Path(folder), engine)
        if found:
            return {}, found
        if files:
            _keep(files, Path(folder), kept)
    _forget(cache)
    return files, []


def _versions(engine: str) -> str | None:
    try:
        return " ".join(importlib.metadata.version(name) for name in _PACKAGES[engine])
    except importlib.metadata.PackageNotFoundError:
        return None


def _run(stage: Stage, folder: Path, engine: str) -> tuple[dict[str, bytes], list[Diagnostic]]:
    project, out = folder / "stage", folder / "stage" / "site"
    for path, data in stage.files.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    # Material prints advertisements and warnings about MkDocs 2 on every run.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", engine, "build", "-f", str(project / CONFIG)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=project, check=False)  # noqa: S603  # our own command
    if done.returncode:
        tail = " / ".join(line for line in (done.stderr or done.stdout).strip().split("\n")[-3:])
        return {}, [rules.EngineFailed.at(Place("content"), f"Движок {engine} остановился с ошибкой.", f"Его последние слова: {tail}")]
    return _collect(out), []


def _collect(out: Path) -> dict[str, bytes]:
    """Its pages; its styles, scripts, search and maps stay behind."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.html"))}


def _read(kept: Path) -> dict[str, bytes]:
    """A kept result, or nothing when it is not whole."""
    try:
        whole, _, listing = (kept / "list.txt").read_text(encoding="utf-8").partition("\n")
        listed = listing.split("\n")
        if not hmac.compare_digest(whole, seal(listing.encode()).hex()):
            return {}
        files = {}
        for line in listed:
            digest, _, name = line.partition(" ")
            data = (kept / "files" / name).read_bytes()
            if hashlib.sha256(data).hexdigest() != digest:
                return {}
            files[name] = data
    except (OSError, ValueError):
        return {}
    return files


def _keep(files: Mapping[str, bytes], folder: Path, kept: Path) -> None:
    """Put a result into the cache in one move; a result already there is replaced."""
    made = folder / "kept"
    for name, data in files.items():
        target = made / "files" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    listing = "\n".join(f"{hashlib.sha256(data).hexdigest()} {name}" for name, data in files.items())
    (made / "list.txt").write_text(f"{seal(listing.encode()).hex()}\n{listing}", encoding="utf-8")
    shutil.rmtree(kept, ignore_errors=True)
    made.rename(kept)


def _forget(cache: Path) -> None:
    """Remove all but the newest results."""
    results = sorted((path for path in cache.iterdir() if not path.name.startswith(".")), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in results[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
