"""Banks of tests/banks as built sites, and small things the tests of a whole site share."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import unescape
from pathlib import Path

from generator import check_bank
from generator.diagnostics import Diagnostic
from generator.pipeline import Built, Options, build_site

ROOT = Path(__file__).parents[1]
BANKS = ROOT / "tests" / "banks"
SHIPPED = "shipped"  # in place of a name of tests/banks: the bank of this repository
TODAY = date(2026, 11, 22)


_WRITTEN = re.compile(r"^(?:updated|created|date): (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def day_of(root: Path) -> date:
    """The day a bank is looked at: the tests' own, or the last on which something was written there. So tests outlive a new card."""
    paths = (path for part in ("practices", "content") for path in (root / part).rglob("*.md") if "events" not in path.parts)  # these lie ahead
    written = (found for path in paths for found in _WRITTEN.findall(path.read_text("utf-8", "replace")))
    return max([TODAY, *(day for text in written if (day := _day(text)))])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # a broken bank has such days
        return None


@dataclass(frozen=True)
class Site:
    """A bank that was copied to `root` and built into `out`."""

    root: Path
    out: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file of the site by path, as they were when first asked for."""
        return contents(self.out)

    def page(self, url: str) -> str:
        """The HTML of the page at an address of the site."""
        return (self.out / url / "index.html").read_text(encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by path; a missing folder has none."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def copied(bank: str, folder: Path) -> Path:
    """A copy of tests/banks/BANK, or of the shipped bank, that a test may build and change."""
    if bank == SHIPPED:
        for part in ("content", "practices"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "site_config.yml", folder)
    else:
        shutil.copytree(BANKS / bank, folder, ignore=shutil.ignore_patterns("build", "site"))
    return folder


def again(site: Site, bank: str, folder: Path) -> Path:
    """A copy of the bank beside what the engine made of it: to build it once more takes a second."""
    root = copied(bank, folder)
    shutil.copytree(site.root / "build", root / "build")
    return root


def check_folder(root: Path, today: date) -> list[Diagnostic]:
    """The diagnostics of the bank in `root`, by the package's own function."""
    return list(check_bank(root, today))


def build(root: Path, out: Path, *, today: date | None = None, url: str = "", cache: bool = True) -> Built:
    """The result of building the bank in `root`, without a word said."""
    return build_site(root, out, Options(today=today or day_of(root), url=url, cache=cache), lambda _: None)


def made(root: Path, out: Path, *, url: str = "") -> Site:
    """A site that must come out."""
    built = build(root, out, url=url)
    assert built.done, told(built)
    return Site(root, out)


def told(built: Built) -> str:
    """Why a site was not built, a line a fault."""
    return lines(built.found or built.checked.found)


def lines(found: tuple[Diagnostic, ...] | list[Diagnostic]) -> str:
    """Diagnostics a line each."""
    return "\n".join(f"{item.place.path}:{item.place.line}: {item.rule} {item.message}" for item in found)


def words(html: str) -> str:
    """What a reader reads of a page: no tags, no doubled spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def replaced(path: Path, changes: Mapping[str, str]) -> None:
    """Rewrite a file; every text to be replaced must be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, f"{path} holds no {old!r}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
