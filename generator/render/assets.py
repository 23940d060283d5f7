"""The theme's own files as they stand on the site: styles joined into one, scripts and pictures as they are."""

from __future__ import annotations

from pathlib import Path

SITE_CSS = "assets/css/site.css"


def asset_files(theme: Path) -> dict[str, bytes]:
    """Every asset by its path on the site."""
    folder = theme / "assets"
    files = {SITE_CSS: _styles(folder / "css")}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(theme)
        if path.is_file() and relative.parts[1] != "css":
            files[relative.as_posix()] = path.read_bytes()
    return files


def _styles(folder: Path) -> bytes:
    names = (folder / "order.txt").read_text(encoding="utf-8").split()
    return b"\n".join((folder / name).read_bytes() for name in names)
