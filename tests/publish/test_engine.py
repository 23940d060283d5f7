"""The engine is started once for a stage, its result is kept, and a failing engine is a diagnostic."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.publish import engine
from generator.publish.engine import KEPT, run_engine
from generator.publish.stage import Stage

Made = Mapping[str, bytes]


def stage(text: str = "a") -> Stage:
    """A stage that differs with `text`."""
    return Stage({"mkdocs.yml": b"site_name: a\n", "docs/index.md": text.encode()}, {}, ("index.md",))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A stand-in for the engine: copies every page as HTML and notes that it ran."""
    done: list[list[str]] = []

    def run(command: list[str], *, cwd: Path, **_: object) -> SimpleNamespace:
        done.append(command)
        site = cwd / "site"
        (site / "assets/stylesheets").mkdir(parents=True)
        (site / "assets/javascripts").mkdir()
        (site / "index.html").write_bytes((cwd / "docs/index.md").read_bytes())
        (site / "assets/stylesheets/main.css").write_bytes(b"css")
        (site / "assets/javascripts/bundle.js").write_bytes(b"js")
        (site / "sitemap.xml").write_bytes(b"xml")
        return SimpleNamespace(returncode=0, stdout="", stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    return done


def test_only_pages_are_kept(tmp_path: Path, runs: list[list[str]]) -> None:
    """The engine's styles, scripts, search and maps stay behind."""
    files, found = run_engine(stage(), tmp_path, "mkdocs")
    assert not found
    assert files == {"index.html": b"a"}


def test_second_run_starts_no_process(tmp_path: Path, runs: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same stage is answered from the cache."""
    first, _ = run_engine(stage(), tmp_path, "mkdocs")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "run", never)
    assert run_engine(stage(), tmp_path, "mkdocs") == (first, [])


def test_another_stage_is_another_run(tmp_path: Path, runs: list[list[str]]) -> None:
    """Any byte of the stage counts, and so do names of files."""
    run_engine(stage("a"), tmp_path, "mkdocs")
    run_engine(stage("b"), tmp_path, "mkdocs")
    assert len(runs) == 2
    assert stage("a").key != Stage({"mkdocs.yml": b"site_name: a\n", "docs/indexx.md": b"a"}, {}, ()).key
    assert Stage({"a": b"bc"}, {}, ()).key != Stage({"ab": b"c"}, {}, ()).key


def test_no_cache_runs_again(tmp_path: Path, runs: list[list[str]]) -> None:
    """`--no-cache` takes nothing ready-made, and puts the new result in its place."""
    run_engine(stage(), tmp_path, "mkdocs")
    run_engine(stage(), tmp_path, "mkdocs", use_cache=False)
    run_engine(stage(), tmp_path, "mkdocs")
    assert len(runs) == 2


@pytest.mark.parametrize("damage", ["change", "remove", "truncate list", "garble list", "empty list", "whole"])
def test_damaged_cache_is_made_again(tmp_path: Path, runs: list[list[str]], damage: str) -> None:
    """A result that is not whole is never used: it is made again and kept."""
    first, _ = run_engine(stage(), tmp_path, "mkdocs")
    kept = next(path for path in tmp_path.iterdir() if not path.name.startswith("."))
    match damage:
        case "change":
            (kept / "files/index.html").write_bytes(b"hacked")
        case "remove":
            (kept / "files/index.html").unlink()
        case "truncate list":
            (kept / "list.txt").write_text((kept / "list.txt").read_text().split("\n")[0])
        case "garble list":
            (kept / "list.txt").write_bytes(b"\xff\xfe garbage\n")
        case "empty list":
            (kept / "list.txt").write_bytes(b"")
        case "whole":
            shutil.rmtree(kept / "files")
    assert run_engine(stage(), tmp_path, "mkdocs") == (first, [])
    assert run_engine(stage(), tmp_path, "mkdocs") == (first, [])
    assert len(runs) == 2


def test_cache_keeps_the_newest_few(tmp_path: Path, runs: list[list[str]]) -> None:
    """Old results are forgotten, so that the cache does not grow for ever; nothing half-made stays."""
    for number in range(KEPT + 3):
        run_engine(stage(str(number)), tmp_path, "mkdocs")
    assert len(list(tmp_path.iterdir())) == KEPT
    run_engine(stage(str(KEPT + 2)), tmp_path, "mkdocs")
    assert len(runs) == KEPT + 3


def test_failing_engine_is_a_diagnostic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that stops with an error gives no files, its last words as a hint, and nothing in the cache."""

    def run(*_: object, **__: object) -> SimpleNamespace:
        return SimpleNamespace(returncode=1, stdout="", stderr="Traceback\nline\nConfigError: плохо")

    monkeypatch.setattr(subprocess, "run", run)
    files, found = run_engine(stage(), tmp_path, "mkdocs")
    assert files == {}
    assert [item.rule for item in found] == ["W006"]
    assert "ConfigError: плохо" in found[0].hint
    assert list(tmp_path.iterdir()) == []


def test_engine_that_is_not_there_is_a_diagnostic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is not installed is named, with what to do."""
    monkeypatch.setitem(engine._PACKAGES, "zensical", ("net-takogo-paketa",))
    files, found = run_engine(stage(), tmp_path, "zensical")
    assert files == {}
    assert [item.rule for item in found] == ["W006"]
    assert "zensical" in found[0].message


def test_engine_that_gives_nothing_is_a_diagnostic(bank: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that says all is well and leaves no page does not end in an empty site."""
    from tests.sites import build

    root = bank("minimal")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=0, stdout="", stderr=""))
    built = build(root, tmp_path / "site", cache=False)
    assert not built.done
    assert {item.rule for item in built.found} == {"W007"}


def test_broken_theme_is_a_diagnostic(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """A region that spoils a template of the engine's shell reads the engine's own words; the real engine runs here."""
    from tests.sites import ROOT, build

    root = bank("minimal")
    shutil.copytree(ROOT / "theme", root / "theme")
    (root / "theme/overrides/main.html").write_text('{% extends "net-takogo.html" %}', encoding="utf-8")
    built = build(root, tmp_path / "site")
    assert [item.rule for item in built.found] == ["W006"]
    assert "net-takogo.html" in built.found[0].hint


def test_broken_page_template_is_no_traceback(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """The same for a template of our own pages: a region edits theme/pages too, and its slip is told of in words."""
    from tests.sites import ROOT, build

    root = bank("minimal")
    shutil.copytree(ROOT / "theme", root / "theme")
    (root / "theme/pages/practice.html.j2").write_text("{% if %}", encoding="utf-8")
    built = build(root, tmp_path / "site")
    assert not built.done
