"""What checking and building the shipped bank costs, beside what MkDocs alone asks for the same texts.

    .venv/bin/python bench/bank.py            five rounds, about three minutes
    .venv/bin/python bench/bank.py --runs 1   one round, to see that it works

How to read the table. A row is one command, run once a round on a copy of the bank in a temporary folder; the rows take
turns, so that a busy minute of the machine falls on all of them. The figures are medians.

* CPU s: processor seconds, user and system, of the command and all the processes it started. Unlike the time on the clock
  they hardly depend on what else the machine does; the least and the greatest of the rounds stand beside the median, and
  two rows whose ranges meet do not differ.
* peak MiB: resident memory of the greatest single process (a build starts the engine as a second one, before it needs
  much memory itself).
* pages, files: what lies in the output folder afterwards. The sites are not the same: ours has listings, sections of
  schools, an API, feeds and a search; theirs has the hand-written pages and cards as they are, and Material's search.

The rows:

* check: every rule on every file;
* build, cold: no cache, no earlier site;
* build, one card edited: the cache and the site of the previous build are there, one card has a new sentence;
* build, nothing changed: the same without the edit;
* mkdocs build: the peer. Stock Material, Russian, its search, the bank's Markdown as plain pages. It checks links only and
  keeps no cache, so this is also its price of a change;
* mkdocs build --dirty, one card edited: its own quick way, which writes only the pages that changed and empties the search
  index of all the others (so it is for previews, not for publishing).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("content", "practices", "site_config.yml")
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}  # Material's advertisements
MKDOCS = """\
site_name: Peer
site_url: https://peer.example/
theme: {name: material, language: ru, font: false}
markdown_extensions: [tables, sane_lists]
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took."""

    cpu: float
    memory: float


@dataclass(slots=True)
class Scene:
    """A row of the table: `prepare` brings the folder to its state, `command` is measured, `verify` looks at the result."""

    name: str
    command: Sequence[str]
    site: Path | None
    prepare: Callable[[], object] = lambda: None
    verify: Callable[[], bool] = lambda: True
    costs: list[Cost] = field(default_factory=list)

    def run(self) -> None:
        """One run."""
        self.prepare()
        self.costs.append(measure(self.command))
        if not self.verify():
            raise SystemExit(f"bench: «{self.name}» ended well and did not do its work")

    def row(self) -> tuple[str, ...]:
        """The cells of its row."""
        cpu = [cost.cpu for cost in self.costs]
        memory = statistics.median(cost.memory for cost in self.costs)
        pages, files = counted(self.site)
        return (self.name, f"{statistics.median(cpu):.2f}", f"{min(cpu):.2f}–{max(cpu):.2f}", f"{memory:.0f}", pages, files)


class Card:
    """One card, as it lies in both folders: edited, it shows a mark that no earlier edit had."""

    def __init__(self, source: Path, page: Path) -> None:
        self.source, self.page = source, page
        self.text = source.read_text(encoding="utf-8").rstrip()
        self.edits = 0

    @property
    def mark(self) -> str:
        """The words of the last edit."""
        return f"Правка номер {self.edits}."

    def edit(self) -> None:
        """Write a new sentence at the end of the card."""
        self.edits += 1
        self.source.write_text(f"{self.text}\n\n{self.mark}\n", encoding="utf-8")

    def shown(self) -> bool:
        """True when the built page has the last edit."""
        return self.mark in self.page.read_text(encoding="utf-8")


def main() -> None:
    """Read the arguments, run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="rounds (5)")
    runs = parser.parse_args().runs
    if runs < 1:
        parser.error("--runs: at least one round is needed")
    with tempfile.TemporaryDirectory(prefix="bench-bank-") as name:
        folder = Path(name)
        ours, peer = folder / "bank", folder / "peer"
        copy_bank(ours)
        cards = copy_pages(peer)
        scenes = [*our_scenes(ours), *peer_scenes(peer, cards[0])]
        measure(scenes[0].command)  # compiles the modules, and stops here when the bank has errors
        for number in range(1, runs + 1):
            print(f"round {number} of {runs}", file=sys.stderr, flush=True)
            for scene in scenes:
                scene.run()
        pages = sum(1 for _ in (peer / "docs").rglob("*.md"))
        print(f"{len(cards)} cards, {pages} Markdown files in all; {runs} {'round' if runs == 1 else 'rounds'}, medians; Python {sys.version.split()[0]}\n")
        print(table([scene.row() for scene in scenes]))


def our_scenes(bank: Path) -> list[Scene]:
    """The rows of this project; each build leaves what the next row needs."""
    command = [sys.executable, "-m", "generator", "-C", str(bank)]
    site = bank / "site"
    sources = sorted((bank / "practices").glob("*/index.md"))
    source = next(path for path in sources if "\nstatus: published\n" in path.read_text(encoding="utf-8"))
    card = Card(source, site / "practices" / source.parent.name / "index.html")

    def forget() -> None:
        for path in (site, bank / "build"):
            shutil.rmtree(path, ignore_errors=True)

    return [
        Scene("nastavnik check", [*command, "check"], None),
        Scene("nastavnik build, cold", [*command, "build"], site, forget, card.page.is_file),
        Scene("nastavnik build, one card edited", [*command, "build"], site, card.edit, card.shown),
        Scene("nastavnik build, nothing changed", [*command, "build"], site, verify=card.shown),
    ]


def peer_scenes(peer: Path, source: Path) -> list[Scene]:
    """The rows of MkDocs."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(peer / "mkdocs.yml")]
    site = peer / "site"
    card = Card(source, site / "practices" / source.parent.name / "index.html")
    return [
        Scene("mkdocs build (Material)", command, site, lambda: shutil.rmtree(site, ignore_errors=True), card.page.is_file),
        Scene("mkdocs build --dirty, one card edited", [*command, "--dirty"], site, card.edit, card.shown),
    ]


def copy_bank(bank: Path) -> None:
    """The shipped bank without its site and its cache."""
    bank.mkdir()
    for part in PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, bank / part)


def copy_pages(peer: Path) -> list[Path]:
    """The bank's Markdown as a MkDocs project; returns the cards."""
    docs = peer / "docs"
    for source, target in ((ROOT / "content", docs), (ROOT / "practices", docs / "practices")):
        for path in sorted(source.rglob("*.md")):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    (peer / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    return sorted((docs / "practices").glob("*/index.md"))


def measure(command: Sequence[str]) -> Cost:
    """Run a command to its end; stops the bench when it fails."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **QUIET}, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)  # with the processes it started and waited for
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"bench: {' '.join(command)}: exit code {process.returncode}\n{said.read().decode(errors='replace')[-3000:]}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def counted(site: Path | None) -> tuple[str, str]:
    """How many pages and files a site has, as cells."""
    if site is None:
        return "–", "–"
    files = [path for path in site.rglob("*") if path.is_file()]
    return str(sum(path.suffix == ".html" for path in files)), str(len(files))


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows under their headings, numbers to the right."""
    head = ("command", "CPU s", "least–most", "peak MiB", "pages", "files")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = []
    for row in (head, tuple("-" * width for width in widths), *rows):
        cells = [cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    main()
