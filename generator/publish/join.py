"""Bodies and frames become pages: the whole site as files in memory."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping

from generator import __version__
from generator.diagnostics import Diagnostic, Place
from generator.publish import rules
from generator.publish.frames import Frame, cut, hang
from generator.publish.stage import Stage
from generator.render.site import Rendered
from generator.settings import Settings

MANIFEST = "api/v1/manifest.json"


def join(rendered: Rendered, stage: Stage, made: Mapping[str, bytes], settings: Settings) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Every file of the site by path, and what is wrong with the engine's part of it."""
    found: list[Diagnostic] = []
    frames: dict[tuple[str, int], Frame] = {}
    for key, path in stage.frames.items():
        html_path = _html_path(path)
        if html_path not in made:
            found.append(_missing(path))
            continue
        frame, faults = cut(path, made[html_path].decode())
        found += faults
        if frame:
            frames[key] = frame
    missing = [path for path in stage.pages if _html_path(path) not in made]
    found += [_missing(path) for path in missing]
    if found:
        return {}, found
    urls = [f"{page.url}index.html" for page in rendered.framed] + [_html_path(path) for path in stage.pages]
    if twice := {path for path, times in Counter((*urls, *rendered.files)).items() if times > 1}:
        raise ValueError(f"made twice: {sorted(twice)}")
    files = dict(rendered.files)
    files.update({path: data for path, data in made.items() if path.startswith("assets/")})
    for path, body in stage.pages.items():
        files[_html_path(path)], faults = hang(path, made[_html_path(path)].decode(), body)
        found += faults
    if "404.html" in made:
        files["404.html"] = made["404.html"]
    for page in rendered.framed:
        files[f"{page.url}index.html"] = frames[page.tab, page.depth].fill(page, settings.url)
    files[MANIFEST] = manifest(files)
    return files, found


def manifest(files: Mapping[str, bytes]) -> bytes:
    """What the site consists of: SHA-256 and size of every file, so that a mirror can tell what changed."""
    listed = {path: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for path, data in sorted(files.items())}
    return (json.dumps({"version": 1, "generator": __version__, "files": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def _html_path(path: str) -> str:
    """Where the engine puts the page of a Markdown file."""
    name = path.removesuffix(".md")
    return f"{name}.html" if name.rpartition("/")[2] == "index" else f"{name}/index.html"


def _missing(path: str) -> Diagnostic:
    return rules.MissingPage.at(Place(path), f"Движок не сделал страницу из {path}.", "Проверьте имя файла и поля в его начале.")
