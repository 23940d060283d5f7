"""Style sheets and scripts made small.

The library is written in Go, whose threads a copied process does not have: called there it may wait for ever. So whatever is
made small is made so before work is dealt out.
"""

from __future__ import annotations

import os
from functools import cache

import minify

_FIRST = os.getpid()


@cache
def minified(kind: str, text: str) -> str:
    """A text of a media type (`text/css`, `application/javascript`) with nothing in it that only people need. Raises RuntimeError in a copied process."""
    if os.getpid() != _FIRST:
        raise RuntimeError("what is made small is made so before processes are copied")
    return str(minify.string(kind, text))
