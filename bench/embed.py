"""What a school's page pays for the embedded section, and what its readers keep when something is missing: our lines beside peers.

    .venv/bin/python -m bench.embed                             seven rounds, some fifteen minutes
    .venv/bin/python -m bench.embed --rounds 1                  one round, to see that it works
    .venv/bin/python -m bench.embed --rows script responsive    only the rows with these words in their names
    .venv/bin/python -m bench.embed --work /tmp/bench           what comes from npm stays there for the next run

How to read the table. The shipped bank is built and served as one host, a school's page with a header, a text, the embed and
a footer as another, of another site. Each figure is the median of the rounds with the least and the greatest behind it; the
rows take turns, and every page is opened in a fresh profile, so nothing is in a cache. Believe ratios rather than figures.

* first, last ms: from the start of the school's page until the first and the last line of the section are laid out and their
  frame, if there is one, is shown and tall enough for them; one probe asks it of every row, once a frame of animation.
  «never»: the line cannot be seen without scrolling inside the frame, or not at all. footer ms: the same for the page's footer.
* KB, requests: bodies that the bank sent, gzipped; headers are not counted.
* CLS: cumulative layout shift of the school's page at 1280 × 900 and at 320 × 640, without what moves inside frames. Most
  of it is the footer leaving the window, so it depends on where the embed stands; object, iframe (a screen's height) and
  the responsive iframe (its fixed one) reserve room beforehand.
* height px: of the frame less the height of what is in it, at both widths, the worst of the rounds. inner scroll: what becomes
  of the rest; «cut off» where the frame does not scroll.
* CPU ms: processor time of all renderer processes until a second after the load, the starting of processes among it. Measured
  apart from the rest, without the probe and on a quick line; the row «link» is the price of the page itself.
* bank down (it refuses connections), bank silent (it takes them and says nothing; looked at after four seconds), no JavaScript:
  what a reader has in the place of the section. on paper: whether the last line is in the PDF that Chromium prints.

The line is emulated by Chromium (Network.emulateNetworkConditions: 1.6 Mbit/s, 150 ms to each answer). That leaves out names,
handshakes and TLS, lost packets and slow processors; the server speaks HTTP/1.1. Scripts that a frame of another site loads
are not slowed down, so the pages of the peers carry theirs inside, as ours does. Playwright stops every new process for a
moment, which frames pay for. Other browsers do not know frame-sizing yet: there the rows object and iframe show a screen's
height and scroll inside.

The rows. script, object, iframe, address, link: what a curator copies for the school demo-gorodskaya; address is the
frame that WordPress makes of it, on a page that does what WordPress does. two embeds: the school's section by
script and under it events of the region; its last line is the last of the second.

The peers were written here after the published mechanisms, not copied, and carry the same texts from the same server:

* responsive iframe, as Datawrapper's: a fixed height, as the page had it 600 px wide when it was published, and a listener
  that sets the height which the framed page posts;
* oEmbed frame, as WordPress's of its posts: a quotation that gives way to a frame, 600 px wide and clipped until it posts its
  height, of which 200 to 1,000 px are granted;
* blocking script, as a gist's: document.write of a sheet and the markup;
* open-iframe-resizer: the library from npm, set up as its manual says; left out where npm has no network.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.embed_browser import PHONE, WIDE, Facts, Load, browser
from bench.embed_rows import Row, build, rows
from bench.search_measures import table
from bench.tools import ROOT, MissingToolError, chromium, say

HEAD = (
    *("way", "first ms", "last ms", "footer ms", "KB", "requests", "CLS 1280", "CLS 320", "height px 1280 / 320", "inner scroll", "CPU ms"),
    *("bank down", "bank silent", "no JavaScript", "on paper"),
)
INNER = ("no", "yes", "cut off")


def main() -> None:
    """Read the arguments, measure, print the table."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="bench-embed-") as name:
        try:
            text = _measured(options, Path(name))
        except MissingToolError as lack:
            say(f"bench: {lack}")
            raise SystemExit(2) from lack
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.embed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="times each page is loaded (7)")
    parser.add_argument("--rows", nargs="+", metavar="NAME", help="only those with such words in their names")
    parser.add_argument("--work", type=Path, metavar="DIR", help="install what comes from npm here and use it again")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table here too")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds: at least one")
    return options


def _measured(options: argparse.Namespace, work: Path) -> str:
    path = chromium()
    stage = build(ROOT, work)
    loads: dict[str, list[tuple[Load, Load]]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)
    with browser(path, (stage.site, stage.peers)) as window:
        chosen = [row for row in rows(stage, options.work or work, window.height) if any(word in row.name for word in options.rows or [""])]
        for number in range(options.rounds):
            say(f"round {number + 1} of {options.rounds}")
            for row in chosen:
                loads[row.name].append((window.load(row, WIDE), window.load(row, PHONE)))
                cpu[row.name].append(window.cpu(row))
        say("without a bank, without scripts, on paper")
        lines = [_line(row, loads[row.name], cpu[row.name], window.facts(row)) for row in chosen]
        about = f"Chromium {window.version}; rounds: {options.rounds}; 1.6 Mbit/s, 150 ms; median (least–greatest)"
    return f"{about}\n\n{table(HEAD, lines)}"


def _line(row: Row, loads: Sequence[tuple[Load, Load]], cpu: Sequence[float], facts: Facts) -> tuple[str, ...]:
    wide, phone = [load for load, _ in loads], [load for _, load in loads]
    return (
        row.name,
        _times([load.first for load in wide]) if row.last else "–",
        _times([load.last for load in wide]) if row.last else "–",
        _times([load.foot for load in wide]),
        f"{statistics.median(load.sent for load in wide) / 1000:.1f}",
        f"{statistics.median(load.requests for load in wide):.0f}",
        _spread([load.shift for load in wide], ".3f"),
        _spread([load.shift for load in phone], ".3f"),
        f"{_worst(wide)} / {_worst(phone)}",
        max((load.inner for load in (*wide, *phone)), key=INNER.index),
        _spread(cpu, ".0f"),
        facts.down,
        facts.silent,
        facts.plain,
        facts.paper,
    )


def _times(values: Sequence[float | None]) -> str:
    seen = [value for value in values if value is not None]
    return _spread(seen, ".0f") if len(seen) == len(values) else "never" if not seen else f"never in {len(values) - len(seen)} of {len(values)}"


def _spread(values: Sequence[float], form: str) -> str:
    """The median, and the ends where they are others."""
    middle, least, most = (format(value, form) for value in (statistics.median(values), min(values), max(values)))
    return middle if least == most else f"{middle} ({least}–{most})"


def _worst(loads: Sequence[Load]) -> str:
    errors = [load.error for load in loads if load.error is not None]
    return f"{max(errors, key=abs):+.0f}".replace("-", "−").replace("+0", "0").replace("−0", "0") if errors else "–"


if __name__ == "__main__":
    main()
