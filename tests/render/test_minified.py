"""Nothing is made small in a copied process: the library's threads are not copied, and it would wait for them for ever."""

from __future__ import annotations

import msgspec
import pytest

from generator.render import minified as module
from generator.render.compose import parts
from generator.render.site import Addressed, World
from tests.render.render_worlds import ROOT, with_settings, world


@pytest.fixture(params=["own", "lunr"])
def bank(request: pytest.FixtureRequest) -> World:
    """The full bank with either engine of the search."""
    base = world(ROOT / "tests" / "banks" / "full")
    return with_settings(base, search=msgspec.structs.replace(base.settings.search, engine=request.param))


def test_a_copied_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused at once, not now and then."""
    monkeypatch.setattr(module, "_FIRST", -1)
    with pytest.raises(RuntimeError):
        module.minified("text/css", "p { color: red; /* of this test alone */ }")


def test_no_part_makes_anything_small(bank: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the parts are listed, every one of them can be made elsewhere."""
    module.minified.cache_clear()
    found = parts(bank)
    monkeypatch.setattr(module, "_FIRST", -1)
    for part in found:
        for item in part.make():
            if isinstance(item, Addressed):
                item.make()
