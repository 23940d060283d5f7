"""Of a thousand single faults the checker names ninety-nine in a hundred where they are, and nothing in good files."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.survey import check_bank
from tests.check.faults import BANK, FILES, Fault, all_faults

TODAY = date(2026, 11, 22)
GOOD = 0.99
EVERY = 9  # bench/faults.py goes through all of them


@pytest.fixture(scope="module")
def faults() -> list[Fault]:
    """All faults."""
    return list(all_faults())


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the good bank that remembers what is known of its files."""
    copied = tmp_path_factory.mktemp("faults") / "bank"
    shutil.copytree(BANK, copied, ignore=shutil.ignore_patterns("build"))
    for path in copied.rglob("*"):
        os.utime(path, (time.time() - 60, time.time() - 60))
    check_bank(copied, TODAY, keep=False, cache=True)
    return copied


def found_in(bank: Path, fault: Fault) -> list[Diagnostic]:
    """The diagnostics of the damaged file."""
    found = check_bank(bank, TODAY, keep=False, cache=True, instead={fault.path: fault.text.encode()}).found
    return [diagnostic for diagnostic in found if diagnostic.place.path == fault.path]


def names(fault: Fault, diagnostic: Diagnostic) -> bool:
    """True when the diagnostic says what is wrong and where."""
    return diagnostic.rule.startswith(fault.rules) and diagnostic.place.line in fault.lines


def test_enough(faults: list[Fault]) -> None:
    """The corpus is large and every file has its share."""
    assert len(faults) >= 3000
    assert min(Counter(fault.path for fault in faults).values()) >= 10


def test_found_at_their_lines(bank: Path, faults: list[Fault]) -> None:
    """At least 99 of 100 are named on their line."""
    missed = []
    faults = faults[::EVERY]
    for fault in faults:
        seen = found_in(bank, fault)
        if not any(names(fault, item) for item in seen):
            said = sorted({f"{item.place.line}:{item.rule}" for item in seen})
            missed.append(f"{fault.path}: {fault.name}: {said}, нужно {fault.rules} в {fault.lines}")
    assert len(missed) <= (1 - GOOD) * len(faults), f"{len(missed)} из {len(faults)}\n" + "\n".join(missed)


def test_nothing_in_good_files() -> None:
    """The files the faults are made of have none."""
    assert not [item for item in check_bank(BANK, TODAY, keep=False).found if item.severity is not Severity.HINT]


@pytest.mark.parametrize("path", FILES)
def test_sound_as_text(path: str) -> None:
    """A file read from memory is checked as the one on the disk."""
    data = Path(BANK / path).read_bytes()
    assert not [item for item in check_bank(BANK, TODAY, keep=False, instead={path: data}).found if item.severity is not Severity.HINT]
