"""Where the processor's time of a run goes, by stage: that of this process and of those it has waited for."""

from __future__ import annotations

import os
from collections.abc import Mapping


class Stopwatch:
    """Seconds of the processor since the process began, parted into stages one after another."""

    def __init__(self) -> None:
        self._name, self._since = "Запуск", 0.0
        self.spent: dict[str, float] = {}

    def stage(self, name: str) -> None:
        """Let a stage begin; the one before it ends."""
        now = sum(os.times()[:4])
        self.spent[self._name] = self.spent.get(self._name, 0.0) + now - self._since
        self._name, self._since = name, now

    def part(self, name: str, parts: Mapping[str, float]) -> None:
        """Say what an ended stage was spent on; the rest keeps its name."""
        self.spent[name] = max(0.0, self.spent.get(name, 0.0) - sum(parts.values()))
        self.spent |= parts
