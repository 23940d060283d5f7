"""The theme's own files as they stand on the site.

Styles are joined into one file and the search engine into one module; both lose what only their writers need. Pictures stay.
"""

from __future__ import annotations

import re
from pathlib import Path

import minify

SITE_CSS = "assets/css/site.css"
JOINED = "assets/js/search/core.js"
"""The module that is served with all it imports: six requests less before the first answer."""

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function |const |class )", re.MULTILINE)


def asset_files(theme: Path) -> dict[str, bytes]:
    """Every asset by its path on the site."""
    folder = theme / "assets"
    files = {SITE_CSS: _minified("text/css", _styles(folder / "css"))}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(theme).as_posix()
        if not path.is_file() or name.startswith("assets/css/"):
            continue
        if path.suffix == ".js":
            text = joined(path) if name == JOINED else path.read_text(encoding="utf-8")
            files[name] = _minified("application/javascript", text)
        else:
            files[name] = path.read_bytes()
    return files


def joined(path: Path) -> str:
    """A module with those it imports from its own folder before it; only its own exports stay. Names at the top must differ."""
    seen: dict[Path, str] = {}

    def visit(module: Path) -> None:
        if module in seen:
            return
        text = module.read_text(encoding="utf-8")
        seen[module] = ""
        for name in _IMPORT.findall(text):
            visit(module.parent / name)
        del seen[module]
        text = _IMPORT.sub("", text)
        seen[module] = text if module == path else _EXPORT.sub("", text)

    visit(path)
    return "\n".join(seen.values())


def _styles(folder: Path) -> str:
    names = (folder / "order.txt").read_text(encoding="utf-8").split()
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def _minified(kind: str, text: str) -> bytes:
    return str(minify.string(kind, text)).encode()
