"""What building costs beside other site generators: all cold, one card edited, a card saved under a watching server.

    .venv/bin/python -m bench.build --work /tmp/bench                         all tables for 2,000 cards, half an hour or so
    .venv/bin/python -m bench.build --cold --cards 500 --rounds 1             a quick look
    .venv/bin/python -m bench.build --cold --cards 2000 10000 --peers hugo eleventy
    .venv/bin/python -m bench.build --warm --serve --peers                    ours alone
    .venv/bin/python -m bench.build --shipped --out table.md                  the shipped bank

How to read the tables. A row is one command, run once a round; the rows take turns, so that a busy minute of the machine
falls on all of them. Figures are medians over the rounds; «ours ÷ it» is the median of the ratios within each round: below
one we are the quicker. On a busy machine believe these, and of them the first.

* CPU s: processor seconds, user and system, of the command and all processes it started; wall s: time on the clock.
* peak MiB: resident memory of the greatest single process. Ours starts the engine and workers, so this is less than the sum.
* same: the site has exactly the cards of the bank, and each page of a facet exactly the cards that have the value.
* cold: nothing built before and no caches. Our first row writes its caches, as a first build does. «+ Pagefind» is the sum of
  a build and of Pagefind's index of that very site.
* warm: everything built before; then nothing, a sentence or the title of one card is changed and the whole command run again.
* serve: from the moment one card is saved until its page on the disk has changed, and processor time of all processes of the
  server until they rest; each server is started alone. Processor time comes in steps of 10 ms. Ours shows a saved text before it
  is on the disk.
* shipped: the bank of this repository; the engine's part is what a run saves when only the engine's result is kept.

The peers get the same texts with the same facts (bench.build_export), themes of bench/peers/ that do comparable work – a
page for each card with its front matter as facts, listings of sixty for each value of each facet, schools with their news –
and nothing of the rest: no checks, similar cards, API, feeds, calendars, embeds, navigator. Material and Zensical bring their
own search, and get the pages of facets as ready Markdown. What takes longer than a minute runs in the first round only.
They are installed under the work folder, never into the project; one that cannot be had is left out, with a word why.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.build_edits import OTHER, Edited
from bench.build_equal import compare
from bench.build_rows import Row, difference, figures, has_site, note, rounds, without
from bench.build_serve import watched
from bench.build_tools import MAKERS, OURS, ROOT, Lineup, Tool, own_tool, ready
from bench.check import ours, said
from bench.corpus import PARTS
from bench.search_measures import table
from bench.tools import say

HEAD = ("CPU s", "wall s", "ours ÷ it, CPU", "ours ÷ it, wall", "peak MiB")
SEARCH = ("поиск", "search")
SETTLED = 2.1  # seconds after which the time of a file tells of a later change


def main() -> None:
    """Read the arguments, measure, print the tables."""
    options = _options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # no program is to be compiled anew at every run
    parts: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench-build-") as name:
        work: Path = (options.work or Path(name)).absolute()
        work.mkdir(parents=True, exist_ok=True)
        try:
            for text in _tables(options, work, Path(name)):
                print(text, flush=True)
                parts.append(text)
        except KeyboardInterrupt:
            say("bench: broken off")
        if options.out:
            options.out.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, text in (
        ("cold", "builds without caches"),
        ("warm", "one card edited"),
        ("serve", "a card saved under a server"),
        ("shipped", "the shipped bank"),
    ):
        parser.add_argument(f"--{name}", action="store_true", help=f"only this table, and others that are named: {text}")
    parser.add_argument("--cards", type=int, nargs="+", default=[2000], metavar="N", help="sizes of the banks (2000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds (3)")
    parser.add_argument("--edits", type=int, default=5, metavar="N", help="cards saved under each server (5)")
    parser.add_argument(
        "--peers", nargs="*", choices=tuple(MAKERS), default=list(MAKERS), metavar="NAME", help=f"which of {', '.join(MAKERS)}; none: ours alone"
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="give this to our build")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep banks, projects and peers here and use them again")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables here too")
    options = parser.parse_args()
    if min(options.rounds, options.edits, options.jobs or 1) < 1:
        parser.error("--rounds, --edits, --jobs: at least one")
    if min(options.cards) < 100:
        parser.error("--cards: a hundred at least, the shipped ones are among them")
    return options


def _tables(options: argparse.Namespace, work: Path, scratch: Path) -> Iterator[str]:
    every = not (options.cold or options.warm or options.serve or options.shipped)
    extra = ("--jobs", str(options.jobs)) if options.jobs else ()
    yield f"Python {platform.python_version()}, {platform.machine()}, {_processors()} processors; {options.rounds} rounds, medians\n"
    if every or options.cold or options.warm or options.serve:
        for cards in options.cards:
            lineup = ready(work, cards, options.peers, extra)
            yield from (f"{lack}\n" for lack in lineup.lacks)
            if every or options.cold:
                yield cold(lineup, options.rounds)
            if every or options.warm:
                yield warm(lineup, options.rounds)
            if every or options.serve:
                yield serve(lineup, options.edits)
    if every or options.shipped:
        yield shipped(scratch / "shipped", options.rounds, extra)


# Cold ----------------------------------------------------------------------------------------------------------------


def cold(lineup: Lineup, number: int) -> str:
    """Nothing built before."""
    profiled = _can_profile()
    rows = list(_cold_rows(lineup, profiled=profiled))
    ended = rounds(rows, number, f"cold, {lineup.cards:,} cards")
    ended = ended or ("" if profiled else "Without search: not known, this build has no --profile.")
    cells = []
    for row in rows:
        sizes = (f"{1000 * row.middle('cpu') / lineup.cards:.1f}", f"{row.bytes / 1e6:.0f}", f"{row.files:,}") if row.runs else ("–",) * 3
        cells.append((row.name, *figures(rows[0], row), *sizes, row.looked, note(row, number)))
    head = ("cold", *HEAD, "CPU ms a card", "MB", "files", "same", "note")
    return _titled(f"Cold, {lineup.cards:,} cards", table(head, cells), ended)


def _cold_rows(lineup: Lineup, *, profiled: bool) -> Iterator[Row]:
    own = lineup.ours
    build = partial(Row, tool=own, prepare=own.forget, verify=partial(has_site, own.site), look=partial(_same, own, lineup))
    yield build(f"{OURS} build, first run", command=own.build)
    yield build(f"{OURS} build --no-cache", command=(*own.build, "--no-cache"))
    if profiled:
        yield build(f"{OURS} build, first run, less the stages of search", command=(*own.build, "--profile"), adjust=lambda cost: without(cost, *SEARCH))
    for tool in lineup.peers:
        row = Row(tool.name, tool, tool.build, tool.forget, partial(has_site, tool.site), look=partial(_same, tool, lineup))
        yield row
        if tool.pagefind:
            yield Row(f"{tool.name} + Pagefind", tool, (*tool.pagefind, str(tool.site)), after=row)


def _same(tool: Tool, lineup: Lineup) -> str:
    return str(compare(tool.site, **lineup.expected))


# Warm ----------------------------------------------------------------------------------------------------------------


def warm(lineup: Lineup, number: int) -> str:
    """Everything built before, and one card changed."""
    cards = {tool.name: Edited.of(tool.texts) for tool in lineup.tools}
    cards[OTHER] = Edited.of(lineup.ours.texts, OTHER)
    for card in cards.values():
        card.restore()
    rows = list(_warm_rows(lineup, cards))
    setup = [Row(tool.name, tool, tool.build) for tool in lineup.tools]
    try:
        ended = rounds(setup, 1, f"before the edits, {lineup.cards:,} cards")
        for row in rows:
            row.fault = next(first.fault for first in setup if first.tool is row.tool)
        ended = ended or rounds(rows, number, f"warm, {lineup.cards:,} cards")
    finally:
        for card in cards.values():
            card.restore()
    peer = next(row for row in rows if row.name.endswith("a sentence"))
    cells = [(row.name, *figures(peer, row), f"{row.written:,}" if row.runs else "–", note(row, number)) for row in rows]
    return _titled(f"One card edited, {lineup.cards:,} cards", table(("warm", *HEAD, "files written", "note"), cells), ended)


def _warm_rows(lineup: Lineup, cards: dict[str, Edited]) -> Iterator[Row]:
    card, other = cards[OURS], cards[OTHER]
    own = partial(Row, tool=lineup.ours, command=lineup.ours.build, count=True)
    yield own(f"{OURS} build, a sentence", prepare=card.sentence, verify=partial(_shows, card, lineup.ours))
    yield own(f"{OURS} build, a title", prepare=other.title, verify=partial(_shows, other, lineup.ours))
    yield own(f"{OURS} build, nothing changed", prepare=partial(time.sleep, SETTLED), verify=partial(_shows, other, lineup.ours))
    for tool in lineup.peers:
        other = cards[tool.name]
        yield Row(f"{tool.name}, a sentence", tool, tool.build, other.sentence, partial(_shows, other, tool), count=True)


def _shows(card: Edited, tool: Tool) -> str:
    return "" if card.shown(tool.site) else "ended well, but the page does not show the edit"


# Serve ---------------------------------------------------------------------------------------------------------------


def serve(lineup: Lineup, edits: int) -> str:
    """A card saved under a server that watches."""
    cells, ended = [], ""
    first = None
    for tool in lineup.tools:
        if not tool.watch:
            continue
        say(f"serve, {lineup.cards:,} cards: {tool.name}")
        try:
            saved = watched(tool, edits)
        except KeyboardInterrupt:
            ended = f"Broken off at {tool.name}."
            break
        first = first or saved
        if saved.failed:
            cells.append((tool.name, *("–",) * 6, saved.failed))
            continue
        ratios = ("–", "–") if saved is first or first.failed else (f"{first.cpu / max(saved.cpu, 0.01):.2f}", f"{first.wall / saved.wall:.2f}")
        cells.append(
            (
                tool.name,
                f"{1000 * saved.cpu:.0f}",
                f"{1000 * saved.wall:.0f}",
                *ratios,
                f"{1000 * saved.seen:.0f}" if saved.seen else "",
                f"{saved.memory:.0f}",
                f"{saved.edits} edits",
            )
        )
    head = (
        "serve",
        "CPU ms until quiet",
        "ms to the new page",
        "ours ÷ it, CPU",
        "ours ÷ it, wall",
        "ms until the server shows it",
        "MiB of all processes",
        "note",
    )
    return _titled(f"One card saved under a server, {lineup.cards:,} cards", table(head, cells), ended)


# The shipped bank ----------------------------------------------------------------------------------------------------


def shipped(bank: Path, number: int, extra: Sequence[str]) -> str:
    """The bank of this repository, cold; the engine's part named apart."""
    bank.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, bank / part)
    tool = own_tool(bank, extra)
    build = partial(Row, tool=tool, command=tool.build, verify=partial(has_site, tool.site))
    rows = [build(f"{OURS} build, first run", prepare=tool.forget), build("the same with the engine's result kept", prepare=partial(_keep_engine, tool))]
    ended = rounds(rows, number, "the shipped bank")
    cells = [(row.name, *figures(rows[0], row), f"{row.bytes / 1e6:.0f}", f"{row.files:,}", note(row, number)) for row in rows]
    if all(row.runs for row in rows):
        cells.append(("the engine (MkDocs): the difference", *(f"{difference(rows[0], rows[1], name):.2f}" for name in ("cpu", "wall")), *("",) * 6))
    return _titled("The shipped bank, cold", table(("shipped", *HEAD, "MB", "files", "note"), cells), ended)


def _keep_engine(tool: Tool) -> None:
    """Remove everything but what the engine made."""
    shutil.rmtree(tool.site, ignore_errors=True)
    for path in (tool.texts / "build").iterdir():
        if path.name != "engine":
            (shutil.rmtree if path.is_dir() else Path.unlink)(path)


# Words ---------------------------------------------------------------------------------------------------------------


def _can_profile() -> bool:
    return "--profile" in said(ours("build", "--help"))


def _processors() -> int:
    return len(os.sched_getaffinity(0))


def _titled(title: str, text: str, ended: str) -> str:
    return "\n".join([f"### {title}\n", text, *([f"\n{ended}"] if ended else []), ""])


if __name__ == "__main__":
    main()
