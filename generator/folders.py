"""Where a bank keeps what: its settings, its records, its theme, its caches."""

from __future__ import annotations

from pathlib import Path

FILE = "site_config.yml"
ROOTS = ("content", "practices")
STDIN_PATH = "practices/bez-imeni/index.md"  # what a text from the standard input is taken for
WORK = "build"  # caches; may be deleted at any time


def theme_of(root: Path) -> Path:
    """The bank's own theme, or the one that comes with the generator."""
    own = root / "theme"
    return own if (own / "pages").is_dir() else Path(__file__).parent.parent / "theme"
