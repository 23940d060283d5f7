"""The memory between runs: what it must find, what it must not believe, what it must forget."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import memo
from generator.memo import Memo


def kept(path: Path, *parts: str, value: object = 1) -> tuple[object, int]:
    """The answer of one run for those arguments, and how often the work was done."""
    done: list[int] = []
    run = Memo(path)
    answer = run("work", parts, lambda: done.append(1) or value)
    run.save()
    return answer, len(done)


def test_second_run_does_no_work(tmp_path: Path) -> None:
    """The same arguments give the kept answer; other arguments, and the same letters cut elsewhere, do not."""
    assert kept(tmp_path / "m", "a", "bc") == (1, 1)
    assert kept(tmp_path / "m", "a", "bc", value=2) == (1, 0)
    assert kept(tmp_path / "m", "ab", "c", value=3) == (3, 1)


def test_without_a_path_nothing_is_kept(tmp_path: Path) -> None:
    """A memory without a file asks every time and writes nothing."""
    run = Memo()
    assert [run("work", ("a",), lambda: 1), run("work", ("a",), lambda: 2)] == [1, 2]
    run.save()
    assert list(tmp_path.iterdir()) == []


def test_unused_results_are_forgotten(tmp_path: Path) -> None:
    """What a run does not ask for is not kept for the next: the file does not grow for ever."""
    kept(tmp_path / "m", "a")
    kept(tmp_path / "m", "b")
    assert kept(tmp_path / "m", "a", value=5) == (5, 1)


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\0" * 200])
def test_damaged_file_is_an_empty_one(tmp_path: Path, damage: bytes) -> None:
    """A file that is not whole is not used, and is replaced."""
    kept(tmp_path / "m", "a")
    (tmp_path / "m").write_bytes(damage)
    assert kept(tmp_path / "m", "a", value=2) == (2, 1)
    assert kept(tmp_path / "m", "a", value=3) == (2, 0)


def test_cache_of_another_user_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank that comes with a memory of its own, from a pull request for example, is not unpickled."""
    kept(tmp_path / "m", "a")
    monkeypatch.setattr(memo, "_secret", lambda: b"another user")
    assert kept(tmp_path / "m", "a", value=2) == (2, 1)


def test_another_version_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed program does not take what the old one made."""
    kept(tmp_path / "m", "a")
    monkeypatch.setattr(memo, "version", lambda: "another")
    assert kept(tmp_path / "m", "a", value=2) == (2, 1)
