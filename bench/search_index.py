"""Any folder of Markdown made into the search index of the site, by the same code.

    .venv/bin/python -m bench.search_index CORPUS OUT [--cache FOLDER]

A document is `*.md` with `id`, `title` and `description` in its front matter, plain or in quotes as JSON. OUT gets the index
(`search/`) and the scripts that read it (`js/`), for bench/adapters/nastavnik.mjs. With `--cache` a second run costs
what was edited. Abbreviations and other names come from CORPUS/abbreviations.tsv (short, tab, long) or from the shipped glossary.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import yaml

from generator.memo import Memo, version
from generator.model.law import GlossaryTerm
from generator.render.assets import asset_files
from generator.render.search.documents import Document
from generator.render.search.index import Extra, content_of, files
from generator.render.search.state import Store
from generator.render.search.synonyms import also, kept
from generator.render.search.warm import index

ROOT = Path(__file__).resolve().parent.parent


def read(folder: Path, memo: Memo) -> list[Document]:
    """The documents of a folder in the order of their names; one that was not touched since the last run is not read."""
    with os.scandir(folder) as entries:
        files = sorted((entry for entry in entries if entry.name.endswith(".md")), key=lambda entry: entry.name)
    found = []
    for entry in files:
        about = entry.stat()
        mark = (entry.name, str(about.st_size), str(about.st_mtime_ns), str(about.st_ctime_ns), str(about.st_ino))
        name, title, summary, body = memo("document", mark, partial(_parsed, Path(entry)))
        found.append(Document(id=name, url=name, kind="page", title=title, summary=summary, body=body))
    return found


def _parsed(path: Path) -> tuple[str, ...]:
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    pairs = (line.partition(": ") for line in head.split("\n"))
    data = {key: json.loads(value) if value.startswith('"') else value for key, _, value in pairs}
    return data.get("id", path.stem), data["title"], data.get("description", ""), body.strip()


def _glossary(folder: Path) -> Iterator[GlossaryTerm]:
    own = folder / "abbreviations.tsv"
    if own.exists():
        for line in own.read_text(encoding="utf-8").splitlines():
            short, _, long = line.partition("\t")
            yield GlossaryTerm(id=short, term=long, abbreviation=short, definition="")
        return
    data = yaml.load((ROOT / "content/glossary/terms.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    yield from msgspec.convert(data["terms"], list[GlossaryTerm], strict=False)


def main(arguments: list[str] | None = None) -> int:
    """Build the index; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep what the next run may use")
    given = parser.parse_args(arguments)
    if not any(given.corpus.glob("*.md")):
        print(f"no *.md in {given.corpus}", file=sys.stderr)
        return 2
    memo = Memo(given.cache / "documents" if given.cache else None)
    documents = read(given.corpus, memo)
    glossary = tuple(_glossary(given.corpus))
    content = content_of(documents, Extra({"page": 1.0}, kept(glossary), also(glossary)))
    made = files(index(content, Store(given.cache / "index" if given.cache else None, f"{version()}{sorted(content.kept)}")))
    scripts = {f"js/{path.rpartition('/')[2]}": data for path, data in asset_files(ROOT / "theme").items() if path.startswith("assets/js/search/")}
    _write(given.out, {**{f"search/{name}": data for name, data in made.items()}, **scripts})
    memo.save()
    print(f"{len(documents)} documents, {len(made)} files, {sum(map(len, made.values())) / 1000:.0f} KB, {time.process_time():.2f} CPU s", file=sys.stderr)
    return 0


def _write(out: Path, files: dict[str, bytes]) -> None:
    """Files that are new or of a new size; a name that carries a hash says the rest."""
    for folder in ("search", "js"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    old = {path.relative_to(out).as_posix(): path for path in out.glob("*/*")}
    for name, data in files.items():
        if name not in old or not name.endswith(".bin"):
            (out / name).write_bytes(data)
    for name in old.keys() - files.keys():
        old[name].unlink()


if __name__ == "__main__":
    sys.exit(main())
