"""The theme's own files as they stand on the site.

Styles are joined into one file (a sheet outside its list is for the pages that link it), scripts into one module a page and one for each thing a page may do; they lose what only their
writers need. Pictures stay.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.render.minified import minified

SITE_CSS = "assets/css/site.css"
JOINED = "assets/js/search/core.js"
"""The search engine: one file before the first answer."""
BASE = "assets/js/app.js"
"""What every page loads. Modules of the base are there once, so that what they hold (favourites, the engine) is there once."""
ENTRIES = tuple(
    f"assets/js/{name}.js"
    for name in ("search/core", "catalogue", "search/page", "saved/list", "saved/compare", "saved/pack", "embed/list", "embed/wizard", "form/page")
)
"""What a page fetches when it has use for it, each served with all it imports but the base."""

_IMPORT = re.compile(r'^import (\{[^}]*\}|\* as \w+) from "(\.{1,2}/[a-z/.]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function |const |class )", re.MULTILINE)
_NAME = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)


def asset_files(theme: Path) -> dict[str, bytes]:
    """Every asset by its path on the site."""
    folder = theme / "assets"
    files = {f"assets/css/{name}": minified("text/css", text).encode() for name, text in _sheets(folder / "css").items()}
    texts = {path.relative_to(theme).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.js"))}
    files.update({name: minified("application/javascript", text).encode() for name, text in scripts(texts).items()})
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(theme).as_posix()
        if path.is_file() and path.suffix != ".js" and not name.startswith("assets/css/"):
            files[name] = path.read_bytes()
    return files


def scripts(texts: Mapping[str, str]) -> dict[str, str]:
    """The scripts of the site by path, made of the theme's modules.

    A module of the base keeps its own address, where it passes on what the base has: a page kept in a browser may ask for it.
    """
    base = frozenset(_reach(BASE, texts)) if BASE in texts else frozenset()
    made = {}
    for name, text in texts.items():
        if name == BASE:
            made[name] = _join(name, texts, frozenset(), exports=base)
        elif name in base:
            names = ", ".join(_NAME.findall(text))
            made[name] = f'export {{ {names} }} from "{_path(BASE, name)}";\n'
        else:
            made[name] = _join(name, texts, base, exports={name}) if name in ENTRIES else _led(text, name, base)
    return made


def _join(entry: str, texts: Mapping[str, str], base: frozenset[str], *, exports: Iterable[str]) -> str:
    """A module with those it imports before it, each once; only `exports` keep theirs. Names at the top must differ."""
    parts, taken, whole = [], set(), []
    for name in _reach(entry, texts, base):
        text = texts[name]
        for what, source in _IMPORT.findall(text):
            if _target(name, source) in base:
                (taken.update(_names(what)) if what.startswith("{") else whole.append(what))
        text = _IMPORT.sub("", text)
        parts.append(text if name in exports else _EXPORT.sub("", text))
    wanted = [*dict.fromkeys(whole), *([f"{{ {', '.join(sorted(taken))} }}"] if taken else [])]
    return "\n".join((*(f'import {what} from "{_path(BASE, entry)}";' for what in wanted), *parts))


def _reach(entry: str, texts: Mapping[str, str], base: frozenset[str] = frozenset()) -> list[str]:
    """A module and all it imports, besides those of the base; what is imported comes first."""
    seen: dict[str, None] = {}
    open_: set[str] = set()

    def visit(name: str) -> None:
        if name in seen or name in open_ or name in base:
            return
        open_.add(name)
        for _, source in _IMPORT.findall(texts[name]):
            visit(_target(name, source))
        seen[name] = None

    visit(entry)
    return list(seen)


def _led(text: str, name: str, base: frozenset[str]) -> str:
    """A module that stays by itself; what it imports of the base comes from the base."""
    return _IMPORT.sub(lambda found: f'import {found[1]} from "{_path(BASE, name)}";\n' if _target(name, found[2]) in base else found[0], text)


def _names(what: str) -> list[str]:
    return [name.strip() for name in what.strip("{} \n").split(",") if name.strip()]


def _target(name: str, source: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), source))


def _path(target: str, name: str) -> str:
    """How the module `name` names `target`."""
    path = posixpath.relpath(target, posixpath.dirname(name))
    return path if path.startswith(".") else f"./{path}"


def _sheets(folder: Path) -> dict[str, str]:
    """The sheet of every page, joined in the order its list says, and those that single pages link besides."""
    names = (folder / "order.txt").read_text(encoding="utf-8").split()
    joined = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    alone = sorted(path for path in folder.glob("*.css") if path.name not in names)
    return {SITE_CSS.rpartition("/")[2]: joined, **{path.name: path.read_text(encoding="utf-8") for path in alone}}
