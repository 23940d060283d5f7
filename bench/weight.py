"""What a reader's browser loads on a first visit: our pages, beside stock Material with the same texts.

    .venv/bin/python -m bench.weight                 the shipped bank and its peer, half a minute
    .venv/bin/python -m bench.weight --site FOLDER   a site that is built already, without the peer

How to read the table. A row is a page opened in Chromium with an empty cache, 1280 px wide, until the network rests.

* raw HTML: bytes of the document as a build writes them;
* HTML: the same as a host sends it (gzip -9; -6 adds about forty bytes); all: everything fetched, packed file by file;
* requests: how many answers that took, the document and the icon of the tab among them.

«A usual card» is the one whose packed HTML is the median of all cards, «the longest card» the greatest; the peer shows the
same usual card. The peer's pages have less on them: no facts with links, no similar cards, no reading settings. The last
line is all the HTML of the site: what a build writes and a host keeps.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import sync_playwright

from bench.bank import QUIET, copy_bank, copy_pages
from bench.tools import MissingToolError, chromium

KINDS = {
    "home": "index.html", "catalogue": "practices/index.html", "facet page": "practices/*/*/index.html", "navigator": "navigator/*/*/index.html",
    "school": "schools/*/index.html", "regulation": "regulation/p-*/index.html",
}  # fmt: skip
HEADER = ("page", "raw HTML, B", "HTML, B", "all, B", "requests")


def main() -> None:
    """Build both sites, open the pages, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="a built site")
    given = parser.parse_args().site
    try:
        path = chromium()
    except MissingToolError as missing:
        raise SystemExit(f"bench: {missing}") from None
    with tempfile.TemporaryDirectory(prefix="bench-weight-") as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        site, peer = (given, None) if given else built(Path(name))
        pages = chosen(site)
        print(table(rows(browser, site, pages)))
        print(f"\nall HTML: {whole(site)}")
        if peer:
            print("\nMaterial\n" + table(rows(browser, peer, {"a usual card": pages["a usual card"], "home": Path("index.html")})))
        browser.close()


def built(folder: Path) -> tuple[Path, Path]:
    """Our site of the shipped bank, and MkDocs' of the same Markdown."""
    ours, peer = folder / "bank", folder / "peer"
    copy_bank(ours)
    copy_pages(peer)
    environment = {**os.environ, **QUIET}
    for command in (["generator", "-C", str(ours), "build", "--no-cache"], ["mkdocs", "build", "-q", "-f", str(peer / "mkdocs.yml")]):
        subprocess.run([sys.executable, "-m", *command], check=True, env=environment, stdout=subprocess.DEVNULL)
    return ours / "site", peer / "site"


def chosen(site: Path) -> dict[str, Path]:
    """A page of each kind, the one of median length where there are many."""
    cards = [path for path in site.glob("practices/*/index.html") if b'id="pasport"' in path.read_bytes()]
    cards.sort(key=lambda path: packed(path.read_bytes()))
    found = {"a usual card": cards[len(cards) // 2], "the longest card": cards[-1]}
    for name, pattern in KINDS.items():
        paths = sorted(site.glob(pattern), key=lambda path: (path.stat().st_size, path))
        if paths:
            found[name] = paths[len(paths) // 2]
    return {name: path.relative_to(site) for name, path in found.items()}


def rows(browser: Any, site: Path, pages: dict[str, Path]) -> Iterator[tuple[str, ...]]:
    """The rows of a site."""
    with served(site) as root:
        for name, path in pages.items():
            data = (site / path).read_bytes()
            fetched = visit(browser, f"{root}{path.parent.as_posix()}/" if path.parent.name else root)
            yield name, f"{len(data):,}", f"{packed(data):,}", f"{sum(fetched):,}", str(len(fetched))


def visit(browser: Any, url: str) -> list[int]:
    """Packed sizes of everything a browser that was never here fetches."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    seen: list[Any] = []
    page.on("response", lambda response: seen.append(response))  # noqa: PLW0108  # Playwright asks for a function with a name
    page.goto(url)
    page.wait_for_load_state("networkidle")
    sizes = [packed(response.body()) for response in seen]
    context.close()
    return sizes


def table(found: Iterable[tuple[str, ...]]) -> str:
    """Rows under their heading, numbers to the right."""
    lines = [HEADER, *found]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(f"{name:<{widths[0]}}  " + "  ".join(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)) for name, *cells in lines)


def packed(data: bytes) -> int:
    """Bytes of a file as a host sends it."""
    return len(gzip.compress(data, 9, mtime=0))


def whole(site: Path) -> str:
    """How much HTML a site is."""
    sizes = [path.stat().st_size for path in site.rglob("*.html")]
    return f"{len(sizes):,} pages, {sum(sizes):,} B raw"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the table speaks."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """A site on this machine; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
