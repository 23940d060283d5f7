"""A build of which nothing changed since the last one is not done again; anything that could make it differ is noticed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import done as module
from generator.done import Done, Last
from generator.sums import sum_of
from tests.sites import BANKS

SAID = Done("3 карточки", 2, changed=5, removed=1)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank with its own theme, and a site beside it, told of by the last build a while ago."""
    monkeypatch.setattr(module, "RACY", 0)
    shutil.copytree(BANKS / "minimal", tmp_path / "bank")
    for path in ("bank/theme/pages/a.html.j2", "site/index.html", "site/a/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("a", encoding="utf-8")
    last(tmp_path / "bank").remember(SAID)
    return tmp_path / "bank"


def last(root: Path, asked: str = "") -> Last:
    """The last build, as the next one sees it."""
    return Last(root / "build" / "last", root, root / "theme", root.parent / "site", asked)


def test_the_same_is_told_again(root: Path) -> None:
    """Of the same files and the same site: what was said, but nothing is new."""
    assert last(root).recall() == Done("3 карточки", 2)
    assert "ничего не изменилось" in Done("3 карточки", 2).told(root, root / "site", 0.1)


def program(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last build was made by another copy of the program, beside the bank."""
    shutil.copytree(module.PROGRAM, root.parent / "program", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(module, "PROGRAM", root.parent / "program")
    last(root).remember(SAID)
    assert last(root).recall() == Done("3 карточки", 2)


def rewritten(path: Path) -> None:
    """Another text of the same length, and nothing else of it changed."""
    before = path.stat()
    path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


CHANGES: dict[str, Callable[[Path], object]] = {
    "card": lambda root: rewritten(next(root.glob("practices/*/index.md"))),
    "settings": lambda root: rewritten(root / "site_config.yml"),
    "template": lambda root: rewritten(root / "theme/pages/a.html.j2"),
    "new card": lambda root: shutil.copytree(next(root.glob("practices/*/")), root / "practices/eshche"),
    "removed card": lambda root: shutil.rmtree(next(root.glob("practices/*/"))),
    "renamed card": lambda root: next(root.glob("practices/*/")).rename(root / "practices/inache"),
    "stray file": lambda root: (root / "zametki.txt").write_text("a", encoding="utf-8"),
    "page of the site": lambda root: rewritten(root.parent / "site/index.html"),
    "lost page": lambda root: (root.parent / "site/a/index.html").unlink(),
    "lost site": lambda root: shutil.rmtree(root.parent / "site"),
    "damaged memory": lambda root: rewritten(root / "build/last"),
    "lost memory": lambda root: (root / "build/last").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_noticed(root: Path, change: str) -> None:
    """Whatever the site is made of, and the site itself."""
    CHANGES[change](root)
    assert last(root).recall() is None


def test_a_strangers_file_is_not_ours(root: Path) -> None:
    """What others put into the site stays there, so it asks for no build."""
    (root.parent / "site/CNAME").write_text("a", encoding="utf-8")
    assert last(root).recall() == Done("3 карточки", 2)


def test_another_question_is_another_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another day, address or engine, and another version of the program."""
    assert last(root, "2026-11-24").recall() is None
    program(root, monkeypatch)
    rewritten(root.parent / "program/words.py")
    assert last(root).recall() is None


def test_another_library_is_another_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library installed in another version is told from the name of the folder beside it."""
    (root.parent / "libraries/jinja2-3.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(root.parent / "libraries")
    assert last(root).recall() is None


def test_bytecode_is_no_other_program(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Python compiles beside the sources while it runs does not make the next build another one."""
    program(root, monkeypatch)
    (root.parent / "program/__pycache__").mkdir()
    (root.parent / "program/__pycache__/words.pyc").write_bytes(b"a")
    assert last(root).recall() == Done("3 карточки", 2)


def test_a_name_no_encoding_knows(root: Path) -> None:
    """A stranger's file whose name is not UTF-8 lies in the site: told again all the same."""
    odd = Path(os.fsdecode(os.fsencode(root.parent / "site") + b"/\xff.txt"))
    odd.write_text("a", encoding="utf-8")
    last(root).remember(SAID)
    assert last(root).recall() == Done("3 карточки", 2)
    odd.unlink()
    assert last(root).recall() is None


def test_a_file_just_changed_is_known_by_its_text(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the coarsest clock of a file system a file of the bank is compared with what was read of it."""
    monkeypatch.setattr(module, "RACY", 3_600_000_000_000)
    files = [path for folder in module.ROOTS for path in (root / folder).rglob("*") if path.is_file()]
    sums = {path.relative_to(root).as_posix(): sum_of(path.read_bytes()) for path in files}
    for wrong in (False, True):
        now = last(root)
        monkeypatch.setattr(now, "_settled", True)  # the settings and the theme are older
        now.remember(SAID, sums=sums | ({next(iter(sums)): bytes(16)} if wrong else {}))
        assert last(root).recall() == (None if wrong else Done("3 карточки", 2))


def test_a_file_just_changed_may_change_again_unseen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was changed within the coarsest clock of a file system is not trusted."""
    monkeypatch.setattr(module, "RACY", 3_600_000_000_000)
    (root / "build/last").unlink()
    last(root).remember(SAID)
    assert last(root).recall() is None
