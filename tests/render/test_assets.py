"""The theme's files as the site serves them: what is joined, what is left out."""

from __future__ import annotations

import gzip
import re
from collections import Counter

from generator.render.assets import JOINED, SITE_CSS, asset_files, joined
from tests.sites import ROOT

THEME = ROOT / "theme"
TOP = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def test_names_of_joined_modules_differ() -> None:
    """Modules of the engine share one scope on the site, so no two may use one name at the top."""
    text = joined(THEME / JOINED)
    assert not [name for name, times in Counter(TOP.findall(text)).items() if times > 1]
    assert "load" in TOP.findall(text)


def test_the_joined_engine_imports_nothing_at_once() -> None:
    """What it needs only sometimes it imports when needed; nobody else's exports are left."""
    text = joined(THEME / JOINED)
    assert not re.search(r"^import ", text, re.MULTILINE)
    assert set(re.findall(r"^export (?:async )?(?:function|const) (\w+)", text, re.MULTILINE)) == {"load"}


def test_styles_stay_small() -> None:
    """What every page fetches first."""
    assert len(gzip.compress(asset_files(THEME)[SITE_CSS], 9)) <= 10 * 1024


def test_scripts_are_minified() -> None:
    """No comment of the source is served."""
    for path, data in asset_files(THEME).items():
        if path.endswith(".js"):
            assert "/**" not in data.decode(), path
            assert "\n// " not in data.decode(), path
