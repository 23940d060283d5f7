"""A bank in which every file is broken in its own way: one run tells of all of them, and nothing that stood is lost."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic, Severity
from tests.sites import BANKS, ROOT, TODAY, build, check_folder, contents, copied, made

GOLDEN = Path(__file__).parent / "golden" / "broken.txt"
NEWS = "content/schools/primer/news"
# Files that cannot be kept in a repository.
LINK, LARGE, ENDLESS = f"{NEWS}/50-link.md", f"{NEWS}/51-large.md", f"{NEWS}/52-endless.md"
# Odd but harmless: these must cost nothing and need no complaint.
HARMLESS = {f"{NEWS}/36-brackets-in-text.md", ENDLESS}


def _broken(folder: Path) -> Path:
    """The minimal bank with the broken files laid over it."""
    root = copied("minimal", folder)
    shutil.copytree(BANKS / "broken", root, dirs_exist_ok=True)
    (root / LINK).symlink_to("/etc/passwd")
    head = "---\ntitle: Наставники провели неделю открытых уроков\ndate: 2026-10-12\n---\n\n"
    (root / LARGE).write_text(head + "Наставники. " * 15_000, encoding="utf-8")
    (root / ENDLESS).write_text(head + "---@" * 40_000, encoding="utf-8")
    return root


OF_MANY = {"B002", "B005"}  # one card is like another: many of the broken ones are copies of the sound one


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The broken bank; no test changes it."""
    return _broken(tmp_path_factory.mktemp("broken") / "bank")


@pytest.fixture(scope="module")
def found(root: Path) -> list[Diagnostic]:
    """What one run says of it."""
    return check_folder(root, TODAY)


def test_one_run_tells_of_everything(found: list[Diagnostic], golden: Callable[[Path, str], None]) -> None:
    """Rule, path, line and sentence of every fault, as a golden table."""
    golden(GOLDEN, "".join(f"{item.rule} {item.severity.value[0].upper()} {item.place.path}:{item.place.line} {item.message}\n" for item in found))


def test_every_broken_file_is_named(found: list[Diagnostic]) -> None:
    """A broken file never hides another: each of the files has its own diagnostic."""
    named = {item.place.path for item in found}
    laid = {path for path in contents(BANKS / "broken") if path not in (".gitattributes", "README.md")} | {LINK, LARGE, ENDLESS}
    assert len(laid) >= 60
    assert laid - named == HARMLESS


def test_sound_files_are_not_blamed(found: list[Diagnostic]) -> None:
    """The files of the sound bank below have no diagnostic: nobody pays for another's fault."""
    sound = set(contents(BANKS / "minimal")) - set(contents(BANKS / "broken"))
    assert [(item.rule, item.place.path) for item in found if item.place.path in sound and item.rule not in OF_MANY] == []


def test_many_rules_are_met(found: list[Diagnostic]) -> None:
    """The faults are of many kinds: at least forty rules speak."""
    assert len(Counter(item.rule for item in found)) >= 40


def test_sentences_are_whole(found: list[Diagnostic]) -> None:
    """Every diagnostic is a Russian sentence with a hint; a place is inside its file; nothing of Python leaks out."""
    for item in found:
        assert re.match(r"[«А-ЯЁ]", item.message), item
        assert item.message.endswith((".", "!", "…")), item
        assert item.hint, item
        assert item.place.line >= 1, item
        assert item.place.column >= 1, item
        assert not re.search(r"Traceback|Error|None\b|NoneType|\bdict\b|<class|\bTrue\b|\bFalse\b", item.message + item.hint), item


def test_places_are_inside_the_files(root: Path, found: list[Diagnostic]) -> None:
    """The line of a diagnostic exists in the file as an editor counts lines."""
    for item in found:
        path = root / item.place.path
        if path.is_symlink() or not path.is_file():
            continue
        assert item.place.line <= max(1, path.read_bytes().count(b"\n") + 1), item


def test_faults_say_nothing_private(found: list[Diagnostic]) -> None:
    """A report is a publication too: it repeats neither the phone nor the address it complains of, nor the file behind a link."""
    said = " ".join(item.message + item.hint for item in found if item.rule.startswith("C"))
    assert "000-00" not in said
    assert "@school" not in said
    assert "root:" not in " ".join(item.message for item in found)


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "rdjsonl"])
def test_check_exits_with_one(root: Path, form: str) -> None:
    """`check` ends with code 1 in every format, without a traceback, and has read the whole bank."""
    command = [sys.executable, "-m", "generator", "-C", str(root), "check", "--today", "2026-11-22", "--format", form]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "40-not-closed-list.md" in done.stdout


def test_every_file_alone_is_told_of(found: list[Diagnostic], tmp_path: Path) -> None:
    """Laid alone over the sound bank, a file gives what it gave among the others: faults do not lean on each other."""
    whole = Counter((item.rule, item.place.path) for item in found)
    for number, path in enumerate(sorted(contents(BANKS / "broken"))):
        if path in (".gitattributes", "README.md"):
            continue
        root = copied("minimal", tmp_path / str(number))
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BANKS / "broken" / path, root / path)
        alone = Counter((item.rule, item.place.path) for item in check_folder(root, TODAY) if item.place.path == path and item.rule not in OF_MANY)
        assert alone == Counter({key: count for key, count in whole.items() if key[1] == path and key[0] not in OF_MANY}), path
        shutil.rmtree(root)


def test_old_site_stays(tmp_path: Path) -> None:
    """A site built before stays byte for byte; the failed build leaves nothing beside it and says why."""
    out = tmp_path / "site"
    made(copied("minimal", tmp_path / "sound"), out)
    before = contents(out)
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    root = _broken(tmp_path / "broken")
    built = build(root, out)
    assert not built.done
    assert any(item.severity is Severity.ERROR for item in built.checked.found)
    assert contents(out) == before
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == stamps
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken", "site", "sound"]


def test_build_exits_with_one(root: Path, tmp_path: Path) -> None:
    """`build` ends with code 1, publishes nothing and says so in one sentence."""
    command = [sys.executable, "-m", "generator", "-C", str(root), "build", "--today", "2026-11-22", "-o", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.rstrip().endswith("nastavnik: в банке ошибки, публиковать нельзя. Сайт не собран.")
    assert not (tmp_path / "site").exists()
