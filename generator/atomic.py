"""A file replaced in one move: a reader, an interruption or a full disk finds the old one or the new one, whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace_file(target: Path, data: bytes, mode: int = 0o600) -> None:
    """Write `data` beside `target` and let it take its place, with the rights `mode`; raises OSError and leaves nothing behind."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # readable by its owner only
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.chmod(mode)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
