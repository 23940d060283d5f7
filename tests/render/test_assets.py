"""The theme's files as the site serves them: what is joined, what is left out."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections import Counter

import pytest

from generator.render.assets import BASE, ENTRIES, JOINED, SITE_CSS, asset_files, scripts
from tests.sites import ROOT

THEME = ROOT / "theme"
TOP = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
IMPORT = re.compile(r'^import (?:\{ ([^}]*) \}|\* as (\w+)) from "([^"]*)";$', re.MULTILINE)
SOURCES = {path.relative_to(THEME).as_posix(): path.read_text(encoding="utf-8") for path in sorted((THEME / "assets").rglob("*.js"))}
MADE = scripts(SOURCES)


@pytest.mark.parametrize("entry", [BASE, *ENTRIES])
def test_names_of_joined_modules_differ(entry: str) -> None:
    """Modules that are served as one share its scope, with what it imports, so no two may use one name at the top."""
    imported = [name for names, whole, _ in IMPORT.findall(MADE[entry]) for name in (names.split(", ") if names else [whole])]
    assert not [name for name, times in Counter(TOP.findall(MADE[entry]) + imported).items() if times > 1]


@pytest.mark.parametrize("entry", [BASE, *ENTRIES])
def test_a_joined_module_imports_at_once_only_the_base(entry: str) -> None:
    """What it needs only sometimes it fetches when needed; what the base holds (favourites, the engine) is there once."""
    assert {posixpath.normpath(posixpath.join(posixpath.dirname(entry), source)) for *_, source in IMPORT.findall(MADE[entry])} <= {BASE} - {entry}
    assert not re.search(r"^import (?!\{ |\* as )", MADE[entry], re.MULTILINE)


def test_the_joined_engine_gives_one_thing() -> None:
    """Nobody else's exports are left in the engine, and it needs no page round it: frames of other sites load it alone."""
    assert set(re.findall(r"^export (?:async )?(?:function|const) (\w+)", MADE[JOINED], re.MULTILINE)) == {"load"}
    assert not IMPORT.findall(MADE[JOINED])


def test_every_module_gives_what_it_gave() -> None:
    """Every script of the theme can be asked for by its own name and has the same exports, wherever their code went."""
    exports = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)
    for name, source in SOURCES.items():
        passed = [each for line in re.findall(r"^export \{ (.*) \} from", MADE[name], re.MULTILINE) for each in line.split(", ")]
        given = set(exports.findall(MADE[name])) | set(passed)
        assert given >= set(exports.findall(source)), name


def test_styles_stay_small() -> None:
    """What every page fetches first, and the only sheet it links."""
    assert len(gzip.compress(asset_files(THEME)[SITE_CSS], 9)) <= 10.5 * 1024


def test_scripts_are_minified() -> None:
    """No comment of the source is served."""
    for path, data in asset_files(THEME).items():
        if path.endswith(".js"):
            assert "/**" not in data.decode(), path
            assert "\n// " not in data.decode(), path
