"""A site reaches the disk as a whole or not at all, and only what changed is written."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publish import writer
from generator.publish.manifest import MANIFEST
from generator.publish.writer import Busy, NotOurs, Written, locked, write_site
from tests.sites import build, contents

SITE = {MANIFEST: b"{}", "index.html": b"<p>one</p>", "a/index.html": b"<p>a</p>", "a/b/c.txt": b"c"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a site of ours in it."""
    write_site(tmp_path / "site", SITE)
    return tmp_path / "site"


def around(out: Path) -> list[str]:
    """What lies beside the site."""
    return sorted(path.name for path in out.parent.iterdir())


def test_writes_exactly_the_files(out: Path) -> None:
    """The folder holds the files and nothing else, and nothing is left beside it."""
    assert contents(out) == SITE
    assert around(out) == ["site"]


def test_missing_parents_are_made(tmp_path: Path) -> None:
    """The output folder may lie in folders that are not there yet."""
    assert write_site(tmp_path / "a/b/site", SITE) == Written(len(SITE), 0)
    assert contents(tmp_path / "a/b/site") == SITE


def test_unchanged_files_are_not_written(out: Path) -> None:
    """What did not change keeps its inode and its time, even when its neighbour changed."""
    before = {name: (out / name).stat() for name in SITE}
    assert write_site(out, {**SITE, "index.html": b"<p>two</p>"}) == Written(1, 0)
    after = {name: (out / name).stat() for name in SITE}
    assert {name for name in SITE if before[name].st_ino != after[name].st_ino} == {"index.html"}
    assert {name for name in SITE if before[name].st_mtime_ns != after[name].st_mtime_ns} == {"index.html"}


