"""The one way to tell bytes from other bytes where nobody outside sees it: in keys, marks and caches."""

from __future__ import annotations

import hashlib


def sum_of(*parts: bytes) -> bytes:
    """16 bytes that tell these parts, in their order, from all others (BLAKE2b, RFC 7693).

    >>> sum_of(b"ab", b"c") == sum_of(b"a", b"bc")
    False
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
