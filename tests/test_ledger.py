"""The ledger saves looking at files that did not change, and never hides a fault."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from generator import ledger
from generator.check.examine import Examiner
from generator.folders import WORK
from generator.survey import check_bank
from tests.sites import BANKS

TODAY = date(2026, 11, 22)
CARD = "practices/primer/index.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the minimal bank whose files are old enough to be trusted."""
    copied = tmp_path / "bank"
    shutil.copytree(BANKS / "minimal", copied, ignore=shutil.ignore_patterns("build"))
    age(copied)
    return copied


def age(root: Path) -> None:
    """Put every file's time an hour back."""
    for path in root.rglob("*"):
        if path.is_file() and WORK not in path.parts:
            os.utime(path, (time.time() - 3600, time.time() - 3600))


def looked_at(root: Path) -> tuple[list[str], list[str]]:
    """Paths looked at by a check with the ledger, and the rules it found broken."""
    seen: list[str] = []
    real = Examiner.__call__

    def spy(self: Examiner, entry: object, data: bytes) -> object:
        seen.append(entry.path)  # type: ignore[attr-defined]
        return real(self, entry, data)  # type: ignore[arg-type]

    with patch.object(Examiner, "__call__", spy):
        found = check_bank(root, TODAY, keep=False, cache=True).found
    return seen, [diagnostic.rule for diagnostic in found]


def test_second_check_looks_at_nothing(root: Path) -> None:
    """What did not change is not looked at again."""
    assert CARD in looked_at(root)[0]
    assert looked_at(root) == ([], [])


def test_edited_card_is_looked_at(root: Path) -> None:
    """Only the changed card is, its fault is found, and is found again from the ledger."""
    looked_at(root)
    text = (root / CARD).read_text(encoding="utf-8")
    (root / CARD).write_text(text.replace("status: published", "status: publish"), encoding="utf-8")
    assert looked_at(root) == ([CARD], ["F104"])
    age(root)
    looked_at(root)
    assert looked_at(root) == ([], ["F104"])


def test_same_size_same_second(root: Path) -> None:
    """A change that leaves the size alone, made right after the check, is seen."""
    age(root)
    os.utime(root / CARD)
    looked_at(root)
    text = (root / CARD).read_text(encoding="utf-8")
    status = (root / CARD).stat()
    (root / CARD).write_text(text.replace("status: published", "status: publishet"), encoding="utf-8")
    os.utime(root / CARD, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert looked_at(root)[0] == [CARD]


@pytest.mark.parametrize("what", ["settings", "vocabulary", "version"])
def test_other_premises(root: Path, what: str) -> None:
    """Other settings, vocabularies or another version of the program make everything be looked at."""
    looked_at(root)
    if what == "settings":
        path = root / "site_config.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("name: ", "name: Новый ", 1), encoding="utf-8")
    elif what == "vocabulary":
        path = root / "content/vocabulary/topics.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("terms:", "terms:\n  - {id: novaya, label: новая тема}", 1), encoding="utf-8")
    with patch.object(ledger, "version", lambda: "другая" if what == "version" else real()):
        assert CARD in looked_at(root)[0]


real = ledger.version


@pytest.mark.parametrize("damage", [b"", b"nastavnik", b"x" * 5000])
def test_damaged_ledger(root: Path, damage: bytes) -> None:
    """A damaged ledger is none."""
    looked_at(root)
    (root / WORK / "ledger").write_bytes(damage)
    assert CARD in looked_at(root)[0]


def test_forged_ledger(root: Path) -> None:
    """A ledger that came with the bank is not believed: it would hide faults."""
    looked_at(root)
    path = root / WORK / "ledger"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    assert CARD in looked_at(root)[0]


def test_nothing_changed_nothing_written(root: Path) -> None:
    """A check that learned nothing leaves the ledger alone."""
    looked_at(root)
    before = (root / WORK / "ledger").stat().st_mtime_ns
    looked_at(root)
    assert (root / WORK / "ledger").stat().st_mtime_ns == before


def test_bank_that_cannot_be_written(root: Path) -> None:
    """Where nothing can be kept, the check works all the same."""
    (root / WORK).write_text("", encoding="utf-8")
    assert looked_at(root)[1] == []
    assert CARD in looked_at(root)[0]


def test_without_cache_nothing_is_written(root: Path) -> None:
    """The check as a function leaves no trace."""
    check_bank(root, TODAY)
    assert not (root / WORK).exists()
