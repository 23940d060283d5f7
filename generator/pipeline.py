"""The whole way of a bank, readable aloud: load, check, render, publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.check import Context, check
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.waivers import apply as apply_waivers
from generator.load import Source, Tree, read_source, walk
from generator.load.decode import decode
from generator.model import Bank, build_bank
from generator.schema import kind, read_vocabularies
from generator.schema.body import check_body
from generator.schema.shape import Shape
from generator.settings import Settings, read_settings


@dataclass(frozen=True)
class Checked:
    """A bank read and checked. `settings` is None when site_config.yml cannot be used: then nothing else was looked at."""

    settings: Settings | None
    tree: Tree
    sources: tuple[Source, ...]
    bank: Bank | None
    found: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """True when nothing stands in the way of publishing."""
        return not any(diagnostic.severity is Severity.ERROR for diagnostic in self.found)

    @property
    def files(self) -> int:
        """How many files were looked at."""
        return len(self.tree.records) + len(self.tree.files) + 1


def check_bank(root: Path, today: date) -> Checked:
    """Read and check the bank in `root`. Never raises for what its files hold."""
    settings, found = read_settings(root)
    if settings is None:
        return Checked(None, Tree((), ()), (), None, tuple(found))
    tree, walked = walk(root)
    found += walked
    sources, unread = _read(root, tree)
    found += unread
    sound, shapeless = _shape(sources)
    found += shapeless
    vocabularies = read_vocabularies((source.entry.id, source.values) for source in sources if source.entry.kind == "vocabulary")
    bank = build_bank(sound, vocabularies, today, tree.files)
    found += check(Context(settings, tree, tuple(sources), bank))
    kept = apply_waivers(found, {source.path: source.text for source in sources})
    return Checked(settings, tree, tuple(sources), bank, tuple(sorted(kept, key=lambda diagnostic: diagnostic.order)))


def check_folder(root: Path, today: date) -> list[Diagnostic]:
    """Only the diagnostics of a bank."""
    return list(check_bank(root, today).found)


def texts_of(root: Path, found: Sequence[Diagnostic]) -> dict[str, str]:
    """Texts of the files the diagnostics point at, for excerpts; unreadable ones are left out."""
    texts: dict[str, str] = {}
    for path in {diagnostic.place.path for diagnostic in found}:
        try:
            data = (root / path).read_bytes()
        except OSError:
            continue
        text, _ = decode(path, data)
        texts[path] = text if text is not None else data.decode("utf-8", "replace")
    return texts


def _read(root: Path, tree: Tree) -> tuple[list[Source], list[Diagnostic]]:
    sources: list[Source] = []
    found: list[Diagnostic] = []
    for entry in tree.records:
        source, unread = read_source(root, entry)
        found += unread
        if source:
            sources.append(source)
    return sources, found


def _shape(sources: Sequence[Source]) -> tuple[list[Source], list[Diagnostic]]:
    """The sources whose fields and sections are as their schema wants them, and what is wrong with the others."""
    vocabularies = read_vocabularies((source.entry.id, source.values) for source in sources if source.entry.kind == "vocabulary")
    shapes: dict[str, Shape] = {}
    sound: list[Source] = []
    found: list[Diagnostic] = []
    for source in sources:
        name = source.entry.kind
        shape = shapes.get(name) or shapes.setdefault(name, Shape(kind(name), vocabularies))
        faults = shape.check(source)
        if not any(diagnostic.severity is Severity.ERROR for diagnostic in faults):
            sound.append(source)
        found += [*faults, *check_body(source, shape.kind)]
    return sound, found


