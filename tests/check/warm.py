"""A copy of a bank that remembers what is known of its files, so that checking one text again costs 20 ms."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.survey import check_bank
from tests.sites import ROOT, day_of

TODAY = day_of(ROOT)
PARTS = ("site_config.yml", "content", "practices")


def warmed(bank: Path, folder: Path) -> Path:
    """A copy of the bank in `folder`, checked once; its files look a minute old, because younger ones are read again."""
    for part in PARTS:
        copy = shutil.copy if (bank / part).is_file() else shutil.copytree
        folder.mkdir(parents=True, exist_ok=True)
        copy(bank / part, folder / part)
    minute = time.time() - 60
    for path in folder.rglob("*"):
        os.utime(path, (minute, minute))
    check_bank(folder, TODAY, keep=False, cache=True)
    return folder


def checked(bank: Path, path: str, data: bytes) -> tuple[Diagnostic, ...]:
    """What is found in the bank when `data` stand at `path`."""
    return check_bank(bank, TODAY, keep=False, cache=True, instead={path: data}).found
