"""What bench/embed.py compares: the lines that a curator copies from the bank, and peers made here over the same content."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from string import Template
from typing import Any

import msgspec

from bench.tools import HERE, MissingToolError, run, say
from generator.folders import theme_of
from generator.render.embed.lines import embed_lines, lines
from generator.render.site import EMBED, World, embed_url
from generator.survey import check_bank

BANK = "http://bank.test/"
SCHOOL = "demo-gorodskaya"
PARTS = ("content", "practices", "site_config.yml")
PEERS = "bench-peers/"  # where the bank's host has what the peers ask for
SNIPPETS = HERE / "embed"
RESIZER = "@open-iframe-resizer/core"
FOOT = "Подвал: адрес и телефон школы"  # the footer of host.html


@dataclass(frozen=True, slots=True)
class Row:
    """One way to embed: its markup, and how the first and the last line of the section begin, if it shows one; the `nth` such last line is meant."""

    name: str
    markup: str
    first: str = ""
    last: str = ""
    nth: int = 1

    @property
    def page(self) -> str:
        """The host's page with it."""
        return filled("host.html", embed=self.markup)

    @property
    def wanted(self) -> dict[str, tuple[str, int]]:
        """The lines that the probe looks for."""
        section = {"first": (_plain(self.first), 1), "last": (_plain(self.last), self.nth)} if self.last else {}
        return {**section, "foot": (FOOT, 1)}


@dataclass(frozen=True, slots=True)
class Stage:
    """The built bank, the folder of the peers' files (both are served as one host), and the bank as a value."""

    site: Path
    peers: Path
    world: World

    def data(self, folder: str) -> dict[str, Any]:
        """A section's data.json."""
        data: dict[str, Any] = json.loads(self.read(f"{folder}data.json"))
        return data

    def read(self, path: str) -> str:
        """A file of the site."""
        return (self.site / path).read_text(encoding="utf-8")

    def put(self, path: str, text: str) -> str:
        """A file for the peers; returns its address."""
        file = self.peers / PEERS / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return f"{BANK}{PEERS}{path.removesuffix('index.html')}"


def build(root: Path, work: Path) -> Stage:
    """A copy of the shipped bank, built under the address that the bench serves."""
    bank = work / "bank"
    for part in PARTS:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, bank / part)
        else:
            shutil.copy(source, bank / part)
    say("building the bank")
    run([sys.executable, "-m", "generator", "-C", str(bank), "build", "-o", str(work / "site"), "--url", BANK], root)
    checked = check_bank(bank, date.today())
    assert checked.bank and checked.settings, "a bank that was built is sound"
    world = World(checked.bank, msgspec.structs.replace(checked.settings, url=BANK), theme_of(bank), bank)
    return Stage(work / "site", work / "peers", world)


def rows(stage: Stage, tools: Path, height: Callable[[str], int]) -> Iterator[Row]:
    """All ways to embed the school's section; `height` tells how tall a page is in the window where a responsive iframe is published."""
    yield from _ours(stage)
    yield from _peers(stage, height)
    try:
        yield _resizer(stage, tools)
    except MissingToolError as lack:
        say(f"{lack}: its row is left out")


# Ours ----------------------------------------------------------------------------------------------------------------


def _ours(stage: Stage) -> Iterator[Row]:
    school = stage.world.bank.school_by_id[SCHOOL]
    folder = embed_url(school)
    first, last = _ends(stage, folder)
    codes = {line.id: line.code for line in embed_lines(stage.world, school)}
    for name in ("script", "object", "iframe"):
        yield Row(name, codes[name], first, last)
    answer = json.loads(stage.read(f"{folder}oembed.json"))
    shown = re.search(r'<iframe[^>]* src="([^"]+)"', answer["html"])
    assert shown, "oEmbed of a section has a frame"
    url = unescape(shown[1])
    heading = re.search(r"<h2>(.*?)</h2>", stage.read(f"{url.removeprefix(BANK)}index.html"))
    assert heading, "the small page has headings"
    yield Row("address", filled("clipped.html", title=answer["title"], link=codes["address"], url=url), unescape(heading[1]), last)
    yield Row("link", codes["link"])
    more = f"{EMBED}events/"
    second = next(line.code for line in lines(stage.world, more, "События региона") if line.id == "script")
    end = _ends(stage, more)[1]
    yield Row("two embeds", f"{codes['script']}\n<p>А ещё – события региона.</p>\n{second}", first, end, 2 if end == last else 1)


