"""Patterns compiled at first use: a run that looks at one card needs a few of the hundreds there are, and compiling costs more than matching."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Late:
    """Stands for a pattern until it is asked for anything."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._made = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._made), name)
        setattr(self, name, value)  # the next time it is found at once
        return value


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, compiled when it is first asked for something; instead of `re.compile` in modules, but not where `match.re` is compared."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))
