"""One run: regions are asked what changed, the common index is mended, pages are made anew, all of it takes its place at once.

What the catalogue was made of is remembered beside it (`.NAME.federation/`), with the sum of its manifest: when the two do not
belong together, everything is read anew. A region that cannot be read keeps its last good state.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from generator import __version__
from generator.atomic import replace_file
from generator.federate import pages, rows
from generator.federate.delta import Delta, Region, delta, shard_name
from generator.federate.leaves import Change, Kept, woven
from generator.federate.postings import BEST
from generator.federate.published import Manifest
from generator.federate.sources import Broken, Source
from generator.publish.manifest import MANIFEST, Stamp, manifest, stamp
from generator.publish.writer import locked, refuse_foreign, write_site

FORM = f"1 {__version__} {BEST}"
"""Of the remembered state; with another one everything is read anew."""

THEME = Path(__file__).parents[2] / "theme"


class State(msgspec.Struct, frozen=True):
    """What a catalogue was made of; `made`: the sum of its manifest."""

    form: str
    made: str
    regions: list[Region]
    leaves: list[Kept]


EMPTY = State(FORM, "", [], [])


@dataclass(frozen=True)
class Federated:
    """What a run did. `read`: files read anew, by region; `faults`: a sentence for each region that could not be read."""

    regions: tuple[Region, ...]
    read: Mapping[str, int] = field(default_factory=dict)
    changed: int = 0
    removed: int = 0
    faults: tuple[str, ...] = ()
    written: bool = False


def federate(sources: Sequence[Source], out: Path, *, strict: bool, say: Callable[[str], None]) -> Federated:
    """Make or mend the catalogue in `out`; raises Broken when no region can be read or two have one id, what the writer raises, OSError.

    With `strict` nothing is written when there is a fault.
    """
    refuse_foreign(out)
    work = out.with_name(f".{out.name}.federation")
    with locked(work):
        try:
            return _run(sources, out, _state(out), strict=strict, say=say)
        except _Damaged:  # somebody touched the catalogue
            return _run(sources, out, EMPTY, strict=strict, say=say)


class _Damaged(Exception):  # noqa: N818  # what the catalogue is
    """A file of the catalogue is not as it was left."""


def _run(sources: Sequence[Source], out: Path, state: State, *, strict: bool, say: Callable[[str], None]) -> Federated:
    deltas, faults = _asked(sources, {region.source: region for region in state.regions}, say)
    regions = tuple(one.region for one in deltas)
    read = {one.region.id: len(one.read) for one in deltas}
    if (strict and faults) or not regions:
        return Federated(regions, read, faults=faults)
    say("Соединяю указатели")
    files, leaves = _files(deltas, state, out)
    say("Записываю")
    written = write_site(out, files)
    new = State(FORM, hashlib.sha256(files[MANIFEST]).hexdigest(), list(regions), leaves)
    replace_file(_memory(out), msgspec.json.encode(new))
    return Federated(regions, read, written.changed, written.removed, faults, written=True)


def _asked(sources: Sequence[Source], known: Mapping[str, Region], say: Callable[[str], None]) -> tuple[list[Delta], tuple[str, ...]]:
    """What every region changed, by their ids, and what is wrong with the others."""
    deltas, faults = [], []
    for source in sorted(sources, key=lambda source: source.name):
        last = known.get(source.name)
        say(f"Читаю {source.name}")
        try:
            deltas.append(delta(source, last))
        except Broken as broken:
            kept = f"в каталоге остаётся прежнее состояние региона «{last.name}»" if last else "региона в каталоге нет"
            faults.append(f"{source.name}: {broken}; {kept}.")
            if last:
                deltas.append(Delta(last))
    _distinct(deltas)
    return sorted(deltas, key=lambda one: one.region.id), tuple(faults)


def _memory(out: Path) -> Path:
    return out.with_name(f".{out.name}.federation") / "state.json"


def _state(out: Path) -> State:
    """The remembered state, empty when there is none that belongs to what stands in `out`."""
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        state = msgspec.json.decode(_memory(out).read_bytes(), type=State)
        if state.form == FORM and state.made == hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest():
            return state
    return EMPTY


def _distinct(deltas: Sequence[Delta]) -> None:
    """Raise Broken when two sites are of one region."""
    for region, times in Counter(one.region.id for one in deltas).items():
        if times > 1:
            names = " и ".join(sorted(one.region.source for one in deltas if one.region.id == region))
            title = next(one.region.name for one in deltas if one.region.id == region)
            raise Broken(f"регион «{title}» назван дважды: {names}. Оставьте один из сайтов или поправьте region в site_config.yml второго")


class _Files(Mapping[str, bytes]):
    """Files of the catalogue: what is new from memory, what stays (with its stamps) from the disk when it is asked for."""

    def __init__(self, out: Path, new: Mapping[str, bytes], stay: Mapping[str, Stamp]) -> None:
        self._out, self._new, self._stay = out, new, stay

    def __getitem__(self, path: str) -> bytes:
        if path in self._new:
            return self._new[path]
        try:
            data = (self._out / path).read_bytes()
        except OSError as error:
            raise _Damaged from error
        if stamp(data) != self._stay.get(path):
            raise _Damaged
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._new, *self._stay}))

    def __len__(self) -> int:
        return len({*self._new, *self._stay})


def _files(deltas: Sequence[Delta], state: State, out: Path) -> tuple[Mapping[str, bytes], list[Kept]]:
    """Every file of the catalogue, and its leaves."""
    stamps = _stamps((out / MANIFEST).read_bytes()) if state.regions else {}
    standing = _Files(out, {}, stamps)
    former = {region.id: (number, region) for number, region in enumerate(state.regions)}
    place = {one.region.id: number for number, one in enumerate(deltas)}
    numbers = {number: place.get(name, -1) for name, (number, _) in former.items()}

    def read(name: str) -> bytes:
        return standing[f"search/{name}"]

    changes = [Change(place[one.region.id], one.spans, one.keys) for one in deltas if one.spans]
    leaves, fresh = woven(state.leaves, changes, numbers, lambda name: read(f"w/{name}.bin"))
    new = {f"w/{name}.bin": data for name, data in fresh.items()}
    stay = [f"w/{leaf.name}.bin" for leaf in leaves]
    for one in deltas:
        region = one.region
        before = former[region.id][1].cards if region.id in former else 0
        new |= rows.rewritten(region.id, before, region.cards, one.rows, read)
        new |= {f"r/{region.id}/{name}.bin": data for name, data in one.shards.items()}
        stay += [f"r/{region.id}/{shard_name(digest)}.bin" for _, digest in region.shards]
        stay += [rows.name(region.id, number) for number in range(-(-region.cards // rows.ROWS))]
    regions = tuple(one.region for one in deltas)
    made = {f"search/{path}": data for path, data in new.items()} | pages.files(regions, leaves, THEME)
    kept = {path: stamps[path] for name in stay if (path := f"search/{name}") not in made}
    listed = manifest(kept | {path: stamp(data) for path, data in made.items()})
    return _Files(out, made | {MANIFEST: listed}, kept), leaves


def _stamps(data: bytes) -> dict[str, Stamp]:
    """Stamps of files by path, of our own manifest."""
    return {path: Stamp(entry.sha256, entry.size) for path, entry in msgspec.json.decode(data, type=Manifest).files.items()}
