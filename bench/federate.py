"""What a catalogue of many regions costs: to make, to mend after one card, to ask; and how near its answers are to those of one whole index.

    for n in 1 2 3; do .venv/bin/python bench/corpus.py 1000 /tmp/bank$n --seed $n; done     then set name, region and url of each
    .venv/bin/nastavnik -C /tmp/bank1 build -o /tmp/site1 …                                   and build them
    .venv/bin/python bench/federate.py /tmp/site1 /tmp/site2 /tmp/site3 --edited /tmp/site1-again

`--edited`: the first site as it became after one card was changed. Sites are copied by hard links into a temporary folder.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from playwright import sync_api

ROOT = Path(__file__).resolve().parent.parent
SEED, EACH = 7, 40
WHOLE = 1_000_000  # best documents of a key when all are wanted
DEPTHS = (0, 3, 8)
ASK = """async ([root, queries, depth, limit]) => {
  const { load } = await import(root + "assets/js/search/core.js");
  const first = await load(root + "search/");
  const found = [];
  for (const query of queries) {
    let answer = await first.find(query, { limit, facets: { region: [] } });
    const regions = answer.counts.whole.slice(0, depth);
    if (regions.length) answer = await (await load(`${root}search/#${regions}`)).find(query, { limit, facets: { region: [] } });
    found.push(answer.results.map(({ url }) => url));
  }
  return found;
}"""


class _Counting(SimpleHTTPRequestHandler):
    sent: ClassVar[list[tuple[str, int]]] = []
    protocol_version = "HTTP/1.1"

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file and note its size; a browser that is gone does not matter."""
        data = source.read()
        self.sent.append((self.path, len(data)))
        with contextlib.suppress(OSError):
            outputfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--edited", type=Path)
    parser.add_argument("--no-answers", action="store_true", help="costs only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        copies = [work / f"site{number}" for number in range(len(options.sites))]
        for site, copy in zip(options.sites, copies, strict=True):
            shutil.copytree(site, copy, copy_function=_link)
        out = work / "catalogue"
        made("cold", copies, out)
        made("nothing changed", copies, out)
        if options.edited:
            shutil.rmtree(copies[0])
            shutil.copytree(options.edited, copies[0], copy_function=_link)
            made("one card of one region changed", copies, out)
        sizes(out)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Counting, directory=str(work)))
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a browser closes what it needs no more
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        asked = queries(out)
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
            costs(browser, f"{address}catalogue/", asked)
            if not options.no_answers:
                exact = work / "whole"
                subprocess.run([sys.executable, "-c", f"{_PATCH}", str(exact), *map(str, copies)], cwd=ROOT, check=True)
                answers(browser, address, asked)
            browser.close()


_PATCH = f"""
import sys
from pathlib import Path
from generator.federate import place, postings, run, tree
postings.BEST = run.BEST = tree.BEST = {WHOLE}
run.federate([place(site) for site in sys.argv[2:]], Path(sys.argv[1]), strict=True, say=lambda _: None)
"""


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def made(what: str, sites: list[Path], out: Path) -> None:
    """Run the command and print what it took."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "generator", "federate", *map(str, sites), "-o", str(out), "--strict"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what}: {cpu:.2f} CPU s, {time.perf_counter() - started:.2f} s, {after.ru_maxrss >> 10} MiB at most; {done.stdout.splitlines()[0]}")


def sizes(out: Path) -> None:
    """Print what the catalogue consists of."""
    kinds: dict[str, list[int]] = {}
    for path in out.rglob("*"):
        if path.is_file():
            parts = path.relative_to(out).parts
            kind = parts[0] if parts[0] != "search" else f"search/{parts[1] if len(parts) > 2 else re.sub('-.*', '', parts[1])}"
            kinds.setdefault(kind, []).append(path.stat().st_size)
    for kind, found in sorted(kinds.items()):
        print(f"  {kind:22} {len(found):6} files {sum(found) / 1e6:8.2f} MB, median {median(found) / 1e3:6.1f} KB, largest {max(found) / 1e3:6.1f} KB")


def queries(out: Path) -> dict[str, list[str]]:
    """Words of cards' titles and summaries, and frequent words of summaries; the same for the same catalogue."""
    cards = [card for path in sorted(out.glob("search/c/*/*.bin")) for card in json.loads(zlib.decompress(path.read_bytes()))]
    chance = random.Random(SEED)
    often = [word for word, _ in Counter(word for card in cards for word in set(_words(card[3]))).most_common(120)][20:]
    found: dict[str, list[str]] = {"title 1": [], "title 2": [], "title 4": [], "summary 2": [], "summary 3": [], "frequent 2": [], "frequent 3": []}
    for card in chance.sample(cards, min(EACH, len(cards))):
        sources = {"title": _words(card[2]), "summary": _words(card[3]), "frequent": often}
        for name, lines in found.items():
            source, many = name.split()
            lines.append(" ".join(chance.sample(sources[source], min(int(many), len(sources[source])))))
    return found


def _words(text: str) -> list[str]:
    return re.findall("[а-яё]{4,}", text.lower())


def costs(browser: Any, address: str, asked: dict[str, list[str]]) -> None:
    """Print what a question costs a browser that has nothing: the page and its scripts, the answer, and what is read whole afterwards."""
    for name, lines in asked.items():
        rows = []
        for query in lines[:12]:
            context = browser.new_context()
            page = context.new_page()
            _Counting.sent.clear()
            page.goto(address)
            page.wait_for_load_state("networkidle")
            shell = list(_Counting.sent)
            page.fill("#fed-q", query)
            page.wait_for_timeout(1500)
            page.wait_for_load_state("networkidle")
            got = _Counting.sent[len(shell) :]
            deep = [size for path, size in got if "/search/r/" in path]
            rows.append((len(shell), sum(size for _, size in shell), len(got), sum(size for _, size in got), len(deep), sum(deep)))
            context.close()
        middle = [median(column) for column in zip(*rows, strict=True)]
        most = [max(column) for column in zip(*rows, strict=True)]
        print(f"{name:11} {middle[2]:3.0f} requests {middle[3] / 1e3:4.0f} KB, of these for regions read whole {middle[4]:3.0f} and {middle[5] / 1e3:4.0f} KB; "
              f"most {most[2]} and {most[3] / 1e3:.0f} KB; the page before: {middle[0]:.0f} and {middle[1] / 1e3:.0f} KB", flush=True)  # fmt: skip


def answers(browser: Any, address: str, asked: dict[str, list[str]]) -> None:
    """Print how the ten shown stand in the order that a whole index gives."""
    page = browser.new_page()
    page.goto(f"{address}catalogue/")
    print("of ten shown: among the best ten / the best hundred of the whole index")
    exact = {name: page.evaluate(ASK, [f"{address}whole/", lines, 0, 100]) for name, lines in asked.items()}
    for depth in DEPTHS:
        line = []
        for name, lines in asked.items():
            got = page.evaluate(ASK, [f"{address}catalogue/", lines, depth, 10])
            ten, hundred = (
                sum(len({*one} & {*best[:many]}) / (len(one) or 1) for one, best in zip(got, exact[name], strict=True)) / len(lines) for many in (10, 100)
            )
            line.append(f"{name} {ten:.2f}/{hundred:.2f}")
        print(f"  {depth} regions whole: {'  '.join(line)}")


if __name__ == "__main__":
    main()
