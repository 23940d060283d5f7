"""The theme's own files as they stand on the site: styles joined into one, scripts and pictures as they are."""

from __future__ import annotations

import re
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
    """The style sheets in their order, without comments: those are for the people who write them."""
    names = (folder / "order.txt").read_text(encoding="utf-8").split()
    joined = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"/\*.*?\*/", "", joined, flags=re.DOTALL)).encode()