def _ends(stage: Stage, folder: str) -> tuple[str, str]:
    """How a section begins and how it ends."""
    data = stage.data(folder)
    return data["sections"][0]["title"], data["updated_text"]


# Peers ---------------------------------------------------------------------------------------------------------------


def _peers(stage: Stage, height: Callable[[str], int]) -> Iterator[Row]:
    folder = embed_url(stage.world.bank.school_by_id[SCHOOL])
    first, last = _ends(stage, folder)
    title, link = stage.data(folder)["title"], f"{BANK}{folder}"
    url = stage.put("responsive/index.html", framed(stage.read(f"{folder}index.html"), f"<script>{_snippet('responsive.js')}</script>"))
    yield Row("peer: responsive iframe", filled("responsive.html", title=title, url=url, height=str(height(url))), first, last)
    url = stage.put("clipped/index.html", framed(stage.read(f"{folder}index.html"), f"<script>{_snippet('clipped.js')}</script>"))
    yield Row("peer: oEmbed frame", filled("clipped.html", title=title, link=link, url=url), first, last)
    sheet = stage.put("blocking.css", _snippet("blocking.css"))
    written = [f'<link rel="stylesheet" href="{sheet}">', f'<div class="written">{stage.read(f"{folder}fragment.html")}</div>']
    script = stage.put("blocking.js", "".join(f"document.write({json.dumps(text, ensure_ascii=False)});\n" for text in written))
    yield Row("peer: blocking script", f'<script src="{script}"></script>', first, last)


def _resizer(stage: Stage, tools: Path) -> Row:
    folder = embed_url(stage.world.bank.school_by_id[SCHOOL])
    first, last = _ends(stage, folder)
    library = (npm(RESIZER, tools) / "dist" / "index.js").read_text(encoding="utf-8")
    script = stage.put("resizer.js", library)
    url = stage.put("resizer/index.html", framed(stage.read(f"{folder}index.html"), f'<script type="module">{library}</script>'))
    return Row("peer: open-iframe-resizer", filled("resizer.html", title=stage.data(folder)["title"], url=url, script=script), first, last)


def framed(page: str, script: str) -> str:
    """Our frame page with another script, without the policy that forbids it and without what tells Chromium the height."""
    page = re.sub(r'<meta (?:http-equiv="Content-Security-Policy"|name="responsive-embedded-sizing") [^>]*>\n?', "", page)
    start, end = page.rindex("<script>"), page.rindex("</script>") + len("</script>")
    return page[:start] + script + page[end:]


def npm(name: str, tools: Path) -> Path:
    """A package in the version that package.json pins, installed under the work folder."""
    folder = tools / "npm-embed"
    package = folder / "node_modules" / name
    if not package.is_dir():
        if shutil.which("npm") is None:
            raise MissingToolError(f"{name} comes from npm, which is not installed")
        version = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"][name]
        folder.mkdir(parents=True, exist_ok=True)
        if run(["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), f"{name}@{version}"], folder, fail=False) is None:
            raise MissingToolError(f"npm could not install {name}")
    return package


def filled(name: str, **values: str) -> str:
    """A snippet of bench/embed/ with its places filled in."""
    return Template(_snippet(name)).safe_substitute(values)


def _snippet(name: str) -> str:
    return (SNIPPETS / name).read_text(encoding="utf-8")


def _plain(text: str) -> str:
    return " ".join(text.split())