def test_same_site_is_not_touched(out: Path) -> None:
    """When nothing changed the folder itself stays as it is."""
    before = out.stat()
    assert write_site(out, SITE) == Written(0, 0)
    assert (out.stat().st_ino, out.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_stale_files_and_folders_go(out: Path) -> None:
    """What the site no longer has is removed with its empty folders."""
    assert write_site(out, {name: data for name, data in SITE.items() if not name.startswith("a/")}) == Written(0, 2)
    assert sorted(path.name for path in out.iterdir()) == ["api", "index.html"]


def test_file_may_become_a_folder(out: Path) -> None:
    """A path that was a file becomes a folder and the other way round."""
    files = {MANIFEST: b"{}", "index.html/x": b"1", "a": b"2"}
    write_site(out, files)
    assert contents(out) == files


def test_old_hard_links_do_not_change(out: Path, tmp_path: Path) -> None:
    """A mirror made of hard links to the old files keeps the old bytes: files are replaced, not written over."""
    (tmp_path / "mirror").hardlink_to(out / "index.html")
    write_site(out, {**SITE, "index.html": b"new"})
    assert (tmp_path / "mirror").read_bytes() == SITE["index.html"]


@pytest.mark.parametrize("name", ["report.docx", ".git/config", "index.html"])
def test_foreign_folder_is_refused(tmp_path: Path, name: str) -> None:
    """A folder with files this program did not make is never written to."""
    folder = tmp_path / "documents"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_bytes(b"precious")
    with pytest.raises(NotOurs):
        write_site(folder, SITE)
    assert contents(folder) == {name: b"precious"}


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """An output path that is a file is not a site of ours."""
    (tmp_path / "site").write_bytes(b"precious")
    with pytest.raises(NotOurs):
        write_site(tmp_path / "site", SITE)
    assert (tmp_path / "site").read_bytes() == b"precious"


def test_empty_folder_is_fine(tmp_path: Path) -> None:
    """An empty folder made beforehand is taken."""
    (tmp_path / "site").mkdir()
    write_site(tmp_path / "site", SITE)
    assert contents(tmp_path / "site") == SITE


def test_crash_between_the_renames_is_mended(out: Path) -> None:
    """A site left aside by a crash comes back before anything else happens, and the half-made one goes."""
    out.rename(out.with_name(".site.old"))
    out.with_name(".site.new").mkdir()
    (out.with_name(".site.new") / "half").write_bytes(b"")
    assert write_site(out, {**SITE, "new.txt": b"x"}) == Written(1, 0)
    assert around(out) == ["site"]


def test_leftovers_of_a_crash_do_not_get_into_the_site(out: Path) -> None:
    """A half-made folder of an earlier run is thrown away, not built upon."""
    out.with_name(".site.new").mkdir()
    (out.with_name(".site.new") / "half").write_bytes(b"")
    write_site(out, {**SITE, "new.txt": b"x"})
    assert "half" not in contents(out)


def test_interruption_between_the_renames_loses_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C at the one moment when no site stands: the old one lies aside, and the next build puts it back."""
    rename, done = Path.rename, []

    def interrupted(path: Path, target: Path) -> Path:
        if done:
            raise KeyboardInterrupt
        done.append(path)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_site(out, {**SITE, "index.html": b"new"})
    monkeypatch.undo()
    assert contents(out.with_name(".site.old")) == SITE
    assert write_site(out, SITE) == Written(0, 0)
    assert contents(out) == SITE
    assert around(out) == ["site"]


@pytest.mark.parametrize("after", [0, 1, 2])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_failure_in_the_middle_leaves_the_old_site(out: Path, monkeypatch: pytest.MonkeyPatch, after: int, code: int) -> None:
    """A disk that fills up while files are written leaves the old site whole and nothing beside it."""
    write, done = writer._write, []

    def failing(path: str, data: bytes) -> None:
        if len(done) == after:
            raise OSError(code, "failed", path)
        done.append(path)
        write(path, data)

    monkeypatch.setattr(writer, "_write", failing)
    with pytest.raises(OSError, match="failed"):
        write_site(out, {**SITE, "index.html": b"new", "x.html": b"x", "y.html": b"y"})
    monkeypatch.undo()
    assert contents(out) == SITE
    assert around(out) == ["site"]


def test_interruption_leaves_the_old_site(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for Ctrl+C."""

    def interrupted(path: str, data: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writer, "_write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_site(out, {**SITE, "index.html": b"new"})
    monkeypatch.undo()
    assert contents(out) == SITE
    assert around(out) == ["site"]


def test_failed_second_rename_brings_the_old_site_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new folder cannot take its place the old one takes it again."""
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == ".site.new":
            raise OSError(errno.EIO, "failed", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="failed"):
        write_site(out, {**SITE, "index.html": b"new"})
    monkeypatch.undo()
    assert contents(out) == SITE
    assert around(out) == ["site"]


def test_disk_without_hard_links_still_works(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system knows no hard links (FAT, some network folders) files are copied instead."""

    def refused(source: object, target: object, **_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(writer.os, "link", refused)
    write_site(out, {**SITE, "index.html": b"new"})
    assert contents(out) == {**SITE, "index.html": b"new"}


def test_lock_is_held_by_one(tmp_path: Path) -> None:
    """A second build of the same bank gets Busy; when the first is through, the lock is free, even after an error in it."""
    with pytest.raises(RuntimeError), locked(tmp_path / "work"):
        with pytest.raises(Busy), locked(tmp_path / "work"):
            pass
        raise RuntimeError
    with locked(tmp_path / "work"):
        pass


def test_parallel_build_is_busy_and_touches_nothing(bank: Callable[[str], Path], tmp_path: Path) -> None:
    """A build of a bank that another is building ends with Busy and writes nothing."""
    root = bank("minimal")
    with locked(root / "build"), pytest.raises(Busy):
        build(root, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_busy_build_does_not_mend_what_is_not_broken(bank: Callable[[str], Path], out: Path) -> None:
    """Between the two renames of one build a second one must not take the site set aside for one left by a crash."""
    root = bank("minimal")
    out.rename(out.with_name(".site.old"))
    with locked(root / "build"), pytest.raises(Busy):
        build(root, out)
    assert out.with_name(".site.old").is_dir()
    assert not out.exists()


def test_files_of_others_stay(out: Path) -> None:
    """What a host's owner has put beside the site (CNAME, .well-known/) is there after every build, and only that."""
    write_site(out, {"index.html": b"a", "old.html": b"b", MANIFEST: b'{"files": {"index.html": {}, "old.html": {}}}'})
    (out / "CNAME").write_text("bank.example", encoding="utf-8")
    (out / ".well-known").mkdir()
    (out / ".well-known/token").write_bytes(b"t")
    files = {"index.html": b"new", MANIFEST: b'{"files": {"index.html": {}}}'}
    assert write_site(out, files) == Written(2, 1)
    assert contents(out) == {**files, "CNAME": b"bank.example", ".well-known/token": b"t"}
    assert write_site(out, files) == Written(0, 0)
