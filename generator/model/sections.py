"""The sections of a card, kept packed: a bank of ten thousand cards fits into memory, and most runs open a few of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, overload

import msgspec

from generator.schema.body import Section


class Sections(Sequence[Section]):
    """Sections in the order they stand. Those opened last stay open: a card's page, data and text are made one after another."""

    __slots__ = ("packed",)
    _open: ClassVar[tuple[bytes, tuple[Section, ...]]] = (b"", ())

    def __init__(self, sections: Iterable[Section] | bytes) -> None:
        if isinstance(sections, bytes):
            self.packed = sections
        else:
            made = tuple(sections)
            self.packed = msgspec.msgpack.encode(made)
            Sections._open = (self.packed, made)

    def holds(self, words: str) -> bool:
        """Whether some text or title holds these words."""
        return words.encode() in self.packed

    def found(self, pattern: re.Pattern[bytes]) -> list[bytes]:
        """What a pattern finds in all of it, packed as it is."""
        return pattern.findall(self.packed)

    def _all(self) -> tuple[Section, ...]:
        packed, made = Sections._open
        if packed is not self.packed:
            made = msgspec.msgpack.decode(self.packed, type=tuple[Section, ...])
            Sections._open = (self.packed, made)
        return made

    @overload
    def __getitem__(self, index: int) -> Section: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Section, ...]: ...
    def __getitem__(self, index: int | slice) -> Section | tuple[Section, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return self.packed == other.packed if isinstance(other, Sections) else self._all() == other

    def __hash__(self) -> int:
        return hash(self.packed)

    def __repr__(self) -> str:
        return repr(self._all())


def pack(value: object) -> bytes:
    """A record, or records among plain values, as bytes."""
    return _ENCODER.encode(value)


def unpack(kind: type, value: Any) -> Any:
    """What msgspec cannot read itself: the sections inside a record."""
    if kind is Sections:
        return Sections(value)
    raise NotImplementedError(kind)


def _packed(value: object) -> bytes:
    if isinstance(value, Sections):
        return value.packed
    raise NotImplementedError(type(value))


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_packed)
