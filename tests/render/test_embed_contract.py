"""/embed/v1 is a contract with sites we shall never see: golden files of everything in it, and bytes that stay for ever."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import jsonschema
import minify
import msgspec
import pytest
import render_worlds as worlds

from generator.render.embed.data import data_schema
from generator.render.embed.files import embed_files
from generator.render.embed.lines import LOADER
from generator.render.feeds import feed_files

GOLDEN = worlds.ROOT / "tests" / "golden" / "embed"
EMBEDS = worlds.ROOT / "theme" / "embeds"
RELEASES = {"e.js": "8320f8a6566885f1ff73f5bad34867b58e2d47accb19c81c28e59242d6e4ccdb15b25b0fef625d079576ab2b0a728dd2"}
SHOWN = (
    "s/organizaciya-a/index.html", "s/organizaciya-a/data.json", "s/organizaciya-a/fragment.html", "s/organizaciya-a/oembed.json",
    "s/organizaciya-a/oe/index.html", "s/organizaciya-a/feed.atom", "s/organizaciya-a/feed.json", "s/organizaciya-a/site.zip",
    "s/organizaciya-b/data.json", "new/index.html", "new/data.json", "new/oembed.json", "events/data.json", "navigator/data.json", "practices/index.html",
    "practices/deficit/metodicheskie/data.json", "p/opyt-a/index.html", "p/opyt-a/data.json", "p/opyt-a/oembed.json",
)  # fmt: skip
Golden = Callable[[Path, str], None]


@pytest.fixture(scope="module")
def full() -> dict[str, bytes]:
    """Everything under /embed/v1/ of tests/banks/full, by its path there."""
    world = worlds.world(worlds.ROOT / "tests" / "banks" / "full")
    files = {**embed_files(world), **feed_files(world)}
    return {path.removeprefix("embed/v1/"): data for path, data in files.items() if path.startswith("embed/v1/")}


def readable(name: str, data: bytes) -> str:
    """An artefact as a text worth reading in a review; the style and the script of pages are their own files."""
    if name.endswith(".json"):
        return msgspec.json.format(data, indent=1).decode() + "\n"
    if name.endswith(".zip"):
        with zipfile.ZipFile(BytesIO(data)) as made:
            assert made.testzip() is None
            return "".join(f"{info.filename} {info.date_time} {info.compress_type}\n" for info in made.infolist())
    text = data.decode()
    if name.endswith("fragment.html"):
        return re.sub(r"&#(\d{3,});", lambda match: chr(int(match[1])), text)
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1>…</\1>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[^&]*&", "sha256-…&", text)


@pytest.mark.parametrize("name", SHOWN)
def test_golden(full: dict[str, bytes], golden: Golden, name: str) -> None:
    """Each artefact is exactly this. A change here reaches hundreds of sites at once: only additions pass a review."""
    golden(GOLDEN / (name + ".txt" if name.endswith(".zip") else name), readable(name, full[name]))


def test_nothing_without_a_golden(full: dict[str, bytes]) -> None:
    """A new kind of file under /embed/v1/ gets its golden file too."""

    def kind(path: str) -> tuple[str, str]:
        folder, _, name = path.rpartition("/")
        return "/".join(folder.split("/")[:1]), f"oe/{name}" if folder.endswith("/oe") else name

    facets = {path for path in full if re.match(r"practices/[^/]+/[^/]+/", path)}
    seen = {kind(name) for name in SHOWN}
    pages = {(folder, name) for folder, name in map(kind, full.keys() - facets) if folder not in ("events", "navigator", "practices")}
    assert pages - seen == {("", "e.js")}


def test_released_loaders_are_frozen(full: dict[str, bytes]) -> None:
    """Pasted lines hold these hashes: a released loader never changes by a byte, and every release is still served."""
    served = {name: data for name, data in full.items() if "/" not in name}
    assert {name: hashlib.sha384(data).hexdigest() for name, data in served.items()} == RELEASES


def test_source_is_the_newest_release(full: dict[str, bytes]) -> None:
    """The loader's source is what the newest release was made of. After a change of it: write the minified text to released/ under a
    NEW name (e2.js, e3.js …), name it in generator/render/embed/lines.py and add its hash above.
    """  # noqa: D205
    newest = max(RELEASES, key=lambda name: int(re.sub(r"\D", "", name) or 1))
    assert newest == LOADER
    assert minify.string("application/javascript", (EMBEDS / "e.js").read_text(encoding="utf-8")) == full[newest].decode()


def test_every_data_file_follows_the_schema(full: dict[str, bytes]) -> None:
    """Whatever is embedded, its data passes the public schema."""
    validator = jsonschema.Draft202012Validator(data_schema("https://bank.example/"))
    names = [name for name in full if name.endswith("data.json")]
    assert len(names) > 20
    for name in names:
        validator.validate(json.loads(full[name]))
