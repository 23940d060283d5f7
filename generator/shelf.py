"""Records kept between runs: to read one here costs a tenth of reading its YAML and its Markdown.

A record is known by its path and the hash of its file's bytes, so what another run has seen meanwhile does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from generator.boards import Boards
from generator.model.build import RECORDS
from generator.model.records import Record
from generator.model.sections import pack, unpack


class _Kept(msgspec.Struct, array_like=True):
    """One record, packed: the hash of its file, its kind."""

    sum: bytes
    kind: str
    record: msgspec.Raw


class Shelf:
    """Records of a bank's files in the folder `path`; without one it knows nothing and keeps nothing."""

    def __init__(self, path: Path | None, holds: str) -> None:
        self._boards = Boards(path, holds, _Kept)

    def known(self, name: str, sum_: bytes | None) -> Record | None:
        """The record of a file with these bytes, if it was kept."""
        kept = self._boards.get(name)
        return _decoder(kept.kind).decode(kept.record) if kept and kept.sum == sum_ else None

    def keep(self, records: Mapping[str, Record], sums: Mapping[str, bytes]) -> None:
        """Keep the records of files by path, and no others."""
        for name in self._boards.names() - records.keys():
            self._boards.drop(name)
        for name, record in records.items():
            before = self._boards.get(name)
            if name in sums and (before is None or before.sum != sums[name]):
                self._boards.put(name, _packed(record, sums[name]))
        self._boards.save()


def _packed(record: Record, sum_: bytes) -> _Kept:
    kind = next(name for name, made in RECORDS.items() if isinstance(record, made))
    return _Kept(sum_, kind, msgspec.Raw(pack(record)))


@cache
def _decoder(kind: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(RECORDS[kind], dec_hook=unpack)
