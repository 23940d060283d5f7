"""A bank read and checked: every file looked at alone, then all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from generator.check import Context, Examiner, Facts, Lens, check
from generator.check.facts import WHOLE
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.waivers import apply as apply_waivers
from generator.folders import WORK
from generator.ledger import Ledger
from generator.load import Entry, Source, Tree, walk
from generator.load.decode import decode
from generator.load.source import parse_source, read_bytes
from generator.load.walk import classify
from generator.model import Bank, build_bank
from generator.model.records import Record
from generator.schema import Vocabularies, read_vocabularies
from generator.settings import Settings, read_settings
from generator.shelf import Shelf
from generator.sums import sum_of
from generator.workers import spread

STRIDE = 500  # files between two words of progress


@dataclass(frozen=True)
class Checked:
    """A bank read and checked. `settings` is None when site_config.yml cannot be used: then nothing else was looked at.

    `bank` holds what is sound, when it was asked for; `sums` is a hash of the bytes of each file by path, where caches are used.
    """

    settings: Settings | None
    tree: Tree
    found: tuple[Diagnostic, ...]
    vocabularies: Vocabularies = field(default_factory=dict)
    bank: Bank | None = None
    sums: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """True when nothing stands in the way of publishing."""
        return not any(diagnostic.severity is Severity.ERROR for diagnostic in self.found)

    @property
    def files(self) -> int:
        """How many files were looked at."""
        return len(self.tree.records) + len(self.tree.files) + 1


@dataclass(frozen=True)
class Files:
    """The bytes of a bank's files; those in `instead` are read in place of what lies on the disk, or beside it."""

    root: Path
    instead: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> tuple[bytes | None, list[Diagnostic]]:
        """Bytes of a file, or None and why not."""
        return (self.instead[path], []) if path in self.instead else read_bytes(self.root, path)

    def source(self, path: str) -> Source | None:
        """The file as a source; None when nothing can be made of it."""
        data, _ = self.read(path)
        return parse_source(classify(path), data)[0] if data is not None else None

    def tree(self) -> tuple[Tree, list[Diagnostic]]:
        """All files, and what is wrong with their names and kinds."""
        tree, found = walk(self.root)
        new = [classify(path) for path in self.instead.keys() - {entry.path for entry in (*tree.records, *tree.files)}]
        return (Tree(tuple(sorted((*tree.records, *new))), tree.files), found) if new else (tree, found)


def check_bank(
    root: Path,
    today: date,
    *,
    keep: bool = True,
    cache: bool = False,
    jobs: int = 1,
    instead: Mapping[str, bytes] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Checked:
    """Read and check the bank in `root`. Never raises for what its files hold.

    With `keep` the result has the bank's records. With `cache` the files that did not change since are not looked at
    again. `jobs` processes look at the others. `instead` holds bytes to be read in place of files, by path; `say` hears how far it is.
    """
    settings, found = read_settings(root)
    if settings is None:
        return Checked(None, Tree((), ()), tuple(found))
    files = Files(root, instead or {})
    tree, walked = files.tree()
    read = lru_cache(maxsize=64)(files.source)
    lens = Lens(settings, _vocabularies(tree, read))
    ledger = Ledger(root / WORK / "ledger" if cache else None, lens)
    facts, records = _examine(files, tree, lens, ledger, jobs=jobs, say=say)
    law = build_bank(filter(None, (read(entry.path) for entry in tree.records if entry.kind in WHOLE and facts[entry.path].sound)), lens.vocabularies, today)
    found += [*walked, *(diagnostic for item in facts.values() for diagnostic in item.found)]
    found += check(Context(lens, today, tree, facts, law, read), walked)
    kept = sorted(apply_waivers(found, (waiver for item in facts.values() for waiver in item.waivers)), key=lambda diagnostic: diagnostic.order)
    if not instead:
        ledger.keep()
    if not keep:
        return Checked(settings, tree, tuple(kept), lens.vocabularies)
    sums = ledger.sums
    shelf = Shelf(root / WORK / "records" if cache else None, ledger.holds)
    sound = (entry.path for entry in tree.records if facts[entry.path].sound)
    whole = {path: records.get(path) or shelf.known(path, sums.get(path)) or files.source(path) for path in sound}
    bank = build_bank(filter(None, whole.values()), lens.vocabularies, today, tree.files)
    if not instead:
        shelf.keep({record.path: record for record in bank.records}, sums)
    return Checked(settings, tree, tuple(kept), lens.vocabularies, bank, sums)


def texts_of(root: Path, found: Sequence[Diagnostic], instead: Mapping[str, bytes] | None = None) -> dict[str, str]:
    """Texts of the files the diagnostics point at, for excerpts; unreadable ones are left out."""
    files = Files(root, instead or {})
    texts: dict[str, str] = {}
    for path in {diagnostic.place.path for diagnostic in found}:
        data, _ = files.read(path)
        if data is not None:
            text, _ = decode(path, data)
            texts[path] = text if text is not None else data.decode("utf-8", "replace")
    return texts


def _vocabularies(tree: Tree, read: Callable[[str], Source | None]) -> Vocabularies:
    """The vocabularies come first: what other files may say depends on them."""
    sources = [source for entry in tree.records if entry.kind == "vocabulary" and (source := read(entry.path))]
    return read_vocabularies((source.entry.id, source.values) for source in sources)


def _examine(files: Files, tree: Tree, lens: Lens, ledger: Ledger, *, jobs: int, say: Callable[[str], None]) -> tuple[dict[str, Facts], dict[str, Record]]:
    """Facts of every file: from the ledger, or by looking at it; and the records of those looked at."""
    entries = (*tree.records, *tree.files)
    known = {entry.path: None if entry.path in files.instead else ledger.known(files.root, entry.path) for entry in entries}
    unknown = [entry for entry in entries if known[entry.path] is None]
    examine = Examiner(lens)

    def look(share: Iterable[Entry]) -> list[tuple[str, bytes, Facts, Record | None]]:
        looked = []
        for number, entry in enumerate(share):
            if number and number % STRIDE == 0:
                say(f"Проверяю: {min(number * jobs, len(unknown))} из {len(unknown)}")
            data, unread = files.read(entry.path)
            facts, record = examine(entry, data) if data is not None else (Facts(found=tuple(unread)), None)
            looked.append((entry.path, sum_of(data or b""), facts, record))
        return looked

    records: dict[str, Record] = {}
    jobs = min(jobs, 1 + len(unknown) // STRIDE)
    for share in spread(look, unknown, jobs):
        for path, sum_, facts, record in share:
            known[path] = facts
            ledger.note(path, sum_, facts)
            if record:
                records[path] = record
    return {path: facts for path, facts in known.items() if facts}, records
