"""The tables of what was seen, and the page content/help/embed-hosts.md they stand in between two headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from generator.words import day
from tests.sites import ROOT

PAGE = ROOT / "content" / "help" / "embed-hosts.md"
HEADING = "## Проверено в WordPress"
_PART = re.compile(rf"(?<=^{HEADING}\n\n).*?(?=^## )", re.DOTALL | re.MULTILINE)


def table(roles: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str:
    """A table in Markdown: a row for what was pasted, a column for neighbouring roles that saw the same, so that it fits a phone."""
    columns = [tuple(cells) for cells in zip(*rows.values(), strict=True)]
    groups = [(cells, [role for _, role in same]) for cells, same in groupby(zip(columns, roles, strict=True), key=itemgetter(0))]
    names = ["Все роли"] if len(groups) == 1 else [", ".join(group) for _, group in groups]
    lines = [("Что вставлено", *names), ("---",) * (len(names) + 1), *zip(rows, *(cells for cells, _ in groups), strict=True)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def measured(versions: Mapping[str, str], today: date, tables: Mapping[str, str]) -> str:
    """The part of the page that tests write: when and with what, and each table under its own heading."""
    what = ", ".join(f"{name} {version}" for name, version in versions.items())
    parts = [f"Проверено {day(today)}: {what}.", *(f"### {title}\n\n{text}" for title, text in tables.items())]
    return "\n\n".join(parts) + "\n\n"


def rows_of(text: str) -> list[str]:
    """The lines of all tables: what must not differ. Dates and versions may: they say when it was so."""
    return [line for line in text.splitlines() if line.startswith(("|", "### "))]


def written() -> str:
    """The measured part of the page as it is."""
    found = _PART.search(PAGE.read_text(encoding="utf-8"))
    assert found, f"{PAGE} has no heading «{HEADING}» with another after it"
    return found[0]


def rewrite(part: str) -> None:
    """Put a new measured part into the page."""
    PAGE.write_text(_PART.sub(lambda _: part, PAGE.read_text(encoding="utf-8"), count=1), encoding="utf-8", newline="\n")
