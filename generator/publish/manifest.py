"""api/v1/manifest.json: what a site consists of, so that a mirror, or a catalogue of many regions, can tell what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from generator import __version__

MANIFEST = "api/v1/manifest.json"


class Stamp(msgspec.Struct, frozen=True):
    """SHA-256 of a file, in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


def stamp(data: bytes) -> Stamp:
    """What tells a file from its former state."""
    return Stamp(hashlib.sha256(data).hexdigest(), len(data))


def manifest(stamps: Mapping[str, Stamp]) -> bytes:
    """The manifest of the files by path; a line each, so that two states can be compared by any tool."""
    rows = ",\n".join(f"  {msgspec.json.encode(path).decode()}: {msgspec.json.encode(stamps[path]).decode()}" for path in sorted(stamps))
    return f'{{\n "version": 1,\n "generator": "{__version__}",\n "files": {{\n{rows}\n }}\n}}\n'.encode()
