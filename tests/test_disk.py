"""What the disk says of a folder: the same while nothing changed, another whenever anything did."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.disk import below, digest, standing, state

NAMES = st.lists(st.sampled_from(("a", "b", "c")), min_size=1, max_size=3).map("/".join)


def made(root: Path, files: set[str]) -> None:
    """Files below a folder; a name that is a folder already is left."""
    for name in sorted(files, reverse=True):
        path = root / name
        if not path.exists() and not any(parent.is_file() for parent in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, encoding="utf-8")


@given(st.sets(NAMES, max_size=8))
def test_all_that_is_below(tmp_path_factory: pytest.TempPathFactory, files: set[str]) -> None:
    """Names are those that Path.rglob finds."""
    root = tmp_path_factory.mktemp("a")
    made(root, files)
    assert below(root) == sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@given(st.sets(NAMES, min_size=1, max_size=8), st.sampled_from(("rewrite", "lose", "rename")), st.data())
def test_a_change_is_seen(tmp_path_factory: pytest.TempPathFactory, files: set[str], change: str, data: st.DataObject) -> None:
    """Names known from before tell of every file rewritten, lost or renamed."""
    root = tmp_path_factory.mktemp("a")
    made(root, files)
    names = below(root)
    for name in names:  # so long ago that the clock of the disk tells any change
        os.utime(root / name, ns=(10**18, 10**18))
    before = (state(root, names)[0], digest(standing(root, names)))
    assert before == (state(root, names)[0], digest(standing(root, reversed(names))))
    path = root / data.draw(st.sampled_from(names))
    match change:
        case "rewrite":
            path.write_text("z", encoding="utf-8")
        case "lose":
            path.unlink()
        case _:
            path.rename(path.with_name("z"))
    after = (state(root, names)[0], digest(standing(root, names)))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_another_name_of_a_file_is_no_change(tmp_path: Path) -> None:
    """A second name moves the time of change of the entry: a site stands as before, a bank is looked at again."""
    (tmp_path / "a").write_text("a", encoding="utf-8")
    os.utime(tmp_path / "a", ns=(10**18, 10**18))
    before = (state(tmp_path, ["a"])[0], standing(tmp_path, ["a"]))
    time.sleep(0.02)
    os.link(tmp_path / "a", tmp_path / "b")
    assert standing(tmp_path, ["a"]) == before[1]
    assert state(tmp_path, ["a"])[0] != before[0]


def test_the_newest(tmp_path: Path) -> None:
    """The latest time among those asked for; nothing there is nothing changed."""
    (tmp_path / "a").write_text("a", encoding="utf-8")
    assert state(tmp_path, ["a"])[1] >= (tmp_path / "a").stat().st_mtime_ns
    assert state(tmp_path, ["b"])[1] == 0
    assert state(tmp_path, ["a"])[0] != state(tmp_path, ["b"])[0]
