"""What is said on the terminal while a command runs: how far it is, on one line that changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import IO


def say() -> Callable[[str], None]:
    """Progress: one changing line on a terminal, plain lines in a pipe."""
    if sys.stderr.isatty():
        return lambda words: print(f"\r\033[K{words}…", end="", file=sys.stderr, flush=True)
    return lambda words: print(f"{words}…", file=sys.stderr, flush=True)


def progress() -> Callable[[str], None]:
    """Progress of a check: on a terminal only, a small bank is checked before one could read it."""
    return say() if sys.stderr.isatty() else lambda _: None


def clear() -> None:
    """Take the changing line away."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)


def coloured(stream: IO[str]) -> bool:
    """True when colours may be used."""
    return stream.isatty() and not os.environ.get("NO_COLOR")
