"""nastavnik: a bank of mentoring practices as Markdown, checked, built into a static site, embedded by schools."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic

__version__ = "0.1.0"
__all__ = ["__version__", "check_bank"]


def check_bank(root: str | Path, today: date) -> tuple[Diagnostic, ...]:
    """Every diagnostic of the bank in the folder `root`, by file and top to bottom; `today` is the day it is checked for.

    A diagnostic has `rule`, `severity`, `place` (path, line and column from 1, end exclusive), `message`, `hint`, `fix`.
    Never raises for what the files hold; a folder without site_config.yml is a diagnostic too. Nothing is written.

    >>> from datetime import date
    >>> from generator import check_bank
    >>> [diagnostic.rule for diagnostic in check_bank("bank", date(2026, 11, 22)) if diagnostic.severity.value == "error"]
    """
    from generator.survey import check_bank as survey  # noqa: PLC0415  # importing the package must cost nothing

    return survey(Path(root), today, keep=False).found
