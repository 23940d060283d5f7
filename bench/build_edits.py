"""One card as its editor changes it, in the bank or in a peer's project, and what a run wrote of a site."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CARD, OTHER = "praktika-0-001", "praktika-0-002"
MARK = "Правка для замера"
_TITLE = re.compile(r'^(title: .*?)(["\']?)$', re.MULTILINE | re.IGNORECASE)


@dataclass(slots=True)
class Edited:
    """A card that is edited: no two edits are alike, and its page shows the last one."""

    name: str
    source: Path
    text: str
    edits: int = 0

    @classmethod
    def of(cls, texts: Path, name: str = CARD) -> Edited:
        """A card in the folder of all texts, without what a run left that was broken off."""
        source = texts / "practices" / name / "index.md"
        text = source.read_text(encoding="utf-8").partition(f"\n\n{MARK}")[0]
        return cls(name, source, re.sub(rf", {MARK.lower()} № \d+", "", text).rstrip() + "\n")

    @property
    def mark(self) -> str:
        """The words of the last edit."""
        return f"равка для замера № {self.edits}"  # the first letter is a capital or is not

    def sentence(self) -> None:
        """A new sentence at the end of the card."""
        self.edits += 1
        self.source.write_text(f"{self.text}\n{MARK} № {self.edits}.\n", encoding="utf-8")

    def title(self) -> None:
        """Another title."""
        self.edits += 1
        self.source.write_text(_TITLE.sub(rf"\1, {MARK.lower()} № {self.edits}\2", self.text, count=1), encoding="utf-8")

    def restore(self) -> None:
        """The card as it was."""
        self.source.write_text(self.text, encoding="utf-8")

    def shown(self, site: Path) -> bool:
        """Whether the card's page has the last edit."""
        page = site / "practices" / self.name / "index.html"
        try:
            return self.mark in page.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):  # it is being written
            return False


Stamps = Mapping[str, tuple[int, int]]


def stamps(site: Path) -> Stamps:
    """Inode and time of change of every file of a site."""
    found: dict[str, tuple[int, int]] = {}
    folders = [str(site)] if site.is_dir() else []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    known = entry.stat(follow_symlinks=False)
                    found[entry.path] = (known.st_ino, known.st_mtime_ns)
    return found


def written(before: Stamps, after: Stamps) -> int:
    """How many files are new, or were written anew."""
    return sum(before.get(path) != stamp for path, stamp in after.items())


def size_of(site: Path) -> tuple[int, int]:
    """Files and bytes of a site."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
